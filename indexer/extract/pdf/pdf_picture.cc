/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shim over poppler's Splash device: a page as pixels, few enough that a page of any size costs
 * little memory of its own. */
#include "pdf_picture.h"

#include "base/limits.h"
#include "pdf_failure.hh"
#include "pdf_words_poppler.hh"

#include <algorithm>
#include <ctime>
#include <Page.h>
#include <splash/SplashBitmap.h>
#include <SplashOutputDev.h>

struct pdf_painter {
    PDFDoc *document;
    std::unique_ptr<SplashOutputDev> device;
};

static int64_t
cpu_now()
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1000000;
}

static bool
is_late(void *until)
{
    return cpu_now() > *static_cast<int64_t *>(until);
}

extern "C" struct pdf_painter *
pdf_painter_new(struct pdf *pdf)
try {
    static SplashColor white = { 255, 255, 255 };
    auto painter = std::make_unique<struct pdf_painter>();
    painter->document = pdf->document.get();
    painter->device =
        std::make_unique<SplashOutputDev>(splashModeRGB8, 4, false, white, true);
    painter->device->setFontAntialias(true);
    painter->device->setVectorAntialias(true);
    painter->device->startDoc(painter->document);
    return painter.release();
} catch (...) {
    return nullptr;
}

extern "C" void
pdf_painter_free(struct pdf_painter *painter)
{
    delete painter;
}

/* Dots an inch at which the page fits; 0 for a page without an area. */
static double
resolution_of(Page *page)
{
    double width = page->getCropWidth(), height = page->getCropHeight();
    if (page->getRotate() % 180 != 0)
        std::swap(width, height);
    if (!(width >= 1) || !(height >= 1))
        return 0;
    return 72 * std::min(LIMIT_PICTURE_WIDTH / width, LIMIT_PICTURE_HEIGHT / height);
}

/* Rounding may have added a column or a row. */
static bool
take_bitmap(SplashBitmap *bitmap, struct pdf_picture *picture)
{
    if (bitmap == nullptr || bitmap->getDataPtr() == nullptr || bitmap->getWidth() < 1 ||
        bitmap->getHeight() < 1)
        return false;
    picture->width = static_cast<unsigned>(
        std::min(bitmap->getWidth(), static_cast<int>(LIMIT_PICTURE_WIDTH)));
    picture->height = static_cast<unsigned>(
        std::min(bitmap->getHeight(), static_cast<int>(LIMIT_PICTURE_HEIGHT)));
    picture->stride = static_cast<size_t>(bitmap->getRowSize());
    picture->rows = bitmap->getDataPtr();
    return true;
}

extern "C" enum wire_reason
pdf_painter_draw(struct pdf_painter *painter, int64_t number, unsigned cpu_ms,
                 struct pdf_picture *picture)
try {
    int page_number = static_cast<int>(number);
    Page *page = painter->document->getPage(page_number);
    double dots = page == nullptr || !page->isOk() ? 0 : resolution_of(page);
    int64_t until = cpu_now() + cpu_ms;
    if (dots <= 0)
        return WIRE_REASON_DAMAGED;
    painter->document->displayPage(painter->device.get(), page_number, dots, dots, 0,
                                   false, true, false, is_late, &until);
    if (cpu_now() > until)
        return WIRE_REASON_TIMEOUT;
    return take_bitmap(painter->device->getBitmap(), picture) ? WIRE_REASON_NONE
                                                              : WIRE_REASON_DAMAGED;
} catch (...) {
    return pdf_failure(nullptr);
}
