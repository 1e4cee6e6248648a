# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes what bash, zsh or fish completes for a program, from its --help.

--help is printed from the program's table of options, so that an option needs its row in that
table and nothing here. An option with a list of words as its help ("auto, always, never")
offers these words; FILE and DIR offer files; ID offers the publications of the index.

usage: completions.py bash|zsh|fish PROGRAM OUTPUT
"""
import os
import re
import subprocess
import sys

OPTION = re.compile(r"  (?:-(.), |    )--([a-z-]+)(\[?)(?:=([^ \]]+)\]?)?(?: {2,}(.*))?$")
COMMAND = re.compile(r"  ([a-z]+) {2,}(.*)$")
FILES = {"FILE": "file", "PATH|URL": "file", "DIR": "folder"}


def words_of(text):
    """The words that a help text lists, if it is such a list."""
    text = re.sub(r" *[\[(].*", "", re.sub(r"^[^:]*: ", "", text))
    words = re.split(r", | or ", text)
    whole = len(words) > 1 and all(re.fullmatch(r"[a-z]+", word) for word in words)
    return words if whole else []


class Option:
    def __init__(self, letter, name, optional, argument, text):
        self.letter, self.name, self.text = letter, name, text
        self.argument, self.optional = argument, bool(optional)
        self.words = words_of(text) if argument else []
        self.kind = "words" if self.words else FILES.get(argument, argument and "text")
        if argument and argument.startswith("ID"):
            self.kind = "id"
        if argument == "CODE":
            self.kind = "language"

    def spellings(self):
        return ["--" + self.name] + (["-" + self.letter] if self.letter else [])


class Program:
    """Options and commands; a command maps to its help and the kind of its operand."""

    def __init__(self, path):
        self.name = os.path.basename(path)
        self.options, self.commands = [], {}
        text = subprocess.run([path, "--help"], check=True, stdout=subprocess.PIPE).stdout
        self.read(text.decode())
        if not self.options:
            sys.exit(f"{self.name} --help lists no options")

    def read(self, text):
        for line in text.replace("\n" + " " * 28, " " * 2).splitlines():
            option, command = OPTION.match(line), COMMAND.match(line)
            if option:
                self.options.append(Option(*[group or "" for group in option.groups()]))
            elif command and not self.options and not line.startswith("  stepwell"):
                self.commands[command[1]] = (command[2], "file")
            elif re.match(rf"       {self.name} [a-z]", line):
                for usage in line.split(self.name + " ")[1].split(" | "):
                    word, *operand = usage.split()
                    ids = operand and operand[0].startswith("ID")
                    self.commands[word] = ("", "id" if ids else "text")

    @property
    def searches(self):
        """Operands are words of a query, not files."""
        return self.name == "stepwell"


# ---- bash ----

BASH = r"""# Completion of @name@ for bash; made from its --help.
@function@_ids() {
    local id i index=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        --index | -i)
            [[ ${COMP_WORDS[i + 1]} != = ]] || ((i++))
            index=(--index="${COMP_WORDS[++i]/#~/$HOME}")
            ;;
        --index=*) index=("${COMP_WORDS[i]/#--index=~/--index=$HOME}") ;;
        esac
    done
    while IFS= read -r id; do # "a\ b" is typed for "a b"
        [[ $id != "${1//\\/}"* ]] || COMPREPLY+=("$(printf %q "$id")")
    done < <(stepwell "${index[@]}" --format=csv --passages=0 --limit=1000 -- '' 2> /dev/null |
        sed -nE 's/^"([^"]+)",.*/\1/p')
}

@function@_value() { # OPTION BEGINNING
    local IFS=$' \t\n'
    case $1 in
@values@
    esac
}

