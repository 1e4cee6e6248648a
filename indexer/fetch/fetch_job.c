/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What each answer means: a copy, another address, another try later, or the end. */
#include "fetch_job.h"

#include "base/clock.h"
#include "base/disk.h"
#include "update/digest.h"
#include "url.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    HOPS_MOST = 8,
    TRIES_MOST = 4,
    PATIENCE_SECONDS = 120, /* a server that wants more is asked in the next run */
    BACK_OFF_LEAST_MS = 50,
    SNIFF_BYTES = 1024
};

static const char *
copy_path(const struct fetch_job *job)
{
    return arena_format(job->arena, "%s/%s", job->options->corpus, job->row->name);
}

/* In the folder of downloads. */
static bool
has_copy(const struct fetch_job *job)
{
    return job->row->name[0] != '\0' && access(copy_path(job), R_OK) == 0;
}

void
fetch_job_start(struct fetch_job *job, const struct fetch_options *options,
                struct fetch_row *row, struct arena *arena)
{
    struct digest digest;
    char text[DIGEST_TEXT];
    digest_start(&digest);
    digest_add_text(&digest, row->url);
    digest_end(&digest, text);
    *job = (struct fetch_job) { .options = options,
                                .arena = arena,
                                .address = row->url,
                                .url = row->url,
                                .host = url_host(arena, row->url),
                                .row = row,
                                .part_validator = "",
                                .permanent = true,
                                .descriptor = -1 };
    job->part = arena_format(arena, "%s/.part-%.16s", options->corpus, text);
}

/* ---- the part that is here ---- */

static const char *
validator_path(const struct fetch_job *job)
{
    return arena_format(job->arena, "%s.from", job->part);
}

static void
read_validator(struct fetch_job *job)
{
    char line[256];
    FILE *file = fopen(validator_path(job), "re");
    job->part_validator = "";
    if (file == NULL)
        return;
    if (fgets(line, sizeof line, file) != NULL)
        job->part_validator = arena_text(job->arena, line, strcspn(line, "\r\n"));
    fclose(file);
}

/* Without it the part is of no use; that it could not be written costs a second fetch. */
void
fetch_job_begun(void *context, const char *validator)
{
    struct fetch_job *job = context;
    unlink(validator_path(job));
    job->part_validator = validator[0] == '\0' ? "" : arena_copy(job->arena, validator);
    FILE *file = validator[0] == '\0' ? NULL : fopen(validator_path(job), "wxe");
    if (file == NULL)
        return;
    fprintf(file, "%s\n", validator);
    fclose(file);
}

static void
drop_part(struct fetch_job *job)
{
    unlink(job->part);
    unlink(validator_path(job));
}

static void
close_part(struct fetch_job *job)
{
    if (job->descriptor >= 0)
        close(job->descriptor);
    job->descriptor = -1;
}

