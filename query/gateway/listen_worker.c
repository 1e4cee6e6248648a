/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A worker of the resident mode: SCGI and FastCGI, told apart by the first byte. */
#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/sandbox.h"
#include "gateway/fastcgi.h"
#include "gateway/listen.h"
#include "gateway/scgi.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
    LINGER_MS = 1000,
    KEPT_LOOK_MS = 250,   /* how old the index behind a kept connection may be */
    IDLE_LOOK_MS = 30000, /* an old index is not kept on disk for the lack of visitors */
    PAUSE_MS = LIMIT_HTTP_SECONDS * 1000, /* without a single byte */
    ANSWER_MS = LIMIT_GATEWAY_SECONDS * 1000,
    BLOCK_BYTES = 16 * 1024,
    RECORDS_BYTES = LIMIT_ANSWER_BYTES + LIMIT_ANSWER_BYTES / 64 /* with their heads */
};

struct worker {
    struct gateway_site site;
    struct arena *arena; /* of one answer */
    int listener;
    unsigned workers;
    sigset_t waiting; /* the signals that are let in while it waits */
    long served;
};

struct connection {
    int descriptor;
    struct buf in;
    int64_t deadline; /* by clock_ms; of the request that is being read */
};

static volatile sig_atomic_t stopped;

static void
stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* Until the deadline, and not longer than a pause for the next byte. */
static bool
wait_for(int descriptor, short event, int64_t deadline)
{
    struct pollfd poller = { descriptor, event, 0 };
    int64_t left = deadline - clock_ms();
    int pause = left > PAUSE_MS ? PAUSE_MS : (int)left;
    return pause > 0 && poll(&poller, 1, pause) > 0 && (poller.revents & event) != 0;
}

/* ---- bytes ---- */

static bool
receive(struct connection *connection)
{
    char block[BLOCK_BYTES];
    if (!wait_for(connection->descriptor, POLLIN, connection->deadline))
        return false;
    ssize_t got = recv(connection->descriptor, block, sizeof block, 0);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    buf_add(&connection->in, block, (size_t)got);
    return got > 0 && !connection->in.full;
}

static bool
send_all(const struct connection *connection, const struct buf *text)
{
    int64_t deadline = clock_ms() + ANSWER_MS;
    size_t done = 0;
    while (done < text->length) {
        ssize_t sent = send(connection->descriptor, text->data + done,
                            text->length - done, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent >= 0)
            done += (size_t)sent;
        else if (errno != EAGAIN && errno != EINTR)
            return false;
        if (done < text->length && !wait_for(connection->descriptor, POLLOUT, deadline))
            return false;
    }
    return true;
}

/* Closing at once with unread bytes would reset the connection and lose the answer. */
static void
linger(struct connection *connection)
{
    shutdown(connection->descriptor, SHUT_WR);
    connection->deadline = clock_ms() + LINGER_MS;
    do
        buf_reset(&connection->in);
    while (receive(connection));
}

/* ---- requests ---- */

static void
answer(struct worker *worker, const struct gateway_call *call, struct buf *text)
{
    struct response response;
    gateway_answer(&worker->site, call, worker->arena, &response);
    gateway_write(text, &response);
    buf_free(&response.body);
    worker->served++;
}

static void
serve_scgi(struct worker *worker, struct connection *connection)
{
    struct gateway_call call;
    enum scgi_state state;
    while ((state = scgi_parse(connection->in.data, connection->in.length, worker->arena,
                               &call)) == SCGI_MORE) {
        if (!receive(connection))
            return;
    }
    struct buf text = BUF_INIT(LIMIT_ANSWER_BYTES + LIMIT_SHOWN_BYTES);
    if (state == SCGI_REQUEST) {
        answer(worker, &call, &text);
        if (send_all(connection, &text))
            linger(connection);
    }
    buf_free(&text);
}

/* All whole records that have come, up to the end of a request. */
static enum fastcgi_state
read_records(struct fastcgi *records, struct connection *connection, struct buf *out)
{
    enum fastcgi_state state = FASTCGI_MORE;
    size_t used = 1, done = 0;
    struct buf *in = &connection->in;
    while (state == FASTCGI_MORE && used > 0) {
        state = fastcgi_read(records, in->data + done, in->length - done, &used, out);
        done += used;
    }
    memmove(in->data, in->data + done, in->length - done);
    buf_cut(in, in->length - done);
    return state;
}

