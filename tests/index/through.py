#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Stands for stepwell.cgi: starts it with a socket, and passes its own request on.

usage: through.py scgi|fastcgi PROGRAM [ARGUMENT]...
"""
import os
import socket
import subprocess
import sys
import tempfile

import gateways

WAY, PROGRAM = sys.argv[1:3]


def is_of_request(name):
    return name.startswith("HTTP_") or name in ("QUERY_STRING", "REQUEST_METHOD", "PATH_INFO")


def main():
    given = {name: value for name, value in os.environ.items() if is_of_request(name)}
    kept = {name: value for name, value in os.environ.items() if not is_of_request(name)}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "s")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen(8)
            program = subprocess.Popen([PROGRAM, *sys.argv[3:]], stdin=listener,
                                       env={**kept, "STEPWELL_WORKERS": "1"})
        try:
            ask = gateways.scgi if WAY == "scgi" else gateways.fastcgi
            answer = ask(path, {"CONTENT_LENGTH": "0", "SCGI": "1", **given})
        finally:
            program.terminate()
            program.wait(timeout=30)
    sys.stdout.buffer.write(answer)
    sys.exit(program.returncode)


main()
