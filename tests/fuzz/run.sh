#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Runs one libFuzzer target for $STEPWELL_FUZZ_SECONDS (10) on a copy of its corpus, from
# $STEPWELL_FUZZ_SEED (1): a change is judged by what it does, not by luck. 0 is another each time.
set -eu
program=$1
seeds=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
mkdir -p "$work/corpus" "$seeds"
cd "$work"
exec_seconds=${STEPWELL_FUZZ_SECONDS:-10}
"$program" -seed="${STEPWELL_FUZZ_SEED:-1}" -max_total_time="$exec_seconds" -timeout=10 -rss_limit_mb=2048 -max_len=65536 \
    -print_final_stats=0 -verbosity=0 "$work/corpus" "$seeds" || {
    status=$?
    for crash in crash-* timeout-* oom-* leak-*; do
        [ -f "$crash" ] || continue
        echo "input that fails ($crash), base64:"
        head -c 3000 "$crash" | base64
    done
    exit "$status"
}
