/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whole searches over a small real index. */
#include "check.h"

#include "search/search.h"
#include "store/store_twins.h"

#include <strings.h>
#include <unistd.h>

struct fixture {
    char path[64];
    struct store *store;
    struct arena *arena;
    struct results results;
};

/* ---- a small library ---- */

enum { FILES_MOST = 2, PAGES_MOST = 4 };

struct sample {
    struct publication publication;
    const char *organisation;
    struct publication_file files[FILES_MOST];
    struct {
        size_t file; /* from 1; 0 ends */
        int64_t number;
        const char *anchor, *title, *text;
    } pages[PAGES_MOST];
};

#define NOTHING .digest = "", .status = "indexed", .reason = "", .label = ""

static const struct sample samples[] = {
    { { .key = "roadmap",
        .title = "Engaging men: a father roadmap",
        .about = "",
        .kind = "roadmap",
        .lang = "en",
        .page = "https://example.org/roadmap",
        .contact = "",
        .year = 2024 },
      "Step by Step",
      { { .name = "r.pptx",
          .url = "https://example.org/r.pptx",
          .part = "r",
          .format = "pptx",
          .type =
              "application/vnd.openxmlformats-officedocument.presentationml.presentation",
          .lang = "en",
          .pages = 2,
          NOTHING },
        { .name = "r.pdf",
          .url = "https://example.org/r.pdf#old",
          .part = "r",
          .format = "pdf",
          .type = "application/pdf",
          .lang = "en",
          .pages = 2,
          NOTHING } },
      { { 1, 1, "", "Fathers",
          "Father engagement matters for every child in the family." },
        { 2, 1, "", "Fathers",
          "Father engagement matters for every child in the family." },
        { 1, 2, "", "Lighthouse", "Nothing but numbers on this one." } } },
    { { .key = "web",
        .title = "Web page",
        .about = "A page on breastfeeding and fathers.",
        .kind = "",
        .lang = "en",
        .page = "",
        .contact = "",
        .year = 2020 },
      "Other",
      { { .name = "w.html",
          .url = "https://example.org/w",
          .part = "",
          .format = "html",
          .type = "text/html",
          .lang = "en",
          .pages = 1,
          NOTHING } },
      { { 1, 1, "a b\"c", "", "Here fathers and mothers meet. Breastfeeding helps." } } },
    { { .key = "ghid",
        .title = "Ghid pentru părinți",
        .about = "",
        .kind = "",
        .lang = "ro",
        .page = "",
        .contact = "",
        .translation_of = "roadmap",
        .year = 2022 },
      "Altul",
      { { .name = "g.pdf",
          .url = "",
          .part = "",
          .format = "pdf",
          .type = "application/pdf",
          .lang = "ro",
          .pages = 1,
          NOTHING } },
      { { 1, 1, "", "", "Școlile și părinții. Engagement este un cuvânt străin." } } },
};

static void
put_pages(struct store *work, const struct sample *sample, int64_t publication,
          const struct publication_file *files, struct tokens *tokens)
{
    struct error err = ERROR_INIT;
    for (size_t i = 0; i < PAGES_MOST && sample->pages[i].file != 0; i++) {
        struct store_page page = { .publication = publication,
                                   .file = files[sample->pages[i].file - 1].id,
                                   .number = sample->pages[i].number,
                                   .locator = "page 1",
                                   .section = "",
                                   .anchor = sample->pages[i].anchor,
                                   .lang = lang_find(sample->publication.lang),
                                   .title = sample->pages[i].title,
                                   .text = sample->pages[i].text,
                                   .text_length = strlen(sample->pages[i].text) };
        assert_true(store_put_page(work, &page, tokens, &err));
    }
}

