/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a document and its server say about its charset. */
#include "charset_names.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { META_BYTES = 1024 }; /* where <meta> must stand (HTML, 4.2.5.4) */

/* Labels (WHATWG Encoding Standard) that are not the name of a table or of iconv. */
static const struct {
    const char *label, *name;
} aliases[] = {
    { "ascii", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "iso-8859-1", "windows-1252" },
    { "iso8859-1", "windows-1252" },
    { "iso_8859-1", "windows-1252" },
    { "latin1", "windows-1252" },
    { "latin-1", "windows-1252" },
    { "iso88591", "windows-1252" },
    { "cp1250", "windows-1250" },
    { "cp1251", "windows-1251" },
    { "cp1252", "windows-1252" },
    { "cp1253", "windows-1253" },
    { "cp1254", "windows-1254" },
    { "cp1255", "windows-1255" },
    { "cp1256", "windows-1256" },
    { "cp1257", "windows-1257" },
    { "cp1258", "windows-1258" },
    { "x-cp1250", "windows-1250" },
    { "x-cp1251", "windows-1251" },
    { "win-1250", "windows-1250" },
    { "win-1251", "windows-1251" },
    { "windows1250", "windows-1250" },
    { "windows1251", "windows-1251" },
    { "windows1252", "windows-1252" },
    { "iso-8859-9", "windows-1254" },
    { "iso8859-9", "windows-1254" },
    { "latin5", "windows-1254" },
    { "iso-8859-11", "windows-874" },
    { "tis-620", "windows-874" },
    { "iso8859-2", "iso-8859-2" },
    { "iso_8859-2", "iso-8859-2" },
    { "latin2", "iso-8859-2" },
    { "latin-2", "iso-8859-2" },
    { "iso8859-5", "iso-8859-5" },
    { "iso8859-7", "iso-8859-7" },
    { "greek", "iso-8859-7" },
    { "cyrillic", "iso-8859-5" },
    { "iso-8859-8", "windows-1255" },
    { "iso-8859-8-i", "windows-1255" },
    { "koi8", "koi8-r" },
    { "koi", "koi8-r" },
    { "cp866", "ibm866" },
    { "866", "ibm866" },
    { "latin9", "iso-8859-15" },
    { "utf8", "utf-8" },
    { "unicode-1-1-utf-8", "utf-8" },
    { "gb2312", "gb18030" },
    { "gbk", "gb18030" },
    { "x-gbk", "gb18030" },
    { "shift_jis", "cp932" },
    { "shift-jis", "cp932" },
    { "x-sjis", "cp932" },
    { "sjis", "cp932" },
    { "euc-kr", "cp949" },
    { "ks_c_5601-1987", "cp949" },
    { "big5", "big5-hkscs" },
};

void
charset_names_set(char name[CHARSET_NAME_BYTES], const char *text)
{
    snprintf(name, CHARSET_NAME_BYTES, "%s", text);
}

/* A declared name, small letters, aliases resolved; "" when there is none. */
static void
set_name(char name[CHARSET_NAME_BYTES], const char *label, size_t length)
{
    if (length >= CHARSET_NAME_BYTES)
        length = 0;
    for (size_t i = 0; i < length; i++)
        name[i] = (char)tolower((unsigned char)label[i]);
    name[length] = '\0';
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
        if (strcmp(aliases[i].label, name) == 0)
            charset_names_set(name, aliases[i].name);
}

static bool
is_name_char(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_' || c == '.' || c == ':';
}

/* The value behind key= within the text. */
static void
find_name(char name[CHARSET_NAME_BYTES], const char *text, size_t length, const char *key)
{
    size_t key_length = strlen(key);
    name[0] = '\0';
    for (size_t at = 0; at + key_length < length; at++) {
        if (strncasecmp(text + at, key, key_length) != 0)
            continue;
        size_t from = at + key_length;
        while (from < length && (isspace((unsigned char)text[from]) || text[from] == '='))
            from++;
        while (from < length && (text[from] == '"' || text[from] == '\''))
            from++;
        size_t to = from;
        while (to < length && is_name_char(text[to]))
            to++;
        if (to > from) {
            set_name(name, text + from, to - from);
            return;
        }
    }
}

static void
find_in_markup(char name[CHARSET_NAME_BYTES], const char *bytes, size_t length)
{
    if (length > META_BYTES)
        length = META_BYTES;
    name[0] = '\0';
    for (size_t at = 0; at + 6 < length && name[0] == '\0'; at++) {
        if (bytes[at] != '<')
            continue;
        const char *end = memchr(bytes + at, '>', length - at);
        size_t tag = end ? (size_t)(end - bytes) - at : length - at;
        if (strncasecmp(bytes + at + 1, "meta", 4) == 0)
            find_name(name, bytes + at, tag, "charset");
        else if (strncasecmp(bytes + at + 1, "?xml", 4) == 0)
            find_name(name, bytes + at, tag, "encoding");
    }
    if (strncmp(name, "utf-16", 6) == 0)
        charset_names_set(name,
                          "utf-8"); /* it could not have been read so far otherwise */
}

void
charset_names_declared(char name[CHARSET_NAME_BYTES], const char *bytes, size_t length,
                       const struct charset_hints *hints)
{
    find_name(name, hints->mime, strlen(hints->mime), "charset");
    if (name[0] == '\0' && hints->markup)
        find_in_markup(name, bytes, length);
}

void
charset_names_lang(struct charset_sample *sample)
{
    char lang[CHARSET_NAME_BYTES] = "";
    size_t length = sample->length < META_BYTES ? sample->length : META_BYTES;
    find_name(lang, sample->bytes, length, "lang=");
    if (isalpha((unsigned char)lang[0]) && isalpha((unsigned char)lang[1]))
        memcpy(sample->lang, lang, 2);
}
