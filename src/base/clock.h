/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A clock that nobody sets: for deadlines and for how long something took. */
#ifndef STEPWELL_BASE_CLOCK_H
#define STEPWELL_BASE_CLOCK_H

#include <stdint.h>
#include <time.h>

static inline int64_t
clock_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static inline int64_t
clock_ms(void)
{
    return clock_ns() / 1000000;
}

#endif
