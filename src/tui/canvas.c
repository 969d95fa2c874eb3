/* canvas - see canvas.h. */
#include "tui/canvas.h"
#include "core/text.h"
#include <string.h>

static const Cell BLANK = {" ", 1, ROLE_NORMAL};

Canvas *canvas_new(int rows, int cols, bool ascii) {
  Canvas *canvas = g_new0(Canvas, 1);
  canvas->ascii = ascii;
  canvas_resize(canvas, rows, cols);
  return canvas;
}

void canvas_free(Canvas *canvas) {
  if (canvas == NULL) return;
  g_free(canvas->cells);
  g_free(canvas);
}

void canvas_resize(Canvas *canvas, int rows, int cols) {
  canvas->rows = MAX(rows, 1);
  canvas->cols = MAX(cols, 1);
  canvas->cells = g_renew(Cell, canvas->cells, (gsize)canvas->rows * (gsize)canvas->cols);
  canvas_clear(canvas);
}

void canvas_clear(Canvas *canvas) {
  for (int i = 0; i < canvas->rows * canvas->cols; i++) canvas->cells[i] = BLANK;
  canvas->cursor_row = canvas->cursor_col = -1;
}

static Cell *cell(Canvas *canvas, int row, int col) {
  return &canvas->cells[row * canvas->cols + col];
}

const Cell *canvas_at(const Canvas *canvas, int row, int col) {
  return &canvas->cells[row * canvas->cols + col];
}

static bool inside(const Canvas *canvas, int row, int col) {
  return row >= 0 && row < canvas->rows && col >= 0 && col < canvas->cols;
}

static void blank(Canvas *canvas, int row, int col) {
  Cell *here = cell(canvas, row, col);
  *here = (Cell){" ", 1, here->role};
}

/* A wide cluster that loses one half leaves a blank in the other. */
static void free_place(Canvas *canvas, int row, int col) {
  const Cell *here = canvas_at(canvas, row, col);
  if (here->width == 0 && col > 0) blank(canvas, row, col - 1);
  if (here->width == 2 && col + 1 < canvas->cols) blank(canvas, row, col + 1);
}

/* Bytes of the cluster of N bytes at S that are shown: the base and at most TEXT_MAX_MARKS more. */
static size_t shown_bytes(const char *s, size_t n) {
  const char *p = s;
  for (int points = 0; p < s + n && points <= TEXT_MAX_MARKS; points++) {
    const char *next = g_utf8_next_char(p);
    if ((size_t)(next - s) >= CANVAS_CLUSTER) break;
    p = next;
  }
  return (size_t)(p - s);
}

static void put(Canvas *canvas, int row, int col, Role role, const char *s, size_t n, int width) {
  free_place(canvas, row, col);
  Cell *here = cell(canvas, row, col);
  size_t bytes = shown_bytes(s, n);
  memcpy(here->text, s, bytes);
  here->text[bytes] = '\0';
  here->width = (uint8_t)width;
  here->role = (uint8_t)role;
  if (width < 2) return;
  free_place(canvas, row, col + 1);
  *cell(canvas, row, col + 1) = (Cell){"", 0, (uint8_t)role};
}

/* S, which is clean, over at most COLUMNS columns. */
static int write_clean(Canvas *canvas, int row, int col, int columns, Role role, const char *s,
                       size_t len) {
  int used = 0, width = 0;
  for (size_t i = 0; i < len;) {
    size_t n = text_cluster(s + i, &width);
    if (n == 0 || used + width > columns) break;
    bool fits = inside(canvas, row, col + used) && inside(canvas, row, col + used + width - 1);
    if (width > 0 && fits) put(canvas, row, col + used, role, s + i, n, width);
    used += width;
    i += n;
  }
  return used;
}

/* What is shown of LEN bytes at TEXT: cleaned, on one line, in ASCII where the terminal wants it.
 */
static char *shown(const Canvas *canvas, const char *text, size_t len) {
  char *clean = text_check(text, len, NULL) ? g_strndup(text, len) : text_clean(text, (gssize)len);
  g_strdelimit(clean, "\t\n", ' ');
  if (!canvas->ascii) return clean;
  char *ascii = text_ascii(clean);
  g_free(clean);
  return ascii;
}

int canvas_span(Canvas *canvas, int row, int col, int columns, Role role, const char *text,
                size_t len) {
  if (columns <= 0) return 0;
  g_autofree char *clean = shown(canvas, text, len);
  return write_clean(canvas, row, col, columns, role, clean, strlen(clean));
}

int canvas_text(Canvas *canvas, int row, int col, int columns, Role role, const char *text) {
  if (columns <= 0) return 0;
  g_autofree char *clean = shown(canvas, text, strlen(text));
  if (text_width(clean, -1) <= columns)
    return write_clean(canvas, row, col, columns, role, clean, strlen(clean));
  const char *ellipsis = canvas->ascii ? "." : "…";
  int used = write_clean(canvas, row, col, columns - 1, role, clean, strlen(clean));
  return used + write_clean(canvas, row, col + used, 1, role, ellipsis, strlen(ellipsis));
}

void canvas_fill(Canvas *canvas, int row, int col, int columns, Role role) {
  for (int i = 0; i < columns; i++)
    if (inside(canvas, row, col + i)) put(canvas, row, col + i, role, " ", 1, 1);
}

void canvas_role(Canvas *canvas, int row, int col, int columns, Role role) {
  for (int i = 0; i < columns; i++)
    if (inside(canvas, row, col + i)) cell(canvas, row, col + i)->role = (uint8_t)role;
}

void canvas_cursor(Canvas *canvas, int row, int col) {
  if (!inside(canvas, row, col)) return;
  canvas->cursor_row = row;
  canvas->cursor_col = col;
}

void canvas_bar(Canvas *canvas, int row, int col, int columns, Role fill, Role rest,
                double filled) {
  static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉", "█"};
  int units = (int)(CLAMP(filled, 0.0, 1.0) * columns * 8 + .5);
  for (int i = 0; i < columns; i++) {
    int here = CLAMP(units - i * 8, 0, 8);
    if (canvas->ascii)
      canvas_text(canvas, row, col + i, 1, here >= 4 ? fill : rest, here >= 4 ? "#" : ".");
    else if (here > 0)
      canvas_text(canvas, row, col + i, 1, fill, eighths[here]);
    else
      canvas_text(canvas, row, col + i, 1, rest, "·");
  }
}

static void trim_line(GString *out) {
  while (out->len > 0 && out->str[out->len - 1] == ' ') g_string_truncate(out, out->len - 1);
  g_string_append_c(out, '\n');
}

char *canvas_dump(const Canvas *canvas, bool roles) {
  GString *out = g_string_new(NULL);
  for (int row = 0; row < canvas->rows; row++) {
    for (int col = 0; col < canvas->cols; col++)
      g_string_append(out, canvas_at(canvas, row, col)->text);
    trim_line(out);
  }
  for (int row = 0; roles && row < canvas->rows; row++) {
    if (row == 0)
      g_string_append_printf(out, "-- roles, cursor %d,%d\n", canvas->cursor_row,
                             canvas->cursor_col);
    for (int col = 0; col < canvas->cols; col++) {
      const Cell *here = canvas_at(canvas, row, col);
      bool blank = here->role == ROLE_NORMAL && strcmp(here->text, " ") == 0;
      g_string_append_c(out, blank ? ' ' : theme_role_letter((Role)here->role));
    }
    trim_line(out);
  }
  return g_string_free(out, FALSE);
}
