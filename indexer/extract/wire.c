/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of reasons. */
#include "wire.h"

const char *
wire_reason_name(enum wire_reason reason)
{
    static const char *const names[] = {
        "none",     "empty",    "not-a-document",  "damaged",    "encrypted",
        "bomb",     "too-deep", "too-large",       "timeout",    "memory",
        "crashed",  "no-text",  "unreadable-text", "old-format", "unsupported",
        "web-page", "changed",
    };
    size_t index = (size_t)reason;
    return index < sizeof names / sizeof *names ? names[index] : "unknown";
}
