/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/memory.h"

static void
an_arena_gives_zeroed_memory_again_after_a_reset(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 1000; i++) {
            unsigned char *bytes = arena_alloc(arena, 1, 100);
            for (int k = 0; k < 100; k++)
                assert_int_equal(bytes[k], 0);
            memset(bytes, 0xAA, 100);
        }
        arena_reset(arena);
    }
    arena_free(arena);
}

static void
an_arena_takes_one_piece_larger_than_its_blocks(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    char *large = arena_alloc(arena, 1, 1000000);
    large[999999] = 'x';
    char *small = arena_copy(arena, "after");
    assert_string_equal(small, "after");
    assert_int_equal(large[999999], 'x');
    arena_free(arena);
}

static void
texts_are_copied_and_ended(void **state)
{
    struct arena *arena = arena_new();
    (void)state;
    assert_string_equal(arena_text(arena, "father engagement", 6), "father");
    assert_string_equal(arena_format(arena, "page %d", 6), "page 6");
    char *heap = memory_text("abc", 2);
    assert_string_equal(heap, "ab");
    free(heap);
    arena_free(arena);
}

static void
arrays_grow_and_keep_what_they_hold(void **state)
{
    struct arena *arena = arena_new();
    int *heap = NULL, *pooled = NULL;
    size_t heap_room = 0, pooled_room = 0;
    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        memory_grow(&heap, &heap_room, i + 1, sizeof *heap);
        arena_grow(arena, &pooled, &pooled_room, i + 1, sizeof *pooled);
        heap[i] = pooled[i] = (int)i;
    }
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(heap[i], i);
        assert_int_equal(pooled[i], i);
    }
    free(heap);
    arena_free(arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_arena_gives_zeroed_memory_again_after_a_reset),
        cmocka_unit_test(an_arena_takes_one_piece_larger_than_its_blocks),
        cmocka_unit_test(texts_are_copied_and_ended),
        cmocka_unit_test(arrays_grow_and_keep_what_they_hold),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
