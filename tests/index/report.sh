#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Searches through CGI and the resident mode are counted, and reported; whatever is wrong with
# the log, visitors get their answers.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

log=$work/queries.log
cat > "$work/stepwell.conf" << END
[library]
index = $build/tests/sample.idx
[site]
query-log = counts
query-log-file = $log
END
STEPWELL_CONFIG=$work/stepwell.conf
export STEPWELL_CONFIG

ask() { # QUERY-STRING [METHOD]
    REQUEST_METHOD=${2:-GET} QUERY_STRING=$1 REMOTE_ADDR=192.0.2.7 HTTP_USER_AGENT=Visitor \
        timeout 20 stepwell.cgi > "$work/answer" 2> "$work/err"
    grep -q '^Status: 200' "$work/answer" || fail "'$1' is answered by $(head -n 1 "$work/answer")"
}

report() { # ARGUMENT...
    status=0
    timeout 60 stepwell-index report "$@" > "$work/out" 2> "$work/err" || status=$?
}

# ---- without a log ----

report
[ "$status" -eq 66 ] || fail "without a log the status is $status"
grep -q 'no searches were logged yet' "$work/err" || fail "a missing log is not named"
sed 's/counts/off/' "$work/stepwell.conf" > "$work/off.conf"
report --config="$work/off.conf"
grep -q 'query-log = counts' "$work/err" || fail "it is not said how to turn the log on"
(STEPWELL_CONFIG=$work/off.conf && export STEPWELL_CONFIG && ask q=father)
[ ! -e "$log" ] || fail "a log was made although it is off"

# ---- what is counted ----

for _ in 1 2 3; do
    ask 'q=Father++Engagement%3F'
    ask 'q=fahter'
done
ask 'q=once'
ask 'q=father&page=2'
ask 'q=father&lang=en'
ask 'q=father&sort=new'
ask 'q=father&exact=1'
ask 'q=father&format=json'
ask 'q=fath&format=suggest'
ask 'q=father' HEAD
ask 'q=somebody%40example.org'
ask 'q='
ask 'browse'
[ "$(wc -l < "$log")" -eq 7 ] || fail "other searches are counted, too: $(cat "$log")"
if grep -q -e 192.0.2 -e Visitor -e : -e @ "$log"; then fail "the log knows too much"; fi
grep -v -q -E '^[0-9]{4}-[0-9]{2}-[0-9]{2}	[0-9]+	[a-z ]+$' "$log" && fail "odd lines: $(cat "$log")"
printf 'half a line\n' >> "$log"

report
[ "$status" -eq 0 ] || fail "the report exits with $status: $(cat "$work/err")"
grep -q '3  father engagement .*publications' "$work/out" || fail "a frequent search is missing"
grep -q '3  fahter  *near: father$' "$work/out" || fail "no word near to 'fahter' is named"
grep -q 'synonyms.txt' "$work/out" || fail "it is not said what to do"
if grep -q once "$work/out"; then fail "a rare search is shown"; fi
grep -q '^1 line of the log could not be read' "$work/out" || fail "a bad line is not counted"
report --json
[ "$(summary "$work/out" searches)" -eq 7 ] || fail "the summary counts otherwise"
[ "$(summary "$work/out" rare_queries)" -eq 1 ] || fail "rare queries are not summed up"

# ---- rotation ----

head -c 4194304 /dev/zero | tr '\0' '\n' >> "$log"
ask 'q=father'
[ -e "$log.1" ] || fail "a full log is not put aside"
[ "$(wc -l < "$log")" -eq 1 ] || fail "the new log does not begin anew"
report --json
[ "$(summary "$work/out" searches)" -eq 8 ] || fail "what was put aside is not read"

# ---- the resident mode: two workers, many visitors at once ----

rm -f "$log" "$log.1"
timeout 120 python3 - "$build" "$work" "$source/tests/index" << 'END' || fail "the resident mode"
import os, socket, subprocess, sys, threading
build, work, tests = sys.argv[1:]
sys.path.insert(0, tests)
import gateways
path = os.path.join(work, "socket")
listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
listener.bind(path)
listener.listen(100)
with open(os.path.join(work, "resident"), "w") as err:
    program = subprocess.Popen([os.path.join(build, "stepwell.cgi")], stdin=listener, stderr=err)
bad = []
def visit():
    for _ in range(25):
        for way in (gateways.scgi, gateways.fastcgi):
            if b"Status: 200" not in way(path, gateways.variables("q=father+engagement")):
                bad.append(way)
visitors = [threading.Thread(target=visit) for _ in range(8)]
try:
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    log = os.path.join(work, "queries.log")
    with open(log, encoding="utf-8") as file:
        lines = file.read().splitlines()
    with open(log, "a", encoding="utf-8") as file:
        file.write("\n" * 4194304)
    for _ in range(4):  # a worker that sees a full log lets a fresh one put it aside
        visit()
    aside = os.path.exists(log + ".1")
finally:
    program.terminate()
    program.wait(40)
assert not bad, "answers are missing"
assert len(lines) == 400, f"{len(lines)} lines of 400 searches"
assert all(line.endswith("\tfather engagement") and len(line.split("\t")) == 3
           for line in lines), "lines are mixed"
assert aside, "a full log is not put aside"
END
[ ! -s "$work/resident" ] || fail "the workers complain: $(cat "$work/resident")"

# ---- a log that cannot be written ----

rm -f "$log" "$log.1"
mkdir "$log"
ask 'q=father'
grep -q 'cannot write the query log' "$work/err" || fail "an unwritable log is not said"
rmdir "$log"
head -c 1024 /dev/zero | tr '\0' '\n' > "$log"
(ulimit -f 1 && QUERY_STRING=q=father timeout 20 stepwell.cgi 2>&1) | cat > "$work/answer"
grep -q 'Status: 200' "$work/answer" || fail "a quota kills the search"
grep -a -q 'cannot write to the query log' "$work/answer" || fail "a full quota is not said"
echo "counted, reported, put aside; nobody was kept waiting"
