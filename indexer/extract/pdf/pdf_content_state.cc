/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Operators of a page's content: graphics state, text state, and text (ISO 32000-1, 8.4 and 9). */
#include "pdf_content_reader.hh"

#include "base/limits.h"

#include <cstring>

/* ---- graphics state ---- */

void
pdf_content_state_save(struct pdf_content_reader *reader)
{
    const GfxState *state = reader->state;
    pdf_content_saved kept = { state->getFont(),
                               state->getFontSize(),
                               {},
                               {},
                               state->getCharSpace(),
                               state->getWordSpace(),
                               state->getHorizScaling(),
                               state->getLeading(),
                               state->getRise(),
                               state->getRender() };
    memcpy(kept.ctm, state->getCTM(), sizeof kept.ctm);
    memcpy(kept.matrix, state->getTextMat(), sizeof kept.matrix);
    reader->states.push_back(std::move(kept));
}

void
pdf_content_state_restore(struct pdf_content_reader *reader)
{
    if (reader->states.size() <= reader->states_kept)
        return;
    GfxState *state = reader->state;
    const pdf_content_saved &kept = reader->states.back();
    const double *c = kept.ctm, *m = kept.matrix;
    state->setCTM(c[0], c[1], c[2], c[3], c[4], c[5]);
    state->setTextMat(m[0], m[1], m[2], m[3], m[4], m[5]);
    state->setFont(kept.font, kept.size);
    state->setCharSpace(kept.character_space);
    state->setWordSpace(kept.word_space);
    state->setHorizScaling(kept.scale * 100);
    state->setLeading(kept.leading);
    state->setRise(kept.rise);
    state->setRender(kept.render);
    reader->states.pop_back();
    reader->font_changed = true;
}

void
pdf_content_state_concatenate(struct pdf_content_reader *reader, const double *matrix)
{
    reader->state->concatCTM(matrix[0], matrix[1], matrix[2], matrix[3], matrix[4],
                             matrix[5]);
    reader->font_changed = true;
}

static void
save(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    if (reader->states.size() < LIMIT_PDF_STATES)
        pdf_content_state_save(reader);
}

static void
restore(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    pdf_content_state_restore(reader);
}

static void
concatenate(struct pdf_content_reader *reader, const pdf_content_operand *m)
{
    double matrix[] = { m[0].number, m[1].number, m[2].number,
                        m[3].number, m[4].number, m[5].number };
    pdf_content_state_concatenate(reader, matrix);
}

static void
use_font(struct pdf_content_reader *reader, std::shared_ptr<GfxFont> font, double size)
{
    reader->state->setFont(std::move(font), size);
    reader->font_changed = true;
}

/* Of all parameters only a font matters (table 58). */
static void
set_parameters(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    const char *name = reader->text(operands[0]);
    Object parameters =
        reader->resources.entry("ExtGState", name).fetch(reader->document->getXRef());
    if (!parameters.isDict())
        return;
    Object font = parameters.dictLookup("Font");
    if (!font.isArray() || font.arrayGetLength() != 2)
        return;
    Object size = font.arrayGet(1);
    if (size.isNum())
        use_font(reader, reader->resources.made(name, font.arrayGetNF(0)), size.getNum());
}

/* ---- text state ---- */

static void
set_font(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    use_font(reader, reader->resources.font(reader->text(operands[0])),
             operands[1].number);
}

static void
set_character_space(struct pdf_content_reader *reader,
                    const pdf_content_operand *operands)
{
    reader->state->setCharSpace(operands[0].number);
}

static void
set_word_space(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    reader->state->setWordSpace(operands[0].number);
}

static void
set_scale(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    reader->state->setHorizScaling(operands[0].number);
    reader->font_changed = true;
}

static void
set_leading(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    reader->state->setLeading(operands[0].number);
}

static void
set_render(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    reader->state->setRender(static_cast<int>(operands[0].number) & 7);
}

static void
set_rise(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    reader->state->setRise(operands[0].number);
}

/* ---- text position ---- */

static void
begin_text(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    reader->state->setTextMat(1, 0, 0, 1, 0, 0);
    reader->state->textMoveTo(0, 0);
    reader->font_changed = true;
}

static void
move_by(struct pdf_content_reader *reader, double x, double y)
{
    GfxState *state = reader->state;
    state->textMoveTo(state->getLineX() + x, state->getLineY() + y);
}

static void
move_text(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    move_by(reader, operands[0].number, operands[1].number);
}

static void
move_text_with_leading(struct pdf_content_reader *reader,
                       const pdf_content_operand *operands)
{
    reader->state->setLeading(-operands[1].number);
    move_text(reader, operands);
}

