#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Two builds of the Debian packages, at different places and times, in different time zones and
# languages, are the same to the last bit. Needs debhelper; takes two whole builds.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
# shellcheck source=tests/packages.sh
. "$source/tests/packages.sh"
need_debhelper

step "building here"
(LC_ALL=C.UTF-8 TZ=UTC && export LC_ALL TZ && umask 022 && build_packages "$work/here")
step "building elsewhere"
(LC_ALL=C TZ=Pacific/Kiritimati && export LC_ALL TZ && umask 027 && build_packages "$work/somewhere/else")
for package in "$work/here"/*.deb; do
    name=${package##*/}
    cmp "$package" "$work/somewhere/else/$name" || fail "$name differs"
done
for program in stepwell/usr/bin/stepwell stepwell/usr/libexec/stepwell/stepwell.cgi \
    stepwell-index/usr/bin/stepwell-index stepwell-index/usr/libexec/stepwell/stepwell-extract; do
    cmp "$work/here/stepwell/debian/$program" "$work/somewhere/else/stepwell/debian/$program"
    sha256sum "$work/here/stepwell/debian/$program" | sed "s|  .*/|  |"
done
echo "the builds are the same"
