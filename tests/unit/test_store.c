/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publications go in, are published, and are found again: by every kind of query and filter. */
#include "check.h"

#include "fixture_store.h"

static const struct doc shelf[] = {
    { .key = "roadmap",
      .title = "Roadmap for fathers",
      .about = "How services reach men",
      .org = "UNICEF Romania",
      .kind = "Roadmap",
      .year = 2024,
      .pages = { "The engagement of fathers in home visiting",
                 "Home visiting programmes|Nurses visit every family at home",
                 "A budget and a time table" } },
    { .key = "slides",
      .title = "Training day",
      .org = "World Health Organization",
      .kind = "Slides",
      .format = "pptx",
      .year = 2021,
      .pages = { "Welcome|Agenda of the day",
                 "Father engagement|Fathers and mothers together",
                 "Engaging fathers early is the heart of father engagement work" } },
    { .key = "ghid",
      .title = "Ghid pentru p\xC4\x83rin\xC8\x9Bi",
      .lang = "ro",
      .org = "UNICEF Romania",
      .kind = "Guide",
      .year = 2024,
      .pages = { "P\xC4\x83rin\xC8\x9Bii \xC8\x99i copiii la gr\xC4\x83"
                 "dini\xC8\x9B\xC4\x83",
                 "Tata este un p\xC4\x83rinte \xC8\x99i merge la \xC8\x99"
                 "coal\xC4\x83" } },
    { .key = "note",
      .title = "A note without a download",
      .about = "Breastfeeding support",
      .year = 2019 },
};

enum { SHELF = sizeof shelf / sizeof shelf[0] };

static int
open_shelf(void **state)
{
    struct library *library = malloc(sizeof *library);
    library_open(library);
    library_fill(library, shelf, SHELF);
    *state = library;
    return 0;
}

static int
close_shelf(void **state)
{
    library_close(*state);
    free(*state);
    return 0;
}

/* ---- words ---- */

static void
a_word_finds_its_other_forms(void **state)
{
    assert_string_equal(library_find(*state, "engaged"), "slides:2,3 roadmap:1");
}

static void
a_page_with_the_word_in_its_title_comes_first(void **state)
{
    assert_string_equal(library_find(*state, "visiting"), "roadmap:2,1");
}

static void
an_entry_without_a_download_is_found_by_its_description(void **state)
{
    struct library *library = *state;
    assert_string_equal(library_find(library, "breastfeeding"), "note:about");
    assert_int_equal(library->hits.publications, 1);
    assert_int_equal(library->hits.pages, 0);
}

static void
publications_with_all_words_come_first(void **state)
{
    struct library *library = *state;
    library_find(library, "fathers budget");
    assert_string_equal(library_find(library, "mothers agenda budget"),
                        "slides:1,2 roadmap:3");
    assert_true(library->hits.groups[0].concepts != library->hits.groups[1].concepts);
    assert_string_equal(library_find(library, "fathers budget"),
                        "roadmap:3,about,1 slides:2,3");
    assert_true(library->hits.groups[0].all);
    assert_false(library->hits.groups[1].all);
}

static void
a_word_that_is_nowhere_finds_nothing(void **state)
{
    struct library *library = *state;
    assert_string_equal(library_find(library, "zebra"), "");
    assert_true(library->hits.exact && library->hits.complete);
    assert_int_equal(library->hits.publications, 0);
}

static void
a_word_typed_without_its_marks_is_found(void **state)
{
    assert_string_equal(library_find(*state, "gradinita"), "ghid:1");
    assert_string_equal(library_find(*state, "scoala"), "ghid:2");
}

static void
a_prefix_finds_all_words_that_begin_with_it(void **state)
{
    assert_string_equal(library_find(*state, "breast*"), "note:about");
    assert_string_equal(library_find(*state, "gradi*"), "ghid:1");
}

/* ---- operators ---- */

static void
a_phrase_wants_its_words_in_this_order(void **state)
{
    assert_string_equal(library_find(*state, "\"fathers early\""), "slides:3");
    assert_string_equal(library_find(*state, "\"early fathers\""), "");
    assert_string_equal(library_find(*state, "\"fathers engagement\""), "");
}

static void
and_wants_both_words_on_one_page(void **state)
{
    assert_string_equal(library_find(*state, "nurses AND family"), "roadmap:2");
    assert_string_equal(library_find(*state, "nurses AND budget"), "");
}

