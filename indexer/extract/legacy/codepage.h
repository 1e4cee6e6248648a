/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers by which old Office formats name charsets and languages ([MS-UCODEREF], [MS-LCID]). */
#ifndef STEPWELL_EXTRACT_CODEPAGE_H
#define STEPWELL_EXTRACT_CODEPAGE_H

enum { CODEPAGE_WESTERN = 1252, CODEPAGE_SYMBOL = 42 };

/* The charset of a code page, as charset_decode_as takes it; that of 1252 when it is unknown. */
const char *codepage_name(long page);

/* The code page of a font's charset (\fcharset of RTF, chs of Word); 0 when it says nothing. */
long codepage_of_font(long charset);

/* The ANSI code page of a language; 1252 when it is unknown. */
long codepage_of_language(long id);

/* "cs"; "" when it is unknown. */
const char *codepage_language(long id);

#endif
