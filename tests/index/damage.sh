#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Files of an index after lost power and on failing disks: refused or made anew, never believed.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
python3 "$(dirname "$0")/damage.py" "$source/corpus/sample" "$work"
