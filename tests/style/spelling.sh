#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# codespell finds no misspelling in code, comments and papers (documents have their languages).
set -eu
cd "$(dirname "$0")/../.."
codespell --quiet-level=2 --ignore-words-list=nd,ue,oder,ser,engagment,vise,modul,thes,ther,fo \
    --skip='*.po,*.lintian-overrides,*.tsv,*.pdf,*.docx,*.pptx,corpus/sample,corpus/sources,tests/data,tests/cli,tests/cgi,tests/fuzz/corpus,lang.c,lang_words.h,rtf_words.c,test_*.c,fold.c,unicode_tables.py' \
    src indexer query tests tools docs debian Dockerfile README.md CONTRIBUTING.md CHANGELOG.md SECURITY.md
