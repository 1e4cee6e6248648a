/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the PDF shims share: an open document as poppler sees it. C++ only. */
#ifndef STEPWELL_EXTRACT_PDF_WORDS_POPPLER_HH
#define STEPWELL_EXTRACT_PDF_WORDS_POPPLER_HH

#include "pdf_resources.hh"
#include "pdf_words.h"

#include <Catalog.h>
#include <memory>
#include <PDFDoc.h>
#include <string>
#include <TextOutputDev.h>
#include <vector>

struct pdf {
    std::unique_ptr<PDFDoc> document;
    PdfFonts fonts;
    std::unique_ptr<TextOutputDev> devices[2]; /* by enum pdf_order */

    /* What struct pdf_page points to. */
    std::string text;
    std::vector<reflow_word> words;
    std::vector<std::string> comments;
    std::vector<const char *> comment_texts;
};

/* A PDF text string: UTF-16 or UTF-8 with a mark, PDFDocEncoding, or UTF-8 without a mark as
 * many producers write it against the rules. */
std::string pdf_words_text(const std::string &text);

#endif
