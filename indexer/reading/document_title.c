/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a document calls itself, by order of trust. */
#include "document.h"

#include "base/utf8.h"
#include "letters.h"
#include "text/fold.h"

#include <math.h>
#include <string.h>
#include <strings.h>

enum {
    TITLE_PAGES = 2,   /* where a title stands */
    TITLE_BYTES = 250, /* more is no title */
    SHARE_OF_WORDS =
        60, /* per cent of an embedded title's words that these pages must hold */
    TEXT_BYTES = 64 * 1024
};

/* ---- titles that are file names ---- */

static bool
begins_with(const char *text, const char *with)
{
    return strncasecmp(text, with, strlen(with)) == 0;
}

static bool
ends_with(const char *text, const char *with)
{
    size_t length = strlen(text), end = strlen(with);
    return length >= end && strcasecmp(text + length - end, with) == 0;
}

static bool
is_left_over(const char *title)
{
    static const char *const beginnings[] = {
        "microsoft word - ",
        "microsoft powerpoint - ",
        "microsoft excel - ",
        "powerpoint presentation",
        "powerpoint-präsentation",
        "presentación de powerpoint",
        "présentation powerpoint",
        "prezentacja programu powerpoint",
        "prezentace aplikace",
        "презентация powerpoint",
        "презентація powerpoint",
        "prezentare powerpoint",
        "untitled",
        "unbenannt",
        "document1",
        "dokument1",
        "slide 1",
        "title of",
        "diapositiva 1",
        "снимок",
        "scan",
        "print",
        "layout 1",
        "untitled-1",
        "no title",
        "(anonymous)",
        "latex",
        "file://",
        "http://",
        "https://",
        "<4d6963726f736f66",
    };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins_with(title, beginnings[i]))
            return true;
    return false;
}

static bool
has_ending(const char *title)
{
    static const char *const endings[] = {
        ".pdf",  ".doc",  ".docx", ".odt", ".rtf",  ".ppt",  ".pptx", ".odp", ".xls",
        ".xlsx", ".tex",  ".dvi",  ".ps",  ".eps",  ".ai",   ".indd", ".qxd", ".qxp",
        ".pmd",  ".p65",  ".pub",  ".cdr", ".html", ".htm",  ".txt",  ".tmp", ".wpd",
        ".fm",   ".book", ".sla",  ".jpg", ".tif",  ".tiff", ".png",  ".xml",
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(title, endings[i]))
            return true;
    return false;
}

static bool
has_words(const char *title)
{
    size_t letters = 0, length = strlen(title);
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(title + i, length - i, &code);
        letters += letters_is_letter(code);
    }
    return letters >= 3;
}

static bool
is_path(const char *title)
{
    return strchr(title, '\\') != NULL ||
           (strchr(title, '/') != NULL && strchr(title, ' ') == NULL);
}

bool
document_is_file_name(const char *title)
{
    size_t length = strlen(title);
    bool wrapped = length > 1 && title[0] == '(' && title[length - 1] == ')';
    bool one_word = strchr(title, ' ') == NULL && strpbrk(title, "_0123456789") != NULL;
    return !has_words(title) || is_left_over(title) || has_ending(title) || wrapped ||
           is_path(title) || (one_word && length < 80);
}

/* ---- is the embedded title true? ---- */

static void
add_page_text(struct buf *text, const struct document_page *page)
{
    struct buf line = BUF_INIT(TEXT_BYTES);
    for (size_t i = 0; i < page->line_count; i++) {
        buf_reset(&line);
        fold_case(&line, lang_unknown(), page->lines[i].text, page->lines[i].length);
        if (line.length < text->limit - text->length)
            buf_add(text, line.data, line.length);
    }
    buf_free(&line);
}

/* What readers see first, in lower case and without line ends: titles run over lines. */
static void
first_text(const struct document *document, struct buf *text)
{
    size_t pages = 0;
    for (size_t p = 0; p < document->page_count && pages < TITLE_PAGES; p++)
        if (document->pages[p].unit->part == WIRE_PART_BODY) {
            add_page_text(text, &document->pages[p]);
            pages++;
        }
}

static bool
is_on_first_pages(const struct document *document, const char *title)
{
    struct buf text = BUF_INIT(TEXT_BYTES), lower = BUF_INIT((size_t)4 * TITLE_BYTES);
    size_t words = 0, found = 0;
    first_text(document, &text);
    fold_case(&lower, lang_unknown(), title, strlen(title));
    for (char *word = strtok(lower.data, " ,.:;-()\"'/&"); word != NULL;
         word = strtok(NULL, " ,.:;-()\"'/&")) {
        if (strlen(word) < 3)
            continue;
        words++;
        found += strstr(text.data, word) != NULL;
    }
    buf_free(&text);
    buf_free(&lower);
    return words > 0 && found * 100 >= words * SHARE_OF_WORDS;
}

