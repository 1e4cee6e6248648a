/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pages and queries come through the same tokens: which words meet, and where they
 * stand. */
#include "check.h"

#include "base/limits.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "text/tokens.h"

/* ---- tokens as one line of text: "0:father 0:/en:father" ---- */

static struct tokens *tokens;
static struct buf line;

static bool
add_to_line(void *context, const struct token *token)
{
    (void)context;
    buf_format(&line, "%s%u:", line.length > 0 ? " " : "", token->position);
    if (token->lang != NULL)
        buf_format(&line, "%s/", token->lang->tag);
    buf_add(&line, token->text, token->length);
    return true;
}

static const char *
tokens_of(const char *tag, const char *text)
{
    buf_reset(&line);
    tokens_run(tokens, lang_find(tag), text, strlen(text), add_to_line, NULL);
    return line.data;
}

static int
set_up(void **state)
{
    (void)state;
    tokens = tokens_new();
    line = (struct buf)BUF_INIT(1 << 20);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    tokens_free(tokens);
    buf_free(&line);
    return 0;
}

static void
a_stem_stands_at_the_place_of_its_word_and_only_when_it_differs(void **state)
{
    (void)state;
    assert_string_equal(tokens_of("en", "Father engagement"),
                        "0:father 1:engagement 1:en/engag");
}

static void
hyphens_and_digits_and_addresses_are_cut_into_words(void **state)
{
    (void)state;
    assert_string_equal(
        tokens_of("en", "home-visit C++ 0-3 1.5 3,000 a_b x&y me@who.int"),
        "0:home 1:visit 2:c 3:0 4:3 5:1 6:5 7:3 8:000 9:a 10:b 11:x 12:y 13:me "
        "14:who 15:int");
}

static void
cyrillic_serbian_has_both_scripts_at_one_place(void **state)
{
    (void)state;
    assert_string_equal(
        tokens_of("sr", "трговина робљем"),
        "0:trgovina 0:трговина 0:sr/trgovin 1:robljem 1:робљем 1:sr/roble");
}

static void
four_languages_share_one_stem(void **state)
{
    (void)state;
    static const char *const tags[] = { "sr", "hr", "bs", "cnr" };
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(tokens_of(tags[i], "trgovina"), "0:trgovina 0:sr/trgovin");
    assert_string_equal(tokens_of("nb", "barnehagene"), "0:barnehagene 0:no/barnehag");
    assert_string_equal(tokens_of("nn", "barnehagene"), "0:barnehagene 0:no/barnehag");
}

static void
an_undecided_line_end_is_one_word_and_two(void **state)
{
    (void)state;
    assert_string_equal(tokens_of("und", "the home\u00ADvisit is"),
                        "0:the 0:home 1:homevisit 1:und/homev 1:visit 2:is");
    assert_string_equal(tokens_of("und", "home\u00ADvisit is"),
                        "0:homevisit 0:und/homev 0:home 0:visit 1:is");
    assert_string_equal(tokens_of("und", "kin\u00ADder\u00ADgar"),
                        "0:kindergar 0:und/kinde");
}

static void
a_mother_in_law_at_a_line_end_is_found_as_a_phrase(void **state)
{
    (void)state;
    assert_string_equal(tokens_of("und", "mother-in\u00ADlaw"),
                        "0:mother 0:und/mothe 0:in 1:inlaw 1:law");
}

static void
scripts_without_spaces_fall_into_characters(void **state)
{
    (void)state;
    assert_string_equal(tokens_of("zh", "中文abc"), "0:中 1:文 2:abc");
    assert_string_equal(tokens_of("ko", "학교에서"), "0:학 1:교 2:에 3:서");
    assert_string_equal(tokens_of("th", "เป็นเด็ก"), "0:เป็ 1:น 2:เด็ 3:ก");
    assert_string_equal(tokens_of("km", "ខ្មែរ"), "0:ខ្មែ 1:រ");
}

