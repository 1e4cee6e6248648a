#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Properties of stepwell-extract over all PDFs of folders, with poppler's tools as witnesses.

usage: properties.py FOLDER..., with stepwell-extract in the PATH

  pages  --text and --json count the pages that pdfinfo counts
  words  every word of --text occurs in what pdftotext prints of the file in one of its modes;
         0.2 % a file may not (white space, hyphens, ligatures and marks are removed first).
         Notes that readers left and texts of form fields are not on the page for pdftotext
  agree  --json is one object a line, and its lines are those of --text
"""
import json
import os
import re
import subprocess
import sys
import unicodedata

MOST = 0.002
MODES = ([], ["-raw"], ["-layout"])


def run(command):
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    return done.returncode, done.stdout.decode("utf-8", "replace")


def squeeze(text):
    """Letters and digits alone, in the form that all spellings of a word share. Without alef:
    pdftotext gives the letters of a lam-alef ligature the wrong way round."""
    text = unicodedata.normalize("NFKD", text).replace("\u0627", "")
    return "".join(c for c in text if unicodedata.category(c)[0] in "LN").casefold()


class Answer:
    """--text taken apart: pages of the head line, and the lines of each unit."""

    def __init__(self, text):
        found = re.match(r"== \w+, pages: (\d+)", text)
        self.pages = int(found.group(1)) if found else None
        self.units, part = [], None
        for line in text.split("\n")[1:]:
            unit = re.match(r"-- (\d+)(?: \".*\")? (body|notes|comments)(?:, [\w, ]+)?$", line)
            if unit:
                part = unit.group(2)
                self.units.append((int(unit.group(1)), part, []))
            elif re.match(r"-- (?:contents, level \d+, page|note on page) ", line):
                part = None
            elif part and line:
                self.units[-1][2].append(line)
        self.body = [line for _, part, lines in self.units if part == "body" for line in lines]


def strange_words(name, answer):
    """Words of the body that pdftotext has not, and how many there were to look for."""
    words = [word for line in answer.body for word in re.findall(r"\w+", line)]
    pages = "".join(squeeze(run(["pdftotext", *mode, name, "-"])[1]) + "\n" for mode in MODES)
    known = {word: squeeze(word) in pages for word in set(words)}
    return [word for word in words if not known[word]], len(words)


def pages_of(name):
    found = re.search(r"^Pages:\s+(\d+)", run(["pdfinfo", name])[1], re.M)
    return int(found.group(1)) if found else None


def compare_json(printed, answer):
    """What is wrong with the lines of --json, or None."""
    units, pages = [], None
    for number, line in enumerate(printed.splitlines(), 1):
        try:
            item = json.loads(line)
        except ValueError as problem:
            return f"line {number} of --json: {problem}"
        pages = item.get("pages", pages)
        if "lines" in item:
            lines = [text for entry in item["lines"] for text in entry["text"].split("\n")]
            units.append((item["page"], item["part"], [text for text in lines if text]))
    if pages != answer.pages:
        return f"--json has {pages} pages, --text {answer.pages}"
    if units != answer.units:
        return "--json and --text have different lines"
    return None


def check(name):
    """Lists what is wrong; gives strange words and words."""
    wrong = []
    code, text = run(["stepwell-extract", "--text", name])
    code_json, printed = run(["stepwell-extract", "--json", name])
    if code != code_json or code not in (0, 1):
        wrong.append(f"exit statuses {code} and {code_json}")
    answer = Answer(text)
    difference = compare_json(printed, answer)
    if difference:
        wrong.append(difference)
    if answer.pages is None and code == 1:
        return wrong, [], 0  # refused with a reason; which files may be is not the question here
    if answer.pages != pages_of(name):
        wrong.append(f"{answer.pages} pages, pdfinfo has {pages_of(name)}")
    strange, count = strange_words(name, answer)
    if len(strange) > MOST * count:
        wrong.append(f"{len(strange)} of {count} words are not in the file: {strange[:8]}")
    return wrong, strange, count


def main():
    failed, total, odd, files, worst = 0, 0, 0, 0, []
    for folder in sys.argv[1:]:
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if not name.endswith(".pdf"):
                continue
            wrong, strange, count = check(path)
            files, total, odd = files + 1, total + count, odd + len(strange)
            failed += bool(wrong)
            for problem in wrong:
                print(f"{name}: {problem}")
            if strange:
                worst.append((len(strange) / count, name, len(strange), count, strange[:5]))
    for share, name, strange, count, sample in sorted(worst, reverse=True)[:5]:
        print(f"  {100 * share:.3f} % of {count} words of {name}: {sample}")
    print(f"{files} PDFs, {total} words, {odd} of them not in pdftotext's; {failed} files failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
