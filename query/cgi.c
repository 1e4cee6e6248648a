/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program stepwell.cgi. Arguments are never read: a server may pass the query as some. */
#include "base/log.h"
#include "gateway/gateway.h"

#include <unistd.h>

/* Exit handlers have no place in the sandbox, and nothing is left to be flushed. */
int
main(void)
{
    struct gateway_start start = { .port = -1 };
    struct error err = ERROR_INIT;
    log_to_stderr("stepwell.cgi", LOG_LEVEL_WARNING);
    if (gateway_find(gateway_is_resident() ? "listen" : "cgi")->run(&start, &err))
        _exit(0);
    log_error("%s", err.text);
    _exit(1);
}
