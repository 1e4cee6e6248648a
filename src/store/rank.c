/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The formula by which pages are ordered, and its constants. */
#include "store/rank.h"

#include <math.h>

const struct rank_settings rank_settings = {
    .k1 = 1.6,
    .b = .75,
    .title = 3,
    .title_b = .5,
    .proximity = .2,
    .exact = .1,
    .unmarked = .3,
    .compound = .5,
    .synonym = .8,
    .foreign = .4,
    .foreign_from = 3,
    .related = .6,
    .related_english = .2,
    .related_letters = 5,
    .next = .1,
    .weak = .02,
    .telling = .1,
    .weak_from = 3,
    .common_from = 2,
    .all_words_most = 4,
    .window = 8,
    .few = 32,
};

double
rank_idf(double pages, double matching)
{
    if (matching > pages)
        matching = pages;
    double t = (pages - matching + .5) / (matching + .5);
    return log(t < 2 ? t / 2 + 1 : t);
}

double
rank_idf_within(double pages, double matching, double lang_pages, double lang_matching)
{
    if (pages <= 0)
        return rank_idf(0, 0);
    double few = rank_settings.few;
    double share = (lang_matching + few * matching / pages) / (lang_pages + few);
    return rank_idf(pages, pages * share);
}

double
rank_length(double b, double length, double average)
{
    return average > 0 ? 1 - b + b * length / average : 1;
}

double
rank_weight(double title_count, double title_length, double body_count,
            double body_length)
{
    double count =
        rank_settings.title * title_count / title_length + body_count / body_length;
    return count * (rank_settings.k1 + 1) / (rank_settings.k1 + count);
}

double
rank_related(bool english, double own, double related)
{
    double share = english ? rank_settings.related_english : rank_settings.related;
    return (own + share * related) / (1 + share);
}

static double
saturated(double count, double body_length)
{
    return count * (rank_settings.k1 + 1) / (count + rank_settings.k1 * body_length);
}

double
rank_foreign(double fit)
{
    return rank_settings.foreign + (1 - rank_settings.foreign) * fit;
}

double
rank_proximity(double adjacent, double close, double body_length)
{
    return rank_settings.proximity *
           (saturated(adjacent, body_length) + .5 * saturated(close, body_length));
}

void
rank_pairs(const uint32_t *a, size_t a_count, const uint32_t *b, size_t b_count,
           unsigned *adjacent, unsigned *close)
{
    *adjacent = *close = 0;
    size_t low = 0;
    for (size_t i = 0; i < a_count; i++) {
        while (low < b_count && b[low] + rank_settings.window < a[i])
            low++;
        if (low == b_count)
            return;
        if (b[low] <= a[i] + rank_settings.window)
            ++*close;
        for (size_t j = low; j < b_count && b[j] <= a[i] + 1; j++)
            *adjacent += b[j] == a[i] + 1;
    }
}

double
rank_publication(double first, double second, double third)
{
    return first + rank_settings.next * (second + third);
}

double
rank_round(double score)
{
    return round(score * 1e6) / 1e6;
}
