/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One address to be fetched: hops, tries, and what its answers mean. Does not ask itself. */
#ifndef STEPWELL_FETCH_JOB_H
#define STEPWELL_FETCH_JOB_H

#include "fetch_state.h"
#include "fetch_transfer.h"

#ifdef __cplusplus
extern "C" {
#endif

enum fetch_phase { FETCH_WAITING, FETCH_RUNNING, FETCH_OVER };

struct fetch_job {
    const struct fetch_options *options;
    struct arena *arena;
    const char *address; /* as the catalogue has it, in one spelling */
    const char *url;     /* where it is asked for now */
    const char *host;    /* of url */
    const char *part;    /* path of what has come of it so far */
    const char *part_validator;
    struct fetch_row *row;
    enum fetch_phase phase;
    bool reached;   /* somebody answered */
    bool permanent; /* all redirects so far are for good */
    bool changed;   /* there is a new copy */
    unsigned hops, tries;
    int64_t not_before_ms;
    int descriptor;
    struct error fatal; /* the disk is full */
};

void fetch_job_start(struct fetch_job *job, const struct fetch_options *options,
                     struct fetch_row *row, struct arena *arena);
/* Fills the request; opens the part. */
bool fetch_job_request(struct fetch_job *job, struct fetch_request *request,
                       struct error *err);
void fetch_job_begun(void *job, const char *validator);
/* Takes the answer: then it waits for another request, or is over. */
void fetch_job_told(void *job, const struct fetch_answer *answer);
/* Gives up before anything is asked. */
void fetch_job_refuse(struct fetch_job *job, const char *code, const char *reason);

#ifdef __cplusplus
}
#endif

#endif
