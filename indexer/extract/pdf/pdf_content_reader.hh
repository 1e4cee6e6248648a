/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that read a page's content share: the reader and its operators. C++ only. */
#ifndef STEPWELL_EXTRACT_PDF_CONTENT_READER_HH
#define STEPWELL_EXTRACT_PDF_CONTENT_READER_HH

#include "pdf_content.hh"
#include "pdf_tokens.h"

#include <OptionalContent.h>
#include <set>

enum pdf_content_kind {
    PDF_CONTENT_NUMBER,
    PDF_CONTENT_STRING,
    PDF_CONTENT_NAME,
    PDF_CONTENT_ARRAY,
    PDF_CONTENT_PROPERTIES, /* their actual text; a count of SIZE_MAX: none */
    PDF_CONTENT_OTHER
};

struct pdf_content_operand {
    pdf_content_kind what;
    double number;
    size_t at, count; /* of the text, or the first item of the array */
};

/* What q keeps and Q brings back. */
struct pdf_content_saved {
    std::shared_ptr<GfxFont> font;
    double size, ctm[6], matrix[6], character_space, word_space, scale, leading, rise;
    int render;
};

struct pdf_content_mark {
    bool hides, replaces; /* by optional content; by ActualText */
};

struct pdf_content_reader {
    PDFDoc *document;
    OCGs *layers; /* null when there are none */
    GfxState *state;
    TextOutputDev *device;
    PdfResources resources;
    pdf_content_spent_fn *spent;
    void *context;
    unsigned work = 0;
    bool stopped = false, damaged = false, font_changed = true;

    struct pdf_tokens *tokens = nullptr;
    std::vector<pdf_content_operand> operands = {}, items = {};
    std::string texts = {};
    std::vector<pdf_content_saved> states = {};
    size_t states_kept = 0; /* those below belong to the form outside */
    std::vector<pdf_content_mark> marks = {};
    size_t hidden = 0;        /* marks and forms around that hide */
    std::set<Ref> forms = {}; /* being drawn */

    const char *
    text(const pdf_content_operand &operand) const
    {
        return texts.data() + operand.at;
    }
};

typedef void pdf_content_operator_fn(struct pdf_content_reader *reader,
                                     const struct pdf_content_operand *operands);

/* Operands: n number, s string, N name, a array, p properties or their name. */
struct pdf_content_operator {
    const char *name, *operands;
    pdf_content_operator_fn *run;
};

/* Tables end at a null name. */
extern const struct pdf_content_operator pdf_content_state_operators[];
extern const struct pdf_content_operator pdf_content_parts_operators[];

/* The bytes of a page or form: a stream, or an array of streams. */
void pdf_content_run(struct pdf_content_reader *reader, const Object &contents);

/* So many characters and operators more have been read: is there time left? */
void pdf_content_count(struct pdf_content_reader *reader, size_t amount);

void pdf_content_state_save(struct pdf_content_reader *reader);
void pdf_content_state_restore(struct pdf_content_reader *reader);
void pdf_content_state_concatenate(struct pdf_content_reader *reader,
                                   const double *matrix);

/* Ends what the page left open. */
void pdf_content_parts_end(struct pdf_content_reader *reader);

#endif
