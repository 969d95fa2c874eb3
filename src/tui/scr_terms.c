/* scr_terms - terms explained: those that an item uses, or the whole glossary with search. */
#include "report/phrase.h"
#include "tui/page.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  GPtrArray *terms; /* of GlossaryTerm*, lent by the app */
  char *words;      /* searched for, or NULL */
  bool whole;       /* the glossary, not an item's terms */
  int scroll;
} TermsScreen;

static Page *terms_page(const TermsScreen *screen, int columns) {
  Page *page = page_new(columns);
  if (screen->terms->len == 0)
    page_addf(page, ROLE_NORMAL, 0, 0, "No term matches '%s'.", screen->words);
  for (guint i = 0; i < screen->terms->len; i++) {
    const GlossaryTerm *term = screen->terms->pdata[i];
    g_autofree char *name = phrase_term(term);
    page_add(page, ROLE_STRONG, 0, 2, name);
    page_add(page, ROLE_NORMAL, 2, 2, term->text);
    page_blank(page);
  }
  return page;
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const TermsScreen *screen = (const TermsScreen *)base;
  g_autoptr(Page) page = terms_page(screen, ui->cols - 4);
  g_autofree char *count =
      g_strdup_printf("%u term%s", screen->terms->len, screen->terms->len == 1 ? "" : "s");
  int top = ui_body_top(ui), rows = ui_body_rows(ui);
  chrome_title(canvas, screen->whole ? "Glossary" : "Terms found here", count);
  page_draw(page, canvas, top, 1, rows, page_clamp(page, rows, screen->scroll), -1);
  canvas_cursor(canvas, top, 1);
}

static void scroll(const Ui *ui, TermsScreen *screen, int by) {
  g_autoptr(Page) page = terms_page(screen, ui->cols - 4);
  screen->scroll = page_clamp(page, ui_body_rows(ui), screen->scroll + by);
}

/* Searching leaves an item's terms for the whole glossary. */
static void words_given(Ui *ui, const char *text, void *user) {
  TermsScreen *screen = user;
  if (text == NULL) return;
  g_free(screen->words);
  screen->words = *text == '\0' ? NULL : g_strdup(text);
  g_ptr_array_unref(screen->terms);
  screen->terms = glossary_search(app_glossary(ui->app), screen->words);
  screen->whole = true;
  screen->scroll = 0;
}

static bool act(Ui *ui, Screen *base, Action action) {
  TermsScreen *screen = (TermsScreen *)base;
  int page = MAX(ui_body_rows(ui) - 1, 1), by = 0;
  if (action_step(action, page, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_TOGGLE: scroll(ui, screen, page); return true;
  case ACTION_TERMS:
  case ACTION_ACCEPT: ui_pop(ui); return true;
  case ACTION_SEARCH:
    ui_push(ui, scr_prompt_new(ui, "Search the glossary", "A word. Empty: every term.",
                               screen->words == NULL ? "" : screen->words, words_given, screen));
    return true;
  default: return false;
  }
}

static void close_terms(Screen *base) {
  TermsScreen *screen = (TermsScreen *)base;
  g_ptr_array_unref(screen->terms);
  g_free(screen->words);
  g_free(screen);
}

void scr_terms_open(Ui *ui, const Item *item) {
  const Glossary *glossary = app_glossary(ui->app);
  if (glossary->terms->len == 0) {
    ui_say(ui, ROLE_NORMAL, "No pack here brings a glossary.");
    return;
  }
  TermsScreen *screen = g_new0(TermsScreen, 1);
  screen->base.kind = &SCR_TERMS;
  screen->whole = item == NULL;
  screen->terms = item == NULL ? glossary_search(glossary, NULL) : app_item_terms(ui->app, item);
  if (screen->terms->len > 0) {
    ui_push(ui, &screen->base);
    return;
  }
  close_terms(&screen->base);
  ui_say(ui, ROLE_NORMAL, "No term of the glossary stands here.");
}

static const Action ACTIONS[] = {ACTION_UP,        ACTION_DOWN,   ACTION_TOGGLE, ACTION_PAGE_UP,
                                 ACTION_PAGE_DOWN, ACTION_FIRST,  ACTION_LAST,   ACTION_SEARCH,
                                 ACTION_TERMS,     ACTION_ACCEPT, ACTION_BACK,   ACTION_NONE};
static const FooterHint FOOTER[] = {{ACTION_BACK, "back"},
                                    {ACTION_SEARCH, "search"},
                                    {ACTION_PAGE_DOWN, "more"},
                                    {ACTION_NONE, NULL}};

const ScreenKind SCR_TERMS = {.name = "terms",
                              .keys = {"terms", ACTIONS},
                              .footer = FOOTER,
                              .action = act,
                              .draw = draw,
                              .close = close_terms};
