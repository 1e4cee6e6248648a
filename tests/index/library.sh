#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A real library of 109 documents: every file is in, or is named with a reason.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
need_shared library

idx=$work/lib.idx
mkdir "$work/docs"
for file in "$shared"/data/library/*; do
    [ "${file##*/}" = MANIFEST.tsv ] || ln -s "$file" "$work/docs/"
done
files=$(find "$work/docs" -type l | wc -l)
index --index="$idx" --json "$work/docs" > "$work/report"

jq -e 'select(.file) | select(.status != "indexed" and (.reason == null or .reason == ""))' \
    "$work/report" > "$work/silent" || true
[ ! -s "$work/silent" ] || fail "no reason for: $(cat "$work/silent")"
named=$(jq -r 'select(.file) | .file' "$work/report" | sort -u | wc -l)
[ "$named" -eq "$files" ] || fail "$named of $files files are in the report"
skipped=$(jq -r 'select(.status == "skipped") | .file' "$work/report" | tr '\n' ' ')
[ "$skipped" = "owasp-top10-2003-en-garbled.pdf " ] || fail "skipped: $skipped"

before=$(stat -c '%i %Y %s' "$idx")
index --index="$idx" --json "$work/docs" > "$work/again"
[ "$(summary "$work/again" indexed)" = 0 ] || fail "a second run indexed something"
[ "$(stat -c '%i %Y %s' "$idx")" = "$before" ] || fail "a second run made a new index"
echo "$files files, $(summary "$work/report" pages) pages; second run $(summary "$work/again" ms) ms"
