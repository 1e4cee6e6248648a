/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A page of results made by hand: two full matches, one partial, and text that means harm. */
#ifndef STEPWELL_TESTS_FIXTURE_RESULTS_H
#define STEPWELL_TESTS_FIXTURE_RESULTS_H

#include "base/config.h"
#include "render/render.h"
#include "search/search.h"

#include <string.h>

#define FIXTURE_COUNT(array) (sizeof(array) / sizeof *(array))
#define FIXTURE_RUN(text, match)      \
    {                                 \
        text, sizeof(text) - 1, match \
    }

static const char *const fixture_father_forms[] = { "father", "fathers", "fatherhood" };
static const char *const fixture_engagement_forms[] = { "engagement", "engaging",
                                                        "engaged" };

static const struct search_term fixture_terms[] = {
    { "father", fixture_father_forms, 3, true },
    { "engagement", fixture_engagement_forms, 3, true },
};

static const struct publication_file fixture_roadmap_files[] = {
    { .id = 1,
      .name = "roadmap.pdf",
      .url = "https://library.example/files/roadmap%20final.pdf",
      .label = "Download in English",
      .part = "",
      .type = "application/pdf",
      .format = "pdf",
      .lang = "en",
      .digest = "",
      .status = "indexed",
      .reason = "",
      .bytes = 4404019,
      .pages = 64 },
};

static const struct publication_file fixture_package_files[] = {
    { .id = 2,
      .name = "guide-2.pdf",
      .url = "https://library.example/guide-2.pdf",
      .label = "",
      .part = "Trainer Guide: Foundational Training",
      .type = "application/pdf",
      .format = "pdf",
      .lang = "en",
      .digest = "",
      .status = "indexed",
      .reason = "",
      .bytes = 1200000,
      .pages = 120 },
    { .id = 3,
      .name = "day-3.pptx",
      .url = "https://library.example/day-3.pptx",
      .label = "",
      .part = "Foundational training slides, Day III",
      .type = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
      .format = "pptx",
      .lang = "uk",
      .digest = "",
      .status = "indexed",
      .reason = "",
      .bytes = 900,
      .pages = 40 },
};

static const struct publication_file fixture_hostile_files[] = {
    { .id = 4,
      .name = "\"><script>alert(1)</script>.pdf",
      .url = "javascript:alert(1)",
      .label = "",
      .part = "",
      .type = "application/pdf",
      .format = "pdf",
      .lang = "en",
      .digest = "",
      .status = "indexed",
      .reason = "",
      .bytes = 1,
      .pages = 1 },
};

static const char *const fixture_issa[] = { "International Step by Step Association" };
static const char *const fixture_two[] = { "ISSA", "UNICEF ECARO" };
static const char *const fixture_hostile_names[] = { "=cmd|' /C calc'!A0",
                                                     "A & B <script>" };
static const char *const fixture_topics[] = { "fatherhood", "gender equality" };

static const struct snippet_run fixture_title_runs[] = {
    FIXTURE_RUN("Engaging", true),
    FIXTURE_RUN(" Men in Nurturing Care: A Roadmap for Systemic Change", false),
};
static const struct snippet_run fixture_page_6[] = {
    FIXTURE_RUN("Ultimately, the Roadmap positions ", false),
    FIXTURE_RUN("father engagement", true),
    FIXTURE_RUN(" not as a standalone issue, but as a key lever for systemic change.",
                false),
};
static const struct snippet_run fixture_page_14[] = {
    FIXTURE_RUN("…transform professional practices, ", false),
    FIXTURE_RUN("engage fathers", true),
    FIXTURE_RUN(" directly, adapt…", false),
};
static const struct snippet_run fixture_slide_17[] = {
    FIXTURE_RUN("Як залучати ", false),
    FIXTURE_RUN("батьків", true),
    FIXTURE_RUN(" з першого візиту? Запросіть його на ім’я.", false),
};
static const struct snippet_run fixture_hostile_runs[] = {
    FIXTURE_RUN("before <script>alert(1)</script> \033[31mred\a ", false),
    FIXTURE_RUN("engagement</mark><img src=x onerror=alert(1)>", true),
    FIXTURE_RUN(" after \"quoted\" & 'single' \xE2\x80\xAE"
                "reversed",
                false),
};

static const struct search_passage fixture_roadmap_passages[] = {
    { .page = { .file = 1,
                .number = 6,
                .locator = "page 6",
                .section = "Executive summary",
                .anchor = "",
                .title = "",
                .text = "" },
      .file = &fixture_roadmap_files[0],
      .url = "https://library.example/files/roadmap%20final.pdf#page=6",
      .snippet = { fixture_page_6, 3 },
      .score = 3.25,
      .explanation = "father 1.2 + engagement 2.05" },
    { .page = { .file = 1,
                .number = 14,
                .locator = "page 14",
                .section = "2 A multi-level approach",
                .anchor = "",
                .title = "",
                .text = "" },
      .file = &fixture_roadmap_files[0],
      .url = "https://library.example/files/roadmap%20final.pdf#page=14",
      .snippet = { fixture_page_14, 3 },
      .score = 2.5,
      .explanation = "" },
};

