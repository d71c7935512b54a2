#!/usr/bin/env python3
"""Writes contoso.ldif, the sample company of 200 people. Deterministic: the same output every time.

Run it after a change of the cases below: python3 tools/sample/generate.py > tools/sample/contoso.ldif
"""
import base64
import sys
import uuid

BASE = "DC=contoso,DC=com"
NAMESPACE = uuid.UUID("8f2b9a54-6c1d-4f4e-9a3b-5d7c1e0f2a11")
FIRST = ("Anna Ben Clara David Emma Felix Greta Henry Ines Jonas Karin Leo Mara Nils Olga Paul Quentin Rosa Samuel Tessa "
         "Ulrich Vera Walter Xenia Yannick Zelda Agnès Björn Chloé Dörte Émile Françoise Gül Håkon Íris Jürgen").split()
LAST = ("Archer Baker Carter Dixon Eisner Foster Graham Hughes Irving Jensen Keller Lehmann Müller Nowak Olsen Parker "
        "Quist Richter Schäfer Turner Ueda Vogel Weiß Xu Young Zimmermann Ångström Brønsted Çelik Dvořák").split()
DEPARTMENTS = ["Sales", "Marketing", "Engineering", "Support", "Finance"]
PLACES = [
    ("US", "United States", 840, "Belmont", "CA", "94002", "20 Davis Drive"),
    ("US", "United States", 840, "Denver", "Colorado", "80202", "1400 16th Street"),
    ("GB", "United Kingdom", 826, "Canterbury", "Kent", "CT1 2EN", "1 Burgate"),
    ("DE", "Germany", 276, "Berlin", "Berlin", "10115", "Invalidenstraße 1"),
    ("CA", "Canada", 124, "Toronto", "ON", "M5V 2T6", "1 Blue Jays Way"),
]
out = sys.stdout


def guid(name):
    return base64.b64encode(uuid.uuid5(NAMESPACE, name).bytes_le).decode()


def line(attribute, value):
    text = str(value)
    safe = text and text[0] not in " :<" and text[-1] != " " and all(32 <= ord(c) < 127 for c in text)
    whole = f"{attribute}: {text}" if safe else f"{attribute}:: {base64.b64encode(text.encode()).decode()}"
    out.write(whole[:76] + "\n")
    for at in range(76, len(whole), 75):
        out.write(" " + whole[at:at + 75] + "\n")


def entry(dn, classes, **values):
    line("dn", dn)
    for name in classes:
        line("objectClass", name)
    out.write(f"objectGUID:: {guid(dn)}\n")
    for attribute, value in values.items():
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                line(attribute, item)
    out.write("\n")


def escape(cn):
    return "".join("\\" + c if c in ',+"\\<>;=#' else c for c in cn)


def person(number):
    first, last = FIRST[number % len(FIRST)], LAST[(number * 7) % len(LAST)]
    sam = f"u{number:03d}"
    c, co, code, city, state, zip_code, street = PLACES[number % len(PLACES)]
    values = dict(
        cn=f"{first} {last}", givenName=first, sn=last, displayName=f"{first} {last}", sAMAccountName=sam,
        userPrincipalName=f"{sam}@contoso.com", mail=f"{sam}@contoso.com", employeeNumber=str(1000 + number),
        department=DEPARTMENTS[number % 5], mobile=f"+1415555{100 + number % 100:04d}", streetAddress=street, l=city, st=state,
        postalCode=zip_code, c=c, co=co, countryCode=code, userAccountControl=512,
        telephoneNumber=f"+1650555{number % 100 + 100:04d}" if number % 4 == 0 else None)
    values.update(SPECIAL.get(number, {}))
    values["cn"] = values.get("cn") or f"{first} {last}"
    return values


SPECIAL = {
    3: dict(cn="Zoë Ångström", givenName="Zoë", sn="Ångström", displayName="Zoë Ångström", mail="zoe@contoso.com", department="Sales", telephoneNumber=None),
    8: dict(cn="山田 太郎", givenName="太郎", sn="山田", displayName="山田 太郎"),
    11: dict(cn="王 小明", givenName="小明", sn="王", displayName="王 小明"),
    17: dict(cn="Robin Rocket 🚀", givenName="Robin", sn="Rocket 🚀", displayName="Robin Rocket 🚀"),
    21: dict(mail=None),
    22: dict(mail=None),
    30: dict(cn="Ann Archer", givenName="Ann", sn="Archer", displayName="Ann Archer", mail="ann@contoso.com"),
    31: dict(cn="Ann Ashton", givenName="Ann", sn="Ashton", displayName="Ann Ashton", mail="ann@contoso.com"),
    40: dict(userAccountControl=514),
    41: dict(userAccountControl=514),
    42: dict(userAccountControl=514),
    50: dict(ipPhone="+1-415-555-6789;ext.321"),
    51: dict(ipPhone="+1 415 555 0142 x 322"),
    60: dict(cn="Karl Falsch", givenName="Karl", sn="Falsch", displayName="Karl Falsch", c="US", co="United States", countryCode=840, st="Kalifornia"),
    61: dict(cn="Hugo Infante", givenName="Hugo", sn="Infante", displayName="Hugo Infante", c="US", co="United States", countryCode=840, st="N/A"),
    70: dict(cn="Smith, Jane", givenName="Jane", sn="Smith", displayName="Smith, Jane"),
    80: dict(cn="Conference Room Aspen", givenName=None, sn=None, displayName="Conference Room Aspen", mail="room.aspen@contoso.com", userAccountControl=512),
    90: dict(mobile="ask reception"),
    95: dict(cn="Max Noll", givenName="Max", sn="Noll", displayName="Max Noll", mail="max@contoso.com"),
}

out.write("version: 1\n# The sample company: 200 people. Numbers and addresses are made up.\n\n")
entry(BASE, ["top", "domain", "domainDNS"], dc="contoso")
entry(f"OU=Staff,{BASE}", ["top", "organizationalUnit"], ou="Staff")
for name in DEPARTMENTS:
    entry(f"OU={name},OU=Staff,{BASE}", ["top", "organizationalUnit"], ou=name)
entry(f"OU=Groups,{BASE}", ["top", "organizationalUnit"], ou="Groups")

dns = {}
for n in range(1, 201):
    p = person(n)
    dns[n] = f"CN={escape(p['cn'])}{'' if n in SPECIAL else f' {n:03d}'},OU={p['department']},OU=Staff,{BASE}"
    p["cn"] = p["cn"] if n in SPECIAL else f"{p['cn']} {n:03d}"
    entry(dns[n], ["top", "person", "organizationalPerson", "user"], **p)

teams = {}
for name in DEPARTMENTS:
    teams[name] = f"CN={name} Team,OU=Groups,{BASE}"
    members = [dns[n] for n in range(1, 201) if person(n)["department"] == name]
    entry(teams[name], ["top", "group"], cn=f"{name} Team", sAMAccountName=f"{name} Team", groupType=-2147483646, member=members)
pilot = f"CN=RC Pilot,OU=Groups,{BASE}"
entry(pilot, ["top", "group"], cn="RC Pilot", sAMAccountName="RC Pilot", groupType=-2147483646, member=[dns[n] for n in (3, 8, 17, 70, 95)])
entry(f"CN=RingCentral Users,OU=Groups,{BASE}", ["top", "group"], cn="RingCentral Users", sAMAccountName="RingCentral Users", groupType=-2147483646,
      description="Everyone in here gets a RingCentral account", member=[teams["Sales"], teams["Support"], teams["Engineering"], pilot])
