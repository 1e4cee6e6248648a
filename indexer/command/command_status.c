/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index status: what is indexed, how old it is, and what cannot be found and why. */
#include "command_links.h"

#include "reading/cache.h"
#include "reading/extractor.h"
#include "reading/report.h"
#include "store/pictures.h"
#include "store/store.h"
#include "update/publish.h"
#include "update/stamp.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { FORMATS_MOST = 32, FORMAT_BYTES = 24 };

struct format_count {
    char name[FORMAT_BYTES];
    int64_t files;
};

struct status {
    const struct command *command;
    struct store *store;
    struct pictures *pictures;
    struct report unsearchable; /* partial and skipped files */
    struct format_count formats[FORMATS_MOST];
    size_t format_count;
    struct links links;
    bool held; /* put back by hand: updates leave it */
    struct buf out;
};

/* ---- gathering ---- */

static void
count_format(struct status *status, const char *name)
{
    if (name[0] == '\0')
        return;
    for (size_t i = 0; i < status->format_count; i++)
        if (strcmp(status->formats[i].name, name) == 0) {
            status->formats[i].files++;
            return;
        }
    if (status->format_count == FORMATS_MOST)
        return;
    struct format_count *format = &status->formats[status->format_count++];
    snprintf(format->name, sizeof format->name, "%s", name);
    format->files = 1;
}

/* A file of a folder is called by its path, which is the key. */
static const char *
shown_name(const struct publication *publication, const struct publication_file *file)
{
    size_t key = strlen(publication->key), name = strlen(file->name);
    bool loose = publication->file_count == 1 && key >= name &&
                 strcmp(publication->key + key - name, file->name) == 0;
    return loose ? publication->key : file->name;
}

static void
look_at_publication(void *context, const struct publication *publication)
{
    struct status *status = context;
    command_links_add(&status->links, publication);
    for (size_t i = 0; i < publication->file_count; i++) {
        const struct publication_file *file = &publication->files[i];
        struct report_line line = { .file = shown_name(publication, file),
                                    .publication = publication->key,
                                    .status = report_status_of(file->status),
                                    .code = "",
                                    .reason = file->reason,
                                    .pages = file->pages,
                                    .lang = file->lang };
        count_format(status, file->format);
        if (line.status == REPORT_PARTIAL || line.status == REPORT_SKIPPED)
            report_add(&status->unsearchable, &line);
    }
}

static void
each_skipped(void *context, const char *key, const char *text)
{
    struct status *status = context;
    struct stamp stamp;
    if (!stamp_read(text, status->command->arena, &stamp))
        return;
    for (size_t i = 0; i < stamp.count; i++) {
        struct report_line line = { .file = stamp.files[i].name,
                                    .publication = key,
                                    .status = REPORT_SKIPPED,
                                    .code = stamp.files[i].code,
                                    .reason = stamp.files[i].reason,
                                    .pages = stamp.files[i].pages,
                                    .lang = stamp.files[i].lang };
        report_add(&status->unsearchable, &line);
    }
}

/* Files that are no publications stand in the cache alone; without it they are not named. */
static void
look_at_cache(struct status *status)
{
    struct error ignored = ERROR_INIT;
    const struct command *command = status->command;
    struct cache *cache = cache_open_existing(command_beside(command, ".cache"));
    status->held = publish_is_held(command->index);
    if (cache == NULL)
        return;
    cache_each_skipped(cache, each_skipped, status, &ignored);
    cache_close(cache);
}

/* ---- for people ---- */

static void
add_counts(struct status *status, const struct store_facts *facts)
{
    struct buf *out = &status->out;
    report_add_shown(out, facts->name[0] == '\0' ? "Library" : facts->name);
    buf_add_text(out, "   ");
    report_add_count(out, facts->publications, "publication");
    buf_add_text(out, " · ");
    report_add_count(out, facts->files, "file");
    buf_add_text(out, " · ");
    report_add_count(out, facts->pages, "page");
    buf_add_char(out, '\n');
    buf_add_text(out, "Languages     ");
    const char *separator = "";
    for (size_t i = 0; i < facts->lang_count; i++) {
        if (facts->langs[i].pages == 0)
            continue;
        buf_format(out, "%s%s ", separator, facts->langs[i].lang->tag);
        buf_add_number(out, facts->langs[i].pages);
        separator = ", ";
    }
    buf_add_text(out, "\nFormats       ");
    for (size_t i = 0; i < status->format_count; i++) {
        buf_format(out, "%s%s ", i > 0 ? ", " : "", status->formats[i].name);
        buf_add_number(out, status->formats[i].files);
    }
    buf_add_char(out, '\n');
}

static void
add_index(struct status *status, const struct store_facts *facts, int64_t bytes)
{
    struct buf *out = &status->out;
    buf_add_text(out, "Index         ");
    report_add_shown(out, status->command->index);
    buf_add_text(out, "   ");
    report_add_size(out, bytes);
    buf_add_text(out, "   built ");
    command_add_age(out, (int64_t)time(NULL) - facts->built);
    buf_add_char(out, '\n');
    if (status->held)
        buf_add_text(out, "Rolled back   updates leave it as it is: --force publishes, "
                          "--rollback goes forward\n");
    if (facts->note[0] == '\0')
        return;
    buf_add_text(out, "Reader        ");
    report_add_shown(out, facts->note);
    buf_add_char(out, '\n');
    if (strstr(facts->note, "without boxes") != NULL)
        buf_add_text(out,
                     "              PDF files were read by their plain text: columns, "
                     "headings and running heads are guesses\n");
}

