/* scr_exam_essays - the essay part of a practice exam: its scenarios and how far each text is. */
#include "core/text.h"
#include "tui/scr_exam.h"

void exam_take_texts(Ui *ui, ExamScreen *screen) {
  const ExamView *view = exam_view(screen->exam);
  GError *error = NULL;
  g_clear_pointer(&screen->texts, g_ptr_array_unref);
  if (view->state->phase != EXAM_TAKING || !view->section->rules->essay) return;
  screen->texts = writing_section(ui->app, exam_id(screen->exam), view->state->section,
                                  view->counts.questions, &error);
  if (screen->texts == NULL) ui_say_error(ui, error);
}

static int count(const ExamScreen *screen) {
  return screen->texts == NULL ? 0 : (int)screen->texts->len;
}

static void move(ExamScreen *screen, int by) {
  screen->focus = CLAMP(screen->focus + by, 0, MAX(count(screen) - 1, 0));
}

static void open_text(Ui *ui, ExamScreen *screen) {
  GError *error = NULL;
  if (screen->focus >= count(screen)) return;
  const WritingView *text = screen->texts->pdata[screen->focus];
  if (!exam_goto(screen->exam, screen->focus, &error)) {
    ui_say_error(ui, error);
    return;
  }
  Screen *essay = scr_essay_new(ui, text->id, screen);
  if (essay != NULL) ui_push(ui, essay);
}

static void shown(Ui *ui, Screen *base) {
  exam_take_texts(ui, (ExamScreen *)base);
}

static bool act(Ui *ui, Screen *base, Action action) {
  ExamScreen *screen = (ExamScreen *)base;
  switch (action) {
  case ACTION_UP: move(screen, -1); return true;
  case ACTION_DOWN: move(screen, 1); return true;
  case ACTION_FIRST: move(screen, -1000); return true;
  case ACTION_LAST: move(screen, 1000); return true;
  case ACTION_ACCEPT: open_text(ui, screen); return true;
  default: return exam_common_action(ui, screen, action);
  }
}

static Page *texts_page(const Ui *ui, const ExamScreen *screen) {
  Page *page = page_new(ui->cols - 3);
  for (int i = 0; i < count(screen); i++) {
    const WritingView *text = screen->texts->pdata[i];
    g_autofree char *words = writing_words_line(text->item, text->words);
    g_autofree char *folded = text_fold(text->item->stem);
    g_autofree char *title = text_shorten(folded, MAX(2 * (ui->cols - 8), 20));
    page_mark(page, i);
    page_addf(page, ROLE_NORMAL, 1, 4, "%d  %s", i + 1, title);
    page_addf(page, ROLE_DIM, 4, 4, "%s · %s", text->area_text, words);
    page_mark(page, -1);
    page_blank(page);
  }
  return page;
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ExamScreen *screen = (const ExamScreen *)base;
  g_autoptr(Page) page = texts_page(ui, screen);
  g_autofree char *clock = exam_clock_text(screen);
  g_autofree char *left =
      g_strdup_printf("%s · %d of %d written", exam_view(screen->exam)->section->rules->title,
                      screen->texts == NULL ? 0 : writing_count(screen->texts), count(screen));
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  int scroll = page_scroll_to(page, screen->focus, rows, 0);
  chrome_title(canvas, left, clock == NULL ? "" : clock);
  page_draw(page, canvas, top, 0, rows, scroll, screen->focus);
  canvas_cursor(canvas, top + MAX(page_mark_row(page, screen->focus, NULL) - scroll, 0), 1);
}

static const Action ACTIONS[] = {ACTION_ACCEPT, ACTION_UP,      ACTION_DOWN,    ACTION_FIRST,
                                 ACTION_LAST,   ACTION_HAND_IN, ACTION_GIVE_UP, ACTION_CLOCK,
                                 ACTION_PAUSE,  ACTION_BACK,    ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "write"},
                                    {ACTION_HAND_IN, "hand in"},
                                    {ACTION_CLOCK, "clock"},
                                    {ACTION_BACK, "leave"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_EXAM_ESSAYS = {.name = "exam essays",
                                    .keys = {"exam essays", ACTIONS},
                                    .footer = FOOTER,
                                    .action = act,
                                    .draw = draw,
                                    .shown = shown,
                                    .tick = exam_screen_tick,
                                    .tick_in = exam_screen_tick_in,
                                    .close = exam_screen_close};
