/* shot - what the screen tests share: keys out of text, and pictures of what is shown against saved ones.
 * PAWL_GOLDEN=write saves new pictures.
 */
#pragma once
#include "../unit/unit.h"
#include "tui/screen.h"
#include "tui/term.h"
#include <string.h>

/* The next key in *KEYS, which moves on: a character, {ENTER} and the like, {^X} for Ctrl. */
static inline int shot_next_key(const char **keys) {
  static const struct {
    const char *name;
    int key;
  } names[] = {
      {"{ENTER}", KEYCODE_ENTER},  {"{ESC}", KEYCODE_ESCAPE},  {"{UP}", KEYCODE_UP},
      {"{DOWN}", KEYCODE_DOWN},    {"{LEFT}", KEYCODE_LEFT},   {"{RIGHT}", KEYCODE_RIGHT},
      {"{TAB}", KEYCODE_TAB},      {"{END}", KEYCODE_END},     {"{PGDN}", KEYCODE_PAGE_DOWN},
      {"{PGUP}", KEYCODE_PAGE_UP}, {"{BS}", KEYCODE_BACKSPACE}};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    if (!g_str_has_prefix(*keys, names[i].name)) continue;
    *keys += strlen(names[i].name);
    return names[i].key;
  }
  const char *at = *keys;
  bool ctrl = g_str_has_prefix(at, "{^") && at[2] != '\0' && at[3] == '}';
  *keys = ctrl ? at + 4 : g_utf8_next_char(at);
  return ctrl ? KEYCODE_CTRL(at[2]) : (int)g_utf8_get_char(at);
}

/* Characters, colour roles and cursor as text. Newly allocated. */
static inline char *shot_picture(const Ui *ui) {
  g_autoptr(Canvas) canvas = canvas_new(ui->rows, ui->cols, ui->ascii);
  ui_draw(ui, canvas);
  return canvas_dump(canvas, true);
}

static inline void shot_shows(const Ui *ui, const char *part) {
  g_autofree char *seen = shot_picture(ui);
  if (strstr(seen, part) == NULL) fail_msg("'%s' is not in:\n%s", part, seen);
}

/* Against golden/NAME-COLSxROWS.txt. */
static inline void shot_matches(const Ui *ui, const char *name) {
  g_autofree char *file = g_strdup_printf("%s-%dx%d.txt", name, ui->cols, ui->rows);
  const char *srcdir = g_getenv("srcdir");
  g_autofree char *path =
      g_build_filename(srcdir == NULL ? "." : srcdir, "tests", "screen", "golden", file, NULL);
  g_autofree char *seen = shot_picture(ui), *golden = NULL;
  if (g_strcmp0(g_getenv("PAWL_GOLDEN"), "write") == 0)
    assert_true(g_file_set_contents(path, seen, -1, NULL));
  if (!g_file_get_contents(path, &golden, NULL, NULL)) fail_msg("there is no golden file %s", path);
  if (strcmp(seen, golden) != 0) print_message("# %s differs:\n%s", file, seen);
  assert_string_equal(seen, golden);
}
