/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A document for programs: one object on one line, its shape is in stepwell-extract(8). */
#include "show.h"

#include <inttypes.h>
#include <string.h>

enum { SHAPE = 1 }; /* of the object: a member that goes or changes makes it 2 */

/* ---- words that do not change ---- */

static const char *
hyphen_name(enum document_hyphen hyphen)
{
    static const char *const names[] = { "joined", "kept", "both", "suspended" };
    return names[hyphen];
}

static const char *
title_from(const struct document *document)
{
    static const char *const names[] = { "file", "confirmed", "print", "embedded",
                                         "contents" };
    return names[document->title_from];
}

static const char *
lang_from(enum detect_from from)
{
    static const char *const names[] = { "nothing",  "text",      "weighed", "catalogue",
                                         "document", "neighbour", "markup" };
    return names[from];
}

static const char *
part_name(enum wire_part part)
{
    static const char *const names[] = { "body", "notes", "comments" };
    return names[part];
}

/* ---- pieces ---- */

static void
add_member(struct buf *out, const char *name, const char *text)
{
    buf_format(out, ", \"%s\": ", name);
    if (text == NULL || text[0] == '\0')
        buf_add_text(out, "null");
    else
        report_add_json(out, text);
}

static void
add_number(struct buf *out, const char *name, int64_t value)
{
    buf_format(out, ", \"%s\": %" PRId64, name, value);
}

static const char *
tag_of(const struct lang *lang)
{
    return lang == NULL || lang == lang_unknown() ? NULL : lang->tag;
}

/* ---- the document ---- */

static void
add_flags(struct buf *out, uint32_t set)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } flags[] = { { WIRE_DOCUMENT_ENCRYPTED, "encrypted" },
                  { WIRE_DOCUMENT_NO_EXTRACT, "no-copying" },
                  { WIRE_DOCUMENT_ATTACHMENTS, "attachments" },
                  { WIRE_DOCUMENT_PLAIN, "no-places" } };
    const char *between = "";
    buf_add_text(out, ", \"flags\": [");
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if ((set & flags[i].flag) != 0) {
            buf_format(out, "%s\"%s\"", between, flags[i].name);
            between = ", ";
        }
    buf_add_char(out, ']');
}

static void
add_languages(struct buf *out, const struct outcome *outcome)
{
    unsigned pages[256] = { 0 };
    const char *between = "";
    for (size_t i = 0; i < outcome->document.page_count; i++)
        if (tag_of(outcome->langs[i]) != NULL)
            pages[outcome->langs[i]->code]++;
    buf_add_text(out, ", \"languages\": {");
    for (size_t i = 0; i < 256; i++)
        if (pages[i] > 0) {
            buf_format(out, "%s\"%s\": %u", between, lang_of_code((unsigned char)i)->tag,
                       pages[i]);
            between = ", ";
        }
    buf_add_char(out, '}');
}

