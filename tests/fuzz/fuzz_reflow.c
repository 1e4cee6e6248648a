/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of any text at any place: what comes out is valid UTF-8, one line a line. */
#include "extract/pdf/reflow.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORD_BYTES = 12, WORDS_MOST = 2000 };

/* Twelve bytes a word: place, size and turn, flags, and six bytes of text, repaired. */
static struct reflow_word
word_of(const uint8_t *data, struct arena *arena)
{
    struct buf text = BUF_INIT(64);
    utf8_repair(&text, (const char *)data + 6, 6);
    struct reflow_word word = {
        .text = arena_text(arena, text.data, text.length),
        .length = (uint32_t)text.length,
        .x0 = (float)data[0] * 3,
        .y0 = (float)data[1] * 3,
        .x1 = (float)data[0] * 3 + data[2],
        .y1 = (float)data[1] * 3 + data[3],
        .size = (float)data[4] / 4,
        .turn = data[5] & 3,
        .spaced = (data[5] & 4) != 0,
    };
    buf_free(&text);
    return word;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t count = size / WORD_BYTES < WORDS_MOST ? size / WORD_BYTES : WORDS_MOST;
    struct arena *arena = arena_new();
    struct reflow_word *words = arena_alloc(arena, count, sizeof *words);
    for (size_t i = 0; i < count; i++)
        words[i] = word_of(data + i * WORD_BYTES, arena);
    struct reflow reflow;
    reflow_lines(words, count, arena, &reflow);
    if (reflow.line_count > count)
        abort();
    for (size_t i = 0; i < reflow.line_count; i++)
        if (!utf8_valid(reflow.lines[i].text, strlen(reflow.lines[i].text)))
            abort();
    arena_free(arena);
    return 0;
}
