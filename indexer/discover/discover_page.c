/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands together on a page is one publication: in a card with a title, or below one
 * heading and above the next. */
#include "discover_page.h"

#include "fetch/url.h"

#include <string.h>

/* ---- cards ---- */

static void
judge_item(struct discover_page *page, const struct discover_item *item)
{
    struct discover_card *card = &page->cards[item->card];
    const char *colon = item->kind == DISCOVER_TEXT ? strchr(item->text, ':') : NULL;
    struct discover_record probe;
    if (item->kind == DISCOVER_HEADING && !discover_is_generic(page->arena, item->text) &&
        card->level == 0)
        card->level = item->level;
    card->has_file = card->has_file || item->kind == DISCOVER_FILE;
    if (colon != NULL && strlen(item->text) < 200) {
        discover_record_start(&probe, page->arena);
        discover_record_line(&probe, item->text);
        card->has_field = card->has_field || probe.ended;
    }
}

/* Children come after their parents, so that going backwards sums up. */
static void
sum_cards(struct discover_page *page)
{
    for (size_t i = page->card_count; i-- > 1;) {
        struct discover_card *card = &page->cards[i],
                             *parent = &page->cards[card->parent];
        bool part =
            card->level == 0 || (parent->level != 0 && parent->level < card->level);
        if (part || !(card->has_file || card->has_field)) {
            parent->has_file = parent->has_file || card->has_file;
            parent->has_field = parent->has_field || card->has_field;
        }
        if (card->level != 0 && !part)
            parent->titled_children = true;
        parent->titled_children = parent->titled_children || card->titled_children;
    }
}

static bool
has_chosen_family(const struct discover_page *page, const struct discover_card *card)
{
    for (size_t i = 1; i < page->card_count; i++)
        if (page->cards[i].chosen && strcmp(page->cards[i].family, card->family) == 0)
            return true;
    return false;
}

/* Cards with a title and something to fetch or to know; and those that look like them. */
static void
choose_cards(struct discover_page *page)
{
    size_t chosen = 0;
    for (size_t i = 0; i < page->count; i++)
        judge_item(page, &page->items[i]);
    sum_cards(page);
    for (size_t i = 1; i < page->card_count; i++) {
        struct discover_card *card = &page->cards[i];
        card->chosen = card->level != 0 && !card->titled_children &&
                       (card->has_file || card->has_field) &&
                       !page->cards[card->parent].chosen;
        chosen += card->chosen;
    }
    for (size_t i = 1; i < page->card_count; i++) {
        struct discover_card *card = &page->cards[i];
        if (card->level == 0 || card->titled_children || card->chosen)
            continue;
        card->chosen = chosen > 0 ? has_chosen_family(page, card) : card->article;
    }
}

static size_t
chosen_card(const struct discover_page *page, size_t card)
{
    size_t outermost = 0;
    for (; card != 0; card = page->cards[card].parent)
        if (page->cards[card].chosen)
            outermost = card;
    return outermost;
}

/* ---- publications ---- */

struct grouping {
    struct discover_page *page;
    struct discover_record record;
    size_t card; /* of the record; 0: under a heading */
    int level;   /* of its title */
    bool open;
};

static void
close_record(struct grouping *grouping)
{
    if (grouping->open && (grouping->card != 0 || grouping->record.entry.file_count > 0))
        discover_add(grouping->page->discovery, &grouping->record);
    grouping->open = false;
    grouping->card = 0;
}

static void
open_record(struct grouping *grouping, const struct discover_item *title, size_t card)
{
    close_record(grouping);
    discover_record_start(&grouping->record, grouping->page->arena);
    grouping->record.entry.title = title->text;
    grouping->record.entry.page = title->url;
    grouping->level = title->level;
    grouping->card = card;
    grouping->open = true;
}

static const char *
name_as_title(struct discover_page *page, const char *url)
{
    char *name = arena_copy(page->arena, library_last_component(page->arena, url));
    char *dot = strrchr(name, '.');
    if (dot != NULL && dot > name)
        *dot = '\0';
    for (char *c = name; *c != '\0'; c++)
        *c = *c == '_' ? ' ' : *c;
    return discover_clean(page->arena, name, strlen(name));
}