static void
or_takes_either(void **state)
{
    struct library *library = *state;
    library_find(library, "nurses OR breastfeeding");
    assert_int_equal(library->hits.publications, 2);
}

static void
not_takes_pages_away(void **state)
{
    assert_string_equal(library_find(*state, "fathers -mothers -early"),
                        "roadmap:about,1");
}

static void
not_alone_is_all_other_pages(void **state)
{
    struct library *library = *state;
    library_find(library, "-fathers");
    assert_int_equal(library->hits.pages, 8 - 3);
    assert_int_equal(library->hits.publications, 4);
    assert_string_equal(library_find(library, "-fathers in:roadmap"), "roadmap:2,3");
}

static void
near_counts_the_words_between(void **state)
{
    assert_string_equal(library_find(*state, "nurses NEAR/2 family"), "roadmap:2");
    assert_string_equal(library_find(*state, "nurses NEAR/1 family"), "");
    assert_string_equal(library_find(*state, "family NEAR/2 nurse"), "roadmap:2");
}

static void
a_title_is_searched_alone(void **state)
{
    assert_string_equal(library_find(*state, "title:fathers"), "roadmap:about slides:2");
    assert_string_equal(library_find(*state, "title:nurses"), "");
}

static void
a_hyphen_finds_two_words_and_two_words_find_a_hyphen(void **state)
{
    assert_string_equal(library_find(*state, "home-visiting"), "roadmap:2,1");
}

/* ---- filters ---- */

static void
filters_restrict_and_do_not_score(void **state)
{
    struct library *library = *state;
    assert_string_equal(library_find(library, "fathers type:pptx"), "slides:2,3");
    assert_string_equal(library_find(library, "fathers year:2024"), "roadmap:about,1");
    assert_string_equal(library_find(library, "fathers year:2022.."), "roadmap:about,1");
    assert_string_equal(library_find(library, "fathers org:unicef"), "roadmap:about,1");
    assert_string_equal(library_find(library, "fathers org:\"health organization\""),
                        "slides:2,3");
    assert_string_equal(library_find(library, "fathers org:rom"), "");
    assert_string_equal(library_find(library, "fathers kind:roadmap"), "roadmap:about,1");
    assert_string_equal(library_find(library, "fathers in:slides"), "slides:2,3");
    assert_string_equal(library_find(library, "fathers lang:ro"), "");
    assert_string_equal(library_find(library, "fathers lang:ro,en in:roadmap"),
                        "roadmap:about,1");
}

static void
filters_alone_list_publications(void **state)
{
    struct library *library = *state;
    assert_string_equal(library_find(library, "year:2024"), "ghid roadmap");
    assert_int_equal(library->hits.groups[0].hit_count, 0);
    assert_int_equal(library->hits.publications, 2);
    assert_int_equal(library->hits.pages, 5);
    assert_string_equal(library_find(library, ""), "ghid note roadmap slides");
}

static void
lists_are_sorted_by_year_or_title(void **state)
{
    struct library *library = *state;
    library->want.sort = STORE_SORT_NEW;
    assert_string_equal(library_find(library, ""), "ghid roadmap slides note");
    library->want.sort = STORE_SORT_OLD;
    assert_string_equal(library_find(library, ""), "note slides ghid roadmap");
    library->want.sort = STORE_SORT_TITLE;
    assert_string_equal(library_find(library, ""), "note ghid roadmap slides");
    assert_string_equal(library_find(library, "fathers"), "roadmap:about,1 slides:2,3");
}

static void
what_was_added_last_is_newest(void **state)
{
    static const struct doc docs[] = {
        { .key = "a", .year = 2020, .added = 2000, .pages = { "tree" } },
        { .key = "b", .year = 2024, .added = 1000, .pages = { "tree" } },
        { .key = "c", .year = 2020, .added = 3000, .pages = { "tree" } },
        { .key = "d", .year = 2022, .added = 2000, .pages = { "tree" } },
    };
    struct library library;
    struct publication publication;
    (void)state;
    library_open(&library);
    library_fill(&library, docs, 4);
    library.want.sort = STORE_SORT_ADDED;
    assert_string_equal(library_find(&library, ""), "c d a b");
    library.want.sort = STORE_SORT_NEW;
    assert_string_equal(library_find(&library, ""), "b d c a");
    library.want.sort = STORE_SORT_OLD;
    assert_string_equal(library_find(&library, ""), "a c d b");
    library_must(&library, store_publication_of_key(library.reader, "c", library.arena,
                                                    &publication, &library.err));
    assert_int_equal(publication.added, 3000);
    library_close(&library);
}

