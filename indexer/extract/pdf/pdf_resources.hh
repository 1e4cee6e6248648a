/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the names in a content stream stand for, and fonts kept from page to page. C++ only. */
#ifndef STEPWELL_EXTRACT_PDF_RESOURCES_HH
#define STEPWELL_EXTRACT_PDF_RESOURCES_HH

#include <GfxFont.h>
#include <memory>
#include <Object.h>
#include <string>
#include <unordered_map>
#include <vector>

/* The fonts of a document: making one costs more than a page drawn with it. */
class PdfFonts
{
  public:
    /* Null when it is no font. The entry is a reference or a dictionary. */
    std::shared_ptr<GfxFont> font(const char *tag, const Object &entry, XRef *xref);

  private:
    std::unordered_map<Ref, std::shared_ptr<GfxFont>> fonts;
    int direct = 0; /* fonts without a number of their own so far */
};

/* Dictionaries of resources: that of the page, and of each form inside it. */
class PdfResources
{
  public:
    PdfResources(XRef *document, PdfFonts *kept) : xref(document), fonts(kept)
    {
    }

    void push(Object &&dictionary);
    void pop();

    std::shared_ptr<GfxFont> font(const char *name);
    /* That of an entry found elsewhere. */
    std::shared_ptr<GfxFont>
    made(const char *tag, const Object &entry)
    {
        return fonts->font(tag, entry, xref);
    }
    /* As it stands in the innermost dictionary that has it, a reference or not; else null. */
    Object entry(const char *kind, const char *name);

  private:
    struct frame {
        Object dictionary;
        std::vector<std::pair<std::string, Object>> kinds; /* looked up before */
        std::unordered_map<std::string, std::shared_ptr<GfxFont>> fonts;
    };

    static const Object &kind_of(frame &frame, const char *kind);

    XRef *xref;
    PdfFonts *fonts;
    std::vector<frame> frames;
};

#endif
