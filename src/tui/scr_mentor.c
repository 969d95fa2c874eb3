/* scr_mentor - the candidates of a mentor, one a row: how each stands, what to look at. Only the rows on
 * the screen are put into words, so that two thousand candidates scroll as fast as twenty.
 */
#include "core/text.h"
#include "tui/screen.h"
#include <math.h>
#include <string.h>

typedef struct {
  Screen base;
  App *app;
  Cohort *cohort; /* lent */
  CohortOrder order;
  int to_look_at;
  int focus, top;           /* of all rows */
  char *words;              /* searched for, or NULL */
  bool looked;              /* remembered as the mentor's look */
  const CohortRow *opening; /* its log is read once the screen has said so; or NULL */
  bool said;                /* it has */
} MentorScreen;

static int count(const MentorScreen *screen) {
  return (int)screen->cohort->rows->len;
}

static const CohortRow *row_at(const MentorScreen *screen, int at) {
  return screen->cohort->rows->pdata[at];
}

/* -- layout ------------------------------------------------------------------------------------ */

#define WIDE_COLS 72

typedef struct {
  bool wide;
  int top, rows;   /* of the list, without its head and the note below */
  int lines;       /* a candidate takes */
  int shown;       /* candidates at once */
  int name, signs; /* widths */
} MentorLayout;

/* Columns of the figures, with the blank before each. */
enum { READY = 14, CHANGE = 4, MINUTES = 4, DAYS = 4, AREAS = 5, SURE = 4, SEEN = 5, LOOK = 4 };
#define FIGURES (READY + CHANGE + MINUTES + DAYS + AREAS + SURE + SEEN + LOOK + 8)
#define MARK    2

static MentorLayout lay_out(const Ui *ui, const MentorScreen *screen) {
  MentorLayout l = {.wide = ui->cols >= WIDE_COLS};
  bool noted = screen->cohort->notes->len > 0;
  l.lines = l.wide ? 1 : 2;
  l.top = ui_body_top(ui) + l.wide;
  l.rows = MAX(ui_body_rows(ui) - l.wide - noted, l.lines);
  l.shown = l.rows / l.lines;
  if (l.wide) {
    int room = ui->cols - MARK - FIGURES - 1;
    l.name = CLAMP(room - 13, room / 2, 40);
    l.signs = room - l.name;
  } else {
    l.name = ui->cols - MARK - READY - CHANGE - 2;
  }
  return l;
}

/* Keeps the focus on the screen. */
static int first_shown(const MentorScreen *screen, const MentorLayout *l) {
  int first = MIN(screen->top, screen->focus);
  if (screen->focus >= first + l->shown) first = screen->focus - l->shown + 1;
  return CLAMP(first, 0, MAX(count(screen) - l->shown, 0));
}

static void focus_on(const Ui *ui, MentorScreen *screen, int64_t at) {
  MentorLayout l = lay_out(ui, screen);
  screen->focus = (int)CLAMP(at, 0, MAX(count(screen) - 1, 0));
  screen->top = first_shown(screen, &l);
}

/* -- keys -------------------------------------------------------------------------------------- */

static bool is_match(const MentorScreen *screen, int at) {
  g_autofree char *name = g_utf8_casefold(row_at(screen, at)->name, -1);
  return strstr(name, screen->words) != NULL;
}

/* The next candidate from the one in focus whose name has the words in it, around the end. */
static void find(Ui *ui, MentorScreen *screen, int from, int by) {
  int n = count(screen);
  if (screen->words == NULL) return;
  for (int i = 0; i < n; i++) {
    int at = ((from + i * by) % n + n) % n;
    if (!is_match(screen, at)) continue;
    focus_on(ui, screen, at);
    return;
  }
  ui_say(ui, ROLE_WARN, "No candidate's name has '%s' in it.", screen->words);
}

static void words_given(Ui *ui, const char *text, void *user) {
  MentorScreen *screen = user;
  if (text == NULL || *text == '\0') return;
  g_free(screen->words);
  screen->words = g_utf8_casefold(text, -1);
  find(ui, screen, screen->focus, 1);
}

static void next_match(Ui *ui, MentorScreen *screen, int by) {
  if (screen->words == NULL)
    ui_say(ui, ROLE_NORMAL, "Nothing is searched for yet.");
  else
    find(ui, screen, screen->focus + by, by);
}

