/* scr_score - a text that was handed in: beside it the model answer, below the rubric, a level for each
 * criterion. Of a spoken answer the notes, and the points it covered.
 */
#include "app/reply.h"
#include "app/writing.h"
#include "tui/screen.h"
#include <string.h>

typedef enum { PART_RUBRIC_PANE, PART_TEXT_PANE, PART_MODEL_PANE, PARTS } Part;

typedef struct {
  Screen base;
  int64_t id;
  Candidate *writer; /* lent; NULL: the learner's own text */
  WritingView *view;
  RubricLevels levels;
  char *comment;
  bool mentor;
  char *name; /* the mentor's */
  int focus;  /* criterion */
  Part part;  /* that the keys go to */
  int scroll[PARTS];
  bool changed; /* not kept yet */
} ScoreScreen;

static bool is_oral(const ScoreScreen *screen) {
  return screen->view->item->type == ITEM_ORAL;
}

/* -- pages ------------------------------------------------------------------------------------- */

static Page *text_page(const ScoreScreen *screen, int columns) {
  Page *page = page_new(columns);
  const char *head = screen->writer != NULL ? (is_oral(screen) ? "Notes" : "Text")
                     : is_oral(screen)      ? "Your notes"
                                            : "Your text";
  g_autofree char *words = writing_words_line(screen->view->item, screen->view->words);
  page_addf(page, ROLE_STRONG, 0, 0, "%s", head);
  page_add(page, ROLE_DIM, 0, 0, words);
  page_add(page, ROLE_NORMAL, 0, 0, *screen->view->text == '\0' ? "(nothing)" : screen->view->text);
  return page;
}

static Page *model_page(const ScoreScreen *screen, int columns) {
  const Item *item = screen->view->item;
  Page *page = page_new(columns);
  if (item->essay->model != NULL) {
    page_add(page, ROLE_STRONG, 0, 0, "Model answer");
    page_add(page, ROLE_NORMAL, 0, 0, item->essay->model);
    page_blank(page);
  }
  if (item->essay->weak != NULL) {
    page_add(page, ROLE_STRONG, 0, 0, "Weak answers");
    page_add(page, ROLE_NORMAL, 0, 0, item->essay->weak);
    page_blank(page);
  }
  page_add(page, ROLE_STRONG, 0, 0, is_oral(screen) ? "Prompt" : "Scenario");
  page_add(page, ROLE_DIM, 0, 0, item->stem);
  return page;
}

static void add_criterion(Page *page, const ScoreScreen *screen, int i) {
  const ItemCriterion *criterion = screen->view->item->essay->rubric->pdata[i];
  int level = screen->levels.level[i];
  page_mark(page, i);
  page_addf(page, ROLE_STRONG, 0, 2, "%s (weight %g): %s%.0d", criterion->text, criterion->weight,
            level == 0 ? "no level yet" : "", level);
  page_mark(page, -1);
  for (guint l = 0; l < criterion->levels->len; l++) {
    bool given = level == (int)l + 1;
    page_addf(page, given ? ROLE_CHOSEN : ROLE_NORMAL, 2, 8, "%s %u  %s", given ? "[x]" : "[ ]",
              l + 1, (char *)criterion->levels->pdata[l]);
  }
}

static void add_point(Page *page, const ScoreScreen *screen, int i) {
  bool covered = screen->levels.level[i] > 0;
  page_mark(page, i);
  page_addf(page, covered ? ROLE_CHOSEN : ROLE_NORMAL, 0, 7, "%s %d  %s", covered ? "[x]" : "[ ]",
            i + 1, (char *)screen->view->item->essay->covers->pdata[i]);
  page_mark(page, -1);
}

