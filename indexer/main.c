/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index: options, the table of commands, and what the exit status says. */
#include "command/command.h"

#include "base/log.h"
#include "update/publish.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { WORKERS_MOST = 256, ONLY_MOST = 1024 };

struct options {
    const char *index, *catalogue, *corpus, *config, *wait, *watch, *format, *color;
    long workers;
    struct opt_list only;
    bool dry_run, full, force, rollback, offline, json, quiet, verbose, help, version;
};

struct verb {
    const char *name;
    int (*run)(const struct command *command, struct error *err);
    const char *help;
};

static const struct verb verbs[] = {
    { "update", command_update,
      "fetch and extract what changed, index, publish (default)" },
    { "discover", command_discover,
      "print catalogue entries for a page, listing, sitemap or feed" },
    { "status", command_status,
      "what is indexed, how old, which files cannot be searched, why" },
    { "check", command_check,
      "validate catalogue, files, languages and index; changes nothing" },
    { "export", command_export,
      "print the catalogue as CSV for a spreadsheet, or as YAML" },
    { "report", command_report, "most frequent searches, and those that found nothing" },
    { NULL, NULL, NULL },
};

static struct options given;

static const struct opt table[] = {
    { 0, "index", "FILE", "the index to make [/var/lib/stepwell/library.idx]", OPT_TEXT,
      &given.index },
    { 0, "catalogue", "FILE", "publications and their metadata, YAML or CSV", OPT_TEXT,
      &given.catalogue },
    { 0, "corpus", "DIR", "downloaded files [/var/lib/stepwell/corpus]", OPT_TEXT,
      &given.corpus },
    { 'c', "config", "FILE", "configuration [/etc/stepwell/stepwell.conf]", OPT_TEXT,
      &given.config },
    { 'j', "workers", "N", "extract N files at once [number of cores]", OPT_COUNT,
      &given.workers },
    { 'n', "dry-run", NULL, "show what would be done, touch nothing", OPT_FLAG,
      &given.dry_run },
    { 'f', "full", NULL, "ignore stored state, extract everything again", OPT_FLAG,
      &given.full },
    { 0, "force", NULL, "publish although a check refuses it", OPT_FLAG, &given.force },
    { 0, "watch", "SECONDS", "stay and update on changes; look every SECONDS if given",
      OPT_OPTIONAL, &given.watch },
    { 0, "rollback", NULL, "put the previous index back; again goes forward", OPT_FLAG,
      &given.rollback },
    { 0, "only", "ID[,ID]", "only these publications", OPT_LIST, &given.only },
    { 0, "offline", NULL, "use downloaded files, never the network", OPT_FLAG,
      &given.offline },
    { 0, "wait", "SECONDS", "if another update runs, wait [default: exit 75]",
      OPT_OPTIONAL, &given.wait },
    { 0, "json", NULL, "machine-readable output, one object a line", OPT_FLAG,
      &given.json },
    { 'q', "quiet", NULL, "only problems (for cron)", OPT_FLAG, &given.quiet },
    { 'v', "verbose", NULL, "also say why each file was or was not read", OPT_FLAG,
      &given.verbose },
    { 0, "format", "FORMAT", "of export: csv or yaml [what the catalogue is not]",
      OPT_TEXT, &given.format },
    { 0, "color", "WHEN", "auto, always, never (NO_COLOR is honoured)", OPT_TEXT,
      &given.color },
    { 'h', "help", NULL, "this text", OPT_HELP, &given.help },
    { 'V', "version", NULL, "version", OPT_VERSION, &given.version },
    { 0, NULL, NULL, NULL, OPT_FLAG, NULL },
};

/* ---- signals ---- */

static volatile sig_atomic_t heard;

static void
hear(int signal)
{
    if (heard !=
        0) /* the second one is impatient; the index in use is safe all the same */
        _exit(128 + signal);
    heard = signal;
}

int
command_signal(void)
{
    return heard;
}

bool
command_stopped(void)
{
    return heard != 0;
}

