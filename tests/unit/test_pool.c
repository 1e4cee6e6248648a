/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The pool against workers that crash, hang, flood and lie: this program, run as one. */
#include "check.h"

#include "base/limits.h"
#include "reading/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* ---- the worker: the suffix of a document says how it behaves ---- */

static void
send_all(const struct buf *frames)
{
    for (size_t at = 0; at < frames->length;) {
        ssize_t sent = write(0, frames->data + at, frames->length - at);
        if (sent <= 0)
            _exit(1);
        at += (size_t)sent;
    }
}

static void
add_pages(struct buf *frames, uint32_t serial, int64_t count, const char *text)
{
    struct wire_document document = { .format = "text",
                                      .mime = "text/plain",
                                      .title = "",
                                      .author = "",
                                      .lang = "",
                                      .pages = count };
    wire_add_document(frames, serial, &document);
    for (int64_t i = 1; i <= count; i++) {
        struct wire_line line = { .text = text };
        struct wire_unit unit = { .number = i,
                                  .label = "",
                                  .section = "",
                                  .anchor = "",
                                  .lang = "",
                                  .lines = &line,
                                  .line_count = 1 };
        wire_add_unit(frames, serial, &unit);
    }
}

static void
add_error(struct buf *frames, uint32_t serial, enum wire_reason reason, const char *text)
{
    struct wire_error error = { reason, text };
    wire_add_error(frames, serial, &error);
}

static void
flood_errors(void)
{
    char noise[4096];
    memset(noise, 'x', sizeof noise);
    for (int i = 0; i < 4000; i++)
        if (write(2, noise, sizeof noise) < 0)
            _exit(1);
}

static void
behave(const struct wire_request *request, int document, uint32_t serial)
{
    struct buf frames = BUF_INIT(64 << 20);
    struct wire_end end = { .units = 3 };
    const char *how = request->suffix;
    char first[64] = "";
    if (pread(document, first, sizeof first - 1, 0) < 0)
        _exit(1);
    add_pages(&frames, serial, 3, first[0] == '\0' ? "nothing" : first);
    if (strcmp(how, ".crash") == 0) {
        send_all(&frames);
        raise(SIGABRT); /* not SIGSEGV: sanitizers catch that one */
    } else if (strcmp(how, ".hang") == 0) {
        send_all(&frames);
        for (;;)
            pause();
    } else if (strcmp(how, ".memory") == 0) {
        buf_reset(&frames);
        add_error(&frames, serial, WIRE_REASON_MEMORY, "needs more memory");
    } else if (strcmp(how, ".refuse") == 0) {
        buf_reset(&frames);
        add_error(&frames, serial, WIRE_REASON_DAMAGED, "its own words");
    } else if (strcmp(how, ".serial") == 0) {
        buf_reset(&frames);
        add_pages(&frames, serial + 1, 3, "wrong");
    } else if (strcmp(how, ".count") == 0) {
        end.units = 7;
        wire_add_end(&frames, serial, &end);
    } else if (strcmp(how, ".twice") == 0) {
        add_pages(&frames, serial, 1, "again");
    } else if (strcmp(how, ".utf8") == 0) {
        frames.data[frames.length - 24] = (char)0xFF;
        wire_add_end(&frames, serial, &end);
    } else if (strcmp(how, ".random") == 0) {
        memset(frames.data, 0x77, frames.length);
    } else if (strcmp(how, ".exit") == 0) {
        _exit(3);
    } else if (strcmp(how, ".locked") == 0 && strcmp(request->password, "open") != 0) {
        buf_reset(&frames);
        add_error(&frames, serial, WIRE_REASON_ENCRYPTED, "protected");
    } else {
        if (strcmp(how, ".flood") == 0)
            flood_errors();
        wire_add_end(&frames, serial, &end);
    }
    send_all(&frames);
    buf_free(&frames);
}

static bool
receive(struct buf *frame, int *document)
{
    char bytes[65536];
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(sizeof(int))];
    } control;
    struct iovec data = { bytes, sizeof bytes };
    struct msghdr message = { .msg_iov = &data,
                              .msg_iovlen = 1,
                              .msg_control = control.bytes,
                              .msg_controllen = sizeof control.bytes };
    ssize_t got = recvmsg(0, &message, 0);
    struct cmsghdr *header = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (header == NULL)
        return false;
    memcpy(document, CMSG_DATA(header), sizeof *document);
    buf_add(frame, bytes, (size_t)got);
    return true;
}

