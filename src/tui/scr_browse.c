/* scr_browse - all items, or those that match words or a selection; only the rows on the screen are
 * read, so a hundred thousand items open as fast as ten.
 */
#include "tui/screen.h"
#include <string.h>

typedef struct {
  Screen base;
  char *words; /* NULL: all */
  ItemSelection selection;
  int64_t count;
  int focus, top;   /* of the whole list */
  int window_top;   /* of the rows read */
  GPtrArray *items; /* of AppItem* from window_top */
} BrowseScreen;

/* Rows read at once: the screen's, and half as many above and below. */
static ItemQuery query_of(const Ui *ui, const BrowseScreen *screen) {
  return (ItemQuery){.text = screen->words,
                     .selection = screen->selection,
                     .limit = 2 * ui_body_rows(ui),
                     .offset = screen->window_top};
}

static void read_window(Ui *ui, BrowseScreen *screen, int top) {
  GError *error = NULL;
  screen->window_top = MAX(top, 0);
  ItemQuery query = query_of(ui, screen);
  GPtrArray *items = app_items(ui->app, &query, &error);
  if (items == NULL) {
    ui_say_error(ui, error);
    return;
  }
  g_clear_pointer(&screen->items, g_ptr_array_unref);
  screen->items = items;
}

static void refresh(Ui *ui, Screen *base) {
  BrowseScreen *screen = (BrowseScreen *)base;
  ItemQuery query = query_of(ui, screen);
  screen->count = app_items_count(ui->app, &query);
  screen->focus = (int)CLAMP(screen->focus, 0, MAX(screen->count - 1, 0));
  read_window(ui, screen, screen->top - ui_body_rows(ui) / 2);
}

static const AppItem *item_at(const BrowseScreen *screen, int index) {
  int at = index - screen->window_top;
  return screen->items == NULL || at < 0 || at >= (int)screen->items->len
             ? NULL
             : screen->items->pdata[at];
}

/* Keeps the focus on the screen and its rows read. */
static void settle(Ui *ui, BrowseScreen *screen) {
  int rows = ui_body_rows(ui);
  screen->focus = (int)CLAMP(screen->focus, 0, MAX(screen->count - 1, 0));
  if (screen->focus < screen->top) screen->top = screen->focus;
  if (screen->focus >= screen->top + rows) screen->top = screen->focus - rows + 1;
  int last = (int)MIN((int64_t)screen->top + rows, screen->count) - 1;
  if (last >= 0 && (item_at(screen, screen->top) == NULL || item_at(screen, last) == NULL))
    read_window(ui, screen, screen->top - ui_body_rows(ui) / 2);
}

