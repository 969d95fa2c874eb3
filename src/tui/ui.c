/* ui - the stack of screens: events in, one drawing out. Knows no terminal; run.c brings one. */
#include "tui/screen.h"
#include <stdarg.h>

#define LEAST_ROWS 8
#define LEAST_COLS 30

static const ScreenKind *const KINDS[] = {&SCR_HOME,
                                          &SCR_QUESTION,
                                          &SCR_VERDICT,
                                          &SCR_SUMMARY,
                                          &SCR_BROWSE,
                                          &SCR_ITEM,
                                          &SCR_SETTINGS,
                                          &SCR_MASTERY,
                                          &SCR_PLAN,
                                          &SCR_MEMORY,
                                          &SCR_ABOUT,
                                          &SCR_HELP,
                                          &SCR_PALETTE,
                                          &SCR_CARD,
                                          &SCR_PROMPT,
                                          &SCR_CHOICE,
                                          &SCR_TERMS,
                                          &SCR_MOCKS,
                                          &SCR_EXAM_COVER,
                                          &SCR_EXAM,
                                          &SCR_EXAM_GRID,
                                          &SCR_RESULT,
                                          &SCR_REVIEW,
                                          &SCR_EXAM_ESSAYS,
                                          &SCR_WRITE,
                                          &SCR_ESSAY,
                                          &SCR_ORAL,
                                          &SCR_SCORE,
                                          &SCR_ASSESS,
                                          &SCR_ASSESS_FILL,
                                          &SCR_ASSESS_COMPARE,
                                          &SCR_PACKS,
                                          &SCR_MENTOR,
                                          &SCR_CANDIDATE,
                                          &SCR_CANDIDATE_AREAS,
                                          &SCR_CANDIDATE_EXAMS,
                                          &SCR_CANDIDATE_EXAM,
                                          &SCR_CANDIDATE_TEXTS,
                                          &SCR_CANDIDATE_TEXT,
                                          &SCR_SCORE_LENT,
                                          &SCR_NOTE};

const KeyContext *const *ui_contexts(size_t *n) {
  static const KeyContext *contexts[G_N_ELEMENTS(KINDS)];
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) contexts[i] = &KINDS[i]->keys;
  *n = G_N_ELEMENTS(KINDS);
  return contexts;
}

static void close_screen(gpointer data) {
  Screen *screen = data;
  if (screen->kind->close != NULL)
    screen->kind->close(screen);
  else
    g_free(screen);
}

static bool load_keys(Ui *ui, const char *file, GError **error) {
  size_t n = 0;
  const KeyContext *const *contexts = ui_contexts(&n);
  g_autofree char *usual = g_build_filename(g_get_user_config_dir(), "pawl", "keys.conf", NULL);
  if (file == NULL && !g_file_test(usual, G_FILE_TEST_EXISTS)) return true;
  return keymap_load(ui->keymap, file == NULL ? usual : file, contexts, n, error);
}

Ui *ui_new(App *app, const char *key_file, int rows, int cols, bool ascii, GError **error) {
  Ui *ui = g_new0(Ui, 1);
  ui->app = app;
  ui->keymap = keymap_new();
  ui->stack = g_ptr_array_new_with_free_func(close_screen);
  ui->rows = rows;
  ui->cols = cols;
  ui->ascii = ascii;
  if (load_keys(ui, key_file, error)) return ui;
  ui_free(ui);
  return NULL;
}

void ui_free(Ui *ui) {
  if (ui == NULL) return;
  ui_stop_fit(ui);
  g_free(ui->fitted);
  while (ui->stack->len > 0) g_ptr_array_remove_index(ui->stack, ui->stack->len - 1);
  g_ptr_array_unref(ui->stack);
  keymap_free(ui->keymap);
  g_free(ui->message);
  g_free(ui);
}

/* -- the stack --------------------------------------------------------------------------------- */

static Screen *top_of(const Ui *ui) {
  return ui->stack->len == 0 ? NULL : ui->stack->pdata[ui->stack->len - 1];
}

static void show_top(Ui *ui) {
  Screen *top = top_of(ui);
  if (top == NULL)
    ui->leaving = true;
  else if (top->kind->shown != NULL)
    top->kind->shown(ui, top);
}

void ui_push(Ui *ui, Screen *screen) {
  if (screen != NULL) g_ptr_array_add(ui->stack, screen);
}

void ui_pop(Ui *ui) {
  if (ui->stack->len > 0) g_ptr_array_remove_index(ui->stack, ui->stack->len - 1);
  show_top(ui);
}

void ui_replace(Ui *ui, Screen *screen) {
  g_ptr_array_remove_index(ui->stack, ui->stack->len - 1);
  g_ptr_array_add(ui->stack, screen);
}

/* -- events ------------------------------------------------------------------------------------ */

/* What every screen takes. */
static bool act_anywhere(Ui *ui, Screen *top, Action action) {
  switch (action) {
  case ACTION_QUIT: ui->leaving = true; return true;
  case ACTION_BACK: ui_pop(ui); return true;
  case ACTION_REPAINT: ui->repaint = true; return true;
  case ACTION_SUSPEND: ui->stop = true; return true;
  case ACTION_HELP:
    if (top->kind != &SCR_HELP) ui_push(ui, scr_help_new(ui, top));
    return true;
  case ACTION_PALETTE:
    if (!top->kind->dialog) ui_push(ui, scr_palette_new(ui, top));
    return true;
  default: return false;
  }
}

