/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The search box for other sites: a script that is compiled in. */
#include "render/embed_js.inc"
#include "render/render.h"

static const unsigned char script[] = { EMBED_BYTES };

void
render_embed(struct buf *out)
{
    buf_add(out, script, sizeof script);
}

const char *
render_embed_digest(void)
{
    return EMBED_SHA256;
}