static void start_over(Ui *ui, BrowseScreen *screen) {
  screen->focus = screen->top = screen->window_top = 0;
  refresh(ui, &screen->base);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void words_given(Ui *ui, const char *text, void *user) {
  BrowseScreen *screen = user;
  if (text == NULL) return;
  g_free(screen->words);
  screen->words = *text == '\0' ? NULL : g_strdup(text);
  start_over(ui, screen);
}

static void ask_words(Ui *ui, BrowseScreen *screen) {
  ui_push(ui, scr_prompt_new(ui, "Search items", "Words, or beginnings of words. Empty: all items.",
                             screen->words == NULL ? "" : screen->words, words_given, screen));
}

static void open_item(Ui *ui, const BrowseScreen *screen) {
  const AppItem *item = item_at(screen, screen->focus);
  Screen *opened = item == NULL ? NULL : scr_item_new(ui, item->id);
  if (opened != NULL) ui_push(ui, opened);
}

static void put_aside(Ui *ui, BrowseScreen *screen) {
  const AppItem *item = item_at(screen, screen->focus);
  GError *error = NULL;
  if (item == NULL) return;
  if (!app_set_suspended(ui->app, item->id, !item->suspended, &error)) ui_say_error(ui, error);
  refresh(ui, &screen->base);
}

static void move(Ui *ui, BrowseScreen *screen, int by) {
  screen->focus = (int)CLAMP((int64_t)screen->focus + by, 0, MAX(screen->count - 1, 0));
  settle(ui, screen);
}

static bool act(Ui *ui, Screen *base, Action action) {
  BrowseScreen *screen = (BrowseScreen *)base;
  int by = 0;
  if (action_step(action, ui_body_rows(ui) - 1, &by)) {
    move(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_SEARCH_PREVIOUS: move(ui, screen, -1); return true;
  case ACTION_SEARCH_NEXT: move(ui, screen, 1); return true;
  case ACTION_ACCEPT: open_item(ui, screen); return true;
  case ACTION_SEARCH: ask_words(ui, screen); return true;
  case ACTION_PUT_ASIDE: put_aside(ui, screen); return true;
  case ACTION_FILTER:
    screen->selection = (ItemSelection)((screen->selection + 1) % SELECT_COUNT);
    start_over(ui, screen);
    return true;
  default: return false;
  }
}

/* -- drawing ----------------------------------------------------------------------------------- */

static void draw_row(const Ui *ui, const BrowseScreen *screen, Canvas *canvas, int row, int index) {
  const AppItem *item = item_at(screen, index);
  if (item == NULL) return;
  const char *mark = item->suspended ? "x" : item->flagged ? "!" : " ";
  bool focused = index == screen->focus;
  canvas_text(canvas, row, 0, 1, ROLE_WARN, mark);
  int code = ui->cols < 60 ? 0 : 20;
  if (code > 0) canvas_text(canvas, row, 2, code, ROLE_DIM, item->code);
  canvas_text(canvas, row, 2 + code, ui->cols - 4 - code, ROLE_NORMAL, item->title);
  if (!focused) return;
  canvas_role(canvas, row, 0, ui->cols, ROLE_FOCUS);
  canvas_cursor(canvas, row, 2);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const BrowseScreen *screen = (const BrowseScreen *)base;
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  g_autofree char *left = g_strdup_printf(
      "Items: %s%s%s", screen->words == NULL ? item_selection_name(screen->selection) : "\"",
      screen->words == NULL ? "" : screen->words, screen->words == NULL ? "" : "\"");
  g_autofree char *right = screen->count == 0 ? g_strdup("none")
                                              : g_strdup_printf("%d of %" G_GINT64_FORMAT,
                                                                screen->focus + 1, screen->count);
  chrome_title(canvas, left, right);
  if (screen->count == 0) {
    canvas_text(canvas, top, 2, ui->cols - 4, ROLE_NORMAL,
                "Nothing matches. / searches anew, v shows another selection.");
    canvas_cursor(canvas, top, 2);
  }
  int first = screen->focus >= screen->top + rows ? screen->focus - rows + 1 : screen->top;
  for (int i = 0; i < rows && first + i < screen->count; i++)
    draw_row(ui, screen, canvas, top + i, first + i);
}

static void close_browse(Screen *base) {
  BrowseScreen *screen = (BrowseScreen *)base;
  g_free(screen->words);
  g_clear_pointer(&screen->items, g_ptr_array_unref);
  g_free(screen);
}

void scr_browse_open(Ui *ui, bool search) {
  BrowseScreen *screen = g_new0(BrowseScreen, 1);
  screen->base.kind = &SCR_BROWSE;
  refresh(ui, &screen->base);
  ui_push(ui, &screen->base);
  if (search) ask_words(ui, screen);
}

static const Action ACTIONS[] = {
    ACTION_UP,     ACTION_DOWN,      ACTION_PAGE_UP, ACTION_PAGE_DOWN,   ACTION_FIRST,
    ACTION_LAST,   ACTION_ACCEPT,    ACTION_SEARCH,  ACTION_SEARCH_NEXT, ACTION_SEARCH_PREVIOUS,
    ACTION_FILTER, ACTION_PUT_ASIDE, ACTION_BACK,    ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_ACCEPT, "open"},      {ACTION_SEARCH, "search"},
                                    {ACTION_FILTER, "selection"}, {ACTION_PUT_ASIDE, "suspend"},
                                    {ACTION_BACK, "back"},        {ACTION_NONE, NULL}};

const ScreenKind SCR_BROWSE = {.name = "browse",
                               .keys = {"browse", ACTIONS},
                               .footer = FOOTER,
                               .action = act,
                               .draw = draw,
                               .shown = refresh,
                               .close = close_browse};
