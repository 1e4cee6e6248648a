/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The self-test: built-in documents through every extractor, forbidden calls against the sandbox. */
#include "extract/selftest.h"

#include "extract/format.h"
#include "extract/worker.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* ---- the smallest ZIP that holds documents: stored entries (APPNOTE.TXT 4.3) ---- */

struct part {
    const char *name, *text;
};

static uint32_t
checksum(const char *text, size_t length)
{
    uint32_t sum = 0xFFFFFFFF;
    for (size_t i = 0; i < length; i++) {
        sum ^= (unsigned char)text[i];
        for (int bit = 0; bit < 8; bit++)
            sum = sum >> 1 ^ ((sum & 1) != 0 ? 0xEDB88320 : 0);
    }
    return ~sum;
}

static void
add_number(struct buf *out, uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; i++, value >>= 8)
        buf_add_char(out, (char)(value & 0xFF));
}

/* What the local header and the directory entry have in common. */
static void
add_entry(struct buf *out, const struct part *part)
{
    size_t length = strlen(part->text);
    add_number(out, 20, 2);         /* version needed */
    add_number(out, 0, 4);          /* flags, stored */
    add_number(out, 0x00210000, 4); /* 1980-01-01 */
    add_number(out, checksum(part->text, length), 4);
    add_number(out, (uint32_t)length, 4);
    add_number(out, (uint32_t)length, 4);
    add_number(out, (uint32_t)strlen(part->name), 2);
    add_number(out, 0, 2); /* extra field */
}

enum { PARTS_MOST = 4 };

static void
add_package(struct buf *out, const struct part *parts)
{
    struct buf directory = BUF_INIT(4096);
    uint32_t count = 0;
    for (; count < PARTS_MOST && parts[count].name != NULL; count++) {
        uint32_t offset = (uint32_t)out->length;
        buf_add(out, "PK\3\4", 4);
        add_entry(out, &parts[count]);
        buf_add_text(out, parts[count].name);
        buf_add_text(out, parts[count].text);
        buf_add(&directory, "PK\1\2\24\0", 6);
        add_entry(&directory, &parts[count]);
        add_number(&directory, 0, 4); /* comment, disk */
        add_number(&directory, 0, 2);
        add_number(&directory, 0, 4);
        add_number(&directory, offset, 4);
        buf_add_text(&directory, parts[count].name);
    }
    uint32_t start = (uint32_t)out->length;
    buf_add(out, directory.data, directory.length);
    buf_add(out, "PK\5\6\0\0\0\0", 8);
    add_number(out, count, 2);
    add_number(out, count, 2);
    add_number(out, (uint32_t)directory.length, 4);
    add_number(out, start, 4);
    add_number(out, 0, 2);
    buf_free(&directory);
}

/* ---- the documents ---- */

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define OFFICE "http://schemas.openxmlformats.org/"
#define RELATIONS "<Relationships xmlns=\"" OFFICE "package/2006/relationships\">"
#define MAIN_RELATION                          \
    "<Relationship Id=\"rId1\" Type=\"" OFFICE \
    "officeDocument/2006/relationships/officeDocument\" Target=\""
#define SLIDE_RELATION                         \
    "<Relationship Id=\"rId2\" Type=\"" OFFICE \
    "officeDocument/2006/relationships/slide\" Target=\""

static const struct part docx[] = {
    { "_rels/.rels",
      XML RELATIONS MAIN_RELATION "word/document.xml\"/></Relationships>" },
    { "word/document.xml", XML "<w:document xmlns:w=\"" OFFICE
                               "wordprocessingml/2006/main\"><w:body><w:p><w:r>"
                               "<w:t>stepwell</w:t></w:r></w:p></w:body></w:document>" },
    { NULL, NULL },
};

static const struct part pptx[] = {
    { "_rels/.rels",
      XML RELATIONS MAIN_RELATION "ppt/presentation.xml\"/></Relationships>" },
    { "ppt/presentation.xml", XML
      "<p:presentation xmlns:p=\"" OFFICE "presentationml/2006/main\" xmlns:r=\"" OFFICE
      "officeDocument/2006/relationships\"><p:sldIdLst><p:sldId id=\"256\" "
      "r:id=\"rId2\"/>"
      "</p:sldIdLst></p:presentation>" },
    { "ppt/_rels/presentation.xml.rels",
      XML RELATIONS SLIDE_RELATION "slides/slide1.xml\"/></Relationships>" },
    { "ppt/slides/slide1.xml", XML
      "<p:sld xmlns:p=\"" OFFICE "presentationml/2006/main\" xmlns:a=\"" OFFICE
      "drawingml/2006/main\"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r>"
      "<a:t>stepwell</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>" },
};

