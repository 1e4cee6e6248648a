/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Letters of old fonts: put right where a document says so, left alone everywhere else. */
#include "check.h"

#include "reading/document.h"
#include "reading/misreading.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <iconv.h>

enum { TIMES = 6, MOST_LINES = 2 * TIMES };

static struct arena *arena;

static int
start(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int
finish(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* What comes out when bytes of one code page are shown in a font of another. */
static const char *
show_in(const char *text, const char *code_page, const char *font)
{
    char *bytes = arena_alloc(arena, 2048, 1), *shown = arena_alloc(arena, 4096, 1);
    char *in = arena_text(arena, text, strlen(text)), *out = bytes;
    size_t left = strlen(text), space = 2047;
    iconv_t to = iconv_open(code_page, "UTF-8"), from = iconv_open("UTF-8", font);
    assert_int_equal(iconv(to, &in, &left, &out, &space), 0);
    in = bytes;
    left = (size_t)(out - bytes);
    out = shown;
    space = 4095;
    assert_int_equal(iconv(from, &in, &left, &out, &space), 0);
    iconv_close(to);
    iconv_close(from);
    return shown;
}

/* The page's text after a document of these lines, each several times, was read. */
static const char *
read_lines(const char *first, const char *second, struct document *document)
{
    struct wire_document about = {
        .format = "pdf", .mime = "", .title = "", .author = ""
    };
    struct wire_line lines[MOST_LINES];
    struct wire_unit unit = { .number = 1, .label = "", .section = "", .anchor = "" };
    struct buf frames = BUF_INIT(1 << 20);
    memset(lines, 0, sizeof lines);
    for (size_t i = 0; i < TIMES; i++) {
        lines[2 * i].text = first;
        lines[2 * i + 1].text = second;
    }
    about.lang = unit.lang = "";
    unit.lines = lines;
    unit.line_count = MOST_LINES;
    wire_add_document(&frames, 0, &about);
    wire_add_unit(&frames, 0, &unit);
    document_read(document, arena_text(arena, frames.data, frames.length), frames.length,
                  arena);
    document_clean(document);
    buf_free(&frames);
    assert_int_equal(document->page_count, 1);
    return document->pages[0].text;
}

static void
check_line(const char *text, const char *line)
{
    if (strstr(text, line) == NULL)
        fail_msg("'%s' is not in '%s'", line, text);
}

struct sample {
    const char *code_page, *font, *text;
};

static const struct sample samples[] = {
    { "CP1251", "CP1252",
      "Первые годы жизни ребёнка важнее всех остальных, поэтому отцы и матери учатся" },
    { "CP1251", "MACINTOSH",
      "Мама и папа ходят на занятия вместе с детьми и делают дома то, чему научились" },
    { "CP1251", "CP1252",
      "Батьки і матері читають дітям щодня, і це змінює їхнє майбутнє життя" },
    { "CP1251", "CP1252",
      "Бащите участват в грижите за детето още от първия ден след раждането" },
    { "CP1251", "CP1252",
      "Очеви играју важну улогу у животу детета и треба да буду укључени у посете" },
    { "KOI8-R", "CP1252",
      "Отцы участвуют в уходе за новорождённым и помогают матери в первые недели" },
    { "CP1253", "CP1252",
      "Οι πατέρες συμμετέχουν στη φροντίδα του παιδιού από την πρώτη ημέρα" },
    { "CP1250", "CP1252",
      "Očevi uče kako će dječaci i djevojčice već od početka živjeti u povjerenju" },
    { "CP1250", "CP1252",
      "Otcové přicházejí na návštěvu společně s dětmi a učí se, jak říkat věci mírně" },
    { "CP1250", "CP1252",
      "Ojcowie uczą się, że każde dziecko potrzebuje bliskości, ciepła i życzliwości" },
    { "CP1250", "CP1252",
      "Az első évek a legfontosabbak: a szülők figyelő és türelmes szeretete segítő erő, "
      "amely felnőtt korban is megőrzi a gyűjtött élményeket" },
    { "CP1250", "CP1252",
      "Taţii participă la educaţia copiilor şi învaţă să îşi petreacă timpul împreună" },
    { "CP1254", "CP1252",
      "Babalar çocuğun ilk yıllarında önemli bir rol oynar ve annelerle işbirliği "
      "yapar" },
    { "CP1257", "CP1252",
      "Tēvi piedalās bērna audzināšanā no pirmās dienas, un ģimene kļūst ciešāka" },
    { "CP1257", "CP1252",
      "Tėčiai dalyvauja auginant vaikus ir mokosi būti švelnūs, kantrūs bei dėmesingi" },
};

static const char *
with_commas_below(const char *text)
{
    struct buf out = BUF_INIT(4096);
    for (size_t i = 0, length = strlen(text); i < length;) {
        uint32_t code;
        i += utf8_decode(text + i, length - i, &code);
        buf_add_code(&out, code == 0x163 ? 0x21B : code == 0x15F ? 0x219 : code);
    }
    text = arena_text(arena, out.data, out.length);
    buf_free(&out);
    return text;
}

static void
letters_of_old_fonts_are_put_right(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const struct sample *sample = &samples[i];
        struct document document;
        const char *shown = show_in(sample->text, sample->code_page, sample->font);
        const char *text = read_lines(shown, "pp. 12-14", &document);
        bool romanian = strstr(sample->text, "ţ") != NULL;
        check_line(text, romanian ? with_commas_below(sample->text) : sample->text);
        assert_string_not_equal(document.letters, "");
    }
}

static void
right_letters_stay(void **state)
{
    static const char *const others[] = {
        "Les pères participent dès la première année à l’éveil de l’enfant : où, à côté",
        "Feður eiga að taka þátt í uppeldi barna sinna frá fyrsta degi og það er þýðing",
        "Os pais não são visitas: a atenção à criança começa na gestação e não se repõe",
        "Fædre skal være med, når børnene øver sig, og så får alle råd til at være nære",
        "Isad võtavad lapse kasvatamisest osa juba esimesest päevast, öö läbi õues",
        "Les pares també hi són: l’atenció als infants comença amb la família, què és",
        "I padri partecipano più volentieri perché la città è vicina e così c’è tempo",
        "Các bậc cha mẹ hãy đọc sách cùng trẻ mỗi ngày, vì trẻ học qua lời nói",
    };
    struct document document;
    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        check_line(read_lines(others[i], "pp. 12-14", &document), others[i]);
        assert_string_equal(document.letters, "");
    }
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        check_line(read_lines(samples[i].text, "pp. 12-14", &document), samples[i].text);
        assert_string_equal(document.letters, "");
    }
}

