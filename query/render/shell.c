/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Quoting for a command that a reader copies into a POSIX shell. */
#include "render/shell.h"
#include "base/limits.h"

#include <string.h>

bool
shell_is_plain(const char *word)
{
    for (const char *at = word; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte < 0x80 && strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                  "0123456789._-/:@%+,=",
                                  byte) == NULL)
            return false;
    }
    return *word != '\0';
}

void
shell_argument(struct buf *out, const char *word)
{
    if (shell_is_plain(word)) {
        buf_add_text(out, word);
        return;
    }
    buf_add_char(out, '\'');
    for (const char *at = word; *at != '\0'; at++) {
        if (*at == '\'')
            buf_add_text(out, "'\\''");
        else
            buf_add_char(out, *at);
    }
    buf_add_char(out, '\'');
}

void
shell_words(struct buf *out, const char *query)
{
    struct buf words = BUF_INIT(LIMIT_SHOWN_BYTES);
    buf_add_text(&words, query);
    for (char *at = words.data; *at != '\0'; at++)
        *at = *at == ' ' ? '_' : *at;
    if (shell_is_plain(words.data))
        buf_add_text(out, query);
    else
        shell_argument(out, query);
    buf_free(&words);
}
