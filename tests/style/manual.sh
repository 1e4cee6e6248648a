#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The manual is well-formed, and tells of exactly the options that the programs have.
# usage: STEPWELL_BUILD=BUILD manual.sh [FOLDER-OF-PAGES]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
pages=${1:-$root/docs/man}
build=${STEPWELL_BUILD:?set it to the folder of the built programs}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
bad=0

fail() {
    echo "$*"
    bad=1
}

lint() { # PAGE
    mandoc -T lint -W warning "$1" > "$work/lint" 2>&1 || true
    [ ! -s "$work/lint" ] || fail "$(cat "$work/lint")"
}

printed() { # PROGRAM: long options of --help, one a line
    "$build/$1" --help > "$work/help" 2>&1 || true
    grep -oE -- '(^|[^[:alnum:]-])--[a-z][a-z-]*' "$work/help" | sed 's/.*--/--/' | sort -u
}

described() { # PAGE: long options that head an item of a list
    sed -nE 's/^\.It +(.*)/\1/p' "$1" | grep -oE 'Fl -[a-z][a-z-]*' | sed 's/Fl -/--/' | sort -u
}

mentioned() { # PAGE: long options anywhere in it
    grep -oE 'Fl -[a-z][a-z-]*|\\-\\-[a-z][a-z-]*' "$1" |
        sed -E 's/^(Fl -|\\-\\-)/--/' | sort -u
}

compare() { # PROGRAM PAGE
    printed "$1" > "$work/printed"
    described "$pages/$2" > "$work/described"
    [ -s "$work/printed" ] || fail "$1 --help prints no options"
    for option in $(comm -23 "$work/printed" "$work/described"); do
        fail "$2: $option is not described, but $1 --help prints it"
    done
    for option in $(comm -13 "$work/printed" "$work/described"); do
        fail "$2: $option is described, but $1 --help does not print it"
    done
    cat "$work/printed" >> "$work/all"
}

for page in stepwell.1 stepwell-index.1 stepwell-extract.8 stepwell.cgi.8 stepwell.conf.5 \
    stepwell-catalogue.5 stepwell-query.7; do
    [ -f "$pages/$page" ] || fail "$page is missing"
done
for page in "$pages"/*.[1-9]; do
    lint "$page"
done
: > "$work/all"
compare stepwell stepwell.1
compare stepwell-index stepwell-index.1
compare stepwell-extract stepwell-extract.8
sort -u "$work/all" -o "$work/all"
for page in "$pages"/*.[1-9]; do
    mentioned "$page" > "$work/mentioned"
    for option in $(comm -13 "$work/all" "$work/mentioned"); do
        fail "${page##*/}: $option is mentioned, but no program has it"
    done
done
exit "$bad"
