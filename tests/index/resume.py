#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Kills a first index at half of its extraction and measures what the next run repeats.

usage: resume.py DOCUMENTS WORK, with stepwell-index in the PATH

The cache gives a row a new number when it is written, so that a document that was finished before
the kill and is read again can be told from one that was taken from the cache.
"""
import os
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


def finish(process):
    code = process.wait(WAIT)
    if code not in (0, 1):
        sys.exit(f"FAILED: stepwell-index exits with {code}")


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


def kill_at(index, process, half):
    """Kills the whole group once the cache holds that many milliseconds of work."""
    deadline = time.monotonic() + WAIT
    while work_of(kept(index)) < half:
        if process.poll() is not None or time.monotonic() > deadline:
            os.killpg(process.pid, signal.SIGKILL)
            sys.exit("FAILED: the run was over before half of its work was seen")
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def caught(before, after, whole):
    """The work of the documents that were probably being read at the kill: the first of the next
    run, one for each processor. All of it counts as lost, though a part of it was still to do."""
    new = sorted((row, digest) for digest, (row, _) in after.items() if digest not in before)
    return sum(whole[digest][1] for _, digest in new[:len(os.sched_getaffinity(0))])


def main():
    documents, work = sys.argv[1:]
    whole_index, index = os.path.join(work, "whole.idx"), os.path.join(work, "killed.idx")
    finish(start(whole_index, documents))
    whole = kept(whole_index)
    kill_at(index, start(index, documents), work_of(whole) / 2)
    if os.path.exists(index):
        sys.exit("FAILED: an index was published before the kill")
    before = kept(index)
    finish(start(index, documents))
    after = kept(index)
    if set(after) != set(whole):
        sys.exit("FAILED: the resumed run does not hold the documents of a full run")
    again = {digest: entry for digest, entry in before.items() if after[digest][0] != entry[0]}
    done = max(1, work_of(before))
    lost = sum(whole[digest][1] for digest in again) + caught(before, after, whole)
    total = work_of(whole)
    print(f"killed after {len(before)} of {len(whole)} documents"
          f" ({100 * done / total:.0f} % of the work);"
          f" {len(again)} of them were extracted again; with those that were being read"
          f" at most {100 * lost / total:.1f} % of the library's extraction was repeated")
    if len(again) > MOST * len(before) or work_of(again) > MOST * done:
        sys.exit("FAILED: too much was extracted again")


if __name__ == "__main__":
    main()