static void
set_signals(void)
{
    static const int asked[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action = { .sa_handler = hear }, old;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
        if (sigaction(asked[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN)
            sigaction(asked[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a full quota is an error message, not a death */
}

/* Descriptors 0 to 2 must be taken, or a document would be opened as one of them. */
static void
fill_descriptors(void)
{
    int descriptor;
    do
        descriptor = open("/dev/null", O_RDWR);
    while (descriptor >= 0 && descriptor <= 2);
    if (descriptor > 2)
        close(descriptor);
}

/* ---- help ---- */

static void
print_help(void)
{
    struct buf text = BUF_INIT((size_t)64 * 1024);
    buf_add_text(&text,
                 "Usage: stepwell-index [COMMAND] [OPTION]... [PATH|URL]...\n\n"
                 "Turn publications (PDF, Office, EPUB, HTML, text) into one searchable "
                 "index file.\n\nCommands:\n");
    for (const struct verb *verb = verbs; verb->name != NULL; verb++)
        buf_format(&text, "  %-10s %s\n", verb->name, verb->help);
    buf_add_text(&text, "\nOptions:\n");
    opt_help(&text, table);
    buf_add_text(
        &text,
        "\nExamples:\n"
        "  stepwell-index                                   reindex after editing the "
        "catalogue\n"
        "  stepwell-index update --only=engaging-men-roadmap\n"
        "  stepwell-index discover https://example.org/publications > catalogue.yaml\n"
        "  stepwell-index --index=guides.idx ~/Documents/guides\n"
        "                                                   no catalogue: titles from "
        "the files\n"
        "  stepwell-index -n                                what would change?\n"
        "\nExit status:\n"
        "  0 all in   1 finished, some files could not be read (listed)   2 usage\n"
        "  65 bad catalogue   66 no index   69 network unavailable   71 the system "
        "failed\n"
        "  73 cannot write the index   75 another update is running\n"
        "\nA failed update never harms the index in use.          Manual: "
        "stepwell-index(1)\n");
    command_write(&text);
    buf_free(&text);
}

/* ---- from options to a command ---- */

static void
complain(void *context, const char *file, int line, const char *what)
{
    (void)context;
    log_warning("%s:%d: %s", file, line, what);
}

static bool
read_wait(const char *wait, long *seconds, struct error *err)
{
    char *end;
    *seconds = 0;
    if (wait == NULL)
        return true;
    *seconds = wait[0] == '\0' ? -1 : strtol(wait, &end, 10);
    if (wait[0] == '\0' || (*end == '\0' && *seconds >= 0 && *seconds < 1000000))
        return true;
    return error_set(
        err, ERROR_USAGE,
        "'%s' is no number of seconds\nhint: --wait=600, or --wait alone to wait "
        "for ever",
        wait);
}

static bool
read_color(const char *when, bool *color, struct error *err)
{
    const char *none = getenv("NO_COLOR");
    *color = isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0');
    if (when == NULL || strcmp(when, "auto") == 0)
        return true;
    *color = strcmp(when, "always") == 0;
    return *color || strcmp(when, "never") == 0 ||
           error_set(err, ERROR_USAGE,
                     "'%s' is no value of --color\nhint: auto, always or never", when);
}

/* Every --only may name several, separated by commas. */
static void
split_only(struct command *command, const struct opt_list *only)
{
    const char **keys = arena_alloc(command->arena, ONLY_MOST, sizeof *keys);
    for (size_t i = 0; i < only->count; i++)
        for (const char *key = only->items[i]; *key != '\0';) {
            size_t length = strcspn(key, ",");
            if (length > 0 && command->only_count < ONLY_MOST)
                keys[command->only_count++] = arena_text(command->arena, key, length);
            key += length + (key[length] == ',');
        }
    command->only = keys;
}

static bool
fill_command(struct command *command, const struct options *options, struct error *err)
{
    if (!config_read(&command->config, options->config, command->arena, complain, NULL,
                     err))
        return false;
    command->index_given = options->index != NULL;
    command->index = publish_target(
        options->index != NULL ? options->index : config_index(&command->config),
        command->arena);
    command->catalogue_given = options->catalogue != NULL;
    command->catalogue = options->catalogue != NULL ? options->catalogue
                                                    : command->config.library_catalogue;
    command->corpus =
        options->corpus != NULL ? options->corpus : command->config.library_corpus;
    command->workers =
        options->workers > 0 ? options->workers : command->config.index_workers;
    command->config_file = config_file(options->config);
    command->watch = options->watch;
    command->format = options->format != NULL ? options->format : "";
    command->dry_run = options->dry_run;
    command->full = options->full;
    command->force = options->force;
    command->offline = options->offline;
    command->json = options->json;
    command->quiet = options->quiet;
    command->verbose = options->verbose;
    split_only(command, &options->only);
    if (command->workers > WORKERS_MOST)
        return error_set(err, ERROR_USAGE,
                         "more than %d workers\nhint: one a core is best", WORKERS_MOST);
    if (strstr(command->index, "://") != NULL || command->index[0] == '\0')
        return error_set(err, ERROR_USAGE,
                         "cannot write an index to '%s'\nhint: name a file",
                         command->index);
    return read_wait(options->wait, &command->wait_seconds, err) &&
           read_color(options->color, &command->color, err);
}

static const struct verb *
find_verb(const char *name)
{
    for (const struct verb *verb = verbs; verb->name != NULL; verb++)
        if (strcmp(verb->name, name) == 0)
            return verb;
    return NULL;
}

bool
command_renew(struct command *command, struct arena *arena, struct error *err)
{
    struct command fresh = { .arena = arena,
                             .paths = command->paths,
                             .path_count = command->path_count };
    if (!fill_command(&fresh, &given, err))
        return false;
    *command = fresh;
    return true;
}

/* Staying and going back are ways to update, not commands of their own. */
static int
run_update(struct command *command, const struct options *options, struct error *err)
{
    if (options->rollback && options->watch != NULL) {
        error_set(err, ERROR_USAGE, "--rollback and --watch exclude each other");
        return COMMAND_USAGE;
    }
    if (options->rollback)
        return command_rollback(command, err);
    return options->watch != NULL ? command_watch(command, err)
                                  : command_update(command, err);
}

static int
run(struct command *command, const struct options *options, char **operands, int count,
    int literal, struct error *err)
{
    const struct verb *verb = count > 0 && literal != 0 ? find_verb(operands[0]) : NULL;
    command->path_count = (size_t)count - (verb != NULL);
    command->paths = (const char *const *)(operands + (verb != NULL));
    if (!fill_command(command, options, err))
        return error_exit_status(err->kind);
    if (verb == NULL || verb == verbs)
        return run_update(command, options, err);
    if (options->rollback || options->watch != NULL) {
        error_set(err, ERROR_USAGE, "--%s does not go with '%s'",
                  options->rollback ? "rollback" : "watch", verb->name);
        return COMMAND_USAGE;
    }
    return verb->run(command, err);
}

int
main(int argc, char **argv)
{
    struct error err = ERROR_INIT;
    int operands = 0, literal = -1, status = 0;
    fill_descriptors();
    set_signals();
    log_to_stderr("stepwell-index", LOG_LEVEL_WARNING);
    if (!opt_parse(table, argc, argv, &operands, &literal, &err)) {
        command_tell(&err);
        return COMMAND_USAGE;
    }
    if (given.help) {
        print_help();
        return 0;
    }
    if (given.version) {
        printf("stepwell-index %s\n", STEPWELL_VERSION);
        return 0;
    }
    if (given.verbose)
        log_to_stderr("stepwell-index", LOG_LEVEL_INFO);
    struct command command = { .arena = arena_new() };
    status = run(&command, &given, argv + 1, operands, literal, &err);
    if (command_stopped() && given.watch != NULL) {
        status = COMMAND_OK; /* how staying ends */
    } else if (command_stopped()) {
        fprintf(stderr, "stepwell-index: stopped; the index in use is as it was\n");
        status = 128 + command_signal();
    } else if (err.kind != ERROR_NONE) {
        command_tell(&err);
    }
    arena_free(command.arena);
    return status;
}
