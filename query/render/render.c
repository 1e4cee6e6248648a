/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One row per format of output, and the facts about results that several of them show. */
#include "render/render.h"

#include "base/limits.h"
#include "html.h"

#include <string.h>
#include <strings.h>

static const struct renderer renderers[] = {
    { "text", NULL, RENDER_TERMINAL | RENDER_MANY, render_text, NULL },
    { "", "text/html; charset=utf-8", RENDER_WEB | RENDER_SPEAKS, render_html, NULL },
    { "json", "application/json; charset=utf-8",
      RENDER_TERMINAL | RENDER_WEB | RENDER_MANY | RENDER_SPEAKS, render_json, NULL },
    { "jsonl", NULL, RENDER_TERMINAL | RENDER_MANY, render_jsonl, NULL },
    { "csv", "text/csv; charset=utf-8", RENDER_TERMINAL | RENDER_WEB, render_csv, NULL },
    { "bibtex", "application/x-bibtex; charset=utf-8", RENDER_TERMINAL | RENDER_WEB,
      render_bibtex, NULL },
    { "ris", "application/x-research-info-systems; charset=utf-8", RENDER_WEB, render_ris,
      NULL },
    { "atom", "application/atom+xml; charset=utf-8", RENDER_WEB | RENDER_SPEAKS,
      render_atom, NULL },
    { "opensearch", "application/opensearchdescription+xml; charset=utf-8",
      RENDER_WEB | RENDER_SPEAKS, NULL, render_opensearch },
    { "suggest", "application/x-suggestions+json; charset=utf-8",
      RENDER_WEB | RENDER_SPEAKS, NULL, NULL },
    { "urls", NULL, RENDER_TERMINAL | RENDER_MANY, render_urls, NULL },
    { "trec", NULL, RENDER_TERMINAL | RENDER_MANY, render_trec, NULL },
};

enum { RENDERER_COUNT = sizeof renderers / sizeof *renderers };

const struct renderer *
render_find(const char *name, unsigned where)
{
    for (size_t i = 0; i < RENDERER_COUNT; i++) {
        if ((renderers[i].where & where) == where && strcmp(renderers[i].name, name) == 0)
            return &renderers[i];
    }
    return NULL;
}

void
render_names(struct buf *out, unsigned where)
{
    const char *between = "";
    for (size_t i = 0; i < RENDERER_COUNT; i++) {
        if ((renderers[i].where & where) != where || *renderers[i].name == '\0')
            continue;
        buf_format(out, "%s%s", between, renderers[i].name);
        between = ", ";
    }
}

const char *
render_library(const struct render_view *view)
{
    bool named = view->facts != NULL && *view->facts->name != '\0';
    return named ? view->facts->name : view->config->library_name;
}

static bool
is_typed(const struct results *results, const char *form)
{
    for (size_t i = 0; i < results->term_count; i++) {
        if (strcasecmp(results->terms[i].typed, form) == 0)
            return true;
    }
    return false;
}

/* The form of a term with this rank among those that were not typed. */
static const char *
other_form(const struct results *results, const struct search_term *term, size_t rank)
{
    for (size_t i = 0; i < term->count; i++) {
        if (!is_typed(results, term->forms[i]) && rank-- == 0)
            return term->forms[i];
    }
    return NULL;
}

/* How many forms each term may show: one more each round, until the places are taken. */
static void
share_places(const struct results *results, size_t *shares)
{
    size_t left = RENDER_ALSO_MAX;
    for (size_t round = 0; round < RENDER_ALSO_MAX && left > 0; round++) {
        for (size_t i = 0;
             i < results->term_count && i < LIMIT_QUERY_CONCEPTS && left > 0; i++) {
            if (other_form(results, &results->terms[i], round) == NULL)
                continue;
            shares[i]++;
            left--;
        }
    }
}

