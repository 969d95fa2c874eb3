/* canvas - a grid of cells with colour roles, drawn by screens and pushed by term. No curses here,
 * so a golden test compares canvases without a terminal.
 */
#pragma once
#include "tui/theme.h"
#include <glib.h>
#include <stdbool.h>

/* A cell holds one grapheme cluster: a base and at most four marks. */
#define CANVAS_CLUSTER 24
typedef struct {
  char text[CANVAS_CLUSTER]; /* NUL-terminated; "" in the right half of a wide cluster */
  uint8_t width;             /* 1 or 2; 0 in the right half */
  uint8_t role;              /* Role */
} Cell;

typedef struct {
  int rows, cols;
  Cell *cells;
  int cursor_row, cursor_col; /* -1: nothing focused */
  bool ascii;                 /* LANG=C: text is transliterated, lines are drawn with + - | */
} Canvas;

Canvas *canvas_new(int rows, int cols, bool ascii);
void canvas_free(Canvas *canvas);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Canvas, canvas_free)
void canvas_resize(Canvas *canvas, int rows, int cols);
/* Every cell a blank of ROLE_NORMAL, cursor nowhere. */
void canvas_clear(Canvas *canvas);
const Cell *canvas_at(const Canvas *canvas, int row, int col);
/* Writes TEXT (cleaned UTF-8, one line; what is refused by text_check shows as <U+202E>) from
 * (ROW, COL) over at most COLUMNS columns; cut text ends in an ellipsis. Anything outside the grid
 * is dropped. Returns the columns used. */
int canvas_text(Canvas *canvas, int row, int col, int columns, Role role, const char *text);
/* The same for LEN bytes without an ellipsis: for wrapped lines. */
int canvas_span(Canvas *canvas, int row, int col, int columns, Role role, const char *text,
                size_t len);
void canvas_fill(Canvas *canvas, int row, int col, int columns, Role role);
/* Changes the role of cells already written. */
void canvas_role(Canvas *canvas, int row, int col, int columns, Role role);
void canvas_cursor(Canvas *canvas, int row, int col);
/* A bar of COLUMNS cells, FILLED 0..1, in eighth blocks; '#' and '.' in ASCII. */
void canvas_bar(Canvas *canvas, int row, int col, int columns, Role fill, Role rest, double filled);
/* The canvas as text, a line a row, trailing blanks trimmed; with ROLES a second block follows with
 * one letter a cell (theme_role_letter). Newly allocated. For tests. */
char *canvas_dump(const Canvas *canvas, bool roles);
