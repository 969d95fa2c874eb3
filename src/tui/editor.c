/* editor - see editor.h. prose keeps the text and its lines, edits what can be undone; here are the
 * cursor, the keys and what is shown. */
#include "tui/editor.h"
#include "core/text.h"
#include "tui/edits.h"
#include "tui/term.h"
#include <string.h>

/* What the newest group of edits may still grow by. */
typedef enum { RUN_NONE, RUN_TYPING, RUN_DELETING } Run;

struct Editor {
  Prose *prose;
  Edits *edits;
  Place cursor;
  /* Where a word is cut, a line ends where the next begins: the cursor stands at the end. */
  bool at_line_end;
  int goal; /* column that moving up and down keeps to; -1: that of the cursor */
  Run run;
  int rows, cols;
  LineAt top; /* the first line shown */
  uint64_t revision;
};

/* -- lines ------------------------------------------------------------------------------------- */

static LineAt cursor_line(const Editor *editor) {
  LineAt at = prose_line_at(editor->prose, editor->cursor);
  if (!editor->at_line_end || at.line == 0) return at;
  bool at_start = prose_line(editor->prose, at)->offset == editor->cursor.offset;
  return at_start ? (LineAt){at.paragraph, at.line - 1} : at;
}

/* Scrolls as little as shows the cursor, and no further than fills the area. */
static void settle(Editor *editor) {
  int page = editor->rows - 1;
  LineAt cursor = cursor_line(editor);
  LineAt lowest = prose_step(editor->prose, cursor, -page);
  LineAt end = prose_line_at(editor->prose, prose_end(editor->prose));
  LineAt last = prose_step(editor->prose, end, -page);
  if (line_compare(editor->top, lowest) < 0) editor->top = lowest;
  if (line_compare(editor->top, cursor) > 0) editor->top = cursor;
  if (line_compare(editor->top, last) > 0) editor->top = last;
  guint n = 0;
  prose_lines(editor->prose, editor->top.paragraph, &n);
  editor->top.line = MIN(editor->top.line, n - 1);
}

void editor_resize(Editor *editor, int rows, int cols) {
  rows = MAX(rows, 1);
  cols = MAX(cols, 1);
  if (rows == editor->rows && cols == editor->cols) return;
  Place top = {editor->top.paragraph, prose_line(editor->prose, editor->top)->offset};
  editor->rows = rows;
  editor->cols = cols;
  editor->at_line_end = false;
  editor->goal = -1;
  prose_wrap(editor->prose, MAX(cols - 1, 1));
  editor->top = prose_line_at(editor->prose, top);
  settle(editor);
}

int editor_lines(Editor *editor) {
  LineAt end = prose_line_at(editor->prose, prose_end(editor->prose));
  return prose_lines_before(editor->prose, end) + 1;
}

int editor_line(Editor *editor) {
  return prose_lines_before(editor->prose, cursor_line(editor));
}

int editor_top(Editor *editor) {
  return prose_lines_before(editor->prose, editor->top);
}

/* -- the text ---------------------------------------------------------------------------------- */

static void changed(Editor *editor, Place cursor) {
  editor->cursor = cursor;
  editor->at_line_end = false;
  editor->goal = -1;
  editor->revision++;
  settle(editor);
}

/* What may be stored of TEXT, not yet in NFC. */
static char *storable(const char *text) {
  GString *out = g_string_new(NULL);
  TextFault fault = {0};
  for (size_t left = strlen(text); !text_check(text, left, &fault);) {
    g_string_append_len(out, text, (gssize)fault.offset);
    text += fault.offset;
    if (*text == '\r') g_string_append_c(out, '\n');
    size_t n = fault.kind == TEXT_NOT_UTF8 ? 1 : (size_t)(g_utf8_next_char(text) - text);
    if (*text == '\r' && text[1] == '\n') n = 2;
    text += n;
    left -= fault.offset + n;
  }
  g_string_append(out, text);
  g_strdelimit(out->str, "\t", ' ');
  return g_string_free(out, FALSE);
}

/* Where FROM to TO gives way to TEXT: the clusters on both sides may join it or change their
 * form, so that they are part of what is normalised. */
