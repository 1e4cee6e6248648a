#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every state of the search page through axe-core in a real browser: no violation of A, AA, AAA
# or best practice, and nothing that scrolls sideways; see axe.js. The modules are looked for
# where NODE_PATH says.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

need_browser axe-core puppeteer-core
index_sample "$work/lib.idx"
serve "$work/lib.idx"
timeout 500 node "$source/tests/index/axe.js" "$browser" "$address" "$work/lib.idx" ||
    fail "the page is not accessible"
