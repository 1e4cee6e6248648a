/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One update at a time, also when the other one dies. */
#include "check.h"

#include "update/lock.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static char folder[] = "/tmp/stepwell-lock-XXXXXX";
static char index_path[64];

static int
make_folder(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    snprintf(index_path, sizeof index_path, "%s/library.idx", folder);
    return 0;
}

static int
remove_folder(void **state)
{
    char lock[80];
    (void)state;
    snprintf(lock, sizeof lock, "%s.lock", index_path);
    unlink(lock);
    return rmdir(folder);
}

/* A process that holds the lock until it is killed. */
static pid_t
holder(void)
{
    int ready[2], lock;
    char byte = 0;
    struct error err = ERROR_INIT;
    assert_int_equal(pipe(ready), 0);
    pid_t process = fork();
    if (process == 0) {
        bool good = lock_take(index_path, 0, NULL, &lock, &err);
        if (write(ready[1], good ? "y" : "n", 1) == 1)
            pause();
        _exit(0);
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    close(ready[0]);
    close(ready[1]);
    return process;
}

static void
end(pid_t process)
{
    kill(process, SIGKILL);
    waitpid(process, NULL, 0);
}

static void
a_second_update_is_told_who_runs(void **state)
{
    struct error err = ERROR_INIT;
    char who[32];
    int lock = -1;
    (void)state;
    pid_t other = holder();
    assert_false(lock_take(index_path, 0, NULL, &lock, &err));
    assert_int_equal(err.kind, ERROR_BUSY);
    assert_int_equal(error_exit_status(err.kind), 75);
    snprintf(who, sizeof who, "(process %ld)", (long)other);
    assert_non_null(strstr(err.text, who));
    assert_int_equal(lock, -1);
    end(other);
}

static void
the_lock_of_a_killed_update_is_free(void **state)
{
    struct error err = ERROR_INIT;
    int lock = -1;
    (void)state;
    end(holder());
    assert_true(lock_take(index_path, 0, NULL, &lock, &err));
    lock_free(lock);
    assert_true(lock_take(index_path, 0, NULL, &lock, &err));
    lock_free(lock);
}

static void
who_waits_gets_it_when_the_other_ends(void **state)
{
    struct error err = ERROR_INIT;
    int lock = -1;
    (void)state;
    pid_t other = holder(), killer = fork();
    if (killer == 0) {
        usleep(300000);
        kill(other, SIGKILL);
        _exit(0);
    }
    assert_true(lock_take(index_path, 10, NULL, &lock, &err));
    lock_free(lock);
    waitpid(killer, NULL, 0);
    waitpid(other, NULL, 0);
}

static bool
yes(void)
{
    return true;
}

static void
a_signal_ends_the_waiting(void **state)
{
    struct error err = ERROR_INIT;
    int lock = -1;
    (void)state;
    pid_t other = holder();
    assert_false(lock_take(index_path, -1, yes, &lock, &err));
    assert_int_equal(err.kind, ERROR_BUSY);
    end(other);
}

static void
a_folder_that_is_not_there_is_an_error(void **state)
{
    struct error err = ERROR_INIT;
    int lock = -1;
    (void)state;
    assert_false(lock_take("/nowhere/at/all.idx", 0, NULL, &lock, &err));
    assert_int_equal(err.kind, ERROR_WRITE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_second_update_is_told_who_runs),
        cmocka_unit_test(the_lock_of_a_killed_update_is_free),
        cmocka_unit_test(who_waits_gets_it_when_the_other_ends),
        cmocka_unit_test(a_signal_ends_the_waiting),
        cmocka_unit_test(a_folder_that_is_not_there_is_an_error),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
