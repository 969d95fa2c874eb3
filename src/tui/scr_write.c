/* scr_write - scenarios to write on and prompts to speak about, and how far each is. */
#include "app/writing.h"
#include "core/text.h"
#include "tui/screen.h"
#include <math.h>

typedef struct {
  Screen base;
  GPtrArray *scenarios, *prompts; /* of WritingRow* */
  int focus;
} WriteScreen;

static void refresh(Ui *ui, Screen *base) {
  WriteScreen *screen = (WriteScreen *)base;
  GError *error = NULL;
  GPtrArray *scenarios = writing_rows(ui->app, false, &error);
  GPtrArray *prompts = scenarios == NULL ? NULL : writing_rows(ui->app, true, &error);
  if (prompts == NULL) {
    g_clear_pointer(&scenarios, g_ptr_array_unref);
    ui_say_error(ui, error);
    return;
  }
  g_clear_pointer(&screen->scenarios, g_ptr_array_unref);
  g_clear_pointer(&screen->prompts, g_ptr_array_unref);
  screen->scenarios = scenarios;
  screen->prompts = prompts;
}

static int count(const WriteScreen *screen) {
  return (int)(screen->scenarios->len + screen->prompts->len);
}

static const WritingRow *row_at(const WriteScreen *screen, int at) {
  int n = (int)screen->scenarios->len;
  return at < n ? screen->scenarios->pdata[at] : screen->prompts->pdata[at - n];
}

/* -- opening ----------------------------------------------------------------------------------- */

static Screen *begin(Ui *ui, int64_t item, bool oral) {
  GError *error = NULL;
  int64_t id = writing_open(ui->app, item, &error);
  if (id != 0) return oral ? scr_oral_new(ui, id) : scr_essay_new(ui, id, NULL);
  ui_say_error(ui, error);
  return NULL;
}

static void push(Ui *ui, Screen *screen) {
  if (screen != NULL) ui_push(ui, screen);
}

static void again_chosen(Ui *ui, int index, void *user) {
  const WriteScreen *screen = user;
  const WritingRow *row = row_at(screen, screen->focus);
  push(ui, index == 0 ? scr_score_new(ui, row->id) : begin(ui, row->item, row->oral));
}

/* What was handed in is read and scored, or another text is begun. */
static Screen *ask_again(Ui *ui, WriteScreen *screen, const WritingRow *row) {
  static const char *const written[] = {"Read it and score it", "Write a new text"};
  static const char *const spoken[] = {"Read it and score it", "Answer it once more"};
  return scr_choice_new(ui, row->code, row->oral ? spoken : written, 2, 0, again_chosen, screen);
}

static void open_row(Ui *ui, WriteScreen *screen) {
  if (count(screen) == 0) return;
  const WritingRow *row = row_at(screen, screen->focus);
  if (row->state == WRITING_HANDED)
    push(ui, scr_score_new(ui, row->id));
  else if (row->id != 0 && row->state != WRITING_DRAFT)
    push(ui, ask_again(ui, screen, row));
  else
    push(ui, begin(ui, row->item, row->oral));
}

void scr_write_open(Ui *ui, int64_t item) {
  Screen *base = scr_write_new(ui, false);
  WriteScreen *screen = (WriteScreen *)base;
  if (screen == NULL) return;
  ui_push(ui, base);
  for (int at = 0; at < count(screen); at++) {
    if (row_at(screen, at)->item != item) continue;
    screen->focus = at;
    open_row(ui, screen);
    return;
  }
  push(ui, begin(ui, item, false)); /* says why not */
}

/* -- the list ---------------------------------------------------------------------------------- */

static char *state_words(const WritingRow *row) {
  g_autofree char *self =
      isfinite(row->self) ? g_strdup_printf(", %.0f %%", 100 * row->self) : g_strdup("");
  g_autofree char *mentor = isfinite(row->mentor)
                                ? g_strdup_printf(", %.0f %% by mentors", 100 * row->mentor)
                                : g_strdup("");
  return g_strconcat(writing_state_name(row->state), self, mentor, NULL);
}

