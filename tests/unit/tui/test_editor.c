/* A text being written: what keys do to it, what is undone, what is shown, and that whatever
 * keys and pastes come, the text stays storable and the cursor in sight between clusters. */
#include "../unit.h"
#include "core/text.h"
#include "tui/editor.h"
#include "tui/edits.h"
#include "tui/term.h"
#include <string.h>

static void type(Editor *editor, const char *text) {
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    int key = *p == '\n' ? KEYCODE_ENTER : (int)g_utf8_get_char(p);
    assert_true(editor_key(editor, key));
  }
}

static void press(Editor *editor, int key, int times) {
  for (int i = 0; i < times; i++) assert_true(editor_key(editor, key));
}

/* The text with '|' where the cursor stands. */
static void stands(Editor *editor, const char *expected) {
  g_autoptr(GString) text = g_string_new(editor_text(editor));
  g_string_insert_c(text, (gssize)editor_cursor(editor), '|');
  assert_string_equal(text->str, expected);
}

static void shows(Editor *editor, int rows, int cols, const char *expected) {
  g_autoptr(Canvas) canvas = canvas_new(rows, cols, false);
  editor_draw(editor, canvas, 0, 0);
  g_autofree char *dump = canvas_dump(canvas, false);
  g_autofree char *all = g_strdup_printf("%s%d,%d", dump, canvas->cursor_row, canvas->cursor_col);
  assert_string_equal(all, expected);
}

/* -- typing and deleting ----------------------------------------------------------------------- */

static void a_text_opens_clean_with_the_cursor_at_its_end(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one\r\ntwo\te\xcc\x81\xe2\x80\xae\xff.");
  stands(editor, "one\ntwo é.|");
  assert_int_equal(editor_revision(editor), 0);
  assert_false(editor_undo(editor));
}

static void keys_write_where_the_cursor_stands(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("");
  type(editor, "ac\n日");
  press(editor, KEYCODE_LEFT, 3);
  type(editor, "b");
  stands(editor, "ab|c\n日");
  press(editor, KEYCODE_RIGHT, 9);
  stands(editor, "abc\n日|");
  press(editor, KEYCODE_LEFT, 9);
  stands(editor, "|abc\n日");
}

static void a_mark_joins_the_letter_before_it(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("");
  type(editor, "e\xcc\x81x");
  stands(editor, "éx|");
  press(editor, KEYCODE_LEFT, 1);
  type(editor, "\xcc\xa3");
  stands(editor, "ẹ́|x");
  press(editor, KEYCODE_BACKSPACE, 1);
  stands(editor, "|x");
}

static void whole_clusters_are_deleted_on_both_sides(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("q\xcc\x81日👍🏽x");
  press(editor, KEYCODE_LEFT, 2);
  press(editor, KEYCODE_BACKSPACE, 1);
  stands(editor, "q\xcc\x81|👍🏽x");
  press(editor, KEYCODE_DELETE, 1);
  stands(editor, "q\xcc\x81|x");
  press(editor, KEYCODE_DELETE, 2);
  press(editor, KEYCODE_BACKSPACE, 2);
  stands(editor, "|");
}

static void a_line_break_goes_like_a_letter(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one\ntwo\nthree");
  press(editor, KEYCODE_CTRL('a'), 1);
  press(editor, KEYCODE_BACKSPACE, 1);
  stands(editor, "one\ntwo|three");
  press(editor, KEYCODE_UP, 1);
  press(editor, KEYCODE_DELETE, 1);
  stands(editor, "one|twothree");
}

static void a_mark_that_finds_a_letter_joins_it(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("e\n\xcc\x81x");
  press(editor, KEYCODE_HOME, 1);
  press(editor, KEYCODE_BACKSPACE, 1);
  stands(editor, "é|x");
  assert_true(editor_undo(editor));
  stands(editor, "e\n|\xcc\x81x");
}

static void words_and_lines_go_at_once(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one  two, \nthree four");
  press(editor, KEYCODE_LEFT, 2);
  press(editor, KEYCODE_CTRL('w'), 1);
  stands(editor, "one  two, \nthree |ur");
  press(editor, KEYCODE_CTRL('k'), 1);
  stands(editor, "one  two, \nthree |");
  press(editor, KEYCODE_CTRL('u'), 1);
  stands(editor, "one  two, \n|");
  press(editor, KEYCODE_CTRL('w'), 2);
  stands(editor, "one  |");
  press(editor, KEYCODE_CTRL('w'), 2);
  stands(editor, "|");
}

