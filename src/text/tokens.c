/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one place where terms are made; pages and queries both come through it. */
#include "text/tokens.h"

#include "base/limits.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/segment.h"
#include "text/stem.h"

#include <stdlib.h>
#include <string.h>

enum {
    TAG_BYTES = 2,
    STEM_BYTES = LIMIT_TOKEN_BYTES - TAG_BYTES,
    WORD_BYTES =
        1024, /* of a written word; what is cut here is cut shorter once folded */
    FORM_BYTES = 64 * 1024,
    MARKED_CODE = '~' /* of no language: in the tag of a form with its marks */
};

/* The forms of one word; emptied, not freed, between words. */
struct tokens {
    struct stem *stem;
    struct buf marked, surface, stemmed, other;
};

struct tokens *
tokens_new(void)
{
    struct tokens *tokens = memory_new(1, sizeof *tokens);
    const struct buf empty = BUF_INIT(FORM_BYTES);
    tokens->marked = tokens->surface = tokens->stemmed = tokens->other = empty;
    tokens->stem = stem_new();
    return tokens;
}

void
tokens_free(struct tokens *tokens)
{
    if (tokens == NULL)
        return;
    stem_free(tokens->stem);
    buf_free(&tokens->marked);
    buf_free(&tokens->surface);
    buf_free(&tokens->stemmed);
    buf_free(&tokens->other);
    free(tokens);
}

/* ---- forms of a word ---- */

/* Cuts to LIMIT_TOKEN_CODE_POINTS and to bytes. */
static void
cut_form(struct buf *form, size_t bytes)
{
    if (form->length <= LIMIT_TOKEN_CODE_POINTS)
        return;
    size_t end = 0;
    for (size_t count = 0; end < form->length && count < LIMIT_TOKEN_CODE_POINTS;
         count++) {
        uint32_t code;
        end += utf8_decode(form->data + end, form->length - end, &code);
    }
    if (end > bytes)
        end = utf8_cut(form->data, bytes);
    buf_cut(form, end);
}

static void
make_surface(struct buf *surface, const struct lang *lang, const struct buf *marked)
{
    buf_reset(surface);
    fold_marks(surface, lang, marked->data, marked->length);
    cut_form(surface, LIMIT_TOKEN_BYTES);
}

static bool
is_same(const struct buf *a, const struct buf *b)
{
    return a->length == b->length && memcmp(a->data, b->data, a->length) == 0;
}

static void
make_stem(struct tokens *tokens, const struct lang *lang)
{
    struct buf *with_marks = &tokens->other;
    buf_reset(&tokens->stemmed);
    buf_reset(with_marks);
    stem_add(tokens->stem, with_marks, lang, tokens->marked.data, tokens->marked.length);
    if (lang->stemmer == LANG_STEM_MARKS)
        buf_add(&tokens->stemmed, with_marks->data, with_marks->length);
    else
        fold_marks(&tokens->stemmed, lang, with_marks->data, with_marks->length);
    cut_form(&tokens->stemmed, STEM_BYTES);
    if (is_same(&tokens->stemmed, &tokens->surface))
        buf_reset(&tokens->stemmed);
}

static void
make_marked(struct tokens *tokens, const struct lang *lang, const char *word,
            size_t length)
{
    if (length > WORD_BYTES)
        length = utf8_cut(word, WORD_BYTES);
    buf_reset(&tokens->marked);
    fold_case(&tokens->marked, lang, word, length);
    cut_form(&tokens->marked, STEM_BYTES);
}

static void
make_forms(struct tokens *tokens, const struct lang *lang, const char *word,
           size_t length)
{
    make_marked(tokens, lang, word, length);
    make_surface(&tokens->surface, lang, &tokens->marked);
    buf_reset(&tokens->stemmed);
}

/* ---- a run over a text ---- */

struct run {
    struct tokens *tokens;
    const struct lang *lang, *leader;
    const char *text;
    token_begins_fn *begins; /* NULL: all words are wanted */
    token_fn *each;
    void *context;
    struct token token;
    uint32_t next; /* position of the next word */
    bool marks;    /* forms with marks are wanted */
    bool stopped;
};

