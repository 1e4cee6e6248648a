#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every source file names its licence; no promise of later work and no path of a machine is left.
# usage: words.sh [ROOT]
set -eu
root=${1:-$(dirname "$0")/../..}
cd "$root"
bad=0
for file in $(find src indexer query tests tools corpus \( -name '*.[ch]' -o -name '*.cc' \
    -o -name '*.sh' -o -name '*.py' -o -name CMakeLists.txt \) | sort); do
    head -n 2 "$file" | grep -q 'SPDX-License-Identifier: ' || {
        echo "$file: no SPDX line"
        bad=1
    }
done
promises='TO''DO|FIX''ME|X''XX:|HA''CK:'
if grep -rnE "$promises" src indexer query tests tools corpus docs README.md \
    --include='*.[ch]' --include='*.cc' --include='*.sh' --include='*.py' --include='*.md'; then
    echo "do it, or file it, but do not promise it"
    bad=1
fi
if grep -rnIE '/(home|root|work)/[a-z]' src indexer query tools docs README.md CMakeLists.txt; then
    echo "a path of one machine"
    bad=1
fi
exit "$bad"
