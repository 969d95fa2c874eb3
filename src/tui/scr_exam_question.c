/* scr_exam_question - a question of a practice exam, and the grid of all of them. Every choice is stored
 * as it is made; nothing tells right from wrong before the end.
 */
#include "report/phrase.h"
#include "tui/scr_exam.h"

static const ExamView *view_of(const ExamScreen *screen) {
  return exam_view(screen->exam);
}

/* -- choosing ---------------------------------------------------------------------------------- */

/* Stores the choice as it stands now. */
static void keep(Ui *ui, ExamScreen *screen) {
  GError *error = NULL;
  Response response = sheet_response(&screen->sheet);
  g_autofree char *text = exam_sheet_format(screen->sheet.item, &response);
  if (!exam_choose(screen->exam, text, &error)) ui_say_error(ui, error);
}

static void go_to(Ui *ui, ExamScreen *screen, int place) {
  GError *error = NULL;
  int last = view_of(screen)->counts.questions - 1;
  if (place < 0 || place > last) {
    ui_say(ui, ROLE_NORMAL,
           place < 0 ? "This is the first question."
                     : "This is the last one. r shows all, H hands in.");
    return;
  }
  bool forward = view_of(screen)->section->rules->navigation == NAVIGATE_FORWARD;
  if (forward && place < view_of(screen)->state->place) {
    ui_say(ui, ROLE_WARN, "This form has no way back.");
    return;
  }
  bool good = exam_goto(screen->exam, place, &error);
  exam_done(ui, screen, good, error);
}

static void step(Ui *ui, ExamScreen *screen, int by) {
  go_to(ui, screen, view_of(screen)->state->place + by);
}

/* Enter chooses where the cursor stands, and goes on from a choice. */
static void accept(Ui *ui, ExamScreen *screen) {
  Sheet *sheet = &screen->sheet;
  bool single = sheet->item->type == ITEM_SINGLE;
  if (single && sheet->focus >= 0 && sheet->choice != sheet->focus) {
    sheet_toggle(sheet);
    keep(ui, screen);
    return;
  }
  if (sheet->item->type == ITEM_ORDER && !sheet->sorted) {
    sheet->sorted = true;
    keep(ui, screen);
    return;
  }
  if (sheet_response(sheet).n > 0 && !sheet_complete(sheet)) {
    ui_say(ui, ROLE_WARN, "%s", sheet_missing(sheet));
    return;
  }
  step(ui, screen, 1);
}

static void strike(Ui *ui, ExamScreen *screen) {
  GError *error = NULL;
  Sheet *sheet = &screen->sheet;
  if (sheet->focus < 0 || sheet->item->type == ITEM_MATCH) {
    ui_say(ui, ROLE_NORMAL, "Move to the option that you rule out, then strike it.");
    return;
  }
  int place = sheet->item->type == ITEM_ORDER ? sheet->order[sheet->focus] : sheet->focus;
  if (exam_strike(screen->exam, place, &error))
    sheet->struck[place] = !sheet->struck[place];
  else
    ui_say_error(ui, error);
}

static void flag(Ui *ui, ExamScreen *screen) {
  GError *error = NULL;
  if (!exam_flag(screen->exam, !view_of(screen)->question->flagged, &error))
    ui_say_error(ui, error);
}

static void set_confidence(Ui *ui, ExamScreen *screen, Confidence confidence) {
  GError *error = NULL;
  bool same = view_of(screen)->question->confidence == confidence;
  if (!exam_set_confidence(screen->exam, same ? CONFIDENCE_NONE : confidence, &error))
    ui_say_error(ui, error);
}

static void number_given(Ui *ui, const char *text, void *user) {
  ExamScreen *screen = user;
  gint64 number = 0;
  int last = view_of(screen)->counts.questions;
  if (text == NULL || *text == '\0') return;
  if (g_ascii_string_to_signed(text, 10, 1, last, &number, NULL))
    go_to(ui, screen, (int)number - 1);
  else
    ui_say(ui, ROLE_WARN, "There is no question %s: 1 to %d.", text, last);
}

