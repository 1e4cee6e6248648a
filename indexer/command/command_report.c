/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index report: what readers look for, and what they look for in vain. */
#include "command.h"

#include "reading/report.h"
#include "search/search.h"
#include "searches.h"

#include <inttypes.h>
#include <string.h>

enum {
    LISTED = 20,       /* queries of a list; with --verbose all of them */
    ASKED_AGAIN = 200, /* queries in vain that are asked of today's index */
    OUT_BYTES = 64 * 1024 * 1024,
    COLUMN = 32
};

struct reporting {
    const struct command *command;
    struct searches searches;
    struct store *store; /* NULL: there is no index to ask */
    size_t asked;
    struct buf out;
};

/* ---- what the index says today ---- */

struct answer {
    bool known;
    int64_t publications;
    const char *near; /* a spelling that finds something; "" */
};

static bool
ask_again(struct reporting *reporting, const struct searches_query *query,
          struct answer *answer, struct error *err)
{
    struct search search = SEARCH_INIT;
    struct results results;
    *answer = (struct answer) { .near = "" };
    if (reporting->store == NULL || reporting->asked == ASKED_AGAIN)
        return true;
    reporting->asked++;
    search.typed = query->query;
    search.typed_length = strlen(query->query);
    search.limit = 1;
    search.no_snippets = true;
    struct arena *arena = arena_new();
    bool good = search_run(reporting->store, &search, arena, &results, err);
    if (good)
        *answer = (struct answer) { .known = true,
                                    .publications = results.publications,
                                    .near = arena_copy(reporting->command->arena,
                                                       results.did_you_mean) };
    arena_free(arena);
    return good;
}

static bool
is_in_vain(const struct searches_query *query)
{
    return query->found == 0;
}

/* ---- for people ---- */

static void
add_plural(struct buf *out, int64_t count, const char *one, const char *many)
{
    buf_add_number(out, count);
    buf_format(out, " %s", count == 1 ? one : many);
}

static void
add_counts(struct reporting *reporting)
{
    const struct searches *searches = &reporting->searches;
    struct buf *out = &reporting->out;
    buf_add_text(out, "Searches    ");
    buf_add_number(out, searches->count);
    if (searches->count > 0)
        buf_format(out, "  from %s to %s, ", searches->first, searches->last);
    else
        buf_add_text(out, "  ");
    buf_add_number(out, searches->nothing);
    buf_add_text(out, " found nothing\n");
    for (size_t i = 0; i < searches->month_count; i++) {
        const struct searches_month *month = &searches->months[i];
        buf_format(out, "  %s  %6" PRId64 "  %" PRId64 " found nothing\n", month->name,
                   month->count, month->nothing);
    }
}

static void
add_query(struct buf *out, const struct searches_query *query)
{
    size_t start = out->length;
    buf_format(out, "  %6" PRId64 "  ", query->count);
    report_add_shown(out, query->query);
    do
        buf_add_char(out, ' ');
    while (out->length < start + COLUMN + 10);
}

static bool
is_listed(const struct reporting *reporting, size_t listed)
{
    return reporting->command->verbose || listed < LISTED;
}

static void
add_frequent(struct reporting *reporting)
{
    const struct searches *searches = &reporting->searches;
    if (searches->query_count > 0)
        buf_add_text(&reporting->out, "\nMost frequent\n");
    for (size_t i = 0; i < searches->query_count && is_listed(reporting, i); i++) {
        add_query(&reporting->out, &searches->queries[i]);
        add_plural(&reporting->out, searches->queries[i].found, "publication\n",
                   "publications\n");
    }
}

static void
add_answer(struct buf *out, const struct answer *answer)
{
    if (answer->publications > 0) {
        buf_add_text(out, "finds ");
        add_plural(out, answer->publications, "publication", "publications");
        buf_add_text(out, " today");
    } else if (answer->near[0] != '\0') {
        buf_add_text(out, "near: ");
        report_add_shown(out, answer->near);
    } else if (answer->known) {
        buf_add_text(out, "no word of the library is near");
    }
    while (out->data[out->length - 1] == ' ')
        buf_cut(out, out->length - 1);
    buf_add_char(out, '\n');
}

static bool
add_vain(struct reporting *reporting, struct error *err)
{
    const struct searches *searches = &reporting->searches;
    struct buf *out = &reporting->out;
    struct answer answer;
    size_t listed = 0;
    for (size_t i = 0; i < searches->query_count && is_listed(reporting, listed); i++) {
        if (!is_in_vain(&searches->queries[i]))
            continue;
        if (!ask_again(reporting, &searches->queries[i], &answer, err))
            return false;
        buf_add_text(out, listed++ == 0 ? "\nFound nothing\n" : "");
        add_query(out, &searches->queries[i]);
        add_answer(out, &answer);
    }
    if (listed > 0) {
        buf_add_text(out, "  A line in '");
        report_add_shown(out, command_synonyms_file(reporting->command));
        buf_add_text(out, "' lets one find what the library calls otherwise:\n"
                          "      what readers type = what the library says\n");
    }
    return true;
}

