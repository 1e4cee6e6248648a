#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# cppcheck finds nothing to say about our C.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck disable=SC2046
cppcheck --quiet --std=c11 --language=c --error-exitcode=1 --inline-suppr -j "$(nproc)" \
    --enable=warning,performance,portability --suppress=missingIncludeSystem \
    --suppress=normalCheckLevelMaxBranches -D_GNU_SOURCE -D__linux__ -D__x86_64__ \
    -DSTEPWELL_VERSION='""' -Isrc -Iindexer -Iquery \
    $(find src indexer query -name '*.c')
