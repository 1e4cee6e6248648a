/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the names in a content stream stand for, and fonts kept from page to page. */
#include "pdf_resources.hh"

#include "base/limits.h"

enum { DIRECT_FONT = 100000 }; /* a generation that no object of a file has */

std::shared_ptr<GfxFont>
PdfFonts::font(const char *tag, const Object &entry, XRef *xref)
{
    Ref number = { direct, DIRECT_FONT };
    if (entry.isRef()) {
        number = entry.getRef();
        auto known = fonts.find(number);
        if (known != fonts.end())
            return known->second;
    } else {
        direct++;
    }
    std::shared_ptr<GfxFont> font;
    Object dictionary = entry.fetch(xref);
    if (dictionary.isDict())
        font = GfxFont::makeFont(xref, tag, number, dictionary.getDict());
    if (font && !font->isOk())
        font = nullptr;
    if (fonts.size() >= LIMIT_PDF_FONTS)
        fonts.clear();
    if (entry.isRef())
        fonts[number] = font;
    return font;
}

void
PdfResources::push(Object &&dictionary)
{
    frames.emplace_back();
    frames.back().dictionary = std::move(dictionary);
}

void
PdfResources::pop()
{
    frames.pop_back();
}

const Object &
PdfResources::kind_of(frame &frame, const char *kind)
{
    for (const auto &known : frame.kinds)
        if (known.first == kind)
            return known.second;
    Object found =
        frame.dictionary.isDict() ? frame.dictionary.dictLookup(kind) : Object(objNull);
    frame.kinds.emplace_back(kind, std::move(found));
    return frame.kinds.back().second;
}

std::shared_ptr<GfxFont>
PdfResources::font(const char *name)
{
    for (auto at = frames.rbegin(); at != frames.rend(); ++at) {
        auto known = at->fonts.find(name);
        if (known == at->fonts.end()) {
            const Object &all = kind_of(*at, "Font");
            std::shared_ptr<GfxFont> made;
            if (all.isDict() && all.getDict()->hasKey(name))
                made = fonts->font(name, all.dictLookupNF(name), xref);
            known = at->fonts.emplace(name, made).first;
        }
        if (known->second)
            return known->second;
    }
    return nullptr;
}

Object
PdfResources::entry(const char *kind, const char *name)
{
    for (auto at = frames.rbegin(); at != frames.rend(); ++at) {
        const Object &all = kind_of(*at, kind);
        if (all.isDict() && all.getDict()->hasKey(name))
            return all.dictLookupNF(name).copy();
    }
    return Object(objNull);
}
