/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The frame of every page, and texts with links in them. */
#ifndef STEPWELL_QUERY_PAGE_H
#define STEPWELL_QUERY_PAGE_H

#include "phrase.h"
#include "render/render.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What stands for %1 or %2 of a phrase: foreign text that is escaped here, in an element of
 * ours ("strong", NULL for none), or a link to where request leads. */
struct page_piece {
    const char *text;
    const char *element;
    const struct request *link;
};

/* The phrase (or its plural form for number) between tags. pieces may be NULL. */
void page_phrase(struct buf *out, const char *phrase, const struct page_piece pieces[2]);
void page_text(struct buf *out, const struct tongue *tongue, enum phrase phrase);

/* ' href="?…"' */
void page_href(struct buf *out, const struct request *request);
/* '<a href="?…">text</a>' */
void page_link(struct buf *out, const struct request *request, const char *text);

/* ' lang="ar" dir="rtl"': as far as it differs from the page around it. */
void page_lang(struct buf *out, const struct tongue *tongue, const char *tag);

/* From the doctype to the search box, and the end. title may be NULL; facts of the view, too. */
void page_begin(struct buf *out, const struct render_view *view, const char *title);
void page_end(struct buf *out, const struct render_view *view);

/* The digest of the style sheet, as the Content-Security-Policy names it. */
const char *page_style_digest(void);

/* A whole page that says what is wrong. detail may be NULL; incident "" or what the log has. */
void page_problem(struct buf *out, const struct render_view *view, enum phrase heading,
                  const char *detail, const char *incident);

#ifdef __cplusplus
}
#endif

#endif