static bool
stop_at_second(void *context, const struct token *token)
{
    (void)token;
    return ++*(int *)context < 2;
}

static void
a_callback_that_returns_false_stops_the_run(void **state)
{
    (void)state;
    int seen = 0;
    tokens_run(tokens, lang_find("en"), "visiting houses often", 21, stop_at_second,
               &seen);
    assert_int_equal(seen, 2);
}

static void
long_words_are_cut_and_not_dropped(void **state)
{
    (void)state;
    char text[1000];
    memset(text, 'x', sizeof text);
    struct buf surface = BUF_INIT(4096), stem = BUF_INIT(4096);
    tokens_word(tokens, lang_find("und"), text, sizeof text, &surface, &stem, NULL);
    assert_int_equal(surface.length, LIMIT_TOKEN_CODE_POINTS);
    assert_string_equal(stem.data, "xxxxx");
    buf_free(&surface);
    buf_free(&stem);
}

static bool
count_words(void *context, const struct token *token)
{
    *(uint32_t *)context = token->position + 1;
    return true;
}

static void
a_page_has_at_most_a_million_words(void **state)
{
    (void)state;
    size_t length = 2 * ((size_t)LIMIT_PAGE_TOKENS + 10);
    char *text = memory_new(length + 1, 1);
    for (size_t i = 0; i < length; i += 2)
        memcpy(text + i, "a ", 2);
    uint32_t words = 0;
    tokens_run(tokens, NULL, text, length, count_words, &words);
    assert_int_equal(words, LIMIT_PAGE_TOKENS);
    free(text);
}

static void
a_word_gives_the_same_forms_as_a_run(void **state)
{
    (void)state;
    struct buf surface = BUF_INIT(4096), stem = BUF_INIT(4096), marked = BUF_INIT(4096);
    const char *word = "ȘCOLILE";
    tokens_word(tokens, lang_find("ro"), word, strlen(word), &surface, &stem, &marked);
    assert_string_equal(surface.data, "scolile");
    assert_string_equal(stem.data, "scol");
    assert_string_equal(marked.data, "școlile");
    buf_reset(&surface);
    buf_reset(&stem);
    tokens_word(tokens, NULL, "a \"b\t\x01", 6, &surface, &stem, NULL);
    assert_string_equal(surface.data, "ab");
    buf_free(&surface);
    buf_free(&stem);
    buf_free(&marked);
}

static void
a_tag_is_the_code_of_the_group(void **state)
{
    (void)state;
    struct buf sr = BUF_INIT(64), hr = BUF_INIT(64);
    tokens_tag(&sr, lang_find("sr"), "knjig", 5);
    tokens_tag(&hr, lang_find("hr"), "knjig", 5);
    assert_int_equal(sr.data[0], 1);
    assert_int_equal(sr.data[1], lang_find("sr")->code);
    assert_string_equal(sr.data, hr.data);
    buf_free(&sr);
    buf_free(&hr);
}

/* ---- data/words.tsv ---- */

struct forms {
    struct arena *arena;
    const char **items;
    size_t count, capacity;
    uint32_t words;
    bool surfaces; /* leave stems out */
};

static void
add_form(struct forms *forms, const char *text, size_t length)
{
    arena_grow(forms->arena, &forms->items, &forms->capacity, forms->count + 1,
               sizeof(char *));
    forms->items[forms->count++] = arena_text(forms->arena, text, length);
}

static void
add_stem(struct forms *forms, const struct lang *lang, const char *stem, size_t length)
{
    struct buf tagged = BUF_INIT(4096);
    tokens_tag(&tagged, lang, stem, length);
    add_form(forms, tagged.data, tagged.length);
    buf_free(&tagged);
}

static bool
gather(void *context, const struct token *token)
{
    struct forms *forms = context;
    forms->words = token->position + 1;
    if (token->lang == NULL)
        add_form(forms, token->text, token->length);
    else if (!forms->surfaces)
        add_stem(forms, token->lang, token->text, token->length);
    return true;
}

