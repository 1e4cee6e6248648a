/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding one file of a publication. */
#include "store/publication.h"

const struct publication_file *
publication_file(const struct publication *publication, int64_t id)
{
    for (size_t i = 0; i < publication->file_count; i++)
        if (publication->files[i].id == id)
            return &publication->files[i];
    return NULL;
}

static int64_t
work_of(const struct publication_file *file)
{
    return file->twin_of != 0 ? file->twin_of : file->id;
}

bool
publication_file_is_twin(const struct publication_file *a,
                         const struct publication_file *b)
{
    return a != b && work_of(a) == work_of(b);
}