/* What others gave, and the comment that is kept with the levels. */
static void add_remarks(Page *page, const ScoreScreen *screen) {
  g_autofree char *result = writing_result_line(screen->view);
  if (*screen->comment != '\0') page_addf(page, ROLE_DIM, 0, 2, "Comment: %s", screen->comment);
  if (screen->view->self != NULL || screen->view->mentors->len > 0)
    page_addf(page, ROLE_DIM, 0, 2, "So far: %s", result);
  for (guint i = 0; i < screen->view->mentors->len; i++) {
    const WritingScore *score = screen->view->mentors->pdata[i];
    if (*score->comment == '\0') continue;
    page_addf(page, ROLE_DIM, 0, 2, "%s: %s", *score->name == '\0' ? "A mentor" : score->name,
              score->comment);
  }
  for (guint i = 0; i < screen->view->remarks->len; i++) {
    const Remark *remark = screen->view->remarks->pdata[i];
    page_addf(page, ROLE_NORMAL, 0, 2, "%s: %s", remark->name, remark->body);
  }
}

static Page *rubric_page(const ScoreScreen *screen, int columns) {
  Page *page = page_new(columns);
  for (int i = 0; i < screen->levels.n; i++) {
    if (is_oral(screen))
      add_point(page, screen, i);
    else
      add_criterion(page, screen, i);
  }
  add_remarks(page, screen);
  return page;
}

static Page *page_of(const ScoreScreen *screen, Part part, int columns) {
  if (part == PART_RUBRIC_PANE) return rubric_page(screen, columns);
  return part == PART_TEXT_PANE ? text_page(screen, columns) : model_page(screen, columns);
}

/* -- layout ------------------------------------------------------------------------------------ */

#define WIDE_COLS 110 /* from here on text and model stand side by side */
#define TALL_ROWS 14  /* rows of the body from which on the rubric stands below */

typedef struct {
  int row, col, rows, cols;
} Pane;

typedef struct {
  Pane pane[PARTS]; /* rows 0: not shown */
} ScoreLayout;

/* The upper half is the text's; the model answer takes its place where the keys go to it. */
static ScoreLayout lay_out(const Ui *ui, const ScoreScreen *screen) {
  ScoreLayout l = {0};
  int top = ui_body_top(ui), rows = ui_body_rows(ui), cols = ui->cols - 3;
  Part upper = screen->part == PART_MODEL_PANE ? PART_MODEL_PANE : PART_TEXT_PANE;
  if (rows < TALL_ROWS) {
    l.pane[screen->part] = (Pane){top, 1, rows, cols};
    return l;
  }
  int above = rows / 2, half = cols / 2 - 2;
  l.pane[PART_RUBRIC_PANE] = (Pane){top + above + 1, 1, rows - above - 1, cols};
  if (ui->cols < WIDE_COLS) {
    l.pane[upper] = (Pane){top, 1, above, cols};
    return l;
  }
  l.pane[PART_TEXT_PANE] = (Pane){top, 1, above, half};
  l.pane[PART_MODEL_PANE] = (Pane){top, 1 + cols - half, above, half};
  return l;
}

static void scroll(const Ui *ui, ScoreScreen *screen, int by) {
  Pane pane = lay_out(ui, screen).pane[screen->part];
  g_autoptr(Page) page = page_of(screen, screen->part, pane.cols);
  screen->scroll[screen->part] = page_clamp(page, pane.rows, screen->scroll[screen->part] + by);
}

/* The focused criterion with its levels comes into view. */
static void show_focus(const Ui *ui, ScoreScreen *screen) {
  Pane pane = lay_out(ui, screen).pane[PART_RUBRIC_PANE];
  if (pane.rows == 0) return;
  g_autoptr(Page) page = rubric_page(screen, pane.cols);
  int at = page_mark_row(page, screen->focus, NULL);
  int next = page_mark_row(page, screen->focus + 1, NULL);
  int end = next < 0 ? page_rows(page) : next, *from = &screen->scroll[PART_RUBRIC_PANE];
  if (end > *from + pane.rows) *from = end - pane.rows;
  if (at < *from) *from = at;
  *from = page_clamp(page, pane.rows, *from);
}

/* -- levels ------------------------------------------------------------------------------------ */

