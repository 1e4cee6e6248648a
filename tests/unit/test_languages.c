/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One library in thirty languages: what is typed, in which form, finds which page first. */
#include "fixture_store.h"

static const struct doc shelf[] = {
    { .key = "en",
      .lang = "en",
      .pages = { "Fathers who read to their children at home" } },
    { .key = "en2",
      .lang = "en",
      .pages = { "Or a salt solution, or water, or nothing" } },
    { .key = "ro", .lang = "ro", .pages = { "Școlile și părinții copiilor noștri" } },
    { .key = "ro2", .lang = "ro", .pages = { "O fată vorbește despre lună" } },
    { .key = "ro3", .lang = "ro", .pages = { "Se vede bine fața lunii" } },
    { .key = "ru",
      .lang = "ru",
      .pages = { "Хвалите ребёнка и других людей, отцов тоже" } },
    { .key = "uk", .lang = "uk", .pages = { "Права дитини та здоров’я сім’ї у школах" } },
    { .key = "sr", .lang = "sr", .pages = { "Књига о васпитању ђака" } },
    { .key = "hr", .lang = "hr", .pages = { "Odgajatelji i roditelji razgovaraju" } },
    { .key = "sl", .lang = "sl", .pages = { "Otroška soba v šoli" } },
    { .key = "mk", .lang = "mk", .pages = { "Училиштето е отворено за мајките" } },
    { .key = "bg", .lang = "bg", .pages = { "Правото на децата да играят" } },
    { .key = "pl", .lang = "pl", .pages = { "Łóżka w przedszkolu i książki dzieci" } },
    { .key = "pl2", .lang = "pl", .pages = { "Przedstawienie teatralne" } },
    { .key = "cs", .lang = "cs", .pages = { "Školky a matky s dětmi" } },
    { .key = "sk", .lang = "sk", .pages = { "Rodičia v materských školách" } },
    { .key = "hu", .lang = "hu", .pages = { "A gyermekek óvodában játszanak" } },
    { .key = "de", .lang = "de", .pages = { "Mütter besuchen den Säuglingspflegekurs" } },
    { .key = "nl", .lang = "nl", .pages = { "De vaders brengen hen naar de opvang" } },
    { .key = "fr", .lang = "fr", .pages = { "L’école accueille d'autres enfants" } },
    { .key = "it", .lang = "it", .pages = { "L'educazione dell'infanzia" } },
    { .key = "es", .lang = "es", .pages = { "Los niños juegan en el jardín" } },
    { .key = "pt", .lang = "pt", .pages = { "As crianças dormem sob mosquiteiros" } },
    { .key = "tr", .lang = "tr", .pages = { "İstanbul'da çocukların ışığı" } },
    { .key = "az", .lang = "az", .pages = { "İşgəncəyə qarşı uşaqların hüququ" } },
    { .key = "lt", .lang = "lt", .pages = { "Vaikų darželiuose žaidžiama" } },
    { .key = "lv", .lang = "lv", .pages = { "Bērniem un vecākiem bibliotēkā" } },
    { .key = "et", .lang = "et", .pages = { "Lapsed ja vanemad lasteaias" } },
    { .key = "sq", .lang = "sq", .pages = { "Larja e duarve me fëmijët" } },
    { .key = "ka", .lang = "ka", .pages = { "ბავშვების უფლებები" } },
    { .key = "hy", .lang = "hy", .pages = { "Երեխաները եւ ծնողները" } },
    { .key = "kk", .lang = "kk", .pages = { "Құлдықта ешкім ұсталмасын, балаларға" } },
    { .key = "ky", .lang = "ky", .pages = { "Өлкөнүн үйлөрү" } },
    { .key = "el", .lang = "el", .pages = { "Οι γονείς και τα παιδιά τους" } },
    { .key = "ar", .lang = "ar", .pages = { "الأطفال في البيت" } },
    { .key = "he", .lang = "he", .pages = { "שָׁלוֹם לכולם" } },
    { .key = "hi", .lang = "hi", .pages = { "बच्चों के लिए हिन्दी पुस्तकें" } },
    { .key = "vi", .lang = "vi", .pages = { "Cha mẹ chơi với trẻ" } },
    { .key = "vi2", .lang = "vi", .pages = { "Con chó tre xanh mè" } },
    { .key = "zh", .lang = "zh", .pages = { "父亲参与儿童早期发展" } },
    { .key = "ja", .lang = "ja", .pages = { "子どもと遊ぶ時間" } },
    { .key = "th", .lang = "th", .pages = { "การเลี้ยงดูเด็กปฐมวัย" } },
    { .key = "da", .lang = "da", .pages = { "Børnehaven på gården" } },
    { .key = "sv", .lang = "sv", .pages = { "Föräldrar på förskolan" } },
};

