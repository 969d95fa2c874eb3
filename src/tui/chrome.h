/* chrome - what surrounds every screen: title, footer, frames of dialogs, the card "too small". */
#pragma once
#include "tui/canvas.h"
#include "tui/keymap.h"

/* A key worth showing in the footer, with a word for it. Lists end with ACTION_NONE. */
typedef struct {
  Action action;
  const char *word;
} FooterHint;

/* LEFT in bold at the left of the first row, RIGHT at its right; LEFT is cut first. */
void chrome_title(Canvas *canvas, const char *left, const char *right);
/* As many HINTS as fit on the last row, then help, which is the last to go. */
void chrome_footer(Canvas *canvas, const Keymap *keymap, const KeyContext *context,
                   const FooterHint *hints);
/* A box with TITLE in its upper border, emptied inside. */
void chrome_frame(Canvas *canvas, int row, int col, int rows, int cols, const char *title);
/* The card shown instead of a screen when the window is below ROWS x COLS. */
void chrome_too_small(Canvas *canvas, int rows, int cols);
