/* scr_oral - an interview prompt answered aloud: the clock is started and stopped, then the points that
 * the answer covered are ticked and the score is kept.
 */
#include "app/writing.h"
#include "report/phrase.h"
#include "tui/screen.h"

typedef enum { ORAL_READY, ORAL_SPEAKING, ORAL_TICKING } OralPhase;

typedef struct {
  Screen base;
  App *app;
  int64_t id;
  WritingView *view;
  OralPhase phase;
  int64_t from; /* monotonic, while the clock runs */
  int64_t ms;   /* spoken */
  RubricLevels ticks;
  int focus, scroll;
} OralScreen;

static int64_t spoken(const OralScreen *screen) {
  int64_t now = clock_monotonic(app_clock(screen->app));
  return screen->ms + (screen->phase == ORAL_SPEAKING ? now - screen->from : 0);
}

/* Seconds are shown, so one tick a second while the clock runs; none else. */
static int tick_in(const Screen *base) {
  const OralScreen *screen = (const OralScreen *)base;
  return screen->phase == ORAL_SPEAKING ? (int)(1000 - spoken(screen) % 1000) : -1;
}

/* -- the page ---------------------------------------------------------------------------------- */

static void add_points(Page *page, const OralScreen *screen) {
  page_add(page, ROLE_STRONG, 1, 1, "A strong answer covers: which did yours?");
  for (int i = 0; i < screen->ticks.n; i++) {
    bool ticked = screen->ticks.level[i] > 0;
    page_mark(page, i);
    page_addf(page, ticked ? ROLE_CHOSEN : ROLE_NORMAL, 1, 8, "%s %d  %s", ticked ? "[x]" : "[ ]",
              i + 1, (char *)screen->view->item->essay->covers->pdata[i]);
    page_mark(page, -1);
  }
  page_blank(page);
  page_addf(page, ROLE_DIM, 1, 1, "%s", screen->view->item->essay->weak);
}

