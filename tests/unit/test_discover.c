/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Listings as web sites have them, to entries that the catalogue's own reader accepts. */
#include "check.h"

#include "catalogue/catalogue.h"
#include "discover/discover.h"
#include "discover/discover_tidy.h"

static struct arena *arena;
static struct discovery found;
static struct library written; /* what the catalogue's reader makes of what was found */

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    discover_start(&found, arena);
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void
complain(void *context, bool fatal, int line, const char *what)
{
    (void)context;
    if (fatal)
        fail_msg("%d: %s", line, what);
}

static void
read_back(void)
{
    struct buf text = BUF_INIT((size_t)16 << 20);
    struct error err = ERROR_INIT;
    struct catalogue_options options = { "", complain, NULL, CATALOGUE_YAML };
    discover_write_yaml(&text, &found, false);
    library_start(&written, arena);
    if (!catalogue_parse(text.data, text.length, "", &options, &written, &err))
        fail_msg("%s\n%s", err.text, text.data);
    buf_free(&text);
}

static void
discover(const char *text, const char *address)
{
    struct error err = ERROR_INIT;
    if (!discover_read(&found, text, strlen(text), address, &err))
        fail_msg("%s", err.text);
    discover_finish(&found, NULL);
    read_back();
}

static const struct publication *
publication(size_t number)
{
    assert_true(number < written.count);
    return &written.entries[number].publication;
}

static const struct publication_file *
file(size_t number, size_t which)
{
    assert_true(number < written.count && which < written.entries[number].file_count);
    return &written.entries[number].files[which].file;
}

/* ---- the saved form ---- */

static const char saved[] =
    "Training for Teachers\n"
    "\n"
    "A model for three days. Others are:\n"
    "- Handbook\n"
    "Read more\n"
    "\n"
    "Engaging Men A Roadmap\n"
    "Engaging Men: A Roadmap says how. By the Society of Fathers and Sons (SFS).\n"
    "Published in:\n"
    "2026\n"
    "Organization(s):\n"
    "Society of Fathers and Sons,\n"
    "Language:\n"
    "\n"
    "Engaging Men A Roadmap\n"
    "Engaging Men: A Roadmap says how. By the Society of Fathers and Sons (SFS).\n"
    "button[src=\"https://a.org/x%20y.pdf\"][label=\"Download in English\"]\n"
    "Published in:\n"
    "2026\n"
    "Language:\n"
    "\n"
    "Home visits: a package\n"
    "Three guides.\n"
    "Trainer Guide: Overview\n"
    "button[src=\"https://a.org/p/all.pdf\"][label=\"Download the Package\"] "
    "button[src=\"https://a.org/p/g1.pdf\"][label=\"Trainer Guide: Overview\"] "
    "button[src=\"https://a.org/p/eams-Day%20I-2.0.pptx\"][label=\"PPT\"] "
    "button[src=\"https://a.org/p/teams-Day%20I-2.0.pdf\"][label=\"PDF\"] "
    "button[src=\"https://a.org/p/eams-Day_II%20merged.pptx\"][label=\"PPT\"] "
    "button[src=\"https://a.org/p/teams-Day_II%20merge.pdf\"][label=\"PDF\"]Published "
    "in:\n"
    "2025\n"
    "Organization(s):\n"
    "SFS, UNICEF ECARO\n"
    "Language:\n"
    "Contact:\n"
    "A Name, name@a.org\n";

static void
a_saved_listing_gives_its_publications(void **state)
{
    (void)state;
    discover(saved, "");
    assert_int_equal(written.count, 3);
    assert_string_equal(publication(0)->key, "training-teachers");
    assert_int_equal(publication(0)->year, 0);
    assert_int_equal(written.entries[0].file_count, 0);
    assert_string_equal(publication(0)->about,
                        "A model for three days. Others are:\n- Handbook");
    assert_string_equal(publication(1)->title, "Engaging Men: A Roadmap");
    assert_int_equal(publication(1)->year, 2026);
    assert_int_equal(written.entries[1].file_count, 1);
    assert_string_equal(file(1, 0)->url, "https://a.org/x%20y.pdf");
    assert_string_equal(file(1, 0)->lang, "en");
    assert_string_equal(publication(2)->contact, "A Name <name@a.org>");
    assert_string_equal(publication(2)->about, "Three guides.");
}

static void
organisations_have_one_spelling(void **state)
{
    (void)state;
    discover(saved, "");
    assert_int_equal(publication(1)->organisation_count, 1);
    assert_string_equal(publication(1)->organisations[0], "Society of Fathers and Sons");
    assert_int_equal(publication(2)->organisation_count, 2);
    assert_string_equal(publication(2)->organisations[0], "Society of Fathers and Sons");
    assert_string_equal(publication(2)->organisations[1], "UNICEF ECARO");
}

