#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Writes the Unicode tables of src/text as C: argv[1] is the file to make.

Everything comes from the interpreter's unicodedata; only what the Unicode standard leaves to
the product stands here (which letters keep their marks, what ł and ø become, which scripts fall
into single characters). unicode.h says what each table means.
"""
import sys
import unicodedata as ud

CODES = 0x110000
BLOCK = 128  # keep in step with UNICODE_SHIFT in unicode.h
SLOW = 0x100  # keep in step with UNICODE_SLOW

# In the order of enum unicode_class.
OTHER, LETTER, DIGIT, MARK, IGNORED, APOSTROPHE, MIDDLE_DOT, SINGLE, LEADING, TRAILING, \
    STACKING = range(11)

APOSTROPHES = [0x27, 0x60, 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x5F3, 0x5F4, 0x2018, 0x2019, 0x201B,
               0xFF07]
# Soft hyphen, tatweel, joiners, directions, half rings of transliterations, variation selectors.
IGNORABLES = [0xAD, 0x2BE, 0x2BF, 0x34F, 0x61C, 0x640, 0x180E, 0xFEFF,
              *range(0x180B, 0x180E), *range(0x200B, 0x2010), *range(0x202A, 0x202F),
              *range(0x2060, 0x2065), *range(0x2066, 0x206A), *range(0xFE00, 0xFE10),
              *range(0xE0100, 0xE01F0)]

# Scripts written without spaces, and Hangul, whose spaces leave particles on the words.
SINGLES = [(0x0E00, 0x0EFF),  # Thai, Lao
           (0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F),  # Myanmar
           (0x1100, 0x115F), (0x1780, 0x17FF),  # Hangul leading consonants; Khmer
           (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x303C),
           (0x3041, 0x3096), (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x312F),
           (0x3131, 0x318E), (0x31A0, 0x31BF), (0x31F0, 0x31FF),
           (0x3400, 0x4DBF), (0x4E00, 0xA4CF),  # Han, Yi
           (0xA960, 0xA97F), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0xFF66, 0xFF9D),
           (0xFFA0, 0xFFDC), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF)]
LEADINGS = [*range(0x0E40, 0x0E45), *range(0x0EC0, 0x0EC5)]
TRAILINGS = [0x0E30, 0x0E32, 0x0E33, 0x0E45, 0x0EB0, 0x0EB2, 0x0EB3]
STACKINGS = [0x1039, 0x17D2]
# Vowels and finals of Hangul, halfwidth voicing marks: they continue the character before.
CONTINUING = [*range(0x1160, 0x1200), *range(0xD7B0, 0xD7FC), 0xFF9E, 0xFF9F]

# <compat> decompositions are taken from these ranges only; see expanded().
LIGATURES = [(0x0132, 0x0149), (0x017F, 0x017F), (0x01C4, 0x01CC), (0x01F1, 0x01F3),
             (0x0587, 0x0587), (0x0675, 0x0678), (0x2160, 0x217F), (0x2E80, 0x2FD5),
             (0xFB00, 0xFB4F)]
FORMS = ('<wide>', '<narrow>', '<initial>', '<medial>', '<final>', '<isolated>', '<font>')

# Letters whose sign is no mark: й is not и.
LETTERS_OF_THEIR_OWN = 'йїўѓќЙЇЎЃЌ'
# No decomposition in Unicode, or not the one that typing without marks needs.
STRIPPED = {'ł': 'l', 'ø': 'o', 'đ': 'd', 'ħ': 'h', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ı': 'i',
            'ð': 'd', 'þ': 'th', 'ŧ': 't', 'ŋ': 'n', 'ə': 'e', 'ɓ': 'b', 'ɗ': 'd', 'ƙ': 'k',
            'ƴ': 'y', 'ȷ': 'j', 'Ł': 'L', 'Ø': 'O', 'Đ': 'D', 'Ħ': 'H', 'Æ': 'AE', 'Œ': 'OE',
            # Arabic letters that keyboards of Arabic, Persian and Urdu have in different forms
            '\u0649': '\u064A', '\u06CC': '\u064A', '\u06A9': '\u0643', '\u06AA': '\u0643',
            '\u06C1': '\u0647', '\u06BE': '\u0647', '\u06C0': '\u0647', '\u06C2': '\u0647',
            '\u0629': '\u0647'}
LOWERED = {'İ': 'i', 'ς': 'σ', 'ẞ': 'ß', 'ё': 'е', 'œ': 'oe', 'և': 'եւ', 'ŉ': 'n', 'ſ': 's',
           '\u00B7': ''}
ARABIC_FORMS = [(0xFB50, 0xFDFF), (0xFE70, 0xFEFC)]
MOST_SPLIT = 4  # COMPOSE_GROWTH
MARKED_SCRIPTS = ('LATIN', 'GREEK', 'CYRILLIC', 'ARABIC', 'HEBREW')
STRIPPED_MARKS = [(0x0300, 0x036F), (0x0483, 0x0489), (0x0591, 0x05C7), (0x0610, 0x061A),
                  (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06ED), (0x0898, 0x089F),
                  (0x08CA, 0x08FF), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF),
                  (0x2DE0, 0x2DFF), (0xA66F, 0xA672), (0xA674, 0xA67D), (0xFB1E, 0xFB1E),
                  (0xFE20, 0xFE2F)]


def within(code, ranges):
    return any(low <= code <= high for low, high in ranges)


def expanded(c):
    """Ligatures, full width and presentation forms as plain letters; anything else as it is."""
    code, parts = ord(c), ud.decomposition(c).split()
    if not parts or not parts[0].startswith('<'):
        return c
    wanted = (parts[0] in FORMS or parts[0] == '<compat>' and within(code, LIGATURES)
              or parts[0] == '<sub>' and ud.digit(c, None) is not None or c in 'ªº')
    if not wanted:
        return c
    plain = ud.normalize('NFKC', c)
    if plain.startswith(' '):  # a lone harakah on a space
        plain = plain.strip()
    return c if not plain or ' ' in plain else plain


def base_class(code):
    category = ud.category(chr(code))
    if code == 0xB7:
        return MIDDLE_DOT
    for kind, codes in ((APOSTROPHE, APOSTROPHES), (IGNORED, IGNORABLES), (LEADING, LEADINGS),
                        (TRAILING, TRAILINGS), (STACKING, STACKINGS), (MARK, CONTINUING)):
        if code in codes:
            return kind
    if category in ('Mn', 'Mc', 'Me'):
        return MARK
    if category == 'Nd':
        return DIGIT
    if within(code, SINGLES) and category[0] in 'LNS':
        return SINGLE if category[0] != 'S' or 0x2E80 <= code <= 0x2FDF else OTHER
    return LETTER if category[0] == 'L' else OTHER


def class_of(code):
    kind = base_class(code)
    if kind == OTHER and ud.category(chr(code))[0] == 'N':
        plain = expanded(chr(code))
        return OTHER if plain == chr(code) else base_class(ord(plain[0]))
    if kind == LETTER and expanded(chr(code)) != chr(code):
        return base_class(ord(expanded(chr(code))[0]))
    if 0xFDF0 <= code <= 0xFDFF and expanded(chr(code)) == chr(code):
        return OTHER  # whole sentences in one character
    return kind


def lowered(c):
    if ud.category(c) == 'Nd':
        return str(ud.digit(c))
    small = c if c in LOWERED else c.lower()
    return ''.join(LOWERED.get(x, x) for x in small)


def cased(code, kind):
    """What fold_case makes of it; None: itself."""
    c = chr(code)
    if kind in (IGNORED, APOSTROPHE, MIDDLE_DOT) or code in (0x22, 0xFFFD):
        return ''
    text = LOWERED.get(c) or ''.join(lowered(x) for x in expanded(c))
    text = ud.normalize('NFC', text)
    return None if text == c else text


def stripped(code):
    """What fold_marks makes of it; None: itself."""
    c = chr(code)
    if c in STRIPPED:
        return STRIPPED[c]
    if within(code, STRIPPED_MARKS) and ud.category(c) in ('Mn', 'Me'):
        return ''
    parts = ud.normalize('NFD', c)
    if c in LETTERS_OF_THEIR_OWN or parts == c:
        return None
    if not ud.name(parts[0], '').startswith(MARKED_SCRIPTS):
        return None
    marks = [x for x in parts[1:] if within(ord(x), STRIPPED_MARKS)]
    if len(marks) != len(parts) - 1:
        return None
    return STRIPPED.get(parts[0], parts[0])


def split(c):
    """What NFC decomposes it to; the shapes of Arabic letters, which PDFs are full of, too."""
    if within(ord(c), ARABIC_FORMS):
        plain = ud.normalize('NFD', expanded(c))
        return plain if len(plain) <= MOST_SPLIT else c
    return ud.normalize('NFD', c)


def is_hangul(code):
    return 0xAC00 <= code <= 0xD7A3


def compositions():
    """(first, second) -> composite, without exclusions and without Hangul."""
    pairs = {}
    for code in range(CODES):
        parts = ud.decomposition(chr(code))
        if not parts or parts[0] == '<' or is_hangul(code):
            continue
        codes = [int(x, 16) for x in parts.split()]
        if len(codes) == 2 and ud.normalize('NFC', ud.normalize('NFD', chr(code))) == chr(code):
            pairs[codes[0], codes[1]] = code
    return pairs


class Pool:
    """Byte strings behind their lengths; offset 0 means: nothing here."""

    def __init__(self):
        self.items, self.at = [0], {}

    def put(self, values):
        values = tuple(values)
        if values not in self.at:
            self.at[values] = len(self.items)
            self.items += [len(values), *values]
        return self.at[values]


def two_stages(values):
    stage1, stage2, seen = [], [], {}
    for start in range(0, CODES, BLOCK):
        block = tuple(values[start:start + BLOCK])
        if block not in seen:
            seen[block] = len(stage2) // BLOCK
            stage2 += block
        stage1.append(seen[block])
    return stage1, stage2


def write_array(out, kind, name, values):
    out.write(f'const {kind} {name}[{len(values)}] = {{\n')
    for start in range(0, len(values), 16):
        out.write(' '.join(f'{x},' for x in values[start:start + 16]) + '\n')
    out.write('};\n\n')


def write_table(out, kind, name, values):
    stage1, stage2 = two_stages(values)
    assert max(stage1) < 65536
    write_array(out, 'uint16_t', name + '_stage1', stage1)
    write_array(out, kind, name + '_stage2', stage2)


def build():
    classes, cases, marks, norms, splits = ([0] * CODES for _ in range(5))
    pool, codes = Pool(), Pool()
    pairs = compositions()
    seconds = {second for _, second in pairs} | set(range(0x1161, 0x1176)) \
        | set(range(0x11A8, 0x11C3))
    for code in range(CODES):
        if ud.category(chr(code)) in ('Cn', 'Cs', 'Co') and code != 0xFFFD:
            continue
        c = chr(code)
        classes[code] = class_of(code)
        case, strip = cased(code, classes[code]), stripped(code)
        if case is not None:
            cases[code] = pool.put(case.encode())
        if strip is not None:
            marks[code] = pool.put(strip.encode())
        parts = split(c)
        if parts != c and not is_hangul(code):
            splits[code] = codes.put(map(ord, parts))
        slow = ud.normalize('NFC', parts) != c or code in seconds \
            or bool(case) and (ord(case[0]) in seconds or ud.combining(case[0]) > 0)
        norms[code] = ud.combining(c) | (SLOW if slow else 0)
    return classes, cases, marks, norms, splits, pool, codes, pairs


def main(path):
    classes, cases, marks, norms, splits, pool, codes, pairs = build()
    assert len(pool.items) < 65536 and len(codes.items) < 65536
    with open(path, 'w', encoding='ascii') as out:
        out.write('/* SPDX-License-Identifier: GPL-2.0-or-later */\n'
                  f'/* Made by unicode_tables.py from Unicode {ud.unidata_version}. */\n'
                  '#include "text/unicode.h"\n\n')
        write_table(out, 'uint8_t', 'unicode_classes', classes)
        write_table(out, 'uint16_t', 'unicode_cases', cases)
        write_table(out, 'uint16_t', 'unicode_marks', marks)
        write_table(out, 'uint16_t', 'unicode_norms', norms)
        write_table(out, 'uint16_t', 'unicode_splits', splits)
        write_array(out, 'uint8_t', 'unicode_texts', pool.items)
        write_array(out, 'uint32_t', 'unicode_codes', codes.items)
        out.write(f'const size_t unicode_pair_count = {len(pairs)};\n')
        out.write(f'const struct unicode_pair unicode_pairs[{len(pairs)}] = {{\n')
        for (first, second), whole in sorted(pairs.items()):
            out.write(f'{{ {first}, {second}, {whole} }},\n')
        out.write('};\n')


if __name__ == '__main__':
    main(sys.argv[1])
