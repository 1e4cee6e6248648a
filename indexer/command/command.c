/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The helpers that more than one command needs. */
#include "command.h"

#include "catalogue/folder.h"
#include "reading/report.h"
#include "store/store.h"

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

struct catalogue_options
command_catalogue_options(const struct command *command, const char *file)
{
    struct telling *telling = arena_alloc(command->arena, 1, sizeof *telling);
    *telling = (struct telling) { file, command->quiet };
    return (struct catalogue_options) { .corpus = command->corpus,
                                        .complain = complain,
                                        .context = telling };
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
                          command->config.index_files_url, err);
    struct catalogue_options options =
        command_catalogue_options(command, command->catalogue);
    if (!catalogue_read(command->catalogue, &options, library, err))
        return false;
    fetch_locate(library, command->corpus);
    return true;
}

static void
complain_of_line(void *context, int line, const char *what)
{
    complain(context, true, line, what);
}

bool
command_read_samples(const struct command *command, struct sample_list *samples,
                     struct error *err)
{
    const struct config *config = &command->config;
    struct telling telling = { config->index_sample_queries, false };
    *samples = (struct sample_list) { .file = "" };
    if (strcmp(config->index_sample_failures, "refuse") != 0 &&
        strcmp(config->index_sample_failures, "report") != 0)
        return error_set(err, ERROR_CATALOGUE,
                         "'%s' is no value of [index] sample-failures\n"
                         "hint: refuse or report",
                         config->index_sample_failures);
    return config->index_sample_queries[0] == '\0' ||
           sample_read(samples, config->index_sample_queries, command->arena,
                       complain_of_line, &telling, err);
}

const char *
command_synonyms_file(const struct command *command)
{
    const char *beside =
        command->catalogue[0] != '\0' ? command->catalogue : command->config_file;
    const char *slash = strrchr(beside, '/');
    if (command->config.index_synonyms[0] != '\0')
        return command->config.index_synonyms;
    return arena_format(command->arena, "%.*ssynonyms.txt",
                        slash != NULL ? (int)(slash + 1 - beside) : 0, beside);
}

bool
command_read_synonyms(const struct command *command, struct synonyms *synonyms,
                      struct error *err)
{
    const char *path = command_synonyms_file(command);
    struct telling telling = { path, false };
    return synonyms_read(synonyms, path, command->config.index_synonyms[0] != '\0',
                         command->arena, complain_of_line, &telling, err);
}

void
command_tell(const struct error *err)
{
    struct error split = *err;
    char *hint = strchr(split.text, '\n');
    if (hint != NULL)
        *hint++ = '\0';
    fprintf(stderr, "stepwell-index: %s\n", split.text);
    if (hint != NULL)
        fprintf(stderr, "%s\n", hint);
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

/* A page of results at a time. */
bool
command_each_publication(struct store *store, command_publication_fn *each, void *context,
                         struct error *err)
{
    enum { AT_ONCE = 500 };
    static const struct query everything = { .op = QUERY_NOTHING,
                                             .typed = "",
                                             .surface = "" };
    struct arena *arena = arena_new();
    bool good = true, more = true;
    for (size_t first = 0; good && more; first += AT_ONCE) {
        struct query_filter filter;
        struct store_hits hits;
        memset(&filter, 0, sizeof filter);
        struct store_want want = { .query = &everything,
                                   .filter = &filter,
                                   .sort = STORE_SORT_TITLE,
                                   .first = first,
                                   .count = AT_ONCE };
        good = store_match(store, &want, arena, &hits, err);
        for (size_t i = 0; good && i < hits.group_count; i++) {
            struct publication publication;
            good = store_publication(store, hits.groups[i].publication, arena,
                                     &publication, err);
            if (good)
                each(context, &publication);
        }
        more = good && hits.group_count == AT_ONCE;
        arena_reset(arena);
    }
    arena_free(arena);
    return good;
}
