#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every command under EXAMPLES in the manual is a golden case: some tests/cli/*/cmd holds it.
# usage: examples.sh [FOLDER-OF-PAGES [FOLDER-OF-CASES]]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
pages=${1:-$root/docs/man}
cases=${2:-$root/tests/cli}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
bad=0

examples() { # PAGE: the commands, without the escapes of mdoc(7)
    awk '/^\.Sh/ { inside = $2 == "EXAMPLES" } inside && /^\.Dl \$ stepwell/' "$1" |
        sed -e 's/^\.Dl \$ //' -e "s/\\\\(aq/'/g" -e 's/\\(dq/"/g' -e 's/\\-/-/g' \
            -e 's/\\(ti/~/g' -e 's/\\(ha/^/g' -e 's/\\&//g' -e 's/\\e/\\/g'
}

squeezed() {
    tr -d ' \t\n'
}

for case in "$cases"/*/cmd; do
    squeezed < "$case"
    echo
done > "$work/cases"
for page in "$pages"/*.[1-9]; do
    examples "$page" > "$work/examples"
    while read -r example; do
        wanted=$(printf '%s' "$example" | squeezed)
        grep -qF -- "$wanted" "$work/cases" || {
            echo "${page##*/}: no case in tests/cli runs '$example'"
            bad=1
        }
    done < "$work/examples"
done
for page in stepwell.1 stepwell-index.1; do
    [ -n "$(examples "$pages/$page")" ] || {
        echo "$page: no examples"
        bad=1
    }
done
exit "$bad"
