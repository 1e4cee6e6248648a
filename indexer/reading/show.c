/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files through the same road as an update takes, but for the store: pool, document, outcome. */
#include "show.h"

#include "base/limits.h"
#include "pool.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ---- words ---- */

const char *
show_drop_name(enum document_drop drop)
{
    static const char *const names[] = { "kept", "running", "number" };
    return names[drop];
}

const char *
show_style(const struct wire_line *line)
{
    static const char *const names[] = {
        "text", "heading", "title", "list", "row", "alt"
    };
    return names[line->style];
}

const char *
show_no_text(const struct document_page *page)
{
    if (page->length > 0)
        return NULL;
    if (page->unreadable)
        return "unreadable";
    return (page->unit->flags & WIRE_UNIT_IMAGES) != 0 ? "pictures" : "empty";
}

/* ---- options ---- */

static bool
read_page(const char **at, int64_t *page)
{
    char *end;
    if (**at < '0' || **at > '9')
        return true;
    errno = 0;
    *page = strtoll(*at, &end, 10);
    *at = end;
    return errno == 0 && *page > 0;
}

bool
show_read_pages(const char *text, struct show_options *options, struct error *err)
{
    const char *at = text;
    int64_t first = 0, last = 0;
    bool good = read_page(&at, &first);
    if (good && *at == '-') {
        at++;
        last = INT64_MAX;
        good = read_page(&at, &last) && (first > 0 || last < INT64_MAX);
    } else {
        last = first;
    }
    if (!good || *at != '\0' || last < 1 || first > last)
        return error_set(err, ERROR_USAGE,
                         "'%s' is no range of pages\nhint: --pages=3, --pages=3-5 or "
                         "--pages=3-",
                         text);
    options->first_page = first;
    options->last_page = last;
    return true;
}

/* ---- printing ---- */

struct showing {
    const struct show_options *options;
    const struct show_form *form;
    char *const *files;
    const char **absent; /* of each file: why nobody can read it; NULL */
    struct buf out;
    bool all;
};

static bool
print(struct showing *showing, struct error *err)
{
    bool good = !showing->out.full && fwrite(showing->out.data, 1, showing->out.length,
                                             stdout) == showing->out.length;
    buf_reset(&showing->out);
    return good || error_set(err, ERROR_WRITE, "cannot write: %s", strerror(errno));
}

static bool
is_wanted(const struct show_options *options, const struct document_page *page)
{
    int64_t number = page->unit->number;
    return number >= options->first_page && number <= options->last_page;
}

static bool
print_file(struct showing *showing, const struct show_file *file, struct error *err)
{
    const struct show_form *form = showing->form;
    const struct document *document = &file->outcome->document;
    bool first = true, good = true;
    form->head(&showing->out, file);
    for (size_t i = 0; i < document->page_count && good; i++) {
        if (!is_wanted(showing->options, &document->pages[i]))
            continue;
        buf_add_text(&showing->out, first ? "" : form->between);
        form->page(&showing->out, file, i);
        first = false;
        good = print(showing, err);
    }
    buf_add_text(&showing->out, form->tail);
    return print(showing, err) && good && fflush(stdout) == 0;
}

/* The same judgement as of an update. */
static bool
take_result(void *context, size_t job, const struct pool_result *result,
            struct error *err)
{
    struct showing *showing = context;
    const struct show_options *options = showing->options;
    struct arena *arena = arena_new();
    struct outcome outcome;
    struct cache_entry entry = { .whole = result->whole, .text = result->text };
    if (!result->whole)
        entry.reason = result->reason;
    outcome_make(&outcome, &entry, result->frames, &options->detect, options->lang,
                 arena);
    if (showing->absent[job] != NULL) {
        outcome.code = "missing"; /* not what became of it on the way */
        outcome.reason = showing->absent[job];
    }
    struct show_file file = { showing->files[job], &outcome, options, result->cpu_ms };
    showing->all = showing->all && outcome.status == REPORT_INDEXED;
    bool good = print_file(showing, &file, err);
    arena_free(arena);
    return good;
}

/* ---- files ---- */

static struct pool_job
job_of(const struct show_options *options, const char *name, struct arena *arena,
       const char **absent)
{
    const char *slash = strrchr(name, '/');
    struct stat status;
    struct pool_job job = { .path = name,
                            .suffix = pool_suffix(arena, slash ? slash + 1 : name),
                            .mime = "",
                            .passwords = options->passwords,
                            .password_count = options->password_count };
    if (stat(name, &status) != 0) {
        *absent = arena_copy(arena, strerror(errno));
    } else if (!S_ISREG(status.st_mode)) {
        *absent = S_ISDIR(status.st_mode) ? "a folder, not a file" : "not a plain file";
    } else {
        job.bytes = status.st_size;
        job.mtime_ns =
            (int64_t)status.st_mtim.tv_sec * 1000000000 + status.st_mtim.tv_nsec;
    }
    return job;
}

bool
show_files(const struct show_options *options, char *const *files, size_t count,
           bool *all, struct error *err)
{
    struct showing showing = { .options = options,
                               .form = options->json ? &show_json : &show_text,
                               .files = files,
                               .out = BUF_INIT((size_t)LIMIT_TEXT_BYTES),
                               .all = true };
    struct pool_options pool = { .program = options->program,
                                 .workers = 1,
                                 .in_order = true,
                                 .done = take_result,
                                 .context = &showing };
    struct arena *arena = arena_new();
    struct pool_job *jobs = arena_alloc(arena, count, sizeof *jobs);
    showing.absent = arena_alloc(arena, count, sizeof *showing.absent);
    for (size_t i = 0; i < count; i++)
        jobs[i] = job_of(options, files[i], arena, &showing.absent[i]);
    bool good = pool_run(&pool, jobs, count, err);
    *all = showing.all;
    arena_free(arena);
    buf_free(&showing.out);
    return good;
}