static void
set_text_matrix(struct pdf_content_reader *reader, const pdf_content_operand *m)
{
    reader->state->setTextMat(m[0].number, m[1].number, m[2].number, m[3].number,
                              m[4].number, m[5].number);
    reader->state->textMoveTo(0, 0);
    reader->font_changed = true;
}

static void
move_to_next_line(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    move_by(reader, 0, -reader->state->getLeading());
}

/* ---- showing text (9.4.3 and 9.4.4) ---- */

struct glyph {
    CharCode code;
    const Unicode *text;
    int text_length;
    double dx, dy, origin_x, origin_y;
};

/* From the widths of the font to the movement of the pen. */
static void
scale_glyph(const GfxState *state, struct glyph *glyph, bool vertical, bool space)
{
    double size = state->getFontSize();
    double extra = state->getCharSpace() + (space ? state->getWordSpace() : 0);
    glyph->dx = glyph->dx * size;
    glyph->dy = glyph->dy * size;
    if (vertical)
        glyph->dy += extra;
    else
        glyph->dx = (glyph->dx + extra) * state->getHorizScaling();
    state->textTransformDelta(glyph->dx, glyph->dy, &glyph->dx, &glyph->dy);
    state->textTransformDelta(glyph->origin_x * size, glyph->origin_y * size,
                              &glyph->origin_x, &glyph->origin_y);
}

static void
show(struct pdf_content_reader *reader, const char *text, size_t length)
{
    GfxState *state = reader->state;
    const GfxFont *font = state->getFont().get();
    double rise_x, rise_y;
    pdf_content_count(reader, length);
    if (font == nullptr)
        return;
    if (reader->font_changed)
        reader->device->updateFont(state);
    reader->font_changed = false;
    bool vertical = font->getWMode() != 0;
    state->textTransformDelta(0, state->getRise(), &rise_x, &rise_y);
    for (int left = static_cast<int>(length), bytes; left > 0;
         left -= bytes, text += bytes) {
        struct glyph glyph;
        bytes =
            font->getNextChar(text, left, &glyph.code, &glyph.text, &glyph.text_length,
                              &glyph.dx, &glyph.dy, &glyph.origin_x, &glyph.origin_y);
        if (bytes < 1)
            return;
        scale_glyph(state, &glyph, vertical, bytes == 1 && *text == ' ');
        if (reader->hidden == 0)
            reader->device->drawChar(state, state->getCurX() + rise_x,
                                     state->getCurY() + rise_y, glyph.dx, glyph.dy,
                                     glyph.origin_x, glyph.origin_y, glyph.code, bytes,
                                     glyph.text, glyph.text_length);
        else
            reader->device->incCharCount(bytes);
        state->shift(glyph.dx, glyph.dy);
    }
}

static void
show_text(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    show(reader, reader->text(operands[0]), operands[0].count);
}

static void
show_on_next_line(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    move_to_next_line(reader, nullptr);
    show_text(reader, operands);
}

static void
show_spaced_on_next_line(struct pdf_content_reader *reader,
                         const pdf_content_operand *operands)
{
    set_word_space(reader, operands);
    set_character_space(reader, operands + 1);
    show_on_next_line(reader, operands + 2);
}

static void
kern(GfxState *state, double thousandths)
{
    double move = -thousandths * 0.001 * state->getFontSize();
    if (state->getFont() && state->getFont()->getWMode() != 0)
        state->textShift(0, move);
    else
        state->textShift(move * state->getHorizScaling(), 0);
}

static void
show_array(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    for (size_t i = 0; i < operands[0].count; i++) {
        const pdf_content_operand &item = reader->items[operands[0].at + i];
        if (item.what == PDF_CONTENT_NUMBER)
            kern(reader->state, item.number);
        else if (item.what == PDF_CONTENT_STRING)
            show(reader, reader->text(item), item.count);
    }
}

/* ---- the table ---- */

const struct pdf_content_operator pdf_content_state_operators[] = {
    { "\"", "nns", show_spaced_on_next_line },
    { "'", "s", show_on_next_line },
    { "BT", "", begin_text },
    { "Q", "", restore },
    { "T*", "", move_to_next_line },
    { "TD", "nn", move_text_with_leading },
    { "TJ", "a", show_array },
    { "TL", "n", set_leading },
    { "Tc", "n", set_character_space },
    { "Td", "nn", move_text },
    { "Tf", "Nn", set_font },
    { "Tj", "s", show_text },
    { "Tm", "nnnnnn", set_text_matrix },
    { "Tr", "n", set_render },
    { "Ts", "n", set_rise },
    { "Tw", "n", set_word_space },
    { "Tz", "n", set_scale },
    { "cm", "nnnnnn", concatenate },
    { "gs", "N", set_parameters },
    { "q", "", save },
    { nullptr, nullptr, nullptr },
};
