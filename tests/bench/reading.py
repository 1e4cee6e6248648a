#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures how well PDF pages are read, against texts that are known, and prints Markdown.

usage: reading.py BUILD [--work DIR] [--texts DIR] [--seed N] [--losses N]

Sets the texts of corpus/sources (and, with --texts, the .html, .md and .txt files of a folder
named after their language, xx-… or …-xx-…) in one, two and three justified columns with running
heads and page numbers, through TeX and through LibreOffice, whichever is there. Reads them back
as the index holds them (stepwell-extract --json), with `pdftotext -raw` and with `pdftotext`,
all three from the same files.

  recall     words of the text that come out
  precision  words that come out and are of the text; running heads are not
  order      longest common subsequence of words, of those of the text
  hyphens    words broken at line ends that come out as the text has them; those that the text
             has in both forms are left out

TeX hyphenates by its patterns where it has them; for other languages, and for LibreOffice, soft
hyphens are put where a consonant begins a syllable. A word that stepwell leaves undecided (the
index then has both forms) counts as joined.
"""
import argparse
import bisect
import collections
import html.parser
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from xml.sax.saxutils import escape

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SOURCES = os.path.join(ROOT, "corpus", "sources")
READERS = ("stepwell", "pdftotext -raw", "pdftotext")
LANGUAGES = {"engaging": "en", "father-": "en", "home-": "en", "breast": "en", "cpd": "en",
             "grudnoe": "ru", "igra": "hr", "implicarea": "ro", "olumlu": "tr",
             "psykhichne": "uk", "razvoj": "sr", "vaeter": "de"}
TEX_NAMES = {"de": "ngerman", "en": "english", "ru": "russian", "uk": "ukrainian",
             "bg": "bulgarian"}
VOWELS = "aeiouyáéíóúàèìòùâêîôûäëïöüåæøąęėįųūāēīőűăĭŏəıаеиоуыэюяіїєёәөүұ"
LAYOUTS = [(columns, size) for columns in (1, 2, 3) for size in (9, 11)]
PAGES = {1: (110, 150), 2: (148, 120), 3: (210, 90)}  # millimetres; small: heads must run
MARGIN, GUTTER = 14, 6

# ---- texts ----


class Blocks(html.parser.HTMLParser):
    """Headings, paragraphs and list items of a page."""
    TAGS = ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "dt", "dd")

    def __init__(self):
        super().__init__()
        self.blocks, self.text, self.silent = [], None, 0

    def handle_starttag(self, tag, attrs):
        self.silent += tag in ("script", "style", "head")
        if tag in self.TAGS:
            self.finish()
            self.text = ""

    def handle_endtag(self, tag):
        self.silent -= tag in ("script", "style", "head")
        if tag in self.TAGS:
            self.finish()

    def handle_data(self, data):
        if self.text is not None and not self.silent:
            self.text += data

    def finish(self):
        if self.text:
            self.blocks.append(self.text)
        self.text = None


def tex_blocks(text):
    text = text.split("\\begin{document}", 1)[1].split("\\end{document}")[0]
    text = re.sub(r"\\(?:sub)*section\*?\{(.*?)\}", r"\n\n\1\n\n", text)
    text = re.sub(r"\\(?:emph|textbf|textit)\{(.*?)\}", r"\1", text)
    text = text.replace("~", " ").replace("``", "“").replace("''", "”").replace("---", "—")
    text = text.replace("--", "–").replace("\\%", "%").replace("\\&", "&")
    return [block for block in re.split(r"\n\s*\n", text) if "\\" not in block]


def blocks_of(path):
    with open(path, encoding="utf-8") as source:
        text = source.read()
    if path.endswith(".html"):
        parser = Blocks()
        parser.feed(text)
        return parser.blocks
    if path.endswith(".tex"):
        return tex_blocks(text)
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.S)
    text = re.sub(r"\[\^\w+\](?:: .*)?|\{--.*?--\}|\{\+\+|\+\+\}|<!--.*?-->", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"(?<=\w)-\n(?=\w)", "", text)
    text = re.sub(r"^(?:===|notes:|#+|[->]) ?", "\n\n", text, flags=re.M)
    return [block for block in re.split(r"\n\s*\n", text.replace("*", ""))
            if not block.startswith("|")]


def clean(block):
    """One line of plain text: what every engine can set."""
    block = re.sub(r"[\\{}$#^_&%~<>|\u00AD\u200B\u200E\u200F]", "", block)
    block = block.replace("\u00A0", " ").replace("\u2011", "-").replace("\u2010", "-")
    return " ".join(unicodedata.normalize("NFC", block).split())


def language_of(name):
    for start, language in LANGUAGES.items():
        if name.startswith(start):
            return language
    found = re.search(r"(?:^|-)([a-z]{2})(?=-|\.)", name)
    return found.group(1) if found else None


def texts(folders):
    """(name, language, blocks) of each text long enough for two pages."""
    for folder in folders:
        for name in sorted(os.listdir(folder)):
            language = language_of(name)
            if not language or not name.endswith((".md", ".html", ".tex", ".slides", ".txt")):
                continue
            blocks = [clean(block) for block in blocks_of(os.path.join(folder, name))]
            blocks = [block for block in blocks if block and readable(block)]
            if sum(len(block.split()) for block in blocks) > 250:
                yield name, language, blocks


def readable(text):
    """Latin, Greek and Cyrillic, which the fonts at hand have."""
    return all(ord(c) < 0x530 or 0x1E00 <= ord(c) < 0x2070 for c in text)


# ---- setting ----


def softened(word):
    """Soft hyphens before consonants that a vowel follows, two letters from either end."""
    lower, out = word.lower(), ""
    for i, letter in enumerate(word):
        inside = 2 < i < len(word) - 2 and lower[i:i + 2].isalpha() and lower[i - 2:i].isalpha()
        if inside and lower[i] not in VOWELS and lower[i + 1] in VOWELS:
            out += "\u00AD"
        out += letter
    return out


def soften(text):
    return re.sub(r"\w{6,}", lambda match: softened(match.group()), text)


def with_headings(blocks):
    """(block, is it a heading); of several in a row the last: all stay with what follows."""
    short = [len(block) < 60 and block[-1] not in ".!?:;," for block in blocks] + [True]
    return [(block, short[i] and not short[i + 1]) for i, block in enumerate(blocks)]


def tex_source(head, language, blocks, columns, size):
    width, height = PAGES[columns]
    name = TEX_NAMES.get(language)
    babel = "\\usepackage[%s]{babel}" % name if name else ""
    body = []
    for block, heading in with_headings(blocks):
        block = block if name else soften(block).replace("\u00AD", "\\-")
        body.append("\\subsubsection*{%s}" % block if heading else block)
    opening = "\\begin{multicols}{%d}" % columns if columns > 1 else ""
    closing = "\\end{multicols}" if columns > 1 else ""
    return f"""\\documentclass{{article}}
