/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What else there is of a publication: the same in other formats and in other languages. */
#ifndef STEPWELL_QUERY_ALSO_H
#define STEPWELL_QUERY_ALSO_H

#include "render/render.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { ALSO_MOST = 24 }; /* the languages of the EU */

struct also_item {
    const char *shown;
    const char *lang; /* of what is shown; "" where it is the page's own */
    const char *url;  /* of a file; "" */
    const char *key;  /* of a publication; NULL */
};

/* Formats of the files that are the same work as this one, its own aside. */
size_t also_formats(const struct tongue *tongue, const struct publication *publication,
                    const struct publication_file *file,
                    struct also_item items[ALSO_MOST]);

/* Languages by their own names: that of the tongue first, then those of files, then those of
 * other publications. */
size_t also_languages(const struct tongue *tongue, const struct publication *publication,
                      struct also_item items[ALSO_MOST]);

/* "also as PPTX", "also in Română, Русский": plain text, and with links. Nothing without items. */
void also_write_text(struct buf *out, const struct tongue *tongue, enum phrase phrase,
                     const struct also_item *items, size_t count);
void also_write_html(struct buf *out, const struct render_view *view, enum phrase phrase,
                     const struct also_item *items, size_t count);

#ifdef __cplusplus
}
#endif

#endif
