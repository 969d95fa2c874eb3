/* paper_private - what a paper holds, for its writers alone. */
#pragma once
#include "report/paper.h"

typedef enum {
  PAPER_HEADING,
  PAPER_PARAGRAPH,
  PAPER_QUOTE,
  PAPER_ITEM,
  PAPER_FACT,
  PAPER_TABLE,
  PAPER_CURVE,
  PAPER_INTERVALS,
  PAPER_BARS,
} PaperBlockKind;

/* A cell that is the paper's own. */
typedef struct {
  PaperKind kind;
  char *id;   /* unique in the paper */
  char *text; /* one line; NULL: none */
  double value;
} PaperFigure;

typedef struct {
  char *title;
  PaperKind kind;
} PaperTitle;

/* What a chart draws: a point of a curve (at, middle), an interval, a column (middle). */
typedef struct {
  char *name; /* NULL in a curve */
  double at, low, middle, high;
} PaperMark;

/* Texts are cleaned; all but a quote's are one line. Lists that a kind has no use for are empty. */
typedef struct {
  PaperBlockKind kind;
  int level;       /* of a heading */
  char *key;       /* of a fact or table; of a chart its id, "Figure1" */
  char *text;      /* what it says; a fact's name; a caption */
  char *alt;       /* of a chart */
  char *unit;      /* of columns */
  double target;   /* of a chart; NAN: none */
  GArray *columns; /* of PaperTitle */
  GArray *figures; /* of PaperFigure: a fact's one, a table's cells row by row */
  GArray *marks;   /* of PaperMark */
} PaperBlock;

struct Paper {
  char *lang, *title;
  GPtrArray *blocks; /* of PaperBlock */
  GHashTable *ids;   /* those given away; in lower case, so that "Report" and "Figure1" are free */
  int level;         /* of the last heading */
  int charts;
};

const PaperBlock *paper_block(const Paper *paper, guint i);
/* Whether block I begins, or ends, a row of neighbours of its kind. */
bool paper_starts(const Paper *paper, guint i);
bool paper_ends(const Paper *paper, guint i);
const PaperFigure *paper_cell(const PaperBlock *table, guint row, guint column);
guint paper_rows(const PaperBlock *table);

/* The words for a reader, NULL for none. Newly allocated. */
char *paper_shown(const PaperFigure *figure);
/* The value for a program, NULL for text and none. Newly allocated. */
char *paper_exact(const PaperFigure *figure);
/* 0.712 as "71 %". Newly allocated. */
char *paper_percent(double share);
/* VALUE with at most PLACES decimals and no zeros at their end, in every locale. Newly allocated. */
char *paper_decimal(double value, int places);

/* The page's one style: it holds neither "<" nor "&", so that it reads the same as HTML and XML. */
const char *paper_style(void);
/* Appends the <svg> of a chart. */
void paper_svg(GString *out, const PaperBlock *chart);