\\usepackage[paperwidth={width}mm,paperheight={height}mm,margin={MARGIN}mm,headsep=4mm,footskip=7mm]{{geometry}}
\\usepackage{{fontspec,multicol,fancyhdr,anyfontsize}}
\\setmainfont{{DejaVu Serif}}
{babel}
\\setlength{{\\columnsep}}{{{GUTTER}mm}}
\\pagestyle{{fancy}}\\fancyhf{{}}\\fancyhead[L]{{{head}}}\\fancyfoot[C]{{\\thepage}}
\\begin{{document}}\\fontsize{{{size}}}{{{size * 1.25}}}\\selectfont\\emergencystretch=2em
{opening}
{chr(10).join(text + chr(10) for text in body)}
{closing}
\\end{{document}}
"""


OFFICE = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:f="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="F" svg:font-family="'{font}'"/></office:font-face-decls>
<office:styles><style:style style:name="Standard" style:family="paragraph">
<style:paragraph-properties f:text-align="justify" f:margin-bottom="0.15cm"/>
<style:text-properties style:font-name="F" f:font-size="{size}pt" f:language="{language}"/></style:style>
<style:style style:name="Big" style:family="paragraph" style:parent-style-name="Standard">
<style:paragraph-properties f:keep-with-next="always" f:text-align="start"/>
<style:text-properties f:font-size="{big}pt" f:font-weight="bold"/></style:style></office:styles>
<office:automatic-styles>
<style:style style:name="S" style:family="section"><style:section-properties text:dont-balance-text-columns="true">
<style:columns f:column-count="{columns}" f:column-gap="{gutter}mm"/></style:section-properties></style:style>
<style:page-layout style:name="P"><style:page-layout-properties f:page-width="{width}mm"
 f:page-height="{height}mm" f:margin="{margin}mm"/>
<style:header-style><style:header-footer-properties f:min-height="8mm" f:margin-bottom="4mm"/></style:header-style>
<style:footer-style><style:header-footer-properties f:min-height="8mm" f:margin-top="4mm"/></style:footer-style>
</style:page-layout></office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="P">
<style:header><text:p>{head}</text:p></style:header>
<style:footer><text:p><text:page-number text:select-page="current">1</text:page-number></text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text><text:section text:style-name="S" text:name="S">
{body}
</text:section></office:text></office:body></office:document>
"""


