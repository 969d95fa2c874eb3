/* scr_item - one item with its rationales, what memory holds of it, and every answer given. */
#include "app/learner.h"
#include "report/phrase.h"
#include "tui/page.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  int64_t id;
  ItemView *view;
  double *forgetting; /* recall by day from the last answer on; NULL: never answered */
  bool ascii;
  int scroll;
} ItemScreen;

#define CURVE_DAYS 30

static void refresh(Ui *ui, Screen *base) {
  ItemScreen *screen = (ItemScreen *)base;
  GError *error = NULL;
  ItemView *view = app_item_view(ui->app, screen->id, &error);
  if (view == NULL) {
    ui_say_error(ui, error);
    return;
  }
  item_view_free(screen->view);
  screen->view = view;
  g_free(screen->forgetting);
  screen->forgetting = app_forgetting(ui->app, screen->id, CURVE_DAYS);
  screen->ascii = ui->ascii;
}

/* -- the page ---------------------------------------------------------------------------------- */

static void add_memory(Page *page, const ItemView *view) {
  const Card *card = &view->card;
  if (!item_is_keyed(view->item)) {
    page_add(page, ROLE_DIM, 0, 0,
             view->answers->len == 0 ? "w at home opens it, to write on or to answer aloud."
                                     : "Your scores. w at home opens it.");
    return;
  }
  if (card->answers == 0) {
    page_add(page, ROLE_DIM, 0, 0, "You have not answered it yet.");
    return;
  }
  page_addf(page, ROLE_NORMAL, 0, 10,
            "Memory    %.0f %% now; 90 %% after %.1f days; difficulty %.1f", 100 * view->recall,
            card->stability, card->difficulty);
  if (card->phase == CARD_REVIEW) {
    g_autofree char *due = clock_format_date(card->due_day);
    page_addf(page, ROLE_NORMAL, 0, 10, "Due       %s, interval %d days", due, card->interval);
  } else {
    page_add(page, ROLE_NORMAL, 0, 10, "Due       in this or the next sitting");
  }
}

/* Recall from the last answer on, at a quarter, half and the whole of the time shown. */
static void add_forgetting(Page *page, const ItemScreen *screen) {
  const double *recall = screen->forgetting;
  if (recall == NULL) return;
  int width = CLAMP(page_columns(page) - 12, 16, 60);
  g_autofree char *curve = doc_curve(recall, CURVE_DAYS + 1, width, 3);
  page_addf(page, ROLE_NORMAL, 0, 9,
            "Forgets  recall %.0f %% after 1 day, %.0f %% after %d, %.0f %% after %d",
            100 * recall[1], 100 * recall[CURVE_DAYS / 2], CURVE_DAYS / 2, 100 * recall[CURVE_DAYS],
            CURVE_DAYS);
  if (!screen->ascii) page_add(page, ROLE_ACCENT, 9, 9, curve);
}

static void add_history(Page *page, const ItemView *view) {
  for (guint i = view->answers->len; i > 0; i--) {
    const Answer *answer = view->answers->pdata[i - 1];
    Grade grade = {answer->correct, answer->credit};
    g_autofree char *day = clock_format_date(answer->day);
    g_autofree char *took = phrase_duration(answer->ms);
    page_addf(page, answer->undone ? ROLE_DIM : ROLE_NORMAL, 0, 12, "%s  %s %s: %s, %s%s%s%s", day,
              phrase_verdict_symbol(&grade), phrase_verdict(&grade), answer->chosen, took,
              answer->confidence ? ", " : "", phrase_confidence(answer->confidence),
              answer->undone ? " (undone)" : "");
  }
}

