/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON writer: commas, escapes, and numbers that JSON does not have. */
#include "check.h"

#include "json.h"

#include <math.h>

static void
commas_stand_between_values_only(void **state)
{
    (void)state;
    struct buf buf = BUF_INIT(1000);
    struct json json = JSON_INIT(&buf);
    json_open(&json, NULL, '{');
    json_integer(&json, "a", -5);
    json_open(&json, "b", '[');
    json_close(&json, ']');
    json_open(&json, "c", '[');
    json_bool(&json, NULL, true);
    json_null(&json, NULL);
    json_open(&json, NULL, '{');
    json_close(&json, '}');
    json_number(&json, NULL, 1.5, 2);
    json_close(&json, ']');
    json_string_or_null(&json, "d", "");
    json_close(&json, '}');
    assert_string_equal(buf.data,
                        "{\"a\":-5,\"b\":[],\"c\":[true,null,{},1.50],\"d\":null}");
    buf_free(&buf);
}

static void
check_written(const char *text, size_t length, const char *written)
{
    struct buf buf = BUF_INIT(1000);
    struct json json = JSON_INIT(&buf);
    json_text(&json, NULL, text, length);
    assert_string_equal(buf.data, written);
    buf_free(&buf);
}

static void
strings_are_escaped(void **state)
{
    (void)state;
    check_written("\"\\\b\f\n\r\t", 7, "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
    check_written("a\0b\x1F\x7F", 5, "\"a\\u0000b\\u001f\\u007f\"");
    check_written("</script>", 9, "\"\\u003c/script>\"");
    check_written("\xE2\x80\xA8\xE2\x80\xA9", 6, "\"\\u2028\\u2029\"");
    check_written("șї中", strlen("șї中"), "\"șї中\"");
}

static void
broken_utf8_becomes_replacement_characters(void **state)
{
    (void)state;
    check_written("a\xC3", 2, "\"a\xEF\xBF\xBD\"");
    check_written("\xED\xA0\x80", 3, "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void
what_is_no_number_is_null(void **state)
{
    (void)state;
    struct buf buf = BUF_INIT(1000);
    struct json json = JSON_INIT(&buf);
    json_open(&json, NULL, '[');
    json_number(&json, NULL, (double)NAN, 1);
    json_number(&json, NULL, (double)INFINITY, 1);
    json_close(&json, ']');
    assert_string_equal(buf.data, "[null,null]");
    buf_free(&buf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_stand_between_values_only),
        cmocka_unit_test(strings_are_escaped),
        cmocka_unit_test(broken_utf8_becomes_replacement_characters),
        cmocka_unit_test(what_is_no_number_is_null),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
