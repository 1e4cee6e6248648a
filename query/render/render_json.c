/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Results as JSON, version 1: additions are allowed, changes are not. */
#include "base/limits.h"
#include "json.h"

#include "phrase.h"
#include "render/render.h"

#include <string.h>
#include <strings.h>

static void
write_terms(struct json *json, const struct results *results)
{
    json_open(json, "terms", '[');
    for (size_t i = 0; i < results->term_count; i++) {
        const struct search_term *term = &results->terms[i];
        json_open(json, NULL, '[');
        json_string(json, NULL, term->typed);
        for (size_t k = 0; k < term->count; k++) {
            if (strcasecmp(term->forms[k], term->typed) != 0)
                json_string(json, NULL, term->forms[k]);
        }
        json_close(json, ']');
    }
    json_close(json, ']');
}

static void
write_values(struct json *json, const char *name, const struct query_values *values)
{
    if (values->count == 0)
        return;
    json_open(json, name, '[');
    for (size_t i = 0; i < values->count; i++)
        json_string(json, NULL, values->items[i]);
    json_close(json, ']');
}

static void
write_year(struct json *json, const char *name, int year)
{
    if (year != 0)
        json_integer(json, name, year);
    else
        json_null(json, name);
}

static void
write_filter(struct json *json, const struct query_filter *filter)
{
    json_open(json, "filter", '{');
    write_values(json, "lang", &filter->lang);
    write_values(json, "org", &filter->org);
    write_values(json, "kind", &filter->kind);
    write_values(json, "type", &filter->type);
    write_values(json, "in", &filter->in);
    if (filter->year_from != 0 || filter->year_to != 0) {
        json_open(json, "year", '{');
        write_year(json, "from", filter->year_from);
        write_year(json, "to", filter->year_to);
        json_close(json, '}');
    }
    json_close(json, '}');
}

static void
write_facets(struct json *json, const struct tongue *tongue,
             const struct results *results)
{
    json_open(json, "facets", '{');
    for (size_t i = 0; i < results->facet_count; i++) {
        const struct store_facet *facet = &results->facets[i];
        json_open(json, facet->name, '[');
        for (size_t k = 0; k < facet->count; k++) {
            const struct store_facet_value *value = &facet->values[k];
            json_open(json, NULL, '{');
            json_string(json, "value", value->value);
            json_string(json, "label",
                        render_facet_label(tongue, facet->name, value).text);
            json_integer(json, "count", value->publications);
            if (value->chosen)
                json_bool(json, "selected", true);
            json_close(json, '}');
        }
        json_close(json, ']');
    }
    json_close(json, '}');
}

static void
write_strings(struct json *json, const char *name, const char *const *items, size_t count)
{
    json_open(json, name, '[');
    for (size_t i = 0; i < count; i++)
        json_string(json, NULL, items[i]);
    json_close(json, ']');
}

static void
write_file(struct json *json, const struct publication *publication,
           const struct publication_file *file)
{
    const struct publication_file *first = publication_file(publication, file->twin_of);
    json_open(json, NULL, '{');
    json_string(json, "name", file->name);
    json_string_or_null(json, "url", render_url(file->url));
    json_string(json, "type", file->type);
    json_integer(json, "pages", file->pages);
    json_integer(json, "bytes", file->bytes);
    json_string_or_null(json, "lang", file->lang);
    if (*file->label != '\0')
        json_string(json, "label", file->label);
    if (*file->part != '\0')
        json_string(json, "part", file->part);
    if (first != NULL)
        json_string(json, "same_as", first->name);
    json_close(json, '}');
}

static void
write_snippet(struct json *json, const char *name, const struct snippet *snippet)
{
    json_open(json, name, '[');
    for (size_t i = 0; i < snippet->count; i++) {
        json_open(json, NULL, '[');
        json_text(json, NULL, snippet->runs[i].text, snippet->runs[i].length);
        json_bool(json, NULL, snippet->runs[i].match);
        json_close(json, ']');
    }
    json_close(json, ']');
}

