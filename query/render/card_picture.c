/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Marks are drawn over the picture, which is the same for every search. */
#include "render/card_picture.h"

#include "html.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

enum {
    MARKS_MOST = 8,
    WHOLE = 1000,     /* of the width and of the height */
    MARK_HEIGHT = 32, /* at least: a line of text is two pixels high */
    MARK_WIDTH = 40,
    MARK_GAP = 25, /* two marks that are closer are one */
    COARSE = 5,    /* thousandths in a unit of what is drawn: a pixel, about */
    LABEL_BYTES = 6
};

/* In thousandths of the page. */
struct mark {
    int x0, y0, x1, y1;
};

struct marks {
    struct mark items[MARKS_MOST];
    size_t count;
};

/* ---- where the marks are ---- */

/* What part of the line stands before this byte; letters of one line are about equally wide. */
static int
x_of(const struct pictures_line *line, size_t at, bool right_to_left)
{
    int width = line->x1 - line->x0;
    size_t length = line->to - line->from;
    size_t before = at <= line->from ? 0 : at >= line->to ? length : at - line->from;
    int x = (int)((size_t)width * before / length);
    return right_to_left ? line->x1 - x : line->x0 + x;
}

static void
widen(int *from, int *to, int least)
{
    int missing = least - (*to - *from);
    if (missing <= 0)
        return;
    *from = *from - missing / 2 < 0 ? 0 : *from - missing / 2;
    *to = *from + least > WHOLE ? WHOLE : *from + least;
}

static void
add_mark(struct marks *marks, struct mark mark)
{
    widen(&mark.x0, &mark.x1, MARK_WIDTH);
    widen(&mark.y0, &mark.y1, MARK_HEIGHT);
    for (size_t i = 0; i < marks->count; i++) {
        struct mark *other = &marks->items[i];
        if (other->y0 != mark.y0 || other->y1 != mark.y1 ||
            mark.x0 > other->x1 + MARK_GAP || other->x0 > mark.x1 + MARK_GAP)
            continue;
        other->x0 = mark.x0 < other->x0 ? mark.x0 : other->x0;
        other->x1 = mark.x1 > other->x1 ? mark.x1 : other->x1;
        return;
    }
    if (marks->count < MARKS_MOST)
        marks->items[marks->count++] = mark;
}

/* Text that runs up or down the page is marked as a whole. */
static bool
is_upright(const struct pictures_line *line)
{
    return line->y1 - line->y0 > 3 * (line->x1 - line->x0) && line->to - line->from > 4;
}

static void
mark_line(struct marks *marks, const struct pictures_line *line, size_t from, size_t to,
          bool right_to_left)
{
    struct mark mark = { line->x0, line->y0, line->x1, line->y1 };
    if (line->to <= line->from || from >= line->to || to <= line->from ||
        line->x0 > line->x1 || line->y0 > line->y1 || line->x1 > WHOLE ||
        line->y1 > WHOLE)
        return;
    if (!is_upright(line)) {
        mark.x0 = x_of(line, right_to_left ? to : from, right_to_left);
        mark.x1 = x_of(line, right_to_left ? from : to, right_to_left);
    }
    add_mark(marks, mark);
}

/* The lines belong to the text only if it is as long as the one they were found in. */
static void
find_marks(const struct picture *picture, const struct search_passage *passage,
           struct marks *marks)
{
    const struct lang *lang = passage->page.lang;
    marks->count = 0;
    if (passage->opened != passage->file ||
        picture->text_length != passage->page.text_length)
        return;
    for (size_t i = 0; i < passage->places.count; i++)
        for (size_t l = 0; l < picture->line_count; l++)
            mark_line(marks, &picture->lines[l], passage->places.items[i].from,
                      passage->places.items[i].to, lang != NULL && lang->right_to_left);
}

/* ---- writing ---- */

/* "6" of "page 6", "iv" of "page iv"; "" for what is no short label. */
static const char *
label_of(const struct search_passage *passage)
{
    static const char *const words[] = { "page ", "slide " };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t length = strlen(words[i]);
        const char *label = passage->page.locator + length;
        if (strncmp(passage->page.locator, words[i], length) == 0 &&
            strlen(label) <= LABEL_BYTES && strchr(label, ' ') == NULL)
            return label;
    }
    return "";
}

static void
write_marks(struct buf *out, const struct marks *marks)
{
    if (marks->count == 0)
        return;
    buf_add_text(out, "<svg viewBox=\"0 0 200 200\" preserveAspectRatio=\"none\">"
                      "<path d=\"");
    for (size_t i = 0; i < marks->count; i++) {
        const struct mark *mark = &marks->items[i];
        buf_format(out, "M%d %dH%dV%dH%dz", mark->x0 / COARSE, mark->y0 / COARSE,
                   mark->x1 / COARSE, mark->y1 / COARSE, mark->x0 / COARSE);
    }
    buf_add_text(out, "\"/></svg>");
}

/* Half as large as it is, so that it is sharp; for the eye only: all that it says is said in
 * words beside it. */
static void
write_picture(struct buf *out, const struct picture *picture,
              const struct search_passage *passage)
{
    struct marks marks = { .count = 0 };
    const char *label = passage == NULL ? "" : label_of(passage);
    if (passage != NULL)
        find_marks(picture, passage, &marks);
    buf_format(out,
               "<span class=\"page\" aria-hidden=\"true\"><img src=\"?picture=%s\" "
               "width=\"%u\" height=\"%u\" alt=\"\" loading=\"lazy\">",
               picture->address, (picture->width + 1) / 2, (picture->height + 1) / 2);
    write_marks(out, &marks);
    if (*label != '\0') {
        buf_add_text(out, "<b>");
        html_string(out, label);
        buf_add_text(out, "</b>");
    }
    buf_add_text(out, "</span>\n");
}

/* ---- which one ---- */

static bool
write_page(struct buf *out, const struct render_view *view,
           const struct search_passage *passage)
{
    struct picture picture;
    if (passage->opened == NULL || !pictures_find(view->pictures, passage->opened->digest,
                                                  passage->page.number, &picture))
        return false;
    write_picture(out, &picture, passage);
    return true;
}

static bool
write_cover(struct buf *out, const struct render_view *view,
            const struct publication_file *file)
{
    struct picture picture;
    if (!pictures_find(view->pictures, file->digest, 1, &picture))
        return false;
    write_picture(out, &picture, NULL);
    return true;
}

void
card_picture_write(struct buf *out, const struct render_view *view,
                   const struct search_result *result)
{
    const struct publication *publication = &result->publication;
    if (view->pictures == NULL || pictures_count(view->pictures) == 0)
        return;
    for (size_t i = 0; i < result->passage_count; i++)
        if (write_page(out, view, &result->passages[i]))
            return;
    for (size_t i = 0; i < result->passage_count; i++)
        if (result->passages[i].opened != NULL &&
            write_cover(out, view, result->passages[i].opened))
            return;
    for (size_t i = 0; i < publication->file_count; i++)
        if (write_cover(out, view, &publication->files[i]))
            return;
}
