/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Control words of RTF that matter to its text (Rich Text Format Specification 1.9.1). */
#ifndef STEPWELL_EXTRACT_RTF_WORDS_H
#define STEPWELL_EXTRACT_RTF_WORDS_H

/* Where the text of a group goes. */
enum rtf_place {
    RTF_TEXT,
    RTF_SKIPPED,     /* with everything below */
    RTF_PASSED,      /* no text of its own, but perhaps of groups below */
    RTF_ALTERNATIVE, /* \upr: old text beside its Unicode form */
    RTF_FONTS,
    RTF_STYLES,
    RTF_TITLE,
    RTF_AUTHOR,
    RTF_INSTRUCTION,
    RTF_SHAPE_NAME,
    RTF_SHAPE_VALUE
};

enum rtf_act {
    RTF_GO,        /* value: the place */
    RTF_WRITE,     /* value: the character */
    RTF_BEGIN_BOX, /* value: enum story_place */
    RTF_RUNNING,   /* headers and footers */
    RTF_UNICODE_FORM,
    RTF_FIELD,
    RTF_FIELD_RESULT,
    RTF_PICTURE,
    RTF_BINARY,
    RTF_UNICODE,
    RTF_UNICODE_SKIP,
    RTF_ANSI_PAGE,
    RTF_CHARSET, /* of the document; value: code page */
    RTF_FONT,
    RTF_FAR_FONT, /* \af */
    RTF_FONT_CHARSET,
    RTF_FONT_PAGE,
    RTF_DEFAULT_FONT,
    RTF_CLASS, /* value: 1 for \dbch, 0 for the others */
    RTF_LANG,
    RTF_PLAIN,
    RTF_HIDDEN,
    RTF_DELETED,
    RTF_PARAGRAPH,
    RTF_PARAGRAPH_DEFAULTS,
    RTF_STYLE,
    RTF_STYLE_BASE,
    RTF_STYLE_OTHER, /* a style that is not one of paragraphs */
    RTF_OUTLINE_LEVEL,
    RTF_LIST,
    RTF_IN_TABLE,
    RTF_CELL,
    RTF_ROW,
    RTF_NESTED_CELL,
    RTF_YEAR
};

struct rtf_word {
    const char *name;
    enum rtf_act act;
    int value;
};

/* NULL when the word says nothing about the text. */
const struct rtf_word *rtf_words_find(const char *name);

#endif
