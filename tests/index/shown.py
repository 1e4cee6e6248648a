#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes six words from each page that stepwell-extract --json shows of the files, and looks whether
the index finds them there: on the page of that name, in that section and language.

usage: shown.py FOLDER-OF-SAMPLE.IDX FILE...
"""
import json
import os
import re
import subprocess
import sys

SIX_WORDS = re.compile(r"(?:[^\W\d_]{3,} ){5}[^\W\d_]{3,}")
UNDECIDED = re.compile(r"\w*\u00AD\w*")
FEWEST = 60  # phrases that the sample must give


def phrases(files):
    """(query, place) of each page that has such words in a paragraph."""
    shown = subprocess.run(["stepwell-extract", "--json", *files], stdout=subprocess.PIPE, check=False)
    for line in shown.stdout.splitlines():
        document = json.loads(line)
        name = os.path.basename(document["file"])
        for page in document["pages"]:
            words = SIX_WORDS.search(UNDECIDED.sub("\n", page["text"]))
            if words:
                query = f'"{words.group()}" type:{document["format"]}'  # its PDF would be shown
                yield query, (name, page["locator"], page["section"], page["lang"])


def places(index, queries, work):
    """For each query, where the index finds it, and whether that is everything."""
    path = os.path.join(work, "queries")
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{number}\t{query}\n" for number, query in enumerate(queries))
    answer = subprocess.run(["stepwell", f"--index={index}", "--format=jsonl", "-n", "50",
                             f"--queries={path}"], stdout=subprocess.PIPE, check=True)
    found = [set() for _ in queries]
    for line in answer.stdout.splitlines():
        result = json.loads(line)
        for passage in result["passages"]:
            found[int(result["query_id"])].add(
                (passage["file"], passage["locator"], passage["section"], passage["lang"]))
        if result["matching_pages"] > len(result["passages"]):
            found[int(result["query_id"])].add("and more")
    return found


def main():
    work, files = sys.argv[1], sys.argv[2:]
    wanted = list(phrases([file for file in files if not file.endswith(".yaml")]))
    found = places(os.path.join(work, "sample.idx"), [query for query, _ in wanted], work)
    missed = [(query, place, where) for (query, place), where in zip(wanted, found)
              if place not in where and "and more" not in where]
    for query, place, where in missed:
        print(f"{query} is shown on {place}, but found on {sorted(map(str, where))}")
    if len(wanted) < FEWEST:
        sys.exit(f"only {len(wanted)} phrases were shown")
    if missed:
        sys.exit(f"{len(missed)} of {len(wanted)} phrases are not where they are shown")
    print(f"{len(wanted)} phrases are found where they are shown")


if __name__ == "__main__":
    main()