static void next_order(Ui *ui, MentorScreen *screen) {
  static const char *const says[COHORT_ORDERS] = {
      "Most signs first, then longest not seen.", "By name.", "By readiness, lowest first.",
      "By when last seen, newest first.", "By the change since your last look, what fell first."};
  const CohortRow *focused = count(screen) == 0 ? NULL : row_at(screen, screen->focus);
  guint at = 0;
  screen->order = (CohortOrder)((screen->order + 1) % COHORT_ORDERS);
  cohort_sort(screen->cohort, screen->order);
  g_ptr_array_find(screen->cohort->rows, focused, &at);
  focus_on(ui, screen, at);
  ui_say(ui, ROLE_NORMAL, "%s", says[screen->order]);
}

/* Reading a log takes a moment: that is said first. */
static void open_row(Ui *ui, MentorScreen *screen) {
  if (count(screen) == 0) return;
  screen->opening = row_at(screen, screen->focus);
  screen->said = false;
  ui_say(ui, ROLE_NORMAL, "Reading the log...");
}

static void show_card(Ui *ui, const MentorScreen *screen) {
  if (count(screen) == 0) return;
  const CohortRow *row = row_at(screen, screen->focus);
  g_autofree char *name = text_clean(row->name, -1);
  g_autoptr(Doc) doc = cohort_row_doc(row, screen->cohort->day, 70);
  ui_push(ui, scr_doc_card_new(ui, name, doc));
}

static void show_left_out(Ui *ui, const MentorScreen *screen) {
  const GPtrArray *notes = screen->cohort->notes;
  g_autoptr(GString) text = g_string_new(notes->len == 0 ? "Every log was taken." : NULL);
  for (guint i = 0; i < notes->len; i++) {
    g_autofree char *note = text_clean(notes->pdata[i], -1);
    g_string_append_printf(text, "%s%s", i == 0 ? "" : "\n\n", note);
  }
  ui_push(ui, scr_card_new(ui, "Left out", text->str));
}

