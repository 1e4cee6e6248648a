#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# discover, fetch, update and search in one run, from a local server that also misbehaves.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

web=$work/web
corpus=$work/corpus
idx=$work/lib.idx
mkdir -p "$web/files"
echo one > "$web/version"

# The server stops when its input ends: when this script does.
mkfifo "$work/alive"
python3 "$source/tests/index/serve.py" "$web" "$work/port" < "$work/alive" &
children=$!
exec 3> "$work/alive"
await "$work/port" "the server"
port=$(cat "$work/port")
here=http://127.0.0.1:$port

cat > "$work/stepwell.conf" <<END
[fetch]
allow-private = 127.0.0.1
delay         = 10ms
time-limit    = 1s
max-file      = 1MB
recheck       = 0
identify      = a test
END
STEPWELL_CONFIG=$work/stepwell.conf
export STEPWELL_CONFIG

update() { # CATALOGUE ARGUMENT...
    catalogue=$1
    shift
    index --index="$idx" --corpus="$corpus" --catalogue="$catalogue" "$@"
}

requests() { # PATH: how often it was asked for
    grep -c " $1 " "$web/log" || true
}

reason() { # REPORT FILE: what the report says of it
    jq -r --arg file "$2" 'select(.file == $file and .status) | .code // .status' "$1"
}

# ---- a listing with links to documents, in the form of the seed, from discover to a search ----

mkdir -p "$web/files/cdn" "$web/files/unicef/sites/ch"
cp "$source/corpus/sample/"*.pdf "$web/files/cdn/"
pdf=$(cd "$web/files/cdn" && find . -name '*.pdf' | sort | head -n 1 | sed 's/..//')
cp "$web/files/cdn/$pdf" "$web/files/unicef/sites/ch/Guide 1.General Overview-2.0.pdf"
cat > "$work/listing.txt" <<END
A Roadmap for Fathers
What this is about.
button[src="$here/cdn/$pdf"][label="Download in English"]
Published in:
2026
Organization(s):
ISSA
Language:

Home Visiting Package
Three guides.
button[src="$here/unicef/sites/ch/Guide%201.General%20Overview-2.0.pdf"][label="Trainer Guide"]
Published in:
2025
END
stepwell-index discover "$work/listing.txt" > "$work/found.yaml"
update "$work/found.yaml" --json > "$work/report"
[ "$(summary "$work/report" indexed)" = 2 ] || fail "discover, fetch, update: $(cat "$work/report")"
[ "$(find "$corpus" -name '*.pdf' | wc -l)" = 1 ] || fail "the same content is kept twice: $(ls "$corpus")"
stepwell --index="$idx" --format=urls roadmap | grep -q "^$here/cdn/" || fail "no address of a fetched file"

# Unchanged documents are asked for, and not sent again; with --offline nothing is asked.
update "$work/found.yaml" --json > "$work/report"
[ "$(summary "$work/report" unchanged)" = 2 ] || fail "a second update: $(cat "$work/report")"
[ "$(grep -c ' 304 ' "$web/log")" = 2 ] || fail "no conditional requests: $(cat "$web/log")"
before=$(wc -l < "$web/log")
update "$work/found.yaml" --offline -q
update "$work/found.yaml" --dry-run -q
[ "$(wc -l < "$web/log")" = "$before" ] || fail "--offline or --dry-run asked the network"
grep -q 'agent=a test' "$web/log" || fail "identify is not obeyed"

# A page over the network.
cat > "$web/files/page.html" <<'END'
<!doctype html><title>x</title><h1>Publications</h1>
<article><h2>Play Outside</h2><p>Games.</p><a href="cdn/a.pdf">Download</a></article>
END
stepwell-index discover "$here/page.html" | grep -q "url: $here/cdn/a.pdf" || fail "discover over the network"
status=0
stepwell-index discover "$here/nothing.html" 2> "$work/err" || status=$?
[ "$status" = 69 ] || fail "discover of a page that is not there exits with $status"

# ---- the founding listing, when it is here: its 21 files from the paths of their addresses ----

