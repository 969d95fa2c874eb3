/* scr_verdict - right or wrong in word, symbol and colour; every rationale, the source, what next.
 */
#include "report/phrase.h"
#include "tui/rationale.h"
#include "tui/scr_drill.h"

static const DrillView *view_of(const DrillScreen *screen) {
  return drill_view(screen->drill);
}

/* -- the page ---------------------------------------------------------------------------------- */

static Page *verdict_page(const DrillScreen *screen, int columns) {
  const DrillView *view = view_of(screen);
  g_autofree char *returns = phrase_returns(view->next_ms, view->next_days);
  Page *page = page_new(columns);
  Rationale r = {.item = view->item,
                 .shown_n = view->shown_n,
                 .shown = view->shown,
                 .response = view->response,
                 .grade = view->grade,
                 .sure_and_wrong = view->confident_error,
                 .overdue = view->overdue,
                 .sources = view->sources};
  rationale_add_heading(page, &r);
  page_blank(page);
  rationale_add_options(page, &r);
  page_blank(page);
  page_addf(page, ROLE_STRONG, 1, 9, "Next    %s (rated %s)", returns, rating_name(view->rating));
  page_addf(page, ROLE_NORMAL, 1, 9, "Area    %s", view->area_text);
  page_addf(page, ROLE_NORMAL, 1, 9, "Goal    %s", view->objective_text);
  rationale_add_sources(page, &r);
  page_blank(page);
  page_add(page, ROLE_DIM, 1, 1, view->item->stem);
  return page;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void rated(Ui *ui, int index, void *user) {
  DrillScreen *screen = user;
  GError *error = NULL;
  if (drill_rate(screen->drill, (Rating)(index + 1), &error)) {
    const DrillView *view = view_of(screen);
    g_autofree char *returns = phrase_returns(view->next_ms, view->next_days);
    ui_say(ui, ROLE_NORMAL, "Rated %s: it comes back %s.", rating_name(view->rating), returns);
  } else {
    ui_say_error(ui, error);
  }
}

static void rate(Ui *ui, DrillScreen *screen) {
  static const char *const labels[] = {"again - I did not know it", "hard - barely, or a guess",
                                       "good - I knew it", "easy - at once"};
  ui_push(ui, scr_choice_new(ui, "Rate this answer", labels, 4, (int)view_of(screen)->rating - 1,
                             rated, screen));
}

static void scroll(const Ui *ui, DrillScreen *screen, int by) {
  g_autoptr(Page) page = verdict_page(screen, ui->cols - 3);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static void go_on(Ui *ui, DrillScreen *screen) {
  GError *error = NULL;
  if (drill_next(screen->drill, &error))
    drill_follow(ui, screen);
  else
    ui_say_error(ui, error);
}

static bool act(Ui *ui, Screen *base, Action action) {
  DrillScreen *screen = (DrillScreen *)base;
  int by = 0;
  if (action_step(action, ui_body_rows(ui) - 1, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: go_on(ui, screen); return true;
  case ACTION_RATE: rate(ui, screen); return true;
  case ACTION_ITEM: ui_push(ui, scr_item_new(ui, view_of(screen)->item_id)); return true;
  case ACTION_TOGGLE: scroll(ui, screen, ui_body_rows(ui) - 1); return true;
  default: return drill_common_action(ui, screen, action);
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const DrillScreen *screen = (const DrillScreen *)base;
  const DrillView *view = view_of(screen);
  g_autoptr(Page) page = verdict_page(screen, ui->cols - 3);
  g_autofree char *left =
      g_strdup_printf("%s%s", view->flagged ? "! " : "", phrase_verdict(&view->grade));
  g_autofree char *right = ui->cols < 60 ? g_strdup(view->code)
                                         : g_strdup_printf("%s · %s", view->area_text, view->code);
  chrome_title(canvas, left, right);
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  page_draw(page, canvas, top, 0, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

static const Action ACTIONS[] = {ACTION_ACCEPT,    ACTION_UP,        ACTION_DOWN,  ACTION_TOGGLE,
                                 ACTION_PAGE_UP,   ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST,
                                 ACTION_RATE,      ACTION_UNDO,      ACTION_REDO,  ACTION_FLAG,
                                 ACTION_PUT_ASIDE, ACTION_ITEM,      ACTION_WHY,   ACTION_TERMS,
                                 ACTION_SEARCH,    ACTION_BACK,      ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "next"},  {ACTION_UNDO, "undo"},
                                    {ACTION_FLAG, "flag"},    {ACTION_RATE, "override rating"},
                                    {ACTION_ITEM, "history"}, {ACTION_PUT_ASIDE, "suspend"},
                                    {ACTION_TERMS, "terms"},  {ACTION_NONE, NULL}};

const ScreenKind SCR_VERDICT = {.name = "verdict",
                                .keys = {"verdict", ACTIONS},
                                .footer = FOOTER,
                                .action = act,
                                .draw = draw,
                                .close = drill_screen_close};
