#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Questions with known answers over the shared documents: the file among the first three
# publications for 85 % of them, the page among its passages for 75 %.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
need_shared library formats
index --index="$work/lib.idx" -q "$shared/data/library" "$shared/data/formats" 2> /dev/null
python3 "$source/tests/index/queries.py" "$build/stepwell" "$work/lib.idx" \
    "$shared/data/QUERIES.tsv"
