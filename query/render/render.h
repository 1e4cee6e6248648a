/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of renderers, and what they share. */
#ifndef STEPWELL_QUERY_RENDER_H
#define STEPWELL_QUERY_RENDER_H

#include "phrase.h"
#include "request.h"
#include "search/complete.h"
#include "store/pictures.h"

#ifdef __cplusplus
extern "C" {
#endif

/* MANY: with --queries; SPEAKS: to people, in a language of the interface */
enum { RENDER_TERMINAL = 1, RENDER_WEB = 2, RENDER_MANY = 4, RENDER_SPEAKS = 8 };

/* Around the results: who asked, and where the answer is shown. */
struct render_view {
    const struct request *request;
    const struct store_facts *facts;
    const struct config *config;
    const struct pictures *pictures; /* NULL: none */
    const struct tongue *tongue;
    const char *query_id; /* of a file of queries; NULL otherwise */
    bool colour, hyperlinks;
    size_t width; /* columns of the terminal */
    const char *site_header,
        *site_footer; /* HTML of the site's own; NULL when there is none */
};

typedef void render_fn(struct buf *out, const struct render_view *view,
                       const struct results *results);

typedef void render_site_fn(struct buf *out, const struct render_view *view);

struct renderer {
    const char *name, *mime; /* mime NULL: never on the web */
    unsigned where;
    render_fn *render;        /* NULL: suggestions, or */
    render_site_fn *describe; /* what needs no search; NULL */
};

/* The row of this name that serves there, or NULL. */
const struct renderer *render_find(const char *name, unsigned where);

/* "text, json, csv": for messages. */
void render_names(struct buf *out, unsigned where);

render_fn render_text, render_html, render_json, render_jsonl, render_csv, render_bibtex,
    render_urls, render_trec, render_atom, render_ris;
render_site_fn render_opensearch;

/* The script of the search box for other sites, and its digest. */
void render_embed(struct buf *out);
const char *render_embed_digest(void);

/* Suggestions while typing, which are no results. */
void render_suggestions(struct buf *out, const struct render_view *view,
                        const struct completions *completions);

/* One publication: what `cite` prints. */
void render_bibtex_entry(struct buf *out, const struct publication *publication);

/* ---- shared by renderers ---- */

enum { RENDER_ALSO_MAX = 6 };

/* The name of the library: the index's, else the configured one. */
const char *render_library(const struct render_view *view);

/* Written forms that were found beside the typed ones: at most RENDER_ALSO_MAX, fairly from all
 * words; the number of them. */
size_t render_also(const struct results *results, const char *also[RENDER_ALSO_MAX]);

/* "21 pages in 2 publications": those with all words, if there are any; "3 publications" for a
 * list without words. */
void render_totals(struct buf *out, const struct tongue *tongue,
                   const struct results *results);

/* The results whose publication has some of the words only. They stand at the end, in order of
 * score; 0 when the order is another one. */
size_t render_partial_count(const struct results *results);

/* Typed words that partial matches do have, separated by ", ", if that is the same for all
 * results from first on and no more follow; false otherwise. */
bool render_partial_words(const struct results *results, size_t first, struct buf *out);

/* What stands above the partial matches; its %1 is *number, its %2 the words. */
const char *render_partial_phrase(const struct tongue *tongue,
                                  const struct results *results, bool same_words,
                                  int64_t *number);

/* What a reader calls the place: "page 6", "Seite 6"; never nothing. */
void render_place(struct buf *out, const struct tongue *tongue,
                  const struct search_passage *passage);

/* The same in English, as the index has it. */
const char *render_locator(const struct search_passage *passage);

/* An address as programs get it: "" for one that would run something ("javascript:"), for a
 * catalogue may have been copied from anywhere. */
const char *render_url(const char *url);

/* What people call a value, and the language of that if it is not the tongue: "" when nobody
 * knows it. */
struct render_label {
    const char *text, *lang;
};

struct render_label render_facet_label(const struct tongue *tongue, const char *facet,
                                       const struct store_facet_value *value);

/* "PDF", or NULL for a format of another name. */
const char *render_format(const struct tongue *tongue, const char *format);

/* "PDF, 64 pages" */
void render_file(struct buf *out, const struct tongue *tongue,
                 const struct publication_file *file);

/* "PDF, 64 pages", "12 files: 8 PPTX, 4 PDF"; nothing without files. Names of formats are ours
 * or cut to letters and digits. */
void render_files(struct buf *out, const struct tongue *tongue,
                  const struct publication *publication);

/* The title, or the key of a publication without one. */
const char *render_title(const struct publication *publication);

/* What tells this passage's file from the others of its publication: part, label or name; ""
 * when there is only one. */
const char *render_file_name(const struct publication *publication,
                             const struct publication_file *file);

#ifdef __cplusplus
}
#endif

#endif