bool
fetch_job_request(struct fetch_job *job, struct fetch_request *request, struct error *err)
{
    struct stat status;
    bool copy = has_copy(job);
    read_validator(job);
    job->descriptor = open(job->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (job->descriptor < 0 || fstat(job->descriptor, &status) != 0)
        return disk_fail(err, job->part, errno);
    *request = (struct fetch_request) {
        .url = job->url,
        .etag = copy ? job->row->etag : "",
        .changed = copy ? job->row->changed : "",
        .validator = job->part_validator,
        .offset = job->part_validator[0] != '\0' ? status.st_size : 0,
        .descriptor = job->descriptor,
        .allow_private = fetch_is_listed(job->options->rules.allow_private, job->host)
    };
    return true;
}

/* ---- ends ---- */

static void
end_well(struct fetch_job *job)
{
    struct fetch_row *row = job->row;
    row->checked = time(NULL);
    row->failed = 0;
    row->code = row->reason = "";
    row->moved = job->hops > 0 && job->permanent ? job->url : "";
    job->phase = FETCH_OVER;
}

static void
end_badly(struct fetch_job *job, const char *code, const char *reason)
{
    struct fetch_row *row = job->row;
    row->failed = row->failed != 0 ? row->failed : time(NULL);
    row->code = code;
    row->reason = arena_copy(job->arena, reason);
    row->moved = "";
    job->phase = FETCH_OVER;
}

void
fetch_job_refuse(struct fetch_job *job, const char *code, const char *reason)
{
    end_badly(job, code, reason);
}

static void
end_for_all(struct fetch_job *job, const char *what, int reason)
{
    disk_fail(&job->fatal, what, reason);
    job->phase = FETCH_OVER;
}

/* Doubled with every try; what the server asks for counts when it is more. */
static void
try_again(struct fetch_job *job, const char *code, const char *reason, long retry_after)
{
    int64_t wait = job->options->rules.delay_ms;
    if (++job->tries >= TRIES_MOST || retry_after > PATIENCE_SECONDS) {
        end_badly(job, code, reason);
        return;
    }
    wait = wait < BACK_OFF_LEAST_MS ? BACK_OFF_LEAST_MS : wait;
    wait <<= job->tries;
    if (wait < (int64_t)retry_after * 1000)
        wait = (int64_t)retry_after * 1000;
    job->not_before_ms = clock_ms() + wait;
    job->phase = FETCH_WAITING;
}

/* ---- a new copy ---- */

/* Under the name of its content: the same document at two addresses is kept once. */
static void
keep_copy(struct fetch_job *job, const struct fetch_answer *answer, const char *digest)
{
    const char *extension = url_extension(job->arena, job->address);
    if (extension[0] == '\0')
        extension = url_extension(job->arena, job->url);
    const char *name = arena_format(job->arena, "%s%s%s", digest,
                                    extension[0] == '\0' ? "" : ".", extension);
    const char *path = arena_format(job->arena, "%s/%s", job->options->corpus, name);
    if (fsync(job->descriptor) != 0 || rename(job->part, path) != 0) {
        end_for_all(job, path, errno);
        return;
    }
    unlink(validator_path(job));
    job->changed = strcmp(job->row->name, name) != 0;
    job->row->name = name;
    job->row->etag = arena_copy(job->arena, answer->etag);
    job->row->changed = arena_copy(job->arena, answer->changed);
    end_well(job);
}

static const char *
reason_of_content(const char *code)
{
    if (strcmp(code, "web-page") == 0)
        return "the server sends a web page instead of the document";
    return strcmp(code, "empty") == 0 ? "the server sends an empty file"
                                      : "what the server sends is not a PDF";
}

static void
take_content(struct fetch_job *job, const struct fetch_answer *answer)
{
    char head[SNIFF_BYTES], digest[DIGEST_TEXT];
    struct error why = ERROR_INIT;
    ssize_t got = pread(job->descriptor, head, sizeof head, 0);
    const char *extension = url_extension(job->arena, job->address);
    const char *code = fetch_judge(extension, head, got < 0 ? 0 : (size_t)got);
    if (code[0] != '\0') {
        drop_part(job);
        end_badly(job, code, reason_of_content(code));
    } else if (lseek(job->descriptor, 0, SEEK_SET) != 0 ||
               !digest_file(job->descriptor, digest, &why)) {
        end_for_all(job, job->part, EIO);
    } else {
        keep_copy(job, answer, digest);
    }
}

/* ---- statuses ---- */

static void
follow(struct fetch_job *job, const struct fetch_answer *answer)
{
    const struct fetch_rules *rules = &job->options->rules;
    const char *host = url_host(job->arena, answer->location);
    if (answer->location[0] == '\0' || !url_is_web(answer->location)) {
        end_badly(job, "dead-link", "redirected to nowhere");
    } else if (++job->hops > HOPS_MOST) {
        end_badly(job, "dead-link", "redirected in a circle");
    } else if (strncmp(job->url, "https:", 6) == 0 &&
               strncmp(answer->location, "https:", 6) != 0) {
        end_badly(job, "dead-link", "redirected to an address without encryption");
    } else if (!fetch_is_listed(rules->allow, host) &&
               !fetch_is_listed(rules->allow_private, host)) {
        end_badly(job, "not-allowed",
                  arena_format(job->arena,
                               "redirected to '%s', which [fetch] allow does not list",
                               host));
    } else {
        job->permanent =
            job->permanent && (answer->status == 301 || answer->status == 308);
        job->url = answer->location;
        job->host = host;
        job->phase = FETCH_WAITING;
    }
}

static const char *
status_text(struct fetch_job *job, long status)
{
    static const struct {
        long status;
        const char *text;
    } texts[] = { { 401, "needs a password" },  { 403, "forbidden" },
                  { 404, "not found" },         { 410, "gone for good" },
                  { 429, "too many requests" }, { 500, "the server broke" },
                  { 503, "not available now" } };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].status == status)
            return arena_format(job->arena, "%ld %s", status, texts[i].text);
    return arena_format(job->arena, "the server answers %ld", status);
}

static bool
is_passing(long status)
{
    return status == 408 || status == 425 || status == 429 || status >= 500;
}

static void
take_status(struct fetch_job *job, const struct fetch_answer *answer)
{
    const char *text = status_text(job, answer->status);
    job->reached = true;
    if (answer->status == 200 || answer->status == 206) {
        take_content(job, answer);
    } else if (answer->status == 304) {
        end_well(job);
    } else if (answer->status == 301 || answer->status == 302 || answer->status == 303 ||
               answer->status == 307 || answer->status == 308) {
        follow(job, answer);
    } else if (answer->status == 416) { /* the part is longer than the document */
        drop_part(job);
        try_again(job, "dead-link", text, 0);
    } else if (is_passing(answer->status)) {
        try_again(job, "not-available", text, answer->retry_after);
    } else {
        end_badly(job, "dead-link", text);
    }
}

/* Nothing that can go on is worth keeping an empty file for. */
static void
tidy_part(struct fetch_job *job)
{
    struct stat status;
    bool empty = stat(job->part, &status) == 0 && status.st_size == 0;
    bool stale = job->phase == FETCH_OVER && strcmp(job->row->code, "not-available") != 0;
    if (empty || stale || job->part_validator[0] == '\0')
        drop_part(job);
}

void
fetch_job_told(void *context, const struct fetch_answer *answer)
{
    struct fetch_job *job = context;
    job->reached = job->reached || answer->status != 0;
    switch (answer->end) {
    case FETCH_ANSWERED: take_status(job, answer); break;
    case FETCH_UNREACHED:
    case FETCH_BROKEN: try_again(job, "not-available", answer->text, 0); break;
    case FETCH_MISPLACED:
        drop_part(job);
        try_again(job, "not-available", answer->text, 0);
        break;
    case FETCH_FORBIDDEN: end_badly(job, "not-allowed", answer->text); break;
    case FETCH_TOO_LARGE: end_badly(job, "too-large", answer->text); break;
    case FETCH_UNWRITTEN: end_for_all(job, job->part, answer->system_error); break;
    case FETCH_FAILED: end_badly(job, "not-available", answer->text); break;
    }
    close_part(job);
    tidy_part(job);
}
