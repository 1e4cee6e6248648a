/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/pack.h"

static void
text_comes_back_as_it_was(void **state)
{
    struct buf packed = BUF_INIT(10000), text = BUF_INIT(10000);
    struct error err = ERROR_INIT;
    (void)state;
    char page[5000];
    memset(page, 'x', sizeof page);
    pack_add(&packed, page, sizeof page);
    assert_true(packed.length < 100);
    assert_true(pack_open(NULL, &text, packed.data, packed.length, &err));
    assert_int_equal(text.length, sizeof page);
    assert_memory_equal(text.data, page, sizeof page);
    buf_free(&packed);
    buf_free(&text);
}

static void
nothing_is_text_too(void **state)
{
    struct buf packed = BUF_INIT(100), text = BUF_INIT(100);
    struct error err = ERROR_INIT;
    (void)state;
    pack_add(&packed, "", 0);
    assert_true(packed.length > 0);
    assert_true(pack_open(NULL, &text, packed.data, packed.length, &err));
    assert_int_equal(text.length, 0);
    buf_free(&packed);
    buf_free(&text);
}

static void
what_is_too_large_or_damaged_is_refused(void **state)
{
    struct buf packed = BUF_INIT(10000), text = BUF_INIT(4999);
    struct error err = ERROR_INIT;
    char page[5000] = "page";
    (void)state;
    pack_add(&packed, page, sizeof page);
    assert_false(pack_open(NULL, &text, packed.data, packed.length, &err));
    assert_int_equal(err.kind, ERROR_STORE);
    text.limit = 10000;
    assert_false(pack_open(NULL, &text, packed.data, packed.length - 1, &err));
    assert_false(pack_open(NULL, &text, "garbage", 7, &err));
    assert_false(pack_open(NULL, &text, "", 0, &err));
    buf_free(&packed);
    buf_free(&text);
}

static void
a_reader_reads_on_after_what_was_damaged(void **state)
{
    struct buf packed = BUF_INIT(10000), text = BUF_INIT(10000);
    struct error err = ERROR_INIT;
    struct pack_reader *reader = pack_reader_new();
    (void)state;
    pack_add(&packed, "one page", 8);
    assert_true(pack_open(reader, &text, packed.data, packed.length, &err));
    assert_false(pack_open(reader, &text, packed.data, packed.length - 1, &err));
    assert_true(pack_open(reader, &text, packed.data, packed.length, &err));
    assert_string_equal(text.data, "one pageone page");
    pack_reader_free(reader);
    buf_free(&packed);
    buf_free(&text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_comes_back_as_it_was),
        cmocka_unit_test(nothing_is_text_too),
        cmocka_unit_test(a_reader_reads_on_after_what_was_damaged),
        cmocka_unit_test(what_is_too_large_or_damaged_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
