/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are one work in several formats, or twice under different names. */
#ifndef STEPWELL_TWINS_H
#define STEPWELL_TWINS_H

#include "store/store_twins.h"

#ifdef __cplusplus
extern "C" {
#endif

/* After all files are put, inside the transaction: compares all with all, and writes what
 * differs from last time. Files of one publication are twins by their part or by their text;
 * files of folders by their text; what a catalogue calls two publications stays two. */
bool twins_find(struct store *store, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
