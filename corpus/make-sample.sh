#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# Makes every document of corpus/sample/ from corpus/sources/. Nobody needs this to build or test stepwell: the documents
# are kept in the repository, because the demo must run without LibreOffice and LaTeX.
#
# Debian packages: python3 libreoffice-writer libreoffice-impress texlive-latex-recommended texlive-fonts-recommended
# texlive-lang-german fonts-dejavu

set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
sources=$here/sources
sample=$here/sample
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The date inside what LaTeX writes; LibreOffice is put right by fix_pdf.py.
SOURCE_DATE_EPOCH=1735689600
FORCE_SOURCE_DATE=1
PYTHONDONTWRITEBYTECODE=1
export SOURCE_DATE_EPOCH FORCE_SOURCE_DATE PYTHONDONTWRITEBYTECODE

missing=
need() { # COMMAND PACKAGE
    command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need_tex() { # FILE PACKAGE
    [ -n "$(kpsewhich "$1" 2>/dev/null)" ] || missing="$missing $2"
}
need python3 python3
need soffice 'libreoffice-writer libreoffice-impress'
need pdflatex texlive-latex-recommended
need_tex charter.sty texlive-latex-recommended
need_tex bchr8a.pfb texlive-fonts-recommended
need_tex ngerman.ldf texlive-lang-german
need fc-list fontconfig
fc-list 2>/dev/null | grep -q 'DejaVuSerif-Italic' || missing="$missing fonts-dejavu"
if [ -n "$missing" ]; then
    echo "make-sample.sh: Debian packages are missing:$missing" >&2
    exit 1
fi

run() { # what a maker prints matters only when it fails
    "$@" >"$work/log" 2>&1 || {
        tail -n 40 "$work/log" >&2
        echo "make-sample.sh: failed: $*" >&2
        exit 1
    }
}

office_pdf() { # FILTER YEAR FILE: FILE.pdf in $sample
    run soffice "-env:UserInstallation=file://$work/profile" --headless \
        --convert-to "pdf:$1:{\"ExportBookmarks\":{\"type\":\"boolean\",\"value\":\"true\"},\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"}}" \
        --outdir "$sample" "$3"
    name=$(basename -- "$3")
    [ -s "$sample/${name%.*}.pdf" ] || {
        echo "make-sample.sh: LibreOffice made no PDF of $name" >&2
        exit 1
    }
    python3 "$sources/fix_pdf.py" "$2" "$sample/${name%.*}.pdf"
}

writer() { # NAME YEAR
    python3 "$sources/make_fodt.py" "$sources/$1.md" "$work/$1.fodt"
    office_pdf writer_pdf_Export "$2" "$work/$1.fodt"
}

latex() { # NAME: three runs, for the table of contents and its page numbers
    for _ in 1 2 3; do
        run pdflatex -interaction=nonstopmode -halt-on-error -output-directory="$work" -jobname="$1" \
            '\pdftrailerid{} \pdfsuppressptexinfo=-1 \input{'"$sources/$1.tex"'}'
    done
    mv "$work/$1.pdf" "$sample/"
}

deck() { # NAME
    python3 "$sources/make_pptx.py" "$sources/$1.slides" "$sample/$1.pptx"
}

mkdir -p "$sample"

writer engaging-fathers-guide 2024
writer implicarea-tatilor 2023
writer grudnoe-vskarmlivanie 2024
writer razvoj-deteta 2022

latex father-engagement-review
latex vaeterbeteiligung
latex home-visiting-handbook

deck home-visiting-day-1
deck psykhichne-zdorovia-batkiv
office_pdf impress_pdf_Export 2025 "$sample/home-visiting-day-1.pptx"

python3 "$sources/make_docx.py" "$sources/breastfeeding-first-foods.md" "$sample/breastfeeding-first-foods.docx"

cp "$sources/cpd-educators-quality.html" "$sources/igra-svaki-dan.md" "$sources/inclusion-des-la-naissance.txt" "$sample/"
# The page says windows-1254, and so it is.
python3 - "$sources/olumlu-ebeveynlik.html" "$sample/olumlu-ebeveynlik.html" <<'END'
import sys
with open(sys.argv[1], encoding="utf-8") as source, open(sys.argv[2], "w", encoding="cp1254") as target:
    target.write(source.read())
END

echo "make-sample.sh: $(find "$sample" -type f ! -name catalogue.yaml | wc -l) documents in corpus/sample"