static void line_keys_take_the_break_where_nothing_else_is_left(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one\ntwo");
  press(editor, KEYCODE_UP, 1);
  press(editor, KEYCODE_CTRL('k'), 1);
  stands(editor, "one|two");
  type(editor, "\n");
  press(editor, KEYCODE_CTRL('u'), 1);
  stands(editor, "one|two");
  press(editor, KEYCODE_CTRL('k'), 2);
  press(editor, KEYCODE_CTRL('u'), 2);
  stands(editor, "|");
}

static void what_cannot_be_stored_is_swallowed(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("a");
  press(editor, 0x200d, 1);
  press(editor, 0x202e, 1);
  press(editor, 0x9b, 1);
  press(editor, 0xfffe, 1);
  press(editor, 0xd800, 1);
  stands(editor, "a|");
  assert_int_equal(editor_revision(editor), 0);
}

static void keys_without_use_go_on_to_others(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("a");
  static const int keys[] = {KEYCODE_ESCAPE, KEYCODE_TAB, KEYCODE_BACK_TAB,  KEYCODE_F1,
                             0x7f,           0,           KEYCODE_CTRL('c'), KEYCODE_CTRL('z')};
  for (gsize i = 0; i < G_N_ELEMENTS(keys); i++) assert_false(editor_key(editor, keys[i]));
  stands(editor, "a|");
}

/* -- pastes ------------------------------------------------------------------------------------ */

static void a_paste_keeps_its_paragraphs_and_loses_what_cannot_be_stored(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("[]");
  press(editor, KEYCODE_LEFT, 1);
  assert_true(editor_insert(editor, "one\r\ntwo\rthree\n\tf\xe2\x80\xaeour\x1b\xff e\xcc\x81"));
  stands(editor, "[one\ntwo\nthree\n four é|]");
  uint64_t revision = editor_revision(editor);
  assert_true(editor_insert(editor, "\xe2\x80\x8d"));
  assert_int_equal(editor_revision(editor), revision);
}

static void a_text_too_long_is_refused_whole(void **state) {
  (void)state;
  g_autofree char *full = g_strnfill(EDITOR_MAX_BYTES, 'x');
  g_autofree char *more = g_strnfill(EDITOR_OPEN_BYTES + 1, 'x');
  assert_null(editor_new(more));
  g_autoptr(Editor) editor = editor_new(full + 2);
  assert_false(editor_insert(editor, "abc"));
  assert_int_equal(editor_revision(editor), 0);
  assert_true(editor_insert(editor, "ab"));
  press(editor, 'y', 1);
  press(editor, KEYCODE_ENTER, 1);
  assert_int_equal(strlen(editor_text(editor)), EDITOR_MAX_BYTES);
  assert_int_equal(editor_revision(editor), 1);
}

/* From before the limit was so low: it can be read and cut. */
static void a_text_over_the_limit_only_gets_shorter(void **state) {
  (void)state;
  g_autofree char *more = g_strnfill(EDITOR_MAX_BYTES + 10, 'x');
  g_autoptr(Editor) editor = editor_new(more);
  assert_false(editor_insert(editor, "a"));
  press(editor, KEYCODE_BACKSPACE, 2);
  assert_int_equal(strlen(editor_text(editor)), EDITOR_MAX_BYTES + 8);
}

static void line_breaks_up_to_the_limit_are_a_text(void **state) {
  (void)state;
  g_autofree char *breaks = g_strnfill(EDITOR_MAX_BYTES - 1, '\n');
  g_autoptr(Editor) editor = editor_new("");
  assert_true(editor_insert(editor, breaks));
  assert_int_equal(editor_lines(editor), EDITOR_MAX_BYTES);
  type(editor, "x");
  assert_int_equal(editor_line(editor), EDITOR_MAX_BYTES - 1);
  while (editor_undo(editor)) continue;
  stands(editor, "|");
}

/* -- undo -------------------------------------------------------------------------------------- */

