/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The report of a run: one line with a reason for every file that is not wholly searchable. */
#include "report.h"

#include "base/utf8.h"

#include <inttypes.h>
#include <string.h>

static const char *const status_names[REPORT_STATUSES] = { "indexed", "unchanged",
                                                           "removed", "partial",
                                                           "skipped" };

const char *
report_status_name(enum report_status status)
{
    return status_names[status];
}

enum report_status
report_status_of(const char *name)
{
    for (int i = 0; i < REPORT_STATUSES; i++)
        if (strcmp(status_names[i], name) == 0)
            return (enum report_status)i;
    return REPORT_SKIPPED;
}

void
report_start(struct report *report, struct arena *arena)
{
    memset(report, 0, sizeof *report);
    report->arena = arena;
}

void
report_add(struct report *report, const struct report_line *line)
{
    arena_grow(report->arena, &report->lines, &report->capacity, report->count + 1,
               sizeof *report->lines);
    struct report_line *copy = &report->lines[report->count++];
    *copy = *line;
    copy->file = arena_copy(report->arena, line->file);
    copy->publication = arena_copy(report->arena, line->publication);
    copy->code = arena_copy(report->arena, line->code);
    copy->reason = arena_copy(report->arena, line->reason);
    copy->lang = arena_copy(report->arena, line->lang);
    copy->renamed_from =
        line->renamed_from == NULL ? "" : arena_copy(report->arena, line->renamed_from);
    report->renamed += copy->renamed_from[0] != '\0';
    report->counts[line->status]++;
    if (line->status != REPORT_REMOVED && line->status != REPORT_SKIPPED)
        report->pages += line->pages;
}

bool
report_has_problems(const struct report *report)
{
    return report->counts[REPORT_PARTIAL] + report->counts[REPORT_SKIPPED] > 0;
}

/* ---- pieces ---- */

/* Controls, and marks that turn the direction of what follows. */
static bool
is_trick(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) ||
           (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0xFEFF;
}

void
report_add_shown_code(struct buf *out, uint32_t code)
{
    if (is_trick(code))
        buf_format(out, code < 0x100 ? "\\x%02X" : "\\u%04X", (unsigned)code);
    else
        buf_add_code(out, code);
}

void
report_add_shown(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    for (size_t i = 0; i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        report_add_shown_code(out, code);
    }
}

void
report_add_json(struct buf *out, const char *text)
{
    size_t length = strlen(text);
    buf_add_char(out, '"');
    for (size_t i = 0; i < length;) {
        uint32_t code;
        size_t bytes = utf8_decode(text + i, length - i, &code);
        if (code == '"' || code == '\\')
            buf_format(out, "\\%c", (char)code);
        else if (code < 0x20 || code == 0x7F || code == 0x2028 || code == 0x2029)
            buf_format(out, "\\u%04x", (unsigned)code);
        else
            buf_add_code(out, code);
        i += bytes;
    }
    buf_add_char(out, '"');
}

