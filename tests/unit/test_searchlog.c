/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The log of searches: what is kept of a query, and what becomes of the file. */
#include "check.h"

#include "base/limits.h"
#include "search/searchlog.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/stepwell-searchlog-XXXXXX";
static char path[sizeof folder + 32];

static int
make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/queries.log", folder);
    return 0;
}

static void
name_old(char *name, size_t size, int number)
{
    snprintf(name, size, "%s.%d", path, number);
}

static int
remove_folder(void **state)
{
    (void)state;
    for (int i = 1; i <= LIMIT_SEARCHLOG_OLD + 1; i++) {
        char name[sizeof path + 16];
        name_old(name, sizeof name, i);
        unlink(name);
    }
    unlink(path);
    return rmdir(folder);
}

static void
check_folded(const char *query, const char *expected)
{
    struct buf out = BUF_INIT(4096);
    searchlog_fold(&out, query);
    assert_string_equal(out.data, expected);
    buf_free(&out);
}

static void
what_is_typed_differently_is_the_same_query(void **state)
{
    (void)state;
    check_folded("  Father\t ENGAGEMENT ?! ", "father engagement");
    check_folded("father engagement", "father engagement");
    check_folded("ȘCOLI", "școli");
    check_folded("fa\xFFther", "father");
    check_folded(" ?? ", "");
}

static void
addresses_and_whole_texts_are_not_kept(void **state)
{
    (void)state;
    char text[LIMIT_SEARCHLOG_QUERY + 2];
    check_folded("somebody@example.org", "");
    check_folded("mail of somebody@example.org please", "");
    check_folded("@ home", "@ home");
    memset(text, 'a', sizeof text);
    text[LIMIT_SEARCHLOG_QUERY] = '\0';
    check_folded(text, text);
    text[LIMIT_SEARCHLOG_QUERY] = 'a';
    text[LIMIT_SEARCHLOG_QUERY + 1] = '\0';
    check_folded(text, "");
}

static void
a_line_is_read_as_it_was_written(void **state)
{
    (void)state;
    struct searchlog log;
    struct searchlog_entry entry;
    struct error err = ERROR_INIT;
    struct buf text = BUF_INIT(4096);
    assert_true(searchlog_open(&log, path, &err));
    assert_true(searchlog_add(&log, "Father", 12, 86400, &err));
    assert_true(searchlog_add(&log, "a@b", 12, 86400, &err));
    searchlog_close(&log);
    assert_true(searchlog_add(&log, "nobody hears this", 1, 0, &err));
    assert_true(buf_add_file(&text, path));
    assert_string_equal(text.data, "1970-01-02\t12\tfather\n");
    assert_true(searchlog_parse(text.data, text.length - 1, &entry));
    assert_memory_equal(entry.day, "1970-01-02", SEARCHLOG_DAY);
    assert_int_equal(entry.found, 12);
    assert_int_equal(entry.query_length, 6);
    assert_memory_equal(entry.query, "father", 6);
    buf_free(&text);
    unlink(path);
}

static void
other_lines_are_refused(void **state)
{
    (void)state;
    static const char *const lines[] = { "",
                                         "2026-11-25",
                                         "2026-11-25\t",
                                         "2026-11-25\t1",
                                         "2026-11-25\t1\t",
                                         "2026-11-25\t\tx",
                                         "2026-11-25\t-1\tx",
                                         "2026-1-025\t1\tx",
                                         "2026-11-25\t1234567890123\tx",
                                         "2026-11-25\t1\tx\t10.0.0.1",
                                         "2026-11-25\t1\t\xFF" };
    struct searchlog_entry entry;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        assert_false(searchlog_parse(lines[i], strlen(lines[i]), &entry));
    assert_true(searchlog_parse("2026-11-25\t0\tx y", 16, &entry));
}

static void
fill(const char *name)
{
    FILE *file = fopen(name, "w");
    assert_non_null(file);
    assert_int_equal(ftruncate(fileno(file), LIMIT_SEARCHLOG_BYTES), 0);
    fclose(file);
}

static bool
is_there(int number)
{
    char name[sizeof path + 16];
    name_old(name, sizeof name, number);
    return access(name, F_OK) == 0;
}

static void
full_files_are_put_aside_and_the_oldest_goes(void **state)
{
    (void)state;
    struct searchlog log, other;
    struct error err = ERROR_INIT;
    for (int i = 1; i <= LIMIT_SEARCHLOG_OLD + 1; i++) {
        fill(path);
        assert_true(searchlog_open(&log, path, &err));
        assert_false(searchlog_is_full(&log));
        assert_true(is_there(i) == (i <= LIMIT_SEARCHLOG_OLD));
        searchlog_close(&log);
    }
    assert_true(searchlog_open(&log, path, &err));
    fill(path);
    assert_true(searchlog_is_full(&log)); /* the file that is open grew */
    assert_true(searchlog_open(&other, path, &err));
    assert_true(searchlog_is_full(&log)); /* it was put aside, and is still open here */
    assert_false(searchlog_is_full(&other));
    searchlog_close(&log);
    searchlog_close(&other);
}

static void
what_is_no_file_is_refused_and_nothing_is_kept(void **state)
{
    (void)state;
    struct searchlog log;
    struct error err = ERROR_INIT;
    char pipe[sizeof path + 16];
    assert_false(searchlog_open(&log, folder, &err));
    assert_false(searchlog_is_full(&log));
    name_old(pipe, sizeof pipe, 1);
    unlink(pipe);
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(searchlog_open(&log, pipe, &err));
    assert_non_null(strstr(err.text, "cannot write the query log"));
    assert_true(searchlog_add(&log, "x", 1, 0, &err));
    searchlog_close(&log);
}

static void
a_full_disk_is_said_once(void **state)
{
    (void)state;
    struct searchlog log = { .descriptor = -1 };
    struct error err = ERROR_INIT;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    close(ends[1]);
    log.descriptor = ends[0]; /* cannot be written, as a full disk cannot */
    assert_false(searchlog_add(&log, "x", 1, 0, &err));
    assert_true(searchlog_add(&log, "x", 1, 0, &err));
    searchlog_close(&log);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_differently_is_the_same_query),
        cmocka_unit_test(addresses_and_whole_texts_are_not_kept),
        cmocka_unit_test(a_line_is_read_as_it_was_written),
        cmocka_unit_test(other_lines_are_refused),
        cmocka_unit_test(full_files_are_put_aside_and_the_oldest_goes),
        cmocka_unit_test(what_is_no_file_is_refused_and_nothing_is_kept),
        cmocka_unit_test(a_full_disk_is_said_once),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
