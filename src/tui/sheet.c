/* sheet - see sheet.h. */
#include "tui/sheet.h"
#include <string.h>

void sheet_reset(Sheet *sheet, const Item *item, const uint8_t *shown, int n) {
  *sheet = (Sheet){.item = item, .shown_n = n, .focus = -1, .choice = -1};
  memcpy(sheet->shown, shown, sizeof sheet->shown);
  for (int i = 0; i < ITEM_MAX_OPTIONS; i++) {
    sheet->order[i] = (uint8_t)i;
    sheet->match[i] = -1;
  }
}

static int place_of(const Sheet *sheet, int option) {
  for (int i = 0; i < sheet->shown_n; i++)
    if (sheet->shown[i] == option) return i;
  return -1;
}

void sheet_take(Sheet *sheet, const Response *response) {
  if (response->n == 0) return;
  for (int i = 0; i < response->n; i++) {
    int place = place_of(sheet, response->option[i]);
    if (sheet->item->type == ITEM_MATCH) sheet->match[i] = place;
    if (place < 0) continue;
    if (sheet->item->type == ITEM_SINGLE) sheet->focus = sheet->choice = place;
    if (sheet->item->type == ITEM_MULTIPLE) sheet->ticked[place] = true;
    if (sheet->item->type == ITEM_ORDER) sheet->order[i] = (uint8_t)place;
  }
  sheet->sorted = sheet->item->type == ITEM_ORDER;
  if (sheet->focus < 0) sheet->focus = 0;
}

Response sheet_response(const Sheet *sheet) {
  Response response = {0};
  switch (sheet->item->type) {
  case ITEM_SINGLE:
    if (sheet->choice >= 0) response = (Response){1, {sheet->shown[sheet->choice]}};
    break;
  case ITEM_MULTIPLE:
    for (int i = 0; i < sheet->shown_n; i++)
      if (sheet->ticked[i]) response.option[response.n++] = sheet->shown[i];
    break;
  case ITEM_ORDER:
    for (int i = 0; sheet->sorted && i < sheet->shown_n; i++)
      response.option[response.n++] = sheet->shown[sheet->order[i]];
    break;
  case ITEM_MATCH: {
    bool any = false;
    for (guint i = 0; i < sheet->item->prompts->len; i++) {
      int place = sheet->match[i];
      any = any || place >= 0;
      response.option[response.n++] = place < 0 ? ITEM_MAX_OPTIONS : sheet->shown[place];
    }
    if (!any) response.n = 0;
    break;
  }
  case ITEM_ESSAY:
  case ITEM_ORAL: break;
  }
  return response;
}

bool sheet_complete(const Sheet *sheet) {
  Response response = sheet_response(sheet);
  return response_complete(sheet->item, &response);
}

const char *sheet_missing(const Sheet *sheet) {
  switch (sheet->item->type) {
  case ITEM_MULTIPLE: return "Tick your choices with Space or their letters, then Enter.";
  case ITEM_ORDER: return "Move the steps with Space and the arrows (or J and K), then Enter.";
  case ITEM_MATCH: return "Give every line its choice with a number, then Enter.";
  default: return "Choose an option first: its letter, or the arrows.";
  }
}

/* -- keys -------------------------------------------------------------------------------------- */

static int rows_to_move(const Sheet *sheet) {
  return sheet->item->type == ITEM_MATCH ? (int)sheet->item->prompts->len : sheet->shown_n;
}

/* The focus is meant. */
static void settle(Sheet *sheet) {
  if (sheet->item->type == ITEM_SINGLE) sheet->choice = sheet->focus;
  if (sheet->item->type == ITEM_ORDER) sheet->sorted = true;
}

void sheet_swap(Sheet *sheet, int by) {
  int to = sheet->focus + by;
  if (sheet->item->type != ITEM_ORDER) return;
  if (sheet->focus < 0 || to < 0 || to >= sheet->shown_n) return;
  uint8_t step = sheet->order[sheet->focus];
  sheet->order[sheet->focus] = sheet->order[to];
  sheet->order[to] = step;
  sheet->focus = to;
  sheet->sorted = true;
}

void sheet_move(Sheet *sheet, int by) {
  int n = rows_to_move(sheet);
  if (sheet->lifted) {
    sheet_swap(sheet, by);
    return;
  }
  if (sheet->focus < 0)
    sheet->focus = by > 0 ? 0 : n - 1;
  else
    sheet->focus = CLAMP(sheet->focus + by, 0, n - 1);
  if (!sheet->apart) settle(sheet);
}

static void cycle_match(Sheet *sheet, int by) {
  int n = sheet->shown_n;
  if (sheet->focus < 0) sheet->focus = 0;
  int *choice = &sheet->match[sheet->focus];
  *choice = *choice < 0 ? (by > 0 ? 0 : n - 1) : (*choice + by + n) % n;
}

void sheet_sideways(Sheet *sheet, int by) {
  if (sheet->item->type == ITEM_MATCH) cycle_match(sheet, by);
}

void sheet_choose(Sheet *sheet, int place) {
  if (place >= sheet->shown_n) return;
  switch (sheet->item->type) {
  case ITEM_MULTIPLE: sheet->ticked[place] = !sheet->ticked[place]; /* fall through */
  case ITEM_SINGLE:
  case ITEM_ORDER:
    sheet->focus = place;
    settle(sheet);
    break;
  case ITEM_MATCH:
    if (sheet->focus < 0) sheet->focus = 0;
    sheet->match[sheet->focus] = place;
    if (sheet->focus + 1 < (int)sheet->item->prompts->len) sheet->focus++;
    break;
  case ITEM_ESSAY:
  case ITEM_ORAL: break;
  }
}