static void
signs_stay_among_words_that_are_put_right(void **state)
{
    const char *shown = show_in("Площадь комнаты для занятий с детьми должна составлять",
                                "CP1251", "CP1252");
    struct document document;
    const char *text =
        read_lines(shown, "3 × 4 = 12 m² (№ 5), 20 °C, 1º, LATEX", &document);
    (void)state;
    check_line(text, "Площадь комнаты");
    check_line(text, "3 × 4 = 12 m² (№ 5), 20 °C, 1º, LATEX");
}

static void
a_hyphen_without_a_name_joins_a_word(void **state)
{
    char line[512];
    struct document document;
    (void)state;
    snprintf(line, sizeof line, "%s\xEF\xBF\xBD",
             show_in("Родители приходят на встречу, и ведущий рас", "CP1251", "CP1252"));
    check_line(
        read_lines(line, show_in("сказывает им о детях", "CP1251", "CP1252"), &document),
        "рас");
    assert_null(strstr(document.pages[0].text, "\xEF\xBF\xBD"));
}

static void
latin_letters_in_a_cyrillic_word_are_those_that_look_so(void **state)
{
    struct buf line = BUF_INIT(4096);
    struct document document;
    (void)state;
    for (const char *text =
             show_in("матері читають дітям, слів багато", "CP1251", "CP1252");
         *text != '\0';) {
        uint32_t code;
        text += utf8_decode(text, strlen(text), &code);
        buf_add_code(&line, code == 0xB3 ? 'i' : code);
    }
    check_line(read_lines(line.data, "pp. 12-14", &document),
               "матері читають дітям, слів багато");
    buf_free(&line);
}

static void
seven_bit_letters_are_put_right_and_addresses_stay(void **state)
{
    struct document document;
    const char *text = read_lines(
        "O~evi i majke u~e kako da budu}i da {to vi{e vremena provode sa decom, `ive "
        "slo`no i ose}aju se uva`eno, a me|usobno poverenje ra|a sna`nu vezu",
        "pi{ite na adresu pomoc@example.org ili do|ite u [abac, ^a~ak i ]upriju",
        &document);
    (void)state;
    check_line(text, "Očevi i majke uče kako da budući da što više");
    check_line(text,
               "pišite na adresu pomoc@example.org ili dođite u Šabac, Čačak i Ćupriju");
}

static void
a_program_among_croatian_words_stays(void **state)
{
    static const char line[] =
        "Očevi čitaju: a[i] = {b|c}; x^y ~user \\begin{djeca} `ls`";
    struct document document;
    (void)state;
    check_line(read_lines(line, line, &document), line);
}

static void
every_table_names_as_many_letters_as_it_means(void **state)
{
    const struct misreading *misreading;
    size_t count = 0;
    (void)state;
    for (; (misreading = misreading_at(count)) != NULL; count++) {
        assert_int_equal(utf8_count(misreading->seen, strlen(misreading->seen)),
                         utf8_count(misreading->meant, strlen(misreading->meant)));
        assert_true((misreading->frequent == NULL) == (misreading->languages != NULL));
    }
    assert_true(count > 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(letters_of_old_fonts_are_put_right, start,
                                        finish),
        cmocka_unit_test_setup_teardown(right_letters_stay, start, finish),
        cmocka_unit_test_setup_teardown(signs_stay_among_words_that_are_put_right, start,
                                        finish),
        cmocka_unit_test_setup_teardown(a_hyphen_without_a_name_joins_a_word, start,
                                        finish),
        cmocka_unit_test_setup_teardown(
            latin_letters_in_a_cyrillic_word_are_those_that_look_so, start, finish),
        cmocka_unit_test_setup_teardown(
            seven_bit_letters_are_put_right_and_addresses_stay, start, finish),
        cmocka_unit_test_setup_teardown(a_program_among_croatian_words_stays, start,
                                        finish),
        cmocka_unit_test(every_table_names_as_many_letters_as_it_means),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
