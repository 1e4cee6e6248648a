/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One worker for all files, a fresh one after it died; frames printed as they arrive. */
#include "extract/show.h"

#include "base/clock.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "extract/wire.h"
#include "extract/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct show {
    bool json;
    pid_t worker; /* 0: none is running */
    int socket;
    uint32_t serial;
    int64_t deadline_ms;
    struct arena *arena;
    struct buf frame, out;
};

/* ---- the worker ---- */

static void
become_worker(int socket)
{
    struct sandbox_granted granted;
    struct error err = ERROR_INIT;
    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (nothing >= 0) {
        dup2(nothing, STDIN_FILENO);
        dup2(nothing, STDOUT_FILENO);
        dup2(nothing, STDERR_FILENO);
    }
    _exit(worker_close_in(&granted, &err) ? worker_run(socket) : EXIT_FAILURE);
}

static bool
start_worker(struct show *show)
{
    int ends[2];
    if (show->worker != 0)
        return true;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    fflush(stdout);
    show->worker = fork();
    if (show->worker == 0) {
        close(ends[0]);
        become_worker(ends[1]);
    }
    close(ends[1]);
    show->socket = ends[0];
    if (show->worker > 0)
        return true;
    close(ends[0]);
    show->worker = 0;
    return false;
}

/* How it ended, as waitpid tells it. */
static int
stop_worker(struct show *show)
{
    int status = 0;
    if (show->worker == 0)
        return 0;
    close(show->socket);
    kill(show->worker, SIGKILL);
    while (waitpid(show->worker, &status, 0) < 0 && errno == EINTR)
        continue;
    show->worker = 0;
    return status;
}

static bool
send_request(struct show *show, const char *file, int document)
{
    const char *slash = strrchr(file, '/'), *suffix = strrchr(file, '.');
    struct wire_request request = { .mime = "", .password = "" };
    request.suffix = suffix == NULL || (slash != NULL && suffix < slash) ? "" : suffix;
    buf_reset(&show->frame);
    wire_add_request(&show->frame, ++show->serial, &request);
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    memset(&control, 0, sizeof control);
    struct iovec part = { show->frame.data, show->frame.length };
    struct msghdr message = { .msg_iov = &part,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof document);
    memcpy(CMSG_DATA(rights), &document, sizeof document);
    return sendmsg(show->socket, &message, MSG_NOSIGNAL) == (ssize_t)show->frame.length;
}

/* False at the end of the conversation and when the time is up. */
static bool
receive_all(struct show *show, char *at, size_t length)
{
    while (length > 0) {
        struct pollfd ready = { .fd = show->socket, .events = POLLIN };
        int64_t left = show->deadline_ms - clock_ms();
        if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
            return false;
        ssize_t count = read(show->socket, at, length);
        if (count <= 0)
            return false;
        at += count;
        length -= (size_t)count;
    }
    return true;
}

/* The header is checked before a byte of the payload is waited for. */
static bool
receive_frame(struct show *show, struct wire_header *header)
{
    unsigned char raw[WIRE_HEADER_BYTES];
    if (!receive_all(show, (char *)raw, sizeof raw) || !wire_read_header(raw, header) ||
        header->serial != show->serial)
        return false;
    char *payload = arena_alloc(show->arena, (size_t)header->length, 1);
    if (!receive_all(show, payload, (size_t)header->length))
        return false;
    buf_reset(&show->frame);
    buf_add(&show->frame, payload, (size_t)header->length);
    return true;
}

/* ---- printing ---- */

static void
json_text(struct buf *out, const char *text)
{
    buf_add_char(out, '"');
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '"' || *at == '\\')
            buf_format(out, "\\%c", *at);
        else if ((unsigned char)*at < 0x20)
            buf_format(out, "\\u%04x", (unsigned)*at);
        else
            buf_add_char(out, *at);
    }
    buf_add_char(out, '"');
}

static void
json_member(struct buf *out, const char *name, const char *text)
{
    if (text[0] == '\0')
        return;
    buf_format(out, ", \"%s\": ", name);
    json_text(out, text);
}

static const char *const part_names[] = { "body", "notes", "comments" };
static const char *const style_names[] = { "text", "heading", "title",
                                           "list", "row",     "alt" };

