#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A file with another name is not read again: the old name goes, the new one comes.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

idx=$work/lib.idx
mkdir -p "$work/docs/old"
cp "$source/corpus/sample/engaging-fathers-guide.pdf" "$work/docs/old/guide.pdf"
echo 'Breastfeeding in the first weeks.' > "$work/docs/b.txt"
echo 'Twins are two of a kind.' > "$work/docs/twin-1.txt"
cp "$work/docs/twin-1.txt" "$work/docs/twin-2.txt"

run() { index --index="$idx" --json "$@" > "$work/report"; }
expect() { # KEY VALUE
    [ "$(summary "$work/report" "$1")" = "$2" ] ||
        fail "$1 is $(summary "$work/report" "$1"), not $2: $(cat "$work/report")"
}
line() { # FILE: its line of the report
    jq -c --arg file "$1" 'select(.file == $file)' "$work/report"
}

run "$work/docs"
expect indexed 4
expect read 3 # twins are read once

mv "$work/docs/old" "$work/docs/new"
mv "$work/docs/twin-2.txt" "$work/docs/zwilling.txt"
run "$work/docs"
expect read 0
expect renamed 2
expect unchanged 4
expect removed 0
[ "$(line new/guide.pdf | jq -r .renamed_from)" = old/guide.pdf ] ||
    fail "not renamed: $(cat "$work/report")"
[ "$(line zwilling.txt | jq -r .renamed_from)" = twin-2.txt ] ||
    fail "not renamed: $(cat "$work/report")"
[ "$(hits "$idx" 'in:new/guide.pdf father')" = new/guide.pdf ] || fail "not under its new name"
[ -z "$(hits "$idx" 'in:old/guide.pdf father')" ] || fail "the old name is still there"
for query in '"two of a kind"' in:zwilling.txt; do
    [ "$(hits "$idx" "$query")" = twin-1.txt ] || fail "twins: $(hits "$idx" "$query")"
done

# For people.
mv "$work/docs/b.txt" "$work/docs/c.txt"
index --index="$idx" -v "$work/docs" > "$work/out" 2> "$work/err"
grep -q '1 of them renamed' "$work/out" || fail "no count: $(cat "$work/out")"
grep -q 'unchanged c.txt, before b.txt' "$work/out" || fail "no names: $(cat "$work/out")"

# A copy is new, and not read either; what it was made from stays.
cp "$work/docs/c.txt" "$work/docs/copy.txt"
run "$work/docs"
expect indexed 1
expect renamed 0
expect read 0

# With other words in it, it is another file.
mv "$work/docs/copy.txt" "$work/docs/other.txt"
echo 'And more.' >> "$work/docs/other.txt"
run "$work/docs"
expect removed 1
expect indexed 1
expect read 1
expect renamed 0

# In a catalogue: another path, another id.
cat > "$work/c.yaml" <<END
publications:
- {id: guide, title: The guide, files: [{path: docs/new/guide.pdf}]}
- {id: twins, title: Twins, files: [{path: docs/twin-1.txt}]}
END
idx=$work/cat.idx
run --catalogue="$work/c.yaml"
mv "$work/docs/new/guide.pdf" "$work/docs/roadmap.pdf"
sed -i 's,new/guide,roadmap,; s/id: twins/id: two/' "$work/c.yaml"
run --catalogue="$work/c.yaml"
expect read 0
expect renamed 2
expect removed 0
[ "$(line roadmap.pdf | jq -r .renamed_from)" = guide.pdf ] || fail "$(cat "$work/report")"
[ "$(line twin-1.txt | jq -r .renamed_from)" = twins ] || fail "$(cat "$work/report")"
[ "$(hits "$idx" 'in:two twins')" = two ] || fail "the id is the old one"
echo "renamed and not read again"
