/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index --rollback: the previous index again, until somebody asks for the new one. */
#include "command.h"

#include "reading/report.h"
#include "update/lock.h"
#include "update/publish.h"

#include <inttypes.h>
#include <string.h>
#include <time.h>

static void
add_day(struct buf *out, int64_t seconds)
{
    char text[32] = "";
    time_t when = (time_t)seconds;
    struct tm parts;
    if (localtime_r(&when, &parts) != NULL)
        strftime(text, sizeof text, "%Y-%m-%d %H:%M", &parts);
    buf_add_text(out, text);
}

static void
write_text(const struct command *command, struct buf *out,
           const struct store_facts *facts, bool back)
{
    buf_add_text(out, command->dry_run ? "Would be live  " : "Live now       ");
    report_add_shown(out, command->index);
    buf_add_text(out, "  built ");
    add_day(out, facts->built);
    buf_add_text(out, "  ");
    report_add_count(out, facts->publications, "publication");
    buf_add_text(out, "  ");
    report_add_count(out, facts->pages, "page");
    buf_add_char(out, '\n');
    buf_add_text(out, command->dry_run ? "Nothing was touched (--dry-run).\n"
                      : back ? "Updates leave it as it is until one is run with --force; "
                               "--rollback again goes forward.\n"
                             : "This is the newer one; updates are published again.\n");
}

static void
write_json(const struct command *command, struct buf *out,
           const struct store_facts *facts, bool back)
{
    buf_add_text(out, "{\"rollback\": {\"index\": ");
    report_add_json(out, command->index);
    buf_format(out,
               ", \"built\": %" PRId64 ", \"publications\": %" PRId64
               ", \"pages\": %" PRId64 ", \"held\": %s, \"done\": %s}}\n",
               facts->built, facts->publications, facts->pages, back ? "true" : "false",
               command->dry_run ? "false" : "true");
}

static bool
tell(const struct command *command, const char *path, bool back, struct error *err)
{
    struct store *store = NULL;
    struct buf out = BUF_INIT((size_t)64 * 1024);
    if (!store_open(path, &store, err))
        return false;
    (command->json ? write_json : write_text)(command, &out, store_facts(store), back);
    if (command->json || !command->quiet)
        command_write(&out);
    buf_free(&out);
    store_close(store);
    return true;
}

static bool
show_only(const struct command *command, struct error *err)
{
    const char *previous = command_beside(command, ".previous");
    return publish_verify(previous, NULL, err) &&
           tell(command, previous, !publish_is_held(command->index), err);
}

static bool
swap(const struct command *command, struct error *err)
{
    bool back = !publish_is_held(command->index);
    return publish_rollback(command->index, back, err) &&
           tell(command, command->index, back, err);
}

static bool
roll_back(const struct command *command, struct error *err)
{
    int lock = -1;
    bool good =
        lock_take(command->index, command->wait_seconds, command_stopped, &lock, err) &&
        swap(command, err);
    lock_free(lock);
    return good;
}

int
command_rollback(const struct command *command, struct error *err)
{
    bool good = command->path_count == 0 ||
                error_set(err, ERROR_USAGE,
                          "--rollback takes no files\nhint: name the index with --index");
    good = good && (command->dry_run ? show_only : roll_back)(command, err);
    return good ? COMMAND_OK : error_exit_status(err->kind);
}
