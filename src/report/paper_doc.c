/* paper_doc - see paper_doc.h. */
#include "report/paper_doc.h"
#include "core/text.h"
#include "report/paper_private.h"
#include <math.h>
#include <string.h>

#define INDENT 2
#define GUTTER 2 /* columns between those of a table */
#define NONE   "–"

static char *shown(const PaperFigure *figure) {
  char *text = paper_shown(figure);
  return text == NULL ? g_strdup(NONE) : text;
}

/* TEXT in a field of WIDTH columns. */
static void put(GString *line, const char *text, int width, bool to_the_right) {
  int blanks = MAX(width - text_width(text, -1), 0);
  if (to_the_right) g_string_append_printf(line, "%*s", blanks, "");
  g_string_append(line, text);
  if (!to_the_right) g_string_append_printf(line, "%*s", blanks, "");
}

/* -- tables ------------------------------------------------------------------------------------ */

static const PaperTitle *title_at(const PaperBlock *table, guint column) {
  return &g_array_index(table->columns, PaperTitle, column);
}

static int column_width(const PaperBlock *table, guint column) {
  int width = text_width(title_at(table, column)->title, -1);
  for (guint row = 0; row < paper_rows(table); row++) {
    g_autofree char *text = shown(paper_cell(table, row, column));
    width = MAX(width, text_width(text, -1));
  }
  return width;
}

/* ROW, or -1 for the titles, as a line. */
static void add_line(Doc *doc, const PaperBlock *table, int row, const int *widths) {
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint c = 0; c < table->columns->len; c++) {
    const PaperTitle *title = title_at(table, c);
    g_autofree char *text =
        row < 0 ? g_strdup(title->title) : shown(paper_cell(table, (guint)row, c));
    if (c > 0) g_string_append_printf(line, "%*s", GUTTER, "");
    put(line, text, widths[c], title->kind != PAPER_TEXT);
  }
  g_strchomp(line->str);
  doc_add(doc, row < 0 ? DOC_NOTE : DOC_TEXT, INDENT, INDENT, "%s", line->str);
}

/* TITLE inside a sentence: "State" as "state", "FERPA" as it is. Newly allocated. */
static char *inside(const char *title) {
  char *word = g_strdup(title);
  if (g_ascii_isupper(word[0]) && !g_ascii_isupper(word[1])) word[0] = g_ascii_tolower(word[0]);
  return word;
}

/* "Ethics", and under it "state open, expected 71 %". What is none is left out. */
static void add_sentence(Doc *doc, const PaperBlock *table, guint row) {
  g_autofree char *head = shown(paper_cell(table, row, 0));
  g_autoptr(GString) line = g_string_new(NULL);
  for (guint c = 1; c < table->columns->len; c++) {
    g_autofree char *text = paper_shown(paper_cell(table, row, c));
    if (text == NULL) continue;
    g_autofree char *title = inside(title_at(table, c)->title);
    g_string_append_printf(line, "%s%s %s", line->len > 0 ? ", " : "", title, text);
  }
  doc_add(doc, DOC_TEXT, INDENT, INDENT + 2, "%s", head);
  if (line->len > 0) doc_add(doc, DOC_TEXT, 2 * INDENT, 2 * INDENT + 2, "%s", line->str);
}

static void add_table(Doc *doc, const PaperBlock *table) {
  g_autofree int *widths = g_new(int, table->columns->len);
  int all = INDENT - GUTTER, rows = (int)paper_rows(table);
  for (guint c = 0; c < table->columns->len; c++)
    all += GUTTER + (widths[c] = column_width(table, c));
  doc_add(doc, DOC_NOTE, 0, 2, "%s", table->text);
  if (all <= doc->columns) add_line(doc, table, -1, widths);
  for (int row = 0; row < rows; row++)
    if (all <= doc->columns)
      add_line(doc, table, row, widths);
    else
      add_sentence(doc, table, (guint)row);
}

/* -- charts ------------------------------------------------------------------------------------ */

#define CHART_ROWS  4
#define CHART_WIDTH 60

static const PaperMark *mark_at(const PaperBlock *chart, guint i) {
  return &g_array_index(chart->marks, PaperMark, i);
}

