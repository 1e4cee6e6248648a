/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Terminals, their conventions (no-color.org, CLICOLOR_FORCE) and pagers, without a shell. */
#include "output.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STANDARD_COLUMNS = 80,
    LEAST_COLUMNS = 40,
    MOST_COLUMNS = 100,
    PAGER_ARGUMENTS = 16
};

static bool
is_set(const char *variable)
{
    const char *value = getenv(variable);
    return value != NULL && *value != '\0';
}

static bool
is_able(void)
{
    const char *kind = getenv("TERM");
    return kind != NULL && *kind != '\0' && strcmp(kind, "dumb") != 0;
}

static bool
choose(const char *option, const char *when, bool automatic, bool *chosen,
       struct error *err)
{
    if (when == NULL || strcmp(when, "auto") == 0)
        *chosen = automatic;
    else if (strcmp(when, "always") == 0 || strcmp(when, "never") == 0)
        *chosen = *when == 'a';
    else
        return error_set(err, ERROR_USAGE,
                         "'%s' is not a value of --%s\nhint: use auto, always or never",
                         when, option);
    return true;
}

/* Lines of text longer than MOST_COLUMNS are hard to read however wide the window is. */
static size_t
find_width(bool terminal)
{
    struct winsize size;
    const char *given = getenv("COLUMNS");
    size_t width = STANDARD_COLUMNS;
    if (given != NULL && atoi(given) > 0)
        width = (size_t)atoi(given);
    else if (terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        width = size.ws_col;
    return width < LEAST_COLUMNS  ? LEAST_COLUMNS
           : width > MOST_COLUMNS ? MOST_COLUMNS
                                  : width;
}

bool
output_open(struct output *output, const char *color, const char *hyperlink,
            bool no_pager, struct error *err)
{
    bool terminal = isatty(STDOUT_FILENO) == 1;
    const char *force = getenv("CLICOLOR_FORCE");
    bool forced = force != NULL && *force != '\0' && strcmp(force, "0") != 0;
    bool colour = !is_set("NO_COLOR") && (forced || (terminal && is_able()));
    output->terminal = terminal;
    output->pager = terminal && !no_pager;
    output->width = find_width(terminal);
    return choose("color", color, colour, &output->colour, err) &&
           choose("hyperlink", hyperlink, terminal && is_able(), &output->hyperlinks,
                  err);
}

static bool
write_all(int descriptor, const char *text, size_t length)
{
    while (length > 0) {
        ssize_t written = write(descriptor, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

/* ---- the pager ---- */

static const char *
find_pager(void)
{
    if (getenv("STEPWELL_PAGER") != NULL)
        return getenv("STEPWELL_PAGER");
    return getenv("PAGER") != NULL ? getenv("PAGER") : "less -FRX";
}

/* Words separated by blanks: what a PAGER holds in practice, with no shell in between. */
static size_t
split(char *command, char *words[PAGER_ARGUMENTS + 1])
{
    size_t count = 0;
    char *rest = NULL;
    for (char *word = strtok_r(command, " \t", &rest);
         word != NULL && count < PAGER_ARGUMENTS; word = strtok_r(NULL, " \t", &rest))
        words[count++] = word;
    words[count] = NULL;
    return count;
}

/* The child reads from the pipe; 127 tells that there is no such program. */
static pid_t
start_pager(char *const *words, int pipes[2])
{
    pid_t child = fork();
    if (child != 0)
        return child;
    dup2(pipes[0], STDIN_FILENO);
    close(pipes[0]);
    close(pipes[1]);
    setenv("LESS", "FRX", 0);
    execvp(words[0], words);
    _exit(127);
}

/* false: nothing was shown, because no pager could be started. */
static bool
show_in_pager(const struct buf *text)
{
    char command[256];
    char *words[PAGER_ARGUMENTS + 1];
    int pipes[2], status = 0;
    snprintf(command, sizeof command, "%s", find_pager());
    if (split(command, words) == 0 || strcmp(words[0], "cat") == 0 || pipe(pipes) != 0)
        return false;
    pid_t child = start_pager(words, pipes);
    close(pipes[0]);
    signal(SIGPIPE, SIG_IGN); /* the reader may leave before the end */
    if (child > 0)
        write_all(pipes[1], text->data, text->length);
    close(pipes[1]);
    signal(SIGPIPE, SIG_DFL);
    if (child < 0)
        return false;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return !(WIFEXITED(status) && WEXITSTATUS(status) == 127);
}

bool
output_write(const struct output *output, const struct buf *text, struct error *err)
{
    if (output->pager && show_in_pager(text))
        return true;
    if (!write_all(STDOUT_FILENO, text->data, text->length))
        return error_set(err, ERROR_SYSTEM, "cannot write the results: %s",
                         strerror(errno));
    return true;
}
