/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one key may hold, and tables of keys: whatever does not fit is told with its line. */
#include "catalogue_keys.h"

#include "text/lang.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_ITEMS = 1000 };

void
catalogue_complain(struct catalogue_parsing *parsing, bool fatal, int line,
                   const char *format, ...)
{
    char what[480];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    parsing->mistakes += fatal;
    if (parsing->options->complain != NULL)
        parsing->options->complain(parsing->options->context, fatal, line, what);
}

/* ---- values ---- */

bool
catalogue_is_null(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && !node->quoted &&
           (node->text[0] == '\0' || strcmp(node->text, "~") == 0 ||
            strcmp(node->text, "null") == 0);
}

/* Without the line end of a block and without blanks around. */
static const char *
trimmed(struct catalogue_parsing *parsing, const char *text)
{
    static const char blanks[] = " \t\r\n";
    text += strspn(text, blanks);
    size_t length = strlen(text);
    while (length > 0 && strchr(blanks, text[length - 1]) != NULL)
        length--;
    return arena_text(parsing->arena, text, length);
}

void
catalogue_text(struct catalogue_parsing *parsing, const struct yaml_node *node,
               void *target)
{
    if (node->kind != YAML_SCALAR)
        catalogue_complain(parsing, true, node->line,
                           "'%s' must be one text, not a %s; write %s: \"…\"", node->key,
                           node->kind == YAML_LIST ? "list" : "map", node->key);
    else if (!catalogue_is_null(node))
        *(const char **)target = trimmed(parsing, node->text);
}

void
catalogue_year(struct catalogue_parsing *parsing, const struct yaml_node *node,
               void *target)
{
    char *end = NULL;
    long year = node->kind == YAML_SCALAR ? strtol(node->text, &end, 10) : 0;
    if (catalogue_is_null(node))
        return;
    if (end == NULL || *end != '\0' || year < 1000 || year > 2200)
        catalogue_complain(parsing, true, node->line,
                           "'year' must be a number such as 2026, not '%.40s'",
                           node->text);
    else
        *(int *)target = (int)year;
}

void
catalogue_lang(struct catalogue_parsing *parsing, const struct yaml_node *node,
               void *target)
{
    const char *tag = "";
    catalogue_text(parsing, node, &tag);
    if (tag[0] != '\0' && lang_find(tag) == NULL)
        catalogue_complain(
            parsing, false, node->line,
            "'%.40s' is no language stepwell knows; write a code such as en, ro or uk",
            tag);
    else
        *(const char **)target = tag;
}

/* A list of texts, or one text alone. */
void
catalogue_list(struct catalogue_parsing *parsing, const struct yaml_node *node,
               void *target)
{
    struct catalogue_texts *texts = target;
    size_t room = 0;
    if (catalogue_is_null(node))
        return;
    if (node->kind == YAML_MAP) {
        catalogue_complain(parsing, true, node->line,
                           "'%s' must be a list; write %s: [one, another]", node->key,
                           node->key);
        return;
    }
    for (const struct yaml_node *item = node->kind == YAML_LIST ? node->first : node;
         item != NULL; item = node->kind == YAML_LIST ? item->next : NULL) {
        if (item->kind != YAML_SCALAR || texts->count == LIST_ITEMS) {
            catalogue_complain(
                parsing, true, item->line,
                "every item of '%s' must be one text; put it in quotes if it holds ': '",
                node->key);
            return;
        }
        if (catalogue_is_null(item))
            continue;
        arena_grow(parsing->arena, &texts->items, &room, texts->count + 1,
                   sizeof *texts->items);
        texts->items[texts->count++] = trimmed(parsing, item->text);
    }
}

/* The table's key that differs least from an unknown one, for the advice; NULL if none is near.
 */
static const char *
nearest(const struct catalogue_key *keys, const char *name)
{
    for (const struct catalogue_key *key = keys; key->name != NULL; key++) {
        size_t same = 0, length = strlen(key->name);
        while (same < length && key->name[same] == name[same])
            same++;
        if (same >= 3 || (same >= 2 && length <= 4))
            return key->name;
    }
    return NULL;
}

static void
unknown_key(struct catalogue_parsing *parsing, const struct catalogue_key *keys,
            const struct yaml_node *node)
{
    const char *near = nearest(keys, node->key);
    if (near != NULL)
        catalogue_complain(parsing, false, node->key_line,
                           "unknown key '%.64s' is ignored; did you mean '%s'?",
                           node->key, near);
    else
        catalogue_complain(parsing, false, node->key_line,
                           "unknown key '%.64s' is ignored", node->key);
}

void
catalogue_keys_read(struct catalogue_parsing *parsing, const struct catalogue_key *keys,
                    const struct yaml_node *map, void *target)
{
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next) {
        const struct catalogue_key *key = keys;
        while (key->name != NULL && strcmp(key->name, node->key) != 0)
            key++;
        if (key->name == NULL)
            unknown_key(parsing, keys, node);
        else if (key->read != NULL)
            key->read(parsing, node, (char *)target + key->offset);
    }
}

const struct yaml_node *
catalogue_child(const struct yaml_node *map, const char *key)
{
    for (const struct yaml_node *node = map->first; node != NULL; node = node->next)
        if (node->key != NULL && strcmp(node->key, key) == 0)
            return node;
    return NULL;
}