static Page *oral_page(const Ui *ui, const OralScreen *screen) {
  const Item *item = screen->view->item;
  Page *page = page_new(ui->cols - 3);
  page_add(page, screen->phase == ORAL_TICKING ? ROLE_DIM : ROLE_NORMAL, 1, 1, item->stem);
  page_blank(page);
  switch (screen->phase) {
  case ORAL_READY:
    page_addf(page, ROLE_ACCENT, 1, 1, "Space starts the clock. You have %d minutes.",
              item->essay->minutes);
    break;
  case ORAL_SPEAKING:
    page_add(page, ROLE_ACCENT, 1, 1, "Speak as you would to the panel. Space stops the clock.");
    break;
  case ORAL_TICKING: add_points(page, screen); break;
  }
  return page;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void tick_point(OralScreen *screen, int i) {
  if (screen->phase != ORAL_TICKING || i < 0 || i >= screen->ticks.n) return;
  screen->focus = i;
  screen->ticks.level[i] = !screen->ticks.level[i];
}

static void space(OralScreen *screen) {
  switch (screen->phase) {
  case ORAL_READY:
    screen->from = clock_monotonic(app_clock(screen->app));
    screen->phase = ORAL_SPEAKING;
    break;
  case ORAL_SPEAKING:
    screen->ms = spoken(screen);
    screen->phase = ORAL_TICKING;
    break;
  case ORAL_TICKING: tick_point(screen, screen->focus); break;
  }
}

static void keep(Ui *ui, OralScreen *screen) {
  GError *error = NULL;
  WritingGrade grade = {.levels = screen->ticks};
  bool good = writing_save(ui->app, screen->id, screen->view->text, screen->ms, &error) &&
              writing_hand_in(ui->app, screen->id, &error) &&
              writing_score(ui->app, screen->id, &grade, &error);
  if (!good) {
    ui_say_error(ui, error);
    return;
  }
  g_autofree char *took = phrase_duration(screen->ms);
  int percent = (int)(100 * rubric_credit(screen->view->item, &screen->ticks) + .5);
  ui_pop(ui);
  ui_say(ui, ROLE_NORMAL, "Kept: %d %% covered in %s.", percent, took);
}

static void accept(Ui *ui, OralScreen *screen) {
  if (screen->phase == ORAL_TICKING)
    keep(ui, screen);
  else
    space(screen);
}

static void move(const Ui *ui, OralScreen *screen, int by) {
  g_autoptr(Page) page = oral_page(ui, screen);
  int rows = ui_body_rows(ui);
  if (screen->phase != ORAL_TICKING) {
    screen->scroll = page_clamp(page, rows, screen->scroll + by);
    return;
  }
  screen->focus = CLAMP(screen->focus + by, 0, MAX(screen->ticks.n - 1, 0));
  screen->scroll = page_scroll_to(page, screen->focus, rows, screen->scroll);
}

static bool act(Ui *ui, Screen *base, Action action) {
  OralScreen *screen = (OralScreen *)base;
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_8) {
    tick_point(screen, (int)(action - ACTION_CHOOSE_1));
    return true;
  }
  switch (action) {
  case ACTION_TOGGLE: space(screen); break;
  case ACTION_ACCEPT: accept(ui, screen); return true;
  case ACTION_UP: move(ui, screen, -1); return true;
  case ACTION_DOWN: move(ui, screen, 1); return true;
  default: return false;
  }
  if (screen->phase == ORAL_TICKING) move(ui, screen, 0);
  return true;
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const OralScreen *screen = (const OralScreen *)base;
  g_autoptr(Page) page = oral_page(ui, screen);
  int top = ui_body_top(ui), rows = ui_body_rows(ui), minutes = screen->view->item->essay->minutes;
  int seconds = (int)(spoken(screen) / 1000);
  g_autofree char *clock = g_strdup_printf("%d:%02d of %d:00%s", seconds / 60, seconds % 60,
                                           minutes, seconds > 60 * minutes ? ", over" : "");
  bool ticking = screen->phase == ORAL_TICKING;
  int scroll = page_clamp(page, rows, screen->scroll);
  chrome_title(canvas, ui->cols < 60 ? "Interview" : screen->view->item->id, clock);
  page_draw(page, canvas, top, 0, rows, scroll, ticking ? screen->focus : -1);
  int at = ticking ? page_mark_row(page, screen->focus, NULL) - scroll : 0;
  canvas_cursor(canvas, top + CLAMP(at, 0, rows - 1), 1);
}

static void close_oral(Screen *base) {
  OralScreen *screen = (OralScreen *)base;
  writing_view_free(screen->view);
  g_free(screen);
}

Screen *scr_oral_new(Ui *ui, int64_t id) {
  GError *error = NULL;
  WritingView *view = writing_view(ui->app, id, &error);
  if (view == NULL) {
    ui_say_error(ui, error);
    return NULL;
  }
  OralScreen *screen = g_new0(OralScreen, 1);
  screen->base.kind = &SCR_ORAL;
  screen->app = ui->app;
  screen->id = id;
  screen->view = view;
  screen->ticks = rubric_levels(view->item);
  return &screen->base;
}

static const Action ACTIONS[] = {ACTION_TOGGLE,   ACTION_ACCEPT,   ACTION_CHOOSE_1, ACTION_CHOOSE_2,
                                 ACTION_CHOOSE_3, ACTION_CHOOSE_4, ACTION_CHOOSE_5, ACTION_CHOOSE_6,
                                 ACTION_CHOOSE_7, ACTION_CHOOSE_8, ACTION_UP,       ACTION_DOWN,
                                 ACTION_BACK,     ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_TOGGLE, "clock, tick"},
                                    {ACTION_ACCEPT, "keep the score"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_ORAL = {.name = "interview",
                             .keys = {"interview", ACTIONS},
                             .footer = FOOTER,
                             .action = act,
                             .draw = draw,
                             .tick_in = tick_in,
                             .close = close_oral};
