/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formula in numbers that can be checked by hand. */
#include "check.h"

#include "store/rank.h"

static void
is_about(double got, double wanted)
{
    if (got < wanted - 1e-6 || got > wanted + 1e-6)
        fail_msg("%.9f is not %.9f", got, wanted);
}

static void
idf_is_the_logarithm_of_pages_without_over_pages_with(void **state)
{
    (void)state;
    is_about(rank_idf(1000, 9), 4.647927); /* log(991.5 / 9.5) */
    is_about(rank_idf(1000, 0), 7.601402); /* log(1000.5 / .5) */
}

static void
idf_of_a_word_on_every_page_is_still_positive(void **state)
{
    (void)state;
    for (double pages = 1; pages < 1e7; pages *= 3)
        assert_true(rank_idf(pages, pages) > 0);
    assert_true(rank_idf(100, 250) > 0);
    assert_true(rank_idf(0, 0) > 0);
}

static void
idf_falls_as_a_word_becomes_more_common(void **state)
{
    (void)state;
    for (double matching = 0; matching < 1000; matching++)
        assert_true(rank_idf(1000, matching) > rank_idf(1000, matching + 1));
}

static void
one_language_alone_has_the_plain_idf(void **state)
{
    (void)state;
    for (double matching = 1; matching <= 5000; matching *= 7)
        is_about(rank_idf_within(5000, matching, 5000, matching),
                 rank_idf(5000, matching));
}

static void
a_stop_word_of_a_small_language_stays_a_stop_word(void **state)
{
    (void)state;
    /* On 495 of 500 German pages in a library of 20,000. */
    assert_true(rank_idf_within(20000, 495, 500, 495) < .7);
    assert_true(rank_idf(20000, 495) > 3);
}

static void
a_language_of_two_pages_takes_the_library_as_witness(void **state)
{
    (void)state;
    assert_true(rank_idf_within(15000, 2, 2, 2) > 2);
}

static void
a_title_of_average_length_and_a_text_of_average_length_are_one(void **state)
{
    (void)state;
    is_about(rank_length(.65, 300, 300), 1);
    is_about(rank_length(.65, 600, 300), 1.65);
    is_about(rank_length(.65, 0, 300), .35);
    is_about(rank_length(.5, 7, 0), 1);
}

static void
weight_saturates_below_k1_plus_one(void **state)
{
    (void)state;
    is_about(rank_weight(0, 1, 1, 1), 1);
    is_about(rank_weight(1, 1, 0, 1), 3 * 2.6 / 4.6);
    assert_true(rank_weight(0, 1, 1e6, 1) < 2.6);
    assert_true(rank_weight(0, 1, 2, 1) > rank_weight(0, 1, 1, 1));
    assert_true(rank_weight(0, 1, 1, 2) < rank_weight(0, 1, 1, 1));
}

static void
pairs_are_counted_in_order_and_within_the_window(void **state)
{
    (void)state;
    const uint32_t a[] = { 3, 20, 40 }, b[] = { 4, 12, 33, 48 };
    unsigned adjacent, close;
    rank_pairs(a, 3, b, 4, &adjacent, &close);
    assert_int_equal(adjacent, 1); /* 3 4 */
    assert_int_equal(close, 3);    /* 3 4; 20 12; 40 33 or 48 */
    rank_pairs(b, 4, a, 3, &adjacent, &close);
    assert_int_equal(adjacent, 0);
    rank_pairs(a, 3, b, 0, &adjacent, &close);
    assert_int_equal(adjacent + close, 0);
}

static void
a_title_and_a_text_are_never_neighbours(void **state)
{
    (void)state;
    const uint32_t title[] = { 5 }, text[] = { (1U << 30) + 6 };
    unsigned adjacent, close;
    rank_pairs(title, 1, text, 1, &adjacent, &close);
    assert_int_equal(adjacent + close, 0);
}

static void
neighbours_gain_more_than_words_that_are_only_close(void **state)
{
    (void)state;
    assert_true(rank_proximity(1, 1, 1) > rank_proximity(0, 1, 1));
    assert_true(rank_proximity(0, 1, 1) > 0);
    is_about(rank_proximity(0, 0, 1), 0);
    assert_true(rank_proximity(1e6, 1e6, 1) < rank_settings.proximity * 1.5 * 2.6);
}

static void
many_fair_pages_do_not_beat_one_good_page(void **state)
{
    (void)state;
    assert_true(rank_publication(10, 0, 0) > rank_publication(8, 8, 8));
    assert_true(rank_publication(8, 7, 0) > rank_publication(8, 0, 0));
}

static void
scores_are_rounded_so_that_equal_pages_tie(void **state)
{
    (void)state;
    assert_true(rank_round(1.00000049) <= 1 && rank_round(1.00000049) >= 1);
    is_about(rank_round(2.3456789), 2.345679);
}

static void
a_page_keeps_more_of_its_score_the_more_its_language_fits(void **state)
{
    (void)state;
    is_about(rank_foreign(1), 1);
    is_about(rank_foreign(0), rank_settings.foreign);
    assert_true(rank_foreign(.5) > rank_foreign(.4));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(idf_is_the_logarithm_of_pages_without_over_pages_with),
        cmocka_unit_test(idf_of_a_word_on_every_page_is_still_positive),
        cmocka_unit_test(idf_falls_as_a_word_becomes_more_common),
        cmocka_unit_test(one_language_alone_has_the_plain_idf),
        cmocka_unit_test(a_stop_word_of_a_small_language_stays_a_stop_word),
        cmocka_unit_test(a_language_of_two_pages_takes_the_library_as_witness),
        cmocka_unit_test(a_title_of_average_length_and_a_text_of_average_length_are_one),
        cmocka_unit_test(weight_saturates_below_k1_plus_one),
        cmocka_unit_test(pairs_are_counted_in_order_and_within_the_window),
        cmocka_unit_test(a_title_and_a_text_are_never_neighbours),
        cmocka_unit_test(neighbours_gain_more_than_words_that_are_only_close),
        cmocka_unit_test(many_fair_pages_do_not_beat_one_good_page),
        cmocka_unit_test(scores_are_rounded_so_that_equal_pages_tie),
        cmocka_unit_test(a_page_keeps_more_of_its_score_the_more_its_language_fits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
