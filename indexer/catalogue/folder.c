/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks folders in a fixed order, so that two runs give the same index. */
#include "folder.h"

#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "fetch/url.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FOLDER_DEPTH = 64, FOLDER_FILES = 2000000, FOLDER_PATH_BYTES = 16384 };

struct walk {
    struct library *library;
    const char *index;   /* absolute, "" when unknown */
    const char *address; /* of the folder, for readers; "" for none */
    const char *top;     /* name of the folder, put before keys that clash */
    char **seen;         /* keys so far, a hash set */
    size_t room, count;
};

static size_t
slot_of(char *const *seen, size_t room, const char *key)
{
    size_t at = hash_text(key) & (room - 1);
    while (seen[at] != NULL && strcmp(seen[at], key) != 0)
        at = (at + 1) & (room - 1);
    return at;
}

static void
make_room(struct walk *walk)
{
    if (2 * (walk->count + 1) <= walk->room)
        return;
    size_t room = walk->room == 0 ? 256 : 2 * walk->room;
    char **seen = memory_new(room, sizeof *seen);
    for (size_t i = 0; i < walk->room; i++)
        if (walk->seen[i] != NULL)
            seen[slot_of(seen, room, walk->seen[i])] = walk->seen[i];
    free(walk->seen);
    walk->seen = seen;
    walk->room = room;
}

static bool
is_new(struct walk *walk, const char *key)
{
    make_room(walk);
    size_t at = slot_of(walk->seen, walk->room, key);
    if (walk->seen[at] != NULL)
        return false;
    walk->seen[at] = memory_text(key, strlen(key));
    walk->count++;
    return true;
}

/* Valid UTF-8 on one line, whatever the file system holds. */
static const char *
readable(struct arena *arena, const char *name)
{
    struct buf text = BUF_INIT((size_t)4 * FOLDER_PATH_BYTES);
    utf8_repair(&text, name, strlen(name));
    for (size_t i = 0; i < text.length; i++)
        if (text.data[i] == '\n' || text.data[i] == '\t')
            text.data[i] = ' ';
    const char *copy = arena_text(arena, text.data, text.length);
    buf_free(&text);
    return copy;
}

static const char *
unique_key(struct walk *walk, const char *relative)
{
    struct arena *arena = walk->library->arena;
    const char *key = relative;
    if (is_new(walk, key))
        return key;
    key = relative = arena_format(arena, "%s/%s", walk->top, relative);
    for (unsigned number = 2; !is_new(walk, key); number++)
        key = arena_format(arena, "%s (%u)", relative, number);
    return key;
}

/* Every byte of a name that could mean something in an address is escaped (RFC 3986, 2.1). */
static const char *
address_of(const struct walk *walk, const char *relative)
{
    static const char plain[] = "-._~/";
    struct arena *arena = walk->library->arena;
    struct buf url = BUF_INIT((size_t)4 * FOLDER_PATH_BYTES);
    if (walk->address[0] == '\0')
        return "";
    buf_add_text(&url, walk->address);
    if (url.data[url.length - 1] != '/')
        buf_add_char(&url, '/');
    for (const char *at = relative; *at != '\0'; at++)
        if (isalnum((unsigned char)*at) || strchr(plain, *at) != NULL)
            buf_add_char(&url, *at);
        else
            buf_format(&url, "%%%02X", (unsigned char)*at);
    const char *copy = url.full ? "" : arena_text(arena, url.data, url.length);
    buf_free(&url);
    return copy;
}

static void
add_file(struct walk *walk, const char *path, const char *relative, const char *absent)
{
    struct library *library = walk->library;
    struct arena *arena = library->arena;
    struct library_entry *entry = library_add(library);
    const char *key = unique_key(walk, readable(arena, relative));
    entry->loose = true;
    entry->publication.key = key;
    entry->file_count = 1;
    entry->files = arena_alloc(arena, 1, sizeof *entry->files);
    struct library_file *file = entry->files;
    struct publication_file *plain = &file->file;
    plain->url = address_of(walk, relative);
    plain->label = plain->part = plain->type = plain->format = "";
    plain->lang = plain->digest = plain->status = plain->reason = "";
    plain->name = readable(arena, library_last_component(arena, relative));
    file->path = absent[0] == '\0' ? arena_copy(arena, path) : "";
    file->shown = key;
    file->password = "";
    file->pictures = "";
    file->absent = arena_copy(arena, absent);
    library->file_count++;
}