static void
two_formats_of_one_work_have_the_same_part(void **state)
{
    (void)state;
    discover(saved, "");
    assert_int_equal(written.entries[2].file_count, 6);
    assert_string_equal(file(2, 0)->part, "");
    assert_string_equal(file(2, 0)->label, "Download the Package");
    assert_string_equal(file(2, 1)->part, "Trainer Guide: Overview");
    assert_string_equal(file(2, 2)->part, "Overview slides, Day I");
    assert_string_equal(file(2, 3)->part, file(2, 2)->part);
    assert_string_equal(file(2, 4)->part, "Overview slides, Day II");
    assert_string_equal(file(2, 5)->part, file(2, 4)->part);
    assert_string_equal(file(2, 5)->url, "https://a.org/p/teams-Day_II%20merge.pdf");
}

static void
the_founding_listing_gives_three_publications_and_21_files(void **state)
{
    (void)state;
    const char *shared = getenv("STEPWELL_SHARED");
    const char *path = arena_format(arena, "%s/seed/publications.txt",
                                    shared == NULL ? "../../shared" : shared);
    FILE *in = fopen(path, "r");
    if (in == NULL) {
        print_message("no '%s'\n", path);
        skip();
        return;
    }
    char *text = arena_alloc(arena, 65536, 1);
    text[fread(text, 1, 65535, in)] = '\0';
    fclose(in);
    discover(text, "");
    assert_int_equal(written.count, 3);
    assert_int_equal(written.file_count, 21);
    assert_int_equal(written.entries[0].file_count, 0);
    assert_int_equal(written.entries[1].file_count, 1);
    assert_int_equal(written.entries[2].file_count, 20);
    assert_string_equal(publication(1)->title,
                        "Engaging Men in Nurturing Care: A Roadmap for Systemic Change");
    assert_string_equal(publication(1)->organisations[0],
                        "International Step by Step Association");
    assert_string_equal(publication(2)->organisations[0],
                        publication(1)->organisations[0]);
    assert_string_equal(publication(2)->contact, "Ayca Alayli <aalayli@issa.nl>");
    size_t pairs = 0;
    for (size_t i = 1; i < 20; i++)
        pairs += file(2, i)->part[0] != '\0' &&
                 strcmp(file(2, i)->part, file(2, i - 1)->part) == 0;
    assert_int_equal(pairs, 8);
}

/* ---- the catalogue that is there ---- */

static void
what_a_person_wrote_is_left_alone(void **state)
{
    (void)state;
    static const char own[] = "publications:\n"
                              "- id: home-visits\n"
                              "  title: The package, as we call it\n"
                              "  files: [{url: \"https://A.org/p/g1.pdf#page=2\"}]\n"
                              "- id: training-teachers\n"
                              "  title: Something else\n";
    struct library catalogue;
    struct error err = ERROR_INIT;
    struct catalogue_options options = { "", complain, NULL, CATALOGUE_YAML };
    library_start(&catalogue, arena);
    assert_true(catalogue_parse(own, strlen(own), "", &options, &catalogue, &err));
    assert_true(discover_read(&found, saved, strlen(saved), "", &err));
    discover_finish(&found, &catalogue);
    read_back();
    assert_int_equal(written.count, 2);
    assert_string_equal(publication(0)->key, "training-teachers-2");
    assert_string_equal(publication(1)->key, "engaging-men-roadmap");
    assert_int_equal(found.notes.count, 5);
}

/* ---- HTML ---- */

