/* scr_essay - a text being written: the scenario above or beside it, words and time in the title. What is
 * typed is kept within three seconds, when the screen is left, and before anything that could end it.
 */
#include "app/edit.h"
#include "app/writing.h"
#include "report/phrase.h"
#include "tui/editor.h"
#include "tui/scr_exam.h"
#include "tui/term.h"
#include <string.h>

#define KEEP_MS   3000
#define MINUTE_MS 60000

typedef struct {
  Screen base;
  App *app;
  int64_t id;
  WritingView *view;      /* as it was opened */
  const ExamScreen *exam; /* below this one, or NULL */
  Editor *editor;
  uint64_t kept;      /* the editor's revision that is stored */
  int64_t changed_at; /* monotonic, of the first change since; 0: none */
  int64_t opened_at;  /* monotonic */
  bool on_scenario;   /* the keys go to the scenario */
  int scroll;         /* of the scenario */
  bool failing;       /* the newest text could not be stored */
} EssayScreen;

/* -- keeping ----------------------------------------------------------------------------------- */

static int64_t spent(const EssayScreen *screen) {
  return screen->view->ms + clock_monotonic(app_clock(screen->app)) - screen->opened_at;
}

static bool keep(EssayScreen *screen, GError **error) {
  uint64_t revision = editor_revision(screen->editor);
  if (revision == screen->kept && !screen->failing) return true;
  screen->failing =
      !writing_save(screen->app, screen->id, editor_text(screen->editor), spent(screen), error);
  screen->changed_at = screen->failing ? clock_monotonic(app_clock(screen->app)) : 0;
  if (!screen->failing) screen->kept = revision;
  return !screen->failing;
}

/* Without a way to ask: what fails is told in the title. */
static void keep_quietly(Ui *ui, Screen *base) {
  (void)ui;
  keep((EssayScreen *)base, NULL);
}

static void note_change(EssayScreen *screen) {
  bool changed = editor_revision(screen->editor) != screen->kept;
  if (changed && screen->changed_at == 0)
    screen->changed_at = clock_monotonic(app_clock(screen->app));
}

static int64_t due_in(const EssayScreen *screen) {
  return screen->changed_at + KEEP_MS - clock_monotonic(app_clock(screen->app));
}

static void tick(Ui *ui, Screen *base) {
  EssayScreen *screen = (EssayScreen *)base;
  if (screen->changed_at != 0 && due_in(screen) <= 0) keep_quietly(ui, base);
}

/* Also once a minute, for the time in the title. */
static int tick_in(const Screen *base) {
  const EssayScreen *screen = (const EssayScreen *)base;
  int64_t in = MINUTE_MS - spent(screen) % MINUTE_MS;
  if (screen->changed_at != 0) in = MIN(in, due_in(screen));
  return (int)CLAMP(in, 0, MINUTE_MS);
}

/* -- leaving and handing in -------------------------------------------------------------------- */

static void leave_chosen(Ui *ui, int index, void *user) {
  (void)user;
  if (index == 1) ui_pop(ui);
}

static void leave(Ui *ui, EssayScreen *screen) {
  static const char *const labels[] = {"Stay and try again", "Leave without the newest words"};
  g_autoptr(GError) error = NULL;
  if (keep(screen, &error))
    ui_pop(ui);
  else
    ui_push(ui,
            scr_choice_new(ui, "The text could not be kept", labels, 2, 0, leave_chosen, screen));
}

static void hand_in_chosen(Ui *ui, int index, void *user) {
  EssayScreen *screen = user;
  GError *error = NULL;
  if (index != 1) return;
  if (!keep(screen, &error) || !writing_hand_in(ui->app, screen->id, &error)) {
    ui_say_error(ui, error);
    return;
  }
  int64_t id = screen->id;
  Screen *score = scr_score_new(ui, id);
  if (score == NULL) return;
  ui_pop(ui);
  ui_push(ui, score);
}

static void ask_hand_in(Ui *ui, EssayScreen *screen) {
  static const char *const labels[] = {"Go on writing", "Hand in: it changes no more"};
  GError *error = NULL;
  if (screen->exam != NULL) {
    ui_say(ui, ROLE_NORMAL, "It goes with its part: Esc, then H hands the part in.");
    return;
  }
  if (!keep(screen, &error)) {
    ui_say_error(ui, error);
    return;
  }
  int words = editor_words(screen->editor), least = screen->view->item->essay->words_min;
  g_autofree char *title = words < least ? g_strdup_printf("Hand in %d words of %d?", words, least)
                                         : g_strdup_printf("Hand in %d words?", words);
  ui_push(ui, scr_choice_new(ui, title, labels, 2, 0, hand_in_chosen, screen));
}

