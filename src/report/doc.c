/* doc - see doc.h. */
#include "report/doc.h"
#include <math.h>
#include <stdarg.h>

static void line_free(gpointer data) {
  g_free(((DocLine *)data)->text);
  g_free(data);
}

Doc *doc_new(int columns) {
  Doc *doc = g_new(Doc, 1);
  doc->lines = g_ptr_array_new_with_free_func(line_free);
  doc->columns = MAX(columns, 20);
  return doc;
}

void doc_free(Doc *doc) {
  if (doc == NULL) return;
  g_ptr_array_unref(doc->lines);
  g_free(doc);
}

static void add(Doc *doc, DocKind kind, int indent, int hang, char *text) {
  DocLine *line = g_new(DocLine, 1);
  *line = (DocLine){kind, indent, hang, text};
  g_ptr_array_add(doc->lines, line);
}

void doc_heading(Doc *doc, const char *text) {
  if (doc->lines->len > 0) doc_blank(doc);
  add(doc, DOC_HEADING, 0, 0, g_strdup(text));
}

void doc_add(Doc *doc, DocKind kind, int indent, int hang, const char *format, ...) {
  va_list args;
  va_start(args, format);
  add(doc, kind, indent, hang, g_strdup_vprintf(format, args));
  va_end(args);
}

void doc_blank(Doc *doc) {
  add(doc, DOC_TEXT, 0, 0, g_strdup(""));
}

/* -- charts ------------------------------------------------------------------------------------ */

static int column_of(double share, int width) {
  return (int)CLAMP(share * width, 0, width - 1);
}

char *doc_interval(double low, double middle, double high, double target, int width) {
  GString *out = g_string_new(NULL);
  int from = column_of(low, width), to = column_of(high, width);
  int at = column_of(middle, width), goal = column_of(target, width);
  for (int i = 0; i < width; i++) {
    bool inside = i >= from && i <= to;
    g_string_append(out, i == at ? "●" : i == goal ? "│" : inside ? "─" : "┈");
  }
  return g_string_free(out, FALSE);
}

char *doc_bar(double share, int width) {
  static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  GString *out = g_string_new(NULL);
  int units = (int)lround(CLAMP(share, 0, 1) * width * 8), columns = 0;
  for (; columns < units / 8; columns++) g_string_append(out, "█");
  if (units % 8 > 0) {
    g_string_append(out, eighths[units % 8]);
    columns++;
  }
  for (; columns < width; columns++) g_string_append_c(out, ' ');
  return g_string_free(out, FALSE);
}

/* A cell of braille has two dots across and four down; bit of dot (x, y). */
static gunichar dot(int x, int y) {
  static const gunichar bits[2][4] = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};
  return bits[x][y];
}

static double value_at(const double *values, int n, double place) {
  double at = place * (n - 1), below = floor(at);
  int i = (int)below;
  return i + 1 < n ? values[i] + (at - below) * (values[i + 1] - values[i]) : values[n - 1];
}

char *doc_curve(const double *values, int n, int width, int rows) {
  GString *out = g_string_new(NULL);
  g_autofree gunichar *cells = g_new0(gunichar, (gsize)(width * rows));
  int across = width * 2, down = rows * 4;
  for (int x = 0; n > 0 && x < across; x++) {
    double value = CLAMP(value_at(values, n, across > 1 ? (double)x / (across - 1) : 0), 0, 1);
    int y = down - 1 - (int)lround(value * (down - 1));
    cells[y / 4 * width + x / 2] |= dot(x % 2, y % 4);
  }
  for (int row = 0; row < rows; row++) {
    if (row > 0) g_string_append_c(out, '\n');
    for (int col = 0; col < width; col++)
      g_string_append_unichar(out, 0x2800 + cells[row * width + col]);
  }
  return g_string_free(out, FALSE);
}

const char *doc_shade(double value, double most) {
  static const char *const shades[] = {"┈", "░", "▒", "▓", "█"};
  if (value <= 0 || most <= 0) return shades[0];
  return shades[(int)CLAMP(ceil(4 * value / most), 1, 4)];
}
