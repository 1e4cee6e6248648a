/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written can be changed, interrupted, damaged and published again. */
#include "check.h"

#include "fixture_store.h"

#include "store/engine.h"

#include <sqlite3.h>
#include <sys/stat.h>

/* ---- changes ---- */

static uint32_t random_state;

static uint32_t
random_below(uint32_t limit)
{
    random_state = random_state * 1664525U + 1013904223U;
    return (random_state >> 8) % limit;
}

static const char *const words[] = {
    "father",
    "fathers",
    "Father",
    "engagement",
    "engaging",
    "engaged",
    "home",
    "homes",
    "visiting",
    "visit",
    "the",
    "the",
    "the",
    "of",
    "of",
    "nurse",
    "nurses",
    "child",
    "children",
    "p\xC4\x83rin\xC8\x9Bii",
    "parinte",
    "copii",
    "copiilor",
    "UNICEF",
    "unicef",
    "\xD0\xB4\xD1\x96\xD1\x82\xD0\xB8",
    ("soft\xC2\xAD"
     "hyphen"),
    "\xE5\x84\xBF\xE7\xAB\xA5",
    "l'enfant",
    "\xD0\xBA\xD1\x9A\xD0\xB8\xD0\xB3\xD0\xB0",
};

enum { WORDS = sizeof words / sizeof words[0], KEYS = 12 };

static const char *const tags[] = { "en", "ro", "uk", "fr", "sr", "zh" };

static const char *
random_text(struct arena *arena, uint32_t most)
{
    struct buf text = BUF_INIT(1 << 20);
    if (random_below(3) == 0)
        buf_add_text(&text, "Some title|");
    for (uint32_t i = random_below(most) + 1; i > 0; i--)
        buf_format(&text, "%s%s", words[random_below(WORDS)],
                   random_below(9) == 0 ? ". " : " ");
    const char *kept = arena_text(arena, text.data, text.length);
    buf_free(&text);
    return kept;
}

static struct doc
random_doc(struct arena *arena, const char *key)
{
    struct doc doc = { .key = key,
                       .title = random_text(arena, 4),
                       .about = random_text(arena, 9) };
    doc.lang = tags[random_below(6)];
    doc.org = random_below(2) ? "UNICEF" : "World Bank";
    doc.kind = random_below(2) ? "Guide" : "Slides";
    doc.format = random_below(2) ? "pdf" : "docx";
    doc.year = (int)(2018 + random_below(6));
    for (uint32_t i = random_below(6); i > 0; i--)
        doc.pages[i - 1] = random_text(arena, 40);
    for (int i = 0; i < DOC_PAGES - 1; i++)
        if (doc.pages[i] == NULL)
            doc.pages[i + 1] = NULL;
    return doc;
}

static const char *const questions[] = {
    "father",
    "fathers engagement",
    "the",
    "the of father",
    "\"home visiting\"",
    "nurs*",
    "parinti",
    "copii lang:ro",
    "unicef",
    "father OR nurse",
    "child -the",
    "-the",
    "",
    "year:2020..",
    "org:unicef",
    "kind:guide the",
    "type:docx father",
    "title:father",
    "soft-hyphen",
    "home NEAR/5 nurse",
    "\xE5\x84\xBF\xE7\xAB\xA5",
    "knjige",
};

enum { QUESTIONS = sizeof questions / sizeof questions[0] };

static void
is_same_library(struct library *a, struct library *b)
{
    for (size_t i = 0; i < QUESTIONS; i++) {
        a->want.facets = b->want.facets = true;
        const char *left = library_find(a, questions[i]),
                   *right = library_find(b, questions[i]);
        if (strcmp(left, right) != 0)
            fail_msg("'%s': %s, afresh %s", questions[i], left, right);
        assert_int_equal(a->hits.pages, b->hits.pages);
        for (size_t j = 0; j < a->hits.group_count; j++) {
            double difference = a->hits.groups[j].score - b->hits.groups[j].score;
            assert_true(difference < 1e-9 && difference > -1e-9);
        }
        for (size_t j = 0; j < a->hits.facet_count; j++)
            assert_int_equal(a->hits.facets[j].count, b->hits.facets[j].count);
    }
}

