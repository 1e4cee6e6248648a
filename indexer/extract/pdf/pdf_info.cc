/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shim over poppler: opening a document, its metadata, page labels and table of contents. */
#include "pdf_info.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "pdf_failure.hh"
#include "pdf_words_poppler.hh"

#include <cstdlib>
#include <cstring>
#include <ctime>
#include <Error.h>
#include <ErrorCodes.h>
#include <GlobalParams.h>
#include <goo/gmem.h>
#include <Link.h>
#include <Outline.h>
#include <Page.h>
#include <poppler-config.h>
#include <UTF.h>

enum { LABEL_BYTES_MOST = 32 }; /* a longer label is a broken one */

static void
say_nothing(ErrorCategory, Goffset, const char *)
{
}

extern "C" void
pdf_warm_up(void)
{
    if (!globalParams)
        globalParams = std::make_unique<GlobalParams>();
    setErrorCallback(say_nothing);
}

extern "C" const char *
pdf_reader(void)
{
    return "poppler " POPPLER_VERSION ", words with boxes";
}

static std::string
encoded(const Unicode *codes, int count)
{
    std::string text;
    for (int i = 0; i < count; i++) {
        char bytes[4];
        if (codes[i] != 0)
            text.append(bytes, utf8_encode(codes[i], bytes));
    }
    return text;
}

std::string
pdf_words_text(const std::string &text)
{
    if (text.compare(0, 3, "\xEF\xBB\xBF") == 0)
        return text.substr(3);
    bool marked =
        text.compare(0, 2, "\xFE\xFF") == 0 || text.compare(0, 2, "\xFF\xFE") == 0;
    if (!marked && text.find('\0') == std::string::npos &&
        utf8_valid(text.data(), text.size()))
        return text;
    Unicode *codes = nullptr;
    int count = TextStringToUCS4(text, &codes);
    std::string result = encoded(codes, count);
    gfree(codes);
    return result;
}

static const char *
kept(struct arena *arena, const std::string &text)
{
    return arena_text(arena, text.data(), text.size());
}

static std::unique_ptr<PDFDoc>
opened(const char *bytes, size_t length, const char *password)
{
    std::optional<GooString> word;
    if (password != nullptr)
        word.emplace(password);
    auto *stream = new MemStream(bytes, 0, static_cast<Goffset>(length), Object(objNull));
    return std::make_unique<PDFDoc>(stream, word, word);
}

static bool
needs_password(PDFDoc *document)
{
    return !document->isOk() && document->getErrorCode() == errEncrypted;
}

static enum wire_reason
open_document(struct pdf *pdf, const char *bytes, size_t length, const char *password,
              struct error *err)
{
    pdf->document = opened(bytes, length, nullptr);
    if (needs_password(pdf->document.get()) && password[0] != '\0')
        pdf->document = opened(bytes, length, password);
    if (pdf->document->isOk())
        return WIRE_REASON_NONE;
    if (needs_password(pdf->document.get())) {
        error_set(err, ERROR_INPUT, "%s", WIRE_PROTECTED);
        return WIRE_REASON_ENCRYPTED;
    }
    error_set(err, ERROR_INPUT, "damaged: its page list cannot be found");
    return WIRE_REASON_DAMAGED;
}

extern "C" enum wire_reason
pdf_open(const char *bytes, size_t length, const char *password, struct pdf **result,
         struct error *err)
try {
    pdf_warm_up();
    auto pdf = std::make_unique<struct pdf>();
    *result = nullptr;
    enum wire_reason reason = open_document(pdf.get(), bytes, length, password, err);
    if (reason == WIRE_REASON_NONE)
        *result = pdf.release();
    return reason;
} catch (...) {
    return pdf_failure(err);
}

extern "C" void
pdf_close(struct pdf *pdf)
{
    delete pdf;
}