static void
show_document(struct show *show, const struct wire_document *document)
{
    struct buf *out = &show->out;
    if (show->json) {
        buf_add_text(out, "{\"document\": ");
        json_text(out, document->format);
        buf_format(out, ", \"pages\": %" PRId64, document->pages);
        json_member(out, "title", document->title);
        json_member(out, "author", document->author);
        json_member(out, "lang", document->lang);
        buf_format(out, ", \"year\": %d, \"flags\": %u}\n", document->year,
                   document->flags);
        return;
    }
    buf_format(out, "== %s, pages: %" PRId64, document->format, document->pages);
    if (document->title[0] != '\0')
        buf_format(out, ", title: %s", document->title);
    buf_add_char(out, '\n');
}

static void
json_line(struct buf *out, const struct wire_line *line)
{
    buf_add_text(out, "{\"text\": ");
    json_text(out, line->text);
    if (line->size > 0)
        buf_format(out, ", \"box\": [%.1f, %.1f, %.1f, %.1f], \"size\": %.1f",
                   (double)line->x0, (double)line->y0, (double)line->x1, (double)line->y1,
                   (double)line->size);
    if (line->style != WIRE_STYLE_TEXT)
        json_member(out, "style", style_names[line->style]);
    if (line->level != 0)
        buf_format(out, ", \"level\": %u", line->level);
    buf_add_char(out, '}');
}

static void
json_unit(struct buf *out, const struct wire_unit *unit)
{
    buf_format(out, "{\"page\": %" PRId64 ", \"part\": \"%s\", \"flags\": %u",
               unit->number, part_names[unit->part], unit->flags);
    json_member(out, "label", unit->label);
    json_member(out, "section", unit->section);
    json_member(out, "anchor", unit->anchor);
    json_member(out, "lang", unit->lang);
    buf_add_text(out, ", \"lines\": [");
    for (size_t i = 0; i < unit->line_count; i++) {
        buf_add_text(out, i > 0 ? ", " : "");
        json_line(out, &unit->lines[i]);
    }
    buf_add_text(out, "]}\n");
}

static void
show_unit(struct show *show, const struct wire_unit *unit)
{
    static const struct {
        uint32_t flag;
        const char *name;
    } flags[] = { { WIRE_UNIT_IMAGES, "pictures" },
                  { WIRE_UNIT_HIDDEN, "hidden" },
                  { WIRE_UNIT_POOR, "unreadable" } };
    if (show->json) {
        json_unit(&show->out, unit);
        return;
    }
    buf_format(&show->out, "-- %" PRId64, unit->number);
    if (unit->label[0] != '\0')
        buf_format(&show->out, " \"%s\"", unit->label);
    buf_format(&show->out, " %s", part_names[unit->part]);
    for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
        if ((unit->flags & flags[i].flag) != 0)
            buf_format(&show->out, ", %s", flags[i].name);
    buf_add_char(&show->out, '\n');
    for (size_t i = 0; i < unit->line_count; i++)
        buf_format(&show->out, "%s\n", unit->lines[i].text);
}

static void
show_outline(struct show *show, const struct wire_outline *outline)
{
    struct buf *out = &show->out;
    if (show->json) {
        buf_add_text(out, "{\"outline\": ");
        json_text(out, outline->title);
        buf_format(out, ", \"level\": %u, \"page\": %" PRId64 ", \"y\": %.1f}\n",
                   outline->level, outline->page, (double)outline->y);
        return;
    }
    buf_format(out, "-- contents, level %u, page %" PRId64 ": %s\n", outline->level,
               outline->page, outline->title);
}

static void
show_note(struct show *show, const struct wire_note *note)
{
    struct buf *out = &show->out;
    if (show->json) {
        buf_format(out, "{\"note\": \"%s\", \"page\": %" PRId64,
                   wire_reason_name(note->reason), note->page);
        json_member(out, "message", note->text);
        buf_add_text(out, "}\n");
        return;
    }
    buf_format(out, "-- note on page %" PRId64 " (%s): %s\n", note->page,
               wire_reason_name(note->reason), note->text);
}

static void
show_failure(struct show *show, const char *file, const char *reason, const char *text)
{
    if (show->json) {
        buf_format(&show->out, "{\"error\": \"%s\"", reason);
        json_member(&show->out, "message", text);
        buf_add_text(&show->out, "}\n");
    }
    fprintf(stderr, "stepwell-extract: '%s': %s\n", file, text);
}

static void
print(struct show *show)
{
    fwrite(show->out.data, 1, show->out.length, stdout);
    buf_reset(&show->out);
}

/* ---- one file ---- */

enum verdict { VERDICT_MORE, VERDICT_READ, VERDICT_UNREAD, VERDICT_NONSENSE };

static enum verdict
show_error(struct show *show, const char *file)
{
    struct wire_error error;
    if (!wire_read_error(show->frame.data, show->frame.length, show->arena, &error))
        return VERDICT_NONSENSE;
    show_failure(show, file, wire_reason_name(error.reason), error.text);
    return VERDICT_UNREAD;
}

