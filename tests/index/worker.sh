#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# stepwell-extract on its own: its sandbox holds, and people can see what the index sees.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
stepwell-extract --self-test || fail "the self-test"
for file in "$source"/corpus/sample/*.*; do
    case $file in *.yaml) continue ;; esac
    stepwell-extract --text "$file" > "$work/out" || fail "cannot read '$file'"
    [ "$(wc -w < "$work/out")" -gt 100 ] || fail "little text in '$file'"
done
status=0
head -c 4000 /dev/urandom > "$work/noise.pdf"
stepwell-extract --text "$work/noise.pdf" > "$work/out" || status=$?
[ "$status" -eq 1 ] || fail "noise exits with $status"
grep -q "^status     skipped (" "$work/out" || fail "noise is refused without a word"
echo "the worker reads all sample documents"
