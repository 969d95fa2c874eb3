/* scr_mocks - practice exams: the one that is open, the forms there are, and what was taken. */
#include "app/exam.h"
#include "tui/screen.h"
#include <math.h>

typedef struct {
  Screen base;
  bool open;
  GPtrArray *blueprints; /* of Blueprint* */
  GArray *clean;         /* of int: clean forms left, beside them */
  GPtrArray *results;    /* of ExamResult*, oldest first */
  int focus;
} MocksScreen;

static void refresh(Ui *ui, Screen *base) {
  MocksScreen *screen = (MocksScreen *)base;
  GError *error = NULL;
  GPtrArray *blueprints = app_blueprints(ui->app, &error);
  GPtrArray *results = blueprints == NULL ? NULL : app_exam_results(ui->app, &error);
  if (results == NULL) {
    g_clear_pointer(&blueprints, g_ptr_array_unref);
    ui_say_error(ui, error);
    return;
  }
  g_clear_pointer(&screen->blueprints, g_ptr_array_unref);
  g_clear_pointer(&screen->results, g_ptr_array_unref);
  screen->blueprints = blueprints;
  screen->results = results;
  screen->open = exam_is_open(ui->app);
  g_array_set_size(screen->clean, 0);
  for (guint i = 0; i < blueprints->len; i++) {
    int clean = app_clean_forms(ui->app, blueprints->pdata[i]);
    g_array_append_val(screen->clean, clean);
  }
}

/* -- the list: the open exam, then blueprints, then results, newest first ---------------------- */

typedef enum { ROW_OPEN, ROW_BLUEPRINT, ROW_RESULT } RowKind;

static int rows_of(const MocksScreen *screen) {
  return screen->open + (int)screen->blueprints->len + (int)screen->results->len;
}

static RowKind row_at(const MocksScreen *screen, int at, int *index) {
  at -= screen->open;
  *index = at;
  if (at < 0) return ROW_OPEN;
  if (at < (int)screen->blueprints->len) return ROW_BLUEPRINT;
  *index = (int)screen->results->len - 1 - (at - (int)screen->blueprints->len);
  return ROW_RESULT;
}

static void add_blueprint(Page *page, const MocksScreen *screen, int i) {
  const Blueprint *blueprint = screen->blueprints->pdata[i];
  const BlueprintSection *first = blueprint->sections->pdata[0];
  int clean = g_array_index(screen->clean, int, i);
  g_autofree char *time =
      first->minutes > 0 ? g_strdup_printf("%d minutes", first->minutes) : g_strdup("no limit");
  page_addf(page, ROLE_NORMAL, 3, 5, "%s", blueprint->title);
  g_autofree char *left = clean > 0
                              ? g_strdup_printf("%d clean one%s left", clean, clean == 1 ? "" : "s")
                              : g_strdup("no clean one left: practice only");
  page_addf(page, ROLE_DIM, 5, 5, "%d questions%s · %s · %s", first->items,
            blueprint->sections->len > 1 ? ", then essays" : "", time, left);
}

static void add_result(Page *page, const ExamResult *r) {
  g_autofree char *date = clock_format_date(r->day);
  page_addf(page, ROLE_NORMAL, 3, 5, "%s  %s  %.0f %%%s%s", date, r->code, r->all.percent,
            r->predicted ? (r->hit ? "  within the forecast" : "  outside the forecast") : "",
            r->clean ? "" : "  practice only");
}

