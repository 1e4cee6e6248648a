#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""docs/schema/openapi.yaml names the parameters and formats that there are, and answers keep to it.

usage: openapi.py BUILD SOURCE
"""
import json
import os
import re
import subprocess
import sys

try:
    import jsonschema
    import yaml
except ImportError as missing:
    print("skipped:", missing)
    sys.exit(77)

BUILD, SOURCE = sys.argv[1:3]


def read(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        return file.read()


def fail(what):
    print("FAILED:", what, file=sys.stderr)
    sys.exit(1)


def compare(what, described, real):
    if described != real:
        fail(f"{what}: described {sorted(described - real)}, not described {sorted(real - described)}")


def ask(query, method="GET", index=None):
    environment = {**os.environ, "QUERY_STRING": query, "REQUEST_METHOD": method}
    if index is not None:
        environment["STEPWELL_INDEX"] = index
    answer = subprocess.run([os.path.join(BUILD, "stepwell.cgi")], env=environment,
                            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, check=True, timeout=30).stdout.decode()
    head, body = answer.split("\r\n\r\n", 1)
    return re.search(r"Content-Type: ([^;\r]*)", head)[1], head[8:11], body


def formats_of(get):
    return next(p for p in get["parameters"] if p["name"] == "format")["schema"]["enum"]


def check_names(get):
    described = {parameter["name"] for parameter in get["parameters"]}
    table = read("query/request_read.c").split("parameters[] = {")[1].split("};")[0]
    compare("parameters", described, set(re.findall(r'\{ "(\w+)"', table)))
    table = read("query/render/render.c").split("renderers[] = {")[1].split("};")[0]
    rows = re.findall(r'\{ "(\w+)",\s*"', table)
    compare("formats", set(formats_of(get)), set(rows))


def check_types(get):
    types = get["responses"]["200"]["content"]
    for format in formats_of(get) + [""]:
        mime, status, _ = ask(f"q=father&format={format}")
        if format == "opensearch" and status == "400":
            continue
        if status != "200" or mime not in types:
            fail(f"format={format} is {mime} with status {status}")


def check_answers(document):
    schemas = {"search": json.loads(read("docs/schema/search.schema.json")),
               **document["components"]["schemas"]}
    missing = os.path.join(BUILD, "no.idx")
    cases = [("search", ask("q=father+engagement&format=json")),
             ("search", ask("format=json&n=3&page=2")),
             ("search", ask("q=brestfeeding&format=json&lang=en&year=2020..")),
             ("search", ask("q=%22&format=json&exact=1&sort=new")),
             ("search", ask("like=engaging-fathers-guide&format=json")),
             ("Health", ask("health")), ("Suggestions", ask("q=fath&format=suggest")),
             ("Suggestions", ask("format=suggest")),
             ("Error", ask("q=a%0a&format=json", "GET")),
             ("Error", ask("q=a&format=json", index=missing)),
             ("Error", ask("health", index=missing))]
    for name, (_, status, body) in cases:
        try:
            jsonschema.Draft202012Validator(schemas[name]).validate(json.loads(body))
        except (jsonschema.ValidationError, ValueError) as problem:
            fail(f"{name} ({status}): {problem}\n{body[:400]}")
    print(f"{len(cases)} answers are as described")


def main():
    document = yaml.safe_load(read("docs/schema/openapi.yaml"))
    for schema in document["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    get = document["paths"]["/"]["get"]
    check_names(get)
    check_types(get)
    check_answers(document)


main()
