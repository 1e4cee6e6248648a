#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The configurations of docs/servers in the real servers, on 127.0.0.1, each that is installed.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/index/servers_lib.sh
. "$(dirname "$0")/servers_lib.sh"
tested=0

status() { # ARGUMENT...: of curl
    curl -s -o "$work/body" -D "$work/head" -w '%{http_code}' --max-time 20 "$@"
}

expect() { # NAME WANTED GOT
    case " $2 " in
    *" $3 "*) ;;
    *)
        tail -n 5 "$work/server.log"
        fail "$name: $1 is $3, not $2"
        ;;
    esac
}

visit() { # NAME URL
    name=$1
    tries=0
    until [ "$(status "$2?health")" = 200 ]; do
        tries=$((tries + 1))
        if [ "$tries" -ge 50 ]; then
            tail -n 5 "$work/server.log"
            fail "$name: no answer"
        fi
        sleep 0.1
    done
    expect "a search" 200 "$(status "$2?q=father+engagement")"
    grep -q '<h1>[0-9].*pages in' "$work/body" || fail "$name: no results"
    etag=$(sed -nE 's/^etag: *([^\r]*).*/\1/Ip' "$work/head")
    expect "the same again" 304 "$(status -H "If-None-Match: $etag" "$2?q=father+engagement")"
    expect "HEAD" 200 "$(status -I "$2?q=father")"
    expect "DELETE" "405" "$(status -X DELETE "$2?q=father")"
    expect "POST" "405 413" "$(head -c 3000 /dev/zero | status --data-binary @- "$2")"
    expect "a line end" 400 "$(status "$2?q=a%0d%0ab")"
    long=$(head -c 8300 /dev/zero | tr '\0' a)
    expect "a long address" "400 414 431" "$(status "$2?q=$long")"
    expect "the box for other sites" 200 "$(status "$2?embed=js")"
    expect "arguments" 200 "$(status "$2?-x+--help")"
    echo "$name: good"
    tested=$((tested + 1))
}

with_servers
echo "$tested configurations are good"
