/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What <meta> says about an HTML page. */
#ifndef STEPWELL_EXTRACT_HTML_META_H
#define STEPWELL_EXTRACT_HTML_META_H

#include "extract/flow.h"
#include "markup.h"

/* Into the document, before it is sent; what is there already stays. */
void html_meta_take(struct flow *flow, struct arena *arena,
                    const struct markup_element *element);

#endif