static bool act(Ui *ui, Screen *base, Action action) {
  MentorScreen *screen = (MentorScreen *)base;
  int by = 0;
  if (action_step(action, MAX(lay_out(ui, screen).shown - 1, 1), &by)) {
    focus_on(ui, screen, (int64_t)screen->focus + by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: open_row(ui, screen); return true;
  case ACTION_TOGGLE: show_card(ui, screen); return true;
  case ACTION_SEARCH:
    ui_push(ui,
            scr_prompt_new(ui, "Find a candidate", "A part of the name.", "", words_given, screen));
    return true;
  case ACTION_SEARCH_NEXT: next_match(ui, screen, 1); return true;
  case ACTION_SEARCH_PREVIOUS: next_match(ui, screen, -1); return true;
  case ACTION_ORDER: next_order(ui, screen); return true;
  case ACTION_LEFT_OUT: show_left_out(ui, screen); return true;
  default: return false;
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

/* Cells written from the left, each after a blank. */
typedef struct {
  Canvas *canvas;
  int row, col;
} Pen;

static void put(Pen *pen, Role role, int width, const char *text) {
  canvas_text(pen->canvas, pen->row, pen->col, width, role, text);
  pen->col += width + 1;
}

static void put_right(Pen *pen, Role role, int width, const char *text) {
  int used = MIN(text_width(text, -1), width);
  canvas_text(pen->canvas, pen->row, pen->col + width - used, used, role, text);
  pen->col += width + 1;
}

static void put_number(Pen *pen, int width, int number) {
  char text[16];
  g_snprintf(text, sizeof text, "%d", number);
  put_right(pen, ROLE_NORMAL, width, text);
}

static void put_change(Pen *pen, int width, double change) {
  g_autofree char *text = cohort_change(change);
  put_right(pen, ROLE_NORMAL, width, text);
}

/* All signs where they find room, else the first, and how many more there are. */
static char *signs_within(unsigned signs, int width) {
  g_autofree char *all = cohort_signs(signs);
  if (text_width(all, -1) <= width) return g_steal_pointer(&all);
  g_autofree char *first = cohort_signs(signs & -signs);
  int more = __builtin_popcount(signs) - 1;
  g_autofree char *brief = text_shorten(first, MAX(width - (more > 0 ? 3 : 0), 2));
  return more > 0 ? g_strdup_printf("%s +%d", brief, more) : g_steal_pointer(&brief);
}

static char *seen_within(const CohortRow *row, int today, bool wide) {
  if (!wide || row->last_day == 0 || row->last_day >= today) return cohort_seen(row, today);
  return g_strdup_printf("%d d", today - row->last_day);
}

static void draw_wide(const MentorScreen *screen, const MentorLayout *l, Canvas *canvas, int at,
                      const CohortRow *row, const char *name) {
  Pen pen = {canvas, at, MARK};
  g_autofree char *ready = cohort_ready(row), *signs = signs_within(row->signs, l->signs);
  g_autofree char *seen = seen_within(row, screen->cohort->day, true);
  g_autofree char *areas = g_strdup_printf("%d/%d", row->mastered, row->weak);
  put(&pen, ROLE_NORMAL, l->name, name);
  put(&pen, ROLE_NORMAL, READY, ready);
  put_change(&pen, CHANGE, row->change);
  put_number(&pen, MINUTES, row->minutes_week);
  put_number(&pen, DAYS, row->days_recent);
  put_right(&pen, ROLE_NORMAL, AREAS, areas);
  put_number(&pen, SURE, row->sure_wrong);
  put_right(&pen, ROLE_NORMAL, SEEN, seen);
  put_change(&pen, LOOK, row->look_day == 0 ? (double)NAN : row->look_change);
  put(&pen, ROLE_WARN, l->signs, signs);
}

static void draw_head(const MentorLayout *l, Canvas *canvas, int at) {
  Pen pen = {canvas, at, MARK};
  put(&pen, ROLE_DIM, l->name, "Candidate");
  put(&pen, ROLE_DIM, READY, "Readiness");
  put_right(&pen, ROLE_DIM, CHANGE, "14 d");
  put_right(&pen, ROLE_DIM, MINUTES, "min");
  put_right(&pen, ROLE_DIM, DAYS, "days");
  put_right(&pen, ROLE_DIM, AREAS, "areas");
  put_right(&pen, ROLE_DIM, SURE, "sure");
  put_right(&pen, ROLE_DIM, SEEN, "seen");
  put_right(&pen, ROLE_DIM, LOOK, "look");
  put(&pen, ROLE_DIM, l->signs, "signs");
}

static void draw_narrow(const MentorScreen *screen, const MentorLayout *l, Canvas *canvas, int at,
                        const CohortRow *row, const char *name) {
  Pen pen = {canvas, at, MARK}, below = {canvas, at + 1, MARK};
  g_autofree char *ready = cohort_ready(row), *signs = cohort_signs(row->signs);
  g_autofree char *seen = cohort_seen(row, screen->cohort->day);
  g_autofree char *work = g_strdup_printf("%s, %d min, %d days, %d/%d", seen, row->minutes_week,
                                          row->days_recent, row->mastered, row->weak);
  put(&pen, ROLE_NORMAL, l->name, name);
  put(&pen, ROLE_NORMAL, READY, ready);
  put_change(&pen, CHANGE, row->change);
  if (row->signs != 0)
    put(&below, ROLE_WARN, canvas->cols - MARK, signs);
  else
    put(&below, ROLE_DIM, canvas->cols - MARK, work);
}

static void draw_row(const MentorScreen *screen, const MentorLayout *l, Canvas *canvas, int at,
                     int index) {
  const CohortRow *row = row_at(screen, index);
  g_autofree char *name = text_clean(row->name, -1);
  if (row->signs != 0) canvas_text(canvas, at, 0, 1, ROLE_WARN, "!");
  if (l->wide)
    draw_wide(screen, l, canvas, at, row, name);
  else
    draw_narrow(screen, l, canvas, at, row, name);
  if (index != screen->focus) return;
  canvas_role(canvas, at, 0, canvas->cols, ROLE_FOCUS);
  canvas_cursor(canvas, at, MARK);
}

static void draw_note(const Ui *ui, const MentorScreen *screen, Canvas *canvas) {
  guint n = screen->cohort->notes->len;
  const char *key = keymap_key(ui->keymap, ACTION_LEFT_OUT);
  if (n == 0) return;
  g_autofree char *text = g_strdup_printf("%u log%s left out (%s tells why)", n,
                                          n == 1 ? " was" : "s were", key == NULL ? ":" : key);
  canvas_text(canvas, ui_body_top(ui) + ui_body_rows(ui) - 1, MARK, ui->cols - MARK, ROLE_WARN,
              text);
}

static void draw_title(const Ui *ui, const MentorScreen *screen, Canvas *canvas) {
  int n = count(screen);
  g_autofree char *left = ui->cols < WIDE_COLS
                              ? g_strdup("Mentor")
                              : g_strdup_printf("Mentor · by %s", cohort_order_name(screen->order));
  g_autofree char *right =
      g_strdup_printf("%d candidate%s, %d to look at", n, n == 1 ? "" : "s", screen->to_look_at);
  chrome_title(canvas, left, right);
}

static void draw_nobody(const Ui *ui, Canvas *canvas) {
  g_autoptr(Page) page = page_new(ui->cols - 4);
  page_add(
      page, ROLE_NORMAL, 0, 0,
      "Nobody's log is here. Ask a candidate for one (pawl log export -o FILE) and name it or its "
      "folder: pawl mentor FOLDER");
  page_draw(page, canvas, ui_body_top(ui), 2, ui_body_rows(ui) - 1, 0, -1);
  canvas_cursor(canvas, ui_body_top(ui), 2);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const MentorScreen *screen = (const MentorScreen *)base;
  MentorLayout l = lay_out(ui, screen);
  int first = first_shown(screen, &l), n = count(screen);
  draw_title(ui, screen, canvas);
  if (n == 0) draw_nobody(ui, canvas);
  if (l.wide && n > 0) draw_head(&l, canvas, l.top - 1);
  for (int i = 0; i < l.shown && first + i < n; i++)
    draw_row(screen, &l, canvas, l.top + i * l.lines, first + i);
  draw_note(ui, screen, canvas);
}

/* -- coming and going -------------------------------------------------------------------------- */

static void open_candidate(Ui *ui, MentorScreen *screen) {
  const CohortRow *row = screen->opening;
  screen->opening = NULL;
  g_clear_pointer(&ui->message, g_free);
  Screen *opened = scr_candidate_new(ui, row);
  if (opened != NULL) ui_push(ui, opened);
}

/* Called after an event and before the next drawing, so the list has been on the screen, but not what the
 * event brought. */
static void tick(Ui *ui, Screen *base) {
  MentorScreen *screen = (MentorScreen *)base;
  GError *error = NULL;
  if (screen->opening != NULL && screen->said)
    open_candidate(ui, screen);
  else
    screen->said = screen->opening != NULL;
  if (screen->looked) return;
  screen->looked = true;
  if (!cohort_looked(screen->app, screen->cohort, &error)) ui_say_error(ui, error);
}

static int tick_in(const Screen *base) {
  return ((const MentorScreen *)base)->opening == NULL ? -1 : 0;
}

static void close_mentor(Screen *base) {
  MentorScreen *screen = (MentorScreen *)base;
  if (!screen->looked) cohort_looked(screen->app, screen->cohort, NULL);
  g_free(screen->words);
  g_free(screen);
}

Screen *scr_mentor_new(Ui *ui, Cohort *cohort, CohortOrder order) {
  MentorScreen *screen = g_new0(MentorScreen, 1);
  screen->base.kind = &SCR_MENTOR;
  screen->app = ui->app;
  screen->cohort = cohort;
  screen->to_look_at = cohort_to_look_at(cohort);
  screen->order = order;
  cohort_sort(cohort, order);
  return &screen->base;
}

static const Action ACTIONS[] = {
    ACTION_ACCEPT,          ACTION_TOGGLE, ACTION_UP,       ACTION_DOWN,   ACTION_PAGE_UP,
    ACTION_PAGE_DOWN,       ACTION_FIRST,  ACTION_LAST,     ACTION_SEARCH, ACTION_SEARCH_NEXT,
    ACTION_SEARCH_PREVIOUS, ACTION_ORDER,  ACTION_LEFT_OUT, ACTION_BACK,   ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "open"}, {ACTION_TOGGLE, "all figures"},
                                    {ACTION_SEARCH, "find"}, {ACTION_ORDER, "order"},
                                    {ACTION_BACK, "leave"},  {ACTION_NONE, NULL}};

const ScreenKind SCR_MENTOR = {.name = "mentor",
                               .keys = {"mentor", ACTIONS},
                               .footer = FOOTER,
                               .action = act,
                               .draw = draw,
                               .tick = tick,
                               .tick_in = tick_in,
                               .close = close_mentor};
