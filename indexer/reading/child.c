/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The process of a worker, from its start to what it died of. */
#include "child.h"
#include "child_frames.h"

#include "base/clock.h"
#include "base/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum {
    EXIT_CANNOT_RUN = 127 /* the loader did not find a library */
};

void
child_clear(struct child *worker)
{
    memset(worker, 0, sizeof *worker);
    worker->socket = worker->errors = -1;
    worker->input = (struct buf)BUF_INIT(WIRE_HEADER_BYTES + LIMIT_FRAME_BYTES);
    worker->frames = (struct buf)BUF_INIT(LIMIT_TEXT_BYTES);
    worker->arena = arena_new();
}

void
child_free(struct child *worker)
{
    buf_free(&worker->input);
    buf_free(&worker->frames);
    arena_free(worker->arena);
}

/* ---- starting ---- */

static void
close_one(int *descriptor)
{
    if (*descriptor >= 0)
        close(*descriptor);
    *descriptor = -1;
}

/* Descriptor 0 is the socket, 2 the pipe; nothing else is handed down, above all not the
 * sockets of its siblings: one that held them open would hide their deaths. */
static int
spawn(const char *program, int socket, int errors, pid_t *process)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t none, defaults;
    char *arguments[] = { strdup(program), NULL };
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    sigaddset(&defaults, SIGTERM);
    sigaddset(&defaults, SIGHUP);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, socket, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    posix_spawn_file_actions_addclosefrom_np(&actions, 3);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    /* Its own group: Ctrl-C in a terminal reaches the parent alone, which ends it. */
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                              POSIX_SPAWN_SETPGROUP);
    int reason = posix_spawn(process, program, &actions, &attributes, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    free(arguments[0]);
    return reason;
}

bool
child_start(struct child *worker, const char *program, struct error *err)
{
    int sockets[2] = { -1, -1 }, errors[2] = { -1, -1 };
    int reason = 0;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0 ||
        pipe2(errors, O_CLOEXEC) != 0)
        reason = errno;
    if (reason == 0)
        reason = spawn(program, sockets[1], errors[1], &worker->process);
    close_one(&sockets[1]);
    close_one(&errors[1]);
    if (reason != 0) {
        close_one(&sockets[0]);
        close_one(&errors[0]);
        return error_set(err, ERROR_SYSTEM, "cannot start '%s': %s", program,
                         strerror(reason));
    }
    worker->socket = sockets[0];
    worker->errors = errors[0];
    fcntl(worker->socket, F_SETFL, O_NONBLOCK);
    fcntl(worker->errors, F_SETFL, O_NONBLOCK);
    worker->state = CHILD_IDLE;
    worker->documents = 0;
    return true;
}

/* ---- sending ---- */

static void
forget_document(struct child *worker)
{
    buf_reset(&worker->input);
    buf_reset(&worker->frames);
    worker->units = worker->notes = worker->outlines = 0;
    worker->cpu_ms = 0;
    worker->document = worker->lied = worker->whole = false;
    worker->reason = WIRE_REASON_NONE;
    worker->text[0] = '\0';
    worker->diagnosis_length = 0;
}

