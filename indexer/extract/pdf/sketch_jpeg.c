/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one door to libjpeg, which writes here and never reads. */
#include "sketch_jpeg.h"

#include <setjmp.h>
#include <stdio.h> /* which jpeglib.h needs before it */
#include <stdlib.h>

#include <jpeglib.h>

enum { QUALITY = 60 }; /* below it letters of this size smear; above it sizes double */

struct failing {
    struct jpeg_error_mgr manager;
    jmp_buf back;
};

static void
fail(j_common_ptr common)
{
    struct failing *failing = (struct failing *)common->err;
    longjmp(failing->back, 1);
}

static void
say_nothing(j_common_ptr common)
{
    (void)common;
}

static void
compress(struct jpeg_compress_struct *jpeg, const struct pdf_picture *picture)
{
    jpeg->image_width = picture->width;
    jpeg->image_height = picture->height;
    jpeg->input_components = 3;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, QUALITY, TRUE);
    jpeg->optimize_coding = TRUE;
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height) {
        /* libjpeg wants rows that it may write to, and does not. */
        union {
            const unsigned char *given;
            JSAMPROW wanted;
        } row = { picture->rows + jpeg->next_scanline * picture->stride };
        jpeg_write_scanlines(jpeg, &row.wanted, 1);
    }
    jpeg_finish_compress(jpeg);
}

bool
sketch_jpeg_write(const struct pdf_picture *picture, struct buf *out)
{
    struct jpeg_compress_struct jpeg;
    struct failing failing;
    /* Static, since longjmp would lose locals that changed; there is one thread. */
    static unsigned char *bytes;
    static unsigned long length;
    bytes = NULL;
    length = 0;
    jpeg.err = jpeg_std_error(&failing.manager);
    failing.manager.error_exit = fail;
    failing.manager.output_message = say_nothing;
    bool good = setjmp(failing.back) == 0;
    if (good) {
        jpeg_create_compress(&jpeg);
        jpeg_mem_dest(&jpeg, &bytes, &length);
        compress(&jpeg, picture);
        buf_add(out, bytes, length);
    }
    jpeg_destroy_compress(&jpeg);
    free(bytes);
    bytes = NULL;
    return good && !out->full;
}
