/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What readers type, and the tree it becomes. */
#include "check.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "store/query.h"

/* ---- a reader's library ---- */

static size_t
expand(void *context, const char *prefix, struct arena *arena, const char ***surfaces)
{
    static const char *const vocabulary[] = { "father", "fathers", "fatherhood", "home" };
    size_t count = 0;
    (void)context;
    *surfaces = arena_alloc(arena, 4, sizeof **surfaces);
    for (size_t i = 0; i < 4; i++)
        if (strncmp(vocabulary[i], prefix, strlen(prefix)) == 0)
            (*surfaces)[count++] = vocabulary[i];
    return count;
}

static size_t
unfold(void *context, const char *surface, struct arena *arena, const char ***words,
       const struct lang ***langs)
{
    (void)context;
    if (strcmp(surface, "scoli") != 0)
        return 0;
    *words = arena_alloc(arena, 1, sizeof **words);
    *langs = arena_alloc(arena, 1, sizeof **langs);
    (*words)[0] = "școli";
    (*langs)[0] = lang_find("ro");
    return 1;
}

/* dad is called father; ecd, in English only, early childhood; home visits are outreach. */
static size_t
synonyms(void *context, const char *key, struct arena *arena,
         const struct query_synonym **items)
{
    static const struct {
        const char *key, *text, *lang;
    } rows[] = { { "dad", "father", NULL },
                 { "father", "dad", NULL },
                 { "ecd", "early childhood", "en" },
                 { "home visits", "outreach", NULL },
                 { "home visit\t!", "outreach", NULL },
                 { "at home", "indoors", NULL } };
    size_t count = 0;
    struct query_synonym *found = arena_alloc(arena, 8, sizeof *found);
    (void)context;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i].key, key) == 0)
            found[count++] = (struct query_synonym) {
                rows[i].text, rows[i].lang != NULL ? lang_find(rows[i].lang) : NULL
            };
    *items = found;
    return count;
}

struct fixture {
    struct tokens *tokens;
    struct arena *arena;
    const struct lang *langs[16];
    struct query_scope scope;
    struct query_filter filter;
    bool cut;
};

static void
open_fixture(struct fixture *fixture, const char *const *tags)
{
    *fixture = (struct fixture) { .tokens = tokens_new(), .arena = arena_new() };
    for (size_t i = 0; tags[i] != NULL; i++)
        fixture->langs[fixture->scope.lang_count++] = lang_find(tags[i]);
    fixture->scope.langs = fixture->langs;
    fixture->scope.expand = expand;
    fixture->scope.unfold = unfold;
}

static void
close_fixture(struct fixture *fixture)
{
    arena_free(fixture->arena);
    tokens_free(fixture->tokens);
}

static const struct query *
parse(struct fixture *fixture, const char *typed)
{
    return query_parse(typed, strlen(typed), &fixture->scope, fixture->tokens,
                       fixture->arena, &fixture->filter, &fixture->cut);
}

static const char *const english[] = { "en", NULL };
static const char *const mixed[] = { "en", "ro", "uk", "de", "sr", "fr", NULL };

/* ---- the tree as text ---- */

static void
print_concept(const struct query *node, struct buf *out)
{
    buf_add_text(out, node->field == QUERY_FIELD_TITLE ? "title:" : "");
    buf_add_text(out, node->exact ? "=" : "");
    buf_add_text(out, node->synonym ? "~" : "");
    buf_add_text(out, node->surface);
    buf_add_text(out, node->prefix ? "*" : "");
    if (node->weight > 1)
        buf_format(out, "^%u", node->weight);
}

static void
print_tree(const struct query *node, struct buf *out)
{
    static const char *const names[] = { "nothing", "concept", "phrase", "near",
                                         "any",     "all",     "or",     "not" };
    if (node->op == QUERY_CONCEPT) {
        print_concept(node, out);
        return;
    }
    buf_add_text(out, names[node->op]);
    if (node->op == QUERY_NEAR)
        buf_format(out, "/%u", node->distance);
    buf_add_text(out, "(");
    for (const struct query *child = node->first; child != NULL; child = child->next) {
        print_tree(child, out);
        buf_add_text(out, child->next != NULL ? " " : "");
    }
    buf_add_text(out, ")");
}

