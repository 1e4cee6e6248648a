/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document for the eyes: pages under headings that stand out, what was dropped below them. */
#include "show.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

enum {
    WIDTH = 78,          /* of a heading */
    UNREADABLE_MOST = 3, /* lines shown of a broken text layer */
    UNREADABLE_BYTES = 8 /* shorter ones show nothing of it */
};

static const char bold[] = "\33[1m", dim[] = "\33[2m", plain[] = "\33[0m";

static void
paint(struct buf *out, const struct show_file *file, const char *code)
{
    if (file->options->color)
        buf_add_text(out, code);
}

/* Lines and cells stay what they are; a soft hyphen is seen. */
static void
add_shown(struct buf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        if (code == '\n' || code == '\t')
            buf_add_char(out, (char)code);
        else
            report_add_shown_code(out, code == 0xAD ? 0xAC : code);
    }
}

static void
add_text(struct buf *out, const char *text)
{
    add_shown(out, text, strlen(text));
}

/* A line that grew too long is broken at its last blank. */
static void
add_wrapped(struct buf *out, const char *text, size_t length, size_t width)
{
    size_t column = 0, blank = 0, after_blank = 0;
    for (size_t i = 0, next; i < length; i = next) {
        uint32_t code;
        next = i + utf8_decode(text + i, length - i, &code);
        if (code == '\n') {
            column = blank = 0;
        } else if (code == ' ') {
            blank = out->length;
            after_blank = 0;
            column++;
        } else {
            column++;
            after_blank++;
        }
        add_shown(out, text + i, next - i);
        if (column <= width || blank == 0 || out->full)
            continue;
        out->data[blank] = '\n';
        blank = 0;
        column = after_blank;
    }
}

/* "-- page iv ------------------------------------------ 4 of 64, en" */
static void
add_rule(struct buf *out, const struct show_file *file, char with, const char *left,
         const struct buf *right)
{
    struct buf shown = BUF_INIT((size_t)64 * 1024);
    add_text(&shown, left);
    size_t used = utf8_count(shown.data, shown.length) + right->length + 5;
    paint(out, file, bold);
    buf_format(out, "%c%c %s ", with, with, shown.data);
    for (; used < WIDTH; used++)
        buf_add_char(out, with);
    if (right->length > 0)
        buf_format(out, " %s", right->data);
    paint(out, file, plain);
    buf_add_char(out, '\n');
    buf_free(&shown);
}

/* ---- the document ---- */

static void
begin_field(struct buf *out, const char *name)
{
    buf_format(out, "%-10s ", name);
}

static void
add_field(struct buf *out, const char *name, const char *text)
{
    if (text[0] == '\0')
        return;
    begin_field(out, name);
    report_add_shown(out, text);
    buf_add_char(out, '\n');
}

static void
add_status(struct buf *out, const struct outcome *outcome)
{
    struct buf line = BUF_INIT((size_t)64 * 1024);
    begin_field(out, "status");
    buf_add_text(out, report_status_name(outcome->status));
    if (outcome->reason[0] != '\0') {
        buf_format(out, " (%s): ", outcome->code);
        report_add_shown(out, report_one_line(&line, outcome->reason));
    }
    buf_add_char(out, '\n');
    buf_free(&line);
}

static const char *
unit_words(const struct document *document)
{
    static const char *const words[] = { "pages", "slides", "sheets", "parts" };
    return words[document->kind];
}

static void
add_format(struct buf *out, const struct outcome *outcome)
{
    static const struct {
        uint32_t flag;
        const char *text;
    } flags[] = {
        { WIRE_DOCUMENT_ENCRYPTED, "encrypted" },
        { WIRE_DOCUMENT_NO_EXTRACT, "copying forbidden by its author" },
        { WIRE_DOCUMENT_ATTACHMENTS, "has files inside that are not read" },
        { WIRE_DOCUMENT_PLAIN, "read without places of lines" },
    };
    const struct document *document = &outcome->document;
    begin_field(out, "format");
    buf_format(out, "%s; %s: %" PRId64, document->about.format, unit_words(document),
               outcome->pages);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if ((document->about.flags & flags[i].flag) != 0)
            buf_format(out, "; %s", flags[i].text);
    buf_add_char(out, '\n');
}

