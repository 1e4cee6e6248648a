/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Fetching as the commands do it: rules from the configuration, what came of it in the report. */
#include "command.h"

#include "base/log.h"
#include "fetch/url.h"
#include "reading/report.h"

#include <string.h>

struct fetch_rules
command_fetch_rules(const struct command *command)
{
    const struct config *config = &command->config;
    return (struct fetch_rules) { .allow = config->fetch_allow,
                                  .allow_private = config->fetch_allow_private,
                                  .identify = config->fetch_identify,
                                  .proxy = config->fetch_proxy,
                                  .delay_ms = config->fetch_delay_ms,
                                  .time_limit_ms = config->fetch_time_limit_ms,
                                  .most_bytes = config->fetch_max_file };
}

/* Does any file wait for the network? */
static bool
is_any_absent(const struct library *library)
{
    for (size_t i = 0; i < library->count; i++)
        for (size_t f = 0; f < library->entries[i].file_count; f++)
            if (library->entries[i].files[f].path[0] == '\0' &&
                url_is_web(library->entries[i].files[f].file.url))
                return true;
    return false;
}

bool
command_fetch(const struct command *command, struct library *library,
              struct fetch_result *result, struct error *err)
{
    struct fetch_options options = { .rules = command_fetch_rules(command),
                                     .corpus = command->corpus,
                                     .recheck_hours = command->config.fetch_recheck_hours,
                                     .all = command->full,
                                     .only = command->only,
                                     .only_count = command->only_count,
                                     .progress = !command->quiet && !command->json,
                                     .stopped = command_stopped };
    *result = (struct fetch_result) { 0 };
    if (command->offline || command->dry_run || command->path_count > 0 ||
        command->corpus[0] == '\0')
        return true;
    if (options.rules.allow[0] == '\0' && options.rules.allow_private[0] == '\0') {
        if (is_any_absent(library) && !command->quiet)
            log_warning("nothing is fetched, as [fetch] allow in the configuration lists "
                        "no host");
        return true;
    }
    return fetch_library(library, &options, result, err);
}

/* ---- the report ---- */

static void
add_text_line(struct buf *out, const struct fetch_link *link)
{
    bool dead = link->reason[0] != '\0';
    buf_format(out, "  %-9s ", dead ? "dead link" : "moved");
    report_add_shown(out, link->file);
    buf_add_text(out, ": ");
    if (dead) {
        report_add_shown(out, link->reason);
        buf_format(out, ", since %s; its last good copy stays searchable (", link->since);
        report_add_shown(out, link->url);
        buf_add_text(out, ")\n");
        return;
    }
    buf_add_text(out, "in the catalogue, write url: ");
    report_add_shown(out, link->to);
    buf_add_char(out, '\n');
}

static void
add_json_line(struct buf *out, const struct fetch_link *link)
{
    bool dead = link->reason[0] != '\0';
    buf_format(out, "{\"link\": \"%s\", \"file\": ", dead ? "dead" : "moved");
    report_add_json(out, link->file);
    buf_add_text(out, ", \"publication\": ");
    report_add_json(out, link->publication);
    buf_add_text(out, ", \"url\": ");
    report_add_json(out, link->url);
    buf_add_text(out, dead ? ", \"reason\": " : ", \"to\": ");
    report_add_json(out, dead ? link->reason : link->to);
    if (dead)
        buf_format(out, ", \"since\": \"%s\"", link->since);
    buf_add_text(out, "}\n");
}

void
command_write_links(const struct command *command, struct buf *out,
                    const struct fetch_result *result)
{
    for (size_t i = 0; i < result->link_count; i++) {
        if (command->json)
            add_json_line(out, &result->links[i]);
        else
            add_text_line(out, &result->links[i]);
    }
    if (result->asked > 0 && !command->json && !command->quiet)
        buf_format(out, "Fetched     %zu new, %zu as they were, %zu not\n",
                   result->fetched, result->unchanged, result->failed);
}

bool
command_has_dead_links(const struct fetch_result *result)
{
    for (size_t i = 0; i < result->link_count; i++)
        if (result->links[i].reason[0] != '\0')
            return true;
    return false;
}