static bool
is_listed(const char *const *list, size_t count, const char *form)
{
    for (size_t i = 0; i < count; i++) {
        if (strcasecmp(list[i], form) == 0)
            return true;
    }
    return false;
}

size_t
render_also(const struct results *results, const char *also[RENDER_ALSO_MAX])
{
    size_t shares[LIMIT_QUERY_CONCEPTS] = { 0 }, count = 0;
    if (results->like != NULL) /* nobody typed anything */
        return 0;
    share_places(results, shares);
    for (size_t i = 0; i < results->term_count && i < LIMIT_QUERY_CONCEPTS; i++) {
        for (size_t rank = 0; rank < shares[i]; rank++) {
            const char *form = other_form(results, &results->terms[i], rank);
            if (form != NULL && !is_listed(also, count, form))
                also[count++] = form;
        }
    }
    return count;
}

void
render_totals(struct buf *out, const struct tongue *tongue, const struct results *results)
{
    if (results->filter.concepts == 0)
        phrase_count(out, tongue, PHRASE_PUBLICATIONS, results->publications);
    else if (results->full_publications > 0)
        phrase_totals(out, tongue, results->full_pages, results->full_publications,
                      results->exact);
    else
        phrase_totals(out, tongue, results->pages, results->publications, results->exact);
}

const char *
render_partial_phrase(const struct tongue *tongue, const struct results *results,
                      bool same_words, int64_t *number)
{
    *number = results->publications - results->full_publications;
    if (results->full_publications == 0)
        return phrase_text(tongue, PHRASE_PARTIAL_ALL);
    return phrase_plural(tongue, same_words ? PHRASE_PARTIAL_ONLY : PHRASE_PARTIAL_SOME,
                         *number);
}

size_t
render_partial_count(const struct results *results)
{
    size_t count = 0;
    while (count < results->count &&
           !results->results[results->count - 1 - count].matches_all)
        count++;
    for (size_t i = 0; i + count < results->count; i++) {
        if (!results->results[i].matches_all)
            return 0;
    }
    return count;
}

/* Is the word one of a list separated by ", "? */
static bool
is_in_list(const char *list, const char *word)
{
    size_t length = strlen(word);
    while (*list != '\0') {
        size_t item = strcspn(list, ",");
        if (item == length && memcmp(list, word, length) == 0)
            return true;
        list += item;
        list += strspn(list, ", ");
    }
    return false;
}

bool
render_partial_words(const struct results *results, size_t first, struct buf *out)
{
    const char *missing = results->results[first].missing;
    for (size_t i = first; i < results->count; i++) {
        if (strcmp(results->results[i].missing, missing) != 0)
            return false;
    }
    size_t length = out->length;
    for (size_t i = 0; i < results->term_count; i++) {
        if (is_in_list(missing, results->terms[i].typed))
            continue;
        buf_add_text(out, out->length == length ? "" : ", ");
        buf_add_text(out, results->terms[i].typed);
    }
    return *missing != '\0' && out->length > length && !results->more;
}

const char *
render_locator(const struct search_passage *passage)
{
    if (*passage->page.locator != '\0')
        return passage->page.locator;
    return phrase_text(tongue_english(),
                       passage->file == NULL ? PHRASE_DESCRIPTION : PHRASE_BEGINNING);
}

/* A scheme ends with a colon before the first of "/?#" (RFC 3986, 3.1 and 4.2). */
const char *
render_url(const char *url)
{
    return html_is_web_url(url) || url[strcspn(url, ":/?#")] != ':' ? url : "";
}

/* ---- files ---- */

