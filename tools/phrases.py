#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compiles query/phrases.inc and the translations query/ui/*.po into tables of C.

  phrases.py PHRASES.inc TABLE.inc XX.po...   the tables; nothing is written when anything is wrong
  phrases.py --template PHRASES.inc           a .pot for msgmerge, on standard output

Wrong is: a text that is missing, fuzzy, unknown or made from other English; placeholders that
differ from the English ones; a number of plural forms that differs from the header.
"""
import ast
import gettext
import os
import re
import sys

ENTRY = re.compile(r'(?:/\*(?P<comment>[^*]*)\*/\s*)?PHRASE\(\s*(?P<name>[A-Z0-9_]+),'
                   r'\s*(?P<one>(?:"(?:[^"\\]|\\.)*"\s*)+),\s*'
                   r'(?P<other>NULL|(?:"(?:[^"\\]|\\.)*"\s*)+)\)')
STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
HEADER = re.compile(r"nplurals=(\d+); *plural=([n0-9%=!<>&|?:() ]+);")
COUNTED = 301  # plural rules look at the last two digits
FORMS_MOST = 6


class Phrase:
    def __init__(self, name, forms, comment):
        self.name = name
        self.forms = forms
        self.comment = comment


def unquote(text):
    return "".join(ast.literal_eval(part) for part in STRING.findall(text))


def quote(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def read_phrases(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    phrases = []
    for found in ENTRY.finditer(text):
        forms = [unquote(found["one"])]
        if found["other"] != "NULL":
            forms.append(unquote(found["other"]))
        comment = " ".join((found["comment"] or "").split())
        phrases.append(Phrase(found["name"], forms, "" if "SPDX" in comment else comment))
    if len(phrases) != len(re.findall(r"^PHRASE\(", text, re.MULTILINE)):
        sys.exit(f"{path}: a line that is no PHRASE(name, one, other)")
    return phrases


# ---- reading .po files ----

def read_entries(path):
    """Yields (line, fuzzy, {keyword: text}) for each entry."""
    entry, keyword, fuzzy, first = {}, None, False, 1
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines + [""], 1):
        line = line.strip()
        if not line:
            if entry:
                yield first, fuzzy, entry
            entry, keyword, fuzzy = {}, None, False
        elif line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
        elif line.startswith('"') and keyword:
            entry[keyword] += unquote(line)
        else:
            found = re.fullmatch(r'(msgctxt|msgid|msgid_plural|msgstr(?:\[\d\])?) +(".*")', line)
            if not found or found[1] in entry:
                sys.exit(f"{path}:{number}: this is no line of a .po file")
            if not entry:
                first = number
            keyword = found[1]
            entry[keyword] = unquote(found[2])


def placeholders(text):
    return sorted(re.findall(r"%[1-9]", text))


class Translation:
    def __init__(self, path, phrases):
        self.path = path
        self.tag = os.path.splitext(os.path.basename(path))[0]
        self.faults = []
        self.texts = {}
        self.count, self.plurals = 1, ""
        names = {phrase.name: phrase for phrase in phrases}
        for line, fuzzy, entry in read_entries(path):
            if entry.get("msgid") == "":
                self.read_header(line, entry.get("msgstr", ""))
            else:
                self.read_entry(line, fuzzy, entry, names)
        for phrase in phrases:
            if phrase.name not in self.texts:
                self.fault(1, f"{phrase.name} is missing: {phrase.forms[0]!r}")

    def fault(self, line, text):
        self.faults.append(f"{self.path}:{line}: {text}")

    def read_header(self, line, text):
        if f"Language: {self.tag}\n" not in text:
            self.fault(line, f"the header names another language than {self.tag}")
        found = HEADER.search(text)
        if not found or not 1 <= int(found[1]) <= FORMS_MOST:
            self.fault(line, "no Plural-Forms that can be read")
            return
        self.count = int(found[1])
        rule = gettext.c2py(found[2])
        forms = [rule(number) for number in range(COUNTED)]
        if max(forms) >= self.count:
            self.fault(line, f"plural= gives more forms than nplurals={self.count}")
        self.plurals = "".join(str(form) for form in forms)

    def read_entry(self, line, fuzzy, entry, names):
        phrase = names.get(entry.get("msgctxt"))
        if phrase is None or phrase.name in self.texts:
            self.fault(line, f"{entry.get('msgctxt')} is unknown, or here for a second time")
            return
        plural = len(phrase.forms) == 2
        english = [entry.get("msgid")] + ([entry.get("msgid_plural")] if plural else [])
        keys = [f"msgstr[{form}]" for form in range(self.count)] if plural else ["msgstr"]
        wrong = [key for key in entry if key.startswith("msgstr") and key not in keys]
        texts = [entry.get(key, "") for key in keys]
        self.texts[phrase.name] = texts
        if english != phrase.forms:
            self.fault(line, f"{phrase.name}: the English is now {phrase.forms}")
        elif wrong or "" in texts:
            self.fault(line, f"{phrase.name} wants the forms {', '.join(keys)}")
        elif fuzzy:
            self.fault(line, f"{phrase.name} is fuzzy")
        for text in texts:
            if text and placeholders(text) != placeholders(phrase.forms[-1]):
                self.fault(line, f"{phrase.name}: other placeholders than in English: {text!r}")
            if any(ord(letter) < 32 for letter in text):
                self.fault(line, f"{phrase.name}: a control character")


# ---- writing ----

def lines_of(numbers):
    numbers = [str(number) for number in numbers]
    return ", \\\n".join(",".join(numbers[i:i + 24]) for i in range(0, len(numbers), 24))


def write_table(path, phrases, translations):
    """One array of bytes, all forms of a phrase side by side: pointers would have to be relocated
    whenever a program starts."""
    tags = ["en"] + [translation.tag for translation in translations]
    data, starts = bytearray(), []
    for texts in [{phrase.name: phrase.forms for phrase in phrases}] + [
            translation.texts for translation in translations]:
        for phrase in phrases:
            starts.append(len(data))
            data += b"".join(form.encode() + b"\0" for form in texts[phrase.name])
    enum = ", ".join("PHRASES_" + tag.replace("-", "_") for tag in tags)
    rules = " \\\n".join(f'{{ "{translation.tag}", {translation.count}, "{translation.plurals}" }},'
                         for translation in translations)
    with open(path, "w", encoding="ascii") as file:
        file.write(f"#define PHRASES_TONGUES {enum}\n"
                   f"#define PHRASES_BYTES \\\n{lines_of(data)}\n"
                   f"#define PHRASES_STARTS \\\n{lines_of(starts)}\n"
                   f"#define PHRASES_RULES \\\n{rules}\n")


def print_template(phrases):
    print('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
          '"Content-Transfer-Encoding: 8bit\\n"')
    for phrase in phrases:
        print()
        if phrase.comment:
            print(f"#. {phrase.comment}")
        print(f'msgctxt "{phrase.name}"\nmsgid {quote(phrase.forms[0])}')
        if len(phrase.forms) == 1:
            print('msgstr ""')
        else:
            print(f'msgid_plural {quote(phrase.forms[1])}\nmsgstr[0] ""\nmsgstr[1] ""')


def main(arguments):
    if arguments[0] == "--template":
        print_template(read_phrases(arguments[1]))
        return
    phrases = read_phrases(arguments[0])
    translations = [Translation(path, phrases) for path in arguments[2:]]
    faults = [fault for translation in translations for fault in translation.faults]
    if faults:
        sys.exit("\n".join(faults))
    write_table(arguments[1], phrases, translations)


main(sys.argv[1:])
