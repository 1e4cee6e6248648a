/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How an Office document is protected: what stands in its EncryptionInfo ([MS-OFFCRYPTO] 2.3.4 to
 * 2.3.6). */
#ifndef STEPWELL_EXTRACT_ENCRYPTION_H
#define STEPWELL_EXTRACT_ENCRYPTION_H

#include "base/buf.h"
#include "cipher.h"
#include "extract/format.h"

enum encryption_kind {
    ENCRYPTION_AGILE,     /* XML; AES-CBC */
    ENCRYPTION_STANDARD,  /* AES-ECB, SHA-1, 50,000 spins */
    ENCRYPTION_CRYPTOAPI, /* RC4, SHA-1: old formats */
    ENCRYPTION_RC4        /* RC4 with 40 bits, MD5: older ones */
};

enum { ENCRYPTION_FIELD_BYTES = 64 };

struct encryption_field {
    unsigned char bytes[ENCRYPTION_FIELD_BYTES];
    size_t length;
};

/* One use of a cipher: agile documents have one for the password and one for the package. */
struct encryption_use {
    enum cipher_hash hash;
    size_t key_length; /* bytes */
    struct encryption_field salt;
};

struct encryption {
    enum encryption_kind kind;
    struct encryption_use password, package; /* package: agile alone */
    uint32_t spins;
    struct encryption_field verifier, verifier_hash; /* encrypted */
    struct encryption_field key;                     /* the package's, encrypted: agile */
};

/* False and WIRE_REASON_ENCRYPTED when it is damaged, or protected in a way that is not read. */
bool encryption_read(const char *bytes, size_t length, struct encryption *encryption,
                     struct format_failure *failure);

/* Blocks of old documents, each with a key of its own. */
bool encryption_is_rc4(const struct encryption *encryption);

/* "protected by a password" and what to do; always false. */
bool encryption_fail(struct format_failure *failure);

/* The same with no password that would help. */
bool encryption_fail_unread(struct format_failure *failure);

#endif