static void
cards_of_a_page_are_publications(void **state)
{
    (void)state;
    discover(
        "<!doctype html><html><head><title>All</title><base href='/pubs/'></head><body>"
        "<nav><a href='/privacy.pdf'>Privacy</a></nav><h1>Publications</h1>"
        "<div class='card'><h3><a href='first'>First Steps</a></h3><p>For parents.</p>"
        "<dl><dt>Organisation</dt><dd>WHO</dd><dt>Language</dt><dd>English</dd></dl>"
        "<time datetime='2023-05-01'>May</time>"
        "<a href='../files/a%20b.pdf'>Download</a>"
        "<a href='../files/ro.pdf'>Română (PDF, 2 MB)</a></div>"
        "<div class='card'><h3>Play: &lt;outside&gt;</h3><p>Games &amp; more.</p>"
        "<h4>Materials</h4><ul><li><a href='p.pptx'>Slides (PPTX)</a></li>"
        "<li><a href='p.pdf'>Slides (PDF)</a></li></ul></div>"
        "<div class='card'><h3>Words only</h3><p>No file.</p>"
        "<a href='words'>Read more</a></div>"
        "<footer><a href='terms.pdf'>Terms</a></footer></body></html>",
        "https://lib.org/x/list");
    assert_int_equal(written.count, 3);
    assert_string_equal(publication(0)->title, "First Steps");
    assert_string_equal(publication(0)->page, "https://lib.org/pubs/first");
    assert_string_equal(publication(0)->lang, "en");
    assert_int_equal(publication(0)->year, 2023);
    assert_string_equal(publication(0)->organisations[0], "World Health Organization");
    assert_string_equal(file(0, 0)->url, "https://lib.org/files/a%20b.pdf");
    assert_string_equal(file(0, 1)->lang, "ro");
    assert_string_equal(publication(1)->title, "Play: <outside>");
    assert_string_equal(publication(1)->about, "Games & more.");
    assert_string_equal(file(1, 0)->part, file(1, 1)->part);
    assert_int_equal(written.entries[2].file_count, 0);
    assert_string_equal(publication(2)->page, "https://lib.org/pubs/words");
}

static void
headings_divide_a_page_without_cards(void **state)
{
    (void)state;
    discover("<html><body><h1>Reports</h1><h2>Annual Report</h2><p>In figures.</p>"
             "<p>Published: 2020</p><a href='a20.pdf'>PDF</a> <a href='a20.docx'>Word</a>"
             "<h2>Annual Report</h2><p>Published: 2021</p><a href='a21.pdf'>PDF</a>"
             "<h2>Nothing here</h2><p>Text.</p></body></html>",
             "https://lib.org/");
    assert_int_equal(written.count, 2);
    assert_string_equal(publication(0)->key, "annual-report");
    assert_string_equal(publication(1)->key, "annual-report-2021");
    assert_string_equal(file(0, 0)->part, file(0, 1)->part);
}

static void
a_page_that_cites_itself_is_one_publication(void **state)
{
    (void)state;
    discover("<html><head><meta name='citation_title' content='Visits &amp; Health'>"
             "<meta name='citation_publication_date' content='2019/03/02'>"
             "<meta name='citation_pdf_url' content='/dl/1.pdf'>"
             "<meta name='description' content='A study.'>"
             "<link rel=canonical href='https://repo.org/item/7'></head><body>"
             "<h2>One</h2><a href='/dl/1.pdf'>Download</a>"
             "<h2>Two</h2><a href='/dl/2.pdf' hreflang='ru'>More</a></body></html>",
             "");
    assert_int_equal(written.count, 1);
    assert_string_equal(publication(0)->title, "Visits & Health");
    assert_int_equal(publication(0)->year, 2019);
    assert_string_equal(publication(0)->page, "https://repo.org/item/7");
    assert_string_equal(file(0, 0)->url, "https://repo.org/dl/1.pdf");
    assert_string_equal(file(0, 1)->lang, "ru");
}

/* ---- feeds ---- */

static void
feeds_are_read(void **state)
{
    (void)state;
    discover("<rss version='2.0'><channel><item><title>Guide: &quot;A&quot;</title>"
             "<link>https://x.org/g</link><description>&lt;p&gt;All. "
             "&lt;a href='/g.pdf'&gt;Guide&lt;/a&gt;&lt;/p&gt;</description>"
             "<pubDate>Mon, 02 Jan 2024 10:00:00 GMT</pubDate></item></channel></rss>",
             "");
    assert_int_equal(written.count, 1);
    assert_string_equal(publication(0)->title, "Guide: \"A\"");
    assert_int_equal(publication(0)->year, 2024);
    assert_string_equal(file(0, 0)->url, "https://x.org/g.pdf");
}

static void
atom_entries_are_read(void **state)
{
    (void)state;
    discover(
        "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"
        "<link rel='next' href='?page=2'/><entry><title>Report</title>"
        "<link href='/r'/><link rel='enclosure' type='application/pdf' href='/r.pdf'/>"
        "<published>2022-02-02T00:00:00Z</published><summary>Short.</summary>"
        "</entry></feed>",
        "https://x.org/feed");
    assert_int_equal(written.count, 1);
    assert_string_equal(publication(0)->page, "https://x.org/r");
    assert_string_equal(publication(0)->about, "Short.");
    assert_string_equal(file(0, 0)->url, "https://x.org/r.pdf");
    assert_int_equal(found.more.count, 1);
    assert_string_equal(found.more.items[0], "https://x.org/feed?page=2");
}

