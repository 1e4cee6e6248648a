#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures how much of slide decks is read, against what LibreOffice shows; prints Markdown.

usage: slides.py BUILD FILE-OR-FOLDER... [--work DIR] [--losses N]

Each deck becomes a PDF through LibreOffice; the words that pdftotext finds in it are the measure.

  recall    of those words, as often as they stand there, that stepwell-extract finds on visible
            slides, alternative texts not counted
  slides    the same without missed words that masters and layouts can have put there (company
            names, navigation; left out on purpose): each as often as the masters have it, times
            the slides; and without words that pdftotext cut in pieces or glued together, whose
            letters stand in a line of ours
  extra     words that LibreOffice's PDF has not: notes, hidden slides, alternative texts, comments

A word has a letter: slide numbers and the values of charts are left out on purpose. Processor
time is that of one process for all decks, start included: soffice --convert-to pdf, and
stepwell-extract --json --lines, the mean of five runs.
"""
import argparse
import collections
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree
import zipfile

SUFFIXES = (".pptx", ".ppsx", ".pptm", ".odp")
RUNS = 5
WINDOWS = [(first, length - first) for length in range(6) for first in range(length + 1)]
GLUED_LETTERS, WHOLE_LETTERS = 8, 5  # shorter ones could be a chance


def plain(text):
    return unicodedata.normalize("NFKC", text).replace("\u00AD", "").casefold()


def words_of(text):
    return collections.Counter(word for word in re.findall(r"\w+", plain(text))
                               if re.search(r"[^\W\d_]", word))


def squeeze(text):
    return "".join(re.findall(r"\w+", plain(text)))


def size(words):
    return sum(words.values())


def measured(command):
    """Output and processor seconds of a program with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (done.stdout.decode("utf-8", "replace"),
            after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def decks_of(places, folder):
    """Links with names of their own, since two decks may differ in their endings alone."""
    paths = []
    for place in places:
        found = [place] if os.path.isfile(place) else \
            [os.path.join(place, name) for name in sorted(os.listdir(place))]
        paths += [path for path in found if path.endswith(SUFFIXES)]
    links = []
    for number, path in enumerate(paths):
        links.append(os.path.join(folder, f"{number:03}-{os.path.basename(path)}"))
        if not os.path.lexists(links[-1]):
            os.symlink(os.path.abspath(path), links[-1])
    return links


def pdf_of(link):
    return link.rsplit(".", 1)[0] + ".pdf"


def convert(links, folder):
    """Seconds that LibreOffice takes for all of them."""
    profile = "-env:UserInstallation=file://" + os.path.join(folder, "profile")
    office = [shutil.which("soffice"), profile, "--headless"]
    subprocess.run([*office, "--terminate_after_init"], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)  # makes the profile
    return measured([*office, "--convert-to", "pdf", "--outdir", folder, *links])[1]


def read(extract, links):
    """For each deck (words of visible slides, words beside them, lines of visible slides without
    what separates words), and the seconds it took."""
    command = [extract, "--json", "--lines", *links]
    seconds = sum(measured(command)[1] for _ in range(RUNS)) / RUNS
    decks = []
    for line in measured(command)[0].splitlines():
        decks.append((collections.Counter(), collections.Counter(), []))
        entries = [(page, entry) for page in json.loads(line)["pages"] for entry in page["lines"]]
        for page, entry in entries:
            visible = page["part"] == "body" and not page["hidden"] and entry["style"] != "alt"
            decks[-1][0 if visible else 1].update(words_of(entry["text"]))
            if visible:
                decks[-1][2].append(squeeze(entry["text"]))
    return decks, seconds


def master_words(path):
    """Words of masters and layouts."""
    words = collections.Counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(?:slideMasters|slideLayouts)/[^/]+\.xml$", name):
                root = xml.etree.ElementTree.fromstring(archive.read(name))
                texts = [node for node in root.iter() if node.tag.endswith("}p")]
            elif name == "styles.xml":
                root = xml.etree.ElementTree.fromstring(archive.read(name))
                texts = [node for page in root.iter() if page.tag.endswith("}master-page")
                         for node in page.iter() if node.tag.endswith("}p")]
            else:
                continue
            for node in texts:
                words.update(words_of("".join(node.itertext())))
    return words


def cut_words(text, missed, lines):
    """Missed words that make up letters of a line of ours alone or with up to five neighbours;
    each stretch of letters serves as often as it stands there."""
    tokens, ours = re.findall(r"\w+", plain(text)), "\n".join(lines)
    cut, used = collections.Counter(), collections.Counter()
    for at, word in enumerate(tokens):
        if cut[word] >= missed[word]:
            continue
        for first, last in WINDOWS:
            joined = "".join(tokens[max(0, at - first):at + last + 1])
            least = WHOLE_LETTERS if first + last else GLUED_LETTERS
            if len(joined) >= least and ours.count(joined) > used[joined, word]:
                used[joined, word] += 1
                cut[word] += 1
                break
    return cut


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "-"


class Deck:
    """One deck and its counts."""

    def __init__(self, link, ours, beside, lines):
        text, _ = measured(["pdftotext", pdf_of(link), "-"])
        self.name = os.path.basename(link)[4:]
        self.shown = words_of(text)
        self.missed = self.shown - ours
        pages = text.count("\f")
        most = master_words(link)
        master = collections.Counter({word: min(count, most[word] * pages)
                                      for word, count in self.missed.items()})
        cut = cut_words(text, self.missed - master, lines)
        self.counts = collections.Counter(
            shown=size(self.shown), found=size(self.shown) - size(self.missed),
            master=size(master), cut=size(cut), extra=size(ours + beside - self.shown),
            slides=pages)


def row(name, counts):
    own = counts["shown"] - counts["master"] - counts["cut"]
    return (f"| {name} | {counts['slides']} | {counts['shown']}"
            f" | {percent(counts['found'], counts['shown'])} | {counts['master']} | {counts['cut']}"
            f" | {percent(counts['found'], own)} | {counts['extra']} |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("build")
    parser.add_argument("places", nargs="+")
    parser.add_argument("--work", help="keeps the PDFs there")
    parser.add_argument("--losses", type=int, default=0, help="name the N most missed words")
    chosen = parser.parse_args()
    folder = os.path.abspath(chosen.work or tempfile.mkdtemp(prefix="stepwell-slides-"))
    os.makedirs(folder, exist_ok=True)
    try:
        links = decks_of(chosen.places, folder)
        office_seconds = convert(links, folder)
        read_decks, seconds = read(os.path.join(chosen.build, "stepwell-extract"), links)
        decks = [Deck(link, *words) for link, words in zip(links, read_decks)
                 if os.path.exists(pdf_of(link))]
    finally:
        if not chosen.work:
            shutil.rmtree(folder)
    if not decks:
        sys.exit("slides.py: LibreOffice made no PDF")
    print("| deck | slides | words shown | recall | masters | cut | slides alone | extra |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for deck in decks:
        print(row(deck.name, deck.counts))
    print(row(f"{len(decks)} decks", sum((deck.counts for deck in decks),
                                         collections.Counter())))
    print(f"\nProcessor seconds for {len(links)} decks: LibreOffice {office_seconds:.2f},"
          f" stepwell {seconds:.4f}, {office_seconds / seconds:.0f} times")
    for deck in decks if chosen.losses else []:
        print(f"{deck.name}: {dict(deck.missed.most_common(chosen.losses))}", file=sys.stderr)


if __name__ == "__main__":
    main()