/* -- layout ------------------------------------------------------------------------------------ */

static SheetLayout lay_out(const Ui *ui, const ExamScreen *screen) {
  return sheet_layout(&screen->sheet, ui->ascii, ui->rows, ui->cols, ui_body_rows(ui),
                      screen->stem_scroll);
}

static void scroll_stem(const Ui *ui, ExamScreen *screen, int by) {
  screen->stem_scroll += by;
  SheetLayout l = lay_out(ui, screen);
  screen->stem_scroll = l.scroll;
  sheet_layout_clear(&l);
}

/* -- keys -------------------------------------------------------------------------------------- */

/* What changes the choice is stored at once. */
static bool choose(Ui *ui, ExamScreen *screen, Action action) {
  Sheet *sheet = &screen->sheet;
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_8)
    sheet_choose(sheet, (int)(action - ACTION_CHOOSE_1));
  else if (action == ACTION_TOGGLE)
    sheet_toggle(sheet);
  else if (action == ACTION_MOVE_UP || action == ACTION_MOVE_DOWN)
    sheet_swap(sheet, action == ACTION_MOVE_UP ? -1 : 1);
  else if ((action == ACTION_UP || action == ACTION_DOWN) && sheet->lifted)
    sheet_move(sheet, action == ACTION_UP ? -1 : 1);
  else if ((action == ACTION_LEFT || action == ACTION_RIGHT) && sheet->item->type == ITEM_MATCH)
    sheet_sideways(sheet, action == ACTION_LEFT ? -1 : 1);
  else
    return false;
  keep(ui, screen);
  return true;
}

