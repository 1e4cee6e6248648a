/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Any bytes as stepwell.conf: every value is there afterwards. */
#include "base/config.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct config config;
    config_parse(&config, "fuzz", (const char *)data, size, arena, NULL, NULL);
    if (config.library_index == NULL || config.site_contact == NULL ||
        config.site_time_limit_ms < 0)
        abort();
    arena_free(arena);
    return 0;
}