/* Without a cross-reference table: rebuilding it is part of the test. */
static const char pdf[] =
    "%PDF-1.4\n"
    "1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
    "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
    "4 0 obj<</Length 40>>stream\n"
    "BT /F 12 Tf 20 50 Td (stepwell) Tj ET  \n"
    "endstream endobj\n"
    "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
    "trailer<</Root 1 0 R/Size 6>>\n"
    "%%EOF\n";

static const struct sample {
    const char *format, *text;
    const struct part *parts;
    const char *suffix;
} samples[] = {
    { "pdf", pdf, NULL, ".pdf" },
    { "pptx", NULL, pptx, ".pptx" },
    { "docx", NULL, docx, ".docx" },
    { "html", "<!DOCTYPE html><title>x</title><body><p>stepwell", NULL, ".html" },
    { "markdown", "# stepwell\n", NULL, ".md" },
    { "text", "stepwell\n", NULL, ".txt" },
};

/* ---- looking for the one word ---- */

static bool
ignore_document(void *context, const struct wire_document *document)
{
    (void)context;
    return document != NULL;
}

static bool
ignore_outline(void *context, const struct wire_outline *outline)
{
    (void)context;
    return outline != NULL;
}

static bool
ignore_note(void *context, const struct wire_note *note)
{
    (void)context;
    return note != NULL;
}

static bool
look_for_word(void *context, const struct wire_unit *unit)
{
    bool *found = context;
    for (size_t i = 0; i < unit->line_count; i++)
        *found = *found || strstr(unit->lines[i].text, "stepwell") != NULL;
    return true;
}

static bool
say(bool good, const char *what)
{
    printf("%s  %s\n", good ? "ok  " : "FAIL", what);
    return good;
}

static bool
reads(const struct sample *sample)
{
    bool found = false;
    struct buf bytes = BUF_INIT(16384);
    struct sink sink = { ignore_document, look_for_word, ignore_outline, ignore_note,
                         &found };
    struct format_failure failure = { WIRE_REASON_NONE, ERROR_INIT };
    if (sample->parts != NULL)
        add_package(&bytes, sample->parts);
    else
        buf_add_text(&bytes, sample->text);
    struct input input = { bytes.data, bytes.length, sample->suffix, "", "" };
    const struct format *format = format_of(&input, &failure);
    bool good = format != NULL && strcmp(format->name, sample->format) == 0 &&
                format->extract(&input, &sink, &failure) && found;
    buf_free(&bytes);
    char what[128];
    snprintf(what, sizeof what, "reads %s%s%.80s", sample->format, good ? "" : ": ",
             failure.err.text);
    return say(good, what);
}

static bool
refuses_files(void)
{
    int descriptor = open("/etc/passwd", O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0)
        close(descriptor);
    return say(descriptor < 0, "cannot open /etc/passwd");
}

static bool
refuses_sockets(void)
{
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor >= 0)
        close(descriptor);
    return say(descriptor < 0, "cannot open a socket");
}

static bool
test_sandbox(const struct sandbox_granted *granted)
{
    bool good = true;
    if (granted->landlock || granted->seccomp)
        good = refuses_files();
    if (granted->seccomp)
        good = refuses_sockets() && good;
    if (!granted->landlock)
        puts("note  this kernel has no Landlock: the reader could open files");
    if (!granted->seccomp)
        puts("note  this kernel has no seccomp: the reader could make any system call");
    return good;
}

/* Writes to a pipe: inside the sandbox even stdout is closed to a process if it is a file. */
static int
run_inside(int out)
{
    struct sandbox_granted granted = { false, false };
    struct error err = ERROR_INIT;
    dup2(out, STDOUT_FILENO);
    setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    if (!worker_close_in(&granted, &err)) {
        say(false, err.text);
        return EXIT_FAILURE;
    }
    bool good = test_sandbox(&granted);
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        good = reads(&samples[i]) && good;
    fflush(stdout);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}

static void
copy_lines(int from)
{
    char bytes[512];
    ssize_t count;
    while ((count = read(from, bytes, sizeof bytes)) > 0)
        fwrite(bytes, 1, (size_t)count, stdout);
}

int
selftest_run(void)
{
    int ends[2], status = 0;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return EXIT_FAILURE;
    fflush(stdout);
    pid_t child = fork();
    if (child == 0)
        _exit(run_inside(ends[1]));
    close(ends[1]);
    if (child > 0)
        copy_lines(ends[0]);
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child)
        return EXIT_FAILURE;
    if (WIFSIGNALED(status))
        printf("FAIL  the reader was killed by signal %d\n", WTERMSIG(status));
    return status == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