/* -- the learner's own editor ------------------------------------------------------------------ */

/* With the terminal given back. What could be undone before is forgotten with the text before. */
static void run_editor(Ui *ui, void *user) {
  EssayScreen *screen = user;
  GError *error = NULL;
  g_autofree char *text = edit_text(editor_text(screen->editor), &error);
  if (text == NULL) {
    ui_say_error(ui, error);
    return;
  }
  if (strcmp(text, editor_text(screen->editor)) == 0) return;
  Editor *changed = editor_new(text);
  if (changed == NULL) {
    ui_say(ui, ROLE_WARN, "The text is too long. The draft stays as it was.");
    return;
  }
  editor_free(screen->editor);
  screen->editor = changed;
  screen->kept = G_MAXUINT64; /* nothing of it is stored yet */
  if (!keep(screen, &error)) ui_say_error(ui, error);
}

static void ask_editor(Ui *ui, EssayScreen *screen) {
  GError *error = NULL;
  if (!edit_is_possible()) {
    ui_say(ui, ROLE_WARN, "No editor is named: set VISUAL or EDITOR to one.");
  } else if (!keep(screen, &error)) {
    ui_say_error(ui, error);
  } else {
    ui->aside = run_editor;
    ui->aside_user = screen;
  }
}

/* -- layout ------------------------------------------------------------------------------------ */

#define BESIDE_COLS 120 /* from here on the scenario stands beside the text */
#define ABOVE_ROWS  14  /* rows of the body from which on it stands above */

typedef struct {
  int row, col, rows, cols;
} Area;

typedef struct {
  Area scenario, text; /* rows 0: not shown */
} EssayLayout;

static Page *scenario_page(const EssayScreen *screen, int columns) {
  const Item *item = screen->view->item;
  Page *page = page_new(columns);
  if (item->stimulus != NULL) page_add(page, ROLE_DIM, 0, 0, item->stimulus);
  page_add(page, ROLE_NORMAL, 0, 0, item->stem);
  for (guint i = 0; i < item->essay->tasks->len; i++)
    page_addf(page, ROLE_STRONG, 0, 3, "%u. %s", i + 1, (char *)item->essay->tasks->pdata[i]);
  page_addf(page, ROLE_DIM, 0, 0, "%d minutes, %d to %d words.", item->essay->minutes,
            item->essay->words_min, item->essay->words_max);
  return page;
}

static EssayLayout lay_out(const Ui *ui, const EssayScreen *screen) {
  int top = ui_body_top(ui), rows = ui_body_rows(ui), cols = ui->cols - 3;
  Area whole = {top, 1, rows, cols};
  if (ui->cols >= BESIDE_COLS) {
    int left = MIN(cols * 2 / 5, 70), right = MIN(cols - left - 4, 90);
    return (EssayLayout){{top, 1, rows, left}, {top, left + 5, rows, right}};
  }
  if (rows < ABOVE_ROWS && screen->on_scenario) return (EssayLayout){.scenario = whole};
  if (rows < ABOVE_ROWS) return (EssayLayout){.text = whole};
  g_autoptr(Page) page = scenario_page(screen, cols);
  int most = screen->on_scenario ? rows * 2 / 3 : rows / 3;
  int above = CLAMP(page_rows(page), 1, most);
  return (EssayLayout){{top, 1, above, cols}, {top + above + 1, 1, rows - above - 1, cols}};
}

static void scroll_scenario(const Ui *ui, EssayScreen *screen, int by) {
  EssayLayout l = lay_out(ui, screen);
  int rows = l.scenario.rows > 0 ? l.scenario.rows : ui_body_rows(ui);
  int cols = l.scenario.cols > 0 ? l.scenario.cols : ui->cols - 3;
  g_autoptr(Page) page = scenario_page(screen, cols);
  screen->scroll = page_clamp(page, rows, screen->scroll + by);
}

/* -- keys -------------------------------------------------------------------------------------- */