static int
run_as_worker(void)
{
    struct buf frame = BUF_INIT(LIMIT_FRAME_BYTES);
    struct arena *words = arena_new();
    int document;
    while (receive(&frame, &document)) {
        struct wire_header header;
        struct wire_request request;
        unsigned char bytes[WIRE_HEADER_BYTES];
        memcpy(bytes, frame.data, sizeof bytes);
        if (!wire_read_header(bytes, &header) || header.type != WIRE_REQUEST ||
            !wire_read_request(frame.data + WIRE_HEADER_BYTES, (size_t)header.length,
                               words, &request))
            return 2;
        /* Nothing but the three standard descriptors and the document may be open. */
        if (fcntl(document + 1, F_GETFD) != -1 || errno != EBADF)
            return 4;
        behave(&request, document, header.serial);
        close(document);
        buf_reset(&frame);
    }
    buf_free(&frame);
    arena_free(words);
    return 0;
}

/* ---- the parent ---- */

enum { JOBS = 40 };

struct outcome {
    bool done, whole;
    size_t units;
    enum wire_reason reason;
    char text[256], first[64];
};

static char folder[] = "/tmp/stepwell-pool-XXXXXX";
static struct outcome outcomes[JOBS];
static struct pool_job jobs[JOBS];
static char paths[JOBS][64];
static size_t job_count;
static bool stop;

static void
add_job(const char *suffix)
{
    static const char *const none[] = { "" };
    struct pool_job *job = &jobs[job_count];
    struct stat status;
    snprintf(paths[job_count], sizeof paths[0], "%s/%zu", folder, job_count);
    FILE *file = fopen(paths[job_count], "w");
    assert_non_null(file);
    fprintf(file, "document %zu", job_count);
    fclose(file);
    assert_int_equal(stat(paths[job_count], &status), 0);
    *job = (struct pool_job) { .path = paths[job_count],
                               .suffix = suffix,
                               .mime = "",
                               .passwords = none,
                               .password_count = 1,
                               .bytes = status.st_size,
                               .mtime_ns = (int64_t)status.st_mtim.tv_sec * 1000000000 +
                                           status.st_mtim.tv_nsec };
    job_count++;
}

static int
start(void **state)
{
    (void)state;
    memset(outcomes, 0, sizeof outcomes);
    job_count = 0;
    stop = false;
    return 0;
}

static bool
keep(void *context, size_t job, const struct pool_result *result, struct error *err)
{
    (void)context, (void)err;
    struct outcome *outcome = &outcomes[job];
    assert_false(outcome->done);
    outcome->done = true;
    outcome->whole = result->whole;
    outcome->units = result->units;
    outcome->reason = result->reason;
    snprintf(outcome->text, sizeof outcome->text, "%s", result->text);
    return true;
}

static bool
tick(void *context, size_t done, uint64_t units)
{
    (void)context, (void)done, (void)units;
    return !stop;
}

static bool
run(unsigned workers, struct error *err)
{
    struct pool_options options = { .program = "/proc/self/exe",
                                    .workers = workers,
                                    .page_seconds = 1,
                                    .total_seconds = 3,
                                    .done = keep,
                                    .tick = tick };
    char self[4096];
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    self[length > 0 ? length : 0] = '\0';
    options.program = self;
    return pool_run(&options, jobs, job_count, err);
}

static void
run_well(unsigned workers)
{
    struct error err = ERROR_INIT;
    assert_true(run(workers, &err));
    for (size_t i = 0; i < job_count; i++)
        assert_true(outcomes[i].done);
}

static void
every_document_comes_back_whole(void **state)
{
    (void)state;
    for (int i = 0; i < JOBS; i++)
        add_job(".good");
    run_well(3);
    for (int i = 0; i < JOBS; i++) {
        assert_true(outcomes[i].whole);
        assert_int_equal(outcomes[i].units, 3);
    }
}

static void
a_crash_costs_one_document_and_keeps_its_pages(void **state)
{
    (void)state;
    add_job(".good");
    add_job(".crash");
    add_job(".good");
    add_job(".exit");
    add_job(".good");
    run_well(2);
    assert_true(outcomes[0].whole && outcomes[2].whole && outcomes[4].whole);
    assert_false(outcomes[1].whole);
    assert_int_equal(outcomes[1].reason, WIRE_REASON_CRASHED);
    assert_int_equal(outcomes[1].units, 3);
    assert_non_null(strstr(outcomes[1].text, "crashed"));
    assert_int_equal(outcomes[3].reason, WIRE_REASON_CRASHED);
    assert_int_equal(outcomes[3].units, 0);
}

