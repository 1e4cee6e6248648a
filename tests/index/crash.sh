#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Updates killed and stopped at many moments: searches go on, and the next update just works.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

chmod 755 "$work"
python3 "$(dirname "$0")/crash.py" "$source/corpus/sample" "$work"

idx=$work/lib.idx
expected=$(hits "$idx" "father engagement" | sort)

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
