/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A run for trec_eval: "qid Q0 publication-id rank score stepwell". */
#include "render/render.h"

/* Columns are separated by blanks, so a name holds none. */
static void
write_name(struct buf *out, const char *name)
{
    for (const char *at = name; *at != '\0'; at++) {
        if ((unsigned char)*at <= ' ' || *at == 0x7F)
            buf_format(out, "%%%02X", (unsigned char)*at);
        else
            buf_add_char(out, *at);
    }
}

/* trec_eval orders by score and ignores rank, so a score that does not fall is made to. */
void
render_trec(struct buf *out, const struct render_view *view,
            const struct results *results)
{
    double previous = 0;
    for (size_t i = 0; i < results->count; i++) {
        const struct search_result *result = &results->results[i];
        double score = result->score;
        if (i > 0 && score > previous - 1e-6)
            score = previous - 1e-6;
        previous = score;
        write_name(out, view->query_id == NULL ? "1" : view->query_id);
        buf_add_text(out, " Q0 ");
        write_name(out, result->publication.key);
        buf_format(out, " %zu %.6f stepwell\n", results->first + i + 1, score);
    }
}
