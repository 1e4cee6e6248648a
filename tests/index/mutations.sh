#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Damaged copies of documents of every format are read or refused: no crash, no hang, no report.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
folders=$source/corpus/sample
[ ! -d "$shared/data/formats" ] || folders="$folders $shared/data/formats"
[ ! -d "$shared/data/library" ] || folders="$folders $shared/data/library"
# shellcheck disable=SC2086
python3 "$source/tests/index/mutations.py" "$work" $folders
