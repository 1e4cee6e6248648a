/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of formats, and what the first bytes of a document say about it. */
#include "format.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "extract/legacy/compound.h"
#include "package.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define ODF_MIME "application/vnd.oasis.opendocument."
#define OFFICE_MIME "application/vnd.openxmlformats-officedocument."

static const struct format formats[] = {
    { "pdf", "application/pdf", format_pdf_extract },
    { "pptx", OFFICE_MIME "presentationml.presentation", format_pptx_extract },
    { "docx", OFFICE_MIME "wordprocessingml.document", format_docx_extract },
    { "xlsx", OFFICE_MIME "spreadsheetml.sheet", format_xlsx_extract },
    { "odt", ODF_MIME "text", format_odt_extract },
    { "odp", ODF_MIME "presentation", format_odp_extract },
    { "ods", ODF_MIME "spreadsheet", format_ods_extract },
    { "epub", "application/epub+zip", format_epub_extract },
    { "rtf", "application/rtf", format_rtf_extract },
    { "doc", "application/msword", format_doc_extract },
    { "ppt", "application/vnd.ms-powerpoint", format_ppt_extract },
    { "html", "text/html", format_html_extract },
    { "markdown", "text/markdown", format_markdown_extract },
    { "text", "text/plain", format_text_extract },
    { "locked", "application/x-ole-storage", format_locked_extract },
    { NULL, NULL, NULL },
};

enum {
    HEAD_BYTES = 1024,       /* where %PDF- and the first tag must stand */
    SAMPLE_BYTES = 64 * 1024 /* of a text, to count control characters in */
};

bool
format_fail(struct format_failure *failure, enum wire_reason reason, const char *format,
            ...)
{
    failure->reason = reason;
    failure->err.kind = ERROR_INPUT;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(failure->err.text, sizeof failure->err.text, format, arguments);
    va_end(arguments);
    return false;
}

const struct format *
format_named(const char *name)
{
    for (const struct format *format = formats; format->name != NULL; format++)
        if (strcmp(format->name, name) == 0)
            return format;
    return NULL;
}

/* The row, or NULL and what to say about a format that is only known by name. */
static const struct format *
row_or_reason(const char *name, struct format_failure *failure)
{
    const struct format *format = format_named(name);
    if (format == NULL)
        format_fail(failure, WIRE_REASON_UNSUPPORTED,
                    "a '%s' file, a kind that is not read\nhint: publish it as PDF too",
                    name);
    return format;
}

static bool
holds(const struct input *input, size_t within, const char *bytes, size_t length)
{
    size_t reach = input->length < within ? input->length : within;
    return memmem(input->bytes, reach, bytes, length) != NULL;
}

static bool
begins(const struct input *input, const char *bytes, size_t length)
{
    return input->length >= length && memcmp(input->bytes, bytes, length) == 0;
}

static bool
promises_pdf(const struct input *input)
{
    return strcasecmp(input->suffix, ".pdf") == 0 ||
           strcasecmp(input->mime, "application/pdf") == 0;
}

/* The version may be missing or odd, and what came before the header may be longer than the
 * standard allows: then it takes the name and an object to believe it. */
static const struct format *
try_pdf(const struct input *input, struct format_failure *failure)
{
    if (holds(input, HEAD_BYTES, "%PDF", 4) ||
        (promises_pdf(input) && holds(input, input->length, " obj", 4)))
        return row_or_reason("pdf", failure);
    return NULL;
}

/* Also an empty archive, which is its end record alone. */
static const struct format *
try_package(const struct input *input, struct format_failure *failure)
{
    if (!begins(input, "PK\3\4", 4) && !begins(input, "PK\5\6", 4))
        return NULL;
    const char *name = package_kind(input, failure);
    return name == NULL ? NULL : row_or_reason(name, failure);
}

static const struct format *
format_of_streams(const struct compound *compound, struct format_failure *failure)
{
    if (compound_has(compound, "EncryptedPackage"))
        return row_or_reason("locked", failure);
    if (compound_has(compound, "WordDocument"))
        return row_or_reason("doc", failure);
    if (compound_has(compound, "PowerPoint Document"))
        return row_or_reason("ppt", failure);
    if (compound_has(compound, "Workbook") || compound_has(compound, "Book"))
        format_fail(failure, WIRE_REASON_OLD_FORMAT,
                    "old Excel format\nhint: save it as XLSX");
    else if (compound_has(compound, "PP40"))
        format_fail(failure, WIRE_REASON_OLD_FORMAT,
                    "PowerPoint 95 format\nhint: save it as PPTX");
    else
        format_fail(failure, WIRE_REASON_NOT_A_DOCUMENT,
                    "a compound file without a document in it");
    return NULL;
}

static const struct format *
try_compound(const struct input *input, struct format_failure *failure)
{
    struct compound *compound;
    if (!begins(input, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) ||
        !compound_open(input, &compound, failure))
        return NULL;
    const struct format *format = format_of_streams(compound, failure);
    compound_close(compound);
    return format;
}

/* Kinds that are known by their first bytes and not read. */
static const struct {
    const char *mark;
    unsigned char length;
    const char *name, *better;
} old_kinds[] = {
    { "\xDB\xA5\x2D\0", 4, "Word 2", "DOCX" },
    { "\x9B\xA5", 2, "Word 1", "DOCX" },
    { "\x31\xBE\0\0", 4, "Word for DOS or Write", "DOCX" },
    { "\x32\xBE\0\0", 4, "Write", "DOCX" },
    { "\xFF"
      "WPC",
      4, "WordPerfect", "DOCX" },
    { "\xED\xDE\xAD\x0B", 4, "PowerPoint 3", "PPTX" },
};

