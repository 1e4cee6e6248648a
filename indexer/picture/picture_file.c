/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records one after another, then their table, then the head; renamed when all is on disk. */
#include "picture_file.h"

#include "base/disk.h"
#include "base/limits.h"
#include "store/pictures_file.h"
#include "update/publish.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct picture_writer {
    FILE *file;
    char *path;
    struct buf table;
    uint64_t end, id;
    size_t count, drawn;
};

static void
put_lines(char *at, const struct pictures_line *lines, size_t count)
{
    for (size_t i = 0; i < count; i++, at += PICTURES_LINE) {
        bytes_put(at, lines[i].from, 4);
        bytes_put(at + 4, lines[i].to, 4);
        bytes_put(at + 8, lines[i].x0, 2);
        bytes_put(at + 10, lines[i].y0, 2);
        bytes_put(at + 12, lines[i].x1, 2);
        bytes_put(at + 14, lines[i].y1, 2);
    }
}

void
picture_file_make(struct buf *record, uint64_t key, const struct wire_picture *picture,
                  uint32_t text_length, const struct pictures_line *lines,
                  size_t line_count)
{
    size_t count = line_count < LIMIT_PICTURE_LINES ? line_count : LIMIT_PICTURE_LINES;
    size_t length = PICTURES_RECORD + count * PICTURES_LINE;
    char *head = memory_new(length, 1);
    bytes_put(head + PICTURES_RECORD_JPEG_CHECK,
              pictures_file_jpeg_check(picture->bytes, picture->length), 4);
    bytes_put(head + PICTURES_RECORD_WIDTH, picture->width, 2);
    bytes_put(head + PICTURES_RECORD_HEIGHT, picture->height, 2);
    bytes_put(head + PICTURES_RECORD_TEXT, text_length, 4);
    bytes_put(head + PICTURES_RECORD_LINES, count, 4);
    bytes_put(head + PICTURES_RECORD_JPEG_LENGTH, picture->length, 4);
    put_lines(head + PICTURES_RECORD, lines, count);
    bytes_put(head + PICTURES_RECORD_CHECK,
              pictures_file_check(head, length, key, picture->page), 4);
    buf_add(record, head, length);
    buf_add(record, picture->bytes, picture->length);
    free(head);
}

/* ---- the writer ---- */

static bool
fail(const struct picture_writer *writer, struct error *err)
{
    return disk_fail(err, writer->path, errno);
}

bool
picture_writer_open(const char *path, struct picture_writer **result, struct error *err)
{
    static const char room[PICTURES_HEAD] = "";
    struct picture_writer *writer = memory_new(1, sizeof *writer);
    writer->path = memory_text(path, strlen(path));
    writer->table = (struct buf)BUF_INIT((size_t)1 << 30);
    unlink(path);
    writer->file = fopen(path, "wbxe");
    *result = writer;
    writer->end = PICTURES_HEAD;
    if (writer->file != NULL && fwrite(room, 1, sizeof room, writer->file) == sizeof room)
        return true;
    fail(writer, err);
    picture_writer_drop(writer);
    *result = NULL;
    return false;
}

uint64_t
picture_writer_bytes(const struct picture_writer *writer)
{
    return writer->end + writer->table.length;
}

bool
picture_writer_add(struct picture_writer *writer, uint64_t key, int64_t page,
                   const struct buf *record, struct error *err)
{
    char row[PICTURES_ROW];
    bytes_put(row + PICTURES_ROW_KEY, key, 8);
    bytes_put(row + PICTURES_ROW_PAGE, (uint64_t)page, 4);
    bytes_put(row + PICTURES_ROW_LENGTH, record->length, 4);
    bytes_put(row + PICTURES_ROW_AT, writer->end, 8);
    buf_add(&writer->table, row, sizeof row);
    /* Both checks stand in the first bytes: another content has another id. */
    writer->id = writer->id * 31 + hash_bytes(row, 12) + bytes_number(record->data, 8);
    writer->end += record->length;
    writer->count++;
    writer->drawn += bytes_number(record->data + PICTURES_RECORD_JPEG_LENGTH, 4) > 0;
    return fwrite(record->data, 1, record->length, writer->file) == record->length ||
           fail(writer, err);
}

static bool
write_head(struct picture_writer *writer, uint64_t recipe)
{
    char head[PICTURES_HEAD];
    bytes_put(head, PICTURES_MAGIC, 8);
    bytes_put(head + PICTURES_HEAD_VERSION, PICTURES_VERSION, 4);
    bytes_put(head + PICTURES_HEAD_COUNT, writer->count, 4);
    bytes_put(head + PICTURES_HEAD_RECIPE, recipe, 8);
    bytes_put(head + PICTURES_HEAD_TABLE, writer->end, 8);
    bytes_put(head + PICTURES_HEAD_SIZE, writer->end + writer->table.length, 8);
    bytes_put(head + PICTURES_HEAD_ID, writer->id, 8);
    bytes_put(head + PICTURES_HEAD_DRAWN, writer->drawn, 8);
    return fseek(writer->file, 0, SEEK_SET) == 0 &&
           fwrite(head, 1, sizeof head, writer->file) == sizeof head;
}

bool
picture_writer_publish(struct picture_writer *writer, uint64_t recipe, const char *index,
                       struct error *err)
{
    struct buf path = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_format(&path, "%s.pictures", index);
    bool good = !writer->table.full &&
                fwrite(writer->table.data, 1, writer->table.length, writer->file) ==
                    writer->table.length &&
                write_head(writer, recipe) && fflush(writer->file) == 0;
    good = good ? publish_beside(writer->path, path.data, index, err) : fail(writer, err);
    buf_free(&path);
    picture_writer_drop(writer);
    return good;
}

void
picture_writer_drop(struct picture_writer *writer)
{
    if (writer == NULL)
        return;
    if (writer->file != NULL)
        fclose(writer->file);
    unlink(writer->path);
    buf_free(&writer->table);
    free(writer->path);
    free(writer);
}
