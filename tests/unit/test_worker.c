/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker as its parent sees it: a descriptor in, frames out, one document after another. */
#include "check.h"

#include "base/limits.h"
#include "extract/wire.h"
#include "extract/worker.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct pair {
    pid_t worker;
    int socket;
    struct arena *arena;
    struct wire_header header; /* of the last frame, and its payload */
    char *payload;
};

static int
start(struct pair *pair)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    pair->worker = fork();
    if (pair->worker == 0) {
        struct sandbox_granted granted;
        struct error err = ERROR_INIT;
        int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        dup2(nothing, STDERR_FILENO);
        close(ends[0]);
        if (!worker_close_in(&granted, &err))
            _exit(1);
        _exit(worker_run(ends[1]));
    }
    close(ends[1]);
    pair->socket = ends[0];
    return 0;
}

static int
set_up(void **state)
{
    struct pair *pair = calloc(1, sizeof *pair);
    pair->arena = arena_new();
    *state = pair;
    return start(pair);
}

static int
tear_down(void **state)
{
    struct pair *pair = *state;
    close(pair->socket);
    if (pair->worker > 0) {
        kill(pair->worker, SIGKILL);
        waitpid(pair->worker, NULL, 0);
    }
    arena_free(pair->arena);
    free(pair);
    return 0;
}

static int
file_with(const char *bytes, size_t length)
{
    int file = memfd_create("document", MFD_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, length), length);
    return file;
}

/* Sends the bytes, with so many descriptors attached. */
static void
send_with(struct pair *pair, const struct buf *frame, const int *files, size_t count)
{
    union {
        char bytes[CMSG_SPACE(4 * sizeof(int))];
        struct cmsghdr align;
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = { frame->data, frame->length };
    struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1 };
    if (count > 0) {
        message.msg_control = control.bytes;
        message.msg_controllen = CMSG_SPACE(count * sizeof(int));
        struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
        rights->cmsg_level = SOL_SOCKET;
        rights->cmsg_type = SCM_RIGHTS;
        rights->cmsg_len = CMSG_LEN(count * sizeof(int));
        memcpy(CMSG_DATA(rights), files, count * sizeof(int));
    }
    assert_int_equal(sendmsg(pair->socket, &message, MSG_NOSIGNAL), frame->length);
}

static void
ask(struct pair *pair, uint32_t serial, const char *suffix, const int *files,
    size_t count)
{
    struct buf frame = BUF_INIT(1 << 16);
    struct wire_request request = { .suffix = suffix, .mime = "", .password = "" };
    wire_add_request(&frame, serial, &request);
    send_with(pair, &frame, files, count);
    buf_free(&frame);
}

static void
ask_bytes(struct pair *pair, uint32_t serial, const char *suffix, const char *bytes)
{
    int file = file_with(bytes, strlen(bytes));
    ask(pair, serial, suffix, &file, 1);
    close(file);
}

static bool
receive_all(int socket, char *at, size_t length)
{
    while (length > 0) {
        ssize_t count = read(socket, at, length);
        if (count <= 0)
            return false;
        at += count;
        length -= (size_t)count;
    }
    return true;
}

/* The type of the next frame; -1 when the worker is gone. */
static int
next_frame(struct pair *pair, uint32_t serial)
{
    unsigned char raw[WIRE_HEADER_BYTES];
    if (!receive_all(pair->socket, (char *)raw, sizeof raw))
        return -1;
    assert_true(wire_read_header(raw, &pair->header));
    assert_int_equal(pair->header.serial, serial);
    pair->payload = arena_alloc(pair->arena, (size_t)pair->header.length, 1);
    assert_true(receive_all(pair->socket, pair->payload, (size_t)pair->header.length));
    return (int)pair->header.type;
}

static enum wire_reason
reason(struct pair *pair)
{
    struct wire_error error;
    assert_int_equal(pair->header.type, WIRE_ERROR);
    assert_true(
        wire_read_error(pair->payload, (size_t)pair->header.length, pair->arena, &error));
    return error.reason;
}

