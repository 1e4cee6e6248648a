#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Scores QUERIES.tsv (query, file, page, language, note): stepwell, index and table as arguments.

Exits with 1 when the shares below are missed; prints every question that was not answered.
"""
import csv
import json
import re
import subprocess
import sys

FILE_SHARE, PAGE_SHARE = 0.85, 0.75
PUBLICATIONS = 3


def search(program, index, query):
    command = [program, f"--index={index}", "--json", "--limit=10", "--", query]
    answer = subprocess.run(command, capture_output=True, check=False, timeout=60)
    if answer.returncode not in (0, 1):
        sys.exit(f"'{query}': exit {answer.returncode}: {answer.stderr.decode()}")
    return json.loads(answer.stdout)["results"]


def right_files(row):
    """The file named, those that the note calls right as well, and twins in other formats."""
    names = [row["expected_file"].split("/")[-1]]
    note = row["note"].split("; text has")[0]
    names += re.findall(r"[\w.-]+\.(?:pdf|docx|pptx|html)", note)
    stem = names[0].rsplit(".", 1)[0]
    return names + [f"{stem}.{suffix}" for suffix in ("html", "pdf", "docx", "pptx")]


def is_right(result, names):
    return any(result["id"] == name or result["id"].endswith("/" + name) for name in names)


def pages_of(text):
    return [int(number) for number in re.findall(r"\d+", text)]


def main(program, index, table):
    with open(table, encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if not row["expected_file"].startswith("scanned/")
            and "garbled" not in row["expected_file"]]
    found = paged = with_page = first_two = 0
    for row in rows:
        names = right_files(row)
        results = search(program, index, row["query"])
        ranks = [i for i, result in enumerate(results) if is_right(result, names)]
        rank = ranks[0] + 1 if ranks else 0
        found += 1 <= rank <= PUBLICATIONS
        first_two += 1 <= rank <= 2
        if not 1 <= rank <= PUBLICATIONS:
            print(f"file missed (rank {rank or '-'}): {row['query']}: {names[0]};"
                  f" first was {results[0]['id'] if results else 'nothing'}")
        if row["expected_page_or_slide"] == "-":
            continue
        with_page += 1
        wanted = pages_of(row["expected_page_or_slide"])
        right = [result for result in results if is_right(result, names[:1])]
        got = [passage["page"] for result in right for passage in result["passages"]]
        if "..." in row["expected_page_or_slide"]:
            good = any(page >= wanted[0] for page in got)
        else:
            good = any(page in wanted for page in got)
        paged += good
        if not good:
            print(f"page missed: {row['query']}: {names[0]} page"
                  f" {row['expected_page_or_slide']}, got {got}")
    print(f"file among the first {PUBLICATIONS}: {found} of {len(rows)}"
          f" ({100 * found / len(rows):.0f} %), first or second: {first_two};"
          f" page among its passages: {paged} of {with_page} ({100 * paged / with_page:.0f} %)")
    return 0 if found >= FILE_SHARE * len(rows) and paged >= PAGE_SHARE * with_page else 1


sys.exit(main(*sys.argv[1:]))