def office_source(head, language, blocks, columns, size):
    width, height = PAGES[columns]
    body = "\n".join('<text:p text:style-name="%s">%s</text:p>' %
                     ("Big" if heading else "Standard", escape(soften(block)))
                     for block, heading in with_headings(blocks))
    # One size in a font that lacks letters, so that some come from another one.
    font = "Liberation Serif" if size < 10 else "DejaVu Serif"
    return OFFICE.format(font=font, size=size, big=size * 1.2, language=language,
                         columns=columns, gutter=GUTTER, width=width, height=height,
                         margin=MARGIN, head=escape(head), body=body)


def run(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          check=False)
    return done.stdout.decode("utf-8", "replace")


class Set:
    """One text in one layout by one program, and what the readers make of it."""

    def __init__(self, engine, columns, blocks, path):
        self.engine, self.columns, self.path = engine, columns, path
        self.truth = "\n".join(blocks)


def make_sets(folder, folders, seed):
    """Writes all sources, sets them and gives those that became PDFs."""
    draw = random.Random(seed)
    tex = shutil.which("xelatex") or shutil.which("lualatex")
    office = shutil.which("soffice")
    sets = {"tex": [], "office": []}
    for name, language, blocks in texts(folders):
        head = " ".join(draw.choice(blocks).split()[:6])
        for columns, size in LAYOUTS:
            base = "%s-%d-%d" % (name.rsplit(".", 1)[0], columns, size)
            for engine, suffix, write in (("tex", "tex", tex_source),
                                          ("office", "fodt", office_source)):
                os.makedirs(os.path.join(folder, engine), exist_ok=True)
                path = os.path.join(folder, engine, base)
                with open(path + "." + suffix, "w", encoding="utf-8") as out:
                    out.write(write(head, language, blocks, columns, size))
                sets[engine].append(Set(engine, columns, blocks, path + ".pdf"))
    if tex:
        for item in sets["tex"]:
            if not os.path.exists(item.path):
                run([tex, "-interaction=batchmode", "-halt-on-error", item.path[:-3] + "tex"],
                    os.path.dirname(item.path))
    if office:
        missing = [item.path[:-3] + "fodt" for item in sets["office"]
                   if not os.path.exists(item.path)]
        profile = "-env:UserInstallation=file://" + os.path.join(folder, "profile")
        for at in range(0, len(missing), 40):
            run([office, profile, "--headless", "--convert-to", "pdf", *missing[at:at + 40]],
                os.path.join(folder, "office"))
    made = [item for item in sets["tex"] + sets["office"] if os.path.exists(item.path)]
    if not made:
        sys.exit("reading.py: neither LibreOffice nor XeLaTeX or LuaLaTeX made a PDF")
    return made


# ---- measuring ----


def words_of(text):
    text = unicodedata.normalize("NFC", text).replace("\u00AD", "")
    return re.findall(r"\w+", text)


def common_length(a, b):
    """Of the longest common subsequence (Hunt and Szymanski 1977)."""
    places = collections.defaultdict(list)
    for i, word in enumerate(b):
        places[word].append(i)
    ends = []
    for word in a:
        for place in reversed(places.get(word, ())):
            at = bisect.bisect_left(ends, place)
            ends[at:at + 1] = [place]
    return len(ends)


