/* scr_dialog - the small screens over others: a line of input, a few choices, the palette. */
#include "core/text.h"
#include "tui/field.h"
#include "tui/screen.h"
#include "tui/term.h"
#include <string.h>

typedef struct {
  int row, col, rows, cols; /* inside the frame */
} Inside;

static Inside frame(const Ui *ui, Canvas *canvas, int rows, int cols, const char *title) {
  Inside in = {.rows = MIN(rows, ui->rows - 4), .cols = MIN(cols, ui->cols - 6)};
  in.row = MAX((ui->rows - in.rows) / 2, 1);
  in.col = (ui->cols - in.cols) / 2;
  chrome_frame(canvas, in.row - 1, in.col - 2, in.rows + 2, in.cols + 4, title);
  return in;
}

/* -- a line of input --------------------------------------------------------------------------- */

typedef struct {
  Screen base;
  char *title, *hint;
  Field field;
  PromptFn done;
  void *user;
} PromptScreen;

/* The prompt is gone before DONE is called: it may push the next screen. */
static void finish_prompt(Ui *ui, PromptScreen *screen, bool accepted) {
  PromptFn done = screen->done;
  void *user = screen->user;
  g_autofree char *text = accepted ? g_strdup(screen->field.text->str) : NULL;
  ui_pop(ui);
  done(ui, text == NULL ? NULL : g_strstrip(text), user);
}

static bool prompt_act(Ui *ui, Screen *base, Action action) {
  if (action != ACTION_ACCEPT && action != ACTION_BACK) return false;
  finish_prompt(ui, (PromptScreen *)base, action == ACTION_ACCEPT);
  return true;
}

static bool prompt_key(Ui *ui, Screen *base, int key) {
  (void)ui;
  if (key == KEYCODE_ENTER || key == KEYCODE_ESCAPE) return false;
  return field_key(&((PromptScreen *)base)->field, key);
}

static bool prompt_paste(Ui *ui, Screen *base, const char *text) {
  (void)ui;
  field_insert(&((PromptScreen *)base)->field, text);
  return true;
}

static void prompt_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const PromptScreen *screen = (const PromptScreen *)base;
  int cols = MIN(56, ui->cols - 6);
  g_autoptr(GArray) lines = text_wrap(screen->hint, cols);
  int hint_rows = MIN((int)lines->len, MAX(ui->rows - 7, 1));
  Inside in = frame(ui, canvas, hint_rows + 2, cols, screen->title);
  for (int i = 0; i < hint_rows; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    canvas_span(canvas, in.row + i, in.col, in.cols, ROLE_DIM, screen->hint + line->offset,
                line->length);
  }
  field_draw(&screen->field, canvas, in.row + in.rows - 1, in.col, in.cols);
}

static void prompt_close(Screen *base) {
  PromptScreen *screen = (PromptScreen *)base;
  field_finish(&screen->field);
  g_free(screen->title);
  g_free(screen->hint);
  g_free(screen);
}

Screen *scr_prompt_new(Ui *ui, const char *title, const char *hint, const char *text, PromptFn done,
                       void *user) {
  (void)ui;
  PromptScreen *screen = g_new0(PromptScreen, 1);
  screen->base.kind = &SCR_PROMPT;
  screen->title = g_strdup(title);
  screen->hint = g_strdup(hint);
  field_init(&screen->field, text);
  screen->done = done;
  screen->user = user;
  return &screen->base;
}

static const Action PROMPT_ACTIONS[] = {ACTION_ACCEPT, ACTION_BACK, ACTION_NONE};
static const FooterHint PROMPT_FOOTER[] = {
    {ACTION_ACCEPT, "accept"}, {ACTION_BACK, "skip, go back"}, {ACTION_NONE, NULL}};
const ScreenKind SCR_PROMPT = {.name = "prompt",
                               .keys = {"prompt", PROMPT_ACTIONS},
                               .footer = PROMPT_FOOTER,
                               .action = prompt_act,
                               .key = prompt_key,
                               .paste = prompt_paste,
                               .draw = prompt_draw,
                               .close = prompt_close,
                               .dialog = true};

