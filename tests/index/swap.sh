#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Readers search all the while an index is replaced, as another user, in a folder that is not theirs.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir "$work/docs"
cp "$source"/corpus/sample/*.* "$work/docs"
rm -f "$work/docs/catalogue.yaml"
idx=$work/lib.idx
index --index="$idx" -q "$work/docs"
chmod 755 "$work"
chmod 644 "$idx"

reader=
if [ "$(id -u)" -eq 0 ] && su -s /bin/sh nobody -c "$build/stepwell --version" > /dev/null 2>&1; then
    reader="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
read_on() { # NUMBER
    while [ ! -e "$work/stop" ]; do
        $reader timeout 20 stepwell --index="$idx" --json "father engagement" \
            > "$work/answer.$1" 2> "$work/problem.$1" || echo "exit $?" >> "$work/failures"
        echo x >> "$work/count.$1"
    done
}
: > "$work/failures"
chmod 666 "$work/failures"
for number in 1 2 3; do
    read_on "$number" &
    children="$children $!"
done
swaps=0
while [ "$swaps" -lt "${STEPWELL_SWAPS:-12}" ]; do
    swaps=$((swaps + 1))
    echo "Round $swaps of father engagement." > "$work/docs/round.txt"
    index --index="$idx" -q "$work/docs"
done
touch "$work/stop"
# shellcheck disable=SC2086
wait $children
children=
searches=$(cat "$work"/count.* | wc -l)
if [ -s "$work/failures" ]; then
    cat "$work/failures" "$work"/problem.*
    fail "$(wc -l < "$work/failures") of $searches searches"
fi
echo "$swaps swaps under $searches searches, none failed"
