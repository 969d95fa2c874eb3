/* sheet - the choice in the making on a question of any type: what keys do to it and how it is drawn.
 * Used wherever a question is answered on the screen; what becomes of the choice is the screen's own
 * business.
 */
#pragma once
#include "core/answer.h"
#include "tui/page.h"

typedef struct {
  const Item *item; /* lent */
  int shown_n;
  uint8_t shown[ITEM_MAX_OPTIONS]; /* option indexes in display order */
  bool struck[ITEM_MAX_OPTIONS];   /* by place in SHOWN: drawn as struck out */
  int focus;                       /* place, or prompt of a match; -1: nothing yet */
  bool ticked[ITEM_MAX_OPTIONS];   /* multiple, by place */
  uint8_t order[ITEM_MAX_OPTIONS]; /* order: places in their present order */
  bool lifted;                     /* order: up and down carry the focused step */
  bool sorted;                     /* order: stands as the learner wants it */
  int match[ITEM_MAX_OPTIONS];     /* match: by prompt, the place, or -1 */
  int choice;                      /* single: the place chosen, or -1 */
  bool apart; /* single: moving does not choose; only Space, a letter or a number does */
} Sheet;

/* Nothing chosen yet. */
void sheet_reset(Sheet *sheet, const Item *item, const uint8_t *shown, int n);
/* Takes up a choice made before; gaps of a match are ITEM_MAX_OPTIONS. */
void sheet_take(Sheet *sheet, const Response *response);
/* The choice as it stands, gaps of a match as ITEM_MAX_OPTIONS. Without any, n is 0. */
Response sheet_response(const Sheet *sheet);
/* True where the choice is a whole answer. */
bool sheet_complete(const Sheet *sheet);
/* A sentence on what is missing. Static. */
const char *sheet_missing(const Sheet *sheet);

/* Keys: a letter or number, Space, up and down, left and right, and moving a step of an order. */
void sheet_choose(Sheet *sheet, int place);
void sheet_toggle(Sheet *sheet);
void sheet_move(Sheet *sheet, int by);
void sheet_sideways(Sheet *sheet, int by);
void sheet_swap(Sheet *sheet, int by);

/* A question on the screen: the stem scrolls above options that stay reachable. */
typedef struct {
  Page *stem, *options;
  int stem_rows, option_rows, gap;
  int scroll; /* of the stem, kept within it */
} SheetLayout;

/* For a screen of ROWS x COLS with BODY rows for the question. */
SheetLayout sheet_layout(const Sheet *sheet, bool ascii, int rows, int cols, int body, int scroll);
void sheet_layout_clear(SheetLayout *layout);
/* Draws from row TOP on, with the CURSOR on the option in focus where that is wanted. */
void sheet_draw(const Sheet *sheet, const SheetLayout *layout, Canvas *canvas, int top,
                bool cursor);
