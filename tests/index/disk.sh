#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Full disks, limits, rights and odd names: what is searched stays good, the message says which
# disk it is and what to do, and with room again the next update goes on.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

cp -r "$source/corpus/sample" "$work/docs"
rm -f "$work/docs/catalogue.yaml"
chmod 755 "$work"

expect_good() { # WHEN
    stepwell-index check -q --index="$idx" > "$work/said" 2>&1 || fail "$1: $(cat "$work/said")"
    hits "$idx" "father engagement" | grep -q engaging-fathers-guide || fail "$1: a search fails"
}

# Exits with 0 or 73, and then says what the problem is and names the folder.
tries() { # WHEN PROBLEM COMMAND...
    when=$1
    problem=$2
    shift 2
    status=0
    "$@" > "$work/out" 2> "$work/err" || status=$?
    case $status in
    0) return 0 ;;
    73) stopped=$((stopped + 1)) ;;
    *) fail "$when: exits with $status: $(cat "$work/err")" ;;
    esac
    grep -Eq "$problem" "$work/err" || fail "$when: no reason: $(cat "$work/err")"
    grep -q "^hint: .*'${idx%/*}'" "$work/err" || fail "$when: no hint: $(cat "$work/err")"
}

# ---- a limit on the size of files, which needs no rights ----

limited() { # BLOCKS of 512 bytes
    blocks=$1
    shift
    (
        ulimit -f "$blocks"
        exec stepwell-index "$@"
    )
}
mkdir "$work/limited"
idx=$work/limited/lib.idx
stopped=0
for blocks in 20 60 150 400 900 1100; do
    tries "$blocks blocks" 'limit on the size|would not take' limited "$blocks" --index="$idx" "$work/docs"
    [ ! -e "$idx" ] || expect_good "$blocks blocks"
done
[ "$stopped" -ge 3 ] || fail "no limit was met"
index --index="$idx" -q "$work/docs"
expect_good "without a limit"
for blocks in 20 150 900; do
    echo "Round$blocks" > "$work/docs/round.txt"
    tries "$blocks blocks, again" 'limit on the size|would not take' \
        limited "$blocks" --full --index="$idx" "$work/docs"
    expect_good "$blocks blocks, again"
done
index --index="$idx" -q "$work/docs"
[ "$(hits "$idx" Round900)" = round.txt ] || fail "after a limit the next update does not go on"

# ---- a disk that is full ----

full=$work/full
mkdir "$full"
small_disk() { # SIZE
    mount -t tmpfs -o size="$1" tmpfs "$full" 2> /dev/null
}
if small_disk 64k; then
    umount "$full"
    trap 'umount "$full" 2> /dev/null || true; finish' EXIT
    idx=$full/lib.idx
    small_disk 8m
    index --index="$idx" -q "$work/docs"
    stopped=0
    for free in 10 100 300 500 700 1000 1400; do
        echo "Free$free" > "$work/docs/round.txt"
        rm -f "$full/filler"
        used=$(du -k "$full" | tail -n 1 | cut -f 1)
        head -c $(((8192 - used - free) * 1024)) /dev/zero > "$full/filler" || true
        tries "$free kB free" 'the disk is full' stepwell-index --index="$idx" --full "$work/docs"
        expect_good "$free kB free"
    done
    [ "$stopped" -ge 3 ] || fail "the disk was never full"
    rm "$full/filler"
    index --index="$idx" -q "$work/docs"
    [ "$(hits "$idx" Free1400)" = round.txt ] || fail "with room again the next update does not go on"

    # Who stays waits for room.
    head -c 9000000 /dev/zero > "$full/filler" 2> /dev/null || true
    echo 'Patience' > "$work/docs/round.txt"
    stepwell-index --index="$idx" --watch=1 "$work/docs" > "$work/watched" 2> "$work/waiting" &
    children=$!
    await "$work/waiting" "a message"
    grep -q 'the disk is full' "$work/waiting" || fail "--watch: $(cat "$work/waiting")"
    rm "$full/filler"
    tries=0
    until [ "$(hits "$idx" Patience)" = round.txt ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 150 ] || fail "--watch does not go on: $(cat "$work/waiting")"
        sleep 0.2
    done
    [ "$(grep -c full "$work/waiting")" -le 2 ] || fail "--watch repeats it: $(cat "$work/waiting")"
    kill "$children"
    wait "$children" || fail "--watch ends badly"
    children=
    umount "$full"
else
    echo "not tried: a full disk, since nothing may be mounted here"
fi

# ---- as somebody who may not ----