#define FULL "A text has at most 256 KiB."
_Static_assert(EDITOR_MAX_BYTES == 256 * 1024 && EDIT_MAX_BYTES == EDITOR_MAX_BYTES,
               "the editor lets in what can be kept");

/* True where KEY would write, but there is no room for it. */
static bool is_full(const EssayScreen *screen, int key) {
  bool writes = key == KEYCODE_ENTER || (key >= ' ' && key < KEYCODE_BASE);
  return writes && strlen(editor_text(screen->editor)) + 4 > EDITOR_MAX_BYTES;
}

static bool typed(Ui *ui, Screen *base, int key) {
  EssayScreen *screen = (EssayScreen *)base;
  if (screen->on_scenario || key == KEYCODE_TAB || key == KEYCODE_ESCAPE) return false;
  EssayLayout l = lay_out(ui, screen);
  editor_resize(screen->editor, l.text.rows, l.text.cols);
  uint64_t before = editor_revision(screen->editor);
  if (!editor_key(screen->editor, key)) return false;
  if (editor_revision(screen->editor) != before)
    note_change(screen);
  else if (is_full(screen, key))
    ui_say(ui, ROLE_WARN, FULL);
  return true;
}

static bool pasted(Ui *ui, Screen *base, const char *text) {
  EssayScreen *screen = (EssayScreen *)base;
  if (!editor_insert(screen->editor, text)) ui_say(ui, ROLE_WARN, FULL " Nothing was pasted.");
  screen->on_scenario = false;
  note_change(screen);
  return true;
}

static void step_back(Ui *ui, EssayScreen *screen, bool redo) {
  bool done = redo ? editor_redo(screen->editor) : editor_undo(screen->editor);
  if (!done) ui_say(ui, ROLE_NORMAL, redo ? "Nothing to put back." : "Nothing to take back.");
  note_change(screen);
}

static void save_now(Ui *ui, EssayScreen *screen) {
  GError *error = NULL;
  if (keep(screen, &error))
    ui_say(ui, ROLE_NORMAL, "Kept.");
  else
    ui_say_error(ui, error);
}

