#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# The golden cases of tests/cgi by SCGI and by FastCGI: every gateway gives the same answers.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"

for way in scgi fastcgi; do
    mkdir -p "$work/$way/tests"
    ln -s "$build/stepwell" "$work/$way/stepwell"
    ln -s "$build/tests/sample.idx" "$work/$way/tests/sample.idx"
    ln -s "$build/tests/sample.idx.pictures" "$work/$way/tests/sample.idx.pictures"
    cat > "$work/$way/stepwell.cgi" << END
#!/bin/sh
exec python3 "$source/tests/index/through.py" $way "$build/stepwell.cgi" "\$@"
END
    chmod +x "$work/$way/stepwell.cgi"
    echo "by $way:"
    sh "$source/tests/cases.sh" "$work/$way" "$source/tests/cgi" || fail "by $way"
done
