/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What an update did, file by file. */
#include "command_update.h"

#include "base/clock.h"
#include "reading/report.h"

#include <inttypes.h>
#include <sys/stat.h>

static void
report_file(struct report *report, const char *key, const struct stamp_file *file,
            const char *renamed_from, enum report_status status)
{
    struct report_line line = { .file = file->name,
                                .publication = key,
                                .status = status,
                                .code = file->code,
                                .reason = file->reason,
                                .pages = file->pages,
                                .lang = file->lang,
                                .ms = file->ms,
                                .renamed_from = renamed_from };
    if (status == REPORT_REMOVED)
        line.code = line.reason = "";
    report_add(report, &line);
}

static void
fill_report(struct update *update)
{
    const struct plan *plan = &update->plan;
    for (size_t i = 0; i < plan->count; i++) {
        const struct plan_entry *entry = &plan->entries[i];
        const char *key = entry->source->publication.key;
        for (size_t f = 0; f < entry->file_count; f++) {
            const struct plan_file *file = &entry->files[f];
            enum report_status status = file->now.status;
            if ((entry->action != PLAN_PUT || file->renamed_from != NULL) &&
                status == REPORT_INDEXED)
                status = REPORT_UNCHANGED;
            report_file(&update->report, key, &file->now, file->renamed_from, status);
        }
    }
    for (size_t i = 0; i < plan->gone_count; i++)
        if (!plan->gone[i].renamed)
            report_file(&update->report, plan->gone[i].key, plan->gone[i].file, NULL,
                        REPORT_REMOVED);
}

static void
add_index_line(struct update *update, struct buf *out)
{
    struct store *store = NULL;
    struct stat status;
    struct error ignored = ERROR_INIT;
    if (stat(update->command->index, &status) != 0 ||
        !store_open(update->command->index, &store, &ignored))
        return;
    buf_add_text(out, "Index       ");
    report_add_shown(out, update->command->index);
    buf_add_text(out, "  ");
    report_add_size(out, status.st_size);
    buf_add_text(out, "  ");
    report_add_count(out, store_facts(store)->pages, "page");
    buf_add_char(out, '\n');
    store_close(store);
}

static void
add_closing_line(struct update *update, struct buf *out, int64_t ms)
{
    const struct command *command = update->command;
    buf_format(out, "Done in %" PRId64 ".%" PRId64 " s.  ", ms / 1000, ms % 1000 / 100);
    if (command->dry_run)
        buf_add_text(out, "Nothing was touched (--dry-run).\n");
    else if (update->held || (update->missed_count > 0 && !update->published))
        buf_add_text(out, "Not published.\n");
    else if (!update->published)
        buf_add_text(out, "Nothing to change.\n");
    else if (update->plan.count == 0)
        buf_add_text(out, "Live now, but empty: no document was found.\n");
    else if (command->index_given) {
        buf_add_text(out, "Live now.  Try: stepwell -i ");
        report_add_shown(out, command->index);
        buf_add_text(out, " WORD...\n");
    } else
        buf_add_text(out, "Live now.  Try: stepwell WORD...\n");
}

static bool
has_news(const struct update *update)
{
    return update->published || update->fetched.fetched > 0 || update->missed_count > 0 ||
           update->plan.put_count + update->plan.removed_count > 0;
}

int
command_update_report(struct update *update)
{
    const struct command *command = update->command;
    int64_t ms = clock_ms() - update->started_ms;
    struct buf out = BUF_INIT(1 << 30);
    struct report_style style = { .verbose = command->verbose,
                                  .color = command->color,
                                  .problems_only = command->quiet };
    fill_report(update);
    update->report.read = update->read;
    if (command->json) {
        command_write_links(command, &out, &update->fetched);
        buf_add(&out, update->missed.data, update->missed.length);
        report_write_json(&out, &update->report, (int64_t)update->pictures.held, ms);
    } else {
        report_write_text(&out, &update->report, &style);
        command_write_links(command, &out, &update->fetched);
        buf_add(&out, update->missed.data, update->missed.length);
        if (!command->quiet) {
            add_index_line(update, &out);
            command_write_pictures(&update->pictures, &out);
            add_closing_line(update, &out, ms);
        }
    }
    if (!command->news_only || has_news(update))
        command_write(&out);
    buf_free(&out);
    if (update->err->kind == ERROR_NONE && update->fetched.unreachable)
        error_set(update->err, ERROR_NETWORK,
                  "the network is unavailable: no host answered\n"
                  "hint: what was here is searchable; run the update again later");
    if (update->err->kind != ERROR_NONE)
        return error_exit_status(update->err->kind);
    return update->missed_count > 0 || report_has_problems(&update->report) ||
                   command_has_dead_links(&update->fetched)
               ? COMMAND_SOME_FAILED
               : COMMAND_OK;
}
