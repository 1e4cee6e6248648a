/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Judges a document: which pages can be searched, in which language, and why not all. */
#include "outcome.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- languages ---- */

/* Letters that each language has in the document, by code. */
struct tally {
    uint64_t letters[256];
};

static const struct lang *
most_of(const struct tally *tally)
{
    int best = -1;
    for (int code = 0; code < 256; code++)
        if (tally->letters[code] > 0 &&
            (best < 0 || tally->letters[code] > tally->letters[best]))
            best = code;
    return best < 0 ? NULL : lang_of_code((unsigned char)best);
}

static const struct lang *
lang_of_tag(const char *tag)
{
    return tag[0] == '\0' ? NULL : lang_find(tag);
}

static void
detect_pages(struct outcome *outcome, const struct detect *detect,
             struct detect_priors priors, const struct lang *stated)
{
    struct document *document = &outcome->document;
    struct tally tally = { { 0 } };
    for (size_t i = 0; i < document->page_count; i++) {
        const struct document_page *page = &document->pages[i];
        bool settled = priors.document != NULL && outcome->why[i].sure &&
                       outcome->langs[i] == priors.document;
        priors.markup = lang_of_tag(page->unit->lang);
        if (priors.markup == NULL)
            priors.markup = stated;
        if (page->length > 0 && !settled)
            outcome->langs[i] =
                detect_text(detect, page->text, page->length, &priors, &outcome->why[i]);
        if (outcome->langs[i] == NULL)
            continue;
        if (priors.document != NULL)
            priors.neighbour = outcome->langs[i];
        tally.letters[outcome->langs[i]->code] +=
            1 + detect_count_letters(page->text, page->length, 4000);
    }
    outcome->lang = most_of(&tally);
}

/* Twice: the first round says what the document is in, the second lets that weigh. */
static void
find_languages(struct outcome *outcome, const struct detect *detect,
               const struct lang *catalogue)
{
    struct document *document = &outcome->document;
    struct detect_priors priors = { catalogue, NULL, NULL, NULL };
    const struct lang *stated = lang_of_tag(document->about.lang);
    outcome->why =
        arena_alloc(document->arena, document->page_count, sizeof *outcome->why);
    outcome->langs = arena_alloc(document->arena, document->page_count, sizeof(void *));
    detect_pages(outcome, detect, priors, stated);
    priors.document = outcome->lang;
    detect_pages(outcome, detect, priors, stated);
}

/* ---- what can be searched ---- */

struct tallied {
    int64_t pages, pictures, unreadable, text;
};

static void
hide_page(struct document_page *page)
{
    page->unreadable = true;
    page->text = page->title = page->section = "";
    page->length = 0;
}

/* Words of a broken text layer would poison counts and suggestions. */
static void
hide_unreadable(struct document *document)
{
    size_t text = 0, implausible = 0, shown = 0;
    bool glyphs = document->kind == DOCUMENT_PAGES; /* other formats hold letters */
    bool *strange = memory_new(document->page_count, sizeof *strange);
    for (size_t i = 0; i < document->page_count; i++) {
        const struct document_page *page = &document->pages[i];
        strange[i] = glyphs && detect_is_implausible(page->text, page->length);
        text += page->length > 0;
        implausible += strange[i];
    }
    for (size_t i = 0; i < document->page_count; i++) {
        struct document_page *page = &document->pages[i];
        if (detect_is_meaningless(page->text, page->length) ||
            (strange[i] && 2 * implausible >= text))
            hide_page(page);
        shown += page->length > 0;
    }
    if (text > 0 && shown == 0) {
        document->title = "";
        document->title_from = DOCUMENT_TITLE_NOWHERE;
    }
    free(strange);
}

/* Pages of the body; a slide with nothing but notes is no picture page. */
static void
count_pages(struct outcome *outcome, struct tallied *tallied)
{
    struct document *document = &outcome->document;
    memset(tallied, 0, sizeof *tallied);
    for (size_t i = 0; i < document->page_count; i++) {
        struct document_page *page = &document->pages[i];
        bool body = page->unit->part == WIRE_PART_BODY;
        bool pictures = (page->unit->flags & WIRE_UNIT_IMAGES) != 0;
        bool noted = i + 1 < document->page_count && body &&
                     document->pages[i + 1].unit->number == page->unit->number &&
                     document->pages[i + 1].length > 0;
        outcome->searchable += page->length > 0;
        tallied->text += page->length > 0;
        tallied->unreadable += page->unreadable;
        tallied->pages += body;
        tallied->pictures += body && page->line_count == 0 && pictures && !noted;
    }
    outcome->pages =
        document->about.pages > tallied->pages ? document->about.pages : tallied->pages;
}

