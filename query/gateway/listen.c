/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The resident mode: the parent only starts workers and ends them; it reads nothing. */
#include "gateway/listen.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

enum {
    STANDARD_WORKERS = 2,
    SECOND = 1000,
    PATIENCE_MS = 30 * SECOND,
    LISTENER = STDIN_FILENO
};

struct place {
    pid_t process;   /* 0: nobody */
    int64_t started; /* when, by clock_ms; or not before when */
};

struct house {
    const struct gateway_start *start;
    struct place places[LIMIT_WORKERS];
    unsigned count;
    sigset_t signals;
    bool stopping;
};

bool
gateway_is_resident(void)
{
    int listening = 0;
    socklen_t size = sizeof listening;
    return getsockopt(LISTENER, SOL_SOCKET, SO_ACCEPTCONN, &listening, &size) == 0 &&
           listening != 0;
}

static unsigned
count_workers(void)
{
    const char *text = getenv("STEPWELL_WORKERS");
    if (text == NULL || *text == '\0')
        return STANDARD_WORKERS;
    char *end;
    long count = strtol(text, &end, 10);
    if (*end == '\0' && count >= 1 && count <= LIMIT_WORKERS)
        return (unsigned)count;
    log_warning("STEPWELL_WORKERS is '%s', which is no number from 1 to %d", text,
                LIMIT_WORKERS);
    return STANDARD_WORKERS;
}

/* ---- a place ---- */

/* A worker ends with its parent, and by itself. */
static void
work(const struct house *house, pid_t parent)
{
    signal(SIGHUP, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGTERM);
#endif
    if (getppid() == parent)
        listen_work(LISTENER, house->count, house->start);
    _exit(0);
}

static void
fill_place(const struct house *house, struct place *place)
{
    pid_t parent = getpid(), child = fork();
    if (child == 0)
        work(house, parent);
    place->process = child > 0 ? child : 0;
    place->started = clock_ms();
    if (child < 0) {
        log_error("cannot start a worker: %s", strerror(errno));
        place->started += SECOND;
    }
}

/* One that fails at once would do so again: the next one waits a second. */
static void
clear_place(struct place *place, int status)
{
    place->process = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        place->started = 0;
        return;
    }
    if (WIFSIGNALED(status))
        log_error("a worker was ended by signal %d", WTERMSIG(status));
    else
        log_error("a worker ended with status %d", WEXITSTATUS(status));
    place->started = clock_ms() - place->started < SECOND ? clock_ms() + SECOND : 0;
}

static void
reap(struct house *house)
{
    int status;
    pid_t process;
    while ((process = waitpid(-1, &status, WNOHANG)) > 0) {
        for (unsigned i = 0; i < house->count; i++) {
            if (house->places[i].process == process)
                clear_place(&house->places[i], status);
        }
    }
}

static unsigned
count_alive(const struct house *house)
{
    unsigned alive = 0;
    for (unsigned i = 0; i < house->count; i++)
        alive += house->places[i].process != 0;
    return alive;
}

static void
tell_all(const struct house *house, int signal_number)
{
    for (unsigned i = 0; i < house->count; i++) {
        if (house->places[i].process != 0)
            kill(house->places[i].process, signal_number);
    }
}

/* ---- the loop ---- */

static void
fill_places(struct house *house)
{
    for (unsigned i = 0; i < house->count; i++) {
        struct place *place = &house->places[i];
        if (place->process == 0 && place->started <= clock_ms())
            fill_place(house, place);
    }
}

static void
handle(struct house *house, int signal_number)
{
    switch (signal_number) {
    case SIGCHLD: reap(house); break;
    case SIGHUP: tell_all(house, SIGTERM); break;
    case SIGTERM:
    case SIGINT: house->stopping = true; break;
    default: break;
    }
}

/* For a signal, or a second if some place has to wait for its worker. */
static void
wait_for_signal(struct house *house)
{
    const struct timespec second = { 1, 0 };
    bool full = count_alive(house) == house->count;
    int signal_number = full ? sigwaitinfo(&house->signals, NULL)
                             : sigtimedwait(&house->signals, NULL, &second);
    handle(house, signal_number);
}

/* Requests that are being answered are answered to their end, in reason. */
static void
end_all(struct house *house)
{
    int64_t deadline = clock_ms() + PATIENCE_MS;
    tell_all(house, SIGTERM);
    while (count_alive(house) > 0) {
        const struct timespec second = { 1, 0 };
        handle(house, sigtimedwait(&house->signals, NULL, &second));
        if (clock_ms() >= deadline)
            tell_all(house, SIGKILL);
    }
}

static bool
prepare(struct house *house, struct error *err)
{
    static const int signals[] = { SIGCHLD, SIGTERM, SIGINT, SIGHUP };
    int flags = fcntl(LISTENER, F_GETFL);
    /* Workers that lose the race for a connection must not wait for the next one. */
    if (flags < 0 || fcntl(LISTENER, F_SETFL, flags | O_NONBLOCK) != 0)
        return error_set(err, ERROR_SYSTEM, "cannot use the listening socket: %s",
                         strerror(errno));
    sigemptyset(&house->signals);
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        sigaddset(&house->signals, signals[i]);
    sigprocmask(SIG_BLOCK, &house->signals, NULL);
    signal(SIGCHLD, SIG_DFL); /* an inherited SIG_IGN would hide the ends of workers */
    return true;
}

bool
gateway_listen(const struct gateway_start *start, struct error *err)
{
    struct house house = { .start = start, .count = count_workers() };
    if (!prepare(&house, err))
        return false;
    while (!house.stopping) {
        fill_places(&house);
        wait_for_signal(&house);
    }
    end_all(&house);
    return true;
}
