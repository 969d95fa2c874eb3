/* What screens are made of: title, footer, frame, card, text field and scrolled page. */
#include "../unit.h"
#include "core/text.h"
#include "tui/chrome.h"
#include "tui/field.h"
#include "tui/page.h"
#include "tui/term.h"
#include <string.h>

static const Action ACTIONS[] = {ACTION_ACCEPT, ACTION_FLAG, ACTION_WHY, ACTION_NONE};
static const KeyContext CONTEXT = {"test", ACTIONS, false};
static const FooterHint HINTS[] = {{ACTION_ACCEPT, "next"},
                                   {ACTION_FLAG, "flag"},
                                   {ACTION_UP, "not on this screen"},
                                   {ACTION_WHY, "why"},
                                   {ACTION_NONE, NULL}};

static char *row_of(const Canvas *canvas, int row) {
  g_autofree char *dump = canvas_dump(canvas, false);
  g_auto(GStrv) lines = g_strsplit(dump, "\n", -1);
  return g_strdup(lines[row]);
}

/* -- chrome ---------------------------------------------------------------------------------- */

static void footer_is(int cols, const char *expected) {
  g_autoptr(Canvas) canvas = canvas_new(1, cols, false);
  Keymap *keymap = keymap_new();
  chrome_footer(canvas, keymap, &CONTEXT, HINTS);
  g_autofree char *row = row_of(canvas, 0);
  keymap_free(keymap);
  assert_string_equal(row, expected);
}

static void the_footer_drops_hints_from_the_right_and_help_last(void **state) {
  (void)state;
  footer_is(80, " Enter next  f flag  z why  ? help");
  footer_is(34, " Enter next  f flag  ? help");
  footer_is(20, " Enter next  ? help");
  footer_is(12, " ? help");
  footer_is(7, " ? help");
  footer_is(2, " ?");
  footer_is(1, "");
}

static void the_footer_does_without_hints(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(1, 20, false);
  Keymap *keymap = keymap_new();
  chrome_footer(canvas, keymap, &CONTEXT, NULL);
  g_autofree char *row = row_of(canvas, 0);
  keymap_free(keymap);
  assert_string_equal(row, " ? help");
}

static void the_title_cuts_its_left_first(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(1, 24, false);
  chrome_title(canvas, "A rather long title of mine", "7 of 25");
  g_autofree char *row = row_of(canvas, 0);
  assert_true(g_str_has_suffix(row, "7 of 25"));
  assert_true(g_str_has_prefix(row, " A rather l"));
  assert_int_equal(text_width(row, -1), 23);
}

static void a_frame_empties_what_it_covers(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(3, 8, false);
  for (int row = 0; row < 3; row++) canvas_text(canvas, row, 0, 8, ROLE_NORMAL, "xxxxxxxx");
  chrome_frame(canvas, 0, 0, 3, 8, "T");
  g_autofree char *dump = canvas_dump(canvas, false);
  assert_string_equal(dump, "┌─ T ──┐\n│      │\n└──────┘\n");
  chrome_frame(canvas, 0, 0, 12, 40, "larger than the screen");
  chrome_frame(canvas, 0, 0, 1, 1, "smaller than itself");
}

static void everything_survives_one_cell(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(1, 1, false);
  Keymap *keymap = keymap_new();
  chrome_title(canvas, "left", "right");
  chrome_footer(canvas, keymap, &CONTEXT, HINTS);
  chrome_frame(canvas, 0, 0, 1, 1, "title");
  chrome_too_small(canvas, 8, 30);
  keymap_free(keymap);
}

/* -- field ----------------------------------------------------------------------------------- */

static void type(Field *field, const char *text) {
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p))
    assert_true(field_key(field, (int)g_utf8_get_char(p)));
}

static void letters_and_their_marks_go_together(void **state) {
  (void)state;
  Field field;
  field_init(&field, "");
  type(&field, "ae\xcc\x81日");
  field_key(&field, KEYCODE_LEFT);
  assert_int_equal(field.cursor, 4);
  field_key(&field, KEYCODE_LEFT);
  assert_int_equal(field.cursor, 1);
  field_key(&field, KEYCODE_DELETE);
  assert_string_equal(field.text->str, "a日");
  field_key(&field, KEYCODE_END);
  field_key(&field, KEYCODE_BACKSPACE);
  assert_string_equal(field.text->str, "a");
  field_finish(&field);
}

static void the_ends_are_ends(void **state) {
  (void)state;
  Field field;
  field_init(&field, "ab");
  field_key(&field, KEYCODE_RIGHT);
  field_key(&field, KEYCODE_DELETE);
  field_key(&field, KEYCODE_HOME);
  field_key(&field, KEYCODE_LEFT);
  field_key(&field, KEYCODE_BACKSPACE);
  assert_string_equal(field.text->str, "ab");
  type(&field, "x");
  assert_string_equal(field.text->str, "xab");
  field_finish(&field);
}