static const char *
unit_word(const struct outcome *outcome, int64_t count)
{
    static const char *const words[][2] = { { "page", "pages" },
                                            { "slide", "slides" },
                                            { "sheet", "sheets" },
                                            { "part", "parts" } };
    return words[outcome->document.kind][count != 1];
}

static void
say(struct outcome *outcome, enum report_status status, const char *code,
    const char *reason)
{
    outcome->status = status;
    outcome->code = code;
    outcome->reason = reason;
}

static const char *
counted(struct outcome *outcome, int64_t count, const char *singular, const char *plural)
{
    return arena_format(outcome->document.arena, "%" PRId64 " of %" PRId64 " %s %s",
                        count, outcome->pages, unit_word(outcome, outcome->pages),
                        count == 1 ? singular : plural);
}

/* Why text may be missing; NULL when the reader had nothing to say. */
static const struct wire_note *
first_reason(const struct document *document)
{
    for (size_t i = 0; i < document->note_count; i++)
        if (document->notes[i].reason != WIRE_REASON_NONE)
            return &document->notes[i];
    return NULL;
}

static void
judge_text(struct outcome *outcome, const struct tallied *tallied)
{
    enum report_status status = tallied->text > 0 ? REPORT_PARTIAL : REPORT_SKIPPED;
    const char *picture = wire_reason_name(WIRE_REASON_NO_TEXT);
    const struct wire_note *note = first_reason(&outcome->document);
    if (tallied->unreadable > 0 && tallied->text == 0)
        say(outcome, status, wire_reason_name(WIRE_REASON_UNREADABLE_TEXT),
            "its text cannot be read although it looks fine; export it again or run OCR "
            "(ocrmypdf --force-ocr)");
    else if (tallied->unreadable > 0)
        say(outcome, status, wire_reason_name(WIRE_REASON_UNREADABLE_TEXT),
            counted(outcome, tallied->unreadable,
                    "has text that cannot be read although it looks fine; run OCR",
                    "have text that cannot be read although it looks fine; run OCR"));
    else if (tallied->pictures > 0)
        say(outcome, status, picture,
            counted(outcome, tallied->pictures,
                    "is a picture without text (needs OCR; try ocrmypdf)",
                    "are pictures without text (needs OCR; try ocrmypdf)"));
    else if (tallied->text == 0 && note != NULL)
        say(outcome, status, wire_reason_name(note->reason), note->text);
    else if (tallied->text == 0)
        say(outcome, status, picture, "there is no text in it");
}

/* What the reader could not do on a page, or left out. */
static void
judge_notes(struct outcome *outcome)
{
    const struct document *document = &outcome->document;
    for (size_t i = 0; i < document->note_count && outcome->status == REPORT_INDEXED;
         i++) {
        const struct wire_note *note = &document->notes[i];
        if (note->reason == WIRE_REASON_NONE)
            continue;
        const char *where = note->page > 0
                                ? arena_format(document->arena, "%s %" PRId64 ": ",
                                               unit_word(outcome, 1), note->page)
                                : "";
        say(outcome, REPORT_PARTIAL, wire_reason_name(note->reason),
            arena_format(document->arena, "%s%s", where, note->text));
    }
}

/* The reader gave up: what came before is kept. */
static void
judge_failure(struct outcome *outcome, const struct cache_entry *entry,
              const struct tallied *tallied)
{
    const char *code = wire_reason_name(entry->reason);
    if (tallied->text == 0)
        say(outcome, REPORT_SKIPPED, code, entry->text);
    else
        say(outcome, REPORT_PARTIAL, code,
            arena_format(outcome->document.arena, "%s; %" PRId64 " %s kept", entry->text,
                         tallied->text, unit_word(outcome, tallied->text)));
}

void
outcome_make(struct outcome *outcome, const struct cache_entry *entry,
             const struct buf *frames, const struct detect *detect,
             const struct lang *catalogue, struct arena *arena)
{
    struct tallied tallied;
    memset(outcome, 0, sizeof *outcome);
    document_read(&outcome->document, frames->data, frames->length, arena);
    document_clean(&outcome->document);
    say(outcome, REPORT_INDEXED, "", "");
    hide_unreadable(&outcome->document);
    count_pages(outcome, &tallied);
    find_languages(outcome, detect, catalogue);
    if (!entry->whole)
        judge_failure(outcome, entry, &tallied);
    else
        judge_text(outcome, &tallied);
    if (entry->whole)
        judge_notes(outcome);
}
