#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Checks every #include "..." below src/, indexer/ and query/ against layers.txt.
# usage: layers.sh [ROOT]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
cd "$root"
find src indexer query -name '*.[ch]' -o -name '*.cc' | sort | xargs awk -v table="$here/layers.txt" '
function stem(path) { sub(/.*\//, "", path); sub(/\.[a-z]+$/, "", path); return path }
# Files split off a module share its name: fts5_facets stands where fts5 stands.
function module(name) {
    while (!(name in layer) && name ~ /_/) sub(/_[^_]*$/, "", name)
    return name
}
function side(path) {
    if (path ~ /^src\//) return "all"
    if (path ~ /^indexer\/extract\//) return "extract"
    return path ~ /^indexer\// ? "index" : "query"
}
function may(me, open_to) {
    if (open_to == "all" || open_to == me) return 1
    return open_to == "indexer" && (me == "extract" || me == "index")
}
function fail(why) { print FILENAME ":" FNR ": " $0 ": " why; bad = 1 }
BEGIN {
    while ((getline line < table) > 0) {
        if (line ~ /^#/) continue
        count = split(line, words, " "); rank++
        for (i = 2; i <= count; i++) { layer[words[i]] = rank; open_to[words[i]] = words[1] }
    }
}
/^#include "/ {
    split($0, quoted, "\""); included = quoted[2]
    if (included ~ /\.inc$/) next            # generated data, no module
    to = module(stem(included)); from = module(stem(FILENAME)); me = side(FILENAME)
    if (!(from in layer) || !(to in layer)) fail("not in layers.txt")
    else if (layer[to] > layer[from]) fail("looks up")
    else if (!may(me, open_to[to])) fail("looks across")
}
END { exit bad }'
