/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-extract: a worker when descriptor 0 is a socket, otherwise a tool for people. */
#include "base/log.h"
#include "base/opt.h"
#include "extract/pdf/pdf_info.h"
#include "reading/show.h"
#include "selftest.h"
#include "worker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EXIT_OK = 0, EXIT_UNREAD = 1, EXIT_USAGE = 2 };

struct choice {
    bool text, json, lines, self_test, help, version;
    const char *pages, *lang, *languages;
    struct opt_list passwords;
};

static bool
is_worker(void)
{
    int domain = 0, type = 0;
    socklen_t length = sizeof domain;
    return getsockopt(0, SOL_SOCKET, SO_DOMAIN, &domain, &length) == 0 &&
           getsockopt(0, SOL_SOCKET, SO_TYPE, &type, &length) == 0 && domain == AF_UNIX &&
           type == SOCK_STREAM;
}

static int
work(void)
{
    struct sandbox_granted granted;
    struct error err = ERROR_INIT;
    if (worker_close_in(&granted, &err))
        _exit(worker_run(0)); /* nothing is left to tidy up, and no call for it allowed */
    log_error("%s", err.text);
    return EXIT_UNREAD;
}

static int
help(const struct opt *table)
{
    struct buf out = BUF_INIT(16384);
    opt_help(&out, table);
    printf(
        "Usage: stepwell-extract --text [--pages=N-M] FILE...\n"
        "       stepwell-extract --json [--pages=N-M] FILE...\n"
        "Shows what an index holds of each file, page by page, and what was dropped.\n\n"
        "%s",
        out.data);
    buf_free(&out);
    return EXIT_OK;
}

static int
version(void)
{
    printf("stepwell-extract %s\nPDF reader: %s\n", STEPWELL_VERSION, pdf_reader());
    return EXIT_OK;
}

static int
misused(const char *message)
{
    log_error("%s", message);
    return EXIT_USAGE;
}

/* ---- for people ---- */

static bool
is_colorful(void)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (none == NULL || none[0] == '\0') &&
           terminal != NULL && strcmp(terminal, "dumb") != 0;
}

/* 0 where no lines need to be broken; wider ones are hard to read. */
static size_t
terminal_width(void)
{
    enum { WIDEST = 100 };
    struct winsize size = { .ws_col = 0 };
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col < WIDEST ? size.ws_col : WIDEST;
}

static void
unknown_language(void *context, const char *tag)
{
    error_set(context, ERROR_USAGE,
              "'%s' is no language stepwell knows\nhint: give its code: en, ro, sr", tag);
}

static bool
read_choice(const struct choice *choice, struct show_options *options, struct error *err)
{
    *options = (struct show_options) { .passwords = choice->passwords.items,
                                       .password_count = choice->passwords.count,
                                       .first_page = 1,
                                       .last_page = INT64_MAX,
                                       .json = choice->json,
                                       .lines = choice->lines,
                                       .color = is_colorful(),
                                       .width = terminal_width() };
    if (choice->pages != NULL && !show_read_pages(choice->pages, options, err))
        return false;
    if (choice->lang != NULL) {
        options->lang = lang_find(choice->lang);
        if (options->lang == NULL)
            unknown_language(err, choice->lang);
    }
    detect_allow(&options->detect, choice->languages, unknown_language, err);
    return err->kind == ERROR_NONE;
}

/* The same reader as of an update: this program again, as a worker. */
static int
show(const struct choice *choice, char *const *files, int count)
{
    char self[4096];
    struct show_options options;
    struct error err = ERROR_INIT;
    bool all = true;
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (!read_choice(choice, &options, &err))
        return misused(err.text);
    self[length > 0 ? length : 0] = '\0';
    options.program = self;
    if (!show_files(&options, files, (size_t)count, &all, &err))
        log_error("%s", err.text);
    return all && err.kind == ERROR_NONE ? EXIT_OK : EXIT_UNREAD;
}

static int
run(int argc, char **argv)
{
    struct choice choice = { .languages = "auto" };
    const struct opt table[] = {
        { 0, "text", NULL, "print each file for people", OPT_FLAG, &choice.text },
        { 0, "json", NULL, "print one JSON object a file", OPT_FLAG, &choice.json },
        { 0, "lines", NULL, "show the lines as they were read, with their places",
          OPT_FLAG, &choice.lines },
        { 0, "pages", "N-M", "only these pages", OPT_TEXT, &choice.pages },
        { 0, "password", "TEXT", "try this password on a protected file", OPT_LIST,
          &choice.passwords },
        { 0, "lang", "CODE", "the language that the catalogue states", OPT_TEXT,
          &choice.lang },
        { 0, "languages", "LIST", "the languages that may be found", OPT_TEXT,
          &choice.languages },
        { 0, "self-test", NULL, "try the sandbox and every format", OPT_FLAG,
          &choice.self_test },
        { 'h', "help", NULL, "show this help", OPT_HELP, &choice.help },
        { 'V', "version", NULL, "show the version and the PDF reader", OPT_VERSION,
          &choice.version },
        { 0, NULL, NULL, NULL, OPT_FLAG, NULL },
    };
    struct error err = ERROR_INIT;
    int files = 0;
    if (!opt_parse(table, argc, argv, &files, NULL, &err))
        return misused(err.text);
    if (choice.help)
        return help(table);
    if (choice.version)
        return version();
    if (choice.self_test)
        return selftest_run();
    if (choice.text == choice.json || files == 0)
        return misused("no file to show\nhint: stepwell-extract --text FILE...");
    return show(&choice, argv + 1, files);
}

int
main(int argc, char **argv)
{
    log_to_stderr("stepwell-extract", LOG_LEVEL_WARNING);
    return argc == 1 && is_worker() ? work() : run(argc, argv);
}
