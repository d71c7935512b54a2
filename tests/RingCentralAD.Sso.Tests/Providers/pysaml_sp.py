"""A service provider on pysaml2, strict: response and assertion signed, nothing unsolicited unless asked for, signed requests."""
import json
import os
import sys
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.client import Saml2Client
from saml2.config import SPConfig

with open(sys.argv[1], encoding="utf-8") as file:
    settings = json.load(file)

config = SPConfig()
config.load({
    "entityid": settings["entityId"],
    "xmlsec_binary": "/usr/bin/xmlsec1",
    "key_file": settings["keyFile"],
    "cert_file": settings["certFile"],
    "metadata": {"local": [settings["idpMetadata"]]},
    "accepted_time_diff": 0,
    "allow_unknown_attributes": True,
    "service": {"sp": {
        "endpoints": {"assertion_consumer_service": [(settings["acs"], BINDING_HTTP_POST)]},
        "allow_unsolicited": settings["unsolicited"],
        "authn_requests_signed": True,
        "want_response_signed": True,
        "want_assertions_signed": True,
        "signing_algorithm": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "digest_algorithm": "http://www.w3.org/2001/04/xmlenc#sha256",
        "name_id_format": ["urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"],
    }},
})
client = Saml2Client(config)
outstanding = {}
used = set()
last = {}
gate = threading.Lock()


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def page(self, status, html):
        data = ("<!DOCTYPE html><title>sp</title>" + html).encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def do_GET(self):
        path = urlsplit(self.path).path
        with gate:
            if path in ("/login", "/login-post"):
                binding = BINDING_HTTP_POST if path == "/login-post" else BINDING_HTTP_REDIRECT
                request_id, _, info = client.prepare_for_negotiated_authenticate(relay_state="deep/link", binding=binding, sign=True)
                outstanding[request_id] = "/"
                if binding == BINDING_HTTP_POST:
                    self.page(200, "".join(info["data"]) if isinstance(info["data"], list) else info["data"])
                else:
                    self.send_response(302)
                    self.send_header("Location", dict(info["headers"])["Location"])
                    self.end_headers()
            elif path == "/favicon.ico":
                self.send_response(204)
                self.end_headers()
            elif path == "/last":
                self.page(200, json.dumps(last))
            else:
                self.page(404, "nothing")

    def do_POST(self):
        form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        message = form["SAMLResponse"][0]
        with gate:
            last["SAMLResponse"] = message
            last["RelayState"] = form.get("RelayState", [""])[0]
            try:
                answer = client.parse_authn_request_response(message, BINDING_HTTP_POST, outstanding)
                if answer is None:
                    raise ValueError("no answer")
                if answer.in_response_to:
                    outstanding.pop(answer.in_response_to)
                if answer.assertion.id in used:
                    raise ValueError("assertion replayed")
                used.add(answer.assertion.id)
                attributes = answer.ava
                self.page(200, f"<h1 id=\"result\">welcome {escape(answer.name_id.text)}</h1><p id=\"email\">{escape(attributes['email'][0])}</p><p id=\"last\">{escape(attributes['lastName'][0])}</p><p id=\"state\">{escape(last['RelayState'])}</p>")
            except Exception as error:  # whatever it is refused for
                self.page(403, f"<h1 id=\"result\">refused {escape(type(error).__name__)} {escape(str(error))}</h1>")


server = ThreadingHTTPServer(("127.0.0.1", settings["port"]), Handler)
print("ready", flush=True)


def watch():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=watch, daemon=True).start()
server.serve_forever()
