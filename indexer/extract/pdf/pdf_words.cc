/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shim over poppler's private text device: the words of a page, boxes and sizes included, at the
 * cost of plain text. The one file to look at when poppler's private interface changes. */
#include "pdf_words.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "pdf_content.hh"
#include "pdf_failure.hh"
#include "pdf_words_poppler.hh"
#include "reflow_text.h"

#include <algorithm>
#include <Annot.h>
#include <ctime>
#include <Gfx.h>
#include <goo/gmem.h>
#include <Page.h>
#include <UTF.h>

#ifndef TEXTOUT_WORD_LIST
#error "poppler was built without word lists: configure with -DSTEPWELL_POPPLER_CPP=ON"
#endif

enum {
    IMAGES_LOOKED_AT = 64,   /* objects of a page among which a picture is looked for */
    COMMENTS_MOST = 1000,    /* of one page */
    WORDS_MOST = 1000000,    /* of one page */
    ABORT_CALLS_SKIPPED = 16 /* between two looks at the clock */
};

static const Unicode NO_CHARACTER = UTF8_REPLACEMENT;

static bool
has_right_to_left(const Unicode *codes, int count)
{
    return std::any_of(codes, codes + count, reflow_text_is_right_to_left);
}

/* Right-to-left words leave poppler in the order of drawing and are turned round in reflow. A
 * glyph or replacement text that stands for several characters holds them in reading order, so
 * it is turned here first. */
class Device : public TextOutputDev
{
  public:
    explicit Device(bool content_order)
        : TextOutputDev(nullptr, false, 0, content_order, false, false)
    {
    }

    /* Notes on a page are drawn by poppler, which begins and ends pages by itself. */
    void
    add(bool begins)
    {
        is_adding = begins;
    }

    void
    startPage(int number, GfxState *state, XRef *xref) override
    {
        if (!is_adding)
            TextOutputDev::startPage(number, state, xref);
    }

    void
    endPage() override
    {
        if (!is_adding)
            TextOutputDev::endPage();
    }

    void
    drawChar(GfxState *state, double x, double y, double dx, double dy, double origin_x,
             double origin_y, CharCode code, int bytes, const Unicode *codes,
             int count) override
    {
        if (count < 2 || !has_right_to_left(codes, count)) {
            TextOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes,
                                    codes, count);
            return;
        }
        std::vector<Unicode> turned(codes, codes + count);
        std::reverse(turned.begin(), turned.end());
        TextOutputDev::drawChar(state, x, y, dx, dy, origin_x, origin_y, code, bytes,
                                turned.data(), count);
    }

    void
    beginActualText(GfxState *state, const GooString *actual) override
    {
        Unicode *codes = nullptr;
        int count = actual == nullptr ? 0 : TextStringToUCS4(actual->toStr(), &codes);
        if (count > 1 && has_right_to_left(codes, count)) {
            GooString turned(turn(codes, count));
            gfree(codes);
            TextOutputDev::beginActualText(state, &turned);
            return;
        }
        gfree(codes);
        TextOutputDev::beginActualText(state, actual);
    }

  private:
    bool is_adding = false;

    /* As UTF-16BE with its mark. */
    static std::string
    turn(Unicode *codes, int count)
    {
        reflow_text_reverse(codes, static_cast<size_t>(count));
        std::string wide("\xFE\xFF");
        for (int i = 0; i < count; i++) {
            Unicode code = codes[i] > 0xFFFF ? NO_CHARACTER : codes[i];
            wide.push_back(static_cast<char>(code >> 8));
            wide.push_back(static_cast<char>(code & 0xFF));
        }
        return wide;
    }
};

/* ---- time ---- */

static int64_t
cpu_now()
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

struct budget {
    int64_t until;
    unsigned skipped;
    bool spent;
};

static bool
is_spent(void *data)
{
    auto *budget = static_cast<struct budget *>(data);
    budget->spent = budget->spent || cpu_now() > budget->until;
    return budget->spent;
}

/* Poppler asks every few operators. */
static bool
is_spent_now_and_then(void *data)
{
    auto *budget = static_cast<struct budget *>(data);
    return ++budget->skipped % ABORT_CALLS_SKIPPED == 0 ? is_spent(data) : budget->spent;
}

/* ---- words ---- */

