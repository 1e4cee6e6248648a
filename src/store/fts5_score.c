/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Positions in, points out: what the concepts of a query are worth on one page. */
#include "store/fts5_score.h"

#include "store/rank.h"

#include <stdlib.h>
#include <string.h>

/* Phrases of one concept that count in pages of one language group. */
struct part {
    unsigned concept;
    bool found_only; /* see find_concept */
    const struct fts5_phrase **phrases;
    size_t count;
};

/* The same of all concepts. */
struct part_list {
    struct part *items;
    size_t count;
    bool made;
};

/* Average lengths of one language. */
struct averages {
    double title, body;
    bool made;
};

/* One concept on the page in hand. */
struct finding {
    const struct part *part;
    bool read; /* are the positions? */
    double score;
    struct fts5_positions positions;
};

struct fts5_scorer {
    struct fts5_match *match;
    struct part_list lists[FTS5_CODES]; /* by group */
    struct averages averages[FTS5_CODES];
    struct finding *findings; /* by concept */
    /* of the concept in hand */
    struct fts5_positions related, compounds;
    size_t exact, exact_title; /* occurrences of the form that was typed */
    /* of the page in hand */
    struct fts5_cursor cursor;
    const struct fts5_page *page;
    double title_length, body_length; /* normalised */
    uint64_t found, scored;           /* concepts; scored: those with points */
    struct buf *told;                 /* explanation; NULL: none */
};

struct fts5_scorer *
fts5_scorer_new(struct fts5_match *match, struct arena *arena)
{
    struct fts5_scorer *scorer = arena_alloc(arena, 1, sizeof *scorer);
    size_t count = 0;
    for (size_t i = 0; i < LIMIT_QUERY_CONCEPTS; i++)
        if (match->plan.concepts[i].node != NULL)
            count = i + 1;
    scorer->match = match;
    scorer->findings = arena_alloc(arena, count, sizeof *scorer->findings);
    return scorer;
}

static const struct fts5_concept *
concept_of(const struct fts5_scorer *scorer, unsigned concept)
{
    return &scorer->match->plan.concepts[concept];
}

/* A common word has no points of its own, and none are asked for where pages are only counted:
 * that it is there will do, until a neighbour in the query is there, too. */
static bool
is_found_only(const struct fts5_scorer *scorer, unsigned concept)
{
    return scorer->match->plan.counting || concept_of(scorer, concept)->common;
}

static void
make_parts(const struct fts5_scorer *scorer, unsigned char group, struct part_list *list)
{
    const struct fts5_plan *plan = &scorer->match->plan;
    struct arena *arena = scorer->match->arena;
    const struct fts5_phrase **phrases =
        arena_alloc(arena, plan->phrase_count, sizeof(const struct fts5_phrase *));
    list->items = arena_alloc(arena, LIMIT_QUERY_CONCEPTS, sizeof *list->items);
    for (size_t i = 0, count = 0; i < plan->phrase_count; i++) {
        const struct fts5_phrase *phrase = &plan->phrases[i];
        if (phrase->group != 0 && phrase->group != group)
            continue;
        if (list->count == 0 || list->items[list->count - 1].concept != phrase->concept)
            list->items[list->count++] =
                (struct part) { phrase->concept, is_found_only(scorer, phrase->concept),
                                phrases + count, 0 };
        phrases[count++] = phrase;
        list->items[list->count - 1].count++;
    }
    list->made = true;
}

static const struct part_list *
parts_for(struct fts5_scorer *scorer)
{
    unsigned char group = scorer->match->store->langs[scorer->page->lang].group;
    struct part_list *list = &scorer->lists[group];
    if (!list->made)
        make_parts(scorer, group, list);
    return list;
}

static void
measure(struct fts5_scorer *scorer)
{
    const struct fts5 *store = scorer->match->store;
    unsigned char group = store->langs[scorer->page->lang].group;
    struct averages *averages = &scorer->averages[group];
    if (!averages->made) {
        const struct fts5_lang *lang = &store->groups[group];
        double rows = lang->rows > 0 ? (double)lang->rows : 1;
        /* A description has a title and hardly any text. */
        double pages = lang->pages > 0 ? (double)lang->pages : rows;
        averages->title = (double)lang->title_words / rows;
        averages->body = (double)lang->body_words / pages;
        averages->made = true;
    }
    scorer->title_length =
        rank_length(rank_settings.title_b, scorer->page->title, averages->title);
    scorer->body_length =
        rank_length(rank_settings.b, scorer->page->body, averages->body);
}

static double
weight_of(const struct fts5_scorer *scorer, size_t count, size_t title)
{
    return rank_weight((double)title, scorer->title_length, (double)(count - title),
                       scorer->body_length);
}

static double
weight_at(const struct fts5_scorer *scorer, const struct fts5_positions *positions)
{
    return weight_of(scorer, positions->count, positions->title);
}

/* ---- explanations ---- */