static void move(const Ui *ui, ScoreScreen *screen, int by) {
  if (screen->part != PART_RUBRIC_PANE) {
    scroll(ui, screen, by);
    return;
  }
  screen->focus = CLAMP(screen->focus + by, 0, MAX(screen->levels.n - 1, 0));
  show_focus(ui, screen);
}

static void set_level(const Ui *ui, ScoreScreen *screen, int level) {
  int *at = &screen->levels.level[screen->focus];
  screen->part = PART_RUBRIC_PANE;
  screen->changed |= *at != level;
  *at = level;
  show_focus(ui, screen);
}

/* A number gives the level and goes on to the next criterion; of a spoken answer it ticks a point. */
static void number(const Ui *ui, ScoreScreen *screen, int n) {
  if (screen->levels.n == 0) return;
  if (is_oral(screen)) {
    if (n > screen->levels.n) return;
    screen->focus = n - 1;
    set_level(ui, screen, !screen->levels.level[n - 1]);
  } else if (n <= RUBRIC_LEVELS) {
    set_level(ui, screen, n);
    move(ui, screen, 1);
  }
}

static void sideways(const Ui *ui, ScoreScreen *screen, int by) {
  int low = is_oral(screen) ? 0 : 1, high = is_oral(screen) ? 1 : RUBRIC_LEVELS;
  if (screen->levels.n == 0) return;
  set_level(ui, screen, CLAMP(screen->levels.level[screen->focus] + by, low, high));
}

static WritingView *read_text(Ui *ui, Candidate *writer, int64_t id, GError **error) {
  return writer == NULL ? writing_view(ui->app, id, error) : candidate_text(writer, id, error);
}

static void reload(Ui *ui, ScoreScreen *screen) {
  GError *error = NULL;
  WritingView *view = read_text(ui, screen->writer, screen->id, &error);
  if (view == NULL) {
    ui_say_error(ui, error);
    return;
  }
  writing_view_free(screen->view);
  screen->view = view;
}

static void keep(Ui *ui, ScoreScreen *screen) {
  GError *error = NULL;
  for (int i = 0; !is_oral(screen) && i < screen->levels.n; i++) {
    if (screen->levels.level[i] != 0) continue;
    screen->focus = i;
    screen->part = PART_RUBRIC_PANE;
    show_focus(ui, screen);
    ui_say(ui, ROLE_WARN, "Every criterion needs a level: 1 to %d.", RUBRIC_LEVELS);
    return;
  }
  WritingGrade grade = {screen->mentor, screen->name, screen->levels, screen->comment};
  bool kept = screen->writer == NULL
                  ? writing_score(ui->app, screen->id, &grade, &error)
                  : candidate_score(screen->writer, screen->view, &grade, &error);
  if (!kept) {
    ui_say_error(ui, error);
    return;
  }
  screen->changed = false;
  reload(ui, screen);
  g_autofree char *result = writing_result_line(screen->view);
  ui_pop(ui);
  ui_say(ui, ROLE_NORMAL, "Kept: %s", result);
}

static void comment_given(Ui *ui, const char *text, void *user) {
  ScoreScreen *screen = user;
  (void)ui;
  if (text == NULL) return;
  g_free(screen->comment);
  screen->comment = g_strdup(text);
  screen->changed = true;
}

static void name_given(Ui *ui, const char *text, void *user) {
  ScoreScreen *screen = user;
  if (text == NULL) return;
  g_free(screen->name);
  screen->name = g_strdup(text);
  screen->mentor = true;
  screen->levels = rubric_levels(screen->view->item);
  g_free(screen->comment);
  screen->comment = g_strdup("");
  screen->focus = 0;
  ui_say(ui, ROLE_NORMAL, "The levels are yours to give now%s%s.", *text == '\0' ? "" : ", ", text);
}

static void leave_chosen(Ui *ui, int index, void *user) {
  (void)user;
  if (index == 1) ui_pop(ui);
}

