/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages of one publication as passages, each page of a work once. */
#include "search/search_parts.h"

#include "base/limits.h"

#include <string.h>

struct reader {
    struct search_work *work;
    struct search_result *result;
    struct search_passage *passages;
    size_t count, wanted;
};

static bool
is_pdf(const struct publication_file *file)
{
    return file != NULL && strcmp(file->format, "pdf") == 0;
}

/* Slides and their PDF give the same page twice. */
static struct search_passage *
find_twin(const struct reader *reader, const struct search_passage *passage)
{
    for (size_t i = 0; passage->file != NULL && i < reader->count; i++) {
        struct search_passage *other = &reader->passages[i];
        if (other->file != NULL && publication_file_is_twin(other->file, passage->file) &&
            other->page.number == passage->page.number)
            return other;
    }
    return NULL;
}

/* A file that cannot be opened at a page has its PDF twin opened, where there is one with as
 * many pages. */
static const struct publication_file *
file_to_open(const struct publication *publication, const struct publication_file *file)
{
    if (file == NULL || is_pdf(file))
        return file;
    for (size_t i = 0; i < publication->file_count; i++) {
        const struct publication_file *other = &publication->files[i];
        if (is_pdf(other) && publication_file_is_twin(other, file) &&
            other->url[0] != '\0' && other->pages == file->pages)
            return other;
    }
    return file;
}

static bool
has_match(const struct snippet *snippet)
{
    for (size_t i = 0; i < snippet->count; i++)
        if (snippet->runs[i].match)
            return true;
    return false;
}

static struct snippet_source
source_of(const struct reader *reader, const struct search_passage *passage)
{
    const struct store_page *page = &passage->page;
    return (struct snippet_source) { .query = reader->work->query,
                                     .lang = page->lang,
                                     .text = page->text,
                                     .length = page->text_length,
                                     .shown = { page->locator, page->section,
                                                reader->result->publication.title },
                                     .seen = search_terms_see,
                                     .context = reader->work,
                                     .kept = &reader->work->forms };
}

/* A description stands before the topics and organisations of its row: these are shown only
 * where they match and it does not. */
static bool
make_description(const struct reader *reader, struct search_passage *passage,
                 const struct snippet_source *whole)
{
    const char *about = reader->result->publication.about;
    struct snippet_source source = *whole;
    source.length = strlen(about);
    if (passage->page.part != STORE_PART_ABOUT || source.length == 0 ||
        source.length >= whole->length || memcmp(about, whole->text, source.length) != 0)
        return false;
    snippet_make(&source, reader->work->tokens, reader->work->arena, &passage->snippet);
    return has_match(&passage->snippet);
}

/* The words may stand in a heading only: one that is not the name of the place itself is then
 * what is shown. */
static void
make_from_heading(const struct reader *reader, struct search_passage *passage,
                  const struct snippet_source *given)
{
    struct search_work *work = reader->work;
    const char *title = passage->page.title;
    struct snippet_source source = *given;
    struct snippet heading;
    if (strcmp(title, passage->page.locator) == 0 && passage->snippet.count > 0)
        return;
    source.shown[1] = source.shown[2] = NULL;
    snippet_make(&source, work->tokens, work->arena, &heading);
    if (!has_match(&heading)) {
        source.places = NULL;
        source.text = title;
        source.length = strlen(title);
        snippet_make(&source, work->tokens, work->arena, &heading);
    }
    if (has_match(&heading) || passage->snippet.count == 0)
        passage->snippet = heading;
}

static void
make_snippet(const struct reader *reader, struct search_passage *passage)
{
    struct search_work *work = reader->work;
    if (work->search->no_snippets)
        return;
    struct snippet_source source = source_of(reader, passage);
    search_terms_next(work);
    if (make_description(reader, passage, &source))
        return;
    source.places = &passage->places;
    snippet_make(&source, work->tokens, work->arena, &passage->snippet);
    if (!has_match(&passage->snippet))
        make_from_heading(reader, passage, &source);
}

static bool
read_passage(const struct reader *reader, const struct store_page_hit *hit,
             struct search_passage *passage, struct error *err)
{
    struct search_work *work = reader->work;
    const struct publication *publication = &reader->result->publication;
    *passage =
        (struct search_passage) { .score = hit->score, .explanation = hit->explanation };
    if (passage->explanation == NULL)
        passage->explanation = "";
    if (!store_load(work->store, hit->page, work->arena, &passage->page, err))
        return false;
    passage->file = passage->page.file != 0
                        ? publication_file(publication, passage->page.file)
                        : NULL;
    passage->opened = file_to_open(publication, passage->file);
    passage->url = passage->file == NULL
                       ? reader->result->url
                       : search_page_url(passage->opened, &passage->page, work->arena);
    return true;
}

/* A description says nothing that the card does not, unless its text matches. */
static bool
is_bare_description(const struct reader *reader, const struct search_passage *passage)
{
    if (passage->page.part != STORE_PART_ABOUT)
        return false;
    return passage->page.text_length == 0 ||
           (!reader->work->search->no_snippets && !has_match(&passage->snippet));
}

static void
keep_passage(struct reader *reader, const struct search_passage *passage)
{
    struct search_passage *twin = find_twin(reader, passage);
    if (twin == NULL && reader->count < reader->wanted) {
        reader->passages[reader->count++] = *passage;
    } else if (twin != NULL && is_pdf(passage->file) && !is_pdf(twin->file)) {
        double score = twin->score;
        *twin = *passage;
        twin->score = score > passage->score ? score : passage->score;
    }
}

/* Can a page further down the list still replace one that is kept? */
static bool
has_twins(const struct publication *publication)
{
    for (size_t i = 0; i < publication->file_count; i++)
        for (size_t j = 0; j < i; j++)
            if (publication_file_is_twin(&publication->files[i], &publication->files[j]))
                return true;
    return false;
}

bool
search_passages_read(struct search_work *work, const struct store_group *group,
                     struct search_result *result, struct error *err)
{
    struct reader reader = { .work = work, .result = result, .wanted = work->passages };
    bool twins = has_twins(&result->publication);
    if (reader.wanted > LIMIT_PASSAGES)
        reader.wanted = LIMIT_PASSAGES;
    reader.passages = arena_alloc(work->arena, reader.wanted, sizeof *reader.passages);
    for (size_t i = 0; i < group->hit_count && (twins || reader.count < reader.wanted);
         i++) {
        struct search_passage passage;
        if (!read_passage(&reader, &group->hits[i], &passage, err))
            return false;
        make_snippet(&reader, &passage);
        if (!is_bare_description(&reader, &passage))
            keep_passage(&reader, &passage);
    }
    result->passages = reader.passages;
    result->passage_count = reader.count;
    return true;
}
