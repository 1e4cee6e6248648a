#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every state of the search page through axe-core in a real browser: no violation of A, AA, AAA
# or best practice, and nothing that scrolls sideways; see axe.js. The modules are looked for
# where NODE_PATH says.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
if [ -z "$browser" ]; then
    echo "skipped: no Chromium"
    exit 77
fi
if ! node -e 'require.resolve("axe-core"); require.resolve("puppeteer-core")' 2> /dev/null; then
    echo "skipped: no Node.js with axe-core and puppeteer-core in NODE_PATH"
    exit 77
fi
cp -r "$source/corpus/sample" "$work/docs"
cat > "$work/docs/arabic.html" << 'END'
<!doctype html><html lang="ar" dir="rtl"><title>مشاركة الأب في رعاية الطفل</title>
<p>مشاركة الأب في السنوات الأولى من حياة الطفل مهمة. يلعب الأب مع طفله كل يوم.
END
sed -e 's|^publications:|&\n- id: arabic\n  title: مشاركة الأب في رعاية الطفل\n  files:\n  - path: arabic.html\n    lang: ar\n|' \
    "$work/docs/catalogue.yaml" > "$work/docs/more.yaml"
index --index="$work/lib.idx" -q --catalogue="$work/docs/more.yaml"
stepwell serve --index="$work/lib.idx" --port=0 > "$work/address" 2> "$work/log" &
children=$!
tries=0
until [ -s "$work/address" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || fail "stepwell serve does not start"
    sleep 0.1
done
timeout 300 node "$source/tests/index/axe.js" "$browser" "$(cat "$work/address")" ||
    fail "the page is not accessible"
