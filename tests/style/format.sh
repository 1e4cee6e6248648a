#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# clang-format has nothing to change. usage: format.sh [--fix]
set -eu
cd "$(dirname "$0")/../.."
files=$(find src indexer query tests \( -name '*.[ch]' -o -name '*.cc' \) | sort)
if [ "${1:-}" = --fix ]; then
    # shellcheck disable=SC2086
    clang-format -i $files
else
    # shellcheck disable=SC2086
    clang-format --dry-run -Werror $files
fi
