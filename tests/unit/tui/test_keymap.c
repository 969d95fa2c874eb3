/* Keys to actions, and the file that rebinds them. */
#include "../unit.h"
#include "tui/keymap.h"
#include "tui/term.h"
#include <glib/gstdio.h>
#include <string.h>

static const Action LIST_ACTIONS[] = {ACTION_UP,   ACTION_DOWN, ACTION_ACCEPT,
                                      ACTION_BACK, ACTION_WHY,  ACTION_NONE};
static const Action QUESTION_ACTIONS[] = {ACTION_CHOOSE_1, ACTION_CHOOSE_2, ACTION_BACK,
                                          ACTION_UNDO, ACTION_NONE};
static const KeyContext LIST = {"list", LIST_ACTIONS, false};
static const KeyContext QUESTION = {"question", QUESTION_ACTIONS, false};
static const KeyContext *const CONTEXTS[] = {&LIST, &QUESTION};

/* Loads TEXT as a key file; the error's message, newly allocated, or NULL where it was taken. */
static char *load(Keymap *keymap, const char *text) {
  g_autofree char *dir = g_dir_make_tmp("pawl-keys-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(dir, "keys.conf", NULL);
  g_autoptr(GError) error = NULL;
  g_file_set_contents(file, text, -1, NULL);
  bool loaded = keymap_load(keymap, file, CONTEXTS, G_N_ELEMENTS(CONTEXTS), &error);
  g_remove(file);
  g_rmdir(dir);
  assert_true(loaded == (error == NULL));
  if (error == NULL) return NULL;
  assert_non_null(strstr(error->message, file));
  return g_strdup(error->message);
}

static void refuses(const char *text, const char *word, const char *other) {
  Keymap *keymap = keymap_new();
  g_autofree char *message = load(keymap, text);
  if (message == NULL) fail_msg("taken: %s", text);
  if (strstr(message, word) == NULL || strstr(message, other) == NULL) fail_msg("%s", message);
  assert_int_equal(keymap_action(keymap, &LIST, 'z'), ACTION_WHY);
  assert_string_equal(keymap_key(keymap, ACTION_WHY), "z");
  keymap_free(keymap);
}

static void every_action_has_a_name_help_and_a_key_that_can_be_typed(void **state) {
  (void)state;
  Keymap *keymap = keymap_new();
  for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
    assert_true(*action_name((Action)i) != '\0');
    assert_true(*action_help((Action)i) != '\0');
    if (keymap_key(keymap, (Action)i) == NULL) fail_msg("%s has no key", action_name((Action)i));
    for (int j = ACTION_NONE + 1; j < i; j++)
      assert_string_not_equal(action_name((Action)i), action_name((Action)j));
  }
  keymap_free(keymap);
}

static void a_key_means_what_its_screen_takes(void **state) {
  (void)state;
  Keymap *keymap = keymap_new();
  assert_int_equal(keymap_action(keymap, &LIST, KEYCODE_UP), ACTION_UP);
  assert_int_equal(keymap_action(keymap, &LIST, 'k'), ACTION_UP);
  assert_int_equal(keymap_action(keymap, &LIST, KEYCODE_ENTER), ACTION_ACCEPT);
  assert_int_equal(keymap_action(keymap, &QUESTION, 'b'), ACTION_CHOOSE_2);
  assert_int_equal(keymap_action(keymap, &LIST, 'b'), ACTION_NONE);
  assert_int_equal(keymap_action(keymap, &QUESTION, KEYCODE_UP), ACTION_NONE);
  assert_int_equal(keymap_action(keymap, &LIST, 0), ACTION_NONE);
  keymap_free(keymap);
}

static void the_way_out_and_help_work_everywhere(void **state) {
  (void)state;
  Keymap *keymap = keymap_new();
  static const Action none[] = {ACTION_NONE};
  const KeyContext empty = {"empty", none, false};
  assert_int_equal(keymap_action(keymap, &empty, KEYCODE_CTRL('c')), ACTION_QUIT);
  assert_int_equal(keymap_action(keymap, &empty, '?'), ACTION_HELP);
  assert_int_equal(keymap_action(keymap, &empty, KEYCODE_F1), ACTION_HELP);
  assert_int_equal(keymap_action(keymap, &empty, KEYCODE_CTRL('p')), ACTION_PALETTE);
  assert_int_equal(keymap_action(keymap, &empty, KEYCODE_CTRL('l')), ACTION_REPAINT);
  assert_int_equal(keymap_action(keymap, &empty, KEYCODE_CTRL('z')), ACTION_SUSPEND);
  assert_true(key_context_has(&empty, ACTION_QUIT));
  assert_false(key_context_has(&empty, ACTION_UP));
  keymap_free(keymap);
}

