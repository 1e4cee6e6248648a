/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A library to read catalogues into, and their mistakes, a line each: "error 3 …". */
#ifndef STEPWELL_TESTS_FIXTURE_CATALOGUE_H
#define STEPWELL_TESTS_FIXTURE_CATALOGUE_H

#include "fixture_told.h"

#include "catalogue/catalogue.h"

static struct library library;

static void
complain(void *context, bool fatal, int line, const char *what)
{
    (void)context;
    buf_format(&told, "%s %d %s\n", fatal ? "error" : "warning", line, what);
}

static int
start(void **state)
{
    told_start(state);
    library_start(&library, arena);
    return 0;
}

#endif
