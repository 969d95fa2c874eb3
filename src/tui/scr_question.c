/* scr_question - the question: a stem that scrolls above options that stay reachable, answered by
 * keyboard for every type of item.
 */
#include "report/phrase.h"
#include "tui/scr_drill.h"

static const DrillView *view_of(const DrillScreen *screen) {
  return drill_view(screen->drill);
}

void question_reset(Ui *ui, DrillScreen *screen) {
  Drill *drill = screen->drill;
  Screen base = screen->base;
  *screen = (DrillScreen){.base = base, .drill = drill};
  const DrillView *view = view_of(screen);
  sheet_reset(&screen->sheet, view->item, view->shown, view->shown_n);
  screen->shown_at = clock_monotonic(app_clock(ui->app));
}

/* -- the answer in the making ------------------------------------------------------------------ */

static void submit(Ui *ui, DrillScreen *screen) {
  if (!sheet_complete(&screen->sheet)) {
    ui_say(ui, ROLE_WARN, "%s", sheet_missing(&screen->sheet));
    return;
  }
  Response response = sheet_response(&screen->sheet);
  GError *error = NULL;
  int64_t ms = clock_monotonic(app_clock(ui->app)) - screen->shown_at;
  if (drill_answer(screen->drill, &response, screen->confidence, ms, &error))
    drill_follow(ui, screen);
  else
    ui_say_error(ui, error);
}

/* -- layout ------------------------------------------------------------------------------------ */

/* The line that asks how sure stands at the foot where there is room. */
static bool asks_sure(const Ui *ui) {
  return app_setting_number(ui->app, SETTING_CONFIDENCE) && ui_body_rows(ui) >= 6;
}

