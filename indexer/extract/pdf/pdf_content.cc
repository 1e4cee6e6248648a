/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads what a page draws (ISO 32000-1, 7.8), of all operators those that bear on text. */
#include "pdf_content_reader.hh"

#include <algorithm>
#include <cstring>
#include <unordered_map>

enum {
    OPERANDS_MOST = 33,      /* as poppler; no operator has more */
    ITEMS_MOST = 65536,      /* strings and numbers of one array */
    WORK_BETWEEN_LOOKS = 512 /* characters and operators between two looks at the clock */
};

/* ---- time ---- */

void
pdf_content_count(struct pdf_content_reader *reader, size_t amount)
{
    reader->work += static_cast<unsigned>(std::min<size_t>(amount, WORK_BETWEEN_LOOKS));
    if (reader->work < WORK_BETWEEN_LOOKS)
        return;
    reader->work = 0;
    reader->stopped = reader->stopped || reader->spent(reader->context);
}

/* ---- operators ---- */

enum { OPERATOR_LETTERS = 3 }; /* no name is longer */

static uint32_t
key_of(const char *name)
{
    uint32_t key = 0;
    for (; *name != '\0'; name++)
        key = key << 8 | static_cast<unsigned char>(*name);
    return key;
}

static const std::unordered_map<uint32_t, const pdf_content_operator *> &
known_operators()
{
    static const auto all = [] {
        std::unordered_map<uint32_t, const pdf_content_operator *> result;
        for (auto *table : { pdf_content_state_operators, pdf_content_parts_operators })
            for (; table->name != nullptr; table++)
                result[key_of(table->name)] = table;
        return result;
    }();
    return all;
}

static const pdf_content_operator *
find_operator(const struct pdf_tokens *word)
{
    if (word->length > OPERATOR_LETTERS)
        return nullptr;
    auto found = known_operators().find(key_of(word->text));
    return found == known_operators().end() ? nullptr : found->second;
}

static bool
fits(const pdf_content_operand &operand, char wanted)
{
    switch (wanted) {
    case 'n': return operand.what == PDF_CONTENT_NUMBER;
    case 's': return operand.what == PDF_CONTENT_STRING;
    case 'N': return operand.what == PDF_CONTENT_NAME;
    case 'a': return operand.what == PDF_CONTENT_ARRAY;
    default:
        return operand.what == PDF_CONTENT_NAME || operand.what == PDF_CONTENT_PROPERTIES;
    }
}

/* The last operands count. Too few mean a damaged stream, of which the rest is rubbish. */
static void
execute(struct pdf_content_reader *reader)
{
    const pdf_content_operator *found = find_operator(reader->tokens);
    if (found == nullptr)
        return;
    size_t wanted = strlen(found->operands), count = reader->operands.size();
    reader->damaged = count < wanted;
    if (reader->damaged)
        return;
    const pdf_content_operand *operands = reader->operands.data() + (count - wanted);
    for (size_t i = 0; i < wanted; i++)
        if (!fits(operands[i], found->operands[i]))
            return;
    found->run(reader, operands);
}

/* ---- operands ---- */

static pdf_content_operand
kept_text(struct pdf_content_reader *reader, pdf_content_kind what)
{
    pdf_content_operand kept = { what, 0, reader->texts.size(), reader->tokens->length };
    reader->texts.append(reader->tokens->text, reader->tokens->length);
    reader->texts.push_back('\0');
    return kept;
}

/* Inner arrays and what else has no place in the array of a text are passed over. */
static pdf_content_operand
read_array(struct pdf_content_reader *reader)
{
    pdf_content_operand array = { PDF_CONTENT_ARRAY, 0, reader->items.size(), 0 };
    for (size_t depth = 1; depth > 0;) {
        enum pdf_token token = pdf_tokens_next(reader->tokens);
        if (token == PDF_TOKEN_END)
            break;
        depth += token == PDF_TOKEN_ARRAY;
        depth -= token == PDF_TOKEN_ARRAY_END;
        if (depth != 1 || reader->items.size() >= ITEMS_MOST)
            continue;
        if (token == PDF_TOKEN_NUMBER)
            reader->items.push_back({ PDF_CONTENT_NUMBER, reader->tokens->number, 0, 0 });
        else if (token == PDF_TOKEN_STRING)
            reader->items.push_back(kept_text(reader, PDF_CONTENT_STRING));
    }
    array.count = reader->items.size() - array.at;
    return array;
}

