#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# kill -9 at many moments of an update: searches go on, and the next update just works.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/docs"
cp "$source"/corpus/sample/*.* "$work/docs"
rm -f "$work/docs/catalogue.yaml"
idx=$work/lib.idx
index --index="$idx" -q "$work/docs"
expected=$(hits "$idx" "father engagement" | sort)
[ -n "$expected" ] || fail "nothing is found to begin with"

round=0
while [ "$round" -lt "${STEPWELL_CRASHES:-25}" ]; do
    round=$((round + 1))
    # --full so that every round extracts, writes and publishes.
    setsid stepwell-index --full --index="$idx" -q "$work/docs" > /dev/null 2>&1 &
    child=$!
    children=$child
    sleep "$(awk -v round="$round" 'BEGIN { srand(round); printf "%.3f", rand() * 1.2 }')"
    kill -9 -- "-$child" 2>/dev/null || true
    wait "$child" 2>/dev/null || true
    found=$(hits "$idx" "father engagement" | sort)
    [ "$found" = "$expected" ] || fail "round $round: a search found '$found'"
done
children=
index --index="$idx" --json "$work/docs" > "$work/report"
[ "$(hits "$idx" "father engagement" | sort)" = "$expected" ] || fail "the update after the last kill"
[ "$(find "$work" -maxdepth 1 -name 'lib.idx*' | wc -l)" -le 6 ] || fail "litter: $(ls "$work")"

# A first index killed half-way: what was extracted is not extracted again.
rm -f "$idx" "$idx".*
setsid stepwell-index --index="$idx" -q "$work/docs" > /dev/null 2>&1 &
child=$!
children=$child
sleep 0.3
kill -9 -- "-$child" 2>/dev/null || true
wait "$child" 2>/dev/null || true
children=
index --index="$idx" -q "$work/docs"
[ "$(hits "$idx" "father engagement" | sort)" = "$expected" ] || fail "after a killed first run"

# A damaged work file is made anew; a damaged index is refused with a hint.
printf 'garbage' | dd of="$idx.work" bs=1 seek=100 conv=notrunc 2>/dev/null
echo 'A new page about fathers.' > "$work/docs/new.txt"
index --index="$idx" -q "$work/docs" 2> /dev/null
hits "$idx" "new page" | grep -q new.txt || fail "a damaged work file was not made anew"
head -c 5000 /dev/zero > "$work/bad.idx"
status=0
stepwell --index="$work/bad.idx" father > /dev/null 2> "$work/err" || status=$?
[ "$status" -eq 2 ] || [ "$status" -eq 66 ] || fail "a damaged index exits with $status"
grep -q 'hint:' "$work/err" || fail "no hint for a damaged index: $(cat "$work/err")"
echo "$round kills, no wrong answer"