static const struct search_passage fixture_package_passages[] = {
    { .page = { .file = 3,
                .number = 17,
                .locator = "slide 17",
                .section = "",
                .anchor = "",
                .title = "",
                .text = "" },
      .file = &fixture_package_files[1],
      .url = "https://library.example/day-3.pptx",
      .snippet = { fixture_slide_17, 3 },
      .score = 2,
      .explanation = "" },
};

static const struct search_passage fixture_hostile_passages[] = {
    { .page = { .file = 4,
                .number = 1,
                .locator = "page <b>1</b>",
                .section = "</style><script>x</script>",
                .anchor = "",
                .title = "",
                .text = "" },
      .file = &fixture_hostile_files[0],
      .url = "javascript:alert(1)#page=1",
      .snippet = { fixture_hostile_runs, 3 },
      .score = 1,
      .explanation = "" },
};

static const struct search_result fixture_rows[] = {
    { .publication = { .id = 1,
                       .key = "engaging-men-roadmap",
                       .title = "Engaging Men in Nurturing Care: A Roadmap for Systemic "
                                "Change",
                       .about = "A framework for fathers & men.",
                       .kind = "roadmap",
                       .lang = "en",
                       .page = "https://library.example/publications",
                       .contact = "",
                       .year = 2026,
                       .organisations = fixture_issa,
                       .organisation_count = 1,
                       .topics = fixture_topics,
                       .topic_count = 2,
                       .files = fixture_roadmap_files,
                       .file_count = 1 },
      .url = "https://library.example/publications",
      .title = { fixture_title_runs, 2 },
      .score = 12.3,
      .matches_all = true,
      .matching_pages = 14,
      .missing = "",
      .passages = fixture_roadmap_passages,
      .passage_count = 2 },
    { .publication = { .id = 2,
                       .key = "guides/home visiting",
                       .title = "Supporting families for nurturing care",
                       .about = "",
                       .kind = "training package",
                       .lang = "en",
                       .page = "",
                       .contact = "",
                       .year = 2025,
                       .organisations = fixture_two,
                       .organisation_count = 2,
                       .files = fixture_package_files,
                       .file_count = 2 },
      .url = "https://library.example/guide-2.pdf",
      .title = { NULL, 0 },
      .score = 12.3,
      .matches_all = true,
      .matching_pages = 7,
      .missing = "",
      .passages = fixture_package_passages,
      .passage_count = 1 },
    { .publication = { .id = 3,
                       .key = "hostile\"><script>",
                       .title = "=1+1 <script>alert('title')</script>",
                       .about = "",
                       .kind = "@book",
                       .lang = "en\" onclick=\"x",
                       .page = "",
                       .contact = "",
                       .organisations = fixture_hostile_names,
                       .organisation_count = 2,
                       .files = fixture_hostile_files,
                       .file_count = 1 },
      .url = "javascript:alert(1)",
      .title = { NULL, 0 },
      .score = 14,
      .matches_all = false,
      .matching_pages = 1,
      .missing = "father",
      .passages = fixture_hostile_passages,
      .passage_count = 1 },
};

static const struct store_facet_value fixture_langs[] = {
    { "en", "English", 2, true },
    { "uk", "Українська", 1, false },
};
static const struct store_facet_value fixture_orgs[] = {
    { "ISSA, the <script>", "ISSA, the <script>", 1, false },
    { "unicef ecaro", "UNICEF ECARO", 1, false },
};
static const struct store_facet_value fixture_years[] = {
    { "2026", "2026", 1, false },
    { "2025", "2025", 1, false },
};
static const struct store_facet fixture_facets[] = {
    { "lang", fixture_langs, 2 },
    { "org", fixture_orgs, 2 },
    { "year", fixture_years, 2 },
};

static const struct store_facts fixture_facts = { .publications = 3,
                                                  .files = 21,
                                                  .pages = 1204,
                                                  .words = 250000,
                                                  .id = "0123abcd",
                                                  .built = 1767225600,
                                                  .name = "Library of <Tests>",
                                                  .note = "" };

/* 21 pages in 2 publications and one that matches only "engagement". */
static inline struct results
fixture_results(void)
{
    return (struct results) { .query = "father engagement",
                              .filter = { .concepts = 2 },
                              .terms = fixture_terms,
                              .term_count = 2,
                              .pages = 22,
                              .publications = 3,
                              .full_pages = 21,
                              .full_publications = 2,
                              .exact = true,
                              .complete = true,
                              .note = "",
                              .did_you_mean = "",
                              .took_ms = 3.4,
                              .facets = fixture_facets,
                              .facet_count = FIXTURE_COUNT(fixture_facets),
                              .results = fixture_rows,
                              .count = FIXTURE_COUNT(fixture_rows) };
}

static inline struct results
fixture_nothing(void)
{
    return (struct results) { .query = "fahter <engagment>",
                              .filter = { .concepts = 2 },
                              .exact = true,
                              .complete = true,
                              .note = "",
                              .did_you_mean = "father engagement",
                              .did_you_mean_pages = 21,
                              .did_you_mean_publications = 2,
                              .took_ms = 1 };
}

static inline struct config
fixture_config(void)
{
    return (struct config) { .library_name = "Library",
                             .site_url = "",
                             .site_style = "",
                             .site_header = "",
                             .site_footer = "",
                             .site_embed = "*",
                             .site_ui = "auto",
                             .site_contact = "",
                             .site_per_page = 10,
                             .site_time_limit_ms = 800 };
}

#endif
