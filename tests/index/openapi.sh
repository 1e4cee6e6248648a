#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The description of the JSON answers, and the answers; see openapi.py.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

STEPWELL_INDEX=$build/tests/sample.idx
export STEPWELL_INDEX
timeout 120 python3 "$source/tests/index/openapi.py" "$build" "$source"
