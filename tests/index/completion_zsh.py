# SPDX-License-Identifier: GPL-2.0-or-later
"""Types into a zsh at a terminal of its own, and reads what it makes of the TAB key.

usage: completion_zsh.py FOLDER-OF-COMPLETIONS
"""
import os
import pty
import select
import shutil
import sys
import time

TYPED = [
    ("stepwell --sort=o\t", "stepwell --sort=old"),
    ("stepwell father --sort=o\t", "stepwell father --sort=old"),
    ("stepwell --expl\t", "stepwell --explain"),
    ("stepwell cite engag\t", "stepwell cite engaging-fathers-guide"),
    ("stepwell father in:engag\t", "stepwell father in:engaging-fathers-guide"),
    ("stepwell --lang=t\t", "stepwell --lang=tr"),
    ("stepwell-index disc\t", "stepwell-index discover"),
    ("stepwell-index --only=engag\t", "stepwell-index --only=engaging-fathers-guide"),
    ("stepwell-index export --format=c\t", "stepwell-index export --format=csv"),
]


class Shell:
    def __init__(self, folder):
        functions = os.path.join(folder, "functions")
        os.mkdir(functions)
        for program in ("stepwell", "stepwell-index"):
            shutil.copy(os.path.join(folder, program + ".zsh"), os.path.join(functions, "_" + program))
        process, self.terminal = pty.fork()
        if process == 0:
            os.environ.update(TERM="dumb", HOME=folder, ZDOTDIR=folder)
            os.execvp("zsh", ["zsh", "-f", "-i"])
        self.send(f"unsetopt zle_bracketed_paste prompt_sp; PS1='> '; fpath=({functions} $fpath);"
                  f" autoload -U compinit; compinit -u -d {folder}/dump; print rea''dy\n")
        self.read_until("ready\r\n")
        # What stands in the line is printed when the key is pressed.
        self.send("show() { print -r -- \"[$BUFFER]\"; BUFFER= ; }; zle -N show;"
                  " bindkey '^X' show; print se''t\n")
        self.read_until("set\r\n")

    def send(self, text):
        os.write(self.terminal, text.encode())

    def read_until(self, ending):
        text, until = "", time.monotonic() + 20
        while ending not in text:
            ready, _, _ = select.select([self.terminal], [], [], max(0, until - time.monotonic()))
            if not ready:
                sys.exit(f"zsh does not say {ending!r} but {text!r}")
            text += os.read(self.terminal, 4096).decode(errors="replace")
        return text

    def line_after(self, typed):
        self.send(typed)
        self.send("\x18")
        text = self.read_until("]")
        return text[text.rindex("[") + 1:text.rindex("]")]


def main():
    shell = Shell(sys.argv[1])
    bad = False
    for typed, wanted in TYPED:
        got = shell.line_after(typed).strip()
        if got != wanted:
            print(f"{typed.strip()!r} completes to {got!r}, not {wanted!r}")
            bad = True
    shell.send("exit\n")
    sys.exit(bad)


main()