/* false: it makes no sense to go on. */
static bool
answer_records(struct worker *worker, struct fastcgi *records, struct buf *out)
{
    struct gateway_call call;
    if (!fastcgi_call(records, worker->arena, &call))
        return false;
    struct buf text = BUF_INIT(LIMIT_ANSWER_BYTES + LIMIT_SHOWN_BYTES);
    answer(worker, &call, &text);
    fastcgi_write(records, &text, out);
    buf_free(&text);
    arena_reset(worker->arena);
    return true;
}

/* Between two requests of a kept connection: others that wait come first, and so do another
 * index and the end. */
static bool
wait_for_next(struct worker *worker, const struct connection *connection)
{
    bool here = connection->in.length > 0;
    const struct timespec look = { 0, here ? 0 : KEPT_LOOK_MS * 1000000L };
    while (worker->served < LIMIT_WORKER_REQUESTS) {
        struct pollfd polls[] = { { connection->descriptor, POLLIN, 0 },
                                  { worker->listener, POLLIN, 0 } };
        int ready = ppoll(polls, 2, &look, &worker->waiting);
        if (stopped || !gateway_is_current(&worker->site))
            return false;
        if (here || ready > 0)
            return here || polls[0].revents != 0;
    }
    return false;
}

/* false: the connection is over. */
static bool
serve_records(struct worker *worker, struct connection *connection,
              struct fastcgi *records)
{
    struct buf out = BUF_INIT(RECORDS_BYTES);
    enum fastcgi_state state = read_records(records, connection, &out);
    bool good = state != FASTCGI_BROKEN, ended = state != FASTCGI_MORE;
    if (state == FASTCGI_REQUEST)
        good = answer_records(worker, records, &out);
    good = send_all(connection, &out) && good;
    buf_free(&out);
    if (!good)
        return false;
    if (ended && !records->keep) {
        linger(connection);
        return false;
    }
    if (!ended)
        return receive(connection);
    connection->deadline = clock_ms() + PAUSE_MS;
    return wait_for_next(worker, connection) &&
           (connection->in.length > 0 || receive(connection));
}

static void
serve_fastcgi(struct worker *worker, struct connection *connection)
{
    struct fastcgi records = FASTCGI_INIT(worker->workers);
    while (serve_records(worker, connection, &records))
        ;
    fastcgi_free(&records);
}

static void
serve(struct worker *worker, int descriptor)
{
    struct connection connection = {
        .descriptor = descriptor,
        .in = BUF_INIT(LIMIT_GATEWAY_HEAD + FASTCGI_RECORD + BLOCK_BYTES),
        .deadline = clock_ms() + PAUSE_MS,
    };
    if (receive(&connection)) {
        char first = connection.in.data[0];
        if (first >= '0' && first <= '9')
            serve_scgi(worker, &connection);
        else if (first == 1)
            serve_fastcgi(worker, &connection);
        else
            log_warning("a connection speaks neither SCGI nor FastCGI");
    }
    buf_free(&connection.in);
    close(descriptor);
    arena_reset(worker->arena);
}

/* ---- the loop ---- */

/* With an old index nothing is accepted: a fresh worker takes the connections that wait. */
static bool
wait_for_connection(struct worker *worker)
{
    const struct timespec look = { IDLE_LOOK_MS / 1000, 0 };
    while (!stopped && gateway_is_current(&worker->site)) {
        struct pollfd poller = { worker->listener, POLLIN, 0 };
        if (ppoll(&poller, 1, &look, &worker->waiting) > 0)
            return !stopped && gateway_is_current(&worker->site);
    }
    return false;
}

static void
catch_signals(struct worker *worker)
{
    struct sigaction action = { .sa_handler = stop };
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGINT, &action, NULL);
    sigprocmask(SIG_BLOCK, NULL, &worker->waiting);
    sigdelset(&worker->waiting, SIGTERM);
    sigdelset(&worker->waiting, SIGINT);
}

void
listen_work(int listener, unsigned workers, const struct gateway_start *start)
{
    struct worker worker = { .listener = listener,
                             .workers = workers,
                             .arena = arena_new() };
    struct sandbox_granted granted;
    catch_signals(&worker);
    gateway_open(&worker.site, start->config, start->index);
    if (!sandbox_enter(SANDBOX_RESIDENT, &granted, &worker.site.site.failure) &&
        worker.site.site.store != NULL) {
        store_close(worker.site.site.store);
        worker.site.site.store = NULL;
    }
    while (worker.served < LIMIT_WORKER_REQUESTS && wait_for_connection(&worker)) {
        int descriptor = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
        if (descriptor >= 0)
            serve(&worker, descriptor);
    }
    gateway_close(&worker.site);
    arena_free(worker.arena);
}
