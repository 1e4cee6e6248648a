/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes and reads lines "day TAB publications TAB query", and puts full files aside. */
#include "search/searchlog.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/fold.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    PATH_BYTES = 4096,
    FOLDED_BYTES = 16 * LIMIT_QUERY_BYTES, /* ligatures grow when they are folded */
    LINE_BYTES = LIMIT_SEARCHLOG_QUERY + 64
};

/* ---- the file ---- */

static int
open_file(const char *path, struct error *err)
{
    struct stat status;
    /* Without O_NONBLOCK a pipe of that name would wait for its reader. */
    int descriptor = open(
        path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0640);
    if (descriptor >= 0 && fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))
        return descriptor;
    error_set(err, ERROR_SYSTEM,
              "cannot write the query log '%s': %s\n"
              "hint: the web server's user needs a folder in which it may make it",
              path, descriptor < 0 ? strerror(errno) : "it is no file");
    if (descriptor >= 0)
        close(descriptor);
    return -1;
}

bool
searchlog_is_full(const struct searchlog *log)
{
    return log->descriptor >= 0 &&
           lseek(log->descriptor, 0, SEEK_END) >= LIMIT_SEARCHLOG_BYTES;
}

/* Another process may have put it aside since it was opened. */
static bool
is_named(int descriptor, const char *path)
{
    struct stat open, named;
    return fstat(descriptor, &open) == 0 && stat(path, &named) == 0 &&
           open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

/* path.2 becomes path.3, and so on up to path itself; the oldest one goes. */
static void
shift_files(const char *path)
{
    char from[PATH_BYTES], to[PATH_BYTES];
    for (int i = LIMIT_SEARCHLOG_OLD - 1; i >= 0; i--) {
        int length = snprintf(to, sizeof to, "%s.%d", path, i + 1);
        snprintf(from, sizeof from, i > 0 ? "%s.%d" : "%s", path, i);
        if (length > 0 && (size_t)length < sizeof to)
            rename(from, to);
    }
}

/* Whoever gets the lock does it; the others write their line where they are. */
static bool
put_aside(struct searchlog *log, const char *path, struct error *err)
{
    if (flock(log->descriptor, LOCK_EX | LOCK_NB) != 0)
        return true;
    if (is_named(log->descriptor, path))
        shift_files(path);
    close(log->descriptor);
    log->descriptor = open_file(path, err);
    if (!searchlog_is_full(log))
        return log->descriptor >= 0;
    searchlog_close(log);
    return error_set(err, ERROR_SYSTEM,
                     "the query log '%s' is full and cannot be put aside\n"
                     "hint: the web server's user must be able to rename it",
                     path);
}

bool
searchlog_open(struct searchlog *log, const char *path, struct error *err)
{
    signal(SIGXFSZ, SIG_IGN); /* a quota costs a line, not the answer */
    *log = (struct searchlog) { .descriptor = open_file(path, err) };
    return log->descriptor >= 0 && (!searchlog_is_full(log) || put_aside(log, path, err));
}

void
searchlog_close(struct searchlog *log)
{
    if (log->descriptor >= 0)
        close(log->descriptor);
    log->descriptor = -1;
}

/* ---- writing ---- */

static bool
is_blank(char c)
{
    return (unsigned char)c <= ' ' || c == 0x7F;
}

/* Somebody's name at somewhere: not ours to keep. */
static bool
has_address(const char *query)
{
    for (const char *at = strchr(query, '@'); at != NULL; at = strchr(at + 1, '@'))
        if (at > query && !is_blank(at[-1]) && !is_blank(at[1]))
            return true;
    return false;
}

void
searchlog_fold(struct buf *out, const char *query)
{
    struct buf folded = BUF_INIT(FOLDED_BYTES), valid = BUF_INIT(FOLDED_BYTES);
    utf8_repair(&valid, query, strlen(query));
    fold_case(&folded, NULL, valid.data, valid.length);
    buf_free(&valid);
    size_t length = folded.length, start = out->length;
    while (length > 0 && (is_blank(folded.data[length - 1]) ||
                          strchr(".,;:?!", folded.data[length - 1]) != NULL))
        length--;
    for (size_t i = 0; i < length; i++)
        if (!is_blank(folded.data[i]))
            buf_add_char(out, folded.data[i]);
        else if (out->length > start && out->data[out->length - 1] != ' ')
            buf_add_char(out, ' ');
    if (out->full || out->length - start > LIMIT_SEARCHLOG_QUERY ||
        has_address(out->data + start))
        buf_cut(out, start);
    buf_free(&folded);
}

/* By the calendar of Greenwich: the sandbox has no other. */
static void
add_line(struct buf *line, const char *query, int64_t found, time_t now)
{
    struct tm parts;
    char day[32] = "";
    if (gmtime_r(&now, &parts) != NULL)
        strftime(day, sizeof day, "%Y-%m-%d", &parts);
    buf_format(line, "%s\t%" PRId64 "\t%s\n", day, found, query);
}

static bool
write_line(struct searchlog *log, const struct buf *line, struct error *err)
{
    ssize_t written = write(log->descriptor, line->data, line->length);
    if (written == (ssize_t)line->length || log->told)
        return true;
    log->told = true;
    return error_set(err, ERROR_SYSTEM, "cannot write to the query log: %s",
                     written < 0 ? strerror(errno) : "the disk is full");
}

bool
searchlog_add(struct searchlog *log, const char *query, int64_t found, time_t now,
              struct error *err)
{
    struct buf folded = BUF_INIT(FOLDED_BYTES), line = BUF_INIT(LINE_BYTES);
    bool good = true;
    if (log->descriptor < 0)
        return true;
    searchlog_fold(&folded, query);
    if (folded.length > 0) {
        add_line(&line, folded.data, found, now);
        good = write_line(log, &line, err);
    }
    buf_free(&folded);
    buf_free(&line);
    return good;
}

/* ---- reading ---- */

static bool
is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool
is_day(const char *text)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < SEARCHLOG_DAY; i++)
        if (shape[i] == '0' ? !is_digit(text[i]) : text[i] != shape[i])
            return false;
    return true;
}

static bool
is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == 0x7F)
            return false;
    return utf8_valid(text, length);
}

bool
searchlog_parse(const char *line, size_t length, struct searchlog_entry *entry)
{
    enum { DIGITS_MOST = 12 };
    size_t at = SEARCHLOG_DAY + 1;
    if (length <= at || !is_day(line) || line[SEARCHLOG_DAY] != '\t')
        return false;
    *entry = (struct searchlog_entry) { .day = line };
    for (; at < length && is_digit(line[at]); at++) {
        if (at - SEARCHLOG_DAY > DIGITS_MOST)
            return false;
        entry->found = entry->found * 10 + (line[at] - '0');
    }
    if (at == SEARCHLOG_DAY + 1 || at == length || line[at] != '\t')
        return false;
    entry->query = line + at + 1;
    entry->query_length = length - at - 1;
    return entry->query_length > 0 && entry->query_length <= LIMIT_SEARCHLOG_QUERY &&
           is_plain(entry->query, entry->query_length);
}
