#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The query programs link libstepwell's libraries and nothing more, and cannot write an index.
# usage: links.sh BUILD
set -eu
build=$1
bad=0
for program in stepwell stepwell.cgi; do
    for library in $(ldd "$build/$program" | awk '{ print $1 }'); do
        case ${library##*/} in
        linux-vdso* | ld-linux* | libc.so* | libm.so* | libsqlite3.so* | libstemmer.so* | \
            libzstd.so* | libasan.so* | libubsan.so* | libstdc++.so* | libgcc_s.so* | statically)
            # The C++ runtime comes with sanitizers only.
            case $library in
            libstdc++* | libgcc_s*)
                ldd "$build/$program" | grep -q 'lib[au][sb]' && continue
                nm "$build/$program" | grep -q __asan_init && continue
                echo "$program links $library"
                bad=1
                ;;
            esac
            ;;
        *)
            echo "$program links $library"
            bad=1
            ;;
        esac
    done
    if nm "$build/$program" | grep -q ' T store_open_work$'; then
        echo "$program can write an index: store_open_work is in it"
        bad=1
    fi
done
exit "$bad"
