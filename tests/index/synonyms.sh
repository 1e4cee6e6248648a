#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What a library calls otherwise: a file of synonyms is published by itself, and queries obey it.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/library"
for page in 1 2 3; do
    echo "Fathers and children play together, as every father may." > "$work/library/father$page.txt"
done
echo "Outreach brings help to families in their flats." > "$work/library/outreach.txt"
echo "Tatăl se joacă cu copilul și îi citește povești în fiecare seară." > "$work/library/tata.txt"
cat > "$work/library/catalogue.yaml" << END
publications:
  - {id: one, title: Play, files: [{path: father1.txt}, {path: father2.txt}]}
  - {id: two, title: Games, files: [{path: father3.txt}]}
  - {id: outreach, title: Help, files: [{path: outreach.txt}]}
  - {id: tata, title: Povești, files: [{path: tata.txt}]}
END
idx=$work/library.idx
synonyms=$work/library/synonyms.txt

update() {
    index --index="$idx" --catalogue="$work/library/catalogue.yaml" --json > "$work/out" 2> "$work/err"
}

finds() { # PUBLICATIONS QUERY
    found=$(hits "$idx" "$2" | sort | tr '\n' ' ')
    [ "$found" = "$1" ] || fail "'$2' finds '$found', not '$1'"
}

update
finds '' dad

# ---- the file alone is a change, and costs no document ----

cat > "$synonyms" << END
dad = father
home visits => outreach   # one way
ro: tati = tatăl
END
update
[ "$(summary "$work/out" indexed)" -eq 0 ] || fail "synonyms let documents be read"
finds 'one two ' dad
finds 'one two ' DADS
finds 'outreach ' 'home visit'
finds 'tata ' tati
finds 'one two ' father
finds 'outreach ' outreach
before=$(stat -c %i "$idx")
update
[ "$(stat -c %i "$idx")" = "$before" ] || fail "the same synonyms are published again"

# ---- what is said of them ----

stepwell --index="$idx" --json dad > "$work/json"
jq -e '.interpreted.terms[0] | index("father") != null' "$work/json" > /dev/null || fail "JSON does not name them"
stepwell --index="$idx" --explain dad | grep -q 'father (synonym)' || fail "--explain does not name them"
STEPWELL_INDEX=$idx QUERY_STRING='q=dad' stepwell.cgi > "$work/page"
grep -q 'Also finds.*father' "$work/page" || fail "the page does not name them"

# ---- where they do not count ----

finds '' '"dad"'
finds '' 'dad*'
stepwell --index="$idx" --exact --json dad > "$work/json" || true
[ "$(jq .total.publications "$work/json")" -eq 0 ] || fail "an exact search is widened"
finds 'one two ' 'father -dad'
finds 'one two ' 'father NOT dad'

# ---- what was typed comes first ----

echo "A dad and a child play together, as every man may." > "$work/library/dad.txt"
echo '  - {id: zero, title: Sports, files: [{path: dad.txt}]}' >> "$work/library/catalogue.yaml"
update
[ "$(hits "$idx" dad | head -n 1)" = zero ] || fail "a synonym comes before the word that was typed"

# ---- mistakes ----

echo 'dad, daddy' >> "$synonyms"
before=$(stat -c %i "$idx")
status=0
stepwell-index --index="$idx" --catalogue="$work/library/catalogue.yaml" > /dev/null 2> "$work/err" || status=$?
[ "$status" -eq 65 ] || fail "a mistake ends with $status"
grep -q 'synonyms.txt:4: ' "$work/err" || fail "the line of a mistake is not named"
[ "$(stat -c %i "$idx")" = "$before" ] || fail "synonyms with mistakes are published"
rm "$synonyms"
update
finds 'zero ' dad
echo "published by themselves, obeyed and named"
