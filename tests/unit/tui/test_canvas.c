/* Cells, clusters and roles: what reaches the grid and what stays out of it. */
#include "../unit.h"
#include "tui/canvas.h"
#include <string.h>

static void shows(const Canvas *canvas, bool roles, const char *expected) {
  g_autofree char *dump = canvas_dump(canvas, roles);
  assert_string_equal(dump, expected);
}

static void starts_blank_and_without_a_cursor(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(2, 3, false);
  shows(canvas, true, "\n\n-- roles, cursor -1,-1\n\n\n");
  assert_int_equal(canvas_at(canvas, 1, 2)->width, 1);
}

static void drops_what_lies_outside(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(2, 4, false);
  assert_int_equal(canvas_text(canvas, 0, -2, 6, ROLE_NORMAL, "abcdef"), 6);
  canvas_text(canvas, -1, 0, 4, ROLE_NORMAL, "over");
  canvas_text(canvas, 2, 0, 4, ROLE_NORMAL, "under");
  canvas_fill(canvas, 1, -5, 50, ROLE_FIELD);
  canvas_role(canvas, 7, 0, 4, ROLE_FOCUS);
  canvas_bar(canvas, 9, 9, 9, ROLE_BAR, ROLE_BAR_REST, 1);
  canvas_cursor(canvas, 2, 0);
  canvas_cursor(canvas, 0, 4);
  shows(canvas, true, "cdef\n\n-- roles, cursor -1,-1\n....\nEEEE\n");
}

static void no_size_is_too_small(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(0, -3, false);
  canvas_text(canvas, 0, 0, 9, ROLE_NORMAL, "日本");
  canvas_text(canvas, 0, 0, 0, ROLE_NORMAL, "x");
  canvas_text(canvas, 0, 0, -5, ROLE_NORMAL, "x");
  shows(canvas, false, "\n");
}

static void cuts_long_text_with_an_ellipsis_and_a_span_without(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(4, 8, false);
  assert_int_equal(canvas_text(canvas, 0, 0, 5, ROLE_NORMAL, "abcdef"), 5);
  assert_int_equal(canvas_text(canvas, 1, 0, 6, ROLE_NORMAL, "abcdef"), 6);
  assert_int_equal(canvas_span(canvas, 2, 0, 5, ROLE_NORMAL, "abcdef", 6), 5);
  assert_int_equal(canvas_span(canvas, 3, 0, 8, ROLE_NORMAL, "abcdef", 2), 2);
  shows(canvas, false, "abcd…\nabcdef\nabcde\nab\n");
}

static void a_wide_character_is_never_cut_in_half(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(2, 5, false);
  assert_int_equal(canvas_text(canvas, 0, 0, 4, ROLE_NORMAL, "a日本語"), 4);
  assert_int_equal(canvas_span(canvas, 1, 0, 4, ROLE_NORMAL, "a日本", strlen("a日本")), 3);
  shows(canvas, false, "a日…\na日\n");
  assert_int_equal(canvas_at(canvas, 0, 1)->width, 2);
  assert_int_equal(canvas_at(canvas, 0, 2)->width, 0);
}

static void half_of_a_wide_character_leaves_a_blank_in_its_role(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(3, 4, false);
  for (int row = 0; row < 3; row++) canvas_text(canvas, row, 0, 4, ROLE_FOCUS, "日本");
  canvas_text(canvas, 0, 1, 1, ROLE_KEY, "x");
  canvas_text(canvas, 1, 2, 1, ROLE_KEY, "x");
  canvas_text(canvas, 2, 1, 2, ROLE_KEY, "語");
  shows(canvas, true, " x本\n日x\n 語\n-- roles, cursor -1,-1\nFKFF\nFFKF\nFKKF\n");
}

static void marks_stay_with_their_letter_and_at_most_four_of_them(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(1, 4, false);
  GString *text = g_string_new("z");
  for (int i = 0; i < 9; i++) g_string_append(text, "\xcc\x81");
  g_string_append(text, "y");
  assert_int_equal(canvas_text(canvas, 0, 0, 4, ROLE_NORMAL, text->str), 2);
  g_string_free(text, TRUE);
  assert_string_equal(canvas_at(canvas, 0, 0)->text, "z\xcc\x81\xcc\x81\xcc\x81\xcc\x81");
  assert_string_equal(canvas_at(canvas, 0, 1)->text, "y");
}

static void what_could_deceive_is_written_out(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(2, 24, false);
  canvas_text(canvas, 0, 0, 24, ROLE_NORMAL,
              "a\x1b[2J\xe2\x80\xae"
              "b\xff");
  canvas_text(canvas, 1, 0, 24, ROLE_NORMAL, "tab\there\nline");
  shows(canvas, false, "a<U+001B>[2J<U+202E>b<0…\ntab here line\n");
}

static void speaks_ascii_where_it_must(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(3, 12, true);
  canvas_text(canvas, 0, 0, 12, ROLE_NORMAL, "“naïve” 日");
  canvas_text(canvas, 1, 0, 4, ROLE_NORMAL, "abcdef");
  canvas_bar(canvas, 2, 0, 8, ROLE_BAR, ROLE_BAR_REST, .5);
  shows(canvas, false, "\"naive\" ?\nabc.\n####....\n");
  for (int i = 0; i < canvas->rows * canvas->cols; i++)
    assert_true((unsigned char)canvas->cells[i].text[0] < 0x80);
}

static void a_bar_grows_by_eighths(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(5, 4, false);
  static const double filled[] = {-1, 0.03125, .5, .90625, 7};
  for (int row = 0; row < 5; row++)
    canvas_bar(canvas, row, 0, 4, ROLE_BAR, ROLE_BAR_REST, filled[row]);
  shows(canvas, true,
        "····\n▏···\n██··\n███▋\n████\n-- roles, cursor -1,-1\nbbbb\nBbbb\nBBbb\nBBBB\nBBBB\n");
}

static void a_new_size_starts_anew(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(3, 3, false);
  canvas_text(canvas, 0, 0, 3, ROLE_NORMAL, "abc");
  canvas_cursor(canvas, 0, 1);
  canvas_resize(canvas, 1, 5);
  shows(canvas, true, "\n-- roles, cursor -1,-1\n\n");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(starts_blank_and_without_a_cursor),
      cmocka_unit_test(drops_what_lies_outside),
      cmocka_unit_test(no_size_is_too_small),
      cmocka_unit_test(cuts_long_text_with_an_ellipsis_and_a_span_without),
      cmocka_unit_test(a_wide_character_is_never_cut_in_half),
      cmocka_unit_test(half_of_a_wide_character_leaves_a_blank_in_its_role),
      cmocka_unit_test(marks_stay_with_their_letter_and_at_most_four_of_them),
      cmocka_unit_test(what_could_deceive_is_written_out),
      cmocka_unit_test(speaks_ascii_where_it_must),
      cmocka_unit_test(a_bar_grows_by_eighths),
      cmocka_unit_test(a_new_size_starts_anew),
  };
  return UNIT_RUN(tests);
}
