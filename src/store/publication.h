/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publications and their files, as every layer sees them. */
#ifndef STEPWELL_STORE_PUBLICATION_H
#define STEPWELL_STORE_PUBLICATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One download. Texts are UTF-8 and never NULL; "" where nothing is known. */
struct publication_file {
    int64_t id;         /* in the store; 0 before it is put */
    const char *name;   /* "roadmap.pdf": unique within the publication */
    const char *url;    /* where a reader opens it; "" when it is only local */
    const char *label;  /* "Download in English" */
    const char *part;   /* files with the same part are one work in several formats */
    const char *type;   /* MIME type, found by content */
    const char *format; /* "pdf", "pptx": what type: and facets use */
    const char *lang;   /* most of its pages */
    const char *digest; /* SHA-256, hexadecimal */
    int64_t twin_of;    /* the file of the same work that is shown first; 0: itself */
    const char *status; /* "indexed", "partial" or "skipped" */
    const char *reason; /* why not all of it */
    int64_t bytes;
    int64_t pages;
};

/* Another language of a publication. */
struct publication_version {
    const char *key, *title, *lang;
};

struct publication {
    int64_t id;      /* in the store */
    const char *key; /* permanent: used in addresses */
    const char *title;
    const char *about;
    const char *kind; /* "roadmap", "slides": in the catalogue's words */
    const char *lang; /* of title and about, and of most pages */
    const char *page; /* landing page */
    const char *contact;
    const char *translation_of; /* key of the publication it is another language of */
    int year;                   /* 0 when unknown */
    int64_t added;              /* to the index: seconds since 1970 */
    bool loose;                 /* a file of a folder; known while it is put */
    const char *const *organisations;
    size_t organisation_count;
    const char *const *topics;
    size_t topic_count;
    const struct publication_file *files;
    size_t file_count;
    const struct publication_version *versions; /* the others, by language */
    size_t version_count;
};

/* The file with this id or NULL. */
const struct publication_file *publication_file(const struct publication *publication,
                                                int64_t id);
/* Are both the same work: the same text, or the same part? */
bool publication_file_is_twin(const struct publication_file *a,
                              const struct publication_file *b);

#ifdef __cplusplus
}
#endif

#endif