/* Where the same stands, too. */
static void
write_twins(struct json *json, const struct publication *publication,
            const struct publication_file *file)
{
    bool open = false;
    for (size_t i = 0; file != NULL && i < publication->file_count; i++) {
        if (!publication_file_is_twin(file, &publication->files[i]))
            continue;
        if (!open)
            json_open(json, "also", '[');
        open = true;
        json_string(json, NULL, publication->files[i].name);
    }
    if (open)
        json_close(json, ']');
}

/* A description belongs to no file and has no page. */
static void
write_passage(struct json *json, const struct tongue *tongue,
              const struct publication *publication, const struct search_passage *passage,
              bool explain)
{
    bool about = passage->file == NULL;
    struct buf place = BUF_INIT(LIMIT_SHOWN_BYTES);
    render_place(&place, tongue, passage);
    json_open(json, NULL, '{');
    json_string_or_null(json, "file", about ? NULL : passage->file->name);
    if (about)
        json_null(json, "page");
    else
        json_integer(json, "page", passage->page.number);
    json_string_or_null(json, "locator", passage->page.locator);
    json_string(json, "place", place.data);
    buf_free(&place);
    json_string_or_null(json, "section", passage->page.section);
    json_string_or_null(json, "lang",
                        passage->page.lang == NULL ? NULL : passage->page.lang->tag);
    json_string_or_null(json, "url", render_url(passage->url));
    write_snippet(json, "snippet", &passage->snippet);
    write_twins(json, publication, passage->file);
    if (explain) {
        json_number(json, "score", passage->score, 6);
        json_string_or_null(json, "explanation", passage->explanation);
    }
    json_close(json, '}');
}

static void
write_publication(struct json *json, const struct publication *publication)
{
    json_string(json, "id", publication->key);
    json_string(json, "title", publication->title);
}

static void
write_files_and_passages(struct json *json, const struct tongue *tongue,
                         const struct search_result *result, bool explain)
{
    const struct publication *publication = &result->publication;
    json_open(json, "files", '[');
    for (size_t i = 0; i < publication->file_count; i++)
        write_file(json, publication, &publication->files[i]);
    json_close(json, ']');
    json_open(json, "passages", '[');
    for (size_t i = 0; i < result->passage_count; i++)
        write_passage(json, tongue, publication, &result->passages[i], explain);
    json_close(json, ']');
}

static bool
is_new_language(const struct publication *publication, size_t index)
{
    const char *lang = publication->files[index].lang;
    if (publication->files[index].twin_of != 0)
        return false;
    for (size_t i = 0; i < index; i++)
        if (strcmp(publication->files[i].lang, lang) == 0)
            return false;
    return *lang != '\0' && strcmp(lang, publication->lang) != 0;
}

/* Of the publication and its files; then the publications that are other languages of it. */
static void
write_languages(struct json *json, const struct publication *publication)
{
    json_open(json, "languages", '[');
    if (*publication->lang != '\0')
        json_string(json, NULL, publication->lang);
    for (size_t i = 0; i < publication->file_count; i++)
        if (is_new_language(publication, i))
            json_string(json, NULL, publication->files[i].lang);
    json_close(json, ']');
    json_open(json, "also_in", '[');
    for (size_t i = 0; i < publication->version_count; i++) {
        const struct publication_version *version = &publication->versions[i];
        json_open(json, NULL, '{');
        json_string(json, "id", version->key);
        json_string(json, "title", version->title);
        json_string_or_null(json, "lang", version->lang);
        json_close(json, '}');
    }
    json_close(json, ']');
}

static void
write_added(struct json *json, const struct publication *publication)
{
    struct buf added = BUF_INIT(32);
    phrase_moment(&added, publication->added);
    json_string_or_null(json, "added", added.data);
    buf_free(&added);
}

