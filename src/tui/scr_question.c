/* scr_question - the question: a stem that scrolls above options that stay reachable, answered by
 * keyboard for every type of item.
 */
#include "report/phrase.h"
#include "tui/scr_drill.h"

static const DrillView *view_of(const DrillScreen *screen) {
  return drill_view(screen->drill);
}

static int rows_to_move(const DrillScreen *screen) {
  const DrillView *view = view_of(screen);
  return view->item->type == ITEM_MATCH ? (int)view->item->prompts->len : view->shown_n;
}

void question_reset(Ui *ui, DrillScreen *screen) {
  Drill *drill = screen->drill;
  Screen base = screen->base;
  *screen = (DrillScreen){.base = base, .drill = drill, .focus = -1};
  for (int i = 0; i < ITEM_MAX_OPTIONS; i++) {
    screen->order[i] = (uint8_t)i;
    screen->match[i] = -1;
  }
  screen->shown_at = clock_monotonic(app_clock(ui->app));
}

/* -- the answer in the making ------------------------------------------------------------------ */

static Response response_of(const DrillScreen *screen) {
  const DrillView *view = view_of(screen);
  Response response = {0};
  switch (view->item->type) {
  case ITEM_SINGLE:
    if (screen->focus >= 0) response = (Response){1, {view->shown[screen->focus]}};
    break;
  case ITEM_MULTIPLE:
    for (int i = 0; i < view->shown_n; i++)
      if (screen->ticked[i]) response.option[response.n++] = view->shown[i];
    break;
  case ITEM_ORDER:
    for (int i = 0; i < view->shown_n; i++)
      response.option[response.n++] = view->shown[screen->order[i]];
    break;
  case ITEM_MATCH:
    for (guint i = 0; i < view->item->prompts->len; i++)
      if (screen->match[i] >= 0) response.option[response.n++] = view->shown[screen->match[i]];
    break;
  case ITEM_ESSAY:
  case ITEM_ORAL: break;
  }
  return response;
}

static bool touched(const DrillScreen *screen) {
  return view_of(screen)->item->type != ITEM_ORDER || screen->focus >= 0;
}

static const char *what_is_missing(const DrillScreen *screen) {
  switch (view_of(screen)->item->type) {
  case ITEM_MULTIPLE: return "Tick your choices with Space or their letters, then Enter.";
  case ITEM_ORDER: return "Move the steps with Space and the arrows (or J and K), then Enter.";
  case ITEM_MATCH: return "Give every line its choice with a number, then Enter.";
  default: return "Choose an option first: its letter, or the arrows.";
  }
}

static void submit(Ui *ui, DrillScreen *screen) {
  Response response = response_of(screen);
  const Item *item = view_of(screen)->item;
  if (!touched(screen) || !response_complete(item, &response)) {
    ui_say(ui, ROLE_WARN, "%s", what_is_missing(screen));
    return;
  }
  GError *error = NULL;
  int64_t ms = clock_monotonic(app_clock(ui->app)) - screen->shown_at;
  if (drill_answer(screen->drill, &response, screen->confidence, ms, &error))
    drill_follow(ui, screen);
  else
    ui_say_error(ui, error);
}

/* -- layout ------------------------------------------------------------------------------------ */

static Page *stem_page(const DrillScreen *screen, int columns) {
  const Item *item = view_of(screen)->item;
  Page *page = page_new(columns);
  if (item->stimulus != NULL) {
    page_add(page, ROLE_DIM, 0, 0, item->stimulus);
    page_blank(page);
  }
  page_add(page, ROLE_NORMAL, 0, 0, item->stem);
  return page;
}

/* Where the learner stands: an arrow, or a double one where the step is carried along. */
static const char *arrow(const Ui *ui, const DrillScreen *screen, int place) {
  if (screen->focus != place) return " ";
  if (screen->lifted) return ui->ascii ? "*" : "↕";
  return ui->ascii ? ">" : "▸";
}

