/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Accept-Language headers: what is chosen is one of ours, and every byte may be there. */
#include "tongue.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const struct tongue *tongue)
{
    if (tongue != NULL &&
        (tongue_index(tongue) >= tongue_count() || tongue_find(tongue->tag) != tongue))
        abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *header = malloc(size + 1);
    if (header == NULL)
        return 0;
    if (size > 0)
        memcpy(header, data, size);
    header[size] = '\0';
    check(tongue_accept(header));
    check(tongue_find(header));
    free(header);
    return 0;
}
