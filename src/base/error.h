/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What went wrong: a kind for programs and a sentence for people. */
#ifndef STEPWELL_BASE_ERROR_H
#define STEPWELL_BASE_ERROR_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define ERROR_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define ERROR_PRINTF(text, first)
#endif

enum error_kind {
    ERROR_NONE,
    ERROR_USAGE,     /* the command line, or a request, makes no sense */
    ERROR_CATALOGUE, /* catalogue.yaml or stepwell.conf */
    ERROR_INPUT,     /* one document */
    ERROR_MISSING,   /* no index where one is expected */
    ERROR_NETWORK,
    ERROR_WRITE,   /* the index, or a file beside it, cannot be written */
    ERROR_BUSY,    /* another update is running */
    ERROR_REFUSED, /* a check before publishing says no */
    ERROR_STORE,   /* the index is damaged, too new or too old */
    ERROR_SYSTEM
};

/* The text has no capital and no full stop; what to do next follows after "\nhint: ". */
struct error {
    enum error_kind kind;
    char text[480];
};

#define ERROR_INIT     \
    {                  \
        ERROR_NONE, "" \
    }

/* Sets kind and text and returns false, so that a failure is one line. err may be NULL. */
bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
    ERROR_PRINTF(3, 4);

/* Puts "where: " before the text, keeps the kind, returns false. */
bool error_within(struct error *err, const char *format, ...) ERROR_PRINTF(2, 3);

/* The exit status of stepwell-index for this kind; see EXIT STATUS of its manual. */
int error_exit_status(enum error_kind kind);

#ifdef __cplusplus
}
#endif

#endif
