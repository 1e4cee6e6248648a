#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The same question in the terminal, as JSON and through the CGI gives the same order.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
idx=$build/tests/sample.idx
for query in father 'father engagement' 'home visiting' '"father engagement"' play 'lang:ro tați' 'title:father' children; do
    hits "$idx" "$query" > "$work/terminal"
    encoded=$(printf %s "$query" | jq -sRr @uri)
    REQUEST_METHOD=GET QUERY_STRING="q=$encoded&format=json&n=100" STEPWELL_INDEX=$idx stepwell.cgi |
        sed '1,/^\r*$/d' | jq -r '.results[].id' | head -n 10 > "$work/cgi"
    head -n 10 "$work/terminal" | cmp -s - "$work/cgi" ||
        fail "'$query': terminal $(tr '\n' ' ' < "$work/terminal"), CGI $(tr '\n' ' ' < "$work/cgi")"
    [ -s "$work/terminal" ] || fail "'$query' finds nothing"
done
echo "same order"
