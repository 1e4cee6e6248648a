#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The previous index comes back, stays until somebody asks, and goes forward again.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/docs"
echo 'Fathers take part in every visit.' > "$work/docs/a.txt"
idx=$work/lib.idx

run() { index --index="$idx" --json "$@" "$work/docs" > "$work/report" 2> "$work/err"; }

status=0
stepwell-index --index="$idx" --rollback 2> "$work/err" || status=$?
[ "$status" -eq 66 ] || fail "without a previous index it exits with $status, not 66"

run
echo 'Grandmothers sing lullabies.' > "$work/docs/b.txt"
run
[ "$(hits "$idx" lullaby)" = b.txt ] || fail "b.txt is not found"

stepwell-index --index="$idx" --rollback -n > "$work/out"
[ "$(hits "$idx" lullaby)" = b.txt ] || fail "a dry run went back"

stepwell-index --index="$idx" --rollback > "$work/out"
grep -q '1 publication ' "$work/out" || fail "it does not say what is live: $(cat "$work/out")"
[ -z "$(hits "$idx" lullaby)" ] || fail "the new index is still there"
[ "$(hits "$idx" fathers)" = a.txt ] || fail "the old index is not there"
stepwell-index status --index="$idx" | grep -q '^Rolled back' || fail "status does not say so"

# An update does not undo it, whether something has changed or not.
refuses 'rolled back' "$work/docs"
[ -z "$(hits "$idx" lullaby)" ] || fail "an update undid the rollback"

# Again: forward. Nothing is to be done then.
stepwell-index --index="$idx" --rollback --json > "$work/out"
jq -e '.rollback.publications == 2 and .rollback.held == false' "$work/out" > /dev/null ||
    fail "not forward: $(cat "$work/out")"
[ "$(hits "$idx" lullaby)" = b.txt ] || fail "it does not go forward"
before=$(stat -c '%i %Y %s' "$idx")
run
[ "$(stat -c '%i %Y %s' "$idx")" = "$before" ] || fail "an update after all made a new index"

# What changes in the meantime is ready, and published when asked for.
stepwell-index --index="$idx" --rollback -q
echo 'Play is how children learn.' > "$work/docs/c.txt"
refuses 'force' "$work/docs"
rm "$idx.cache" # may be deleted at any time
refuses 'force' "$work/docs"
[ -z "$(hits "$idx" play)" ] || fail "an update undid the rollback"
run --force
[ "$(hits "$idx" play)" = c.txt ] || fail "--force does not publish"
[ "$(summary "$work/report" read)" = 0 ] || fail "what was ready was read again"
run
[ "$(summary "$work/report" unchanged)" = 3 ] || fail "not at rest: $(cat "$work/report")"

# A previous index that is damaged is not put back.
head -c 5000 "$idx" > "$idx.previous"
status=0
stepwell-index --index="$idx" --rollback 2> "$work/err" || status=$?
[ "$status" -eq 73 ] || fail "a damaged index: exits with $status, not 73: $(cat "$work/err")"
[ "$(hits "$idx" play)" = c.txt ] || fail "a damaged index came in"

# Readers find one or the other, always.
run --force --full
(
    while [ ! -e "$work/stop" ]; do
        stepwell --index="$idx" --json children > /dev/null || echo "failed" >> "$work/failures"
    done
) &
children=$!
for _ in 1 2 3 4 5 6 7 8; do stepwell-index --index="$idx" --rollback -q; done
: > "$work/stop"
wait "$children"
[ ! -e "$work/failures" ] || fail "a reader failed while the index was swapped"
echo "back and forward"
