/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Operators of a page's content that hold other content: marks, forms, images in place. */
#include "pdf_content_reader.hh"

#include "base/limits.h"

#include <cstring>

/* ---- marked content (14.6) ---- */

static void
begin_marked(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    if (reader->marks.size() < LIMIT_PDF_STATES)
        reader->marks.push_back({ false, false });
}

static bool
is_hidden(struct pdf_content_reader *reader, const Object &layer)
{
    return reader->layers != nullptr && !layer.isNull() &&
           !reader->layers->optContentIsVisible(&layer);
}

/* The text that stands for what is drawn; in place, or among the resources by its name. */
static bool
replaces_text(struct pdf_content_reader *reader, const pdf_content_operand &properties)
{
    if (properties.what == PDF_CONTENT_PROPERTIES) {
        if (properties.count == SIZE_MAX)
            return false;
        GooString text(reader->text(properties), static_cast<int>(properties.count));
        reader->device->beginActualText(reader->state, &text);
        return true;
    }
    Object named = reader->resources.entry("Properties", reader->text(properties))
                       .fetch(reader->document->getXRef());
    Object text = named.isDict() ? named.dictLookup("ActualText") : Object(objNull);
    if (text.isString())
        reader->device->beginActualText(reader->state, text.getString());
    return text.isString();
}

static void
begin_marked_with(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    const char *tag = reader->text(operands[0]);
    if (reader->marks.size() >= LIMIT_PDF_STATES)
        return;
    pdf_content_mark mark = { false, false };
    if (strcmp(tag, "OC") == 0 && operands[1].what == PDF_CONTENT_NAME)
        mark.hides = is_hidden(
            reader, reader->resources.entry("Properties", reader->text(operands[1])));
    else if (strcmp(tag, "Span") == 0)
        mark.replaces = replaces_text(reader, operands[1]);
    reader->hidden += mark.hides;
    reader->marks.push_back(mark);
}

static void
end_marked(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    if (reader->marks.empty())
        return;
    if (reader->marks.back().replaces)
        reader->device->endActualText(reader->state);
    reader->hidden -= reader->marks.back().hides;
    reader->marks.pop_back();
}

void
pdf_content_parts_end(struct pdf_content_reader *reader)
{
    while (!reader->marks.empty())
        end_marked(reader, nullptr);
}

/* ---- images and forms ---- */

static void
skip_image(struct pdf_content_reader *reader, const pdf_content_operand *)
{
    bool in_letters = false;
    for (;;) {
        enum pdf_token token = pdf_tokens_next(reader->tokens);
        if (token == PDF_TOKEN_END)
            return;
        const char *text = reader->tokens->text;
        if (token == PDF_TOKEN_WORD && strcmp(text, "ID") == 0)
            break;
        in_letters =
            in_letters || (token == PDF_TOKEN_NAME &&
                           (strncmp(text, "ASCII", 5) == 0 || strcmp(text, "A85") == 0 ||
                            strcmp(text, "AHx") == 0));
    }
    pdf_tokens_skip_image(reader->tokens, in_letters);
}

static void
draw_form(struct pdf_content_reader *reader, const Object &form)
{
    Dict *dictionary = form.streamGetDict();
    bool hides = is_hidden(reader, dictionary->lookupNF("OC"));
    size_t states_kept = reader->states_kept;
    pdf_content_state_save(reader);
    reader->states_kept = reader->states.size();
    reader->hidden += hides;
    Object matrix = dictionary->lookup("Matrix");
    if (matrix.isArray()) {
        double m[6];
        for (int i = 0; i < 6; i++) {
            Object number = matrix.arrayGet(i);
            m[i] = number.isNum() ? number.getNum() : 0;
        }
        pdf_content_state_concatenate(reader, m);
    }
    reader->resources.push(dictionary->lookup("Resources"));
    pdf_content_run(reader, form);
    reader->resources.pop();
    reader->hidden -= hides;
    reader->states.erase(reader->states.begin() +
                             static_cast<std::ptrdiff_t>(reader->states_kept),
                         reader->states.end());
    reader->states_kept = states_kept;
    pdf_content_state_restore(reader);
}

static void
draw_object(struct pdf_content_reader *reader, const pdf_content_operand *operands)
{
    Object named = reader->resources.entry("XObject", reader->text(operands[0]));
    Ref number = named.isRef() ? named.getRef() : Ref::INVALID();
    if (reader->forms.size() >= LIMIT_PDF_FORMS || reader->forms.count(number) > 0)
        return;
    Object object = named.fetch(reader->document->getXRef());
    if (!object.isStream() || !object.streamGetDict()->lookup("Subtype").isName("Form"))
        return;
    reader->forms.insert(number);
    draw_form(reader, object);
    reader->forms.erase(number);
}

/* ---- the table ---- */

const struct pdf_content_operator pdf_content_parts_operators[] = {
    { "BDC", "Np", begin_marked_with }, { "BI", "", skip_image },
    { "BMC", "", begin_marked },        { "Do", "N", draw_object },
    { "EMC", "", end_marked },          { nullptr, nullptr, nullptr },
};
