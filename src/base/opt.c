/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parsing by the table, in the manner of getopt_long(3) but for dashes after operands. */
#include "base/opt.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const struct opt *
by_letter(const struct opt *table, char letter)
{
    for (const struct opt *opt = table; opt->name != NULL; opt++)
        if (opt->letter != '\0' && opt->letter == letter)
            return opt;
    return NULL;
}

/* An exact name wins over a longer one that begins with it; two that begin so are ambiguous. */
static const struct opt *
by_name(const struct opt *table, const char *name, size_t length, bool *ambiguous)
{
    const struct opt *found = NULL;
    *ambiguous = false;
    for (const struct opt *opt = table; opt->name != NULL; opt++) {
        if (strncmp(opt->name, name, length) != 0)
            continue;
        if (opt->name[length] == '\0')
            return opt;
        *ambiguous = found != NULL;
        found = opt;
    }
    return *ambiguous ? NULL : found;
}

static bool
takes_value(const struct opt *opt)
{
    return opt->kind == OPT_COUNT || opt->kind == OPT_TEXT || opt->kind == OPT_LIST;
}

static bool
set_count(const struct opt *opt, const char *text, struct error *err)
{
    char *end;
    errno = 0;
    long count = strtol(text, &end, 10);
    if (!isdigit((unsigned char)text[0]) || *end != '\0' || errno != 0)
        return error_set(err, ERROR_USAGE, "'%s' is not a number for --%s", text,
                         opt->name);
    *(long *)opt->value = count;
    return true;
}

static bool
set(const struct opt *opt, const char *value, struct error *err)
{
    struct opt_list *list = opt->value;
    switch (opt->kind) {
    case OPT_FLAG:
    case OPT_HELP:
    case OPT_VERSION: *(bool *)opt->value = true; return true;
    case OPT_COUNT: return set_count(opt, value, err);
    case OPT_TEXT:
    case OPT_OPTIONAL: *(const char **)opt->value = value; return true;
    case OPT_LIST:
        if (list->count == OPT_LIST_MAX)
            return error_set(err, ERROR_USAGE, "--%s is given more than %d times",
                             opt->name, OPT_LIST_MAX);
        list->items[list->count++] = value;
        return true;
    }
    return false;
}

/* The state of one walk over argv. */
struct walk {
    const struct opt *table;
    int argc, at;
    char **argv;
    int operands;
    struct error *err;
};

static const char *
next_value(struct walk *walk)
{
    return walk->at + 1 < walk->argc ? walk->argv[++walk->at] : NULL;
}

static bool
long_option(struct walk *walk, const char *text)
{
    const char *equals = strchr(text, '=');
    size_t length = equals != NULL ? (size_t)(equals - text) : strlen(text);
    bool ambiguous;
    const struct opt *opt = by_name(walk->table, text, length, &ambiguous);
    if (opt == NULL)
        return error_set(walk->err, ERROR_USAGE,
                         "%s option '--%.*s'\nhint: --help lists the options",
                         ambiguous ? "ambiguous" : "unknown", (int)length, text);
    if (equals != NULL && !takes_value(opt) && opt->kind != OPT_OPTIONAL)
        return error_set(walk->err, ERROR_USAGE, "option '--%s' takes no value",
                         opt->name);
    const char *value = equals != NULL ? equals + 1 : "";
    if (equals == NULL && takes_value(opt))
        value = next_value(walk);
    if (value == NULL)
        return error_set(walk->err, ERROR_USAGE, "option '--%s' needs a value (%s)",
                         opt->name, opt->argument);
    return set(opt, value, walk->err);
}

/* "-xn5" is -x -n 5. */
static bool
short_options(struct walk *walk, const char *letters)
{
    for (const char *at = letters; *at != '\0'; at++) {
        const struct opt *opt = by_letter(walk->table, *at);
        if (opt == NULL)
            return error_set(walk->err, ERROR_USAGE,
                             "unknown option '-%c'\nhint: --help lists the options", *at);
        if (!takes_value(opt)) {
            if (!set(opt, "", walk->err))
                return false;
            continue;
        }
        const char *value = at[1] != '\0' ? at + 1 : next_value(walk);
        if (value == NULL)
            return error_set(walk->err, ERROR_USAGE, "option '-%c' needs a value (%s)",
                             *at, opt->argument);
        return set(opt, value, walk->err);
    }
    return true;
}

/* After the first operand "-mother" is part of what is searched, "-n" and "-n5" are options. */
static bool
is_short_after_operand(const struct opt *table, const char *text)
{
    const struct opt *opt = by_letter(table, text[1]);
    if (opt == NULL)
        return false;
    if (text[2] == '\0')
        return true;
    return opt->kind == OPT_COUNT && text[2 + strspn(text + 2, "0123456789")] == '\0';
}

static bool
one_argument(struct walk *walk)
{
    char *text = walk->argv[walk->at];
    if (text[0] == '-' && text[1] == '-')
        return long_option(walk, text + 2);
    if (text[0] == '-' && text[1] != '\0' &&
        (walk->operands == 0 || is_short_after_operand(walk->table, text)))
        return short_options(walk, text + 1);
    walk->argv[1 + walk->operands++] = text;
    return true;
}

bool
opt_parse(const struct opt *table, int argc, char **argv, int *operands, int *literal,
          struct error *err)
{
    struct walk walk = { table, argc, 1, argv, 0, err };
    if (literal != NULL)
        *literal = argc;
    for (; walk.at < argc; walk.at++) {
        if (strcmp(argv[walk.at], "--") == 0) {
            if (literal != NULL)
                *literal = walk.operands;
            while (++walk.at < argc)
                argv[1 + walk.operands++] = argv[walk.at];
            break;
        }
        if (!one_argument(&walk))
            return false;
    }
    *operands = walk.operands;
    return true;
}

void
opt_help(struct buf *out, const struct opt *table)
{
    enum { COLUMN = 28 };
    for (const struct opt *opt = table; opt->name != NULL; opt++) {
        size_t start = out->length;
        if (opt->letter != '\0')
            buf_format(out, "  -%c, --%s", opt->letter, opt->name);
        else
            buf_format(out, "      --%s", opt->name);
        if (opt->argument != NULL)
            buf_format(out, opt->kind == OPT_OPTIONAL ? "[=%s]" : "=%s", opt->argument);
        if (out->length - start >= COLUMN)
            buf_format(out, "\n%*s", COLUMN, "");
        else
            buf_format(out, "%*s", (int)(COLUMN - (out->length - start)), "");
        buf_format(out, "%s\n", opt->help);
    }
}
