/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Titles and texts to token streams for FTS5, and to counts for the vocabulary. */
#include "base/limits.h"
#include "store/fts5_writer.h"

#include <string.h>

enum { TAGGED_BYTES = 4 * LIMIT_TOKEN_BYTES };

/* One text on its way into a stream and into the vocabulary. */
struct intake {
    struct fts5_counter *counter;
    struct buf *stream;
    struct buf *tagged;
    const char *text;
    int64_t words;
    uint32_t last; /* position */
};

static bool
take_token(void *context, const struct token *token)
{
    struct intake *intake = context;
    bool colocated = intake->words > 0 && token->position <= intake->last;
    const char *text = token->text;
    size_t length = token->length;
    if (token->lang != NULL || token->marked) {
        buf_reset(intake->tagged);
        if (token->marked)
            tokens_tag_marked(intake->tagged, text, length);
        else
            tokens_tag(intake->tagged, token->lang, text, length);
        text = intake->tagged->data;
        length = intake->tagged->length;
    }
    if (!fts5_stream_add(intake->stream, colocated, text, length))
        return !intake->stream->full;
    if (!colocated)
        intake->words++;
    intake->last = token->position;
    if (!token->marked)
        fts5_counter_token(intake->counter, token, intake->text);
    return true;
}

static int64_t
take_text(struct fts5_writer *writer, struct tokens *tokens, const struct lang *lang,
          const char *text, size_t length, struct buf *stream)
{
    struct buf tagged = BUF_INIT(TAGGED_BYTES);
    struct intake intake = { writer->counter, stream, &tagged, text, 0, 0 };
    buf_reset(stream);
    tokens_run_marked(tokens, lang, text, length, take_token, &intake);
    fts5_counter_rest(writer->counter);
    buf_free(&tagged);
    return intake.words;
}

bool
fts5_streams_make(struct fts5 *self, const struct store_page *page, struct tokens *tokens,
                  int sign, struct fts5_lengths *lengths, struct error *err)
{
    struct fts5_writer *writer = self->writer;
    if (fts5_counter_is_large(writer->counter) &&
        !fts5_counter_flush(writer->counter, self, err))
        return false;
    fts5_counter_page(writer->counter, page->lang, sign);
    lengths->title = take_text(writer, tokens, page->lang, page->title,
                               strlen(page->title), &writer->title);
    lengths->body = take_text(writer, tokens, page->lang, page->text, page->text_length,
                              &writer->body);
    return true;
}

bool
fts5_streams_put(struct fts5 *self, enum fts5_slot slot, const char *sql, int64_t page,
                 struct error *err)
{
    const struct fts5_writer *writer = self->writer;
    sqlite3_stmt *statement = fts5_prepare(self, slot, sql, err);
    if (statement == NULL)
        return false;
    sqlite3_bind_int64(statement, 1, page);
    sqlite3_bind_text64(statement, 2, writer->title.data, writer->title.length,
                        SQLITE_STATIC, SQLITE_UTF8);
    sqlite3_bind_text64(statement, 3, writer->body.data, writer->body.length,
                        SQLITE_STATIC, SQLITE_UTF8);
    return fts5_finish(self, statement, err);
}
