/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A dry run: plans on a copy of the work file. */
#include "command_update.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
copy_file(const char *from, const char *to)
{
    char bytes[64 * 1024];
    FILE *in = fopen(from, "rbe"), *out = in == NULL ? NULL : fopen(to, "wbxe");
    size_t got;
    while (out != NULL && (got = fread(bytes, 1, sizeof bytes, in)) > 0)
        fwrite(bytes, 1, got, out);
    bool good = out != NULL && ferror(in) == 0 && ferror(out) == 0;
    if (out != NULL)
        good = fclose(out) == 0 && good;
    if (in != NULL)
        fclose(in);
    return good;
}

/* Opening a work file may repair it or make it anew; a dry run touches nothing and so looks at
 * a copy. */
bool
command_update_plan_dry(struct update *update)
{
    static const char *const endings[] = { "", "-journal", "-wal" };
    const char *temporary = getenv("TMPDIR"),
               *work = command_beside(update->command, ".work");
    char *folder = arena_format(update->arena, "%s/stepwell-XXXXXX",
                                temporary == NULL ? "/tmp" : temporary);
    bool good = true;
    if (mkdtemp(folder) == NULL)
        return error_set(update->err, ERROR_WRITE, "cannot make '%s': %s", folder,
                         strerror(errno));
    const char *copy = arena_format(update->arena, "%s/work", folder);
    bool known = copy_file(work, copy);
    for (size_t i = 1; i < sizeof endings / sizeof *endings && known; i++)
        copy_file(arena_format(update->arena, "%s%s", work, endings[i]),
                  arena_format(update->arena, "%s%s", copy, endings[i]));
    if (known)
        good = store_open_work(copy, &update->work, NULL, update->err);
    update->cache = cache_open_existing(command_beside(update->command, ".cache"));
    good = good && command_update_plan(update);
    if (update->work != NULL)
        store_close(update->work);
    update->work = NULL;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(arena_format(update->arena, "%s%s", copy, endings[i]));
    unlink(arena_format(update->arena, "%s-shm", copy));
    rmdir(folder);
    return good;
}
