# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034
# What the scripts of this folder share. Each is called with the build folder.

build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)
shared=${STEPWELL_SHARED:-$source/../shared}
PATH=$build:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
unset STEPWELL_INDEX STEPWELL_CONFIG JOURNAL_STREAM

work=$(mktemp -d)
children=
finish() {
    for child in $children; do kill "$child" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# The shared documents are test input that is not part of the project.
need_shared() { # FOLDER...
    for folder in "$@"; do
        if [ ! -d "$shared/data/$folder" ]; then
            echo "skipped: no documents in '$shared/data/$folder'"
            exit 77
        fi
    done
}

# Runs the indexer; exit status 1 (some files could not be read) is not a failure here.
index() { # ARGUMENT...
    status=0
    timeout 1200 stepwell-index "$@" || status=$?
    [ "$status" -le 1 ] || fail "stepwell-index $* exits with $status"
}

# The value of one key of the summary line in a --json report.
summary() { # REPORT KEY
    tail -n 1 "$1" | jq -r ".summary.$2"
}

hits() { # INDEX QUERY...: keys of the publications found, a line each
    file=$1
    shift
    stepwell --index="$file" --json --limit=100 -- "$@" | jq -r '.results[].id'
}
