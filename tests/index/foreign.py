#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Asks for a library of hostile words in every format, and reads the answers as programs do.

usage: foreign.py STEPWELL.CGI
"""
import csv
import html.parser
import io
import itertools
import json
import os
import re
import subprocess
import sys
import urllib.parse
import xml.etree.ElementTree

BAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
ELEMENTS = set("html head meta title style link body a header div form label input button nav h1 h2 "
               "h3 ul ol li p b bdi s mark small strong main footer details summary dl dt dd span "
               "img svg path code".split())
FORMATS = ["", "json", "atom", "csv", "bibtex", "ris", "opensearch", "suggest"]
KEY = 'x"><script>alert(1)</script>'
QUERIES = [{"q": "fathers"}, {"q": "fathers " + BAD}, {"q": BAD}, {"q": "nothinghere " + BAD},
           {"browse": "1"}, {"browse": "1", "in": KEY}, {"like": KEY}, {"q": "fathers", "in": KEY},
           {"q": "fathers", "org": "@SUM(1) " + BAD}, {"q": "fathers", "kind": "-1 " + BAD},
           {"q": "fathers", "lang": BAD, "ui": BAD, "sort": BAD}]
counts = dict.fromkeys(FORMATS, 0)


class Page(html.parser.HTMLParser):
    def handle_starttag(self, tag, attributes):
        assert tag in ELEMENTS, tag
        for name, value in attributes:
            assert not name.startswith("on") and name != "style", (tag, name)
            if name in ("href", "src", "action"):
                scheme = urllib.parse.urlsplit(value).scheme
                assert scheme in ("", "https", "mailto"), value
                assert not re.search(r'[\s"<>]', value), value


def check_html(body):
    Page(convert_charrefs=True).feed(body)
    assert body.count("<style>") == body.count("</style>") == body.count("<title>") == 1


def check_json(body):
    def walk(value, name=""):
        if isinstance(value, dict):
            for key, inner in value.items():
                walk(inner, key)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, name)
        elif name == "url" and value:
            assert value.startswith(("https://", "?")), value
    walk(json.loads(body))


def check_xml(body):
    root = xml.etree.ElementTree.fromstring(body)
    for element in root.iter():
        assert element.tag.startswith(("{http://www.w3.org/2005/Atom}",
                                       "{http://a9.com/-/spec/opensearch/1.1/}")), element.tag
        for value in (element.get("href"), element.get("template")):
            assert value is None or value.startswith(("https://", "?")), value


def check_csv(body):
    rows = list(csv.reader(io.StringIO(body), strict=True))
    assert len({len(row) for row in rows}) == 1, rows
    for cell in itertools.chain(*rows[1:]):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell


def check_bibtex(body):
    depth, escaped = 0, False
    for letter in body:
        if not escaped:
            depth += (letter == "{") - (letter == "}")
        escaped = letter == "\\" and not escaped
        assert depth >= 0, body
    assert depth == 0, body
    assert "\\input" not in body, body


def check_ris(body):
    lines = [line for line in body.splitlines() if line]
    for line in lines:
        assert re.match(r"[A-Z][A-Z0-9]  - ", line), line
    assert sum(line.startswith("TY  - ") for line in lines) == \
        sum(line.startswith("ER  - ") for line in lines)


CHECKS = {"": check_html, "json": check_json, "atom": check_xml, "csv": check_csv,
          "bibtex": check_bibtex, "ris": check_ris, "opensearch": check_xml, "suggest": check_json}


def ask(parameters, **variables):
    done = subprocess.run([sys.argv[1]], capture_output=True, timeout=20, check=True, env={
        **os.environ, "REQUEST_METHOD": "GET",
        "QUERY_STRING": urllib.parse.urlencode(parameters), **variables})
    head, body = done.stdout.split(b"\r\n\r\n", 1)
    headers = {}
    for line in head.decode("ascii").split("\r\n"):
        name, value = re.fullmatch(r"([A-Za-z-]+): ([\x20-\x7e]*)", line).groups()
        assert "script" not in value or name == "Content-Type" or "alert" not in value, line
        headers[name] = value
    assert headers["X-Content-Type-Options"] == "nosniff"
    return headers, body.decode("utf-8")


def main():
    for parameters, name in itertools.product(QUERIES, FORMATS):
        asked = {**parameters, "format": name} if name else parameters
        headers, body = ask(asked)
        if headers["Content-Type"].startswith("text/html"):
            check_html(body)
            counts[""] += 1
        elif headers["Status"] == "200 OK":
            try:
                CHECKS[name](body)
            except Exception as fault:
                raise AssertionError(f"{asked}: {fault!r}\n{body[:3000]}") from fault
            counts[name] += 1
        if parameters == {"q": "fathers"} and name in ("", "json"):
            assert "alert(1)" in body, "the library is not found"
    for variable in ("HTTP_ORIGIN", "HTTP_ACCEPT_LANGUAGE", "HTTP_IF_NONE_MATCH"):
        headers, body = ask({"q": "fathers"}, **{variable: "x\r\nX-Evil: 1" + BAD})
        assert "X-Evil" not in headers
        check_html(body)
    print("read as programs do:", ", ".join(f"{count} {name or 'html'}"
                                            for name, count in counts.items() if count))


main()