static void
put_sample(struct store *work, const struct sample *sample, struct tokens *tokens)
{
    struct error err = ERROR_INIT;
    struct publication publication = sample->publication;
    struct publication_file files[FILES_MOST];
    memcpy(files, sample->files, sizeof files);
    publication.organisations = &sample->organisation;
    publication.organisation_count = 1;
    publication.files = files;
    publication.file_count = files[1].name == NULL ? 1 : 2;
    assert_true(store_put_publication(work, &publication, files, tokens, &err));
    put_pages(work, sample, publication.id, files, tokens);
    if (publication.file_count == 2) {
        struct store_twin first = { .publication = publication.id, .file = files[1].id };
        struct store_twin second = { .publication = publication.id, .file = files[0].id };
        assert_true(store_put_twin(work, &second, &first, &err));
    }
}

static int
open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error err = ERROR_INIT;
    struct tokens *tokens = tokens_new();
    struct store *work;
    char name[80];
    if (fixture == NULL)
        return 1;
    snprintf(fixture->path, sizeof fixture->path, "/tmp/test_search.%d", (int)getpid());
    snprintf(name, sizeof name, "%s.work", fixture->path);
    assert_true(store_open_work(name, &work, NULL, &err));
    assert_true(store_begin(work, &err));
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        put_sample(work, &samples[i], tokens);
    assert_true(store_commit(work, &err));
    assert_true(store_export(work, fixture->path, &err));
    store_close(work);
    tokens_free(tokens);
    unlink(name);
    assert_true(store_open(fixture->path, &fixture->store, &err));
    fixture->arena = arena_new();
    *state = fixture;
    return 0;
}

static int
close_fixture(void **state)
{
    struct fixture *fixture = *state;
    store_close(fixture->store);
    unlink(fixture->path);
    arena_free(fixture->arena);
    free(fixture);
    return 0;
}

static const struct results *
run(void **state, struct search search, const char *typed)
{
    struct fixture *fixture = *state;
    struct error err = ERROR_INIT;
    search.typed = typed;
    search.typed_length = strlen(typed);
    bool good =
        search_run(fixture->store, &search, fixture->arena, &fixture->results, &err);
    if (!good)
        print_error("%s\n", err.text);
    assert_true(good);
    return &fixture->results;
}

static const struct search plain = SEARCH_INIT;

