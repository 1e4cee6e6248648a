#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes a file as #define EMBED_BYTES, the bytes of a C array without its braces.

With --style and --script also EMBED_SHA256, the base64 digest that a Content-Security-Policy
names, and first squeezed: a script loses blanks and lines that are comments; a style sheet
its comments and blanks, and its custom properties get names of one letter.
"""
import base64
import collections
import hashlib
import re
import string
import sys


def squeeze_style(data):
    parts = re.split(r'("[^"]*")', re.sub(r"/\*.*?\*/", "", data.decode(), flags=re.DOTALL))
    for i in range(0, len(parts), 2):
        part = re.sub(r"\s+", " ", parts[i])
        part = re.sub(r" ?([{};,>]) ?", r"\1", part)
        parts[i] = re.sub(r": ", ":", part).replace(";}", "}")
    text = "".join(parts).strip()
    names = collections.Counter(re.findall(r"--[\w-]+", text))
    if len(names) > len(string.ascii_letters):
        sys.exit("more custom properties than letters")
    short = {name: "--" + letter
             for (name, _), letter in zip(names.most_common(), string.ascii_letters)}
    return re.sub(r"--[\w-]+", lambda found: short[found[0]], text).encode()


def squeeze_script(data):
    lines = [line.strip() for line in data.decode().splitlines()]
    text = "\n".join(line for line in lines if line and not line.startswith("//"))
    parts = re.split(r'("[^"\n]*"|`[^`]*`|/\^[^/\n]*/)', text)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r" ?([=+?:<>&|,;{}()]+) ?", r"\1", parts[i])
        parts[i] = re.sub(r"([,;{(])\n", r"\1", parts[i])
    return "".join(parts).encode()


def main(arguments):
    squeeze = {"--style": squeeze_style, "--script": squeeze_script}.get(arguments[0])
    source, target = arguments[1:] if squeeze else arguments
    with open(source, "rb") as file:
        data = file.read().rstrip(b"\n")
    if squeeze:
        data = squeeze(data)
    lines = [",".join(str(byte) for byte in data[i:i + 24]) for i in range(0, len(data), 24)]
    text = ""
    if squeeze:
        value = base64.b64encode(hashlib.sha256(data).digest()).decode()
        text += f'#define EMBED_SHA256 "{value}"\n'
    text += "#define EMBED_BYTES \\\n" + ", \\\n".join(lines) + "\n"
    with open(target, "w", encoding="ascii") as file:
        file.write(text)


main(sys.argv[1:])
