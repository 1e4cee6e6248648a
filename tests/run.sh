#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds stepwell three ways and runs every test: gcc, clang with ASan and UBSan, and briefly
# every fuzz target. Sets up what a fresh Debian 12 lacks.
# usage: sh tests/run.sh [quick]      quick: the gcc build and its tests only
set -eu
cd "$(dirname "$0")/.."
. tools/setup.sh
setup_packages build
setup_packages test
jobs=$(nproc)
passed=0
failed=0

build() { # PRESET
    echo "== building $1"
    cmake --preset "$1" > "build/$1.log" 2>&1 || {
        cat "build/$1.log"
        exit 1
    }
    cmake --build "build/$1" -j "$jobs" -- --quiet
}

run() { # PRESET CTEST-ARGUMENT...
    preset=$1
    shift
    echo "== testing $preset $*"
    ctest --test-dir "build/$preset" --output-on-failure -j "$jobs" "$@" \
        > "build/$preset.tests" 2>&1 || true
    grep -E 'Failed|\*\*\*|^[0-9]+% tests' "build/$preset.tests" || true
    grep -q '^100% tests passed' "build/$preset.tests" || cat "build/$preset.tests"
    total=$(sed -n 's/.* tests failed out of \([0-9]*\)$/\1/p' "build/$preset.tests")
    bad=$(sed -n 's/.* tests passed, \([0-9]*\) tests failed.*/\1/p' "build/$preset.tests")
    [ -n "$total" ] || { total=1 bad=1; }
    passed=$((passed + total - bad))
    failed=$((failed + bad))
}

mkdir -p build
build debug
run debug -LE fuzz
if [ "${1:-}" != quick ]; then
    build sanitize
    run sanitize -LE 'fuzz|style'
    build fuzz
    run fuzz -L fuzz
    build poppler-cpp
    run poppler-cpp -R 'format_pdf|self_test'
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
