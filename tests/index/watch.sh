#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The indexer stays and follows what changes: files, folders, catalogue, configuration.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

mkdir -p "$work/docs/sub"
echo 'Fathers take part in every visit.' > "$work/docs/a.txt"

watch() { # ARGUMENT...: in the background; its number is in $watcher
    : > "$work/out"
    timeout --foreground -k 5 240 stepwell-index --index="$idx" "$@" > "$work/out" 2> "$work/err" &
    watcher=$!
    children=$watcher
}
# Timeout passes the signal on and gives the status of what it ran; in the foreground, since it
# would send the signal twice otherwise, and a second one is impatient.
stop() { # SIGNAL
    kill -"$1" "$watcher"
    status=0
    wait "$watcher" || status=$?
    children=
    [ "$status" -eq 0 ] || fail "$1 ends it with $status: $(cat "$work/out" "$work/err")"
}
eventually() { # WHAT COMMAND...
    what=$1
    shift
    tries=0
    until "$@"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || fail "$what: $(cat "$work/out" "$work/err")"
        sleep 0.2
    done
}
finds() { # QUERY KEYS
    [ "$(hits "$idx" "$1" 2> /dev/null | sort | tr '\n' ' ')" = "$2" ]
}
built() { stat -c '%i %Y %s' "$idx"; }

follow() { # OPTION; the index lies in the folder that is watched
    idx=$work/docs/lib.idx
    rm -f "$idx"*
    watch "$1" "$work/docs"
    eventually "it does not begin" grep -q Watching "$work/out"
    finds fathers 'a.txt ' || fail "the first update is not there"

    echo 'Grandmothers sing lullabies.' > "$work/docs/b.txt"
    eventually "a new file" finds lullaby 'b.txt '
    mkdir -p "$work/docs/new/deep"
    sleep 0.5
    echo 'Play is how children learn.' > "$work/docs/new/deep/c.txt"
    eventually "a file in a new folder" finds play 'new/deep/c.txt '
    mv "$work/docs/new/deep/c.txt" "$work/docs/sub/d.txt"
    eventually "a renamed file" finds play 'sub/d.txt '
    mv "$work/docs/sub" "$work/docs/other"
    eventually "a renamed folder" finds play 'other/d.txt '
    rm "$work/docs/b.txt"
    eventually "a removed file" finds lullaby ''
    kill -0 "$watcher" || fail "it went away"
}

# ---- a folder, with inotify ----
follow --watch

# A copy that takes its time comes in once, and whole.
before=$(built)
{
    echo 'Midwives weigh the newborn.'
    sleep 4
    echo 'Storks have nothing to do with it.'
} > "$work/docs/slow.txt" &
writer=$!
sleep 3.5
[ "$(built)" = "$before" ] || fail "a file was read while it was being written"
wait "$writer"
eventually "a slow copy" finds 'midwives storks' 'slow.txt '

# What is in a link is followed, too.
echo 'Elephants are out of scope.' > "$work/elsewhere.txt"
ln -s "$work/elsewhere.txt" "$work/docs/link.txt"
eventually "a link" finds elephants 'link.txt '
echo 'Giraffes as well.' > "$work/elsewhere.txt"
eventually "a file behind a link" finds giraffes 'link.txt '

# Its own files and hidden ones are no news.
sleep 3
reports=$(grep -c '^Files' "$work/out")
echo x > "$work/docs/.hidden"
sleep 3
[ "$(grep -c '^Files' "$work/out")" -eq "$reports" ] || fail "it updates by itself: $(cat "$work/out")"

# An emptied folder is refused, and told once; the index stays and comes to rest again.
mkdir "$work/away"
mv "$work/docs"/*.txt "$work/docs/other" "$work/docs/new" "$work/away/"
eventually "an emptied folder" grep -q 'disk mounted' "$work/err"
finds fathers 'a.txt ' || fail "an emptied folder emptied the index"
mv "$work/away"/* "$work/docs/"
sleep 3
stop TERM
finds fathers 'a.txt ' || fail "the index is not whole"

# ---- a signal in the middle of an update leaves a whole index ----
timeout --foreground -k 5 60 stepwell-index --index="$idx" --watch --full "$work/docs" > "$work/out" 2> "$work/err" &
watcher=$!
children=$watcher
sleep 0.3
stop INT
finds fathers 'a.txt ' || fail "the index is not whole"

# ---- the same by looking ----
rm -r "$work/docs"
mkdir -p "$work/docs/sub"
echo 'Fathers take part in every visit.' > "$work/docs/a.txt"
follow --watch=1
stop TERM

# ---- where inotify may not watch enough ----
if unshare -Ur sh -c 'echo 2 > /proc/sys/user/max_inotify_watches' 2> "$work/limit"; then
    cat > "$work/limited" <<END
echo 2 > /proc/sys/user/max_inotify_watches
exec stepwell-index --index=$work/limited.idx --watch $work/docs
END
    timeout --foreground -k 5 60 unshare -Ur sh "$work/limited" > "$work/out" 2> "$work/err" &
    watcher=$!
    children=$watcher
    eventually "no message" grep -q 'max_user_watches' "$work/err"
    eventually "no first update" grep -q Watching "$work/out"
    stop TERM
else
    echo "not tried: a limit of watches ($(cat "$work/limit"))"
fi

# ---- a catalogue, its files, and the configuration ----
idx=$work/cat.idx
mkdir "$work/files"
echo 'Fathers take part.' > "$work/files/one.txt"
cat > "$work/c.yaml" <<END
publications:
- {id: one, title: The first, files: [{path: files/one.txt}]}
END
printf '[library]\nname = First name\n' > "$work/conf"
watch --watch --catalogue="$work/c.yaml" --config="$work/conf"
eventually "it does not begin" grep -q Watching "$work/out"
echo 'Grandmothers sing.' > "$work/files/one.txt"
eventually "a file of the catalogue" finds grandmothers 'one '
printf -- '- {id: two, title: The second, files: [{path: later/two.txt}]}\n' >> "$work/c.yaml"
eventually "an entry" finds second 'two '
mkdir "$work/later"
echo 'Toys are tools.' > "$work/later/two.txt"
eventually "a file that came after its entry" finds toys 'two '
sed 's/The first/Number one/' "$work/c.yaml" > "$work/c.new"
mv "$work/c.new" "$work/c.yaml" # as editors save
eventually "an edited entry" finds number 'one '
echo '  bad: [' >> "$work/c.yaml"
eventually "a mistake" grep -q 'c.yaml:' "$work/err"
finds toys 'two ' || fail "a mistake harmed the index"
sed -i '$d' "$work/c.yaml"
printf '[library]\nname = Second name\n' > "$work/conf"
named() { stepwell-index status --index="$idx" | grep -q '^Second name'; }
eventually "a configuration" named
stop TERM

# ---- what makes no sense ----
status=0
stepwell-index --index="$idx" --watch "$work/nowhere" 2> "$work/err" || status=$?
[ "$status" -eq 2 ] || fail "a folder that is not there gives $status"
status=0
stepwell-index --index="$idx" --watch=often "$work/docs" 2> "$work/err" || status=$?
[ "$status" -eq 2 ] || fail "--watch=often gives $status"
echo "changes are followed"
