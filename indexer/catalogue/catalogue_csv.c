/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows to a tree: lines with one id become one publication, each with a file or none. */
#include "catalogue_csv.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "catalogue_cells.h"

#include <string.h>
#include <strings.h>

const struct catalogue_column catalogue_columns[] = {
    { "id", "id", CATALOGUE_OF_ENTRY, true, true },
    { "title", "title", CATALOGUE_OF_ENTRY, true, true },
    { "year", "year", CATALOGUE_OF_ENTRY, true, true },
    { "organisations", "organisations", CATALOGUE_LIST_OF_ENTRY, true, true },
    { "lang", "lang", CATALOGUE_OF_FILE, false, true },
    { "part", "part", CATALOGUE_OF_FILE, false, true },
    { "url", "url", CATALOGUE_OF_FILE, false, true },
    { "path", "path", CATALOGUE_OF_FILE, false, false },
    { "label", "label", CATALOGUE_OF_FILE, false, false },
    { "name", "name", CATALOGUE_OF_FILE, false, false },
    { "password", "password", CATALOGUE_OF_FILE, false, false },
    { "pictures", "pictures", CATALOGUE_OF_FILE, false, false },
    { "kind", "kind", CATALOGUE_OF_ENTRY, false, false },
    { "title-lang", "lang", CATALOGUE_OF_ENTRY, false, false },
    { "page", "page", CATALOGUE_OF_ENTRY, false, false },
    { "contact", "contact", CATALOGUE_OF_ENTRY, false, false },
    { "translation-of", "translation-of", CATALOGUE_OF_ENTRY, false, false },
    { "topics", "topics", CATALOGUE_LIST_OF_ENTRY, false, false },
    { "about", "about", CATALOGUE_OF_ENTRY, false, false },
    { "base", "base", CATALOGUE_OF_ENTRY, false, false },
    { NULL, NULL, CATALOGUE_OF_ENTRY, false, false },
};

enum { COLUMNS = sizeof catalogue_columns / sizeof *catalogue_columns - 1 };

/* A publication while its lines come in. */
struct entry {
    const char *id;
    struct yaml_node *node, *last, *files, *last_file;
    const char *said[COLUMNS]; /* the cell that counts; NULL for none yet */
    int lines[COLUMNS];
};

struct table {
    struct catalogue_parsing *parsing;
    struct arena *arena;
    int column_of[COLUMNS]; /* where the known column stands, or -1 */
    size_t width;
    struct entry **entries; /* open hash set; its size is a power of two */
    size_t room, count, nodes;
    struct yaml_node *list, *last;
};

/* ---- nodes ---- */

static struct yaml_node *
new_node(struct table *table, enum yaml_kind kind, const char *key, const char *text,
         int line)
{
    struct yaml_node *node = arena_alloc(table->arena, 1, sizeof *node);
    *node = (struct yaml_node) { .kind = kind,
                                 .line = line,
                                 .text = text,
                                 .quoted = true,
                                 .key = key,
                                 .key_line = line };
    table->nodes++;
    return node;
}

static void
hang(struct yaml_node *parent, struct yaml_node **last, struct yaml_node *node)
{
    if (*last == NULL)
        parent->first = node;
    else
        (*last)->next = node;
    *last = node;
}

/* ---- lists: One; "Two; more"; Three ---- */

static const char *
take_item(struct arena *arena, const char **at)
{
    struct buf item = BUF_INIT(strlen(*at) + 1);
    const char *text = *at + strspn(*at, " \t\n");
    bool quoted = *text == '"';
    for (text += quoted; *text != '\0' && (quoted || *text != ';'); text++) {
        if (quoted && *text == '"' && *++text != '"')
            quoted = false;
        if (*text == '\0' || (!quoted && *text == ';'))
            break;
        buf_add_char(&item, *text);
    }
    *at = text + (*text == ';');
    while (item.length > 0 && strchr(" \t\n", item.data[item.length - 1]) != NULL)
        buf_cut(&item, item.length - 1);
    const char *copy = arena_text(arena, item.data, item.length);
    buf_free(&item);
    return copy;
}

