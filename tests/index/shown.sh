#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What stepwell-extract shows of the sample documents is what their index holds.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
index -q --index="$work/sample.idx" "$source/corpus/sample"
python3 "$(dirname "$0")/shown.py" "$work" "$source"/corpus/sample/*.*
