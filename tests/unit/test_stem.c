/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stems equal libstemmer's own reference lists, and the first five letters are letters. */
#include "check.h"

#include "base/buf.h"
#include "text/fold.h"
#include "text/stem.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

static struct stem *stem;
static struct buf out;

static int
set_up(void **state)
{
    (void)state;
    stem = stem_new();
    out = (struct buf)BUF_INIT(1 << 16);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    stem_free(stem);
    buf_free(&out);
    return 0;
}

static const char *
stem_of(const struct lang *lang, const char *word)
{
    buf_reset(&out);
    stem_add(stem, &out, lang, word, strlen(word));
    return out.data;
}

static void
expect(const char *tag, const char *word, const char *wanted)
{
    assert_string_equal(stem_of(lang_find(tag), word), wanted);
    assert_string_equal(stem_of(lang_find(tag), word), wanted); /* from the cache */
}

static void
snowball_stems_with_marks_on(void **state)
{
    (void)state;
    expect("en", "engagement", "engag");
    expect("fr", "écoles", "écol");
    expect("ru", "сценариев", "сценар");
    expect("hu", "óvodában", "óvod");
}

static void
romanian_rules_see_letters_with_commas(void **state)
{
    (void)state;
    expect("ro", "părinților", "părinț");
    expect("ro", "școlile", "școl");
}

static void
serbian_stems_are_latin_in_both_scripts_and_all_four_languages(void **state)
{
    (void)state;
    static const char *const tags[] = { "sr", "hr", "bs", "cnr" };
    for (size_t i = 0; i < 4; i++) {
        expect(tags[i], "trgovina", "trgovin");
        expect(tags[i], "трговина", "trgovin");
    }
}

static void
five_letters_are_counted_and_neither_bytes_nor_marks(void **state)
{
    (void)state;
    expect("uk", "зловмисник", "зловм");
    expect("pl", "żłobek", "żłobe");
    expect("kk", "құлдықта", "құлды");
    expect("he", "שָׁלוֹםשלום", "שָׁלוֹםש");
    expect("bg", "за\u0301мъкът", "за\u0301мък");
    expect("und", "20242025", "20242025");
    expect("und", "covid19", "covid");
}

static void
endings_go_while_three_letters_stay(void **state)
{
    (void)state;
    expect("uk", "діти", "діт");
    expect("uk", "дім", "дім");
    expect("cs", "školách", "škol");
    expect("cs", "škola", "škol");
    expect("cs", "psi", "psi");
    expect("bg", "правото", "прав");
    expect("kk", "балаларға", "бала");
    expect("kk", "ана", "ана");
    expect("az", "uşaqlar", "uşaq");
}

static void
letters_are_counted_behind_a_prefix(void **state)
{
    (void)state;
    expect("pl", "przedszkolnego", "przedszkol");
    expect("pl", "przedszkole", "przedszkol");
    expect("pl", "przed", "przed");
    expect("cs", "představení", "představe");
}

static void
languages_of_single_characters_have_no_stems(void **state)
{
    (void)state;
    expect("zh", "computers", "computers");
    expect("vi", "nghiêng", "nghiêng");
}

static void
a_word_of_any_length_has_a_stem(void **state)
{
    (void)state;
    static char word[10000];
    memset(word, 'a', sizeof word - 1);
    static const char *const tags[] = { "en", "ro", "sr", "uk", "zh" };
    for (size_t i = 0; i < 5; i++)
        for (size_t length = 0; length < sizeof word; length = length * 2 + 1) {
            buf_reset(&out);
            stem_add(stem, &out, lang_find(tags[i]), word, length);
            assert_true(out.length <= length && (length == 0) == (out.length == 0));
        }
}

/* ---- reference lists ---- */

static size_t
count_differences(const char *path, const struct lang *lang, size_t *words)
{
    FILE *file = fopen(path, "r");
    if (file == NULL)
        fail_msg("cannot read %s", path);
    char row[1024];
    size_t wrong = 0;
    struct buf wanted = BUF_INIT(4096);
    while (fgets(row, sizeof row, file) != NULL) {
        char *rest = row;
        const char *word = strsep(&rest, "\t"), *reference = strsep(&rest, "\n");
        if (reference == NULL)
            continue;
        buf_reset(&wanted);
        if (lang->comma_below) /* the list has cedillas */
            fold_case(&wanted, lang, reference, strlen(reference));
        else
            buf_add_text(&wanted, reference);
        ++*words;
        if (strcmp(stem_of(lang, word), wanted.data) == 0)
            continue;
        print_error("%s: '%s' gives '%s', not '%s'\n", lang->tag, word, out.data,
                    wanted.data);
        wrong++;
    }
    fclose(file);
    buf_free(&wanted);
    return wrong;
}

/* The folder with the lists: $STEPWELL_SNOWBALL, or unpacked from the shared data into
 * folder. */
static const char *
reference_folder(char *folder, size_t size)
{
    const char *given = getenv("STEPWELL_SNOWBALL"), *shared = getenv("STEPWELL_SHARED");
    if (given != NULL)
        return given;
    char archive[512], command[1200];
    snprintf(archive, sizeof archive, "%s/data/ir.tar.xz",
             shared != NULL ? shared : "../../shared");
    if (access(archive, R_OK) != 0) {
        print_message("skipped: no %s (%s)\n", archive, strerror(errno));
        return NULL;
    }
    snprintf(folder, size, "/tmp/stepwell-snowball-XXXXXX");
    assert_non_null(mkdtemp(folder));
    snprintf(command, sizeof command,
             "tar -xJf '%s' -C '%s' --strip-components=2 ir/snowball-2.2", archive,
             folder);
    assert_int_equal(system(command), 0);
    return folder;
}

static void
stems_equal_the_reference_lists_of_snowball(void **state)
{
    (void)state;
    char made[64] = "", path[600];
    const char *folder = reference_folder(made, sizeof made);
    if (folder == NULL)
        skip();
    size_t wrong = 0, words = 0, lists = 0;
    for (size_t i = 0; i < lang_count(); i++) {
        const struct lang *lang = lang_at(i);
        snprintf(path, sizeof path, "%s/%s.tsv", folder, lang->snowball);
        if (lang->snowball == NULL || lang_leader(lang) != lang ||
            access(path, R_OK) != 0)
            continue;
        wrong += count_differences(path, lang, &words);
        lists++;
    }
    if (made[0] != '\0') {
        snprintf(path, sizeof path, "rm -r '%s'", made);
        assert_int_equal(system(path), 0);
    }
    print_message("%zu words of %zu languages, %zu differ\n", words, lists, wrong);
    assert_int_equal(lists, 26); /* porter is no stemmer of ours */
    assert_int_equal(wrong, 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snowball_stems_with_marks_on),
        cmocka_unit_test(romanian_rules_see_letters_with_commas),
        cmocka_unit_test(serbian_stems_are_latin_in_both_scripts_and_all_four_languages),
        cmocka_unit_test(five_letters_are_counted_and_neither_bytes_nor_marks),
        cmocka_unit_test(endings_go_while_three_letters_stay),
        cmocka_unit_test(letters_are_counted_behind_a_prefix),
        cmocka_unit_test(languages_of_single_characters_have_no_stems),
        cmocka_unit_test(a_word_of_any_length_has_a_stem),
        cmocka_unit_test(stems_equal_the_reference_lists_of_snowball),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
