#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What is looked at before an index is published: how much is gone, and sample queries.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

idx=$work/lib.idx
mkdir -p "$work/docs/disk"
for number in 1 2 3 4 5 6 7 8; do
    echo "Fathers visit group number $number and sing." > "$work/docs/disk/$number.txt"
done
echo 'Grandmothers tell stories.' > "$work/docs/stories.txt"
index --index="$idx" -q "$work/docs"
before=$(stat -c '%i %Y %s' "$idx")

same() { # WHAT
    [ "$(stat -c '%i %Y %s' "$idx")" = "$before" ] || fail "$1: a new index came"
}
refused() { # WORD ARGUMENT...
    refuses "$@"
    same "$1"
}

# ---- a folder that is empty all of a sudden ----
mv "$work/docs/disk" "$work/away"
mkdir "$work/docs/disk"
refused '8 of the 9 files .* are gone' "$work/docs"
refused '8 of the 9' -n "$work/docs"
mv "$work/docs/stories.txt" "$work/away/"
refused 'none of the files' --full "$work/docs"
refused 'none of the files' "$work/docs"
# The work file, which knows what was there, went with the disk: the index in use knows, too.
mv "$idx.work" "$idx.cache" "$work/away/"
refused 'only 0 are here' "$work/docs"
mv "$work/away/lib.idx.work" "$idx.work"
mv "$work/away/lib.idx.cache" "$idx.cache"
rmdir "$work/docs/disk"
mv "$work/away/stories.txt" "$work/docs/"
mv "$work/away" "$work/docs/disk"
index --index="$idx" -q "$work/docs"
same "mounted again"

# Moved is not gone; taken out of a catalogue is meant.
mv "$work/docs/disk" "$work/docs/moved"
index --index="$idx" --json "$work/docs" > "$work/report"
[ "$(summary "$work/report" renamed)" = 8 ] || fail "not renamed: $(cat "$work/report")"
rm -r "$work/docs/moved"
index --index="$idx" -q --force "$work/docs"
[ -z "$(hits "$idx" fathers)" ] || fail "--force does not publish"

# ---- a catalogue ----
idx=$work/cat.idx
mkdir "$work/files"
catalogue() { # HOW MANY
    echo "publications:"
    for number in $(seq "$1"); do
        echo "- {id: p$number, title: Guide $number, files: [{path: files/$number.txt}]}"
    done
}
for number in $(seq 10); do
    echo "Fathers sing in group $number." > "$work/files/$number.txt"
done
catalogue 10 > "$work/c.yaml"
index --index="$idx" -q --catalogue="$work/c.yaml"
before=$(stat -c '%i %Y %s' "$idx")
mv "$work/files" "$work/away"
refused 'none of the files' --catalogue="$work/c.yaml"
mkdir "$work/files"
cp "$work/away/1.txt" "$work/files/"
refused '9 of the 10 files' --catalogue="$work/c.yaml"
rm -r "$work/files"
mv "$work/away" "$work/files"
catalogue 2 > "$work/c.yaml"
index --index="$idx" -q --catalogue="$work/c.yaml"
[ "$(hits "$idx" fathers | wc -l)" -eq 2 ] || fail "a shorter catalogue is refused"

# ---- sample queries ----
catalogue 3 > "$work/c.yaml"
printf '%s\t%s\t%s\n' '# what we want to be found' '' '' 'guide 3' p3 '' > "$work/samples.tsv"
printf 'fathers sing\t2.txt\t1\nelephants\tp1\n' >> "$work/samples.tsv"
cat > "$work/conf" <<END
[index]
sample_queries = $work/samples.tsv
END
before=$(stat -c '%i %Y %s' "$idx")
refused '1 of 3 sample queries' --config="$work/conf" --catalogue="$work/c.yaml"
grep -q "'elephants' should find 'p1': nothing is found (line 4" "$work/out" ||
    fail "the query is not named: $(cat "$work/out")"
# The same again: a refused index does not come in by repetition.
refused '1 of 3 sample queries' --config="$work/conf" --catalogue="$work/c.yaml" --json
jq -es 'any(.sample == "missed" and .query == "elephants" and .expected == "p1")' \
    "$work/out" > /dev/null || fail "no JSON of it: $(cat "$work/out")"
printf 'fathers sing\tp3\t7\nfathers group 1\tp9\n' > "$work/samples.tsv"
refused '2 of 2' --config="$work/conf" --catalogue="$work/c.yaml"
grep -q "on page 7: found on page 1" "$work/out" || fail "no page: $(cat "$work/out")"
grep -q "is not among the 3 found; first comes 'p1'" "$work/out" ||
    fail "no place: $(cat "$work/out")"

# --force, or a configuration that only wants a report.
index --index="$idx" --config="$work/conf" --catalogue="$work/c.yaml" --force > "$work/out"
[ "$status" -eq 1 ] || fail "what is missed with --force gives $status"
[ "$(hits "$idx" fathers | wc -l)" -eq 3 ] || fail "--force does not publish"
echo 'sample-failures = report' >> "$work/conf"
catalogue 2 > "$work/c.yaml"
index --index="$idx" --config="$work/conf" --catalogue="$work/c.yaml" > "$work/out"
[ "$status" -eq 1 ] || fail "what is missed gives $status"
grep -q missed "$work/out" || fail "what is missed is not told"
[ "$(hits "$idx" fathers | wc -l)" -eq 2 ] || fail "a report does not publish"

# check asks them, too, and names a line that is none.
status=0
stepwell-index check --index="$idx" --config="$work/conf" --catalogue="$work/c.yaml" \
    > "$work/out" || status=$?
[ "$status" -eq 1 ] || fail "check exits with $status"
grep -q "'fathers sing' should find" "$work/out" || fail "check does not ask: $(cat "$work/out")"
printf 'fathers sing\n' > "$work/samples.tsv"
status=0
stepwell-index --index="$idx" --config="$work/conf" --catalogue="$work/c.yaml" \
    2> "$work/err" || status=$?
[ "$status" -eq 65 ] || fail "a bad line gives $status"
grep -q 'samples.tsv:1: write query TAB' "$work/err" || fail "no line: $(cat "$work/err")"
echo "checked before it is published"
