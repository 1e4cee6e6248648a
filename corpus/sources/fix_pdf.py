# SPDX-License-Identifier: GPL-2.0-or-later
"""Gives PDF files made by LibreOffice a fixed date and identity, so that a second run makes the same bytes.

usage: fix_pdf.py YEAR FILE.pdf

LibreOffice pays no heed to SOURCE_DATE_EPOCH. Every replacement is as long as what it replaces: the offsets in the
cross-reference table stay right.
"""

import hashlib
import re
import sys


def main(year, path):
    with open(path, "rb") as source:
        data = source.read()
    data = re.sub(rb"/CreationDate\(D:\d{14}", b"/CreationDate(D:%s0101000000" % year.encode(), data)
    data = re.sub(rb"(/ID \[ <|\n<|/DocChecksum /)[0-9A-F]{32}", lambda match: match.group(1) + b"0" * 32, data)
    name = hashlib.sha256(data).hexdigest()[:32].upper().encode()
    data = re.sub(rb"(/ID \[ <|\n<|/DocChecksum /)0{32}", lambda match: match.group(1) + name, data)
    with open(path, "wb") as target:
        target.write(data)


if __name__ == "__main__":
    main(*sys.argv[1:])
