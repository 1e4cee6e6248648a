/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a worker ends that cannot go on. */
#ifndef STEPWELL_EXTRACT_WORKER_SIGNALS_H
#define STEPWELL_EXTRACT_WORKER_SIGNALS_H

#include <stdint.h>

void worker_signals_catch(void);

/* What is said to the other side should this document's file change while it is read. */
void worker_signals_prepare(int socket, uint32_t serial);

#endif
