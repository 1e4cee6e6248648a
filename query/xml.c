/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The escapes of HTML are those of XML; two code points are all that XML refuses beside. */
#include "xml.h"

#include "html.h"

#include <string.h>

void
xml_text(struct buf *out, const char *text)
{
    static const char nonsense[] =
        "\xEF\xBF"; /* U+FFFE and U+FFFF, and others that are fine */
    const char *from = text;
    for (const char *at = text; (at = strstr(at, nonsense)) != NULL; at++) {
        if (at[2] != '\xBE' && at[2] != '\xBF')
            continue;
        html_text(out, from, (size_t)(at - from));
        buf_add_text(out, "\xEF\xBF\xBD");
        from = at + 3;
        at += 2;
    }
    html_string(out, from);
}

void
xml_attribute(struct buf *out, const char *name, const char *value)
{
    buf_format(out, " %s=\"", name);
    xml_text(out, value);
    buf_add_char(out, '"');
}

void
xml_element(struct buf *out, const char *name, const char *text)
{
    if (*text == '\0')
        return;
    buf_format(out, "<%s>", name);
    xml_text(out, text);
    buf_format(out, "</%s>\n", name);
}