void ui_act(Ui *ui, Action action) {
  Screen *top = top_of(ui);
  if (top == NULL || action == ACTION_NONE) return;
  bool taken = top->kind->action != NULL && top->kind->action(ui, top, action);
  if (!taken) act_anywhere(ui, top, action);
}

void ui_key(Ui *ui, int key) {
  Screen *top = top_of(ui);
  g_clear_pointer(&ui->message, g_free);
  if (top == NULL) return;
  if (top->kind->key != NULL && top->kind->key(ui, top, key)) return;
  ui_act(ui, keymap_action(ui->keymap, &top->kind->keys, key));
}

void ui_paste(Ui *ui, const char *text) {
  Screen *top = top_of(ui);
  if (top != NULL && top->kind->paste != NULL) top->kind->paste(ui, top, text);
}

void ui_resize(Ui *ui, int rows, int cols) {
  ui->rows = rows;
  ui->cols = cols;
}

void ui_say(Ui *ui, Role role, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_free(ui->message);
  ui->message = g_strdup_vprintf(format, args);
  ui->message_role = role;
  va_end(args);
}

/* A failure deserves the whole sentence, however narrow the screen. */
void ui_say_error(Ui *ui, GError *error) {
  ui_push(ui, scr_card_new(ui, "That did not work",
                           error == NULL ? "Something failed without a word." : error->message));
  g_clear_error(&error);
}

/* -- time -------------------------------------------------------------------------------------- */

#define FIT_TICK_MS 50 /* while the fit runs beside the screens */

void ui_tick(Ui *ui) {
  ui_tick_fit(ui);
  for (guint i = 0; i < ui->stack->len; i++) {
    Screen *screen = ui->stack->pdata[i];
    if (screen->kind->tick != NULL) screen->kind->tick(ui, screen);
  }
}

int ui_tick_in(const Ui *ui) {
  int soonest = ui_is_fitting(ui) ? FIT_TICK_MS : -1;
  for (guint i = 0; i < ui->stack->len; i++) {
    const Screen *screen = ui->stack->pdata[i];
    int in = screen->kind->tick_in == NULL ? -1 : screen->kind->tick_in(screen);
    if (in >= 0 && (soonest < 0 || in < soonest)) soonest = in;
  }
  return soonest;
}

void ui_keep(Ui *ui) {
  for (guint i = 0; i < ui->stack->len; i++) {
    Screen *screen = ui->stack->pdata[i];
    if (screen->kind->keep != NULL) screen->kind->keep(ui, screen);
  }
}

void ui_raise(Ui *ui, Screen *screen) {
  while (ui->stack->len > 0 && top_of(ui) != screen)
    g_ptr_array_remove_index(ui->stack, ui->stack->len - 1);
}

/* -- drawing ----------------------------------------------------------------------------------- */

int ui_body_top(const Ui *ui) {
  return ui->rows >= 16 ? 2 : 1;
}

int ui_body_rows(const Ui *ui) {
  int below = ui->rows >= 16 ? 2 : 1;
  return MAX(ui->rows - ui_body_top(ui) - below, 1);
}

static void draw_foot(const Ui *ui, const Screen *top, Canvas *canvas) {
  if (ui->message != NULL)
    canvas_text(canvas, ui->rows - 1, 1, ui->cols - 2, ui->message_role, ui->message);
  else
    chrome_footer(canvas, ui->keymap, &top->kind->keys, top->kind->footer);
}

static void draw_screen(const Ui *ui, guint depth, Canvas *canvas) {
  const Screen *screen = ui->stack->pdata[depth];
  if (screen->kind->dialog && depth > 0) draw_screen(ui, depth - 1, canvas);
  screen->kind->draw(ui, screen, canvas);
}

void ui_draw(const Ui *ui, Canvas *canvas) {
  canvas_clear(canvas);
  const Screen *top = top_of(ui);
  if (top == NULL) return;
  if (ui->rows < LEAST_ROWS || ui->cols < LEAST_COLS) {
    chrome_too_small(canvas, LEAST_ROWS, LEAST_COLS);
    return;
  }
  draw_screen(ui, ui->stack->len - 1, canvas);
  canvas_fill(canvas, ui->rows - 1, 0, ui->cols, ROLE_NORMAL);
  draw_foot(ui, top, canvas);
}

char *ui_key_file_text(void) {
  g_autoptr(GString) out = g_string_new("# Keys of pawl. Keep this as ~/.config/pawl/keys.conf and "
                                        "change what you like;\n# several keys stand side by side. "
                                        "What is left out keeps its keys.\n[keys]\n");
  Keymap *keymap = keymap_new();
  for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
    g_autofree char *keys = keymap_keys(keymap, (Action)i);
    g_string_append_printf(out, "# %s\n%s = %s\n", action_help((Action)i), action_name((Action)i),
                           keys);
  }
  keymap_free(keymap);
  return g_string_free(g_steal_pointer(&out), FALSE);
}