static void
print_values(const char *name, const struct query_values *values, struct buf *out)
{
    for (size_t i = 0; i < values->count; i++)
        buf_format(out, " %s:%s", name, values->items[i]);
}

static void
print_filter(const struct query_filter *filter, struct buf *out)
{
    print_values("lang", &filter->lang, out);
    print_values("org", &filter->org, out);
    print_values("kind", &filter->kind, out);
    print_values("type", &filter->type, out);
    print_values("in", &filter->in, out);
    if (filter->year_from != 0 || filter->year_to != 0)
        buf_format(out, " year:%d..%d", filter->year_from, filter->year_to);
}

struct reading {
    const char *typed, *tree;
};

static void
check_readings_of(struct fixture *opened, const struct reading *readings, size_t count)
{
    struct fixture fixture = *opened;
    for (size_t i = 0; i < count; i++) {
        struct buf out = BUF_INIT(10000);
        print_tree(parse(&fixture, readings[i].typed), &out);
        print_filter(&fixture.filter, &out);
        if (strcmp(out.data, readings[i].tree) != 0)
            print_error("typed: %s\n", readings[i].typed);
        assert_string_equal(out.data, readings[i].tree);
        buf_free(&out);
    }
}

static void
check_readings(const struct reading *readings, size_t count)
{
    struct fixture fixture;
    open_fixture(&fixture, english);
    check_readings_of(&fixture, readings, count);
    close_fixture(&fixture);
}

#define CHECK(readings) check_readings(readings, sizeof(readings) / sizeof(readings)[0])

static void
words_side_by_side_are_any_of_them(void **state)
{
    static const struct reading readings[] = {
        { "father", "father" },
        { "father engagement", "any(father engagement)" },
        { "  Father\tENGAGEMENT\n", "any(father engagement)" },
        { "father\xC2\xA0"
          "engagement",
          "any(father engagement)" },
        { "father father dad", "any(father^2 dad)" },
        { "and/or", "any(and or)" },
        { "mothers, fathers", "any(mothers fathers)" },
        { "", "nothing()" },
    };
    (void)state;
    CHECK(readings);
}

static void
quotes_of_any_kind_make_phrases(void **state)
{
    static const struct reading readings[] = {
        { "\"father engagement\"", "phrase(=father =engagement)" },
        { "„father engagement“", "phrase(=father =engagement)" },
        { "“father engagement”", "phrase(=father =engagement)" },
        { "«father engagement» x", "any(phrase(=father =engagement) x)" },
        { "»a b«", "phrase(=a =b)" },
        { "„a b\"", "phrase(=a =b)" },
        { "\"father\"", "=father" },
        { "a \"b c\" d", "any(a phrase(=b =c) d)" },
        { "\"wait wait\"", "phrase(=wait =wait)" },
        { "\"\"", "nothing()" },
        { "\"father's role\"", "phrase(=father =role)" },
    };
    (void)state;
    CHECK(readings);
}

static void
operators_join_and_exclude(void **state)
{
    static const struct reading readings[] = {
        { "father OR dad", "or(father dad)" },
        { "father OR dad OR papa", "or(father dad papa)" },
        { "father OR dad engagement", "any(or(father dad) engagement)" },
        { "father AND dad", "all(father dad)" },
        { "father OR dad AND child", "all(or(father dad) child)" },
        { "father -mother", "not(father mother)" },
        { "father NOT mother", "not(father mother)" },
        { "father AND NOT mother", "not(father mother)" },
        { "father -mother -child", "not(father or(mother child))" },
        { "-mother father dad", "not(any(father dad) mother)" },
        { "-mother", "not(nothing() mother)" },
        { "father -\"a b\"", "not(father phrase(=a =b))" },
        { "father -(a b)", "not(father or(a b))" },
        { "father NOT (a b)", "not(father or(a b))" },
        { "father - mother", "any(father mother)" },
        { "father or dad", "any(father or dad)" },
        { "\"a\"-b", "any(=a b)" },
    };
    (void)state;
    CHECK(readings);
}

