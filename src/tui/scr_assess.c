/* scr_assess - self-assessments: the instruments and how each stands; ratings beside what is measured.
 */
#include "app/assess.h"
#include "tui/page.h"
#include "tui/screen.h"

/* -- the list: instruments, then the comparison ------------------------------------------------ */

typedef struct {
  Screen base;
  GPtrArray *list; /* of AssessListing* */
  int focus;
} AssessScreen;

static void refresh(Ui *ui, Screen *base) {
  AssessScreen *screen = (AssessScreen *)base;
  GError *error = NULL;
  GPtrArray *list = app_assess_list(ui->app, &error);
  if (list == NULL) {
    ui_say_error(ui, error);
    return;
  }
  g_clear_pointer(&screen->list, g_ptr_array_unref);
  screen->list = list;
}

static int rows_of(const AssessScreen *screen) {
  return screen->list->len == 0 ? 0 : (int)screen->list->len + 1;
}

static void add_instrument(Page *page, const AssessListing *listing) {
  g_autofree char *state = assess_state_words(listing);
  page_add(page, ROLE_NORMAL, 3, 5, listing->instrument->title);
  page_add(page, ROLE_DIM, 5, 5, assess_rater_words(listing->instrument->rater));
  page_add(page, listing->state == ASSESS_OPEN ? ROLE_ACCENT : ROLE_DIM, 5, 5, state);
}

/* An instrument that others fill in, to name in the hint; else the first. */
static const char *others_id(const AssessScreen *screen) {
  for (guint i = 0; i < screen->list->len; i++) {
    const Instrument *instrument = ((AssessListing *)screen->list->pdata[i])->instrument;
    if (instrument->rater != RATER_CANDIDATE) return instrument->id;
  }
  return ((AssessListing *)screen->list->pdata[0])->instrument->id;
}

static void add_hint(Page *page, const AssessScreen *screen) {
  page_blank(page);
  page_addf(page, ROLE_DIM, 1, 1,
            "Others fill a sheet in with any editor: pawl assess --instrument %s --out FILE writes "
            "it; pawl assess --import FILE takes it in.",
            others_id(screen));
}

static Page *list_page(const Ui *ui, const AssessScreen *screen) {
  Page *page = page_new(ui->cols - 3);
  int last = (int)screen->list->len;
  if (last == 0) page_add(page, ROLE_WARN, 1, 1, "No pack here brings a self-assessment.");
  for (int i = 0; i < last; i++) {
    page_mark(page, i);
    add_instrument(page, screen->list->pdata[i]);
    page_mark(page, -1);
  }
  if (last == 0) return page;
  page_blank(page);
  page_mark(page, last);
  page_add(page, ROLE_NORMAL, 3, 5, "Compare with what is measured");
  page_mark(page, -1);
  add_hint(page, screen);
  return page;
}

static void push(Ui *ui, Screen *screen) {
  if (screen != NULL) ui_push(ui, screen);
}

static void open_row(Ui *ui, const AssessScreen *screen) {
  int last = (int)screen->list->len;
  if (last == 0) return;
  if (screen->focus >= last)
    push(ui, scr_assess_compare_new(ui));
  else
    push(ui, scr_assess_fill_new(
                 ui, ((AssessListing *)screen->list->pdata[screen->focus])->instrument->id, NULL));
}

static void move(AssessScreen *screen, int by) {
  screen->focus = CLAMP(screen->focus + by, 0, MAX(rows_of(screen) - 1, 0));
}

static bool act(Ui *ui, Screen *base, Action action) {
  AssessScreen *screen = (AssessScreen *)base;
  switch (action) {
  case ACTION_UP: move(screen, -1); return true;
  case ACTION_DOWN: move(screen, 1); return true;
  case ACTION_FIRST: move(screen, -1000); return true;
  case ACTION_LAST: move(screen, 1000); return true;
  case ACTION_ACCEPT: open_row(ui, screen); return true;
  case ACTION_COMPARE: push(ui, scr_assess_compare_new(ui)); return true;
  default: return false;
  }
}

