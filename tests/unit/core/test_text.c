/* What may be stored, its normal forms, and how it is laid out. */
#include "../unit.h"
#include "core/text.h"
#include <string.h>

static void refuses(const char *text, TextFaultKind kind, size_t offset) {
  TextFault fault = {0};
  assert_false(text_check(text, strlen(text), &fault));
  assert_int_equal(fault.kind, kind);
  assert_int_equal(fault.offset, offset);
}

static void accepts_prose_with_tabs_newlines_and_accents(void **state) {
  (void)state;
  const char *text = "Résumé\tof 日本語 — “quoted”\n";
  assert_true(text_check(text, strlen(text), NULL));
}

static void refuses_what_could_deceive_a_reader_or_a_terminal(void **state) {
  (void)state;
  refuses("ab\x1b[31m", TEXT_CONTROL, 2);
  refuses("a\x7f", TEXT_CONTROL, 1);
  refuses("a\xc2\x9b", TEXT_CONTROL, 1);
  refuses("abc\xe2\x80\xaegpj", TEXT_BIDI, 3);
  refuses("a\xe2\x81\xa6", TEXT_BIDI, 1);
  refuses("a\xe2\x80\x8b", TEXT_INVISIBLE, 1);
  refuses("\xf3\xa0\x81\x81", TEXT_INVISIBLE, 0);
  refuses("a\xef\xbf\xbe", TEXT_NONCHARACTER, 1);
  refuses("ok\xff", TEXT_NOT_UTF8, 2);
  refuses("\xed\xa0\x80", TEXT_NOT_UTF8, 0);
}

static void clean_writes_out_what_check_refuses(void **state) {
  (void)state;
  g_autofree char *clean = text_clean("a\x1b"
                                      "b\xe2\x80\xae"
                                      "c\xff",
                                      -1);
  assert_string_equal(clean, "a<U+001B>b<U+202E>c<0xFF>");
  assert_true(text_check(clean, strlen(clean), NULL));
}

static void marks_that_nobody_writes_are_told(void **state) {
  (void)state;
  g_autoptr(GString) text = g_string_new("a");
  assert_true(
      text_check_marks("Tie\xcc\x82\xcc\x81ng, \xe0\xbd\xa6\xe0\xbe\x92\xe0\xbe\xb2\xe0\xbd\xb4"));
  for (int i = 0; i < TEXT_SANE_MARKS; i++) g_string_append(text, "\xcc\x81");
  assert_true(text_check_marks(text->str));
  g_string_append(text, "\xcc\x81");
  assert_false(text_check_marks(text->str));
}

static void fold_makes_equal_what_reads_equal(void **state) {
  (void)state;
  g_autofree char *a = text_fold("  cafe\xcc\x81 \n\t au  lait ");
  g_autofree char *b = text_fold("caf\xc3\xa9 au lait");
  assert_string_equal(a, b);
}

static void paragraphs_fold_lines_and_keep_lists(void **state) {
  (void)state;
  g_autofree char *text = text_paragraphs("One\nline.\n\nTwo:\n- a\n- b\n    code\nend\n\n\n");
  assert_string_equal(text, "One line.\n\nTwo:\n- a\n- b\n    code\nend");
}

static void width_counts_cells_not_code_points(void **state) {
  (void)state;
  assert_int_equal(text_width("abc", -1), 3);
  assert_int_equal(text_width("日本", -1), 4);
  assert_int_equal(text_width("e\xcc\x81", -1), 1);
  assert_int_equal(text_width("日本", 3), 2);
}

static void shortening_keeps_whole_words(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int columns;
    const char *expected;
  } cases[] = {{"a district", 10, "a district"},
               {"a district", 9, "a…"},
               {"one two three", 9, "one two…"},
               {"one two three", 8, "one two…"},
               {"districts", 5, "dist…"},
               {"日本語", 4, "日…"},
               {"", 2, ""}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autofree char *got = text_shorten(cases[i].text, cases[i].columns);
    assert_string_equal(got, cases[i].expected);
  }
}

static void a_cluster_ends_where_it_ends_however_long(void **state) {
  (void)state;
  int width = 0;
  for (int marks = 0; marks < 200; marks++) {
    g_autoptr(GString) text = g_string_new(marks % 2 == 0 ? "z" : "日");
    gsize base = text->len;
    for (int i = 0; i < marks; i++) g_string_append(text, "\xcc\x81");
    g_string_append(text, "日本");
    assert_int_equal(text_cluster(text->str, &width), base + 2 * (gsize)marks);
    assert_int_equal(width, marks % 2 == 0 ? 1 : 2);
  }
}

static void words_are_what_has_a_letter_or_a_digit(void **state) {
  (void)state;
  static const struct {
    const char *text;
    int words;
  } rows[] = {{"", 0},          {" – … (!) ", 0},  {"one", 1},        {"one, two", 2},
              {"don't 3.5", 2}, {"well-known", 2}, {"e\xcc\x81t", 1}, {"日本", 2}};
  for (gsize i = 0; i < G_N_ELEMENTS(rows); i++)
    assert_int_equal(text_words(rows[i].text, strlen(rows[i].text)), rows[i].words);
  assert_int_equal(text_words("one two", 3), 1);
}

