/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Requests in FastCGI 1.0 (https://fastcgi-archives.github.io/FastCGI_Specification.html), as a
 * responder that answers one request at a time. */
#ifndef STEPWELL_QUERY_FASTCGI_H
#define STEPWELL_QUERY_FASTCGI_H

#include "gateway/gateway.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
    FASTCGI_HEADER = 8,
    FASTCGI_CONTENT = 65535,
    FASTCGI_RECORD = FASTCGI_HEADER + FASTCGI_CONTENT + 255 /* the longest one */
};

enum fastcgi_state {
    FASTCGI_MORE,    /* read on */
    FASTCGI_REQUEST, /* *call of fastcgi_call is to be answered */
    FASTCGI_DONE,    /* the request was refused or given up: nothing is to be answered */
    FASTCGI_BROKEN   /* this is not FastCGI, or more of it than anybody needs */
};

/* One connection. */
struct fastcgi {
    unsigned request; /* the one that is being read; 0: none */
    bool keep;        /* the server wants to go on with the connection */
    bool params_end;
    struct buf params;
    size_t body; /* bytes of it so far, all left aside */
    unsigned workers;
};

#define FASTCGI_INIT(count)                                        \
    {                                                              \
        .params = BUF_INIT(LIMIT_GATEWAY_HEAD), .workers = (count) \
    }

void fastcgi_free(struct fastcgi *self);

/* Reads one record, if all of it is there; *used bytes are done with. What the server is to be
 * told at once is added to out. */
enum fastcgi_state fastcgi_read(struct fastcgi *self, const char *bytes, size_t length,
                                size_t *used, struct buf *out);

/* The request that FASTCGI_REQUEST announced; false when its variables cannot be read. */
bool fastcgi_call(const struct fastcgi *self, struct arena *arena,
                  struct gateway_call *call);

/* An answer as CGI writes it, in records, with the end of the request; self then waits for the
 * next one. */
void fastcgi_write(struct fastcgi *self, const struct buf *answer, struct buf *out);

#ifdef __cplusplus
}
#endif

#endif