static enum verdict
show_end(struct show *show)
{
    struct wire_end end;
    if (!wire_read_end(show->frame.data, show->frame.length, &end))
        return VERDICT_NONSENSE;
    if (show->json)
        buf_format(&show->out,
                   "{\"units\": %" PRIu64 ", \"cpu_ms\": %u, \"peak_kib\": %u}\n",
                   end.units, end.cpu_ms, end.peak_kib);
    return VERDICT_READ;
}

static enum verdict
show_frame(struct show *show, const struct wire_header *header, const char *file)
{
    union {
        struct wire_document document;
        struct wire_unit unit;
        struct wire_outline outline;
        struct wire_note note;
    } frame;
    const char *bytes = show->frame.data;
    size_t length = show->frame.length;
    bool sound = false;
    switch ((int)header->type) {
    case WIRE_DOCUMENT:
        if ((sound = wire_read_document(bytes, length, show->arena, &frame.document)))
            show_document(show, &frame.document);
        break;
    case WIRE_UNIT:
        if ((sound = wire_read_unit(bytes, length, show->arena, &frame.unit)))
            show_unit(show, &frame.unit);
        break;
    case WIRE_OUTLINE:
        if ((sound = wire_read_outline(bytes, length, show->arena, &frame.outline)))
            show_outline(show, &frame.outline);
        break;
    case WIRE_NOTE:
        if ((sound = wire_read_note(bytes, length, show->arena, &frame.note)))
            show_note(show, &frame.note);
        break;
    case WIRE_ERROR: return show_error(show, file);
    case WIRE_END: return show_end(show);
    default: break;
    }
    return sound ? VERDICT_MORE : VERDICT_NONSENSE;
}

static void
explain_death(struct show *show, const char *file)
{
    bool overdue = clock_ms() >= show->deadline_ms;
    int status = stop_worker(show);
    if (overdue || (WIFEXITED(status) && WEXITSTATUS(status) == WIRE_EXIT_TIME))
        show_failure(show, file, "timeout", "took too long to read");
    else if (WIFEXITED(status) && WEXITSTATUS(status) == WIRE_EXIT_CHANGED)
        show_failure(show, file, "changed", "changed while it was read");
    else if (WIFEXITED(status) && WEXITSTATUS(status) == WIRE_EXIT_MEMORY)
        show_failure(show, file, "memory",
                     "needs more memory than one document may have");
    else
        show_failure(show, file, "crashed", "the reader stopped in the middle of it");
}

static bool
read_answer(struct show *show, const char *file)
{
    enum verdict verdict = VERDICT_MORE;
    while (verdict == VERDICT_MORE) {
        struct wire_header header;
        arena_reset(show->arena);
        verdict = receive_frame(show, &header) ? show_frame(show, &header, file)
                                               : VERDICT_NONSENSE;
        print(show);
    }
    if (verdict == VERDICT_NONSENSE)
        explain_death(show, file);
    print(show);
    return verdict == VERDICT_READ;
}

static bool
show_file(struct show *show, const char *file)
{
    if (show->json) {
        buf_add_text(&show->out, "{\"file\": ");
        struct buf name = BUF_INIT(LIMIT_METADATA_BYTES);
        utf8_repair(&name, file, strlen(file));
        json_text(&show->out, name.data);
        buf_free(&name);
        buf_add_text(&show->out, "}\n");
    }
    int document = open(file, O_RDONLY | O_CLOEXEC);
    if (document < 0) {
        show_failure(show, file, "missing", strerror(errno));
        print(show);
        return false;
    }
    show->deadline_ms = clock_ms() + (int64_t)LIMIT_EXTRACT_SECONDS * 1000;
    bool sent = start_worker(show) && send_request(show, file, document);
    close(document);
    if (sent)
        return read_answer(show, file);
    explain_death(show, file);
    print(show);
    return false;
}

int
show_files(char *const *files, int count, bool json)
{
    struct show show = { .json = json,
                         .arena = arena_new(),
                         .frame = BUF_INIT(2 * (size_t)LIMIT_FRAME_BYTES),
                         .out = BUF_INIT(8 * (size_t)LIMIT_FRAME_BYTES) };
    bool all = true;
    for (int i = 0; i < count; i++)
        all = show_file(&show, files[i]) && all;
    stop_worker(&show);
    arena_free(show.arena);
    buf_free(&show.frame);
    buf_free(&show.out);
    return all ? 0 : 1;
}