static void add_options(Page *page, const Item *item) {
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    const ItemOption *option = item->options->pdata[item_option_index(item, prompt->key)];
    page_addf(page, ROLE_STRONG, 0, 6, "%s: %s", prompt->text, option->text);
    if (prompt->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, prompt->why);
  }
  for (guint i = 0; i < item->options->len && item->prompts->len == 0; i++) {
    bool order = item->type == ITEM_ORDER;
    int at = order ? item_option_index(item, item->key->pdata[i]) : (int)i;
    const ItemOption *option = item->options->pdata[at];
    bool key = item_is_key(item, option->id);
    g_autofree char *label = order ? g_strdup_printf("%u", i + 1) : g_strdup(option->id);
    page_addf(page, key ? ROLE_RIGHT : ROLE_STRONG, 0, 6, " %s %s  %s", key && !order ? "✓" : " ",
              label, option->text);
    if (option->why != NULL) page_add(page, ROLE_NORMAL, 6, 6, option->why);
  }
}

static void add_oral(Page *page, const ItemEssay *essay) {
  page_addf(page, ROLE_STRONG, 0, 0,
            "%d minutes to speak. A strong answer covers:", essay->minutes);
  for (guint i = 0; i < essay->covers->len; i++)
    page_addf(page, ROLE_NORMAL, 0, 3, "-  %s", (char *)essay->covers->pdata[i]);
  page_blank(page);
  page_add(page, ROLE_DIM, 0, 0, essay->weak);
}

static void add_essay(Page *page, const ItemEssay *essay) {
  page_addf(page, ROLE_STRONG, 0, 0, "%d minutes, %d to %d words", essay->minutes, essay->words_min,
            essay->words_max);
  for (guint i = 0; i < essay->tasks->len; i++)
    page_addf(page, ROLE_NORMAL, 0, 3, "%u  %s", i + 1, (char *)essay->tasks->pdata[i]);
  page_blank(page);
  for (guint i = 0; i < essay->rubric->len; i++) {
    const ItemCriterion *criterion = essay->rubric->pdata[i];
    page_addf(page, ROLE_STRONG, 0, 2, "%s (weight %g)", criterion->text, criterion->weight);
    for (guint level = 0; level < criterion->levels->len; level++)
      page_addf(page, ROLE_NORMAL, 2, 5, "%u  %s", level + 1,
                (char *)criterion->levels->pdata[level]);
  }
}

static void add_marks(Page *page, const ItemView *view) {
  if (view->note != NULL)
    page_addf(page, ROLE_WARN, 0, 9, "Flagged%s%s", *view->note == '\0' ? "" : ": ", view->note);
  if (view->row->suspended)
    page_add(page, ROLE_WARN, 0, 9, "Suspended: it is not asked. x brings it back.");
  if (view->row->status != ITEM_ACTIVE)
    page_addf(page, ROLE_WARN, 0, 9, "Status %s: it is not asked.",
              item_status_name(view->row->status));
  if (view->overdue) page_addf(page, ROLE_WARN, 0, 9, PHRASE_OVERDUE, view->item->review_by);
}

static void add_sources(Page *page, const Item *item) {
  for (guint i = 0; i < item->refs->len; i++) {
    const ItemRef *ref = item->refs->pdata[i];
    g_autofree char *text = phrase_ref(ref);
    page_addf(page, ROLE_DIM, 0, 9, "Source   %s", text);
    if (ref->url != NULL) page_add(page, ROLE_DIM, 9, 9, ref->url);
  }
}

static Page *item_page(const ItemScreen *screen, int columns) {
  const ItemView *view = screen->view;
  const Item *item = view->item;
  Page *page = page_new(columns);
  add_marks(page, view);
  add_memory(page, view);
  add_forgetting(page, screen);
  add_history(page, view);
  page_blank(page);
  if (item->stimulus != NULL) {
    page_add(page, ROLE_DIM, 0, 0, item->stimulus);
    page_blank(page);
  }
  page_add(page, ROLE_NORMAL, 0, 0, item->stem);
  page_blank(page);
  if (item->type == ITEM_ORAL)
    add_oral(page, item->essay);
  else if (item->essay != NULL)
    add_essay(page, item->essay);
  else
    add_options(page, item);
  page_blank(page);
  page_addf(page, ROLE_DIM, 0, 9, "Area     %s", view->area_text);
  page_addf(page, ROLE_DIM, 0, 9, "Goal     %s", view->objective_text);
  page_addf(page, ROLE_DIM, 0, 9, "Level    %s, %s", item_level_name(item->level),
            item_difficulty_name(item->difficulty));
  add_sources(page, item);
  return page;
}