/* -- a few choices ----------------------------------------------------------------------------- */

typedef struct {
  Screen base;
  char *title;
  GPtrArray *labels;
  int focus;
  ChoiceFn done;
  void *user;
} ChoiceScreen;

static void finish_choice(Ui *ui, ChoiceScreen *screen, int index) {
  ChoiceFn done = screen->done;
  void *user = screen->user;
  ui_pop(ui);
  done(ui, index, user);
}

static bool choice_act(Ui *ui, Screen *base, Action action) {
  ChoiceScreen *screen = (ChoiceScreen *)base;
  int last = (int)screen->labels->len - 1;
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_8) {
    if ((int)(action - ACTION_CHOOSE_1) <= last)
      finish_choice(ui, screen, (int)(action - ACTION_CHOOSE_1));
    return true;
  }
  switch (action) {
  case ACTION_UP: screen->focus = MAX(screen->focus - 1, 0); return true;
  case ACTION_DOWN: screen->focus = MIN(screen->focus + 1, last); return true;
  case ACTION_ACCEPT: finish_choice(ui, screen, screen->focus); return true;
  default: return false;
  }
}

static void choice_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ChoiceScreen *screen = (const ChoiceScreen *)base;
  int n = (int)screen->labels->len;
  Inside in = frame(ui, canvas, n, 44, screen->title);
  int first = CLAMP(screen->focus - in.rows + 1, 0, MAX(n - in.rows, 0));
  for (int i = 0; i < in.rows && first + i < n; i++) {
    bool focused = first + i == screen->focus;
    g_autofree char *line =
        g_strdup_printf("%d  %s", first + i + 1, (char *)screen->labels->pdata[first + i]);
    canvas_fill(canvas, in.row + i, in.col, in.cols, focused ? ROLE_FOCUS : ROLE_NORMAL);
    canvas_text(canvas, in.row + i, in.col, in.cols, focused ? ROLE_FOCUS : ROLE_NORMAL, line);
    if (focused) canvas_cursor(canvas, in.row + i, in.col);
  }
}

static void choice_close(Screen *base) {
  ChoiceScreen *screen = (ChoiceScreen *)base;
  g_ptr_array_unref(screen->labels);
  g_free(screen->title);
  g_free(screen);
}

Screen *scr_choice_new(Ui *ui, const char *title, const char *const *labels, int n, int focus,
                       ChoiceFn done, void *user) {
  (void)ui;
  ChoiceScreen *screen = g_new0(ChoiceScreen, 1);
  screen->base.kind = &SCR_CHOICE;
  screen->title = g_strdup(title);
  screen->labels = g_ptr_array_new_with_free_func(g_free);
  for (int i = 0; i < n; i++) g_ptr_array_add(screen->labels, g_strdup(labels[i]));
  screen->focus = CLAMP(focus, 0, n - 1);
  screen->done = done;
  screen->user = user;
  return &screen->base;
}

static const Action CHOICE_ACTIONS[] = {
    ACTION_UP,       ACTION_DOWN,     ACTION_ACCEPT,   ACTION_CHOOSE_1, ACTION_CHOOSE_2,
    ACTION_CHOOSE_3, ACTION_CHOOSE_4, ACTION_CHOOSE_5, ACTION_CHOOSE_6, ACTION_CHOOSE_7,
    ACTION_CHOOSE_8, ACTION_BACK,     ACTION_NONE};
static const FooterHint CHOICE_FOOTER[] = {
    {ACTION_ACCEPT, "choose"}, {ACTION_BACK, "back"}, {ACTION_NONE, NULL}};
const ScreenKind SCR_CHOICE = {.name = "choice",
                               .keys = {"choice", CHOICE_ACTIONS},
                               .footer = CHOICE_FOOTER,
                               .action = choice_act,
                               .draw = choice_draw,
                               .close = choice_close,
                               .dialog = true};