typedef struct {
  Place from, to;
  char *removed, *inserted;
  Place base,
      cursor; /* a place between clusters; where the cursor is to stand, or within a cluster */
} Change;

static void change_clear(Change *change) {
  g_free(change->removed);
  g_free(change->inserted);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Change, change_clear)

static Change change_of(Editor *editor, Place from, Place to, const char *text) {
  Place start = {from.paragraph, prose_previous(editor->prose, from)};
  Place end = {to.paragraph, prose_next(editor->prose, to)};
  g_autofree char *head = prose_between(editor->prose, start, from);
  g_autofree char *tail = prose_between(editor->prose, to, end);
  g_autofree char *joined = g_strconcat(head, text, tail, NULL);
  g_autofree char *before = g_strndup(joined, strlen(joined) - strlen(tail));
  g_autofree char *left = text_nfc(before), *all = text_nfc(joined);
  bool head_stays = g_str_has_prefix(all, head);
  const char *inserted = all + (head_stays ? strlen(head) : 0);
  bool tail_stays = g_str_has_suffix(inserted, tail);
  Change change = {.from = head_stays ? from : start, .to = tail_stays ? to : end};
  change.removed = prose_between(editor->prose, change.from, change.to);
  change.inserted = g_strndup(inserted, strlen(inserted) - (tail_stays ? strlen(tail) : 0));
  change.cursor = prose_after(start, left);
  change.base = (Place){change.cursor.paragraph, 0};
  if (change.cursor.paragraph == start.paragraph) change.base = start;
  return change;
}

/* False where the text would grow too long. JOINS: one group with the edit before. */
static bool replace(Editor *editor, Place from, Place to, const char *text, bool joins) {
  g_auto(Change) change = change_of(editor, from, to, text);
  if (strcmp(change.removed, change.inserted) == 0) return true;
  gsize now = prose_bytes(editor->prose);
  gsize then = now - strlen(change.removed) + strlen(change.inserted);
  if (then > EDITOR_MAX_BYTES && then > now) return false;
  Place before = editor->cursor, after = change.cursor;
  prose_splice(editor->prose, change.from, change.to, change.inserted);
  after.offset = prose_between_clusters(editor->prose, after, change.base.offset);
  edits_add(editor->edits, change.from, change.removed, change.inserted, before, after, joins);
  changed(editor, after);
  return true;
}

/* The same by typing or deleting, which go on until something else happens. */
static void replace_in_run(Editor *editor, Place from, Place to, const char *text, Run run) {
  uint64_t revision = editor->revision;
  replace(editor, from, to, text, editor->run == run);
  if (editor->revision != revision) editor->run = run;
}

Editor *editor_new(const char *text) {
  g_autofree char *kept = storable(text), *nfc = text_nfc(kept);
  if (strlen(nfc) > EDITOR_OPEN_BYTES) return NULL;
  Editor *editor = g_new0(Editor, 1);
  editor->prose = prose_new();
  editor->edits = edits_new(EDITOR_UNDO_BYTES);
  editor->cursor = prose_splice(editor->prose, (Place){0, 0}, (Place){0, 0}, nfc);
  editor->goal = -1;
  editor_resize(editor, 24, 80);
  return editor;
}

void editor_free(Editor *editor) {
  if (editor == NULL) return;
  prose_free(editor->prose);
  edits_free(editor->edits);
  g_free(editor);
}

const char *editor_text(Editor *editor) {
  return prose_text(editor->prose);
}

uint64_t editor_revision(const Editor *editor) {
  return editor->revision;
}

size_t editor_cursor(Editor *editor) {
  g_autofree char *before = prose_between(editor->prose, (Place){0, 0}, editor->cursor);
  return strlen(before);
}

int editor_words(Editor *editor) {
  return prose_words(editor->prose);
}

int editor_clusters(Editor *editor) {
  return prose_clusters(editor->prose);
}

bool editor_insert(Editor *editor, const char *text) {
  g_autofree char *kept = storable(text);
  editor->run = RUN_NONE;
  return replace(editor, editor->cursor, editor->cursor, kept, false);
}

bool editor_undo(Editor *editor) {
  Place cursor = {0};
  editor->run = RUN_NONE;
  if (!edits_undo(editor->edits, editor->prose, &cursor)) return false;
  changed(editor, cursor);
  return true;
}