static void
near_joins_words_and_phrases(void **state)
{
    static const struct reading readings[] = {
        { "father NEAR/5 engagement", "near/5(father engagement)" },
        { "father NEAR engagement", "near/10(father engagement)" },
        { "a NEAR/0 b", "near/1(a b)" },
        { "a NEAR/99999999999 b", "near/1000(a b)" },
        { "a NEAR \"b c\"", "near/10(a phrase(=b =c))" },
        { "a NEAR b NEAR/3 c", "all(near/10(a b) near/3(b c))" },
        { "home-visiting NEAR a", "near/10(phrase(home visiting) a)" },
        { "a NEAR and/or", "any(a and or)" },
        { "a NEAR b c", "any(near/10(a b) c)" },
        { "a NEAR/x b", "any(a near x b)" },
    };
    (void)state;
    CHECK(readings);
}

static void
parentheses_group(void **state)
{
    static const struct reading readings[] = {
        { "(a OR b) c", "any(or(a b) c)" },
        { "(a b) c", "any(a b c)" },
        { "(early years) OR baby", "or(all(early years) baby)" },
        { "((((((((a", "a" },
        { "a) b", "any(a b)" },
        { "()", "nothing()" },
        { "(a OR b) AND (c OR d)", "all(or(a b) or(c d))" },
    };
    (void)state;
    CHECK(readings);
}

static void
a_star_after_three_letters_is_a_prefix(void **state)
{
    static const struct reading readings[] = {
        { "fath*", "fath*" },
        { "fa*", "fa" },
        { "***", "nothing()" },
        { "fath*er", "any(fath er)" },
        { "title:fath*", "title:fath*" },
        { "home-fath*", "or(phrase(home fath*) homefath)" },
    };
    (void)state;
    CHECK(readings);
}

static void
fields_filter_or_are_words(void **state)
{
    static const struct reading readings[] = {
        { "title:roadmap", "title:roadmap" },
        { "Title:roadmap", "title:roadmap" },
        { "title:\"a b\"", "phrase(title:=a title:=b)" },
        { "title:a a", "any(title:a a)" },
        { "title:", "title" },
        { "title: x", "any(title x)" },
        { "father lang:ro", "father lang:ro" },
        { "lang:ro,uk", "nothing() lang:ro lang:uk" },
        { "lang:Romanian", "nothing() lang:ro" },
        { "lang:română", "nothing() lang:ro" },
        { "lang:xx", "any(lang xx)" },
        { "year:2024", "nothing() year:2024..2024" },
        { "year:2020..2024", "nothing() year:2020..2024" },
        { "year:2024..2020", "nothing() year:2020..2024" },
        { "year:2020-2024", "nothing() year:2020..2024" },
        { "year:2024..", "nothing() year:2024..0" },
        { "year:..2020", "nothing() year:0..2020" },
        { "year:2000.. year:..2010", "nothing() year:2000..2010" },
        { "year:abc", "any(year abc)" },
        { "year:..", "year" },
        { "year:20245", "any(year 20245)" },
        { "org:\"step by step\"", "nothing() org:step by step" },
        { "org:UNICEF,WHO", "nothing() org:unicef org:who" },
        { "org:***", "org" },
        { "kind:slides", "nothing() kind:slides" },
        { "type:.PPTX", "nothing() type:pptx" },
        { "in:A/b,c.pdf", "nothing() in:A/b,c.pdf" },
        { "foo:bar", "any(foo bar)" },
    };
    (void)state;
    CHECK(readings);
}

static void
nothing_is_an_error(void **state)
{
    static const struct reading readings[] = {
        { "father's", "father" },
        { "C++", "c" },
        { "0-3 years", "any(phrase(0 3) years)" },
        { "\"", "nothing()" },
        { "-", "nothing()" },
        { "--", "nothing()" },
        { "NOT", "not" },
        { "OR", "or" },
        { "AND", "and" },
        { "NEAR", "near" },
        { "NEAR/5", "any(near 5)" },
        { "OR father", "any(or father)" },
        { "father OR", "any(father or)" },
        { "father AND", "any(father and)" },
        { "father NOT", "any(father not)" },
        { "NOT NOT x", "not(not x)" },
        { "\"unclosed quote", "any(unclosed quote)" },
        { "a \"unclosed", "any(a unclosed)" },
        { "a\xFF\xC3 b", "any(a b)" },
    };
    (void)state;
    CHECK(readings);
}