static SheetLayout lay_out(const Ui *ui, const DrillScreen *screen) {
  int body = ui_body_rows(ui);
  if (asks_sure(ui)) body -= body >= 12 ? 2 : 1;
  return sheet_layout(&screen->sheet, ui->ascii, ui->rows, ui->cols, body, screen->stem_scroll);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void set_confidence(const Ui *ui, DrillScreen *screen, Confidence confidence) {
  if (app_setting_number(ui->app, SETTING_CONFIDENCE))
    screen->confidence = screen->confidence == confidence ? CONFIDENCE_NONE : confidence;
}

static void sideways(const Ui *ui, DrillScreen *screen, int by) {
  if (screen->field == FIELD_CONFIDENCE) {
    int to = CLAMP((int)screen->confidence + by, CONFIDENCE_NONE, CONFIDENCE_SURE);
    if (app_setting_number(ui->app, SETTING_CONFIDENCE)) screen->confidence = (Confidence)to;
  } else {
    sheet_sideways(&screen->sheet, by);
  }
}

static void switch_field(const Ui *ui, DrillScreen *screen) {
  bool asked = app_setting_number(ui->app, SETTING_CONFIDENCE) != 0;
  screen->field = screen->field == FIELD_OPTIONS && asked ? FIELD_CONFIDENCE : FIELD_OPTIONS;
}

static void scroll_stem(const Ui *ui, DrillScreen *screen, int by) {
  screen->stem_scroll += by;
  SheetLayout l = lay_out(ui, screen);
  screen->stem_scroll = l.scroll;
  sheet_layout_clear(&l);
}

static bool act(Ui *ui, Screen *base, Action action) {
  DrillScreen *screen = (DrillScreen *)base;
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_8) {
    screen->field = FIELD_OPTIONS;
    sheet_choose(&screen->sheet, (int)(action - ACTION_CHOOSE_1));
    return true;
  }
  switch (action) {
  case ACTION_UP: sheet_move(&screen->sheet, -1); return true;
  case ACTION_DOWN: sheet_move(&screen->sheet, 1); return true;
  case ACTION_LEFT: sideways(ui, screen, -1); return true;
  case ACTION_RIGHT: sideways(ui, screen, 1); return true;
  case ACTION_MOVE_UP: sheet_swap(&screen->sheet, -1); return true;
  case ACTION_MOVE_DOWN: sheet_swap(&screen->sheet, 1); return true;
  case ACTION_TOGGLE: sheet_toggle(&screen->sheet); return true;
  case ACTION_NEXT_FIELD:
  case ACTION_PREVIOUS_FIELD: switch_field(ui, screen); return true;
  case ACTION_GUESS: set_confidence(ui, screen, CONFIDENCE_GUESS); return true;
  case ACTION_THINK: set_confidence(ui, screen, CONFIDENCE_THINK); return true;
  case ACTION_SURE: set_confidence(ui, screen, CONFIDENCE_SURE); return true;
  case ACTION_PAGE_UP: scroll_stem(ui, screen, -4); return true;
  case ACTION_PAGE_DOWN: scroll_stem(ui, screen, 4); return true;
  case ACTION_FIRST: scroll_stem(ui, screen, -10000); return true;
  case ACTION_LAST: scroll_stem(ui, screen, 10000); return true;
  case ACTION_ACCEPT: submit(ui, screen); return true;
  default: return drill_common_action(ui, screen, action);
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draw_confidence(const Ui *ui, const DrillScreen *screen, Canvas *canvas, int row) {
  static const Confidence all[] = {CONFIDENCE_GUESS, CONFIDENCE_THINK, CONFIDENCE_SURE};
  static const char *const keys[] = {"-", "=", "+"};
  bool wide = ui->cols >= 60;
  int col =
      canvas_text(canvas, row, 1, 12, ROLE_DIM, wide ? "How sure?" : "Sure?") + (wide ? 3 : 2);
  for (int i = 0; i < 3; i++) {
    bool on = screen->confidence == all[i];
    col += canvas_text(canvas, row, col, 1, ROLE_KEY, keys[i]) + 1;
    g_autofree char *word = g_strdup_printf(on ? "[%s]" : "%s", phrase_confidence(all[i]));
    int used = canvas_text(canvas, row, col, 14, on ? ROLE_CHOSEN : ROLE_NORMAL, word);
    if (screen->field == FIELD_CONFIDENCE &&
        (on || (i == 0 && screen->confidence == CONFIDENCE_NONE)))
      canvas_cursor(canvas, row, col);
    col += used + 2;
  }
  if (wide) canvas_text(canvas, row, col, 12, ROLE_DIM, "(optional)");
}

static void draw_title(const Ui *ui, const DrillScreen *screen, Canvas *canvas) {
  const DrillView *view = view_of(screen);
  g_autofree char *position = phrase_position(view->number, view->planned);
  g_autofree char *task = phrase_task(view->item);
  g_autofree char *left = g_strdup_printf("%s%s %s", view->flagged ? "! " : "", position,
                                          ui->cols < 60  ? ""
                                          : view->is_new ? "· new"
                                                         : "· review");
  g_autofree char *time = phrase_duration(view->active_ms);
  g_autofree char *goal = view->goal.minutes > 0
                              ? g_strdup_printf("%s of %d min", time, view->goal.minutes)
                              : g_strdup(time);
  g_autofree char *right = ui->cols < 60 ? g_strdup(task) : g_strdup_printf("%s   %s", task, goal);
  chrome_title(canvas, left, right);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const DrillScreen *screen = (const DrillScreen *)base;
  int top = ui_body_top(ui);
  SheetLayout l = lay_out(ui, screen);
  draw_title(ui, screen, canvas);
  sheet_draw(&screen->sheet, &l, canvas, top, screen->field == FIELD_OPTIONS);
  if (asks_sure(ui)) draw_confidence(ui, screen, canvas, top + ui_body_rows(ui) - 1);
  sheet_layout_clear(&l);
}

static const Action ACTIONS[] = {ACTION_CHOOSE_1,  ACTION_CHOOSE_2,   ACTION_CHOOSE_3,
                                 ACTION_CHOOSE_4,  ACTION_CHOOSE_5,   ACTION_CHOOSE_6,
                                 ACTION_CHOOSE_7,  ACTION_CHOOSE_8,   ACTION_ACCEPT,
                                 ACTION_UP,        ACTION_DOWN,       ACTION_LEFT,
                                 ACTION_RIGHT,     ACTION_TOGGLE,     ACTION_MOVE_UP,
                                 ACTION_MOVE_DOWN, ACTION_NEXT_FIELD, ACTION_PREVIOUS_FIELD,
                                 ACTION_GUESS,     ACTION_THINK,      ACTION_SURE,
                                 ACTION_PAGE_UP,   ACTION_PAGE_DOWN,  ACTION_FIRST,
                                 ACTION_LAST,      ACTION_UNDO,       ACTION_REDO,
                                 ACTION_WHY,       ACTION_TERMS,      ACTION_FLAG,
                                 ACTION_PUT_ASIDE, ACTION_SEARCH,     ACTION_BACK,
                                 ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "answer"},     {ACTION_FLAG, "flag"},
                                    {ACTION_WHY, "why this now"},  {ACTION_UNDO, "undo"},
                                    {ACTION_PUT_ASIDE, "suspend"}, {ACTION_BACK, "home"},
                                    {ACTION_TERMS, "terms"},       {ACTION_NONE, NULL}};

const ScreenKind SCR_QUESTION = {.name = "question",
                                 .keys = {"question", ACTIONS},
                                 .footer = FOOTER,
                                 .action = act,
                                 .draw = draw,
                                 .close = drill_screen_close};