static bool act(Ui *ui, Screen *base, Action action) {
  EssayScreen *screen = (EssayScreen *)base;
  int by = 0;
  if (action_step(action, 4, &by)) {
    scroll_scenario(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_NEXT_FIELD: screen->on_scenario = !screen->on_scenario; return true;
  case ACTION_TEXT_UNDO: step_back(ui, screen, false); return true;
  case ACTION_TEXT_REDO: step_back(ui, screen, true); return true;
  case ACTION_TEXT_SAVE: save_now(ui, screen); return true;
  case ACTION_TEXT_HAND_IN: ask_hand_in(ui, screen); return true;
  case ACTION_TEXT_EDITOR: ask_editor(ui, screen); return true;
  case ACTION_BACK: leave(ui, screen); return true;
  default:
    keep(screen, NULL); /* it may leave or stop the program */
    return false;
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static char *time_text(const EssayScreen *screen) {
  if (screen->exam != NULL) return exam_clock_text(screen->exam);
  return g_strdup_printf("%d of %d min", (int)(spent(screen) / MINUTE_MS),
                         screen->view->item->essay->minutes);
}

static void draw_title(const Ui *ui, const EssayScreen *screen, Canvas *canvas) {
  const Item *item = screen->view->item;
  int words = editor_words(screen->editor);
  g_autofree char *full = writing_words_line(item, words);
  g_autofree char *brief =
      g_strdup_printf("%d of %d-%d words", words, item->essay->words_min, item->essay->words_max);
  g_autofree char *left =
      ui->cols >= 60 ? g_strconcat(item->id, " · ", full, NULL) : g_strdup(brief);
  g_autofree char *time = time_text(screen);
  chrome_title(canvas, left, screen->failing ? "NOT KEPT" : time == NULL ? "" : time);
}

static void draw_scenario(const EssayScreen *screen, Canvas *canvas, const Area *area) {
  g_autoptr(Page) page = scenario_page(screen, area->cols);
  int scroll = page_clamp(page, area->rows, screen->scroll);
  page_draw(page, canvas, area->row, area->col, area->rows, scroll, -1);
  if (screen->on_scenario) canvas_cursor(canvas, area->row, area->col);
}

/* A line between the panes, which names the lower one. */
static void draw_rule(const Ui *ui, Canvas *canvas, int row) {
  const char *line = canvas->ascii ? "-" : "─";
  for (int col = 1; col < ui->cols - 1; col++) canvas_text(canvas, row, col, 1, ROLE_DIM, line);
  canvas_text(canvas, row, 3, 12, ROLE_DIM, " Your text ");
}

/* Marks at the right edge where text stands above or below. */
static void draw_more(const EssayScreen *screen, Canvas *canvas, const Area *area) {
  int top = editor_top(screen->editor), lines = editor_lines(screen->editor);
  int col = area->col + area->cols;
  if (top > 0) canvas_text(canvas, area->row, col, 1, ROLE_ACCENT, canvas->ascii ? "^" : "▲");
  if (top + area->rows < lines)
    canvas_text(canvas, area->row + area->rows - 1, col, 1, ROLE_ACCENT, canvas->ascii ? "v" : "▼");
}

static void draw_text(const EssayScreen *screen, Canvas *canvas, const Area *area) {
  int row = canvas->cursor_row, col = canvas->cursor_col;
  editor_resize(screen->editor, area->rows, area->cols);
  editor_draw(screen->editor, canvas, area->row, area->col);
  draw_more(screen, canvas, area);
  if (screen->on_scenario) canvas_cursor(canvas, row, col);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const EssayScreen *screen = (const EssayScreen *)base;
  EssayLayout l = lay_out(ui, screen);
  draw_title(ui, screen, canvas);
  if (l.scenario.rows > 0) draw_scenario(screen, canvas, &l.scenario);
  if (l.scenario.rows > 0 && l.text.row > l.scenario.row) draw_rule(ui, canvas, l.text.row - 1);
  if (l.text.rows > 0) draw_text(screen, canvas, &l.text);
}

/* -- coming and going -------------------------------------------------------------------------- */

static void close_essay(Screen *base) {
  EssayScreen *screen = (EssayScreen *)base;
  keep(screen, NULL);
  editor_free(screen->editor);
  writing_view_free(screen->view);
  g_free(screen);
}

Screen *scr_essay_new(Ui *ui, int64_t id, const struct ExamScreen *exam) {
  GError *error = NULL;
  WritingView *view = writing_view(ui->app, id, &error);
  Editor *editor = view == NULL ? NULL : editor_new(view->text);
  if (editor == NULL) {
    ui_say_error(ui, error);
    writing_view_free(view);
    return NULL;
  }
  EssayScreen *screen = g_new0(EssayScreen, 1);
  screen->base.kind = &SCR_ESSAY;
  screen->app = ui->app;
  screen->id = id;
  screen->view = view;
  screen->exam = exam;
  screen->editor = editor;
  screen->kept = editor_revision(editor);
  screen->opened_at = clock_monotonic(app_clock(ui->app));
  /* Where only one of the two finds room, the scenario is read first. */
  screen->on_scenario =
      *view->text == '\0' && ui->cols < BESIDE_COLS && ui_body_rows(ui) < ABOVE_ROWS;
  return &screen->base;
}

static const Action ACTIONS[] = {
    ACTION_NEXT_FIELD,  ACTION_TEXT_UNDO, ACTION_TEXT_REDO, ACTION_TEXT_SAVE, ACTION_TEXT_HAND_IN,
    ACTION_TEXT_EDITOR, ACTION_UP,        ACTION_DOWN,      ACTION_PAGE_UP,   ACTION_PAGE_DOWN,
    ACTION_FIRST,       ACTION_LAST,      ACTION_BACK,      ACTION_NONE};
static const FooterHint FOOTER[] = {
    {ACTION_BACK, "leave"},           {ACTION_NEXT_FIELD, "scenario"},
    {ACTION_TEXT_HAND_IN, "hand in"}, {ACTION_TEXT_UNDO, "undo"},
    {ACTION_TEXT_REDO, "redo"},       {ACTION_TEXT_EDITOR, "editor"},
    {ACTION_TEXT_SAVE, "keep"},       {ACTION_NONE, NULL}};
const ScreenKind SCR_ESSAY = {.name = "essay",
                              .keys = {"essay", ACTIONS, true},
                              .footer = FOOTER,
                              .action = act,
                              .key = typed,
                              .paste = pasted,
                              .draw = draw,
                              .tick = tick,
                              .tick_in = tick_in,
                              .keep = keep_quietly,
                              .close = close_essay};
