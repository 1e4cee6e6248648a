/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A tree of publications as CSV, a line for each file, or as YAML. */
#include "catalogue_cells.h"
#include "catalogue_csv.h"
#include "yaml_write.h"

#include <string.h>

/* ---- CSV ---- */

/* NULL when there is nothing. A file may be an address alone. */
static const struct yaml_node *
value_of(const struct catalogue_column *column, const struct yaml_node *entry,
         const struct yaml_node *file)
{
    const struct yaml_node *node = entry;
    if (column->place == CATALOGUE_OF_FILE)
        node = file;
    if (node != NULL && node->kind == YAML_SCALAR)
        return strcmp(column->key, "url") == 0 ? node : NULL;
    node = node == NULL ? NULL : catalogue_child(node, column->key);
    return node == NULL || catalogue_is_null(node) ? NULL : node;
}

/* A part that would be read otherwise stands in quotes of its own. */
static void
add_item(struct buf *out, const char *item)
{
    if (strpbrk(item, ";\"") == NULL) {
        buf_add_text(out, item);
        return;
    }
    buf_add_char(out, '"');
    for (; *item != '\0'; item++) {
        if (*item == '"')
            buf_add_char(out, '"');
        buf_add_char(out, *item);
    }
    buf_add_char(out, '"');
}

static void
add_trimmed(struct buf *out, const char *text)
{
    text += strspn(text, " \t\r\n");
    buf_add_text(out, text);
    while (out->length > 0 && strchr(" \t\r\n", out->data[out->length - 1]) != NULL)
        buf_cut(out, out->length - 1);
}

static void
add_cell(struct buf *out, const struct catalogue_column *column,
         const struct yaml_node *value)
{
    struct buf cell = BUF_INIT(YAML_TREE_BYTES);
    bool list = value->kind == YAML_LIST;
    for (const struct yaml_node *item = list ? value->first : value; item != NULL;
         item = list ? item->next : NULL) {
        struct buf text = BUF_INIT(YAML_TREE_BYTES);
        if (catalogue_is_null(item))
            continue;
        add_trimmed(&text, item->text);
        buf_add_text(&cell, cell.length > 0 ? "; " : "");
        if (column->place == CATALOGUE_LIST_OF_ENTRY)
            add_item(&cell, text.data);
        else
            buf_add_text(&cell, text.data);
        buf_free(&text);
    }
    catalogue_cells_write(out, cell.data);
    buf_free(&cell);
}

static bool
is_used(const struct catalogue_column *column, const struct yaml_node *list)
{
    if (column->usual)
        return true;
    for (const struct yaml_node *entry = list->first; entry != NULL;
         entry = entry->next) {
        const struct yaml_node *files = catalogue_child(entry, "files");
        const struct yaml_node *file = files == NULL ? NULL : files->first;
        if (column->place != CATALOGUE_OF_FILE && value_of(column, entry, NULL) != NULL)
            return true;
        for (; file != NULL; file = file->next)
            if (column->place == CATALOGUE_OF_FILE &&
                value_of(column, NULL, file) != NULL)
                return true;
    }
    return false;
}

static void
add_line(struct buf *out, const bool *used, const struct yaml_node *entry,
         const struct yaml_node *file, bool first)
{
    const char *separator = "";
    for (size_t i = 0; catalogue_columns[i].name != NULL; i++) {
        const struct catalogue_column *column = &catalogue_columns[i];
        if (!used[i])
            continue;
        const struct yaml_node *value = value_of(column, entry, file);
        buf_add_text(out, separator);
        if (value != NULL &&
            (first || column->repeated || column->place == CATALOGUE_OF_FILE))
            add_cell(out, column, value);
        separator = ",";
    }
    buf_add_char(out, '\n');
}

void
catalogue_csv_write(struct buf *out, const struct yaml_node *root)
{
    const struct yaml_node *list = catalogue_child(root, "publications");
    bool used[CATALOGUE_CELLS_MOST] = { false };
    const char *separator = "";
    for (size_t i = 0; catalogue_columns[i].name != NULL; i++) {
        used[i] = is_used(&catalogue_columns[i], list);
        if (used[i])
            buf_format(out, "%s%s", separator, catalogue_columns[i].name);
        separator = ",";
    }
    buf_add_char(out, '\n');
    for (const struct yaml_node *entry = list->first; entry != NULL;
         entry = entry->next) {
        const struct yaml_node *files = catalogue_child(entry, "files");
        const struct yaml_node *file = files == NULL ? NULL : files->first;
        add_line(out, used, entry, file, true);
        for (file = file == NULL ? NULL : file->next; file != NULL; file = file->next)
            add_line(out, used, entry, file, false);
    }
}

/* ---- YAML ---- */

static void
add_value(struct buf *out, const struct yaml_node *value)
{
    if (value->kind == YAML_LIST) {
        buf_add_char(out, '[');
        for (const struct yaml_node *item = value->first; item != NULL;
             item = item->next) {
            yaml_write_item(out, item->text);
            buf_add_text(out, item->next == NULL ? "" : ", ");
        }
        buf_add_text(out, "]\n");
    } else if (strcmp(value->key, "year") == 0) {
        buf_format(out, "%s\n", value->text);
    } else if (strcmp(value->key, "about") == 0) {
        yaml_write_block(out, value->text);
    } else {
        yaml_write_text(out, value->text);
        buf_add_char(out, '\n');
    }
}

static void
add_files(struct buf *out, const struct yaml_node *files)
{
    buf_add_text(out, files->first == NULL ? "  files: []\n" : "  files:\n");
    for (const struct yaml_node *file = files->first; file != NULL; file = file->next)
        for (const struct yaml_node *value = file->first; value != NULL;
             value = value->next) {
            buf_format(out, "  %s %s: ", value == file->first ? "-" : " ", value->key);
            add_value(out, value);
        }
}

static void
add_entry(struct buf *out, const struct yaml_node *entry)
{
    const struct yaml_node *id = catalogue_child(entry, "id");
    buf_add_text(out, "- id: ");
    add_value(out, id);
    for (const struct yaml_node *value = entry->first; value != NULL;
         value = value->next) {
        if (value == id || strcmp(value->key, "files") == 0)
            continue;
        buf_format(out, "  %s: ", value->key);
        add_value(out, value);
    }
    add_files(out, catalogue_child(entry, "files"));
}

void
catalogue_yaml_write(struct buf *out, const struct yaml_node *root)
{
    const struct yaml_node *list = catalogue_child(root, "publications");
    buf_add_text(out, list->first == NULL ? "publications: []\n" : "publications:\n");
    for (const struct yaml_node *entry = list->first; entry != NULL;
         entry = entry->next) {
        add_entry(out, entry);
        buf_add_text(out, entry->next == NULL ? "" : "\n");
    }
}
