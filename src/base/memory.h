/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is there or ends the process with a sentence, and arenas that are freed at once. */
#ifndef STEPWELL_BASE_MEMORY_H
#define STEPWELL_BASE_MEMORY_H

#include "base/error.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Zeroed memory, to be freed with free(3). Never NULL; count 0 gives one element. */
void *memory_new(size_t count, size_t size);

/* A NUL-terminated copy of length bytes, to be freed with free(3). */
char *memory_text(const char *text, size_t length);

/* Grows *array, which has room for *capacity elements, until it holds needed ones. */
void memory_grow(void *array, size_t *capacity, size_t needed, size_t size);

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *arena);

/* Forgets all that was allocated; keeps the first block for the next document or request. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type; lives until reset. Never NULL. */
void *arena_alloc(struct arena *arena, size_t count, size_t size);

/* NUL-terminated copies that live until reset. */
char *arena_text(struct arena *arena, const char *text, size_t length);
char *arena_copy(struct arena *arena, const char *text);
char *arena_format(struct arena *arena, const char *format, ...) ERROR_PRINTF(2, 3);

/* An array in the arena that grows: copies *array when *capacity < needed. */
void arena_grow(struct arena *arena, void *array, size_t *capacity, size_t needed,
                size_t size);

#ifdef __cplusplus
}
#endif

#endif
