/* scr_candidate_lists - a candidate's areas, practice exams and texts: lists, and one of each to read, to
 * score, to comment on.
 */
#include "core/text.h"
#include "tui/scr_candidate.h"
#include <math.h>

typedef struct {
  Screen base;
  CandidateScreen *of;
  int read;               /* see candidate_is_old */
  int focus;              /* of a list */
  int scroll;             /* of a page */
  int64_t id;             /* of the exam or text shown */
  MasteryReport *mastery; /* areas */
  GPtrArray *rows;        /* of a list: ExamResult*, oldest first, or WritingView* */
  ExamResult *exam;
  WritingView *text;
} PartScreen;

static App *app_of(const PartScreen *screen) {
  return candidate_app(screen->of->candidate);
}

static bool is(const PartScreen *screen, const ScreenKind *kind) {
  return screen->base.kind == kind;
}

static bool is_list(const PartScreen *screen) {
  return is(screen, &SCR_CANDIDATE_EXAMS) || is(screen, &SCR_CANDIDATE_TEXTS);
}

/* -- reading ----------------------------------------------------------------------------------- */

static void clear(PartScreen *screen) {
  g_clear_pointer(&screen->mastery, mastery_report_free);
  g_clear_pointer(&screen->rows, g_ptr_array_unref);
  g_clear_pointer(&screen->exam, exam_result_free);
  g_clear_pointer(&screen->text, writing_view_free);
}

/* What is shown stays where the new cannot be read. */
static bool load(Ui *ui, PartScreen *screen) {
  PartScreen now = *screen;
  GError *error = NULL;
  now.mastery = NULL;
  now.rows = NULL;
  now.exam = NULL;
  now.text = NULL;
  if (is(screen, &SCR_CANDIDATE_AREAS))
    now.mastery = app_mastery_report(app_of(screen), &error);
  else if (is(screen, &SCR_CANDIDATE_EXAMS))
    now.rows = app_exam_results(app_of(screen), &error);
  else if (is(screen, &SCR_CANDIDATE_TEXTS))
    now.rows = candidate_texts(screen->of->candidate, &error);
  else if (is(screen, &SCR_CANDIDATE_EXAM))
    now.exam = app_exam_result(app_of(screen), screen->id, &error);
  else
    now.text = candidate_text(screen->of->candidate, screen->id, &error);
  if (error != NULL) {
    ui_say_error(ui, error);
    return false;
  }
  clear(screen);
  *screen = now;
  return true;
}

static void shown(Ui *ui, Screen *base) {
  PartScreen *screen = (PartScreen *)base;
  if (!candidate_is_old(screen->of, &screen->read)) return;
  screen->of->waiting = candidate_waiting(screen->of->candidate);
  load(ui, screen);
}

static void close_part(Screen *base) {
  clear((PartScreen *)base);
  g_free(base);
}

static Screen *part_new(Ui *ui, const ScreenKind *kind, CandidateScreen *of, int64_t id) {
  PartScreen *screen = g_new0(PartScreen, 1);
  screen->base.kind = kind;
  screen->of = of;
  screen->read = of->said;
  screen->id = id;
  if (load(ui, screen)) return &screen->base;
  close_part(&screen->base);
  return NULL;
}

Screen *scr_candidate_areas_new(Ui *ui, CandidateScreen *of) {
  return part_new(ui, &SCR_CANDIDATE_AREAS, of, 0);
}

Screen *scr_candidate_texts_new(Ui *ui, CandidateScreen *of) {
  return part_new(ui, &SCR_CANDIDATE_TEXTS, of, 0);
}

/* The newest first in focus. */
Screen *scr_candidate_exams_new(Ui *ui, CandidateScreen *of) {
  PartScreen *screen = (PartScreen *)part_new(ui, &SCR_CANDIDATE_EXAMS, of, 0);
  if (screen == NULL) return NULL;
  screen->focus = MAX((int)screen->rows->len - 1, 0);
  return &screen->base;
}

/* -- what stands on it ------------------------------------------------------------------------- */

/* The lines of the history, a row each; what follows on them is no row. */
static Page *exams_page(const PartScreen *screen, int columns) {
  g_autoptr(Doc) doc = exam_history_doc(screen->rows, columns);
  Page *page = page_new(columns);
  for (guint i = 0; i < doc->lines->len; i++) {
    const DocLine *line = doc->lines->pdata[i];
    page_mark(page, i < screen->rows->len ? (int)i : -1);
    page_add(page, ROLE_NORMAL, line->indent + 2, 4, line->text);
  }
  return page;
}

static char *scores_words(const WritingView *text) {
  GString *out = g_string_new(NULL);
  double sum = 0;
  int n = (int)text->mentors->len;
  for (int i = 0; i < n; i++) sum += ((WritingScore *)text->mentors->pdata[i])->credit;
  if (text->state == WRITING_EMPTY) g_string_append(out, "handed in empty, 0 %");
  if (text->self != NULL) g_string_append_printf(out, "own %.0f %%", 100 * text->self->credit);
  if (n > 0)
    g_string_append_printf(out, "%smentors %.0f %%", out->len > 0 ? ", " : "", 100 * sum / n);
  if (text->state != WRITING_EMPTY && n == 0)
    g_string_append_printf(out, "%swaits for your score", out->len > 0 ? ", " : "");
  return g_string_free(out, FALSE);
}

