/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shim over poppler's public C++ interface, where the private one is missing: the same pages,
 * without boxes and without a table of contents. Takes the place of pdf_info.cc, pdf_words.cc and
 * pdf_picture.cc. */
#include "base/limits.h"
#include "pdf_failure.hh"
#include "pdf_picture.h"
#include "pdf_words.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <poppler-document.h>
#include <poppler-global.h>
#include <poppler-page-renderer.h>
#include <poppler-page.h>
#include <poppler-version.h>
#include <string>
#include <vector>

struct pdf {
    std::unique_ptr<poppler::document> document;
    std::string text; /* what struct pdf_page points to */
};

static void
say_nothing(const std::string &, void *)
{
}

extern "C" void
pdf_warm_up(void)
{
    poppler::set_debug_error_function(say_nothing, nullptr);
}

extern "C" const char *
pdf_reader(void)
try {
    static const std::string name =
        "poppler " + poppler::version_string() + ", text without boxes";
    return name.c_str();
} catch (...) {
    return "poppler, text without boxes";
}

extern "C" enum wire_reason
pdf_open(const char *bytes, size_t length, const char *password, struct pdf **result,
         struct error *err)
try {
    pdf_warm_up();
    *result = nullptr;
    auto pdf = std::make_unique<struct pdf>();
    pdf->document.reset(poppler::document::load_from_raw_data(
        bytes, static_cast<int>(length), std::string(), std::string()));
    if (!pdf->document) {
        error_set(err, ERROR_INPUT, "damaged: its page list cannot be found");
        return WIRE_REASON_DAMAGED;
    }
    if (pdf->document->is_locked() && pdf->document->unlock(password, password)) {
        error_set(err, ERROR_INPUT, "%s", WIRE_PROTECTED);
        return WIRE_REASON_ENCRYPTED;
    }
    *result = pdf.release();
    return WIRE_REASON_NONE;
} catch (...) {
    return pdf_failure(err);
}

extern "C" void
pdf_close(struct pdf *pdf)
{
    delete pdf;
}

static std::string
bytes_of(const poppler::ustring &text)
{
    poppler::byte_array bytes = text.to_utf8();
    return std::string(bytes.begin(), bytes.end());
}

static const char *
kept(struct arena *arena, const poppler::ustring &text)
{
    std::string bytes = bytes_of(text);
    return arena_text(arena, bytes.data(), bytes.size());
}

extern "C" enum wire_reason
pdf_info_read(struct pdf *pdf, struct arena *arena, struct pdf_info *info,
              struct error *err)
try {
    poppler::document *document = pdf->document.get();
    *info = {};
    info->pages = document->pages();
    info->lang = "";
    if (info->pages < 1) {
        error_set(err, ERROR_INPUT, "damaged: page list damaged");
        return WIRE_REASON_DAMAGED;
    }
    info->title = kept(arena, document->info_key("Title"));
    info->author = kept(arena, document->info_key("Author"));
    std::string date = bytes_of(document->info_key("CreationDate"));
    int year = date.size() > 6 ? atoi(date.substr(2, 4).c_str()) : 0;
    info->year = year >= 1970 && year < 2100 ? year : 0;
    info->flags = WIRE_DOCUMENT_PLAIN;
    if (document->is_encrypted())
        info->flags |= WIRE_DOCUMENT_ENCRYPTED;
    if (!document->has_permission(poppler::perm_copy))
        info->flags |= WIRE_DOCUMENT_NO_EXTRACT;
    if (document->has_embedded_files())
        info->flags |= WIRE_DOCUMENT_ATTACHMENTS;
    return WIRE_REASON_NONE;
} catch (...) {
    return pdf_failure(err);
}

static std::unique_ptr<poppler::page>
page_of(struct pdf *pdf, int64_t number)
{
    return std::unique_ptr<poppler::page>(
        pdf->document->create_page(static_cast<int>(number - 1)));
}

extern "C" const char *
pdf_info_label(struct pdf *pdf, int64_t number, struct arena *arena)
try {
    std::unique_ptr<poppler::page> page = page_of(pdf, number);
    std::string label = page ? bytes_of(page->label()) : std::string();
    if (label == std::to_string(number) || label.size() > 32)
        return "";
    return arena_text(arena, label.data(), label.size());
} catch (...) {
    return "";
}

/* The public interface does not say where an entry leads. */
extern "C" void
pdf_info_outline(struct pdf *, pdf_outline_fn *, void *)
{
}

