#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A library whose every word wants to be markup, a formula, a command or a header: names of files,
# all fields of the catalogue, titles and text. What the web gets of it; see foreign.py.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

bad='"><script>alert(1)</script><img src=x onerror=alert(1)>&amp;'
mkdir "$work/docs"
name=$(printf '%s' "$bad" | tr / _).html
cat > "$work/docs/$name" << END
<!doctype html><html lang="en"><title>=HYPERLINK(&quot;x&quot;) &lt;script&gt;alert(1)&lt;/script&gt;</title>
<h1>&lt;img src=x onerror=alert(1)&gt; heading</h1>
<p>Words about fathers &lt;script&gt;alert("x")&lt;/script&gt; &quot;&gt;&lt;svg onload=alert(1)&gt; and
]]&gt; --&gt; &lt;/title&gt; &lt;/style&gt; {\\input{x}} javascript:alert(1) and fathers again.</p>
END
printf '%s\n' '@SUM(1+1) fathers' '' '+cmd|x fathers "};alert(1)//' > "$work/docs/plain.txt"
cat > "$work/docs/catalogue.yaml" << END
library:
  name: 'Library $bad'
publications:
- id: 'x"><script>alert(1)</script>'
  title: '=cmd|x!A0 }} \\input{/etc/passwd} $bad'
  year: 2024
  organisations: ['@SUM(1) $bad', '+1 {$bad}']
  kind: '-1 $bad'
  contact: '$bad'
  page: 'https://example.org/"><script>alert(1)</script>'
  about: 'About fathers, $bad'
  topics: ['$bad']
  files:
  - path: '$name'
    part: '=1 $bad'
    url: 'javascript:alert(1)'
- id: plain
  title: "TY  - line\\nER  - line fathers"
  organisations: ["a\\tb", 'c]]>d']
  page: 'javascript:alert(1)'
  files:
  - path: plain.txt
    url: 'https://example.org/a b"c''d<e>.txt'
END
printf '[site]\nurl = https://search.example.org/\ncontact = "><script>@x\n' > "$work/conf"
index --index="$work/lib.idx" -q --catalogue="$work/docs/catalogue.yaml"
STEPWELL_INDEX=$work/lib.idx
STEPWELL_CONFIG=$work/conf
export STEPWELL_INDEX STEPWELL_CONFIG
timeout 200 python3 "$source/tests/index/foreign.py" "$build/stepwell.cgi" || fail "foreign words"
