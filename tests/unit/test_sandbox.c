/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef int child_fn(void);

/* Runs the body in a child inside the sandbox: its exit status, or 1000 + the signal. */
static int
inside(enum sandbox_profile profile, child_fn *body)
{
    pid_t child = fork();
    if (child == 0) {
        struct sandbox_granted granted;
        struct error err = ERROR_INIT;
        if (!sandbox_enter(profile, &granted, &err))
            _exit(100);
        _exit(granted.seccomp ? body() : 77);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? 1000 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int
reads_memory_and_time(void)
{
    char *memory = malloc(1000000);
    struct timespec now;
    if (memory == NULL || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return 1;
    free(memory);
    return 0;
}

static int
opens_a_password_file(void)
{
    return open("/etc/passwd", O_RDONLY) >= 0;
}

static int
writes_a_file(void)
{
    return open("/tmp/stepwell-sandbox", O_WRONLY | O_CREAT, 0600) >= 0;
}

static int
opens_a_socket(void)
{
    return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static int
starts_a_program(void)
{
    execl("/bin/true", "true", (char *)NULL);
    return 0;
}

static int
spends_its_time(void)
{
    struct error err = ERROR_INIT;
    if (!sandbox_limit(0, 0, &err))
        return 1;
    for (volatile unsigned long i = 0;; i++)
        if (i == ~0UL)
            return 2;
}

#define SKIP_WITHOUT_SECCOMP(result)                            \
    if ((result) == 77) {                                       \
        print_message("skipped: this kernel has no seccomp\n"); \
        skip();                                                 \
    }

static void
ordinary_work_goes_on(void **state)
{
    (void)state;
    int result = inside(SANDBOX_EXTRACTOR, reads_memory_and_time);
    SKIP_WITHOUT_SECCOMP(result);
    assert_int_equal(result, 0);
    assert_int_equal(inside(SANDBOX_READER, reads_memory_and_time), 0);
}

static void
files_sockets_and_programs_are_out_of_reach(void **state)
{
    (void)state;
    int result = inside(SANDBOX_EXTRACTOR, opens_a_password_file);
    SKIP_WITHOUT_SECCOMP(result);
    assert_int_equal(result, 0);
    assert_int_equal(inside(SANDBOX_READER, opens_a_password_file), 0);
    assert_int_equal(inside(SANDBOX_EXTRACTOR, writes_a_file), 0);
    assert_int_equal(inside(SANDBOX_EXTRACTOR, opens_a_socket), 0);
    assert_int_equal(inside(SANDBOX_READER, opens_a_socket), 0);
    assert_int_equal(inside(SANDBOX_EXTRACTOR, starts_a_program), 1000 + SIGSYS);
}

static int
looks_at_a_file(void)
{
    struct stat status;
    return stat("/etc/passwd", &status) == 0 ? 0 : 1;
}

static void
who_stays_may_only_ask_for_another_file(void **state)
{
    (void)state;
    int result = inside(SANDBOX_RESIDENT, opens_a_password_file);
    SKIP_WITHOUT_SECCOMP(result);
    assert_int_equal(result, 0);
    assert_int_equal(inside(SANDBOX_RESIDENT, opens_a_socket), 0);
    assert_int_equal(inside(SANDBOX_RESIDENT, starts_a_program), 1000 + SIGSYS);
    assert_int_equal(inside(SANDBOX_RESIDENT, looks_at_a_file), 0);
    assert_int_equal(inside(SANDBOX_READER, looks_at_a_file), 1);
}

static void
time_that_is_up_says_so_with_its_own_signal(void **state)
{
    (void)state;
    int result = inside(SANDBOX_EXTRACTOR, spends_its_time);
    SKIP_WITHOUT_SECCOMP(result);
    assert_int_equal(result, 1000 + SIGXCPU);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_work_goes_on),
        cmocka_unit_test(files_sockets_and_programs_are_out_of_reach),
        cmocka_unit_test(who_stays_may_only_ask_for_another_file),
        cmocka_unit_test(time_that_is_up_says_so_with_its_own_signal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
