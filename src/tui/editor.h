/* editor - a text being written: paragraphs wrapped to the width, whole grapheme clusters that
 * move, go and stay together, undo and redo. Knows neither a terminal nor where the text is kept.
 *
 * The text is valid NFC UTF-8 in which '\n' alone breaks lines; what text_check refuses never gets
 * in. Costs of a key do not grow with the length of the text, only with that of the paragraph at
 * hand.
 */
#pragma once
#include "tui/canvas.h"
#include <stdint.h>

/* What a text may grow to; what would make it longer is refused, whole. */
#define EDITOR_MAX_BYTES (256 * 1024)
/* Longer texts are not opened. */
#define EDITOR_OPEN_BYTES (1024 * 1024)
/* Memory for undo and redo; beyond it the oldest groups go. */
#define EDITOR_UNDO_BYTES (8 * 1024 * 1024)

typedef struct Editor Editor;

/* TEXT is copied and cleaned as editor_insert does. The cursor stands at its end, the area is 24
 * by 80 until editor_resize, nothing is there to undo. NULL where TEXT is longer than
 * EDITOR_OPEN_BYTES; one over EDITOR_MAX_BYTES can only get shorter. */
Editor *editor_new(const char *text);
void editor_free(Editor *editor);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Editor, editor_free)

/* The text as it stands. Lent until the next change. */
const char *editor_text(Editor *editor);
/* Grows with every change, undo and redo included: what was saved at this number is what stands. */
uint64_t editor_revision(const Editor *editor);
/* Bytes of the text before the cursor, always between clusters. */
size_t editor_cursor(Editor *editor);
/* Words by UAX #29, as a rubric counts them; clusters that are no white space. */
int editor_words(Editor *editor);
int editor_clusters(Editor *editor);

/* The text area, which moving by lines and pages and wrapping go by. Text takes all columns but the
 * last, where the cursor stands after a full line. Cheap where nothing changed. */
void editor_resize(Editor *editor, int rows, int cols);
/* Reacts to KEY (a character or a KEYCODE): typing, Enter, Backspace, Delete, arrows, Home and
 * End (of the line as wrapped), PgUp and PgDn, Ctrl-A and Ctrl-E (of the paragraph), Ctrl-W (the
 * word before goes, up to white space), Ctrl-U (the line before goes), Ctrl-K (the line after
 * goes). The last three take the line break where nothing else is left. True also where there is
 * nothing to move to or to delete, and for a character that cannot be stored or finds no room:
 * the revision tells whether the text changed. False: no use for it. */
bool editor_key(Editor *editor, int key);
/* Inserts TEXT (a paste) at the cursor: CR and CRLF become '\n', tabs blanks, what cannot be
 * stored is left out. False where the text would grow over EDITOR_MAX_BYTES: nothing is
 * inserted. */
bool editor_insert(Editor *editor, const char *text);
/* Typing in one go is undone in one go, and so is deleting; moving, a line break, a paste and a
 * word or line deleted at once each start anew. False where there is nothing to undo or redo. */
bool editor_undo(Editor *editor);
bool editor_redo(Editor *editor);
/* Draws the part around the cursor from canvas (ROW, COL) over the size of editor_resize, in
 * ROLE_NORMAL, and puts the canvas cursor there. */
void editor_draw(const Editor *editor, Canvas *canvas, int row, int col);
/* Lines as wrapped, and the one the cursor is on, from 0. */
int editor_lines(Editor *editor);
int editor_line(Editor *editor);
/* The first line shown, from 0: what a screen needs to say that more stands above or below. */
int editor_top(Editor *editor);
