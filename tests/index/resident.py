#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The resident stepwell.cgi under many visitors while its index is replaced, and under bad ones.

usage: resident.py BUILD FOLDER [SWAPS [VISITORS]]
FOLDER holds docs/, which is indexed into FOLDER/lib.idx again and again.
"""
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

import gateways
from gateways import answer_of, record, records, rest, variables

BUILD, FOLDER = sys.argv[1:3]
SWAPS = int(sys.argv[3]) if len(sys.argv) > 3 else 20
VISITORS = int(sys.argv[4]) if len(sys.argv) > 4 else 100
SOCKET = os.path.join(FOLDER, "s")
INDEX = os.path.join(FOLDER, "lib.idx")
FRESH_SECONDS = 1.0
PERIOD_SECONDS = 3.0  # twenty indexes in a minute


def fail(what):
    print("FAILED:", what, file=sys.stderr)
    sys.exit(1)


# ---- the ways to ask ----

def connect():
    return gateways.connect(SOCKET)


def scgi(query, method="GET", body=b""):
    return gateways.scgi(SOCKET, variables(query, method, body), body)


def fastcgi(query):
    return gateways.fastcgi(SOCKET, variables(query))


def kept():
    way = gateways.Kept(SOCKET)
    return lambda query: way(variables(query))


# ---- index and program ----

def publish(number):
    with open(os.path.join(FOLDER, "docs", "round.txt"), "w", encoding="utf-8") as file:
        file.write(f"Round {number} of father engagement.\n")
    subprocess.run([os.path.join(BUILD, "stepwell-index"), "-q", "--index", INDEX,
                    os.path.join(FOLDER, "docs")], check=True, timeout=120)
    environment = {"QUERY_STRING": "health", "STEPWELL_INDEX": INDEX}
    health = subprocess.run([os.path.join(BUILD, "stepwell.cgi")], env=environment,
                            stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return json.loads(health.stdout.split(b"\r\n\r\n", 1)[1])["index"]["id"]


def start():
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(SOCKET)
    listener.listen(1024)
    environment = {"STEPWELL_INDEX": INDEX, "STEPWELL_WORKERS": "2"}
    with open(os.path.join(FOLDER, "log"), "wb") as log:
        program = subprocess.Popen([os.path.join(BUILD, "stepwell.cgi")], stdin=listener,
                                   env=environment, stderr=log)
    listener.close()
    return program


def workers(program):
    with open(f"/proc/{program.pid}/task/{program.pid}/children", encoding="ascii") as file:
        return set(file.read().split())


def wait_until(true, what, seconds=5.0):
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            fail(what)
        time.sleep(0.02)


# ---- the visitors ----

class Visits:
    def __init__(self):
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.published = []  # (moment, id)
        self.seen = []       # (moment of the request, seconds, id)
        self.problems = []

    def visit(self, ask):
        while not self.stop.is_set():
            begin = time.monotonic()
            try:
                answer = ask("q=father+engagement&format=json")
                body = json.loads(answer.split(b"\r\n\r\n", 1)[1])
                good = answer.startswith(b"Status: 200 ") and body["results"]
                what = None if good else answer[:200]
                name = body["index"]["id"]
            except (OSError, ValueError, KeyError, IndexError, EOFError) as problem:
                what, name = repr(problem), ""
            with self.lock:
                self.seen.append((begin, time.monotonic() - begin, name))
                if what is not None:
                    self.problems.append(what)

    def publish(self, number):
        name = publish(number)
        self.published.append((time.monotonic(), name))

    def stale(self):
        """Answers whose request came later than a second after the next index."""
        until = {name: self.published[i + 1][0] + FRESH_SECONDS
                 for i, (_, name) in enumerate(self.published[:-1])}
        return [name for begin, _, name in self.seen
                if begin > until.get(name, float("inf"))]


def swaps():
    visits = Visits()
    visits.publish(0)
    program = start()
    ways = [scgi, fastcgi, scgi, fastcgi]
    threads = [threading.Thread(target=visits.visit, args=(ways[i % 4],))
               for i in range(VISITORS - 2)]
    threads += [threading.Thread(target=visits.visit, args=(kept(),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for number in range(1, SWAPS + 1):
        begin = time.monotonic()
        visits.publish(number)
        time.sleep(max(1.5, PERIOD_SECONDS - (time.monotonic() - begin)))
    visits.stop.set()
    for thread in threads:
        thread.join()
    if visits.problems:
        fail(f"{len(visits.problems)} of {len(visits.seen)}: {visits.problems[0]}")
    if visits.stale():
        fail(f"{len(visits.stale())} of {len(visits.seen)} answers were old")
    if {name for _, _, name in visits.seen} < {name for _, name in visits.published[1:]}:
        fail("some index was never seen")
    times = sorted(seconds for _, seconds, _ in visits.seen)
    print(f"{SWAPS} indexes under {VISITORS} visitors: {len(times)} answers, none failed, "
          f"none old; median {times[len(times) // 2] * 1000:.0f} ms, "
          f"99 of 100 within {times[len(times) * 99 // 100] * 1000:.0f} ms")
    return program


# ---- the odd ones ----

def status(answer):
    return answer[8:11]


def bad_visitors():
    if status(scgi("q=father", "POST", b"x" * 300000)) != b"405":
        fail("a large body")
    for junk in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/1.0\r\n\r\n", b"99999999:", b"3:ab",
                 record(4, b"x") + record(5)):
        with connect() as link:
            link.sendall(junk)
            link.shutdown(socket.SHUT_WR)
            try:
                rest(link)
            except ConnectionError:
                pass
    if status(scgi("q=father")) != b"200" or status(fastcgi("health")) != b"200":
        fail("after nonsense")
    slow = connect()
    slow.sendall(b"70:CONTENT")
    begin = time.monotonic()
    if status(scgi("health")) != b"200" or time.monotonic() - begin > 5:
        fail("a slow visitor holds up the others")
    slow.settimeout(15)
    if slow.recv(1) != b"" or not 5 < time.monotonic() - begin < 14:
        fail("a slow visitor is not shown out")


def crashes_and_signals(program):
    before = workers(program)
    if len(before) != 2:
        fail("two workers")
    os.kill(int(min(before)), signal.SIGSEGV)
    wait_until(lambda: len(workers(program) - before) == 1, "a worker is not replaced")
    if status(scgi("health")) != b"200":
        fail("after a crash")
    before = workers(program)
    program.send_signal(signal.SIGHUP)
    wait_until(lambda: len(workers(program) - before) == 2, "SIGHUP replaces no workers")


def missing_index():
    os.rename(INDEX, INDEX + ".away")
    if status(scgi("q=father")) != b"503":
        fail("a missing index")
    os.rename(INDEX + ".away", INDEX)
    time.sleep(FRESH_SECONDS)
    wait_until(lambda: status(scgi("q=father")) == b"200", "the index is not found again", 1)


def ending(program):
    """A request that is under way is answered."""
    link = connect()
    data = records(variables("q=father"), 0)
    link.sendall(data[:40])
    time.sleep(0.3)
    program.send_signal(signal.SIGTERM)
    time.sleep(0.3)
    link.sendall(data[40:])
    if status(answer_of(link)) != b"200":
        fail("SIGTERM cuts an answer off")
    if program.wait(timeout=20) != 0:
        fail("the exit status after SIGTERM")


def main():
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    program = swaps()
    try:
        bad_visitors()
        crashes_and_signals(program)
        missing_index()
        ending(program)
    finally:
        if program.poll() is None:
            program.kill()
    print("bad visitors, crashes and signals are survived")


main()
