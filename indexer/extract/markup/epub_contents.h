/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of contents of an EPUB: the navigation document, or the NCX of older books. */
#ifndef STEPWELL_EXTRACT_EPUB_CONTENTS_H
#define STEPWELL_EXTRACT_EPUB_CONTENTS_H

#include "extract/office/ooxml.h"

struct epub_entry {
    const char *title, *part,
        *fragment;  /* fragment: "" when it leads to the whole part */
    uint32_t level; /* from 1 */
};

struct epub_contents {
    struct epub_entry *items;
    size_t count, capacity;
};

/* Appends what the part lists; ncx: it is one. */
void epub_contents_read(struct ooxml *ooxml, const char *part, bool ncx,
                        struct epub_contents *contents);

/* The first entry that leads to this part or into it; NULL. */
const struct epub_entry *epub_contents_find(const struct epub_contents *contents,
                                            const char *part);

#endif
