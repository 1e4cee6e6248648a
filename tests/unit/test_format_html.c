/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: what is text and what is furniture, units and anchors, rows, metadata. */
#include "fixture_extract.h"

static void
read_html(struct taken *taken, const char *html)
{
    struct format_failure failure;
    assert_true(taken_from(taken, format_html_extract, html, strlen(html), &failure));
}

static void
assert_html(const char *html, const char *expected)
{
    struct taken taken;
    read_html(&taken, html);
    const char *units = strchr(taken.text.data, '\n') + 1;
    assert_string_equal(units, expected);
    taken_free(&taken);
}

static void
a_fragment_without_a_head_is_a_page(void **state)
{
    (void)state;
    assert_html("Some <b>bo</b>ld <i>words</i>\n and   more<p>Next",
                "unit 1 section= anchor= lang=\n"
                "- Some bold words and more\n- Next\n");
    assert_html("", "");
}

static void
the_head_gives_title_author_language_and_year(void **state)
{
    struct taken taken;
    (void)state;
    read_html(&taken,
              "<!DOCTYPE html><html lang='pt_BR'><head><title>Guia\n dos pais</title>"
              "<meta name=Author content='Ana Lima'>"
              "<meta property='article:published_time' content='2019-05-02T10:00'>"
              "</head><body><p>Texto</p></body></html>");
    assert_has(&taken, "document html pages=0 title=Guia dos pais author=Ana Lima "
                       "lang=pt-BR year=2019\n");
    assert_has(&taken, "lang=pt_BR\n- Texto\n");
    taken_free(&taken);
}

static void
furniture_is_dropped(void **state)
{
    (void)state;
    assert_html(
        "<nav>n</nav><header>logo<h1>Name</h1></header><script>if (a<b) c();</script>"
        "<style>p{}</style><noscript>n</noscript><template>t</template>"
        "<div hidden>h</div><p style='display:none'>d</p><p aria-hidden=true>x</p>"
        "<div role=navigation>r</div><p>Kept</p><aside>a</aside><footer>f</footer>"
        "<select><option>o</select><?php echo '<p>no</p>'; ?><!-- c -->",
        "unit 1 section=Name anchor= lang=\nh1 Name\n- Kept\n");
}

static void
headers_and_asides_of_an_article_stay(void **state)
{
    (void)state;
    assert_html(
        "<article><header>By Ana</header><p>Text</p><aside>Note</aside></article>",
        "unit 1 section= anchor= lang=\n- By Ana\n- Text\n- Note\n");
}

static void
menus_go_and_links_in_sentences_stay(void **state)
{
    (void)state;
    assert_html(
        "<ul><li><a href=1>Home</a><li><a href=2>News</a><li><a href=3>Contact</a></ul>"
        "<div><a href=1>One</a> | <a href=2>Two</a> | <a href=3>Three</a></div>"
        "<p>Read <a href=4>the guide</a>, <a href=5>the book</a> and <a href=6>the "
        "film</a> about a father and his little daughter.</p>",
        "unit 1 section= anchor= lang=\n- Read the guide, the book and the film about a "
        "father and his little daughter.\n");
    assert_html(
        "<main><ul><li><a href=1>Home</a><li><a href=2>News</a><li><a href=3>Contact"
        "</a></ul></main>",
        "unit 1 section= anchor= lang=\n* Home\n* News\n* Contact\n");
}

static void
a_page_of_nothing_but_furniture_is_read_after_all(void **state)
{
    (void)state;
    assert_html(
        "<ul><li><a href=1>Home</a><li><a href=2>News</a><li><a href=3>Contact</a></ul>",
        "unit 1 section= anchor= lang=\n* Home\n* News\n* Contact\n");
}

static void
units_are_cut_at_headings_and_lead_to_their_anchors(void **state)
{
    (void)state;
    assert_html(
        "<h1>Book</h1><h2 id=one>One</h2><p>a<h3>Small</h3><p>b"
        "<h2><a name=two></a>Two<a class=headerlink href=#two>\xC2\xB6</a></h2><p>c"
        "<section id=three><h2>Three</h2><p>d</section>",
        "unit 1 section=One anchor=one lang=\nh1 Book\nh2 One\n- a\nh3 Small\n- b\n"
        "unit 2 section=Two anchor=two lang=\nh2 Two\n- c\n"
        "unit 3 section=Three anchor=three lang=\nh2 Three\n- d\n");
}

static void
a_long_section_is_cut_between_paragraphs(void **state)
{
    struct buf html = BUF_INIT(1024 * 1024);
    struct taken taken;
    (void)state;
    buf_add_text(&html, "<h1>Long</h1>");
    for (int i = 0; i < 400; i++)
        buf_add_text(&html, "<p>ten words that fill the page with one more line");
    read_html(&taken, html.data);
    assert_int_equal(taken.units, 3);
    assert_has(&taken, "unit 3 section=Long");
    taken_free(&taken);
    buf_free(&html);
}

