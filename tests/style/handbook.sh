#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# README and handbook tell the truth: their commands are run on the sample documents, in a folder of
# each chapter's own, and print what they show; links in them lead somewhere.
#
# In a chapter, a block ```sh whose first line begins with '$ ' is a dialogue: '$ ' and a command,
# then what it prints, errors included. '…' stands for any text in a line, and alone for any lines.
# Blanks, times, dates, sizes and versions may differ. A block ```KIND NAME is a file NAME.
# usage: STEPWELL_BUILD=BUILD handbook.sh [CHAPTER...]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "${STEPWELL_BUILD:?set it to the folder of the built programs}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
unset NO_COLOR CLICOLOR_FORCE STEPWELL_CONFIG STEPWELL_INDEX JOURNAL_STREAM PAGER STEPWELL_PAGER
export PATH="$build:$PATH" LC_ALL=C.UTF-8 TZ=UTC COLUMNS=80 HOME="$work"
bad=0

fail() {
    echo "$*"
    bad=1
}

split() { # CHAPTER: files N.cmd with N.want, N.file with N.name, in $work/steps
    awk -v steps="$work/steps" '
        function step(ending) { number++; return sprintf("%s/%03d.%s", steps, number, ending) }
        /^```/ && inside { inside = 0; if (out) close(out); out = ""; next }
        /^```[a-z]+ [^ ]+$/ { inside = 1; kind = "file"; out = step("file"); printf "" > out
            name = sprintf("%s/%03d.name", steps, number); print $2 > name; close(name); next }
        /^```/ { inside = 1; kind = $0 == "```sh" ? "talk" : "text"; first = 1; next }
        !inside || kind == "text" { next }
        kind == "file" { print > out; next }
        first && !/^\$ / { kind = "text"; next }
        { first = 0 }
        more { print > out; more = /\\$/; if (!more) { close(out); out = want } next }
        /^\$ / { if (out) close(out); out = step("cmd"); print substr($0, 3) > out
            want = sprintf("%s/%03d.want", steps, number); printf "" > want; close(want)
            more = /\\$/; if (!more) { close(out); out = want } next }
        { print > out }' "$1"
}

play() { # in $work/here: one shell runs all steps, so that they see each other
    for step in "$work"/steps/*.file "$work"/steps/*.cmd; do
        [ -f "$step" ] || continue
        echo "${step##*/}"
    done | sort | while read -r step; do
        case $step in
        *.file) echo "cp '$work/steps/$step' '$(cat "$work/steps/${step%.file}.name")'" ;;
        *) printf '{\n%s\n} > %s 2>&1 < /dev/null\n' "$(cat "$work/steps/$step")" \
            "'$work/steps/${step%.cmd}.got'" ;;
        esac
    done > "$work/play"
    echo : >> "$work/play" # whatever the last command ended with
    (cd "$work/here" && timeout 120 sh "$work/play") || fail "${chapter##*/}: cannot be run"
}

normalise() {
    sed -E -e "s|$work/here|HERE|g; s/20[0-9]{2}-[0-9]{2}(-[0-9]{2}([T ][0-9:]+Z?)?)?/DATE/g" \
        -e 's/(^|[^0-9.,])[0-9][0-9.,]*[  ](ms|s|kB|MB|GB)([^a-zA-Z]|$)/\1N \2\3/g' \
        -e 's/[0-9]+\.[0-9]+\.[0-9]+/VERSION/g; s/[[:blank:]]+/ /g; s/\r//; s/^ //; s/ $//' "$1" |
        awk '{ line[NR] = $0 } $0 != "" { last = NR } END { for (i = 1; i <= last; i++) print line[i] }'
}

same() { # WANT GOT, both normalised: are all lines of WANT there, with nothing but … between?
    awk 'NR == FNR { want[++wanted] = $0; next }
        { got[++given] = $0 }
        function fits(pattern, text,    parts, count, i, at) {
            count = split(pattern, parts, "…")
            if (count < 2)
                return pattern == text
            if (substr(text, 1, length(parts[1])) != parts[1])
                return 0
            text = substr(text, length(parts[1]) + 1)
            for (i = 2; i < count; i++) {
                if (!(at = index(text, parts[i])) && parts[i] != "")
                    return 0
                text = substr(text, at + length(parts[i]))
            }
            return length(text) >= length(parts[count]) &&
                substr(text, length(text) - length(parts[count]) + 1) == parts[count]
        }
        END {
            for (i = 1; i <= wanted; i++) {
                if (want[i] == "…") { skip = 1; continue }
                while (++at <= given && !fits(want[i], got[at]))
                    if (!skip)
                        break
                if (at > given || !fits(want[i], got[at])) { print want[i]; exit 1 }
                skip = 0
            }
            if (at < given && !skip) { print "(nothing more)"; exit 1 }
        }' "$1" "$2"
}

compare() { # CHAPTER
    for got in "$work"/steps/*.got; do
        [ -f "$got" ] || continue
        normalise "${got%.got}.want" > "$work/want"
        normalise "$got" > "$work/given"
        same "$work/want" "$work/given" > "$work/missing" || {
            fail "$1: '$(cat "${got%.got}.cmd")' does not print '$(cat "$work/missing")', but"
            sed 's/^/    /' "$got"
        }
    done
}

follow() { # PAGE: links to files of the project
    grep -oE '\]\([^)#: ]+' "$1" | sed 's/](//' | sort -u > "$work/links"
    while read -r link; do
        [ -e "$(dirname "$1")/$link" ] || fail "${1#"$root"/}: '$link' is not there"
    done < "$work/links"
}

[ $# -gt 0 ] || set -- "$root/README.md" "$root"/docs/handbook/*.md
for chapter in "$@"; do
    rm -rf "$work/steps" "$work/here"
    mkdir -p "$work/steps" "$work/here"
    cp -r "$root/corpus/sample" "$work/here/publications"
    rm "$work/here/publications/catalogue.yaml"
    ln -s "$root/corpus" "$work/here/corpus"
    split "$chapter"
    play
    compare "${chapter##*/}"
    follow "$chapter"
done
exit "$bad"
