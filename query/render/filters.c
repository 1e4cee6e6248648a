/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every value is a link that chooses it, or takes it back when it is chosen. */
#include "render/filters.h"

#include "html.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { VALUES_SHOWN = 8 }; /* the rest waits behind "More" */

/* In the order of the page. A facet without a member of values is the year. */
static const struct kind {
    const char *name;
    enum phrase heading;
    size_t member;
} kinds[] = {
    { "kind", PHRASE_FACET_KIND, offsetof(struct request, kind) },
    { "lang", PHRASE_FACET_LANG, offsetof(struct request, lang) },
    { "org", PHRASE_FACET_ORG, offsetof(struct request, org) },
    { "year", PHRASE_FACET_YEAR, 0 },
    { "type", PHRASE_FACET_TYPE, offsetof(struct request, type) },
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

static const struct store_facet *
find_facet(const struct results *results, const char *name)
{
    for (size_t i = 0; i < results->facet_count; i++) {
        if (strcmp(results->facets[i].name, name) == 0)
            return &results->facets[i];
    }
    return NULL;
}

static size_t
count_chosen(const struct store_facet *facet)
{
    size_t count = 0;
    for (size_t i = 0; i < facet->count; i++)
        count += facet->values[i].chosen;
    return count;
}

/* One value that nobody chose leaves nothing to choose. */
static bool
is_useful(const struct store_facet *facet)
{
    return facet != NULL && (facet->count > 1 || count_chosen(facet) > 0);
}

bool
filters_exist(const struct results *results)
{
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (is_useful(find_facet(results, kinds[i].name)))
            return true;
    }
    return false;
}

/* ---- choosing ---- */

/* A value that was chosen by a part of its name goes with all the others. */
static bool
take_back(struct query_values *values, const char *value)
{
    bool any = values->count > 0;
    for (size_t i = 0; i < values->count; i++) {
        if (strcasecmp(values->items[i], value) != 0)
            continue;
        for (; i + 1 < values->count; i++)
            values->items[i] = values->items[i + 1];
        values->count--;
        return true;
    }
    values->count = 0;
    return any;
}

static bool
toggle_year(struct request *request, const struct store_facet_value *value)
{
    if (value->chosen && request->year_from == 0 && request->year_to == 0)
        return false;
    request->year_from = request->year_to = value->chosen ? 0 : atoi(value->value);
    return true;
}

/* The request behind a value's link; false when the value was chosen by words of the query, and
 * no link can take it back. */
static bool
toggle(struct request *request, const struct kind *kind,
       const struct store_facet_value *value)
{
    request->page = 1;
    if (kind->member == 0)
        return toggle_year(request, value);
    struct query_values *values = (void *)((char *)request + kind->member);
    if (value->chosen)
        return take_back(values, value->value);
    if (values->count == QUERY_VALUES_MAX)
        return false;
    values->items[values->count++] = value->value;
    return true;
}

/* ---- writing ---- */

static void
write_label(struct buf *out, const struct tongue *tongue, const struct kind *kind,
            const struct store_facet_value *value)
{
    struct render_label label = render_facet_label(tongue, kind->name, value);
    buf_add_text(out, "<bdi");
    if (label.lang != NULL)
        html_attribute(out, "lang", label.lang);
    buf_add_char(out, '>');
    html_string(out, label.text);
    buf_add_text(out, "</bdi> ");
    struct buf count = BUF_INIT(40);
    phrase_number(&count, tongue, value->publications);
    html_string(out, count.data);
    buf_free(&count);
}

static void
write_value(struct buf *out, const struct render_view *view, const struct kind *kind,
            const struct store_facet_value *value)
{
    struct request request = *view->request;
    bool linked = toggle(&request, kind, value);
    buf_add_text(out, "<li><a");
    if (linked)
        page_href(out, &request);
    buf_add_text(out, value->chosen ? " aria-current=\"true\">" : ">");
    write_label(out, view->tongue, kind, value);
    buf_add_text(out, "</a></li>\n");
}

/* Kinds are common nouns, which begin a line here. */
static void
open_list(struct buf *out, const struct kind *kind)
{
    bool nouns = strcmp(kind->name, "kind") == 0;
    buf_add_text(out, nouns ? "<ul class=\"kind\">\n" : "<ul>\n");
}

static void
write_facet(struct buf *out, const struct render_view *view, const struct kind *kind,
            const struct store_facet *facet)
{
    bool long_list = facet->count > VALUES_SHOWN + 1;
    buf_add_text(out, "<h3>");
    page_text(out, view->tongue, kind->heading);
    buf_add_text(out, "</h3>\n");
    open_list(out, kind);
    for (size_t i = 0; i < facet->count; i++) {
        if (long_list && i == VALUES_SHOWN) {
            buf_add_text(out, "</ul>\n<details><summary>");
            page_text(out, view->tongue, PHRASE_FILTER_MORE);
            buf_add_text(out, "</summary>\n");
            open_list(out, kind);
        }
        write_value(out, view, kind, &facet->values[i]);
    }
    buf_add_text(out, long_list ? "</ul>\n</details>\n" : "</ul>\n");
}

static void
write_clear(struct buf *out, const struct render_view *view)
{
    const struct request *request = view->request;
    struct request clear = *request;
    clear.lang.count = clear.org.count = clear.kind.count = clear.type.count = 0;
    clear.year_from = clear.year_to = 0;
    clear.page = 1;
    clear.in = request->in;
    if (request->lang.count + request->org.count + request->kind.count +
                request->type.count >
            0 ||
        request->year_from != 0 || request->year_to != 0) {
        buf_add_text(out, "<p>");
        page_link(out, &clear, phrase_text(view->tongue, PHRASE_FILTER_CLEAR));
        buf_add_text(out, "</p>\n");
    }
}

void
filters_button(struct buf *out, const struct render_view *view,
               const struct results *results)
{
    size_t chosen = 0;
    struct buf count = BUF_INIT(40), shown = BUF_INIT(200);
    for (size_t i = 0; i < results->facet_count; i++)
        chosen += count_chosen(&results->facets[i]);
    phrase_number(&count, view->tongue, (int64_t)chosen);
    phrase_fill(&shown, view->tongue, chosen > 0 ? PHRASE_FILTER_CHOSEN : PHRASE_FILTER,
                count.data);
    buf_add_text(out, "<button class=\"open\" popovertarget=\"filters\">");
    html_string(out, shown.data);
    buf_add_text(out, "</button>\n");
    buf_free(&shown);
    buf_free(&count);
}

void
filters_write(struct buf *out, const struct render_view *view,
              const struct results *results)
{
    buf_add_text(out, "<nav id=\"filters\" popover aria-labelledby=\"filters-title\">\n"
                      "<h2 id=\"filters-title\">");
    page_text(out, view->tongue, PHRASE_FILTER);
    buf_add_text(out, "</h2>\n<button class=\"close\" popovertarget=\"filters\">");
    page_text(out, view->tongue, PHRASE_FILTER_CLOSE);
    buf_add_text(out, "</button>\n");
    for (size_t i = 0; i < KIND_COUNT; i++) {
        const struct store_facet *facet = find_facet(results, kinds[i].name);
        if (is_useful(facet))
            write_facet(out, view, &kinds[i], facet);
    }
    write_clear(out, view);
    buf_add_text(out, "</nav>\n");
}
