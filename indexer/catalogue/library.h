/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is to be indexed: publications and where their files lie, from a catalogue or folders. */
#ifndef STEPWELL_LIBRARY_H
#define STEPWELL_LIBRARY_H

#include "base/memory.h"
#include "store/publication.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Texts are UTF-8 and never NULL, except path, which is what open(2) takes. */
struct library_file {
    struct publication_file
        file;                /* name, url, label, part and lang; the rest is found out */
    const char *path;        /* to open; "" when it is not here */
    const char *shown;       /* what the report calls it */
    const char *password;    /* "" when none */
    const char *pictures;    /* pages that shall have one: "3, 12-14"; "" */
    const char *absent;      /* why there is nothing to open and what to do; "" */
    const char *absent_code; /* for programs; NULL for "missing" */
};

struct library_entry {
    struct publication publication; /* without files */
    struct library_file *files;
    size_t file_count;
    bool loose; /* a file of a folder: what it holds says what it is called */
};

struct library {
    const char *name, *home; /* "" when the catalogue does not say */
    struct library_entry *entries;
    size_t count, capacity;
    size_t file_count;
    struct arena *arena; /* holds all of it */
};

/* Both in arena; nothing to free but the arena. */
void library_start(struct library *library, struct arena *arena);
struct library_entry *library_add(struct library *library);

/* "%20" and the like undone; what is no escape stays. */
const char *library_unescape(struct arena *arena, const char *text, size_t length);

/* The last component of a path or of an address without query and fragment. */
const char *library_last_component(struct arena *arena, const char *path_or_url);

#ifdef __cplusplus
}
#endif

#endif
