/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One sink for the whole process, set once by its program. */
#include "base/log.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
    log_sink_fn *sink;
    void *context;
    enum log_level most;
} target;

static const char *program_name = "stepwell";

void
log_to(log_sink_fn *sink, void *context, enum log_level most)
{
    target.sink = sink;
    target.context = context;
    target.most = most;
}

/* Levels of syslog(3), as sd-daemon(3) reads them from the start of a line. */
static void
journal_sink(void *context, enum log_level level, const char *line)
{
    static const int syslog_level[] = { 3, 4, 6, 7 };
    (void)context;
    fprintf(stderr, "<%d>%s\n", syslog_level[level], line);
}

static void
plain_sink(void *context, enum log_level level, const char *line)
{
    (void)context;
    (void)level;
    fprintf(stderr, "%s: %s\n", program_name, line);
}

void
log_to_stderr(const char *program, enum log_level most)
{
    program_name = program;
    log_to(getenv("JOURNAL_STREAM") != NULL ? journal_sink : plain_sink, NULL, most);
}

static void ERROR_PRINTF(2, 0)
    say(enum log_level level, const char *format, va_list arguments)
{
    char line[1024];
    if (target.sink == NULL || level > target.most)
        return;
    vsnprintf(line, sizeof line, format, arguments);
    target.sink(target.context, level, line);
}

#define SAY(level)                 \
    va_list arguments;             \
    va_start(arguments, format);   \
    say(level, format, arguments); \
    va_end(arguments)

void
log_error(const char *format, ...)
{
    SAY(LOG_LEVEL_ERROR);
}

void
log_warning(const char *format, ...)
{
    SAY(LOG_LEVEL_WARNING);
}

void
log_debug(const char *format, ...)
{
    SAY(LOG_LEVEL_DEBUG);
}