static void add_options(const Ui *ui, const DrillScreen *screen, Page *page) {
  const DrillView *view = view_of(screen);
  bool order = view->item->type == ITEM_ORDER, several = view->item->type == ITEM_MULTIPLE;
  for (int i = 0; i < view->shown_n; i++) {
    int place = order ? screen->order[i] : i;
    const ItemOption *option = view->item->options->pdata[view->shown[place]];
    bool chosen = several ? screen->ticked[i] : screen->focus == i;
    const char *box = !several ? "" : screen->ticked[i] ? "[x] " : "[ ] ";
    page_mark(page, i);
    page_addf(page, chosen ? ROLE_CHOSEN : ROLE_NORMAL, 1, several ? 10 : 6, "%s %s%c  %s",
              arrow(ui, screen, i), box, (char)(order ? '1' + i : 'a' + i), option->text);
  }
}

static void add_match(const Ui *ui, const DrillScreen *screen, Page *page) {
  const DrillView *view = view_of(screen);
  for (guint i = 0; i < view->item->prompts->len; i++) {
    const ItemPrompt *prompt = view->item->prompts->pdata[i];
    int choice = screen->match[i];
    page_mark(page, (int)i);
    page_addf(page, screen->focus == (int)i ? ROLE_CHOSEN : ROLE_NORMAL, 1, 7, "%s [%c] %s",
              arrow(ui, screen, (int)i), choice < 0 ? ' ' : (char)('1' + choice), prompt->text);
  }
  page_mark(page, -1);
  if (ui->rows >= 16) page_blank(page);
  for (int i = 0; i < view->shown_n; i++) {
    const ItemOption *option = view->item->options->pdata[view->shown[i]];
    page_addf(page, ROLE_DIM, 4, 7, "%d  %s", i + 1, option->text);
  }
}

static Page *options_page(const Ui *ui, const DrillScreen *screen, int columns) {
  Page *page = page_new(columns);
  if (view_of(screen)->item->type == ITEM_MATCH)
    add_match(ui, screen, page);
  else
    add_options(ui, screen, page);
  return page;
}

/* Shares BODY rows between stem and options: each gets what it needs where both fit, else the
 * options get up to half, and never less than two rows. */
static int option_rows(int body, int stem, int options) {
  if (stem + 1 + options <= body) return options;
  int most = MAX(body / 2, body - stem - 1);
  return CLAMP(options, 1, MAX(most, 2));
}

typedef struct {
  Page *stem, *options;
  int stem_rows, option_rows, gap, scroll;
  bool sure; /* the line that asks how sure */
} Layout;

static Layout lay_out(const Ui *ui, const DrillScreen *screen) {
  int body = ui_body_rows(ui);
  Layout l = {.stem = stem_page(screen, ui->cols - 4),
              .options = options_page(ui, screen, ui->cols - 3)};
  l.sure = app_setting_number(ui->app, SETTING_CONFIDENCE) && body >= 6;
  if (l.sure) body -= body >= 12 ? 2 : 1;
  l.option_rows = option_rows(body, page_rows(l.stem), page_rows(l.options));
  int above = body - l.option_rows;
  l.gap = above > page_rows(l.stem) ? 1 : 0;
  l.stem_rows = MIN(page_rows(l.stem), above - l.gap);
  l.scroll = page_clamp(l.stem, l.stem_rows, screen->stem_scroll);
  return l;
}