static const char *
shown_form(const struct fts5_scorer *scorer, const struct fts5_phrase *phrase)
{
    return phrase->exact        ? concept_of(scorer, phrase->concept)->node->surface
           : phrase->compound   ? "a compound"
           : phrase->group == 0 ? "another form"
                                : "its stem";
}

static void
tell_form(const struct fts5_scorer *scorer, const struct fts5_phrase *phrase,
          size_t count)
{
    if (scorer->told != NULL && count > 0 && !phrase->related)
        buf_format(scorer->told, "%s\xC3\x97%zu, ", shown_form(scorer, phrase), count);
}

static void
tell_concept(const struct fts5_scorer *scorer, unsigned concept)
{
    const struct finding *finding = &scorer->findings[concept];
    const struct fts5_positions *positions = &finding->positions;
    if (scorer->told == NULL)
        return;
    if (scorer->related.count > positions->count)
        buf_format(scorer->told, "related words\xC3\x97%zu, ",
                   scorer->related.count - positions->count);
    buf_format(scorer->told, "%zu in title, %zu in text, idf %.1f, %.2f points; ",
               positions->title, positions->count - positions->title,
               concept_of(scorer, concept)->idf, finding->score);
}

/* ---- points ---- */

/* A little more for the form that was typed, so that it comes before its relatives. */
static double
exact_bonus(const struct fts5_scorer *scorer, unsigned concept)
{
    const struct fts5_concept *weighed = concept_of(scorer, concept);
    if (weighed->bare || scorer->exact == 0)
        return 0;
    return rank_settings.exact * weighed->idf *
           weight_of(scorer, scorer->exact, scorer->exact_title);
}

/* Points from the concept's own forms, and from all words of the page's language that begin
 * with the same letters; the own positions are among these. */
static double
with_related(struct fts5_scorer *scorer, unsigned concept, double own)
{
    const struct fts5_concept *weighed = concept_of(scorer, concept);
    const struct lang *lang = lang_of_code(scorer->page->lang);
    if (weighed->node->related_count == 0 || lang == NULL || lang->snowball == NULL)
        return own;
    fts5_positions_join(&scorer->related, &scorer->findings[concept].positions);
    return rank_related(strcmp(lang->tag, "en") == 0, own,
                        weighed->related_idf * weight_at(scorer, &scorer->related));
}

/* Where marks make words, one with other marks is another word, or typed without care. */
static double
own_weight(const struct fts5_scorer *scorer, unsigned concept)
{
    const struct lang *lang = lang_of_code(scorer->page->lang);
    double any = weight_at(scorer, &scorer->findings[concept].positions);
    if (!concept_of(scorer, concept)->marked || lang == NULL ||
        lang->stemmer != LANG_STEM_MARKS)
        return any;
    double share = rank_settings.unmarked;
    return share * any +
           (1 - share) * weight_of(scorer, scorer->exact, scorer->exact_title);
}

static double
points_of(struct fts5_scorer *scorer, unsigned concept)
{
    if (concept_of(scorer, concept)->common)
        return 0;
    double idf = concept_of(scorer, concept)->idf;
    double own = idf * own_weight(scorer, concept);
    double compounds =
        rank_settings.compound * idf * weight_at(scorer, &scorer->compounds);
    own = compounds > own ? compounds : own;
    double points = with_related(scorer, concept, own) + exact_bonus(scorer, concept);
    bool synonym = concept_of(scorer, concept)->node->synonym;
    return synonym ? rank_settings.synonym * points : points;
}

/* Where the positions of a phrase go. */
static struct fts5_positions *
list_of(struct fts5_scorer *scorer, const struct fts5_phrase *phrase)
{
    return phrase->related    ? &scorer->related
           : phrase->compound ? &scorer->compounds
                              : &scorer->findings[phrase->concept].positions;
}

static int
read_concept(struct fts5_scorer *scorer, unsigned concept)
{
    struct finding *finding = &scorer->findings[concept];
    int code = SQLITE_OK;
    finding->read = true;
    finding->positions.count = finding->positions.title = 0;
    scorer->related.count = scorer->compounds.count = scorer->compounds.title = 0;
    scorer->exact = scorer->exact_title = 0;
    for (size_t i = 0; i < finding->part->count && code == SQLITE_OK; i++) {
        const struct fts5_phrase *phrase = finding->part->phrases[i];
        size_t count, title;
        code = fts5_positions_add(scorer->cursor, phrase, list_of(scorer, phrase), &count,
                                  &title);
        if (phrase->exact) {
            scorer->exact += count;
            scorer->exact_title += title;
        }
        tell_form(scorer, phrase, count);
    }
    return code;
}

/* Compounds stand for the word where it is not. */
static void
stand_in(struct fts5_scorer *scorer, unsigned concept)
{
    if (scorer->findings[concept].positions.count == 0)
        fts5_positions_copy(&scorer->findings[concept].positions, &scorer->compounds);
}