static void
add_notes(struct buf *out, const struct document *document)
{
    struct buf line = BUF_INIT((size_t)64 * 1024);
    buf_add_text(out, ", \"notes\": [");
    for (size_t i = 0; i < document->note_count; i++) {
        const struct wire_note *note = &document->notes[i];
        buf_format(out, "%s{\"code\": \"%s\"", i > 0 ? ", " : "",
                   wire_reason_name(note->reason));
        add_number(out, "page", note->page);
        add_member(out, "text", report_one_line(&line, note->text));
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    buf_free(&line);
}

static void
add_contents(struct buf *out, const struct document *document)
{
    buf_add_text(out, ", \"contents\": [");
    for (size_t i = 0; i < document->outline_count; i++) {
        const struct wire_outline *entry = &document->outline[i];
        buf_format(out, "%s{\"level\": %u", i > 0 ? ", " : "", entry->level);
        add_member(out, "title", entry->title);
        add_number(out, "page", entry->page);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void
write_head(struct buf *out, const struct show_file *file)
{
    const struct outcome *outcome = file->outcome;
    const struct document *document = &outcome->document;
    struct buf reason = BUF_INIT((size_t)64 * 1024);
    buf_format(out, "{\"version\": %d, \"file\": ", SHAPE);
    report_add_json(out, file->name);
    add_member(out, "status", report_status_name(outcome->status));
    add_member(out, "code", outcome->code);
    add_member(out, "reason", report_one_line(&reason, outcome->reason));
    add_member(out, "format", document->about.format);
    add_member(out, "type", document->about.mime);
    add_number(out, "page_count", outcome->pages);
    add_number(out, "searchable", (int64_t)outcome->searchable);
    add_number(out, "cpu_ms", file->cpu_ms);
    add_flags(out, document->about.flags);
    add_member(out, "title", document->title);
    add_member(out, "title_from", document->known ? title_from(document) : NULL);
    add_member(out, "embedded_title", document->about.title);
    add_member(out, "author", document->about.author);
    if (document->about.year != 0)
        add_number(out, "year", document->about.year);
    else
        add_member(out, "year", NULL);
    add_member(out, "lang", tag_of(outcome->lang));
    add_languages(out, outcome);
    add_member(out, "letters", document->letters[0] != '\0' ? document->letters : NULL);
    add_notes(out, document);
    add_contents(out, document);
    buf_add_text(out, ", \"pages\": [");
    buf_free(&reason);
}

/* ---- a page ---- */

static void
begin_item(struct buf *out, bool *first)
{
    buf_add_text(out, *first ? "" : ", ");
    *first = false;
}

/* Lines that are not in the text, and why. */
static void
add_dropped(struct buf *out, const struct document_page *page)
{
    bool first = true;
    buf_add_text(out, ", \"dropped\": [");
    for (size_t i = 0; i < page->line_count; i++) {
        const struct document_line *line = &page->lines[i];
        if (line->dropped == DOCUMENT_KEPT && !page->unreadable)
            continue;
        begin_item(out, &first);
        buf_add_text(out, "{\"text\": ");
        report_add_json(out, line->line->text);
        add_member(out, "why",
                   page->unreadable ? "unreadable" : show_drop_name(line->dropped));
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void
add_hyphens(struct buf *out, const struct document_page *page)
{
    bool first = true;
    buf_add_text(out, ", \"hyphens\": [");
    for (size_t i = 0; i < page->line_count; i++) {
        const struct document_seam *seam = page->lines[i].seam;
        if (seam == NULL)
            continue;
        begin_item(out, &first);
        buf_add_text(out, "{\"before\": ");
        report_add_json(out, seam->before);
        add_member(out, "after", seam->after);
        add_member(out, "hyphen", hyphen_name(seam->hyphen));
        buf_format(out, ", \"joined\": %u, \"hyphened\": %u}", seam->joined,
                   seam->hyphened);
    }
    buf_add_char(out, ']');
}

static void
add_line(struct buf *out, const struct document_line *line)
{
    const struct wire_line *as_read = line->line;
    buf_add_text(out, "{\"text\": ");
    report_add_json(out, as_read->text);
    add_member(out, "style", show_style(as_read));
    if (as_read->size > 0)
        buf_format(out, ", \"box\": [%.1f, %.1f, %.1f, %.1f], \"size\": %.1f",
                   (double)as_read->x0, (double)as_read->y0, (double)as_read->x1,
                   (double)as_read->y1, (double)as_read->size);
    if (line->heading)
        buf_format(out, ", \"heading\": %u", line->level);
    if (line->dropped != DOCUMENT_KEPT)
        add_member(out, "dropped", show_drop_name(line->dropped));
    buf_add_char(out, '}');
}

static void
add_lines(struct buf *out, const struct document_page *page)
{
    buf_add_text(out, ", \"lines\": [");
    for (size_t i = 0; i < page->line_count; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        add_line(out, &page->lines[i]);
    }
    buf_add_char(out, ']');
}

static void
write_page(struct buf *out, const struct show_file *file, size_t index)
{
    const struct document_page *page = &file->outcome->document.pages[index];
    const char *lang = tag_of(file->outcome->langs[index]);
    buf_format(out, "{\"number\": %" PRId64, page->unit->number);
    add_member(out, "part", part_name(page->unit->part));
    add_member(out, "locator", page->locator);
    add_member(out, "label", page->unit->label);
    add_member(out, "anchor", page->unit->anchor);
    add_member(out, "section", page->section);
    add_member(out, "headings", page->title);
    buf_format(out, ", \"hidden\": %s",
               (page->unit->flags & WIRE_UNIT_HIDDEN) != 0 ? "true" : "false");
    add_member(out, "lang", lang);
    add_member(out, "lang_from",
               lang == NULL ? NULL : lang_from(file->outcome->why[index].from));
    buf_add_text(out, ", \"text\": ");
    report_add_json(out, page->text);
    add_member(out, "no_text", show_no_text(page));
    add_dropped(out, page);
    add_hyphens(out, page);
    if (file->options->lines)
        add_lines(out, page);
    buf_add_char(out, '}');
}

const struct show_form show_json = { write_head, write_page, ", ", "]}\n" };
