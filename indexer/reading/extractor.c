/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds stepwell-extract and asks it for its version. */
#include "extractor.h"

#include "base/buf.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { PATH_BYTES = 4096, IDENTITY_BYTES = 1024 };

static const char *
own_folder(struct arena *arena)
{
    char self[PATH_BYTES];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    while (length > 0 && self[length - 1] != '/')
        length--;
    return arena_text(arena, self, length > 0 ? (size_t)length : 0);
}

bool
extractor_find(struct arena *arena, const char **program, struct error *err)
{
    static const char *const places[] = { "stepwell-extract",
                                          "../libexec/stepwell/stepwell-extract",
                                          "../lib/stepwell/stepwell-extract" };
    const char *set = getenv("STEPWELL_EXTRACT");
    if (set != NULL && set[0] != '\0') {
        *program = arena_copy(arena, set);
        return access(set, X_OK) == 0 ||
               error_set(err, ERROR_SYSTEM, "cannot run '%s' (from STEPWELL_EXTRACT): %s",
                         set, strerror(errno));
    }
    const char *folder = own_folder(arena);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        *program = arena_format(arena, "%s%s", folder, places[i]);
        if (access(*program, X_OK) == 0)
            return true;
    }
    return error_set(err, ERROR_SYSTEM,
                     "cannot find stepwell-extract, which reads the documents\n"
                     "hint: install it beside stepwell-index, or set STEPWELL_EXTRACT");
}

/* Runs it with its output in a pipe; -1 when it cannot be run. */
static int
start_program(const char *program, pid_t *process)
{
    posix_spawn_file_actions_t actions;
    char *arguments[] = { strdup(program), strdup("--version"), NULL };
    int output[2];
    if (pipe2(output, O_CLOEXEC) != 0)
        output[0] = output[1] = -1;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    int failed = posix_spawn(process, program, &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    free(arguments[0]);
    free(arguments[1]);
    if (output[1] >= 0)
        close(output[1]);
    if (failed && output[0] >= 0)
        close(output[0]);
    return failed ? -1 : output[0];
}

/* What it says, at most size bytes; 0 when it failed. */
static size_t
ask(const char *program, char *said, size_t size)
{
    pid_t process;
    int output = start_program(program, &process), status = -1;
    size_t length = 0;
    ssize_t got = 1;
    if (output < 0)
        return 0;
    while (got > 0 && length < size) {
        got = read(output, said + length, size - length);
        if (got > 0)
            length += (size_t)got;
        else if (got < 0 && errno == EINTR)
            got = 1;
    }
    close(output);
    while (waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status == 0 ? length : 0;
}

bool
extractor_identify(const char *program, struct arena *arena, const char **identity,
                   struct error *err)
{
    char said[IDENTITY_BYTES];
    size_t length = ask(program, said, sizeof said);
    if (length == 0)
        return error_set(err, ERROR_SYSTEM,
                         "'%s --version' failed; is it installed whole?", program);
    while (length > 0 && said[length - 1] == '\n')
        length--;
    struct buf line = BUF_INIT((size_t)2 * IDENTITY_BYTES);
    for (size_t i = 0; i < length; i++)
        if (said[i] == '\n')
            buf_add_text(&line, "; ");
        else
            buf_add_char(&line, said[i]);
    *identity = arena_text(arena, line.data, line.length);
    buf_free(&line);
    return true;
}

/* ---- its sandbox ---- */

enum { LANDLOCK = 1, SECCOMP = 2, FAILED = 4 };

static int
try_sandbox(void)
{
    struct sandbox_granted granted;
    struct error err = ERROR_INIT;
    if (!sandbox_enter(SANDBOX_EXTRACTOR, &granted, &err))
        return FAILED;
    return (granted.landlock ? LANDLOCK : 0) | (granted.seccomp ? SECCOMP : 0);
}

struct sandbox_granted
extractor_sandbox(void)
{
    struct sandbox_granted granted = { false, false };
    int status = 0;
    pid_t process = fork();
    if (process == 0)
        _exit(try_sandbox());
    while (process > 0 && waitpid(process, &status, 0) < 0 && errno == EINTR)
        continue;
    if (process > 0 && WIFEXITED(status) && (WEXITSTATUS(status) & FAILED) == 0) {
        granted.landlock = (WEXITSTATUS(status) & LANDLOCK) != 0;
        granted.seccomp = (WEXITSTATUS(status) & SECCOMP) != 0;
    }
    return granted;
}