static void typing_in_one_go_is_undone_in_one_go(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("");
  type(editor, "cafe\xcc\x81 au");
  assert_true(editor_undo(editor));
  stands(editor, "|");
  assert_false(editor_undo(editor));
  assert_true(editor_redo(editor));
  stands(editor, "café au|");
  assert_false(editor_redo(editor));
}

static void undo_stops_where_something_else_was_done(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("");
  type(editor, "one\ntwo");
  editor_insert(editor, "PASTE");
  type(editor, "three");
  press(editor, KEYCODE_BACKSPACE, 2);
  type(editor, "x");
  press(editor, KEYCODE_LEFT, 1);
  type(editor, "yz");
  press(editor, KEYCODE_CTRL('w'), 1);
  static const char *const before[] = {"one\ntwoPASTEthryz|x",
                                       "one\ntwoPASTEthr|x",
                                       "one\ntwoPASTEthr|",
                                       "one\ntwoPASTEthree|",
                                       "one\ntwoPASTE|",
                                       "one\ntwo|",
                                       "one|",
                                       "|"};
  for (gsize i = 0; i < G_N_ELEMENTS(before); i++) {
    assert_true(editor_undo(editor));
    stands(editor, before[i]);
  }
  assert_false(editor_undo(editor));
  assert_true(editor_redo(editor));
  stands(editor, "one|");
}

static void typing_after_a_character_that_was_refused_stays_its_own_group(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("");
  type(editor, "one");
  press(editor, KEYCODE_HOME, 1);
  press(editor, 0x200d, 1);
  type(editor, "two");
  editor_undo(editor);
  stands(editor, "|one");
}

static void deleting_in_one_go_is_undone_in_one_go(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one\ntwo\nthree");
  press(editor, KEYCODE_UP, 1);
  press(editor, KEYCODE_BACKSPACE, 4);
  press(editor, KEYCODE_DELETE, 3);
  stands(editor, "one|ree");
  editor_undo(editor);
  stands(editor, "one\ntwo|\nthree");
  editor_redo(editor);
  stands(editor, "one|ree");
}

static void what_was_undone_is_forgotten_with_the_next_change(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("");
  type(editor, "one");
  editor_undo(editor);
  type(editor, "two");
  assert_false(editor_redo(editor));
  stands(editor, "two|");
}

static void every_change_counts_in_the_revision(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("ab");
  uint64_t last = editor_revision(editor);
  press(editor, KEYCODE_DELETE, 1);
  press(editor, KEYCODE_LEFT, 1);
  assert_int_equal(editor_revision(editor), last);
  type(editor, "c");
  assert_true(editor_revision(editor) > last);
  last = editor_revision(editor);
  editor_undo(editor);
  assert_true(editor_revision(editor) > last);
  last = editor_revision(editor);
  editor_redo(editor);
  assert_true(editor_revision(editor) > last);
}

/* Typed by turns with a move, so that every letter is a group; returns the groups that are kept. */
static int groups_kept(gsize cap, int groups, gsize *bytes) {
  g_autoptr(Prose) prose = prose_new();
  g_autoptr(Edits) edits = edits_new(cap);
  Place at = {0, 0}, cursor = {0, 0};
  for (int i = 0; i < groups; i++) {
    Place end = prose_splice(prose, at, at, "x");
    edits_add(edits, at, "", "x", at, end, false);
    assert_true(edits_bytes(edits) <= MAX(cap, 1000));
    at = end;
  }
  *bytes = edits_bytes(edits);
  int kept = 0;
  while (edits_undo(edits, prose, &cursor)) kept++;
  assert_int_equal(prose_bytes(prose), groups - kept);
  return kept;
}

static void memory_for_undo_is_capped_and_the_oldest_goes(void **state) {
  (void)state;
  gsize bytes = 0;
  assert_int_equal(groups_kept(1000000, 100, &bytes), 100);
  int kept = groups_kept(bytes / 2, 100, &bytes);
  assert_in_range(kept, 40, 50);
  assert_int_equal(groups_kept(1, 100, &bytes), 1);
}

static void a_run_of_typing_costs_its_bytes(void **state) {
  (void)state;
  g_autoptr(Edits) edits = edits_new(EDITOR_UNDO_BYTES);
  for (gsize i = 0; i < 10000; i++)
    edits_add(edits, (Place){0, i}, "", "x", (Place){0, i}, (Place){0, i + 1}, i > 0);
  assert_true(edits_bytes(edits) < 20000);
}

