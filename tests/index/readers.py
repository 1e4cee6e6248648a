# SPDX-License-Identifier: GPL-2.0-or-later
"""Readers who search all the while something is done to the index: terminal, CGI and server, as
a user who owns nothing where that is possible."""
import http.client
import json
import os
import re
import subprocess
import threading
import time
import urllib.parse

NOBODY = 65534
FORM = {"format": "json", "n": "100"}


def as_nobody():
    """What to put before a command, or [] where we may not change the user."""
    prefix = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    try:
        tried = subprocess.run(prefix + ["stepwell", "--version"], timeout=20, check=False,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return []
    return prefix if os.geteuid() == 0 and tried.returncode == 0 else []


def ids_of(text):
    return sorted(result["id"] for result in json.loads(text)["results"])


class Readers:
    """expected: {query: ids that it finds, whatever else changes}."""

    def __init__(self, index, expected):
        self.index, self.expected = index, expected
        self.prefix = as_nobody()
        self.over = threading.Event()
        self.searches, self.failures = 0, []
        self.server = subprocess.Popen(
            self.prefix + ["stepwell", "serve", "--index=" + index, "--port=0"], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.port = int(re.search(r"http://[^ ]*:(\d+)", self.server.stdout.readline()).group(1))
        ways = (self.terminal, self.cgi, self.served)
        self.threads = [threading.Thread(target=self.search_on, args=(way,)) for way in ways]
        for thread in self.threads:
            thread.start()

    def run(self, command, **more):
        return subprocess.run(self.prefix + command, timeout=60, check=True, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more).stdout

    def terminal(self, query):
        return self.run(["stepwell", "--index=" + self.index, "--json", "--limit=100",
                         "--", query])

    def cgi(self, query):
        asked = urllib.parse.urlencode({"q": query, **FORM})
        text = self.run(["stepwell.cgi"], env={**os.environ, "REQUEST_METHOD": "GET",
                                               "QUERY_STRING": asked,
                                               "STEPWELL_INDEX": self.index})
        return re.split(r"\r?\n\r?\n", text, maxsplit=1)[1]

    def served(self, query):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request("GET", "/?" + urllib.parse.urlencode({"q": query, **FORM}))
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status != 200:
            raise ValueError(f"status {answer.status}: {text[:200]}")
        return text

    def search_on(self, way):
        while not self.over.is_set():
            for query, wanted in self.expected.items():
                try:
                    found = ids_of(way(query))
                    if found != wanted:
                        self.failures.append(f"{way.__name__} '{query}': {found}")
                except (OSError, ValueError, KeyError, IndexError,
                        http.client.HTTPException, subprocess.SubprocessError) as problem:
                    told = getattr(problem, "stderr", None) or ""
                    self.failures.append(f"{way.__name__} '{query}': {problem} {told}")
                self.searches += 1
            time.sleep(0.02)

    def stop(self):
        """The number of searches; the failures are in self.failures."""
        self.over.set()
        for thread in self.threads:
            thread.join()
        self.server.terminate()
        self.server.wait(20)
        self.server.stdout.close()
        return self.searches