/* Without the marks of direction (U+202A to U+202E) that poppler puts round every word. */
static std::string
unmarked(const std::string &text)
{
    std::string result;
    for (size_t i = 0; i < text.size(); i++) {
        if (text.compare(i, 2, "\xE2\x80") == 0 && i + 2 < text.size() &&
            static_cast<unsigned char>(text[i + 2]) >= 0xAA &&
            static_cast<unsigned char>(text[i + 2]) <= 0xAE)
            i += 2;
        else
            result.push_back(text[i] == '\f' || text[i] == '\0' ? '\n' : text[i]);
    }
    return result;
}

extern "C" enum wire_reason
pdf_words_page(struct pdf *pdf, int64_t number, enum pdf_order, unsigned,
               struct pdf_page *result, struct error *err)
try {
    *result = {};
    std::unique_ptr<poppler::page> page = page_of(pdf, number);
    if (!page) {
        error_set(err, ERROR_INPUT, "the page is missing");
        return WIRE_REASON_DAMAGED;
    }
    pdf->text =
        unmarked(bytes_of(page->text(poppler::rectf(), poppler::page::raw_order_layout)));
    if (pdf->text.size() > LIMIT_PAGE_BYTES) {
        pdf->text.resize(LIMIT_PAGE_BYTES);
        result->cut = WIRE_REASON_TOO_LARGE;
    }
    poppler::rectf box = page->page_rect();
    result->width = static_cast<float>(box.width());
    result->height = static_cast<float>(box.height());
    result->plain = pdf->text.c_str();
    return WIRE_REASON_NONE;
} catch (...) {
    return pdf_failure(err);
}

/* ---- pictures ---- */

struct pdf_painter {
    poppler::document *document;
    std::vector<unsigned char> rows; /* what struct pdf_picture points to */
};

extern "C" struct pdf_painter *
pdf_painter_new(struct pdf *pdf)
try {
    return new pdf_painter { pdf->document.get(), {} };
} catch (...) {
    return nullptr;
}

extern "C" void
pdf_painter_free(struct pdf_painter *painter)
{
    delete painter;
}

/* Blue, green, red and nothing (poppler's ARGB32 on a little-endian machine) to three bytes. */
static void
take_image(struct pdf_painter *painter, const poppler::image &image,
           struct pdf_picture *picture)
{
    int width = std::min(image.width(), static_cast<int>(LIMIT_PICTURE_WIDTH));
    int height = std::min(image.height(), static_cast<int>(LIMIT_PICTURE_HEIGHT));
    painter->rows.clear();
    for (int y = 0; y < height; y++) {
        const char *row =
            image.const_data() +
            static_cast<size_t>(y) * static_cast<size_t>(image.bytes_per_row());
        for (int x = 0; x < width; x++)
            for (int color = 2; color >= 0; color--)
                painter->rows.push_back(static_cast<unsigned char>(row[4 * x + color]));
    }
    *picture = { static_cast<unsigned>(width), static_cast<unsigned>(height),
                 static_cast<size_t>(width) * 3, painter->rows.data() };
}

/* This interface cannot be stopped: a page that takes too long ends its worker. */
extern "C" enum wire_reason
pdf_painter_draw(struct pdf_painter *painter, int64_t number, unsigned cpu_ms,
                 struct pdf_picture *picture)
try {
    (void)cpu_ms;
    std::unique_ptr<poppler::page> page(
        painter->document->create_page(static_cast<int>(number) - 1));
    poppler::rectf box = page ? page->page_rect() : poppler::rectf();
    if (page && (page->orientation() == poppler::page::landscape ||
                 page->orientation() == poppler::page::seascape))
        box = poppler::rectf(0, 0, box.height(), box.width());
    if (!(box.width() >= 1) || !(box.height() >= 1))
        return WIRE_REASON_DAMAGED;
    double dots = 72 * std::min(LIMIT_PICTURE_WIDTH / box.width(),
                                LIMIT_PICTURE_HEIGHT / box.height());
    poppler::page_renderer renderer;
    renderer.set_render_hints(poppler::page_renderer::antialiasing |
                              poppler::page_renderer::text_antialiasing);
    poppler::image image = renderer.render_page(page.get(), dots, dots);
    if (!image.is_valid() || image.format() != poppler::image::format_argb32)
        return WIRE_REASON_DAMAGED;
    take_image(painter, image, picture);
    return WIRE_REASON_NONE;
} catch (...) {
    return pdf_failure(nullptr);
}
