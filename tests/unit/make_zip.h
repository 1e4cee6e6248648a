/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small ZIP packages in memory, so that tests need no files. */
#ifndef STEPWELL_TESTS_MAKE_ZIP_H
#define STEPWELL_TESTS_MAKE_ZIP_H

#include "check.h"

#include <zip.h>

struct zip_part {
    const char *name, *text;
    size_t length; /* 0: strlen(text) */
};

/* To be freed. The parts end where name is NULL. */
static inline char *
make_zip(const struct zip_part *parts, size_t *length)
{
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(source);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    zip_source_keep(source);
    for (; parts->name != NULL; parts++) {
        size_t size = parts->length ? parts->length : strlen(parts->text);
        zip_source_t *part = zip_source_buffer(zip, parts->text, size, 0);
        assert_true(zip_file_add(zip, parts->name, part, ZIP_FL_ENC_GUESS) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    assert_int_equal(zip_source_stat(source, &stat), 0);
    *length = (size_t)stat.size;
    char *bytes = malloc(*length);
    assert_non_null(bytes);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, bytes, stat.size), (zip_int64_t)stat.size);
    zip_source_close(source);
    zip_source_free(source);
    zip_error_fini(&error);
    return bytes;
}

#endif
