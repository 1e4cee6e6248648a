/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a file of the library to what is remembered of its address, and to its copy. */
#ifndef STEPWELL_FETCH_LOCATE_H
#define STEPWELL_FETCH_LOCATE_H

#include "catalogue/library.h"
#include "fetch_state.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Under which the state knows it; "" for what is no address of the web. */
const char *fetch_address(struct arena *arena, const char *url);
/* A path that the catalogue has, or a copy that a person put there, is left alone. */
bool fetch_is_ours(const struct library_file *file, const char *corpus);
void fetch_locate_all(const struct fetch_state *state, struct library *library,
                      const char *corpus);
/* "2026-11-25"; "" for 0. */
const char *fetch_day(struct arena *arena, int64_t seconds);

#ifdef __cplusplus
}
#endif

#endif