if [ -f "$shared/seed/publications.txt" ]; then
    sed "s|https://|$here/|g" "$shared/seed/publications.txt" > "$work/seed.txt"
    stepwell-index discover "$work/seed.txt" > "$work/seed.yaml"
    stepwell-index discover --json "$work/seed.txt" | jq -r '.files[].url' > "$work/addresses"
    [ "$(wc -l < "$work/addresses")" = 21 ] || fail "the listing has $(wc -l < "$work/addresses") files"
    slides=$(find "$source/corpus/sample" -name '*.pptx' | sort | head -n 1)
    while read -r address; do
        file=$web/files/$(printf '%s' "${address#"$here/"}" | sed 's/%20/ /g')
        mkdir -p "${file%/*}"
        case $file in
        *.pptx) cp "$slides" "$file" ;;
        *) cp "$web/files/cdn/$pdf" "$file" ;;
        esac
    done < "$work/addresses"
    stepwell-index --index="$work/seed.idx" --corpus="$work/seed" --catalogue="$work/seed.yaml" --json > "$work/report" ||
        fail "the founding listing: $(cat "$work/report")"
    [ "$(summary "$work/report" indexed)" = 21 ] || fail "the founding listing: $(cat "$work/report")"
    [ "$(find "$work/seed" -type f -name '*.p*' | wc -l)" = 2 ] || fail "content is kept more than once"
    hits "$work/seed.idx" engaging men | grep -q '^engaging-men' || fail "the roadmap is not found"
    hits "$work/seed.idx" quality of educators | grep -q '^piqet' || fail "a description without a file is not found"

    # The next cycle: one document has changed, one has moved, one is gone.
    again() { # EXIT-STATUS
        status=0
        stepwell-index --index="$work/seed.idx" --corpus="$work/seed" --catalogue="$work/seed.yaml" \
            --json > "$work/report" || status=$?
        [ "$status" = "$1" ] || fail "the next cycle exits with $status: $(cat "$work/report")"
        hits "$work/seed.idx" engaging men | grep -q '^engaging-men' || fail "the roadmap is not found any more"
    }
    served() { printf '%s' "$web/files/${1#"$here/"}" | sed 's/%20/ /g'; }
    again 0
    [ "$(summary "$work/report" unchanged)" = 21 ] || fail "a second cycle: $(cat "$work/report")"
    grep -v '\.pptx$' "$work/addresses" > "$work/documents"
    changed=$(sed -n 1p "$work/documents")
    moved=$(sed -n 2p "$work/documents")
    gone=$(sed -n 3p "$work/documents")
    [ -z "$(hits "$work/seed.idx" implicarea)" ] || fail "a word is found before its document has come"
    cp "$source/corpus/sample/implicarea-tatilor.pdf" "$(served "$changed")"
    again 0
    [ "$(summary "$work/report" unchanged)" = 20 ] || fail "one has changed: $(cat "$work/report")"
    [ -n "$(hits "$work/seed.idx" implicarea)" ] || fail "what has changed is not found"
    mkdir -p "$web/files/new"
    mv "$(served "$moved")" "$web/files/new/place.pdf"
    echo "$here/new/place.pdf" > "$(served "$moved").moved"
    again 0
    [ "$(jq -r 'select(.link == "moved") | .to // .address // .url' "$work/report" | wc -l)" = 1 ] ||
        fail "one has moved: $(cat "$work/report")"
    rm "$(served "$gone")"
    again 1
    [ "$(jq -r 'select(.link == "dead") | .file' "$work/report" | wc -l)" = 1 ] || fail "one is gone: $(cat "$work/report")"
    [ "$(summary "$work/report" unchanged)" = 21 ] || fail "the last good copy is not kept: $(cat "$work/report")"
    [ -n "$(hits "$work/seed.idx" implicarea)" ] || fail "what had changed is not found any more"

    [ -z "$(stepwell-index discover --catalogue="$source/corpus/catalogue.yaml" "$shared/seed/publications.txt" 2>/dev/null)" ] ||
        fail "the founding catalogue does not know its own listing"
fi

# ---- one misbehaviour each ----

: > "$web/log"
{
    echo 'publications:'
    for name in moved.txt kept.txt sent.txt circle.txt elsewhere.pdf scheme.pdf private.txt busy.txt \
        patience.txt broken.txt cut.txt shifted.txt page.pdf empty.pdf garbage.pdf large.pdf endless.pdf \
        slow.pdf silent.pdf dying.txt changing.txt missing.pdf; do
        printf -- '- {id: %s, title: %s, files: [{url: "%s/odd/%s"}]}\n' "$name" "$name" "$here" "$name"
    done
    echo '- {id: stranger, title: Stranger, files: [{url: "http://stranger.example.org/a.pdf"}]}'
} > "$work/odd.yaml"
update "$work/odd.yaml" --json --full > "$work/report" 2> "$work/err"

expect() { # FILE CODE
    got=$(reason "$work/report" "$1")
    [ "$got" = "$2" ] || fail "$1: '$got', not '$2': $(grep "\"$1\"" "$work/report")"
}
for name in moved.txt kept.txt sent.txt busy.txt broken.txt cut.txt shifted.txt dying.txt changing.txt; do
    expect "$name" indexed
