#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Nothing is left that shellcheck would say about our scripts.
set -eu
cd "$(dirname "$0")/../.."
find tests tools corpus -name '*.sh' -exec shellcheck -s sh -x -S warning .ci/run debian/*.post* {} +
