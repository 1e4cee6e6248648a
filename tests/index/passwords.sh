#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Passwords of the catalogue and of the configuration open protected documents, and no other way.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
mkdir "$work/docs" "$work/office"

# Office documents, each protected in another way.
cp "$source"/tests/data/locked/*.[dop]* "$work/office"
for list in '' 'wrong' 'wrong Geheim-ß1'; do
    printf '[index]\npasswords = %s\n' "$list" > "$work/stepwell.conf"
    index --config="$work/stepwell.conf" --index="$work/office.idx" --json "$work/office" > "$work/report"
    case $list in
    *1) [ "$(summary "$work/report" indexed)" = 7 ] ;;
    *) [ "$(jq -r 'select(.code == "encrypted") | .file' "$work/report" | wc -l)" = 7 ] ;;
    esac || fail "with '$list': $(cat "$work/report")"
done
[ "$(hits "$work/office.idx" courtyard | wc -l)" = 7 ] || fail "not every Office document is found"

need_shared hostile
idx=$work/lib.idx
first=ingest-password-hunter2.pdf
second=encrypted-aes256-user-password-tata.pdf
cp "$shared/data/hostile/$first" "$shared/data/hostile/$second" "$work/docs"

status_of() { # FILE
    jq -r --arg file "$1" 'select(.file == $file) | .status + "/" + (.code // "")' "$work/report"
}
expect() { # FIRST SECOND
    [ "$(status_of $first) $(status_of $second)" = "$1 $2" ] ||
        fail "expected $1 and $2: $(cat "$work/report")"
}
# The second run also shows that a failure under other passwords is not taken from the cache.
for list in '' 'wrong' 'hunter2' 'wrong hunter2 tata'; do
    printf '[index]\npasswords = %s\n' "$list" > "$work/stepwell.conf"
    index --config="$work/stepwell.conf" --index="$idx" --json "$work/docs" > "$work/report"
    case $list in
    *tata) expect indexed/ indexed/ ;;
    hunter2) expect indexed/ skipped/encrypted ;;
    *) expect skipped/encrypted skipped/encrypted ;;
    esac
done
[ "$(hits "$idx" '"document has a password"')" = $first ] || fail "the first one is not found"
hits "$idx" 'przedszkola' | grep -qx $second || fail "the second one is not found"

write_catalogue() { # PASSWORD-OF-FIRST PASSWORD-OF-SECOND
    cat > "$work/docs/catalogue.yaml" << EOF
publications:
- id: first
  title: The first
  files:
  - path: $first
    password: $1
- id: second
  title: The second
  files:
  - path: $second
    password: $2
EOF
}
# Each password is for its own file.
for pair in 'tata hunter2' 'hunter2 wrong' 'hunter2 tata'; do
    write_catalogue "${pair% *}" "${pair#* }"
    index --index="$work/named.idx" --catalogue="$work/docs/catalogue.yaml" --json > "$work/report"
    case $pair in
    'tata hunter2') expect skipped/encrypted skipped/encrypted ;;
    *wrong) expect indexed/ skipped/encrypted ;;
    *)  [ "$(status_of $second)" = indexed/ ] || fail "still closed: $(cat "$work/report")" ;;
    esac
done
[ "$(hits "$work/named.idx" 'przedszkola')" = second ] || fail "the second one is not found"
echo "passwords of configuration and catalogue open their documents"
