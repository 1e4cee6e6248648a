#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Damages the files of an index as lost power and failing disks do.

usage: damage.py DOCUMENTS WORK, with the programs in the PATH
ROUNDS says how often (12); SEED how.

Work file and cache: the next update makes them anew, says so when it noticed, and reads no more
than what was in the damaged cache; the index in use is right all the while. The index itself:
readers refuse it or answer, none dies, and the next update or --full puts a good one there.
"""
import json
import os
import random
import shutil
import subprocess
import sys

import readers

ROUNDS = int(os.environ.get("ROUNDS", "12"))
SEED = int(os.environ.get("SEED", "1"))
QUERIES = ("father engagement", "breastfeeding", "play", '"first foods"', "moth*")
CACHE, WORK, INDEX = ".cache", ".work", ""


def fail(what):
    sys.exit(f"FAILED: {what}")


class Damage:
    def __init__(self, documents, work):
        self.work = work
        self.docs, self.index = os.path.join(work, "docs"), os.path.join(work, "lib.idx")
        shutil.copytree(documents, self.docs, ignore=shutil.ignore_patterns("*.yaml"))
        self.random = random.Random(SEED)
        self.told = self.silent = self.refused = self.answered = 0
        self.update()
        self.expected = {query: self.find(query) for query in QUERIES}
        if not all(self.expected.values()):
            fail(f"nothing is found to begin with: {self.expected}")

    def update(self, *more):
        """Its summary, and what it said."""
        done = subprocess.run(["stepwell-index", "--index=" + self.index, "--json", *more,
                               self.docs], timeout=300, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            fail(f"an update exits with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])["summary"], done.stderr

    def find(self, query):
        done = subprocess.run(["stepwell", "--index=" + self.index, "--json", "--limit=100", "--",
                               query], timeout=60, check=True, stdout=subprocess.PIPE)
        return readers.ids_of(done.stdout)

    def check(self, what):
        done = subprocess.run(["stepwell-index", "check", "--index=" + self.index], timeout=60,
                              check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != 0:
            fail(f"{what}: the index is not whole: {done.stdout}")
        for query, wanted in self.expected.items():
            if self.find(query) != wanted:
                fail(f"{what}: '{query}' finds {self.find(query)}")

    # ---- what happens to a file ----

    def shorten(self, path):
        os.truncate(path, self.random.randrange(os.path.getsize(path)))

    def scatter(self, path):
        """Single bits, in up to five places."""
        with open(path, "r+b") as file:
            for _ in range(self.random.randrange(1, 6)):
                at = self.random.randrange(os.path.getsize(path))
                file.seek(at)
                byte = file.read(1)[0]
                file.seek(at)
                file.write(bytes([byte ^ 1 << self.random.randrange(8)]))

    def lose_sector(self, path):
        """What was never written is zeros, or something of another file."""
        with open(path, "r+b") as file:
            file.seek(self.random.randrange(os.path.getsize(path) // 512 + 1) * 512)
            file.write(self.random.choice((bytes(4096), self.random.randbytes(4096))))

    def hurt(self, path):
        kind = self.random.choice((self.shorten, self.scatter, self.lose_sector))
        kind(path)
        return f"{kind.__name__} {os.path.basename(path)}"

    # ---- rounds ----

    def private(self, ending, number):
        """Damage in a file that only updates read, while a document changes."""
        with open(os.path.join(self.docs, "round.txt"), "w", encoding="utf-8") as file:
            file.write(f"Round{number} is about nothing else.\n")
        what = self.hurt(self.index + ending)
        self.check(what)
        summary, said = self.update()
        self.check(what)
        if self.find(f"round{number}") != ["round.txt"]:
            fail(f"{what}: what has changed is not found")
        noticed = "anew" in said
        if noticed and self.index + ending not in said:
            fail(f"{what}: it does not say which file is made anew: {said}")
        if ending == WORK and summary["read"] > 1:
            fail(f"{what}: {summary['read']} documents were read again: {said}")
        self.told, self.silent = self.told + noticed, self.silent + (not noticed)
        if self.update()[0]["indexed"] != 0:
            fail(f"{what}: it does not come to rest")
        if ending == CACHE:
            self.update("--full")  # it holds everything again

    def ask_damaged(self, what):
        for query in QUERIES:
            for command in (["stepwell", "--index=" + self.index, "--json", "--", query],
                            ["stepwell", "--index=" + self.index, "stats"]):
                done = subprocess.run(command, timeout=60, check=False, text=True,
                                      stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                if done.returncode not in (0, 1, 2):
                    fail(f"{what}: {command} exits with {done.returncode}: {done.stderr}")
                if done.returncode == 2 and "hint:" not in done.stderr:
                    fail(f"{what}: no hint: {done.stderr}")
                self.refused += done.returncode == 2
                self.answered += done.returncode != 2
        page = subprocess.run(["stepwell.cgi"], timeout=60, check=False, text=True,
                              env={**os.environ, "REQUEST_METHOD": "GET", "QUERY_STRING": "q=play",
                                   "STEPWELL_INDEX": self.index},
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout
        if not page.startswith(("Status:", "Content-Type:")) or self.index in page:
            fail(f"{what}: the page: {page[:200]}")

    def published(self, silently):
        """Damage in the index: with a new date, as a person or a program writes, or with the old
        one, as a disk forgets."""
        before = os.stat(self.index)
        what = self.hurt(self.index)
        if silently:
            os.utime(self.index, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.ask_damaged(what)
        self.update()
        checked = subprocess.run(["stepwell-index", "check", "--index=" + self.index],
                                 timeout=60, check=False, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL).returncode
        if silently and checked != 0:
            self.update("--full")
        elif checked != 0:
            fail(f"{what}: the next update leaves it as it is")
        if not silently:
            self.check(what)

    def run(self):
        for number in range(ROUNDS):
            self.private(self.random.choice((WORK, WORK, CACHE)), number)
        print(f"{ROUNDS} times the work file or the cache was damaged: {self.told} times it was"
              f" noticed and made anew, {self.silent} times it was no harm")
        for number in range(ROUNDS // 2):
            self.published(number % 2 == 1)
            self.update("--full")
            self.check("afterwards")
        print(f"{ROUNDS // 2} times the index was damaged: {self.refused} questions refused,"
              f" {self.answered} answered, no crash")


if __name__ == "__main__":
    Damage(*sys.argv[1:]).run()
