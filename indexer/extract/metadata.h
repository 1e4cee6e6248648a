/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of document properties, as authors and programs write them, made fit for the wire. */
#ifndef STEPWELL_EXTRACT_METADATA_H
#define STEPWELL_EXTRACT_METADATA_H

#include "base/memory.h"

#include <stddef.h>

/* Valid UTF-8 on one line, white space squeezed; "" when nothing is left. */
const char *metadata_text(struct arena *arena, const char *text, size_t length);

/* A language tag as BCP 47 spells it ("pt-BR" for "pt_BR.UTF-8"); "" when it is none. */
const char *metadata_lang(struct arena *arena, const char *text, size_t length);

/* The first year from 1970 to the next one among the numbers of the text; 0. */
int metadata_year(const char *text, size_t length);

#endif
