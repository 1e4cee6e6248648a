/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests in SCGI and FastCGI: whole, in pieces, refused, and the records of an answer. */
#include "check.h"

#include "base/limits.h"
#include "gateway/fastcgi.h"
#include "gateway/scgi.h"

static struct arena *arena;
static struct gateway_call call;
static struct fastcgi records;
static struct buf in, out;

#define SCGI(text) scgi_parse(text, sizeof(text) - 1, arena, &call)

static void
an_scgi_request_is_read(void **state)
{
    (void)state;
    static const char text[] = "64:CONTENT_LENGTH\0000\0SCGI\0001\0REQUEST_METHOD\0GET\0"
                               "QUERY_STRING\0q=a%20b\0,rest";
    for (size_t length = 0; length < 68; length++)
        assert_int_equal(scgi_parse(text, length, arena, &call), SCGI_MORE);
    assert_int_equal(SCGI(text), SCGI_REQUEST);
    assert_string_equal(call.method, "GET");
    assert_string_equal(call.query, "q=a%20b");
    assert_int_equal(call.query_length, 7);
    assert_null(call.origin);
}

static void
an_scgi_request_without_a_query_has_an_empty_one(void **state)
{
    (void)state;
    assert_int_equal(SCGI("19:REQUEST_METHOD\0GET\0,"), SCGI_REQUEST);
    assert_string_equal(call.query, "");
    assert_int_equal(call.query_length, 0);
}

static void
scgi_that_lies_about_its_length_is_broken(void **state)
{
    (void)state;
    assert_int_equal(SCGI(":a\0b\0,"), SCGI_BROKEN);
    assert_int_equal(SCGI("0:,"), SCGI_BROKEN);
    assert_int_equal(SCGI("-4:a\0b\0,"), SCGI_BROKEN);
    assert_int_equal(SCGI("04:a\0b\0,"), SCGI_BROKEN);
    assert_int_equal(SCGI("4:a\0b\0x"), SCGI_BROKEN);
    assert_int_equal(SCGI("3:a\0b,"), SCGI_BROKEN);
    assert_int_equal(SCGI("2:a\0,"), SCGI_BROKEN);
    assert_int_equal(SCGI("18446744073709551617:a"), SCGI_BROKEN);
    assert_int_equal(SCGI("131073:"), SCGI_BROKEN);
    assert_int_equal(SCGI("131072:"), SCGI_MORE);
}

static void
the_first_of_two_variables_counts(void **state)
{
    (void)state;
    assert_int_equal(SCGI("34:QUERY_STRING\0q=a\0QUERY_STRING\0q=b\0,"), SCGI_REQUEST);
    assert_string_equal(call.query, "q=a");
}

/* ---- FastCGI ---- */

static void
put(unsigned type, unsigned request, const void *content, size_t length, size_t padding)
{
    const char header[] = { 1,
                            (char)type,
                            (char)(request >> 8),
                            (char)request,
                            (char)(length >> 8),
                            (char)length,
                            (char)padding,
                            0 };
    buf_add(&in, header, sizeof header);
    buf_add(&in, content, length);
    for (size_t i = 0; i < padding; i++)
        buf_add_char(&in, 'x');
}

static void
put_begin(unsigned request, char role, char flags)
{
    const char body[8] = { 0, role, flags };
    put(1, request, body, sizeof body, 0);
}

static enum fastcgi_state
read_all(void)
{
    enum fastcgi_state result = FASTCGI_MORE;
    size_t used = 1, done = 0;
    while (result == FASTCGI_MORE && used > 0) {
        result = fastcgi_read(&records, in.data + done, in.length - done, &used, &out);
        done += used;
    }
    buf_reset(&in);
    return result;
}

/* The type, request and length of the record of the answer at this place. */
static void
assert_record(size_t at, unsigned type, unsigned request, size_t length)
{
    const unsigned char *header = (const unsigned char *)out.data + at;
    assert_in_range(out.length, at + 8, 1 << 20);
    assert_int_equal(header[0], 1);
    assert_int_equal(header[1], type);
    assert_int_equal(header[2] << 8 | header[3], request);
    assert_int_equal(header[4] << 8 | header[5], length);
}

static const char params[] = "\016\003REQUEST_METHODGET"
                             "\014\200\000\000\004QUERY_STRINGq=ab";

static int
begin_again(void **state)
{
    (void)state;
    fastcgi_free(&records);
    records = (struct fastcgi)FASTCGI_INIT(3);
    buf_reset(&in);
    buf_reset(&out);
    return 0;
}

static void
a_fastcgi_request_is_read_and_answered(void **state)
{
    (void)state;
    put_begin(258, 1, 0);
    put(4, 258, params, 7, 1);
    put(4, 258, params + 7, sizeof params - 8, 0);
    put(4, 258, "", 0, 0);
    assert_int_equal(read_all(), FASTCGI_MORE);
    put(5, 258, "body", 4, 4);
    put(5, 258, "", 0, 0);
    assert_int_equal(read_all(), FASTCGI_REQUEST);
    assert_true(fastcgi_call(&records, arena, &call));
    assert_string_equal(call.method, "GET");
    assert_string_equal(call.query, "q=ab");
    assert_false(records.keep);
    struct buf text = BUF_INIT(100000);
    for (int i = 0; i < 65530; i++)
        buf_add_char(&text, 'a');
    fastcgi_write(&records, &text, &out);
    buf_free(&text);
    assert_record(0, 6, 258, 65528);
    assert_record(65536, 6, 258, 2);
    assert_record(65552, 6, 258, 0);
    assert_record(65560, 3, 258, 8);
    assert_int_equal(out.length, 65576);
}

