/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files and folders named on the command line: every file is a publication. */
#ifndef STEPWELL_FOLDER_H
#define STEPWELL_FOLDER_H

#include "library.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Adds the files of each path, in the order of their names. A publication's key is its path
 * relative to the folder named; when a second folder has the same one, it gets that folder's
 * name before it. Hidden files are left out, links to files followed, links to folders not.
 * What cannot be read becomes an entry whose file says why. ERROR_USAGE when a path is not
 * there. index: path of the index, whose own files are left out. address: where readers find
 * what lies in each folder, "" for nowhere; ERROR_CATALOGUE when it is none of the web. */
bool folder_add(struct library *library, const char *const *paths, size_t count,
                const char *index, const char *address, struct error *err);

#ifdef __cplusplus
}
#endif

#endif
