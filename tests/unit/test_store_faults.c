/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every call that SQLite makes of the system, and every allocation of it, fails once in turn
 * while an index is changed and written: what is there stays whole, and the next try works. */
#include "check.h"

#include "fixture_store.h"

#include <sqlite3.h>

/* ---- what fails ---- */

enum { NEVER = -1 };

/* Counts down to the call that fails. */
static long until_call = NEVER, until_memory = NEVER;
static bool failed;

static bool
fails(long *until)
{
    if (*until == NEVER || (*until)-- > 0)
        return false;
    *until = NEVER;
    failed = true;
    return true;
}

/* ---- a file system below SQLite ---- */

struct shim {
    sqlite3_file base;
    sqlite3_file *real;
};

static sqlite3_vfs *system_vfs;

static sqlite3_file *
real_of(sqlite3_file *file)
{
    return ((struct shim *)(void *)file)->real;
}

static int
shim_close(sqlite3_file *file)
{
    return real_of(file)->pMethods->xClose(real_of(file));
}

static int
shim_read(sqlite3_file *file, void *bytes, int length, sqlite3_int64 at)
{
    return fails(&until_call)
               ? SQLITE_IOERR_READ
               : real_of(file)->pMethods->xRead(real_of(file), bytes, length, at);
}

/* Half of it is on the disk then, as when the disk fills. */
static int
shim_write(sqlite3_file *file, const void *bytes, int length, sqlite3_int64 at)
{
    if (!fails(&until_call))
        return real_of(file)->pMethods->xWrite(real_of(file), bytes, length, at);
    real_of(file)->pMethods->xWrite(real_of(file), bytes, length / 2, at);
    return at % 8192 == 0 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

static int
shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
    return fails(&until_call) ? SQLITE_IOERR_TRUNCATE
                              : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

/* No power is lost here: waiting for the disk would prove nothing. */
static int
shim_sync(sqlite3_file *file, int flags)
{
    (void)file;
    (void)flags;
    return fails(&until_call) ? SQLITE_IOERR_FSYNC : SQLITE_OK;
}

static int
shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
    return fails(&until_call) ? SQLITE_IOERR_FSTAT
                              : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int
shim_lock(sqlite3_file *file, int lock)
{
    return fails(&until_call) ? SQLITE_IOERR_LOCK
                              : real_of(file)->pMethods->xLock(real_of(file), lock);
}

static int
shim_unlock(sqlite3_file *file, int lock)
{
    return real_of(file)->pMethods->xUnlock(real_of(file), lock);
}

static int
shim_reserved(sqlite3_file *file, int *reserved)
{
    return real_of(file)->pMethods->xCheckReservedLock(real_of(file), reserved);
}

static int
shim_control(sqlite3_file *file, int what, void *value)
{
    return real_of(file)->pMethods->xFileControl(real_of(file), what, value);
}

static int
shim_sector(sqlite3_file *file)
{
    return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int
shim_device(sqlite3_file *file)
{
    return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_device,
};

static int
shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *given)
{
    struct shim *shim = (struct shim *)(void *)file;
    (void)vfs;
    file->pMethods = NULL;
    if (fails(&until_call))
        return SQLITE_CANTOPEN;
    shim->real = (sqlite3_file *)(void *)(shim + 1);
    int code = system_vfs->xOpen(system_vfs, name, shim->real, flags, given);
    if (code == SQLITE_OK)
        file->pMethods = &methods;
    return code;
}

static int
shim_delete(sqlite3_vfs *vfs, const char *name, int sync)
{
    (void)vfs;
    return fails(&until_call) ? SQLITE_IOERR_DELETE
                              : system_vfs->xDelete(system_vfs, name, sync);
}

static sqlite3_mem_methods system_memory, memory;

static void *
shim_malloc(int size)
{
    return fails(&until_memory) ? NULL : system_memory.xMalloc(size);
}

static void *
shim_realloc(void *old, int size)
{
    return fails(&until_memory) ? NULL : system_memory.xRealloc(old, size);
}

/* Before anything else uses SQLite. */
static void
put_shims(void)
{
    static sqlite3_vfs vfs;
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory);
    memory = system_memory;
    memory.xMalloc = shim_malloc;
    memory.xRealloc = shim_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
    sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    system_vfs = sqlite3_vfs_find(NULL);
    vfs = *system_vfs;
    vfs.zName = "faults";
    vfs.szOsFile += (int)sizeof(struct shim);
    vfs.xOpen = shim_open;
    vfs.xDelete = shim_delete;
    sqlite3_vfs_register(&vfs, 1);
}

/* ---- what is done meanwhile ---- */

static const struct doc before = { .key = "guide",
                                   .title = "Guide",
                                   .pages = { "fathers sing", "mothers sing" } };