static bool act(Ui *ui, Screen *base, Action action) {
  ExamScreen *screen = (ExamScreen *)base;
  if (choose(ui, screen, action)) return true;
  switch (action) {
  case ACTION_UP: sheet_move(&screen->sheet, -1); return true;
  case ACTION_DOWN: sheet_move(&screen->sheet, 1); return true;
  case ACTION_ACCEPT: accept(ui, screen); return true;
  case ACTION_RIGHT:
  case ACTION_NEXT_QUESTION: step(ui, screen, 1); return true;
  case ACTION_LEFT:
  case ACTION_PREVIOUS_QUESTION: step(ui, screen, -1); return true;
  case ACTION_JUMP:
    ui_push(ui, scr_prompt_new(ui, "Go to question", "Its number.", "", number_given, screen));
    return true;
  case ACTION_GRID:
    screen->base.kind = &SCR_EXAM_GRID;
    screen->focus = view_of(screen)->state->place;
    return true;
  case ACTION_STRIKE: strike(ui, screen); return true;
  case ACTION_FLAG: flag(ui, screen); return true;
  case ACTION_GUESS: set_confidence(ui, screen, CONFIDENCE_GUESS); return true;
  case ACTION_THINK: set_confidence(ui, screen, CONFIDENCE_THINK); return true;
  case ACTION_SURE: set_confidence(ui, screen, CONFIDENCE_SURE); return true;
  case ACTION_PAGE_UP: scroll_stem(ui, screen, -4); return true;
  case ACTION_PAGE_DOWN: scroll_stem(ui, screen, 4); return true;
  case ACTION_FIRST: scroll_stem(ui, screen, -10000); return true;
  case ACTION_LAST: scroll_stem(ui, screen, 10000); return true;
  default: return exam_common_action(ui, screen, action);
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static char *pace_text(const ExamView *view) {
  int minutes = (int)(view->pace / 60000);
  if (view->left < 0 || minutes == 0) return g_strdup("");
  return g_strdup_printf("%d min %s · ", ABS(minutes), minutes > 0 ? "ahead" : "behind");
}

static void draw_title(const Ui *ui, const ExamScreen *screen, Canvas *canvas) {
  const ExamView *view = view_of(screen);
  const ExamQuestion *question = view->question;
  g_autofree char *task = phrase_task(view->item), *clock = exam_clock_text(screen);
  g_autofree char *pace = pace_text(view);
  const char *sure =
      question->confidence == CONFIDENCE_NONE ? "" : phrase_confidence(question->confidence);
  bool wide = ui->cols >= 60;
  g_autofree char *left =
      g_strdup_printf("%s%d of %d%s%s%s%s", question->flagged ? "! " : "", view->state->place + 1,
                      view->counts.questions, wide ? " · " : "", wide ? task : "",
                      *sure != '\0' && wide ? " · " : "", wide ? sure : "");
  g_autofree char *right =
      clock == NULL ? g_strdup_printf("%d answered", view->counts.answered)
      : wide        ? g_strdup_printf("%d answered · %s%s", view->counts.answered, pace, clock)
                    : g_strdup(clock);
  chrome_title(canvas, left, right);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ExamScreen *screen = (const ExamScreen *)base;
  SheetLayout l = lay_out(ui, screen);
  draw_title(ui, screen, canvas);
  sheet_draw(&screen->sheet, &l, canvas, ui_body_top(ui), true);
  sheet_layout_clear(&l);
}

static const Action ACTIONS[] = {ACTION_CHOOSE_1,
                                 ACTION_CHOOSE_2,
                                 ACTION_CHOOSE_3,
                                 ACTION_CHOOSE_4,
                                 ACTION_CHOOSE_5,
                                 ACTION_CHOOSE_6,
                                 ACTION_CHOOSE_7,
                                 ACTION_CHOOSE_8,
                                 ACTION_ACCEPT,
                                 ACTION_NEXT_QUESTION,
                                 ACTION_PREVIOUS_QUESTION,
                                 ACTION_JUMP,
                                 ACTION_GRID,
                                 ACTION_FLAG,
                                 ACTION_STRIKE,
                                 ACTION_UP,
                                 ACTION_DOWN,
                                 ACTION_LEFT,
                                 ACTION_RIGHT,
                                 ACTION_TOGGLE,
                                 ACTION_MOVE_UP,
                                 ACTION_MOVE_DOWN,
                                 ACTION_GUESS,
                                 ACTION_THINK,
                                 ACTION_SURE,
                                 ACTION_PAGE_UP,
                                 ACTION_PAGE_DOWN,
                                 ACTION_FIRST,
                                 ACTION_LAST,
                                 ACTION_CLOCK,
                                 ACTION_PAUSE,
                                 ACTION_HAND_IN,
                                 ACTION_GIVE_UP,
                                 ACTION_BACK,
                                 ACTION_NONE};
static const FooterHint FOOTER[] = {
    {ACTION_ACCEPT, "choose, next"}, {ACTION_FLAG, "flag"},       {ACTION_GRID, "all"},
    {ACTION_STRIKE, "strike out"},   {ACTION_HAND_IN, "hand in"}, {ACTION_CLOCK, "clock"},
    {ACTION_BACK, "leave"},          {ACTION_NONE, NULL}};
const ScreenKind SCR_EXAM = {.name = "exam",
                             .keys = {"exam", ACTIONS},
                             .footer = FOOTER,
                             .action = act,
                             .draw = draw,
                             .tick = exam_screen_tick,
                             .tick_in = exam_screen_tick_in,
                             .close = exam_screen_close};

/* -- the grid: the page before handing in ------------------------------------------------------ */

#define CELL 7 /* columns a question takes */

static int grid_columns(const Ui *ui) {
  return CLAMP((ui->cols - 2) / CELL, 1, 10);
}

/* A mark besides colour: answered, looked at, or not yet seen. */
static char mark_of(const ExamQuestion *question) {
  if (exam_is_answered(question)) return 'x';
  return question->seen ? '-' : '.';
}

static Role role_of(const ExamQuestion *question) {
  if (question->flagged) return ROLE_WARN;
  return exam_is_answered(question) ? ROLE_NORMAL : ROLE_DIM;
}

static void grid_move(ExamScreen *screen, int by) {
  screen->focus = CLAMP(screen->focus + by, 0, view_of(screen)->counts.questions - 1);
}

/* The next question after the focus that is open or flagged. */
static void grid_seek(ExamScreen *screen) {
  const ExamView *view = view_of(screen);
  int n = view->counts.questions;
  for (int i = 1; i <= n; i++) {
    int place = (screen->focus + i) % n;
    const ExamQuestion *question = view->section->questions->pdata[place];
    if (exam_is_answered(question) && !question->flagged) continue;
    screen->focus = place;
    return;
  }
}

static bool grid_act(Ui *ui, Screen *base, Action action) {
  ExamScreen *screen = (ExamScreen *)base;
  int columns = grid_columns(ui);
  switch (action) {
  case ACTION_UP: grid_move(screen, -columns); return true;
  case ACTION_DOWN: grid_move(screen, columns); return true;
  case ACTION_LEFT: grid_move(screen, -1); return true;
  case ACTION_RIGHT: grid_move(screen, 1); return true;
  case ACTION_FIRST: grid_move(screen, -100000); return true;
  case ACTION_LAST: grid_move(screen, 100000); return true;
  case ACTION_NEXT_FIELD: grid_seek(screen); return true;
  case ACTION_ACCEPT:
    screen->base.kind = &SCR_EXAM;
    go_to(ui, screen, screen->focus);
    return true;
  case ACTION_GRID:
  case ACTION_BACK: screen->base.kind = &SCR_EXAM; return true;
  default: return exam_common_action(ui, screen, action);
  }
}

static void grid_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ExamScreen *screen = (const ExamScreen *)base;
  const ExamView *view = view_of(screen);
  g_autofree char *clock = exam_clock_text(screen);
  int columns = grid_columns(ui), top = ui_body_top(ui), rows = ui_body_rows(ui);
  g_autofree char *left =
      g_strdup_printf("%d of %d answered", view->counts.answered, view->counts.questions);
  chrome_title(canvas, left, clock == NULL ? "" : clock);
  g_autofree char *legend = ui->cols < 60
                                ? g_strdup("x done ! flagged - seen . unseen")
                                : g_strdup_printf("x answered  ! flagged %d  - seen  . unseen %d",
                                                  view->counts.flagged, view->counts.unseen);
  canvas_text(canvas, top, 1, ui->cols - 2, ROLE_DIM, legend);
  int body = rows - 1, first = MAX(screen->focus / columns - body + 1, 0) * columns;
  for (int i = first; i < view->counts.questions && (i - first) / columns < body; i++) {
    const ExamQuestion *question = view->section->questions->pdata[i];
    int row = top + 1 + (i - first) / columns, col = 1 + (i - first) % columns * CELL;
    g_autofree char *cell =
        g_strdup_printf("%3d %c%c", i + 1, mark_of(question), question->flagged ? '!' : ' ');
    canvas_text(canvas, row, col, CELL - 1, role_of(question), cell);
    if (i != screen->focus) continue;
    canvas_role(canvas, row, col, CELL - 1, ROLE_FOCUS);
    canvas_cursor(canvas, row, col);
  }
}

static const Action GRID_ACTIONS[] = {
    ACTION_ACCEPT,  ACTION_UP,    ACTION_DOWN,       ACTION_LEFT, ACTION_RIGHT,
    ACTION_FIRST,   ACTION_LAST,  ACTION_NEXT_FIELD, ACTION_GRID, ACTION_HAND_IN,
    ACTION_GIVE_UP, ACTION_CLOCK, ACTION_PAUSE,      ACTION_BACK, ACTION_NONE};
static const FooterHint GRID_FOOTER[] = {{ACTION_ACCEPT, "go there"},
                                         {ACTION_HAND_IN, "hand in"},
                                         {ACTION_NEXT_FIELD, "next open"},
                                         {ACTION_BACK, "back"},
                                         {ACTION_NONE, NULL}};
const ScreenKind SCR_EXAM_GRID = {.name = "exam grid",
                                  .keys = {"exam grid", GRID_ACTIONS},
                                  .footer = GRID_FOOTER,
                                  .action = grid_act,
                                  .draw = grid_draw,
                                  .tick = exam_screen_tick,
                                  .tick_in = exam_screen_tick_in,
                                  .close = exam_screen_close};