enum { SHELF = sizeof shelf / sizeof shelf[0], HITS_MOST = 6 };

static struct library library;

static int
open_shelf(void **state)
{
    (void)state;
    library_open(&library);
    library_fill(&library, shelf, SHELF);
    return 0;
}

static int
close_shelf(void **state)
{
    (void)state;
    library_close(&library);
    return 0;
}

struct wish {
    const char *typed, *key;
};

static size_t
count_hits(const char *found)
{
    size_t count = 0;
    while ((found = strchr(found, ':')) != NULL)
        count += *++found != '\0';
    return count;
}

static void
check(const struct wish *wishes, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        char first[32];
        const char *found = library_find(&library, wishes[i].typed);
        snprintf(first, sizeof first, "%s:", wishes[i].key);
        if (strncmp(found, first, strlen(first)) == 0 && count_hits(found) <= HITS_MOST)
            continue;
        print_error("'%s' finds '%s', not '%s' first\n", wishes[i].typed, found,
                    wishes[i].key);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

#define CHECK(wishes) check(wishes, sizeof(wishes) / sizeof(wishes)[0])

static void
another_ending_is_found(void **state)
{
    static const struct wish wishes[] = {
        { "father", "en" },         { "școală", "ro" },     { "părinte", "ro" },
        { "ребёнок", "ru" },        { "отец", "ru" },       { "право дитина", "uk" },
        { "школа", "uk" },          { "здоровʼям", "uk" },  { "књиге", "sr" },
        { "roditelja", "hr" },      { "šola", "sl" },       { "училиште", "mk" },
        { "мајка", "mk" },          { "право деца", "bg" }, { "przedszkole", "pl" },
        { "książka", "pl" },        { "matka", "cs" },      { "školka", "cs" },
        { "materská škola", "sk" }, { "óvoda", "hu" },      { "gyermek", "hu" },
        { "Mutter", "de" },         { "vader", "nl" },      { "enfant", "fr" },
        { "niña", "es" },           { "criança", "pt" },    { "çocuk", "tr" },
        { "işgəncə", "az" },        { "uşaq", "az" },       { "vaikas", "lt" },
        { "bērns", "lv" },          { "laps", "et" },       { "fëmijë", "sq" },
        { "ბავშვი", "ka" },         { "երեխա", "hy" },      { "құлдық", "kk" },
        { "бала", "kk" },           { "γονέας", "el" },     { "παιδί", "el" },
    };
    (void)state;
    CHECK(wishes);
}

static void
marks_may_be_left_out(void **state)
{
    static const struct wish wishes[] = {
        { "scoli", "ro" },      { "parintii", "ro" },    { "lozko", "pl" },
        { "ksiazki", "pl" },    { "skolky", "cs" },      { "rodicia", "sk" },
        { "ovodaban", "hu" },   { "ecole", "fr" },       { "criancas", "pt" },
        { "cocuklarin", "tr" }, { "ISIGI", "tr" },       { "isgence", "az" },
        { "usaqlarin", "az" },  { "darzeliuose", "lt" }, { "berniem", "lv" },
        { "femijet", "sq" },    { "γονεις", "el" },      { "שלום", "he" },
        { "foraldrar", "sv" },  { "mütter", "de" },      { "здоровя", "uk" },
        { "ребенка", "ru" },
    };
    (void)state;
    CHECK(wishes);
}

static void
keyboards_and_scripts_may_lack_letters(void **state)
{
    static const struct wish wishes[] = {
        { "muetter", "de" },     { "djaka", "sr" },    { "knjiga", "sr" },
        { "vaspitanje", "sr" },  { "родитељи", "hr" }, { "кулдык", "kk" },
        { "олконун", "ky" },     { "gaarden", "da" },  { "boernehaven", "da" },
        { "foeraeldrar", "sv" },
    };
    (void)state;
    CHECK(wishes);
}

static void
marks_that_are_typed_are_preferred(void **state)
{
    static const struct wish wishes[] = {
        { "fată", "ro2" }, { "fața", "ro3" }, { "trẻ", "vi" },
        { "mẹ", "vi" },    { "mè", "vi2" },
    };
    (void)state;
    CHECK(wishes);
}

static void
words_of_one_lemma_meet(void **state)
{
    static const struct wish wishes[] = {
        { "child", "en" },   { "copil", "ro" }, { "человек", "ru" },
        { "dziecko", "pl" }, { "dítě", "cs" },  { "дете", "bg" },
    };
    (void)state;
    CHECK(wishes);
}

static void
apostrophes_are_all_alike(void **state)
{
    static const struct wish wishes[] = {
        { "l'école", "fr" },  { "l’ecole", "fr" },  { "d’enfants", "fr" },
        { "сім'я", "uk" },    { "сімʼї", "uk" },    { "здоров'я", "uk" },
        { "father's", "en" }, { "infanzia", "it" }, { "İstanbul’un", "tr" },
    };
    (void)state;
    CHECK(wishes);
}

static void
scripts_without_spaces_are_searched(void **state)
{
    static const struct wish wishes[] = {
        { "父亲", "zh" },
        { "儿童早期发展", "zh" },
        { "子ども", "ja" },
        { "เด็ก", "th" },
    };
    (void)state;
    CHECK(wishes);
}

static void
a_prefix_or_a_frequent_word_makes_no_match(void **state)
{
    (void)state;
    assert_null(strstr(library_find(&library, "przedszkole"), "pl2"));
    assert_string_equal(library_find(&library, "ORS"), "");
    assert_string_equal(library_find(&library, "or of salt"), "en2:1");
    assert_string_equal(library_find(&library, "who read to them"), "en:1");
}

/* The Portuguese homem and "home" have one stem. */
static void
the_language_in_which_the_words_stand_as_typed_comes_first(void **state)
{
    static const struct doc mixed[] = {
        { .key = "pt",
          .lang = "pt",
          .pages = { "O homem visita o homem, visitas do homem" } },
        { .key = "en",
          .lang = "en",
          .pages = { "A nurse may visit many families, each in a home of their own, and "
                     "writes "
                     "down what she sees" } },
        { .key = "en2",
          .lang = "en",
          .pages = { "The visit took place at home on Monday" } },
        { .key = "en3", .lang = "en", .pages = { "At home again" } },
    };
    struct library own;
    (void)state;
    library_open(&own);
    library_fill(&own, mixed, sizeof mixed / sizeof mixed[0]);
    assert_string_equal(library_find(&own, "home visit"), "en2:1 en:1 pt:1 en3:1");
    assert_string_equal(library_find(&own, "homens visitam"), "pt:1");
    library_close(&own);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(another_ending_is_found),
        cmocka_unit_test(marks_may_be_left_out),
        cmocka_unit_test(keyboards_and_scripts_may_lack_letters),
        cmocka_unit_test(marks_that_are_typed_are_preferred),
        cmocka_unit_test(words_of_one_lemma_meet),
        cmocka_unit_test(apostrophes_are_all_alike),
        cmocka_unit_test(scripts_without_spaces_are_searched),
        cmocka_unit_test(a_prefix_or_a_frequent_word_makes_no_match),
        cmocka_unit_test(the_language_in_which_the_words_stand_as_typed_comes_first),
    };
    return cmocka_run_group_tests(tests, open_shelf, close_shelf);
}
