#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Golden cases: a folder with cmd and out, optionally err, in and status.
# Only times, versions, sizes of the index and the name of the work folder are normalised.
# usage: cases.sh BUILD FOLDER [--update] [CASE...]
set -eu
build=$(cd "$1" && pwd)
folder=$(cd "$2" && pwd)
shift 2
update=no
if [ "${1:-}" = --update ]; then
    update=yes
    shift
fi
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(ls "$folder")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
unset NO_COLOR CLICOLOR_FORCE STEPWELL_CONFIG JOURNAL_STREAM PAGER STEPWELL_PAGER
PATH=$build:$PATH
LC_ALL=C.UTF-8
TZ=UTC
COLUMNS=80
STEPWELL_INDEX=$build/tests/sample.idx
STEPWELL_SOURCE=$(cd "$(dirname "$0")/.." && pwd)
export PATH LC_ALL TZ COLUMNS STEPWELL_INDEX STEPWELL_SOURCE

normalise() {
    sed -E -e 's/"took_ms": ?[0-9.]+/"took_ms": T/' \
        -e 's/ +(\x1b\[[0-9;]*m)?[0-9T.]+ ms/  \1T ms/' \
        -e 's/"(cpu_)?ms": ?[0-9]+/"\1ms": T/g' \
        -e 's/in [0-9.]+ s\./in T s./' \
        -e 's/^(ETag: ).*/\1E/' \
        -e 's/"etag": ?"[^"]*"/"etag": E/; s/"built": ?[0-9]+/"built": T/' \
        -e 's/sha256-[A-Za-z0-9+\/=]+/sha256-H/g' \
        -e "s|$work|WORK|g; s|$build|BUILD|g; s|$STEPWELL_SOURCE|SOURCE|g" \
        -e 's/stepwell([a-z.-]*) [0-9]+\.[0-9]+\.[0-9]+/stepwell\1 V/'
}

run_case() { # NAME: leaves out, err and status in $work
    mkdir -p "$work/here"
    input=/dev/null
    [ ! -f "$folder/$1/in" ] || input=$folder/$1/in
    status=0
    (cd "$work/here" && timeout 60 sh "$folder/$1/cmd") \
        < "$input" > "$work/raw.out" 2> "$work/raw.err" || status=$?
    normalise < "$work/raw.out" > "$work/out"
    normalise < "$work/raw.err" > "$work/err"
    echo "$status" > "$work/status"
    rm -rf "$work/here"
}

passed=0
failed=0
for name in "$@"; do
    [ -f "$folder/$name/cmd" ] || continue
    run_case "$name"
    good=yes
    for part in out err status; do
        expected=$folder/$name/$part
        if [ "$update" = yes ]; then
            case $part in
            err) [ ! -s "$work/err" ] || cp "$work/err" "$expected" ;;
            status) [ "$(cat "$work/status")" = 0 ] || cp "$work/status" "$expected" ;;
            *) cp "$work/$part" "$expected" ;;
            esac
            continue
        fi
        if [ ! -f "$expected" ]; then
            expected=$work/default
            : > "$expected"
            [ "$part" != status ] || echo 0 > "$expected"
        fi
        diff -u "$expected" "$work/$part" > "$work/diff" || {
            good=no
            echo "--- $name: $part differs"
            cat "$work/diff"
        }
    done
    if [ "$good" = yes ]; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
