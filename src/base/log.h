/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One log for the library: four levels, and the program chooses where the lines go. */
#ifndef STEPWELL_BASE_LOG_H
#define STEPWELL_BASE_LOG_H

#include "base/error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

typedef void log_sink_fn(void *context, enum log_level level, const char *line);

/* Lines above the level are dropped; without a sink all are. */
void log_to(log_sink_fn *sink, void *context, enum log_level most);

/* The sink of the programs: stderr as "program: line", or with a "<4>" level prefix and no
 * name when a service manager reads it (JOURNAL_STREAM is set). */
void log_to_stderr(const char *program, enum log_level most);

void log_error(const char *format, ...) ERROR_PRINTF(1, 2);
void log_warning(const char *format, ...) ERROR_PRINTF(1, 2);
void log_debug(const char *format, ...) ERROR_PRINTF(1, 2);

#ifdef __cplusplus
}
#endif

#endif