static void
emit(struct run *run, const struct buf *form, const struct lang *lang)
{
    if (run->stopped || form->length == 0)
        return;
    run->token.text = form->data;
    run->token.length = form->length;
    run->token.lang = lang;
    run->stopped = !run->each(run->context, &run->token);
}

/* Cyrillic as written, beside the Latin surface. */
static void
emit_native(struct run *run)
{
    struct tokens *tokens = run->tokens;
    make_surface(&tokens->other, lang_unknown(), &tokens->marked);
    if (!is_same(&tokens->other, &tokens->surface))
        emit(run, &tokens->other, NULL);
}

/* In the script of the surface. */
static void
make_written(struct buf *written, const struct lang *lang, const struct buf *marked)
{
    buf_reset(written);
    fold_latin(written, lang, marked->data, marked->length);
    cut_form(written, STEM_BYTES);
}

static void
emit_marked(struct run *run)
{
    struct tokens *tokens = run->tokens;
    make_written(&tokens->other, run->lang, &tokens->marked);
    if (is_same(&tokens->other, &tokens->surface))
        return;
    run->token.marked = true;
    emit(run, &tokens->other, NULL);
    run->token.marked = false;
}

static bool
is_wanted(const struct run *run, char first, char second)
{
    return run->begins == NULL ||
           run->begins(run->context, (unsigned char)first, (unsigned char)second);
}

/* All forms of bytes [start, end) at one position; false when nothing is left of them. */
static bool
emit_word(struct run *run, size_t start, size_t end, uint32_t position, bool single)
{
    struct tokens *tokens = run->tokens;
    make_forms(tokens, run->lang, run->text + start, end - start);
    if (tokens->surface.length == 0)
        return false;
    if (!is_wanted(run, tokens->surface.data[0], tokens->surface.data[1]))
        return true;
    if (!single)
        make_stem(tokens, run->lang);
    run->token.position = position;
    run->token.start = start;
    run->token.end = end;
    run->token.single = single;
    emit(run, &tokens->surface, NULL);
    if (run->lang->stemmer == LANG_STEM_SERBIAN)
        emit_native(run);
    if (run->marks && !single && run->lang->stemmer != LANG_STEM_MARKS &&
        !is_same(&tokens->marked, &tokens->surface))
        emit_marked(run);
    emit(run, &tokens->stemmed, run->leader);
    return true;
}

/* Where the seam of two readings stands in the word; 0: there is none, or more than one,
 * as authors set soft hyphens between all syllables. */
static size_t
find_seam(const struct run *run, const struct segment *word)
{
    static const char soft_hyphen[] = "\xC2\xAD", joiner[] = "\xE2\x80\x8C";
    const char *text = run->text + word->start;
    size_t length = word->end - word->start;
    const char *mark = run->lang->joiner_parts ? joiner : soft_hyphen;
    const char *seam = memmem(text, length, mark, strlen(mark));
    if (seam == NULL && mark == joiner)
        seam = memmem(text, length, mark = soft_hyphen, strlen(soft_hyphen));
    if (seam == NULL)
        return 0;
    size_t at = (size_t)(seam - text), after = at + strlen(mark);
    if (memmem(text + after, length - after, mark, strlen(mark)) != NULL)
        return 0;
    return word->start + at;
}

static void
emit_readings(struct run *run, const struct segment *word, size_t seam)
{
    uint32_t position = run->next;
    size_t after = seam + (run->text[seam] == '\xC2' ? 2 : 3);
    if (position > 0)
        emit_word(run, word->start, seam, position - 1, false);
    if (!emit_word(run, word->start, word->end, position, false))
        return;
    if (position == 0)
        emit_word(run, word->start, seam, position, false);
    emit_word(run, after, word->end, position, false);
    run->next++;
}