static struct yaml_node *
list_of(struct table *table, const char *key, const char *cell, int line)
{
    struct yaml_node *list = new_node(table, YAML_LIST, key, "", line), *last = NULL;
    while (*cell != '\0') {
        const char *item = take_item(table->arena, &cell);
        if (item[0] != '\0')
            hang(list, &last, new_node(table, YAML_SCALAR, NULL, item, line));
    }
    return list;
}

/* ---- the first line ---- */

static void
add_names(struct buf *out)
{
    for (size_t i = 0; i < COLUMNS; i++)
        if (catalogue_columns[i].usual)
            buf_format(out, "%s%s", i > 0 ? "," : "", catalogue_columns[i].name);
}

static void
place_column(struct table *table, const struct catalogue_row *head, size_t at)
{
    struct catalogue_parsing *parsing = table->parsing;
    const char *name = head->cells[at];
    size_t known = 0;
    while (known < COLUMNS && strcasecmp(catalogue_columns[known].name, name) != 0)
        known++;
    if (known == COLUMNS && name[0] != '\0')
        catalogue_complain(parsing, false, head->line,
                           "unknown column '%.64s' is ignored", name);
    else if (known < COLUMNS && table->column_of[known] >= 0)
        catalogue_complain(parsing, true, head->line,
                           "the column '%s' stands here twice; keep one of them", name);
    else if (known < COLUMNS)
        table->column_of[known] = (int)at;
}

static bool
read_head(struct table *table, const struct catalogue_row *head)
{
    struct buf names = BUF_INIT(1024);
    bool good = true;
    for (size_t i = 0; i < COLUMNS; i++)
        table->column_of[i] = -1;
    for (size_t i = 0; i < head->count; i++)
        place_column(table, head, i);
    table->width = head->count;
    add_names(&names);
    for (size_t i = 0; i < 2; i++)
        if (table->column_of[i] < 0) {
            catalogue_complain(
                table->parsing, true, head->line,
                "no column '%s'; the first line names the columns, such as "
                "%s",
                catalogue_columns[i].name, names.data);
            good = false;
        }
    buf_free(&names);
    return good;
}

/* ---- the others ---- */

static const char *
cell_of(const struct table *table, const struct catalogue_row *row, size_t column)
{
    int at = table->column_of[column];
    return at < 0 ? "" : row->cells[at];
}

static void
grow(struct table *table)
{
    size_t room = table->room == 0 ? 256 : 2 * table->room;
    struct entry **entries = arena_alloc(table->arena, room, sizeof(void *));
    for (size_t i = 0; i < table->room; i++) {
        struct entry *entry = table->entries[i];
        size_t at = entry == NULL ? 0 : hash_text(entry->id) & (room - 1);
        while (entry != NULL && entries[at] != NULL)
            at = (at + 1) & (room - 1);
        if (entry != NULL)
            entries[at] = entry;
    }
    table->entries = entries;
    table->room = room;
}

static struct entry *
entry_of(struct table *table, const char *id, int line)
{
    if (2 * (table->count + 1) > table->room)
        grow(table);
    size_t at = hash_text(id) & (table->room - 1);
    for (; table->entries[at] != NULL; at = (at + 1) & (table->room - 1))
        if (strcmp(table->entries[at]->id, id) == 0)
            return table->entries[at];
    struct entry *entry = arena_alloc(table->arena, 1, sizeof *entry);
    entry->id = id;
    entry->node = new_node(table, YAML_MAP, NULL, "", line);
    entry->files = new_node(table, YAML_LIST, "files", "", line);
    hang(entry->node, &entry->last, entry->files);
    hang(table->list, &table->last, entry->node);
    table->entries[at] = entry;
    table->count++;
    return entry;
}

static void
say(struct table *table, struct entry *entry, size_t column, const char *cell, int line)
{
    const struct catalogue_column *row = &catalogue_columns[column];
    if (entry->said[column] == NULL) {
        bool list = row->place == CATALOGUE_LIST_OF_ENTRY;
        entry->said[column] = cell;
        entry->lines[column] = line;
        hang(entry->node, &entry->last,
             list ? list_of(table, row->key, cell, line)
                  : new_node(table, YAML_SCALAR, row->key, cell, line));
    } else if (strcmp(entry->said[column], cell) != 0) {
        catalogue_complain(
            table->parsing, true, line,
            "the %s of '%.60s' is another one in line %d; write the same on "
            "all of its lines, or leave it empty here",
            row->name, entry->id, entry->lines[column]);
    }
}