static void
a_hyphen_compound_is_its_parts_or_one_word(void **state)
{
    static const struct reading readings[] = {
        { "home-visiting", "or(phrase(home visiting) homevisiting)" },
        { "home‑visiting", "or(phrase(home visiting) homevisiting)" },
        { "well-being-of", "or(phrase(well being of) wellbeingof)" },
        { "-home-visiting", "not(nothing() or(phrase(home visiting) homevisiting))" },
        { "covid-19", "phrase(covid 19)" },
        { "www.unicef.org", "phrase(www unicef org)" },
        { "home\xC2\xAD"
          "visiting",
          "homevisiting" },
    };
    (void)state;
    CHECK(readings);
}

static void
scripts_without_spaces_become_phrases(void **state)
{
    static const struct reading readings[] = {
        { "父亲", "phrase(父 亲)" },
        { "父", "父" },
        { "爸爸", "phrase(爸 爸)" },
        { "父亲参与", "phrase(父 亲 参 与)" },
        { "父亲参与课", "any(phrase(父 亲) phrase(亲 参) phrase(参 与) phrase(与 课))" },
        { "\"父亲参与课\"", "phrase(=父 =亲 =参 =与 =课)" },
        { "「父亲」", "phrase(=父 =亲)" },
        { "พ่อแม่", "phrase(พ่ อ แม่)" },
        { "2015年", "any(2015 年)" },
        { "AI技术", "any(ai phrase(技 术))" },
    };
    (void)state;
    CHECK(readings);
}

/* ---- forms ---- */

static bool
has_form(const struct query *concept, const char *token, const char *lang)
{
    for (size_t i = 0; i < concept->form_count; i++) {
        const struct query_form *form = &concept->forms[i];
        const char *tag = form->lang == NULL ? "" : form->lang->tag;
        if (strcmp(form->token, token) == 0 && strcmp(tag, lang) == 0)
            return true;
    }
    return false;
}

static bool
has_stem(const struct query *concept, const char *stem, const char *lang)
{
    struct buf tagged = BUF_INIT(100);
    tokens_tag(&tagged, lang_find(lang), stem, strlen(stem));
    bool found = has_form(concept, tagged.data, lang);
    buf_free(&tagged);
    return found;
}

static void
a_word_takes_its_stem_in_every_language(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    const struct query *word = parse(&fixture, "fathers");
    assert_true(has_form(word, "fathers", ""));
    assert_true(has_stem(word, "father", "en"));
    assert_true(has_form(word, "father", "en"));
    assert_true(has_stem(word, "fathe", "uk"));
    assert_false(has_form(word, "father", ""));
    close_fixture(&fixture);
}

/* The stem of "accidental" is "accident", but that of "accident" is "accid": a page with
 * "accident" holds another word. */
static void
a_plain_stem_counts_only_if_stemming_keeps_it(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, english);
    const struct query *word = parse(&fixture, "accidental");
    assert_true(has_stem(word, "accident", "en"));
    assert_false(has_form(word, "accident", "en"));
    word = parse(&fixture, "accident");
    assert_true(has_form(word, "accident", ""));
    assert_true(has_stem(word, "accid", "en"));
    close_fixture(&fixture);
}

static void
quoted_words_and_exact_scopes_have_no_stems(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    const struct query *word = parse(&fixture, "\"fathers\"");
    assert_int_equal(word->form_count, 1);
    fixture.scope.exact = true;
    word = parse(&fixture, "fathers");
    assert_true(word->exact);
    assert_int_equal(word->form_count, 1);
    assert_string_equal(word->forms[0].token, "fathers");
    close_fixture(&fixture);
}

static void
letters_that_keyboards_lack_are_read_as_meant(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    const struct query *word = parse(&fixture, "muetter");
    assert_true(has_form(word, "muetter", ""));
    assert_true(has_form(word, "mutter", "de"));
    word = parse(&fixture, "djak");
    assert_true(has_form(word, "dak", "sr"));
    word = parse(&fixture, "\"muetter\"");
    assert_true(has_form(word, "mutter", "de"));
    word = parse(&fixture, "scoli");
    assert_true(has_stem(word, "scol", "ro"));
    close_fixture(&fixture);
}

