#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A first index of a real library, killed at half of its extraction: what was done stays done.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
need_shared library
python3 "$(dirname "$0")/resume.py" "$shared/data/library" "$work"
