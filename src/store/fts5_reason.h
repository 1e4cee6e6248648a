/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Why SQLite could not write, as errno has it: for every file that it keeps for us. */
#ifndef STEPWELL_STORE_FTS5_REASON_H
#define STEPWELL_STORE_FTS5_REASON_H

#include <errno.h>
#include <sqlite3.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* False: what went wrong last was no write. *reason is 0 when the system said nothing. */
static inline bool
fts5_reason(sqlite3 *db, int *reason)
{
    int code = sqlite3_extended_errcode(db);
    *reason = sqlite3_system_errno(db);
    switch (code & 0xff) {
    case SQLITE_FULL: *reason = ENOSPC; return true;
    case SQLITE_READONLY: *reason = EACCES; return true;
    case SQLITE_CANTOPEN: return true;
    case SQLITE_IOERR:
        return code != SQLITE_IOERR_READ && code != SQLITE_IOERR_SHORT_READ &&
               code != SQLITE_IOERR_NOMEM && code != SQLITE_IOERR_CORRUPTFS;
    default: return false;
    }
}

#ifdef __cplusplus
}
#endif

#endif