@function@() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]} before=
    ((COMP_CWORD < 2)) || before=${COMP_WORDS[COMP_CWORD - 2]}
    COMPREPLY=()
    # "--sort=b" and "in:b" come as three words, or as one where the user has it so.
    if [[ $current == = && $previous == --* ]]; then
        @function@_value "$previous" ''
        return
    elif [[ $previous == = && $before == --* ]]; then
        @function@_value "$before" "$current"
        return
    elif [[ $current == --*=* ]]; then
        @function@_value "${current%%=*}" "${current#*=}"
        COMPREPLY=("${COMPREPLY[@]/#/${current%%=*}=}")
        return
    fi
    case $previous in
    @takers@)
        @function@_value "$previous" "$current"
        return
        ;;
    esac
    if [[ $current == -* ]]; then
        COMPREPLY=($(compgen -W '@options@' -- "$current"))
        [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace
        return
    fi
@operands@
}
complete -F @function@ @name@
"""

BASH_QUERY = r"""    if [[ $current == : && $previous == in ]]; then
        @function@_ids ''
    elif [[ $previous == : && $before == in ]]; then
        @function@_ids "$current"
    elif [[ $current == in:* ]]; then
        @function@_ids "${current#in:}"
        COMPREPLY=("${COMPREPLY[@]/#/in:}")
    elif ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W '@commands@' -- "$current"))
    else
        case " ${COMP_WORDS[*]:1:COMP_CWORD-1} " in
        @with_id@) @function@_ids "$current" ;;
        esac
    fi"""

BASH_FILES = r"""    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
    ((COMP_CWORD != 1)) || COMPREPLY+=($(compgen -W '@commands@' -- "$current"))"""

BASH_LANGUAGES = (r"""COMPREPLY=($(compgen -W "$(stepwell stats --json 2> /dev/null |"""
                  r""" grep -oE '\{"value": *"[^"]+"' | cut -d '"' -f 4)" -- "$2"))""")


def bash_value(option, function):
    if option.kind == "words":
        return f"""COMPREPLY=($(compgen -W '{" ".join(option.words)}' -- "$2"))"""
    if option.kind in ("file", "folder"):
        letter = "d" if option.kind == "folder" else "f"
        return ("compopt -o filenames; "
                f'mapfile -t COMPREPLY < <(compgen -{letter} -- "$2")')
    if option.kind == "language":
        return BASH_LANGUAGES
    return f'{function}_ids "$2"' if option.kind == "id" else ":"


def bash(program):
    function = "_" + program.name.replace("-", "_")
    takers = [option for option in program.options if option.argument]
    values = [f"    {' | '.join(option.spellings())}) {bash_value(option, function)} ;;"
              for option in takers]
    with_value = [word for option in takers if not option.optional
                  for word in option.spellings()]
    shown = []
    for option in program.options:
        shown.append(f"--{option.name}" + ("=" if option.argument and not option.optional else ""))
        shown += ["-" + option.letter] if option.letter else []
    with_id = [f'*" {word} "*' for word, (_, kind) in program.commands.items() if kind == "id"]
    text = BASH.replace("@operands@", BASH_QUERY if program.searches else BASH_FILES)
    return fill(text, function=function, name=program.name, values="\n".join(values),
                takers=" | ".join(with_value), options=" ".join(shown),
                commands=" ".join(program.commands), with_id=" | ".join(with_id))


# ---- zsh ----

ZSH = r"""#compdef @name@
# Completion of @name@ for zsh; made from its --help.
@function@_ids() {
    local -a index=(${(M)words:#--index=*}) ids
    ids=(${(f)"$(_call_program ids stepwell ${(q)index} --format=csv --passages=0 --limit=1000 -- \'\' 2> /dev/null |
        sed -nE 's/^"([^"]+)",.*/\1/p')"})
    compadd "$@" -a ids
}

@function@_languages() {
    compadd "$@" -- $(stepwell stats --json 2> /dev/null | grep -oE '\{"value": *"[^"]+"' | cut -d '"' -f 4)
}

@function@_first() {
    local -a commands=(@commands@)
    _describe command commands
    @function@_others
}

@function@_others() {
@operands@
}

_arguments -s -S \
@specs@
    '1: :@function@_first' '*: :@function@_others'
"""

ZSH_QUERY = r"""    if (($words[(I)(@with_id@)])) || compset -P in:; then
        @function@_ids
    fi"""


def zsh_quote(text):
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") \
        .replace(":", "\\:").replace("'", "'\\''")


def zsh_action(option, function):
    return {"words": "(" + " ".join(option.words) + ")", "file": "_files", "folder": "_files -/",
            "id": function + "_ids", "language": function + "_languages"}.get(option.kind, " ")


def zsh_spec(option, function):
    help_text, value, ends = f"[{zsh_quote(option.text)}]", "", ("", "")
    if option.argument:
        value = f"{':' if option.optional else ''}:{zsh_quote(option.argument)}:" \
            + zsh_action(option, function)
        ends = ("=-", "-") if option.optional else ("=", "+")
    if not option.letter:
        return f"    '--{option.name}{ends[0]}{help_text}{value}' \\"
    return f"    '(-{option.letter} --{option.name})'{{-{option.letter}{ends[1]},--{option.name}{ends[0]}}}" \
        f"'{help_text}{value}' \\"


def zsh(program):
    function = "_" + program.name.replace("-", "_")
    commands = [f"'{word}{':' + zsh_quote(text) if text else ''}'"
                for word, (text, _) in program.commands.items()]
    with_id = [word for word, (_, kind) in program.commands.items() if kind == "id"]
    text = ZSH.replace("@operands@", ZSH_QUERY if program.searches else "    _files")
    return fill(text, function=function, name=program.name, commands=" ".join(commands),
                specs="\n".join(zsh_spec(option, function) for option in program.options),
                with_id="|".join(with_id))


# ---- fish ----

FISH = r"""# Completion of @name@ for fish; made from its --help.
function __@plain@_ids
    set -l index (string match -- '--index=*' (commandline -opc))
    stepwell $index --format=csv --passages=0 --limit=1000 -- '' 2>/dev/null |
        string replace -rf '^"([^"]+)",.*' '$1'
end
function __@plain@_languages
    stepwell stats --json 2>/dev/null | string match -rag '\{"value": *"([^"]+)"'
end
@lines@
"""


def fish_quote(text):
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


def fish_option(option, program):
    plain = program.name.replace("-", "_")
    line = f"complete -c {program.name} -l {option.name}"
    line += f" -s {option.letter}" if option.letter else ""
    if option.argument and not option.optional:
        line += {"file": " -r -F", "folder": " -x -a '(__fish_complete_directories)'",
                 "words": " -x -a " + fish_quote(" ".join(option.words)),
                 "id": f" -x -a '(__{plain}_ids)'",
                 "language": f" -x -a '(__{plain}_languages)'"}.get(option.kind, " -x")
    return line + " -d " + fish_quote(option.text)


def fish(program):
    plain, name = program.name.replace("-", "_"), program.name
    lines = [fish_option(option, program) for option in program.options]
    for word, (text, _) in program.commands.items():
        line = f"complete -c {name} -n __fish_use_subcommand -a {word}"
        lines.append(line + (" -d " + fish_quote(text) if text else ""))
    if program.searches:
        with_id = [word for word, (_, kind) in program.commands.items() if kind == "id"]
        lines.append(f"complete -c {name} -f")
        lines.append(f"complete -c {name} -n '__fish_seen_subcommand_from {' '.join(with_id)}'"
                     f" -a '(__{plain}_ids)'")
        lines.append(f"complete -c {name} -n 'string match -q \"in:*\" -- (commandline -ct)'"
                     f" -a 'in:(__{plain}_ids)'")
    return fill(FISH, plain=plain, name=name, lines="\n".join(lines))


def fill(text, **values):
    """Places first, what is put into them is not looked at again."""
    return re.sub(r"@([a-z_]+)@", lambda place: values[place[1]], text)


def main():
    shell, path, output = sys.argv[1:]
    text = {"bash": bash, "zsh": zsh, "fish": fish}[shell](Program(path))
    with open(output, "w", encoding="utf-8") as file:
        file.write(text)


main()