static int chart_width(const Doc *doc) {
  return CLAMP(doc->columns - 2 * INDENT, 8, CHART_WIDTH);
}

static void add_curve(Doc *doc, const PaperBlock *chart) {
  g_autofree double *values = g_new(double, chart->marks->len + 1);
  for (guint i = 0; i < chart->marks->len; i++) values[i] = mark_at(chart, i)->middle;
  g_autofree char *curve = doc_curve(values, (int)chart->marks->len, chart_width(doc), CHART_ROWS);
  g_auto(GStrv) lines = g_strsplit(curve, "\n", -1);
  for (char **line = lines; *line != NULL; line++)
    doc_add(doc, DOC_CHART, INDENT, INDENT, "%s", *line);
}

static void add_intervals(Doc *doc, const PaperBlock *chart) {
  for (guint i = 0; i < chart->marks->len; i++) {
    const PaperMark *mark = mark_at(chart, i);
    if (!isfinite(mark->middle)) continue;
    double target = isfinite(chart->target) ? chart->target : 1;
    g_autofree char *bar =
        doc_interval(mark->low, mark->middle, mark->high, target, chart_width(doc));
    doc_add(doc, DOC_CHART, INDENT, INDENT, "%s", mark->name);
    doc_add(doc, DOC_CHART, INDENT, INDENT, "%s", bar);
  }
}

static void add_bars(Doc *doc, const PaperBlock *chart) {
  double most = 0;
  int width = 0;
  for (guint i = 0; i < chart->marks->len; i++) {
    const PaperMark *mark = mark_at(chart, i);
    if (isfinite(mark->middle)) most = fmax(most, mark->middle);
    width = MAX(width, text_width(mark->name, -1));
  }
  for (guint i = 0; i < chart->marks->len; i++) {
    const PaperMark *mark = mark_at(chart, i);
    double share = most > 0 && isfinite(mark->middle) ? mark->middle / most : 0;
    g_autofree char *bar = doc_bar(share, MAX(chart_width(doc) - width - GUTTER, 8));
    g_autoptr(GString) line = g_string_new(NULL);
    put(line, mark->name, width + GUTTER, false);
    doc_add(doc, DOC_CHART, INDENT, INDENT, "%s%s", line->str, g_strchomp(bar));
  }
}

/* -- the whole --------------------------------------------------------------------------------- */

static void add_fact(Doc *doc, const PaperBlock *fact) {
  g_autofree char *text = shown(&g_array_index(fact->figures, PaperFigure, 0));
  doc_add(doc, DOC_TEXT, INDENT, INDENT + 2, "%s: %s", fact->text, text);
}

static void add_chart(Doc *doc, const PaperBlock *chart) {
  doc_add(doc, DOC_TEXT, 0, 0, "%s", chart->alt);
  if (chart->kind == PAPER_CURVE)
    add_curve(doc, chart);
  else if (chart->kind == PAPER_INTERVALS)
    add_intervals(doc, chart);
  else
    add_bars(doc, chart);
}

static void add_block(Doc *doc, const PaperBlock *block) {
  switch (block->kind) {
  case PAPER_HEADING: doc_heading(doc, block->text); break;
  case PAPER_PARAGRAPH: doc_add(doc, DOC_TEXT, 0, 0, "%s", block->text); break;
  case PAPER_QUOTE: doc_add(doc, DOC_NOTE, INDENT, INDENT, "%s", block->text); break;
  case PAPER_ITEM: doc_add(doc, DOC_TEXT, INDENT, INDENT + 2, "- %s", block->text); break;
  case PAPER_FACT: add_fact(doc, block); break;
  case PAPER_TABLE: add_table(doc, block); break;
  case PAPER_CURVE:
  case PAPER_INTERVALS:
  case PAPER_BARS: add_chart(doc, block); break;
  }
}

Doc *paper_doc(const Paper *paper, int columns) {
  Doc *doc = doc_new(columns);
  doc_heading(doc, paper->title);
  for (guint i = 0; i < paper->blocks->len; i++) add_block(doc, paper_block(paper, i));
  return doc;
}
