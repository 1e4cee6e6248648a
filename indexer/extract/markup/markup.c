/* SPDX-License-Identifier: GPL-2.0-or-later */
/* XML and HTML as events: no entities but the predefined ones, no network, no recursion. */
#include "markup.h"

#include "base/limits.h"
#include "base/memory.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct markup_element {
    const xmlChar **attributes;
    int count;
    bool html; /* name, value pairs; else the fives of SAX2 */
};

enum {
    CACHE_SLOTS = 256,
    STACK_DEPTH = LIMIT_MARKUP_DEPTH + 8 /* libxml2 stops XML a little beyond 256 */
};

struct run {
    const struct markup_reader *reader;
    xmlParserCtxtPtr parser;
    struct markup_result *result;
    size_t depth, skip; /* skip: the depth of the element being skipped; 0 */
    unsigned short open[STACK_DEPTH + 1]; /* tags; element n at index n */
    struct {
        const xmlChar *name;
        int tag;
    } cache[CACHE_SLOTS]; /* the parser interns names, so that a pointer says enough */
};

static int
compare_word(const void *name, const void *word)
{
    return strcmp(name, ((const struct markup_word *)word)->name);
}

static int
tag_of(struct run *run, const xmlChar *name)
{
    uintptr_t address = (uintptr_t)name;
    size_t slot = (address ^ address >> 8) % CACHE_SLOTS;
    if (run->cache[slot].name == name)
        return run->cache[slot].tag;
    const struct markup_reader *reader = run->reader;
    const struct markup_word *word =
        bsearch(name, reader->words, reader->word_count, sizeof *word, compare_word);
    run->cache[slot].name = name;
    run->cache[slot].tag = word ? word->tag : 0;
    return run->cache[slot].tag;
}

static void
open_element(struct run *run, const xmlChar *name, const struct markup_element *element)
{
    if (run->depth >= STACK_DEPTH) {
        run->result->too_deep = true;
        xmlStopParser(run->parser);
        return;
    }
    int tag = run->skip ? 0 : tag_of(run, name);
    run->open[++run->depth] = (unsigned short)tag;
    if (run->skip)
        return;
    enum markup_step step = run->reader->start(run->reader->context, tag, element);
    if (step == MARKUP_ENTER)
        return;
    run->skip = run->depth;
    if (step == MARKUP_STOP)
        xmlStopParser(run->parser);
}

static void
close_element(struct run *run)
{
    if (run->depth == 0)
        return;
    size_t depth = run->depth--;
    if (run->skip == 0)
        run->reader->end(run->reader->context, run->open[depth]);
    else if (run->skip == depth)
        run->skip = 0;
}

static void
on_text(void *data, const xmlChar *text, int length)
{
    struct run *run = data;
    if (run->skip == 0 && length > 0)
        run->reader->text(run->reader->context, (const char *)text, (size_t)length);
}

/* The parameters are those of startElementNsSAX2Func. */
static void
on_start_xml(/* NOLINT(readability-function-size) */
             void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
             int space_count, const xmlChar **spaces, int count, int defaulted,
             const xmlChar **attributes)
{
    (void)prefix, (void)uri, (void)space_count, (void)spaces, (void)defaulted;
    struct markup_element element = { attributes, count, false };
    open_element(data, name, &element);
}

static void
on_end_xml(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    close_element(data);
}

/* The parser forgets some elements without an end event (a tag cut off, for one). */
static void
close_down_to(struct run *run, size_t depth)
{
    while (run->depth > depth)
        close_element(run);
}

/* Beyond the depth limit an element is over as soon as it begins, and the parser is made to
 * forget it: else every end tag without a start would be searched among all open elements. */
static void
on_start_html(void *data, const xmlChar *name, const xmlChar **attributes)
{
    struct run *run = data;
    size_t depth = run->parser->nameNr > 0 ? (size_t)run->parser->nameNr : 1;
    struct markup_element element = { attributes, 0, true };
    close_down_to(run, depth - 1);
    open_element(run, name, &element);
    if (depth > LIMIT_MARKUP_DEPTH) {
        run->result->too_deep = true;
        close_element(run);
        run->parser->nameNr--;
        run->parser->name = run->parser->nameTab[run->parser->nameNr - 1];
    }
}

static void
on_end_html(void *data, const xmlChar *name)
{
    struct run *run = data;
    (void)name;
    if (run->parser->nameNr <= 0)
        return;
    size_t depth = (size_t)run->parser->nameNr;
    close_down_to(run, depth);
    if (run->depth == depth)
        close_element(run);
}