static void layout_clear(Layout *l) {
  page_free(l->stem);
  page_free(l->options);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void swap_steps(DrillScreen *screen, int by) {
  int to = screen->focus + by;
  if (screen->focus < 0 || to < 0 || to >= view_of(screen)->shown_n) return;
  uint8_t step = screen->order[screen->focus];
  screen->order[screen->focus] = screen->order[to];
  screen->order[to] = step;
  screen->focus = to;
}

static void move_focus(DrillScreen *screen, int by) {
  int n = rows_to_move(screen);
  if (screen->lifted) {
    swap_steps(screen, by);
    return;
  }
  if (screen->focus < 0)
    screen->focus = by > 0 ? 0 : n - 1;
  else
    screen->focus = CLAMP(screen->focus + by, 0, n - 1);
}

static void cycle_match(DrillScreen *screen, int by) {
  int n = view_of(screen)->shown_n;
  if (screen->focus < 0) screen->focus = 0;
  int *choice = &screen->match[screen->focus];
  *choice = *choice < 0 ? (by > 0 ? 0 : n - 1) : (*choice + by + n) % n;
}

static void choose(DrillScreen *screen, int place) {
  const DrillView *view = view_of(screen);
  if (place >= view->shown_n) return;
  screen->field = FIELD_OPTIONS;
  switch (view->item->type) {
  case ITEM_MULTIPLE: screen->ticked[place] = !screen->ticked[place]; /* fall through */
  case ITEM_SINGLE:
  case ITEM_ORDER: screen->focus = place; break;
  case ITEM_MATCH:
    if (screen->focus < 0) screen->focus = 0;
    screen->match[screen->focus] = place;
    if (screen->focus + 1 < (int)view->item->prompts->len) screen->focus++;
    break;
  case ITEM_ESSAY:
  case ITEM_ORAL: break;
  }
}

static void toggle(DrillScreen *screen) {
  ItemType type = view_of(screen)->item->type;
  if (screen->focus < 0) screen->focus = 0;
  if (type == ITEM_MULTIPLE) screen->ticked[screen->focus] = !screen->ticked[screen->focus];
  if (type == ITEM_ORDER) screen->lifted = !screen->lifted;
  if (type == ITEM_MATCH) cycle_match(screen, 1);
}

static void set_confidence(const Ui *ui, DrillScreen *screen, Confidence confidence) {
  if (app_setting_number(ui->app, SETTING_CONFIDENCE))
    screen->confidence = screen->confidence == confidence ? CONFIDENCE_NONE : confidence;
}

static void sideways(const Ui *ui, DrillScreen *screen, int by) {
  if (screen->field == FIELD_CONFIDENCE) {
    int to = CLAMP((int)screen->confidence + by, CONFIDENCE_NONE, CONFIDENCE_SURE);
    if (app_setting_number(ui->app, SETTING_CONFIDENCE)) screen->confidence = (Confidence)to;
  } else if (view_of(screen)->item->type == ITEM_MATCH) {
    cycle_match(screen, by);
  }
}

static void switch_field(const Ui *ui, DrillScreen *screen) {
  bool asked = app_setting_number(ui->app, SETTING_CONFIDENCE) != 0;
  screen->field = screen->field == FIELD_OPTIONS && asked ? FIELD_CONFIDENCE : FIELD_OPTIONS;
}

static void scroll_stem(const Ui *ui, DrillScreen *screen, int by) {
  screen->stem_scroll += by;
  Layout l = lay_out(ui, screen);
  screen->stem_scroll = l.scroll;
  layout_clear(&l);
}

static bool is_order(const DrillScreen *screen) {
  return view_of(screen)->item->type == ITEM_ORDER;
}

static bool act(Ui *ui, Screen *base, Action action) {
  DrillScreen *screen = (DrillScreen *)base;
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_8) {
    choose(screen, (int)(action - ACTION_CHOOSE_1));
    return true;
  }
  switch (action) {
  case ACTION_UP: move_focus(screen, -1); return true;
  case ACTION_DOWN: move_focus(screen, 1); return true;
  case ACTION_LEFT: sideways(ui, screen, -1); return true;
  case ACTION_RIGHT: sideways(ui, screen, 1); return true;
  case ACTION_MOVE_UP:
    if (is_order(screen)) swap_steps(screen, -1);
    return true;
  case ACTION_MOVE_DOWN:
    if (is_order(screen)) swap_steps(screen, 1);
    return true;
  case ACTION_TOGGLE: toggle(screen); return true;
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

static void draw_options(const DrillScreen *screen, Canvas *canvas, const Page *page, int row,
                         int rows) {
  int scroll = page_scroll_to(page, MAX(screen->focus, 0), rows, 0);
  page_draw(page, canvas, row, 0, rows, scroll, -1);
  if (screen->field != FIELD_OPTIONS) return;
  int at = screen->focus < 0 ? 0 : page_mark_row(page, screen->focus, NULL) - scroll;
  canvas_cursor(canvas, row + at, 1);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const DrillScreen *screen = (const DrillScreen *)base;
  int top = ui_body_top(ui);
  Layout l = lay_out(ui, screen);
  draw_title(ui, screen, canvas);
  page_draw(l.stem, canvas, top, 1, l.stem_rows, l.scroll, -1);
  draw_options(screen, canvas, l.options, top + l.stem_rows + l.gap, l.option_rows);
  if (l.sure) draw_confidence(ui, screen, canvas, top + ui_body_rows(ui) - 1);
  layout_clear(&l);
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
