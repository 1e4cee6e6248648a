/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page as lines, headings and links in the order of reading, and the cards they stand in. */
#ifndef STEPWELL_DISCOVER_PAGE_H
#define STEPWELL_DISCOVER_PAGE_H

#include "discover_record.h"

#ifdef __cplusplus
extern "C" {
#endif

enum discover_item_kind { DISCOVER_HEADING, DISCOVER_TEXT, DISCOVER_FILE, DISCOVER_LINK };

struct discover_item {
    enum discover_item_kind kind;
    int level; /* of a heading */
    const char *text, *url, *lang;
    size_t card; /* the innermost one it stands in; 0 is the page */
};

struct discover_card {
    size_t parent;
    const char *family; /* name and class: cards of one list have the same */
    int level;          /* of its first title; 0 when it has none */
    bool titled_children, has_file, has_field, article, chosen;
};

struct discover_page {
    struct arena *arena;
    struct discovery *discovery;
    const char *address; /* against which links are resolved */
    struct discover_item *items;
    size_t count, capacity;
    struct discover_card *cards;
    size_t card_count, card_capacity;
    size_t card; /* in which the walk is */
    struct buf line;
    /* What the head says about the page as a whole. */
    const char *title, *about, *lang;
    int year;
    struct discover_texts organisations, files, topics;
    bool single; /* one publication, says the head */
};

/* Adds the publications of the page; address is where it stands, "" when nobody knows. */
void discover_page_group(struct discover_page *page, const char *address);

#ifdef __cplusplus
}
#endif

#endif