static Page *texts_page(const PartScreen *screen, int columns) {
  Page *page = page_new(columns);
  for (guint i = 0; i < screen->rows->len; i++) {
    const WritingView *text = screen->rows->pdata[i];
    g_autofree char *day = clock_format_date(text->day), *scores = scores_words(text);
    g_autofree char *title =
        g_strdup_printf("%s%s  %s", text->item->type == ITEM_ORAL ? "spoken: " : "", text->item->id,
                        text->sealed ? "(kept for an exam of yours)" : text->item->stem);
    g_autofree char *brief = text_shorten(title, columns - 2);
    page_mark(page, (int)i);
    page_add(page, ROLE_NORMAL, 2, 4, brief);
    page_addf(page, ROLE_DIM, 4, 4, "%s · %d words · %s", day, text->words, scores);
    page_mark(page, -1);
  }
  if (screen->rows->len == 0) page_add(page, ROLE_NORMAL, 1, 1, "No text was written yet.");
  return page;
}

static Doc *doc_of(const PartScreen *screen, int columns) {
  if (screen->mastery != NULL) return mastery_doc(screen->mastery, columns);
  if (screen->exam != NULL) return exam_result_doc(screen->exam, columns);
  return writing_doc(screen->text, columns);
}

static Page *page_of(const Ui *ui, const PartScreen *screen) {
  int columns = ui->cols - 4;
  if (is(screen, &SCR_CANDIDATE_EXAMS)) return exams_page(screen, columns);
  if (is(screen, &SCR_CANDIDATE_TEXTS)) return texts_page(screen, columns);
  g_autoptr(Doc) doc = doc_of(screen, columns);
  return page_of_doc(doc, columns);
}

static char *what_of(const PartScreen *screen) {
  if (screen->exam != NULL) return g_strdup(screen->exam->code);
  if (screen->text != NULL) return g_strdup(screen->text->item->id);
  return g_strdup(screen->mastery != NULL            ? "areas"
                  : is(screen, &SCR_CANDIDATE_EXAMS) ? "practice exams"
                                                     : "texts");
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const PartScreen *screen = (const PartScreen *)base;
  g_autoptr(Page) page = page_of(ui, screen);
  g_autofree char *what = what_of(screen);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  bool list = is_list(screen) && screen->rows->len > 0;
  int scroll =
      list ? page_scroll_to(page, screen->focus, rows, 0) : page_clamp(page, rows, screen->scroll);
  int at = list ? page_mark_row(page, screen->focus, NULL) - scroll : 0;
  candidate_title(ui, screen->of, canvas, what);
  page_draw(page, canvas, top, 1, rows, scroll, list ? screen->focus : -1);
  canvas_cursor(canvas, top + MAX(at, 0), 1);
}

/* -- comments ---------------------------------------------------------------------------------- */

/* Index 0 is the candidate as a whole. */
static void area_chosen(Ui *ui, int index, void *user) {
  PartScreen *screen = user;
  const AreaMastery *area = index == 0 ? NULL : screen->mastery->areas->pdata[index - 1];
  if (area == NULL)
    candidate_comment(ui, screen->of, REMARK_LEARNER, "", screen->of->name);
  else
    candidate_comment(ui, screen->of, REMARK_AREA, area->code, area->text);
}

static void ask_area(Ui *ui, PartScreen *screen) {
  const GPtrArray *areas = screen->mastery->areas;
  g_autoptr(GPtrArray) labels = g_ptr_array_new();
  g_ptr_array_add(labels, (char *)"All of it");
  for (guint i = 0; i < areas->len; i++)
    g_ptr_array_add(labels, (char *)((AreaMastery *)areas->pdata[i])->text);
  ui_push(ui, scr_choice_new(ui, "A comment on", (const char *const *)labels->pdata,
                             (int)labels->len, 0, area_chosen, screen));
}

