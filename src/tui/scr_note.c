/* scr_note - a comment being written, over the whole screen, or in the writer's own editor. It is kept when
 * the writer says so and not before; leaving asks first where something was written.
 */
#include "app/edit.h"
#include "tui/editor.h"
#include "tui/screen.h"
#include "tui/term.h"
#include <string.h>

typedef struct {
  Screen base;
  char *title;
  Editor *editor;
  NoteFn done;
  void *user;
  bool warned; /* that leaving the program loses it */
} NoteScreen;

static bool is_blank(NoteScreen *screen) {
  return strspn(editor_text(screen->editor), " \n") == strlen(editor_text(screen->editor));
}

static void keep(Ui *ui, NoteScreen *screen) {
  if (is_blank(screen))
    ui_say(ui, ROLE_NORMAL, "Nothing is written yet.");
  else if (screen->done(ui, editor_text(screen->editor), screen->user)) {
    ui_pop(ui);
    ui_say(ui, ROLE_NORMAL, "Kept. Nothing is sent: W writes the file to send.");
  }
}

/* -- leaving ----------------------------------------------------------------------------------- */

static void leave_chosen(Ui *ui, int index, void *user) {
  (void)user;
  if (index == 1) ui_pop(ui);
}

static void leave(Ui *ui, NoteScreen *screen) {
  static const char *const labels[] = {"Go on writing", "Leave without this comment"};
  if (is_blank(screen))
    ui_pop(ui);
  else
    ui_push(ui, scr_choice_new(ui, "Not kept yet: Ctrl-D keeps", labels, 2, 0, leave_chosen, NULL));
}

/* The first time it only warns. */
static bool quit(Ui *ui, NoteScreen *screen) {
  if (is_blank(screen) || screen->warned) return false;
  screen->warned = true;
  ui_say(ui, ROLE_WARN, "Not kept: Ctrl-D keeps it, Ctrl-C leaves.");
  return true;
}

/* -- the writer's own editor ------------------------------------------------------------------- */

static void run_editor(Ui *ui, void *user) {
  NoteScreen *screen = user;
  GError *error = NULL;
  g_autofree char *text = edit_text(editor_text(screen->editor), &error);
  Editor *changed = text == NULL ? NULL : editor_new(text);
  if (text == NULL)
    ui_say_error(ui, error);
  else if (changed == NULL)
    ui_say(ui, ROLE_WARN, "The text is too long. The comment stays as it was.");
  if (changed == NULL) return;
  editor_free(screen->editor);
  screen->editor = changed;
}

static void ask_editor(Ui *ui, NoteScreen *screen) {
  if (!edit_is_possible()) {
    ui_say(ui, ROLE_WARN, "No editor is named: set VISUAL or EDITOR to one.");
    return;
  }
  ui->aside = run_editor;
  ui->aside_user = screen;
}

/* -- keys and drawing -------------------------------------------------------------------------- */

static bool typed(Ui *ui, Screen *base, int key) {
  NoteScreen *screen = (NoteScreen *)base;
  if (key == KEYCODE_TAB || key == KEYCODE_ESCAPE) return false;
  editor_resize(screen->editor, ui_body_rows(ui), ui->cols - 3);
  if (!editor_key(screen->editor, key)) return false;
  screen->warned = false;
  return true;
}

static bool pasted(Ui *ui, Screen *base, const char *text) {
  if (!editor_insert(((NoteScreen *)base)->editor, text))
    ui_say(ui, ROLE_WARN, "That is too much for one comment: nothing was pasted.");
  return true;
}

static void step_back(Ui *ui, NoteScreen *screen, bool redo) {
  bool done = redo ? editor_redo(screen->editor) : editor_undo(screen->editor);
  if (!done) ui_say(ui, ROLE_NORMAL, redo ? "Nothing to put back." : "Nothing to take back.");
}

static bool act(Ui *ui, Screen *base, Action action) {
  NoteScreen *screen = (NoteScreen *)base;
  switch (action) {
  case ACTION_TEXT_HAND_IN:
  case ACTION_TEXT_SAVE: keep(ui, screen); return true;
  case ACTION_TEXT_UNDO: step_back(ui, screen, false); return true;
  case ACTION_TEXT_REDO: step_back(ui, screen, true); return true;
  case ACTION_TEXT_EDITOR: ask_editor(ui, screen); return true;
  case ACTION_BACK: leave(ui, screen); return true;
  case ACTION_QUIT: return quit(ui, screen);
  default: return false;
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const NoteScreen *screen = (const NoteScreen *)base;
  int words = editor_words(screen->editor);
  g_autofree char *right = g_strdup_printf("%d word%s", words, words == 1 ? "" : "s");
  chrome_title(canvas, screen->title, right);
  editor_resize(screen->editor, ui_body_rows(ui), ui->cols - 3);
  editor_draw(screen->editor, canvas, ui_body_top(ui), 1);
}

static void close_note(Screen *base) {
  NoteScreen *screen = (NoteScreen *)base;
  editor_free(screen->editor);
  g_free(screen->title);
  g_free(screen);
}

Screen *scr_note_new(Ui *ui, const char *title, NoteFn done, void *user) {
  (void)ui;
  NoteScreen *screen = g_new0(NoteScreen, 1);
  screen->base.kind = &SCR_NOTE;
  screen->title = g_strdup(title);
  screen->editor = editor_new("");
  screen->done = done;
  screen->user = user;
  return &screen->base;
}

static const Action ACTIONS[] = {ACTION_TEXT_HAND_IN, ACTION_TEXT_SAVE,   ACTION_TEXT_UNDO,
                                 ACTION_TEXT_REDO,    ACTION_TEXT_EDITOR, ACTION_BACK,
                                 ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_TEXT_HAND_IN, "keep"},  {ACTION_BACK, "leave"},
                                    {ACTION_TEXT_UNDO, "undo"},     {ACTION_TEXT_REDO, "redo"},
                                    {ACTION_TEXT_EDITOR, "editor"}, {ACTION_NONE, NULL}};
const ScreenKind SCR_NOTE = {.name = "note",
                             .keys = {"note", ACTIONS, true},
                             .footer = FOOTER,
                             .action = act,
                             .key = typed,
                             .paste = pasted,
                             .draw = draw,
                             .close = close_note};
