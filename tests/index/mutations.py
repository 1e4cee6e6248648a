#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads damaged copies of documents with stepwell-extract, always the same ones.

usage: mutations.py WORK FOLDER..., with stepwell-extract in the PATH

STEPWELL_SEED chooses other damages (1), STEPWELL_SECONDS how long it may take (60). The formats
take turns, so that a slow machine leaves out the last damages, not the last formats. In a ZIP
archive the parts are damaged before they are packed, every other time: damage to packed bytes
hardly ever gets past the check sum.
"""
import collections
import io
import json
import os
import random
import re
import subprocess
import sys
import time
import zipfile

TIMEOUT = 40
LARGEST = 3_000_000  # bytes of a document: small ones give more damages a second
SUFFIXES = ("pdf", "pptx", "ppsx", "pptm", "docx", "xlsx", "odt", "odp", "ods", "epub", "html",
            "rtf", "md", "txt", "doc", "ppt")
REPORT = re.compile(rb"Sanitizer|runtime error:|(?:ABORT|CHECK) failed")


def flip(draw, data):
    for _ in range(draw.choice((1, 3, 10, 40))):
        data[draw.randrange(len(data))] = draw.randrange(256)


def truncate(draw, data):
    del data[draw.randrange(len(data)):]


def repeat(draw, data):
    start = draw.randrange(len(data))
    data[start:start] = data[start:start + draw.randrange(1, 2000)] * draw.choice((1, 20))


def remove(draw, data):
    start = draw.randrange(len(data))
    del data[start:start + draw.randrange(1, 500)]


def enlarge(draw, data):
    """Another number where digits stand: lengths, counts, offsets, depths."""
    numbers = list(re.finditer(rb"\d+", data[:200_000]))
    if not numbers:
        return flip(draw, data)
    for _ in range(3):
        place = draw.choice(numbers)
        number = draw.choice((b"-1", b"0", b"65536", b"2147483648", b"99999999999999999999"))
        data[place.start():place.end()] = number
    return None


WAYS = (flip, truncate, repeat, remove, enlarge)


def damage_part(draw, data):
    """Repacks an archive with a damaged part; the text parts are the likeliest."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, \
            zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        texts = [name for name in names if name.endswith((".xml", ".rels", ".xhtml", ".html"))]
        chosen = draw.choice(texts or names)
        for name in names:
            part = bytearray(source.read(name))
            if name == chosen and part:
                draw.choice(WAYS)(draw, part)
            target.writestr(name, bytes(part))
    return packed.getvalue()


def damaged(draw, original, round_number):
    if original.startswith(b"PK") and round_number % 2 == 0:
        try:
            return damage_part(draw, original)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
            pass  # not an archive that Python can repack
    data = bytearray(original)
    draw.choice(WAYS)(draw, data)
    return bytes(data)


def documents(folders):
    """Of each format in turn the first, then of each the second, and so on."""
    kinds = collections.defaultdict(list)
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            path, suffix = os.path.join(folder, name), name.rsplit(".", 1)[-1]
            if suffix in SUFFIXES and 0 < os.path.getsize(path) <= LARGEST:
                kinds[suffix].append(path)
    for paths in kinds.values():
        random.Random(7).shuffle(paths)
    most = max(map(len, kinds.values()), default=0)
    return [paths[i] for i in range(min(most, 6)) for paths in kinds.values() if i < len(paths)]


def read(path):
    """(exit status or None for a hang, what it printed, error output)."""
    try:
        done = subprocess.run(["stepwell-extract", "--json", path], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=TIMEOUT, check=False)
    except subprocess.TimeoutExpired:
        return None, b"", b""
    return done.returncode, done.stdout, done.stderr


def problem_of(status, printed, errors):
    if status is None:
        return f"no end within {TIMEOUT} s"
    if status not in (0, 1):
        return f"exit status {status}"
    if REPORT.search(errors):
        return "a report of the sanitizer"
    try:
        document = json.loads(printed)
    except ValueError as reason:
        return f"not JSON: {reason}"
    if document["code"] == "crashed":
        return "the sandboxed reader crashed"
    if status == 1 and not document["reason"]:
        return "refused without a word"
    return None


def main():
    work, *folders = sys.argv[1:]
    seed = int(os.environ.get("STEPWELL_SEED", "1"))
    deadline = time.monotonic() + float(os.environ.get("STEPWELL_SECONDS", "60"))
    paths, counts, failed, slow = documents(folders), collections.Counter(), 0, (0, "")
    round_number = 0
    while paths and time.monotonic() < deadline:
        for path in paths:
            with open(path, "rb") as source:
                original = source.read()
            name = f"{round_number}-{os.path.basename(path)}"
            draw = random.Random(f"{seed} {name}")
            copy = os.path.join(work, name)
            with open(copy, "wb") as target:
                target.write(damaged(draw, original, round_number))
            begin = time.monotonic()
            status, printed, errors = read(copy)
            slow = max(slow, (time.monotonic() - begin, name))
            counts[status] += 1
            problem = problem_of(status, printed, errors)
            if problem:
                failed += 1
                print(f"{name} (seed {seed}): {problem}: {errors[:400].decode(errors='replace')}")
                keep = os.environ.get("STEPWELL_KEEP")
                if keep:
                    os.replace(copy, os.path.join(keep, name))
                    continue
            os.unlink(copy)
            if time.monotonic() > deadline:
                break
        round_number += 1
    print(f"{sum(counts.values())} damaged copies of {len(paths)} documents in {round_number}"
          f" rounds: {counts[0]} read, {counts[1]} refused or cut short, {failed} failed;"
          f" slowest {slow[0]:.1f} s ({slow[1]})")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
