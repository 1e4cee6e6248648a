# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads the small Markdown dialect of these sources.

A source begins with front matter (``key: value`` lines between two ``---``) and goes on with headings, paragraphs,
lists, quotations, tables and footnotes. ``<!-- page -->`` starts a new page. Inside a line ``**bold**``,
``*italic*``, ``[text](url)``, ``[^name]`` (footnote), ``{--deleted--}`` and ``{++inserted++}`` (tracked changes).
"""

import re

INLINE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|\[\^(?P<note>\w+)\]|\[(?P<text>[^\]]+)\]\((?P<url>[^)]+)\)"
    r"|\{--(?P<deleted>.+?)--\}|\{\+\+(?P<inserted>.+?)\+\+\}")


def read(path):
    """Returns the front matter as a dictionary, and the body as a string."""
    with open(path, encoding="utf-8") as source:
        text = source.read()
    _, head, body = text.split("---\n", 2)
    meta = dict(line.split(": ", 1) for line in head.strip().splitlines())
    return meta, body


def blocks(body):
    """Yields (kind, content) for each block of the body; footnote texts come first, as one ("notes", {...})."""
    notes = dict(re.findall(r"^\[\^(\w+)\]: (.+)$", body, re.M))
    body = re.sub(r"^\[\^\w+\]: .+$", "", body, flags=re.M)
    yield "notes", notes
    for block in re.split(r"\n\s*\n", body.strip()):
        lines = block.splitlines()
        heading = re.match(r"(#+) (.+)", lines[0])
        if block == "<!-- page -->":
            yield "page", None
        elif lines[0] == "<!-- page -->":
            yield "page", None
            yield from list(blocks("\n".join(lines[1:])))[1:]
        elif heading:
            yield "h%d" % len(heading.group(1)), heading.group(2)
        elif lines[0].startswith("- "):
            yield "list", [line[2:] for line in lines]
        elif lines[0].startswith("> "):
            yield "quote", " ".join(line[2:] for line in lines)
        elif lines[0].startswith("|"):
            rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
            yield "table", [rows[0]] + rows[2:]
        else:
            yield "text", " ".join(lines)


def spans(text):
    """Yields (kind, text, extra) for the runs of one line; extra is the URL of a link or the name of a footnote."""
    at = 0
    for match in INLINE.finditer(text):
        if match.start() > at:
            yield "plain", text[at:match.start()], None
        kind = match.lastgroup
        if kind == "url":
            yield "link", match.group("text"), match.group("url")
        elif kind == "note":
            yield "note", "", match.group("note")
        else:
            yield kind, match.group(kind), None
        at = match.end()
    if at < len(text):
        yield "plain", text[at:], None
