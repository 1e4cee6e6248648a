/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is suggested while typing, and what is like a publication. */
#include "fixture_store.h"

#include "search/complete.h"

static const struct doc docs[] = {
    { .key = "roadmap",
      .title = "Engaging Fathers: a roadmap for clinics",
      .pages = { "3.1 Father engagement \xC2\xB7 Summary|Father engagement in clinics "
                 "and "
                 "nurseries. Lighthouse keepers wrote it.",
                 "Father engagement|Lighthouse and father engagement again, in a "
                 "clinic." } },
    { .key = "visits",
      .title = "Home visiting",
      .pages = { "Engaged fathers at home|A lighthouse keeper is visited at home by a "
                 "nurse "
                 "of the clinic; fathers engage.",
                 "The clinic|The clinic keeps a list." } },
    { .key = "cooking",
      .title = "Cooking with beans",
      .pages = { "Beans and rice|Beans are soaked over night and cooked with rice.",
                 "Soup|Soup of beans, for the clinic." } },
    { .key = "ghid:12",
      .title = "P\xC4\x83rin\xC8\x9Bi \xC8\x99i copii",
      .lang = "ro",
      .pages = { "Sfaturi pentru p\xC4\x83rin\xC8\x9Bi|Un ghid pentru "
                 "p\xC4\x83rin\xC8\x9Bi." } },
};

static int
open_fixture(void **state)
{
    struct library *library = memory_new(1, sizeof *library);
    library_open(library);
    library_fill(library, docs, sizeof docs / sizeof docs[0]);
    *state = library;
    return 0;
}

static int
close_fixture(void **state)
{
    library_close(*state);
    free(*state);
    return 0;
}

/* "text (pages/publications), ..." */
static const char *
complete(struct library *library, const char *typed, const char *lang)
{
    struct search search = SEARCH_INIT;
    struct completions completions;
    struct buf out = BUF_INIT(4000);
    search.typed = typed;
    search.typed_length = strlen(typed);
    if (lang != NULL)
        search.filter.lang = (struct query_values) { { lang }, 1 };
    library_must(library, complete_typed(library->reader, &search, library->arena,
                                         &completions, &library->err));
    for (size_t i = 0; i < completions.count; i++)
        buf_format(&out, "%s%s (%d/%d)", i > 0 ? ", " : "", completions.items[i].text,
                   (int)completions.items[i].pages,
                   (int)completions.items[i].publications);
    const char *text = arena_text(library->arena, out.data, out.length);
    buf_free(&out);
    return text;
}

static void
phrases_and_words_are_completed(void **state)
{
    assert_string_equal(complete(*state, "fath", NULL),
                        "Father engagement (3/2), father (3/2), Engaged fathers at "
                        "home (1/1), Engaging Fathers (3/2)");
    assert_string_equal(complete(*state, "LIGHT", NULL), "lighthouse (3/2)");
    assert_string_equal(complete(*state, "home v", NULL), "Home visiting (1/1)");
    assert_string_equal(complete(*state, "parin", NULL),
                        "P\xC4\x83rin\xC8\x9Bi \xC8\x99i copii (1/1), "
                        "p\xC4\x83rin\xC8\x9Bi (1/1), "
                        "Sfaturi pentru p\xC4\x83rin\xC8\x9Bi (1/1)");
}

static void
what_finds_nothing_is_not_suggested(void **state)
{
    assert_string_equal(complete(*state, "beans fath", NULL), "");
    assert_string_equal(complete(*state, "fath", "ro"), "");
    assert_string_equal(complete(*state, "zebra", NULL), "");
    assert_string_equal(complete(*state, "", NULL), "");
    assert_string_equal(complete(*state, "f", NULL), "");
    assert_string_equal(complete(*state, "\xFF\xFE\"((", NULL), "");
}

static void
operators_stay_as_they_are_typed(void **state)
{
    assert_string_equal(complete(*state, "clinic -bea", NULL), "clinic -beans (4/2)");
    assert_string_equal(complete(*state, "lighthouse OR bean", NULL),
                        "lighthouse OR beans (5/3)");
}

static bool
tell_phrase(void *context, const struct store_phrase *phrase)
{
    buf_format(context, "%s=%s:%d ", phrase->folded, phrase->shown, (int)phrase->pages);
    return true;
}

static void
phrases_come_from_titles_and_headings(void **state)
{
    struct library *library = *state;
    struct buf out = BUF_INIT(4000);
    library_must(library, store_phrases(library->reader, "engag", 100, tell_phrase, &out,
                                        &library->err));
    assert_string_equal(out.data, "father engagement=Father engagement:2 "
                                  "engaged fathers at home=Engaged fathers at home:1 "
                                  "engaging fathers=Engaging Fathers:1 ");
    buf_free(&out);
}

/* ---- more like this ---- */

static const char *
like(struct library *library, const char *name, size_t page, size_t limit)
{
    struct search search = SEARCH_INIT;
    struct results results;
    struct buf out = BUF_INIT(4000);
    search.typed = "";
    search.like = name;
    search.page = page;
    search.limit = limit;
    library_must(library, search_run(library->reader, &search, library->arena, &results,
                                     &library->err));
    buf_format(&out, "%d:", (int)results.publications);
    for (size_t i = 0; i < results.count; i++) {
        buf_format(&out, " %s", results.results[i].publication.key);
        assert_true(results.results[i].matches_all);
    }
    buf_add_text(&out, results.more ? " ..." : "");
    assert_string_equal(results.did_you_mean, "");
    assert_true(results.like == NULL || strncmp(name, results.like->key, 4) == 0);
    const char *text = arena_text(library->arena, out.data, out.length);
    buf_free(&out);
    return text;
}

static void
others_about_the_same_are_found(void **state)
{
    assert_memory_equal(like(*state, "roadmap", 1, 10), "2: visits", 9);
    assert_memory_equal(like(*state, "roadmap:2", 1, 10) + 1, ": visits", 8);
    assert_memory_equal(like(*state, "visits", 1, 10) + 1, ": roadmap", 9);
    assert_string_equal(like(*state, "roadmap", 2, 10), "2:");
}

static void
an_id_may_look_like_a_page(void **state)
{
    assert_string_equal(like(*state, "ghid:12", 1, 10), "0:");
    assert_string_equal(like(*state, "nobody", 1, 10), "0:");
    assert_string_equal(like(*state, "", 1, 10), "0:");
    assert_string_equal(like(*state, "roadmap:99", 1, 10), "0:");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_and_words_are_completed),
        cmocka_unit_test(what_finds_nothing_is_not_suggested),
        cmocka_unit_test(operators_stay_as_they_are_typed),
        cmocka_unit_test(phrases_come_from_titles_and_headings),
        cmocka_unit_test(others_about_the_same_are_found),
        cmocka_unit_test(an_id_may_look_like_a_page),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
