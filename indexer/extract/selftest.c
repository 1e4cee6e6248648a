/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The self-test: built-in documents through every extractor, forbidden calls against the sandbox. */
#include "selftest.h"

#include "format.h"
#include "selftest_samples.h"
#include "worker.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- looking for the one word ---- */

static bool
ignore_document(void *context, const struct wire_document *document)
{
    (void)context;
    return document != NULL;
}

static bool
ignore_outline(void *context, const struct wire_outline *outline)
{
    (void)context;
    return outline != NULL;
}

static bool
ignore_note(void *context, const struct wire_note *note)
{
    (void)context;
    return note != NULL;
}

static bool
look_for_word(void *context, const struct wire_unit *unit)
{
    bool *found = context;
    for (size_t i = 0; i < unit->line_count; i++)
        *found = *found || strstr(unit->lines[i].text, "stepwell") != NULL;
    return true;
}

static bool
say(bool good, const char *what)
{
    printf("%s  %s\n", good ? "ok  " : "FAIL", what);
    return good;
}

static bool
reads(const struct selftest_sample *sample)
{
    bool found = false;
    struct buf bytes = BUF_INIT(16384);
    struct sink sink = { ignore_document, look_for_word, ignore_outline, ignore_note,
                         &found };
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    selftest_samples_write(sample, &bytes);
    struct input input = { bytes.data, bytes.length, sample->suffix, "", "" };
    const struct format *format = format_of(&input, &failure);
    bool good = format != NULL && strcmp(format->name, sample->format) == 0 &&
                format->extract(&input, &sink, &failure) && found;
    buf_free(&bytes);
    char what[128];
    snprintf(what, sizeof what, "reads %s%s%.80s", sample->format, good ? "" : ": ",
             failure.err.text);
    return say(good, what);
}

static bool
refuses_files(void)
{
    int descriptor = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0)
        close(descriptor);
    return say(descriptor < 0, "cannot open /etc/passwd");
}

static bool
refuses_sockets(void)
{
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor >= 0)
        close(descriptor);
    return say(descriptor < 0, "cannot open a socket");
}

static bool
test_sandbox(const struct sandbox_granted *granted)
{
    bool good = true;
    if (granted->landlock || granted->seccomp)
        good = refuses_files();
    if (granted->seccomp)
        good = refuses_sockets() && good;
    if (!granted->landlock)
        puts("note  this kernel has no Landlock: the reader could open files");
    if (!granted->seccomp)
        puts("note  this kernel has no seccomp: the reader could make any system call");
    return good;
}

/* Writes to a pipe: inside the sandbox even stdout is closed to a process if it is a file. */
static int
run_inside(int out)
{
    struct sandbox_granted granted = { false, false };
    struct error err = ERROR_INIT;
    dup2(out, STDOUT_FILENO);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    if (!worker_close_in(&granted, &err)) {
        say(false, err.text);
        return EXIT_FAILURE;
    }
    bool good = test_sandbox(&granted);
    for (const struct selftest_sample *sample = selftest_samples; sample->format != NULL;
         sample++)
        good = reads(sample) && good;
    fflush(stdout);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
copy_lines(int from)
{
    char bytes[512];
    ssize_t count;
    while ((count = read(from, bytes, sizeof bytes)) > 0)
        fwrite(bytes, 1, (size_t)count, stdout);
}

int
selftest_run(void)
{
    int ends[2], status = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return EXIT_FAILURE;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(run_inside(ends[1]));
    close(ends[1]);
    if (child > 0)
        copy_lines(ends[0]);
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child)
        return EXIT_FAILURE;
    if (WIFSIGNALED(status))
        printf("FAIL  the reader was killed by signal %d\n", WTERMSIG(status));
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
