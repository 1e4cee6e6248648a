/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stepwell.conf: an ini file in which every key has a default. */
#ifndef STEPWELL_BASE_CONFIG_H
#define STEPWELL_BASE_CONFIG_H

#include "base/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Every value is never NULL; texts live in the arena given to config_read. */
struct config {
    const char *library_name;      /* [library] name, "Library" */
    const char *library_index;     /* [library] index */
    const char *library_corpus;    /* [library] corpus: downloads */
    const char *library_catalogue; /* [library] catalogue, "" when none */
    const char
        *index_languages; /* [index] languages, "auto" or a list separated by blanks */
    const char *index_passwords; /* [index] passwords: tried on protected documents */
    long index_workers;          /* [index] workers, 0 = one a core */
    const char *index_pictures;  /* [index] pictures: "off", "first" or "all" */
    const char *index_files_url; /* [index] files-url: of folders that are indexed, "" */
    const char *index_synonyms;  /* [index] synonyms: a file, "" for where it may stand */
    const char *index_sample_queries;  /* [index] sample-queries: a file, "" for none */
    const char *index_sample_failures; /* [index] sample-failures: "refuse" or "report" */
    const char *fetch_allow, *fetch_allow_private, *fetch_identify, *fetch_proxy;
    long fetch_delay_ms;      /* [fetch] delay, 1000: between requests to one host */
    long fetch_time_limit_ms; /* [fetch] time-limit, 600000: of one file */
    long fetch_max_file;      /* [fetch] max-file, in bytes: 500 MB */
    long fetch_recheck_hours; /* [fetch] recheck, 20 */
    const char *site_url, *site_style, *site_header, *site_footer, *site_embed, *site_ui,
        *site_contact;
    const char *site_query_log;      /* [site] query-log: "off" or "counts" */
    const char *site_query_log_file; /* [site] query-log-file */
    long site_per_page;              /* [site] per-page, 10 */
    long site_time_limit_ms;         /* [site] time-limit, 800 */
};

typedef void config_complain_fn(void *context, const char *file, int line,
                                const char *what);

/* The defaults, then path if it is not NULL, else $STEPWELL_CONFIG, else
 * /etc/stepwell/stepwell.conf when that exists. A file that was named and cannot be read is
 * ERROR_CATALOGUE. Unknown sections, keys and unusable values are told to complain (may be
 * NULL) and leave the default. */
bool config_read(struct config *config, const char *path, struct arena *arena,
                 config_complain_fn *complain, void *context, struct error *err);

/* The file that is read: path if it is not NULL, else as above. */
const char *config_file(const char *path);

/* The same from memory, for tests and fuzzing. */
void config_parse(struct config *config, const char *file, const char *text,
                  size_t length, struct arena *arena, config_complain_fn *complain,
                  void *context);

/* "$STEPWELL_INDEX", or the configured index when the variable is not set or empty. */
const char *config_index(const struct config *config);

#ifdef __cplusplus
}
#endif

#endif