/* "D:20131130…", the "D:" missing from some. */
static int
year_of(const std::string &date)
{
    size_t at = date.compare(0, 2, "D:") == 0 ? 2 : 0;
    if (date.size() < at + 4)
        return 0;
    int year = atoi(date.substr(at, 4).c_str());
    int next =
        1971 + static_cast<int>(time(nullptr) / 31556952); /* seconds of a mean year */
    return year >= 1970 && year <= next ? year : 0;
}

static std::string
raw_entry(PDFDoc *document, const char *key)
{
    std::unique_ptr<GooString> value = document->getDocInfoStringEntry(key);
    return value ? value->toStr() : std::string();
}

/* ---- the title in XMP metadata, where the other one is missing ---- */

static std::string
between(const std::string &text, const char *start, const char *end)
{
    size_t from = text.find(start);
    size_t to = from == std::string::npos ? from : text.find(end, from);
    return to == std::string::npos ? std::string() : text.substr(from, to - from);
}

static std::string
without_entities(const std::string &text)
{
    static const struct {
        const char *name, *text;
    } entities[] = { { "&lt;", "<" },   { "&gt;", ">" },  { "&quot;", "\"" },
                     { "&apos;", "'" }, { "&#39;", "'" }, { "&amp;", "&" } };
    std::string result = text;
    for (const auto &entity : entities)
        for (size_t at = 0; (at = result.find(entity.name, at)) != std::string::npos;
             at++)
            result.replace(at, strlen(entity.name), entity.text);
    return result;
}

/* XMP specification part 1, 8.2.2: dc:title is a list of alternatives by language, of which
 * x-default is the one for everybody. */
static std::string
xmp_title(PDFDoc *document)
{
    std::unique_ptr<GooString> metadata = document->readMetadata();
    if (!metadata || metadata->getLength() > LIMIT_PART_BYTES)
        return {};
    std::string list = between(metadata->toStr(), "<dc:title", "</dc:title");
    size_t common = list.find("\"x-default\"");
    if (common != std::string::npos)
        list = list.substr(list.rfind('<', common));
    std::string item = between(list, "<rdf:li", "</rdf:li");
    size_t start = item.find('>');
    return start == std::string::npos ? std::string()
                                      : without_entities(item.substr(start + 1));
}

static std::string
document_title(PDFDoc *document)
{
    std::string title = pdf_words_text(raw_entry(document, "Title"));
    return title.empty() ? xmp_title(document) : title;
}

static std::string
document_language(PDFDoc *document)
{
    Object catalog = document->getXRef()->getCatalog();
    if (!catalog.isDict())
        return {};
    Object lang = catalog.dictLookup("Lang");
    return lang.isString() ? pdf_words_text(lang.getString()->toStr()) : std::string();
}

/* Such a form holds a page that asks for Acrobat; others with XFA have ordinary pages too
 * (ISO 32000-1, table 28). */
static bool
is_rendered_form(PDFDoc *document)
{
    Object catalog = document->getXRef()->getCatalog();
    if (!catalog.isDict())
        return false;
    Object rendering = catalog.dictLookup("NeedsRendering");
    return rendering.isBool() && rendering.getBool();
}

static uint32_t
document_flags(PDFDoc *document)
{
    uint32_t flags = 0;
    if (document->isEncrypted())
        flags |= WIRE_DOCUMENT_ENCRYPTED;
    if (!document->okToCopy())
        flags |= WIRE_DOCUMENT_NO_EXTRACT;
    if (document->getCatalog()->numEmbeddedFiles() > 0)
        flags |= WIRE_DOCUMENT_ATTACHMENTS;
    return flags;
}

/* Every page is an object: a count beyond them is a lie. */
static enum wire_reason
check_pages(struct pdf *pdf, int64_t pages, struct error *err)
{
    if (pages >= 1 && pages <= pdf->document->getXRef()->getNumObjects())
        return WIRE_REASON_NONE;
    error_set(err, ERROR_INPUT, "damaged: page list damaged");
    return WIRE_REASON_DAMAGED;
}

extern "C" enum wire_reason
pdf_info_read(struct pdf *pdf, struct arena *arena, struct pdf_info *info,
              struct error *err)