bool
child_send(struct child *worker, int descriptor, const struct wire_request *request)
{
    struct buf frame = BUF_INIT(LIMIT_FRAME_BYTES);
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    forget_document(worker);
    worker->drawing = request->first_page > 0;
    wire_add_request(&frame, ++worker->serial, request);
    struct iovec data = { frame.data, frame.length };
    struct msghdr message = { .msg_iov = &data,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    memset(&control, 0, sizeof control);
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
    /* A request is small and the socket of an idle worker empty: it goes at once or never. */
    ssize_t sent = sendmsg(worker->socket, &message, MSG_NOSIGNAL);
    bool good = sent == (ssize_t)frame.length;
    buf_free(&frame);
    worker->state = good ? CHILD_BUSY : CHILD_LOST;
    worker->started_ms = worker->heard_ms = clock_ms();
    worker->documents++;
    return good;
}

/* ---- hearing ---- */

void
child_hear(struct child *worker)
{
    char bytes[64 * 1024];
    for (unsigned turn = 0; turn < 16 && worker->state == CHILD_BUSY; turn++) {
        size_t room = worker->input.limit - worker->input.length;
        ssize_t got =
            recv(worker->socket, bytes, room < sizeof bytes ? room : sizeof bytes, 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0) {
            worker->state = CHILD_LOST;
            return;
        }
        buf_add(&worker->input, bytes, (size_t)got);
        child_take_frames(worker);
    }
    /* An idle worker has nothing to say: what is heard is its death. */
    if (worker->state == CHILD_IDLE)
        worker->state = CHILD_LOST;
}

void
child_drain_errors(struct child *worker)
{
    char bytes[16 * 1024];
    ssize_t got;
    while ((got = read(worker->errors, bytes, sizeof bytes)) > 0) {
        size_t room = sizeof worker->diagnosis - 1 - worker->diagnosis_length;
        size_t part = (size_t)got < room ? (size_t)got : room;
        memcpy(worker->diagnosis + worker->diagnosis_length, bytes, part);
        worker->diagnosis_length += part;
    }
    if (got == 0)
        close_one(&worker->errors);
    worker->diagnosis[worker->diagnosis_length] = '\0';
}

/* ---- ending ---- */

static void explain(struct child *worker, enum wire_reason reason, const char *format,
                    ...) ERROR_PRINTF(3, 4);

static void
explain(struct child *worker, enum wire_reason reason, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    worker->reason = reason;
    vsnprintf(worker->text, sizeof worker->text, format, arguments);
    va_end(arguments);
}

static void
explain_death(struct child *worker, int status, unsigned overdue)
{
    int ending = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (overdue > 0)
        explain(worker, WIRE_REASON_TIMEOUT, "took longer than %u seconds to read",
                overdue);
    else if (ending == SIGXCPU || code == WIRE_EXIT_TIME)
        explain(worker, WIRE_REASON_TIMEOUT, "took longer than %d seconds to read",
                LIMIT_EXTRACT_CPU_SECONDS);
    else if (code == WIRE_EXIT_MEMORY)
        explain(worker, WIRE_REASON_MEMORY,
                "needs more memory than one document may have");
    else if (ending == SIGKILL)
        explain(worker, WIRE_REASON_MEMORY,
                "the system ended its reader; it may be short of memory");
    else if (ending == SIGBUS || code == WIRE_EXIT_CHANGED)
        explain(worker, WIRE_REASON_CHANGED, "changed while it was read; run again");
    else if (ending != 0)
        explain(worker, WIRE_REASON_CRASHED, "the reader crashed (signal %d)", ending);
    else
        explain(worker, WIRE_REASON_CRASHED, "the reader stopped early (exit %d)", code);
}

/* A worker that closed its socket is about to die: its own status is wanted, not our kill. */
static int
reap(struct child *worker, bool kill_now)
{
    const struct timespec pause = { 0, 2000000 };
    int status = 0;
    for (unsigned turn = 0; !kill_now && turn < 250; turn++) {
        pid_t ended = waitpid(worker->process, &status, WNOHANG);
        if (ended == worker->process)
            return status;
        nanosleep(&pause, NULL);
    }
    kill(worker->process, SIGKILL);
    while (waitpid(worker->process, &status, 0) < 0 && errno == EINTR)
        continue;
    return status;
}

void
child_end(struct child *worker, unsigned overdue, bool *unusable)
{
    if (worker->state == CHILD_GONE)
        return;
    bool lost = worker->state == CHILD_LOST;
    int status = reap(worker, overdue > 0 || worker->lied || !lost);
    if (worker->errors >= 0)
        child_drain_errors(worker);
    close_one(&worker->socket);
    close_one(&worker->errors);
    if ((lost || overdue > 0) && !worker->lied)
        explain_death(worker, status, overdue);
    if (unusable != NULL)
        *unusable = WIFEXITED(status) && WEXITSTATUS(status) == EXIT_CANNOT_RUN;
    worker->state = CHILD_GONE;
}