void sheet_toggle(Sheet *sheet) {
  ItemType type = sheet->item->type;
  if (sheet->focus < 0) sheet->focus = 0;
  settle(sheet);
  if (type == ITEM_MULTIPLE) sheet->ticked[sheet->focus] = !sheet->ticked[sheet->focus];
  if (type == ITEM_ORDER) sheet->lifted = !sheet->lifted;
  if (type == ITEM_MATCH) cycle_match(sheet, 1);
}

/* -- drawing ----------------------------------------------------------------------------------- */

/* Where the learner stands: an arrow, or a double one where the step is carried along. */
static const char *arrow(const Sheet *sheet, bool ascii, int place) {
  if (sheet->focus != place) return " ";
  if (sheet->lifted) return ascii ? "*" : "↕";
  return ascii ? ">" : "▸";
}

static Role role_of(const Sheet *sheet, int place) {
  ItemType type = sheet->item->type;
  bool chosen = type == ITEM_MULTIPLE ? sheet->ticked[place]
                : type == ITEM_SINGLE ? sheet->choice == place
                                      : sheet->focus == place;
  if (chosen) return ROLE_CHOSEN;
  return sheet->struck[place] ? ROLE_DIM : ROLE_NORMAL;
}

/* "[x] " where ticking and moving are two things. */
static const char *box_of(const Sheet *sheet, int place) {
  if (sheet->item->type == ITEM_MULTIPLE) return sheet->ticked[place] ? "[x] " : "[ ] ";
  if (sheet->item->type == ITEM_SINGLE && sheet->apart)
    return sheet->choice == place ? "(x) " : "( ) ";
  return "";
}

static void add_options(const Sheet *sheet, bool ascii, Page *page) {
  bool order = sheet->item->type == ITEM_ORDER;
  for (int i = 0; i < sheet->shown_n; i++) {
    int place = order ? sheet->order[i] : i;
    const ItemOption *option = sheet->item->options->pdata[sheet->shown[place]];
    const char *box = box_of(sheet, i);
    page_mark(page, i);
    page_addf(page, role_of(sheet, i), 1, *box != '\0' ? 10 : 6, "%s %s%c  %s%s",
              arrow(sheet, ascii, i), box, (char)(order ? '1' + i : 'a' + i),
              sheet->struck[place] ? "(out) " : "", option->text);
  }
}

static void add_match(const Sheet *sheet, bool ascii, int rows, Page *page) {
  for (guint i = 0; i < sheet->item->prompts->len; i++) {
    const ItemPrompt *prompt = sheet->item->prompts->pdata[i];
    int choice = sheet->match[i];
    page_mark(page, (int)i);
    page_addf(page, sheet->focus == (int)i ? ROLE_CHOSEN : ROLE_NORMAL, 1, 7, "%s [%c] %s",
              arrow(sheet, ascii, (int)i), choice < 0 ? ' ' : (char)('1' + choice), prompt->text);
  }
  page_mark(page, -1);
  if (rows >= 16) page_blank(page);
  for (int i = 0; i < sheet->shown_n; i++) {
    const ItemOption *option = sheet->item->options->pdata[sheet->shown[i]];
    page_addf(page, ROLE_DIM, 4, 7, "%d  %s", i + 1, option->text);
  }
}

static Page *options_page(const Sheet *sheet, bool ascii, int rows, int columns) {
  Page *page = page_new(columns);
  if (sheet->item->type == ITEM_MATCH)
    add_match(sheet, ascii, rows, page);
  else
    add_options(sheet, ascii, page);
  return page;
}

static Page *stem_page(const Item *item, int columns) {
  Page *page = page_new(columns);
  if (item->stimulus != NULL) {
    page_add(page, ROLE_DIM, 0, 0, item->stimulus);
    page_blank(page);
  }
  page_add(page, ROLE_NORMAL, 0, 0, item->stem);
  return page;
}

/* Shares BODY rows between stem and options: each gets what it needs where both fit, else the
 * options get up to half, and never less than two rows. */
static int option_rows(int body, int stem, int options) {
  if (stem + 1 + options <= body) return options;
  int most = MAX(body / 2, body - stem - 1);
  return CLAMP(options, 1, MAX(most, 2));
}

SheetLayout sheet_layout(const Sheet *sheet, bool ascii, int rows, int cols, int body, int scroll) {
  SheetLayout l = {.stem = stem_page(sheet->item, cols - 4),
                   .options = options_page(sheet, ascii, rows, cols - 3)};
  l.option_rows = option_rows(body, page_rows(l.stem), page_rows(l.options));
  int above = body - l.option_rows;
  l.gap = above > page_rows(l.stem) ? 1 : 0;
  l.stem_rows = MIN(page_rows(l.stem), above - l.gap);
  l.scroll = page_clamp(l.stem, l.stem_rows, scroll);
  return l;
}

void sheet_layout_clear(SheetLayout *layout) {
  page_free(layout->stem);
  page_free(layout->options);
}

void sheet_draw(const Sheet *sheet, const SheetLayout *layout, Canvas *canvas, int top,
                bool cursor) {
  int row = top + layout->stem_rows + layout->gap;
  int scroll = page_scroll_to(layout->options, MAX(sheet->focus, 0), layout->option_rows, 0);
  page_draw(layout->stem, canvas, top, 1, layout->stem_rows, layout->scroll, -1);
  page_draw(layout->options, canvas, row, 0, layout->option_rows, scroll, -1);
  if (!cursor) return;
  int at = sheet->focus < 0 ? 0 : page_mark_row(layout->options, sheet->focus, NULL) - scroll;
  canvas_cursor(canvas, row + at, 1);
}
