/* scr_report - mastery, plan and memory to read, charts and tables; the plan's date and minutes are
 * changed in place.
 */
#include "app/learner.h"
#include "app/reply.h"
#include "tui/page.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  MasteryReport *mastery;
  PlanReport *plan;
  MemoryReport memory;
  int scroll;
} ReportScreen;

/* -- what stands on it ------------------------------------------------------------------------- */

static bool is_plan(const Screen *base) {
  return base->kind == &SCR_PLAN;
}

static void refresh(Ui *ui, Screen *base) {
  ReportScreen *screen = (ReportScreen *)base;
  GError *error = NULL;
  if (is_plan(base)) {
    PlanReport *plan = app_plan_report(ui->app, &error);
    if (plan != NULL) plan_report_free(screen->plan);
    if (plan != NULL) screen->plan = plan;
  } else if (base->kind == &SCR_MASTERY) {
    MasteryReport *mastery = app_mastery_report(ui->app, &error);
    if (mastery != NULL) mastery_report_free(screen->mastery);
    if (mastery != NULL) screen->mastery = mastery;
    reply_seen(ui->app, REMARK_LEARNER, "");
  } else {
    app_memory_report(ui->app, &screen->memory, &error);
  }
  if (error != NULL) ui_say_error(ui, error);
}

static Doc *doc_of(const ReportScreen *screen, int columns) {
  if (is_plan(&screen->base)) return plan_doc(screen->plan, columns);
  if (screen->base.kind == &SCR_MASTERY) return mastery_doc(screen->mastery, columns);
  return memory_doc(&screen->memory, columns);
}

Page *page_of_doc(const Doc *doc, int columns) {
  static const Role roles[] = {ROLE_NORMAL, ROLE_STRONG, ROLE_DIM, ROLE_ACCENT};
  Page *page = page_new(columns);
  for (guint i = 0; i < doc->lines->len; i++) {
    const DocLine *line = doc->lines->pdata[i];
    page_add(page, roles[line->kind], line->indent, line->hang, line->text);
  }
  return page;
}

static Page *report_page(const Ui *ui, const ReportScreen *screen) {
  int columns = ui->cols - 4;
  g_autoptr(Doc) doc = doc_of(screen, columns);
  return page_of_doc(doc, columns);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ReportScreen *screen = (const ReportScreen *)base;
  static const char *const titles[] = {"Mastery", "Plan", "Memory"};
  int which = base->kind == &SCR_MASTERY ? 0 : is_plan(base) ? 1 : 2;
  g_autoptr(Page) page = report_page(ui, screen);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  chrome_title(canvas, titles[which], "");
  page_draw(page, canvas, top, 1, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void scroll(const Ui *ui, ReportScreen *screen, int by) {
  g_autoptr(Page) page = report_page(ui, screen);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static void change_minutes(Ui *ui, ReportScreen *screen, int by) {
  const SettingInfo *info = app_setting_info(SETTING_MINUTES);
  int minutes = CLAMP(app_setting_number(ui->app, SETTING_MINUTES) + by, info->low, info->high);
  g_autofree char *text = g_strdup_printf("%d", minutes);
  GError *error = NULL;
  if (!app_set_setting(ui->app, SETTING_MINUTES, text, &error)) ui_say_error(ui, error);
  refresh(ui, &screen->base);
}

static void ask_date(Ui *ui, ReportScreen *screen, const char *text, const char *hint);

static void date_given(Ui *ui, const char *text, void *user) {
  ReportScreen *screen = user;
  g_autoptr(GError) error = NULL;
  if (text == NULL) return;
  if (!app_set_setting(ui->app, SETTING_EXAM_DATE, text, &error))
    ask_date(ui, screen, text, error->message);
  else
    refresh(ui, &screen->base);
}

static void ask_date(Ui *ui, ReportScreen *screen, const char *text, const char *hint) {
  ui_push(ui, scr_prompt_new(ui, "Exam date", hint, text, date_given, screen));
}

static void start_date(Ui *ui, ReportScreen *screen) {
  g_autofree char *date = app_setting(ui->app, SETTING_EXAM_DATE);
  ask_date(ui, screen, date, "YYYY-MM-DD. Empty: no date.");
}

static bool act(Ui *ui, Screen *base, Action action) {
  ReportScreen *screen = (ReportScreen *)base;
  int page = MAX(ui_body_rows(ui) - 1, 1), by = 0;
  if (action_step(action, page, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_LEFT: change_minutes(ui, screen, -5); return true;
  case ACTION_RIGHT: change_minutes(ui, screen, 5); return true;
  case ACTION_EXAM_DATE: start_date(ui, screen); return true;
  case ACTION_FIT: ui_start_fit(ui); return true;
  default: return false;
  }
}

static void close_report(Screen *base) {
  ReportScreen *screen = (ReportScreen *)base;
  mastery_report_free(screen->mastery);
  plan_report_free(screen->plan);
  g_free(screen);
}

static Screen *report_new(Ui *ui, const ScreenKind *kind) {
  ReportScreen *screen = g_new0(ReportScreen, 1);
  screen->base.kind = kind;
  refresh(ui, &screen->base);
  bool ready = kind == &SCR_MEMORY || screen->mastery != NULL || screen->plan != NULL;
  if (ready) return &screen->base;
  g_free(screen);
  return NULL;
}

Screen *scr_mastery_new(Ui *ui) {
  return report_new(ui, &SCR_MASTERY);
}
Screen *scr_plan_new(Ui *ui) {
  return report_new(ui, &SCR_PLAN);
}
Screen *scr_memory_new(Ui *ui) {
  return report_new(ui, &SCR_MEMORY);
}

#define READING ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST

static const Action MASTERY_ACTIONS[] = {READING, ACTION_BACK, ACTION_NONE};
static const Action PLAN_ACTIONS[] = {READING,          ACTION_LEFT, ACTION_RIGHT,
                                      ACTION_EXAM_DATE, ACTION_BACK, ACTION_NONE};
static const Action MEMORY_ACTIONS[] = {READING, ACTION_FIT, ACTION_BACK, ACTION_NONE};
static const FooterHint MASTERY_FOOTER[] = {
    {ACTION_BACK, "back"}, {ACTION_PAGE_DOWN, "more"}, {ACTION_NONE, NULL}};
static const FooterHint PLAN_FOOTER[] = {{ACTION_BACK, "back"},      {ACTION_EXAM_DATE, "date"},
                                         {ACTION_LEFT, "less"},      {ACTION_RIGHT, "more minutes"},
                                         {ACTION_PAGE_DOWN, "page"}, {ACTION_NONE, NULL}};
static const FooterHint MEMORY_FOOTER[] = {{ACTION_BACK, "back"},
                                           {ACTION_FIT, "fit to me"},
                                           {ACTION_PAGE_DOWN, "more"},
                                           {ACTION_NONE, NULL}};

#define REPORT_KIND(title, its_keys, its_footer)                                                   \
  {                                                                                                \
    .name = title, .keys = {title, its_keys}, .footer = its_footer, .action = act, .draw = draw,   \
    .shown = refresh, .close = close_report                                                        \
  }
const ScreenKind SCR_MASTERY = REPORT_KIND("mastery", MASTERY_ACTIONS, MASTERY_FOOTER);
const ScreenKind SCR_PLAN = REPORT_KIND("plan", PLAN_ACTIONS, PLAN_FOOTER);
const ScreenKind SCR_MEMORY = REPORT_KIND("memory", MEMORY_ACTIONS, MEMORY_FOOTER);
