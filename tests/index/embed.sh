#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The search box for other sites in a real browser; see embed.py.
# usage: embed.sh BUILD [PICTURE]
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

need_browser
mkdir "$work/docs"
cp "$source"/corpus/sample/*.pdf "$source"/corpus/sample/*.md "$work/docs"
cat > "$work/docs/markup.html" << 'END'
<!doctype html><html lang="en"><title>&lt;img src=x&gt; in a title</title>
<p>About father engagement &lt;script&gt;document.title = "bad"&lt;/script&gt; the fathers of the town know much.
END
index --index="$work/lib.idx" -q "$work/docs"
serve "$work/lib.idx"
timeout 120 python3 "$source/tests/index/embed.py" "$browser" "$address" "$work" \
    ${2:+"$2"} || fail "the box"