static void
a_kept_connection_takes_another_request(void **state)
{
    (void)state;
    struct buf text = BUF_INIT(100);
    for (int i = 0; i < 2; i++) {
        put_begin(1, 1, 1);
        put(4, 1, params, sizeof params - 1, 0);
        put(4, 1, "", 0, 0);
        put(5, 1, "", 0, 0);
        assert_int_equal(read_all(), FASTCGI_REQUEST);
        assert_true(records.keep);
        assert_true(fastcgi_call(&records, arena, &call));
        fastcgi_write(&records, &text, &out);
    }
}

static void
values_are_told_when_asked(void **state)
{
    (void)state;
    put(9, 0, "\016\000FCGI_MAX_CONNS\017\000FCGI_MPXS_CONNS\001\001ab", 37, 0);
    assert_int_equal(read_all(), FASTCGI_MORE);
    assert_record(0, 10, 0, 35);
    assert_memory_equal(out.data + 8, "\016\001FCGI_MAX_CONNS3\017\001FCGI_MPXS_CONNS0",
                        35);
    buf_reset(&out);
    put(99, 0, "", 0, 0);
    assert_int_equal(read_all(), FASTCGI_MORE);
    assert_record(0, 11, 0, 8);
    assert_int_equal(out.data[8], 99);
}

static void
an_aborted_request_is_ended(void **state)
{
    (void)state;
    put_begin(1, 1, 1);
    put(2, 1, "", 0, 0);
    assert_int_equal(read_all(), FASTCGI_DONE);
    assert_record(0, 3, 1, 8);
    assert_int_equal(out.data[12], 0);
    assert_int_equal(records.request, 0);
}

static void
a_second_request_and_another_role_are_refused(void **state)
{
    (void)state;
    put_begin(1, 1, 0);
    put_begin(2, 1, 0);
    assert_int_equal(read_all(), FASTCGI_MORE);
    assert_record(0, 3, 2, 8);
    assert_int_equal(out.data[12], 1);
    assert_int_equal(records.request, 1);
    begin_again(state);
    put_begin(1, 2, 0);
    assert_int_equal(read_all(), FASTCGI_DONE);
    assert_record(0, 3, 1, 8);
    assert_int_equal(out.data[12], 3);
}

static void
records_of_nobody_are_passed_over(void **state)
{
    (void)state;
    put(4, 7, params, sizeof params - 1, 0);
    put(5, 7, "", 0, 0);
    put(2, 7, "", 0, 0);
    assert_int_equal(read_all(), FASTCGI_MORE);
    assert_int_equal(out.length, 0);
}

static void
too_much_is_broken(void **state)
{
    (void)state;
    static char block[60000];
    put_begin(1, 1, 0);
    put(4, 1, block, sizeof block, 0);
    put(4, 1, block, sizeof block, 0);
    put(4, 1, block, sizeof block, 0);
    assert_int_equal(read_all(), FASTCGI_BROKEN);
    begin_again(state);
    put(1, 1, "\0\1", 2, 0);
    assert_int_equal(read_all(), FASTCGI_BROKEN);
    begin_again(state);
    buf_add_text(&in, "GET / HTTP/1.1\r\n");
    assert_int_equal(read_all(), FASTCGI_BROKEN);
}

static void
a_large_body_is_not_waited_for(void **state)
{
    (void)state;
    static char block[60000];
    put_begin(1, 1, 1);
    put(4, 1, "", 0, 0);
    put(5, 1, block, sizeof block, 0);
    put(5, 1, block, sizeof block, 0);
    assert_int_equal(read_all(), FASTCGI_REQUEST);
    assert_false(records.keep);
}

static void
variables_that_lie_about_their_length_are_broken(void **state)
{
    (void)state;
    static const char *const lies[] = { "\016\003REQUEST_METHODGE", "\200", "\016",
                                        "\377\377\377\377\001a",
                                        "\001\377\377\377\377a" };
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        begin_again(state);
        put_begin(1, 1, 0);
        put(4, 1, lies[i], strlen(lies[i]), 0);
        put(4, 1, "", 0, 0);
        put(5, 1, "", 0, 0);
        assert_int_equal(read_all(), FASTCGI_REQUEST);
        assert_false(fastcgi_call(&records, arena, &call));
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_scgi_request_is_read),
        cmocka_unit_test(an_scgi_request_without_a_query_has_an_empty_one),
        cmocka_unit_test(scgi_that_lies_about_its_length_is_broken),
        cmocka_unit_test(the_first_of_two_variables_counts),
        cmocka_unit_test_setup(a_fastcgi_request_is_read_and_answered, begin_again),
        cmocka_unit_test_setup(a_kept_connection_takes_another_request, begin_again),
        cmocka_unit_test_setup(values_are_told_when_asked, begin_again),
        cmocka_unit_test_setup(an_aborted_request_is_ended, begin_again),
        cmocka_unit_test_setup(a_second_request_and_another_role_are_refused,
                               begin_again),
        cmocka_unit_test_setup(records_of_nobody_are_passed_over, begin_again),
        cmocka_unit_test_setup(too_much_is_broken, begin_again),
        cmocka_unit_test_setup(a_large_body_is_not_waited_for, begin_again),
        cmocka_unit_test_setup(variables_that_lie_about_their_length_are_broken,
                               begin_again),
    };
    arena = arena_new();
    in.limit = out.limit = 1 << 20;
    in.data = out.data = buf_nothing;
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fastcgi_free(&records);
    buf_free(&in);
    buf_free(&out);
    arena_free(arena);
    return failed;
}
