#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Files come, change, move and go, and the index follows; what did not change is not read again.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir -p "$work/docs/sub"
echo 'Fathers take part in every visit.' > "$work/docs/a.txt"
echo 'Breastfeeding in the first weeks.' > "$work/docs/sub/b.txt"
idx=$work/lib.idx

run() { index --index="$idx" --json "$work/docs" > "$work/report"; }
expect() { # KEY VALUE
    [ "$(summary "$work/report" "$1")" = "$2" ] ||
        fail "$1 is $(summary "$work/report" "$1"), not $2: $(cat "$work/report")"
}

run
expect indexed 2
[ "$(hits "$idx" father)" = a.txt ] || fail "a.txt is not found"
[ "$(hits "$idx" breastfeeding)" = sub/b.txt ] || fail "sub/b.txt is not found"

before=$(stat -c '%i %Y %s' "$idx")
run
expect unchanged 2
expect indexed 0
[ "$(stat -c '%i %Y %s' "$idx")" = "$before" ] || fail "nothing changed, yet a new index came"

touch "$work/docs/a.txt" # another time, the same bytes
run
expect unchanged 2

echo 'Grandmothers sing lullabies.' > "$work/docs/a.txt"
run
expect indexed 1
expect unchanged 1
[ -z "$(hits "$idx" fathers)" ] || fail "the old text is still found"
[ "$(hits "$idx" lullaby)" = a.txt ] || fail "the new text is not found"

mv "$work/docs/sub/b.txt" "$work/docs/c.txt"
run
expect renamed 1
expect removed 0
[ "$(hits "$idx" breastfeeding)" = c.txt ] || fail "the moved file is not found"

rm "$work/docs/a.txt"
run
expect removed 1
[ -z "$(hits "$idx" lullaby)" ] || fail "a removed file is still found"

echo 'Play is how children learn.' > "$work/docs/d.txt"
: > "$work/docs/empty.pdf"
run
expect skipped 1
grep -q '"file": *"empty.pdf".*"reason": *"' "$work/report" || fail "no reason for empty.pdf"

# Two runs over the same files give the same answers as a fresh index.
index --index="$work/fresh.idx" -q "$work/docs" 2> /dev/null
for query in play breastfeeding children lullaby; do
    [ "$(hits "$idx" "$query")" = "$(hits "$work/fresh.idx" "$query")" ] ||
        fail "'$query': the updated index differs from a fresh one"
done

# A second writer is told so; a dead one leaves no lock behind.
flock -o "$idx.lock" sleep 20 &
children=$!
sleep 0.3
status=0
stepwell-index --index="$idx" -q "$work/docs" 2> "$work/err" || status=$?
[ "$status" -eq 75 ] || fail "a second update exits with $status, not 75"
kill "$children"
wait "$children" 2>/dev/null || true
run
echo "updates are followed"
