/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The helpers that more than one command needs. */
#include "command.h"

#include "catalogue.h"
#include "folder.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

struct telling {
    const char *file;
    bool quiet;
};

static void
complain(void *context, bool fatal, int line, const char *what)
{
    const struct telling *telling = context;
    struct buf text = BUF_INIT(4096);
    if (!fatal && telling->quiet)
        return;
    report_add_shown(&text, telling->file);
    if (line > 0)
        buf_format(&text, ":%d", line);
    buf_format(&text, ": %s", fatal ? "" : "warning: ");
    report_add_shown(&text, what);
    buf_add_char(&text, '\n');
    fputs(text.data, stderr);
    buf_free(&text);
}

static bool
is_address(const char *path)
{
    return strncmp(path, "http://", 7) == 0 || strncmp(path, "https://", 8) == 0;
}

static bool
refuse_operands(const struct command *command, struct error *err)
{
    for (size_t i = 0; i < command->path_count; i++)
        if (is_address(command->paths[i]))
            return error_set(err, ERROR_USAGE,
                             "'%s' is an address, not a file\n"
                             "hint: list it in a catalogue with url:, or let "
                             "'stepwell-index discover' make its entry",
                             command->paths[i]);
    if (command->path_count > 0 && command->catalogue_given)
        return error_set(err, ERROR_USAGE,
                         "name a catalogue, or files and folders, not both\n"
                         "hint: list a local file in the catalogue with path:");
    if (command->path_count > 0 && command->catalogue[0] != '\0' && !command->index_given)
        return error_set(
            err, ERROR_USAGE,
            "'%s' would replace all that the catalogue '%s' put into the index\n"
            "hint: add the file to the catalogue, or make another index with "
            "--index=FILE",
            command->paths[0], command->catalogue);
    if (command->path_count == 0 && command->catalogue[0] == '\0')
        return error_set(err, ERROR_USAGE,
                         "nothing to index\n"
                         "hint: name a folder of documents, or a catalogue with "
                         "--catalogue=FILE");
    return true;
}

bool
command_read_library(const struct command *command, struct library *library,
                     struct error *err)
{
    library_start(library, command->arena);
    if (!refuse_operands(command, err))
        return false;
    if (command->path_count > 0)
        return folder_add(library, command->paths, command->path_count, command->index,
                          err);
    struct telling telling = { command->catalogue, command->quiet };
    struct catalogue_options options = { .corpus = command->corpus,
                                         .complain = complain,
                                         .context = &telling };
    if (!catalogue_read(command->catalogue, &options, library, err))
        return false;
    fetch_locate(library, command->corpus);
    return true;
}

bool
command_write(const struct buf *text)
{
    return fwrite(text->data, 1, text->length, stdout) == text->length &&
           fflush(stdout) == 0;
}

const char *
command_beside(const struct command *command, const char *ending)
{
    return arena_format(command->arena, "%s%s", command->index, ending);
}
