/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The worker: a descriptor in, frames out, and nothing of one document left for the next. */
#include "worker.h"

#include "base/limits.h"
#include "extract/locked/cipher.h"
#include "extract/pdf/pdf_info.h"
#include "extract/pdf/sketch.h"
#include "format.h"
#include "wire.h"
#include "worker_signals.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define WORKER_LIMITS_MEMORY 0 /* its shadow needs terabytes of address space */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WORKER_LIMITS_MEMORY 0
#endif
#endif
#ifndef WORKER_LIMITS_MEMORY
#define WORKER_LIMITS_MEMORY 1
#endif

enum {
    REQUEST_BYTES =
        4 * LIMIT_METADATA_BYTES, /* four texts' worth is more than it holds */
    BATCH_BYTES = 64 * 1024 /* of small frames before they are sent without a page */
};

/* ---- getting ready ---- */

/* Conversion modules are found and loaded on first use, which the sandbox makes slow or
 * impossible. */
static void
warm_up_charsets(void)
{
    static const char *const charsets[] = { "WINDOWS-1252", "ISO-8859-2", "KOI8-R",
                                            "UTF-16",       "SHIFT_JIS",  "GB18030",
                                            "EUC-KR" };
    for (size_t i = 0; i < sizeof charsets / sizeof *charsets; i++) {
        iconv_t converter = iconv_open("UTF-8", charsets[i]);
        if ((intptr_t)converter != -1)
            iconv_close(converter);
    }
}

bool
worker_close_in(struct sandbox_granted *granted, struct error *err)
{
    pdf_warm_up();
    cipher_warm_up();
    warm_up_charsets();
    tzset();
    worker_signals_catch();
    return sandbox_enter(SANDBOX_EXTRACTOR, granted, err);
}

/* ---- sending ---- */

struct session {
    int socket;
    uint32_t serial;
    struct buf out;
    uint64_t units;
    size_t text_bytes;
    bool gone; /* the other side hung up */
    bool cut;  /* there was more text than a document may have */
};

static bool
write_all(struct session *session, const char *bytes, size_t length)
{
    while (length > 0 && !session->gone) {
        ssize_t written = write(session->socket, bytes, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            session->gone = true;
            break;
        }
        bytes += written;
        length -= (size_t)written;
    }
    return !session->gone;
}

static bool
flush(struct session *session)
{
    bool sent = write_all(session, session->out.data, session->out.length);
    buf_reset(&session->out);
    return sent;
}

static bool
send_document(void *context, const struct wire_document *document)
{
    struct session *session = context;
    wire_add_document(&session->out, session->serial, document);
    return flush(session);
}

static bool
send_unit(void *context, const struct wire_unit *unit)
{
    struct session *session = context;
    session->cut = session->text_bytes >= LIMIT_TEXT_BYTES;
    if (session->cut)
        return false;
    wire_add_unit(&session->out, session->serial, unit);
    session->units++;
    session->text_bytes += session->out.length;
    return flush(session);
}

static bool
send_outline(void *context, const struct wire_outline *outline)
{
    struct session *session = context;
    wire_add_outline(&session->out, session->serial, outline);
    return session->out.length < BATCH_BYTES || flush(session);
}

static bool
send_note(void *context, const struct wire_note *note)
{
    struct session *session = context;
    wire_add_note(&session->out, session->serial, note);
    return session->out.length < BATCH_BYTES || flush(session);
}

static bool
send_picture(void *context, const struct wire_picture *picture)
{
    struct session *session = context;
    wire_add_picture(&session->out, session->serial, picture);
    session->units++;
    return flush(session);
}

static bool
send_error(struct session *session, enum wire_reason reason, const char *text)
{
    struct wire_error error = { reason, text };
    wire_add_error(&session->out, session->serial, &error);
    return flush(session);
}

static uint32_t
milliseconds(const struct timeval *time)
{
    return (uint32_t)(time->tv_sec * 1000 + time->tv_usec / 1000);
}

static uint32_t
cpu_used(struct rusage *usage)
{
    getrusage(RUSAGE_SELF, usage);
    return milliseconds(&usage->ru_utime) + milliseconds(&usage->ru_stime);
}

/* ---- one document ---- */

static bool
read_text(struct session *session, const struct input *input,
          struct format_failure *failure)
{
    struct sink sink = { send_document, send_unit, send_outline, send_note, session };
    const struct format *format = format_of(input, failure);
    return format != NULL && format->extract(input, &sink, failure);
}

