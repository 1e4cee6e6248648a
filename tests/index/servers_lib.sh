# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2154
# The configurations of docs/servers in the real servers, on 127.0.0.1: each that is installed is
# started, handed to visit NAME URL of the script that includes this, and ended. Programs are
# taken from $programs, or from the build.
PATH=$PATH:/usr/sbin:/sbin

STEPWELL_INDEX=$build/tests/sample.idx
STEPWELL_CONFIG=/dev/null
export STEPWELL_INDEX STEPWELL_CONFIG
socket=$work/stepwell.sock

free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# The shipped file with the places of this run.
shipped() { # FILE
    sed -e "s|/usr/libexec/stepwell|${programs:-$build}|g" -e "s|/run/stepwell/stepwell.sock|$socket|g" \
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

with_lighttpd() { # CONFIGURATION
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
    visit "$1" "http://127.0.0.1:$port/search"
    stop
}

with_nginx() { # CONFIGURATION
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
    visit "$1" "http://127.0.0.1:$port/search"
    stop
}

with_apache() { # CONFIGURATION MODULE...
    port=$(free_port)
    configuration=$1
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
    visit "$configuration" "http://127.0.0.1:$port/search"
    stop
}

has() { # PROGRAM
    command -v "$1" > /dev/null 2>&1
}

if ! has lighttpd && ! has nginx && ! has apache2; then
    echo "skipped: neither lighttpd nor nginx nor Apache is installed"
    exit 77
fi
# Visits all of them, or with "cgi" those that start a program for each request.
with_servers() { # [cgi]
    chmod 755 "$work"
    if has lighttpd; then
        with_lighttpd lighttpd-cgi.conf
    fi
    if has nginx && has fcgiwrap; then
        listen "$work/fcgiwrap.sock" "$(command -v fcgiwrap)"
        with_nginx nginx-fcgiwrap.conf
    fi
    if has apache2; then
        with_apache apache-cgi.conf cgid
    fi
    [ $# -eq 0 ] || return 0
    listen "$socket" "${programs:-$build}/stepwell.cgi"
    if has lighttpd; then
        with_lighttpd lighttpd-resident.conf
    fi
    if has nginx; then
        with_nginx nginx-resident.conf
    fi
    if has apache2; then
        with_apache apache-resident.conf proxy proxy_fcgi
    fi
}