static void
add_rest(struct reporting *reporting)
{
    const struct searches *searches = &reporting->searches;
    struct buf *out = &reporting->out;
    if (searches->rare_queries > 0) {
        buf_format(out, "\nNot shown, being made less than %d times: ", SEARCHES_SHOWN);
        add_plural(out, searches->rare_queries, "query, ", "queries, ");
        add_plural(out, searches->rare_count, "search, ", "searches, ");
        buf_add_number(out, searches->rare_nothing);
        buf_add_text(out, " of them in vain\n");
    }
    if (searches->bad_lines > 0) {
        add_plural(out, searches->bad_lines, "line", "lines");
        buf_add_text(out, " of the log could not be read\n");
    }
}

static bool
write_text(struct reporting *reporting, struct error *err)
{
    add_counts(reporting);
    add_frequent(reporting);
    if (!add_vain(reporting, err))
        return false;
    add_rest(reporting);
    return true;
}

/* ---- for programs ---- */

static void
add_query_json(struct buf *out, const struct searches_query *query,
               const struct answer *answer)
{
    buf_add_text(out, "{\"query\": ");
    report_add_json(out, query->query);
    buf_format(out,
               ", \"searches\": %" PRId64 ", \"nothing\": %" PRId64
               ", \"publications\": %" PRId64 ", \"last\": \"%s\"",
               query->count, query->nothing, query->found, query->last);
    if (answer->known)
        buf_format(out, ", \"today\": %" PRId64, answer->publications);
    if (answer->near[0] != '\0') {
        buf_add_text(out, ", \"near\": ");
        report_add_json(out, answer->near);
    }
    buf_add_text(out, "}\n");
}

static void
add_summary_json(struct buf *out, const struct searches *searches)
{
    buf_format(out,
               "{\"summary\": {\"searches\": %" PRId64 ", \"nothing\": %" PRId64
               ", \"from\": \"%s\", \"to\": \"%s\"",
               searches->count, searches->nothing, searches->first, searches->last);
    buf_format(out,
               ", \"rare_queries\": %" PRId64 ", \"rare_searches\": %" PRId64
               ", \"rare_nothing\": %" PRId64 ", \"bad_lines\": %" PRId64
               ", \"files\": %zu}}\n",
               searches->rare_queries, searches->rare_count, searches->rare_nothing,
               searches->bad_lines, searches->files);
}

static bool
write_json(struct reporting *reporting, struct error *err)
{
    const struct searches *searches = &reporting->searches;
    for (size_t i = 0; i < searches->month_count; i++)
        buf_format(&reporting->out,
                   "{\"month\": \"%s\", \"searches\": %" PRId64 ", \"nothing\": %" PRId64
                   "}\n",
                   searches->months[i].name, searches->months[i].count,
                   searches->months[i].nothing);
    for (size_t i = 0; i < searches->query_count; i++) {
        struct answer answer = { .near = "" };
        if (is_in_vain(&searches->queries[i]) &&
            !ask_again(reporting, &searches->queries[i], &answer, err))
            return false;
        add_query_json(&reporting->out, &searches->queries[i], &answer);
    }
    add_summary_json(&reporting->out, searches);
    return true;
}

/* ---- the command ---- */

static bool
read_log(struct reporting *reporting, struct error *err)
{
    const struct command *command = reporting->command;
    const struct config *config = &command->config;
    if (searches_read(&reporting->searches, config->site_query_log_file, command->arena,
                      err))
        return true;
    if (err->kind != ERROR_MISSING)
        return false;
    bool on = strcmp(config->site_query_log, "counts") == 0;
    return error_set(
        err, ERROR_MISSING, "no searches were logged yet: there is no '%s'\nhint: %s%s%s",
        config->site_query_log_file,
        on ? "it begins with the first search on the page; can the web server's user "
             "write there?"
           : "write query-log = counts into [site] of '",
        on ? "" : command->config_file, on ? "" : "'");
}

int
command_report(const struct command *command, struct error *err)
{
    struct reporting reporting = { .command = command, .out = BUF_INIT(OUT_BYTES) };
    struct error ignored = ERROR_INIT;
    bool good = command->path_count == 0 ||
                error_set(err, ERROR_USAGE,
                          "report takes no files\nhint: the log is named by "
                          "query-log-file in [site] of the configuration");
    good = good && read_log(&reporting, err);
    if (good && !store_open(command->index, &reporting.store, &ignored))
        reporting.store = NULL;
    good = good && (command->json ? write_json : write_text)(&reporting, err);
    if (good)
        command_write(&reporting.out);
    if (reporting.store != NULL)
        store_close(reporting.store);
    buf_free(&reporting.out);
    return good ? COMMAND_OK : error_exit_status(err->kind);
}