static bool
append_term(void *context, const struct store_term *term)
{
    buf_format(context, "%s %s %s %s %lld\n", term->surface, term->shown, term->lang->tag,
               term->stem, (long long)term->pages);
    return true;
}

static void
is_same_vocabulary(struct library *a, struct library *b)
{
    struct buf left = BUF_INIT(1 << 20), right = BUF_INIT(1 << 20);
    library_must(a, store_terms(a->reader, "", 10000, append_term, &left, &a->err));
    library_must(b, store_terms(b->reader, "", 10000, append_term, &right, &b->err));
    assert_true(left.length > 100);
    assert_string_equal(left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

static void
change_at_random(struct library *library, const char *const *keys, struct doc *kept,
                 struct arena *arena, int steps)
{
    library_must(library, store_begin(library->writer, &library->err));
    for (int i = 0; i < steps; i++) {
        uint32_t which = random_below(KEYS);
        library_must(library, store_forget(library->writer, keys[which], &library->err));
        kept[which].key = NULL;
        if (random_below(4) == 0)
            continue;
        kept[which] = random_doc(arena, keys[which]);
        library_put(library, &kept[which]);
    }
    library_must(library, store_commit(library->writer, &library->err));
}

static void
many_changes_give_what_a_fresh_build_gives(void **state)
{
    static const char *const keys[KEYS] = { "a", "b", "c", "d", "e", "f",
                                            "g", "h", "i", "j", "k", "l" };
    struct doc kept[KEYS] = { { .key = NULL } };
    struct library changed;
    struct arena *arena = arena_new();
    (void)state;
    random_state = 7;
    library_open(&changed);
    for (int round = 0; round < 6; round++) {
        struct library fresh;
        change_at_random(&changed, keys, kept, arena, 20);
        library_publish(&changed);
        library_open(&fresh);
        library_must(&fresh, store_begin(fresh.writer, &fresh.err));
        for (size_t i = 0; i < KEYS; i++)
            if (kept[i].key != NULL)
                library_put(&fresh, &kept[i]);
        library_must(&fresh, store_commit(fresh.writer, &fresh.err));
        library_publish(&fresh);
        is_same_library(&changed, &fresh);
        is_same_vocabulary(&changed, &fresh);
        library_close(&fresh);
    }
    library_close(&changed);
    arena_free(arena);
}

static const struct doc guide = {
    .key = "guide", .title = "Guide", .year = 2020, .pages = { "fathers", "mothers" }
};

static void
what_is_forgotten_leaves_no_trace(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    library_must(&library, store_begin(library.writer, &library.err));
    library_must(&library, store_forget(library.writer, "guide", &library.err));
    library_must(&library, store_forget(library.writer, "never was", &library.err));
    library_must(&library, store_commit(library.writer, &library.err));
    library_publish(&library);
    struct buf terms = BUF_INIT(1 << 20);
    library_must(&library,
                 store_terms(library.reader, "", 100, append_term, &terms, NULL));
    assert_int_equal(terms.length, 0);
    assert_string_equal(library_find(&library, "fathers"), "");
    assert_string_equal(library_find(&library, ""), "");
    assert_int_equal(store_facts(library.reader)->publications, 0);
    buf_free(&terms);
    library_close(&library);
}

static void
without_commit_nothing_happened(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    library_must(&library, store_begin(library.writer, &library.err));
    library_must(&library, store_forget(library.writer, "guide", &library.err));
    store_close(library.writer);
    bool rebuilt = true;
    library_must(&library,
                 store_open_work(library.work, &library.writer, &rebuilt, &library.err));
    assert_false(rebuilt);
    library_publish(&library);
    assert_string_equal(library_find(&library, "fathers"), "guide:1");
    library_close(&library);
}

static void
export_wants_a_commit(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_must(&library, store_begin(library.writer, &library.err));
    assert_false(store_export(library.writer, library.index, &library.err));
    assert_int_equal(access(library.index, F_OK), -1);
    library_close(&library);
}

static bool
append_key(void *context, const char *key)
{
    buf_format(context, "%s ", key);
    return true;
}

static void
stamps_and_keys_are_remembered(void **state)
{
    struct library library;
    const char *stamp = "?";
    (void)state;
    library_open(&library);
    library_must(&library, store_stamp(library.writer, "guide", library.arena, &stamp,
                                       &library.err));
    assert_null(stamp);
    library_must(&library, store_begin(library.writer, &library.err));
    library_put(&library, &guide);
    library_must(&library,
                 store_put_stamp(library.writer, "guide", "etag 5", &library.err));
    library_must(&library,
                 store_put_fact(library.writer, "name", "Our library", &library.err));
    library_must(&library, store_commit(library.writer, &library.err));
    library_must(&library, store_stamp(library.writer, "guide", library.arena, &stamp,
                                       &library.err));
    assert_string_equal(stamp, "etag 5");
    struct buf keys = BUF_INIT(1000);
    library_must(&library,
                 store_each_key(library.writer, append_key, &keys, &library.err));
    assert_string_equal(keys.data, "guide ");
    buf_free(&keys);
    library_publish(&library);
    assert_string_equal(store_facts(library.reader)->name, "Our library");
    library_must(&library, store_begin(library.writer, &library.err));
    library_must(&library, store_forget(library.writer, "guide", &library.err));
    library_must(&library, store_commit(library.writer, &library.err));
    library_must(&library, store_stamp(library.writer, "guide", library.arena, &stamp,
                                       &library.err));
    assert_null(stamp);
    library_close(&library);
}

static void
a_new_index_is_noticed(void **state)
{
    struct library library;
    char old[120];
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    assert_true(store_is_current(library.reader));
    snprintf(old, sizeof old, "%s.old", library.index);
    assert_int_equal(rename(library.index, old), 0);
    assert_false(store_is_current(library.reader));
    library_must(&library, store_export(library.writer, library.index, &library.err));
    assert_false(store_is_current(library.reader));
    assert_string_equal(library_find(&library, "fathers"), "guide:1");
    library_close(&library);
}

/* ---- odd text ---- */

static void
hostile_text_is_kept_and_searched(void **state)
{
    struct library library;
    struct buf many = BUF_INIT(1 << 20);
    (void)state;
    for (int i = 0; i < 70000; i++)
        buf_add_text(&many, "a ");
    struct doc doc = { .key = "k\"';--",
                       .title = "\"quoted\" {title} : (x) NEAR(a b)",
                       .org = "Line\nbreak\xC2\xA0Org",
                       .pages = { "bad \xFF\xC3 bytes \x01"
                                  "e \x02 father",
                                  "'; DROP TABLE t; --", many.data, "", "|",
                                  "^*+\"\"\"" } };
    library_open(&library);
    library_fill(&library, &doc, 1);
    assert_string_equal(library_find(&library, "bytes father"), "k\"';--:1");
    assert_string_equal(library_find(&library, "drop"), "k\"';--:2");
    assert_string_equal(library_find(&library, "title:near"), "k\"';--:about");
    library_find(&library, "org:\"break org\"");
    assert_int_equal(library.hits.publications, 1);
    library_must(&library, store_begin(library.writer, &library.err));
    library_must(&library, store_forget(library.writer, "k\"';--", &library.err));
    library_must(&library, store_commit(library.writer, &library.err));
    library_publish(&library);
    assert_string_equal(library_find(&library, "bytes"), "");
    buf_free(&many);
    library_close(&library);
}

static void
hostile_tokens_of_a_query_find_nothing_and_break_nothing(void **state)
{
    static const char *const tokens[] = { "\"",
                                          "a\" OR \"b",
                                          "",
                                          " ",
                                          "a b",
                                          "\x01",
                                          "\x01"
                                          "e",
                                          "\x02",
                                          "*",
                                          "fathers\" ",
                                          "(",
                                          "NEAR(",
                                          "\x01"
                                          "e\"x",
                                          "\xFF\xFE" };
    struct library library;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    for (size_t i = 0; i < sizeof tokens / sizeof tokens[0]; i++) {
        const struct query_form forms[] = {
            { .token = tokens[i] },
            { .token = "fathers" },
            { .token = tokens[i], .lang = lang_find("en"), .stem = tokens[i] }
        };
        const struct query concept = { .op = QUERY_CONCEPT,
                                       .weight = 1,
                                       .typed = tokens[i],
                                       .surface = tokens[i],
                                       .forms = forms,
                                       .form_count = 3 };
        library.want.query = &concept;
        library.want.filter = &library.filter;
        library_must(&library, store_match(library.reader, &library.want, library.arena,
                                           &library.hits, &library.err));
        assert_int_equal(library.hits.publications, 1);
    }
    library_close(&library);
}

/* ---- time ---- */

static void
a_search_that_takes_too_long_gives_what_it_has(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_must(&library, store_begin(library.writer, &library.err));
    for (int i = 0; i < 600; i++) {
        char key[20];
        snprintf(key, sizeof key, "%03d", i);
        struct doc doc = { .key = key,
                           .pages = { "the of and a to", "the of and a to",
                                      "the of and a to", "the of and a to" } };
        library_put(&library, &doc);
    }
    library_must(&library, store_commit(library.writer, &library.err));
    library_publish(&library);
    library_find(&library, "the OR of OR and OR a OR to");
    assert_true(library.hits.complete && library.hits.exact);
    assert_int_equal(library.hits.pages, 2400);
    assert_string_equal(library.hits.note, "");
    library.want.deadline_ms = 1;
    for (int i = 0; i < 50 && library.hits.complete; i++)
        library_find(&library, "the of and a to OR the OR of OR and OR a OR to");
    if (!library.hits.complete) { /* a very fast machine may be done in time */
        assert_false(library.hits.exact);
        assert_true(library.hits.note[0] != '\0');
    }
    library.want.deadline_ms = 0;
    library_find(&library, "the OR of");
    assert_int_equal(library.hits.pages, 2400);
    library_close(&library);
}

/* ---- files that are not what they should be ---- */

static void
is_refused(const char *path, enum error_kind kind, const char *text)
{
    struct store *store;
    struct error err = ERROR_INIT;
    assert_false(store_open(path, &store, &err));
    assert_int_equal(err.kind, kind);
    if (strstr(err.text, text) == NULL)
        fail_msg("'%s' does not say '%s'", err.text, text);
    assert_non_null(strstr(err.text, "hint: "));
}

static void
overwrite(const char *path, long offset, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, offset, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void
what_is_no_index_is_refused_with_a_hint(void **state)
{
    struct library library;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    is_refused("/nonexistent/index", ERROR_MISSING, "no index at '/nonexistent/index'");
    is_refused(library.folder, ERROR_MISSING, "is not a file");
    is_refused("xapian:/var/lib/x", ERROR_MISSING, "no engine is called 'xapian'");
    is_refused("xapian+tcp://a:1", ERROR_MISSING, "no engine is called 'xapian+tcp'");
    overwrite(library.index, 60, "\0\0\0\x63", 4);
    is_refused(library.index, ERROR_STORE, "newer stepwell");
    overwrite(library.index, 60, "\0\0\0\0", 4);
    is_refused(library.index, ERROR_STORE, "older stepwell");
    overwrite(library.index, 0, "SQLite", 6);
    overwrite(library.index, 68, "ABCD", 4);
    is_refused(library.index, ERROR_STORE, "not an index");
    assert_int_equal(truncate(library.index, 20), 0);
    is_refused(library.index, ERROR_STORE, "not an index");
    assert_int_equal(truncate(library.index, 0), 0);
    is_refused(library.index, ERROR_STORE, "not an index");
    library_close(&library);
}

static void
change_with_sql(const char *path, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void
an_index_with_views_or_other_words_is_refused(void **state)
{
    struct library library;
    struct store *store;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    change_with_sql(library.index, "UPDATE meta SET value=99 WHERE key='tokens_version'");
    is_refused(library.index, ERROR_STORE, "words of another version");
    change_with_sql(library.index, "UPDATE meta SET value=1 WHERE key='tokens_version';"
                                   "CREATE VIEW v AS SELECT 1");
    assert_false(store_open(library.index, &store, &library.err));
    assert_int_equal(library.err.kind, ERROR_STORE);
    library_close(&library);
}

static void
a_scheme_can_name_the_built_in_engine(void **state)
{
    struct library library;
    struct store *store;
    char url[128];
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    snprintf(url, sizeof url, "fts5:%s", library.index);
    library_must(&library, store_open(url, &store, &library.err));
    store_close(store);
    library_close(&library);
}

static void
an_old_or_damaged_work_file_is_made_anew(void **state)
{
    struct library library;
    bool rebuilt = false;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    store_close(library.writer);
    overwrite(library.work, 60, "\0\0\0\0", 4);
    library_must(&library,
                 store_open_work(library.work, &library.writer, &rebuilt, &library.err));
    assert_true(rebuilt);
    library_publish(&library);
    assert_string_equal(library_find(&library, "fathers"), "");
    library_close(&library);
}

static void
two_writers_do_not_meet(void **state)
{
    struct library library;
    struct store *second;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    assert_false(store_open_work(library.work, &second, NULL, &library.err));
    assert_int_equal(library.err.kind, ERROR_BUSY);
    library_close(&library);
}

static void
search_damaged(struct library *library, struct store *store)
{
    struct query_scope scope;
    struct error err = ERROR_INIT;
    bool cut;
    store_scope(store, &scope);
    library->want.query = query_parse("fathers moth* -x", 16, &scope, library->tokens,
                                      library->arena, &library->filter, &cut);
    library->want.filter = &library->filter;
    library->want.facets = library->want.explain = true;
    if (!store_match(store, &library->want, library->arena, &library->hits, &err))
        return;
    for (size_t i = 0; i < library->hits.group_count; i++) {
        struct publication publication;
        store_publication(store, library->hits.groups[i].publication, library->arena,
                          &publication, &err);
    }
}

static char *
read_file(const char *path, size_t *length)
{
    struct stat status;
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &status), 0);
    char *bytes = malloc((size_t)status.st_size);
    *length = fread(bytes, 1, (size_t)status.st_size, file);
    fclose(file);
    return bytes;
}

static void
write_file(const char *path, const char *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

static void
an_index_with_bytes_changed_is_refused_or_searched(void **state)
{
    struct library library;
    size_t length;
    (void)state;
    library_open(&library);
    library_fill(&library, &guide, 1);
    char *good = read_file(library.index, &length);
    random_state = 3;
    for (int i = 0; i < 300; i++) {
        struct store *store;
        struct error err = ERROR_INIT;
        char *bad = malloc(length);
        memcpy(bad, good, length);
        for (int j = 0; j < 60; j++)
            bad[100 + random_below((uint32_t)length - 100)] = (char)random_below(256);
        write_file(library.index, bad, length);
        free(bad);
        if (!store_open(library.index, &store, &err))
            continue;
        search_damaged(&library, store);
        store_close(store);
    }
    free(good);
    library_close(&library);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_changes_give_what_a_fresh_build_gives),
        cmocka_unit_test(what_is_forgotten_leaves_no_trace),
        cmocka_unit_test(without_commit_nothing_happened),
        cmocka_unit_test(export_wants_a_commit),
        cmocka_unit_test(stamps_and_keys_are_remembered),
        cmocka_unit_test(a_new_index_is_noticed),
        cmocka_unit_test(hostile_text_is_kept_and_searched),
        cmocka_unit_test(hostile_tokens_of_a_query_find_nothing_and_break_nothing),
        cmocka_unit_test(a_search_that_takes_too_long_gives_what_it_has),
        cmocka_unit_test(what_is_no_index_is_refused_with_a_hint),
        cmocka_unit_test(an_index_with_views_or_other_words_is_refused),
        cmocka_unit_test(a_scheme_can_name_the_built_in_engine),
        cmocka_unit_test(an_old_or_damaged_work_file_is_made_anew),
        cmocka_unit_test(two_writers_do_not_meet),
        cmocka_unit_test(an_index_with_bytes_changed_is_refused_or_searched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