static void
add_surfaces(struct forms *forms, const char *word)
{
    for (size_t i = 0; i < lang_count(); i++) {
        struct forms some = { .arena = forms->arena, .surfaces = true };
        tokens_run(tokens, lang_at(i), word, strlen(word), gather, &some);
        for (size_t j = 0; some.words == 1 && j < some.count; j++)
            add_form(forms, some.items[j], strlen(some.items[j]));
    }
}

struct query_stem {
    struct buf surface, stem;
};

static bool
keep_stem(void *context, const struct token *token)
{
    struct query_stem *word = context;
    if (token->position > 0)
        return false;
    struct buf *form = token->lang != NULL ? &word->stem : &word->surface;
    if (form->length == 0)
        buf_add(form, token->text, token->length);
    return true;
}

/* The stem of a query's word, tagged, and plain when it is its own stem. */
static void
add_query_stem(struct forms *forms, const struct lang *lang, const char *query)
{
    struct query_stem word = { .surface = BUF_INIT(4096), .stem = BUF_INIT(4096) };
    struct buf again = BUF_INIT(4096), surface = BUF_INIT(4096);
    tokens_run(tokens, lang, query, strlen(query), keep_stem, &word);
    const struct buf *stem = word.stem.length > 0 ? &word.stem : &word.surface;
    add_stem(forms, lang, stem->data, stem->length);
    tokens_word(tokens, lang, stem->data, stem->length, &surface, &again, NULL);
    if (again.length == 0)
        add_form(forms, stem->data, stem->length);
    buf_free(&word.surface);
    buf_free(&word.stem);
    buf_free(&again);
    buf_free(&surface);
}

static bool
meets(const struct lang *lang, const char *word, const char *query, struct arena *arena)
{
    struct forms page = { .arena = arena }, typed = { .arena = arena };
    tokens_run(tokens, lang, word, strlen(word), gather, &page);
    add_surfaces(&typed, query);
    add_query_stem(&typed, lang, query);
    for (size_t i = 0; i < page.count; i++)
        for (size_t j = 0; j < typed.count; j++)
            if (strcmp(page.items[i], typed.items[j]) == 0)
                return true;
    return false;
}

static bool
check_row(char *row, struct arena *arena, bool *seen)
{
    char *rest = row;
    const char *fields[5];
    for (size_t i = 0; i < 5; i++)
        fields[i] = strsep(&rest, "\t\n");
    assert_non_null(fields[4]);
    const struct lang *lang = lang_find(fields[0]);
    if (lang == NULL)
        fail_msg("no language '%s'", fields[0]);
    for (size_t i = 0; i < lang_count(); i++)
        seen[i] |= lang_at(i) == lang;
    bool wanted = strcmp(fields[3], "yes") == 0;
    if (meets(lang, fields[1], fields[2], arena) == wanted)
        return true;
    print_error("%s: '%s' typed '%s' should be %s (%s): %s\n", fields[0], fields[1],
                fields[2], fields[3], fields[4], tokens_of(fields[0], fields[1]));
    return false;
}

static void
the_words_of_every_language_meet_as_the_table_says(void **state)
{
    (void)state;
    FILE *file = fopen("data/words.tsv", "r");
    if (file == NULL)
        fail_msg("no data/words.tsv: run from the folder tests");
    char row[1024];
    bool *seen = memory_new(lang_count(), sizeof *seen);
    size_t wrong = 0, rows = 0;
    struct arena *arena = arena_new();
    while (fgets(row, sizeof row, file) != NULL) {
        if (row[0] == '#')
            continue;
        arena_reset(arena);
        wrong += !check_row(row, arena, seen);
        rows++;
    }
    fclose(file);
    arena_free(arena);
    for (size_t i = 0; i < lang_count(); i++)
        if (!seen[i])
            fail_msg("no row for language '%s'", lang_at(i)->tag);
    free(seen);
    assert_true(rows > 200);
    assert_int_equal(wrong, 0);
}

