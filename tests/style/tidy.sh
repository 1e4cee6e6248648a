#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# clang-tidy over every source file, with the options of .clang-tidy.
# Needs $STEPWELL_BUILD/compile_commands.json.
set -eu
cd "$(dirname "$0")/../.."
find src indexer query -name '*.c' -print0 |
    xargs -0 -P "$(nproc)" -n 4 clang-tidy --quiet -p "$STEPWELL_BUILD" 2>/dev/null
