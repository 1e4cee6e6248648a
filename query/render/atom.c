/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Publications as a feed (RFC 4287): the newest of the library, or of a search. */
#include "base/limits.h"
#include "html.h"
#include "render/render.h"
#include "xml.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct feed {
    struct buf *out;
    const struct render_view *view;
    const struct results *results;
};

/* ---- addresses ---- */

/* The search page with this request; relative to the feed when the site has no address. */
static void
write_page(const struct feed *feed, const char *relation, const char *type,
           const struct request *request)
{
    struct buf link = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_text(&link, feed->view->config->site_url);
    request_link(&link, request);
    buf_format(feed->out, "<link rel=\"%s\" type=\"%s\"", relation, type);
    xml_attribute(feed->out, "href", link.data);
    buf_add_text(feed->out, "/>\n");
    buf_free(&link);
}

/* An identifier must stay what it is when the index is made anew, and be absolute. */
static void
write_id(const struct feed *feed, const struct request *request)
{
    struct buf id = BUF_INIT(LIMIT_SHOWN_BYTES);
    const char *site = feed->view->config->site_url;
    buf_add_text(&id, html_is_web_url(site) ? site : "urn:stepwell:library");
    request_link(&id, request);
    xml_element(feed->out, "id", id.data);
    buf_free(&id);
}

static struct request
publication_request(const char *key)
{
    struct request request;
    request_init(&request);
    request.browse = true;
    request.in.items[request.in.count++] = key;
    return request;
}

/* ---- an entry ---- */

/* An entry is new when its publication came to the library: a moment that changed with every
 * index would show all entries as new. Of publishing, a catalogue knows the year at best. */
static void
write_moment(const struct feed *feed, const struct publication *publication)
{
    char published[40];
    struct buf added = BUF_INIT(40);
    phrase_moment(&added, publication->added);
    xml_element(feed->out, "updated",
                added.length > 0 ? added.data : "1970-01-01T00:00:00Z");
    if (publication->year > 0 && publication->year <= 9999) {
        snprintf(published, sizeof published, "%04d-01-01T00:00:00Z", publication->year);
        xml_element(feed->out, "published", published);
    }
    buf_free(&added);
}

static void
write_names(const struct feed *feed, const struct publication *publication)
{
    for (size_t i = 0; i < publication->organisation_count; i++) {
        buf_add_text(feed->out, "<author>");
        xml_element(feed->out, "name", publication->organisations[i]);
        buf_add_text(feed->out, "</author>\n");
    }
}

static void
write_category(const struct feed *feed, const char *term)
{
    if (*term == '\0')
        return;
    buf_add_text(feed->out, "<category");
    xml_attribute(feed->out, "term", term);
    buf_add_text(feed->out, "/>\n");
}

static void
write_file(const struct feed *feed, const struct publication_file *file)
{
    if (!html_is_web_url(file->url))
        return;
    struct buf url = BUF_INIT(LIMIT_SHOWN_BYTES);
    html_url(&url, file->url);
    buf_add_text(feed->out, "<link rel=\"enclosure\"");
    xml_attribute(feed->out, "type", file->type);
    xml_attribute(feed->out, "href", url.data);
    if (file->bytes > 0)
        buf_format(feed->out, " length=\"%" PRId64 "\"", file->bytes);
    buf_add_text(feed->out, "/>\n");
    buf_free(&url);
}

/* Another language of the publication. */
static void
write_version(const struct feed *feed, const struct publication_version *version)
{
    struct request request = publication_request(version->key);
    struct buf link = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_text(&link, feed->view->config->site_url);
    request_link(&link, &request);
    buf_add_text(feed->out, "<link rel=\"related\" type=\"text/html\"");
    if (*version->lang != '\0')
        xml_attribute(feed->out, "hreflang", version->lang);
    xml_attribute(feed->out, "href", link.data);
    buf_add_text(feed->out, "/>\n");
    buf_free(&link);
}

