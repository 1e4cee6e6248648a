/* SPDX-License-Identifier: GPL-2.0-or-later */
/* `stepwell serve`: HTTP/1.1 on 127.0.0.1 in one process, an answer a connection. */
#include "gateway/http.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/log.h"
#include "gateway/gateway.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { STANDARD_PORT = 8080, BACKLOG = 64 };

struct connection {
    int descriptor; /* -1: a free place */
    struct buf in, out;
    size_t sent;
    bool answered,
        closing; /* closing: all is sent, the other side may still be talking */
    int64_t deadline;
};

struct server {
    struct gateway_site site;
    struct arena *arena; /* of one answer */
    int listener;
    struct connection connections[LIMIT_HTTP_CONNECTIONS];
};

static volatile sig_atomic_t stopped;

static void
stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

static int64_t
now(void)
{
    return clock_ms() / 1000;
}

/* ---- one connection ---- */

static void
open_connection(struct connection *connection, int descriptor)
{
    *connection =
        (struct connection) { .descriptor = descriptor,
                              .in = BUF_INIT(LIMIT_HTTP_HEAD),
                              .out = BUF_INIT(LIMIT_ANSWER_BYTES + LIMIT_SHOWN_BYTES),
                              .deadline = now() + LIMIT_HTTP_SECONDS };
}

static void
close_connection(struct connection *connection)
{
    close(connection->descriptor);
    buf_free(&connection->in);
    buf_free(&connection->out);
    connection->descriptor = -1;
}

static void
write_response(struct connection *connection, const struct response *response)
{
    struct buf *out = &connection->out;
    char date[64];
    struct tm parts;
    time_t moment = time(NULL);
    gmtime_r(&moment, &parts);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", &parts);
    buf_format(out, "HTTP/1.1 %d %s\r\nDate: %s\r\nConnection: close\r\n",
               response->status, respond_reason(response->status), date);
    gateway_headers(out, response);
    buf_add_text(out, "\r\n");
    if (!response->head_only)
        buf_add(out, response->body.data, response->body.length);
    connection->answered = true;
    connection->deadline = now() + LIMIT_HTTP_SECONDS;
}

/* What never becomes a question: answered in one plain line. */
static void
refuse(struct connection *connection, int status)
{
    struct response response = { .status = status,
                                 .type = "text/plain; charset=utf-8",
                                 .cache = "no-store",
                                 .etag = "",
                                 .allow = "",
                                 .policy = "",
                                 .disposition = "",
                                 .origin = "",
                                 .vary = "",
                                 .body = BUF_INIT(200) };
    buf_format(&response.body, "%s\n", respond_reason(status));
    write_response(connection, &response);
    buf_free(&response.body);
}

static void
answer(struct server *server, struct connection *connection, const struct http_head *head)
{
    struct response response;
    struct gateway_call call = { head->method, head->query,  head->none_match,
                                 head->origin, head->accept, head->query_length };
    gateway_refresh(&server->site);
    gateway_answer(&server->site, &call, server->arena, &response);
    write_response(connection, &response);
    buf_free(&response.body);
}

static void
take_request(struct server *server, struct connection *connection)
{
    struct http_head head;
    int status =
        http_parse_head(connection->in.data, connection->in.length, server->arena, &head);
    if (status == 200 && !http_is_local_host(head.host))
        refuse(connection, 400);
    else if (status == 200 && strcmp(head.path, "/") != 0)
        refuse(connection, 404);
    else if (status == 200)
        answer(server, connection, &head);
    else if (status != 0)
        refuse(connection, status);
    arena_reset(server->arena);
}

/* false: the connection is over. */
static bool
receive(struct server *server, struct connection *connection)
{
    char block[4096];
    ssize_t got = recv(connection->descriptor, block, sizeof block, 0);
    if (got < 0)
        return errno == EAGAIN || errno == EINTR;
    if (got == 0)
        return false;
    if (connection->answered)
        return true; /* a body that nobody asked for */
    size_t room = LIMIT_HTTP_HEAD - connection->in.length;
    buf_add(&connection->in, block, (size_t)got < room ? (size_t)got : room);
    take_request(server, connection);
    return true;
}

/* Closing at once with unread bytes would reset the connection and lose the answer. */
static bool
send_more(struct connection *connection)
{
    ssize_t sent = send(connection->descriptor, connection->out.data + connection->sent,
                        connection->out.length - connection->sent, MSG_NOSIGNAL);
    if (sent < 0)
        return errno == EAGAIN || errno == EINTR;
    connection->sent += (size_t)sent;
    if (connection->sent == connection->out.length) {
        shutdown(connection->descriptor, SHUT_WR);
        connection->closing = true;
        connection->deadline = now() + 1;
    }
    return true;
}