/* -- moving and lines -------------------------------------------------------------------------- */

static void home_and_end_go_by_the_line_as_wrapped(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one two three four\nfive");
  editor_resize(editor, 5, 9);
  press(editor, KEYCODE_UP, 2);
  stands(editor, "one two thre|e four\nfive");
  press(editor, KEYCODE_HOME, 1);
  stands(editor, "one two |three four\nfive");
  press(editor, KEYCODE_UP, 1);
  press(editor, KEYCODE_END, 2);
  stands(editor, "one two| three four\nfive");
  press(editor, KEYCODE_CTRL('e'), 1);
  stands(editor, "one two three four|\nfive");
  press(editor, KEYCODE_CTRL('a'), 1);
  stands(editor, "|one two three four\nfive");
}

static void the_end_of_a_cut_word_stays_on_its_line(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("abcdefgh");
  editor_resize(editor, 3, 5);
  press(editor, KEYCODE_CTRL('a'), 1);
  press(editor, KEYCODE_END, 2);
  stands(editor, "abcd|efgh");
  assert_int_equal(editor_line(editor), 0);
  shows(editor, 3, 5, "abcd\nefgh\n\n0,4");
  press(editor, KEYCODE_RIGHT, 1);
  press(editor, KEYCODE_LEFT, 1);
  assert_int_equal(editor_line(editor), 1);
  shows(editor, 3, 5, "abcd\nefgh\n\n1,0");
}

static void up_and_down_keep_the_column(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("abcdef\nx\n日本語文\nend");
  editor_resize(editor, 9, 20);
  press(editor, KEYCODE_CTRL('a'), 1);
  press(editor, KEYCODE_UP, 9);
  press(editor, KEYCODE_RIGHT, 5);
  press(editor, KEYCODE_DOWN, 1);
  stands(editor, "abcdef\nx|\n日本語文\nend");
  press(editor, KEYCODE_DOWN, 1);
  stands(editor, "abcdef\nx\n日本|語文\nend");
  press(editor, KEYCODE_UP, 2);
  stands(editor, "abcde|f\nx\n日本語文\nend");
}

static void pages_go_by_the_height_of_the_area(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("0\n1\n2\n3\n4\n5\n6\n7\n8\n9");
  editor_resize(editor, 4, 20);
  press(editor, KEYCODE_PAGE_UP, 1);
  assert_int_equal(editor_line(editor), 6);
  press(editor, KEYCODE_PAGE_UP, 5);
  assert_int_equal(editor_line(editor), 0);
  press(editor, KEYCODE_PAGE_DOWN, 2);
  assert_int_equal(editor_line(editor), 6);
  editor_resize(editor, 1, 20);
  press(editor, KEYCODE_PAGE_DOWN, 1);
  assert_int_equal(editor_line(editor), 7);
}

