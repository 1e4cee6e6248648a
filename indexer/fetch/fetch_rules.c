/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom to ask, which addresses never to connect to, and whether the answer can be a document. */
#include "fetch.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

enum { SNIFFED = 1024 };

/* ---- hosts ---- */

static bool
matches(const char *pattern, size_t length, const char *host)
{
    size_t size = strlen(host);
    if (length == 1 && pattern[0] == '*')
        return true;
    if (length > 2 && pattern[0] == '*' && pattern[1] == '.') {
        pattern++;
        length--;
        return size > length && strncasecmp(host + size - length, pattern, length) == 0;
    }
    return size == length && strncasecmp(host, pattern, length) == 0;
}

bool
fetch_is_listed(const char *hosts, const char *host)
{
    while (*hosts != '\0') {
        size_t length = strcspn(hosts, " \t,");
        if (length > 0 && matches(hosts, length, host))
            return true;
        hosts += length + strspn(hosts + length, " \t,");
    }
    return false;
}

/* ---- addresses ---- */

struct range {
    uint32_t first;
    int bits;
};

/* IANA's special-purpose registry (RFC 6890), multicast and what was never given out. */
static const struct range private_ranges[] = {
    { 0x00000000, 8 },  { 0x0A000000, 8 },  { 0x64400000, 10 }, { 0x7F000000, 8 },
    { 0xA9FE0000, 16 }, { 0xAC100000, 12 }, { 0xC0000000, 24 }, { 0xC0000200, 24 },
    { 0xC0A80000, 16 }, { 0xC6120000, 15 }, { 0xC6336400, 24 }, { 0xCB007100, 24 },
    { 0xE0000000, 4 },  { 0xF0000000, 4 },
};

static bool
is_private_4(uint32_t address)
{
    for (size_t i = 0; i < sizeof private_ranges / sizeof *private_ranges; i++)
        if ((address ^ private_ranges[i].first) >> (32 - private_ranges[i].bits) == 0)
            return true;
    return false;
}

static uint32_t
four_bytes(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* An IPv4 address can hide in an IPv6 one: mapped, NAT64, 6to4. */
static bool
is_private_6(const unsigned char bytes[16])
{
    static const unsigned char mapped[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF };
    static const unsigned char nat64[12] = { 0, 0x64, 0xFF, 0x9B };
    static const unsigned char zero[12] = { 0 };
    if (memcmp(bytes, mapped, 12) == 0 || memcmp(bytes, nat64, 12) == 0)
        return is_private_4(four_bytes(bytes + 12));
    if (bytes[0] == 0x20 && bytes[1] == 0x02)
        return is_private_4(four_bytes(bytes + 2));
    return memcmp(bytes, zero, 12) == 0 || (bytes[0] & 0xE0) != 0x20 ||
           (bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8);
}

bool
fetch_is_private(const void *address)
{
    struct sockaddr_storage copy = { 0 };
    memcpy(&copy.ss_family, &((const struct sockaddr *)address)->sa_family,
           sizeof copy.ss_family);
    if (copy.ss_family == AF_INET) {
        struct sockaddr_in four;
        memcpy(&four, address, sizeof four);
        return is_private_4(ntohl(four.sin_addr.s_addr));
    }
    if (copy.ss_family != AF_INET6)
        return true;
    struct sockaddr_in6 six;
    memcpy(&six, address, sizeof six);
    return is_private_6(six.sin6_addr.s6_addr);
}

/* ---- content ---- */

static bool
begins_html(const char *bytes, size_t length)
{
    static const char *const starts[] = { "<!doctype html", "<html", "<head", "<body" };
    while (length > 0 && *bytes != '\0' &&
           strchr(" \t\r\n\xEF\xBB\xBF", *bytes) != NULL) {
        bytes++;
        length--;
    }
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (length >= strlen(starts[i]) &&
            strncasecmp(bytes, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static bool
is_text(const char *extension)
{
    static const char *const names[] = { "",    "html", "htm",  "xhtml", "txt", "md",
                                         "php", "asp",  "aspx", "jsp",   "rtf" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(extension, names[i]) == 0)
            return true;
    return false;
}

const char *
fetch_judge(const char *extension, const char *bytes, size_t length)
{
    size_t head = length < SNIFFED ? length : SNIFFED;
    if (length == 0)
        return "empty";
    if (is_text(extension))
        return "";
    if (begins_html(bytes, head))
        return "web-page";
    if (strcmp(extension, "pdf") == 0 && memmem(bytes, head, "%PDF", 4) == NULL)
        return "not-a-document";
    return "";
}