static void
records_of_a_repository_are_read(void **state)
{
    (void)state;
    discover(
        "<OAI-PMH xmlns='http://www.openarchives.org/OAI/2.0/'><ListRecords>"
        "<record><header/><metadata><dc xmlns:dc='d'><dc:title>Здоров’я</dc:title>"
        "<dc:date>2018-01</dc:date><dc:language>ukr</dc:language>"
        "<dc:publisher>WHO</dc:publisher><dc:identifier>https://r.org/1</dc:identifier>"
        "<dc:identifier>https://r.org/1/a.pdf</dc:identifier></dc></metadata></record>"
        "<record><header status='deleted'/></record>"
        "<resumptionToken>a b</resumptionToken></ListRecords></OAI-PMH>",
        "https://r.org/oai?verb=ListRecords");
    assert_int_equal(written.count, 1);
    assert_string_equal(publication(0)->lang, "uk");
    assert_string_equal(publication(0)->page, "https://r.org/1");
    assert_string_equal(file(0, 0)->url, "https://r.org/1/a.pdf");
    assert_string_equal(found.more.items[0],
                        "https://r.org/oai?verb=ListRecords&resumptionToken=a%20b");
}

static void
documents_of_a_sitemap_are_publications(void **state)
{
    (void)state;
    discover("<urlset><url><loc>https://x.org/a/My_Report-2020.pdf</loc></url>"
             "<url><loc>https://x.org/about</loc></url></urlset>",
             "https://x.org/sitemap.xml");
    assert_int_equal(written.count, 1);
    assert_string_equal(publication(0)->title, "My Report 2020");
    assert_string_equal(found.more.items[0], "https://x.org/about");
}

/* ---- what is no page, and labels ---- */

static void
what_is_no_page_is_refused_with_a_hint(void **state)
{
    (void)state;
    struct error err = ERROR_INIT;
    assert_false(discover_read(&found, "%PDF\0x", 6, "", &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    assert_non_null(strstr(err.text, "hint:"));
    assert_false(discover_read(&found, " \n", 2, "", &err));
    const char *empty = "<html><body><p>Nothing.</p></body></html>";
    assert_false(discover_read(&found, empty, strlen(empty), "", &err));
}

static void
labels_tell_languages_and_formats(void **state)
{
    (void)state;
    assert_string_equal(discover_label_lang(arena, "Download in Romanian"), "ro");
    assert_string_equal(discover_label_lang(arena, "Українська (PDF, 3 MB)"), "uk");
    assert_string_equal(discover_label_lang(arena, "Handbook (English)"), "en");
    assert_string_equal(discover_label_lang(arena, "Full text in English"), "en");
    assert_string_equal(discover_label_lang(arena, "English for nurses"), "");
    assert_string_equal(discover_label_lang(arena, "is"), "");
    assert_true(discover_is_format(arena, "PDF (2.3 MB)"));
    assert_true(discover_is_format(arena, ""));
    assert_false(discover_is_format(arena, "Handbook (PDF)"));
    assert_string_equal(discover_label_core(arena, "Handbook (PDF, 2 MB)"), "Handbook");
    assert_string_equal(discover_label_core(arena, "Guide 2"), "Guide 2");
    assert_string_equal(discover_slug(arena, "Îngrijirea copilului: ghid"),
                        "ingrijirea-copilului-ghid");
    assert_string_equal(discover_slug(arena, "…"), "publication");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_saved_listing_gives_its_publications, start,
                                        finish),
        cmocka_unit_test_setup_teardown(organisations_have_one_spelling, start, finish),
        cmocka_unit_test_setup_teardown(two_formats_of_one_work_have_the_same_part, start,
                                        finish),
        cmocka_unit_test_setup_teardown(
            the_founding_listing_gives_three_publications_and_21_files, start, finish),
        cmocka_unit_test_setup_teardown(what_a_person_wrote_is_left_alone, start, finish),
        cmocka_unit_test_setup_teardown(cards_of_a_page_are_publications, start, finish),
        cmocka_unit_test_setup_teardown(headings_divide_a_page_without_cards, start,
                                        finish),
        cmocka_unit_test_setup_teardown(a_page_that_cites_itself_is_one_publication,
                                        start, finish),
        cmocka_unit_test_setup_teardown(feeds_are_read, start, finish),
        cmocka_unit_test_setup_teardown(atom_entries_are_read, start, finish),
        cmocka_unit_test_setup_teardown(records_of_a_repository_are_read, start, finish),
        cmocka_unit_test_setup_teardown(documents_of_a_sitemap_are_publications, start,
                                        finish),
        cmocka_unit_test_setup_teardown(what_is_no_page_is_refused_with_a_hint, start,
                                        finish),
        cmocka_unit_test_setup_teardown(labels_tell_languages_and_formats, start, finish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