static bool
has_marked(const struct query *concept)
{
    for (size_t i = 0; i < concept->form_count; i++)
        if (concept->forms[i].marked)
            return true;
    return false;
}

static void
typed_marks_are_a_form_of_their_own(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    assert_true(has_marked(parse(&fixture, "școli")));
    assert_false(has_marked(parse(&fixture, "scoli")));
    assert_true(has_stem(parse(&fixture, "școli"), "scol", "ro")); /* not all of them */
    close_fixture(&fixture);
}

static void
words_of_one_lemma_share_their_stems(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    assert_true(has_form(parse(&fixture, "children"), "child", "en"));
    assert_true(has_stem(parse(&fixture, "child"), "children", "en"));
    assert_true(has_stem(parse(&fixture, "людей"), "людин", "uk"));
    close_fixture(&fixture);
}

static void
a_stem_that_is_a_frequent_word_is_left_out(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, english);
    assert_false(has_form(parse(&fixture, "ORS"), "or", "en"));
    assert_true(has_form(parse(&fixture, "ORS"), "ors", ""));
    close_fixture(&fixture);
}

static void
apostrophes_follow_each_language(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    const struct query *word = parse(&fixture, "father's");
    assert_int_equal(word->op, QUERY_CONCEPT);
    assert_true(has_form(word, "father", ""));
    word = parse(&fixture, "сім'я");
    assert_int_equal(word->op, QUERY_CONCEPT);
    assert_true(has_form(word, "сімя", "") || has_form(word, "сімя", "uk"));
    word = parse(&fixture, "l'eau");
    assert_int_equal(word->op, QUERY_CONCEPT);
    assert_true(has_form(word, "eau", "") || has_form(word, "eau", "fr"));
    close_fixture(&fixture);
}

static void
serbian_meets_in_both_scripts(void **state)
{
    static const char *const serbian[] = { "sr", "hr", NULL };
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, serbian);
    const struct query *latin = parse(&fixture, "knjiga");
    const struct query *cyrillic = parse(&fixture, "књига");
    assert_string_equal(latin->surface, "knjiga");
    assert_string_equal(cyrillic->surface, "knjiga");
    assert_int_equal(latin->form_count, cyrillic->form_count);
    close_fixture(&fixture);
}

static void
a_language_filter_narrows_the_stems(void **state)
{
    struct fixture fixture;
    struct query_filter given = { .lang = { { "uk" }, 1 } };
    (void)state;
    open_fixture(&fixture, mixed);
    const struct query *word = parse(&fixture, "fathers lang:ro");
    assert_false(has_stem(word, "father", "en"));
    assert_true(has_stem(word, "fathers", "ro"));
    fixture.scope.given = &given;
    word = parse(&fixture, "fathers lang:ro");
    assert_true(has_stem(word, "fathe", "uk"));
    assert_int_equal(fixture.filter.lang.count, 2);
    close_fixture(&fixture);
}

static void
a_prefix_takes_its_forms_from_the_vocabulary(void **state)
{
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, mixed);
    const struct query *word = parse(&fixture, "fath*");
    assert_true(word->prefix);
    assert_int_equal(word->form_count, 3);
    word = parse(&fixture, "zzz*");
    assert_int_equal(word->form_count, 1);
    fixture.scope.expand = NULL;
    word = parse(&fixture, "fath*");
    assert_false(word->prefix);
    close_fixture(&fixture);
}

/* ---- limits ---- */

static void
too_many_words_are_cut(void **state)
{
    struct fixture fixture;
    struct buf typed = BUF_INIT(100000);
    (void)state;
    open_fixture(&fixture, mixed);
    parse(&fixture, "a b c");
    assert_false(fixture.cut);
    for (int i = 0; i < LIMIT_QUERY_CONCEPTS + 8; i++)
        buf_format(&typed, "w%d ", i + 100);
    parse(&fixture, typed.data);
    assert_true(fixture.cut);
    assert_int_equal(fixture.filter.concepts, LIMIT_QUERY_CONCEPTS);
    buf_reset(&typed);
    buf_add_text(&typed, "\"");
    for (int i = 0; i < 20; i++)
        buf_add_text(&typed, "a ");
    buf_add_text(&typed, "\"");
    const struct query *phrase = parse(&fixture, typed.data);
    size_t children = 0;
    for (const struct query *child = phrase->first; child != NULL; child = child->next)
        children++;
    assert_true(fixture.cut);
    assert_int_equal(children, LIMIT_PHRASE_TOKENS);
    assert_int_equal(fixture.filter.concepts, 1);
    buf_free(&typed);
    close_fixture(&fixture);
}

