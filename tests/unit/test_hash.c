/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/hash.h"

/* The values that the authors of FNV publish, before the folding. */
static void
known_texts_have_their_known_numbers(void **state)
{
    static const struct {
        const char *text;
        uint64_t number;
    } known[] = { { "", UINT64_C(0xCBF29CE484222325) },
                  { "a", UINT64_C(0xAF63DC4C8601EC8C) },
                  { "foobar", UINT64_C(0x85944171F73967E8) } };
    (void)state;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        assert_int_equal(hash_text(known[i].text),
                         known[i].number ^ known[i].number >> 32);
    assert_int_equal(hash_bytes("foobarely", 6), hash_text("foobar"));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_texts_have_their_known_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
