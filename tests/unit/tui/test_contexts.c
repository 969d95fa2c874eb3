/* Every screen's keys together: none means two things on one screen, none is out of reach. */
#include "../unit.h"
#include "tui/screen.h"
#include <glib/gstdio.h>

static void no_key_means_two_things_on_one_screen(void **state) {
  (void)state;
  g_autofree char *dir = g_dir_make_tmp("pawl-keys-XXXXXX", NULL);
  g_autofree char *file = g_build_filename(dir, "keys.conf", NULL);
  g_autofree char *usual = ui_key_file_text();
  g_autoptr(GError) error = NULL;
  Keymap *keymap = keymap_new();
  size_t n = 0;
  const KeyContext *const *contexts = ui_contexts(&n);
  g_file_set_contents(file, usual, -1, NULL);
  bool loaded = keymap_load(keymap, file, contexts, n, &error);
  g_remove(file);
  g_rmdir(dir);
  keymap_free(keymap);
  if (!loaded) fail_msg("%s", error->message);
}

static bool is_taken(Action action) {
  size_t n = 0;
  const KeyContext *const *contexts = ui_contexts(&n);
  for (size_t i = 0; i < n; i++)
    if (key_context_has(contexts[i], action)) return true;
  return false;
}

static void every_action_belongs_to_some_screen(void **state) {
  (void)state;
  for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++)
    if (!is_taken((Action)i)) fail_msg("no screen takes '%s'", action_name((Action)i));
}

static void every_screen_has_a_way_back(void **state) {
  (void)state;
  size_t n = 0;
  const KeyContext *const *contexts = ui_contexts(&n);
  for (size_t i = 0; i < n; i++) {
    assert_true(key_context_has(contexts[i], ACTION_QUIT));
    if (!key_context_has(contexts[i], ACTION_BACK))
      fail_msg("no way back from %s", contexts[i]->name);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_key_means_two_things_on_one_screen),
      cmocka_unit_test(every_action_belongs_to_some_screen),
      cmocka_unit_test(every_screen_has_a_way_back),
  };
  return UNIT_RUN(tests);
}