static bool
is_control(Unicode code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

static void
add_characters(std::string &text, const TextWord *word)
{
    for (int i = 0; i < word->getLength(); i++) {
        Unicode code = *word->getChar(i);
        if (code >= 0x20 && code < 0x7F) {
            text.push_back(static_cast<char>(code));
            continue;
        }
        char bytes[4];
        text.append(bytes, utf8_encode(is_control(code) ? NO_CHARACTER : code, bytes));
    }
}

static reflow_word
measured(const TextWord *word)
{
    double x0, y0, x1, y1;
    word->getBBox(&x0, &y0, &x1, &y1);
    reflow_word result = {};
    result.x0 = static_cast<float>(x0);
    result.y0 = static_cast<float>(y0);
    result.x1 = static_cast<float>(x1);
    result.y1 = static_cast<float>(y1);
    result.size = static_cast<float>(word->getFontSize());
    result.turn = static_cast<unsigned char>(word->getRotation() & 3);
    return result;
}

/* False when the page holds more than a page may. */
static bool
collect_words(struct pdf *pdf, TextWordList *list)
{
    int count = std::min<int>(list->getLength(), WORDS_MOST), position = 0;
    bool whole = count == list->getLength();
    pdf->words.reserve(static_cast<size_t>(count));
    for (int i = 0; i < count && whole; i++) {
        const TextWord *word = list->get(i);
        size_t start = pdf->text.size();
        add_characters(pdf->text, word);
        whole = pdf->text.size() <= LIMIT_PAGE_BYTES;
        reflow_word result = measured(word);
        result.length = static_cast<uint32_t>(pdf->text.size() - start);
        result.spaced = word->getCharPos() > position;
        position = word->getCharPos() + word->getCharLen();
        pdf->words.push_back(result);
    }
    const char *at = pdf->text.data(); /* only now does the text stay where it is */
    for (reflow_word &word : pdf->words) {
        word.text = at;
        at += word.length;
    }
    return whole;
}

/* ---- what else stands on the page ---- */

static bool
has_image(Dict *resources, int depth, int *left)
{
    if (resources == nullptr)
        return false;
    Object objects = resources->lookup("XObject");
    if (!objects.isDict())
        return false;
    for (int i = 0; i < objects.dictGetLength() && --*left > 0; i++) {
        Object object = objects.dictGetVal(i);
        if (!object.isStream())
            continue;
        Object kind = object.streamGetDict()->lookup("Subtype");
        if (kind.isName("Image"))
            return true;
        Object inner = object.streamGetDict()->lookup("Resources");
        if (depth > 0 && inner.isDict() && has_image(inner.getDict(), depth - 1, left))
            return true;
    }
    return false;
}

/* Text notes, highlights and the like say in Contents what their author thinks; what is drawn
 * on the page itself (free text, form fields) is among the words already. */
static void
collect_comments(struct pdf *pdf, Page *page)
{
    Annots *notes = page->getAnnots();
    if (notes == nullptr)
        return;
    for (Annot *note : notes->getAnnots()) {
        bool drawn = note->getType() == Annot::typeFreeText;
        if (drawn || dynamic_cast<AnnotMarkup *>(note) == nullptr ||
            note->getContents() == nullptr || pdf->comments.size() >= COMMENTS_MOST)
            continue;
        std::string text = pdf_words_text(note->getContents()->toStr());
        if (!text.empty())
            pdf->comments.push_back(text);
    }
    for (const std::string &comment : pdf->comments)
        pdf->comment_texts.push_back(comment.c_str());
}

static void
forget_page(struct pdf *pdf)
{
    pdf->text.clear();
    pdf->words.clear();
    pdf->comments.clear();
    pdf->comment_texts.clear();
}

static void
describe_page(struct pdf *pdf, Page *source, struct pdf_page *page)
{
    bool sideways = source->getRotate() % 180 != 0;
    double width = source->getCropWidth(), height = source->getCropHeight();
    page->width = static_cast<float>(sideways ? height : width);
    page->height = static_cast<float>(sideways ? width : height);
    int left = IMAGES_LOOKED_AT;
    page->images = has_image(source->getResourceDict(), 1, &left);
    page->words = pdf->words.data();
    page->word_count = pdf->words.size();
    page->comments = pdf->comment_texts.data();
    page->comment_count = pdf->comment_texts.size();
}

static Device *
device_for(struct pdf *pdf, enum pdf_order order)
{
    std::unique_ptr<TextOutputDev> &device = pdf->devices[order];
    if (!device)
        device = std::make_unique<Device>(order == PDF_ORDER_CONTENT);
    return static_cast<Device *>(device.get());
}

static bool
has_text(const Annot *note)
{
    return note->getType() != Annot::typeLink && note->getType() != Annot::typePopup;
}

/* Free text, form fields, stamps: what shows them is made by poppler where it is missing. */
static void
draw_notes(struct pdf *pdf, Page *page, Device *device, struct budget *budget)
{
    Annots *notes = page->getAnnots();
    if (notes == nullptr ||
        std::none_of(notes->getAnnots().begin(), notes->getAnnots().end(), has_text))
        return;
    device->add(true);
    Gfx drawing(pdf->document.get(), device, page->getNum(), nullptr, 72, 72,
                page->getCropBox(), nullptr, page->getRotate(), is_spent_now_and_then,
                budget);
    for (Annot *note : notes->getAnnots())
        if (has_text(note) && !budget->spent)
            note->draw(&drawing, false);
}

static void
draw_page(struct pdf *pdf, Page *page, Device *device, struct budget *budget)
{
    GfxState state(72, 72, page->getCropBox(), page->getRotate(), true);
    device->add(false); /* a failure may have come between */
    device->startPage(page->getNum(), &state, pdf->document->getXRef());
    if (pdf_content_read(pdf->document.get(), page, &pdf->fonts, &state, device, is_spent,
                         budget))
        draw_notes(pdf, page, device, budget);
    device->add(false);
    device->endPage();
}

extern "C" enum wire_reason
pdf_words_page(struct pdf *pdf, int64_t number, enum pdf_order order, unsigned cpu_ms,
               struct pdf_page *page, struct error *err)
try {
    *page = {};
    forget_page(pdf);
    Page *source = pdf->document->getPage(static_cast<int>(number));
    if (source == nullptr || !source->isOk()) {
        error_set(err, ERROR_INPUT, "the page is missing");
        return WIRE_REASON_DAMAGED;
    }
    struct budget budget = { cpu_now() + cpu_ms, 0, false };
    Device *device = device_for(pdf, order);
    draw_page(pdf, source, device, &budget);
    std::unique_ptr<TextWordList> list = device->makeWordList();
    bool whole = list == nullptr || collect_words(pdf, list.get());
    collect_comments(pdf, source);
    describe_page(pdf, source, page);
    page->cut = budget.spent ? WIRE_REASON_TIMEOUT
                : whole      ? WIRE_REASON_NONE
                             : WIRE_REASON_TOO_LARGE;
    return WIRE_REASON_NONE;
} catch (...) {
    return pdf_failure(err);
}
