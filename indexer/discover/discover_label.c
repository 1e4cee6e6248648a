/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words on buttons and above lists, and what they say: a format, a language, nothing. */
#include "discover_record.h"

#include "base/utf8.h"
#include "fetch/url.h"
#include "text/fold.h"
#include "text/lang.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { LABEL_WORDS = 24, TEXT_BYTES = 64 * 1024 };

static const char document_endings[] =
    " pdf doc docx ppt pptx pps ppsx xls xlsx odt odp ods epub rtf txt ";

static const char format_words[] =
    " pdf doc docx word ppt pptx pps powerpoint xls xlsx excel odt odp epub rtf file "
    "files "
    "slides document mb kb gb mib kib bytes download downloads here click open view read "
    "get save the full text version as in this a ";

/* A label that begins so names an action, not a work. */
static const char download_words[] =
    " download downloads telecharger herunterladen descargar baixar scarica descarca "
    "descarcati preuzmi preuzmite скачать завантажити изтегли stiahnut pobierz stahnout "
    "letoltes indir ";

static const char *const more_labels[] = { "read more",
                                           "readmore",
                                           "learn more",
                                           "more",
                                           "see more",
                                           "view more",
                                           "find out more",
                                           "details",
                                           "view details",
                                           "continue reading",
                                           "en savoir +",
                                           "lire la suite",
                                           "mehr",
                                           "weiterlesen",
                                           "leer mas",
                                           "citeste mai mult",
                                           "afla mai mult",
                                           "подробнее",
                                           "детальніше",
                                           "procitaj vise",
                                           NULL };

static const char *const generic_titles[] = { "publications",
                                              "publication",
                                              "downloads",
                                              "download",
                                              "files",
                                              "file",
                                              "documents",
                                              "document",
                                              "resources",
                                              "resource",
                                              "resource library",
                                              "library",
                                              "attachments",
                                              "attachment",
                                              "related",
                                              "related resources",
                                              "related publications",
                                              "reports",
                                              "report",
                                              "materials",
                                              "publications and resources",
                                              "resources and publications",
                                              "our publications",
                                              "all publications",
                                              "latest publications",
                                              "featured",
                                              "news",
                                              "summary",
                                              "abstract",
                                              "description",
                                              "overview",
                                              "about",
                                              "about this publication",
                                              "about the publication",
                                              "links",
                                              "related links",
                                              "share",
                                              "share this",
                                              "contact",
                                              "available languages",
                                              "languages",
                                              "language",
                                              "other languages",
                                              "search",
                                              "menu",
                                              "home",
                                              "archive",
                                              "bibliography",
                                              "details",
                                              "highlights",
                                              "downloads and links",
                                              "publikationen",
                                              "veroffentlichungen",
                                              "publicatii",
                                              "публикации",
                                              "публікації",
                                              NULL };

/* ---- clean texts ---- */

static bool
is_blank(uint32_t code)
{
    return code <= 0x20 || code == 0x7F || (code >= 0x80 && code <= 0xA0) ||
           code == 0x2028 || code == 0x2029 || code == 0x3000 || code == 0x202F;
}

static bool
is_dropped(uint32_t code)
{
    return code == 0x200B || code == 0xAD || code == 0xFEFF ||
           (code & 0xFFFE) == 0xFFFE || (code >= 0x202A && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069);
}

const char *
discover_clean(struct arena *arena, const char *text, size_t length)
{
    struct buf out = BUF_INIT(TEXT_BYTES);
    bool blank = false;
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        if (is_blank(code)) {
            blank = true;
        } else if (!is_dropped(code)) {
            if (blank && out.length > 0)
                buf_add_char(&out, ' ');
            blank = false;
            buf_add_code(&out, code);
        }
    }
    const char *clean = arena_text(arena, out.data, out.length);
    buf_free(&out);
    return clean;
}

const char *
discover_folded(struct arena *arena, const char *text)
{
    struct buf lower = BUF_INIT(TEXT_BYTES), out = BUF_INIT(TEXT_BYTES);
    fold_case(&lower, lang_unknown(), text, strlen(text));
    fold_marks(&out, lang_unknown(), lower.data, lower.length);
    const char *copy = arena_text(arena, out.data, out.length);
    buf_free(&lower);
    buf_free(&out);
    return copy;
}

static bool
is_letter(unsigned char c)
{
    return c >= 0x80 || isalnum(c);
}

/* Punctuation of the General Punctuation block is three bytes that begin so. */
static size_t
letter_at(const char *text)
{
    if (strncmp(text, "\xE2\x80", 2) == 0 || !is_letter((unsigned char)text[0]))
        return 0;
    return 1;
}

static size_t
gap_at(const char *text)
{
    return strncmp(text, "\xE2\x80", 2) == 0 && text[2] != '\0' ? 3 : 1;
}

const char *
discover_key(struct arena *arena, const char *text)
{
    const char *lower = discover_folded(arena, text);
    struct buf out = BUF_INIT(TEXT_BYTES);
    while (*lower != '\0') {
        size_t letter = letter_at(lower);
        buf_add(&out, lower, letter);
        lower += letter > 0 ? letter : gap_at(lower);
    }
    const char *key = arena_text(arena, out.data, out.length);
    buf_free(&out);
    return key;
}

void
discover_texts_add(struct arena *arena, struct discover_texts *texts, const char *text)
{
    arena_grow(arena, &texts->items, &texts->capacity, texts->count + 1,
               sizeof *texts->items);
    texts->items[texts->count++] = text;
}

/* ---- words of labels ---- */

struct word {
    size_t start, end; /* in the label */
    const char *text;  /* folded */
};