static void fit_never_splits_a_cluster(void **state) {
  (void)state;
  int used = 0;
  assert_int_equal(text_fit("日本語", 3, &used), 3);
  assert_int_equal(used, 2);
  assert_int_equal(text_fit("e\xcc\x81x", 1, &used), 3);
}

static char *wrapped(const char *text, int columns) {
  GArray *lines = text_wrap(text, columns);
  GString *out = g_string_new(NULL);
  for (guint i = 0; i < lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    g_string_append_printf(out, "%s%.*s", i > 0 ? "|" : "", (int)line->length, text + line->offset);
    assert_true(line->width <= columns || line->length <= 4);
    assert_int_equal(line->width, text_width(text + line->offset, (gssize)line->length));
  }
  g_array_unref(lines);
  return g_string_free(out, FALSE);
}

static void wraps_at_words_and_keeps_newlines(void **state) {
  (void)state;
  g_autofree char *a = wrapped("the quick brown fox", 10);
  assert_string_equal(a, "the quick|brown fox");
  g_autofree char *b = wrapped("one\n\ntwo", 10);
  assert_string_equal(b, "one||two");
  g_autofree char *c = wrapped("", 10);
  assert_string_equal(c, "");
}

static void cuts_a_word_wider_than_the_line(void **state) {
  (void)state;
  g_autofree char *a = wrapped("abcdefghij", 4);
  assert_string_equal(a, "abcd|efgh|ij");
  g_autofree char *b = wrapped("日本語", 1);
  assert_string_equal(b, "日|本|語");
  g_autofree char *c = wrapped("日\n本 \n\n語\n", 1);
  assert_string_equal(c, "日|本||語");
}

static void a_blank_that_is_part_of_a_cluster_stays(void **state) {
  (void)state;
  g_autofree char *a = wrapped("ab  \xcc\x81 cd", 3);
  assert_string_equal(a, "ab| \xcc\x81|cd");
  g_autofree char *b = wrapped("ab \xd8\x80  cd", 4);
  assert_string_equal(b, "ab \xd8\x80 |cd");
}

static void wrapping_loses_nothing_but_white_space(void **state) {
  (void)state;
  GRand *rand = g_rand_new_with_seed(7);
  static const char *const pieces[] = {"a", "word", " ", "  ", "\n", "日", "e\xcc\x81", "-", "(x)"};
  for (int round = 0; round < 500; round++) {
    g_autoptr(GString) text = g_string_new(NULL);
    for (int i = g_rand_int_range(rand, 0, 30); i > 0; i--)
      g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
    GArray *lines = text_wrap(text->str, g_rand_int_range(rand, 1, 20));
    g_autoptr(GString) kept = g_string_new(NULL);
    for (guint i = 0; i < lines->len; i++) {
      const TextLine *line = &g_array_index(lines, TextLine, i);
      g_string_append_len(kept, text->str + line->offset, (gssize)line->length);
      assert_int_equal(line->width, text_width(text->str + line->offset, (gssize)line->length));
    }
    g_array_unref(lines);
    for (gsize at = 0; at < text->len; at++)
      if (strchr(" \n", text->str[at]) != NULL) g_string_erase(text, (gssize)at--, 1);
    for (gsize at = 0; at < kept->len; at++)
      if (strchr(" \n", kept->str[at]) != NULL) g_string_erase(kept, (gssize)at--, 1);
    assert_string_equal(kept->str, text->str);
  }
  g_rand_free(rand);
}

static void ascii_is_readable_and_ascii(void **state) {
  (void)state;
  g_autofree char *ascii = text_ascii("“Café” – 3 ≤ 4 …");
  assert_string_equal(ascii, "\"Cafe\" - 3 <= 4 ...");
  g_autofree char *other = text_ascii("日");
  assert_string_equal(other, "?");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(accepts_prose_with_tabs_newlines_and_accents),
      cmocka_unit_test(refuses_what_could_deceive_a_reader_or_a_terminal),
      cmocka_unit_test(clean_writes_out_what_check_refuses),
      cmocka_unit_test(marks_that_nobody_writes_are_told),
      cmocka_unit_test(fold_makes_equal_what_reads_equal),
      cmocka_unit_test(paragraphs_fold_lines_and_keep_lists),
      cmocka_unit_test(width_counts_cells_not_code_points),
      cmocka_unit_test(shortening_keeps_whole_words),
      cmocka_unit_test(a_cluster_ends_where_it_ends_however_long),
      cmocka_unit_test(words_are_what_has_a_letter_or_a_digit),
      cmocka_unit_test(fit_never_splits_a_cluster),
      cmocka_unit_test(wraps_at_words_and_keeps_newlines),
      cmocka_unit_test(cuts_a_word_wider_than_the_line),
      cmocka_unit_test(a_blank_that_is_part_of_a_cluster_stays),
      cmocka_unit_test(wrapping_loses_nothing_but_white_space),
      cmocka_unit_test(ascii_is_readable_and_ascii),
  };
  return UNIT_RUN(tests);
}