static const char *
shown(struct fixture *fixture, const struct snippet *snippet)
{
    struct buf text = BUF_INIT(10000);
    for (size_t i = 0; i < snippet->count; i++) {
        buf_add_text(&text, snippet->runs[i].match ? "[" : "");
        buf_add(&text, snippet->runs[i].text, snippet->runs[i].length);
        buf_add_text(&text, snippet->runs[i].match ? "]" : "");
    }
    const char *copy = arena_text(fixture->arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static void
publications_with_all_words_come_first(void **state)
{
    const struct results *results = run(state, plain, "father engagement");
    assert_int_equal(results->count, 3);
    assert_string_equal(results->results[0].publication.key, "roadmap");
    assert_true(results->results[0].matches_all);
    assert_string_equal(results->results[0].missing, "");
    assert_false(results->results[1].matches_all);
    for (size_t i = 1; i < 3; i++)
        assert_string_equal(results->results[i].missing,
                            strcmp(results->results[i].publication.key, "web") == 0
                                ? "engagement"
                                : "father");
    assert_string_equal(results->query, "father engagement");
    assert_false(results->more);
    assert_string_equal(results->did_you_mean, "");
}

static void
the_language_of_the_reader_comes_first(void **state)
{
    struct search search = SEARCH_INIT;
    const struct results *results = run(state, search, "engagement");
    assert_int_equal(results->count, 2);
    assert_string_equal(results->results[0].publication.key, "roadmap");
    assert_int_equal(results->results[0].publication.version_count, 1);
    assert_string_equal(results->results[0].publication.versions[0].key, "ghid");
    assert_string_equal(results->results[1].publication.versions[0].key, "roadmap");
    search.preferred = lang_find("ro");
    results = run(state, search, "engagement");
    assert_string_equal(results->results[0].publication.key, "ghid");
    assert_string_equal(results->results[1].publication.key, "roadmap");
    results = run(state, search, "fathers");
    assert_string_equal(results->results[0].publication.key, "roadmap");
}

static void
titles_and_passages_are_marked(void **state)
{
    const struct results *results = run(state, plain, "father engagement");
    const struct search_result *result = &results->results[0];
    assert_string_equal(shown(*state, &result->title),
                        "[Engaging] men: a [father] roadmap");
    assert_string_equal(shown(*state, &result->passages[0].snippet),
                        "[Father engagement] matters for every child in the family.");
    assert_string_equal(result->url, "https://example.org/roadmap");
}

static void
a_page_in_two_formats_is_shown_once_and_opens_the_pdf(void **state)
{
    const struct results *results = run(state, plain, "child");
    const struct search_result *result = &results->results[0];
    assert_int_equal(result->passage_count, 1);
    assert_string_equal(result->passages[0].file->name, "r.pdf");
    assert_string_equal(result->passages[0].url, "https://example.org/r.pdf#page=1");
}

static void
a_slide_is_opened_in_its_pdf(void **state)
{
    const struct results *results = run(state, plain, "lighthouse");
    const struct search_passage *passage = &results->results[0].passages[0];
    assert_string_equal(passage->file->name, "r.pptx");
    assert_string_equal(passage->url, "https://example.org/r.pdf#page=2");
    assert_string_equal(shown(*state, &passage->snippet), "[Lighthouse]");
}

static void
addresses_lead_to_the_page(void **state)
{
    struct fixture *fixture = *state;
    struct publication_file file = { .url = "https://example.org/a",
                                     .format = "html",
                                     .type = "text/html" };
    struct store_page page = { .number = 3, .anchor = "part-2" };
    assert_string_equal(search_page_url(&file, &page, fixture->arena),
                        "https://example.org/a#part-2");
    page.anchor = "a b\"c";
    assert_string_equal(search_page_url(&file, &page, fixture->arena),
                        "https://example.org/a#a%20b%22c");
    page.anchor = "";
    assert_string_equal(search_page_url(&file, &page, fixture->arena),
                        "https://example.org/a");
    file.format = "pdf";
    assert_string_equal(search_page_url(&file, &page, fixture->arena),
                        "https://example.org/a#page=3");
    file.url = "";
    assert_string_equal(search_page_url(&file, &page, fixture->arena), "");
    assert_string_equal(search_page_url(NULL, &page, fixture->arena), "");
}

static void
a_file_without_address_still_gives_its_passages(void **state)
{
    const struct results *results = run(state, plain, "scoli");
    assert_int_equal(results->count, 1);
    assert_string_equal(results->results[0].url, "");
    assert_string_equal(results->results[0].passages[0].url, "");
    assert_string_equal(shown(*state, &results->results[0].passages[0].snippet),
                        "[Școlile] și părinții. Engagement este un cuvânt străin.");
}

static void
terms_list_the_written_forms(void **state)
{
    const struct results *results = run(state, plain, "fathers \"child\"");
    assert_int_equal(results->term_count, 2);
    assert_string_equal(results->terms[0].typed, "fathers");
    assert_string_equal(results->terms[0].forms[0], "fathers");
    assert_int_equal(results->terms[0].count, 2);
    assert_true(strcasecmp(results->terms[0].forms[1], "father") == 0);
    assert_int_equal(results->terms[1].count, 1);
}

static void
a_spelling_is_offered_with_what_it_finds(void **state)
{
    const struct results *results = run(state, plain, "fahter");
    assert_int_equal(results->count, 0);
    assert_true(strcasecmp(results->did_you_mean, "father") == 0);
    assert_true(results->did_you_mean_pages >= 3);
    assert_int_equal(results->did_you_mean_publications, 2);
    results = run(state, plain, "fahter engagement");
    assert_true(strcasecmp(results->did_you_mean, "father engagement") == 0);
    results = run(state, plain, "xyzzy");
    assert_string_equal(results->did_you_mean, "");
}

static void
filters_typed_and_given_hold_together(void **state)
{
    struct search search = SEARCH_INIT;
    search.filter.lang = (struct query_values) { { "ro" }, 1 };
    const struct results *results = run(state, search, "engagement");
    assert_int_equal(results->count, 1);
    assert_string_equal(results->results[0].publication.key, "ghid");
    search = plain;
    search.filter.year_from = 2023;
    results = run(state, search, "father year:..2024");
    assert_int_equal(results->count, 1);
    assert_int_equal(results->filter.year_from, 2023);
    assert_int_equal(results->filter.year_to, 2024);
    results = run(state, plain, "father org:\"step BY\"");
    assert_int_equal(results->count, 1);
}

static void
inside_a_publication_all_its_pages_are_passages(void **state)
{
    struct search search = SEARCH_INIT;
    search.passages = 1;
    search.inside = 2;
    const struct results *results = run(state, search, "father in:web");
    assert_int_equal(results->count, 1);
    assert_int_equal(results->results[0].passage_count, 2);
    results = run(state, search, "father in:web in:roadmap");
    assert_int_equal(results->count, 2);
    assert_int_equal(results->results[0].passage_count, 1);
    assert_int_equal(results->results[1].passage_count, 1);
    results = run(state, search, "father in:");
    for (size_t i = 0; i < results->count; i++)
        assert_int_equal(results->results[i].passage_count, 1);
}

static void
results_come_in_pages(void **state)
{
    struct search search = SEARCH_INIT;
    search.limit = 2;
    const struct results *results = run(state, search, "father engagement");
    assert_int_equal(results->count, 2);
    assert_true(results->more);
    assert_int_equal(results->publications, 3);
    search.page = 2;
    results = run(state, search, "father engagement");
    assert_int_equal(results->count, 1);
    assert_int_equal(results->first, 2);
    assert_false(results->more);
    search.page = SIZE_MAX;
    results = run(state, search, "father engagement");
    assert_int_equal(results->count, 0);
}

static void
without_words_publications_are_listed(void **state)
{
    const struct results *results = run(state, plain, "");
    assert_int_equal(results->count, 3);
    assert_int_equal(results->results[0].passage_count, 0);
    assert_int_equal(results->term_count, 0);
    results = run(state, plain, "lang:ro");
    assert_int_equal(results->count, 1);
}

static void
a_description_is_a_passage_without_a_page(void **state)
{
    struct search search = SEARCH_INIT;
    const struct results *results = run(state, search, "breastfeeding");
    const struct search_result *result = &results->results[0];
    bool about = false;
    assert_int_equal(results->count, 1);
    for (size_t i = 0; i < result->passage_count; i++)
        about |= result->passages[i].file == NULL;
    assert_true(about);
    search.no_snippets = true;
    results = run(state, search, "breastfeeding");
    assert_int_equal(results->results[0].passages[0].snippet.count, 0);
}

static void
exact_searches_find_only_what_was_typed(void **state)
{
    struct search search = SEARCH_INIT;
    search.exact = true;
    const struct results *results = run(state, search, "engage");
    assert_int_equal(results->count, 0);
    results = run(state, plain, "engage");
    assert_true(results->count > 0);
}

static void
broken_bytes_are_repaired(void **state)
{
    const struct results *results = run(state, plain, "father \xFF");
    assert_string_equal(results->query, "father \xEF\xBF\xBD");
    assert_int_equal(results->count, 2);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(publications_with_all_words_come_first),
        cmocka_unit_test(the_language_of_the_reader_comes_first),
        cmocka_unit_test(titles_and_passages_are_marked),
        cmocka_unit_test(a_page_in_two_formats_is_shown_once_and_opens_the_pdf),
        cmocka_unit_test(a_slide_is_opened_in_its_pdf),
        cmocka_unit_test(addresses_lead_to_the_page),
        cmocka_unit_test(a_file_without_address_still_gives_its_passages),
        cmocka_unit_test(terms_list_the_written_forms),
        cmocka_unit_test(a_spelling_is_offered_with_what_it_finds),
        cmocka_unit_test(filters_typed_and_given_hold_together),
        cmocka_unit_test(inside_a_publication_all_its_pages_are_passages),
        cmocka_unit_test(results_come_in_pages),
        cmocka_unit_test(without_words_publications_are_listed),
        cmocka_unit_test(a_description_is_a_passage_without_a_page),
        cmocka_unit_test(exact_searches_find_only_what_was_typed),
        cmocka_unit_test(broken_bytes_are_repaired),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
