/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-extract: a worker when descriptor 0 is a socket, otherwise a tool for people. */
#include "base/log.h"
#include "base/opt.h"
#include "extract/pdf_info.h"
#include "extract/selftest.h"
#include "extract/show.h"
#include "extract/worker.h"

#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EXIT_OK = 0, EXIT_UNREAD = 1, EXIT_USAGE = 2 };

struct choice {
    bool text, json, self_test, help, version;
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
    printf("Usage: stepwell-extract --text FILE...\n"
           "       stepwell-extract --json FILE...\n"
           "Shows what stepwell-index would read of each file, page by page.\n\n%s",
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

static int
run(int argc, char **argv)
{
    struct choice choice = { .text = false };
    const struct opt table[] = {
        { 0, "text", NULL, "print the text of each file", OPT_FLAG, &choice.text },
        { 0, "json", NULL, "print one JSON object a line, with boxes", OPT_FLAG,
          &choice.json },
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
    return show_files(argv + 1, files, choice.json);
}

int
main(int argc, char **argv)
{
    log_to_stderr("stepwell-extract", LOG_LEVEL_WARNING);
    return argc == 1 && is_worker() ? work() : run(argc, argv);
}
