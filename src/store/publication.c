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
