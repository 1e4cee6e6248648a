/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drives a fuzz target without libFuzzer: the corpus, then mutations of it from a fixed seed. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { INPUT_MAX = 64 * 1024, ROUNDS = 200 };

static uint64_t state = 0x9E3779B97F4A7C15U;

/* xorshift64* (Vigna 2016): the same numbers on every machine. */
static uint32_t
next_random(void)
{
    state ^= state >> 12;
    state ^= state << 25;
    state ^= state >> 27;
    return (uint32_t)(state * 0x2545F4914F6CDD1DU >> 32);
}

static void
try_mutations(uint8_t *data, size_t size)
{
    static uint8_t copy[INPUT_MAX];
    for (int round = 0; round < ROUNDS; round++) {
        size_t length = size;
        memcpy(copy, data, size);
        for (uint32_t i = next_random() % 8 + 1; i > 0 && length > 0; i--)
            copy[next_random() % length] = (uint8_t)next_random();
        if (next_random() % 4 == 0 && length > 0)
            length = next_random() % length;
        uint8_t *exact = malloc(length == 0 ? 1 : length); /* so that ASan sees the end */
        if (exact == NULL)
            abort();
        memcpy(exact, copy, length);
        LLVMFuzzerTestOneInput(exact, length);
        free(exact);
    }
}

static int
replay_file(const char *folder, const char *name)
{
    static uint8_t data[INPUT_MAX];
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    size_t size = fread(data, 1, sizeof data, file);
    fclose(file);
    LLVMFuzzerTestOneInput(data, size);
    try_mutations(data, size);
    return 1;
}

int
main(int argc, char **argv)
{
    int inputs = 1;
    static uint8_t nothing[64];
    LLVMFuzzerTestOneInput(nothing, 0);
    try_mutations(nothing, sizeof nothing);
    DIR *folder = argc > 1 ? opendir(argv[1]) : NULL;
    for (struct dirent *entry; folder != NULL && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            inputs += replay_file(argv[1], entry->d_name);
    if (folder != NULL)
        closedir(folder);
    printf("%d inputs and %d mutations of each\n", inputs, ROUNDS);
    return 0;
}
