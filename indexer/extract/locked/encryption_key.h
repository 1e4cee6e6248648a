/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From passwords to keys of protected Office documents, and the bytes behind them. */
#ifndef STEPWELL_EXTRACT_ENCRYPTION_KEY_H
#define STEPWELL_EXTRACT_ENCRYPTION_KEY_H

#include "encryption.h"

struct encryption_key {
    const struct encryption *encryption;
    struct encryption_field
        secret; /* the package's key, or what keys of blocks come from */
};

/* Tries the password that Office itself sets ("VelvetSweatshop": protected against changes, not
 * against reading), then this one. False when neither fits. */
bool encryption_key_find(const struct encryption *encryption, const char *password,
                         struct encryption_key *key);

/* The content of EncryptedPackage ([MS-OFFCRYPTO] 2.3.4.4) without its length, in place. False
 * when nothing is left. */
bool encryption_key_open_package(const struct encryption_key *key, struct buf *package);

/* RC4, in place: bytes that stand `at` that offset of the block with this number. */
void encryption_key_open_block(const struct encryption_key *key, uint32_t block,
                               size_t at, char *bytes, size_t length);

#endif