static void
an_endless_loop_is_cut(void **state)
{
    (void)state;
    add_job(".hang");
    add_job(".good");
    run_well(1);
    assert_int_equal(outcomes[0].reason, WIRE_REASON_TIMEOUT);
    assert_int_equal(outcomes[0].units, 3);
    assert_string_equal(outcomes[0].text, "took longer than 1 seconds to read");
    assert_true(outcomes[1].whole);
}

static void
a_refusal_keeps_its_words(void **state)
{
    (void)state;
    add_job(".refuse");
    add_job(".memory");
    run_well(1);
    assert_int_equal(outcomes[0].reason, WIRE_REASON_DAMAGED);
    assert_string_equal(outcomes[0].text, "its own words");
    assert_int_equal(outcomes[1].reason, WIRE_REASON_MEMORY);
}

static void
lies_are_not_believed(void **state)
{
    static const char *const lies[] = { ".serial", ".count", ".twice", ".random",
                                        ".utf8" };
    (void)state;
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        add_job(lies[i]);
        add_job(".good");
    }
    run_well(2);
    for (size_t i = 0; i < job_count; i += 2) {
        assert_false(outcomes[i].whole);
        assert_int_equal(outcomes[i].reason, WIRE_REASON_CRASHED);
        assert_true(outcomes[i + 1].whole);
    }
    assert_int_equal(outcomes[2].units, 3); /* what came before the lie is kept */
}

static void
noise_on_stderr_blocks_nobody(void **state)
{
    (void)state;
    add_job(".flood");
    add_job(".flood");
    run_well(2);
    assert_true(outcomes[0].whole && outcomes[1].whole);
}

static void
passwords_are_tried_one_after_another(void **state)
{
    static const char *const passwords[] = { "shut", "open" };
    (void)state;
    add_job(".locked");
    add_job(".locked");
    jobs[0].passwords = passwords;
    jobs[0].password_count = 2;
    run_well(1);
    assert_true(outcomes[0].whole);
    assert_int_equal(outcomes[1].reason, WIRE_REASON_ENCRYPTED);
}

static void
a_file_that_changed_is_told(void **state)
{
    (void)state;
    add_job(".good");
    add_job(".good");
    jobs[0].mtime_ns++;
    unlink(paths[1]);
    run_well(1);
    assert_int_equal(outcomes[0].reason, WIRE_REASON_CHANGED);
    assert_int_equal(outcomes[1].reason, WIRE_REASON_CHANGED);
}

static void
stopping_stops_and_leaves_nobody_behind(void **state)
{
    struct error err = ERROR_INIT;
    (void)state;
    for (int i = 0; i < 4; i++)
        add_job(".hang");
    stop = true;
    assert_false(run(2, &err));
    assert_int_equal(err.kind, ERROR_SYSTEM);
}

static void
a_reader_that_is_not_there_is_an_error(void **state)
{
    struct error err = ERROR_INIT;
    struct pool_options options = { .program = "/nowhere/stepwell-extract",
                                    .workers = 1,
                                    .done = keep };
    (void)state;
    add_job(".good");
    assert_false(pool_run(&options, jobs, job_count, &err));
    assert_int_equal(err.kind, ERROR_SYSTEM);
    assert_false(outcomes[0].done);
}

static int
make_folder(void **state)
{
    (void)state;
    setenv("STEPWELL_TEST_WORKER", "1", 1);
    signal(SIGPIPE, SIG_IGN);
    return mkdtemp(folder) == NULL;
}

static int
remove_folder(void **state)
{
    (void)state;
    for (int i = 0; i < JOBS; i++) {
        char path[64];
        snprintf(path, sizeof path, "%s/%d", folder, i);
        unlink(path);
    }
    return rmdir(folder);
}

#define CASE(name) cmocka_unit_test_setup(name, start)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(every_document_comes_back_whole),
        CASE(a_crash_costs_one_document_and_keeps_its_pages),
        CASE(an_endless_loop_is_cut),
        CASE(a_refusal_keeps_its_words),
        CASE(lies_are_not_believed),
        CASE(noise_on_stderr_blocks_nobody),
        CASE(passwords_are_tried_one_after_another),
        CASE(a_file_that_changed_is_told),
        CASE(stopping_stops_and_leaves_nobody_behind),
        CASE(a_reader_that_is_not_there_is_an_error),
    };
    if (getenv("STEPWELL_TEST_WORKER") != NULL)
        return run_as_worker();
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