static void
add_title(struct buf *out, const struct show_file *file)
{
    static const char *const words[] = {
        [DOCUMENT_TITLE_NOWHERE] = "none in it; the catalogue's, or the file's name",
        [DOCUMENT_TITLE_CONFIRMED] = "embedded, its words stand on the first pages",
        [DOCUMENT_TITLE_PRINT] = "the largest print or first heading in it",
        [DOCUMENT_TITLE_EMBEDDED] = "embedded",
        [DOCUMENT_TITLE_OUTLINE] = "first entry of the table of contents",
    };
    const struct document *document = &file->outcome->document;
    begin_field(out, "title");
    report_add_shown(out, document->title);
    buf_format(out, "%s(%s)\n", document->title[0] != '\0' ? " " : "",
               words[document->title_from]);
    if (strcmp(document->about.title, document->title) != 0)
        add_field(out, "embedded", document->about.title);
    add_field(out, "author", document->about.author);
    if (document->about.year != 0)
        buf_format(out, "%-10s %d\n", "year", document->about.year);
}

/* "ro: 60, ru: 4" */
static void
add_languages(struct buf *out, const struct outcome *outcome)
{
    unsigned pages[256] = { 0 };
    const char *between = "";
    for (size_t i = 0; i < outcome->document.page_count; i++)
        if (outcome->langs[i] != NULL)
            pages[outcome->langs[i]->code]++;
    for (size_t i = 0; i < 256; i++) {
        if (pages[i] == 0)
            continue;
        if (between[0] == '\0')
            begin_field(out, "languages");
        buf_format(out, "%s%s: %u", between, lang_of_code((unsigned char)i)->tag,
                   pages[i]);
        between = ", ";
    }
    if (between[0] != '\0')
        buf_add_char(out, '\n');
}

static void
add_letters(struct buf *out, const struct document *document)
{
    if (document->letters[0] == '\0')
        return;
    begin_field(out, "letters");
    buf_format(out, "put right: %s, shown by its fonts as Western\n", document->letters);
}

static void
add_notes(struct buf *out, const struct document *document)
{
    struct buf line = BUF_INIT((size_t)64 * 1024);
    for (size_t i = 0; i < document->note_count; i++) {
        const struct wire_note *note = &document->notes[i];
        begin_field(out, "note");
        if (note->page > 0)
            buf_format(out, "%" PRId64 ": ", note->page);
        report_add_shown(out, report_one_line(&line, note->text));
        buf_add_char(out, '\n');
    }
    buf_free(&line);
}

static void
write_head(struct buf *out, const struct show_file *file)
{
    static const struct buf nothing = BUF_INIT(0);
    const struct outcome *outcome = file->outcome;
    add_rule(out, file, '=', file->name, &nothing);
    add_status(out, outcome);
    if (outcome->document.known) {
        add_format(out, outcome);
        add_title(out, file);
        add_languages(out, outcome);
        add_letters(out, &outcome->document);
        add_notes(out, &outcome->document);
    }
    buf_add_char(out, '\n');
}

/* ---- a page ---- */

/* Nothing where the text alone says it. */
static const char *
lang_aside(enum detect_from from)
{
    static const char *const words[] = { [DETECT_FROM_NOTHING] = "",
                                         [DETECT_FROM_TEXT] = "",
                                         [DETECT_FROM_WEIGHED] = " (unclear text)",
                                         [DETECT_FROM_CATALOGUE] = " (catalogue)",
                                         [DETECT_FROM_DOCUMENT] = " (as most of it)",
                                         [DETECT_FROM_NEIGHBOUR] =
                                             " (as the page before)",
                                         [DETECT_FROM_MARKUP] = " (its markup)" };
    return words[from];
}

static void
add_page_rule(struct buf *out, const struct show_file *file, size_t index)
{
    const struct outcome *outcome = file->outcome;
    const struct document_page *page = &outcome->document.pages[index];
    const struct lang *lang = outcome->langs[index];
    struct buf right = BUF_INIT(200);
    buf_format(&right, "%" PRId64 " of %" PRId64, page->unit->number, outcome->pages);
    if (page->length > 0 && lang != NULL && lang != lang_unknown())
        buf_format(&right, ", %s%s", lang->tag, lang_aside(outcome->why[index].from));
    else if (page->length > 0)
        buf_add_text(&right, ", language unknown");
    add_rule(out, file, '-', page->locator, &right);
    buf_free(&right);
}

/* What stands beside the text, in from the edge. */
static void
add_aside(struct buf *out, const struct show_file *file, const char *name,
          const char *text)
{
    if (text[0] == '\0')
        return;
    paint(out, file, dim);
    buf_format(out, "   | %s: ", name);
    add_text(out, text);
    paint(out, file, plain);
    buf_add_char(out, '\n');
}

