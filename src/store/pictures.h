/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The side file of an index, "INDEX.pictures": small pictures of pages, and where their lines
 * stand. Nothing needs it: one that is missing, of another version or damaged has no pictures. */
#ifndef STEPWELL_STORE_PICTURES_H
#define STEPWELL_STORE_PICTURES_H

#include "base/buf.h"
#include "base/limits.h"

#ifdef __cplusplus
extern "C" {
#endif

struct pictures;

/* Bytes [from, to) of the text of the page, and their box in thousandths of the page. */
struct pictures_line {
    uint32_t from, to;
    uint16_t x0, y0, x1, y1;
};

enum { PICTURES_ADDRESS = 48 };

struct picture {
    char
        address[PICTURES_ADDRESS]; /* "0123456789abcdef-12": differs for other contents */
    unsigned width, height;        /* pixels */
    uint32_t
        text_length; /* of the page when the lines were found; another text is another page */
    struct pictures_line lines[LIMIT_PICTURE_LINES];
    size_t line_count;
};

/* Never NULL. index: path or URL of an index. */
struct pictures *pictures_open(const char *index);
void pictures_close(struct pictures *pictures);

/* Is the file still the one that was opened, or still missing? */
bool pictures_is_current(const struct pictures *pictures);

/* Pages that it knows, and those of them that have a picture; what tells it from another file, ""
 * when there is none. */
int64_t pictures_count(const struct pictures *pictures);
int64_t pictures_drawn(const struct pictures *pictures);
const char *pictures_id(const struct pictures *pictures);
int64_t pictures_bytes(const struct pictures *pictures);

/* Of a page of the file with this SHA-256 (hexadecimal). */
bool pictures_find(const struct pictures *pictures, const char *digest, int64_t page,
                   struct picture *picture);

/* Appends the JPEG at this address; false when there is none, or it is damaged. */
bool pictures_read(const struct pictures *pictures, const char *address,
                   struct buf *jpeg);

/* ---- for the program that makes it ---- */

/* What shaped the pictures; 0 without a file. */
uint64_t pictures_recipe(const struct pictures *pictures);

/* A record as pictures_file.h lays it out; false when this page is not in it. */
bool pictures_record(const struct pictures *pictures, uint64_t key, int64_t page,
                     struct buf *record);
/* *drawn: it has a picture, and is not one that cannot be drawn. */
bool pictures_has(const struct pictures *pictures, uint64_t key, int64_t page,
                  bool *drawn);

#ifdef __cplusplus
}
#endif

#endif
