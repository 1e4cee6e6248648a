/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The parts that a card is made of; for card*.c alone. */
#ifndef STEPWELL_QUERY_CARD_PARTS_H
#define STEPWELL_QUERY_CARD_PARTS_H

#include "render/card.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A publication that is shown whole, without a search. */
bool card_is_own_page(const struct render_view *view);

/* Text with its matches in <mark>. */
void card_runs(struct buf *out, const struct snippet *snippet);

void card_passages(struct buf *out, const struct render_view *view,
                   const struct search_result *result);
void card_actions(struct buf *out, const struct render_view *view,
                  const struct search_result *result, size_t number);

#ifdef __cplusplus
}
#endif

#endif
