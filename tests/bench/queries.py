#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Asks many random questions in one process and prints how long the answers took.

usage: queries.py BUILD INDEX [--count 20000] [--seed 1]

The questions come from a fixed seed: words of the index, operators, fields, quotes, other
scripts, broken bytes. Exits with 1 when one is answered by an error.
"""
import argparse
import json
import random
import statistics
import subprocess
import sys

PIECES = ['"', "(", ")", "-", "*", " OR ", " AND ", " NOT ", " NEAR/5 ", " NEAR ", "title:", "lang:ro",
          "year:2020..", "org:", "kind:", "in:", "''", "\\", "%", "the", "of", "a", "0-3", "C++", "ş",
          "ребёнка", "ไทย", "中文字", "kinder*", "in*", "😀", "á̈"]


def words_of(program, index):
    words = []
    for prefix in ("fa", "chi", "pre", "inter", "edu", "com", "de", "par", "під", "за"):
        done = subprocess.run([program, f"--index={index}", "terms", prefix],
                              capture_output=True, check=False)
        lines = done.stdout.decode("utf-8", "replace").splitlines()
        words += [line.split()[-1] for line in lines if line.split()]
    return words or ["father"]


def question(generator, words):
    parts = []
    for _ in range(generator.randrange(1, 10)):
        kind = generator.random()
        if kind < 0.6:
            parts.append(generator.choice(words) + " ")
        elif kind < 0.9:
            parts.append(generator.choice(PIECES))
        else:
            parts.append("".join(chr(generator.randrange(33, 0x2FF)) for _ in range(4)))
    data = "".join(parts).encode()
    if generator.random() < 0.2:
        at = generator.randrange(len(data))
        data = data[:at] + bytes([generator.randrange(128, 256)]) + data[at:]
    return data.replace(b"\n", b" ").replace(b"\t", b" ").replace(b"\0", b" ")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("index")
    parser.add_argument("--count", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    program = arguments.build + "/stepwell"
    generator = random.Random(arguments.seed)
    words = words_of(program, arguments.index)
    asked = [question(generator, words) for _ in range(arguments.count)]
    text = b"".join(b"%d\t%s\n" % (i, query) for i, query in enumerate(asked))
    command = [program, f"--index={arguments.index}", "--json", "--queries=-"]
    done = subprocess.run(command, input=text, stdout=subprocess.PIPE, check=False)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    times = sorted(answer["took_ms"] for answer in answers)
    worst = max(answers, key=lambda answer: answer["took_ms"])
    over = sum(time > 50 for time in times)
    print(f"{len(answers)} of {len(asked)} questions answered, exit {done.returncode};"
          f" median {statistics.median(times):.1f} ms, p99 {times[len(times) * 99 // 100]:.1f} ms,"
          f" longest {times[-1]:.1f} ms ({worst['query'][:60]!r}); {over} over 50 ms")
    return 0 if done.returncode in (0, 1) and len(answers) == len(asked) else 1


sys.exit(main())
