/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tiny document of each format, with the word "stepwell" in it. */
#ifndef STEPWELL_EXTRACT_SELFTEST_SAMPLES_H
#define STEPWELL_EXTRACT_SELFTEST_SAMPLES_H

#include "base/buf.h"

struct selftest_part {
    const char *name, *text;
};

/* One of text, parts and write says what the document is. */
struct selftest_sample {
    const char *format, *text;
    const struct selftest_part *parts;
    void (*write)(struct buf *out);
    const char *suffix;
};

extern const struct selftest_sample
    selftest_samples[]; /* ends with a row without format */

void selftest_samples_write(const struct selftest_sample *sample, struct buf *out);

#endif
