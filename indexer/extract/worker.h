/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One document after another over a socket, inside the sandbox. */
#ifndef STEPWELL_EXTRACT_WORKER_H
#define STEPWELL_EXTRACT_WORKER_H

#include "base/error.h"
#include "base/sandbox.h"

/* Loads fonts and tables, sets signals and limits, closes the sandbox. */
bool worker_close_in(struct sandbox_granted *granted, struct error *err);

/* Answers requests until the other side hangs up; the exit status of the process. */
int worker_run(int socket);

#endif