static void counts_words_clusters_and_lines(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("Don't use 3.5 well-known e\xcc\x81.\n\n日本 – ok");
  editor_resize(editor, 5, 14);
  assert_int_equal(editor_words(editor), 9);
  assert_int_equal(editor_clusters(editor), 28);
  assert_int_equal(editor_lines(editor), 4);
  assert_int_equal(editor_line(editor), 3);
  press(editor, KEYCODE_BACKSPACE, 2);
  assert_int_equal(editor_words(editor), 8);
  assert_int_equal(editor_clusters(editor), 26);
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draws_wrapped_lines_with_the_cursor_in_them(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("one two three\n\n日本語");
  editor_resize(editor, 6, 8);
  shows(editor, 6, 8, "one two\nthree\n\n日本語\n\n\n3,6");
  press(editor, KEYCODE_UP, 1);
  shows(editor, 6, 8, "one two\nthree\n\n日本語\n\n\n2,0");
  type(editor, "1234567");
  shows(editor, 6, 8, "one two\nthree\n1234567\n日本語\n\n\n2,7");
  type(editor, "   ");
  shows(editor, 6, 8, "one two\nthree\n1234567\n日本語\n\n\n2,7");
}

static void scrolls_no_more_than_it_must(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("0\n1\n2\n3\n4\n5");
  editor_resize(editor, 3, 8);
  shows(editor, 3, 8, "3\n4\n5\n2,1");
  press(editor, KEYCODE_UP, 2);
  shows(editor, 3, 8, "3\n4\n5\n0,1");
  press(editor, KEYCODE_UP, 1);
  shows(editor, 3, 8, "2\n3\n4\n0,1");
  assert_int_equal(editor_top(editor), 2);
  press(editor, KEYCODE_DOWN, 3);
  press(editor, KEYCODE_BACKSPACE, 2);
  shows(editor, 3, 8, "2\n3\n4\n2,1");
  editor_resize(editor, 8, 8);
  shows(editor, 8, 8, "0\n1\n2\n3\n4\n\n\n\n4,1");
}

static void speaks_ascii_where_it_must(void **state) {
  (void)state;
  g_autoptr(Editor) editor = editor_new("na\xc3\xafve… x");
  editor_resize(editor, 1, 20);
  g_autoptr(Canvas) canvas = canvas_new(1, 20, true);
  editor_draw(editor, canvas, 0, 0);
  g_autofree char *dump = canvas_dump(canvas, false);
  assert_string_equal(dump, "naive... x\n");
  assert_int_equal(canvas->cursor_col, 10);
}

/* -- whatever comes ---------------------------------------------------------------------------- */

static const char *const PIECES[] = {
    "a",
    "word",
    " ",
    "   ",
    "-",
    "e",
    "\xcc\x81",     /* acute */
    "\xcc\xa3",     /* dot below, sorts before the acute */
    "\xcd\x84",     /* decomposes in NFC */
    "\xe2\x84\xab", /* angstrom sign */
    "日",
    "語。",
    "\xe3\x82\x99", /* voicing mark */
    "か",
    "ع",
    "\xd9\x8e",     /* fatha */
    "\xd8\x80",     /* a number sign that joins what follows */
    "\xe1\x84\x80", /* Hangul letters, alone */
    "\xe1\x85\xa1",
    "\xe1\x86\xa8",
    "\xea\xb0\x80",
    "\xe0\xa7\x87", /* Bengali vowel signs that compose */
    "\xe0\xa6\xbe",
    "\xe0\xa4\x95\xe0\xa5\x8d\xe0\xa4\xb7",
    "👍",
    "🏽",
    "👩\xe2\x80\x8d👧", /* ZWJ goes, two stay */
    "\xef\xb8\x8f",
    "🇨",
    "🇭",
    "\xf0\x9d\x85\x9e", /* a note that NFC takes apart */
    "\xc2\xa0",
    "\xe2\x80\x8c",
    "\xe2\x80\xae",
    "\xef\xbf\xbe",
    "\xff",
    "\xf0\x9f",
    "\x1b[",
    "\t",
    "\n",
    "\r",
    "\r\n",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrik",
};
static const int KEYS[] = {
    KEYCODE_LEFT,      KEYCODE_RIGHT,     KEYCODE_UP,        KEYCODE_DOWN,      KEYCODE_HOME,
    KEYCODE_END,       KEYCODE_PAGE_UP,   KEYCODE_PAGE_DOWN, KEYCODE_CTRL('a'), KEYCODE_CTRL('e'),
    KEYCODE_BACKSPACE, KEYCODE_DELETE,    KEYCODE_BACKSPACE, KEYCODE_DELETE,    KEYCODE_ENTER,
    KEYCODE_CTRL('w'), KEYCODE_CTRL('u'), KEYCODE_CTRL('k'),
};

typedef struct {
  GRand *rand;
  Editor *editor;
  int rows, cols; /* of the area */
  bool ascii;
} Trial;

static int pick(Trial *trial, int n) {
  return g_rand_int_range(trial->rand, 0, n);
}

static char *pieces(Trial *trial, int n) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < n; i++) g_string_append(out, PIECES[pick(trial, G_N_ELEMENTS(PIECES))]);
  return g_string_free(out, FALSE);
}

static void type_piece(Trial *trial) {
  const char *piece = PIECES[pick(trial, G_N_ELEMENTS(PIECES))];
  if (!g_utf8_validate(piece, -1, NULL)) return;
  for (const char *p = piece; *p != '\0'; p = g_utf8_next_char(p))
    editor_key(trial->editor, (int)g_utf8_get_char(p));
}