static void
on_error(void *data, xmlErrorPtr error)
{
    (void)data, (void)error;
}

/* No entity is ever declared, so none is ever expanded, in text or in an attribute. */
static void
set_handlers(xmlParserCtxtPtr parser, struct run *run, bool html)
{
    xmlSAXHandler handlers = { .initialized = XML_SAX2_MAGIC };
    handlers.characters = on_text;
    handlers.ignorableWhitespace = on_text;
    handlers.cdataBlock = on_text;
    handlers.serror = on_error;
    if (html) {
        handlers.startElement = on_start_html;
        handlers.endElement = on_end_html;
    } else {
        handlers.startElementNs = on_start_xml;
        handlers.endElementNs = on_end_xml;
    }
    *parser->sax = handlers;
    parser->userData = run;
    run->parser = parser;
}

static struct run *
run_new(const struct markup_reader *reader, struct markup_result *result)
{
    struct run *run = memory_new(1, sizeof *run);
    *result = (struct markup_result) { false, false };
    run->reader = reader;
    run->result = result;
    return run;
}

/* A parse that broke off still has elements open. */
static void
run_free(struct run *run)
{
    close_down_to(run, 0);
    if (run->parser->myDoc)
        xmlFreeDoc(run->parser->myDoc);
    run->parser->myDoc = NULL;
    xmlFreeParserCtxt(run->parser);
    free(run);
}

void
markup_read_xml(const struct markup_reader *reader, const char *bytes, size_t length,
                struct markup_result *result)
{
    *result = (struct markup_result) { false, length == 0 || length > LIMIT_PART_BYTES };
    if (result->damaged)
        return;
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes, (int)length);
    if (!parser)
        return;
    struct run *run = run_new(reader, result);
    xmlCtxtUseOptions(parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_NOERROR |
                                  XML_PARSE_NOWARNING);
    set_handlers(parser, run, false);
    xmlParseDocument(parser);
    result->too_deep |= parser->lastError.code == XML_ERR_INTERNAL_ERROR &&
                        run->depth >= LIMIT_MARKUP_DEPTH;
    result->damaged = !parser->wellFormed && parser->errNo != XML_ERR_UNDECLARED_ENTITY;
    run_free(run);
}

void
markup_read_html(const struct markup_reader *reader, const char *text, size_t length,
                 struct markup_result *result)
{
    *result = (struct markup_result) { false, false };
    if (length == 0 || length > INT32_MAX)
        return;
    htmlParserCtxtPtr parser = htmlCreateMemoryParserCtxt(text, (int)length);
    if (!parser)
        return;
    struct run *run = run_new(reader, result);
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
                                   HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NOIMPLIED | HTML_PARSE_IGNORE_ENC |
                                   HTML_PARSE_COMPACT);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    set_handlers(parser, run, true);
    htmlParseDocument(parser);
    run_free(run);
}

static struct markup_text
html_attribute(const struct markup_element *element, const char *name)
{
    for (const xmlChar **at = element->attributes; at && at[0]; at += 2)
        if (strcmp((const char *)at[0], name) == 0) {
            const char *value = at[1] ? (const char *)at[1] : "";
            return (struct markup_text) { value, strlen(value) };
        }
    return (struct markup_text) { NULL, 0 };
}

struct markup_text
markup_attribute(const struct markup_element *element, const char *space,
                 const char *name)
{
    if (element->html)
        return html_attribute(element, name);
    for (int i = 0; i < element->count; i++) {
        const xmlChar **five =
            element->attributes + (size_t)i * 5; /* name prefix uri begin end */
        if (strcmp((const char *)five[0], name) != 0)
            continue;
        if (space && (!five[2] || !strstr((const char *)five[2], space)))
            continue;
        return (struct markup_text) { (const char *)five[3],
                                      (size_t)(five[4] - five[3]) };
    }
    return (struct markup_text) { NULL, 0 };
}

bool
markup_text_is(struct markup_text value, const char *expected)
{
    size_t length = strlen(expected);
    return value.text && value.length == length &&
           memcmp(value.text, expected, length) == 0;
}

long
markup_text_number(struct markup_text value, long otherwise)
{
    long number = 0;
    size_t at = 0;
    bool minus = value.length > 0 && value.text[0] == '-';
    for (at = minus; at < value.length && at < 12; at++) {
        if (value.text[at] < '0' || value.text[at] > '9')
            break;
        number = number * 10 + (value.text[at] - '0');
    }
    if (at == (size_t)minus)
        return otherwise;
    return minus ? -number : number;
}
