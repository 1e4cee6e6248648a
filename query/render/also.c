/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each other format and each other language once, with a link where one can be given. */
#include "render/also.h"

#include "html.h"
#include "render/page.h"

#include <string.h>

static bool
is_listed(const struct also_item *items, size_t count, const char *shown)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(items[i].shown, shown) == 0)
            return true;
    return false;
}

size_t
also_formats(const struct tongue *tongue, const struct publication *publication,
             const struct publication_file *file, struct also_item items[ALSO_MOST])
{
    size_t count = 0;
    for (size_t i = 0; file != NULL && i < publication->file_count; i++) {
        const struct publication_file *other = &publication->files[i];
        const char *shown = render_format(tongue, other->format);
        if (shown == NULL || count == ALSO_MOST ||
            !publication_file_is_twin(file, other) ||
            strcmp(file->format, other->format) == 0 || is_listed(items, count, shown))
            continue;
        items[count++] = (struct also_item) { shown, "", other->url, NULL };
    }
    return count;
}

static void
add_language(struct also_item items[ALSO_MOST], size_t *count, const char *own,
             const struct publication_version *version)
{
    const struct lang *lang = lang_find(version->lang);
    bool known = lang != NULL && strcmp(version->lang, own) != 0;
    struct also_item item = { known ? lang->self : version->title, version->lang, "",
                              version->key };
    if (*count < ALSO_MOST && (known || version->key != NULL) && *item.shown != '\0' &&
        !is_listed(items, *count, item.shown))
        items[(*count)++] = item;
}

static void
bring_to_front(const char *tag, struct also_item *items, size_t count)
{
    size_t at = 0;
    while (at < count && strcmp(items[at].lang, tag) != 0)
        at++;
    if (at == count)
        return;
    struct also_item first = items[at];
    memmove(items + 1, items, at * sizeof *items);
    items[0] = first;
}

size_t
also_languages(const struct tongue *tongue, const struct publication *publication,
               struct also_item items[ALSO_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < publication->file_count; i++) {
        struct publication_version file = { NULL, "", publication->files[i].lang };
        if (publication->files[i].twin_of == 0) /* one text is in one language */
            add_language(items, &count, publication->lang, &file);
    }
    for (size_t i = 0; i < publication->version_count; i++)
        add_language(items, &count, publication->lang, &publication->versions[i]);
    if (strcmp(tongue->tag, publication->lang) != 0)
        bring_to_front(tongue->tag, items, count);
    return count;
}

void
also_write_text(struct buf *out, const struct tongue *tongue, enum phrase phrase,
                const struct also_item *items, size_t count)
{
    struct buf list = BUF_INIT(2000);
    for (size_t i = 0; i < count; i++) {
        buf_add_text(&list, i == 0 ? "" : ", ");
        buf_add_text(&list, items[i].shown);
    }
    if (count > 0)
        phrase_fill(out, tongue, phrase, list.data);
    buf_free(&list);
}

static void
write_item(struct buf *out, const struct render_view *view, const struct also_item *item)
{
    bool file = html_is_web_url(item->url);
    buf_add_text(out, file || item->key != NULL ? "<a" : "<bdi");
    if (file)
        html_href(out, item->url);
    if (item->key != NULL) {
        struct request request;
        request_init(&request);
        request.browse = true;
        request.in.items[request.in.count++] = item->key;
        request.ui = view->request->ui;
        page_href(out, &request);
        html_attribute(out, "hreflang", item->lang);
    }
    if (*item->lang != '\0')
        page_lang(out, view->tongue, item->lang);
    buf_add_char(out, '>');
    html_string(out, item->shown);
    buf_add_text(out, file || item->key != NULL ? "</a>" : "</bdi>");
}

void
also_write_html(struct buf *out, const struct render_view *view, enum phrase phrase,
                const struct also_item *items, size_t count)
{
    const char *rest = phrase_text(view->tongue, phrase);
    for (int which = 1; which != 0 && count > 0;) {
        size_t length;
        const char *text = phrase_step(&rest, &length, &which);
        html_text(out, text, length);
        for (size_t i = 0; i < count && which == 1; i++) {
            buf_add_text(out, i == 0 ? "" : ", ");
            write_item(out, view, &items[i]);
        }
    }
}