/* A file under no title is a publication that its label names. */
static void
take_loose_file(struct grouping *grouping, const struct discover_item *item)
{
    struct discover_page *page = grouping->page;
    const char *title = discover_label_core(page->arena, item->text);
    if (title[0] == '\0' || discover_is_download(page->arena, title))
        title = name_as_title(page, item->url);
    discover_record_start(&grouping->record, page->arena);
    grouping->record.entry.title = title;
    discover_record_file(&grouping->record, item->url, item->text, item->lang);
    discover_add(page->discovery, &grouping->record);
}

static void
take_heading_item(struct grouping *grouping, const struct discover_item *item,
                  size_t card)
{
    bool generic = discover_is_generic(grouping->page->arena, item->text);
    if (card != 0 && card == grouping->card)
        return; /* the heading of a part; labels say as much */
    if (generic && grouping->open && grouping->card == 0 &&
        item->level <= grouping->level)
        close_record(grouping);
    if (!generic)
        open_record(grouping, item, card);
}

static void
take_item(struct grouping *grouping, const struct discover_item *item)
{
    size_t card = chosen_card(grouping->page, item->card);
    if (grouping->open && grouping->card != 0 && card != grouping->card)
        close_record(grouping);
    if (item->kind == DISCOVER_HEADING) {
        take_heading_item(grouping, item, card);
    } else if (item->kind == DISCOVER_FILE && !grouping->open) {
        take_loose_file(grouping, item);
    } else if (!grouping->open) {
        return;
    } else if (item->kind == DISCOVER_FILE) {
        discover_record_file(&grouping->record, item->url, item->text, item->lang);
    } else if (item->kind == DISCOVER_TEXT) {
        discover_record_line(&grouping->record, item->text);
    } else if (grouping->record.entry.page[0] == '\0' &&
               discover_is_more(grouping->page->arena, item->text)) {
        grouping->record.entry.page = item->url;
    }
}

/* The head of the page says that it is about one publication. */
static void
take_single(struct discover_page *page, const char *address)
{
    struct discover_record record;
    discover_record_start(&record, page->arena);
    record.entry.title = page->title;
    record.entry.year = page->year;
    record.entry.lang = page->lang;
    record.entry.page = address;
    record.ended = true;
    for (size_t i = 0; i < page->organisations.count; i++)
        discover_record_field(&record, DISCOVER_ORGANISATIONS,
                              page->organisations.items[i]);
    for (size_t i = 0; i < page->topics.count; i++)
        discover_record_field(&record, DISCOVER_TOPICS, page->topics.items[i]);
    if (page->about[0] != '\0')
        discover_texts_add(page->arena, &record.entry.paragraphs, page->about);
    for (size_t i = 0; i < page->files.count; i++)
        discover_record_file(&record, page->files.items[i], "", "");
    for (size_t i = 0; i < page->count; i++)
        if (page->items[i].kind == DISCOVER_FILE)
            discover_record_file(&record, page->items[i].url, page->items[i].text,
                                 page->items[i].lang);
    discover_add(page->discovery, &record);
}

/* Publications of the page without a page of their own stand on it. */
static void
give_page(struct discover_page *page, size_t before, const char *address)
{
    struct discovery *discovery = page->discovery;
    bool alone = discovery->count == before + 1;
    for (size_t i = before; i < discovery->count; i++) {
        struct discover_entry *entry = &discovery->entries[i];
        if (entry->page[0] == '\0')
            entry->page = url_document(page->arena, address);
        if (alone && entry->paragraphs.count == 0 && page->about[0] != '\0')
            discover_texts_add(page->arena, &entry->paragraphs, page->about);
        if (alone && entry->year == 0)
            entry->year = page->year;
    }
}

static void
note_relative(struct discover_page *page, size_t before)
{
    struct discovery *discovery = page->discovery;
    for (size_t i = before; i < discovery->count; i++)
        for (size_t f = 0; f < discovery->entries[i].file_count; f++)
            if (strstr(discovery->entries[i].files[f].url, "://") == NULL) {
                discover_texts_add(page->arena, &discovery->notes,
                                   "the page does not say where it stands on the web: "
                                   "write base: https://… above its relative addresses");
                return;
            }
}

void
discover_page_group(struct discover_page *page, const char *address)
{
    size_t before = page->discovery->count;
    struct grouping grouping = { .page = page };
    choose_cards(page);
    if (page->single) {
        take_single(page, address);
        note_relative(page, before);
        return;
    }
    for (size_t i = 0; i < page->count; i++)
        take_item(&grouping, &page->items[i]);
    close_record(&grouping);
    give_page(page, before, address);
    note_relative(page, before);
}