static void
a_list_can_be_read_in_pieces(void **state)
{
    struct library *library = *state;
    library->want.first = 1;
    library->want.count = 2;
    assert_string_equal(library_find(library, ""), "note roadmap");
    assert_int_equal(library->hits.publications, 4);
    library->want.first = 9;
    assert_string_equal(library_find(library, ""), "");
    assert_int_equal(library->hits.publications, 4);
}

static void
fewer_passages_are_the_best_ones(void **state)
{
    struct library *library = *state;
    library->want.passages = 1;
    assert_string_equal(library_find(library, "fathers"), "slides:2 roadmap:about");
    assert_int_equal(library->hits.pages, 3);
}

/* ---- facets ---- */

static int64_t
facet_count(const struct library *library, const char *name, const char *value)
{
    for (size_t i = 0; i < library->hits.facet_count; i++) {
        const struct store_facet *facet = &library->hits.facets[i];
        for (size_t j = 0; j < facet->count && strcmp(facet->name, name) == 0; j++)
            if (strcmp(facet->values[j].value, value) == 0)
                return facet->values[j].publications;
    }
    return 0;
}

static void
facets_count_publications(void **state)
{
    struct library *library = *state;
    library->want.facets = true;
    library_find(library, "fathers");
    assert_int_equal(library->hits.facet_count, 5);
    assert_int_equal(facet_count(library, "lang", "en"), 2);
    assert_int_equal(facet_count(library, "lang", "ro"), 0);
    assert_int_equal(facet_count(library, "year", "2024"), 1);
    assert_int_equal(facet_count(library, "org", "unicef romania"), 1);
    assert_int_equal(facet_count(library, "kind", "slides"), 1);
    assert_int_equal(facet_count(library, "type", "pptx"), 1);
    assert_int_equal(facet_count(library, "type", "pdf"), 1);
}

static void
a_chosen_value_leaves_its_own_facet_open_and_narrows_the_others(void **state)
{
    struct library *library = *state;
    library->want.facets = true;
    library_find(library, "fathers kind:slides");
    assert_int_equal(library->hits.publications, 1);
    assert_int_equal(facet_count(library, "kind", "roadmap"), 1);
    assert_int_equal(facet_count(library, "kind", "slides"), 1);
    assert_int_equal(facet_count(library, "year", "2021"), 1);
    assert_int_equal(facet_count(library, "year", "2024"), 0);
    library_find(library, "lang:ro");
    assert_int_equal(facet_count(library, "lang", "en"), 3);
    assert_int_equal(facet_count(library, "type", "pptx"), 0);
    library_find(library, "type:pptx year:2024");
    assert_int_equal(library->hits.publications, 0);
    assert_int_equal(facet_count(library, "type", "pdf"), 2);
    assert_int_equal(facet_count(library, "year", "2021"), 1);
}

static void
facet_labels_are_for_readers(void **state)
{
    struct library *library = *state;
    library->want.facets = true;
    library_find(library, "org:unicef");
    const struct store_facet_value *org = &library->hits.facets[2].values[0];
    assert_string_equal(org->label, "UNICEF Romania");
    assert_true(org->chosen);
    assert_string_equal(library->hits.facets[0].values[0].label, "English");
}

/* ---- languages ---- */

static const struct doc babel[] = {
    /* "fat" is what the Romanian stemmer makes of "fată"; the same letters in English differ. */
    { .key = "en", .lang = "en", .pages = { "a fat cat", "fathers" } },
    { .key = "ro", .lang = "ro", .pages = { "o fat\xC4\x83 mic\xC4\x83" } },
    { .key = "hr", .lang = "hr", .pages = { "dje\xC4\x8Dji vrti\xC4\x87 i knjiga" } },
    { .key = "sr",
      .lang = "sr",
      .pages = { "\xD0\xBA\xD1\x9A\xD0\xB8\xD0\xB3\xD0\xB0" } },
};

static void
the_same_stem_in_another_language_does_not_count(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_fill(&library, babel, 4);
    assert_string_equal(library_find(&library, "fat\xC4\x83"), "ro:1");
    assert_string_equal(library_find(&library, "fete"), "ro:1"); /* girls */
    assert_string_equal(library_find(&library, "fatal"), "");
    library_close(&library);
}

static void
languages_of_a_group_share_their_stems(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_fill(&library, babel, 4);
    library_find(&library, "knjige");
    assert_int_equal(library.hits.publications, 2);
    library_close(&library);
}

