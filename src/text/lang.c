/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of languages. A new one is a row with a code that no other row has or had. */
#include "text/lang.h"

#include "text/lang_words.h"

#include <string.h>
#include <strings.h>

/* clang-format off */
static const struct lang languages[] = {
    { '?', '?', "und", "Unknown", "?",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "und" },
    { '0', '0', "en", "English", "English",
      LANG_STEM_SNOWBALL, "english", LANG_APOSTROPHE_POSSESSIVE, .group = "en",
      .stop_words = FREQUENT_ENGLISH,
      .lemmas = LEMMAS_ENGLISH },
    { '1', '1', "ro", "Romanian", "Română",
      LANG_STEM_SNOWBALL, "romanian", LANG_APOSTROPHE_KEEP_WORD, .group = "ro",
      .comma_below = true,
      .lemmas = LEMMAS_ROMANIAN },
    { '2', '2', "ru", "Russian", "Русский",
      LANG_STEM_SNOWBALL, "russian", LANG_APOSTROPHE_KEEP_WORD, .group = "ru",
      .lemmas = LEMMAS_RUSSIAN },
    { '3', '3', "uk", "Ukrainian", "Українська",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_JOIN, .group = "uk",
      .endings = ENDINGS_UKRAINIAN,
      .beginnings = BEGINNINGS_UKRAINIAN,
      .lemmas = LEMMAS_UKRAINIAN },
    { '4', '4', "sr", "Serbian", "Српски",
      LANG_STEM_SERBIAN, "serbian", LANG_APOSTROPHE_KEEP_WORD, .group = "sr",
      .lemmas = LEMMAS_SERBIAN },
    { '5', '4', "hr", "Croatian", "Hrvatski",
      LANG_STEM_SERBIAN, "serbian", LANG_APOSTROPHE_KEEP_WORD, .group = "sr",
      .lemmas = LEMMAS_SERBIAN },
    { '6', '4', "bs", "Bosnian", "Bosanski",
      LANG_STEM_SERBIAN, "serbian", LANG_APOSTROPHE_KEEP_WORD, .group = "sr",
      .lemmas = LEMMAS_SERBIAN },
    { '7', '4', "cnr", "Montenegrin", "Crnogorski",
      LANG_STEM_SERBIAN, "serbian", LANG_APOSTROPHE_KEEP_WORD, .group = "sr",
      .lemmas = LEMMAS_SERBIAN },
    { '8', '8', "sl", "Slovenian", "Slovenščina",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "sl",
      .endings = ENDINGS_SLOVENIAN,
      .beginnings = BEGINNINGS_SLOVENIAN,
      .lemmas = LEMMAS_SLOVENIAN },
    { '9', '9', "mk", "Macedonian", "Македонски",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "mk",
      .endings = ENDINGS_MACEDONIAN,
      .beginnings = BEGINNINGS_BULGARIAN,
      .lemmas = LEMMAS_MACEDONIAN },
    { 'A', 'A', "bg", "Bulgarian", "Български",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "bg",
      .endings = ENDINGS_BULGARIAN,
      .beginnings = BEGINNINGS_BULGARIAN,
      .lemmas = LEMMAS_BULGARIAN },
    { 'B', 'B', "hu", "Hungarian", "Magyar",
      LANG_STEM_SNOWBALL, "hungarian", LANG_APOSTROPHE_KEEP_WORD, .group = "hu" },
    { 'C', 'C', "de", "German", "Deutsch",
      LANG_STEM_SNOWBALL, "german", LANG_APOSTROPHE_POSSESSIVE, .group = "de",
      .compounds = AFFIXES_GERMAN },
    { 'D', 'D', "nl", "Dutch", "Nederlands",
      LANG_STEM_SNOWBALL, "dutch", LANG_APOSTROPHE_POSSESSIVE, .group = "nl",
      .compounds = AFFIXES_DUTCH,
      .lemmas = LEMMAS_DUTCH },
    { 'E', 'E', "fr", "French", "Français",
      LANG_STEM_SNOWBALL, "french", LANG_APOSTROPHE_ELISION, .group = "fr",
      .lemmas = LEMMAS_FRENCH },
    { 'F', 'F', "it", "Italian", "Italiano",
      LANG_STEM_SNOWBALL, "italian", LANG_APOSTROPHE_ELISION, .group = "it",
      .lemmas = LEMMAS_ITALIAN },
    { 'G', 'G', "es", "Spanish", "Español",
      LANG_STEM_SNOWBALL, "spanish", LANG_APOSTROPHE_KEEP_WORD, .group = "es" },
    { 'H', 'H', "pt", "Portuguese", "Português",
      LANG_STEM_SNOWBALL, "portuguese", LANG_APOSTROPHE_ELISION, .group = "pt" },
    { 'I', 'I', "ca", "Catalan", "Català",
      LANG_STEM_SNOWBALL, "catalan", LANG_APOSTROPHE_ELISION, .group = "ca" },
    { 'J', 'J', "gl", "Galician", "Galego",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_ELISION, .group = "gl" },
    { 'K', 'K', "eu", "Basque", "Euskara",
      LANG_STEM_SNOWBALL, "basque", LANG_APOSTROPHE_KEEP_WORD, .group = "eu" },
    { 'L', 'L', "tr", "Turkish", "Türkçe",
      LANG_STEM_SNOWBALL, "turkish", LANG_APOSTROPHE_SUFFIX, .group = "tr",
      .turkish_i = true },
    { 'M', 'M', "lt", "Lithuanian", "Lietuvių",
      LANG_STEM_SNOWBALL, "lithuanian", LANG_APOSTROPHE_KEEP_WORD, .group = "lt" },
    { 'N', 'N', "lv", "Latvian", "Latviešu",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "lv",
      .endings = ENDINGS_LATVIAN },
    { 'O', 'O', "et", "Estonian", "Eesti",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "et",
      .endings = ENDINGS_ESTONIAN,
      .lemmas = LEMMAS_ESTONIAN },
    { 'P', 'P', "sq", "Albanian", "Shqip",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_ELISION, .group = "sq",
      .endings = ENDINGS_ALBANIAN,
      .lemmas = LEMMAS_ALBANIAN },
    { 'Q', 'Q', "ka", "Georgian", "ქართული",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ka",
      .endings = ENDINGS_GEORGIAN },
    { 'R', 'R', "hy", "Armenian", "Հայերեն",
      LANG_STEM_SNOWBALL, "armenian", LANG_APOSTROPHE_KEEP_WORD, .group = "hy" },
    { 'S', 'S', "kk", "Kazakh", "Қазақша",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "kk",
      .endings = ENDINGS_KAZAKH,
      .agglutinates = true },
    { 'T', 'T', "ky", "Kyrgyz", "Кыргызча",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ky",
      .endings = ENDINGS_KYRGYZ,
      .agglutinates = true },
    { 'U', 'U', "az", "Azerbaijani", "Azərbaycanca",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_SUFFIX, .group = "az", .turkish_i = true,
      .endings = ENDINGS_AZERBAIJANI,
      .agglutinates = true },
    { 'V', 'V', "tg", "Tajik", "Тоҷикӣ",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "tg",
      .endings = ENDINGS_TAJIK },
    { 'W', 'W', "uz", "Uzbek", "Oʻzbekcha",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_LETTER, .group = "uz",
      .endings = ENDINGS_UZBEK,
      .agglutinates = true },
    { 'X', 'X', "tk", "Turkmen", "Türkmençe",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "tk",
      .endings = ENDINGS_TURKMEN,
      .agglutinates = true },
    { 'Y', 'Y', "be", "Belarusian", "Беларуская",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_JOIN, .group = "be",
      .endings = ENDINGS_BELARUSIAN,
      .beginnings = BEGINNINGS_BELARUSIAN,
      .lemmas = LEMMAS_BELARUSIAN },
    { 'Z', 'Z', "pl", "Polish", "Polski",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "pl",
      .endings = ENDINGS_POLISH,
      .beginnings = BEGINNINGS_POLISH,
      .lemmas = LEMMAS_POLISH },
    { 'a', 'a', "cs", "Czech", "Čeština",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "cs",
      .endings = ENDINGS_CZECH,
      .beginnings = BEGINNINGS_CZECH,
      .lemmas = LEMMAS_CZECH },
    { 'b', 'b', "sk", "Slovak", "Slovenčina",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "sk",
      .endings = ENDINGS_SLOVAK,
      .beginnings = BEGINNINGS_SLOVAK,
      .lemmas = LEMMAS_SLOVAK },
    { 'c', 'c', "da", "Danish", "Dansk",
      LANG_STEM_SNOWBALL, "danish", LANG_APOSTROPHE_POSSESSIVE, .group = "da",
      .compounds = AFFIXES_SCANDINAVIAN,
      .lemmas = LEMMAS_DANISH },
    { 'd', 'd', "no", "Norwegian", "Norsk",
      LANG_STEM_SNOWBALL, "norwegian", LANG_APOSTROPHE_POSSESSIVE, .group = "no",
      .compounds = AFFIXES_SCANDINAVIAN,
      .lemmas = LEMMAS_NORWEGIAN },
    { 'e', 'd', "nb", "Norwegian Bokmål", "Norsk bokmål",
      LANG_STEM_SNOWBALL, "norwegian", LANG_APOSTROPHE_POSSESSIVE, .group = "no",
      .compounds = AFFIXES_SCANDINAVIAN,
      .lemmas = LEMMAS_NORWEGIAN },
    { 'f', 'd', "nn", "Norwegian Nynorsk", "Norsk nynorsk",
      LANG_STEM_SNOWBALL, "norwegian", LANG_APOSTROPHE_POSSESSIVE, .group = "no",
      .compounds = AFFIXES_SCANDINAVIAN,
      .lemmas = LEMMAS_NORWEGIAN },
    { 'g', 'g', "sv", "Swedish", "Svenska",
      LANG_STEM_SNOWBALL, "swedish", LANG_APOSTROPHE_POSSESSIVE, .group = "sv",
      .compounds = AFFIXES_SCANDINAVIAN,
      .lemmas = LEMMAS_SWEDISH },
    { 'h', 'h', "fi", "Finnish", "Suomi",
      LANG_STEM_SNOWBALL, "finnish", LANG_APOSTROPHE_KEEP_WORD, .group = "fi" },
    { 'i', 'i', "is", "Icelandic", "Íslenska",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "is",
      .endings = ENDINGS_ICELANDIC },
    { 'j', 'j', "ga", "Irish", "Gaeilge",
      LANG_STEM_SNOWBALL, "irish", LANG_APOSTROPHE_ELISION, .group = "ga" },
    { 'k', 'k', "el", "Greek", "Ελληνικά",
      LANG_STEM_SNOWBALL, "greek", LANG_APOSTROPHE_KEEP_WORD, .group = "el",
      .lemmas = LEMMAS_GREEK },
    { 'l', 'l', "ar", "Arabic", "العربية",
      LANG_STEM_SNOWBALL, "arabic", LANG_APOSTROPHE_KEEP_WORD, .group = "ar",
      .right_to_left = true,
      .lemmas = LEMMAS_ARABIC },
    { 'm', 'm', "fa", "Persian", "فارسی",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "fa",
      .right_to_left = true, .joiner_parts = true },
    { 'n', 'n', "ku", "Kurdish", "Kurdî",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ku" },
    { 'o', 'o', "ckb", "Central Kurdish", "کوردیی ناوەندی",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ckb",
      .right_to_left = true, .joiner_parts = true },
    { 'p', 'p', "he", "Hebrew", "עברית",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_JOIN, .group = "he",
      .right_to_left = true,
      .lemmas = LEMMAS_HEBREW },
    { 'q', 'q', "hi", "Hindi", "हिन्दी",
      LANG_STEM_SNOWBALL, "hindi", LANG_APOSTROPHE_KEEP_WORD, .group = "hi" },
    { 'r', 'r', "ne", "Nepali", "नेपाली",
      LANG_STEM_SNOWBALL, "nepali", LANG_APOSTROPHE_KEEP_WORD, .group = "ne" },
    { 's', 's', "id", "Indonesian", "Bahasa Indonesia",
      LANG_STEM_SNOWBALL, "indonesian", LANG_APOSTROPHE_KEEP_WORD, .group = "id" },
    { 't', 't', "ms", "Malay", "Bahasa Melayu",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ms" },
    { 'u', 'u', "vi", "Vietnamese", "Tiếng Việt",
      LANG_STEM_MARKS, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "vi" },
    { 'v', 'v', "th", "Thai", "ไทย",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "th" },
    { 'w', 'w', "lo", "Lao", "ລາວ",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "lo" },
    { 'x', 'x', "km", "Khmer", "ខ្មែរ",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "km" },
    { 'y', 'y', "zh", "Chinese", "中文",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "zh" },
    { 'z', 'z', "ja", "Japanese", "日本語",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ja" },
    { '!', '!', "ko", "Korean", "한국어",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ko" },
    { '#', '#', "yi", "Yiddish", "ייִדיש",
      LANG_STEM_SNOWBALL, "yiddish", LANG_APOSTROPHE_JOIN, .group = "yi",
      .right_to_left = true },
    { '$', '$', "rom", "Romany", "Romani",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "rom" },
    { '%', '%', "my", "Burmese", "မြန်မာ",
      LANG_STEM_NONE, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "my" },
    { '&', '&', "ta", "Tamil", "தமிழ்",
      LANG_STEM_SNOWBALL, "tamil", LANG_APOSTROPHE_KEEP_WORD, .group = "ta" },
    { '\'', '\'', "mt", "Maltese", "Malti",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "mt" },
    { '(', '(', "lb", "Luxembourgish", "Lëtzebuergesch",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_ELISION, .group = "lb" },
    { ')', ')', "cy", "Welsh", "Cymraeg",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_SUFFIX, .group = "cy" },
    { '*', '*', "gd", "Scottish Gaelic", "Gàidhlig",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_ELISION, .group = "gd" },
    { '+', '+', "br", "Breton", "Brezhoneg",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_LETTER, .group = "br" },
    { ',', ',', "oc", "Occitan", "Occitan",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_ELISION, .group = "oc" },
    { '-', '-', "af", "Afrikaans", "Afrikaans",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_POSSESSIVE, .group = "af" },
    { '.', '.', "sw", "Swahili", "Kiswahili",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_LETTER, .group = "sw" },
    { '/', '/', "fo", "Faroese", "Føroyskt",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "fo" },
    { ':', ':', "la", "Latin", "Latina",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "la" },
    { ';', ';', "eo", "Esperanto", "Esperanto",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "eo" },
    { '<', '<', "tt", "Tatar", "Татарча",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "tt",
      .endings = ENDINGS_TATAR,
      .agglutinates = true },
    { '=', '=', "crh", "Crimean Tatar", "Qırımtatarca",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_SUFFIX, .group = "crh", .turkish_i = true,
      .endings = ENDINGS_CRIMEAN_TATAR,
      .agglutinates = true },
    { '>', '>', "mn", "Mongolian", "Монгол",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "mn" },
    { '@', '@', "ps", "Pashto", "پښتو",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ps",
      .right_to_left = true, .joiner_parts = true },
    { '[', '[', "ur", "Urdu", "اردو",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "ur",
      .right_to_left = true },
    { '\\', '\\', "bn", "Bengali", "বাংলা",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "bn" },
    { ']', ']', "mr", "Marathi", "मराठी",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "mr" },
    { '^', '^', "tl", "Filipino", "Filipino",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "tl" },
    { '_', '_', "so", "Somali", "Soomaali",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_LETTER, .group = "so" },
    { '`', '`', "am", "Amharic", "አማርኛ",
      LANG_STEM_TRUNC5, NULL, LANG_APOSTROPHE_KEEP_WORD, .group = "am" },
};
/* clang-format on */

enum { LANGUAGES = sizeof languages / sizeof languages[0] };

/* Older tags, and the three letters of ISO 639-2. */
static const char aliases[][2][4] = {
    { "iw", "he" },   { "in", "id" },   { "ji", "yi" },   { "mo", "ro" },
    { "sh", "sr" },   { "fil", "tl" },  { "prs", "fa" },  { "pes", "fa" },
    { "ekk", "et" },  { "lvs", "lv" },  { "als", "sq" },  { "aze", "az" },
    { "azj", "az" },  { "uzn", "uz" },  { "cmn", "zh" },  { "yue", "zh" },
    { "arb", "ar" },  { "kmr", "ku" },  { "sdh", "ckb" }, { "khk", "mn" },
    { "rmy", "rom" }, { "rmn", "rom" }, { "zsm", "ms" },  { "ydd", "yi" },
    { "swh", "sw" },  { "eng", "en" },  { "ron", "ro" },  { "rum", "ro" },
    { "rus", "ru" },  { "ukr", "uk" },  { "srp", "sr" },  { "scc", "sr" },
    { "hrv", "hr" },  { "scr", "hr" },  { "bos", "bs" },  { "slv", "sl" },
    { "mkd", "mk" },  { "mac", "mk" },  { "bul", "bg" },  { "hun", "hu" },
    { "deu", "de" },  { "ger", "de" },  { "nld", "nl" },  { "dut", "nl" },
    { "fra", "fr" },  { "fre", "fr" },  { "ita", "it" },  { "spa", "es" },
    { "por", "pt" },  { "cat", "ca" },  { "glg", "gl" },  { "eus", "eu" },
    { "baq", "eu" },  { "tur", "tr" },  { "lit", "lt" },  { "lav", "lv" },
    { "est", "et" },  { "sqi", "sq" },  { "alb", "sq" },  { "kat", "ka" },
    { "geo", "ka" },  { "hye", "hy" },  { "arm", "hy" },  { "kaz", "kk" },
    { "kir", "ky" },  { "tgk", "tg" },  { "uzb", "uz" },  { "tuk", "tk" },
    { "bel", "be" },  { "pol", "pl" },  { "ces", "cs" },  { "cze", "cs" },
    { "slk", "sk" },  { "slo", "sk" },  { "dan", "da" },  { "nor", "no" },
    { "nob", "nb" },  { "nno", "nn" },  { "swe", "sv" },  { "fin", "fi" },
    { "isl", "is" },  { "ice", "is" },  { "gle", "ga" },  { "ell", "el" },
    { "gre", "el" },  { "ara", "ar" },  { "fas", "fa" },  { "per", "fa" },
    { "kur", "ku" },  { "heb", "he" },  { "hin", "hi" },  { "nep", "ne" },
    { "ind", "id" },  { "msa", "ms" },  { "may", "ms" },  { "vie", "vi" },
    { "tha", "th" },  { "lao", "lo" },  { "khm", "km" },  { "zho", "zh" },
    { "chi", "zh" },  { "jpn", "ja" },  { "kor", "ko" },  { "yid", "yi" },
    { "mya", "my" },  { "bur", "my" },  { "tam", "ta" },  { "mlt", "mt" },
    { "ltz", "lb" },  { "cym", "cy" },  { "wel", "cy" },  { "gla", "gd" },
    { "bre", "br" },  { "oci", "oc" },  { "afr", "af" },  { "swa", "sw" },
    { "fao", "fo" },  { "lat", "la" },  { "epo", "eo" },  { "tat", "tt" },
    { "mon", "mn" },  { "pus", "ps" },  { "urd", "ur" },  { "ben", "bn" },
    { "mar", "mr" },  { "tgl", "tl" },  { "som", "so" },  { "amh", "am" }
};

static const struct lang *
find_tag(const char *tag, size_t length)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (strlen(languages[i].tag) == length &&
            strncasecmp(languages[i].tag, tag, length) == 0)
            return &languages[i];
    return NULL;
}

const struct lang *
lang_find(const char *tag)
{
    if (tag == NULL)
        return NULL;
    size_t length = strcspn(tag, "-_");
    const struct lang *found = find_tag(tag, length);
    for (size_t i = 0; found == NULL && i < sizeof aliases / sizeof aliases[0]; i++)
        if (strlen(aliases[i][0]) == length &&
            strncasecmp(aliases[i][0], tag, length) == 0)
            found = find_tag(aliases[i][1], strlen(aliases[i][1]));
    return found;
}

const struct lang *
lang_of_code(unsigned char code)
{
    for (size_t i = 0; i < LANGUAGES; i++)
        if (languages[i].code == code)
            return &languages[i];
    return NULL;
}

const struct lang *
lang_leader(const struct lang *lang)
{
    return lang->code == lang->stem_code ? lang : lang_of_code(lang->stem_code);
}

const struct lang *
lang_unknown(void)
{
    return &languages[0];
}

bool
lang_is_frequent(const struct lang *lang, const char *word)
{
    size_t length = strlen(word);
    const char *at = lang->stop_words;
    while (at != NULL && length > 0 && (at = strstr(at, word)) != NULL) {
        bool starts = at == lang->stop_words || at[-1] == ' ';
        at += length;
        if (starts && (*at == ' ' || *at == '\0'))
            return true;
    }
    return false;
}

size_t
lang_count(void)
{
    return LANGUAGES;
}

const struct lang *
lang_at(size_t index)
{
    return &languages[index];
}
