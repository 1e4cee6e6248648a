#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What must hold for every PDF: its pages are counted right and its words come from the file.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
need_shared library formats
mkdir "$work/docs"
for file in "$shared"/data/library/*.pdf "$shared"/data/formats/*.pdf; do
    ln -s "$file" "$work/docs/"
done
index --index="$work/lib.idx" --json "$work/docs" > "$work/report" 2> /dev/null
jq -r 'select(.file and .status != "skipped") | "\(.pages) \(.file)"' "$work/report" > "$work/pages"
[ -s "$work/pages" ] || fail "no PDF was indexed"
while read -r pages file; do
    real=$(pdfinfo "$work/docs/$file" 2> /dev/null | sed -n 's/^Pages: *//p')
    [ "$pages" = "$real" ] || fail "the report has $pages pages for '$file', pdfinfo has $real"
done < "$work/pages"
echo "page counts of $(wc -l < "$work/pages") PDFs in the report are those of pdfinfo"
python3 "$(dirname "$0")/properties.py" "$shared/data/library" "$shared/data/formats"