static Page *mocks_page(const Ui *ui, const MocksScreen *screen) {
  Page *page = page_new(ui->cols - 3);
  RowKind before = ROW_OPEN;
  for (int at = 0; at < rows_of(screen); at++) {
    int index = 0;
    RowKind kind = row_at(screen, at, &index);
    if (kind == ROW_BLUEPRINT && before != ROW_BLUEPRINT)
      page_add(page, ROLE_STRONG, 1, 1, "Forms");
    if (kind == ROW_RESULT && before != ROW_RESULT) {
      page_blank(page);
      page_add(page, ROLE_STRONG, 1, 1, "Taken");
    }
    before = kind;
    page_mark(page, at);
    if (kind == ROW_OPEN) page_add(page, ROLE_ACCENT, 3, 5, "Go on with the exam that is open");
    if (kind == ROW_BLUEPRINT) add_blueprint(page, screen, index);
    if (kind == ROW_RESULT) add_result(page, screen->results->pdata[index]);
    page_mark(page, -1);
  }
  double slope = exam_trend(screen->results);
  if (isfinite(slope))
    page_addf(page, ROLE_DIM, 3, 5, "Trend over clean ones: %+.1f points from one to the next.",
              slope);
  if (screen->blueprints->len == 0)
    page_add(page, ROLE_WARN, 1, 1, "No pack brings a blueprint of an exam.");
  return page;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void push(Ui *ui, Screen *screen) {
  if (screen != NULL) ui_push(ui, screen);
}

static void open_row(Ui *ui, MocksScreen *screen) {
  int index = 0;
  if (rows_of(screen) == 0) return;
  switch (row_at(screen, screen->focus, &index)) {
  case ROW_OPEN: push(ui, scr_exam_new(ui, NULL, 0)); break;
  case ROW_BLUEPRINT: {
    const Blueprint *blueprint = screen->blueprints->pdata[index];
    push(ui, scr_exam_new(ui, blueprint->id, 0));
    break;
  }
  case ROW_RESULT:
    push(ui, scr_result_new(ui, ((ExamResult *)screen->results->pdata[index])->id));
    break;
  }
}

static void move(MocksScreen *screen, int by) {
  screen->focus = CLAMP(screen->focus + by, 0, MAX(rows_of(screen) - 1, 0));
}

static bool act(Ui *ui, Screen *base, Action action) {
  MocksScreen *screen = (MocksScreen *)base;
  int by = 0;
  if (action_step(action, 8, &by)) {
    move(screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: open_row(ui, screen); return true;
  default: return false;
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const MocksScreen *screen = (const MocksScreen *)base;
  g_autoptr(Page) page = mocks_page(ui, screen);
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  int focus = CLAMP(screen->focus, 0, MAX(rows_of(screen) - 1, 0));
  int scroll = page_scroll_to(page, focus, rows, 0);
  chrome_title(canvas, "Practice exams", "");
  page_draw(page, canvas, top, 0, rows, scroll, focus);
  int at = page_mark_row(page, focus, NULL);
  canvas_cursor(canvas, top + MAX(at - scroll, 0), 1);
}

static void close_mocks(Screen *base) {
  MocksScreen *screen = (MocksScreen *)base;
  g_clear_pointer(&screen->blueprints, g_ptr_array_unref);
  g_clear_pointer(&screen->results, g_ptr_array_unref);
  g_array_unref(screen->clean);
  g_free(screen);
}

Screen *scr_mocks_new(Ui *ui) {
  MocksScreen *screen = g_new0(MocksScreen, 1);
  screen->base.kind = &SCR_MOCKS;
  screen->clean = g_array_new(FALSE, FALSE, sizeof(int));
  refresh(ui, &screen->base);
  if (screen->blueprints != NULL) return &screen->base;
  close_mocks(&screen->base);
  return NULL;
}

static const Action ACTIONS[] = {ACTION_ACCEPT,  ACTION_UP,        ACTION_DOWN,
                                 ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST,
                                 ACTION_LAST,    ACTION_BACK,      ACTION_NONE};
static const FooterHint FOOTER[] = {
    {ACTION_ACCEPT, "open"}, {ACTION_BACK, "back"}, {ACTION_NONE, NULL}};
const ScreenKind SCR_MOCKS = {.name = "exams",
                              .keys = {"exams", ACTIONS},
                              .footer = FOOTER,
                              .action = act,
                              .draw = draw,
                              .shown = refresh,
                              .close = close_mocks};
