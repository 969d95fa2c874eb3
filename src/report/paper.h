/* paper - a report to hand on: headings, facts, tables and charts, written as HTML, Markdown or CSV.
 *
 * Who builds one says what there is to tell; the writers below know how each form looks and what is
 * dangerous in it. Every text may come from a stranger: it is cleaned (text_clean) on its way in, its
 * white space folded, and escaped on its way out for the form at hand; NULL counts as "". Figures keep
 * their exact value beside the words that are shown, so that a reader can check them: in HTML as
 * <data value="0.7125">71 %</data>, in CSV alone. The value is the shortest decimal that reads back
 * as the same number, of a day its date. Equal papers give equal bytes, in every locale.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef struct Paper Paper;
/* LANG as in HTML ("en"; anything else than letters, digits and "-" counts as "en"). TITLE stands in the
 * head and as the one first-level heading. */
Paper *paper_new(const char *lang, const char *title);
void paper_free(Paper *paper);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Paper, paper_free)

/* -- text -------------------------------------------------------------------------------------- */

/* LEVEL 2 to 4; a level is never skipped (the builder's duty; asserted). */
void paper_heading(Paper *paper, int level, const char *text);
void paper_text(Paper *paper,
                const char *text); /* a paragraph; "\n\n" parts it in several; "": none */
void paper_quote(Paper *paper, const char *text); /* what a person wrote, line breaks kept */
void paper_item(Paper *paper, const char *text);  /* of a list; neighbours make one list */

/* -- figures ----------------------------------------------------------------------------------- */

typedef enum {
  PAPER_TEXT,    /* words alone */
  PAPER_COUNT,   /* 1234 */
  PAPER_NUMBER,  /* two decimals: 0.27 */
  PAPER_SHARE,   /* of 1, shown in whole percent: 71 % */
  PAPER_POINTS,  /* difference of two shares, in points of percent: "+3 points" */
  PAPER_MINUTES, /* 95: "1 h 35 min" */
  PAPER_DAY,     /* study day: 2026-11-23 */
} PaperKind;

typedef struct {
  PaperKind kind;
  const char *text; /* PAPER_TEXT */
  double value; /* the others; NAN: none, shown as an en dash with the words "none" for readers */
} PaperCell;
#define PAPER_WORD(s)     ((PaperCell){PAPER_TEXT, (s), 0})
#define PAPER_VALUE(k, v) ((PaperCell){(k), NULL, (v)})

/* Name and figure on one line; neighbours make one list (dl). KEY is the figure's name for programs
 * ("readiness.chance"; lower case, digits, ".", "_" and "-"): in HTML the id of its <data>, unique in the
 * paper. Another character in KEY becomes "-", and a KEY that is taken gets "-2", "-3" and so on, so
 * that names out of a stranger's pack may stand in it. A figure without a number, as text or none,
 * has a <span> in the place of <data>. */
void paper_fact(Paper *paper, const char *key, const char *name, PaperCell cell);

typedef struct {
  const char *title;
  PaperKind kind; /* of its cells; numbers but days are set to the right */
} PaperColumn;
/* Starts a table of N columns (at least 1); the first column's cells head their rows. CAPTION is shown
 * above it. KEY names it for programs: the cell (th or td) of row R, column C has the id KEY.R.C in HTML,
 * from 0. */
void paper_table(Paper *paper, const char *key, const char *caption, const PaperColumn *columns,
                 int n);
/* A row of the table at hand: as many cells as there are columns. */
void paper_row(Paper *paper, const PaperCell *cells);

/* -- charts ------------------------------------------------------------------------------------
 * SVG in HTML, with CAPTION as its <title> and ALT, a sentence that says what it shows, as its <desc> and
 * below it; in Markdown CAPTION and ALT alone, in CSV nothing. A chart never says what a fact or a
 * table beside it does not say. Shares are held to 0..1; what is no finite number is left out. */

typedef struct {
  double at;    /* study day */
  double value; /* 0..1 */
} PaperPoint;
/* A curve over days, the earliest point first, with a line at TARGET (NAN: none). */
void paper_curve(Paper *paper, const char *caption, const char *alt, const PaperPoint *points,
                 int n, double target);

typedef struct {
  const char *name;
  double low, middle, high; /* 0..1; NAN: nothing known, drawn as an empty line */
} PaperInterval;
/* Intervals below each other on a line from 0 to 1, a mark at TARGET (NAN: none). */
void paper_intervals(Paper *paper, const char *caption, const char *alt, const PaperInterval *rows,
                     int n, double target);

typedef struct {
  const char *name;
  double value;
} PaperBar;
/* Columns side by side from 0 to the greatest value, such as minutes a week. UNIT ("minutes") stands
 * above the scale. */
void paper_bars(Paper *paper, const char *caption, const char *alt, const char *unit,
                const PaperBar *bars, int n);

/* -- writing: newly allocated text that ends in a newline -------------------------------------- */

typedef enum { PAPER_HTML, PAPER_MARKDOWN, PAPER_CSV } PaperForm;
/* By the ending of PATH: .html .htm, .md .markdown, .csv; false where it is none of these. */
bool paper_form_from_path(const char *path, PaperForm *out);

/* True where the file PATH begins as what is written in FORM does. */
bool paper_is_at(const char *path, PaperForm form);

/* One self-contained file: no script, no request to anywhere, a Content-Security-Policy of
 * default-src 'none' with the hash of its one style, light and dark by prefers-color-scheme, a print style,
 * landmarks, a skip link, tables with scope and caption, contrast of WCAG 2.2 AA. */
char *paper_html(const Paper *paper);
/* CommonMark with tables (GFM). */
char *paper_markdown(const Paper *paper);
/* RFC 4180 with CRLF: facts as key,name,value, then of each table an empty line, a line of its key and
 * caption, a line of its columns' titles, and its rows. Text that a spreadsheet would take for a formula
 * (= + - @, also in full width) gets an apostrophe before it; none is an empty field. */
char *paper_csv(const Paper *paper);
char *paper_write(const Paper *paper, PaperForm form);
