/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML and HTML as events: balance, skipping, entities that are never expanded, depth. */
#include "check.h"

#include "base/buf.h"
#include "base/limits.h"
#include "extract/markup/markup.h"

enum { TAG_A = 1, TAG_B, TAG_SKIPPED, TAG_STOP };

static const struct markup_word words[] = {
    { "a", TAG_A },
    { "b", TAG_B },
    { "skipped", TAG_SKIPPED },
    { "stop", TAG_STOP },
};

struct heard {
    struct buf text;
    int open, most;
};

static enum markup_step
start_heard(void *context, int tag, const struct markup_element *element)
{
    struct heard *heard = context;
    struct markup_text id = markup_attribute(element, NULL, "id");
    if (tag == TAG_SKIPPED)
        return MARKUP_SKIP;
    if (tag == TAG_STOP)
        return MARKUP_STOP;
    heard->open++;
    if (heard->open > heard->most)
        heard->most = heard->open;
    buf_format(&heard->text, "<%d", tag);
    if (id.text)
        buf_format(&heard->text, " %.*s", (int)id.length, id.text);
    buf_add_text(&heard->text, ">");
    return MARKUP_ENTER;
}

static void
end_heard(void *context, int tag)
{
    struct heard *heard = context;
    assert_true(heard->open > 0);
    heard->open--;
    buf_format(&heard->text, "</%d>", tag);
}

static void
text_heard(void *context, const char *text, size_t length)
{
    struct heard *heard = context;
    buf_add(&heard->text, text, length);
}

static struct markup_result
hear(struct heard *heard, const char *text, size_t length, bool html)
{
    struct markup_reader reader = { words, 4, start_heard, end_heard, text_heard, heard };
    struct markup_result result;
    *heard = (struct heard) { .text = BUF_INIT(64 * 1024 * 1024) };
    if (html)
        markup_read_html(&reader, text, length, &result);
    else
        markup_read_xml(&reader, text, length, &result);
    assert_int_equal(heard->open, 0);
    return result;
}

static void
assert_heard(const char *text, bool html, const char *expected)
{
    struct heard heard;
    hear(&heard, text, strlen(text), html);
    assert_string_equal(heard.text.data, expected);
    buf_free(&heard.text);
}

static void
elements_come_by_local_name_whatever_the_prefix(void **state)
{
    (void)state;
    assert_heard("<x:a xmlns:x='u' id='1'>t<b/>&amp;&#233;<other>z</other></x:a>", false,
                 "<1 1>t<2></2>&\xC3\xA9<0>z</0></1>");
}

static void
a_skipped_element_takes_its_content_along(void **state)
{
    (void)state;
    assert_heard("<a>1<skipped>2<b>3</b></skipped>4</a>", false, "<1>14</1>");
    assert_heard("<a>1<b>2<stop/>3</b></a>", false, "<1>1<2>2</2></1>");
}

static void
attributes_are_told_apart_by_namespace(void **state)
{
    (void)state;
    assert_heard("<a xmlns:r='http://x/relationships' r:id='rId2' n='2'/>", false,
                 "<1 rId2></1>");
}

static void
entities_contribute_nothing(void **state)
{
    (void)state;
    assert_heard("<!DOCTYPE a [<!ENTITY l 'ha'><!ENTITY m '&l;&l;'>"
                 "<!ENTITY f SYSTEM 'file:///etc/passwd'>]><a id='&l;'>[&m;][&f;]</a>",
                 false, "<1 >[][]</1>");
}

static void
a_document_that_breaks_off_still_ends_its_elements(void **state)
{
    struct heard heard;
    (void)state;
    struct markup_result result = hear(&heard, "<a>one<b>two", 12, false);
    assert_true(result.damaged);
    assert_string_equal(heard.text.data, "<1>one<2>two</2></1>");
    buf_free(&heard.text);
}

static char *
nested(const char *tag, size_t count, size_t *length)
{
    size_t bytes = strlen(tag);
    char *text = malloc(count * bytes + 5);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * bytes, tag, bytes);
    memcpy(text + count * bytes, "deep", 5);
    *length = count * bytes + 4;
    return text;
}

static void
deep_xml_is_told_and_stops(void **state)
{
    struct heard heard;
    size_t length;
    char *text = nested("<a>", 100000, &length);
    (void)state;
    assert_true(hear(&heard, text, length, false).too_deep);
    assert_true(heard.most <= LIMIT_MARKUP_DEPTH + 8);
    buf_free(&heard.text);
    free(text);
}

static void
deep_html_keeps_its_text(void **state)
{
    struct heard heard;
    size_t length;
    char *text = nested("<div>", 50000, &length);
    (void)state;
    assert_true(hear(&heard, text, length, true).too_deep);
    assert_true(heard.most <= LIMIT_MARKUP_DEPTH + 8);
    assert_non_null(strstr(heard.text.data, "deep"));
    buf_free(&heard.text);
    free(text);
}

static void
html_without_end_tags_is_balanced(void **state)
{
    (void)state;
    assert_heard("<a id=x>one<b>two &eacute;", true, "<1 x>one<2>two \xC3\xA9</2></1>");
    assert_heard("<b>1</b></b></i><b", true, "<2>1</2><2></2>");
}

static void
nothing_gives_nothing(void **state)
{
    (void)state;
    assert_heard("", true, "");
    assert_heard("", false, "");
    assert_heard("   ", false, "");
}

static void
numbers_are_read_as_far_as_they_go(void **state)
{
    (void)state;
    assert_int_equal(markup_text_number((struct markup_text) { "42", 2 }, 7), 42);
    assert_int_equal(markup_text_number((struct markup_text) { "-1x", 3 }, 7), -1);
    assert_int_equal(markup_text_number((struct markup_text) { "x", 1 }, 7), 7);
    assert_int_equal(markup_text_number((struct markup_text) { NULL, 0 }, 7), 7);
    assert_int_equal(markup_text_number((struct markup_text) { "-", 1 }, 7), 7);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_come_by_local_name_whatever_the_prefix),
        cmocka_unit_test(a_skipped_element_takes_its_content_along),
        cmocka_unit_test(attributes_are_told_apart_by_namespace),
        cmocka_unit_test(entities_contribute_nothing),
        cmocka_unit_test(a_document_that_breaks_off_still_ends_its_elements),
        cmocka_unit_test(deep_xml_is_told_and_stops),
        cmocka_unit_test(deep_html_keeps_its_text),
        cmocka_unit_test(html_without_end_tags_is_balanced),
        cmocka_unit_test(nothing_gives_nothing),
        cmocka_unit_test(numbers_are_read_as_far_as_they_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
