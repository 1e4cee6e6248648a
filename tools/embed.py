#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a file as #define EMBED_BYTES, the bytes of a C array without its braces.

With --sha256 also EMBED_SHA256: the base64 digest that a Content-Security-Policy names.
"""
import base64
import hashlib
import sys


def main(arguments):
    digest = arguments[0] == "--sha256"
    source, target = arguments[1:] if digest else arguments
    with open(source, "rb") as file:
        data = file.read().rstrip(b"\n")
    lines = [",".join(str(byte) for byte in data[i:i + 24]) for i in range(0, len(data), 24)]
    text = ""
    if digest:
        value = base64.b64encode(hashlib.sha256(data).digest()).decode()
        text += f'#define EMBED_SHA256 "{value}"\n'
    text += "#define EMBED_BYTES \\\n" + ", \\\n".join(lines) + "\n"
    with open(target, "w", encoding="ascii") as file:
        file.write(text)


main(sys.argv[1:])