/* The hint at the end shows with the last row. */
static int scroll_of(const AssessScreen *screen, const Page *page, int rows) {
  if (screen->focus == rows_of(screen) - 1) {
    int end = page_rows(page), at = page_mark_row(page, screen->focus, NULL);
    return page_clamp(page, rows, MIN(end - rows, at));
  }
  return page_scroll_to(page, screen->focus, rows, 0);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const AssessScreen *screen = (const AssessScreen *)base;
  g_autoptr(Page) page = list_page(ui, screen);
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  int scroll = scroll_of(screen, page, rows);
  chrome_title(canvas, "Self-assessments", ui->cols < 60 ? "" : "kept at once");
  page_draw(page, canvas, top, 0, rows, scroll, screen->focus);
  int at = page_mark_row(page, screen->focus, NULL);
  canvas_cursor(canvas, top + MAX(at - scroll, 0), 1);
}

static void close_list(Screen *base) {
  AssessScreen *screen = (AssessScreen *)base;
  g_clear_pointer(&screen->list, g_ptr_array_unref);
  g_free(screen);
}

Screen *scr_assess_new(Ui *ui) {
  AssessScreen *screen = g_new0(AssessScreen, 1);
  screen->base.kind = &SCR_ASSESS;
  refresh(ui, &screen->base);
  if (screen->list != NULL) return &screen->base;
  close_list(&screen->base);
  return NULL;
}

static const Action ACTIONS[] = {ACTION_ACCEPT, ACTION_COMPARE, ACTION_UP,   ACTION_DOWN,
                                 ACTION_FIRST,  ACTION_LAST,    ACTION_BACK, ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "open"},
                                    {ACTION_COMPARE, "compare"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_ASSESS = {.name = "assessments",
                               .keys = {"assessments", ACTIONS},
                               .footer = FOOTER,
                               .action = act,
                               .draw = draw,
                               .shown = refresh,
                               .close = close_list};

/* -- the comparison ---------------------------------------------------------------------------- */

typedef struct {
  Screen base;
  AssessComparison *comparison;
  int scroll;
} CompareScreen;

static Page *compare_page(const Ui *ui, const CompareScreen *screen) {
  int columns = ui->cols - 4;
  g_autoptr(Doc) doc = assess_comparison_doc(screen->comparison, columns);
  return page_of_doc(doc, columns);
}

static void scroll(const Ui *ui, CompareScreen *screen, int by) {
  g_autoptr(Page) page = compare_page(ui, screen);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static bool compare_act(Ui *ui, Screen *base, Action action) {
  CompareScreen *screen = (CompareScreen *)base;
  int page = MAX(ui_body_rows(ui) - 1, 1), by = 0;
  if (action_step(action, page, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_TOGGLE: scroll(ui, screen, page); return true;
  default: return false;
  }
}

static void compare_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const CompareScreen *screen = (const CompareScreen *)base;
  g_autoptr(Page) page = compare_page(ui, screen);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  chrome_title(canvas, "Rated and measured", ui->cols < 60 ? "" : "a gap is a reason to look");
  page_draw(page, canvas, top, 1, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

static void close_compare(Screen *base) {
  CompareScreen *screen = (CompareScreen *)base;
  assess_comparison_free(screen->comparison);
  g_free(screen);
}

Screen *scr_assess_compare_new(Ui *ui) {
  GError *error = NULL;
  AssessComparison *comparison = app_assess_compare(ui->app, &error);
  if (comparison == NULL) {
    ui_say_error(ui, error);
    return NULL;
  }
  CompareScreen *screen = g_new0(CompareScreen, 1);
  screen->base.kind = &SCR_ASSESS_COMPARE;
  screen->comparison = comparison;
  return &screen->base;
}

static const Action COMPARE_ACTIONS[] = {ACTION_UP,      ACTION_DOWN,      ACTION_TOGGLE,
                                         ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST,
                                         ACTION_LAST,    ACTION_BACK,      ACTION_NONE};
static const FooterHint COMPARE_FOOTER[] = {
    {ACTION_BACK, "back"}, {ACTION_PAGE_DOWN, "more"}, {ACTION_NONE, NULL}};
const ScreenKind SCR_ASSESS_COMPARE = {.name = "rated and measured",
                                       .keys = {"rated and measured", COMPARE_ACTIONS},
                                       .footer = COMPARE_FOOTER,
                                       .action = compare_act,
                                       .draw = compare_draw,
                                       .close = close_compare};
