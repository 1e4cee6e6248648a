/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The two halves of the resident mode: a parent that keeps workers alive, and a worker. */
#ifndef STEPWELL_QUERY_LISTEN_H
#define STEPWELL_QUERY_LISTEN_H

#include "gateway/gateway.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Opens the site, gives up what it does not need, and answers connections of the listener one
 * after another; returns when another index was published, when it has done enough, or on
 * SIGTERM, which has to be blocked. workers: how many there are of its kind. */
void listen_work(int listener, unsigned workers, const struct gateway_start *start);

#ifdef __cplusplus
}
#endif

#endif
