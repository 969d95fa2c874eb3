/* page - see page.h. */
#include "tui/page.h"
#include "core/text.h"
#include <string.h>

typedef struct {
  char *text; /* one row */
  Role role;
  int indent;
  int mark;   /* -1: none */
  double bar; /* -1: no bar; else text is the label and tail follows */
  int label_width;
  char *tail;
} Row;

struct Page {
  int columns;
  GPtrArray *rows;
  int mark; /* of rows added next */
};

static void row_free(gpointer data) {
  Row *row = data;
  g_free(row->text);
  g_free(row->tail);
  g_free(row);
}

Page *page_new(int columns) {
  Page *page = g_new0(Page, 1);
  page->columns = MAX(columns, 8);
  page->rows = g_ptr_array_new_with_free_func(row_free);
  page->mark = -1;
  return page;
}

void page_free(Page *page) {
  if (page == NULL) return;
  g_ptr_array_unref(page->rows);
  g_free(page);
}

static Row *add_row(Page *page, Role role, int indent, char *text) {
  Row *row = g_new0(Row, 1);
  *row = (Row){.text = text, .role = role, .indent = indent, .mark = page->mark, .bar = -1};
  g_ptr_array_add(page->rows, row);
  return row;
}

/* The first row and the hanging rows have different widths: wrap for the first, then the rest. */
void page_add(Page *page, Role role, int indent, int hang, const char *text) {
  g_autoptr(GArray) first = text_wrap(text, page->columns - indent);
  const TextLine *line = &g_array_index(first, TextLine, 0);
  add_row(page, role, indent, g_strndup(text + line->offset, line->length));
  if (first->len < 2) return;
  const char *rest = text + g_array_index(first, TextLine, 1).offset;
  g_autoptr(GArray) lines = text_wrap(rest, page->columns - hang);
  for (guint i = 0; i < lines->len; i++) {
    line = &g_array_index(lines, TextLine, i);
    add_row(page, role, hang, g_strndup(rest + line->offset, line->length));
  }
}

void page_addf(Page *page, Role role, int indent, int hang, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  page_add(page, role, indent, hang, text);
}

void page_blank(Page *page) {
  add_row(page, ROLE_NORMAL, 0, g_strdup(""));
}

void page_bar(Page *page, int indent, const char *label, int label_width, double filled,
              const char *tail) {
  Row *row = add_row(page, ROLE_NORMAL, indent, g_strdup(label));
  row->bar = filled;
  row->label_width = label_width;
  row->tail = g_strdup(tail);
}

void page_mark(Page *page, int id) {
  page->mark = id;
}

int page_mark_row(const Page *page, int id, int *end) {
  int start = -1;
  for (guint i = 0; i < page->rows->len; i++) {
    if (((Row *)page->rows->pdata[i])->mark != id) continue;
    if (start < 0) start = (int)i;
    if (end != NULL) *end = (int)i + 1;
  }
  return start;
}

int page_columns(const Page *page) {
  return page->columns;
}
int page_rows(const Page *page) {
  return (int)page->rows->len;
}

#define BAR_COLUMNS 18

static void draw_bar(const Row *row, Canvas *canvas, int at, int left, int columns) {
  int col = row->indent + row->label_width + 1, tail = text_width(row->tail, -1);
  bool room = columns - col - tail > 10;
  canvas_text(canvas, at, left + row->indent,
              room ? row->label_width : columns - row->indent - tail - 1, row->role, row->text);
  if (room) {
    int bar = MIN(BAR_COLUMNS, columns - col - tail - 2);
    canvas_bar(canvas, at, left + col, bar, ROLE_BAR, ROLE_BAR_REST, row->bar);
    col += bar + 2;
  } else {
    col = columns - tail;
  }
  canvas_text(canvas, at, left + col, columns - col, ROLE_NORMAL, row->tail);
}

static void draw_row(const Page *page, const Row *row, Canvas *canvas, int at, int left) {
  if (row->bar >= 0)
    draw_bar(row, canvas, at, left, page->columns);
  else
    canvas_span(canvas, at, left + row->indent, page->columns - row->indent, row->role, row->text,
                strlen(row->text));
}

void page_draw(const Page *page, Canvas *canvas, int row, int col, int rows, int scroll,
               int focus) {
  int total = page_rows(page);
  for (int i = 0; i < rows && scroll + i < total; i++) {
    const Row *line = page->rows->pdata[scroll + i];
    draw_row(page, line, canvas, row + i, col);
    if (focus >= 0 && line->mark == focus)
      canvas_role(canvas, row + i, col, page->columns, ROLE_FOCUS);
  }
  if (scroll > 0 && rows > 0)
    canvas_text(canvas, row, col + page->columns, 2, ROLE_ACCENT, canvas->ascii ? "^" : "▲");
  if (scroll + rows < total && rows > 0)
    canvas_text(canvas, row + rows - 1, col + page->columns, 2, ROLE_ACCENT,
                canvas->ascii ? "v" : "▼");
}

int page_clamp(const Page *page, int rows, int scroll) {
  int most = MAX(page_rows(page) - rows, 0);
  return CLAMP(scroll, 0, most);
}

int page_scroll_to(const Page *page, int id, int rows, int scroll) {
  int end = 0, start = page_mark_row(page, id, &end);
  if (start < 0) return page_clamp(page, rows, scroll);
  if (end > scroll + rows) scroll = end - rows;
  if (start < scroll) scroll = start;
  return page_clamp(page, rows, scroll);
}