static const struct format *
try_old(const struct input *input, struct format_failure *failure)
{
    for (size_t i = 0; i < sizeof old_kinds / sizeof *old_kinds; i++)
        if (begins(input, old_kinds[i].mark, old_kinds[i].length)) {
            format_fail(failure, WIRE_REASON_OLD_FORMAT, "%s format\nhint: save it as %s",
                        old_kinds[i].name, old_kinds[i].better);
            break;
        }
    return NULL;
}

static const struct format *
try_rtf(const struct input *input, struct format_failure *failure)
{
    return begins(input, "{\\rtf", 5) ? row_or_reason("rtf", failure) : NULL;
}

/* The first bytes as ASCII: UTF-16 loses its zero bytes, a byte order mark is passed over. What
 * is left is enough to see a tag. */
static size_t
head_of(const struct input *input, char head[HEAD_BYTES + 1])
{
    size_t length = 0;
    for (size_t i = 0;
         i < input->length && i < (size_t)2 * HEAD_BYTES && length < HEAD_BYTES; i++)
        if (input->bytes[i] != '\0')
            head[length++] = input->bytes[i];
    head[length] = '\0';
    return length;
}

static bool
is_name_end(char c)
{
    return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
is_tag(const char *at)
{
    static const char *const tags[] = {
        "!doctype html",
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "table",
        "ul",
        "ol",
        "section",
        "article",
        "main",
        "header",
        "nav",
        "span",
        "br",
        "a",
        "img",
        "strong",
        "em",
        "figure",
        "iframe",
    };
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        size_t length = strlen(tags[i]);
        if (strncasecmp(at, tags[i], length) == 0 && is_name_end(at[length]))
            return true;
    }
    return false;
}

static bool
is_markdown(const struct input *input)
{
    return strcasecmp(input->suffix, ".md") == 0 ||
           strcasecmp(input->suffix, ".markdown") == 0;
}

/* Markdown may hold tags, so there only a document that begins with one is HTML. */
static const struct format *
try_html(const struct input *input, struct format_failure *failure)
{
    char head[HEAD_BYTES + 1];
    size_t length = head_of(input, head);
    const char *first = memchr(head, '<', length);
    if (is_markdown(input) && (first == NULL || strncasecmp(first, "<!doctype", 9) != 0))
        return NULL;
    for (const char *at = first; at != NULL; at = strchr(at + 1, '<'))
        if (is_tag(at + 1))
            return row_or_reason("html", failure);
    return NULL;
}

static bool
is_control(unsigned char byte)
{
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' &&
           byte != 0x1B;
}

static bool
has_utf16_mark(const struct input *input)
{
    return input->length % 2 == 0 &&
           (begins(input, "\xFF\xFE", 2) || begins(input, "\xFE\xFF", 2));
}

/* Text without a mark: fewer than 1 control character in 100. In any charset of one byte and
 * in UTF-8 these are bytes below 0x20; UTF-16 without a mark has a zero in every second place. */
static bool
is_text(const struct input *input)
{
    size_t length = input->length < SAMPLE_BYTES ? input->length : SAMPLE_BYTES;
    size_t control = 0, zero[2] = { 0, 0 };
    for (size_t i = 0; i < length; i++) {
        control += is_control((unsigned char)input->bytes[i]);
        zero[i % 2] += input->bytes[i] == '\0';
    }
    if (control * 100 < length)
        return true;
    size_t most = zero[0] > zero[1] ? zero[0] : zero[1];
    size_t least = zero[0] + zero[1] - most;
    return most * 10 > length * 3 && least * 100 < length &&
           (control - most) * 100 < length;
}

/* Words under the name of a PDF or Office file are a message of whoever failed to make it. */
static bool
promises_more_than_text(const struct input *input)
{
    static const char *const suffixes[] = { ".pdf",  ".docx", ".docm", ".pptx", ".ppsx",
                                            ".pptm", ".xlsx", ".odt",  ".odp",  ".ods",
                                            ".epub", ".doc",  ".ppt",  ".xls",  ".rtf" };
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (strcasecmp(input->suffix, suffixes[i]) == 0)
            return true;
    return false;
}

static const struct format *
try_text(const struct input *input, struct format_failure *failure)
{
    if (promises_more_than_text(input) || (!has_utf16_mark(input) && !is_text(input)))
        return NULL;
    return row_or_reason(is_markdown(input) ? "markdown" : "text", failure);
}

const struct format *
format_of(const struct input *input, struct format_failure *failure)
{
    static const struct format *(*const tries[])(const struct input *,
                                                 struct format_failure *) = {
        try_pdf, try_package, try_compound, try_old, try_rtf, try_html, try_text,
    };
    *failure = (struct format_failure) { WIRE_REASON_NONE, ERROR_INIT };
    if (input->length == 0) {
        format_fail(failure, WIRE_REASON_EMPTY, "empty file");
        return NULL;
    }
    for (size_t i = 0; i < sizeof tries / sizeof *tries; i++) {
        const struct format *format = tries[i](input, failure);
        if (format != NULL || failure->reason != WIRE_REASON_NONE)
            return format;
    }
    format_fail(failure, WIRE_REASON_NOT_A_DOCUMENT,
                "not a document: neither PDF nor Office nor text inside");
    return NULL;
}