static void do_something(Trial *trial) {
  int what = pick(trial, 100);
  if (what < 45) {
    type_piece(trial);
  } else if (what < 53) {
    g_autofree char *paste = pieces(trial, pick(trial, 12));
    editor_insert(trial->editor, paste);
  } else if (what < 90) {
    editor_key(trial->editor, KEYS[pick(trial, G_N_ELEMENTS(KEYS))]);
  } else if (what < 97) {
    bool undo = pick(trial, 2) == 0;
    for (int i = pick(trial, 4); i >= 0; i--)
      undo ? editor_undo(trial->editor) : editor_redo(trial->editor);
  } else {
    trial->rows = 1 + pick(trial, 6);
    trial->cols = 1 + pick(trial, 30);
    editor_resize(trial->editor, trial->rows, trial->cols);
  }
}

static void the_text_is_storable(Trial *trial) {
  const char *text = editor_text(trial->editor);
  assert_true(text_check(text, strlen(text), NULL));
  assert_null(strpbrk(text, "\r\t"));
  g_autofree char *nfc = text_nfc(text);
  assert_string_equal(text, nfc);
}

static void the_cursor_is_between_clusters(Trial *trial) {
  const char *text = editor_text(trial->editor);
  size_t cursor = editor_cursor(trial->editor), at = cursor;
  int width = 0;
  assert_true(cursor <= strlen(text));
  while (at > 0 && text[at - 1] != '\n') at--;
  g_autofree char *paragraph = g_strndup(text + at, strcspn(text + at, "\n"));
  const char *p = paragraph;
  for (; at < cursor; at += text_cluster(p, &width), p += text_cluster(p, &width)) continue;
  assert_int_equal(at, cursor);
}

static void what_is_kept_is_what_a_fresh_look_gives(Trial *trial) {
  Editor *editor = trial->editor;
  g_autoptr(Editor) fresh = editor_new(editor_text(editor));
  editor_resize(fresh, trial->rows, trial->cols);
  assert_string_equal(editor_text(fresh), editor_text(editor));
  assert_int_equal(editor_lines(fresh), editor_lines(editor));
  assert_int_equal(editor_words(fresh), editor_words(editor));
  assert_int_equal(editor_clusters(fresh), editor_clusters(editor));
  g_autoptr(GArray) lines = text_wrap(editor_text(editor), MAX(trial->cols - 1, 1));
  size_t len = strlen(editor_text(editor));
  bool open = len > 0 && editor_text(editor)[len - 1] == '\n'; /* text_wrap ends there */
  assert_int_equal(editor_lines(editor), (int)lines->len + (open ? 1 : 0));
}

/* Two cells of '#' around an area of blanks. */
static Canvas *framed(const Trial *trial) {
  Canvas *canvas = canvas_new(trial->rows + 4, trial->cols + 4, trial->ascii);
  for (int i = 0; i < canvas->rows; i++)
    for (int j = 0; j < canvas->cols; j++) canvas_text(canvas, i, j, 1, ROLE_WARN, "#");
  for (int i = 0; i < trial->rows; i++) canvas_fill(canvas, 2 + i, 2, trial->cols, ROLE_NORMAL);
  return canvas;
}

/* The lines from the top on as text_wrap gives them, nothing outside, the cursor on its line. */
static void what_is_shown_is_the_text_around_the_cursor(Trial *trial) {
  const char *text = editor_text(trial->editor);
  int top = editor_top(trial->editor), line = editor_line(trial->editor);
  g_autoptr(Canvas) canvas = framed(trial), expected = framed(trial);
  g_autoptr(GArray) lines = text_wrap(text, MAX(trial->cols - 1, 1));
  for (int i = 0; i < trial->rows && top + i < (int)lines->len; i++) {
    const TextLine *shown = &g_array_index(lines, TextLine, top + i);
    canvas_span(expected, 2 + i, 2, trial->cols, ROLE_NORMAL, text + shown->offset, shown->length);
  }
  editor_draw(trial->editor, canvas, 2, 2);
  g_autofree char *is = canvas_dump(canvas, false), *should = canvas_dump(expected, false);
  assert_string_equal(is, should);
  for (int i = 0; i < canvas->rows * canvas->cols; i++)
    assert_int_equal(canvas->cells[i].role, expected->cells[i].role);
  assert_int_equal(canvas->cursor_row, 2 + line - top);
  assert_in_range(canvas->cursor_row, 2, trial->rows + 1);
  assert_in_range(canvas->cursor_col, 2, trial->cols + 1);
}

