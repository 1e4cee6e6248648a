/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Has pages drawn by the workers, some at a time; a bad page costs its own picture. */
#ifndef STEPWELL_PICTURE_DRAW_H
#define STEPWELL_PICTURE_DRAW_H

#include "picture.h"
#include "picture_file.h"

#ifdef __cplusplus
extern "C" {
#endif

enum picture_state {
    PICTURE_WANTED,
    PICTURE_DRAWN,  /* it is in the part, drawn or given up */
    PICTURE_OLD,    /* it is in the old file */
    PICTURE_CHANGED /* its document changed while it was drawn: the next run will */
};

struct picture_page {
    uint64_t key;
    int64_t page;
    const struct picture_document *document;
    enum picture_state state;
    bool drawn; /* of an old one: there is a picture */
};

struct picture_draw {
    struct picture_page *pages; /* by key and page */
    size_t count;
    struct picture_part *part;
    const char *program;
    unsigned workers;
    bool progress;
    bool (*stopped)(void);
    /* Results: */
    size_t drawn;
};

/* Those that are wanted and here, at most LIMIT_PICTURES_RUN of them. */
bool picture_draw_missing(struct picture_draw *drawing, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