done
expect circle.txt dead-link
expect scheme.pdf dead-link
expect missing.pdf dead-link
expect private.txt not-allowed
expect patience.txt not-available
expect page.pdf web-page
expect empty.pdf empty
expect garbage.pdf not-a-document
expect large.pdf too-large
expect endless.pdf too-large
expect slow.pdf not-available
expect silent.pdf not-available
expect elsewhere.pdf not-allowed
expect a.pdf not-allowed

# Redirects for good are offered as edits, others are not.
[ "$(jq -r 'select(.link == "moved") | .file' "$work/report" | sort | tr '\n' ' ')" = 'kept.txt moved.txt ' ] ||
    fail "moved: $(grep '"link"' "$work/report")"
[ "$(requests /odd/busy.txt)" = 2 ] || fail "Retry-After"
awk '$3 == "/odd/busy.txt" { if (last && $1 - last < 0.95) exit 1; last = $1 }' "$web/log" || fail "asked again too early"
[ "$(requests /odd/patience.txt)" = 1 ] || fail "a server that wants a day is asked again"
[ "$(requests /odd/broken.txt)" = 3 ] || fail "tries: $(requests /odd/broken.txt)"
grep ' 206 /odd/cut.txt range=bytes=' "$web/log" > /dev/null || fail "no resume: $(grep cut "$web/log")"
[ -z "$(find "$corpus" -name '.part-*' -size -1)" ] || fail "empty parts are left"

# A new version takes the place of the old one; a link that died keeps its last good copy.
echo 'two, with the word perennial' > "$web/version"
touch "$web/dead"
status=0
stepwell-index --index="$idx" --corpus="$corpus" --catalogue="$work/odd.yaml" --only=changing.txt,dying.txt \
    > "$work/text" || status=$?
[ "$status" = 1 ] || fail "a dead link exits with $status: $(cat "$work/text")"
grep -q 'dead link dying.txt: 410' "$work/text" || fail "a dead link is not told: $(cat "$work/text")"
[ "$(hits "$idx" perennial)" = changing.txt ] || fail "the new version is not found"
[ "$(hits "$idx" evanescent)" = dying.txt ] || fail "the last good copy is not found"
[ "$(cat "$corpus"/*.txt | grep -c '^one$')" = 0 ] || fail "the old version is left"

# A fetch that was killed goes on where it was.
sed 's/^time-limit.*/time-limit = 60s/' "$work/stepwell.conf" > "$work/patient.conf"
printf 'publications:\n- {id: halting, title: Halting, files: [{url: "%s/odd/halting.txt"}]}\n' "$here" > "$work/halting.yaml"
stepwell-index --config="$work/patient.conf" --index="$work/halting.idx" --corpus="$corpus" \
    --catalogue="$work/halting.yaml" -q > /dev/null 2>&1 &
killed=$!
tries=0
until [ -n "$(find "$corpus" -name '.part-*' -size +20k)" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "nothing arrives of a document that halts"
    sleep 0.1
done
kill -9 "$killed"
wait "$killed" 2>/dev/null || true
index --index="$work/halting.idx" --corpus="$corpus" --catalogue="$work/halting.yaml" -q
grep ' 206 /odd/halting.txt range=bytes=' "$web/log" > /dev/null || fail "after a kill all was fetched again"
[ "$(hits "$work/halting.idx" unhalted)" = halting ] || fail "what was fetched in two parts is not found"

# Downloads that were lost come again.
rm -rf "$corpus"
update "$work/found.yaml" -q
[ "$(hits "$idx" roadmap | wc -l)" -ge 1 ] || fail "after the downloads were lost"

# ---- no network ----

exec 3>&-
wait "$children" || true
children=
status=0
stepwell-index --index="$idx" --corpus="$corpus" --catalogue="$work/found.yaml" > "$work/text" 2> "$work/err" || status=$?
[ "$status" = 69 ] || fail "without a network the update exits with $status: $(cat "$work/text" "$work/err")"
grep -q 'network is unavailable' "$work/err" || fail "no word of the network"
[ "$(hits "$idx" roadmap | wc -l)" -ge 1 ] || fail "without a network nothing is found any more"

# ---- private addresses ----

sed 's/^allow-private.*/allow = */' "$work/stepwell.conf" > "$work/public.conf"
update "$work/found.yaml" --config="$work/public.conf" --full --json > "$work/report"
grep -q 'private' "$work/report" || fail "a private address was asked: $(cat "$work/report")"
echo "fetching holds"
