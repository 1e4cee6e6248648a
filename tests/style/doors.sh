#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Checks that a foreign header is included only by the files that doors.txt names.
# usage: doors.sh [ROOT]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=${1:-$here/../..}
cd "$root"
find src indexer query -name '*.[ch]' -o -name '*.cc' | sort | xargs awk -v table="$here/doors.txt" '
BEGIN {
    while ((getline line < table) > 0)
        if (line !~ /^#/ && split(line, words, " ") > 1) {
            header = words[1]; sub(/^[^ ]+ */, "", line); doors[header] = line
        }
}
/^#include </ {
    included = $0; sub(/.*</, "", included); sub(/>.*/, "", included)
    file = FILENAME; sub(/.*\//, "", file)
    for (header in doors)
        if (index(included, header) == 1) {
            open = 0; count = split(doors[header], names, " ")
            for (i = 1; i <= count; i++) open += index(file, names[i]) == 1
            if (!open) { print FILENAME ":" FNR ": " $0 ": not a door of this library"; bad = 1 }
        }
}
END { exit bad }'
