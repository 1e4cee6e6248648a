#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Broken and malicious files beside good ones: each costs itself, and each has its line.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
need_shared hostile library

mkdir "$work/docs"
for file in "$shared"/data/hostile/* "$shared"/data/library/*.html \
    "$shared"/data/library/udhr-*.pdf "$shared"/data/library/*.docx; do
    case ${file##*/} in MANIFEST.tsv | POPPLER.tsv) ;; *) ln -s "$file" "$work/docs/" ;; esac
done
mkdir "$work/good"
for file in "$work"/docs/*; do
    [ ! -e "$shared/data/library/${file##*/}" ] || ln -s "$(readlink "$file")" "$work/good/"
done

# The largest memory of any worker, sampled while the run lasts.
watch_memory() {
    while [ ! -e "$work/done" ]; do
        # Those of this build; each may be gone by now.
        for process in $(pgrep -f "^$build/stepwell-extract"); do
            sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$process/status" 2>/dev/null || true
        done
        sleep 0.1
    done > "$work/memory"
}
watch_memory &
watcher=$!
children=$watcher
index --index="$work/all.idx" --json "$work/docs" > "$work/report"
touch "$work/done"
wait "$watcher"
children=

# The lines of the report that a filter lets through.
lines() { # FILTER [JQ-OPTION...]
    filter=$1
    shift
    jq -c "$@" "select(.file) | select($filter)" "$work/report"
}
for file in "$work"/docs/*; do
    name=${file##*/}
    line=$(lines '.file == $name' --arg name "$name")
    [ -n "$line" ] || fail "'$name' is not in the report"
    case $line in
    *'"status":"indexed"'*) ;;
    *'"reason":""'*) fail "no reason for '$name'" ;;
    *'"reason":"'*) [ ! -e "$work/good/$name" ] || fail "a good file was lost: $line" ;;
    *) fail "no reason for '$name'" ;;
    esac
done
slow=$(lines '.ms > 45000')
[ -z "$slow" ] || fail "took too long: $slow"

index --index="$work/good.idx" -q "$work/good"
for query in father children human rights 'права' 'drepturi'; do
    hits "$work/good.idx" "$query" | sort > "$work/want"
    hits "$work/all.idx" "$query" | grep -Fxf "$work/want" | sort > "$work/got" || true
    cmp -s "$work/want" "$work/got" || fail "'$query': $(diff "$work/want" "$work/got")"
done

expect() { # FILE STATUS CODE-OR-EMPTY
    line=$(lines '.file == $file and .status == $status and ($code == "" or .code == $code)' \
        --arg file "$1" --arg status "$2" --arg code "$3")
    [ -n "$line" ] || fail "$1 should be $2 $3: $(lines '.file == $file' --arg file "$1")"
}
expect encrypted-aes256-user-password-tata.pdf skipped encrypted
expect poi-password-is-pass.docx skipped encrypted
expect encrypted-aes256-empty-user-password.pdf indexed ''
expect truncated-90pc.docx skipped damaged
expect made-deep-xml-100k.docx skipped too-deep
expect truncated-60pc.pptx skipped damaged
expect truncated-half.pdf skipped damaged
expect made-random-bytes.pptx skipped not-a-document
expect tika-not-a-zip.odt skipped not-a-document
expect tika-odt-encrypted.odt skipped encrypted
expect sist2-bad-front-page.epub indexed ''
expect made-zero-byte.pdf skipped empty
expect made-page-count-lie-2g.pdf skipped damaged
expect made-zipbomb-400mb-document-xml.docx skipped bomb
expect made-xxe-file.docx indexed ''
expect made-zipslip-dotdot.docx indexed ''
expect wrong-ext-docx-named.txt indexed ''
expect wrong-ext-html-named.docx indexed ''
expect wrong-ext-pdf-named.pptx indexed ''
expect wrong-ext-pptx-named.pdf indexed ''
peak=$(sort -n "$work/memory" | tail -n 1)
if ! nm "$build/stepwell-extract" | grep -q __asan_init; then
    [ "${peak:-0}" -lt 1100000 ] || fail "a worker used $peak KiB"
fi
echo "$(find "$work/docs" -type l | wc -l) files, largest worker ${peak:-?} KiB;" \
    "$(jq -r 'select(.file) | .status' "$work/report" | sort | uniq -c | tr '\n' ' ')"
