#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Every text of the interface stands in every translation, and one that is wrong is refused.
set -eu
here=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
phrases=$here/query/phrases.inc
failed=0

compile() { # PO...
    rm -f "$work/table.inc"
    python3 "$here/tools/phrases.py" "$phrases" "$work/table.inc" "$@" > "$work/said" 2>&1 &&
        [ -s "$work/table.inc" ]
}
refuse() { # NAME WHAT-IS-SAID SED...: a translation that is changed like that
    name=$1 said=$2
    shift 2
    sed "$@" "$here/query/ui/ru.po" > "$work/ru.po"
    if cmp -s "$work/ru.po" "$here/query/ui/ru.po"; then
        echo "$name: nothing was changed"
        failed=1
    elif compile "$work/ru.po"; then
        echo "$name: accepted"
        failed=1
    elif [ -e "$work/table.inc" ] || ! grep -q "$said" "$work/said"; then
        echo "$name: not said, or tables were written:"
        cat "$work/said"
        failed=1
    fi
}

compile "$here"/query/ui/*.po || {
    cat "$work/said"
    failed=1
}
for file in "$here"/query/ui/*.po; do
    tag=$(basename "$file" .po)
    grep -q "^set(TONGUES .*\b$tag\b.*)" "$here/CMakeLists.txt" || {
        echo "$file: not in CMakeLists.txt"
        failed=1
    }
    if command -v msgfmt > "$work/said"; then
        msgfmt --check-format --check-domain -o "$work/mo" "$file" 2> "$work/said" || {
            cat "$work/said"
            failed=1
        }
    fi
done
refuse "a text that is missing" 'SKIP is missing' '/^msgctxt "SKIP"/,/^$/d'
refuse "an empty text" 'SKIP wants the forms msgstr' '/^msgctxt "SKIP"/,/^$/s/^msgstr .*/msgstr ""/'
refuse "a placeholder too few" 'TOTALS: other placeholders' '/^msgctxt "TOTALS"/,/^$/s/^msgstr .*/msgstr "%1"/'
refuse "another placeholder" 'LIKE: other placeholders' '/^msgctxt "LIKE"/,/^$/s/^msgstr .*/msgstr "%2"/'
refuse "a placeholder lost in one plural form" 'PAGES: other placeholders' \
    '/^msgctxt "PAGES"/,/^$/s/^msgstr\[2\] .*/msgstr[2] "страниц"/'
refuse "a plural form too few" 'PAGES wants the forms' '/^msgctxt "PAGES"/,/^$/{/^msgstr\[2\]/d}'
refuse "other plural forms than the header says" 'wants the forms' 's/nplurals=3/nplurals=4/'
refuse "a rule that gives too many forms" 'more forms than nplurals' 's/nplurals=3/nplurals=2/'
refuse "no rule" 'no Plural-Forms' '/^"Plural-Forms/d'
refuse "a rule that is a program" 'no Plural-Forms' 's/plural=.*;/plural=__import__(0);/'
refuse "a fuzzy text" 'SKIP is fuzzy' 's/^msgctxt "SKIP"/#, fuzzy\n&/'
refuse "other English" 'the English is now' '/^msgctxt "SKIP"/,/^$/s/^msgid .*/msgid "Jump"/'
refuse "an unknown text" 'unknown, or here' 's/^msgctxt "SKIP"/msgctxt "SKIPPED"/'
refuse "another language" 'names another language' 's/Language: ru/Language: uk/'
refuse "no .po file" 'no line of a .po file' '1s/^# /x /'
refuse "a control character" 'a control character' '/^msgctxt "SKIP"/,/^$/s/^msgstr .*/msgstr "a\\nb"/'
exit "$failed"