def broken_words(raw, truth):
    """Words that a line end broke, as the text has them; and how often each was broken."""
    whole = collections.Counter(re.findall(r"\w+(?:-\w+)*", truth))
    lines, broken = raw.replace("\f", "\n").split("\n"), collections.Counter()
    for line, after in zip(lines, lines[1:]):
        head = re.search(r"(\w+(?:-\w+)*) ?[-\u00AD\u2010]$", line.rstrip())
        tail = re.match(r"\w+(?:-\w+)*", after)
        if not head or not tail:
            continue
        joined, hyphened = head.group(1) + tail.group(), head.group(1) + "-" + tail.group()
        if (joined in whole) != (hyphened in whole):
            broken[joined if joined in whole else hyphened] += 1
    return broken, whole


def right_hyphens(text, broken, whole):
    text = unicodedata.normalize("NFC", text).replace("\u00AD", "")
    found = collections.Counter(re.findall(r"\w+(?:-\w+)*", text.replace("\u2010", "-")))
    return sum(max(0, times - max(0, whole[word] - found[word]))
               for word, times in broken.items())


def indexed_text(extract, path):
    pages = json.loads(run([extract, "--json", path], None))["pages"]
    return "\n".join(page["text"] for page in pages if page["part"] == "body")


def measure(item, extract, totals, losses):
    raw = run(["pdftotext", "-raw", item.path, "-"], None)
    read = {"stepwell": indexed_text(extract, item.path),
            "pdftotext -raw": raw,
            "pdftotext": run(["pdftotext", item.path, "-"], None)}
    truth, (broken, whole) = words_of(item.truth), broken_words(raw, item.truth)
    for reader, text in read.items():
        words = words_of(text)
        missed = collections.Counter(truth) - collections.Counter(words)
        total = totals[item.engine, item.columns, reader]
        total["truth"] += len(truth)
        total["words"] += len(words)
        total["found"] += len(truth) - sum(missed.values())
        total["order"] += common_length(truth, words)
        total["broken"] += sum(broken.values())
        total["right"] += right_hyphens(text, broken, whole)
        if reader == "stepwell":
            surplus = collections.Counter(words) - collections.Counter(truth)
            losses[item.path] = (sum(missed.values()) + sum(surplus.values()), missed, surplus)


def percent(part, whole):
    return "%.2f" % (100 * part / whole) if whole else "-"


def print_tables(totals):
    print("| set by, columns | reader | recall | precision | order | hyphens right | of |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    names = {"tex": "TeX", "office": "LibreOffice", "all": "both"}
    for engine in ("tex", "office", "all"):
        for columns in (1, 2, 3):
            for reader in READERS:
                total = sum((count for (by, wide, name), count in totals.items()
                             if engine in (by, "all") and wide == columns and name == reader),
                            collections.Counter())
                if total["truth"]:
                    print(f"| {names[engine]}, {columns} | {reader} "
                          f"| {percent(total['found'], total['truth'])} "
                          f"| {percent(total['found'], total['words'])} "
                          f"| {percent(total['order'], total['truth'])} "
                          f"| {percent(total['right'], total['broken'])} | {total['broken']} |")


def print_losses(losses, most):
    for path, (count, missed, surplus) in sorted(losses.items(), key=lambda item: -item[1][0]):
        if count > 0 and most > 0:
            most -= 1
            print(f"{os.path.basename(path)}: missed {dict(missed.most_common(8))},"
                  f" surplus {dict(surplus.most_common(8))}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build")
    parser.add_argument("--work", help="keeps the documents there, and uses those that are there")
    parser.add_argument("--texts", action="append", default=[])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--losses", type=int, default=0, help="name the N worst documents")
    chosen = parser.parse_args()
    extract = os.path.join(chosen.build, "stepwell-extract")
    folder = chosen.work or tempfile.mkdtemp(prefix="stepwell-reading-")
    try:
        made = make_sets(os.path.abspath(folder), [SOURCES, *chosen.texts], chosen.seed)
        totals, losses = collections.defaultdict(collections.Counter), {}
        for item in made:
            measure(item, extract, totals, losses)
        languages = {language_of(os.path.basename(item.path)) for item in made}
        print(f"{len(made)} documents in {len(languages)} languages\n")
        print_tables(totals)
        print_losses(losses, chosen.losses)
    finally:
        if not chosen.work:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