static void undo_and_redo_reach_both_ends(Trial *trial, const char *first) {
  while (editor_redo(trial->editor)) continue;
  g_autofree char *last = g_strdup(editor_text(trial->editor));
  while (editor_undo(trial->editor)) the_cursor_is_between_clusters(trial);
  assert_string_equal(editor_text(trial->editor), first);
  while (editor_redo(trial->editor)) the_cursor_is_between_clusters(trial);
  assert_string_equal(editor_text(trial->editor), last);
}

static void try(guint32 seed) {
  Trial trial = {
      .rand = g_rand_new_with_seed(seed), .rows = 24, .cols = 80, .ascii = seed % 4 == 0};
  g_autofree char *start = pieces(&trial, pick(&trial, 40));
  trial.editor = editor_new(start);
  g_autofree char *first = g_strdup(editor_text(trial.editor));
  for (int step = 0; step < 300; step++) {
    do_something(&trial);
    the_text_is_storable(&trial);
    the_cursor_is_between_clusters(&trial);
    what_is_kept_is_what_a_fresh_look_gives(&trial);
    what_is_shown_is_the_text_around_the_cursor(&trial);
  }
  undo_and_redo_reach_both_ends(&trial, first);
  editor_free(trial.editor);
  g_rand_free(trial.rand);
}

static void whatever_comes_the_text_stays_whole(void **state) {
  (void)state;
  for (guint32 seed = 1; seed <= 40; seed++) try(seed);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_text_opens_clean_with_the_cursor_at_its_end),
      cmocka_unit_test(keys_write_where_the_cursor_stands),
      cmocka_unit_test(a_mark_joins_the_letter_before_it),
      cmocka_unit_test(whole_clusters_are_deleted_on_both_sides),
      cmocka_unit_test(a_line_break_goes_like_a_letter),
      cmocka_unit_test(a_mark_that_finds_a_letter_joins_it),
      cmocka_unit_test(words_and_lines_go_at_once),
      cmocka_unit_test(line_keys_take_the_break_where_nothing_else_is_left),
      cmocka_unit_test(what_cannot_be_stored_is_swallowed),
      cmocka_unit_test(keys_without_use_go_on_to_others),
      cmocka_unit_test(a_paste_keeps_its_paragraphs_and_loses_what_cannot_be_stored),
      cmocka_unit_test(a_text_too_long_is_refused_whole),
      cmocka_unit_test(a_text_over_the_limit_only_gets_shorter),
      cmocka_unit_test(line_breaks_up_to_the_limit_are_a_text),
      cmocka_unit_test(typing_in_one_go_is_undone_in_one_go),
      cmocka_unit_test(undo_stops_where_something_else_was_done),
      cmocka_unit_test(typing_after_a_character_that_was_refused_stays_its_own_group),
      cmocka_unit_test(deleting_in_one_go_is_undone_in_one_go),
      cmocka_unit_test(what_was_undone_is_forgotten_with_the_next_change),
      cmocka_unit_test(every_change_counts_in_the_revision),
      cmocka_unit_test(memory_for_undo_is_capped_and_the_oldest_goes),
      cmocka_unit_test(a_run_of_typing_costs_its_bytes),
      cmocka_unit_test(home_and_end_go_by_the_line_as_wrapped),
      cmocka_unit_test(the_end_of_a_cut_word_stays_on_its_line),
      cmocka_unit_test(up_and_down_keep_the_column),
      cmocka_unit_test(pages_go_by_the_height_of_the_area),
      cmocka_unit_test(counts_words_clusters_and_lines),
      cmocka_unit_test(draws_wrapped_lines_with_the_cursor_in_them),
      cmocka_unit_test(scrolls_no_more_than_it_must),
      cmocka_unit_test(speaks_ascii_where_it_must),
      cmocka_unit_test(whatever_comes_the_text_stays_whole),
  };
  return UNIT_RUN(tests);
}