static const struct doc after = { .key = "guide",
                                  .title = "Guide",
                                  .pages = { "fathers dance", "mothers", "uncles" } };

static bool
put(struct store *work, const struct doc *doc, struct error *err)
{
    struct publication_file file = { .name = "file",
                                     .url = "",
                                     .label = "",
                                     .part = "",
                                     .type = "",
                                     .format = "pdf",
                                     .lang = "en",
                                     .digest = "",
                                     .status = "indexed",
                                     .reason = "" };
    struct publication publication = { .key = doc->key,
                                       .title = doc->title,
                                       .about = "",
                                       .kind = "",
                                       .lang = "en",
                                       .page = "",
                                       .contact = "",
                                       .files = &file,
                                       .file_count = 1 };
    static const char *const locators[DOC_PAGES] = { "page 1", "page 2", "page 3" };
    struct tokens *tokens = tokens_new();
    bool good = store_put_publication(work, &publication, &file, tokens, err);
    for (int i = 0; i < DOC_PAGES && good && doc->pages[i] != NULL; i++) {
        struct store_page page = { .publication = publication.id,
                                   .file = file.id,
                                   .number = i + 1,
                                   .locator = locators[i],
                                   .section = "",
                                   .anchor = "",
                                   .title = "",
                                   .text = doc->pages[i],
                                   .lang = lang_find("en"),
                                   .text_length = strlen(doc->pages[i]) };
        good = store_put_page(work, &page, tokens, err);
    }
    tokens_free(tokens);
    return good;
}

static bool
change(const struct library *library, const char *index, bool *rebuilt, struct error *err)
{
    struct store *work = NULL;
    *rebuilt = false;
    bool good = store_open_work(library->work, &work, rebuilt, err) &&
                store_begin(work, err) && store_forget(work, after.key, err) &&
                put(work, &after, err) &&
                store_put_stamp(work, after.key, "stamp", err) &&
                store_commit(work, err) && store_export(work, index, err);
    store_close(work);
    return good;
}

static void
finds(struct library *library, const char *index, const char *fathers,
      const char *dancers)
{
    store_close(library->reader);
    library->reader = NULL;
    library_must(library, store_check(index, &library->err));
    library_must(library, store_open(index, &library->reader, &library->err));
    assert_string_equal(library_find(library, "fathers"), fathers);
    assert_string_equal(library_find(library, "dance"), dancers);
}

static void
copy(const char *from, const char *to)
{
    char bytes[4096];
    size_t got;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_non_null(in);
    assert_non_null(out);
    while ((got = fread(bytes, 1, sizeof bytes, in)) > 0)
        assert_int_equal(fwrite(bytes, 1, got, out), got);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

/* One try with the fault, one without; false when there was nothing left to fail. */
static bool
one_fault(struct library *library, const char *kept, const char *next, long *until,
          long number)
{
    struct error err = ERROR_INIT;
    bool rebuilt;
    copy(kept, library->work);
    unlink(next);
    failed = false;
    *until = number;
    bool good = change(library, next, &rebuilt, &err);
    *until = NEVER;
    if (!failed)
        return false;
    if (!good && (err.kind == ERROR_NONE || err.text[0] == '\0'))
        fail_msg("fault %ld is not told", number);
    if (!good && (err.kind == ERROR_STORE || err.kind == ERROR_BUSY))
        fail_msg("fault %ld is told as something else: %s", number, err.text);
    if (access(next, F_OK) == 0)
        finds(library, next, "guide:1", "guide:1");
    finds(library, library->index, "guide:1", "");
    if (!change(library, next, &rebuilt, &library->err) || rebuilt)
        fail_msg("after fault %ld (%s): %s", number, err.text,
                 rebuilt ? "the work file is lost" : library->err.text);
    finds(library, next, "guide:1", "guide:1");
    return true;
}

static void
each_fault(long *until, long least, long step)
{
    struct library library;
    char kept[128], next[128];
    long number = 0;
    library_open(&library);
    library_fill(&library, &before, 1);
    store_close(library.writer);
    library.writer = NULL;
    snprintf(kept, sizeof kept, "%s/kept", library.folder);
    snprintf(next, sizeof next, "%s/next", library.folder);
    copy(library.work, kept);
    while (one_fault(&library, kept, next, until, number))
        number += step;
    print_message("%ld faults\n", number / step);
    assert_true(number / step > least);
    library_close(&library);
}

static void
each_call_of_the_system_may_fail(void **state)
{
    (void)state;
    each_fault(&until_call, 100, 1);
}

/* There are thousands: one in so many, a prime number, so that no loop is in step with it. */
static void
each_allocation_may_fail(void **state)
{
    enum { EACH = 97 };
    (void)state;
    each_fault(&until_memory, 100, EACH);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_of_the_system_may_fail),
        cmocka_unit_test(each_allocation_may_fail),
    };
    put_shims();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
