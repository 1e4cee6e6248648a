/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A failed write names the file, the problem, the folder and what to do. */
#include "check.h"

#include "base/disk.h"

#include <errno.h>

static void
says(const char *path, int reason, const char *problem, const char *hint)
{
    struct error err = ERROR_INIT;
    assert_false(disk_fail(&err, path, reason));
    assert_int_equal(err.kind, ERROR_WRITE);
    if (strstr(err.text, problem) == NULL || strstr(err.text, hint) == NULL)
        fail_msg("'%s' lacks '%s' or '%s'", err.text, problem, hint);
}

static void
a_full_disk_is_named_with_what_is_free(void **state)
{
    (void)state;
    says("/tmp/x.idx", ENOSPC, "'/tmp/x.idx': the disk is full", "the disk of '/tmp' (");
    says("x.idx", ENOSPC, "'x.idx'", "'.'");
    says("/x.idx", ENOSPC, "'/x.idx'", "'/'");
}

static void
each_reason_has_its_advice(void **state)
{
    (void)state;
    says("/a/x", EDQUOT, "quota", "hint: make room in '/a'");
    says("/a/x", EFBIG, "size of files", "ulimit -f");
    says("/a/x", EROFS, "read-only", "'/a'");
    says("/a/x", EACCES, "permission denied", "may this user write to '/a'?");
    says("/a/x", ENOENT, "no such folder", "make the folder '/a'");
    says("/a/x", EIO, "the disk fails", "'/a'");
    says("/a/x", 0, "would not take it", "'/a'");
    says("/a/x", ELOOP, "symbolic links", "");
}

static void
a_long_path_leaves_room_for_the_problem(void **state)
{
    char path[400];
    (void)state;
    memset(path, 'a', sizeof path);
    path[0] = '/';
    path[sizeof path - 2] = '/';
    path[sizeof path - 1] = '\0';
    says(path, ENOSPC, "the disk is full", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_full_disk_is_named_with_what_is_free),
        cmocka_unit_test(each_reason_has_its_advice),
        cmocka_unit_test(a_long_path_leaves_room_for_the_problem),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
