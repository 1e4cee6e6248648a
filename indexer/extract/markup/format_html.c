/* SPDX-License-Identifier: GPL-2.0-or-later */
/* HTML: pages, fragments, and what a content management system left of them. */
#include "extract/format.h"

#include "base/limits.h"
#include "charset.h"
#include "extract/flow.h"
#include "html_reader.h"

#include <string.h>
#include <strings.h>

/* <?php … ?> and <?= … ?>: a parser would end them at the first ">" within the program. */
static void
blank_programs(char *text, size_t length)
{
    char *end = text + length, *at = text;
    while ((at = memmem(at, (size_t)(end - at), "<?", 2))) {
        bool program = end - at > 5 && (strncasecmp(at, "<?php", 5) == 0 || at[2] == '=');
        if (!program) {
            at += 2;
            continue;
        }
        char *close = memmem(at, (size_t)(end - at), "?>", 2);
        char *stop = close ? close + 2 : end;
        memset(at, ' ', (size_t)(stop - at));
        at = stop;
    }
}

/* Sends one page; false when nothing at all was found in it. */
static bool
read_page(const struct input *input, const struct buf *text, const struct sink *sink,
          struct arena *arena, bool everything)
{
    struct flow flow;
    flow_open(&flow, sink, "html", "text/html");
    if (input->length > CHARSET_INPUT_BYTES)
        flow_warn(&flow, WIRE_REASON_TOO_LARGE, "too long; the rest of it is left out");
    html_reader_read(&flow, arena, text->data, text->length, everything);
    bool found = everything || flow.document_sent || flow.body.count > 0;
    if (found)
        flow_finish(&flow);
    flow_close(&flow);
    return found;
}

bool
format_html_extract(const struct input *input, const struct sink *sink,
                    struct format_failure *failure)
{
    struct buf text = BUF_INIT(LIMIT_TEXT_BYTES);
    struct charset_hints hints = { input->mime, true };
    struct charset_result charset;
    struct arena *arena = arena_new();
    (void)failure;
    charset_decode(input->bytes, input->length, &hints, &text, &charset);
    blank_programs(text.data, text.length);
    /* A page that is nothing but furniture is read once more, with all of it. */
    if (!read_page(input, &text, sink, arena, false))
        read_page(input, &text, sink, arena, true);
    arena_free(arena);
    buf_free(&text);
    return true;
}
