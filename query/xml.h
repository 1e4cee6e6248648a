/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A writer for XML 1.0; foreign text reaches a feed or a description through it alone. */
#ifndef STEPWELL_QUERY_XML_H
#define STEPWELL_QUERY_XML_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

/* Between tags. What XML cannot hold (XML 1.0, 2.2) becomes U+FFFD or a blank. */
void xml_text(struct buf *out, const char *text);

/* ' name="value"'; the name is ours. */
void xml_attribute(struct buf *out, const char *name, const char *value);

/* '<name>text</name>' and a line end; nothing for an empty text. */
void xml_element(struct buf *out, const char *name, const char *text);

#ifdef __cplusplus
}
#endif

#endif