if [ "$(id -u)" -eq 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups stepwell-index --version > /dev/null 2>&1; then
    nobody() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
    as_nobody() { nobody stepwell-index --index="$idx" -q "$@"; }
    mkdir -m 755 "$work/closed"
    idx=$work/closed/lib.idx
    stopped=0
    tries "a folder of others" 'permission denied' as_nobody "$work/docs"
    [ -z "$(ls "$work/closed")" ] || fail "something is left in a folder of others"
    as_nobody -n "$work/docs" > /dev/null || fail "a dry run needs no rights there"

    mkdir -m 777 "$work/open"
    idx=$work/open/lib.idx
    chmod 000 "$work/docs/igra-svaki-dan.md"
    mkdir -m 700 "$work/docs/secret"
    status=0
    as_nobody "$work/docs" > "$work/report" 2>&1 || status=$?
    [ "$status" -eq 1 ] || fail "files that may not be read: exits with $status"
    grep -q 'igra-svaki-dan.md.*Permission denied' "$work/report" || fail "no reason for a file: $(cat "$work/report")"
    grep -q 'secret.*Permission denied' "$work/report" || fail "no reason for a folder: $(cat "$work/report")"
    chmod 644 "$work/docs/igra-svaki-dan.md"
    rmdir "$work/docs/secret"
    expect_good "files that may not be read"

    for ending in .work .cache .lock; do
        echo "Owner$ending" > "$work/docs/round.txt"
        chown 0 "$idx$ending"
        chmod 600 "$idx$ending"
        tries "$ending of others" 'permission denied' as_nobody "$work/docs"
        expect_good "$ending of others"
        chown 65534 "$idx$ending"
    done
    [ "$stopped" -eq 4 ] || fail "what belongs to others was written"
    as_nobody "$work/docs" || fail "with its rights again it does not go on"

    printf 'publications: []\n' > "$work/c.yaml"
    chmod 600 "$work/c.yaml"
    status=0
    nobody stepwell-index --index="$idx" --catalogue="$work/c.yaml" 2> "$work/err" || status=$?
    [ "$status" -eq 65 ] || fail "a catalogue of others: exits with $status"
    grep -q "c.yaml.*Permission denied" "$work/err" || fail "a catalogue of others: $(cat "$work/err")"
    expect_good "a catalogue of others"
else
    echo "not tried: rights, since this is not root"
fi

# ---- what stands where the index should ----

idx=$work/odd.idx
mkdir "$idx"
status=0
stepwell-index --index="$idx" -q "$work/docs" 2> "$work/err" || status=$?
[ "$status" -eq 73 ] || fail "a folder in the place of the index: exits with $status"
rmdir "$idx"
echo 'Dear diary' > "$idx"
status=0
stepwell-index --index="$idx" -q "$work/docs" 2> "$work/err" || status=$?
[ "$status" -eq 73 ] && [ "$(cat "$idx")" = 'Dear diary' ] || fail "a text is replaced by an index"
: > "$idx"
for program in "stepwell --index=$idx fathers" "stepwell-index status --index=$idx"; do
    status=0
    $program > "$work/out" 2> "$work/err" || status=$?
    [ "$status" -ne 0 ] && grep -q hint: "$work/err" || fail "an empty index: $program: $(cat "$work/err")"
done
index --index="$idx" -q "$work/docs"
expect_good "in place of an empty file"

# Of another version: told by readers, replaced by an update.
for version in '\000' '\377'; do
    printf "$version" | dd of="$idx" bs=1 seek=63 conv=notrunc 2> /dev/null
    status=0
    stepwell --index="$idx" fathers 2> "$work/err" || status=$?
    [ "$status" -eq 2 ] && grep -Eq 'made by an? (older|newer)' "$work/err" || fail "another version: $(cat "$work/err")"
    index --index="$idx" -q "$work/docs"
    expect_good "after another version"
done

# A link stays one: what it leads to is replaced.
mkdir "$work/other"
ln -s other/real.idx "$work/link.idx"
real=$idx
idx=$work/link.idx
index --index="$idx" -q "$work/docs" # it leads nowhere yet
echo 'Zeppelins' > "$work/docs/round.txt"
index --index="$idx" -q "$work/docs"
[ -L "$idx" ] && [ ! -L "$work/other/real.idx" ] || fail "a link is replaced"
[ "$(hits "$work/other/real.idx" Zeppelins)" = round.txt ] || fail "what a link leads to is not replaced"
expect_good "through a link"
rm -r "$work/other"
status=0
stepwell --index="$idx" fathers 2> "$work/err" || status=$?
[ "$status" -eq 66 ] || fail "a link that leads nowhere: exits with $status"

# ---- clocks ----

idx=$real
touch "$work/stamp"
printf 'Monday' > "$work/docs/round.txt"
index --index="$idx" -q "$work/docs"
printf 'Friday' > "$work/docs/round.txt" # as long, and at once
touch -r "$work/stamp" "$work/docs/round.txt"
index --index="$idx" -q "$work/docs"
printf 'Sunday' > "$work/docs/round.txt"
touch -r "$work/stamp" "$work/docs/round.txt" # the date of before
index --index="$idx" -q "$work/docs"
[ "$(hits "$idx" Sunday)" = round.txt ] || fail "a change with the same size and date is missed"
for date in 2040-01-01 1970-01-02; do
    printf '%s' "Day$date" > "$work/docs/round.txt"
    touch -d "$date" "$work/docs/round.txt"
    index --index="$idx" -q "$work/docs"
    [ "$(hits "$idx" "Day$date")" = round.txt ] || fail "a file of $date is missed"
    before=$(stat -c '%i' "$idx")
    index --index="$idx" -q "$work/docs"
    [ "$(stat -c '%i' "$idx")" = "$before" ] || fail "a file of $date makes a new index every time"
done
echo "disks, rights and clocks do no harm"
