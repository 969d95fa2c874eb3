/* scr_result - what a practice exam came to, and each of its questions with every rationale. */
#include "app/exam.h"
#include "app/reply.h"
#include "app/writing.h"
#include "report/phrase.h"
#include "tui/rationale.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  ExamResult *result;
  GArray *waiting; /* of int64_t: texts that wait for their score */
  int scroll;
} ResultScreen;

/* -- the result -------------------------------------------------------------------------------- */

static Page *result_page(const Ui *ui, const ResultScreen *screen) {
  int columns = ui->cols - 4;
  g_autoptr(Doc) doc = exam_result_doc(screen->result, columns);
  return page_of_doc(doc, columns);
}

static void score_first(Ui *ui, ResultScreen *screen) {
  Screen *score = screen->waiting->len == 0
                      ? NULL
                      : scr_score_new(ui, g_array_index(screen->waiting, int64_t, 0));
  if (score != NULL)
    ui_push(ui, score);
  else
    ui_say(ui, ROLE_NORMAL, "No text of this exam waits for a score.");
}

/* Back from a score: the result with it. */
static void shown(Ui *ui, Screen *base) {
  ResultScreen *screen = (ResultScreen *)base;
  GArray *waiting = writing_unscored(ui->app, screen->result->id, NULL);
  ExamResult *result = waiting == NULL || waiting->len == screen->waiting->len
                           ? NULL
                           : app_exam_result(ui->app, screen->result->id, NULL);
  if (waiting != NULL) {
    g_array_unref(screen->waiting);
    screen->waiting = waiting;
  }
  if (result == NULL) return;
  exam_result_free(screen->result);
  screen->result = result;
}

