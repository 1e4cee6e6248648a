/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Other spellings and alphabets, from the vocabulary of a real index. */
#include "check.h"

#include "search/suggest.h"
#include "search/suggest_alphabet.h"
#include "store/store_write.h"

#include <unistd.h>

/* ---- a small library ---- */

struct fixture {
    char path[64];
    struct store *store;
    struct tokens *tokens;
    struct arena *arena;
};

static const char *const texts[] = {
    "Father engagement in early childhood. Fathers and mothers.",
    "Engagement of fathers matters. The father reads.",
    "The father, the engagement and the lighthouse.",
    "A dad is a father. Breastfeeding support.",
    "Breastfeeding and fathers, with engagement.",
    "Școlile și părinții.",
    "Семья и отцы. Право ребенка. Материал для отцов; семя и семья.",
    "Семья растет: детство.",
};

static void
put_texts(struct store *work, struct tokens *tokens)
{
    struct error err = ERROR_INIT;
    struct publication_file file = { .name = "a.txt",
                                     .url = "",
                                     .label = "",
                                     .part = "",
                                     .type = "text/plain",
                                     .format = "text",
                                     .lang = "en",
                                     .digest = "",
                                     .status = "indexed",
                                     .reason = "" };
    struct publication publication = { .key = "a",
                                       .title = "A library",
                                       .about = "",
                                       .kind = "",
                                       .lang = "en",
                                       .page = "",
                                       .contact = "",
                                       .files = &file,
                                       .file_count = 1 };
    assert_true(store_put_publication(work, &publication, &file, tokens, &err));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct store_page page = { .publication = publication.id,
                                   .file = file.id,
                                   .number = (int64_t)i + 1,
                                   .locator = "page",
                                   .section = "",
                                   .anchor = "",
                                   .lang = lang_find(i == 5  ? "ro"
                                                     : i > 5 ? "ru"
                                                             : "en"),
                                   .title = "",
                                   .text = texts[i],
                                   .text_length = strlen(texts[i]) };
        assert_true(store_put_page(work, &page, tokens, &err));
    }
}

static int
open_fixture(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct error err = ERROR_INIT;
    struct store *work;
    char name[80];
    if (fixture == NULL)
        return 1;
    snprintf(fixture->path, sizeof fixture->path, "/tmp/test_suggest.%d", (int)getpid());
    snprintf(name, sizeof name, "%s.work", fixture->path);
    fixture->tokens = tokens_new();
    fixture->arena = arena_new();
    assert_true(store_open_work(name, &work, NULL, &err));
    assert_true(store_begin(work, &err));
    put_texts(work, fixture->tokens);
    assert_true(store_commit(work, &err));
    assert_true(store_export(work, fixture->path, &err));
    store_close(work);
    unlink(name);
    assert_true(store_open(fixture->path, &fixture->store, &err));
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
    tokens_free(fixture->tokens);
    free(fixture);
    return 0;
}

static const struct suggestions *
suggest_in(struct fixture *fixture, const char *typed, const char *lang)
{
    struct query_scope scope = { 0 };
    struct query_filter filter;
    struct error err = ERROR_INIT;
    struct suggestions *suggestions = arena_alloc(fixture->arena, 1, sizeof *suggestions);
    bool cut;
    store_scope(fixture->store, &scope);
    const struct query *query = query_parse(typed, strlen(typed), &scope, fixture->tokens,
                                            fixture->arena, &filter, &cut);
    if (lang != NULL)
        filter.lang = (struct query_values) { { lang }, 1 };
    struct suggest asked = { fixture->store, query, typed, &filter, true };
    assert_true(suggest_spelling(&asked, fixture->arena, suggestions, &err));
    return suggestions;
}

/* Is it among what is offered in another alphabet? */
static bool
respells(struct fixture *fixture, const char *typed, const char *lang, const char *as)
{
    struct query_filter filter = { .concepts = 0 };
    struct error err = ERROR_INIT;
    struct suggestions suggestions = { .count = 0 };
    if (lang != NULL)
        filter.lang = (struct query_values) { { lang }, 1 };
    struct suggest asked = { fixture->store, NULL, typed, &filter, true };
    assert_true(suggest_alphabet(&asked, fixture->arena, &suggestions, &err));
    for (size_t i = 0; i < suggestions.count; i++)
        if (strcmp(suggestions.items[i], as) == 0)
            return true;
    return as[0] == '\0' && suggestions.count == 0;
}

static const char *
suggest(struct fixture *fixture, const char *typed)
{
    const struct suggestions *suggestions = suggest_in(fixture, typed, NULL);
    return suggestions->count > 0 ? suggestions->items[0] : NULL;
}

static void
unknown_words_are_replaced_and_the_rest_stays(void **state)
{
    assert_string_equal(suggest(*state, "fahter"), "father");
    assert_string_equal(suggest(*state, "fathr engagement lang:en"),
                        "father engagement lang:en");
    assert_string_equal(suggest(*state, "\"fahter engagment\" OR dad"),
                        "\"father engagement\" OR dad");
    assert_string_equal(suggest(*state, "brestfeding -fahter"), "Breastfeeding -fahter");
    assert_string_equal(suggest(*state, "Gather, engagement"), "father, engagement");
}

