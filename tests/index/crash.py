#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Kills and stops updates at random moments while others search.

usage: crash.py DOCUMENTS WORK, with the programs in the PATH
KILLS says how many updates are stopped (30); SEED which moments.

Every round changes a document and starts an update, which a signal ends somewhere: SIGKILL to all
its processes or to the parent alone, or SIGTERM, SIGINT or SIGHUP. After each the index is checked
from end to end, nothing of the update runs or lies about, and no reader saw anything of it.
"""
import glob
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import readers

KILLS = int(os.environ.get("KILLS", "30"))
SEED = int(os.environ.get("SEED", "1"))
QUERIES = ("father engagement", "breastfeeding", "play")
POLITE = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
END_SECONDS = 20  # for all processes of an update to be gone


def wait_until_heard(process, number):
    """Until the program has said that it listens to a signal: its first milliseconds."""
    while process.poll() is None:
        try:
            with open(f"/proc/{process.pid}/status", encoding="ascii") as source:
                caught = next(line for line in source if line.startswith("SigCgt:"))
        except (OSError, StopIteration):
            return
        if int(caught.split()[1], 16) >> (number - 1) & 1:
            return
        time.sleep(0.002)


class Crash:
    def __init__(self, documents, work):
        self.docs, self.index = os.path.join(work, "docs"), os.path.join(work, "lib.idx")
        shutil.copytree(documents, self.docs, ignore=shutil.ignore_patterns("*.yaml"))
        self.random = random.Random(SEED)
        self.readers, self.ended = None, {}
        start = time.monotonic()
        self.update()
        self.seconds = dict.fromkeys(("--quiet", "--full"), time.monotonic() - start)

    def fail(self, what):
        if self.readers is not None:
            self.readers.stop()
        sys.exit(f"FAILED: {what}")

    def command(self, *more):
        return ["stepwell-index", "--index=" + self.index, *more, self.docs]

    def update(self):
        """A whole update; gives its summary."""
        done = subprocess.run(self.command("--json"), timeout=300, check=False, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            self.fail(f"an update exits with {done.returncode}: {done.stderr}")
        return json.loads(done.stdout.splitlines()[-1])["summary"]

    def find(self, query):
        text = subprocess.run(["stepwell", "--index=" + self.index, "--json", "--limit=100",
                               "--", query], timeout=60, check=True, stdout=subprocess.PIPE)
        return readers.ids_of(text.stdout)

    def change(self, number):
        with open(os.path.join(self.docs, "round.txt"), "w", encoding="utf-8") as file:
            file.write(f"Round{number} is about nothing else.\n")

    # ---- one round ----

    def wait_for_all(self, group):
        """Until no process of the group is left: a worker ends with its parent."""
        deadline = time.monotonic() + END_SECONDS
        while time.monotonic() < deadline:
            try:
                os.killpg(group, 0)
            except ProcessLookupError:
                return
            time.sleep(0.02)
        os.killpg(group, signal.SIGKILL)
        self.fail("processes of an update are left")

    def litter(self):
        return set(glob.glob(self.index + ".new.*") + glob.glob(self.index + "*-journal"))

    def check_end(self, process, number, before, said):
        """A polite signal ends it cleanly, unless it was over before. What lay about before it
        began, kills have left."""
        self.ended[process.returncode] = self.ended.get(process.returncode, 0) + 1
        if number == signal.SIGKILL:
            return
        if process.returncode not in (0, 128 + number):
            self.fail(f"{signal.Signals(number).name} ends it with {process.returncode}: {said}")
        if process.returncode != 0 and "as it was" not in said:
            self.fail(f"it does not say what became of the index: {said}")
        if self.litter() - before:
            self.fail(f"{signal.Signals(number).name} leaves {self.litter() - before}")

    def check_index(self, number):
        done = subprocess.run(["stepwell-index", "check", "--index=" + self.index],
                              timeout=60, check=False, text=True, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT)
        if done.returncode != 0:
            self.fail(f"round {number}: the index is not whole: {done.stdout}")
        if self.readers.failures:
            self.fail(f"round {number}: {self.readers.failures[:3]}")

    def round(self, number):
        self.change(number)
        sent = self.random.choice((signal.SIGKILL,) * 7 + POLITE)
        whole = self.random.random() < 0.5
        kind = self.random.choice(("--quiet", "--full"))
        before = self.litter()
        process = subprocess.Popen(self.command(kind), start_new_session=True, text=True,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        start = time.monotonic()
        try:
            process.wait(self.random.random() * self.seconds[kind])
            self.seconds[kind] = time.monotonic() - start
        except subprocess.TimeoutExpired:
            pass
        if sent in POLITE:
            wait_until_heard(process, sent)
        if process.poll() is None:
            if sent == signal.SIGKILL and whole:
                os.killpg(process.pid, sent)
            else:
                process.send_signal(sent)
        said = process.communicate(timeout=END_SECONDS)[1]
        self.wait_for_all(process.pid)
        self.check_end(process, sent, before, said)
        self.check_index(number)
        return process.returncode != 0

    def finish(self, number):
        """What the kills left is made good, and costs only what had not been read."""
        summary = self.update()
        if summary["read"] > 1:
            self.fail(f"{summary['read']} documents are read again, and one had changed")
        if self.find(f"round{number}") != ["round.txt"]:
            self.fail("what changed last is not found")
        if self.update()["indexed"] != 0:
            self.fail("it does not come to rest")

    def run(self):
        self.readers = readers.Readers(self.index, {query: self.find(query) for query in QUERIES})
        if not all(self.readers.expected.values()):
            self.fail(f"nothing is found to begin with: {self.readers.expected}")
        number = stopped = 0
        while stopped < KILLS:
            number += 1
            stopped += self.round(number)
            if number % 8 == 0 or stopped == KILLS:
                self.finish(number)
        searches = self.readers.stop()
        if self.readers.failures:
            self.fail(f"{len(self.readers.failures)} of {searches} searches failed: "
                      f"{self.readers.failures[:3]}")
        ways = ", ".join(f"{status}: {count}" for status, count in sorted(self.ended.items()))
        print(f"{stopped} of {number} updates were stopped (exit status: times, {ways}),"
              f" {searches} searches{' as nobody' if self.readers.prefix else ''}, none wrong")


if __name__ == "__main__":
    Crash(*sys.argv[1:]).run()