try {
    PDFDoc *document = pdf->document.get();
    *info = {};
    info->title = info->author = info->lang = "";
    info->pages = document->getNumPages();
    enum wire_reason reason = check_pages(pdf, info->pages, err);
    if (reason != WIRE_REASON_NONE)
        return reason;
    info->title = kept(arena, document_title(document));
    info->author = kept(arena, pdf_words_text(raw_entry(document, "Author")));
    info->lang = kept(arena, document_language(document));
    info->year = year_of(raw_entry(document, "CreationDate"));
    info->flags = document_flags(document);
    info->xfa = is_rendered_form(document);
    return WIRE_REASON_NONE;
} catch (...) {
    return pdf_failure(err);
}

extern "C" const char *
pdf_info_label(struct pdf *pdf, int64_t page, struct arena *arena)
try {
    GooString label;
    if (!pdf->document->getCatalog()->indexToLabel(static_cast<int>(page - 1), &label))
        return "";
    std::string text = pdf_words_text(label.toStr());
    bool broken = text.size() > LABEL_BYTES_MOST || !utf8_valid(text.data(), text.size());
    return broken || text == std::to_string(page) ? "" : kept(arena, text);
} catch (...) {
    return "";
}

/* ---- the table of contents ---- */

struct outline_walk {
    PDFDoc *document;
    pdf_outline_fn *each;
    void *context;
    unsigned left; /* entries that may still be visited: lists can be loops */
};

static std::unique_ptr<LinkDest>
destination(PDFDoc *document, const LinkAction *action)
{
    if (action == nullptr || action->getKind() != actionGoTo)
        return nullptr;
    const auto *link = static_cast<const LinkGoTo *>(action);
    if (link->getDest() != nullptr)
        return std::make_unique<LinkDest>(*link->getDest());
    return link->getNamedDest() != nullptr ? document->findDest(link->getNamedDest())
                                           : nullptr;
}

/* From the top of the page as it is shown; the destination counts from its bottom. */
static float
height_of(PDFDoc *document, int page, const LinkDest &dest)
{
    Page *target = document->getPage(page);
    if (target == nullptr || !dest.getChangeTop() || target->getRotate() != 0)
        return 0;
    double y = target->getCropBox()->y2 - dest.getTop();
    return y > 0 && y < target->getCropHeight() ? static_cast<float>(y) : 0;
}

static bool
visit(struct outline_walk *walk, OutlineItem *item, unsigned level)
{
    std::unique_ptr<LinkDest> dest = destination(walk->document, item->getAction());
    std::string title = encoded(item->getTitle(), item->getTitleLength());
    if (!dest || !dest->isOk() || title.empty())
        return true;
    int page = dest->isPageRef() ? walk->document->findPage(dest->getPageRef())
                                 : dest->getPageNum();
    if (page < 1 || page > walk->document->getNumPages())
        return true;
    struct wire_outline entry = { title.c_str(), level, page,
                                  height_of(walk->document, page, *dest) };
    return walk->each(walk->context, &entry);
}

static bool
visit_all(struct outline_walk *walk, const std::vector<OutlineItem *> *items,
          unsigned level)
{
    if (items == nullptr || level > LIMIT_OUTLINE_DEPTH)
        return true;
    for (OutlineItem *item : *items) {
        if (walk->left == 0 || !visit(walk, item, level))
            return false;
        walk->left--;
        item->open();
        if (!visit_all(walk, item->getKids(), level + 1))
            return false;
    }
    return true;
}

extern "C" void
pdf_info_outline(struct pdf *pdf, pdf_outline_fn *each, void *context)
try {
    Outline *outline = pdf->document->getOutline();
    if (outline == nullptr)
        return;
    struct outline_walk walk = { pdf->document.get(), each, context,
                                 LIMIT_OUTLINE_ENTRIES };
    visit_all(&walk, outline->getItems(), 1);
} catch (...) {
    /* A broken table of contents costs the sections, not the document. */
}