/* On the exam or text shown, or in focus. */
static void comment(Ui *ui, PartScreen *screen) {
  bool any = !is_list(screen) || screen->rows->len > 0;
  const void *row = is_list(screen) && any ? screen->rows->pdata[screen->focus] : NULL;
  const ExamResult *exam = is(screen, &SCR_CANDIDATE_EXAMS) ? row : screen->exam;
  const WritingView *text = is(screen, &SCR_CANDIDATE_TEXTS) ? row : screen->text;
  if (screen->mastery != NULL)
    ask_area(ui, screen);
  else if (exam != NULL)
    candidate_comment(ui, screen->of, REMARK_EXAM, exam->uuid, exam->code);
  else if (text != NULL)
    candidate_comment(ui, screen->of, REMARK_TEXT, text->uuid, text->item->id);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void push(Ui *ui, Screen *screen) {
  if (screen != NULL) ui_push(ui, screen);
}

static const WritingView *text_at_hand(const PartScreen *screen) {
  if (screen->text != NULL || screen->rows->len == 0) return screen->text;
  return screen->rows->pdata[screen->focus];
}

static void score(Ui *ui, PartScreen *screen) {
  const WritingView *text = text_at_hand(screen);
  if (text == NULL)
    ui_say(ui, ROLE_NORMAL, "There is no text to score.");
  else if (text->sealed)
    ui_say(ui, ROLE_WARN, "Kept for an exam of your own: take that first.");
  else {
    screen->of->said++; /* it may be, and then all is read again */
    push(ui, scr_score_lent_new(ui, screen->of->candidate, text->id));
  }
}

static void open_row(Ui *ui, PartScreen *screen) {
  if (!is_list(screen) || screen->rows->len == 0) return;
  const void *row = screen->rows->pdata[screen->focus];
  if (is(screen, &SCR_CANDIDATE_EXAMS))
    push(ui, part_new(ui, &SCR_CANDIDATE_EXAM, screen->of, ((const ExamResult *)row)->id));
  else
    push(ui, part_new(ui, &SCR_CANDIDATE_TEXT, screen->of, ((const WritingView *)row)->id));
}

static void step(const Ui *ui, PartScreen *screen, int by) {
  if (is_list(screen)) {
    screen->focus = CLAMP(screen->focus + by, 0, MAX((int)screen->rows->len - 1, 0));
    return;
  }
  g_autoptr(Page) page = page_of(ui, screen);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static bool act(Ui *ui, Screen *base, Action action) {
  PartScreen *screen = (PartScreen *)base;
  int page = MAX(ui_body_rows(ui) - 1, 1) / (is_list(screen) ? 2 : 1), by = 0;
  if (action_step(action, MAX(page, 1), &by)) {
    step(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: open_row(ui, screen); return true;
  case ACTION_SCORE: score(ui, screen); return true;
  case ACTION_SAY: comment(ui, screen); return true;
  case ACTION_REPLY: candidate_reply(ui, screen->of); return true;
  default: return false;
  }
}

#define MOVING    ACTION_UP, ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST
#define ANSWERING ACTION_SAY, ACTION_REPLY, ACTION_BACK, ACTION_NONE

static const Action READ_ACTIONS[] = {MOVING, ANSWERING};
static const Action LIST_ACTIONS[] = {ACTION_ACCEPT, MOVING, ANSWERING};
static const Action TEXT_ACTIONS[] = {ACTION_SCORE, MOVING, ANSWERING};
static const Action TEXTS_ACTIONS[] = {ACTION_ACCEPT, ACTION_SCORE, MOVING, ANSWERING};
static const FooterHint READ_FOOTER[] = {{ACTION_SAY, "comment"},
                                         {ACTION_PAGE_DOWN, "more"},
                                         {ACTION_REPLY, "reply"},
                                         {ACTION_BACK, "back"},
                                         {ACTION_NONE, NULL}};
static const FooterHint LIST_FOOTER[] = {{ACTION_ACCEPT, "open"},
                                         {ACTION_SAY, "comment"},
                                         {ACTION_REPLY, "reply"},
                                         {ACTION_BACK, "back"},
                                         {ACTION_NONE, NULL}};
static const FooterHint TEXT_FOOTER[] = {{ACTION_SCORE, "score"},    {ACTION_SAY, "comment"},
                                         {ACTION_PAGE_DOWN, "more"}, {ACTION_REPLY, "reply"},
                                         {ACTION_BACK, "back"},      {ACTION_NONE, NULL}};
static const FooterHint TEXTS_FOOTER[] = {{ACTION_ACCEPT, "read"}, {ACTION_SCORE, "score"},
                                          {ACTION_SAY, "comment"}, {ACTION_REPLY, "reply"},
                                          {ACTION_BACK, "back"},   {ACTION_NONE, NULL}};

#define PART_KIND(title, its_keys, its_footer)                                                     \
  {                                                                                                \
    .name = title, .keys = {title, its_keys}, .footer = its_footer, .action = act, .draw = draw,   \
    .shown = shown, .close = close_part                                                            \
  }
const ScreenKind SCR_CANDIDATE_AREAS = PART_KIND("candidate-areas", READ_ACTIONS, READ_FOOTER);
const ScreenKind SCR_CANDIDATE_EXAMS = PART_KIND("candidate-exams", LIST_ACTIONS, LIST_FOOTER);
const ScreenKind SCR_CANDIDATE_EXAM = PART_KIND("candidate-exam", READ_ACTIONS, READ_FOOTER);
const ScreenKind SCR_CANDIDATE_TEXTS = PART_KIND("candidate-texts", TEXTS_ACTIONS, TEXTS_FOOTER);
const ScreenKind SCR_CANDIDATE_TEXT = PART_KIND("candidate-text", TEXT_ACTIONS, TEXT_FOOTER);
