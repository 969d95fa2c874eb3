/* scr_home - what today asks, how each area stands, one key to start. */
#include "app/exam.h"
#include "app/learner.h"
#include "app/reply.h"
#include "report/phrase.h"
#include "tui/page.h"
#include "tui/screen.h"
#include <string.h>

typedef struct {
  Screen base;
  Home *home;
  char *truth, *ready; /* the plan and readiness, a sentence each */
  char *mocks;         /* practice exams, or NULL */
  char *news;          /* of mentors, or NULL */
  bool fit_due;
  int scroll;
} HomeScreen;

static void refresh(Ui *ui, Screen *base) {
  HomeScreen *screen = (HomeScreen *)base;
  GError *error = NULL;
  Home *home = app_home(ui->app, &error);
  if (home == NULL) {
    ui_say_error(ui, error);
    return;
  }
  home_free(screen->home);
  g_free(screen->truth);
  g_free(screen->ready);
  g_free(screen->mocks);
  g_free(screen->news);
  screen->news = reply_news_line(ui->app);
  screen->mocks = exam_home_line(ui->app);
  ReadinessReport readiness;
  screen->ready =
      app_readiness(ui->app, &readiness, NULL) ? readiness_line(&readiness) : g_strdup("");
  screen->fit_due = app_fit_due(ui->app);
  screen->home = home;
  screen->truth = app_plan_truth(ui->app, home);
}

/* -- the page ---------------------------------------------------------------------------------- */

static void add_today(Page *page, const HomeScreen *screen) {
  const Home *home = screen->home;
  const char *start = home->session_open ? "Enter goes on with today's drill" : "Enter starts";
  page_addf(page, ROLE_STRONG, 2, 13, "Today      %d due · %d new · up to %d minutes", home->due,
            home->fresh, home->limit);
  if (home->due + home->fresh == 0)
    page_add(page, ROLE_ACCENT, 13, 13, "Nothing is due. Well done; rest, or Enter for more.");
  else
    page_addf(page, ROLE_ACCENT, 13, 13, "%s%s", start,
              screen->fit_due ? " · F fits memory to your answers" : "");
  page_addf(page, ROLE_NORMAL, 2, 13, "Plan       %s", screen->truth);
  page_addf(page, ROLE_NORMAL, 2, 13, "Readiness  %s", screen->ready);
  if (screen->mocks != NULL) page_addf(page, ROLE_NORMAL, 2, 13, "Mocks      %s", screen->mocks);
  if (screen->news != NULL) page_addf(page, ROLE_ACCENT, 2, 13, "Mentors    %s", screen->news);
}

static void add_area(Page *page, const AppArea *area) {
  double seen = area->served > 0 ? (double)area->fresh / area->served : 0;
  g_autofree char *tail =
      area->fresh == 0
          ? g_strdup_printf("new · %d", area->served)
          : g_strdup_printf("%d/%d seen · %d%% right · %d rep.", area->fresh, area->served,
                            (100 * area->fresh_right + area->fresh / 2) / area->fresh,
                            area->repeats);
  int columns = page_columns(page);
  if (columns < 60 && area->fresh > 0) {
    page_add(page, ROLE_NORMAL, 6, 6, area->text);
    page_add(page, ROLE_NORMAL, 8, 8, tail);
  } else {
    page_bar(page, 6, area->text, columns >= 100 ? 50 : 24, seen, tail);
  }
}

static void add_areas(Page *page, const Home *home) {
  static const char *const numerals[] = {"I", "II", "III", "IV", "V", "VI"};
  const char *category = "";
  int n = 0;
  for (guint i = 0; i < home->areas->len; i++) {
    const AppArea *area = home->areas->pdata[i];
    if (strcmp(category, area->category) != 0) {
      g_autofree char *weight = g_strdup_printf("%.0f %%", area->category_weight);
      page_addf(page, ROLE_STRONG, 2, 6, "%-3s %s  %s", numerals[n], area->category_text, weight);
      if (n + 1 < (int)G_N_ELEMENTS(numerals)) n++;
    }
    category = area->category;
    add_area(page, area);
  }
}

static void add_week(Page *page, const Home *home) {
  GString *line = g_string_new("Next 7 days  ");
  for (int i = 0; i < HOME_DAYS; i++)
    g_string_append_printf(line, " %s %d ", phrase_weekday(home->day + i), home->week[i]);
  page_add(page, ROLE_NORMAL, 2, 2, line->str);
  g_string_free(line, TRUE);
}