static void scroll(const Ui *ui, ResultScreen *screen, int by) {
  g_autoptr(Page) page = result_page(ui, screen);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static Screen *review_new(ExamResult *result, Ui *ui);

static bool act(Ui *ui, Screen *base, Action action) {
  ResultScreen *screen = (ResultScreen *)base;
  int page = MAX(ui_body_rows(ui) - 1, 1), by = 0;
  if (action_step(action, page, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_TOGGLE: scroll(ui, screen, page); return true;
  case ACTION_SCORE: score_first(ui, screen); return true;
  case ACTION_ACCEPT:
  case ACTION_REVIEW: {
    Screen *review = review_new(screen->result, ui);
    if (review != NULL) ui_push(ui, review);
    return true;
  }
  default: return false;
  }
}

static char *right_of_title(const Ui *ui, const ResultScreen *screen) {
  guint n = screen->waiting->len;
  if (n > 0)
    return g_strdup_printf("c scores %u text%s%s", n, n == 1 ? "" : "s",
                           ui->cols < 60 ? ""
                           : n == 1      ? " that waits"
                                         : " that wait");
  return g_strdup(ui->cols < 60 ? "" : "of pawl's items, never a scaled score");
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ResultScreen *screen = (const ResultScreen *)base;
  g_autoptr(Page) page = result_page(ui, screen);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  g_autofree char *right = right_of_title(ui, screen);
  chrome_title(canvas, "Result", right);
  page_draw(page, canvas, top, 1, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

static void close_result(Screen *base) {
  ResultScreen *screen = (ResultScreen *)base;
  exam_result_free(screen->result);
  g_array_unref(screen->waiting);
  g_free(screen);
}

Screen *scr_result_new(Ui *ui, int64_t exam) {
  GError *error = NULL;
  ExamResult *result = app_exam_result(ui->app, exam, &error);
  GArray *waiting = result == NULL ? NULL : writing_unscored(ui->app, exam, &error);
  if (waiting == NULL) {
    ui_say_error(ui, error);
    exam_result_free(result);
    return NULL;
  }
  ResultScreen *screen = g_new0(ResultScreen, 1);
  screen->base.kind = &SCR_RESULT;
  screen->result = result;
  screen->waiting = waiting;
  reply_seen(ui->app, REMARK_EXAM, result->uuid);
  return &screen->base;
}

static const Action ACTIONS[] = {ACTION_SCORE,   ACTION_UP,        ACTION_DOWN,  ACTION_TOGGLE,
                                 ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST,
                                 ACTION_ACCEPT,  ACTION_REVIEW,    ACTION_BACK,  ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_REVIEW, "review the questions"},
                                    {ACTION_PAGE_DOWN, "more"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_RESULT = {.name = "result",
                               .keys = {"result", ACTIONS},
                               .footer = FOOTER,
                               .action = act,
                               .draw = draw,
                               .shown = shown,
                               .close = close_result};

/* -- question by question ---------------------------------------------------------------------- */

typedef struct {
  Screen base;
  ExamResult *result; /* lent by the screen below */
  bool missed_only;
  int at; /* index into result->rows */
  ExamQuestionView *view;
  int scroll;
} ReviewScreen;

static const ExamRow *row_of(const ReviewScreen *screen) {
  return screen->result->rows->pdata[screen->at];
}

static void load(Ui *ui, ReviewScreen *screen) {
  GError *error = NULL;
  exam_question_view_free(screen->view);
  screen->view = app_exam_question(ui->app, screen->result, screen->at, &error);
  screen->scroll = 0;
  if (screen->view == NULL) ui_say_error(ui, error);
}

static Page *review_page(const ReviewScreen *screen, int columns) {
  const ExamQuestionView *view = screen->view;
  Page *page = page_new(columns);
  if (view == NULL) return page;
  Rationale r = {.item = view->item,
                 .shown_n = view->shown_n,
                 .shown = view->shown,
                 .response = view->response,
                 .grade = view->grade,
                 .overdue = view->overdue,
                 .sources = view->sources};
  rationale_add_heading(page, &r);
  page_blank(page);
  if (view->item->stimulus != NULL) page_add(page, ROLE_DIM, 1, 1, view->item->stimulus);
  page_add(page, ROLE_NORMAL, 1, 1, view->item->stem);
  page_blank(page);
  rationale_add_options(page, &r);
  page_blank(page);
  g_autofree char *took = phrase_duration(row_of(screen)->ms);
  page_addf(page, ROLE_NORMAL, 1, 9, "Time    %s; changed %d time%s", took, row_of(screen)->changes,
            row_of(screen)->changes == 1 ? "" : "s");
  page_addf(page, ROLE_NORMAL, 1, 9, "Area    %s", view->area_text);
  page_addf(page, ROLE_NORMAL, 1, 9, "Goal    %s", view->objective_text);
  rationale_add_sources(page, &r);
  return page;
}

/* The next row from AT by BY that is shown; AT itself where there is none. */
static int seek(const ReviewScreen *screen, int at, int by) {
  int n = (int)screen->result->rows->len;
  for (int i = at + by; i >= 0 && i < n; i += by)
    if (!screen->missed_only || !((ExamRow *)screen->result->rows->pdata[i])->correct) return i;
  return at;
}

static void step(Ui *ui, ReviewScreen *screen, int by) {
  int to = seek(screen, screen->at, by);
  if (to == screen->at) {
    ui_say(ui, ROLE_NORMAL, by > 0 ? "That was the last one." : "This is the first one.");
    return;
  }
  screen->at = to;
  load(ui, screen);
}

static void filter(Ui *ui, ReviewScreen *screen) {
  screen->missed_only = !screen->missed_only;
  if (screen->missed_only && row_of(screen)->correct) {
    int at = seek(screen, -1, 1);
    if (at >= 0) screen->at = at;
    load(ui, screen);
  }
  ui_say(ui, ROLE_NORMAL, screen->missed_only ? "Only what was missed." : "All questions.");
}

static void review_scroll(const Ui *ui, ReviewScreen *screen, int by) {
  g_autoptr(Page) page = review_page(screen, ui->cols - 3);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static bool review_act(Ui *ui, Screen *base, Action action) {
  ReviewScreen *screen = (ReviewScreen *)base;
  int page = MAX(ui_body_rows(ui) - 1, 1), by = 0;
  if (action_step(action, page, &by)) {
    review_scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT:
  case ACTION_RIGHT:
  case ACTION_NEXT_QUESTION: step(ui, screen, 1); return true;
  case ACTION_LEFT:
  case ACTION_PREVIOUS_QUESTION: step(ui, screen, -1); return true;
  case ACTION_FILTER: filter(ui, screen); return true;
  case ACTION_TOGGLE: review_scroll(ui, screen, page); return true;
  case ACTION_TERMS:
    if (screen->view != NULL) scr_terms_open(ui, screen->view->item);
    return true;
  default: return false;
  }
}

static void review_draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ReviewScreen *screen = (const ReviewScreen *)base;
  g_autoptr(Page) page = review_page(screen, ui->cols - 3);
  g_autofree char *left = g_strdup_printf("%s%d of %u", row_of(screen)->flagged ? "! " : "",
                                          screen->at + 1, screen->result->rows->len);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  chrome_title(canvas, left, row_of(screen)->code);
  page_draw(page, canvas, top, 0, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

static void close_review(Screen *base) {
  ReviewScreen *screen = (ReviewScreen *)base;
  exam_question_view_free(screen->view);
  g_free(screen);
}

static Screen *review_new(ExamResult *result, Ui *ui) {
  if (result->rows->len == 0) {
    ui_say(ui, ROLE_NORMAL, "There are no questions to review.");
    return NULL;
  }
  ReviewScreen *screen = g_new0(ReviewScreen, 1);
  screen->base.kind = &SCR_REVIEW;
  screen->result = result;
  load(ui, screen);
  return &screen->base;
}

static const Action REVIEW_ACTIONS[] = {
    ACTION_ACCEPT,  ACTION_NEXT_QUESTION, ACTION_PREVIOUS_QUESTION,
    ACTION_LEFT,    ACTION_RIGHT,         ACTION_FILTER,
    ACTION_UP,      ACTION_DOWN,          ACTION_TOGGLE,
    ACTION_PAGE_UP, ACTION_PAGE_DOWN,     ACTION_FIRST,
    ACTION_LAST,    ACTION_TERMS,         ACTION_BACK,
    ACTION_NONE};
static const FooterHint REVIEW_FOOTER[] = {
    {ACTION_NEXT_QUESTION, "next"}, {ACTION_PREVIOUS_QUESTION, "previous"},
    {ACTION_FILTER, "missed only"}, {ACTION_TERMS, "terms"},
    {ACTION_BACK, "back"},          {ACTION_NONE, NULL}};
const ScreenKind SCR_REVIEW = {.name = "review",
                               .keys = {"review", REVIEW_ACTIONS},
                               .footer = REVIEW_FOOTER,
                               .action = review_act,
                               .draw = review_draw,
                               .close = close_review};