static bool
is_ascii(const char *text, size_t length)
{
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

static bool
is_ascii_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Folding leaves the first two letters of an ASCII word but for their case: most words need
 * not be folded to see that they are not wanted. */
static bool
is_passed_over(const struct run *run, const char *word, size_t length)
{
    return run->begins != NULL && length > 1 && is_ascii_letter(word[0]) &&
           is_ascii_letter(word[1]) &&
           !is_wanted(run, (char)(word[0] | 0x20), (char)(word[1] | 0x20));
}

static void
run_segment(struct run *run, const struct segment *word)
{
    bool ascii = is_ascii(run->text + word->start, word->end - word->start);
    if (ascii && is_passed_over(run, run->text + word->start, word->end - word->start)) {
        run->next++;
        return;
    }
    size_t seam = ascii || word->single ? 0 : find_seam(run, word);
    if (seam != 0)
        emit_readings(run, word, seam);
    else if (emit_word(run, word->start, word->end, run->next, word->single))
        run->next++;
}

/* Do stems begin with the same two bytes as their words? True of all words of the Snowball
 * vocabularies but for these languages, whose stemmers cut or change beginnings. */
static bool
keeps_beginnings(const struct lang *lang)
{
    static const char *const tags[] = { "ar", "ga", "id", "ta", "yi" };
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++)
        if (strcmp(lang->tag, tags[i]) == 0)
            return false;
    return lang->stemmer != LANG_STEM_SERBIAN;
}

static void
run_over(struct run *run, const struct lang *lang, size_t length)
{
    struct segment word = { 0, 0, false };
    run->lang = lang != NULL ? lang : lang_unknown();
    run->leader = lang_leader(run->lang);
    if (!keeps_beginnings(run->lang))
        run->begins = NULL;
    while (!run->stopped && run->next < LIMIT_PAGE_TOKENS &&
           segment_next(run->lang, run->text, length, word.end, &word))
        run_segment(run, &word);
}

void
tokens_run_some(struct tokens *tokens, const struct lang *lang, const char *text,
                size_t length, token_begins_fn *begins, token_fn *each, void *context)
{
    struct run run = {
        .tokens = tokens, .text = text, .begins = begins, .each = each, .context = context
    };
    run_over(&run, lang, length);
}

void
tokens_run(struct tokens *tokens, const struct lang *lang, const char *text,
           size_t length, token_fn *each, void *context)
{
    tokens_run_some(tokens, lang, text, length, NULL, each, context);
}

void
tokens_run_marked(struct tokens *tokens, const struct lang *lang, const char *text,
                  size_t length, token_fn *each, void *context)
{
    struct run run = {
        .tokens = tokens, .text = text, .each = each, .context = context, .marks = true
    };
    run_over(&run, lang, length);
}

/* ---- one word ---- */

/* A caller's word may hold anything; a token may not. */
static void
add_clean(struct buf *out, const struct buf *form)
{
    size_t from = 0;
    for (size_t i = 0; i <= form->length; i++) {
        unsigned char c = (unsigned char)form->data[i];
        if (c > ' ' && c != '"' && c != 0x7F)
            continue;
        buf_add(out, form->data + from, i - from);
        from = i + 1;
    }
}

void
tokens_word(struct tokens *tokens, const struct lang *lang, const char *word,
            size_t length, struct buf *surface, struct buf *stem, struct buf *marked)
{
    if (lang == NULL)
        lang = lang_unknown();
    make_forms(tokens, lang, word, length);
    make_stem(tokens, lang);
    add_clean(surface, &tokens->surface);
    add_clean(stem, &tokens->stemmed);
    if (marked == NULL)
        return;
    make_written(&tokens->other, lang, &tokens->marked);
    add_clean(marked, &tokens->other);
}

void
tokens_tag(struct buf *out, const struct lang *lang, const char *stem, size_t length)
{
    buf_add_char(out, '\x01');
    buf_add_char(out, (char)lang->stem_code);
    buf_add(out, stem, length);
}

void
tokens_tag_marked(struct buf *out, const char *form, size_t length)
{
    buf_add_char(out, '\x01');
    buf_add_char(out, MARKED_CODE);
    buf_add(out, form, length);
}
