#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# `cmake --install` into an empty folder: everything is there, and works from there.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
place=$work/usr
cmake --install "$build" --prefix "$place" > "$work/log" || fail "$(cat "$work/log")"

while read -r file; do
    [ -s "$place/$file" ] || fail "'$file' is not installed"
done << 'END'
bin/stepwell
bin/stepwell-index
libexec/stepwell/stepwell-extract
libexec/stepwell/stepwell.cgi
lib/systemd/system/stepwell-index.path
lib/systemd/system/stepwell-index.service
lib/systemd/system/stepwell-index.timer
lib/systemd/system/stepwell-watch.service
lib/systemd/system/stepwell.service
lib/systemd/system/stepwell.socket
lib/sysusers.d/stepwell.conf
share/bash-completion/completions/stepwell
share/bash-completion/completions/stepwell-index
share/doc/stepwell/README.md
share/doc/stepwell/examples/catalogue.yaml
share/doc/stepwell/examples/stepwell.conf
share/doc/stepwell/examples/stepwell.cron
share/doc/stepwell/handbook/search-box.md
share/doc/stepwell/schema/openapi.yaml
share/doc/stepwell/servers/lighttpd-cgi.conf
share/fish/vendor_completions.d/stepwell.fish
share/man/man1/stepwell.1
share/man/man5/stepwell.conf.5
share/man/man7/stepwell-query.7
share/man/man8/stepwell.cgi.8
share/zsh/site-functions/_stepwell
END

# Units and servers name the programs of this installation.
grep -rhoE '/[^ "]*/(bin|libexec)/stepwell' "$place/lib" "$place/share/doc/stepwell/servers" | sort -u > "$work/named"
[ "$(grep -cxF -e "$place/bin/stepwell" -e "$place/libexec/stepwell" "$work/named")" -eq 2 ] &&
    [ "$(wc -l < "$work/named")" -eq 2 ] || fail "other programs are named: $(cat "$work/named")"
if command -v systemd-analyze > /dev/null; then
    systemd-analyze verify --man=no "$place"/lib/systemd/system/stepwell* > "$work/log" 2>&1 &&
        [ ! -s "$work/log" ] || fail "units: $(cat "$work/log")"
fi

# They find each other, with nothing of the build in their way.
PATH=$place/bin:/usr/bin:/bin
index -q --index="$work/one.idx" "$source/corpus/sample/igra-svaki-dan.md"
[ "$(hits "$work/one.idx" igra)" = igra-svaki-dan.md ] || fail "nothing is found"

# One version, of CMakeLists.txt.
version=$(sed -nE 's/^project\(stepwell VERSION ([0-9.]+).*/\1/p' "$source/CMakeLists.txt")
for program in bin/stepwell bin/stepwell-index libexec/stepwell/stepwell-extract; do
    [ "$("$place/$program" --version | head -n 1)" = "${program##*/} $version" ] || fail "$program has another version"
done
[ "$(sed -nE '1s/^stepwell \((.*)\) .*/\1/p' "$source/debian/changelog")" = "$version" ] ||
    fail "debian/changelog has another version than $version"

# The example of a configuration has every key, with its default.
conf=$place/share/doc/stepwell/examples/stepwell.conf
sed -nE 's/^;([a-z-]+) *=.*/\1/p' "$conf" | sort > "$work/shown"
sed -n '/^\.Ss \[library\]/,/^\.Sh ENV/p' "$source/docs/man/stepwell.conf.5" |
    sed -nE 's/^\.It Li (.*)/\1/p' | tr -d ' ' | tr ',' '\n' | sort > "$work/described"
diff "$work/described" "$work/shown" || fail "stepwell.conf and its manual have different keys"
sed -E 's/^;([a-z-]+ *=)/\1/' "$conf" > "$work/all.conf"
stepwell-index --config="$work/all.conf" --index="$work/one.idx" status > "$work/log" 2>&1 || true
! grep -q 'all\.conf' "$work/log" || fail "$(cat "$work/log")"
# Of the other example nothing is a mistake, though its files are missing.
stepwell-index check --index="$work/one.idx" --catalogue="$place/share/doc/stepwell/examples/catalogue.yaml" \
    > "$work/log" 2>&1 || true
! grep -q 'catalogue.yaml:' "$work/log" || fail "$(cat "$work/log")"

# Where and when it was built is not seen (sanitizers need the names of files).
for program in bin/stepwell bin/stepwell-index libexec/stepwell/stepwell-extract libexec/stepwell/stepwell.cgi; do
    nm "$place/$program" | grep -q __asan_init && continue
    strings -d "$place/$program" > "$work/strings"
    ! grep -F -e "$source/" -e "$build/" -e "$(date '+%b %e %Y')" "$work/strings" || fail "$program tells where it was built"
done
echo "installed: good"