/* lang alone, with no file beside it, is the language of the title. */
static void
read_file(struct table *table, struct entry *entry, const struct catalogue_row *row)
{
    struct yaml_node *file = new_node(table, YAML_MAP, NULL, "", row->line), *last = NULL;
    const char *lang = NULL;
    bool more = false;
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *cell = cell_of(table, row, i), *key = catalogue_columns[i].key;
        if (catalogue_columns[i].place != CATALOGUE_OF_FILE || cell[0] == '\0')
            continue;
        hang(file, &last, new_node(table, YAML_SCALAR, key, cell, row->line));
        if (strcmp(key, "lang") == 0)
            lang = cell;
        else
            more = true;
    }
    if (more)
        hang(entry->files, &entry->last_file, file);
    for (size_t i = 0; i < COLUMNS && lang != NULL && !more; i++)
        if (strcmp(catalogue_columns[i].name, "title-lang") == 0)
            say(table, entry, i, lang, row->line);
}

static bool
fits(struct table *table, const struct catalogue_row *row)
{
    if (row->wrong != NULL) {
        catalogue_complain(table->parsing, true, row->wrong_line, "%s", row->wrong);
        return false;
    }
    for (size_t i = table->width; i < row->count; i++)
        if (row->cells[i][0] != '\0') {
            catalogue_complain(
                table->parsing, true, row->line,
                "%zu cells stand here, and the first line names %zu columns; "
                "put a text that holds the separator in quotes",
                row->count, table->width);
            return false;
        }
    return true;
}

static void
read_row(struct table *table, const struct catalogue_row *row)
{
    const char *id = cell_of(table, row, 0);
    if (!fits(table, row))
        return;
    if (id[0] == '\0') {
        catalogue_complain(table->parsing, true, row->line,
                           "this line has no id; write the id of its publication, "
                           "a short name that never changes");
        return;
    }
    struct entry *entry = entry_of(table, id, row->line);
    for (size_t i = 0; i < COLUMNS; i++) {
        const char *cell = cell_of(table, row, i);
        if (catalogue_columns[i].place != CATALOGUE_OF_FILE && cell[0] != '\0')
            say(table, entry, i, cell, row->line);
    }
    read_file(table, entry, row);
}

/* ---- the whole ---- */

/* The first line that is not UTF-8. */
static bool
is_readable(struct catalogue_parsing *parsing, const char *text, size_t length)
{
    int line = 1;
    if (length > 1 &&
        ((unsigned char)text[0] >= 0xFE && (unsigned char)text[1] >= 0xFE)) {
        catalogue_complain(parsing, true, 0, "saved as UTF-16; save it as CSV in UTF-8");
        return false;
    }
    for (size_t at = 0; at < length; line++) {
        const char *end = memchr(text + at, '\n', length - at);
        size_t size = end == NULL ? length - at : (size_t)(end - text) - at;
        if (!utf8_valid(text + at, size) || memchr(text + at, '\0', size) != NULL) {
            catalogue_complain(parsing, true, line,
                               "this line is not UTF-8; save the file as CSV in UTF-8");
            return false;
        }
        at += size + 1;
    }
    return true;
}

struct yaml_node *
catalogue_csv_read(struct catalogue_parsing *parsing, const char *text, size_t length)
{
    struct table table = { .parsing = parsing, .arena = parsing->arena };
    struct catalogue_cells cells;
    struct catalogue_row row;
    struct yaml_node *root = new_node(&table, YAML_MAP, NULL, "", 1), *last = NULL;
    if (!is_readable(parsing, text, length))
        return NULL;
    table.list = new_node(&table, YAML_LIST, "publications", "", 1);
    hang(root, &last, table.list);
    catalogue_cells_start(&cells, text, length, parsing->arena);
    if (!catalogue_cells_next(&cells, &row)) {
        catalogue_complain(parsing, true, 0, "empty; the first line names the columns");
        return NULL;
    }
    if (!read_head(&table, &row))
        return NULL;
    while (catalogue_cells_next(&cells, &row)) {
        read_row(&table, &row);
        if (table.nodes > YAML_TREE_NODES) {
            catalogue_complain(parsing, true, row.line, "too large for a catalogue");
            return NULL;
        }
    }
    return root;
}
