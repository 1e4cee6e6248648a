/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell open ID[:PAGE]`: the publication in a browser, or its address. */
#include "base/limits.h"
#include "command.h"
#include "html.h"
#include "search/search.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>

extern char **environ;

struct target {
    const char *key;
    int64_t page; /* 0: no page was named */
};

/* "ID:14"; a colon that digits do not follow belongs to the id. */
static struct target
split_page(const char *operand, struct arena *arena)
{
    const char *colon = strrchr(operand, ':');
    struct target whole = { operand, 0 };
    if (colon == NULL || colon[1] == '\0' || strlen(colon) > 10 ||
        colon[1 + strspn(colon + 1, "0123456789")] != '\0' || atol(colon + 1) < 1)
        return whole;
    return (struct target) { arena_text(arena, operand, (size_t)(colon - operand)),
                             atol(colon + 1) };
}

/* The first file that can be opened at this page, else the first that has so many. */
static const struct publication_file *
choose_file(const struct publication *publication, int64_t page)
{
    const struct publication_file *chosen = NULL;
    for (size_t i = 0; i < publication->file_count; i++) {
        const struct publication_file *file = &publication->files[i];
        if (*file->url == '\0' || file->pages < page)
            continue;
        if (strcmp(file->format, "pdf") == 0)
            return file;
        chosen = chosen == NULL ? file : chosen;
    }
    return chosen;
}

static bool
find_address(const struct publication *publication, int64_t page, struct arena *arena,
             const char **address, struct error *err)
{
    const struct publication_file *file = choose_file(publication, page);
    struct store_page place = {
        .number = page, .locator = "", .section = "", .anchor = ""
    };
    if (page > 0)
        *address = file == NULL ? "" : search_page_url(file, &place, arena);
    else if (*publication->page != '\0')
        *address = publication->page;
    else
        *address = file == NULL ? "" : file->url;
    if (**address == '\0')
        return error_set(err, ERROR_USAGE,
                         "'%s' has no address%s\n"
                         "hint: url: in a catalogue says where visitors open a file, see "
                         "stepwell-catalogue(5)",
                         publication->key, page > 0 ? " for this page" : "");
    return true;
}

/* Other schemes can run programs. */
static bool
is_safe(const char *address)
{
    return html_is_web_url(address) || strncasecmp(address, "file:///", 8) == 0;
}

static bool
has_desktop(void)
{
    const char *display = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    return (display != NULL && *display != '\0') || (wayland != NULL && *wayland != '\0');
}

/* false: there is nothing that opens it. */
static bool
open_in_browser(const char *address)
{
    char program[] = "xdg-open";
    struct buf copy = BUF_INIT(LIMIT_SHOWN_BYTES);
    pid_t child;
    int status = 0;
    html_url(&copy, address);
    char *const arguments[] = { program, copy.data, NULL };
    bool started = posix_spawnp(&child, program, NULL, NULL, arguments, environ) == 0;
    while (started && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    buf_free(&copy);
    return started && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
print_address(struct command_call *call, const char *address, struct error *err)
{
    struct buf out = BUF_INIT(LIMIT_SHOWN_BYTES);
    html_url(&out, address);
    buf_add_char(&out, '\n');
    struct output plain = call->output;
    plain.pager = false;
    bool written = output_write(&plain, &out, err);
    buf_free(&out);
    return written;
}

static bool
open_publication(struct command_call *call, struct store *store, struct error *err)
{
    struct publication publication;
    const char *operand = call->operands[0], *address = "";
    struct target target = { operand, 0 };
    /* An id may end in ":14" itself. */
    if (!store_publication_of_key(store, operand, call->arena, &publication, NULL)) {
        target = split_page(operand, call->arena);
        if (!command_find_publication(store, target.key, call->arena, &publication, err))
            return false;
    }
    if (!find_address(&publication, target.page, call->arena, &address, err))
        return false;
    bool browse = !call->options.print && has_desktop() && is_safe(address);
    return (browse && open_in_browser(address)) || print_address(call, address, err);
}

int
command_open(struct command_call *call, struct error *err)
{
    struct store *store;
    if (!command_open_store(call, &store, err))
        return COMMAND_FAILED;
    bool good = open_publication(call, store, err);
    store_close(store);
    return good ? COMMAND_FOUND : COMMAND_FAILED;
}