static void
extract(struct session *session, const struct wire_request *request,
        const struct input *input)
{
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    struct rusage usage;
    uint32_t before = cpu_used(&usage);
    bool done = request->first_page > 0
                    ? sketch_draw(input, request->first_page, request->last_page,
                                  send_picture, session, &failure)
                    : read_text(session, input, &failure);
    if (session->cut)
        send_note(session, &(struct wire_note) { WIRE_REASON_TOO_LARGE, 0,
                                                 "more text than a document may have" });
    else if (!done) {
        send_error(session, failure.reason, failure.err.text);
        return;
    }
    struct wire_end end = { session->units, cpu_used(&usage) - before,
                            (uint32_t)usage.ru_maxrss };
    wire_add_end(&session->out, session->serial, &end);
    flush(session);
}

/* The mapped file counts as memory; 0 leaves the limit as it is. */
static unsigned long long
memory_limit(size_t length)
{
    return WORKER_LIMITS_MEMORY ? (unsigned long long)LIMIT_EXTRACT_MEMORY + length : 0;
}

static void
extract_mapped(struct session *session, const struct wire_request *request, int document,
               size_t length)
{
    struct error err = ERROR_INIT;
    char *bytes = mmap(NULL, length, PROT_READ, MAP_PRIVATE, document, 0);
    if (bytes == MAP_FAILED) {
        send_error(session, WIRE_REASON_CHANGED, "cannot be mapped into memory");
        return;
    }
    struct input input = { bytes, length, request->suffix, request->mime,
                           request->password };
    if (sandbox_limit(LIMIT_EXTRACT_CPU_SECONDS, memory_limit(length), &err))
        extract(session, request, &input);
    else
        send_error(session, WIRE_REASON_CRASHED, err.text);
    munmap(bytes, length);
}

static void
extract_descriptor(struct session *session, const struct wire_request *request,
                   int document)
{
    struct stat status;
    if (document < 0 || fstat(document, &status) != 0 || !S_ISREG(status.st_mode))
        send_error(session, WIRE_REASON_NOT_A_DOCUMENT, "not a file");
    else if (status.st_size == 0)
        send_error(session, WIRE_REASON_EMPTY, "empty file");
    else if (status.st_size > LIMIT_DOCUMENT_BYTES)
        send_error(session, WIRE_REASON_TOO_LARGE, "larger than 1 GiB");
    else
        extract_mapped(session, request, document, (size_t)status.st_size);
}

/* ---- receiving ---- */

/* Takes the one descriptor that belongs there; others that came along are closed. */
static int
take_descriptor(struct msghdr *message)
{
    int taken = -1;
    for (struct cmsghdr *part = CMSG_FIRSTHDR(message); part != NULL;
         part = CMSG_NXTHDR(message, part)) {
        if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; i++) {
            int descriptor;
            memcpy(&descriptor, CMSG_DATA(part) + i * sizeof descriptor,
                   sizeof descriptor);
            if (taken < 0)
                taken = descriptor;
            else
                close(descriptor);
        }
    }
    return taken;
}

static ssize_t
receive(int socket, void *bytes, size_t length, int *document)
{
    union {
        char bytes[CMSG_SPACE(4 * sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = { bytes, length };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    ssize_t count;
    do
        count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    while (count < 0 && errno == EINTR);
    int taken = count > 0 ? take_descriptor(&message) : -1;
    if (taken >= 0 && *document >= 0)
        close(taken);
    else if (taken >= 0)
        *document = taken;
    return count;
}

static bool
receive_all(int socket, void *bytes, size_t length, int *document)
{
    char *at = bytes;
    while (length > 0) {
        ssize_t count = receive(socket, at, length, document);
        if (count <= 0)
            return false;
        at += count;
        length -= (size_t)count;
    }
    return true;
}

/* One request and its answer. False when the other side hung up or makes no sense. */
static bool
answer(struct session *session, struct arena *arena, char *payload, int *document)
{
    unsigned char raw[WIRE_HEADER_BYTES];
    struct wire_header header;
    struct wire_request request;
    if (!receive_all(session->socket, raw, sizeof raw, document) ||
        !wire_read_header(raw, &header) || header.type != WIRE_REQUEST ||
        header.length > REQUEST_BYTES ||
        !receive_all(session->socket, payload, (size_t)header.length, document) ||
        !wire_read_request(payload, (size_t)header.length, arena, &request))
        return false;
    session->serial = header.serial;
    session->units = 0;
    session->text_bytes = 0;
    session->cut = false;
    worker_signals_prepare(session->socket, header.serial);
    extract_descriptor(session, &request, *document);
    return !session->gone;
}

int
worker_run(int socket)
{
    struct session session = { .socket = socket,
                               .out = BUF_INIT(2 * (size_t)LIMIT_FRAME_BYTES) };
    struct arena *arena = arena_new();
    char *payload = memory_new(REQUEST_BYTES, 1);
    bool more = true;
    while (more) {
        int document = -1;
        arena_reset(arena);
        more = answer(&session, arena, payload, &document);
        if (document >= 0)
            close(document);
    }
    free(payload);
    arena_free(arena);
    buf_free(&session.out);
    return 0;
}
