#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# One work in several formats is one publication of a folder, whichever of them comes and goes.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

idx=$work/lib.idx
sample=$source/corpus/sample
mkdir -p "$work/docs"
update() { index -q --index="$idx" "$work/docs" > /dev/null; }
is() { # WHAT WANTED GOT
    [ "$2" = "$3" ] || fail "$1: '$3', not '$2'"
}
found() { hits "$idx" "$@" | sort | tr '\n' ' '; }
answer() { # FILTER QUERY
    stepwell --index="$idx" --json --limit=100 -- "$2" | jq -r "$1"
}

# ---- slides and their PDF ----

cp "$sample/home-visiting-day-1.pptx" "$work/docs/slides.pptx"
cp "$sample/engaging-fathers-guide.pdf" "$work/docs"
update
is "slides alone" "engaging-fathers-guide.pdf slides.pptx " "$(found father)"
added=$(answer '.results[] | select(.id == "slides.pptx").added' father)
slides=$(answer '.results[] | select(.id == "slides.pptx").matching_pages' father)
cp "$sample/home-visiting-day-1.pdf" "$work/docs/zz.pdf"
update
is "with a PDF" "engaging-fathers-guide.pdf zz.pdf " "$(found father)"
is "pages are counted once" "$slides" \
    "$(answer '.results[] | select(.id == "zz.pdf").matching_pages' father)"
is "its files" "zz.pdf slides.pptx" \
    "$(answer '[.results[] | select(.id == "zz.pdf").files[].name] | join(" ")' father)"
is "the other format" "slides.pptx" "$(answer '.results[] | select(.id == "zz.pdf").passages[0].also[]' father)"
is "the old id" "zz.pdf " "$(found in:slides.pptx father)"
is "only slides" "zz.pdf " "$(found type:pptx father)"
is "a place on a slide" "slides.pptx" "$(answer '.results[0].passages[0].file' 'type:pptx father')"
is "types" "2 1" "$(stepwell -i "$idx" --json father | jq -r '[.facets.type[].count] | join(" ")')"
is "hidden slides" "slides.pptx" "$(answer '.results[0].passages[0].file' '"when the film does not start"')"
stepwell -i "$idx" cite slides.pptx > "$work/cited"
grep -q 'zz.pdf,$' "$work/cited" || fail "not cited: $(cat "$work/cited")"

# What comes again under either name, and what goes.
mv "$work/docs/zz.pdf" "$work/zz.pdf"
update
is "without the PDF" "engaging-fathers-guide.pdf slides.pptx " "$(found father)"
is "since when" "$added" "$(answer '.results[] | select(.id == "slides.pptx").added' father)"
mv "$work/zz.pdf" "$work/docs/aa.pdf"
update
is "under another name" "aa.pdf engaging-fathers-guide.pdf " "$(found father)"
rm "$work/docs/slides.pptx"
update
is "without the slides" "aa.pdf engaging-fathers-guide.pdf " "$(found father)"
is "only its own file" "aa.pdf" "$(answer '[.results[] | select(.id == "aa.pdf").files[].name] | join(" ")' father)"

# ---- the same as a fresh index ----

cp "$sample/home-visiting-day-1.pptx" "$work/docs/slides.pptx"
cp "$work/docs/aa.pdf" "$work/docs/final_v2.pdf"
update
is "three files" "aa.pdf final_v2.pdf slides.pptx" \
    "$(answer '[.results[] | select(.id == "aa.pdf").files[].name] | join(" ")' father)"
everything() { # INDEX
    for query in father mother type:pptx 'type:pdf the' in:final_v2.pdf ''; do
        stepwell --index="$1" --json --limit=100 -- "$query lang:en" |
            jq -c '[.total, .facets, [.results[] | del(.added)]]'
    done
}
everything "$idx" > "$work/grown"
index -q --index="$work/fresh.idx" "$work/docs" > /dev/null
everything "$work/fresh.idx" > "$work/fresh"
cmp -s "$work/grown" "$work/fresh" || fail "an index that grew differs: $(diff "$work/grown" "$work/fresh")"

# ---- a catalogue decides for itself ----

cat > "$work/c.yaml" << END
publications:
- {id: one, title: One, lang: en, files: [{path: docs/aa.pdf}, {path: docs/slides.pptx}]}
- {id: two, title: Two, lang: en, files: [{path: docs/aa.pdf}]}
- {id: drei, title: Drei, lang: de, translation-of: one, about: Vaterschaft, files: []}
- {id: trois, title: Trois, lang: fr, translation-of: nobody, files: []}
END
idx=$work/cat.idx
index --index="$idx" --catalogue="$work/c.yaml" > /dev/null 2> "$work/err"
grep -q "names 'nobody'" "$work/err" || fail "no word of 'nobody': $(cat "$work/err")"
is "two publications" "one two " "$(found father)"
is "by content within one" "slides.pptx" "$(answer '.results[] | select(.id == "one").passages[0].also[]' father)"
is "languages" "drei" "$(answer '.results[] | select(.id == "one").also_in[].id' father)"
is "and back" "one" "$(answer '.results[0].also_in[].id' Vaterschaft)"

# ---- real documents ----

need_shared library formats
mkdir "$work/real"
cp "$shared"/data/library/udhr-* "$shared"/data/library/owasp-* "$shared"/data/library/parenting-* \
    "$shared"/data/library/en-true-dads-* "$shared"/data/library/debian-refcard-* \
    "$shared"/data/formats/html-* "$shared"/data/formats/testWORD_various.* "$work/real"
idx=$work/real.idx
index -q --index="$idx" "$work/real" > /dev/null
stepwell -i "$idx" --json --limit=1000 -- type:pdf type:html type:docx type:doc type:pptx |
    jq -r '.results[] | select(.files | length > 1) | [.files[].name] | join(" ")' | sort > "$work/pairs"
cat > "$work/wanted" << 'END'
en-true-dads-father-involvement.pdf en-true-dads-father-involvement.html
html-cs-iso-8859-2-wrong-or-no-declaration.html udhr-cs-part1.html
owasp-top10-2017-en.pdf owasp-top10-2017-en.pptx
parenting-covid19-kit-albanian.pdf parenting-covid19-kit-sq.docx
parenting-covid19-kit-french.pdf parenting-covid19-kit-fr.docx
parenting-covid19-kit-montenegrin.pdf parenting-covid19-kit-montenegrin.docx
parenting-covid19-kit-russian.pdf parenting-covid19-kit-ru.docx
testWORD_various.doc testWORD_various.docx
udhr-az-part1.pdf udhr-az-part1.html
udhr-bg-part1.pdf html-bg-windows-1251.html
udhr-hr-part1.pdf udhr-hr-part1.html
udhr-kk-part1.pdf udhr-kk-part1.html
udhr-ky-part1.pdf udhr-ky-part1.html
udhr-sr-part1.pdf html-sr-utf-16-wrong-or-no-declaration.html
END
diff "$work/wanted" "$work/pairs" || fail "other twins are found"
echo "twins: $(wc -l < "$work/pairs") pairs found, none missed"
