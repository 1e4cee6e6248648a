#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A server on 127.0.0.1 that misbehaves on purpose, for fetch.sh.

usage: serve.py FOLDER PORT-FILE

Serves the files below FOLDER/HOST as if it were HOST (by the name in the address, /HOST/PATH),
and below /odd/ one misbehaviour each. A file NAME.moved holds the address to which NAME has moved
for good. FOLDER/log gets a line for each request. Stops when its
input ends, or after ten minutes.
"""
import hashlib
import os
import sys
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FOLDER, PORT_FILE = sys.argv[1], sys.argv[2]
PDF = b"%PDF-1.4\n" + b"x" * 200_000
TEXT = b"A page about father engagement.\n" * 4000
counts = {}
lock = threading.Lock()


def count(key):
    with lock:
        counts[key] = counts.get(key, 0) + 1
        return counts[key]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def note(self, status):
        with lock, open(os.path.join(FOLDER, "log"), "a", encoding="utf-8") as log:
            log.write(f"{time.monotonic():.3f} {status} {self.path} "
                      f"range={self.headers.get('Range', '-')} "
                      f"agent={self.headers.get('User-Agent', '-')}\n")

    def answer(self, status, body=b"", **headers):
        self.note(status)
        self.send_response(status)
        length = headers.pop("length", len(body))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if status != 304:
            self.send_header("Content-Length", str(length))
        self.send_header("Connection", "close")
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            pass
        self.close_connection = True

    def document(self, body, **headers):
        """With validators: conditional requests and ranges work."""
        etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        asked = self.headers.get("Range", "")
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, ETag=etag)
        elif asked.startswith("bytes=") and self.headers.get("If-Range") == etag:
            start = int(asked[6:].split("-")[0])
            self.answer(206, body[start:], ETag=etag,
                        Content_Range=f"bytes {start}-{len(body) - 1}/{len(body)}")
        else:
            self.answer(200, body, ETag=etag, **headers)

    def do_GET(self):
        path = urllib.parse.unquote(self.path.split("?")[0])
        odd = getattr(self, "odd_" + path[5:].split(".")[0].replace("-", "_"), None)
        if path.startswith("/odd/") and odd is not None:
            odd()
            return
        file = os.path.normpath(FOLDER + "/files" + path)
        if file.startswith(FOLDER) and os.path.isfile(file + ".moved"):
            with open(file + ".moved", encoding="utf-8") as address:
                self.answer(301, Location=address.read().strip())
            return
        if not file.startswith(FOLDER) or not os.path.isfile(file):
            self.answer(404, b"<html>not found</html>")
            return
        with open(file, "rb") as data:
            self.document(data.read())

    def odd_moved(self):
        self.answer(301, Location="/odd/target.txt")

    def odd_kept(self):
        self.answer(308, Location="/odd/target.txt")

    def odd_sent(self):
        self.answer(302, Location="/odd/target.txt")

    def odd_target(self):
        self.document(TEXT)

    def odd_circle(self):
        self.answer(302, Location="/odd/circle.txt")

    def odd_elsewhere(self):
        self.answer(301, Location="http://elsewhere.example.org/a.pdf")

    def odd_scheme(self):
        self.answer(302, Location="file:///etc/passwd")

    def odd_private(self):
        self.answer(302, Location=f"http://localhost:{self.server.server_port}/odd/target.txt")

    def odd_busy(self):
        if count("busy") == 1:
            self.answer(503, b"later", Retry_After="1")
        else:
            self.document(TEXT + b"busy")

    def odd_patience(self):
        self.answer(429, b"much later", Retry_After="86400")

    def odd_broken(self):
        if count("broken") <= 2:
            self.answer(500, b"oops")
        else:
            self.document(TEXT + b"broken")

    def odd_cut(self):
        """The first answer ends half-way; the rest comes by a range."""
        body = TEXT + b"cut"
        if count("cut") == 1:
            etag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
            self.answer(200, body[: len(body) // 2], ETag=etag, length=len(body))
        else:
            self.document(body)

    def odd_shifted(self):
        """Ends half-way, then answers a range with another one."""
        body, number = TEXT + b"shifted", count("shifted")
        if number == 1:
            self.answer(200, body[: len(body) // 2], ETag='"s"', length=len(body))
        elif self.headers.get("Range"):
            self.answer(206, body, ETag='"s"', Content_Range=f"bytes 0-{len(body) - 1}/{len(body)}")
        else:
            self.answer(200, body, ETag='"s"')

    def odd_page(self):
        self.answer(200, b"<!DOCTYPE html><html><body>Please log in</body></html>",
                    Content_Type="application/pdf")

    def odd_empty(self):
        self.answer(200)

    def odd_garbage(self):
        self.answer(200, b"\x00\x01\x02" * 100)

    def odd_large(self):
        self.answer(200, PDF * 10)

    def odd_endless(self):
        """Never says how long it is, and never ends."""
        self.note(200)
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                self.wfile.write(PDF)
        except OSError:
            pass

    def odd_slow(self):
        self.note(200)
        self.send_response(200)
        self.send_header("Content-Length", "1000000")
        self.end_headers()
        self.close_connection = True
        try:
            for _ in range(600):
                self.wfile.write(b"x")
                time.sleep(0.1)
        except OSError:
            pass

    def odd_halting(self):
        """The first answer stops half-way without ending."""
        body = TEXT + b"And it goes on, unhalted.\n"
        if count("halting") > 1:
            self.document(body)
            return
        self.note(200)
        self.send_response(200)
        self.send_header("ETag", '"' + hashlib.sha256(body).hexdigest()[:16] + '"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.wfile.flush()
        time.sleep(60)

    def odd_silent(self):
        self.note(0)
        self.close_connection = True

    def odd_dying(self):
        """There once, gone afterwards."""
        if os.path.exists(FOLDER + "/dead"):
            self.answer(410, b"gone")
        else:
            self.document(TEXT + b"The only copy of a word: evanescent.\n")

    def odd_changing(self):
        self.document(TEXT + open(FOLDER + "/version", "rb").read())


def stop_with_parent():
    while sys.stdin.buffer.read(1):
        pass
    os._exit(0)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
with open(PORT_FILE + ".new", "w", encoding="ascii") as out:
    out.write(str(server.server_port))
os.rename(PORT_FILE + ".new", PORT_FILE)
threading.Thread(target=stop_with_parent, daemon=True).start()
threading.Timer(600, lambda: os._exit(0)).start()
server.serve_forever()
