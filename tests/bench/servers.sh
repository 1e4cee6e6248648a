#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The configurations of docs/servers under load, and each that starts a program for a request also
# with one that prints "hello" and nothing else: what is left is the price of the server. Prints a
# Markdown table of medians; needs wrk, and root for a control group.
# usage: servers.sh BUILD [SECONDS [ROUNDS [QUERY-STRING]]]
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/../index/lib.sh"
# shellcheck source=tests/index/servers_lib.sh
. "$source/tests/index/servers_lib.sh"
seconds=${2:-3}
rounds=${3:-3}
query=${4:-q=father+engagement}

# What a server starts for a request is often reaped by nobody who counts: a control group of our
# own (version 1 or 2) counts all but the load, whatever else the machine has to do.
enter_group() {
    for above in /sys/fs/cgroup/cpuacct /sys/fs/cgroup; do
        if [ -f "$above/cgroup.procs" ] && mkdir "$above/stepwell.$$" 2> /dev/null; then
            group=$above/stepwell.$$
            trap 'finish; leave_group' EXIT
            echo $$ > "$group/cgroup.procs"
            return
        fi
    done
    fail "no control group can be made"
}
leave_group() {
    echo $$ > "$above/cgroup.procs"
    sleep 1 # what was told to end leaves the group
    rmdir "$group"
}
nanoseconds() {
    cat "$group/cpuacct.usage" 2> /dev/null ||
        awk '$1 == "usage_usec" { print $2 * 1000 }' "$group/cpu.stat"
}
load() { # URL
    # shellcheck disable=SC2016
    sh -c 'echo $$ > "$1/cgroup.procs"; shift; exec "$@"' load "$above" \
        wrk -t1 -c4 "-d${seconds}s" --latency "$1" > "$work/wrk"
}

visit() { # NAME URL
    tries=0
    until curl -sf -o "$work/body" "$2?$query"; do
        tries=$((tries + 1))
        [ "$tries" -lt 50 ] || fail "$1: no answer"
        sleep 0.1
    done
    case $program in
    hello) grep -q '^hello$' "$work/body" || fail "$1: another program" ;;
    *) grep -q '<h1>' "$work/body" || fail "$1: no page" ;;
    esac
    before=$(nanoseconds)
    load "$2?$query"
    after=$(nanoseconds)
    ! grep -q 'Non-2xx' "$work/wrk" || fail "$1: errors under load"
    awk -v name="$1" -v program="$program" -v used=$((after - before)) '
        function ms(time) {
            return time ~ /us$/ ? time / 1000 : time ~ /ms$/ ? time + 0 : time * 1000
        }
        $1 == "99%" { p99 = ms($2) }
        $2 == "requests" && $3 == "in" { requests = $1 }
        /^Requests\/sec/ { rate = $2 }
        END { print name, program, rate, p99, used / requests / 1000000 }' \
        "$work/wrk" >> "$work/measured"
}

command -v wrk > /dev/null || fail "no wrk"
enter_group
mkdir "$work/hello"
printf '%s\n' '#include <stdio.h>' 'int main(void) {' \
    'return puts("Status: 200 OK\r\nContent-Type: text/plain\r\n\r\nhello") < 0; }' \
    > "$work/hello.c"
cc -O2 -static -o "$work/hello.cgi" "$work/hello.c"
# Copied, as an installer does: a file that was written in one piece is mapped in fewer steps than
# what a linker left behind.
mkdir "$work/stepwell"
cp "$work/hello.cgi" "$work/hello/stepwell.cgi"
cp "$build/stepwell.cgi" "$work/stepwell/"
round=0
while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    rm -f "$work"/*.sock
    program=hello
    programs=$work/hello
    with_servers cgi
    rm -f "$work"/*.sock
    program=stepwell
    programs=$work/stepwell
    with_servers
done
python3 - "$work/measured" << 'END'
import collections
import statistics
import sys
rows = collections.defaultdict(list)
for line in open(sys.argv[1], encoding="ascii"):
    name, program, *numbers = line.split()
    rows[name, program].append([float(number) for number in numbers])
middle = {key: [statistics.median(column) for column in zip(*values)]
          for key, values in rows.items()}
print("| configuration | requests/s | 99 % within, ms | CPU ms a request | to `hello` |")
print("| --- | --- | --- | --- | --- |")
for (name, program), (rate, late, cpu) in middle.items():
    hello = middle.get((name, "hello"))
    ratio = f"{cpu / hello[2]:.2f}" if hello else "–"
    print(f"| {name}{', hello' if program == 'hello' else ''} | {rate:.0f} | {late:.1f} | "
          f"{cpu:.2f} | {ratio} |")
END