bool editor_redo(Editor *editor) {
  Place cursor = {0};
  editor->run = RUN_NONE;
  if (!edits_redo(editor->edits, editor->prose, &cursor)) return false;
  changed(editor, cursor);
  return true;
}

/* -- places ------------------------------------------------------------------------------------ */

static Place paragraph_end(const Editor *editor, guint paragraph) {
  Place end = {paragraph, 0};
  prose_paragraph(editor->prose, paragraph, &end.offset);
  return end;
}

/* A cluster back, or over the line break. */
static Place back(const Editor *editor, Place at) {
  if (at.offset > 0) return (Place){at.paragraph, prose_previous(editor->prose, at)};
  return at.paragraph > 0 ? paragraph_end(editor, at.paragraph - 1) : at;
}

static Place on(const Editor *editor, Place at) {
  Place end = paragraph_end(editor, at.paragraph);
  if (at.offset < end.offset) return (Place){at.paragraph, prose_next(editor->prose, at)};
  bool last = at.paragraph + 1 == prose_paragraphs(editor->prose);
  return last ? at : (Place){at.paragraph + 1, 0};
}

static Place word_start(const Editor *editor) {
  Place at = editor->cursor;
  if (at.offset == 0) return back(editor, at);
  bool in_word = false;
  while (at.offset > 0) {
    Place before = back(editor, at);
    bool space = prose_is_space(editor->prose, before);
    if (in_word && space) break;
    in_word = in_word || !space;
    at = before;
  }
  return at;
}

/* Up to the line's start; from there up to the start of the line above. */
static Place line_start(const Editor *editor) {
  LineAt line = cursor_line(editor);
  gsize offset = prose_line(editor->prose, line)->offset;
  if (offset < editor->cursor.offset) return (Place){line.paragraph, offset};
  if (line.line == 0) return back(editor, editor->cursor);
  line.line--;
  return (Place){line.paragraph, prose_line(editor->prose, line)->offset};
}

static Place line_end(const Editor *editor) {
  LineAt line = cursor_line(editor);
  gsize offset = prose_line_end(editor->prose, line);
  if (offset > editor->cursor.offset) return (Place){line.paragraph, offset};
  guint n = 0;
  prose_lines(editor->prose, line.paragraph, &n);
  if (line.line + 1 == n) return on(editor, editor->cursor);
  line.line++;
  return (Place){line.paragraph, prose_line_end(editor->prose, line)};
}

/* -- moving ------------------------------------------------------------------------------------ */

static int cursor_column(const Editor *editor, LineAt line) {
  const char *text = prose_paragraph(editor->prose, line.paragraph, NULL);
  gsize from = prose_line(editor->prose, line)->offset;
  int column = text_width(text + from, (gssize)(editor->cursor.offset - from));
  return MIN(column, editor->cols - 1);
}

/* Onto the cluster of LINE that is nearest to the goal from the left. */
static void place_in_line(Editor *editor, LineAt line) {
  const char *text = prose_paragraph(editor->prose, line.paragraph, NULL);
  gsize at = prose_line(editor->prose, line)->offset, end = prose_line_end(editor->prose, line);
  for (int column = 0, width = 0; at < end; column += width) {
    gsize n = text_cluster(text + at, &width);
    if (column + width > editor->goal) break;
    at += n;
  }
  editor->cursor = (Place){line.paragraph, at};
  editor->at_line_end = at == end;
}

static void move_lines(Editor *editor, int delta) {
  LineAt line = cursor_line(editor);
  if (editor->goal < 0) editor->goal = cursor_column(editor, line);
  place_in_line(editor, prose_step(editor->prose, line, delta));
}

static bool moved_by_lines(Editor *editor, int key) {
  switch (key) {
  case KEYCODE_UP: move_lines(editor, -1); return true;
  case KEYCODE_DOWN: move_lines(editor, 1); return true;
  case KEYCODE_PAGE_UP: move_lines(editor, -MAX(editor->rows - 1, 1)); return true;
  case KEYCODE_PAGE_DOWN: move_lines(editor, MAX(editor->rows - 1, 1)); return true;
  default: return false;
  }
}

