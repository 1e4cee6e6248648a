/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of languages keeps its promises: codes are unique and printable, groups have
 * leaders. */
#include "check.h"

#include "base/buf.h"
#include "text/fold.h"
#include "text/lang.h"

static void
every_code_is_printable_and_belongs_to_one_language(void **state)
{
    (void)state;
    bool taken[128] = { false };
    for (size_t i = 0; i < lang_count(); i++) {
        unsigned char code = lang_at(i)->code;
        assert_in_range(code, 0x21, 0x7E);
        assert_int_not_equal(code, '"');
        assert_false(taken[code]);
        taken[code] = true;
        assert_ptr_equal(lang_of_code(code), lang_at(i));
    }
}

/* Codes stand in indexes: a changed row would make old stems speak another language. */
static void
codes_that_were_given_out_never_change(void **state)
{
    (void)state;
    static const char given[] =
        "und=? en=0 ro=1 ru=2 uk=3 sr=4 hr=5 bs=6 cnr=7 sl=8 mk=9 bg=A hu=B "
        "de=C nl=D fr=E it=F es=G pt=H ca=I gl=J eu=K tr=L lt=M lv=N et=O "
        "sq=P ka=Q hy=R kk=S ky=T az=U tg=V uz=W tk=X be=Y pl=Z cs=a sk=b "
        "da=c no=d nb=e nn=f sv=g fi=h is=i ga=j el=k ar=l fa=m ku=n ckb=o "
        "he=p hi=q ne=r id=s ms=t vi=u th=v lo=w km=x zh=y ja=z ko=! yi=# "
        "rom=$ my=% ta=& mt=' lb=( cy=) gd=* br=+ oc=, af=- sw=. fo=/ la=: "
        "eo=; tt=< crh== mn=> ps=@ ur=[ bn=\\ mr=] tl=^ so=_ am=`";
    size_t count = 0;
    for (const char *row = given; row != NULL; row = strchr(row, ' '), count++) {
        row += *row == ' ';
        size_t length = strcspn(row, "=");
        const struct lang *lang = lang_of_code((unsigned char)row[length + 1]);
        assert_non_null(lang);
        assert_int_equal(strlen(lang->tag), length);
        assert_memory_equal(lang->tag, row, length);
    }
    assert_int_equal(count, lang_count()); /* a new language is added here too */
}

static void
tags_are_found_with_region_and_script_and_in_any_case(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "en", "en" },         { "EN", "en" },      { "pt-BR", "pt" },
        { "pt_BR", "pt" },      { "sr-Cyrl", "sr" }, { "sr-Latn-ME", "sr" },
        { "zh-Hant-TW", "zh" }, { "deu", "de" },     { "ger", "de" },
        { "rum", "ro" },        { "iw", "he" },      { "cnr", "cnr" },
        { "cnr-Latn", "cnr" },  { "fil", "tl" },     { "mo", "ro" },
        { "und", "und" }
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct lang *lang = lang_find(pairs[i][0]);
        assert_non_null(lang);
        assert_string_equal(lang->tag, pairs[i][1]);
    }
}

static void
what_is_no_tag_is_not_found(void **state)
{
    (void)state;
    static const char *const tags[] = { "", "-", "xx", "english", "e", "en\xC3", "enx" };
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        assert_null(lang_find(tags[i]));
    assert_null(lang_find(NULL));
    assert_null(lang_of_code('"'));
    assert_null(lang_of_code(0));
}

static void
the_leader_of_a_group_has_the_code_of_its_stems(void **state)
{
    (void)state;
    for (size_t i = 0; i < lang_count(); i++) {
        const struct lang *lang = lang_at(i), *leader = lang_leader(lang);
        assert_non_null(leader);
        assert_string_equal(leader->tag, lang->group);
        assert_int_equal(leader->code, lang->stem_code);
        assert_int_equal(leader->stemmer, lang->stemmer);
    }
    assert_string_equal(lang_leader(lang_find("hr"))->tag, "sr");
    assert_string_equal(lang_leader(lang_find("nn"))->tag, "no");
}

static void
unknown_text_has_a_language_without_rules(void **state)
{
    (void)state;
    const struct lang *lang = lang_unknown();
    assert_string_equal(lang->tag, "und");
    assert_int_equal(lang->stemmer, LANG_STEM_TRUNC5);
    assert_int_equal(lang->apostrophe, LANG_APOSTROPHE_KEEP_WORD);
    assert_false(lang->turkish_i);
}

/* ranking notes, table of stemmers */
static void
each_language_has_the_stemmer_that_was_measured(void **state)
{
    (void)state;
    static const char snowball[] = "ar ca da de el en es eu fi fr ga hi hu hy id it lt "
                                   "ne nl no pt ro ru sv ta tr yi";
    static const char trunc5[] = "uk bg mk pl cs sk sl sq et lv ka kk ky az he fa und";
    const struct {
        const char *tags;
        enum lang_stemmer stemmer;
    } lists[] = { { snowball, LANG_STEM_SNOWBALL },
                  { "sr hr bs cnr", LANG_STEM_SERBIAN },
                  { trunc5, LANG_STEM_TRUNC5 },
                  { "zh ja ko th", LANG_STEM_NONE } };
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        for (const char *tag = lists[i].tags; tag != NULL; tag = strchr(tag, ' ')) {
            tag += *tag == ' ';
            char text[8] = "";
            memcpy(text, tag, strcspn(tag, " "));
            const struct lang *lang = lang_find(text);
            assert_non_null(lang);
            assert_int_equal(lang->stemmer, lists[i].stemmer);
            assert_true((lang->snowball != NULL) == (i < 2));
        }
}

static void
stop_words_are_folded_as_queries_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < lang_count(); i++) {
        const char *words = lang_at(i)->stop_words;
        if (words == NULL)
            continue;
        struct buf folded = BUF_INIT(4096);
        fold_case(&folded, lang_at(i), words, strlen(words));
        assert_string_equal(folded.data, words);
        buf_free(&folded);
    }
    assert_non_null(lang_find("en")->stop_words);
}

static void
affixes_are_folded_as_words_are(void **state)
{
    (void)state;
    for (size_t i = 0; i < lang_count(); i++) {
        const char *affixes = lang_at(i)->compounds;
        if (affixes != NULL)
            assert_int_equal(affixes[strspn(affixes, "abcdefghijklmnopqrstuvwxyz ")], 0);
        assert_true(affixes == NULL || lang_at(i)->snowball != NULL);
    }
    assert_non_null(lang_find("de")->compounds);
    assert_non_null(lang_find("nl")->compounds);
    assert_null(lang_find("en")->compounds);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_is_printable_and_belongs_to_one_language),
        cmocka_unit_test(codes_that_were_given_out_never_change),
        cmocka_unit_test(tags_are_found_with_region_and_script_and_in_any_case),
        cmocka_unit_test(what_is_no_tag_is_not_found),
        cmocka_unit_test(the_leader_of_a_group_has_the_code_of_its_stems),
        cmocka_unit_test(unknown_text_has_a_language_without_rules),
        cmocka_unit_test(each_language_has_the_stemmer_that_was_measured),
        cmocka_unit_test(stop_words_are_folded_as_queries_are),
        cmocka_unit_test(affixes_are_folded_as_words_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
