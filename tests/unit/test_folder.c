/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Folders as they are: links, pipes, hidden files, names in no charset. */
#include "check.h"

#include "catalogue/folder.h"

#include <sys/stat.h>
#include <unistd.h>

static char root[] = "/tmp/stepwell-folder-XXXXXX";
static struct arena *arena;
static struct library library;

static const char *const made[] = { "one/b.txt",       "one/a.txt", "one/sub/c.txt",
                                    "one/.hidden",     "one/x.idx", "one/x.idx.work",
                                    "one/bad\xFF.txt", "two/a.txt", "two/d.txt" };

static const char *
in_root(const char *name)
{
    return arena_format(arena, "%s/%s", root, name);
}

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    library_start(&library, arena);
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static int
make_files(void **state)
{
    static const char *const folders[] = { "one", "one/sub", "two" };
    (void)state;
    if (mkdtemp(root) == NULL)
        return -1;
    start(state);
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        mkdir(in_root(folders[i]), 0700);
    for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
        FILE *file = fopen(in_root(made[i]), "w");
        if (file == NULL || fclose(file) != 0)
            return -1;
    }
    int failed = symlink("a.txt", in_root("one/link.txt")) != 0 ||
                 symlink("../one", in_root("one/loop")) != 0 ||
                 symlink("nowhere", in_root("one/dead.txt")) != 0 ||
                 mkfifo(in_root("one/pipe"), 0600) != 0;
    finish(state);
    return failed ? -1 : 0;
}

static int
remove_files(void **state)
{
    static const char *const others[] = { "one/link.txt", "one/loop", "one/dead.txt",
                                          "one/pipe" };
    static const char *const folders[] = { "one/sub", "one", "two", "" };
    start(state);
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        unlink(in_root(made[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        unlink(in_root(others[i]));
    int failed = 0;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        failed = rmdir(in_root(folders[i]));
    finish(state);
    return failed;
}

static const char *
keys(void)
{
    const char *all = "";
    for (size_t i = 0; i < library.count; i++)
        all = arena_format(arena, "%s%s%s|", all, library.entries[i].publication.key,
                           library.entries[i].files[0].absent[0] == '\0' ? "" : "!");
    return all;
}

static void
files_come_in_the_order_of_their_names(void **state)
{
    struct error err = ERROR_INIT;
    const char *const paths[] = { in_root("one") };
    (void)state;
    assert_true(folder_add(&library, paths, 1, in_root("one/x.idx"), "", &err));
    assert_string_equal(keys(),
                        "a.txt|b.txt|bad\xEF\xBF\xBD.txt|dead.txt!|link.txt|pipe!|"
                        "sub/c.txt|");
    assert_int_equal(library.file_count, 7);
}

static void
a_second_folder_with_the_same_names_gets_its_own(void **state)
{
    struct error err = ERROR_INIT;
    const char *const paths[] = { in_root("two"), in_root("one/a.txt"), in_root("two") };
    (void)state;
    assert_true(folder_add(&library, paths, 3, in_root("x.idx"), "", &err));
    assert_string_equal(keys(), "a.txt|d.txt|a.txt/a.txt|two/a.txt|two/d.txt|");
}

static void
files_have_the_address_that_their_folder_is_served_at(void **state)
{
    struct error err = ERROR_INIT;
    const char *const paths[] = { in_root("one") };
    (void)state;
    assert_true(folder_add(&library, paths, 1, "x.idx", "https://a.example/docs", &err));
    assert_string_equal(library.entries[0].files[0].file.url,
                        "https://a.example/docs/a.txt");
    assert_string_equal(library.entries[2].files[0].file.url,
                        "https://a.example/docs/bad%FF.txt");
    assert_string_equal(library.entries[6].files[0].file.url,
                        "https://a.example/docs/sub/c.txt");
    assert_false(folder_add(&library, paths, 1, "x.idx", "/srv/docs", &err));
    assert_int_equal(err.kind, ERROR_CATALOGUE);
    assert_non_null(strstr(err.text, "https://"));
}

static void
a_path_that_is_not_there_is_an_error(void **state)
{
    struct error err = ERROR_INIT;
    const char *const paths[] = { in_root("three") };
    (void)state;
    assert_false(folder_add(&library, paths, 1, "x.idx", "", &err));
    assert_int_equal(err.kind, ERROR_USAGE);
}

static void
escapes_of_addresses_are_undone(void **state)
{
    (void)state;
    assert_string_equal(
        library_last_component(arena, "https://a.example/b/c%20d.pdf?x=1#y"), "c d.pdf");
    assert_string_equal(library_last_component(arena, "https://a.example/%zz%4"),
                        "%zz%4");
    assert_string_equal(library_last_component(arena, "a/b%20c/"), "b%20c");
    assert_string_equal(library_unescape(arena, "%00%41%", 7), "%00A%");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(files_come_in_the_order_of_their_names),
        CASE(a_second_folder_with_the_same_names_gets_its_own),
        CASE(files_have_the_address_that_their_folder_is_served_at),
        CASE(a_path_that_is_not_there_is_an_error),
        CASE(escapes_of_addresses_are_undone),
    };
    return cmocka_run_group_tests(tests, make_files, remove_files);
}
