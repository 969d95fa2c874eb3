/* scr_summary - what a sitting came to, and what comes next. It ends here, not at card one. */
#include "report/phrase.h"
#include "tui/scr_drill.h"

typedef struct {
  Screen base;
  Drill *drill;
  DrillSummary *summary;
  int scroll;
} SummaryScreen;

static const char *why_over(SessionEnd end) {
  static const char *const words[] = {"", "nothing is left to do",
                                      "the number of answers is reached", "the minutes are used",
                                      "you ended it"};
  return words[end];
}

static void add_lists(Page *page, const DrillSummary *summary) {
  if (summary->returning->len > 0) {
    g_ptr_array_add(summary->returning, NULL);
    g_autofree char *joined = g_strjoinv(", ", (char **)summary->returning->pdata);
    g_ptr_array_set_size(summary->returning, (int)summary->returning->len - 1);
    page_addf(page, ROLE_NORMAL, 1, 12, "Returning  %s", joined);
  }
  for (guint i = 0; i < summary->areas->len; i++)
    page_addf(page, ROLE_NORMAL, 1, 12, "%-10s %s", i == 0 ? "Areas" : "",
              (char *)summary->areas->pdata[i]);
  for (guint i = 0; i < summary->missed->len; i++)
    page_addf(page, ROLE_NORMAL, 1, 12, "%-10s %s", i == 0 ? "Missed" : "",
              (char *)summary->missed->pdata[i]);
}

static Page *summary_page(const SummaryScreen *screen, int columns) {
  const DrillSummary *summary = screen->summary;
  Page *page = page_new(columns);
  g_autofree char *took = phrase_duration(summary->active_ms);
  if (summary->answers == 0) {
    page_add(page, ROLE_STRONG, 1, 1, "No answers in this sitting.");
  } else {
    page_addf(page, ROLE_STRONG, 1, 1, "%d answers, %d right, in %s", summary->answers,
              summary->right, took);
    page_addf(page, ROLE_NORMAL, 1, 1, "%d items were new to you; %d of them right at first.",
              summary->fresh, summary->fresh_right);
    page_addf(page, ROLE_DIM, 1, 1, "The sitting is over: %s.", why_over(summary->end));
  }
  page_blank(page);
  add_lists(page, summary);
  page_blank(page);
  page_add(page, ROLE_ACCENT, 1, 1, summary->comes_next);
  return page;
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const SummaryScreen *screen = (const SummaryScreen *)base;
  g_autoptr(Page) page = summary_page(screen, ui->cols - 3);
  int rows = ui_body_rows(ui);
  chrome_title(canvas, "Summary", ui->cols < 60 ? "" : "every answer is kept");
  page_draw(page, canvas, ui_body_top(ui), 0, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, ui_body_top(ui), 1);
}

static void scroll(const Ui *ui, SummaryScreen *screen, int by) {
  g_autoptr(Page) page = summary_page(screen, ui->cols - 3);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static void take_back(Ui *ui, SummaryScreen *screen) {
  GError *error = NULL;
  if (!drill_undo(screen->drill, &error)) {
    if (error != NULL)
      ui_say_error(ui, error);
    else
      ui_say(ui, ROLE_WARN, "There is nothing to undo.");
    return;
  }
  ui_replace(ui, scr_drill_again(ui, g_steal_pointer(&screen->drill)));
}

static bool act(Ui *ui, Screen *base, Action action) {
  SummaryScreen *screen = (SummaryScreen *)base;
  switch (action) {
  case ACTION_ACCEPT: ui_pop(ui); return true;
  case ACTION_UNDO: take_back(ui, screen); return true;
  case ACTION_UP: scroll(ui, screen, -1); return true;
  case ACTION_DOWN: scroll(ui, screen, 1); return true;
  case ACTION_PAGE_UP: scroll(ui, screen, 1 - ui_body_rows(ui)); return true;
  case ACTION_PAGE_DOWN: scroll(ui, screen, ui_body_rows(ui) - 1); return true;
  default: return false;
  }
}

static void close_summary(Screen *base) {
  SummaryScreen *screen = (SummaryScreen *)base;
  drill_summary_free(screen->summary);
  drill_close(screen->drill);
  g_free(screen);
}

Screen *scr_summary_new(Ui *ui, Drill *drill) {
  GError *error = NULL;
  DrillSummary *summary = drill_summary(drill, &error);
  if (summary == NULL) {
    ui_say_error(ui, error);
    drill_close(drill);
    return NULL;
  }
  SummaryScreen *screen = g_new0(SummaryScreen, 1);
  screen->base.kind = &SCR_SUMMARY;
  screen->drill = drill;
  screen->summary = summary;
  return &screen->base;
}

static const Action ACTIONS[] = {ACTION_ACCEPT,  ACTION_UNDO,      ACTION_UP,   ACTION_DOWN,
                                 ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_BACK, ACTION_NONE};
static const FooterHint FOOTER[] = {
    {ACTION_ACCEPT, "home"}, {ACTION_UNDO, "undo"}, {ACTION_NONE, NULL}};

const ScreenKind SCR_SUMMARY = {.name = "summary",
                                .keys = {"summary", ACTIONS},
                                .footer = FOOTER,
                                .action = act,
                                .draw = draw,
                                .close = close_summary};
