# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh disable=SC2034
# What the scripts of this folder share. Each is called with the build folder.

build=$(cd "$1" && pwd)
source=$(cd "$(dirname "$0")/../.." && pwd)
shared=${STEPWELL_SHARED:-$source/../shared}
PATH=$build:$PATH
LC_ALL=C.UTF-8
export PATH LC_ALL
unset STEPWELL_INDEX STEPWELL_CONFIG JOURNAL_STREAM

work=$(mktemp -d)
children=
finish() {
    for child in $children; do kill "$child" 2>/dev/null || true; done
    rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# The shared documents are test input that is not part of the project.
need_shared() { # FOLDER...
    for folder in "$@"; do
        if [ ! -d "$shared/data/$folder" ]; then
            echo "skipped: no documents in '$shared/data/$folder'"
            exit 77
        fi
    done
}

# Runs the indexer; exit status 1 (some files could not be read) is not a failure here.
index() { # ARGUMENT...
    status=0
    timeout 1200 stepwell-index "$@" || status=$?
    [ "$status" -le 1 ] || fail "stepwell-index $* exits with $status"
}

# The indexer ends with status 1 and says why in $work/err; the script names the index in $idx.
# shellcheck disable=SC2154
refuses() { # WORD ARGUMENT...
    word=$1
    shift
    status=0
    stepwell-index --index="$idx" "$@" > "$work/out" 2> "$work/err" || status=$?
    [ "$status" -eq 1 ] || fail "exits with $status, not 1: $(cat "$work/err")"
    grep -q -e "$word" "$work/err" || fail "'$word' is not said: $(cat "$work/err")"
}

# Waits for a file with something in it, ten seconds at most.
await() { # FILE WHAT
    tries=0
    until [ -s "$1" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || fail "$2 does not start"
        sleep 0.1
    done
}

# The value of one key of the summary line in a --json report.
summary() { # REPORT KEY
    tail -n 1 "$1" | jq -r ".summary.$2"
}

hits() { # INDEX QUERY...: keys of the publications found, a line each
    file=$1
    shift
    stepwell --index="$file" --json --limit=100 -- "$@" | jq -r '.results[].id'
}

# Finds a browser, and what Node.js needs of NODE_PATH.
need_browser() { # MODULE...
    browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
    if [ -z "$browser" ]; then
        echo "skipped: no Chromium"
        exit 77
    fi
    for module in "$@"; do
        node -e "require.resolve('$module')" 2> /dev/null && continue
        echo "skipped: no Node.js with $module in NODE_PATH"
        exit 77
    done
}

# The sample documents and some from right to left, as an index.
index_sample() { # INDEX
    cp -r "$source/corpus/sample" "$work/docs"
    cat > "$work/docs/arabic.html" << 'END'
<!doctype html><html lang="ar" dir="rtl"><title>مشاركة الأب في رعاية الطفل</title>
<p>مشاركة الأب في السنوات الأولى من حياة الطفل مهمة. يلعب الأب مع طفله كل يوم.
END
    cat > "$work/docs/hebrew.html" << 'END'
<!doctype html><html lang="he" dir="rtl"><title>אבות בגיל הרך</title>
<p>מעורבות של אבות בגיל הרך חשובה מאוד. אבא משחק עם הילד כל יום (PDF, 2024).
END
    sed 's|^publications:|&\
- id: arabic\
  title: مشاركة الأب في رعاية الطفل\
  files:\
  - path: arabic.html\
    lang: ar\
- id: hebrew\
  title: אבות בגיל הרך\
  files:\
  - path: hebrew.html\
    lang: he|' "$work/docs/catalogue.yaml" > "$work/docs/more.yaml"
    index --index="$1" -q --catalogue="$work/docs/more.yaml"
}

# Serves an index on 127.0.0.1 until the script ends, at $address.
serve() { # INDEX
    stepwell serve --index="$1" --port=0 > "$work/address" 2> "$work/log" &
    children="$children $!"
    await "$work/address" "stepwell serve"
    address=$(sed -nE 's|.*(http://[^ ]+).*|\1|p' "$work/address")
}
