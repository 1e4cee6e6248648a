#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The resident mode under a hundred visitors while the index is replaced; see resident.py.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/docs"
cp "$source"/corpus/sample/father-engagement-review.pdf "$source"/corpus/sample/*.md "$work/docs"
timeout 600 python3 "$source/tests/index/resident.py" "$build" "$work" "${STEPWELL_SWAPS:-20}" || {
    [ ! -s "$work/log" ] || tail -n 20 "$work/log"
    fail "the resident mode"
}
