#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Properties of stepwell-extract over all PDFs of folders, with poppler's tools as witnesses.

usage: properties.py FOLDER..., with stepwell-extract in the PATH

  pages  --json counts the pages that pdfinfo counts
  words  every word of --json occurs in what pdftotext prints of the file in one of its modes;
         0.2 % a file may not (white space, hyphens, ligatures and marks are removed first).
         Notes that readers left and texts of form fields are not on the page for pdftotext
  agree  --json is one object, and --text shows the text of each of its pages
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


def strange_words(name, pages):
    """Words of the body that pdftotext has not, and how many there were to look for."""
    words = [word for page in pages if page["part"] == "body"
             for word in re.findall(r"\w+", page["text"])]
    witness = "".join(squeeze(run(["pdftotext", *mode, name, "-"])[1]) + "\n" for mode in MODES)
    known = {word: squeeze(word) in witness for word in set(words)}
    return [word for word in words if not known[word]], len(words)


def pages_of(name):
    found = re.search(r"^Pages:\s+(\d+)", run(["pdfinfo", name])[1], re.M)
    return int(found.group(1)) if found else None


def compare_text(text, pages):
    """What is wrong with --text, or None; where lines are broken does not matter."""
    shown = squeeze(text)
    missing = [page["locator"] for page in pages if squeeze(page["text"]) not in shown]
    return f"--text lacks {missing[:3]}" if missing else None


def check(name):
    """Lists what is wrong; gives strange words and words."""
    wrong = []
    code_text, text = run(["stepwell-extract", "--text", name])
    code, printed = run(["stepwell-extract", "--json", name])
    if code != code_text or code not in (0, 1):
        wrong.append(f"exit statuses {code_text} and {code}")
    try:
        document = json.loads(printed)
    except ValueError as problem:
        return wrong + [f"--json: {problem}"], [], 0
    if document["status"] == "skipped" and document["reason"]:
        return wrong, [], 0  # which files may be is not the question here
    difference = compare_text(text, document["pages"])
    if difference:
        wrong.append(difference)
    if document["page_count"] != pages_of(name):
        wrong.append(f"{document['page_count']} pages, pdfinfo has {pages_of(name)}")
    strange, count = strange_words(name, document["pages"])
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
