#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The configurations of docs/servers in the real servers, on 127.0.0.1, each that is installed.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
PATH=$PATH:/usr/sbin:/sbin

STEPWELL_INDEX=$build/tests/sample.idx
STEPWELL_CONFIG=/dev/null
export STEPWELL_INDEX STEPWELL_CONFIG
socket=$work/stepwell.sock
tested=0

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# The shipped file with the places of this run.
shipped() { # FILE
    sed -e "s|/usr/libexec/stepwell|$build|g" -e "s|/run/stepwell/stepwell.sock|$socket|g" \
        -e "s|/run/fcgiwrap.socket|$work/fcgiwrap.sock|g" "$source/docs/servers/$1"
}

start() { # COMMAND...: in the background, to be ended by stop
    "$@" > "$work/server.log" 2>&1 &
    server=$!
    children="$children $server"
}

stop() {
    kill "$server" 2> /dev/null || true
    wait "$server" 2> /dev/null || true
}

# Listens in python3 and becomes the program, with the socket as descriptor 0.
listen() { # SOCKET PROGRAM...
    python3 -c '
import os, socket, sys
listener = socket.socket(socket.AF_UNIX)
listener.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
listener.listen(128)
os.dup2(listener.fileno(), 0)
os.execv(sys.argv[2], sys.argv[2:])' "$@" &
    children="$children $!"
}

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

check() { # NAME URL
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

check_lighttpd() { # CONFIGURATION
    port=$(free_port)
    {
        echo "server.document-root = \"$work\""
        echo "server.bind = \"127.0.0.1\""
        echo "server.port = $port"
        shipped "$1"
        # This server hands its programs nothing of its own environment.
        echo 'server.modules += ("mod_setenv")'
        echo "setenv.add-environment = (\"STEPWELL_INDEX\" => \"$STEPWELL_INDEX\","
        echo "    \"STEPWELL_CONFIG\" => \"$STEPWELL_CONFIG\")"
    } > "$work/lighttpd.conf"
    start lighttpd -D -f "$work/lighttpd.conf"
    check "$1" "http://127.0.0.1:$port/search"
    stop
}

check_nginx() { # CONFIGURATION
    port=$(free_port)
    shipped "$1" > "$work/snippet.conf"
    cat > "$work/nginx.conf" << END
daemon off;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { }
http {
    access_log off;
    client_body_temp_path $work/body.tmp;
    proxy_temp_path $work/proxy.tmp;
    fastcgi_temp_path $work/fastcgi.tmp;
    uwsgi_temp_path $work/uwsgi.tmp;
    scgi_temp_path $work/scgi.tmp;
    server { listen 127.0.0.1:$port; include $work/snippet.conf; }
}
END
    start nginx -c "$work/nginx.conf" -e "$work/nginx.log"
    check "$1" "http://127.0.0.1:$port/search"
    stop
}

check_apache() { # CONFIGURATION MODULE...
    port=$(free_port)
    shipped "$1" > "$work/snippet.conf"
    {
        echo "ServerRoot $work"
        echo "ServerName 127.0.0.1"
        echo "Listen 127.0.0.1:$port"
        echo "PidFile $work/apache.pid"
        echo "ErrorLog $work/apache.log"
        [ "$(id -u)" -ne 0 ] || printf 'User nobody\nGroup nogroup\n'
        echo "PassEnv STEPWELL_INDEX STEPWELL_CONFIG"
        shift
        for module in mpm_event authz_core alias env "$@"; do
            echo "LoadModule ${module}_module /usr/lib/apache2/modules/mod_$module.so"
        done
        [ "$1" != cgid ] || echo "ScriptSock $work/cgid.sock"
        cat "$work/snippet.conf"
    } > "$work/apache.conf"
    start apache2 -D FOREGROUND -f "$work/apache.conf"
    check "apache ($1)" "http://127.0.0.1:$port/search"
    stop
}

has() { # PROGRAM
    command -v "$1" > /dev/null 2>&1
}

if ! has lighttpd && ! has nginx && ! has apache2; then
    echo "skipped: neither lighttpd nor nginx nor Apache is installed"
    exit 77
fi
chmod 755 "$work"
listen "$socket" "$build/stepwell.cgi"
if has lighttpd; then
    check_lighttpd lighttpd-cgi.conf
    check_lighttpd lighttpd-resident.conf
fi
if has nginx; then
    check_nginx nginx-resident.conf
    if has fcgiwrap; then
        listen "$work/fcgiwrap.sock" "$(command -v fcgiwrap)"
        check_nginx nginx-fcgiwrap.conf
    fi
fi
if has apache2; then
    check_apache apache-cgi.conf cgid
    check_apache apache-resident.conf proxy proxy_fcgi
fi
echo "$tested configurations are good"
