#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every header compiles alone, as C17 and inside a C++17 program, and has at most 200 lines.
# usage: headers.sh [ROOT]
set -eu
root=${1:-$(dirname "$0")/../..}
cd "$root"
bad=0
for header in $(find src indexer query -name '*.h' | sort); do
    gcc -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -Isrc -Iindexer -Iquery \
        -fsyntax-only -x c "$header" || bad=1
    g++ -std=c++17 -D_GNU_SOURCE -Wall -Isrc -Iindexer -Iquery \
        -fsyntax-only -x c++ "$header" || bad=1
    lines=$(wc -l < "$header")
    if [ "$lines" -gt 210 ]; then
        echo "$header: $lines lines; split the module"
        bad=1
    fi
done
exit "$bad"
