/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses by RFC 3986: resolved against a page, brought to one spelling, compared. */
#ifndef STEPWELL_URL_H
#define STEPWELL_URL_H

#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* http or https with a host, and without a user name or a password in it. */
bool url_is_web(const char *url);

/* The reference as seen from base (section 5.2), in one spelling. "" as base leaves a relative
 * reference as it is. Blanks around it go, as in HTML. */
const char *url_resolve(struct arena *arena, const char *base, const char *reference);

/* Scheme and host in lower case, no default port, no dot segments, escapes only where they are
 * needed and in upper case (section 6.2.2); a path that is empty is "/". What is not ASCII is
 * escaped. The fragment stays. */
const char *url_normalise(struct arena *arena, const char *url);

/* Without the fragment. */
const char *url_document(struct arena *arena, const char *url);

/* Lower case, without port and brackets; "" when there is none. */
const char *url_host(struct arena *arena, const char *url);

/* "pdf" of ".../Guide%201.PDF?download=1"; "" when the name has none of 1 to 5 letters. */
const char *url_extension(struct arena *arena, const char *url);

#ifdef __cplusplus
}
#endif

#endif
