/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of drawn pictures: diagrams that were pasted into a document as EMF or WMF. */
#ifndef STEPWELL_EXTRACT_METAFILE_H
#define STEPWELL_EXTRACT_METAFILE_H

#include "base/buf.h"

enum { METAFILE_HEAD_BYTES = 44 };

/* By the first METAFILE_HEAD_BYTES of a picture. */
bool metafile_is_emf(const char *bytes, size_t length);
bool metafile_is_wmf(const char *bytes, size_t length);

/* Appends a line for each line of text, in the order in which it is drawn; other pictures have
 * none. At most LIMIT_METAFILE_RECORDS records are looked at. */
void metafile_read(const char *bytes, size_t length, struct buf *out);

/* ---- for the two formats ---- */

enum { METAFILE_OBJECTS = 1024 };

/* The state that text is drawn in, and the line that is open. */
struct metafile {
    struct buf *out;
    struct buf piece;
    struct metafile_font {
        long charset; /* of LOGFONT */
        long height;
        bool used, is_font;
    } objects[METAFILE_OBJECTS], font; /* font: the selected one */
    bool at_pen;                       /* the pen says where text goes, not the record */
    long long pen_x, pen_y;
    bool open;
    long long line_y, end; /* of the open line: where its last piece ends */
    long long letter;      /* how wide its letters are; 0: not known */
};

/* One string: bytes of the font's charset, or UTF-16. advance: how far it leads, 0 when that is
 * not said. */
void metafile_add(struct metafile *metafile, const char *bytes, size_t length, bool wide,
                  long long x, long long y, long long advance);

void metafile_read_emf(struct metafile *metafile, const char *bytes, size_t length);
void metafile_read_wmf(struct metafile *metafile, const char *bytes, size_t length);

#endif