static Page *home_page(const Ui *ui, const HomeScreen *screen) {
  const Home *home = screen->home;
  Page *page = page_new(ui->cols - 3);
  bool airy = ui->rows >= 26;
  if (home->items == 0) {
    page_add(page, ROLE_WARN, 2, 2,
             "No items are in play. Install a pack (pawl pack install), or take one in again "
             "under Packs (P).");
    return page;
  }
  add_today(page, screen);
  if (airy || ui->rows >= 22) page_blank(page);
  add_areas(page, home);
  if (airy) page_blank(page);
  add_week(page, home);
  return page;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void scroll(const Ui *ui, HomeScreen *screen, int by) {
  g_autoptr(Page) page = home_page(ui, screen);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static void push(Ui *ui, Screen *screen) {
  if (screen != NULL) ui_push(ui, screen);
}

static bool act(Ui *ui, Screen *base, Action action) {
  HomeScreen *screen = (HomeScreen *)base;
  int by = 0;
  if (action_step(action, ui_body_rows(ui) - 1, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT:
  case ACTION_DRILL: push(ui, scr_drill_new(ui, (SessionGoal){0})); return true;
  case ACTION_BROWSE: scr_browse_open(ui, false); return true;
  case ACTION_SEARCH: scr_browse_open(ui, true); return true;
  case ACTION_SETTINGS: push(ui, scr_settings_new(ui)); return true;
  case ACTION_EXAMS: push(ui, scr_mocks_new(ui)); return true;
  case ACTION_ASSESS: push(ui, scr_assess_new(ui)); return true;
  case ACTION_WRITE: push(ui, scr_write_new(ui, false)); return true;
  case ACTION_PACKS: push(ui, scr_packs_new(ui)); return true;
  case ACTION_MASTERY: push(ui, scr_mastery_new(ui)); return true;
  case ACTION_PLAN: push(ui, scr_plan_new(ui)); return true;
  case ACTION_MEMORY: push(ui, scr_memory_new(ui)); return true;
  case ACTION_FIT: ui_start_fit(ui); return true;
  case ACTION_TERMS: scr_terms_open(ui, NULL); return true;
  case ACTION_ABOUT: push(ui, scr_about_new(ui)); return true;
  case ACTION_BACK: ui->leaving = true; return true;
  default: return false;
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const HomeScreen *screen = (const HomeScreen *)base;
  const Home *home = screen->home;
  g_autofree char *exam = phrase_exam(home->exam_set, home->exam_day, home->day);
  g_autofree char *right =
      ui->cols < 60 ? g_strdup(exam == NULL ? "" : exam)
                    : g_strconcat("CETL practice", exam == NULL ? "" : " · ", exam, NULL);
  g_autoptr(Page) page = home_page(ui, screen);
  int rows = ui_body_rows(ui);
  chrome_title(canvas, "pawl", right);
  page_draw(page, canvas, ui_body_top(ui), 0, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, ui_body_top(ui), 2);
}

static void close_home(Screen *base) {
  HomeScreen *screen = (HomeScreen *)base;
  home_free(screen->home);
  g_free(screen->truth);
  g_free(screen->ready);
  g_free(screen->mocks);
  g_free(screen->news);
  g_free(screen);
}

Screen *scr_home_new(Ui *ui) {
  HomeScreen *screen = g_new0(HomeScreen, 1);
  screen->base.kind = &SCR_HOME;
  refresh(ui, &screen->base);
  if (screen->home != NULL) return &screen->base;
  g_free(screen);
  return NULL;
}

static const Action ACTIONS[] = {
    ACTION_ACCEPT,    ACTION_DRILL,    ACTION_BROWSE, ACTION_SEARCH, ACTION_EXAMS, ACTION_WRITE,
    ACTION_MASTERY,   ACTION_PLAN,     ACTION_MEMORY, ACTION_ASSESS, ACTION_FIT,   ACTION_PACKS,
    ACTION_TERMS,     ACTION_SETTINGS, ACTION_ABOUT,  ACTION_UP,     ACTION_DOWN,  ACTION_PAGE_UP,
    ACTION_PAGE_DOWN, ACTION_FIRST,    ACTION_LAST,   ACTION_BACK,   ACTION_NONE};
static const FooterHint FOOTER[] = {
    {ACTION_ACCEPT, "drill"},    {ACTION_EXAMS, "exam"},        {ACTION_WRITE, "write"},
    {ACTION_MASTERY, "mastery"}, {ACTION_PLAN, "plan"},         {ACTION_BROWSE, "browse"},
    {ACTION_SEARCH, "search"},   {ACTION_SETTINGS, "settings"}, {ACTION_ASSESS, "assess"},
    {ACTION_PACKS, "packs"},     {ACTION_ABOUT, "about"},       {ACTION_BACK, "leave"},
    {ACTION_NONE, NULL}};

const ScreenKind SCR_HOME = {.name = "home",
                             .keys = {"home", ACTIONS},
                             .footer = FOOTER,
                             .action = act,
                             .draw = draw,
                             .shown = refresh,
                             .close = close_home};