static void
add_pictures(struct status *status)
{
    int64_t drawn = pictures_drawn(status->pictures);
    if (drawn == 0)
        return;
    buf_add_text(&status->out, "Pictures      ");
    report_add_count(&status->out, drawn, "page");
    buf_add_text(&status->out, "   ");
    report_add_size(&status->out, pictures_bytes(status->pictures));
    buf_add_char(&status->out, '\n');
}

/* Only what is missing is worth a line. */
static void
add_sandbox(struct buf *out)
{
    struct sandbox_granted granted = extractor_sandbox();
    if (!granted.landlock)
        buf_add_text(out, "Sandbox       without Landlock, which this kernel lacks: the "
                          "reader of documents could open files\n");
    if (!granted.seccomp)
        buf_add_text(out, "Sandbox       without seccomp, which this kernel lacks: the "
                          "reader of documents could make any system call\n");
}

static void
add_unsearchable(struct status *status)
{
    const struct report *report = &status->unsearchable;
    struct report_style style = { .problems_only = true,
                                  .color = status->command->color };
    if (report->count == 0) {
        buf_add_text(&status->out, "Unsearchable  none: every file can be searched\n");
        return;
    }
    buf_format(&status->out, "Unsearchable  %zu file%s not at all, %zu in part\n",
               report->counts[REPORT_SKIPPED],
               report->counts[REPORT_SKIPPED] == 1 ? "" : "s",
               report->counts[REPORT_PARTIAL]);
    report_write_text(&status->out, report, &style);
}

/* ---- for programs ---- */

static void
add_json_files(struct status *status)
{
    struct buf *out = &status->out;
    buf_add_text(out, ", \"unsearchable\": [");
    for (size_t i = 0; i < status->unsearchable.count; i++) {
        const struct report_line *line = &status->unsearchable.lines[i];
        buf_add_text(out, i > 0 ? ", {\"file\": " : "{\"file\": ");
        report_add_json(out, line->file);
        buf_add_text(out, ", \"publication\": ");
        report_add_json(out, line->publication);
        buf_format(
            out, ", \"status\": \"%s\", \"reason\": ", report_status_name(line->status));
        report_add_json(out, line->reason);
        buf_format(out, ", \"pages\": %" PRId64 "}", line->pages);
    }
    buf_add_char(out, ']');
}

static void
add_json(struct status *status, const struct store_facts *facts, int64_t bytes)
{
    struct buf *out = &status->out;
    buf_add_text(out, "{\"version\": 1, \"name\": ");
    report_add_json(out, facts->name);
    buf_add_text(out, ", \"index\": ");
    report_add_json(out, status->command->index);
    buf_format(out,
               ", \"bytes\": %" PRId64 ", \"built\": %" PRId64
               ", \"publications\": %" PRId64 ", \"files\": %" PRId64
               ", \"pages\": %" PRId64 ", \"langs\": {",
               bytes, facts->built, facts->publications, facts->files, facts->pages);
    for (size_t i = 0; i < facts->lang_count; i++)
        buf_format(out, "%s\"%s\": %" PRId64, i > 0 ? ", " : "",
                   facts->langs[i].lang->tag, facts->langs[i].pages);
    buf_add_text(out, "}, \"formats\": {");
    for (size_t i = 0; i < status->format_count; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        report_add_json(out, status->formats[i].name);
        buf_format(out, ": %" PRId64, status->formats[i].files);
    }
    buf_format(out, "}, \"pictures\": %" PRId64 ", \"reader\": ",
               pictures_drawn(status->pictures));
    report_add_json(out, facts->note);
    struct sandbox_granted granted = extractor_sandbox();
    buf_format(out, ", \"sandbox\": {\"landlock\": %s, \"seccomp\": %s}",
               granted.landlock ? "true" : "false", granted.seccomp ? "true" : "false");
    buf_format(out, ", \"held\": %s, \"links\": ", status->held ? "true" : "false");
    command_links_json(&status->links, out);
    add_json_files(status);
    buf_add_text(out, "}\n");
}

static void
write_status(struct status *status)
{
    const struct store_facts *facts = store_facts(status->store);
    struct stat file = { .st_size = 0 };
    int64_t bytes = stat(status->command->index, &file) == 0 ? file.st_size : 0;
    if (status->command->json) {
        add_json(status, facts, bytes);
    } else {
        if (!status->command->quiet) {
            add_counts(status, facts);
            add_index(status, facts, bytes);
            add_pictures(status);
            add_sandbox(&status->out);
        }
        command_links_text(&status->links, status->command->quiet, &status->out);
        add_unsearchable(status);
    }
    command_write(&status->out);
}

int
command_status(const struct command *command, struct error *err)
{
    struct status status = { .command = command, .out = BUF_INIT((size_t)256 << 20) };
    report_start(&status.unsearchable, command->arena);
    command_links_start(&status.links, command);
    status.pictures = pictures_open(command->index);
    bool good = store_open(command->index, &status.store, err) &&
                command_each_publication(status.store, look_at_publication, &status, err);
    if (good) {
        look_at_cache(&status);
        write_status(&status);
    }
    if (status.store != NULL)
        store_close(status.store);
    pictures_close(status.pictures);
    buf_free(&status.out);
    return good ? COMMAND_OK : error_exit_status(err->kind);
}