/* The members of one result, inside braces that the caller wrote. */
static void
write_result(struct json *json, const struct render_view *view,
             const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    write_publication(json, publication);
    json_string_or_null(json, "url", render_url(result->url));
    json_string_or_null(json, "lang", publication->lang);
    write_languages(json, publication);
    write_year(json, "year", publication->year);
    write_added(json, publication);
    write_strings(json, "organisations", publication->organisations,
                  publication->organisation_count);
    json_string_or_null(json, "kind", publication->kind);
    write_strings(json, "topics", publication->topics, publication->topic_count);
    json_number(json, "score", result->score, 6);
    json_integer(json, "matching_pages", result->matching_pages);
    json_bool(json, "matches_all", result->matches_all);
    if (*result->missing != '\0')
        json_string(json, "missing", result->missing);
    write_files_and_passages(json, view->tongue, result, view->request->explain);
}

static void
write_total(struct json *json, const struct tongue *tongue, const struct results *results)
{
    json_open(json, "total", '{');
    json_integer(json, "pages", results->pages);
    json_integer(json, "publications", results->publications);
    json_bool(json, "exact", results->exact);
    json_open(json, "with_all_words", '{');
    json_integer(json, "pages", results->full_pages);
    json_integer(json, "publications", results->full_publications);
    json_close(json, '}');
    json_close(json, '}');
    struct buf label = BUF_INIT(200);
    render_totals(&label, tongue, results);
    json_string(json, "label", label.data);
    json_string(json, "ui", tongue->tag);
    buf_free(&label);
}

static void
write_suggestion(struct json *json, const struct results *results)
{
    json_string_or_null(json, "did_you_mean", results->did_you_mean);
    if (*results->did_you_mean == '\0')
        return;
    json_open(json, "did_you_mean_total", '{');
    json_integer(json, "pages", results->did_you_mean_pages);
    json_integer(json, "publications", results->did_you_mean_publications);
    json_close(json, '}');
}

static void
write_index(struct json *json, const struct store_facts *facts)
{
    struct buf built = BUF_INIT(32);
    phrase_moment(&built, facts->built);
    json_open(json, "index", '{');
    json_string(json, "id", facts->id);
    json_string_or_null(json, "built", built.data);
    json_close(json, '}');
    buf_free(&built);
}

static void
write_next(struct json *json, const struct render_view *view,
           const struct results *results)
{
    if (!results->more) {
        json_null(json, "next");
        return;
    }
    struct request next = *view->request;
    next.page++;
    struct buf link = BUF_INIT(LIMIT_SHOWN_BYTES);
    request_link(&link, &next);
    json_string(json, "next", link.data);
    buf_free(&link);
}

static void
write_head(struct json *json, const struct render_view *view,
           const struct results *results)
{
    json_integer(json, "version", 1);
    if (view->query_id != NULL)
        json_string(json, "query_id", view->query_id);
    json_string(json, "query", results->query);
    json_open(json, "interpreted", '{');
    write_terms(json, results);
    write_filter(json, &results->filter);
    json_bool(json, "cut", results->cut);
    json_close(json, '}');
    write_total(json, view->tongue, results);
    json_bool(json, "complete", results->complete);
    json_string_or_null(json, "note", results->note);
    write_suggestion(json, results);
    json_number(json, "took_ms", results->took_ms, 1);
    write_index(json, view->facts);
    write_facets(json, view->tongue, results);
}

void
render_json(struct buf *out, const struct render_view *view,
            const struct results *results)
{
    struct json json = JSON_INIT(out);
    json_open(&json, NULL, '{');
    write_head(&json, view, results);
    json_open(&json, "results", '[');
    for (size_t i = 0; i < results->count; i++) {
        json_open(&json, NULL, '{');
        write_result(&json, view, &results->results[i]);
        json_close(&json, '}');
    }
    json_close(&json, ']');
    write_next(&json, view, results);
    json_close(&json, '}');
    buf_add_char(out, '\n');
}

/* One result a line. */
void
render_jsonl(struct buf *out, const struct render_view *view,
             const struct results *results)
{
    for (size_t i = 0; i < results->count; i++) {
        struct json json = JSON_INIT(out);
        json_open(&json, NULL, '{');
        if (view->query_id != NULL)
            json_string(&json, "query_id", view->query_id);
        json_integer(&json, "rank", (int64_t)(results->first + i + 1));
        write_result(&json, view, &results->results[i]);
        json_close(&json, '}');
        buf_add_char(out, '\n');
    }
}