/* How a format is called, and what its units are. */
static const struct format {
    const char *name, *shown;
    enum phrase unit;
} formats[] = {
    { "pdf", "PDF", PHRASE_PAGES },   { "pptx", "PPTX", PHRASE_SLIDES },
    { "docx", "DOCX", PHRASE_COUNT }, { "xlsx", "XLSX", PHRASE_COUNT },
    { "odt", "ODT", PHRASE_COUNT },   { "odp", "ODP", PHRASE_SLIDES },
    { "ods", "ODS", PHRASE_COUNT },   { "epub", "EPUB", PHRASE_COUNT },
    { "rtf", "RTF", PHRASE_COUNT },   { "doc", "DOC", PHRASE_COUNT },
    { "ppt", "PPT", PHRASE_SLIDES },  { "html", "HTML", PHRASE_COUNT },
    { "text", NULL, PHRASE_COUNT },   { "markdown", "Markdown", PHRASE_COUNT },
    { NULL, NULL, PHRASE_COUNT },
};

static const struct format *
find_format(const char *name)
{
    const struct format *format = formats;
    while (format->name != NULL && strcmp(format->name, name) != 0)
        format++;
    return format;
}

const char *
render_format(const struct tongue *tongue, const char *name)
{
    return strcmp(name, "text") == 0 ? phrase_text(tongue, PHRASE_FORMAT_TEXT)
                                     : find_format(name)->shown;
}

static void
write_format(struct buf *out, const struct tongue *tongue, const char *name)
{
    const char *shown = render_format(tongue, name);
    if (shown != NULL) {
        buf_add_text(out, shown);
        return;
    }
    for (size_t i = 0; i < 8 && name[i] != '\0'; i++) {
        char c = name[i];
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))
            buf_add_char(out, c);
        else if (c >= 'a' && c <= 'z')
            buf_add_char(out, (char)(c - 'a' + 'A'));
    }
}

static bool
is_first_of_format(const struct publication *publication, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (strcmp(publication->files[i].format, publication->files[index].format) == 0)
            return false;
    }
    return true;
}

static int64_t
count_format(const struct publication *publication, const char *format)
{
    int64_t count = 0;
    for (size_t i = 0; i < publication->file_count; i++)
        count += strcmp(publication->files[i].format, format) == 0;
    return count;
}

void
render_file(struct buf *out, const struct tongue *tongue,
            const struct publication_file *file)
{
    enum phrase unit = find_format(file->format)->unit;
    write_format(out, tongue, file->format);
    if (unit == PHRASE_COUNT || file->pages == 0)
        return;
    buf_add_text(out, ", ");
    phrase_count(out, tongue, unit, file->pages);
}

static void
write_formats(struct buf *out, const struct tongue *tongue,
              const struct publication *publication)
{
    const char *between = "";
    for (size_t i = 0; i < publication->file_count; i++) {
        const char *format = publication->files[i].format;
        if (*format == '\0' || !is_first_of_format(publication, i))
            continue;
        buf_add_text(out, between);
        phrase_number(out, tongue, count_format(publication, format));
        buf_add_char(out, ' ');
        write_format(out, tongue, format);
        between = ", ";
    }
}

void
render_files(struct buf *out, const struct tongue *tongue,
             const struct publication *publication)
{
    if (publication->file_count == 1) {
        render_file(out, tongue, &publication->files[0]);
        return;
    }
    if (publication->file_count == 0)
        return;
    struct buf count = BUF_INIT(100), kinds = BUF_INIT(500);
    phrase_count(&count, tongue, PHRASE_FILES, (int64_t)publication->file_count);
    write_formats(&kinds, tongue, publication);
    if (kinds.length > 0)
        phrase_fill_two(out, tongue, PHRASE_NAMED, count.data, kinds.data);
    else
        buf_add_text(out, count.data);
    buf_free(&kinds);
    buf_free(&count);
}

const char *
render_title(const struct publication *publication)
{
    return *publication->title == '\0' ? publication->key : publication->title;
}

const char *
render_file_name(const struct publication *publication,
                 const struct publication_file *file)
{
    if (file == NULL || publication->file_count < 2)
        return "";
    if (*file->part != '\0')
        return file->part;
    return *file->label != '\0' ? file->label : file->name;
}
