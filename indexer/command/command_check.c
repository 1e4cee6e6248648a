/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index check: catalogue, files and index looked over; changes nothing. */
#include "command.h"

#include "reading/detect.h"
#include "reading/report.h"
#include "update/publish.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct check {
    const struct command *command;
    struct buf out;
    size_t missing, missed;
};

static void
unknown_language(void *context, const char *tag)
{
    struct check *check = context;
    if (check->command->json) {
        buf_add_text(&check->out, "{\"check\": \"language\", \"unknown\": ");
        report_add_json(&check->out, tag);
        buf_add_text(&check->out, "}\n");
        return;
    }
    buf_format(&check->out,
               "Languages   '%s' of [index] languages is none stepwell knows\n", tag);
}

/* ---- files ---- */

static void
add_missing_json(struct buf *out, const struct library_entry *entry,
                 const struct library_file *file, const char *why)
{
    buf_add_text(out, "{\"check\": \"file\", \"file\": ");
    report_add_json(out, file->shown);
    buf_add_text(out, ", \"publication\": ");
    report_add_json(out, entry->publication.key);
    buf_add_text(out, ", \"status\": \"missing\", \"reason\": ");
    report_add_json(out, why);
    buf_add_text(out, "}\n");
}

static void
add_missing_text(struct buf *out, const struct library_entry *entry,
                 const struct library_file *file, const char *why)
{
    buf_add_text(out, "  missing   ");
    report_add_shown(out, file->shown);
    buf_add_text(out, ": ");
    report_add_shown(out, why);
    if (!entry->loose) {
        buf_add_text(out, " (");
        report_add_shown(out, entry->publication.key);
        buf_add_char(out, ')');
    }
    buf_add_char(out, '\n');
}

static void
check_file(struct check *check, const struct library_entry *entry,
           const struct library_file *file)
{
    const char *why = file->absent;
    if (file->path[0] != '\0' && access(file->path, R_OK) == 0)
        return;
    if (why[0] == '\0')
        why = "cannot be read";
    check->missing++;
    (check->command->json ? add_missing_json : add_missing_text)(&check->out, entry, file,
                                                                 why);
}

static void
check_files(struct check *check, const struct library *library)
{
    size_t files = 0;
    for (size_t i = 0; i < library->count; i++)
        files += library->entries[i].file_count;
    if (!check->command->json)
        buf_format(&check->out, "%-11s %zu publications, %zu files\n",
                   check->command->path_count > 0 ? "Folder" : "Catalogue",
                   library->count, files);
    for (size_t i = 0; i < library->count; i++)
        for (size_t f = 0; f < library->entries[i].file_count; f++)
            check_file(check, &library->entries[i], &library->entries[i].files[f]);
    if (!check->command->json)
        buf_add_text(&check->out, "Links       asked for by update, not by check\n");
}

/* ---- the index ---- */

static void
tell_missed(void *context, const struct sample *sample, const char *found)
{
    struct check *check = context;
    if (check->command->json)
        sample_write_json(&check->out, sample, found);
    else
        sample_write_text(&check->out, sample, found);
}

static void
add_index(struct check *check, const struct store_facts *facts)
{
    struct buf *out = &check->out;
    if (check->command->json) {
        buf_add_text(out, "{\"check\": \"index\", \"index\": ");
        report_add_json(out, check->command->index);
        buf_format(out, ", \"status\": \"%s\"", facts == NULL ? "none" : "good");
        if (facts != NULL)
            buf_format(out, ", \"pages\": %" PRId64, facts->pages);
        buf_add_text(out, "}\n");
        return;
    }
    buf_add_text(out, facts == NULL ? "Index       none yet at '" : "Index       ");
    report_add_shown(out, check->command->index);
    if (facts == NULL) {
        buf_add_text(out, "'; run stepwell-index update\n");
        return;
    }
    buf_add_text(out, "  ");
    report_add_count(out, facts->pages, "page");
    buf_add_text(out, ", opens and answers\n");
}

static bool
check_index(struct check *check, const struct sample_list *samples, struct error *err)
{
    const struct command *command = check->command;
    struct store *store = NULL;
    if (access(command->index, F_OK) != 0) {
        add_index(check, NULL);
        return true;
    }
    if (!publish_verify(command->index, NULL, err) || !store_check(command->index, err) ||
        !store_open(command->index, &store, err))
        return false;
    add_index(check, store_facts(store));
    bool good = sample_run(store, samples, (size_t)command->config.site_per_page,
                           tell_missed, check, &check->missed, err);
    if (good && samples->count > 0 && !command->json)
        buf_format(&check->out, "Samples     %zu of %zu queries find what they should\n",
                   samples->count - check->missed, samples->count);
    store_close(store);
    return good;
}

static void
write_check(struct check *check, const struct library *library)
{
    bool well = check->missing + check->missed == 0;
    if (check->command->json)
        buf_format(
            &check->out,
            "{\"summary\": {\"publications\": %zu, \"files\": %zu, \"missing\": %zu, "
            "\"missed\": %zu}}\n",
            library->count, library->file_count, check->missing, check->missed);
    else if (well)
        buf_add_text(&check->out, "All is well.\n");
    if (check->command->json || !check->command->quiet || !well)
        command_write(&check->out);
}

int
command_check(const struct command *command, struct error *err)
{
    struct check check = { .command = command, .out = BUF_INIT((size_t)256 << 20) };
    struct library library;
    struct sample_list samples;
    struct synonyms synonyms;
    struct detect detect;
    bool anything = command->path_count > 0 || command->catalogue[0] != '\0';
    library_start(&library, command->arena);
    detect_allow(&detect, command->config.index_languages, unknown_language, &check);
    bool good = (!anything || command_read_library(command, &library, err)) &&
                command_read_samples(command, &samples, err) &&
                command_read_synonyms(command, &synonyms, err);
    if (good && synonyms.count > 0 && !command->json)
        buf_format(&check.out, "%-11s %zu pairs in '%s'\n", "Synonyms", synonyms.count,
                   command_synonyms_file(command));
    if (good && anything)
        check_files(&check, &library);
    good = good && check_index(&check, &samples, err);
    if (good)
        write_check(&check, &library);
    buf_free(&check.out);
    if (!good)
        return error_exit_status(err->kind);
    return check.missing + check.missed > 0 ? COMMAND_SOME_FAILED : COMMAND_OK;
}