static int
exit_status(struct pair *pair)
{
    int status = 0;
    assert_int_equal(waitpid(pair->worker, &status, 0), pair->worker);
    pair->worker = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static const char pdf[] =
    "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 41>>stream\nBT /F 12 Tf 20 50 Td (two wells) Tj ET  \n"
    "endstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n%%EOF\n";

static void
expect_the_pdf(struct pair *pair, uint32_t serial)
{
    struct wire_unit unit;
    struct wire_end end;
    assert_int_equal(next_frame(pair, serial), WIRE_DOCUMENT);
    assert_int_equal(next_frame(pair, serial), WIRE_UNIT);
    assert_true(
        wire_read_unit(pair->payload, (size_t)pair->header.length, pair->arena, &unit));
    assert_int_equal(unit.line_count, 1);
    assert_string_equal(unit.lines[0].text, "two wells");
    assert_int_equal(next_frame(pair, serial), WIRE_END);
    assert_true(wire_read_end(pair->payload, (size_t)pair->header.length, &end));
    assert_int_equal(end.units, 1);
}

static void
one_document_after_another_is_answered(void **state)
{
    struct pair *pair = *state;
    for (uint32_t serial = 5; serial < 25; serial++) {
        ask_bytes(pair, serial, ".pdf", pdf);
        expect_the_pdf(pair, serial);
    }
}

static void
ask_pictures(struct pair *pair, uint32_t serial, const char *bytes, int64_t last)
{
    struct buf frame = BUF_INIT(1 << 16);
    struct wire_request request = { ".pdf", "", "", 1, last };
    int file = file_with(bytes, strlen(bytes));
    wire_add_request(&frame, serial, &request);
    send_with(pair, &frame, &file, 1);
    close(file);
    buf_free(&frame);
}

/* Asked for three pages of a document that has one. */
static void
pages_are_drawn_as_far_as_there_are_some(void **state)
{
    struct pair *pair = *state;
    struct wire_picture picture;
    struct wire_end end;
    ask_pictures(pair, 1, pdf, 3);
    assert_int_equal(next_frame(pair, 1), WIRE_PICTURE);
    assert_true(wire_read_picture(pair->payload, (size_t)pair->header.length, &picture));
    assert_int_equal(picture.page, 1);
    assert_int_equal(picture.width, LIMIT_PICTURE_WIDTH);
    assert_int_equal(picture.height, LIMIT_PICTURE_WIDTH / 2);
    assert_in_range(picture.length, 500, 20000);
    assert_int_equal(next_frame(pair, 1), WIRE_END);
    assert_true(wire_read_end(pair->payload, (size_t)pair->header.length, &end));
    assert_int_equal(end.units, 1);
    ask_bytes(pair, 2, ".pdf", pdf);
    expect_the_pdf(pair, 2);
}

static void
text_is_not_drawn(void **state)
{
    struct pair *pair = *state;
    ask_pictures(pair, 1, "<!doctype html><p>It has no pages that look the same.</p>", 1);
    assert_int_equal(next_frame(pair, 1), WIRE_ERROR);
    assert_int_equal(reason(pair), WIRE_REASON_UNSUPPORTED);
}

static void
what_cannot_be_read_costs_only_itself(void **state)
{
    struct pair *pair = *state;
    ask_bytes(pair, 1, ".pdf", "");
    assert_int_equal(next_frame(pair, 1), WIRE_ERROR);
    assert_int_equal(reason(pair), WIRE_REASON_EMPTY);
    ask_bytes(pair, 2, ".pdf", "\1\2\3\4\5\6\7\10");
    assert_int_equal(next_frame(pair, 2), WIRE_ERROR);
    assert_int_equal(reason(pair), WIRE_REASON_NOT_A_DOCUMENT);
    ask_bytes(pair, 3, ".pdf", pdf);
    expect_the_pdf(pair, 3);
}

static void
a_request_without_a_file_is_answered(void **state)
{
    struct pair *pair = *state;
    ask(pair, 1, ".pdf", NULL, 0);
    assert_int_equal(next_frame(pair, 1), WIRE_ERROR);
    int folder = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ask(pair, 2, ".pdf", &folder, 1);
    close(folder);
    assert_int_equal(next_frame(pair, 2), WIRE_ERROR);
    ask_bytes(pair, 3, ".pdf", pdf);
    expect_the_pdf(pair, 3);
}

static void
descriptors_that_nobody_asked_for_are_closed(void **state)
{
    struct pair *pair = *state;
    for (uint32_t serial = 1; serial <= 100; serial++) { /* 64 may be open at a time */
        int files[3];
        for (size_t i = 0; i < 3; i++)
            files[i] = file_with(pdf, sizeof pdf - 1);
        ask(pair, serial, ".pdf", files, 3);
        for (size_t i = 0; i < 3; i++)
            close(files[i]);
        expect_the_pdf(pair, serial);
    }
}

static void
nonsense_ends_the_worker(void **state)
{
    struct pair *pair = *state;
    struct buf frame = BUF_INIT(64);
    buf_add_text(&frame, "GET / HTTP/1.1\r\n");
    send_with(pair, &frame, NULL, 0);
    buf_free(&frame);
    assert_int_equal(next_frame(pair, 0), -1);
    assert_int_equal(exit_status(pair), 0);
}

static void
a_parent_that_hangs_up_ends_the_worker(void **state)
{
    struct pair *pair = *state;
    shutdown(pair->socket, SHUT_WR);
    assert_int_equal(exit_status(pair), 0);
}

static void
a_file_that_shrinks_is_reported(void **state)
{
    struct pair *pair = *state;
    ask_bytes(pair, 8, ".pdf", pdf);
    expect_the_pdf(pair, 8);
    kill(pair->worker, SIGBUS); /* as the kernel does at a page that is gone */
    assert_int_equal(next_frame(pair, 8), WIRE_ERROR);
    assert_int_equal(reason(pair), WIRE_REASON_CHANGED);
    assert_int_equal(exit_status(pair), WIRE_EXIT_CHANGED);
}

static void
the_end_of_its_time_has_a_status_of_its_own(void **state)
{
    struct pair *pair = *state;
    ask_bytes(pair, 1, ".pdf", pdf);
    expect_the_pdf(pair, 1);
    kill(pair->worker, SIGXCPU);
    assert_int_equal(exit_status(pair), WIRE_EXIT_TIME);
}

#define WITH_WORKER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_WORKER(one_document_after_another_is_answered),
        WITH_WORKER(pages_are_drawn_as_far_as_there_are_some),
        WITH_WORKER(text_is_not_drawn),
        WITH_WORKER(what_cannot_be_read_costs_only_itself),
        WITH_WORKER(a_request_without_a_file_is_answered),
        WITH_WORKER(descriptors_that_nobody_asked_for_are_closed),
        WITH_WORKER(nonsense_ends_the_worker),
        WITH_WORKER(a_parent_that_hangs_up_ends_the_worker),
        WITH_WORKER(a_file_that_shrinks_is_reported),
        WITH_WORKER(the_end_of_its_time_has_a_status_of_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