/* To a place of the line as wrapped; the goal of moving by lines is given up. */
static void move_to(Editor *editor, Place to, bool at_line_end) {
  editor->cursor = to;
  editor->at_line_end = at_line_end;
  editor->goal = -1;
}

static bool moved(Editor *editor, int key) {
  LineAt line = cursor_line(editor);
  Place at = editor->cursor, home = {line.paragraph, prose_line(editor->prose, line)->offset};
  Place end = {line.paragraph, prose_line_end(editor->prose, line)};
  switch (key) {
  case KEYCODE_LEFT: move_to(editor, back(editor, at), false); return true;
  case KEYCODE_RIGHT: move_to(editor, on(editor, at), false); return true;
  case KEYCODE_HOME: move_to(editor, home, false); return true;
  case KEYCODE_END: move_to(editor, end, true); return true;
  case KEYCODE_CTRL('a'): move_to(editor, (Place){at.paragraph, 0}, false); return true;
  case KEYCODE_CTRL('e'): move_to(editor, paragraph_end(editor, at.paragraph), false); return true;
  default: return moved_by_lines(editor, key);
  }
}

/* -- keys -------------------------------------------------------------------------------------- */

static void erase_at_once(Editor *editor, Place from, Place to) {
  editor->run = RUN_NONE;
  replace(editor, from, to, "", false);
}

static bool erased(Editor *editor, int key) {
  Place at = editor->cursor;
  switch (key) {
  case KEYCODE_BACKSPACE: replace_in_run(editor, back(editor, at), at, "", RUN_DELETING); break;
  case KEYCODE_DELETE: replace_in_run(editor, at, on(editor, at), "", RUN_DELETING); break;
  case KEYCODE_CTRL('w'): erase_at_once(editor, word_start(editor), at); break;
  case KEYCODE_CTRL('u'): erase_at_once(editor, line_start(editor), at); break;
  case KEYCODE_CTRL('k'): erase_at_once(editor, at, line_end(editor)); break;
  default: return false;
  }
  return true;
}

static bool typed(Editor *editor, int key) {
  if (key == KEYCODE_ENTER) editor->run = RUN_NONE; /* undone with what is typed after it */
  bool character = key >= 0x20 && key < KEYCODE_BASE && key != 0x7f;
  if (!character && key != KEYCODE_ENTER) return false;
  char utf8[7] = {0};
  g_unichar_to_utf8(key == KEYCODE_ENTER ? '\n' : (gunichar)key, utf8);
  g_autofree char *kept = storable(utf8);
  replace_in_run(editor, editor->cursor, editor->cursor, kept, RUN_TYPING);
  return true;
}

bool editor_key(Editor *editor, int key) {
  if (typed(editor, key) || erased(editor, key)) return true;
  if (!moved(editor, key)) return false;
  editor->run = RUN_NONE;
  settle(editor);
  return true;
}

/* -- drawing ----------------------------------------------------------------------------------- */

/* In ASCII what stands before the cursor may take more columns than it was wrapped by. */
static int shown_column(const Editor *editor, const Canvas *canvas, LineAt line) {
  if (!canvas->ascii) return cursor_column(editor, line);
  Place from = {line.paragraph, prose_line(editor->prose, line)->offset};
  g_autofree char *before = prose_between(editor->prose, from, editor->cursor);
  g_autofree char *ascii = text_ascii(before);
  return MIN(text_width(ascii, -1), editor->cols - 1);
}

void editor_draw(const Editor *editor, Canvas *canvas, int row, int col) {
  LineAt cursor = cursor_line(editor), at = editor->top;
  bool more = true;
  for (int i = 0; i < editor->rows; i++) {
    canvas_fill(canvas, row + i, col, editor->cols, ROLE_NORMAL);
    if (!more) continue;
    const TextLine *line = prose_line(editor->prose, at);
    const char *text = prose_paragraph(editor->prose, at.paragraph, NULL) + line->offset;
    canvas_span(canvas, row + i, col, editor->cols, ROLE_NORMAL, text, line->length);
    if (line_compare(at, cursor) == 0)
      canvas_cursor(canvas, row + i, col + shown_column(editor, canvas, at));
    LineAt next = prose_step(editor->prose, at, 1);
    more = line_compare(next, at) != 0;
    at = next;
  }
}
