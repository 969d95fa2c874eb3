/* field - see field.h. */
#include "tui/field.h"
#include "core/text.h"
#include "tui/term.h"
#include <string.h>

void field_init(Field *field, const char *text) {
  field->text = g_string_new(text);
  field->cursor = field->text->len;
}

void field_finish(Field *field) {
  g_string_free(field->text, TRUE);
}

static gsize next_of(const Field *field) {
  int width = 0;
  return field->cursor + text_cluster(field->text->str + field->cursor, &width);
}

/* The start of the cluster before the cursor. */
static gsize previous_of(const Field *field) {
  gsize at = 0, last = 0;
  int width = 0;
  while (at < field->cursor) {
    last = at;
    at += text_cluster(field->text->str + at, &width);
  }
  return last;
}

static void erase(Field *field, gsize from, gsize to) {
  g_string_erase(field->text, (gssize)from, (gssize)(to - from));
  field->cursor = from;
}

void field_insert(Field *field, const char *text) {
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
    gssize n = g_utf8_next_char(p) - p;
    bool blank = *p == '\n' || *p == '\r' || *p == '\t';
    if (!blank && !text_check(p, (size_t)n, NULL)) continue;
    if (field->text->len + (gsize)n > FIELD_MAX_BYTES) return;
    g_string_insert_len(field->text, (gssize)field->cursor, blank ? " " : p, blank ? 1 : n);
    field->cursor += blank ? 1 : (gsize)n;
  }
}

static bool edit(Field *field, int key) {
  switch (key) {
  case KEYCODE_LEFT: field->cursor = previous_of(field); return true;
  case KEYCODE_RIGHT: field->cursor = next_of(field); return true;
  case KEYCODE_HOME:
  case KEYCODE_CTRL('a'): field->cursor = 0; return true;
  case KEYCODE_END:
  case KEYCODE_CTRL('e'): field->cursor = field->text->len; return true;
  case KEYCODE_BACKSPACE: erase(field, previous_of(field), field->cursor); return true;
  case KEYCODE_DELETE: {
    gsize at = field->cursor;
    erase(field, at, next_of(field));
    return true;
  }
  case KEYCODE_CTRL('u'): erase(field, 0, field->cursor); return true;
  default: return false;
  }
}

bool field_key(Field *field, int key) {
  if (edit(field, key)) return true;
  if (key < 0x20 || key >= KEYCODE_BASE || key == 0x7f) return false;
  char utf8[7] = {0};
  g_unichar_to_utf8((gunichar)key, utf8);
  field_insert(field, utf8);
  return true;
}

void field_draw(const Field *field, Canvas *canvas, int row, int col, int columns) {
  const char *from = field->text->str;
  int before = text_width(from, (gssize)field->cursor), width = 0;
  while (before >= columns) {
    from += text_cluster(from, &width);
    before -= width;
  }
  canvas_fill(canvas, row, col, columns, ROLE_FIELD);
  canvas_span(canvas, row, col, columns, ROLE_FIELD, from, strlen(from));
  canvas_cursor(canvas, row, col + before);
}
