/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search of the command line: one query, a file of them over one opened index, or what is
 * like a publication. */
#include "base/limits.h"
#include "base/utf8.h"
#include "command.h"
#include "render/render.h"
#include "request.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct run {
    struct command_call *call;
    const struct renderer *renderer;
    struct store *store;
    struct arena *arena; /* of one query */
    struct request request;
    struct buf out;
    bool found;
};

/* ---- options to a request ---- */

static bool
choose_renderer(const struct command_options *options, const struct renderer **renderer,
                struct error *err)
{
    const char *format = options->json ? "json" : options->format;
    unsigned many = options->queries == NULL ? 0 : RENDER_MANY;
    *renderer = render_find(format == NULL ? "text" : format, RENDER_TERMINAL | many);
    if (*renderer != NULL)
        return true;
    struct buf names = BUF_INIT(200);
    render_names(&names, RENDER_TERMINAL | many);
    error_set(err, ERROR_USAGE, "no format '%s'%s\nhint: there are %s", format,
              many == 0 ? "" : " with --queries", names.data);
    buf_free(&names);
    return false;
}

/* "ro", "ro,uk"; a code of another spelling becomes ours. */
static bool
add_languages(struct query_values *langs, const char *list, struct arena *arena,
              struct error *err)
{
    while (*list != '\0') {
        size_t length = strcspn(list, ",");
        const char *code = arena_text(arena, list, length);
        const struct lang *lang = lang_find(code);
        if (length > 0 && lang == NULL)
            return error_set(
                err, ERROR_USAGE,
                "unknown language '%s'\nhint: use a code such as en, ro or sr", code);
        if (length > 0 && langs->count == QUERY_VALUES_MAX)
            return error_set(err, ERROR_USAGE, "more than %d languages",
                             QUERY_VALUES_MAX);
        if (length > 0)
            langs->items[langs->count++] = lang->tag;
        list += length + (list[length] == ',');
    }
    return true;
}

static bool
check_count(const char *option, long value, long least, long most, struct error *err)
{
    if (value == -1 || (value >= least && value <= most))
        return true;
    return error_set(err, ERROR_USAGE, "--%s must be from %ld to %ld", option, least,
                     most);
}

static bool
fill_request(struct run *run, struct error *err)
{
    const struct command_options *options = &run->call->options;
    struct request *request = &run->request;
    request_init(request);
    for (size_t i = 0; i < options->lang.count; i++) {
        if (!add_languages(&request->lang, options->lang.items[i], run->call->arena, err))
            return false;
    }
    if (options->sort != NULL && !request_parse_sort(options->sort, &request->sort))
        return error_set(err, ERROR_USAGE,
                         "no order '%s'\nhint: sort by best, new, old, title or added",
                         options->sort);
    if (!check_count("limit", options->limit, 1, LIMIT_RESULTS, err) ||
        !check_count("page", options->page, 1, 1000000, err) ||
        !check_count("passages", options->passages, 0, LIMIT_PASSAGES, err))
        return false;
    request->page = options->page == -1 ? 1 : options->page;
    request->count = options->limit == -1 ? 0 : options->limit;
    request->exact = options->exact;
    request->explain = options->explain;
    return true;
}

/* ---- one search ---- */

/* What each format shows of a publication decides what is looked up. */
static void
fill_search(const struct run *run, struct search *search)
{
    static const struct need {
        const char *format;
        long limit, passages; /* -1: as the search page has it */
        bool facets, snippets;
    } needs[] = {
        { "text", 10, -1, false, true },
        { "json", 10, -1, true, true },
        { "jsonl", 10, -1, false, true },
        { "csv", 10, 1, false, true },
        { "bibtex", 10, 0, false, false },
        { "urls", 10, LIMIT_PASSAGES, false, false },
        { "trec", LIMIT_RESULTS, 0, false, false },
        { NULL, 10, -1, false, true },
    };
    const struct need *need = needs;
    const struct command_options *options = &run->call->options;
    while (need->format != NULL && strcmp(need->format, run->renderer->name) != 0)
        need++;
    request_search(&run->request, &run->call->config, search);
    long passages = options->passages == -1 ? need->passages : options->passages;
    search->limit = (size_t)(options->limit == -1 ? need->limit : options->limit);
    if (passages != -1) {
        search->passages = (size_t)passages;
        search->inside = 0;
    }
    search->facets = need->facets;
    search->no_snippets = !need->snippets;
    search->deadline_ms = 0; /* whoever waits can interrupt */
}

static bool
search_one(struct run *run, const char *id, const char *query, struct error *err)
{
    struct search search;
    struct results results;
    const struct output *output = &run->call->output;
    run->request.q = query;
    fill_search(run, &search);
    if (!search_run(run->store, &search, run->arena, &results, err))
        return false;
    struct render_view view = { .request = &run->request,
                                .tongue = tongue_english(),
                                .facts = store_facts(run->store),
                                .config = &run->call->config,
                                .query_id = id,
                                .colour = output->colour,
                                .hyperlinks = output->hyperlinks,
                                .width = output->width };
    run->renderer->render(&run->out, &view, &results);
    run->found |= results.publications > 0 || results.count > 0;
    return true;
}

