/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Options as a table: one row is parsed, printed by --help and completed by shells. */
#ifndef STEPWELL_BASE_OPT_H
#define STEPWELL_BASE_OPT_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

enum opt_kind {
    OPT_FLAG,     /* bool: set to true */
    OPT_COUNT,    /* long: a number >= 0 */
    OPT_TEXT,     /* const char *: points into argv; the last one wins */
    OPT_LIST,     /* struct opt_list: every use adds one */
    OPT_OPTIONAL, /* const char *: "" when the option stands without =VALUE */
    OPT_HELP,     /* bool */
    OPT_VERSION   /* bool */
};

struct opt {
    char letter;          /* 0 when there is no short form */
    const char *name;     /* long form without "--"; NULL ends the table */
    const char *argument; /* as --help shows it: "N", "FILE"; NULL for flags */
    const char *help;
    enum opt_kind kind;
    void *value;
};

enum { OPT_LIST_MAX = 64 };

struct opt_list {
    const char *items[OPT_LIST_MAX];
    size_t count;
};

/* Parses argv[1..] in place: operands are moved to the front of argv + 1, their number is
 * *operands. Long options ("--name", "--name=value", "--name value") are recognised anywhere
 * before "--". A single dash is an option before the first operand; after it only when it is
 * exactly one letter of the table (or such a letter and a number), so that
 * "father -mother" excludes and "father -n 5" limits. "--" ends options; *literal (may be NULL)
 * is set to the index of the first operand after it. An unambiguous prefix of a long name is
 * accepted. ERROR_USAGE with a hint otherwise. */
bool opt_parse(const struct opt *table, int argc, char **argv, int *operands,
               int *literal, struct error *err);

/* The lines of the table as --help shows them. */
void opt_help(struct buf *out, const struct opt *table);

#ifdef __cplusplus
}
#endif

#endif