static void
each_kind_of_slip_is_one(void **state)
{
    assert_string_equal(suggest(*state, "fathr"), "father");
    assert_string_equal(suggest(*state, "fathher"), "father");
    assert_string_equal(suggest(*state, "fatger"), "father");
    assert_string_equal(suggest(*state, "fatehr"), "father");
    assert_string_equal(suggest(*state, "сеьмя"), "семья");
    assert_null(suggest(*state, "fatghr"));
    /* Nobody looks for one of the commonest words. */
    assert_null(suggest(*state, "tthe"));
    assert_null(suggest(*state, "whith"));
    /* Two in a word of eight letters. */
    assert_string_equal(suggest(*state, "engagmnet"), "engagement");
    assert_null(suggest(*state, "ngagmnet"));
}

static void
every_unknown_word_is_replaced(void **state)
{
    assert_string_equal(suggest(*state, "fahter engagment"), "father engagement");
    assert_string_equal(suggest(*state, "chilhood"), "childhood");
    assert_string_equal(suggest(*state, "hcildhood"), "childhood");
    assert_string_equal(suggest(*state, "cihldhod"), "childhood");
    /* The accent is missing, and a letter: */
    assert_string_equal(suggest(*state, "scolle"), "Școlile");
}

static void
a_word_that_finds_something_keeps_its_ending(void **state)
{
    assert_null(suggest(*state, "fathering"));
    assert_null(suggest(*state, "engaging"));
    const struct suggestions *all = suggest_in(*state, "engagment fahter", NULL);
    assert_int_equal(all->count, 2);
    assert_string_equal(all->items[0], "engagement father");
    assert_string_equal(all->items[1], "engagment father");
}

static void
words_of_other_languages_are_not_offered(void **state)
{
    assert_int_equal(suggest_in(*state, "scolle", "en")->count, 0);
    assert_int_equal(suggest_in(*state, "scolle", "ro")->count, 1);
}

static void
known_short_and_far_words_stay(void **state)
{
    assert_null(suggest(*state, "father"));
    assert_null(suggest(*state, "fathers engaging"));
    assert_null(suggest(*state, "xy"));
    assert_null(suggest(*state, "zebra"));
    assert_null(suggest(*state, "fathr1"));
    assert_null(suggest(*state, "fathr*"));
    assert_null(suggest(*state, ""));
}

static void
words_sound_like_those_of_another_alphabet(void **state)
{
    /* The soft sign is heard by nobody; the more frequent word is offered. */
    assert_true(respells(*state, "semya", NULL, "семья"));
    assert_true(respells(*state, "Otsy", NULL, "отцы"));
    assert_true(respells(*state, "otcy i sem'ya", NULL, "отцы i семья"));
    assert_true(respells(*state, "otcy i sem'ya", NULL, "отцы и семья"));
    assert_true(respells(*state, "detstvo", NULL, "детство"));
    /* A word that is known stays, and is looked for as well. */
    assert_true(respells(*state, "material semya", NULL, "материал семья"));
    assert_true(respells(*state, "father semya", NULL, "father семья"));
    /* Other endings than the library has. */
    assert_true(respells(*state, "pravami detey", NULL, "правами детей"));
}

static void
keys_are_pressed_on_another_keyboard(void **state)
{
    assert_true(respells(*state, "ctvmz", NULL, "семья"));
    assert_true(respells(*state, "Jnws b ghfdj", NULL, "отцы и право"));
    assert_true(respells(*state, "lbnbyf", NULL, "дитина"));
    assert_true(respells(*state, "lsnbyb", NULL, "дітини"));
    assert_true(respells(*state, "аферук", NULL, "father"));
}

static void
what_is_no_plain_word_keeps_its_alphabet(void **state)
{
    assert_true(respells(*state, "lang:ru 12", NULL, ""));
    assert_true(respells(*state, "otc*", NULL, ""));
    assert_true(respells(*state, "școala", NULL, ""));
    assert_true(respells(*state, "NOT (2024)", NULL, ""));
    assert_true(respells(*state, "(semya OR father)", NULL, "(семья OR father)"));
    /* Words of other languages do not count. */
    assert_false(respells(*state, "semya", "en", "семья"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unknown_words_are_replaced_and_the_rest_stays),
        cmocka_unit_test(each_kind_of_slip_is_one),
        cmocka_unit_test(every_unknown_word_is_replaced),
        cmocka_unit_test(a_word_that_finds_something_keeps_its_ending),
        cmocka_unit_test(words_of_other_languages_are_not_offered),
        cmocka_unit_test(known_short_and_far_words_stay),
        cmocka_unit_test(words_sound_like_those_of_another_alphabet),
        cmocka_unit_test(keys_are_pressed_on_another_keyboard),
        cmocka_unit_test(what_is_no_plain_word_keeps_its_alphabet),
    };
    return cmocka_run_group_tests(tests, open_fixture, close_fixture);
}
