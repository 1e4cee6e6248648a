#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Kills a first index during its extraction and measures what the next run repeats.

usage: resume.py DOCUMENTS WORK, with stepwell-index in the PATH
RESUMES says how often (1): at half of the work first, at random moments then.

The cache gives a row a new number when it is written, so that a document that was finished before
the kill and is read again can be told from one that was taken from the cache.
"""
import glob
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

MOST = 0.15  # of the work that had been done
WAIT = 600  # seconds


def start(index, documents):
    return subprocess.Popen(["stepwell-index", "--index=" + index, "-q", documents],
                            start_new_session=True, stdout=subprocess.DEVNULL)


def look_at_workers(process, seconds):
    """Notes the processor seconds that each worker has used so far."""
    try:
        with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as source:
            workers = source.read().split()
        for worker in workers:
            with open(f"/proc/{worker}/schedstat", encoding="ascii") as source:
                seconds[worker] = int(source.read().split()[0]) / 1e9
    except (OSError, IndexError):
        pass  # one of them ended meanwhile


def finish(process):
    """Processor seconds of the workers, but for the last hundredth of each."""
    seconds, deadline = {}, time.monotonic() + WAIT
    while process.poll() is None and time.monotonic() < deadline:
        look_at_workers(process, seconds)
        time.sleep(0.005)
    if process.poll() not in (0, 1):
        sys.exit(f"FAILED: stepwell-index exits with {process.poll()}")
    return sum(seconds.values())


def kept(index):
    """{digest: (row, milliseconds)} of what the cache holds."""
    try:
        database = sqlite3.connect(f"file:{index}.cache?mode=ro", uri=True, timeout=5)
        rows = database.execute("SELECT digest, rowid, ms FROM document").fetchall()
        database.close()
    except sqlite3.Error:
        return {}  # not there yet
    return {digest: (row, ms) for digest, row, ms in rows}


def work_of(documents):
    return sum(ms for _, ms in documents.values())


def kill_at(part, index, process, whole):
    """Kills the whole group once the cache holds documents that make this part of the work of a
    full run, and gives the processor seconds of the workers."""
    seconds, deadline = {}, time.monotonic() + WAIT
    while work_of({digest: whole[digest] for digest in kept(index)}) < part * work_of(whole):
        if process.poll() is not None:
            sys.exit(f"FAILED: the run was over before {part:.2f} of its work was seen")
        if time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            sys.exit(f"FAILED: {part:.2f} of the work is not done in time")
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGSTOP)
    look_at_workers(process, seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return sum(seconds.values())


def forget(index):
    for path in glob.glob(index + "*"):
        os.remove(path)


def kill_and_resume(part, index, documents, whole, full):
    forget(index)
    killed = kill_at(part, index, start(index, documents), whole)
    if os.path.exists(index):
        sys.exit("FAILED: an index was published before the kill")
    before = kept(index)
    resumed = finish(start(index, documents))
    after = kept(index)
    if set(after) != set(whole):
        sys.exit("FAILED: the resumed run does not hold the documents of a full run")
    again = {digest: entry for digest, entry in before.items() if after[digest][0] != entry[0]}
    print(f"killed at {100 * part:.0f} %, after {len(before)} of {len(whole)} documents;"
          f" {len(again)} of them were extracted again")
    if full > 0:
        print(f"processor seconds of the workers: {full:.2f} in a full run, {killed:.2f} until the"
              f" kill, {resumed:.2f} after it: {100 * (killed + resumed - full) / full:.1f} %"
              " repeated, with what was half read")
    if len(again) > MOST * len(before) or work_of(again) > MOST * work_of(before):
        sys.exit("FAILED: too much was extracted again")


def main():
    documents, work = sys.argv[1:]
    whole_index = os.path.join(work, "whole.idx")
    full = finish(start(whole_index, documents))
    whole, chance = kept(whole_index), random.Random(1)
    for number in range(int(os.environ.get("RESUMES", "1"))):
        part = chance.uniform(0.02, 0.9) if number > 0 else 0.5
        kill_and_resume(part, os.path.join(work, "killed.idx"), documents, whole, full)


if __name__ == "__main__":
    main()
