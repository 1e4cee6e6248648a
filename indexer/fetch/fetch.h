/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of the catalogue from the network into the folder of downloads; only what changed. */
#ifndef STEPWELL_FETCH_H
#define STEPWELL_FETCH_H

#include "base/buf.h"
#include "catalogue/library.h"

#ifdef __cplusplus
extern "C" {
#endif

/* [fetch] of the configuration. Hosts are names separated by blanks; "*.example.org" is every
 * host below example.org, "*" every host. */
struct fetch_rules {
    const char *allow;         /* hosts that may be asked */
    const char *allow_private; /* hosts whose addresses may be private ones, too */
    const char *identify;      /* who we say we are (User-Agent); "" for the usual */
    const char *proxy;         /* "" for none */
    long delay_ms;             /* between two requests to one host */
    long time_limit_ms;        /* of one file */
    int64_t most_bytes;        /* of one file */
};

struct fetch_options {
    struct fetch_rules rules;
    const char *corpus;
    long recheck_hours; /* what was asked for within that time is not asked for again */
    bool all;           /* it is, all the same */
    const char *const *only; /* keys of publications */
    size_t only_count;
    bool progress;
    bool (*stopped)(void); /* may be NULL */
};

/* What is to be told about one address. */
struct fetch_link {
    const char *publication, *file, *url;
    const char *to;     /* where it has moved for good; "" when it has not */
    const char *reason; /* why it cannot be fetched; "" when it can */
    const char *since;  /* "2026-11-25": since when it cannot */
};

struct fetch_result {
    size_t asked, fetched, unchanged, failed;
    struct fetch_link *links;
    size_t link_count, link_capacity;
    bool unreachable; /* nobody answered at all */
};

/* Sets the path of files that earlier runs fetched. Reads one small file; no network. */
void fetch_locate(struct library *library, const char *corpus);

/* Asks for every file that has an address and no copy put there by hand. What fails keeps its
 * last good copy; what has none says why. False when the folder cannot be written
 * (ERROR_WRITE) or the run was stopped. */
bool fetch_library(struct library *library, const struct fetch_options *options,
                   struct fetch_result *result, struct error *err);

/* One page into memory, for discover. The host named is allowed by being named. address: where
 * redirects ended. */
bool fetch_page(const char *url, const struct fetch_rules *rules, struct arena *arena,
                struct buf *bytes, const char **address, struct error *err);

/* ---- rules, for tests ---- */

bool fetch_is_listed(const char *hosts, const char *host);
/* address: a struct sockaddr. Loopback, link-local, private and reserved ranges. */
bool fetch_is_private(const void *address);
/* "" when the bytes can be what the address promises; else a code such as "web-page". */
const char *fetch_judge(const char *extension, const char *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
