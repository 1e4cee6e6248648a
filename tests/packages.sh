# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154
# Sourced by tests/install.sh and tests/reproducible.sh, which set $source and $work: the Debian
# packages, built from a copy of the project.

skip() {
    echo "skipped: $*"
    exit 77
}
fail() {
    echo "FAILED: $*" >&2
    exit 1
}
step() {
    echo "== $*"
}

need_debhelper() {
    command -v dpkg-buildpackage > /dev/null && command -v dh > /dev/null || skip "needs dpkg-dev and debhelper"
    (cd "$source" && dpkg-checkbuilddeps -Pnocheck) > "$work/lacking" 2>&1 || skip "$(cat "$work/lacking")"
}

build_packages() { # FOLDER: the packages are there afterwards, the copy of the project in FOLDER/stepwell
    mkdir -p "$1/stepwell"
    tar -C "$source" --exclude=./build --exclude=./.git --exclude=./corpus/downloads --exclude=./corpus/demo -cf - . |
        tar -C "$1/stepwell" -xf -
    (cd "$1/stepwell" && DEB_BUILD_OPTIONS="nocheck parallel=$(nproc)" dpkg-buildpackage -Pnocheck -b -us -uc) \
        > "$1/log" 2>&1 || {
        grep -E 'FAILED|error' "$1/log" | tail -n 15 | cut -c 1-300
        fail "dpkg-buildpackage"
    }
    rm -f "$1"/*-dbgsym*.deb
}