static bool
write_out(struct run *run, struct error *err)
{
    struct output plain = run->call->output;
    plain.pager = plain.pager && run->call->options.queries == NULL &&
                  strcmp(run->renderer->name, "text") == 0;
    bool written = output_write(&plain, &run->out, err);
    buf_reset(&run->out);
    return written;
}

/* ---- a file of queries ---- */

static bool
read_file(const char *name, struct buf *text, struct error *err)
{
    char block[16 * 1024];
    bool standard = strcmp(name, "-") == 0;
    FILE *file = standard ? stdin : fopen(name, "re");
    if (file == NULL)
        return error_set(err, ERROR_USAGE, "cannot read '%s': %s", name, strerror(errno));
    size_t length;
    while ((length = fread(block, 1, sizeof block, file)) > 0)
        buf_add(text, block, length);
    bool failed = ferror(file) != 0;
    if (!standard)
        fclose(file);
    if (failed)
        return error_set(err, ERROR_USAGE, "cannot read '%s': %s", name, strerror(errno));
    if (text->full)
        return error_set(err, ERROR_USAGE, "'%s' is larger than %d MB", name,
                         LIMIT_QUERIES_BYTES / 1024 / 1024);
    return true;
}

static bool
search_line(struct run *run, char *line, long number, struct error *err)
{
    line[strcspn(line, "\r")] = '\0';
    if (*line == '\0')
        return true;
    char *tab = strchr(line, '\t');
    if (tab == NULL || tab == line)
        return error_set(
            err, ERROR_USAGE,
            "line %ld of '%s' is not id<TAB>query\nhint: separate the id from "
            "the query by one tab",
            number, run->call->options.queries);
    *tab = '\0';
    bool searched = search_one(run, line, tab + 1, err);
    arena_reset(run->arena);
    return searched && (run->out.length < LIMIT_SHOWN_BYTES || write_out(run, err));
}

static bool
search_file(struct run *run, struct error *err)
{
    struct buf text = BUF_INIT(LIMIT_QUERIES_BYTES);
    bool good = read_file(run->call->options.queries, &text, err);
    long number = 1;
    for (char *line = text.data; good && *line != '\0'; number++) {
        size_t length = strcspn(line, "\n");
        bool last = line[length] == '\0';
        line[length] = '\0';
        good = search_line(run, line, number, err);
        line += length + !last;
    }
    buf_free(&text);
    return good;
}

/* ---- the command ---- */

static const char *
join_operands(const struct command_call *call)
{
    struct buf text = BUF_INIT(LIMIT_QUERIES_BYTES);
    for (int i = 0; i < call->operand_count; i++) {
        buf_add_text(&text, i == 0 ? "" : " ");
        buf_add_text(&text, call->operands[i]);
    }
    const char *copy = arena_text(call->arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static bool
search_all(struct run *run, struct error *err)
{
    struct command_call *call = run->call;
    if (call->options.queries != NULL && call->operand_count > 0)
        return error_set(err, ERROR_USAGE, "a query and --queries exclude each other");
    if (call->options.queries == NULL && call->operand_count == 0 &&
        call->options.lang.count == 0)
        return error_set(err, ERROR_USAGE,
                         "nothing to search for\nhint: stepwell QUERY..., or --help");
    if (!choose_renderer(&call->options, &run->renderer, err) ||
        !fill_request(run, err) || !command_open_store(call, &run->store, err))
        return false;
    bool good = call->options.queries != NULL
                    ? search_file(run, err)
                    : search_one(run, NULL, join_operands(call), err);
    /* What was found before a bad line is worth having. */
    struct error later = ERROR_INIT;
    return write_out(run, good ? err : &later) && good;
}

/* Of `stepwell like`: a word that is no publication is no search. */
static bool
search_like(struct run *run, struct error *err)
{
    const char *name = run->call->operands[0];
    struct publication publication;
    int64_t page;
    if (!choose_renderer(&run->call->options, &run->renderer, err) ||
        !fill_request(run, err) || !command_open_store(run->call, &run->store, err))
        return false;
    if (!search_like_find(run->store, name, run->arena, &publication, &page, NULL) &&
        !command_find_publication(run->store, name, run->arena, &publication, err))
        return false;
    run->request.like = name;
    return search_one(run, NULL, "", err) && write_out(run, err);
}

typedef bool search_fn(struct run *run, struct error *err);

static int
run_command(struct command_call *call, search_fn *search, struct error *err)
{
    struct run run = { .call = call,
                       .arena = arena_new(),
                       .out = BUF_INIT(LIMIT_ANSWER_BYTES) };
    bool good = search(&run, err);
    if (run.store != NULL)
        store_close(run.store);
    buf_free(&run.out);
    arena_free(run.arena);
    if (!good)
        return COMMAND_FAILED;
    return run.found ? COMMAND_FOUND : COMMAND_NOTHING;
}

int
command_search(struct command_call *call, struct error *err)
{
    return run_command(call, search_all, err);
}

int
command_like(struct command_call *call, struct error *err)
{
    return run_command(call, search_like, err);
}
