/* scr_verdict - right or wrong in word, symbol and colour; every rationale, the source, what next.
 */
#include "report/phrase.h"
#include "tui/scr_drill.h"

static const DrillView *view_of(const DrillScreen *screen) {
  return drill_view(screen->drill);
}

static bool was_chosen(const DrillView *view, int option) {
  for (int i = 0; i < view->response.n; i++)
    if (view->response.option[i] == option) return true;
  return false;
}

static Role verdict_role(const Grade *grade) {
  return grade->correct ? ROLE_RIGHT : grade->credit > 0 ? ROLE_PARTLY : ROLE_WRONG;
}

/* -- the page ---------------------------------------------------------------------------------- */

static void add_option(Page *page, const DrillView *view, int place, const char *symbol,
                       Role role) {
  const ItemOption *option = view->item->options->pdata[view->shown[place]];
  page_addf(page, role, 0, 6, " %s %c  %s", symbol, (char)('a' + place), option->text);
  if (option->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, option->why);
  if (option->misconception != NULL && was_chosen(view, view->shown[place]))
    page_addf(page, ROLE_WARN, 6, 6, "A common belief: %s", option->misconception);
}

/* Keys first, then what was wrongly chosen, then the rest. */
static void add_choices(Page *page, const DrillView *view) {
  for (int pass = 0; pass < 3; pass++)
    for (int i = 0; i < view->shown_n; i++) {
      const ItemOption *option = view->item->options->pdata[view->shown[i]];
      bool key = item_is_key(view->item, option->id);
      bool chosen = was_chosen(view, view->shown[i]);
      if ((key ? 0 : chosen ? 1 : 2) != pass) continue;
      add_option(page, view, i,
                 key      ? "✓"
                 : chosen ? "✗"
                          : " ",
                 key      ? ROLE_RIGHT
                 : chosen ? ROLE_WRONG
                          : ROLE_STRONG);
    }
}

/* Where the learner put option RIGHT, from 1. */
static int given_place(const DrillView *view, int right) {
  for (int i = 0; i < view->response.n; i++)
    if (view->response.option[i] == right) return i + 1;
  return 0;
}

static void add_steps(Page *page, const DrillView *view) {
  for (guint i = 0; i < view->item->key->len; i++) {
    int right = item_option_index(view->item, view->item->key->pdata[i]);
    const ItemOption *option = view->item->options->pdata[right];
    bool good = view->response.option[i] == right;
    page_addf(page, good ? ROLE_RIGHT : ROLE_WRONG, 0, 6, " %s %u  %s", good ? "✓" : "✗", i + 1,
              option->text);
    if (!good) page_addf(page, ROLE_DIM, 6, 6, "You put it in place %d.", given_place(view, right));
    if (option->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, option->why);
  }
}

static void add_matches(Page *page, const DrillView *view) {
  for (guint i = 0; i < view->item->prompts->len; i++) {
    const ItemPrompt *prompt = view->item->prompts->pdata[i];
    int right = item_option_index(view->item, prompt->key), given = view->response.option[i];
    const ItemOption *option = view->item->options->pdata[right];
    const ItemOption *yours = view->item->options->pdata[given];
    bool good = right == given;
    page_addf(page, good ? ROLE_RIGHT : ROLE_WRONG, 0, 6, " %s %s: %s", good ? "✓" : "✗",
              prompt->text, option->text);
    if (!good) page_addf(page, ROLE_DIM, 6, 6, "Your answer: %s", yours->text);
    if (prompt->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, prompt->why);
  }
}

static void add_sources(Page *page, const Item *item) {
  for (guint i = 0; i < item->refs->len; i++) {
    const ItemRef *ref = item->refs->pdata[i];
    g_autofree char *text = phrase_ref(ref);
    page_addf(page, ROLE_DIM, 1, 9, "Source  %s", text);
    if (ref->url != NULL) page_add(page, ROLE_DIM, 9, 9, ref->url);
  }
}

/* After a miss: where to read about the objective. */
static void add_study(Page *page, const DrillView *view) {
  if (view->grade.correct) return;
  for (guint i = 0; i < view->sources->len; i++) {
    const StudySource *source = view->sources->pdata[i];
    g_autofree char *text = phrase_study(source);
    page_addf(page, ROLE_NORMAL, 1, 9, "Read    %s", text);
    if (source->ref->url != NULL) page_add(page, ROLE_DIM, 9, 9, source->ref->url);
  }
}

static void add_overdue(Page *page, const DrillView *view) {
  if (view->overdue)
    page_addf(page, ROLE_WARN, 1, 9, "Check   " PHRASE_OVERDUE, view->item->review_by);
}

static void add_heading(Page *page, const DrillView *view) {
  const char *verdict = phrase_verdict(&view->grade);
  page_addf(page, verdict_role(&view->grade), 1, 1, "%s %s", phrase_verdict_symbol(&view->grade),
            verdict);
  if (view->confident_error)
    page_add(page, ROLE_WARN, 1, 1,
             "You were sure. Read why each option is right or wrong: it comes back soon.");
}

static Page *verdict_page(const DrillScreen *screen, int columns) {
  const DrillView *view = view_of(screen);
  g_autofree char *returns = phrase_returns(view->next_ms, view->next_days);
  Page *page = page_new(columns);
  add_heading(page, view);
  page_blank(page);
  if (view->item->type == ITEM_ORDER)
    add_steps(page, view);
  else if (view->item->type == ITEM_MATCH)
    add_matches(page, view);
  else
    add_choices(page, view);
  page_blank(page);
  page_addf(page, ROLE_STRONG, 1, 9, "Next    %s (rated %s)", returns, rating_name(view->rating));
  page_addf(page, ROLE_NORMAL, 1, 9, "Area    %s", view->area_text);
  page_addf(page, ROLE_NORMAL, 1, 9, "Goal    %s", view->objective_text);
  add_sources(page, view->item);
  add_overdue(page, view);
  add_study(page, view);
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
  switch (action) {
  case ACTION_ACCEPT: go_on(ui, screen); return true;
  case ACTION_RATE: rate(ui, screen); return true;
  case ACTION_ITEM: ui_push(ui, scr_item_new(ui, view_of(screen)->item_id)); return true;
  case ACTION_UP: scroll(ui, screen, -1); return true;
  case ACTION_DOWN: scroll(ui, screen, 1); return true;
  case ACTION_TOGGLE:
  case ACTION_PAGE_DOWN: scroll(ui, screen, ui_body_rows(ui) - 1); return true;
  case ACTION_PAGE_UP: scroll(ui, screen, 1 - ui_body_rows(ui)); return true;
  case ACTION_FIRST: scroll(ui, screen, -100000); return true;
  case ACTION_LAST: scroll(ui, screen, 100000); return true;
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
