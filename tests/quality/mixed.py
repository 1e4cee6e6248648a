#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures what other languages cost: all collections of a family in one library, as a library
has them, beside each of them alone. Prints a Markdown table of nDCG@10; a page in another
language than the query counts as wrong. Exits with 77 when the collections are not there.
"""
import argparse
import pathlib
import re
import subprocess
import sys
import tempfile

import quality


def read_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("families", nargs="*", help="default: ddtp gnome xquad")
    parser.add_argument("--build", help="folder of stepwell and stepwell-index")
    return parser.parse_args()


def index(shop, family, names):
    """One folder with a folder for each collection."""
    for name in names:
        shop.run(sys.executable, shop.collections / "export_files.py", shop.collections / name,
                 shop.path(family) / name)
    shop.run("stepwell-index", "-q", f"--index={shop.path(family, '.idx')}",
             shop.path(family), good=(0, 1))


def score(shop, family, name):
    """Of one collection's queries, asked of the whole family."""
    run = shop.path(name, ".mixed.run")
    queries = shop.collections / name / "queries.tsv"
    with open(run, "w", encoding="utf-8") as output:
        shop.run("stepwell", f"--index={shop.path(family, '.idx')}", f"--queries={queries}",
                 "--format=trec", "--limit=100", output=output)
    alone = (shop.path(family) / (name + ".map.tsv")).read_text(encoding="utf-8")
    mixed = shop.path(name, ".mixed.map.tsv")
    mixed.write_text("".join(f"{name}/{line}\n" for line in alone.splitlines()),
                     encoding="utf-8")
    told = subprocess.run([sys.executable, shop.collections / "ireval.py", "--map", mixed,
                           shop.collections / name, run], capture_output=True, text=True,
                          check=True, timeout=quality.SECONDS).stdout
    return float(re.search(r"nDCG@10 ([0-9.]+)", told).group(1))


def measure(shop, family, every):
    names = [name for name in every if quality.family_of(name) == family]
    index(shop, family, names)
    rows = [(name, shop.measure(name).ours, score(shop, family, name)) for name in names]
    for name, alone, mixed in rows:
        print(f"| {name} | {alone:.4f} | {mixed:.4f} | {mixed / alone:.3f} |", flush=True)
    alone, mixed = (quality.mean(row[column] for row in rows) for column in (1, 2))
    print(f"| **{family}**, mean of {len(rows)} | {alone:.4f} | {mixed:.4f}"
          f" | {mixed / alone:.3f} |", flush=True)


def main():
    options = read_options()
    archive = quality.shared_archive()
    if archive is None:
        print("skipped: no collections in '../shared/data/ir.tar.xz'")
        return quality.SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        shop = quality.Workshop(options, quality.unpack(archive, folder), folder)
        every = quality.collection_names(shop.collections)
        print("| collection | alone | among the others | ratio |\n| --- | --- | --- | --- |")
        try:
            for family in options.families or ("ddtp", "gnome", "xquad"):
                measure(shop, family, every)
        except RuntimeError as problem:
            sys.exit(str(problem))
    return 0


if __name__ == "__main__":
    sys.exit(main())