static void
write_links(const struct feed *feed, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    if (html_is_web_url(result->url)) {
        struct buf url = BUF_INIT(LIMIT_SHOWN_BYTES);
        html_url(&url, result->url);
        buf_add_text(feed->out, "<link rel=\"alternate\"");
        xml_attribute(feed->out, "href", url.data);
        buf_add_text(feed->out, "/>\n");
        buf_free(&url);
    } else {
        struct request request = publication_request(publication->key);
        write_page(feed, "alternate", "text/html", &request);
    }
    for (size_t i = 0; i < publication->file_count; i++)
        write_file(feed, &publication->files[i]);
    for (size_t i = 0; i < publication->version_count; i++)
        write_version(feed, &publication->versions[i]);
}

/* What was found comes before what the catalogue says of the whole. */
static void
write_summary(const struct feed *feed, const struct search_result *result)
{
    struct buf summary = BUF_INIT(LIMIT_SHOWN_BYTES);
    if (*feed->results->query != '\0' && result->passage_count > 0) {
        const struct search_passage *passage = &result->passages[0];
        struct buf place = BUF_INIT(LIMIT_SHOWN_BYTES),
                   text = BUF_INIT(LIMIT_SHOWN_BYTES);
        render_place(&place, feed->view->tongue, passage);
        for (size_t i = 0; i < passage->snippet.count; i++)
            buf_add(&text, passage->snippet.runs[i].text,
                    passage->snippet.runs[i].length);
        if (*passage->page.locator != '\0')
            phrase_fill_two(&summary, feed->view->tongue, PHRASE_NAMED, place.data,
                            text.data);
        else
            buf_add_text(&summary, text.data);
        buf_free(&text);
        buf_free(&place);
    }
    xml_element(feed->out, "summary",
                summary.length > 0 ? summary.data : result->publication.about);
    buf_free(&summary);
}

static void
write_entry(const struct feed *feed, const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    struct request request = publication_request(publication->key);
    buf_add_text(feed->out, "<entry");
    if (*publication->lang != '\0')
        xml_attribute(feed->out, "xml:lang", publication->lang);
    buf_add_text(feed->out, ">\n");
    xml_element(feed->out, "title", render_title(publication));
    write_id(feed, &request);
    write_moment(feed, publication);
    write_names(feed, publication);
    write_links(feed, result);
    write_category(feed, publication->kind);
    for (size_t i = 0; i < publication->topic_count; i++)
        write_category(feed, publication->topics[i]);
    write_summary(feed, result);
    buf_add_text(feed->out, "</entry>\n");
}

/* ---- the feed ---- */

static void
write_title(const struct feed *feed, const char *library)
{
    struct buf title = BUF_INIT(LIMIT_SHOWN_BYTES);
    const char *query = feed->view->request->q;
    if (*query != '\0')
        phrase_fill_two(&title, feed->view->tongue, PHRASE_SEARCH_TITLE, query, library);
    xml_element(feed->out, "title", title.length > 0 ? title.data : library);
    buf_free(&title);
}

static void
write_head(const struct feed *feed)
{
    const char *library = render_library(feed->view);
    struct request page = *feed->view->request, self = page;
    struct buf built = BUF_INIT(40);
    phrase_moment(&built, feed->view->facts->built);
    self.page = 1;
    self.count = 0;
    page.format = "";
    write_title(feed, library);
    write_id(feed, &self);
    xml_element(feed->out, "updated",
                built.length > 0 ? built.data : "1970-01-01T00:00:00Z");
    write_page(feed, "self", "application/atom+xml", &self);
    write_page(feed, "alternate", "text/html", &page);
    buf_add_text(feed->out, "<author>");
    xml_element(feed->out, "name", library);
    buf_add_text(feed->out, "</author>\n<generator version=\"" STEPWELL_VERSION
                            "\">stepwell</generator>\n");
    buf_free(&built);
}

void
render_atom(struct buf *out, const struct render_view *view,
            const struct results *results)
{
    const struct feed feed = { out, view, results };
    buf_add_text(out, XML_HEAD "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    write_head(&feed);
    for (size_t i = 0; i < results->count; i++)
        write_entry(&feed, &results->results[i]);
    buf_add_text(out, "</feed>\n");
}
