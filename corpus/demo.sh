#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds stepwell, indexes the documents of corpus/sample and searches them:
#
#     sh corpus/demo.sh "father engagement"
#
# Does all its own set-up on Debian 12. A second run builds and indexes only what has changed. The results go to standard
# output, everything else to standard error; arguments are handed to stepwell, so options work too (--json, --lang=ro).

set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
build=$root/build/demo
index=$root/corpus/demo/sample.index

# shellcheck source-path=SCRIPTDIR source=../tools/setup.sh disable=SC1091
. "$root/tools/setup.sh"

[ $# -gt 0 ] || set -- "father engagement"

setup_packages build || exit 2

# Compilers are talkative: what they say matters only when something fails.
mkdir -p "$build" "$root/corpus/demo"
log=$build/demo.log
fail() {
    [ ! -s "$log" ] || tail -n 40 "$log" >&2
    echo "demo: $1" >&2
    exit 2
}
: >"$log"
if [ ! -e "$build/build.ninja" ]; then
    echo "demo: building in build/demo" >&2
    cmake -S "$root" -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >"$log" 2>&1 ||
        fail "cmake could not prepare the build"
fi
cmake --build "$build" >"$log" 2>&1 || fail "the build failed"

# 1 means that some file could not be read: the report names it, and the others can be searched.
status=0
"$build/stepwell-index" update --catalogue="$root/corpus/sample/catalogue.yaml" --corpus="$root/corpus/demo/downloads" \
    --index="$index" --offline >&2 || status=$?
[ "$status" -le 1 ] || {
    echo "demo: indexing failed (exit status $status)" >&2
    exit "$status"
}

status=0
"$build/stepwell" --index="$index" --no-pager "$@" || status=$?

{
    echo
    echo "To search in a browser, at http://127.0.0.1:8080/:"
    echo "    build/demo/stepwell serve --index=corpus/demo/sample.index"
} >&2
exit "$status"