void
report_add_size(struct buf *out, int64_t bytes)
{
    static const char *const units[] = { "kB", "MB", "GB", "TB" };
    double value = (double)bytes / 1000;
    size_t unit = 0;
    while (value >= 999.95 && unit + 1 < sizeof units / sizeof *units) {
        value /= 1000;
        unit++;
    }
    buf_format(out, value < 99.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

void
report_add_count(struct buf *out, int64_t count, const char *one)
{
    buf_add_number(out, count);
    buf_format(out, " %s%s", one, count == 1 ? "" : "s");
}

/* Advice stands on a line of its own in errors; here everything is one line. */
const char *
report_one_line(struct buf *scratch, const char *reason)
{
    static const char hint[] = "\nhint: ";
    const char *split = strstr(reason, hint);
    if (split == NULL)
        return reason;
    buf_reset(scratch);
    buf_add(scratch, reason, (size_t)(split - reason));
    buf_add_text(scratch, "; ");
    buf_add_text(scratch, split + sizeof hint - 1);
    return scratch->data;
}

/* ---- for people ---- */

static void
write_counts(struct buf *out, const struct report *report)
{
    static const enum report_status order[] = { REPORT_INDEXED, REPORT_UNCHANGED,
                                                REPORT_REMOVED, REPORT_PARTIAL,
                                                REPORT_SKIPPED };
    buf_add_text(out, "Files       ");
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        buf_add_number(out, (int64_t)report->counts[order[i]]);
        buf_format(out, " %s", status_names[order[i]]);
    }
    if (report->renamed > 0)
        buf_format(out, "; %zu of them renamed", report->renamed);
    buf_add_char(out, '\n');
}

static void
write_line(struct buf *out, const struct report_line *line, bool color,
           struct buf *scratch)
{
    static const char *const colors[REPORT_STATUSES] = { "\33[32m", "", "", "\33[33m",
                                                         "\33[31m" };
    bool painted = color && colors[line->status][0] != '\0';
    buf_format(out, "  %s%-9s%s ", painted ? colors[line->status] : "",
               status_names[line->status], painted ? "\33[0m" : "");
    report_add_shown(out, line->file);
    if (line->renamed_from[0] != '\0') {
        buf_add_text(out, ", before ");
        report_add_shown(out, line->renamed_from);
    }
    if (line->reason[0] != '\0') {
        buf_add_text(out, ": ");
        report_add_shown(out, report_one_line(scratch, line->reason));
    } else if (line->pages > 0) {
        buf_format(out, " (%" PRId64 " page%s", line->pages, line->pages == 1 ? "" : "s");
        buf_format(out, "%s%s)", line->lang[0] == '\0' ? "" : ", ", line->lang);
    }
    buf_add_char(out, '\n');
}

void
report_write_text(struct buf *out, const struct report *report,
                  const struct report_style *style)
{
    struct buf scratch = BUF_INIT((size_t)64 * 1024);
    if (!style->problems_only)
        write_counts(out, report);
    for (size_t i = 0; i < report->count; i++) {
        const struct report_line *line = &report->lines[i];
        bool problem = line->status == REPORT_PARTIAL || line->status == REPORT_SKIPPED;
        if (problem || style->verbose)
            write_line(out, line, style->color, &scratch);
    }
    buf_free(&scratch);
}

/* ---- for programs ---- */

static void
write_json_line(struct buf *out, const struct report_line *line, struct buf *scratch)
{
    buf_add_text(out, "{\"file\": ");
    report_add_json(out, line->file);
    buf_add_text(out, ", \"publication\": ");
    report_add_json(out, line->publication);
    buf_format(out, ", \"status\": \"%s\"", status_names[line->status]);
    if (line->reason[0] != '\0') {
        buf_add_text(out, ", \"code\": ");
        report_add_json(out, line->code);
        buf_add_text(out, ", \"reason\": ");
        report_add_json(out, report_one_line(scratch, line->reason));
    }
    if (line->renamed_from[0] != '\0') {
        buf_add_text(out, ", \"renamed_from\": ");
        report_add_json(out, line->renamed_from);
    }
    buf_format(out, ", \"pages\": %" PRId64 ", \"lang\": ", line->pages);
    if (line->lang[0] == '\0')
        buf_add_text(out, "null");
    else
        report_add_json(out, line->lang);
    buf_format(out, ", \"ms\": %" PRIu32 "}\n", line->ms);
}

void
report_write_json(struct buf *out, const struct report *report, int64_t pictures,
                  int64_t ms)
{
    struct buf scratch = BUF_INIT((size_t)64 * 1024);
    for (size_t i = 0; i < report->count; i++)
        write_json_line(out, &report->lines[i], &scratch);
    buf_add_text(out, "{\"summary\": {");
    for (int i = 0; i < REPORT_STATUSES; i++)
        buf_format(out, "\"%s\": %zu, ", status_names[i], report->counts[i]);
    buf_format(out, "\"renamed\": %zu, \"read\": %zu, ", report->renamed, report->read);
    buf_format(
        out, "\"pages\": %" PRId64 ", \"pictures\": %" PRId64 ", \"ms\": %" PRId64 "}}\n",
        report->pages, pictures, ms);
    buf_free(&scratch);
}
