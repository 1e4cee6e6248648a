#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Builds the Debian packages and lives with them in a bare Debian 12: install, index, search from
# a terminal and through a web server, remove, purge. Needs root, debootstrap and debhelper; takes
# some minutes, and the packages that the bare system lacks from the network.
# usage: sh tests/install.sh [ROOT]      ROOT: a bare Debian 12, of which a copy is used
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
PATH=$PATH:/usr/sbin:/sbin
LC_ALL=C.UTF-8
DEBIAN_FRONTEND=noninteractive
export PATH LC_ALL DEBIAN_FRONTEND
unset STEPWELL_INDEX STEPWELL_CONFIG

work=$(mktemp -d)
root=$work/root
mounted=
server=
finish() {
    [ -z "$server" ] || kill "$server" 2> /dev/null || true
    for file in "$root/run/lighttpd.pid" "$root/run/stepwell.pid"; do
        [ ! -s "$file" ] || kill "$(cat "$file")" 2> /dev/null || true
    done
    [ -z "$mounted" ] || umount "$root/proc" || umount -l "$root/proc"
    rm -rf --one-file-system "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
# shellcheck source=tests/packages.sh
. "$source/tests/packages.sh"

[ "$(id -u)" -eq 0 ] || skip "needs root"
[ $# -gt 0 ] || command -v debootstrap > /dev/null || skip "needs debootstrap, or a bare Debian 12 as argument"
need_debhelper

# ---- packages ----

step "building the packages"
build_packages "$work/built"

if command -v lintian > /dev/null; then
    step "lintian"
    lintian --allow-root -EvIL +pedantic --fail-on error,warning,info,pedantic "$work"/built/*.deb || fail "lintian"
fi

# ---- a bare Debian ----

step "making a bare Debian 12"
if [ $# -gt 0 ]; then
    cp -a "$1" "$root"
else
    debootstrap --variant=minbase bookworm "$root" > "$work/log" 2>&1 || { tail "$work/log"; fail "debootstrap"; }
fi
mkdir "$root/packages"
for package in stepwell stepwell-index stepwell-doc; do
    cp "$work/built/$package"_*.deb "$root/packages/$package.deb"
done
cp /etc/resolv.conf "$root/etc/resolv.conf"
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod 755 "$root/usr/sbin/policy-rc.d"
mount -t proc proc "$root/proc"
mounted=yes

inside() { # COMMAND...
    timeout 600 chroot "$root" "$@"
}
apt() { # ARGUMENT...
    inside apt-get -q -y --no-install-recommends "$@" > "$work/log" 2>&1 || { tail -n 40 "$work/log"; fail "apt-get $*"; }
}
says() { # WORD COMMAND...: inside, its output has that word
    word=$1
    shift
    inside "$@" > "$work/out" 2>&1 || fail "'$*' fails: $(cat "$work/out")"
    grep -q -e "$word" "$work/out" || fail "'$word' is not in what '$*' says: $(cat "$work/out")"
}

apt update
find "$root/etc" "$root/var" "$root/usr" -xdev -path "$root/var/cache" -prune -o -print | sort > "$work/before"

step "a web host"
apt install /packages/stepwell.deb
! inside dpkg-query -W 'libpoppler*' 2> /dev/null | grep -q . || fail "a web host needs no poppler"
says '^stepwell:' getent passwd stepwell
[ "$(inside stat -c '%U:%G %a' /var/lib/stepwell)" = "stepwell:stepwell 755" ] || fail "/var/lib/stepwell is another's"
says '^stepwell [0-9]' stepwell --version
status=0
inside stepwell father > /dev/null 2>&1 || status=$?
[ "$status" -eq 66 ] || fail "without an index stepwell exits with $status, not 66"

step "an index host"
apt install /packages/stepwell-index.deb /packages/stepwell-doc.deb
apt install systemd lighttpd spawn-fcgi curl
inside sh -c 'systemd-analyze verify --man=no /lib/systemd/system/stepwell*' > "$work/out" 2>&1 || fail "units: $(cat "$work/out")"
[ ! -s "$work/out" ] || fail "units: $(cat "$work/out")"
for unit in stepwell stepwell-index stepwell-watch; do
    says 'OK' systemd-analyze security --offline=true --threshold=20 "/lib/systemd/system/$unit.service"
done
says 'enabled' sh -c 'systemctl enable stepwell.socket stepwell-index.timer 2>&1; systemctl is-enabled stepwell.socket'

step "an update as the user stepwell"
mkdir "$root/var/lib/stepwell/incoming"
cp "$source"/corpus/sample/* "$root/var/lib/stepwell/incoming"
sed -i 's|^;catalogue = .*|catalogue = /var/lib/stepwell/incoming/catalogue.yaml|; s|^;query-log .*|query-log = counts|' \
    "$root/etc/stepwell/stepwell.conf"
says 'indexed' runuser -u stepwell -- stepwell-index
says 'reads pdf' runuser -u stepwell -- /usr/libexec/stepwell/stepwell-extract --self-test
says 'father' runuser -u nobody -- stepwell father engagement

# ---- a web server ----

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
serve() { # CONFIGURATION
    step "$1"
    inside sh -c "rm -f /etc/lighttpd/conf-enabled/*; ln -s /usr/share/doc/stepwell/servers/$1 /etc/lighttpd/conf-enabled/60-stepwell.conf"
    inside lighttpd -f /etc/lighttpd/lighttpd.conf
    says '"status": *"ok"' curl -sS --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/search?health"
    says '<h1>[0-9].*pages in' curl -sS "http://127.0.0.1:$port/search?q=father+engagement"
    says '"version": *1' curl -sS "http://127.0.0.1:$port/search?q=father+engagement&format=json"
    says 'father engagement' runuser -u stepwell -- cat /var/log/stepwell/queries.log
    rm "$root/var/log/stepwell/queries.log"
    kill "$(cat "$root/run/lighttpd.pid")"
    sleep 1
}
sed -i -E "s|^server.port .*|server.port = $port\nserver.bind = \"127.0.0.1\"|" "$root/etc/lighttpd/lighttpd.conf"
serve lighttpd-cgi.conf
inside install -d -o stepwell -g www-data -m 750 /run/stepwell
inside spawn-fcgi -s /run/stepwell/stepwell.sock -M 0660 -u stepwell -G www-data -P /run/stepwell.pid \
    -- /usr/libexec/stepwell/stepwell.cgi
serve lighttpd-resident.conf
kill "$(cat "$root/run/stepwell.pid")"
rm "$root"/etc/lighttpd/conf-enabled/*

step "the configuration of the container"
sed -e "s|^server.port .*|server.port = $port\nserver.bind = \"127.0.0.1\"|" "$source/docs/container/lighttpd.conf" \
    > "$root/etc/stepwell/lighttpd.conf"
chroot "$root" runuser -u stepwell -- lighttpd -D -f /etc/stepwell/lighttpd.conf > "$work/log" 2>&1 &
server=$!
says '"status": *"ok"' curl -fsS --retry 20 --retry-connrefused --retry-delay 1 "http://127.0.0.1:$port/search?health"
says '<h1>[0-9].*pages in' curl -sS "http://127.0.0.1:$port/search?q=father+engagement"
says '/search' curl -sS -o /dev/null -w '%{redirect_url}' "http://127.0.0.1:$port/"
kill "$server"
wait "$server" || true
server=
rm "$root/etc/stepwell/lighttpd.conf"

# ---- the end ----

step "installing again"
apt install --reinstall /packages/stepwell.deb /packages/stepwell-index.deb
grep -q '^catalogue = ' "$root/etc/stepwell/stepwell.conf" || fail "the configuration is as it was shipped"
says 'father' runuser -u nobody -- stepwell father engagement

step "removing"
apt remove stepwell stepwell-index stepwell-doc
[ ! -e "$root/usr/bin/stepwell" ] || fail "the program is left"
[ -s "$root/etc/stepwell/stepwell.conf" ] && [ -s "$root/var/lib/stepwell/library.idx" ] || fail "configuration or index are gone"

step "purging"
apt purge stepwell stepwell-index stepwell-doc
[ -s "$root/var/lib/stepwell/incoming/catalogue.yaml" ] || fail "documents of people are gone"
rm -r "$root/var/lib/stepwell/incoming"
rmdir "$root/var/lib/stepwell" || fail "more than documents is left in /var/lib/stepwell"
find "$root/etc" "$root/var" "$root/usr" -xdev -path "$root/var/cache" -prune -o -print |
    sort | comm -13 "$work/before" - | grep stepwell > "$work/out" || true
[ ! -s "$work/out" ] || fail "left behind: $(cat "$work/out")"
echo "the packages are good"
