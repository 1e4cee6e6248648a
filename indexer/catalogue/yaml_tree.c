/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libyaml's events to a tree. Aliases are refused, so a small file cannot become a large tree. */
#include "yaml_tree.h"

#include <string.h>
#include <yaml.h>

struct level {
    struct yaml_node *node, *last;
    const char *key; /* read, its value not yet */
    int key_line;
};

struct reading {
    yaml_parser_t parser;
    struct arena *arena;
    struct level levels[YAML_TREE_DEPTH];
    size_t depth, nodes;
    struct yaml_node *root;
    int line;
    struct error *err;
};

static bool
wrong(struct reading *reading, int line, const char *what)
{
    reading->line = line;
    return error_set(reading->err, ERROR_CATALOGUE, "%s", what);
}

static int
line_of(const yaml_event_t *event)
{
    return (int)event->start_mark.line + 1;
}

/* Hangs a node under the open list or map. */
static bool
hang(struct reading *reading, struct yaml_node *node)
{
    if (++reading->nodes > YAML_TREE_NODES)
        return wrong(reading, node->line, "the catalogue is too large; split it");
    if (reading->depth == 0) {
        reading->root = node;
        return true;
    }
    struct level *level = &reading->levels[reading->depth - 1];
    if (level->node->kind == YAML_MAP) {
        node->key = level->key;
        node->key_line = level->key_line;
        level->key = NULL;
    }
    if (level->last == NULL)
        level->node->first = node;
    else
        level->last->next = node;
    level->last = node;
    return true;
}

static bool
is_key(const struct reading *reading)
{
    const struct level *level =
        reading->depth == 0 ? NULL : &reading->levels[reading->depth - 1];
    return level != NULL && level->node->kind == YAML_MAP && level->key == NULL;
}

static bool
has_key(const struct yaml_node *map, const char *key)
{
    for (const struct yaml_node *child = map->first; child != NULL; child = child->next)
        if (child->key != NULL && strcmp(child->key, key) == 0)
            return true;
    return false;
}

static bool
read_key(struct reading *reading, const yaml_event_t *event)
{
    struct level *level = &reading->levels[reading->depth - 1];
    const char *key = (const char *)event->data.scalar.value;
    if (strlen(key) != event->data.scalar.length || strlen(key) > 64)
        return wrong(reading, line_of(event), "this key is too long; is a ':' missing?");
    if (has_key(level->node, key)) {
        reading->line = line_of(event);
        return error_set(reading->err, ERROR_CATALOGUE,
                         "'%s' stands here twice; keep one of them", key);
    }
    level->key = arena_copy(reading->arena, key);
    level->key_line = line_of(event);
    return true;
}

static bool
read_scalar(struct reading *reading, const yaml_event_t *event)
{
    if (is_key(reading))
        return read_key(reading, event);
    const char *text = (const char *)event->data.scalar.value;
    if (strlen(text) != event->data.scalar.length)
        return wrong(reading, line_of(event), "a NUL character stands here; remove it");
    struct yaml_node *node = arena_alloc(reading->arena, 1, sizeof *node);
    node->kind = YAML_SCALAR;
    node->line = line_of(event);
    node->text = arena_copy(reading->arena, text);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return hang(reading, node);
}

static bool
open_node(struct reading *reading, const yaml_event_t *event, enum yaml_kind kind)
{
    if (is_key(reading))
        return wrong(reading, line_of(event), "a list or map cannot be a key");
    if (reading->depth == YAML_TREE_DEPTH)
        return wrong(reading, line_of(event), "nested too deeply for a catalogue");
    struct yaml_node *node = arena_alloc(reading->arena, 1, sizeof *node);
    node->kind = kind;
    node->line = line_of(event);
    node->text = "";
    if (!hang(reading, node))
        return false;
    reading->levels[reading->depth++] = (struct level) { node, NULL, NULL, 0 };
    return true;
}

static bool
read_event(struct reading *reading, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT: return read_scalar(reading, event);
    case YAML_SEQUENCE_START_EVENT: return open_node(reading, event, YAML_LIST);
    case YAML_MAPPING_START_EVENT: return open_node(reading, event, YAML_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: reading->depth--; return true;
    case YAML_ALIAS_EVENT:
        return wrong(reading, line_of(event),
                     "aliases ('*name') are not read; write the value out, or put a text "
                     "that begins with '*' in quotes");
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT: return true;
    }
    return true;
}

/* libyaml's own words, with advice for the two mistakes that people make. */
static bool
syntax(struct reading *reading)
{
    const yaml_parser_t *parser = &reading->parser;
    const char *problem = parser->problem == NULL ? "cannot be read" : parser->problem;
    const char *advice = "";
    if (strstr(problem, "mapping values are not allowed") != NULL)
        advice = "; put a text that holds ': ' in quotes, and check the indentation";
    else if (strstr(problem, "cannot start any token") != NULL)
        advice = "; indent with spaces, not tabs, and put texts that begin with @ % ` in "
                 "quotes";
    else if (parser->error == YAML_READER_ERROR)
        advice = "; save the file as UTF-8";
    reading->line = (int)parser->problem_mark.line + 1;
    if (parser->error == YAML_READER_ERROR)
        reading->line = 0;
    return error_set(reading->err, ERROR_CATALOGUE, "%s%s", problem, advice);
}

static bool
read_all(struct reading *reading)
{
    for (bool more = true; more;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&reading->parser, &event))
            return syntax(reading);
        bool good = read_event(reading, &event);
        more =
            event.type != YAML_DOCUMENT_END_EVENT && event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (!good)
            return false;
    }
    return true;
}

bool
yaml_tree_read(const char *text, size_t length, struct arena *arena,
               struct yaml_node **root, int *line, struct error *err)
{
    struct reading *reading = arena_alloc(arena, 1, sizeof *reading);
    reading->arena = arena;
    reading->err = err;
    *root = NULL;
    *line = 0;
    if (length > YAML_TREE_BYTES)
        return error_set(err, ERROR_CATALOGUE, "larger than %d MB",
                         YAML_TREE_BYTES / (1 << 20));
    if (!yaml_parser_initialize(&reading->parser))
        return error_set(err, ERROR_SYSTEM, "out of memory");
    yaml_parser_set_input_string(&reading->parser, (const unsigned char *)text, length);
    yaml_parser_set_encoding(&reading->parser, YAML_UTF8_ENCODING);
    bool good = read_all(reading);
    yaml_parser_delete(&reading->parser);
    *line = reading->line;
    *root = reading->root;
    return good;
}
