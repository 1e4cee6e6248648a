/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of languages, kinds, formats and places, in the language of the reader. */
#include "phrase.h"
#include "render/render.h"

#include <string.h>
#include <strings.h>

/* ---- values of facets ---- */

/* Among phrases whose English text is the name of something: the one of this name, or of more
 * than one of it ("guides"). */
static bool
find_name(enum phrase first, enum phrase last, const char *name, enum phrase *found)
{
    for (int at = (int)first; at <= (int)last; at++) {
        const char *english = phrase_text(tongue_english(), (enum phrase)at);
        size_t length = strlen(english);
        if (strncasecmp(english, name, length) == 0 &&
            (name[length] == '\0' || strcasecmp(name + length, "s") == 0)) {
            *found = (enum phrase)at;
            return true;
        }
    }
    return false;
}

/* What the catalogue calls it. */
static const char *
own_name(const struct store_facet_value *value)
{
    return *value->label != '\0' ? value->label : value->value;
}

static struct render_label
label_language(const struct tongue *tongue, const struct store_facet_value *value)
{
    const struct lang *lang = lang_find(value->value);
    enum phrase name;
    if (lang == lang_unknown())
        return (struct render_label) { phrase_text(tongue, PHRASE_LANG_UNKNOWN), NULL };
    if (lang == NULL)
        return (struct render_label) { value->value, "" };
    if (tongue == tongue_english())
        return (struct render_label) { lang->name, NULL };
    if (find_name(PHRASE_LANG_EN, PHRASE_LANG_MN, lang->name, &name))
        return (struct render_label) { phrase_text(tongue, name), NULL };
    return (struct render_label) { lang->self, lang->tag };
}

/* A catalogue's words are shown as they are, if they are not English words that we know. */
static struct render_label
label_kind(const struct tongue *tongue, const struct store_facet_value *value)
{
    enum phrase name;
    if (!find_name(PHRASE_KIND_GUIDE, PHRASE_KIND_WEBINAR, value->value, &name))
        return (struct render_label) { own_name(value), "" };
    if (tongue == tongue_english())
        return (struct render_label) { own_name(value), NULL };
    return (struct render_label) { phrase_text(tongue, name), NULL };
}

static struct render_label
label_type(const struct tongue *tongue, const struct store_facet_value *value)
{
    const char *shown = render_format(tongue, value->value);
    return (struct render_label) { shown != NULL ? shown : own_name(value), NULL };
}

struct render_label
render_facet_label(const struct tongue *tongue, const char *facet,
                   const struct store_facet_value *value)
{
    static const struct {
        const char *facet;
        struct render_label (*label)(const struct tongue *tongue,
                                     const struct store_facet_value *value);
    } rows[] = { { "lang", label_language },
                 { "kind", label_kind },
                 { "type", label_type } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp(rows[i].facet, facet) == 0)
            return rows[i].label(tongue, value);
    }
    return (struct render_label) { own_name(value), NULL };
}

/* ---- places ---- */

/* What the indexer writes before and behind a number or a name (document_locator.c). */
static const struct word {
    const char *english;
    enum phrase phrase;
} owners[] = { { "notes of ", PHRASE_PLACE_NOTES_OF },
               { "comments on ", PHRASE_PLACE_COMMENTS_ON } },
  units[] = { { "page ", PHRASE_PLACE_PAGE },
              { "slide ", PHRASE_PLACE_SLIDE },
              { "sheet ", PHRASE_PLACE_SHEET },
              { "part ", PHRASE_PLACE_PART } },
  alone[] = { { "notes", PHRASE_PLACE_NOTES }, { "comments", PHRASE_PLACE_COMMENTS } };

static const char hidden[] = " (hidden)";

/* The row whose word the text begins with. */
static const struct word *
find_word(const struct word *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(words[i].english, text, strlen(words[i].english)) == 0)
            return &words[i];
    }
    return NULL;
}

static void
write_unit(struct buf *out, const struct tongue *tongue, const char *place)
{
    const struct word *unit = find_word(units, sizeof units / sizeof *units, place);
    size_t length = strlen(place), tail = sizeof hidden - 1;
    if (unit == NULL) {
        buf_add_text(out, place);
        return;
    }
    struct buf number = BUF_INIT(1000), named = BUF_INIT(1000);
    bool is_hidden = length > tail && strcmp(place + length - tail, hidden) == 0;
    size_t from = strlen(unit->english);
    buf_add(&number, place + from, length - from - (is_hidden ? tail : 0));
    phrase_fill(&named, tongue, unit->phrase, number.data);
    if (is_hidden)
        phrase_fill(out, tongue, PHRASE_PLACE_HIDDEN, named.data);
    else
        buf_add_text(out, named.data);
    buf_free(&named);
    buf_free(&number);
}

static void
write_place(struct buf *out, const struct tongue *tongue, const char *place)
{
    const struct word *owner = find_word(owners, sizeof owners / sizeof *owners, place);
    const struct word *word = find_word(alone, sizeof alone / sizeof *alone, place);
    if (owner != NULL) {
        struct buf owned = BUF_INIT(1000);
        write_unit(&owned, tongue, place + strlen(owner->english));
        phrase_fill(out, tongue, owner->phrase, owned.data);
        buf_free(&owned);
    } else if (word != NULL && strcmp(word->english, place) == 0) {
        buf_add_text(out, phrase_text(tongue, word->phrase));
    } else {
        write_unit(out, tongue, place);
    }
}

void
render_place(struct buf *out, const struct tongue *tongue,
             const struct search_passage *passage)
{
    const char *locator = passage->page.locator;
    if (*locator == '\0')
        buf_add_text(out, phrase_text(tongue, passage->file == NULL ? PHRASE_DESCRIPTION
                                                                    : PHRASE_BEGINNING));
    else if (strcmp(locator, passage->page.section) ==
             0) /* a heading of the text itself */
        buf_add_text(out, locator);
    else
        write_place(out, tongue, locator);
}
