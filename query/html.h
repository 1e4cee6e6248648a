/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writers for HTML, one per context; foreign text reaches a page through them alone. */
#ifndef STEPWELL_QUERY_HTML_H
#define STEPWELL_QUERY_HTML_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Between tags. Invalid UTF-8 becomes U+FFFD, control characters become spaces. */
void html_text(struct buf *out, const char *text, size_t length);
void html_string(struct buf *out, const char *text);

/* Inside double quotes: ' title="…"'. The name is ours. */
void html_attribute(struct buf *out, const char *name, const char *value);

/* A value of application/x-www-form-urlencoded: letters, digits and "-._*" stay, blank is "+"
 * (URL standard, 5.2). Safe in an attribute, too. */
void html_url_query(struct buf *out, const char *value);

/* One part of an address: all but RFC 3986's unreserved characters percent-encoded. */
void html_url_part(struct buf *out, const char *text, size_t length);

/* Is this an address a page may link to: http or https, then a host? */
bool html_is_web_url(const char *url);

/* ' href="…"' of an address that html_is_web_url; whatever RFC 3986 does not allow is
 * percent-encoded. Writes nothing for another address and returns false. */
bool html_href(struct buf *out, const char *url);

/* The address with everything that RFC 3986 does not allow percent-encoded; for terminals,
 * lists of addresses and attributes. */
void html_url(struct buf *out, const char *url);

#ifdef __cplusplus
}
#endif

#endif
