/* scr_assess_fill - a self-assessment being filled in: statements by area, one focused, a key rates it
 * and moves on. Every rating is stored before the screen shows it.
 */
#include "app/assess.h"
#include "core/text.h"
#include "tui/page.h"
#include "tui/screen.h"
#include <string.h>

typedef struct {
  Screen base;
  Assessment *assessment;
  GPtrArray *areas; /* of char*: the area's text beside each statement */
  int focus;        /* statement */
  int scroll;
} FillScreen;

static int statements_of(const FillScreen *screen) {
  return (int)screen->assessment->instrument->statements->len;
}

static const Statement *statement_at(const FillScreen *screen, int at) {
  return screen->assessment->instrument->statements->pdata[at];
}

static int rating_at(const FillScreen *screen, int at) {
  return ratings_get(screen->assessment->ratings, statement_at(screen, at)->id);
}

static bool begins_area(const FillScreen *screen, int at) {
  return at == 0 || strcmp(statement_at(screen, at - 1)->area, statement_at(screen, at)->area) != 0;
}

/* -- the page ---------------------------------------------------------------------------------- */

/* Marks: statement I is I, the heading before it HEADING + I. */
#define HEADING 100000

static void add_statement(Page *page, const FillScreen *screen, int at) {
  int rating = rating_at(screen, at);
  char sign = rating > 0 ? (char)('0' + rating) : ' ';
  page_mark(page, at);
  page_addf(page, ROLE_NORMAL, 1, 5, "[%c] %s", sign, statement_at(screen, at)->text);
  page_addf(page, rating > 0 ? ROLE_CHOSEN : ROLE_DIM, 5, 5, "%s",
            rating > 0 ? instrument_rating_name(rating) : "not rated");
  page_mark(page, -1);
}

static Page *fill_page(const Ui *ui, const FillScreen *screen) {
  const Instrument *instrument = screen->assessment->instrument;
  Page *page = page_new(ui->cols - 3);
  if (instrument->about != NULL) {
    page_add(page, ROLE_DIM, 1, 1, instrument->about);
    page_blank(page);
  }
  for (int i = 0; i < statements_of(screen); i++) {
    if (begins_area(screen, i)) {
      if (i > 0) page_blank(page);
      page_mark(page, HEADING + i);
      page_add(page, ROLE_STRONG, 1, 1, screen->areas->pdata[i]);
      page_mark(page, -1);
    }
    add_statement(page, screen, i);
  }
  return page;
}

/* The scale stands below the page, on one row or two. */
static GArray *scale_lines(const Ui *ui, char **text) {
  const char *middle = ui->cols < 60 ? "\n" : "; ";
  *text = g_strdup_printf("1 %s; 2 %s%s3 %s; 4 %s", instrument_rating_name(1),
                          instrument_rating_name(2), middle, instrument_rating_name(3),
                          instrument_rating_name(4));
  return text_wrap(*text, ui->cols - 2);
}

static int scale_rows(const Ui *ui) {
  g_autofree char *text = NULL;
  g_autoptr(GArray) lines = scale_lines(ui, &text);
  return (int)lines->len;
}

static int list_rows(const Ui *ui) {
  return MAX(ui_body_rows(ui) - scale_rows(ui), 1);
}

/* The focused statement in view, with its heading where that fits; the introduction before the
 * first. */