/* ---- the largest print ---- */

static bool
is_title_line(const struct document_line *line)
{
    size_t letters = 0;
    for (size_t i = 0; i < line->length;) {
        uint32_t code;
        i += utf8_decode(line->text + i, line->length - i, &code);
        letters += letters_is_letter(code);
    }
    return letters >= 4 && line->line->style != WIRE_STYLE_ALT;
}

static float
largest_size(const struct document *document, size_t pages)
{
    float largest = 0;
    for (size_t p = 0; p < pages; p++)
        for (size_t i = 0; i < document->pages[p].line_count; i++)
            if (is_title_line(&document->pages[p].lines[i]))
                largest = fmaxf(largest, document->pages[p].lines[i].line->size);
    return largest;
}

static void
add_line(struct buf *title, const struct document_line *line)
{
    if (title->length > 0 && line->length > 0)
        buf_add_char(title, ' ');
    buf_add(title, line->text, line->length);
}

/* The first run of lines for which is_part holds. */
static void
first_run(const struct document *document, size_t pages, float size, struct buf *title)
{
    for (size_t p = 0; p < pages && title->length == 0; p++) {
        const struct document_page *page = &document->pages[p];
        for (size_t i = 0; i < page->line_count; i++) {
            const struct document_line *line = &page->lines[i];
            bool part = size > 0 ? fabsf(line->line->size - size) < 0.05F * size
                                 : line->line->style == WIRE_STYLE_TITLE ||
                                       line->line->style == WIRE_STYLE_HEADING;
            if (part && (title->length > 0 || is_title_line(line)))
                add_line(title, line);
            else if (title->length > 0)
                break;
            if (title->length > 0 && size <= 0)
                break; /* a styled title is one paragraph */
        }
    }
}

/* Bytes of a footnote's sign at the end; 0 for none. */
static size_t
sign_at_end(const char *text, size_t length)
{
    static const char *const signs[] = { "*", "∗", "†", "‡", " " };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t sign = strlen(signs[i]);
        if (length > sign && memcmp(text + length - sign, signs[i], sign) == 0)
            return sign;
    }
    return 0;
}

/* Also without the "1." of a first chapter. */
static const char *
trimmed(struct document *document, const struct buf *title)
{
    size_t length = title->length, sign;
    while ((sign = sign_at_end(title->data, length)) > 0)
        length -= sign;
    size_t number = length > 3 && strncmp(title->data, "1. ", 3) == 0 ? 3 : 0;
    return arena_text(document->arena, title->data + number, length - number);
}

static const char *
title_of_print(struct document *document)
{
    struct buf title = BUF_INIT(TITLE_BYTES);
    size_t pages =
        document->page_count < TITLE_PAGES ? document->page_count : TITLE_PAGES;
    float size = largest_size(document, pages);
    if (size <= 0)
        first_run(document, document->page_count < 4 ? document->page_count : 4, 0,
                  &title);
    else if (size >= 1.1F * document->modal_size)
        first_run(document, pages, size, &title);
    const char *text = title.full ? "" : trimmed(document, &title);
    buf_free(&title);
    return text;
}

/* True when the document has a title now. */
static bool
take_title(struct document *document, const char *title, enum document_title_from from)
{
    document->title = document_compose(title, document->arena);
    document->title_from = document->title[0] == '\0' ? DOCUMENT_TITLE_NOWHERE : from;
    return document->title[0] != '\0';
}

void
document_find_title(struct document *document)
{
    const char *embedded = document->about.title;
    const char *entry = document->outline_count > 0 ? document->outline[0].title : "";
    bool usable =
        strlen(embedded) <= (size_t)2 * TITLE_BYTES && !document_is_file_name(embedded);
    if (usable && is_on_first_pages(document, embedded) &&
        take_title(document, embedded, DOCUMENT_TITLE_CONFIRMED))
        return;
    if (take_title(document, title_of_print(document), DOCUMENT_TITLE_PRINT))
        return;
    if (usable && take_title(document, embedded, DOCUMENT_TITLE_EMBEDDED))
        return;
    if (!document_is_file_name(entry))
        take_title(document, entry, DOCUMENT_TITLE_OUTLINE);
}
