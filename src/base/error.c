/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors as values that are passed in and filled. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool
error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
    if (err != NULL) {
        va_list arguments;
        va_start(arguments, format);
        err->kind = kind;
        vsnprintf(err->text, sizeof err->text, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool
error_within(struct error *err, const char *format, ...)
{
    enum { LAST = sizeof err->text - 1 };
    char where[sizeof err->text - 2]; /* room for ": " */
    if (err == NULL)
        return false;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(where, sizeof where, format, arguments);
    va_end(arguments);
    size_t length = strlen(where);
    memmove(err->text + length + 2, err->text, LAST - length - 2);
    memcpy(err->text, where, length);
    memcpy(err->text + length, ": ", 2);
    err->text[LAST] = '\0';
    return false;
}

int
error_exit_status(enum error_kind kind)
{
    switch (kind) {
    case ERROR_NONE: return 0;
    case ERROR_INPUT: return 1;
    case ERROR_REFUSED: return 1;
    case ERROR_USAGE: return 2;
    case ERROR_CATALOGUE: return 65;
    case ERROR_MISSING: return 66;
    case ERROR_NETWORK: return 69;
    case ERROR_SYSTEM: return 71;
    case ERROR_WRITE: return 73;
    case ERROR_STORE: return 73;
    case ERROR_BUSY: return 75;
    }
    return 71;
}
