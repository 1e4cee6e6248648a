/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts as YAML that a person would have written: plain where that is safe. */
#ifndef STEPWELL_YAML_WRITE_H
#define STEPWELL_YAML_WRITE_H

#include "base/buf.h"

#ifdef __cplusplus
extern "C" {
#endif

/* After "key: "; no line end. */
void yaml_write_text(struct buf *out, const char *text);
/* The same inside brackets, and for a text that is no address. */
void yaml_write_item(struct buf *out, const char *text);
void yaml_write_address(struct buf *out, const char *url);
/* After "  key: ": a folded block, in quotes where that would lose something; with line end.
 * One line end in the text begins a paragraph. */
void yaml_write_block(struct buf *out, const char *text);

#ifdef __cplusplus
}
#endif

#endif