static bool
is_own(const struct walk *walk, const char *path)
{
    size_t length = strlen(walk->index);
    if (length == 0)
        return false;
    char *real = realpath(path, NULL);
    bool own = real != NULL && strncmp(real, walk->index, length) == 0 &&
               (real[length] == '\0' || real[length] == '.' || real[length] == '-');
    free(real);
    return own;
}

static void walk_folder(struct walk *walk, const char *path, const char *relative,
                        unsigned depth);

static void
walk_one(struct walk *walk, const char *path, const char *relative, unsigned depth)
{
    struct stat status;
    bool linked = lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
    if (walk->library->file_count >= FOLDER_FILES)
        return;
    if (stat(path, &status) != 0)
        add_file(walk, path, relative,
                 linked ? "a link that leads nowhere" : strerror(errno));
    else if (S_ISDIR(status.st_mode) && !linked)
        walk_folder(walk, path, relative, depth + 1);
    else if (S_ISREG(status.st_mode) && !is_own(walk, path))
        add_file(walk, path, relative, "");
    else if (!S_ISDIR(status.st_mode) && !S_ISREG(status.st_mode))
        add_file(walk, path, relative, "not a file but a device, pipe or socket");
}

static int
is_visible(const struct dirent *item)
{
    return item->d_name[0] != '.';
}

static int
by_bytes(const struct dirent **left, const struct dirent **right)
{
    return strcmp((*left)->d_name, (*right)->d_name);
}

static void
walk_folder(struct walk *walk, const char *path, const char *relative, unsigned depth)
{
    struct dirent **items = NULL;
    int count = depth > FOLDER_DEPTH || strlen(path) > FOLDER_PATH_BYTES
                    ? -1
                    : scandir(path, &items, is_visible, by_bytes);
    if (count < 0) {
        const char *why =
            depth > FOLDER_DEPTH ? "folders nested too deeply" : strerror(errno);
        add_file(walk, path, relative[0] == '\0' ? walk->top : relative, why);
        return;
    }
    struct arena *names = arena_new();
    for (int i = 0; i < count; i++) {
        const char *name = items[i]->d_name;
        walk_one(walk, arena_format(names, "%s/%s", path, name),
                 relative[0] == '\0' ? name
                                     : arena_format(names, "%s/%s", relative, name),
                 depth);
        free(items[i]);
    }
    free(items);
    arena_free(names);
}

static bool
walk_operand(struct walk *walk, const char *path, struct error *err)
{
    struct arena *arena = walk->library->arena;
    struct stat status;
    if (stat(path, &status) != 0)
        return error_set(
            err, ERROR_USAGE,
            "cannot read '%s': %s\n"
            "hint: name files or folders that are there, or a catalogue with "
            "--catalogue",
            path, strerror(errno));
    char *real = realpath(path, NULL);
    walk->top =
        readable(arena, library_last_component(arena, real == NULL ? path : real));
    if (walk->top[0] == '\0')
        walk->top = "root";
    free(real);
    if (S_ISDIR(status.st_mode))
        walk_folder(walk, path, "", 0);
    else
        walk_one(walk, path, library_last_component(arena, path), 0);
    return true;
}

/* Where the index lies, or will lie: its folder exists even when it does not. */
static const char *
absolute(struct arena *arena, const char *index)
{
    const char *slash = strrchr(index, '/');
    const char *folder =
        slash == NULL ? "." : arena_text(arena, index, (size_t)(slash - index) + 1);
    char *real = realpath(folder, NULL);
    const char *whole =
        real == NULL ? "" : arena_format(arena, "%s/%s", real, slash ? slash + 1 : index);
    free(real);
    return whole;
}

bool
folder_add(struct library *library, const char *const *paths, size_t count,
           const char *index, const char *address, struct error *err)
{
    struct walk walk = { .library = library,
                         .index = absolute(library->arena, index),
                         .address = address };
    bool good = true;
    if (address[0] != '\0' && !url_is_web(address))
        return error_set(err, ERROR_CATALOGUE,
                         "files-url is '%s', no address of the web\n"
                         "hint: it begins with https:// or http://",
                         address);
    for (size_t i = 0; i < count && good; i++)
        good = walk_operand(&walk, paths[i], err);
    for (size_t i = 0; i < walk.room; i++)
        free(walk.seen[i]);
    free(walk.seen);
    return good;
}
