#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures the order of results on public collections of judged queries, beside other engines.

Every collection is exported as HTML files, indexed by stepwell-index and asked through
stepwell, both taken from --build or the PATH. Prints a Markdown table of nDCG@10. Exits with 1
when a collection falls below its floor in floors.tsv, or the mean ratio to the best peer below
the floor 'mean' (which is looked at when all collections are run), and with 77 when the
collections are not there.
"""
import argparse
import concurrent.futures
import csv
import math
import os
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FLOORS = HERE / "floors.tsv"
SKIPPED = 77
ENGLISH = ("adi", "cacm", "cranfield", "lisa")
PROTOTYPE = "proto"  # these columns of peers.tsv are no other engine's
SECONDS = 1800  # for one program on one collection
EVERY, FIRST_HALF, SECOND_HALF = slice(None), slice(0, None, 2), slice(1, None, 2)


# ---- the collections ----

def shared_archive():
    """The archive of the collections, or None."""
    shared = os.environ.get("STEPWELL_SHARED") or HERE.parents[2] / "shared"
    archive = pathlib.Path(shared) / "data" / "ir.tar.xz"
    return archive if archive.is_file() else None


def unpack(archive, folder):
    """Unpacks unless that was done before; returns the folder of the collections."""
    if not (folder / "ir" / "peers.tsv").is_file():
        with tarfile.open(archive) as tar:
            tar.extractall(folder)
    return folder / "ir"


def collection_names(collections):
    return sorted(path.parent.name for path in collections.glob("*/queries.tsv"))


def family_of(name):
    return "English" if name in ENGLISH else name.split("-")[0]


def read_peers(path):
    """By collection: how many queries the other engines ran, their best nDCG@10, whose it is."""
    peers = {}
    with open(path, encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["metric"] == "nDCG@10":
                engines = [(float(value), engine) for engine, value in list(row.items())[4:]
                           if value != "-" and not engine.startswith(PROTOTYPE)]
                peers[row["collection"]] = (int(row["queries"]), *max(engines))
    return peers


def some_queries(collection, count, step, folder):
    """A folder for ireval.py that holds only the judgements of some of the first queries.

    step: a slice of their numbers; slice(None) for all.
    """
    lines = (collection / "queries.tsv").read_text(encoding="utf-8").splitlines()
    if count >= len(lines) and step == EVERY:
        return collection
    wanted = {line.split("\t")[0] for line in lines[:min(count, len(lines))][step]}
    judged = (collection / "qrels.txt").read_text(encoding="utf-8").splitlines()
    folder.mkdir(exist_ok=True)
    kept = [line for line in judged if line.split()[0] in wanted]
    (folder / "qrels.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


# ---- one collection ----

class Workshop:
    """Where a run takes its programs and collections from and keeps its files."""

    def __init__(self, options, collections, folder):
        self.collections, self.folder = collections, folder
        self.environment = {key: value for key, value in os.environ.items()
                            if key not in ("STEPWELL_INDEX", "STEPWELL_CONFIG")}
        if options.build:
            path = os.pathsep.join((os.path.abspath(options.build), os.environ["PATH"]))
            self.environment["PATH"] = path
        self.peers = read_peers(collections / "peers.tsv")

    def run(self, *command, good=(0,), output=subprocess.PIPE):
        command = [str(word) for word in command]
        result = subprocess.run(command, stdout=output, stderr=subprocess.PIPE, check=False,
                                env=self.environment, timeout=SECONDS)
        if result.returncode not in good:
            raise RuntimeError(f"{' '.join(command)}: exit {result.returncode}:\n"
                               + result.stderr.decode(errors="replace"))
        return result.stdout.decode() if output == subprocess.PIPE else ""

    def path(self, name, suffix=""):
        return self.folder / (name + suffix)

    def index(self, name):
        if self.path(name, ".idx").is_file():
            return
        self.run(sys.executable, self.collections / "export_files.py", self.collections / name,
                 self.path(name))
        # 1 means that some files could not be read: cranfield has documents without text.
        self.run("stepwell-index", "-q", f"--index={self.path(name, '.idx')}", self.path(name),
                 good=(0, 1))

    def search(self, name):
        queries = self.collections / name / "queries.tsv"
        with open(self.path(name, ".run"), "w", encoding="utf-8") as output:
            self.run("stepwell", f"--index={self.path(name, '.idx')}", f"--queries={queries}",
                     "--format=trec", "--limit=1000", output=output)

    def score(self, name, step=EVERY):
        count = self.peers[name][0] if name in self.peers else math.inf
        judged = some_queries(self.collections / name, count, step,
                              self.path(name, ".judged"))
        told = self.run(sys.executable, self.collections / "ireval.py", "--map",
                        self.path(name, ".map.tsv"), judged, self.path(name, ".run"))
        return float(re.search(r"nDCG@10 ([0-9.]+)", told).group(1))

    def measure(self, name):
        self.index(name)
        self.search(name)
        halves = [self.score(name, step) for step in (FIRST_HALF, SECOND_HALF)]
        return Row(name, self.score(name), halves, *self.peers.get(name, (0, 0, "none"))[1:])


class Row:
    """What one collection gave."""

    def __init__(self, name, ours, halves, best, engine):
        self.name, self.ours, self.halves = name, ours, halves
        self.best, self.engine = best, engine

    @property
    def ratio(self):
        return self.ours / self.best


# ---- the report ----

def mean(numbers):
    numbers = list(numbers)
    return sum(numbers) / len(numbers)


def print_table(rows):
    print("| collection | ours | best peer | which | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.name} | {row.ours:.4f} | {row.best:.4f} | {row.engine}"
              f" | {row.ratio:.3f} |")


def print_summary(rows):
    lowest = min(rows, key=lambda row: row.ratio)
    print(f"\nMean of {len(rows)} ratios {mean(row.ratio for row in rows):.4f},"
          f" lowest {lowest.ratio:.3f} ({lowest.name}).\n")
    print("| family | collections | mean nDCG@10 | mean ratio |")
    print("| --- | --- | --- | --- |")
    for family in sorted({family_of(row.name) for row in rows}):
        of_family = [row for row in rows if family_of(row.name) == family]
        print(f"| {family} | {len(of_family)} | {mean(row.ours for row in of_family):.4f}"
              f" | {mean(row.ratio for row in of_family):.3f} |")


def print_halves(rows):
    """The weights are chosen by one half only: the other tells what they are worth."""
    print("\n| half | chosen by | kept apart |")
    print("| --- | --- | --- |")
    chosen, kept = (mean(row.halves[half] for row in rows) for half in (0, 1))
    print(f"| queries, every second one: mean nDCG@10 | {chosen:.4f} | {kept:.4f} |")
    chosen, kept = (mean(row.ratio for row in rows[half::2]) for half in (0, 1))
    print(f"| collections, every second one: mean ratio | {chosen:.4f} | {kept:.4f} |")


# ---- floors ----

def read_floors():
    if not FLOORS.is_file():
        return {}
    with open(FLOORS, encoding="utf-8") as file:
        return {row["collection"]: float(row["floor"])
                for row in csv.DictReader(file, delimiter="\t")}


def values_of(rows, whole):
    """What floors are compared with."""
    values = {row.name: row.ours for row in rows}
    if whole:
        values["mean"] = mean(row.ratio for row in rows)
    return values


def below_floors(values):
    """Prints what fell too low; says whether anything did."""
    floors = read_floors()
    low = {name: value for name, value in values.items() if value < floors.get(name, 0)}
    for name, value in low.items():
        print(f"'{name}' is {value:.4f}, below its floor {floors[name]:.2f}", file=sys.stderr)
    return bool(low)


def write_floors(values):
    floors = {**read_floors(), **{name: math.floor(value * 100) / 100
                                  for name, value in values.items()}}
    with open(FLOORS, "w", encoding="utf-8") as file:
        file.write("collection\tfloor\n")
        file.writelines(f"{name}\t{floors[name]:.2f}\n" for name in sorted(floors))


# ---- the program ----

def read_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("collections", nargs="*", help="default: all of them")
    parser.add_argument("--build", help="folder of stepwell and stepwell-index")
    parser.add_argument("--jobs", type=int, default=2, help="collections at a time")
    parser.add_argument("--keep", type=pathlib.Path, metavar="DIR",
                        help="keep files there; an index that is there is not made again")
    parser.add_argument("--write-floors", action="store_true",
                        help="make today's values, rounded down, the floors")
    return parser.parse_args()


def measure_all(options, archive, folder):
    """Rows in the order of names, and whether they are all collections."""
    folder.mkdir(parents=True, exist_ok=True)
    workshop = Workshop(options, unpack(archive, folder), folder)
    every = collection_names(workshop.collections)
    names = sorted(options.collections) or every
    for name in names:
        if name not in every or name not in workshop.peers:
            sys.exit(f"there is no collection '{name}'\nhint: one of {', '.join(every)}")
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        return list(pool.map(workshop.measure, names)), names == every


def main():
    options = read_options()
    archive = shared_archive()
    if archive is None:
        print("skipped: no collections in '../shared/data/ir.tar.xz'")
        return SKIPPED
    with tempfile.TemporaryDirectory() as scratch:
        try:
            rows, whole = measure_all(options, archive, options.keep or pathlib.Path(scratch))
        except RuntimeError as problem:
            sys.exit(str(problem))
    print_table(rows)
    print_summary(rows)
    if len(rows) > 1:
        print_halves(rows)
    values = values_of(rows, whole)
    if options.write_floors:
        write_floors(values)
    return 1 if below_floors(values) else 0


if __name__ == "__main__":
    sys.exit(main())
