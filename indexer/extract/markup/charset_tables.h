/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Upper halves of the usual charsets of one byte. */
#ifndef STEPWELL_EXTRACT_CHARSET_TABLES_H
#define STEPWELL_EXTRACT_CHARSET_TABLES_H

#include <stdint.h>

struct charset_table {
    const char *name;
    uint16_t codes[128]; /* of the bytes from 0x80; 0 where there is no character */
};

extern const struct charset_table charset_tables[]; /* ends with a row without name */

#endif
