#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The checks themselves: a tree that breaks a rule must fail, and one that keeps it must pass.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT INT TERM
mkdir -p "$tree/src/base" "$tree/src/store" "$tree/indexer/extract" "$tree/query" \
    "$tree/tests" "$tree/tools" "$tree/corpus" "$tree/docs"
spdx='/* SPDX-License-Identifier: GPL-2.0-or-later */'
failed=0

write() { # FILE LINE
    printf '%s\n%s\n' "$spdx" "$2" > "$tree/$1"
}
expect() { # pass|fail NAME COMMAND...
    want=$1 name=$2
    shift 2
    if "$@" > "$tree/out" 2>&1; then got=pass; else got=fail; fi
    if [ "$got" != "$want" ]; then
        echo "$name: expected $want, got $got"
        cat "$tree/out"
        failed=1
    fi
}
clean() {
    find "$tree/src" "$tree/indexer" "$tree/query" -type f -delete
    write src/base/error.c '#include "base/memory.h"'
    : > "$tree/README.md"
    : > "$tree/CMakeLists.txt"
}

clean
expect pass "a good tree" sh "$here/layers.sh" "$tree"
write src/base/error.c '#include "store/query.h"'
expect fail "an include that looks up" sh "$here/layers.sh" "$tree"
clean
write query/html.c '#include "catalogue.h"'
expect fail "an include that looks across" sh "$here/layers.sh" "$tree"
clean
write query/html.c '#include "surprise.h"'
expect fail "an unknown module" sh "$here/layers.sh" "$tree"
clean
expect pass "no foreign header" sh "$here/doors.sh" "$tree"
write src/base/error.c '#include <sqlite3.h>'
expect fail "SQLite outside its door" sh "$here/doors.sh" "$tree"
clean
write src/store/fts5_rank.c '#include <sqlite3.h>'
expect pass "SQLite at its door" sh "$here/doors.sh" "$tree"
clean
write src/base/error.h 'struct late { struct unknown inside; };'
expect fail "a header that needs another" sh "$here/headers.sh" "$tree"
clean
expect pass "a licence line in every file" sh "$here/words.sh" "$tree"
echo 'int licence;' > "$tree/src/base/error.c"
expect fail "a file without a licence line" sh "$here/words.sh" "$tree"

STEPWELL_BUILD=$tree
export STEPWELL_BUILD
chapter() { # pass|fail NAME LINE...: a dialogue with "seq 3", which prints the lines
    want=$1 name=$2
    shift 2
    { printf '```sh\n$ seq 3\n' && printf '%s\n' "$@" '```'; } > "$tree/docs/chapter.md"
    expect "$want" "$name" sh "$here/handbook.sh" "$tree/docs/chapter.md"
}
chapter pass "a chapter that tells the truth" 1 2 3
chapter pass "lines that are left out" 1 … 3
chapter pass "an end that is left out" 1 …
chapter fail "another line" 1 4 3
chapter fail "a line too few" 1 2
chapter fail "a line too many" 1 2 3 4
chapter fail "lines left out before one that never comes" … 4
echo '[gone](gone.md)' > "$tree/docs/chapter.md"
expect fail "a link that leads nowhere" sh "$here/handbook.sh" "$tree/docs/chapter.md"
exit "$failed"
