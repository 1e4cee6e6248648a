#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# valgrind finds no leak and no bad access in one index run, one search and one page.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
if nm "$build/stepwell" | grep -q __asan_init; then
    echo "skipped: this build has its own checks"
    exit 77
fi
kinds=definite,possible
check() { # COMMAND...
    status=0
    valgrind --quiet --leak-check=full --show-leak-kinds=$kinds \
        --errors-for-leak-kinds=$kinds --error-exitcode=99 \
        --log-file="$work/valgrind" "$@" > "$work/out" 2> "$work/err" || status=$?
    [ "$status" -ne 99 ] || fail "$1: $(cat "$work/valgrind")"
    [ "$status" -le 1 ] || fail "$1 exits with $status: $(cat "$work/err")"
}
check stepwell-index --full -q --index="$work/lib.idx" \
    --catalogue="$source/corpus/sample/catalogue.yaml"
check stepwell --index="$work/lib.idx" "father engagement"
grep -q 'father' "$work/out" || fail "nothing was found"
REQUEST_METHOD=GET QUERY_STRING='q=father+engagement' STEPWELL_INDEX=$work/lib.idx
export REQUEST_METHOD QUERY_STRING STEPWELL_INDEX
# It leaves its memory to the kernel, and SQLite's blocks are held by pointers into them.
kinds=definite
check stepwell.cgi
grep -q '<mark>' "$work/out" || fail "no page"
echo "no leak"
