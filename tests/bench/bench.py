#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures stepwell over a folder of documents and prints Markdown tables.

usage: bench.py BUILD FOLDER [--scales 1,10,100] [--rounds 5] [--work DIR]

What it prints, ours and the yardstick taken in turn in the same run:
  extraction  pages per CPU second of stepwell-extract, to finished pages with their languages
              and as far as its sandboxed reader goes, and of `pdftotext -raw`, file by file
  index       CPU, bytes of the index per byte of text, time of an update that changes nothing,
              and of one after a file has changed, until a new process finds the new word
  queries     cold (a process each) and warm (one process, many queries) at 1, 10 and 100
              times the folder; the copies are links, so they are read once and indexed often
Times of a busy machine lie: quote medians and ratios.
"""
import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

QUERIES = [("one word", "children"), ("two words", "child health"),
           ("phrase", '"early childhood"'), ("five words", "how children learn through play"),
           ("the", "the"), ("eight-word question", "what can a father do for his child"),
           ("prefix", "edu*"), ("nothing found", "qwertyuiopas")]
WARM = 40


def run(command, **options):
    """Wall and CPU seconds of one command and what it printed."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False, **options)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode not in (0, 1):
        sys.exit(f"{command[0]} exits with {done.returncode}")
    return wall, cpu, done.stdout


def pages_of(path):
    done = subprocess.run(["pdfinfo", path], capture_output=True, check=False)
    for line in done.stdout.decode("utf-8", "replace").splitlines():
        if line.startswith("Pages:"):
            return int(line.split()[1])
    return 0


def extraction(tools, folder, rounds):
    files = [path for path in sorted(os.listdir(folder)) if path.endswith(".pdf")]
    files = [os.path.join(folder, path) for path in files]
    pages = sum(pages_of(path) for path in files)
    ours, theirs = [], []
    for _ in range(rounds):
        ours.append(sum(run([tools["extract"], "--text", path])[1] for path in files))
        theirs.append(sum(run(["pdftotext", "-raw", path, "-"])[1] for path in files))
    pooled, reading = [], []
    for _ in range(rounds):
        _, seconds, out = run([tools["extract"], "--json", *files])
        pooled.append(seconds)
        reading.append(sum(json.loads(line)["cpu_ms"] for line in out.splitlines()) / 1000)
    print(f"\n### Extraction: {len(files)} PDFs, {pages} pages, median of {rounds}\n")
    print("| | CPU s | pages per CPU s | to pdftotext -raw |\n| --- | --- | --- | --- |")
    for name, values in (("stepwell-extract, a process a file", ours),
                         ("stepwell-extract, one process", pooled),
                         ("reading alone, without finishing the pages", reading),
                         ("pdftotext -raw", theirs)):
        seconds = statistics.median(values)
        ratio = statistics.median(a / b for a, b in zip(values, theirs))
        print(f"| {name} | {seconds:.2f} | {pages / seconds:.0f} | {ratio:.2f} |")


def copies(folder, work, scale):
    """A folder that holds the documents scale times, as links."""
    target = os.path.join(work, f"x{scale}")
    for number in range(scale):
        below = os.path.join(target, f"{number:03d}")
        os.makedirs(below)
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".tsv"):
                os.symlink(os.path.join(folder, name), os.path.join(below, name))
    return target


def text_bytes(tools, folder):
    total = 0
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".tsv"):
            out = run([tools["extract"], "--json", os.path.join(folder, name)])[2]
            total += sum(len(page["text"].encode()) for page in json.loads(out)["pages"])
    return total


def change_one(tools, docs, index, rounds=3):
    """Median seconds from the start of an update, one file changed, to a search that finds it."""
    seconds = []
    for number in range(rounds):
        with open(os.path.join(docs, "changed.txt"), "w", encoding="utf-8") as file:
            file.write(f"Zeppelin{number} flies over the library.\n" * 20)
        start = time.perf_counter()
        run([tools["index"], f"--index={index}", "-q", docs])
        found = run([tools["stepwell"], f"--index={index}", "--json", f"zeppelin{number}"])[2]
        seconds.append(time.perf_counter() - start)
        if json.loads(found)["results"][0]["id"] != "changed.txt":
            sys.exit("the changed file is not found")
    return statistics.median(seconds)


def build_index(tools, folder, work, scale, text):
    docs = copies(folder, work, scale)
    index = os.path.join(work, f"x{scale}.idx")
    wall, cpu, out = run([tools["index"], f"--index={index}", "--json", docs])
    summary = json.loads(out.splitlines()[-1])["summary"]
    noop = min(run([tools["index"], f"--index={index}", "-q", docs])[0] for _ in range(5))
    size = os.path.getsize(index)
    changed = change_one(tools, docs, index)
    print(f"| {scale}x | {summary['pages']} | {wall:.1f} | {cpu:.1f} | {size / 1e6:.1f} |"
          f" {size / (text * scale):.2f} | {noop * 1000:.0f} | {changed:.2f} |", flush=True)
    return index


def query_times(tools, index, query, rounds, work):
    cold = [run([tools["stepwell"], f"--index={index}", "--json", "--", query])[0]
            for _ in range(rounds)]
    times = []
    for count in (1, 1 + WARM):
        path = os.path.join(work, "queries")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{i}\t{query}\n" for i in range(count))
        times.append(min(run([tools["stepwell"], f"--index={index}", "--format=jsonl",
                              f"--queries={path}"])[0] for _ in range(3)))
    return statistics.median(cold) * 1000, (times[1] - times[0]) / WARM * 1000


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("folder")
    parser.add_argument("--scales", default="1,10,100")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--work")
    arguments = parser.parse_args()
    build, folder = os.path.abspath(arguments.build), os.path.abspath(arguments.folder)
    tools = {"extract": f"{build}/stepwell-extract", "index": f"{build}/stepwell-index",
             "stepwell": f"{build}/stepwell"}
    work = tempfile.mkdtemp(dir=arguments.work)
    try:
        extraction(tools, folder, arguments.rounds)
        text = text_bytes(tools, folder)
        print(f"\n### Index: {text / 1e6:.1f} MB of text in the folder\n")
        print("| scale | pages | wall s | CPU s | index MB | index / text | no change ms |"
              " one changed s |")
        print("| --- |" + " --- |" * 7, flush=True)
        scales = [int(scale) for scale in arguments.scales.split(",")]
        indexes = [build_index(tools, folder, work, scale, text) for scale in scales]
        print("\n### Queries: ms, cold process with snippets / warm\n")
        print("| query | " + " | ".join(f"{scale}x" for scale in scales) + " |")
        print("| --- |" + " --- |" * len(scales))
        for name, query in QUERIES:
            cells = [query_times(tools, index, query, arguments.rounds, work)
                     for index in indexes]
            print(f"| {name} | " + " | ".join(f"{a:.1f} / {b:.1f}" for a, b in cells) + " |",
                  flush=True)
    finally:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()