static int
score_concept(struct fts5_scorer *scorer, unsigned concept)
{
    struct finding *finding = &scorer->findings[concept];
    if (scorer->told != NULL)
        buf_format(scorer->told, "%s%s: ", concept_of(scorer, concept)->node->typed,
                   concept_of(scorer, concept)->node->synonym ? " (synonym)" : "");
    int code = read_concept(scorer, concept);
    size_t own = finding->positions.count + scorer->compounds.count;
    if (own + scorer->related.count == 0)
        return code;
    scorer->found |= (uint64_t)(own > 0) << concept;
    scorer->scored |= (uint64_t)1 << concept;
    finding->score = points_of(scorer, concept);
    stand_in(scorer, concept);
    tell_concept(scorer, concept);
    return code;
}

/* Is it there? See is_found_only. */
static int
find_concept(struct fts5_scorer *scorer, const struct part *part)
{
    int code = SQLITE_OK;
    bool any = false;
    scorer->findings[part->concept].read = false;
    for (size_t i = 0; i < part->count && !any && code == SQLITE_OK; i++)
        if (!part->phrases[i]->related)
            code = fts5_positions_any(scorer->cursor, part->phrases[i], &any);
    scorer->found |= (uint64_t)any << part->concept;
    return code;
}

static int
read_for_pair(struct fts5_scorer *scorer, unsigned concept)
{
    if (scorer->findings[concept].read)
        return SQLITE_OK;
    int code = read_concept(scorer, concept);
    stand_in(scorer, concept);
    return code;
}

static int
add_proximity(struct fts5_scorer *scorer, double *score)
{
    const struct fts5_plan *plan = &scorer->match->plan;
    double sum = 0;
    for (size_t i = 0; i < plan->pair_count; i++) {
        uint8_t a = plan->pairs[i].first, b = plan->pairs[i].second;
        if ((scorer->found >> a & scorer->found >> b & 1) == 0)
            continue;
        int code = read_for_pair(scorer, a);
        if (code == SQLITE_OK)
            code = read_for_pair(scorer, b);
        if (code != SQLITE_OK)
            return code;
        const struct fts5_positions *left = &scorer->findings[a].positions;
        const struct fts5_positions *right = &scorer->findings[b].positions;
        unsigned adjacent, close;
        rank_pairs(left->at, left->count, right->at, right->count, &adjacent, &close);
        sum += (plan->concepts[a].idf + plan->concepts[b].idf) / 2 *
               rank_proximity(adjacent, close, scorer->body_length);
    }
    if (scorer->told != NULL && sum > 0)
        buf_format(scorer->told, "close together: %.2f points; ", sum);
    *score += sum;
    return SQLITE_OK;
}

/* ---- the page ---- */

static int
find_concepts(struct fts5_scorer *scorer)
{
    const struct part_list *list = parts_for(scorer);
    int code = SQLITE_OK;
    for (size_t i = 0; i < list->count && code == SQLITE_OK; i++) {
        const struct part *part = &list->items[i];
        scorer->findings[part->concept].part = part;
        code = part->found_only && scorer->told == NULL
                   ? find_concept(scorer, part)
                   : score_concept(scorer, part->concept);
    }
    return code;
}

static double
sum_of(const struct fts5_scorer *scorer)
{
    double scores[LIMIT_QUERY_CONCEPTS];
    uint64_t used = 0;
    if (scorer->scored == 0)
        return 0;
    for (unsigned i = 0; i < LIMIT_QUERY_CONCEPTS && scorer->scored >> i != 0; i++)
        if ((scorer->scored >> i & 1) != 0)
            scores[i] = scorer->findings[i].score;
    return fts5_plan_score(scorer->match->plan.root, scores, scorer->scored, &used);
}

/* Of the score: all of it in the language of the words that were typed. */
static double
share_of(const struct fts5_scorer *scorer)
{
    unsigned char group = scorer->match->store->langs[scorer->page->lang].group;
    double share = scorer->match->plan.share[group];
    if (scorer->told != NULL && share < 1)
        buf_format(scorer->told, "in another language than what was typed: %.2f of it; ",
                   share);
    return share;
}

int
fts5_score(struct fts5_scorer *scorer, struct fts5_cursor cursor,
           const struct fts5_page *page, struct buf *told, struct fts5_found *found)
{
    scorer->cursor = cursor;
    scorer->page = page;
    scorer->told = told;
    scorer->found = scorer->scored = 0;
    measure(scorer);
    int code = find_concepts(scorer);
    found->concepts = 0;
    uint64_t telling = scorer->match->plan.telling;
    if (code != SQLITE_OK || (telling != 0 && (scorer->found & telling) == 0) ||
        !fts5_plan_holds(scorer->match->plan.root, scorer->found))
        return code;
    double score = sum_of(scorer);
    if (!scorer->match->plan.counting)
        code = add_proximity(scorer, &score);
    if (code == SQLITE_OK)
        found->concepts = scorer->found;
    found->score = rank_round(score * share_of(scorer));
    return code;
}
