/* scr_text - screens to read: about, help, and cards over another screen. */
#include "report/about.h"
#include "tui/page.h"
#include "tui/screen.h"

typedef struct {
  Screen base;
  char *title;
  char *text;              /* card, about */
  const ScreenKind *about; /* help: of this screen */
  char *filter;            /* help: words searched for, or NULL */
  int scroll;
} TextScreen;

static const Action ACTIONS[] = {ACTION_UP,        ACTION_DOWN,  ACTION_PAGE_UP,
                                 ACTION_PAGE_DOWN, ACTION_FIRST, ACTION_LAST,
                                 ACTION_ACCEPT,    ACTION_BACK,  ACTION_NONE};
static const Action HELP_ACTIONS[] = {ACTION_UP,    ACTION_DOWN, ACTION_PAGE_UP, ACTION_PAGE_DOWN,
                                      ACTION_FIRST, ACTION_LAST, ACTION_SEARCH,  ACTION_ACCEPT,
                                      ACTION_BACK,  ACTION_NONE};
static const FooterHint FOOTER[] = {
    {ACTION_BACK, "back"}, {ACTION_PAGE_DOWN, "more"}, {ACTION_NONE, NULL}};
static const FooterHint HELP_FOOTER[] = {{ACTION_BACK, "back"},
                                         {ACTION_SEARCH, "search"},
                                         {ACTION_PAGE_DOWN, "more"},
                                         {ACTION_NONE, NULL}};

/* -- what stands on it ------------------------------------------------------------------------- */

static bool wanted(const TextScreen *screen, const char *keys, const char *help) {
  if (screen->filter == NULL) return true;
  g_autofree char *line = g_strconcat(keys, " ", help, NULL);
  g_autofree char *folded = g_utf8_casefold(line, -1), *words = g_utf8_casefold(screen->filter, -1);
  return strstr(folded, words) != NULL;
}

static void add_action(const Ui *ui, const TextScreen *screen, Page *page, Action action) {
  g_autofree char *keys = keymap_keys(ui->keymap, action);
  const char *help = action_help(action);
  if (wanted(screen, keys, help)) page_addf(page, ROLE_NORMAL, 1, 17, "%-15s %s", keys, help);
}

static Page *help_page(const Ui *ui, const TextScreen *screen, int columns) {
  static const Action global[] = {ACTION_HELP, ACTION_PALETTE, ACTION_REPAINT, ACTION_SUSPEND,
                                  ACTION_QUIT};
  Page *page = page_new(columns);
  page_addf(page, ROLE_STRONG, 0, 0, "On this screen (%s)", screen->about->name);
  for (const Action *a = screen->about->keys.actions; *a != ACTION_NONE; a++)
    add_action(ui, screen, page, *a);
  page_blank(page);
  page_add(page, ROLE_STRONG, 0, 0, "Everywhere");
  for (size_t i = 0; i < G_N_ELEMENTS(global); i++) add_action(ui, screen, page, global[i]);
  page_blank(page);
  page_add(page, ROLE_DIM, 0, 0,
           "Keys can be changed: 'pawl keys' prints the file. All of this works without colour, "
           "mouse or function keys; 'pawl --plain' does it in lines.");
  return page;
}

static Page *text_page(const Ui *ui, const TextScreen *screen, int columns) {
  if (screen->about != NULL) return help_page(ui, screen, columns);
  Page *page = page_new(columns);
  page_add(page, ROLE_NORMAL, 0, 0, screen->text);
  return page;
}

/* -- size: a card is a box in the middle, the others take the whole body ----------------------- */

typedef struct {
  int row, col, rows, cols;
} Box;

static Box whole_body(const Ui *ui) {
  return (Box){ui_body_top(ui), 1, ui_body_rows(ui), ui->cols - 4};
}

static Box card_box(const Ui *ui, const TextScreen *screen) {
  int cols = MIN(ui->cols - 6, 70);
  g_autoptr(Page) page = text_page(ui, screen, cols);
  int rows = MIN(page_rows(page), ui->rows - 5);
  return (Box){(ui->rows - rows) / 2, (ui->cols - cols) / 2, MAX(rows, 1), cols};
}