/* ---- compounds ---- */

static const struct doc compounds[] = {
    { .key = "whole",
      .lang = "de",
      .pages = { "V\xC3\xA4terbeteiligung beginnt im S\xC3\xA4uglingspflegekurs" } },
    { .key = "part", .lang = "de", .pages = { "Pflege braucht viel Beteiligung" } },
    { .key = "other", .lang = "de", .pages = { "Die Anforderung an Pfleger" } },
    { .key = "nl", .lang = "nl", .pages = { "De kinderopvang is vandaag open" } },
    { .key = "geld", .lang = "de", .pages = { "Die Eltern bekommen Elterngeld" } },
    { .key = "angeld", .lang = "de", .pages = { "Das vergeldete Angeld" } },
    { .key = "en", .lang = "en", .pages = { "An order for housekeepers" } },
};

enum { COMPOUNDS = sizeof compounds / sizeof compounds[0] };

static int
open_compounds(void **state)
{
    struct library *library = malloc(sizeof *library);
    library_open(library);
    library_fill(library, compounds, COMPOUNDS);
    *state = library;
    return 0;
}

#define COMPOUND_TEST(name) \
    cmocka_unit_test_setup_teardown(name, open_compounds, close_shelf)

static void
a_part_finds_the_compound_after_the_word_itself(void **state)
{
    assert_string_equal(library_find(*state, "Beteiligung"), "part:1 whole:1");
    assert_string_equal(library_find(*state, "Beteiligungen"), "part:1 whole:1");
    assert_string_equal(library_find(*state, "S\xC3\xA4ugling"), "whole:1");
    assert_string_equal(library_find(*state, "opvang"), "nl:1");
}

static void
a_part_is_found_inside_a_compound(void **state)
{
    const char *found = library_find(*state, "Pflege");
    assert_non_null(strstr(found, "part:1"));
    assert_non_null(strstr(found, "whole:1"));
}

static void
a_short_part_counts_beside_a_word_only(void **state)
{
    assert_string_equal(library_find(*state, "Geld"), "geld:1");
}

static void
letters_beside_affixes_are_no_part(void **state)
{
    assert_string_equal(library_find(*state, "order"), "en:1");
    assert_string_equal(library_find(*state, "forder"), "");
    assert_string_equal(library_find(*state, "keepers"), "");
}

static void
a_compound_and_exact_words_do_not_find_their_parts(void **state)
{
    assert_string_equal(library_find(*state, "V\xC3\xA4terbeteiligung"), "whole:1");
    assert_string_equal(library_find(*state, "\"Beteiligung\""), "part:1");
    assert_string_equal(library_find(*state, "\"opvang\""), "");
    assert_string_equal(library_find(*state, "opvan*"), "");
    assert_string_equal(library_find(*state, "Pflege -Beteiligung"), "other:1 whole:1");
}

/* ---- reading back ---- */

static void
a_publication_comes_back_as_it_was_put(void **state)
{
    struct library *library = *state;
    struct publication publication;
    library_must(library,
                 store_publication_of_key(library->reader, "roadmap", library->arena,
                                          &publication, &library->err));
    assert_string_equal(publication.title, "Roadmap for fathers");
    assert_int_equal(publication.year, 2024);
    assert_int_equal(publication.organisation_count, 1);
    assert_string_equal(publication.organisations[0], "UNICEF Romania");
    assert_int_equal(publication.file_count, 1);
    assert_ptr_equal(publication_file(&publication, publication.files[0].id),
                     &publication.files[0]);
    assert_string_equal(publication.files[0].format, "pdf");
    assert_null(publication_file(&publication, 4711));
    assert_false(store_publication_of_key(library->reader, "none", library->arena,
                                          &publication, &library->err));
    assert_int_equal(library->err.kind, ERROR_MISSING);
}

static void
facts_say_what_is_in_the_library(void **state)
{
    struct library *library = *state;
    const struct store_facts *facts = store_facts(library->reader);
    assert_int_equal(facts->publications, 4);
    assert_int_equal(facts->pages, 8);
    assert_int_equal(facts->files, 4);
    assert_int_equal(facts->lang_count, 2);
    assert_string_equal(facts->langs[0].lang->tag, "en");
    assert_int_equal(facts->langs[0].pages, 6);
    assert_int_equal(strlen(facts->id), 16);
    assert_true(facts->words > 30 && facts->built > 1600000000);
}

struct listed {
    char text[2000];
};

