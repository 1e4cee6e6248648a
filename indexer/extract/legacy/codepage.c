/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Numbers by which old Office formats name charsets and languages ([MS-UCODEREF], [MS-LCID]). */
#include "codepage.h"

#include <stddef.h>

enum { PRIMARY = 0x3FF }; /* of a language id; above it stands the country */

static const struct {
    long page;
    const char *name;
} pages[] = {
    { 437, "cp437" },
    { 737, "cp737" },
    { 775, "cp775" },
    { 850, "cp850" },
    { 852, "cp852" },
    { 855, "cp855" },
    { 857, "cp857" },
    { 860, "cp860" },
    { 862, "cp862" },
    { 866, "ibm866" },
    { 874, "windows-874" },
    { 932, "cp932" },
    { 936, "gb18030" },
    { 949, "cp949" },
    { 950, "big5-hkscs" },
    { 1200, "utf-16le" },
    { 1250, "windows-1250" },
    { 1251, "windows-1251" },
    { 1252, "windows-1252" },
    { 1253, "windows-1253" },
    { 1254, "windows-1254" },
    { 1255, "windows-1255" },
    { 1256, "windows-1256" },
    { 1257, "windows-1257" },
    { 1258, "windows-1258" },
    { 1361, "johab" },
    { 10000, "macintosh" },
    { 10007, "maccyrillic" },
    { 10029, "mac-centraleurope" },
    { 20866, "koi8-r" },
    { 21866, "koi8-u" },
    { 28592, "iso-8859-2" },
    { 28595, "iso-8859-5" },
    { 28597, "iso-8859-7" },
    { 65001, "utf-8" },
};

static const struct {
    long charset, page;
} fonts[] = {
    { 2, CODEPAGE_SYMBOL }, { 77, 10000 }, { 128, 932 },  { 129, 949 },  { 130, 1361 },
    { 134, 936 },           { 136, 950 },  { 161, 1253 }, { 162, 1254 }, { 163, 1258 },
    { 177, 1255 },          { 178, 1256 }, { 186, 1257 }, { 204, 1251 }, { 222, 874 },
    { 238, 1250 },          { 254, 437 },  { 255, 850 },
};

/* By primary language. */
static const struct {
    long id, page;
    const char *tag;
} languages[] = {
    { 0x01, 1256, "ar" }, { 0x02, 1251, "bg" }, { 0x03, 1252, "ca" },
    { 0x04, 936, "zh" },  { 0x05, 1250, "cs" }, { 0x06, 1252, "da" },
    { 0x07, 1252, "de" }, { 0x08, 1253, "el" }, { 0x09, 1252, "en" },
    { 0x0A, 1252, "es" }, { 0x0B, 1252, "fi" }, { 0x0C, 1252, "fr" },
    { 0x0D, 1255, "he" }, { 0x0E, 1250, "hu" }, { 0x0F, 1252, "is" },
    { 0x10, 1252, "it" }, { 0x11, 932, "ja" },  { 0x12, 949, "ko" },
    { 0x13, 1252, "nl" }, { 0x14, 1252, "nb" }, { 0x15, 1250, "pl" },
    { 0x16, 1252, "pt" }, { 0x18, 1250, "ro" }, { 0x19, 1251, "ru" },
    { 0x1A, 1250, "hr" }, { 0x1B, 1250, "sk" }, { 0x1C, 1250, "sq" },
    { 0x1D, 1252, "sv" }, { 0x1E, 874, "th" },  { 0x1F, 1254, "tr" },
    { 0x20, 1256, "ur" }, { 0x21, 1252, "id" }, { 0x22, 1251, "uk" },
    { 0x23, 1251, "be" }, { 0x24, 1250, "sl" }, { 0x25, 1257, "et" },
    { 0x26, 1257, "lv" }, { 0x27, 1257, "lt" }, { 0x28, 1251, "tg" },
    { 0x29, 1256, "fa" }, { 0x2A, 1258, "vi" }, { 0x2B, 1252, "hy" },
    { 0x2C, 1254, "az" }, { 0x2D, 1252, "eu" }, { 0x2F, 1251, "mk" },
    { 0x36, 1252, "af" }, { 0x37, 1252, "ka" }, { 0x39, 1252, "hi" },
    { 0x3C, 1252, "ga" }, { 0x3E, 1252, "ms" }, { 0x3F, 1251, "kk" },
    { 0x40, 1251, "ky" }, { 0x41, 1252, "sw" }, { 0x42, 1250, "tk" },
    { 0x43, 1254, "uz" }, { 0x44, 1251, "tt" }, { 0x45, 1252, "bn" },
    { 0x46, 1252, "pa" }, { 0x49, 1252, "ta" }, { 0x50, 1251, "mn" },
    { 0x56, 1252, "gl" }, { 0x5E, 1252, "am" }, { 0x61, 1252, "ne" },
    { 0x63, 1256, "ps" },
};

const char *
codepage_name(long page)
{
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (pages[i].page == page)
            return pages[i].name;
    return "windows-1252";
}

long
codepage_of_font(long charset)
{
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        if (fonts[i].charset == charset)
            return fonts[i].page;
    return 0;
}

/* Serbian and Bosnian share an id with Croatian, and only the country tells their script; Taiwan
 * and Hong Kong write other characters than the mainland. */
long
codepage_of_language(long id)
{
    if (id == 0x0C1A || id == 0x1C1A || id == 0x201A || id == 0x281A || id == 0x301A)
        return 1251;
    if (id == 0x0404 || id == 0x0C04 || id == 0x1404)
        return 950;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (languages[i].id == (id & PRIMARY))
            return languages[i].page;
    return CODEPAGE_WESTERN;
}

const char *
codepage_language(long id)
{
    long country = id & ~(long)PRIMARY;
    if ((id & PRIMARY) == 0x1A && country != 0 && country != 0x0400 && country != 0x1000)
        return country == 0x1400 || country == 0x2000 ? "bs" : "sr";
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        if (languages[i].id == (id & PRIMARY))
            return languages[i].tag;
    return "";
}
