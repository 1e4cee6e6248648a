/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whom to ask, what to refuse, and what is remembered; tests/index/fetch.sh asks a server. */
#include "check.h"

#include "fetch/fetch.h"
#include "fetch/fetch_state.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void
hosts_are_listed_by_name_or_by_domain(void **state)
{
    (void)state;
    assert_true(fetch_is_listed("a.org, *.b.org", "A.org"));
    assert_true(fetch_is_listed("a.org *.b.org", "cdn.b.org"));
    assert_true(fetch_is_listed("*", "anything.example"));
    assert_false(fetch_is_listed("a.org *.b.org", "b.org"));
    assert_false(fetch_is_listed("*.b.org", "evilb.org"));
    assert_false(fetch_is_listed("a.org", "a.org.evil.example"));
    assert_false(fetch_is_listed("", "a.org"));
}

static bool
is_private(const char *text)
{
    struct sockaddr_in four = { .sin_family = AF_INET };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
    if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
        return fetch_is_private(&four);
    assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
    return fetch_is_private(&six);
}

static void
private_addresses_are_known_in_every_dress(void **state)
{
    (void)state;
    static const char *const inside[] = {
        "127.0.0.1",         "10.1.2.3",        "172.16.0.1",  "172.31.255.255",
        "192.168.1.1",       "169.254.169.254", "100.64.0.1",  "0.0.0.0",
        "224.0.0.1",         "255.255.255.255", "::1",         "::",
        "fe80::1",           "fd00::1",         "ff02::1",     "::ffff:127.0.0.1",
        "64:ff9b::10.0.0.1", "2002:7f00:1::1",  "2001:db8::1", "198.18.0.1",
    };
    static const char *const outside[] = {
        "8.8.8.8", "172.32.0.1",     "192.169.0.1",
        "2600::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8",
    };
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (!is_private(inside[i]))
            fail_msg("%s is private", inside[i]);
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
        if (is_private(outside[i]))
            fail_msg("%s is not private", outside[i]);
}

static const char *
judge(const char *extension, const char *bytes)
{
    return fetch_judge(extension, bytes, strlen(bytes));
}

static void
what_is_promised_is_compared_with_what_comes(void **state)
{
    (void)state;
    assert_string_equal(judge("pdf", "%PDF-1.7\n"), "");
    assert_string_equal(judge("pdf", "\n\n junk %PDF-1.7\n"), "");
    assert_string_equal(judge("pdf", " <!DOCTYPE HTML><p>Log in"), "web-page");
    assert_string_equal(judge("docx", "\xEF\xBB\xBF<html>"), "web-page");
    assert_string_equal(judge("pdf", "PK\3\4"), "not-a-document");
    assert_string_equal(judge("pptx", "PK\3\4"), "");
    assert_string_equal(judge("html", "<html>"), "");
    assert_string_equal(judge("", "<html>"), "");
    assert_string_equal(judge("pdf", ""), "empty");
}

static void
the_state_is_read_as_it_was_written(void **state)
{
    (void)state;
    char folder[] = "/tmp/stepwell-fetch-XXXXXX";
    struct arena *arena = arena_new();
    struct fetch_state first, second;
    struct error err = ERROR_INIT;
    static const char name[] =
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef.pdf";
    assert_non_null(mkdtemp(folder));
    fetch_state_read(&first, folder, arena);
    assert_int_equal(first.count, 0);
    for (int i = 0; i < 1000; i++)
        fetch_state_row(&first, arena_format(arena, "https://x.org/%d", i))->failed = i;
    struct fetch_row *row = fetch_state_row(&first, "https://x.org/7");
    row->name = name;
    row->etag = "\"a b\"";
    row->reason = "a tab\tis a blank";
    assert_true(fetch_state_write(&first, &err));
    fetch_state_read(&second, folder, arena);
    assert_int_equal(second.count, 1000);
    row = fetch_state_find(&second, "https://x.org/7");
    assert_non_null(row);
    assert_string_equal(row->name, name);
    assert_string_equal(row->etag, "\"a b\"");
    assert_string_equal(row->reason, "a tab is a blank");
    assert_int_equal(fetch_state_find(&second, "https://x.org/999")->failed, 999);
    assert_null(fetch_state_find(&second, "https://x.org/1000"));
    unlink(second.path);
    rmdir(folder);
    arena_free(arena);
}

static void
a_state_that_names_files_elsewhere_is_not_believed(void **state)
{
    (void)state;
    char folder[] = "/tmp/stepwell-fetch-XXXXXX";
    struct arena *arena = arena_new();
    struct fetch_state read;
    assert_non_null(mkdtemp(folder));
    const char *path = arena_format(arena, "%s/.fetched", folder);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("stepwell-fetched-1\nhttps://x.org/a\t../../etc/passwd\t\t\t0\t0\t\t\t\n"
          "https://x.org/b\t\t\t\t5\t0\t\t\t\nhttps://x.org/c\n",
          file);
    fclose(file);
    fetch_state_read(&read, folder, arena);
    assert_int_equal(read.count, 1);
    assert_int_equal(fetch_state_find(&read, "https://x.org/b")->checked, 5);
    unlink(path);
    rmdir(folder);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_listed_by_name_or_by_domain),
        cmocka_unit_test(private_addresses_are_known_in_every_dress),
        cmocka_unit_test(what_is_promised_is_compared_with_what_comes),
        cmocka_unit_test(the_state_is_read_as_it_was_written),
        cmocka_unit_test(a_state_that_names_files_elsewhere_is_not_believed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
