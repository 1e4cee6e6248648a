/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index check: catalogue, files and index looked over; changes nothing. */
#include "command.h"

#include "detect.h"
#include "publish.h"
#include "report.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct check {
    const struct command *command;
    struct buf out;
    size_t missing;
};

static void
unknown_language(void *context, const char *tag)
{
    struct check *check = context;
    buf_format(&check->out,
               "Languages   '%s' of [index] languages is none stepwell knows\n", tag);
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
    buf_add_text(&check->out, "  missing   ");
    report_add_shown(&check->out, file->shown);
    buf_add_text(&check->out, ": ");
    report_add_shown(&check->out, why);
    if (!entry->loose) {
        buf_add_text(&check->out, " (");
        report_add_shown(&check->out, entry->publication.key);
        buf_add_char(&check->out, ')');
    }
    buf_add_char(&check->out, '\n');
}

static void
check_files(struct check *check, const struct library *library)
{
    size_t files = 0;
    for (size_t i = 0; i < library->count; i++)
        files += library->entries[i].file_count;
    buf_format(&check->out, "%-11s %zu publications, %zu files\n",
               check->command->path_count > 0 ? "Folder" : "Catalogue", library->count,
               files);
    for (size_t i = 0; i < library->count; i++)
        for (size_t f = 0; f < library->entries[i].file_count; f++)
            check_file(check, &library->entries[i], &library->entries[i].files[f]);
    buf_add_text(&check->out, "Links       asked for by update, not by check\n");
}

static bool
check_index(struct check *check, struct error *err)
{
    const char *index = check->command->index;
    struct store *store = NULL;
    if (access(index, F_OK) != 0) {
        buf_add_text(&check->out, "Index       none yet at '");
        report_add_shown(&check->out, index);
        buf_add_text(&check->out, "'; run stepwell-index update\n");
        return true;
    }
    if (!publish_verify(index, NULL, err) || !store_open(index, &store, err))
        return false;
    buf_add_text(&check->out, "Index       ");
    report_add_shown(&check->out, index);
    buf_add_text(&check->out, "  ");
    buf_add_number(&check->out, store_facts(store)->pages);
    buf_add_text(&check->out, " pages, opens and answers\n");
    store_close(store);
    return true;
}

int
command_check(const struct command *command, struct error *err)
{
    struct check check = { .command = command, .out = BUF_INIT((size_t)256 << 20) };
    struct library library;
    struct detect detect;
    bool anything = command->path_count > 0 || command->catalogue[0] != '\0';
    detect_allow(&detect, command->config.index_languages, unknown_language, &check);
    bool good = !anything || command_read_library(command, &library, err);
    if (good && anything)
        check_files(&check, &library);
    good = good && check_index(&check, err);
    if (good && check.missing == 0)
        buf_add_text(&check.out, "All is well.\n");
    if (!command->quiet || check.missing > 0)
        command_write(&check.out);
    buf_free(&check.out);
    if (!good)
        return error_exit_status(err->kind);
    return check.missing > 0 ? COMMAND_SOME_FAILED : COMMAND_OK;
}
