/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell-index export: the catalogue in its other form, for spreadsheets and back. */
#include "command.h"

#include <string.h>

static const char *const forms[] = { [CATALOGUE_YAML] = "yaml", [CATALOGUE_CSV] = "csv" };

static bool
choose_form(const struct command *command, const char *path, enum catalogue_form *form,
            struct error *err)
{
    *form = catalogue_form_of(path) == CATALOGUE_CSV ? CATALOGUE_YAML : CATALOGUE_CSV;
    if (command->format[0] == '\0')
        return true;
    *form = strcmp(command->format, forms[CATALOGUE_CSV]) == 0 ? CATALOGUE_CSV
                                                               : CATALOGUE_YAML;
    if (strcmp(command->format, forms[*form]) != 0)
        return error_set(err, ERROR_USAGE,
                         "'%s' is no format of a catalogue\nhint: --format=csv or yaml",
                         command->format);
    if (*form == catalogue_form_of(path))
        return error_set(err, ERROR_USAGE, "'%s' is %s already", path,
                         *form == CATALOGUE_CSV ? "CSV" : "YAML");
    return true;
}

/* Spreadsheets take a file without a byte order mark for one of their own alphabet. */
static void
write_out(enum catalogue_form form, const struct buf *text)
{
    struct buf mark = BUF_INIT(8);
    for (size_t i = 0; i < text->length && mark.length == 0; i++)
        if (form == CATALOGUE_CSV && (text->data[i] & 0x80) != 0)
            buf_add_text(&mark, "\xEF\xBB\xBF");
    command_write(&mark);
    command_write(text);
    buf_free(&mark);
}

int
command_export(const struct command *command, struct error *err)
{
    const char *path = command->path_count > 0 ? command->paths[0] : command->catalogue;
    struct buf out = BUF_INIT((size_t)1 << 30);
    enum catalogue_form form;
    bool good = true;
    if (path[0] == '\0' || command->path_count > 1)
        good = error_set(err, ERROR_USAGE,
                         "no catalogue to export\nhint: stepwell-index export FILE");
    struct catalogue_options options = command_catalogue_options(command, path);
    good = good && choose_form(command, path, &form, err) &&
           catalogue_convert(path, form, &options, command->arena, &out, err);
    if (good)
        write_out(form, &out);
    buf_free(&out);
    return good ? COMMAND_OK : error_exit_status(err->kind);
}
