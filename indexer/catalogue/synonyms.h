/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The file of synonyms as a librarian writes it: a line for what is called in several ways. */
#ifndef STEPWELL_SYNONYMS_H
#define STEPWELL_SYNONYMS_H

#include "store/store_write.h"

#ifdef __cplusplus
extern "C" {
#endif

struct synonyms {
    struct store_synonym *items; /* pairs */
    size_t count, capacity;
    const char *digest; /* of the file; "" when there is none */
};

/* Lines "dad, daddy = father" (each finds the others) and "ecd => early childhood development"
 * (the left finds the right, too); "ro: tata = tată" counts in one language. Comments begin
 * with '#'. All mistakes are told; then false. */
typedef void synonyms_complain_fn(void *context, int line, const char *what);
bool synonyms_parse(struct synonyms *synonyms, const char *text, size_t length,
                    struct arena *arena, synonyms_complain_fn *complain, void *context);

/* A file that is not there is none, unless it is needed. ERROR_CATALOGUE. */
bool synonyms_read(struct synonyms *synonyms, const char *path, bool needed,
                   struct arena *arena, synonyms_complain_fn *complain, void *context,
                   struct error *err);

#ifdef __cplusplus
}
#endif

#endif