/* ---- a few words only ---- */

enum { TOLD = 4000 };

struct teller {
    char text[TOLD];
    const char *wanted; /* beginnings, two bytes each */
};

static bool
is_wanted(void *context, unsigned char first, unsigned char second)
{
    const struct teller *teller = context;
    for (const char *at = teller->wanted; *at != '\0'; at += 2)
        if ((unsigned char)at[0] == first && (unsigned char)at[1] == second)
            return true;
    return false;
}

static bool
tell(void *context, const struct token *token)
{
    struct teller *teller = context;
    size_t length = strlen(teller->text);
    if (is_wanted(teller, (unsigned char)token->text[0], (unsigned char)token->text[1]))
        snprintf(teller->text + length, TOLD - length, "%u:%.*s%s ", token->position,
                 (int)token->length, token->text, token->lang != NULL ? "*" : "");
    return true;
}

static const char *
run_some(const char *tag, const char *wanted, const char *text, token_begins_fn *begins)
{
    static struct teller teller;
    teller = (struct teller) { "", wanted };
    tokens_run_some(tokens, lang_find(tag), text, strlen(text), begins, tell, &teller);
    return teller.text;
}

static void
words_that_are_not_wanted_are_counted_only(void **state)
{
    (void)state;
    static const char *const cases[][3] = {
        { "en", "fama",
          "The Fathers, o'clock family; a Mother's MANY ear\xC2\xADly families." },
        { "ro", "pasc",
          "P\xC4\x83rin\xC8\x9Bii \xC8\x99i \xC8\x98"
          "colile, sc\xC4\x83 p\xC4\x83" },
        { "tr", "isiz", "\xC4\xB0ZM\xC4\xB0R ISPARTA izmirliler" },
        { "ru", "\xD1\x81",
          "\xD0\xA1\xD0\xB5\xD0\xBC\xD1\x8C\xD1\x8F \xD0\xB8 "
          "\xD1\x81\xD0\xB5\xD0\xBC\xD1\x8C\xD0\xB8" },
        { "sr", "po",
          "\xD0\x9F\xD0\xBE\xD1\x80\xD0\xBE\xD0\xB4\xD0\xB8\xD1\x86\xD0\xB0 porodice" },
        { "id", "wuma", "terwujud makanan" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char all[TOLD];
        strcpy(all, run_some(cases[i][0], cases[i][1], cases[i][2], NULL));
        assert_true(all[0] != '\0');
        assert_string_equal(run_some(cases[i][0], cases[i][1], cases[i][2], is_wanted),
                            all);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_are_not_wanted_are_counted_only),
        cmocka_unit_test(a_stem_stands_at_the_place_of_its_word_and_only_when_it_differs),
        cmocka_unit_test(hyphens_and_digits_and_addresses_are_cut_into_words),
        cmocka_unit_test(cyrillic_serbian_has_both_scripts_at_one_place),
        cmocka_unit_test(four_languages_share_one_stem),
        cmocka_unit_test(an_undecided_line_end_is_one_word_and_two),
        cmocka_unit_test(a_mother_in_law_at_a_line_end_is_found_as_a_phrase),
        cmocka_unit_test(scripts_without_spaces_fall_into_characters),
        cmocka_unit_test(a_callback_that_returns_false_stops_the_run),
        cmocka_unit_test(long_words_are_cut_and_not_dropped),
        cmocka_unit_test(a_page_has_at_most_a_million_words),
        cmocka_unit_test(a_word_gives_the_same_forms_as_a_run),
        cmocka_unit_test(a_tag_is_the_code_of_the_group),
        cmocka_unit_test(the_words_of_every_language_meet_as_the_table_says),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
