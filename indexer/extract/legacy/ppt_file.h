/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of an old PowerPoint file, and where its slides and notes stand ([MS-PPT] 2.1 to 2.4). */
#ifndef STEPWELL_EXTRACT_PPT_FILE_H
#define STEPWELL_EXTRACT_PPT_FILE_H

#include "compound.h"

/* What a header of eight bytes says (2.3.1), cut to what its parent holds. */
struct ppt_record {
    uint16_t type, instance;
    bool container;
    size_t at, length; /* of the content, in the stream */
};

enum ppt_type {
    PPT_DOCUMENT = 0x03E8,
    PPT_SLIDE = 0x03EE,
    PPT_SLIDE_ATOM = 0x03EF,
    PPT_NOTES = 0x03F0,
    PPT_NOTES_ATOM = 0x03F1,
    PPT_SLIDE_PERSIST = 0x03F3,
    PPT_SLIDE_INFO = 0x03F9,
    PPT_DRAWING = 0x040C,
    PPT_PLACEHOLDER = 0x0BC3,
    PPT_OUTLINE_REFERENCE = 0x0F9E,
    PPT_TEXT_HEADER = 0x0F9F,
    PPT_TEXT_CHARS = 0x0FA0,
    PPT_TEXT_BYTES = 0x0FA8,
    PPT_SLIDE_LIST = 0x0FF0,
    PPT_USER_EDIT = 0x0FF5,
    PPT_PERSIST_DIRECTORY = 0x1772,
    PPT_CRYPT_SESSION = 0x2F14,
    PPT_SHAPE = 0xF004,
    PPT_SHAPE_OPTIONS = 0xF00B
};

enum { PPT_HEADER_BYTES = 8 };

/* One entry of the list of slides or of notes (2.4.14.3). */
struct ppt_slide {
    uint32_t id, notes_of;       /* notes_of: the slide's id, of notes */
    struct ppt_record container; /* length 0: it was not found */
    size_t texts, texts_end;     /* outline texts behind the entry */
};

/* Numbers of objects that the last save names. */
struct ppt_saved {
    uint32_t document, encryption; /* encryption: 0 when there is none */
};

struct ppt_file {
    struct buf stream;
    uint32_t *persist; /* offsets by number; 0 where there is none */
    size_t persist_count, persist_capacity;
    struct ppt_slide *slides, *notes;
    size_t slide_count, slide_capacity, note_count, note_capacity;
    bool was_locked;
    bool guessed; /* the list is damaged: slides are in the order of the file */
};

bool ppt_file_open(struct compound *compound, const char *password, struct ppt_file *file,
                   struct format_failure *failure);
void ppt_file_close(struct ppt_file *file);

/* The record at *at, before `end`; *at moves behind it. False when there is none. */
bool ppt_file_next(const struct ppt_file *file, size_t *at, size_t end,
                   struct ppt_record *record);

#endif
