#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a file as #define EMBED_BYTES, the bytes of a C array without its braces.

With --sha256 also EMBED_SHA256: the base64 digest that a Content-Security-Policy names.
With --script first without indentation and lines that are comments, and then the same.
"""
import base64
import hashlib
import sys


def squeeze(data):
    lines = [line.strip() for line in data.splitlines()]
    return b"\n".join(line for line in lines if line and not line.startswith(b"//"))


def main(arguments):
    script = arguments[0] == "--script"
    digest = script or arguments[0] == "--sha256"
    source, target = arguments[1:] if digest else arguments
    with open(source, "rb") as file:
        data = file.read().rstrip(b"\n")
    if script:
        data = squeeze(data)
    lines = [",".join(str(byte) for byte in data[i:i + 24]) for i in range(0, len(data), 24)]
    text = ""
    if digest:
        value = base64.b64encode(hashlib.sha256(data).digest()).decode()
        text += f'#define EMBED_SHA256 "{value}"\n'
    text += "#define EMBED_BYTES \\\n" + ", \\\n".join(lines) + "\n"
    with open(target, "w", encoding="ascii") as file:
        file.write(text)


main(sys.argv[1:])
