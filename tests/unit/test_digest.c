/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SHA-256 against the examples of FIPS 180-4 and NIST's long messages. */
#include "check.h"

#include "update/digest.h"

#include <fcntl.h>
#include <unistd.h>

static void
check_digest(const char *message, const char *expected)
{
    struct digest digest;
    char text[DIGEST_TEXT];
    digest_start(&digest);
    digest_add(&digest, message, strlen(message));
    digest_end(&digest, text);
    assert_string_equal(text, expected);
}

static void
the_examples_of_the_standard_hold(void **state)
{
    (void)state;
    check_digest("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_digest("abc",
                 "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void
pieces_of_any_size_give_the_same(void **state)
{
    static char million[1000000];
    (void)state;
    memset(million, 'a', sizeof million);
    for (size_t piece = 1; piece < 200; piece += 61) {
        struct digest digest;
        char text[DIGEST_TEXT];
        digest_start(&digest);
        for (size_t at = 0; at < sizeof million; at += piece)
            digest_add(&digest, million + at,
                       sizeof million - at < piece ? sizeof million - at : piece);
        digest_end(&digest, text);
        assert_string_equal(
            text, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
}

static void
a_file_is_read_from_its_beginning(void **state)
{
    char path[] = "/tmp/stepwell-digest-XXXXXX", text[DIGEST_TEXT];
    struct error err = ERROR_INIT;
    (void)state;
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0);
    assert_int_equal(write(descriptor, "abc", 3), 3); /* leaves the offset at the end */
    assert_true(digest_file(descriptor, text, &err));
    assert_string_equal(
        text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    close(descriptor);
    unlink(path);
}

static void
a_folder_has_no_digest(void **state)
{
    char text[DIGEST_TEXT];
    struct error err = ERROR_INIT;
    (void)state;
    int descriptor = open("/", O_RDONLY);
    assert_false(digest_file(descriptor, text, &err));
    assert_int_equal(err.kind, ERROR_INPUT);
    close(descriptor);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_examples_of_the_standard_hold),
        cmocka_unit_test(pieces_of_any_size_give_the_same),
        cmocka_unit_test(a_file_is_read_from_its_beginning),
        cmocka_unit_test(a_folder_has_no_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