static void follow(const Ui *ui, FillScreen *screen) {
  g_autoptr(Page) page = fill_page(ui, screen);
  int rows = list_rows(ui), scroll = screen->scroll;
  if (screen->focus == 0) scroll = 0;
  if (begins_area(screen, screen->focus))
    scroll = page_scroll_to(page, HEADING + screen->focus, rows, scroll);
  screen->scroll = page_scroll_to(page, screen->focus, rows, scroll);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void go_to(const Ui *ui, FillScreen *screen, int at) {
  screen->focus = CLAMP(at, 0, statements_of(screen) - 1);
  follow(ui, screen);
}

static bool rate(Ui *ui, FillScreen *screen, int rating) {
  GError *error = NULL;
  const char *id = statement_at(screen, screen->focus)->id;
  if (assess_rate(ui->app, screen->assessment, id, rating, &error)) return true;
  ui_say_error(ui, error);
  return false;
}

static void rate_and_go_on(Ui *ui, FillScreen *screen, int rating) {
  const Assessment *assessment = screen->assessment;
  bool before = ratings_next_open(assessment->ratings, assessment->instrument, 0) < 0;
  if (!rate(ui, screen, rating)) return;
  go_to(ui, screen, screen->focus + 1);
  if (!before && ratings_next_open(assessment->ratings, assessment->instrument, 0) < 0)
    ui_say(ui, ROLE_NORMAL, "All are rated. %s finishes.", keymap_key(ui->keymap, ACTION_FINISH));
}

static void step_rating(Ui *ui, FillScreen *screen, int by) {
  int rating = CLAMP(rating_at(screen, screen->focus) + by, 0, INSTRUMENT_RATINGS);
  if (rating != rating_at(screen, screen->focus)) rate(ui, screen, rating);
  follow(ui, screen);
}

static void next_open(Ui *ui, FillScreen *screen) {
  const Assessment *assessment = screen->assessment;
  int from = (screen->focus + 1) % statements_of(screen);
  int open = ratings_next_open(assessment->ratings, assessment->instrument, from);
  if (open < 0)
    ui_say(ui, ROLE_NORMAL, "All are rated.");
  else
    go_to(ui, screen, open);
}

static void finish_chosen(Ui *ui, int index, void *user) {
  FillScreen *screen = user;
  GError *error = NULL;
  if (index != 0) return;
  if (!assess_finish(ui->app, screen->assessment, &error)) {
    ui_say_error(ui, error);
    return;
  }
  ui_pop(ui);
  ui_say(ui, ROLE_NORMAL, "Finished. It stays as it is.");
}

static void ask_finish(Ui *ui, FillScreen *screen) {
  const Assessment *assessment = screen->assessment;
  int given = ratings_given(assessment->ratings, assessment->instrument);
  int open = statements_of(screen) - given;
  if (given == 0) {
    ui_say(ui, ROLE_NORMAL, "Nothing is rated yet.");
    return;
  }
  g_autofree char *title =
      open == 0 ? g_strdup("Finish? It does not change any more.")
                : g_strdup_printf("Finish with %d of %d not rated?", open, statements_of(screen));
  const char *const labels[] = {"Finish", "Go on rating"};
  ui_push(ui, scr_choice_new(ui, title, labels, 2, open == 0 ? 0 : 1, finish_chosen, screen));
}

static bool act(Ui *ui, Screen *base, Action action) {
  FillScreen *screen = (FillScreen *)base;
  int page = MAX(list_rows(ui) / 3, 1);
  if (action >= ACTION_CHOOSE_1 && action <= ACTION_CHOOSE_4) {
    rate_and_go_on(ui, screen, (int)(action - ACTION_CHOOSE_1) + 1);
    return true;
  }
  switch (action) {
  case ACTION_UP: go_to(ui, screen, screen->focus - 1); return true;
  case ACTION_ACCEPT:
  case ACTION_DOWN: go_to(ui, screen, screen->focus + 1); return true;
  case ACTION_PAGE_UP: go_to(ui, screen, screen->focus - page); return true;
  case ACTION_PAGE_DOWN: go_to(ui, screen, screen->focus + page); return true;
  case ACTION_FIRST: go_to(ui, screen, 0); return true;
  case ACTION_LAST: go_to(ui, screen, statements_of(screen) - 1); return true;
  case ACTION_LEFT: step_rating(ui, screen, -1); return true;
  case ACTION_RIGHT: step_rating(ui, screen, 1); return true;
  case ACTION_NEXT_FIELD: next_open(ui, screen); return true;
  case ACTION_FINISH: ask_finish(ui, screen); return true;
  default: return false;
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draw_scale(const Ui *ui, Canvas *canvas, int row) {
  g_autofree char *text = NULL;
  g_autoptr(GArray) lines = scale_lines(ui, &text);
  for (guint i = 0; i < lines->len; i++) {
    const TextLine *line = &g_array_index(lines, TextLine, i);
    canvas_span(canvas, row + (int)i, 1, ui->cols - 2, ROLE_KEY, text + line->offset, line->length);
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const FillScreen *screen = (const FillScreen *)base;
  const Assessment *assessment = screen->assessment;
  g_autoptr(Page) page = fill_page(ui, screen);
  int top = ui_body_top(ui), rows = list_rows(ui);
  int scroll = page_scroll_to(page, screen->focus, rows, screen->scroll);
  g_autofree char *title =
      *assessment->name == '\0'
          ? g_strdup(assessment->instrument->title)
          : g_strdup_printf("%s: %s", assessment->name, assessment->instrument->title);
  g_autofree char *progress =
      g_strdup_printf("%d of %d rated", ratings_given(assessment->ratings, assessment->instrument),
                      statements_of(screen));
  chrome_title(canvas, title, progress);
  page_draw(page, canvas, top, 0, rows, scroll, screen->focus);
  draw_scale(ui, canvas, top + rows);
  canvas_cursor(canvas, top + page_mark_row(page, screen->focus, NULL) - scroll, 2);
}

static void close_fill(Screen *base) {
  FillScreen *screen = (FillScreen *)base;
  assessment_free(screen->assessment);
  g_ptr_array_unref(screen->areas);
  g_free(screen);
}

static GPtrArray *area_texts(const Ui *ui, const Instrument *instrument) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < instrument->statements->len; i++)
    g_ptr_array_add(texts,
                    app_node_text(ui->app, ((Statement *)instrument->statements->pdata[i])->area));
  return texts;
}

Screen *scr_assess_fill_new(Ui *ui, const char *instrument, const char *name) {
  GError *error = NULL;
  Assessment *assessment = app_assess_open(ui->app, instrument, name, &error);
  if (assessment == NULL) {
    ui_say_error(ui, error);
    return NULL;
  }
  if (assessment->instrument->statements->len == 0) {
    assessment_free(assessment);
    ui_say(ui, ROLE_NORMAL, "This instrument holds no statement.");
    return NULL;
  }
  FillScreen *screen = g_new0(FillScreen, 1);
  screen->base.kind = &SCR_ASSESS_FILL;
  screen->assessment = assessment;
  screen->areas = area_texts(ui, assessment->instrument);
  go_to(ui, screen, MAX(ratings_next_open(assessment->ratings, assessment->instrument, 0), 0));
  return &screen->base;
}

static const Action ACTIONS[] = {
    ACTION_CHOOSE_1, ACTION_CHOOSE_2,  ACTION_CHOOSE_3, ACTION_CHOOSE_4, ACTION_LEFT,
    ACTION_RIGHT,    ACTION_UP,        ACTION_DOWN,     ACTION_ACCEPT,   ACTION_NEXT_FIELD,
    ACTION_PAGE_UP,  ACTION_PAGE_DOWN, ACTION_FIRST,    ACTION_LAST,     ACTION_FINISH,
    ACTION_BACK,     ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_CHOOSE_1, "to 4 rate"},
                                    {ACTION_FINISH, "finish"},
                                    {ACTION_BACK, "leave, kept"},
                                    {ACTION_NEXT_FIELD, "next open"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_ASSESS_FILL = {.name = "assessment",
                                    .keys = {"assessment", ACTIONS},
                                    .footer = FOOTER,
                                    .action = act,
                                    .draw = draw,
                                    .close = close_fill};