static void
long_text_is_cut_between_characters(void **state)
{
    struct fixture fixture;
    struct buf typed = BUF_INIT(100000);
    (void)state;
    open_fixture(&fixture, english);
    buf_add_text(&typed, "a");
    for (int i = 0; i < 1000; i++)
        buf_add_text(&typed, "я");
    const struct query *word = parse(&fixture, typed.data);
    assert_true(fixture.cut);
    assert_int_equal(word->op, QUERY_CONCEPT);
    assert_true(utf8_valid(word->typed, strlen(word->typed)));
    buf_free(&typed);
    close_fixture(&fixture);
}

static void
a_nul_is_a_blank(void **state)
{
    struct fixture fixture;
    struct buf out = BUF_INIT(1000);
    (void)state;
    open_fixture(&fixture, english);
    print_tree(query_parse("a\0b", 3, &fixture.scope, fixture.tokens, fixture.arena,
                           &fixture.filter, &fixture.cut),
               &out);
    assert_string_equal(out.data, "any(a b)");
    buf_free(&out);
    close_fixture(&fixture);
}

static void
an_empty_library_still_reads_queries(void **state)
{
    static const char *const none[] = { NULL };
    struct fixture fixture;
    (void)state;
    open_fixture(&fixture, none);
    const struct query *word = parse(&fixture, "fathers");
    assert_true(has_form(word, "fathers", ""));
    close_fixture(&fixture);
}

static void
count_concept(void *context, const struct query *concept)
{
    (void)concept;
    ++*(int *)context;
}

static void
excluded_words_are_no_concepts_to_show(void **state)
{
    struct fixture fixture;
    int count = 0;
    (void)state;
    open_fixture(&fixture, english);
    query_each_concept(parse(&fixture, "father \"a b\" -mother"), count_concept, &count);
    assert_int_equal(count, 3);
    close_fixture(&fixture);
}

static void
merged_filters_are_folded(void **state)
{
    struct fixture fixture;
    struct query_filter into = { .year_to = 2030 };
    struct query_filter from = { .lang = { { "pt-BR", "zz" }, 2 },
                                 .org = { { "Step by STEP" }, 1 },
                                 .type = { { ".PDF" }, 1 },
                                 .year_from = 2020 };
    (void)state;
    open_fixture(&fixture, english);
    query_filter_merge(&into, &from, fixture.tokens, fixture.arena);
    assert_string_equal(into.lang.items[0], "pt");
    assert_string_equal(into.lang.items[1], "zz");
    assert_string_equal(into.org.items[0], "step by step");
    assert_string_equal(into.type.items[0], "pdf");
    assert_int_equal(into.year_from, 2020);
    assert_int_equal(into.year_to, 2030);
    assert_false(query_filter_add(&into, "colour", "red", 3, false, fixture.tokens,
                                  fixture.arena));
    close_fixture(&fixture);
}

/* ---- synonyms ---- */

static void
words_are_looked_for_by_other_names(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        { "dad", "or(dad ~father)" },
        { "DAD engagement", "any(or(dad ~father) engagement)" },
        { "dad father", "any(or(dad ~father) or(father ~dad))" },
        { "ecd", "or(ecd phrase(~early ~childhood))" },
        { "title:dad", "or(title:dad title:~father)" },
        { "mother", "mother" },
    };
    struct fixture fixture;
    open_fixture(&fixture, english);
    fixture.scope.synonyms = synonyms;
    fixture.scope.synonym_words = 2;
    check_readings_of(&fixture, readings, sizeof readings / sizeof *readings);
    close_fixture(&fixture);
}

