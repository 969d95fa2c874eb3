/* editor - a text being written: paragraphs wrapped to the width, whole grapheme clusters that move, go
 * and stay together, undo and redo. Knows neither a terminal nor where the text is kept.
 *
 * The text is valid NFC UTF-8 in which '\n' alone breaks lines; what text_check refuses never gets in.
 * Costs of a key do not grow with the length of the text, only with that of the paragraph at hand.
 */
#pragma once
#include "tui/canvas.h"
#include <stdint.h>

/* Longer texts are refused, whole. */
#define EDITOR_MAX_BYTES (1024 * 1024)

typedef struct Editor Editor;

/* TEXT is copied and cleaned. The cursor stands at its end. */
Editor *editor_new(const char *text);
void editor_free(Editor *editor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Editor, editor_free)

/* The text as it stands. Lent until the next change. */
const char *editor_text(Editor *editor);
/* Grows with every change, undo and redo included: what was saved at this number is what stands. */
uint64_t editor_revision(const Editor *editor);
/* Words by UAX #29, as a rubric counts them; clusters that are no white space. */
int editor_words(Editor *editor);
int editor_clusters(Editor *editor);

/* The text area, which moving by lines and pages and wrapping go by. Cheap where nothing changed. */
void editor_resize(Editor *editor, int rows, int cols);
/* Reacts to KEY (a character or a KEYCODE): typing, Enter, Backspace, Delete, arrows, Home and End (of
 * the line as wrapped), PgUp and PgDn, Ctrl-A and Ctrl-E (of the paragraph), Ctrl-W (the word before
 * goes), Ctrl-U (the line before goes), Ctrl-K (the line after goes). False: no use for it. */
bool editor_key(Editor *editor, int key);
/* Inserts TEXT (a paste) at the cursor: CR and CRLF become '\n', tabs blanks, what cannot be stored is
 * left out. False where the text would grow over EDITOR_MAX_BYTES: nothing is inserted. */
bool editor_insert(Editor *editor, const char *text);
/* Typing in one go is undone in one go; false where there is nothing to undo or redo. */
bool editor_undo(Editor *editor);
bool editor_redo(Editor *editor);
/* Draws the part around the cursor from canvas (ROW, COL) over the size of editor_resize, and puts the
 * canvas cursor there. */
void editor_draw(const Editor *editor, Canvas *canvas, int row, int col);
/* Lines as wrapped, and the one the cursor is on, from 0. */
int editor_lines(Editor *editor);
int editor_line(Editor *editor);
