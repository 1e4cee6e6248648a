#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# A global symbol begins with the name of its file (or of the module that the file is part of).
# usage: symbols.sh BUILD
set -eu
build=$1
bad=0
for object in $(find "$build/CMakeFiles" -name '*.c.o' | grep -E '/(src|indexer|query)/' | sort); do
    file=$(basename "$object" .c.o)
    case $object in */main.c.o | */cgi.c.o | */command_*.c.o | */generated/*) continue ;; esac
    # Some files implement the face of another: an engine the store, a row its table.
    also=
    case $object in
    */render/*) also=render ;;
    */gateway/*) also=gateway ;;
    */store/fts5*) also=store ;;
    */base/memory.c.o) also=arena ;;
    */docx_* | */pptx_*) also=${file%%_*} ;;
    esac
    nm -g --defined-only "$object" | awk -v file="$file" -v also="$also" '
        $2 ~ /[TDBR]/ && $3 !~ /^(__|_ZN|asan|\.)/ {
            module = file; good = also != "" && index($3, also "_") == 1
            while (!good) {
                if (index($3, module "_") == 1 || $3 == module) { good = 1; break }
                if (module !~ /_/) break
                sub(/_[^_]*$/, "", module)
            }
            if (!good) { print file ".c: " $3; bad = 1 }
        }
        END { exit bad }' || bad=1
done
exit "$bad"
