/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Time, memory and files that go away under the worker end it with a word on why. */
#include "worker_signals.h"

#include "wire.h"

#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* A finished ERROR frame for the moment when nothing may be computed any more. */
static struct {
    int socket;
    size_t length;
    char frame[256];
} last_words = { -1, 0, "" };

static void
out_of_time(int signal)
{
    (void)signal;
    _exit(WIRE_EXIT_TIME);
}

/* Somebody cut the file while it was mapped; no frame is half written then, since frames are
 * made in memory of our own. */
static void
file_changed(int signal)
{
    (void)signal;
    if (last_words.length > 0 &&
        write(last_words.socket, last_words.frame, last_words.length) < 0)
        _exit(WIRE_EXIT_CHANGED);
    _exit(WIRE_EXIT_CHANGED);
}

static void
catch_signal(int number, void (*handler)(int))
{
    struct sigaction action = { .sa_handler = handler };
    sigemptyset(&action.sa_mask);
    sigaction(number, &action, NULL);
}

/* Poppler aborts when its own allocator fails. With the address space used up it was memory;
 * anything else is a crash and shall look like one. */
static void
aborted(int number)
{
    enum { PROBE_BYTES = 64 * 1024 * 1024 };
    if (mmap(NULL, PROBE_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) ==
        MAP_FAILED)
        _exit(WIRE_EXIT_MEMORY);
    catch_signal(number, SIG_DFL);
    raise(number);
}

void
worker_signals_prepare(int socket, uint32_t serial)
{
    struct buf frame = BUF_INIT(sizeof last_words.frame);
    struct wire_error error = { WIRE_REASON_CHANGED,
                                "changed while it was read\nhint: run the update again" };
    wire_add_error(&frame, serial, &error);
    memcpy(last_words.frame, frame.data, frame.length);
    last_words.length = frame.length;
    last_words.socket = socket;
    buf_free(&frame);
}

void
worker_signals_catch(void)
{
    catch_signal(SIGXCPU, out_of_time);
    catch_signal(SIGBUS, file_changed);
    catch_signal(SIGABRT, aborted);
    catch_signal(SIGPIPE, SIG_IGN);
}