static bool
list_term(void *context, const struct store_term *term)
{
    struct listed *listed = context;
    size_t length = strlen(listed->text);
    snprintf(listed->text + length, sizeof listed->text - length, "%s %s %d; ",
             term->shown, term->lang->tag, (int)term->pages);
    return true;
}

static void
words_are_shown_as_they_are_written(void **state)
{
    struct library *library = *state;
    struct listed listed = { "" };
    library_must(library,
                 store_terms(library->reader, "rom", 10, list_term, &listed, NULL));
    assert_string_equal(listed.text, "Romania en 1; Romania ro 1; ");
    listed.text[0] = '\0';
    library_must(library,
                 store_terms(library->reader, "fa", 10, list_term, &listed, NULL));
    assert_string_equal(listed.text, "fathers en 4; father en 2; family en 1; ");
}

static void
words_of_a_stem_are_its_forms(void **state)
{
    struct library *library = *state;
    struct listed listed = { "" };
    library_must(library, store_words_of_stem(library->reader, lang_find("en"), "father",
                                              10, list_term, &listed, NULL));
    assert_string_equal(listed.text, "fathers en 4; father en 2; ");
    listed.text[0] = '\0';
    library_must(library, store_words_of_surface(library->reader, "parintii", list_term,
                                                 &listed, NULL));
    assert_string_equal(listed.text, "P\xC4\x83rin\xC8\x9Bii ro 1; ");
}

static void
an_explanation_names_words_counts_and_points(void **state)
{
    struct library *library = *state;
    library->want.explain = true;
    library_find(library, "father engagement");
    const char *told = library->hits.groups[0].hits[0].explanation;
    assert_non_null(strstr(told, "father: "));
    assert_non_null(strstr(told, "in text, idf "));
    assert_non_null(strstr(told, "points"));
}

#define SHELF_TEST(name) cmocka_unit_test_setup_teardown(name, open_shelf, close_shelf)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        SHELF_TEST(a_word_finds_its_other_forms),
        SHELF_TEST(a_page_with_the_word_in_its_title_comes_first),
        SHELF_TEST(an_entry_without_a_download_is_found_by_its_description),
        SHELF_TEST(publications_with_all_words_come_first),
        SHELF_TEST(a_word_that_is_nowhere_finds_nothing),
        SHELF_TEST(a_word_typed_without_its_marks_is_found),
        SHELF_TEST(a_prefix_finds_all_words_that_begin_with_it),
        SHELF_TEST(a_phrase_wants_its_words_in_this_order),
        SHELF_TEST(and_wants_both_words_on_one_page),
        SHELF_TEST(or_takes_either),
        SHELF_TEST(not_takes_pages_away),
        SHELF_TEST(not_alone_is_all_other_pages),
        SHELF_TEST(near_counts_the_words_between),
        SHELF_TEST(a_title_is_searched_alone),
        SHELF_TEST(a_hyphen_finds_two_words_and_two_words_find_a_hyphen),
        SHELF_TEST(filters_restrict_and_do_not_score),
        SHELF_TEST(filters_alone_list_publications),
        SHELF_TEST(lists_are_sorted_by_year_or_title),
        cmocka_unit_test(what_was_added_last_is_newest),
        SHELF_TEST(a_list_can_be_read_in_pieces),
        SHELF_TEST(fewer_passages_are_the_best_ones),
        SHELF_TEST(facets_count_publications),
        SHELF_TEST(a_chosen_value_leaves_its_own_facet_open_and_narrows_the_others),
        SHELF_TEST(facet_labels_are_for_readers),
        cmocka_unit_test(the_same_stem_in_another_language_does_not_count),
        cmocka_unit_test(languages_of_a_group_share_their_stems),
        COMPOUND_TEST(a_part_finds_the_compound_after_the_word_itself),
        COMPOUND_TEST(a_part_is_found_inside_a_compound),
        COMPOUND_TEST(a_short_part_counts_beside_a_word_only),
        COMPOUND_TEST(letters_beside_affixes_are_no_part),
        COMPOUND_TEST(a_compound_and_exact_words_do_not_find_their_parts),
        SHELF_TEST(a_publication_comes_back_as_it_was_put),
        SHELF_TEST(facts_say_what_is_in_the_library),
        SHELF_TEST(words_are_shown_as_they_are_written),
        SHELF_TEST(words_of_a_stem_are_its_forms),
        SHELF_TEST(an_explanation_names_words_counts_and_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
