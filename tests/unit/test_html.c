/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writers for HTML: nothing foreign becomes markup, in no context. */
#include "check.h"

#include "html.h"

static void
expect(void (*write)(struct buf *, const char *), const char *in, const char *out)
{
    struct buf buf = BUF_INIT(10000);
    write(&buf, in);
    assert_string_equal(buf.data, out);
    buf_free(&buf);
}

static void
text_is_escaped(void **state)
{
    (void)state;
    expect(html_string, "a < b & \"c\" > 'd'",
           "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
    expect(html_string, "</script><script>", "&lt;/script&gt;&lt;script&gt;");
    expect(html_string, "Română українська", "Română українська");
}

static void
broken_text_becomes_replacement_characters(void **state)
{
    (void)state;
    expect(html_string,
           "a\xFF"
           "b\xC3",
           "a\xEF\xBF\xBD"
           "b\xEF\xBF\xBD");
    expect(html_string, "bell\a escape\033[31m", "bell  escape [31m");
    struct buf buf = BUF_INIT(100);
    html_text(&buf, "a\0b", 3);
    assert_int_equal(buf.length, 3);
    assert_string_equal(buf.data, "a b");
    buf_free(&buf);
}

static void
an_attribute_cannot_be_left(void **state)
{
    (void)state;
    struct buf buf = BUF_INIT(1000);
    html_attribute(&buf, "value", "\" onclick=\"alert(1)");
    assert_string_equal(buf.data, " value=\"&quot; onclick=&quot;alert(1)\"");
    buf_free(&buf);
}

static void
a_query_value_is_form_encoded(void **state)
{
    (void)state;
    expect(html_url_query, "father & \"mother\"+1", "father+%26+%22mother%22%2B1");
    expect(html_url_query, "тато", "%D1%82%D0%B0%D1%82%D0%BE");
    expect(html_url_query, "a-b_c.d*", "a-b_c.d*");
}

static void
only_web_addresses_become_links(void **state)
{
    (void)state;
    assert_true(html_is_web_url("https://example.org/a"));
    assert_true(html_is_web_url("HTTP://[::1]/"));
    assert_false(html_is_web_url("javascript:alert(1)"));
    assert_false(html_is_web_url(" https://example.org/"));
    assert_false(html_is_web_url("https:///etc/passwd"));
    assert_false(html_is_web_url("data:text/html,x"));
    assert_false(html_is_web_url(""));
    struct buf buf = BUF_INIT(1000);
    assert_false(html_href(&buf, "javascript:alert(1)"));
    assert_int_equal(buf.length, 0);
    assert_true(html_href(&buf, "https://example.org/a b\"><script>?x=1&y=%20#page=6"));
    assert_string_equal(buf.data,
                        " href=\"https://example.org/a%20b%22%3E%3Cscript%3E?x=1&amp;"
                        "y=%20#page=6\"");
    buf_free(&buf);
}

static void
part_of_an_address_keeps_unreserved_characters_only(void **state)
{
    (void)state;
    struct buf buf = BUF_INIT(1000);
    html_url_part(&buf, "a b&c#d~é", strlen("a b&c#d~é"));
    assert_string_equal(buf.data, "a%20b%26c%23d~%C3%A9");
    buf_free(&buf);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(broken_text_becomes_replacement_characters),
        cmocka_unit_test(an_attribute_cannot_be_left),
        cmocka_unit_test(a_query_value_is_form_encoded),
        cmocka_unit_test(only_web_addresses_become_links),
        cmocka_unit_test(part_of_an_address_keeps_unreserved_characters_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