static size_t
words_of(struct arena *arena, const char *label, struct word words[LABEL_WORDS])
{
    size_t count = 0;
    for (size_t i = 0; label[i] != '\0' && count < LABEL_WORDS;) {
        if (letter_at(label + i) == 0) {
            i += gap_at(label + i);
            continue;
        }
        size_t start = i;
        while (label[i] != '\0' && letter_at(label + i) > 0)
            i++;
        words[count++] = (struct word) {
            start, i, discover_folded(arena, arena_text(arena, label + start, i - start))
        };
    }
    return count;
}

static bool
is_in(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = list; length > 0 && (at = strstr(at, word)) != NULL; at++)
        if (at > list && at[-1] == ' ' && at[length] == ' ')
            return true;
    return false;
}

static bool
is_number(const char *word)
{
    return word[0] != '\0' && word[strspn(word, "0123456789")] == '\0';
}

/* "2mb" too */
static bool
is_size(const char *word)
{
    size_t digits = strspn(word, "0123456789");
    const char *unit = word + digits;
    return digits > 0 && (strcmp(unit, "mb") == 0 || strcmp(unit, "kb") == 0);
}

static bool
says_nothing(const char *word)
{
    return is_in(format_words, word) || is_in(download_words, word) || is_size(word);
}

bool
discover_is_document(struct arena *arena, const char *url)
{
    return is_in(document_endings, url_extension(arena, url));
}

bool
discover_is_format(struct arena *arena, const char *label)
{
    struct word words[LABEL_WORDS];
    size_t count = words_of(arena, label, words);
    for (size_t i = 0; i < count; i++)
        if (!says_nothing(words[i].text) && !is_number(words[i].text))
            return false;
    return true;
}

bool
discover_is_download(struct arena *arena, const char *label)
{
    struct word words[LABEL_WORDS];
    return words_of(arena, label, words) > 0 && is_in(download_words, words[0].text);
}

const char *
discover_label_core(struct arena *arena, const char *label)
{
    struct word words[LABEL_WORDS];
    size_t count = words_of(arena, label, words), last = count;
    if (discover_is_format(arena, label))
        return "";
    /* A format and a size stand at the end: "(PDF, 2 MB)". */
    while (last > 0 && (says_nothing(words[last - 1].text) ||
                        (last < count && is_number(words[last - 1].text))))
        last--;
    if (last == 0 || last == count)
        return label;
    const char *cut = arena_text(arena, label, words[last - 1].end);
    return strchr(cut, '(') != NULL && strchr(cut, ')') == NULL ? label : cut;
}

static bool
is_one_of(struct arena *arena, const char *const *list, const char *text)
{
    const char *key = discover_key(arena, text);
    for (; *list != NULL; list++)
        if (strcmp(discover_key(arena, *list), key) == 0)
            return true;
    return false;
}

bool
discover_is_more(struct arena *arena, const char *label)
{
    return strlen(label) < 64 && is_one_of(arena, more_labels, label);
}

bool
discover_is_generic(struct arena *arena, const char *title)
{
    return strlen(title) < 64 && is_one_of(arena, generic_titles, title);
}

/* ---- languages and years ---- */

/* ASCII needs no folding, and most names of languages are. */
static bool
names_itself(struct arena *arena, const struct lang *lang, const char *name,
             const char *key)
{
    if (strcasecmp(lang->self, name) == 0)
        return true;
    return ((name[0] & 0x80) != 0) == ((lang->self[0] & 0x80) != 0) &&
           (name[0] & 0x80) != 0 && strcmp(discover_key(arena, lang->self), key) == 0;
}

const char *
discover_lang(struct arena *arena, const char *name)
{
    const char *key = discover_key(arena, name);
    if (key[0] == '\0')
        return "";
    for (size_t i = 0; i < lang_count(); i++) {
        const struct lang *lang = lang_at(i);
        if (lang != lang_unknown() &&
            (strcasecmp(lang->name, name) == 0 || names_itself(arena, lang, name, key)))
            return lang->tag;
    }
    const struct lang *tagged = strlen(name) <= 12 ? lang_find(name) : NULL;
    return tagged == NULL || tagged == lang_unknown() ? "" : tagged->tag;
}

/* A language has to be all that is said, or to stand last after "in" or a mark. */
const char *
discover_label_lang(struct arena *arena, const char *label)
{
    struct word words[LABEL_WORDS];
    size_t count = words_of(arena, label, words), left = 0, only = 0;
    while (count > 0 &&
           (says_nothing(words[count - 1].text) || is_number(words[count - 1].text)))
        count--;
    for (size_t i = 0; i < count; i++)
        if (!says_nothing(words[i].text)) {
            left++;
            only = i;
        }
    if (left == 0)
        return "";
    const struct word *word = &words[count - 1];
    const char *text = arena_text(arena, label + word->start, word->end - word->start);
    const char *lang = discover_lang(arena, text);
    bool is_code = strlen(text) <= 3 && !isupper((unsigned char)text[0]);
    bool marked = word->start > 0 && count > 1 &&
                  (strcmp(words[count - 2].text, "in") == 0 ||
                   strpbrk(arena_text(arena, label + words[count - 2].end,
                                      word->start - words[count - 2].end),
                           "(-:|/,") != NULL);
    return !is_code && ((left == 1 && only == count - 1) || marked) ? lang : "";
}

int
discover_year(const char *text)
{
    for (; *text != '\0';) {
        size_t digits = strspn(text, "0123456789");
        if (digits == 4) {
            int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 +
                       (text[2] - '0') * 10 + (text[3] - '0');
            if (year >= 1900 && year < 2200)
                return year;
        }
        text += digits > 0 ? digits : 1;
    }
    return 0;
}
