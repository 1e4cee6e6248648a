/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index discover: pages and lists in, entries of a catalogue out. */
#include "command.h"

#include "base/limits.h"
#include "base/log.h"
#include "catalogue/catalogue.h"
#include "discover/discover.h"
#include "fetch/fetch.h"
#include "fetch/url.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { MORE_SHOWN = 10 };

static void
complain(void *context, bool fatal, int line, const char *what)
{
    const char *file = context;
    if (fatal)
        log_error("%s:%d: %s", file, line, what);
}

static bool
slurp(const char *path, struct buf *bytes, struct error *err)
{
    bool standard = strcmp(path, "-") == 0;
    bool good =
        standard ? buf_add_descriptor(bytes, STDIN_FILENO) : buf_add_file(bytes, path);
    if (!good)
        return error_set(err, ERROR_USAGE, "cannot read '%s': %s", path, strerror(errno));
    return !bytes->full || error_set(err, ERROR_USAGE, "'%s' is larger than %d MB", path,
                                     LIMIT_LANDING_BYTES >> 20);
}

static bool
read_page(const struct command *command, struct discovery *discovery, const char *path,
          struct error *err)
{
    struct buf bytes = BUF_INIT(LIMIT_LANDING_BYTES);
    struct fetch_rules rules = command_fetch_rules(command);
    const char *address = "";
    bool web = url_is_web(path), good;
    if (web && command->offline)
        return error_set(err, ERROR_USAGE, "'%s' cannot be read --offline", path);
    good = web ? fetch_page(path, &rules, command->arena, &bytes, &address, err)
               : slurp(path, &bytes, err);
    good = good && (discover_read(discovery, bytes.data, bytes.length, address, err) ||
                    error_within(err, "'%s'", path));
    buf_free(&bytes);
    return good;
}

/* A catalogue that was named has to be there; one that is only configured need not be yet. */
static bool
read_catalogue(const struct command *command, struct library *catalogue, bool *there,
               struct error *err)
{
    struct catalogue_options options = { .corpus = "", .complain = complain };
    char *path = arena_copy(command->arena, command->catalogue);
    *there = command->catalogue_given || (path[0] != '\0' && access(path, R_OK) == 0);
    options.context = path;
    library_start(catalogue, command->arena);
    return !*there || catalogue_read(path, &options, catalogue, err);
}

/* Notes go where they do not disturb what is piped into a catalogue. */
static void
tell(const struct discovery *discovery)
{
    for (size_t i = 0; i < discovery->notes.count; i++)
        log_warning("%s", discovery->notes.items[i]);
    for (size_t i = 0; i < discovery->more.count && i < MORE_SHOWN; i++)
        log_warning("more may be listed on '%s'", discovery->more.items[i]);
    if (discovery->more.count > MORE_SHOWN)
        log_warning("and on %zu more pages", discovery->more.count - MORE_SHOWN);
}

static size_t
count_new(const struct discovery *discovery)
{
    size_t count = 0;
    for (size_t i = 0; i < discovery->count; i++)
        count += !discovery->entries[i].known;
    return count;
}

static void
write_entries(const struct command *command, const struct discovery *discovery,
              bool there)
{
    struct buf out = BUF_INIT((size_t)1 << 30);
    if (command->json)
        discover_write_json(&out, discovery);
    else if (count_new(discovery) > 0)
        discover_write_yaml(&out, discovery, there);
    command_write(&out);
    buf_free(&out);
}

int
command_discover(const struct command *command, struct error *err)
{
    struct discovery discovery;
    struct library catalogue;
    bool there = false;
    if (command->path_count == 0) {
        error_set(err, ERROR_USAGE,
                  "nothing to look at\nhint: stepwell-index discover URL|FILE, a page, "
                  "listing, sitemap or feed");
        return COMMAND_USAGE;
    }
    discover_start(&discovery, command->arena);
    bool good = read_catalogue(command, &catalogue, &there, err);
    for (size_t i = 0; i < command->path_count && good; i++)
        good = read_page(command, &discovery, command->paths[i], err);
    if (!good)
        return err->kind == ERROR_INPUT ? COMMAND_SOME_FAILED
                                        : error_exit_status(err->kind);
    discover_finish(&discovery, there ? &catalogue : NULL);
    write_entries(command, &discovery, there);
    if (!command->quiet)
        tell(&discovery);
    if (there && count_new(&discovery) == 0 && !command->quiet)
        log_warning("nothing new: the catalogue has it all");
    return COMMAND_OK;
}
