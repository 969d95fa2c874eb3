/* doc - a report as lines, for the screens and for plain mode alike: headings, sentences, tables, and
 * charts in block characters. A chart never says what a table beside it does not say, so that plain
 * mode and screen readers leave charts out.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { DOC_TEXT, DOC_HEADING, DOC_NOTE, DOC_CHART } DocKind;

typedef struct {
  DocKind kind;
  int indent, hang; /* columns of the first and of further rows */
  char *text;       /* "": a blank line */
} DocLine;

typedef struct {
  GPtrArray *lines; /* of DocLine* */
  int columns;      /* that charts may take */
} Doc;

Doc *doc_new(int columns);
void doc_free(Doc *doc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Doc, doc_free)
void doc_heading(Doc *doc, const char *text);
/* HANG: columns that further rows of a long line are moved in by. */
void doc_add(Doc *doc, DocKind kind, int indent, int hang, const char *format, ...)
    G_GNUC_PRINTF(5, 6);
void doc_blank(Doc *doc);

/* -- parts of charts: text of exactly WIDTH columns, newly allocated --------------------------- */

/* An interval LOW to HIGH with its middle, and a mark at TARGET, on a line from 0 to 1. */
char *doc_interval(double low, double middle, double high, double target, int width);
/* SHARE of WIDTH filled, in eighths of a column. */
char *doc_bar(double share, int width);
/* N values between 0 and 1 as a line of braille dots, ROWS rows high, joined by '\n'. */
char *doc_curve(const double *values, int n, int width, int rows);
/* One of five shades for VALUE of MOST. Static. */
const char *doc_shade(double value, double most);