static bool
wants_to_send(const struct connection *connection)
{
    return connection->answered && !connection->closing;
}

static void
serve_connection(struct server *server, struct connection *connection, short events)
{
    bool alive = true;
    if ((events & (POLLERR | POLLNVAL)) != 0)
        alive = false;
    if (alive && (events & (POLLIN | POLLHUP)) != 0)
        alive = receive(server, connection);
    if (alive && wants_to_send(connection))
        alive = send_more(connection);
    if (!alive || now() >= connection->deadline)
        close_connection(connection);
}

/* ---- the loop ---- */

static struct connection *
free_place(struct server *server)
{
    for (size_t i = 0; i < LIMIT_HTTP_CONNECTIONS; i++) {
        if (server->connections[i].descriptor < 0)
            return &server->connections[i];
    }
    return NULL;
}

static void
accept_one(struct server *server)
{
    struct connection *connection = free_place(server);
    if (connection == NULL)
        return;
    int descriptor = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0)
        open_connection(connection, descriptor);
}

/* The listener is watched only while there is room for another connection. */
static nfds_t
fill_polls(struct server *server, struct pollfd *polls, struct connection **owners)
{
    nfds_t count = 0;
    if (free_place(server) != NULL) {
        owners[count] = NULL;
        polls[count++] = (struct pollfd) { server->listener, POLLIN, 0 };
    }
    for (size_t i = 0; i < LIMIT_HTTP_CONNECTIONS; i++) {
        struct connection *connection = &server->connections[i];
        if (connection->descriptor < 0)
            continue;
        short events = wants_to_send(connection) ? POLLIN | POLLOUT : POLLIN;
        owners[count] = connection;
        polls[count++] = (struct pollfd) { connection->descriptor, events, 0 };
    }
    return count;
}

static void
run(struct server *server, const sigset_t *waiting)
{
    struct pollfd polls[LIMIT_HTTP_CONNECTIONS + 1];
    struct connection *owners[LIMIT_HTTP_CONNECTIONS + 1] = { NULL };
    const struct timespec second = { 1, 0 };
    while (!stopped) {
        nfds_t count = fill_polls(server, polls, owners);
        bool idle = count == 1 && owners[0] == NULL;
        if (ppoll(polls, count, idle ? NULL : &second, waiting) < 0)
            continue; /* a signal: stopped says which */
        for (nfds_t i = 0; i < count; i++) {
            if (owners[i] != NULL)
                serve_connection(server, owners[i], polls[i].revents);
            else if (polls[i].revents != 0)
                accept_one(server);
        }
    }
}

static bool
listen_on(long port, int *listener, struct error *err)
{
    int one = 1;
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons((uint16_t)port),
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    *listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (*listener < 0)
        return error_set(err, ERROR_SYSTEM, "cannot make a socket: %s", strerror(errno));
    setsockopt(*listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(*listener, (const void *)&address, sizeof address) == 0 &&
        listen(*listener, BACKLOG) == 0)
        return true;
    int reason = errno;
    close(*listener);
    return error_set(err, ERROR_SYSTEM,
                     "cannot listen on port %ld: %s\nhint: try --port=%ld", port,
                     strerror(reason), port < 65535 ? port + 1 : 0);
}

static void
say_address(int listener)
{
    struct sockaddr_in address = { .sin_port = 0 };
    socklen_t size = sizeof address;
    if (getsockname(listener, (void *)&address, &size) != 0)
        return;
    printf("http://127.0.0.1:%d/\n", ntohs(address.sin_port));
    fflush(stdout);
    fprintf(stderr, "the search page is at the address above; stop with Ctrl-C\n");
}

/* Signals arrive only while ppoll waits, so none is missed between a look and a wait. */
static void
catch_signals(sigset_t *waiting)
{
    struct sigaction action = { .sa_handler = stop };
    sigset_t blocked;
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGINT);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, waiting);
}

bool
gateway_http(const struct gateway_start *start, struct error *err)
{
    struct server server = { .arena = arena_new() };
    sigset_t waiting;
    long port = start->port < 0 ? STANDARD_PORT : start->port;
    for (size_t i = 0; i < LIMIT_HTTP_CONNECTIONS; i++)
        server.connections[i].descriptor = -1;
    bool listening = listen_on(port, &server.listener, err);
    if (listening) {
        gateway_open(&server.site, start->config, start->index);
        catch_signals(&waiting);
        say_address(server.listener);
        run(&server, &waiting);
        for (size_t i = 0; i < LIMIT_HTTP_CONNECTIONS; i++) {
            if (server.connections[i].descriptor >= 0)
                close_connection(&server.connections[i]);
        }
        gateway_close(&server.site);
        close(server.listener);
    }
    arena_free(server.arena);
    return listening;
}
