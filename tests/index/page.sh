#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The search page in a real browser: valid HTML in every state, by keyboard alone, and no larger
# than a slow line bears; see page.js. The modules are looked for where NODE_PATH says.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

size() { # QUERY-STRING: bytes of the page, and of what a server sends when it compresses
    REQUEST_METHOD=GET QUERY_STRING=$1 stepwell.cgi | sed '1,/^\r*$/d' > "$work/page.html"
    cards=$(grep -c '<li class="card">' "$work/page.html")
    bytes=$(wc -c < "$work/page.html")
    packed=$(gzip -9 < "$work/page.html" | wc -c)
}
expect_size() { # CARDS BYTES PACKED-BYTES QUERY-STRING
    size "$4"
    [ "$cards" = "$1" ] || fail "'$4' has $cards publications, not $1"
    echo "$1 publications: $bytes bytes, $packed with gzip"
    if [ "$bytes" -gt "$2" ] || [ "$packed" -gt "$3" ]; then
        fail "a page of $1 publications may have $2 bytes, $3 with gzip"
    fi
}

index_sample "$work/lib.idx"
STEPWELL_INDEX=$work/lib.idx
STEPWELL_CONFIG=/dev/null
export STEPWELL_INDEX STEPWELL_CONFIG
expect_size 3 14336 5120 'q=telephone'
expect_size 7 21504 7168 'q=father+engagement'
expect_size 10 24576 7168 'browse'

need_browser html-validate puppeteer-core
serve "$work/lib.idx"
timeout 200 node "$source/tests/index/page.js" "$browser" "$address" "$work/lib.idx" ||
    fail "the page"