static void
rows_have_tabs_and_layout_tables_have_not(void **state)
{
    (void)state;
    assert_html("<table><tr><th>A<th>B<tr><td>1<br>2<td><p>x<p>y</table>",
                "unit 1 section= anchor= lang=\nr A\tB\nr 1 2\tx y\n");
    assert_html("<table><tr><td>Menu<td><h1>Title</h1><p>First</p><p>Second</table>",
                "unit 1 section= anchor= lang=\n- Menu\n"
                "unit 2 section=Title anchor= lang=\nh1 Title\n- First\n- Second\n");
    assert_html("<table><tr><td><table><tr><td>a<td>b</table></table>",
                "unit 1 section= anchor= lang=\nr a\tb\n");
}

static void
pictures_speak_by_their_description(void **state)
{
    (void)state;
    assert_html(
        "<p>A<img alt='A father reads'> B<img alt='IMG_2034'><img alt='logo.png'>"
        "<img alt='http://x/y'><figure><img alt=''><figcaption>Caption</figcaption>"
        "</figure>",
        "unit 1 images section= anchor= lang=\n- A B\na A father reads\n- Caption\n");
}

static void
lines_end_at_breaks_and_in_preformatted_text(void **state)
{
    (void)state;
    assert_html(
        "<p>one<br>two<pre>a  b\nc</pre><ul><li>item<li>other</ul>",
        "unit 1 section= anchor= lang=\n- one\n- two\n- a b\n- c\n* item\n* other\n");
}

static void
languages_are_counted_by_text(void **state)
{
    struct taken taken;
    (void)state;
    read_html(&taken,
              "<html lang=en><p lang=cs>Dlouh\xC3\xBD text v jin\xC3\xA9m jazyce<p>Hi");
    assert_has(&taken, "anchor= lang=cs\n");
    taken_free(&taken);
}

static void
a_reader_that_goes_away_ends_the_reading(void **state)
{
    struct taken taken = { .text = BUF_INIT(100000), .units_left = 1 };
    const char *html = "<h1>a</h1>1<h1>b</h1>2<h1>c</h1>3<h1>d</h1>4";
    struct input input = { html, strlen(html), "", "", "" };
    struct sink sink = { taken_document, taken_unit, taken_outline, taken_note, &taken };
    struct format_failure failure;
    (void)state;
    format_html_extract(&input, &sink, &failure);
    assert_int_equal(taken.units, 2);
    taken_free(&taken);
}

static void
depth_costs_a_note_and_no_text(void **state)
{
    struct buf html = BUF_INIT(1024 * 1024);
    struct taken taken;
    (void)state;
    for (int i = 0; i < 50000; i++)
        buf_add_text(&html, "<div>");
    buf_add_text(&html, "needle");
    read_html(&taken, html.data);
    assert_has(&taken, "- needle\n");
    assert_int_equal(taken.reason, WIRE_REASON_TOO_DEEP);
    taken_free(&taken);
    buf_free(&html);
}

static void
wrong_charsets_of_real_pages_are_overruled(void **state)
{
    static const struct {
        const char *name, *text;
    } files[] = {
        { "formats/html-cs-iso-8859-2-wrong-or-no-declaration.html",
          "VŠEOBECNÁ DEKLARACE" },
        { "formats/html-sr-utf-16-wrong-or-no-declaration.html", "ОПШТА ДЕКЛАРАЦИЈА" },
        { "formats/html-bg-windows-1251.html", "ВСЕОБЩА ДЕКЛАРАЦИЯ" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct taken taken;
        struct format_failure failure;
        assert_true(
            taken_from_shared(&taken, format_html_extract, files[i].name, &failure));
        assert_has(&taken, files[i].text);
        taken_free(&taken);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_fragment_without_a_head_is_a_page),
        cmocka_unit_test(the_head_gives_title_author_language_and_year),
        cmocka_unit_test(furniture_is_dropped),
        cmocka_unit_test(headers_and_asides_of_an_article_stay),
        cmocka_unit_test(menus_go_and_links_in_sentences_stay),
        cmocka_unit_test(a_page_of_nothing_but_furniture_is_read_after_all),
        cmocka_unit_test(units_are_cut_at_headings_and_lead_to_their_anchors),
        cmocka_unit_test(a_long_section_is_cut_between_paragraphs),
        cmocka_unit_test(rows_have_tabs_and_layout_tables_have_not),
        cmocka_unit_test(pictures_speak_by_their_description),
        cmocka_unit_test(lines_end_at_breaks_and_in_preformatted_text),
        cmocka_unit_test(languages_are_counted_by_text),
        cmocka_unit_test(a_reader_that_goes_away_ends_the_reading),
        cmocka_unit_test(depth_costs_a_note_and_no_text),
        cmocka_unit_test(wrong_charsets_of_real_pages_are_overruled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