/* Of all properties the actual text. */
static pdf_content_operand
read_properties(struct pdf_content_reader *reader)
{
    pdf_content_operand result = { PDF_CONTENT_PROPERTIES, 0, 0, SIZE_MAX };
    bool wanted = false;
    for (size_t depth = 1; depth > 0;) {
        enum pdf_token token = pdf_tokens_next(reader->tokens);
        if (token == PDF_TOKEN_END)
            break;
        if (wanted && token == PDF_TOKEN_STRING)
            result = kept_text(reader, PDF_CONTENT_PROPERTIES);
        depth += token == PDF_TOKEN_DICT;
        depth -= token == PDF_TOKEN_DICT_END;
        wanted = depth == 1 && token == PDF_TOKEN_NAME &&
                 strcmp(reader->tokens->text, "ActualText") == 0;
    }
    return result;
}

static pdf_content_operand
read_operand(struct pdf_content_reader *reader, enum pdf_token token)
{
    switch ((int)token) {
    case PDF_TOKEN_NUMBER: return { PDF_CONTENT_NUMBER, reader->tokens->number, 0, 0 };
    case PDF_TOKEN_STRING: return kept_text(reader, PDF_CONTENT_STRING);
    case PDF_TOKEN_NAME: return kept_text(reader, PDF_CONTENT_NAME);
    case PDF_TOKEN_ARRAY: return read_array(reader);
    case PDF_TOKEN_DICT: return read_properties(reader);
    default: return { PDF_CONTENT_OTHER, 0, 0, 0 };
    }
}

static void
forget_operands(struct pdf_content_reader *reader)
{
    reader->operands.clear();
    reader->items.clear();
    reader->texts.clear();
}

static void
run_tokens(struct pdf_content_reader *reader)
{
    forget_operands(reader);
    while (!reader->stopped && !reader->damaged) {
        enum pdf_token token = pdf_tokens_next(reader->tokens);
        if (token == PDF_TOKEN_END)
            return;
        if (token == PDF_TOKEN_WORD) {
            execute(reader);
            forget_operands(reader);
            pdf_content_count(reader, 1);
            continue;
        }
        pdf_content_operand operand = read_operand(reader, token);
        if (reader->operands.size() < OPERANDS_MOST)
            reader->operands.push_back(operand);
    }
}

/* ---- streams ---- */

/* Where the bytes of a page or form come from: one stream, or several as if they were one. */
struct source {
    struct pdf_content_reader *reader;
    const Object *contents;
    Object stream;
    int next;
};

static bool
open_next(struct source *source)
{
    const Object *contents = source->contents;
    if (contents->isArray() && source->next < contents->arrayGetLength())
        source->stream = contents->arrayGet(source->next++);
    else if (contents->isStream() && source->next++ == 0)
        source->stream = contents->copy();
    else
        return false;
    if (source->stream.isStream())
        source->stream.streamReset();
    return true;
}

/* A token does not reach over the end of a stream (7.8.2): a space stands between two. */
static size_t
fill(void *context, unsigned char *bytes, size_t room)
{
    auto *source = static_cast<struct source *>(context);
    struct pdf_content_reader *reader = source->reader;
    pdf_content_count(reader, WORK_BETWEEN_LOOKS);
    if (reader->stopped)
        return 0;
    if (source->stream.isStream()) {
        int count = source->stream.getStream()->doGetChars(static_cast<int>(room), bytes);
        if (count > 0)
            return static_cast<size_t>(count);
        source->stream.streamClose();
    }
    if (!open_next(source))
        return 0;
    bytes[0] = ' ';
    return 1;
}

struct closing {
    void
    operator()(struct pdf_tokens *tokens) const
    {
        pdf_tokens_close(tokens);
        delete tokens;
    }
};

void
pdf_content_run(struct pdf_content_reader *reader, const Object &contents)
{
    struct source source = { reader, &contents, Object(objNull), 0 };
    struct pdf_tokens *outer = reader->tokens;
    std::unique_ptr<struct pdf_tokens, closing> tokens(new struct pdf_tokens);
    pdf_tokens_open(tokens.get(), fill, &source);
    reader->tokens = tokens.get();
    run_tokens(reader);
    reader->damaged = false;
    reader->tokens = outer;
}

bool
pdf_content_read(PDFDoc *document, Page *page, PdfFonts *fonts, GfxState *state,
                 TextOutputDev *device, pdf_content_spent_fn *spent, void *context)
{
    OCGs *layers = document->getCatalog()->getOptContentConfig();
    struct pdf_content_reader reader = {
        document, layers, state, device, PdfResources(document->getXRef(), fonts),
        spent,    context
    };
    reader.resources.push(page->getResourceDictObject()->copy());
    Object contents = page->getContents();
    pdf_content_run(&reader, contents);
    pdf_content_parts_end(&reader);
    return !reader.stopped;
}
