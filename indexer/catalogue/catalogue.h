/* SPDX-License-Identifier: GPL-2.0-or-later */
/* catalogue.yaml or .csv to publications; every mistake with its line and what to write. */
#ifndef STEPWELL_CATALOGUE_H
#define STEPWELL_CATALOGUE_H

#include "base/buf.h"
#include "library.h"

#ifdef __cplusplus
extern "C" {
#endif

/* fatal: the catalogue cannot be used like that; else it is a warning. line 0: no line. */
typedef void catalogue_complain_fn(void *context, bool fatal, int line, const char *what);

enum catalogue_form { CATALOGUE_YAML, CATALOGUE_CSV };

struct catalogue_options {
    const char *corpus; /* folder of downloaded files; "" when there is none */
    catalogue_complain_fn *complain; /* may be NULL */
    void *context;
    enum catalogue_form form; /* of a text in memory */
};

/* CATALOGUE_CSV when the name ends in ".csv". */
enum catalogue_form catalogue_form_of(const char *path);

/* Adds what the file describes. All mistakes are told; then false, ERROR_CATALOGUE. */
bool catalogue_read(const char *path, const struct catalogue_options *options,
                    struct library *library, struct error *err);

/* The same from memory. folder: what "path:" is relative to. */
bool catalogue_parse(const char *text, size_t length, const char *folder,
                     const struct catalogue_options *options, struct library *library,
                     struct error *err);

/* The file in the other form, when it has no mistakes. What CSV has no place for is told as a
 * warning. */
bool catalogue_convert(const char *path, enum catalogue_form form,
                       const struct catalogue_options *options, struct arena *arena,
                       struct buf *out, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
