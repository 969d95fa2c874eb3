/* chrome - see chrome.h. */
#include "tui/chrome.h"
#include "core/text.h"
#include <string.h>

void chrome_title(Canvas *canvas, const char *left, const char *right) {
  int room = canvas->cols - MIN(text_width(left, -1), canvas->cols / 2) - 4;
  int wide = CLAMP(text_width(right, -1), 0, MAX(room, 0));
  canvas_text(canvas, 0, 1, canvas->cols - wide - 4, ROLE_TITLE, left);
  canvas_text(canvas, 0, canvas->cols - wide - 1, wide, ROLE_DIM, right);
}

static int hint_width(const char *key, const char *word) {
  return text_width(key, -1) + 1 + text_width(word, -1);
}

static int draw_hint(Canvas *canvas, int row, int col, const char *key, const char *word) {
  int used = canvas_text(canvas, row, col, canvas->cols - col, ROLE_KEY, key);
  used += 1;
  used += canvas_text(canvas, row, col + used, canvas->cols - col - used, ROLE_FOOTER, word);
  return used;
}

static const char *key_of(const Keymap *keymap, const KeyContext *context, Action action) {
  return context->typing ? keymap_key_apart(keymap, action) : keymap_key(keymap, action);
}

void chrome_footer(Canvas *canvas, const Keymap *keymap, const KeyContext *context,
                   const FooterHint *hints) {
  const char *help = key_of(keymap, context, ACTION_HELP);
  int row = canvas->rows - 1, col = 1;
  int kept = help == NULL ? 0 : hint_width(help, "help") + 1;
  for (; hints != NULL && hints->action != ACTION_NONE; hints++) {
    const char *key = key_of(keymap, context, hints->action);
    if (key == NULL || !key_context_has(context, hints->action)) continue;
    if (col + hint_width(key, hints->word) + 2 + kept > canvas->cols) break;
    col += draw_hint(canvas, row, col, key, hints->word) + 2;
  }
  if (help != NULL) draw_hint(canvas, row, col, help, "help");
}

static void horizontal(Canvas *canvas, int row, int col, int cols, const char *left,
                       const char *line, const char *right) {
  canvas_text(canvas, row, col, 1, ROLE_DIM, left);
  for (int i = 1; i < cols - 1; i++) canvas_text(canvas, row, col + i, 1, ROLE_DIM, line);
  canvas_text(canvas, row, col + cols - 1, 1, ROLE_DIM, right);
}

void chrome_frame(Canvas *canvas, int row, int col, int rows, int cols, const char *title) {
  const char *const *lines = canvas->ascii ? (const char *const[]){"+", "-", "+", "|", "+", "+"}
                                           : (const char *const[]){"┌", "─", "┐", "│", "└", "┘"};
  horizontal(canvas, row, col, cols, lines[0], lines[1], lines[2]);
  for (int i = 1; i < rows - 1; i++) {
    canvas_fill(canvas, row + i, col, cols, ROLE_NORMAL);
    canvas_text(canvas, row + i, col, 1, ROLE_DIM, lines[3]);
    canvas_text(canvas, row + i, col + cols - 1, 1, ROLE_DIM, lines[3]);
  }
  horizontal(canvas, row + rows - 1, col, cols, lines[4], lines[1], lines[5]);
  g_autofree char *padded = g_strdup_printf(" %s ", title);
  canvas_text(canvas, row, col + 2, cols - 4, ROLE_STRONG, padded);
}

void chrome_too_small(Canvas *canvas, int rows, int cols) {
  g_autofree char *need = g_strdup_printf("pawl needs %dx%d", cols, rows);
  const char *lines[] = {"Too small:", need, "make it larger", "(Ctrl-C leaves)"};
  int first = MAX((canvas->rows - 4) / 2, 0);
  for (int i = 0; i < 4; i++)
    canvas_text(canvas, first + i, 0, canvas->cols, ROLE_NORMAL, lines[i]);
}
