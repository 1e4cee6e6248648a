/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The only file that sees CLD2. Its headers need <cstdio> and <vector> before them. */
#include "detect_cld2.h"

#include <cstdio>
#include <vector>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

namespace
{

const int most_bytes = 1 << 20; /* a page; more changes no verdict */

void
ask(const char *text, int length, const char *hint, detect_cld2_answer *guesses,
    bool *reliable)
{
    CLD2::CLDHints hints = { hint[0] == '\0' ? nullptr : hint, nullptr,
                             CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE };
    CLD2::Language languages[DETECT_CLD2_GUESSES];
    int percents[DETECT_CLD2_GUESSES], bytes, valid;
    double scores[DETECT_CLD2_GUESSES];
    CLD2::ExtDetectLanguageSummaryCheckUTF8(text, length, true, &hints,
                                            CLD2::kCLDFlagBestEffort, languages, percents,
                                            scores, nullptr, &bytes, reliable, &valid);
    if (valid < length)
        return;
    for (int i = 0; i < DETECT_CLD2_GUESSES; i++)
        if (languages[i] != CLD2::UNKNOWN_LANGUAGE)
            guesses[i] = { CLD2::LanguageCode(languages[i]), percents[i], scores[i] };
}

} // namespace

extern "C" void
detect_cld2_guess(const char *text, size_t length, const char *hint,
                  struct detect_cld2_answer guesses[DETECT_CLD2_GUESSES], bool *reliable)
{
    for (int i = 0; i < DETECT_CLD2_GUESSES; i++)
        guesses[i] = { "", 0, 0 };
    *reliable = false;
    size_t cut = length > (size_t)most_bytes ? (size_t)most_bytes : length;
    while (cut < length && cut > 0 && ((unsigned char)text[cut] & 0xC0) == 0x80)
        cut--;
    try {
        ask(text, (int)cut, hint, guesses, reliable);
    } catch (...) {
        *reliable = false;
    }
}
