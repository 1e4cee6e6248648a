#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
# What the shells complete: bash, zsh and fish themselves are asked, those that are installed.
set -eu
# shellcheck source=tests/index/lib.sh
. "$(dirname "$0")/lib.sh"
STEPWELL_INDEX=$build/tests/sample.idx
export STEPWELL_INDEX
for shell in bash zsh fish; do
    for program in stepwell stepwell-index; do
        python3 "$source/tools/completions.py" "$shell" "$build/$program" "$work/$program.$shell"
    done
done

# Every option of --help is there.
for program in stepwell stepwell-index; do
    "$program" --help | grep -oE '^  (-., |    )--[a-z-]+' | sed 's/.*--//' > "$work/options"
    while read -r option; do
        for shell in bash zsh fish; do
            grep -qE -- "(-|-l )$option([^a-z-]|\$)" "$work/$program.$shell" ||
                fail "$shell does not complete --$option of $program"
        done
    done < "$work/options"
done

cat > "$work/ask.bash" << 'END'
# ask.bash FOLDER WORD...: what the last word becomes, in one line
source "$1/stepwell.bash"
source "$1/stepwell-index.bash"
shift
COMP_WORDS=("$@")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
[[ $(complete -p "$1") =~ -F\ ([a-z_]+) ]] || exit 1
compopt() { :; } # outside a completion there is nothing to set
"${BASH_REMATCH[1]}"
echo "${COMPREPLY[*]}"
END

completes() { # WANTED WORD...
    wanted=$1
    shift
    got=$(bash --norc "$work/ask.bash" "$work" "$@")
    [ "$got" = "$wanted" ] || fail "'$*' completes to '$got', not '$wanted'"
}

cd "$source/corpus/sample"
completes "serve stats" stepwell s
completes "--exact --explain" stepwell --ex
completes "--sort=" stepwell --so
completes "best new old title added" stepwell --sort = ''
completes "best new old title added" stepwell --sort =
completes "--sort=best" stepwell --sort=b
completes "title" stepwell -s t
completes "auto always" stepwell --color = a
completes "engaging-fathers-guide" stepwell cite engag
completes "engaging-fathers-guide" stepwell -i "$STEPWELL_INDEX" father in : engag
completes "in:engaging-fathers-guide" stepwell father in:engag
completes "" stepwell engag
completes "uk" stepwell --lang = u
completes "update" stepwell-index up
completes "csv yaml" stepwell-index export --format ''
completes "engaging-fathers-guide" stepwell-index --only = engag
completes "catalogue.yaml" stepwell-index --catalogue = cat
completes "implicarea-tatilor.pdf" stepwell-index status impl
completes "--watch --wait" stepwell-index --wa

# An id with a blank, of a file in a folder.
mkdir "$work/docs"
echo "Fathers read to their children every day." > "$work/docs/every day.txt"
echo "Mothers read to their children every night." > "$work/docs/every night.txt"
index -q --index="$work/blanks.idx" "$work/docs"
completes 'every\ day.txt every\ night.txt' stepwell -i "$work/blanks.idx" cite ev
completes 'every\ night.txt' stepwell --index = "$work/blanks.idx" cite 'every\ n'

if command -v fish > /dev/null; then
    asks() { # LINE: what fish offers, a line each
        fish --no-config -c "source $work/stepwell.fish; source $work/stepwell-index.fish
            complete -C '$1'" | cut -f 1 | sort
    }
    [ "$(asks 'stepwell --sort=o')" = "--sort=old" ] || fail "fish: $(asks 'stepwell --sort=o')"
    [ "$(asks 'stepwell cite engag')" = engaging-fathers-guide ] || fail "fish: no ids"
    [ "$(asks 'stepwell-index up')" = update ] || fail "fish: no commands"
    [ "$(asks 'stepwell --explai')" = --explain ] || fail "fish: no options"
    echo "fish: good"
fi
if command -v zsh > /dev/null; then
    python3 "$source/tests/index/completion_zsh.py" "$work" || fail "zsh"
    echo "zsh: good"
fi