static void leave(Ui *ui, ScoreScreen *screen) {
  static const char *const labels[] = {"Go on scoring", "Leave without this score"};
  if (screen->changed)
    ui_push(ui,
            scr_choice_new(ui, "Not kept yet: Enter keeps", labels, 2, 0, leave_chosen, screen));
  else
    ui_pop(ui);
}

/* -- keys -------------------------------------------------------------------------------------- */

static bool act(Ui *ui, Screen *base, Action action) {
  ScoreScreen *screen = (ScoreScreen *)base;
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_8) {
    number(ui, screen, (int)(action - ACTION_CHOOSE_1) + 1);
    return true;
  }
  int page = MAX(lay_out(ui, screen).pane[screen->part].rows - 1, 1);
  switch (action) {
  case ACTION_UP: move(ui, screen, -1); return true;
  case ACTION_DOWN: move(ui, screen, 1); return true;
  case ACTION_LEFT: sideways(ui, screen, -1); return true;
  case ACTION_RIGHT: sideways(ui, screen, 1); return true;
  case ACTION_TOGGLE:
    if (is_oral(screen)) number(ui, screen, screen->focus + 1);
    return true;
  case ACTION_PAGE_UP: scroll(ui, screen, -page); return true;
  case ACTION_PAGE_DOWN: scroll(ui, screen, page); return true;
  case ACTION_NEXT_FIELD: screen->part = (Part)((screen->part + 1) % PARTS); return true;
  case ACTION_PREVIOUS_FIELD:
    screen->part = (Part)((screen->part + PARTS - 1) % PARTS);
    return true;
  case ACTION_COMMENT:
    ui_push(ui, scr_prompt_new(ui, "Comment", "A remark that is kept with the score.",
                               screen->comment, comment_given, screen));
    return true;
  case ACTION_MENTOR:
    ui_push(ui, scr_prompt_new(ui, "Score as a mentor", "The mentor's name. Esc: not now.", "",
                               name_given, screen));
    return true;
  case ACTION_ACCEPT: keep(ui, screen); return true;
  case ACTION_BACK: leave(ui, screen); return true;
  default: return false;
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draw_pane(const ScoreScreen *screen, Part part, Canvas *canvas, const Pane *pane) {
  g_autoptr(Page) page = page_of(screen, part, pane->cols);
  int scroll = page_clamp(page, pane->rows, screen->scroll[part]);
  bool keys = part == screen->part, focused = keys && part == PART_RUBRIC_PANE;
  page_draw(page, canvas, pane->row, pane->col, pane->rows, scroll, focused ? screen->focus : -1);
  if (!keys) return;
  int at = focused ? page_mark_row(page, screen->focus, NULL) - scroll : 0;
  canvas_cursor(canvas, pane->row + CLAMP(at, 0, pane->rows - 1), pane->col);
}

static void draw_rule(const Ui *ui, Canvas *canvas, int row, const char *name) {
  const char *line = canvas->ascii ? "-" : "─";
  for (int col = 1; col < ui->cols - 1; col++) canvas_text(canvas, row, col, 1, ROLE_DIM, line);
  canvas_text(canvas, row, 3, ui->cols - 6, ROLE_DIM, name);
}

static char *credit_text(const ScoreScreen *screen) {
  if (!rubric_whole(screen->view->item, &screen->levels)) return g_strdup("not scored yet");
  return g_strdup_printf("%.0f %%%s", 100 * rubric_credit(screen->view->item, &screen->levels),
                         screen->changed ? ", not kept" : "");
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ScoreScreen *screen = (const ScoreScreen *)base;
  ScoreLayout l = lay_out(ui, screen);
  const Pane *rubric = &l.pane[PART_RUBRIC_PANE];
  g_autofree char *credit = credit_text(screen);
  bool plain = !screen->mentor || (screen->writer != NULL && ui->cols < 60);
  g_autofree char *who = plain                   ? g_strdup("")
                         : *screen->name == '\0' ? g_strdup(" · as a mentor")
                                                 : g_strconcat(" · as ", screen->name, NULL);
  g_autofree char *left = g_strconcat("Score ", screen->view->item->id, who, NULL);
  chrome_title(canvas, left, credit);
  for (Part part = 0; part < PARTS; part++)
    if (l.pane[part].rows > 0) draw_pane(screen, part, canvas, &l.pane[part]);
  if (rubric->rows > 0 && rubric->row > ui_body_top(ui))
    draw_rule(ui, canvas, rubric->row - 1,
              is_oral(screen) ? " A strong answer covers " : " Rubric ");
}

/* -- coming and going -------------------------------------------------------------------------- */

static void close_score(Screen *base) {
  ScoreScreen *screen = (ScoreScreen *)base;
  writing_view_free(screen->view);
  g_free(screen->comment);
  g_free(screen->name);
  g_free(screen);
}

/* The score of whoever scores now, as it stands. */
static const WritingScore *earlier(const ScoreScreen *screen) {
  const WritingView *view = screen->view;
  if (screen->writer == NULL) return view->self;
  for (guint i = 0; i < view->mentors->len; i++) {
    const WritingScore *score = view->mentors->pdata[i];
    if (strcmp(score->name, screen->name) == 0) return score;
  }
  return NULL;
}

static Screen *score_new(Ui *ui, const ScreenKind *kind, Candidate *writer, int64_t id,
                         const char *name) {
  GError *error = NULL;
  WritingView *view = read_text(ui, writer, id, &error);
  if (view == NULL) {
    ui_say_error(ui, error);
    return NULL;
  }
  ScoreScreen *screen = g_new0(ScoreScreen, 1);
  screen->base.kind = kind;
  screen->id = id;
  screen->writer = writer;
  screen->view = view;
  screen->mentor = writer != NULL;
  screen->name = g_strdup(name);
  const WritingScore *score = earlier(screen);
  screen->levels = score != NULL ? score->levels : rubric_levels(view->item);
  screen->comment = g_strdup(score != NULL ? score->comment : "");
  return &screen->base;
}

Screen *scr_score_new(Ui *ui, int64_t id) {
  return score_new(ui, &SCR_SCORE, NULL, id, "");
}

Screen *scr_score_lent_new(Ui *ui, Candidate *writer, int64_t id) {
  g_autofree char *name = reply_name(ui->app);
  return score_new(ui, &SCR_SCORE_LENT, writer, id, name);
}

#define SCORING                                                                                    \
  ACTION_CHOOSE_1, ACTION_CHOOSE_2, ACTION_CHOOSE_3, ACTION_CHOOSE_4, ACTION_CHOOSE_5,             \
      ACTION_CHOOSE_6, ACTION_CHOOSE_7, ACTION_CHOOSE_8, ACTION_ACCEPT, ACTION_UP, ACTION_DOWN,    \
      ACTION_LEFT, ACTION_RIGHT, ACTION_TOGGLE, ACTION_PAGE_UP, ACTION_PAGE_DOWN,                  \
      ACTION_NEXT_FIELD, ACTION_PREVIOUS_FIELD, ACTION_COMMENT

static const Action ACTIONS[] = {SCORING, ACTION_MENTOR, ACTION_BACK, ACTION_NONE};
static const Action LENT_ACTIONS[] = {SCORING, ACTION_BACK, ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "keep"},
                                    {ACTION_CHOOSE_1, "to 4: level"},
                                    {ACTION_NEXT_FIELD, "text, model"},
                                    {ACTION_COMMENT, "comment"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_MENTOR, "mentor"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_SCORE = {.name = "score",
                              .keys = {"score", ACTIONS},
                              .footer = FOOTER,
                              .action = act,
                              .draw = draw,
                              .close = close_score};
/* A candidate's text, scored by their mentor. */
const ScreenKind SCR_SCORE_LENT = {.name = "candidate-score",
                                   .keys = {"candidate-score", LENT_ACTIONS},
                                   .footer = FOOTER,
                                   .action = act,
                                   .draw = draw,
                                   .close = close_score};