static void
add_line(struct buf *out, const struct document_line *line)
{
    const struct wire_line *as_read = line->line;
    const char *fate = line->dropped != DOCUMENT_KEPT ? show_drop_name(line->dropped)
                       : line->heading                ? "heading"
                                                      : show_style(as_read);
    buf_format(out, "%6.1f %6.1f %6.1f %6.1f  %5.1f  %-8s ", (double)as_read->x0,
               (double)as_read->y0, (double)as_read->x1, (double)as_read->y1,
               (double)as_read->size, fate);
    add_text(out, as_read->text);
    buf_add_char(out, '\n');
}

static void
add_lines(struct buf *out, const struct show_file *file, const struct document_page *page)
{
    paint(out, file, dim);
    buf_add_text(out, "  left    top  right bottom   size  as\n");
    paint(out, file, plain);
    for (size_t i = 0; i < page->line_count; i++)
        add_line(out, &page->lines[i]);
}

static void
add_dropped(struct buf *out, const struct show_file *file,
            const struct document_page *page)
{
    static const char *const words[] = { [DOCUMENT_RUNNING] = "dropped, on many pages",
                                         [DOCUMENT_NUMBER] = "dropped, page number" };
    for (size_t i = 0; i < page->line_count; i++)
        if (page->lines[i].dropped != DOCUMENT_KEPT)
            add_aside(out, file, words[page->lines[i].dropped],
                      page->lines[i].line->text);
}

/* "Kinder|garten, Eltern|teil" of all words of one fate. */
static void
add_hyphens(struct buf *out, const struct show_file *file,
            const struct document_page *page)
{
    static const struct {
        enum document_hyphen hyphen;
        const char *name, *mark;
    } fates[] = { { DOCUMENT_HYPHEN_DROPPED, "joined", "|" },
                  { DOCUMENT_HYPHEN_KEPT, "hyphen kept", "-|" },
                  { DOCUMENT_HYPHEN_SUSPENDED, "hyphen kept", "-| " },
                  { DOCUMENT_HYPHEN_BOTH, "found with and without hyphen", "¬" } };
    struct buf words = BUF_INIT((size_t)1024 * 1024);
    for (size_t fate = 0; fate < sizeof fates / sizeof *fates; fate++) {
        buf_reset(&words);
        for (size_t i = 0; i < page->line_count; i++) {
            const struct document_seam *seam = page->lines[i].seam;
            if (seam != NULL && seam->hyphen == fates[fate].hyphen)
                buf_format(&words, "%s%s%s%s", words.length > 0 ? ", " : "", seam->before,
                           fates[fate].mark, seam->after);
        }
        add_aside(out, file, fates[fate].name, words.data);
    }
    buf_free(&words);
}

static void
add_unreadable(struct buf *out, const struct show_file *file,
               const struct document_page *page)
{
    size_t shown = 0;
    for (size_t i = 0; i < page->line_count && shown < UNREADABLE_MOST; i++)
        if (page->lines[i].length >= UNREADABLE_BYTES) {
            add_aside(out, file, "not indexed, unreadable", page->lines[i].line->text);
            shown++;
        }
    paint(out, file, dim);
    buf_format(out, "   | not indexed, unreadable: %zu%s lines", page->line_count - shown,
               shown > 0 ? " more" : "");
    paint(out, file, plain);
    buf_add_char(out, '\n');
}

static void
add_page_text(struct buf *out, const struct show_file *file,
              const struct document_page *page)
{
    if (file->options->lines) {
        add_lines(out, file, page);
    } else if (page->length > 0) {
        if (file->options->width > 0)
            add_wrapped(out, page->text, page->length, file->options->width);
        else
            add_shown(out, page->text, page->length);
        buf_add_char(out, '\n');
    }
}

static void
write_page(struct buf *out, const struct show_file *file, size_t index)
{
    const struct document_page *page = &file->outcome->document.pages[index];
    const char *no_text = show_no_text(page);
    add_page_rule(out, file, index);
    add_aside(out, file, "section", page->section);
    add_aside(out, file, "headings", page->title);
    add_page_text(out, file, page);
    if (page->unreadable)
        add_unreadable(out, file, page);
    else if (no_text != NULL)
        add_aside(out, file, "no text",
                  strcmp(no_text, "pictures") == 0 ? "pictures only (OCR would help)"
                                                   : "nothing is on it");
    if (!file->options->lines && !page->unreadable)
        add_dropped(out, file, page);
    add_hyphens(out, file, page);
    buf_add_char(out, '\n');
}

const struct show_form show_text = { write_head, write_page, "", "" };
