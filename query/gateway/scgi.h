/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests in SCGI: a netstring of variables (https://python.ca/scgi/protocol.txt). */
#ifndef STEPWELL_QUERY_SCGI_H
#define STEPWELL_QUERY_SCGI_H

#include "gateway/gateway.h"

#ifdef __cplusplus
extern "C" {
#endif

enum scgi_state { SCGI_MORE, SCGI_REQUEST, SCGI_BROKEN };

/* Reads the head at the beginning of the bytes; *call is filled with SCGI_REQUEST. A body is
 * not looked at: no answer depends on it. */
enum scgi_state scgi_parse(const char *bytes, size_t length, struct arena *arena,
                           struct gateway_call *call);

#ifdef __cplusplus
}
#endif

#endif
