/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compound files, the containers of old Office documents: streams by name ([MS-CFB]). */
#ifndef STEPWELL_EXTRACT_COMPOUND_H
#define STEPWELL_EXTRACT_COMPOUND_H

#include "base/buf.h"
#include "extract/format.h"

struct compound;

/* Keeps pointing into input->bytes. False and a reason when the header or the list of streams
 * cannot be read. */
bool compound_open(const struct input *input, struct compound **compound,
                   struct format_failure *failure);
void compound_close(struct compound *compound);

/* True when the root holds a stream of this name; streams of embedded documents do not count. */
bool compound_has(const struct compound *compound, const char *name);

/* The stream into out (emptied first, its limit raised); as far as it goes when the file is cut
 * short. False when there is no such stream or nothing in it. */
bool compound_read(struct compound *compound, const char *name, struct buf *out);

/* Little-endian numbers at an offset of a stream; 0 beyond its end. */
uint16_t compound_u16(const struct buf *stream, size_t at);
uint32_t compound_u32(const struct buf *stream, size_t at);

/* Title, author and year of the document ([MS-OLEPS], \005SummaryInformation). */
void compound_read_summary(struct compound *compound, struct arena *arena,
                           struct wire_document *document);

#endif
