/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An arena, and what a parser complains of as one text that tests can compare. */
#ifndef STEPWELL_TESTS_FIXTURE_TOLD_H
#define STEPWELL_TESTS_FIXTURE_TOLD_H

#include "check.h"

#include "base/buf.h"
#include "base/memory.h"

static struct arena *arena;
static struct buf told;

static int
told_start(void **state)
{
    (void)state;
    arena = arena_new();
    told = (struct buf)BUF_INIT(1 << 20);
    return 0;
}

static int
told_finish(void **state)
{
    (void)state;
    buf_free(&told);
    arena_free(arena);
    return 0;
}

#endif
