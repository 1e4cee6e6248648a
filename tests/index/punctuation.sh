#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Whatever is typed gives results or none, never an error: in the terminal and through the CGI.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
idx=$build/tests/sample.idx

ask() { # QUERY
    status=0
    stepwell --index="$idx" --json -- "$1" > "$work/out" 2> "$work/err" || status=$?
    [ "$status" -le 1 ] || fail "'$1' exits with $status: $(cat "$work/err")"
    jq -e .version "$work/out" > /dev/null || fail "'$1' gives no JSON"
}
while IFS= read -r query; do
    ask "$query"
done <<'END'
father's
C++
C#
0-3 years
"unclosed
un"closed
""
NOT
NOT NOT
AND
OR
father OR
OR father
father AND
NEAR/5
father NEAR/ engagement
father NEAR/999999999999999999999 engagement
***
*
fa*
f*
-
--
- father
-father
father -
(father
father)
((((((((((((((((((((
title:
title:"
lang:xx father
year:abc
year:2024..2020
year:..
in:
in:no-such-publication father
{title}: father
father ^ engagement
a:b:c:d
' OR 1=1 --
%00%0a
<script>alert(1)</script>
\
\\\"
“father engagement”
«father»
home-visiting
e.g.
https://www.example.org/a?b=c#d
@#$%^&_=+[]{}|;:,.<>/?
END
ask "$(printf 'caf\351 \377\376 father')"
ask "$(printf 'tab\there')"
ask "$(head -c 100000 /dev/zero | tr '\0' a)"
ask "$(head -c 20000 /dev/zero | tr '\0' '"')"
ask "$(awk 'BEGIN { for (i = 0; i < 3000; i++) printf "word%d ", i }')"
ask "$(awk 'BEGIN { for (i = 0; i < 3000; i++) printf "(father OR " }')"

# Random bytes, from a fixed seed.
python3 - "$work/random" <<'END'
import random, sys
random.seed(7)
alphabet = list(b'"*()-:^{}~+.,/ \\\'') + list("fatherțaбé中ไ".encode()) + [0x80, 0xFF, 9]
with open(sys.argv[1], "wb") as file:
    for number in range(3000):
        size = random.randrange(1, 60)
        file.write(b"%d\t" % number + bytes(random.choice(alphabet) for _ in range(size)) + b"\n")
END
status=0
stepwell --index="$idx" --format=trec --queries="$work/random" > "$work/out" 2> "$work/err" || status=$?
[ "$status" -le 1 ] || fail "random queries exit with $status: $(head -3 "$work/err")"

for query in 'q=%22unclosed' 'q=C%2B%2B' 'q=%ff%fe' 'q=***' 'q=' '' 'q' '=' '&&&' 'q=a&q=b' 'q=%' 'q=%zz' \
    'q=father&page=0' 'q=father&page=99999999999999999999' 'q=father&lang=xx' 'q=father&sort=odd'; do
    REQUEST_METHOD=GET QUERY_STRING=$query STEPWELL_INDEX=$idx stepwell.cgi > "$work/out" ||
        fail "stepwell.cgi fails for '$query'"
    grep -q '^Status: 200' "$work/out" || fail "'$query' gives $(head -1 "$work/out")"
done
echo "no query was an error"
