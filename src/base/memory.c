/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Allocation that cannot fail: an exhausted process ends and its supervisor starts a new one. */
#include "base/memory.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK_BYTES = 64 * 1024 };

struct block {
    struct block *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

struct arena {
    struct block *blocks; /* the newest first; the last one is kept by arena_reset */
};

static _Noreturn void
exhausted(size_t count, size_t size)
{
    fprintf(stderr, "stepwell: out of memory (%zu x %zu bytes)\n", count, size);
    exit(71);
}

static size_t
product(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        count = size = 1;
    if (count > SIZE_MAX / 2 / size)
        exhausted(count, size);
    return count * size;
}

void *
memory_new(size_t count, size_t size)
{
    void *memory = calloc(1, product(count, size));
    if (memory == NULL)
        exhausted(count, size);
    return memory;
}

static void *
resized(void *old, size_t count, size_t size)
{
    void *memory = realloc(old, product(count, size));
    if (memory == NULL)
        exhausted(count, size);
    return memory;
}

char *
memory_text(const char *text, size_t length)
{
    char *copy = memory_new(length + 1, 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

static size_t
grown(size_t capacity, size_t needed)
{
    size_t larger = capacity < 8 ? 8 : capacity + capacity / 2;
    return larger < needed ? needed : larger;
}

void
memory_grow(void *array, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return;
    size_t larger = grown(*capacity, needed);
    void *old;
    memcpy(&old, array, sizeof old);
    void *moved = resized(old, larger, size);
    memcpy(array, &moved, sizeof moved);
    *capacity = larger;
}

struct arena *
arena_new(void)
{
    return memory_new(1, sizeof(struct arena));
}

void
arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    while (arena->blocks != NULL) {
        struct block *block = arena->blocks;
        arena->blocks = block->next;
        free(block);
    }
    free(arena);
}

void
arena_reset(struct arena *arena)
{
    struct block *block = arena->blocks;
    while (block != NULL && block->next != NULL) {
        struct block *next = block->next;
        free(block);
        block = next;
    }
    if (block != NULL)
        block->used = 0;
    arena->blocks = block;
}

static struct block *
room_for(struct arena *arena, size_t bytes)
{
    struct block *block = arena->blocks;
    if (block != NULL && block->size - block->used >= bytes)
        return block;
    size_t size = bytes > BLOCK_BYTES ? bytes : BLOCK_BYTES;
    block = malloc(sizeof *block + size);
    if (block == NULL)
        exhausted(1, size);
    block->next = arena->blocks;
    block->used = 0;
    block->size = size;
    arena->blocks = block;
    return block;
}

void *
arena_alloc(struct arena *arena, size_t count, size_t size)
{
    size_t bytes = product(count, size);
    bytes =
        (bytes + alignof(max_align_t) - 1) / alignof(max_align_t) * alignof(max_align_t);
    struct block *block = room_for(arena, bytes);
    void *memory = block->bytes + block->used;
    block->used += bytes;
    return memset(memory, 0, bytes);
}

char *
arena_text(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_alloc(arena, length + 1, 1);
    if (length > 0)
        memcpy(copy, text, length);
    return copy;
}

char *
arena_copy(struct arena *arena, const char *text)
{
    return arena_text(arena, text, strlen(text));
}

char *
arena_format(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        length = 0;
    char *text = arena_alloc(arena, (size_t)length + 1, 1);
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void
arena_grow(struct arena *arena, void *array, size_t *capacity, size_t needed, size_t size)
{
    if (needed <= *capacity)
        return;
    size_t larger = grown(*capacity, needed);
    void *old, *moved = arena_alloc(arena, larger, size);
    memcpy(&old, array, sizeof old);
    if (old != NULL)
        memcpy(moved, old, *capacity * size);
    memcpy(array, &moved, sizeof moved);
    *capacity = larger;
}
