/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What was read once is not read again, unless it may go better this time. */
#include "check.h"

#include "reading/cache.h"

#include "base/log.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/stepwell-cache-XXXXXX";
static char path[80];
static struct cache *cache;
static struct arena *arena;
static struct error err;

static int
make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(path, sizeof path, "%s/library.idx.cache", folder);
    return 0;
}

static int
remove_folder(void **state)
{
    (void)state;
    return rmdir(folder);
}

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    err = (struct error)ERROR_INIT;
    return cache_open(path, &cache, &err) ? 0 : -1;
}

static int
finish(void **state)
{
    (void)state;
    cache_close(cache);
    arena_free(arena);
    return unlink(path);
}

static struct cache_entry
entry(const char *digest, bool whole, enum wire_reason reason)
{
    return (
        struct cache_entry) { digest, "reader 1", "limits 1", whole, reason, "why", 7 };
}

static void
put(const struct cache_entry *what, const char *text)
{
    struct buf frames = BUF_INIT(1 << 20);
    buf_add_text(&frames, text);
    assert_true(cache_put(cache, what, &frames, &err));
    buf_free(&frames);
}

static bool
finds(const struct cache_entry *key, const char *expected)
{
    struct buf frames = BUF_INIT(1 << 20);
    struct cache_entry found_entry;
    bool found;
    assert_true(cache_find(cache, key, arena, &found_entry, &frames, &found, &err));
    if (found)
        assert_string_equal(frames.data, expected);
    buf_free(&frames);
    return found;
}

static void
what_was_put_is_found(void **state)
{
    struct cache_entry one = entry("one", true, WIRE_REASON_NONE);
    struct cache_entry other = entry("two", true, WIRE_REASON_NONE);
    (void)state;
    put(&one, "frames of one");
    assert_true(finds(&one, "frames of one"));
    assert_false(finds(&other, ""));
    put(&one, "again");
    assert_true(finds(&one, "again"));
}

static void
another_reader_reads_again(void **state)
{
    struct cache_entry one = entry("one", true, WIRE_REASON_NONE);
    (void)state;
    put(&one, "x");
    one.identity = "reader 2";
    assert_false(finds(&one, ""));
}

static void
other_limits_give_exhausted_documents_another_chance(void **state)
{
    struct cache_entry slow = entry("slow", false, WIRE_REASON_TIMEOUT);
    struct cache_entry wrong = entry("wrong", false, WIRE_REASON_NOT_A_DOCUMENT);
    struct cache_entry locked = entry("locked", false, WIRE_REASON_ENCRYPTED);
    (void)state;
    put(&slow, "some pages");
    put(&wrong, "");
    put(&locked, "");
    assert_true(finds(&slow, "some pages"));
    slow.conditions = wrong.conditions = locked.conditions = "limits 2";
    assert_false(finds(&slow, ""));
    assert_false(finds(&locked, ""));
    assert_true(finds(&wrong, ""));
}

static void
it_survives_a_kill(void **state)
{
    struct cache_entry one = entry("one", true, WIRE_REASON_NONE);
    (void)state;
    cache_close(cache);
    pid_t process = fork();
    if (process == 0) {
        struct buf frames = BUF_INIT(100);
        buf_add_text(&frames, "kept");
        if (cache_open(path, &cache, &err) && cache_put(cache, &one, &frames, &err))
            kill(getpid(), SIGKILL);
        _exit(1);
    }
    int status;
    waitpid(process, &status, 0);
    assert_true(WIFSIGNALED(status));
    assert_true(cache_open(path, &cache, &err));
    assert_true(finds(&one, "kept"));
}

static void
unused_entries_go_after_two_updates(void **state)
{
    struct cache_entry used = entry("used", true, WIRE_REASON_NONE);
    struct cache_entry unused = entry("unused", true, WIRE_REASON_NONE);
    (void)state;
    put(&used, "u");
    put(&unused, "n");
    for (int update = 0; update < 2; update++) {
        assert_true(finds(&unused, "n"));
        assert_true(cache_begin(cache, &err) && cache_age(cache, &err));
        assert_true(cache_use(cache, "used", &err));
        assert_true(cache_sweep(cache, &err) && cache_commit(cache, &err));
    }
    assert_true(finds(&used, "u"));
    assert_false(finds(&unused, ""));
}

static void
a_file_that_changed_while_read_is_forgotten(void **state)
{
    struct cache_entry changed = entry("changed", false, WIRE_REASON_CHANGED);
    (void)state;
    put(&changed, "");
    assert_true(finds(&changed, ""));
    assert_true(cache_begin(cache, &err) && cache_sweep(cache, &err) &&
                cache_commit(cache, &err));
    assert_false(finds(&changed, ""));
}

static void
a_damaged_file_is_made_anew(void **state)
{
    struct cache_entry one = entry("one", true, WIRE_REASON_NONE);
    (void)state;
    put(&one, "x");
    cache_close(cache);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    for (int i = 0; i < 1000; i++)
        fputs("this is no database", file);
    fclose(file);
    log_to(NULL, NULL, LOG_LEVEL_ERROR);
    assert_true(cache_open(path, &cache, &err));
    assert_false(finds(&one, ""));
    put(&one, "y");
    assert_true(finds(&one, "y"));
}

static void
each_key(void *context, const char *key, const char *stamp)
{
    buf_format(context, "%s=%s ", key, stamp);
}

static void
skipped_files_and_facts_are_remembered(void **state)
{
    struct buf keys = BUF_INIT(1000);
    const char *value;
    (void)state;
    assert_true(cache_put_skipped(cache, "b.zip", "stamp b", &err));
    assert_true(cache_put_skipped(cache, "a.zip", "stamp a", &err));
    assert_true(cache_put_skipped(cache, "b.zip", NULL, &err));
    assert_true(cache_each_skipped(cache, each_key, &keys, &err));
    assert_string_equal(keys.data, "a.zip=stamp a ");
    assert_true(cache_skipped(cache, "b.zip", arena, &value, &err));
    assert_null(value);
    assert_true(cache_fact(cache, "published", arena, &value, &err));
    assert_string_equal(value, "");
    assert_true(cache_put_fact(cache, "published", "now", &err));
    assert_true(cache_fact(cache, "published", arena, &value, &err));
    assert_string_equal(value, "now");
    buf_free(&keys);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, start, finish)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(what_was_put_is_found),
        CASE(another_reader_reads_again),
        CASE(other_limits_give_exhausted_documents_another_chance),
        CASE(it_survives_a_kill),
        CASE(unused_entries_go_after_two_updates),
        CASE(a_file_that_changed_while_read_is_forgotten),
        CASE(a_damaged_file_is_made_anew),
        CASE(skipped_files_and_facts_are_remembered),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