/* -- keys -------------------------------------------------------------------------------------- */

static void scroll(const Ui *ui, ItemScreen *screen, int by) {
  g_autoptr(Page) page = item_page(screen, ui->cols - 4);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

static void after(Ui *ui, ItemScreen *screen, bool good, GError *error) {
  if (!good) ui_say_error(ui, error);
  refresh(ui, &screen->base);
}

static void put_aside(Ui *ui, ItemScreen *screen) {
  GError *error = NULL;
  bool good = app_set_suspended(ui->app, screen->id, !screen->view->row->suspended, &error);
  after(ui, screen, good, error);
}

static void note_given(Ui *ui, const char *text, void *user) {
  ItemScreen *screen = user;
  GError *error = NULL;
  if (text == NULL) return;
  bool good = app_flag(ui->app, screen->id, text, &error);
  after(ui, screen, good, error);
}

static void flag(Ui *ui, ItemScreen *screen) {
  GError *error = NULL;
  if (!screen->view->row->flagged) {
    ui_push(ui,
            scr_prompt_new(ui, "Flag this item", "A note, if you like: what is wrong or unclear?",
                           "", note_given, screen));
    return;
  }
  bool good = app_flag(ui->app, screen->id, NULL, &error);
  after(ui, screen, good, error);
}

static bool act(Ui *ui, Screen *base, Action action) {
  ItemScreen *screen = (ItemScreen *)base;
  int page = ui_body_rows(ui) - 1, by = 0;
  if (action_step(action, page, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_PUT_ASIDE: put_aside(ui, screen); return true;
  case ACTION_TERMS: scr_terms_open(ui, screen->view->item); return true;
  case ACTION_FLAG: flag(ui, screen); return true;
  default: return false;
  }
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const ItemScreen *screen = (const ItemScreen *)base;
  g_autoptr(Page) page = item_page(screen, ui->cols - 4);
  int rows = ui_body_rows(ui), top = ui_body_top(ui);
  chrome_title(canvas, screen->view->row->code, ui->cols < 60 ? "" : screen->view->area_text);
  page_draw(page, canvas, top, 1, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

static void close_item(Screen *base) {
  g_free(((ItemScreen *)base)->forgetting);
  item_view_free(((ItemScreen *)base)->view);
  g_free(base);
}

Screen *scr_item_new(Ui *ui, int64_t item) {
  ItemScreen *screen = g_new0(ItemScreen, 1);
  screen->base.kind = &SCR_ITEM;
  screen->id = item;
  refresh(ui, &screen->base);
  if (screen->view != NULL) return &screen->base;
  g_free(screen);
  return NULL;
}

static const Action ACTIONS[] = {ACTION_UP,        ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN,
                                 ACTION_FIRST,     ACTION_LAST, ACTION_TERMS,   ACTION_FLAG,
                                 ACTION_PUT_ASIDE, ACTION_BACK, ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_BACK, "back"},
                                    {ACTION_FLAG, "flag"},
                                    {ACTION_PUT_ASIDE, "suspend or bring back"},
                                    {ACTION_PAGE_DOWN, "more"},
                                    {ACTION_NONE, NULL}};

const ScreenKind SCR_ITEM = {.name = "item",
                             .keys = {"item", ACTIONS},
                             .footer = FOOTER,
                             .action = act,
                             .draw = draw,
                             .close = close_item};