static Box box_of(const Ui *ui, const TextScreen *screen) {
  return screen->base.kind->dialog ? card_box(ui, screen) : whole_body(ui);
}

static void draw(const Ui *ui, const Screen *base, Canvas *canvas) {
  const TextScreen *screen = (const TextScreen *)base;
  Box box = box_of(ui, screen);
  g_autoptr(Page) page = text_page(ui, screen, box.cols);
  if (base->kind->dialog)
    chrome_frame(canvas, box.row - 1, box.col - 2, box.rows + 2, box.cols + 4, screen->title);
  else
    chrome_title(canvas, screen->title, "");
  page_draw(page, canvas, box.row, box.col, box.rows, page_clamp(page, box.rows, screen->scroll),
            -1);
  canvas_cursor(canvas, box.row, box.col);
}

/* -- keys -------------------------------------------------------------------------------------- */

static void scroll(const Ui *ui, TextScreen *screen, int by) {
  Box box = box_of(ui, screen);
  g_autoptr(Page) page = text_page(ui, screen, box.cols);
  screen->scroll = page_clamp(page, box.rows, screen->scroll + by);
}

static void words_given(Ui *ui, const char *text, void *user) {
  TextScreen *screen = user;
  (void)ui;
  if (text == NULL) return;
  g_free(screen->filter);
  screen->filter = *text == '\0' ? NULL : g_strdup(text);
  screen->scroll = 0;
}

static bool act(Ui *ui, Screen *base, Action action) {
  TextScreen *screen = (TextScreen *)base;
  int page = MAX(box_of(ui, screen).rows - 1, 1), by = 0;
  if (action_step(action, page, &by)) {
    scroll(ui, screen, by);
    return true;
  }
  switch (action) {
  case ACTION_ACCEPT: ui_pop(ui); return true;
  case ACTION_SEARCH:
    ui_push(ui, scr_prompt_new(ui, "Search help", "A word. Empty: everything.", "", words_given,
                               screen));
    return true;
  default: return false;
  }
}

static void close_text(Screen *base) {
  TextScreen *screen = (TextScreen *)base;
  g_free(screen->title);
  g_free(screen->text);
  g_free(screen->filter);
  g_free(screen);
}

static TextScreen *new_text(const ScreenKind *kind, const char *title, const char *text) {
  TextScreen *screen = g_new0(TextScreen, 1);
  screen->base.kind = kind;
  screen->title = g_strdup(title);
  screen->text = g_strdup(text);
  return screen;
}

Screen *scr_about_new(Ui *ui) {
  (void)ui;
  return &new_text(&SCR_ABOUT, "About pawl", REPORT_ABOUT)->base;
}

Screen *scr_card_new(Ui *ui, const char *title, const char *text) {
  (void)ui;
  return &new_text(&SCR_CARD, title, text)->base;
}

Screen *scr_doc_card_new(Ui *ui, const char *title, const Doc *doc) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < doc->lines->len; i++) {
    const DocLine *line = doc->lines->pdata[i];
    g_string_append_printf(text, "%s%*s%s", i == 0 ? "" : "\n", line->indent, "", line->text);
  }
  Screen *card = scr_card_new(ui, title, text->str);
  g_string_free(text, TRUE);
  return card;
}

Screen *scr_help_new(Ui *ui, const Screen *about) {
  (void)ui;
  TextScreen *screen = new_text(&SCR_HELP, "Help", NULL);
  screen->about = about->kind;
  return &screen->base;
}

const ScreenKind SCR_ABOUT = {.name = "about",
                              .keys = {"about", ACTIONS},
                              .footer = FOOTER,
                              .action = act,
                              .draw = draw,
                              .close = close_text};
const ScreenKind SCR_HELP = {.name = "help",
                             .keys = {"help", HELP_ACTIONS},
                             .footer = HELP_FOOTER,
                             .action = act,
                             .draw = draw,
                             .close = close_text};
const ScreenKind SCR_CARD = {.name = "card",
                             .keys = {"card", ACTIONS},
                             .footer = FOOTER,
                             .action = act,
                             .draw = draw,
                             .close = close_text,
                             .dialog = true};