static void a_paste_becomes_one_line_of_what_can_be_stored(void **state) {
  (void)state;
  Field field;
  field_init(&field, "[]");
  field_key(&field, KEYCODE_LEFT);
  field_insert(&field, "one\ntwo\tthree\xe2\x80\xae.");
  assert_string_equal(field.text->str, "[one two three.]");
  field_finish(&field);
}

static void it_takes_no_more_than_its_bytes(void **state) {
  (void)state;
  Field field;
  field_init(&field, "");
  for (int i = 0; i < FIELD_MAX_BYTES; i++) field_insert(&field, "日");
  assert_true(field.text->len <= FIELD_MAX_BYTES);
  assert_true(field.text->len > FIELD_MAX_BYTES - 3);
  assert_true(g_utf8_validate(field.text->str, -1, NULL));
  field_finish(&field);
}

static void keys_it_has_no_use_for_go_on(void **state) {
  (void)state;
  Field field;
  field_init(&field, "");
  assert_false(field_key(&field, KEYCODE_ENTER));
  assert_false(field_key(&field, KEYCODE_ESCAPE));
  assert_false(field_key(&field, KEYCODE_UP));
  assert_false(field_key(&field, KEYCODE_CTRL('c')));
  assert_string_equal(field.text->str, "");
  field_finish(&field);
}

static void the_cursor_stays_in_sight_of_a_long_text(void **state) {
  (void)state;
  g_autoptr(Canvas) canvas = canvas_new(1, 10, false);
  Field field;
  field_init(&field, "0123456789日本語");
  for (int i = 0; i < 14; i++) {
    canvas_clear(canvas);
    field_draw(&field, canvas, 0, 2, 6);
    assert_true(canvas->cursor_col >= 2 && canvas->cursor_col < 8);
    field_key(&field, KEYCODE_LEFT);
  }
  g_autofree char *row = row_of(canvas, 0);
  assert_string_equal(row, "  012345");
  field_finish(&field);
}

/* -- page ------------------------------------------------------------------------------------ */

static Page *ten_rows(void) {
  Page *page = page_new(8);
  for (int i = 0; i < 10; i++) {
    page_mark(page, i);
    page_addf(page, ROLE_NORMAL, 0, 0, "row %d", i);
  }
  return page;
}

static void text_wraps_with_its_indents(void **state) {
  (void)state;
  g_autoptr(Page) page = page_new(12);
  g_autoptr(Canvas) canvas = canvas_new(4, 14, false);
  page_add(page, ROLE_NORMAL, 1, 3, "a  one two three\nfour");
  page_draw(page, canvas, 0, 0, 4, 0, -1);
  g_autofree char *dump = canvas_dump(canvas, false);
  assert_string_equal(dump, " a  one two\n   three\n   four\n\n");
}

static void scrolling_keeps_the_focus_in_sight(void **state) {
  (void)state;
  g_autoptr(Page) page = ten_rows();
  assert_int_equal(page_scroll_to(page, 0, 4, 3), 0);
  assert_int_equal(page_scroll_to(page, 5, 4, 3), 3);
  assert_int_equal(page_scroll_to(page, 9, 4, 0), 6);
  assert_int_equal(page_scroll_to(page, 77, 4, 99), 6);
  assert_int_equal(page_clamp(page, 4, -5), 0);
  assert_int_equal(page_clamp(page, 20, 3), 0);
}

static void says_where_more_is_hidden(void **state) {
  (void)state;
  g_autoptr(Page) page = ten_rows();
  g_autoptr(Canvas) canvas = canvas_new(3, 10, false);
  page_draw(page, canvas, 0, 0, 3, 2, 3);
  g_autofree char *dump = canvas_dump(canvas, true);
  assert_non_null(strstr(dump, "row 2   ▲\nrow 3\nrow 4   ▼\n"));
  assert_non_null(strstr(dump, "\nFFFFFFFF\n"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_footer_drops_hints_from_the_right_and_help_last),
      cmocka_unit_test(the_footer_does_without_hints),
      cmocka_unit_test(the_title_cuts_its_left_first),
      cmocka_unit_test(a_frame_empties_what_it_covers),
      cmocka_unit_test(everything_survives_one_cell),
      cmocka_unit_test(letters_and_their_marks_go_together),
      cmocka_unit_test(the_ends_are_ends),
      cmocka_unit_test(a_paste_becomes_one_line_of_what_can_be_stored),
      cmocka_unit_test(it_takes_no_more_than_its_bytes),
      cmocka_unit_test(keys_it_has_no_use_for_go_on),
      cmocka_unit_test(the_cursor_stays_in_sight_of_a_long_text),
      cmocka_unit_test(text_wraps_with_its_indents),
      cmocka_unit_test(scrolling_keeps_the_focus_in_sight),
      cmocka_unit_test(says_where_more_is_hidden),
  };
  return UNIT_RUN(tests);
}
