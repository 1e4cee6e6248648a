/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writes the side file of pictures, and the one in the making that a killed run leaves. */
#ifndef STEPWELL_PICTURE_FILE_H
#define STEPWELL_PICTURE_FILE_H

#include "extract/wire.h"
#include "store/pictures.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A record as it stands in the file; lines may be NULL. */
void picture_file_make(struct buf *record, uint64_t key,
                       const struct wire_picture *picture, uint32_t text_length,
                       const struct pictures_line *lines, size_t line_count);

/* ---- in the making: "INDEX.pictures.part" ---- */

struct picture_part;

/* What another recipe left is dropped, and what was half written. */
bool picture_part_open(const char *path, uint64_t recipe, struct picture_part **part,
                       struct error *err);
void picture_part_close(struct picture_part *part);
bool picture_part_has(const struct picture_part *part, uint64_t key, int64_t page);
/* bytes is the caller's: room for LIMIT_PICTURE_BYTES. */
bool picture_part_read(const struct picture_part *part, uint64_t key, int64_t page,
                       struct wire_picture *picture, struct buf *bytes);
bool picture_part_add(struct picture_part *part, uint64_t key,
                      const struct wire_picture *picture, struct error *err);

/* ---- the file itself ---- */

struct picture_writer;

/* path: of a file beside the one that is to be replaced. */
bool picture_writer_open(const char *path, struct picture_writer **writer,
                         struct error *err);
/* In the order of keys and pages. */
bool picture_writer_add(struct picture_writer *writer, uint64_t key, int64_t page,
                        const struct buf *record, struct error *err);
uint64_t picture_writer_bytes(const struct picture_writer *writer);
/* Writes the table, makes all durable and renames it to "INDEX.pictures"; closes it whatever
 * happens. */
bool picture_writer_publish(struct picture_writer *writer, uint64_t recipe,
                            const char *index, struct error *err);
/* Without publishing. */
void picture_writer_drop(struct picture_writer *writer);

#ifdef __cplusplus
}
#endif

#endif