/* -- the palette: every action of the screen below, found by name ------------------------------ */

typedef struct {
  Screen base;
  Field field;
  const KeyContext *keys; /* of the screen below */
  int focus;
} PaletteScreen;

static bool matches(const PaletteScreen *screen, Action action) {
  g_autofree char *words = g_utf8_casefold(screen->field.text->str, -1);
  g_autofree char *help = g_utf8_casefold(action_help(action), -1);
  return strstr(help, words) != NULL || strstr(action_name(action), words) != NULL;
}

/* The actions that match, at most ACTION_COUNT; returns how many. */
static int found(const PaletteScreen *screen, Action out[ACTION_COUNT]) {
  int n = 0;
  for (const Action *a = screen->keys->actions; *a != ACTION_NONE; a++)
    if (matches(screen, *a)) out[n++] = *a;
  return n;
}

static bool palette_act(Ui *ui, Screen *base, Action action) {
  PaletteScreen *screen = (PaletteScreen *)base;
  Action list[ACTION_COUNT];
  int n = found(screen, list);
  switch (action) {
  case ACTION_UP: screen->focus = MAX(screen->focus - 1, 0); return true;
  case ACTION_DOWN: screen->focus = MIN(screen->focus + 1, MAX(n - 1, 0)); return true;
  case ACTION_ACCEPT: {
    Action chosen = n > 0 ? list[MIN(screen->focus, n - 1)] : ACTION_NONE;
    ui_pop(ui);
    ui_act(ui, chosen);
    return true;
  }
  default: return false;
  }
}

static bool palette_key(Ui *ui, Screen *base, int key) {
  (void)ui;
  PaletteScreen *screen = (PaletteScreen *)base;
  if (key == KEYCODE_ENTER || key == KEYCODE_ESCAPE || !field_key(&screen->field, key))
    return false;
  screen->focus = 0;
  return true;
}

static void palette_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const PaletteScreen *screen = (const PaletteScreen *)base;
  Action list[ACTION_COUNT];
  int n = found(screen, list);
  Inside in = frame(ui, canvas, 12, 56, "Find an action");
  int rows = in.rows - 1, focus = CLAMP(screen->focus, 0, MAX(n - 1, 0));
  int first = CLAMP(focus - rows + 1, 0, MAX(n - rows, 0));
  for (int i = 0; i < rows && first + i < n; i++) {
    Action action = list[first + i];
    Role role = first + i == focus ? ROLE_FOCUS : ROLE_NORMAL;
    const char *key = keymap_key(ui->keymap, action);
    g_autofree char *line = g_strdup_printf("%-8s %s", key == NULL ? "" : key, action_help(action));
    canvas_fill(canvas, in.row + 1 + i, in.col, in.cols, role);
    canvas_text(canvas, in.row + 1 + i, in.col, in.cols, role, line);
  }
  field_draw(&screen->field, canvas, in.row, in.col, in.cols);
}

static void palette_close(Screen *base) {
  field_finish(&((PaletteScreen *)base)->field);
  g_free(base);
}

Screen *scr_palette_new(Ui *ui, const Screen *over) {
  (void)ui;
  PaletteScreen *screen = g_new0(PaletteScreen, 1);
  screen->base.kind = &SCR_PALETTE;
  field_init(&screen->field, "");
  screen->keys = &over->kind->keys;
  return &screen->base;
}

static const Action PALETTE_ACTIONS[] = {ACTION_UP, ACTION_DOWN, ACTION_ACCEPT, ACTION_BACK,
                                         ACTION_NONE};
const ScreenKind SCR_PALETTE = {.name = "palette",
                                .keys = {"palette", PALETTE_ACTIONS},
                                .footer = CHOICE_FOOTER,
                                .action = palette_act,
                                .key = palette_key,
                                .draw = palette_draw,
                                .close = palette_close,
                                .dialog = true};