static void
several_words_have_other_names_together(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        { "home visits", "or(any(home visits) ~outreach)" },
        { "free home visits today", "any(free or(any(home visits) ~outreach) today)" },
        { "home visits OR dad", "any(home or(visits or(dad ~father)))" },
        { "home-visits", "or(or(phrase(home visits) homevisits) ~outreach)" },
        { "visits home", "any(visits home)" },
    };
    struct fixture fixture;
    open_fixture(&fixture, english);
    fixture.scope.synonyms = synonyms;
    fixture.scope.synonym_words = 2;
    check_readings_of(&fixture, readings, sizeof readings / sizeof *readings);
    close_fixture(&fixture);
}

static void
what_is_quoted_exact_excluded_or_begun_stays_as_typed(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        { "\"dad\"", "=dad" },
        { "\"home visits\"", "phrase(=home =visits)" },
        { "dad*", "dad" },
        { "mother -dad", "not(mother dad)" },
        { "mother NOT (home visits)", "not(mother or(home visits))" },
        { "dad NEAR/3 engagement", "near/3(dad engagement)" },
    };
    static const struct reading exact[] = { { "dad", "=dad" },
                                            { "home visits", "any(=home =visits)" } };
    struct fixture fixture;
    open_fixture(&fixture, english);
    fixture.scope.synonyms = synonyms;
    fixture.scope.synonym_words = 2;
    fixture.scope.expand = NULL;
    check_readings_of(&fixture, readings, sizeof readings / sizeof *readings);
    fixture.scope.exact = true;
    check_readings_of(&fixture, exact, sizeof exact / sizeof *exact);
    close_fixture(&fixture);
}

static void
a_synonym_of_one_language_is_none_in_another(void **state)
{
    (void)state;
    static const char *const german[] = { "de", NULL };
    struct fixture fixture;
    open_fixture(&fixture, german);
    fixture.scope.synonyms = synonyms;
    fixture.scope.synonym_words = 2;
    assert_int_equal(parse(&fixture, "ecd")->op, QUERY_CONCEPT);
    close_fixture(&fixture);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_side_by_side_are_any_of_them),
        cmocka_unit_test(quotes_of_any_kind_make_phrases),
        cmocka_unit_test(operators_join_and_exclude),
        cmocka_unit_test(near_joins_words_and_phrases),
        cmocka_unit_test(parentheses_group),
        cmocka_unit_test(a_star_after_three_letters_is_a_prefix),
        cmocka_unit_test(fields_filter_or_are_words),
        cmocka_unit_test(nothing_is_an_error),
        cmocka_unit_test(a_hyphen_compound_is_its_parts_or_one_word),
        cmocka_unit_test(scripts_without_spaces_become_phrases),
        cmocka_unit_test(a_word_takes_its_stem_in_every_language),
        cmocka_unit_test(a_plain_stem_counts_only_if_stemming_keeps_it),
        cmocka_unit_test(quoted_words_and_exact_scopes_have_no_stems),
        cmocka_unit_test(letters_that_keyboards_lack_are_read_as_meant),
        cmocka_unit_test(typed_marks_are_a_form_of_their_own),
        cmocka_unit_test(words_of_one_lemma_share_their_stems),
        cmocka_unit_test(a_stem_that_is_a_frequent_word_is_left_out),
        cmocka_unit_test(apostrophes_follow_each_language),
        cmocka_unit_test(serbian_meets_in_both_scripts),
        cmocka_unit_test(a_language_filter_narrows_the_stems),
        cmocka_unit_test(a_prefix_takes_its_forms_from_the_vocabulary),
        cmocka_unit_test(too_many_words_are_cut),
        cmocka_unit_test(long_text_is_cut_between_characters),
        cmocka_unit_test(a_nul_is_a_blank),
        cmocka_unit_test(an_empty_library_still_reads_queries),
        cmocka_unit_test(excluded_words_are_no_concepts_to_show),
        cmocka_unit_test(merged_filters_are_folded),
        cmocka_unit_test(words_are_looked_for_by_other_names),
        cmocka_unit_test(several_words_have_other_names_together),
        cmocka_unit_test(what_is_quoted_exact_excluded_or_begun_stays_as_typed),
        cmocka_unit_test(a_synonym_of_one_language_is_none_in_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