static void add_row(Page *page, const WritingRow *row, int columns) {
  g_autofree char *title = text_shorten(row->title, MAX(columns - 8, 16));
  g_autofree char *state = state_words(row);
  page_add(page, ROLE_NORMAL, 3, 5, title);
  if (columns < 60)
    page_addf(page, ROLE_DIM, 5, 5, "%d min · %s", row->minutes, state);
  else if (row->oral)
    page_addf(page, ROLE_DIM, 5, 5, "%s · %d min · %s", row->area_text, row->minutes, state);
  else
    page_addf(page, ROLE_DIM, 5, 5, "%s · %d min · %d to %d words · %s", row->area_text,
              row->minutes, row->words_min, row->words_max, state);
}

static Page *write_page(const Ui *ui, const WriteScreen *screen) {
  Page *page = page_new(ui->cols - 3);
  for (int at = 0; at < count(screen); at++) {
    if (at == 0 && screen->scenarios->len > 0)
      page_add(page, ROLE_STRONG, 1, 1, "Scenarios to write on");
    if (at == (int)screen->scenarios->len) {
      if (at > 0) page_blank(page);
      page_add(page, ROLE_STRONG, 1, 1, "Interview prompts to answer aloud");
    }
    page_mark(page, at);
    add_row(page, row_at(screen, at), page_columns(page));
    page_mark(page, -1);
  }
  if (count(screen) == 0) page_add(page, ROLE_WARN, 1, 1, "No pack brings scenarios or prompts.");
  return page;
}

static void move(WriteScreen *screen, int by) {
  screen->focus = CLAMP(screen->focus + by, 0, MAX(count(screen) - 1, 0));
}

static bool act(Ui *ui, Screen *base, Action action) {
  WriteScreen *screen = (WriteScreen *)base;
  int by = 0;
  if (action_step(action, 8, &by)) {
    move(screen, by);
    return true;
  }
  switch (action) {
  case ACTION_NEXT_FIELD: {
    int prompts = (int)screen->scenarios->len;
    screen->focus = screen->focus < prompts && prompts < count(screen) ? prompts : 0;
    return true;
  }
  case ACTION_ACCEPT: open_row(ui, screen); return true;
  default: return false;
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const WriteScreen *screen = (const WriteScreen *)base;
  g_autoptr(Page) page = write_page(ui, screen);
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  int focus = CLAMP(screen->focus, 0, MAX(count(screen) - 1, 0));
  int scroll = focus == 0 ? 0 : page_scroll_to(page, focus, rows, 0);
  chrome_title(canvas, "Write and speak", "");
  page_draw(page, canvas, top, 0, rows, scroll, focus);
  canvas_cursor(canvas, top + MAX(page_mark_row(page, focus, NULL) - scroll, 0), 1);
}

static void close_write(Screen *base) {
  WriteScreen *screen = (WriteScreen *)base;
  g_clear_pointer(&screen->scenarios, g_ptr_array_unref);
  g_clear_pointer(&screen->prompts, g_ptr_array_unref);
  g_free(screen);
}

Screen *scr_write_new(Ui *ui, bool oral) {
  WriteScreen *screen = g_new0(WriteScreen, 1);
  screen->base.kind = &SCR_WRITE;
  refresh(ui, &screen->base);
  if (screen->prompts == NULL) {
    close_write(&screen->base);
    return NULL;
  }
  if (oral && screen->prompts->len > 0) screen->focus = (int)screen->scenarios->len;
  return &screen->base;
}

static const Action ACTIONS[] = {ACTION_ACCEPT,  ACTION_UP,        ACTION_DOWN,  ACTION_NEXT_FIELD,
                                 ACTION_PAGE_UP, ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST,
                                 ACTION_BACK,    ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "open"},
                                    {ACTION_NEXT_FIELD, "scenarios, prompts"},
                                    {ACTION_BACK, "back"},
                                    {ACTION_NONE, NULL}};
const ScreenKind SCR_WRITE = {.name = "write",
                              .keys = {"write", ACTIONS},
                              .footer = FOOTER,
                              .action = act,
                              .draw = draw,
                              .shown = refresh,
                              .close = close_write};
