"""Reads people with python3-ldap, page by page, and prints milliseconds and how many they were. The question comes as JSON."""
import json
import sys
import time

import ldap
from ldap.controls import SimplePagedResultsControl

ask = json.load(sys.stdin)
start = time.perf_counter()
ldap.set_option(ldap.OPT_REFERRALS, 0)
connection = ldap.initialize(ask["url"])
connection.set_option(ldap.OPT_X_TLS_CACERTFILE, ask["authority"])
connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
connection.simple_bind_s(ask["user"], ask["password"])
people = 0
page = SimplePagedResultsControl(True, size=ask["page"], cookie="")
while True:
    message = connection.search_ext(ask["base"], ldap.SCOPE_SUBTREE, ask["filter"], ask["attributes"], serverctrls=[page])
    _, entries, _, controls = connection.result3(message)
    people += sum(1 for dn, _ in entries if dn is not None)
    page.cookie = next(control.cookie for control in controls if control.controlType == SimplePagedResultsControl.controlType)
    if not page.cookie:
        break
print(round((time.perf_counter() - start) * 1000, 1), people)
