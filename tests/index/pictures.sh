#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Pictures of pages: made once, served as JPEG of the right size, and missed by nobody when they
# are off, damaged or half made.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

catalogue=$source/corpus/sample/catalogue.yaml
STEPWELL_INDEX=$work/library.idx
export STEPWELL_INDEX
configure() { # MODE
    printf '[index]\npictures = %s\n' "$1" > "$work/stepwell.conf"
}
update() {
    index --config="$work/stepwell.conf" --index="$STEPWELL_INDEX" \
        --catalogue="$catalogue" --json > "$work/report"
}
page() { # QUERY-STRING: the whole answer
    REQUEST_METHOD=${method:-GET} QUERY_STRING=$1 stepwell.cgi
}
pictures() { # addresses on the page of a search, a line each
    page 'q=father+engagement' | grep -o 'picture=[0-9a-f]*-[0-9]*' || true
}
header() { # FILE NAME
    tr -d '\r' < "$1" | sed -n "1,/^\$/s/^$2: //p"
}

# ---- all of them ----

configure all
update
count=$(summary "$work/report" pictures)
[ "$count" -gt 20 ] || fail "only $count pictures"
[ "$(stepwell-index status --json | jq .pictures)" = "$count" ] || fail "status counts others"
stepwell-index status | grep -q '^Pictures ' || fail "status is silent about pictures"
[ ! -e "$STEPWELL_INDEX.pictures.part" ] || fail "the file in the making is still there"

address=$(pictures | sed -n 1p)
[ -n "$address" ] || fail "no picture on the page"
page 'q=father+engagement' | grep -q '<path d="M' || fail "nothing is marked"
page "$address" > "$work/answer"
[ "$(header "$work/answer" Status)" = '200 OK' ] || fail "$address is not there"
[ "$(header "$work/answer" Content-Type)" = image/jpeg ] || fail "$address is no JPEG"
header "$work/answer" Cache-Control | grep -q immutable || fail "may not be kept"
[ "$(header "$work/answer" X-Content-Type-Options)" = nosniff ] || fail "no nosniff"
length=$(header "$work/answer" Content-Length)
tail -c "$length" "$work/answer" > "$work/picture.jpg"
python3 - "$work/picture.jpg" << 'END' || fail "$address has another size"
import sys
data = open(sys.argv[1], "rb").read()
at, size = 2, None
assert data[:3] == b"\xff\xd8\xff" and data[-2:] == b"\xff\xd9"
while size is None:
    mark, length = data[at + 1], int.from_bytes(data[at + 2:at + 4], "big")
    if 0xC0 <= mark <= 0xC2:
        size = int.from_bytes(data[at + 7:at + 9], "big"), int.from_bytes(data[at + 5:at + 7], "big")
    at += 2 + length
assert size[0] == 208 or size[1] == 416, size
END
[ "$(method=HEAD page "$address" | tail -c 3 | od -An -c | tr -d ' ')" = '\n\r\n' ] ||
    fail "HEAD has a body"
HTTP_IF_NONE_MATCH=$(header "$work/answer" ETag) page "$address" | grep -q '^Status: 304' ||
    fail "an unchanged picture is sent again"
for wrong in picture=0 picture=../library.idx "${address}0000" picture=; do
    page "$wrong" | grep -aq 'Content-Type: image' && fail "$wrong is a picture"
done
page "${address%-*}-9999" | grep -q '^Status: 404' || fail "a page that is not there"

# ---- nothing is drawn twice ----

before=$(cksum < "$STEPWELL_INDEX.pictures")
inode=$(stat -c %i "$STEPWELL_INDEX.pictures")
update
[ "$inode" = "$(stat -c %i "$STEPWELL_INDEX.pictures")" ] || fail "made anew without need"
index --config="$work/stepwell.conf" --index="$STEPWELL_INDEX" --catalogue="$catalogue" \
    > "$work/text"
grep -q '^Pictures .* 0 new$' "$work/text" || fail "drawn twice: $(cat "$work/text")"

# ---- killed in between ----

rm "$STEPWELL_INDEX.pictures"
cat > "$work/slow" << 'END'
#!/bin/sh
sleep 0.3
exec stepwell-extract "$@"
END
chmod +x "$work/slow"
# The reader is the same program, a little later: its pictures are the same.
STEPWELL_EXTRACT=$work/slow stepwell-index --config="$work/stepwell.conf" -j1 -q \
    --index="$STEPWELL_INDEX" --catalogue="$catalogue" &
runner=$!
children=$runner
tries=0
while [ "$(stat -c %s "$STEPWELL_INDEX.pictures.part" 2> /dev/null || echo 0)" -le 5000 ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 500 ] || fail "nothing is drawn"
    kill -0 "$runner" 2> /dev/null || break
    sleep 0.01
done
kill -9 "$runner" 2> /dev/null || true
wait "$runner" 2> /dev/null || true
children=
[ -n "$(hits "$STEPWELL_INDEX" father engagement)" ] || fail "the index is not there"
if [ -e "$STEPWELL_INDEX.pictures.part" ]; then
    pictures | grep -q . && fail "pictures of a file that was not published"
    page 'q=father+engagement' | grep -q '^Status: 200' || fail "no page without pictures"
fi
index --config="$work/stepwell.conf" --index="$STEPWELL_INDEX" --catalogue="$catalogue" \
    > "$work/text"
new=$(sed -n 's/^Pictures .* \([0-9]*\) new.*/\1/p' "$work/text")
[ "$new" -lt "$count" ] || fail "the run began anew: $(cat "$work/text")"
[ "$before" = "$(cksum < "$STEPWELL_INDEX.pictures")" ] || fail "other pictures than before"

# ---- damaged ----

# Each way to lose it: cut, turned to noise, of another make, a folder.
whole=$(stat -c %s "$STEPWELL_INDEX.pictures")
damage() {
    case $1 in
    cut) head -c "$((whole / 2))" "$work/kept" ;;
    empty) : ;;
    text) yes stepwell | head -c "$whole" ;;
    middle)
        head -c 60 "$work/kept"
        head -c "$((whole - 60))" /dev/zero
        ;;
    esac
}
cp "$STEPWELL_INDEX.pictures" "$work/kept"
for how in cut empty text middle; do
    damage "$how" > "$STEPWELL_INDEX.pictures"
    page 'q=father+engagement' > "$work/answer"
    [ "$(header "$work/answer" Status)" = '200 OK' ] || fail "$how: no page"
    grep -q 'picture=' "$work/answer" && fail "$how: pictures on the page"
    page "$address" | grep -q '^Status: 404' || fail "$how: a picture"
done
update
[ "$before" = "$(cksum < "$STEPWELL_INDEX.pictures")" ] || fail "a damaged file is not mended"

# ---- first, named, off ----

configure first
update
[ "$(summary "$work/report" pictures)" -lt "$count" ] || fail "first is all"
first=$(summary "$work/report" pictures)
sed "s|^\( *\)- *\(path: engaging-fathers-guide.pdf.*\)|\1- \2\n\1  pictures: 3, 4-5|" \
    "$catalogue" > "$work/named.yaml"
if ! cmp -s "$catalogue" "$work/named.yaml"; then
    sed -i "s|path: |path: $source/corpus/sample/|" "$work/named.yaml"
    catalogue=$work/named.yaml
    update
    [ "$(summary "$work/report" pictures)" -eq $((first + 3)) ] || fail "named pages have none"
fi
configure off
update
[ ! -e "$STEPWELL_INDEX.pictures" ] || fail "off leaves the file"
pictures | grep -q . && fail "off leaves pictures on the page"
configure first
update