static void names_keys_as_people_write_them(void **state) {
  (void)state;
  Keymap *keymap = keymap_new();
  g_autofree char *up = keymap_keys(keymap, ACTION_UP);
  g_autofree char *palette = keymap_keys(keymap, ACTION_PALETTE);
  g_autofree char *back = keymap_keys(keymap, ACTION_BACK);
  assert_string_equal(up, "Up k");
  assert_string_equal(palette, ": Ctrl-P");
  assert_string_equal(back, "Esc q");
  assert_string_equal(keymap_key(keymap, ACTION_TOGGLE), "Space");
  /* Lent names stay what they were, however many are asked for. */
  const char *first = keymap_key(keymap, ACTION_QUIT);
  for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) keymap_key(keymap, (Action)i);
  assert_string_equal(first, "Ctrl-C");
  keymap_free(keymap);
}

static void a_file_rebinds_what_it_names_and_nothing_else(void **state) {
  (void)state;
  Keymap *keymap = keymap_new();
  g_autofree char *message =
      load(keymap, "# mine\n[keys]\nwhy = w é Ctrl-W pgdn\nback = Esc q Backspace\nundo =\n");
  assert_null(message);
  assert_int_equal(keymap_action(keymap, &LIST, 'w'), ACTION_WHY);
  assert_int_equal(keymap_action(keymap, &LIST, 0xe9), ACTION_WHY);
  assert_int_equal(keymap_action(keymap, &LIST, KEYCODE_CTRL('w')), ACTION_WHY);
  assert_int_equal(keymap_action(keymap, &LIST, KEYCODE_PAGE_DOWN), ACTION_WHY);
  assert_int_equal(keymap_action(keymap, &LIST, 'z'), ACTION_NONE);
  assert_int_equal(keymap_action(keymap, &LIST, KEYCODE_BACKSPACE), ACTION_BACK);
  assert_int_equal(keymap_action(keymap, &LIST, 'k'), ACTION_UP);
  assert_null(keymap_key(keymap, ACTION_UNDO));
  assert_string_equal(keymap_key(keymap, ACTION_WHY), "w");
  g_autofree char *none = keymap_keys(keymap, ACTION_UNDO);
  assert_string_equal(none, "");
  keymap_free(keymap);
}

static void refuses_what_it_does_not_know_and_stays_as_it_was(void **state) {
  (void)state;
  refuses("[keys]\nwhy = w\nfly = f\n", "fly", "no action");
  refuses("[keys]\nwhy = w Meta-X\n", "Meta-X", "why");
  refuses("[keys]\nwhy = 1 2 3 4 5 6 7 8 9\n", "1 2 3 4 5 6 7 8 9", "why");
  refuses("[kyes]\nwhy = w\n", "[kyes]", "[keys]");
  refuses("why = w\n", "cannot be read", "");
  refuses("[keys]\nwhy = w\nback =\n", "back", "no way out");
  refuses("[keys]\nwhy = w\nquit =\n", "quit", "no way out");
}

static void refuses_two_meanings_of_a_key_on_one_screen(void **state) {
  (void)state;
  refuses("[keys]\nwhy = j\n", "'list'", "'j'");
  refuses("[keys]\nundo = ?\n", "'question'", "'help'");
  Keymap *keymap = keymap_new();
  g_autofree char *apart =
      load(keymap, "[keys]\nwhy = a\n"); /* a also chooses, on another screen */
  assert_null(apart);
  keymap_free(keymap);
}

static void a_missing_file_is_named(void **state) {
  (void)state;
  Keymap *keymap = keymap_new();
  g_autoptr(GError) error = NULL;
  assert_false(keymap_load(keymap, "/nonexistent/keys.conf", CONTEXTS, 2, &error));
  assert_non_null(strstr(error->message, "/nonexistent/keys.conf"));
  keymap_free(keymap);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_action_has_a_name_help_and_a_key_that_can_be_typed),
      cmocka_unit_test(a_key_means_what_its_screen_takes),
      cmocka_unit_test(the_way_out_and_help_work_everywhere),
      cmocka_unit_test(names_keys_as_people_write_them),
      cmocka_unit_test(a_file_rebinds_what_it_names_and_nothing_else),
      cmocka_unit_test(refuses_what_it_does_not_know_and_stays_as_it_was),
      cmocka_unit_test(refuses_two_meanings_of_a_key_on_one_screen),
      cmocka_unit_test(a_missing_file_is_named),
  };
  return UNIT_RUN(tests);
}
