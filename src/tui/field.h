/* field - one line of text being typed. Whole grapheme clusters move, go and stay together. */
#pragma once
#include "tui/canvas.h"

#define FIELD_MAX_BYTES 2000

typedef struct {
  GString *text;
  gsize cursor; /* byte offset, always between clusters */
} Field;

void field_init(Field *field, const char *text);
void field_finish(Field *field);
/* Edits by KEY; false where the field has no use for it. */
bool field_key(Field *field, int key);
/* Inserts TEXT at the cursor; line breaks become blanks, what cannot be stored is left out. */
void field_insert(Field *field, const char *text);
/* Draws the part around the cursor over COLUMNS columns and puts the canvas cursor there. */
void field_draw(const Field *field, Canvas *canvas, int row, int col, int columns);
