# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=sh
# Sourced by corpus/demo.sh and tests/run.sh: the Debian packages that they need, installed when they are missing.

SETUP_BUILD='cmake ninja-build gcc g++ pkg-config python3 libsqlite3-dev libstemmer-dev libzstd-dev libzip-dev zlib1g-dev libssl-dev libxml2-dev
    libyaml-dev libjpeg62-turbo-dev libcurl4-openssl-dev libcld2-dev libpoppler-private-dev libpoppler-cpp-dev poppler-data'
SETUP_TEST='libcmocka-dev clang libclang-rt-14-dev clang-format clang-tidy cppcheck shellcheck codespell mandoc poppler-utils
    valgrind jq xz-utils procps zsh fish python3-yaml python3-jsonschema'

# Prints those of the packages named that are not installed, in one line.
setup_missing() {
    setup_installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
    for setup_package in "$@"; do
        case $setup_installed in
        *" installed:$setup_package "*) ;;
        *) printf '%s ' "$setup_package" ;;
        esac
    done
}

setup_apt() { # COMMAND ARGUMENT...: apt-get, as root or through sudo
    set -- env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 "$@"
    if [ "$(id -u)" -ne 0 ]; then
        set -- sudo "$@"
    fi
    "$@"
}

# setup_packages build|test: nothing to do is silent and takes a few milliseconds.
setup_packages() {
    case $1 in
    build) setup_wanted=$SETUP_BUILD ;;
    test) setup_wanted="$SETUP_BUILD $SETUP_TEST" ;;
    *)
        echo "setup_packages: 'build' or 'test', not '$1'" >&2
        return 2
        ;;
    esac
    # The lists are split into words on purpose, here and below.
    # shellcheck disable=SC2086
    set -- $setup_wanted

    if ! command -v dpkg-query >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        echo "setup: not a Debian system; going on in the hope that these are here in another form: $*" >&2
        return 0
    fi
    setup_lack=$(setup_missing "$@")
    [ -n "$setup_lack" ] || return 0

    # sudo may ask for a password only where somebody can type one.
    if [ "$(id -u)" -ne 0 ] && ! { command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }; then
        echo "setup: Debian packages are missing, and installing them needs root. Run this as root, then try again:" >&2
        echo "    apt-get install --no-install-recommends $setup_lack" >&2
        return 1
    fi

    echo "setup: installing Debian packages: $setup_lack" >&2
    setup_log=$(mktemp) || return 1
    # Without a network the lists stay as they are: what apt-get has already fetched may still be enough.
    setup_apt update >"$setup_log" 2>&1 || true
    # shellcheck disable=SC2086
    if setup_apt install -y --no-install-recommends $setup_lack >>"$setup_log" 2>&1 && [ -z "$(setup_missing "$@")" ]; then
        rm -f "$setup_log"
        return 0
    fi
    tail -n 20 "$setup_log" >&2
    rm -f "$setup_log"
    echo "setup: these packages could not be installed: $(setup_missing "$@")" >&2
    return 1
}
