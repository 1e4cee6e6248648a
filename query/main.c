/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The command `stepwell`: options, the table of commands, exit status. */
#include "base/limits.h"
#include "base/log.h"
#include "command.h"

#include <stdio.h>
#include <string.h>

/* A word is a command only as the first operand, and only with this many behind it. */
static const struct command {
    const char *name;
    int operands;
    command_fn *run;
} commands[] = {
    { "serve", 0, command_serve }, { "terms", 1, command_terms },
    { "stats", 0, command_stats }, { "cite", 1, command_cite },
    { "open", 1, command_open },   { "like", 1, command_like },
    { NULL, 0, command_search },
};

static const char help_head[] =
    "Usage: stepwell [OPTION]... QUERY...\n"
    "       stepwell serve [--port=8080]\n"
    "       stepwell terms PREFIX | stats | cite ID | open ID[:PAGE] | like ID[:PAGE]\n"
    "\n"
    "Search the library, page by page.\n"
    "\n"
    "Query:   father engagement          both words, any form (fathers, engaging)\n"
    "         \"father engagement\"        exactly, in this order\n"
    "         fath*                      words beginning so\n"
    "         father OR dad              either            -mother   NOT mother   "
    "without\n"
    "         father NEAR/5 engagement   within five words\n"
    "         title:roadmap  lang:ro  year:2024..  year:2020..2024  org:unicef\n"
    "         kind:slides  type:pptx  in:ID\n"
    "\n"
    "Options:\n";

static const char help_tail[] =
    "\n"
    "Examples:\n"
    "  stepwell father engagement\n"
    "  stepwell --format=bibtex year:2025.. \"home visiting\" > refs.bib\n"
    "  stepwell --format=urls kind:slides fathers | xargs -n1 curl -LO\n"
    "  stepwell open engaging-men-roadmap:14\n"
    "  stepwell like engaging-men-roadmap          publications about the same\n"
    "  stepwell serve                              the search page, on 127.0.0.1\n"
    "\n"
    "Exit status: 0 found   1 nothing found   2 usage or error   66 no index\n";

enum { OPTION_ROWS = 19 };

static void
fill_table(struct opt table[OPTION_ROWS], struct command_options *options)
{
    const struct opt rows[OPTION_ROWS] = {
        { 'i', "index", "FILE", "the index to search, or $STEPWELL_INDEX", OPT_TEXT,
          &options->index },
        { 'n', "limit", "N", "publications to show [10]", OPT_COUNT, &options->limit },
        { 0, "page", "N", "the N-th page of results [1]", OPT_COUNT, &options->page },
        { 0, "passages", "N", "passages for each publication [3]", OPT_COUNT,
          &options->passages },
        { 'l', "lang", "CODE", "only this language (repeatable)", OPT_LIST,
          &options->lang },
        { 's', "sort", "ORDER", "best, new, old, title, added", OPT_TEXT,
          &options->sort },
        { 'x', "exact", NULL, "no word forms: match words as typed", OPT_FLAG,
          &options->exact },
        { 'e', "explain", NULL, "show which word forms matched and how pages were scored",
          OPT_FLAG, &options->explain },
        { 0, "format", "FORMAT", "text, json, jsonl, csv, bibtex, urls, trec", OPT_TEXT,
          &options->format },
        { 0, "json", NULL, "same as --format=json", OPT_FLAG, &options->json },
        { 0, "queries", "FILE", "many searches, one a line: id<TAB>query", OPT_TEXT,
          &options->queries },
        { 0, "color", "WHEN", "auto, always, never (NO_COLOR is honoured)", OPT_TEXT,
          &options->color },
        { 0, "hyperlink", "WHEN", "auto, always, never", OPT_TEXT, &options->hyperlink },
        { 0, "no-pager", NULL, "write straight to the terminal", OPT_FLAG,
          &options->no_pager },
        { 0, "port", "N", "of serve [8080]", OPT_COUNT, &options->port },
        { 0, "print", NULL, "with open: print the address only", OPT_FLAG,
          &options->print },
        { 'h', "help", NULL, "show this help", OPT_HELP, &options->help },
        { 'V', "version", NULL, "show the version", OPT_VERSION, &options->version },
        { 0, NULL, NULL, NULL, OPT_FLAG, NULL },
    };
    memcpy(table, rows, sizeof rows);
}

static int
fail(const struct error *err)
{
    fprintf(stderr, "stepwell: %s\n", err->text);
    return command_status(err);
}

static bool
show_help(const struct opt *table)
{
    struct buf text = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_text(&text, help_head);
    opt_help(&text, table);
    buf_add_text(&text, help_tail);
    bool written = fwrite(text.data, 1, text.length, stdout) == text.length;
    buf_free(&text);
    return written && fflush(stdout) == 0;
}

/* Moves past the command word, if there is one. */
static const struct command *
find_command(struct command_call *call, bool literal)
{
    const struct command *command = commands;
    for (; command->name != NULL; command++) {
        if (!literal && call->options.queries == NULL &&
            call->operand_count == command->operands + 1 &&
            strcmp(call->operands[0], command->name) == 0)
            break;
    }
    if (command->name != NULL) {
        call->operands++;
        call->operand_count--;
    }
    return command;
}

static int
run(struct command_call *call, bool literal, struct error *err)
{
    const struct command_options *options = &call->options;
    if (!output_open(&call->output, options->color, options->hyperlink, options->no_pager,
                     err) ||
        !config_read(&call->config, NULL, call->arena, NULL, NULL, err))
        return COMMAND_FAILED;
    return find_command(call, literal)->run(call, err);
}

int
main(int argc, char **argv)
{
    struct command_call call = {
        .options = { .limit = -1, .page = -1, .passages = -1, .port = -1 }
    };
    struct opt table[OPTION_ROWS];
    struct error err = ERROR_INIT;
    int literal = 0;
    log_to_stderr("stepwell", LOG_LEVEL_WARNING);
    fill_table(table, &call.options);
    if (!opt_parse(table, argc, argv, &call.operand_count, &literal, &err))
        return fail(&err);
    if (call.options.version)
        return printf("stepwell %s\n", STEPWELL_VERSION) > 0 && fflush(stdout) == 0 ? 0
                                                                                    : 2;
    if (call.options.help)
        return show_help(table) ? 0 : COMMAND_FAILED;
    call.operands = argv + 1;
    call.arena = arena_new();
    int status = run(&call, literal == 0, &err);
    arena_free(call.arena);
    return err.kind == ERROR_NONE ? status : fail(&err);
}
