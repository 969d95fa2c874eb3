/* prose - see prose.h. */
#include "tui/prose.h"
#include <string.h>

typedef struct {
  GString *text; /* NULL while empty: a text may consist of a million line breaks */
  GArray *lines; /* TextLine; NULL until asked for */
  int words, clusters;
  bool counted;
} Paragraph;

struct Prose {
  GArray *paragraphs;
  int columns;
  gsize bytes;
  char *joined; /* NULL until asked for */
};

static void paragraph_clear(gpointer data) {
  Paragraph *paragraph = data;
  if (paragraph->text != NULL) g_string_free(paragraph->text, TRUE);
  if (paragraph->lines != NULL) g_array_unref(paragraph->lines);
}

static Paragraph *paragraph_at(const Prose *prose, guint i) {
  return &g_array_index(prose->paragraphs, Paragraph, i);
}

Prose *prose_new(void) {
  Prose *prose = g_new0(Prose, 1);
  prose->paragraphs = g_array_new(FALSE, TRUE, sizeof(Paragraph));
  g_array_set_clear_func(prose->paragraphs, paragraph_clear);
  g_array_set_size(prose->paragraphs, 1);
  prose->columns = 80;
  return prose;
}

void prose_free(Prose *prose) {
  if (prose == NULL) return;
  g_array_unref(prose->paragraphs);
  g_free(prose->joined);
  g_free(prose);
}

/* -- the text ---------------------------------------------------------------------------------- */

gsize prose_bytes(const Prose *prose) {
  return prose->bytes;
}

guint prose_paragraphs(const Prose *prose) {
  return prose->paragraphs->len;
}

const char *prose_paragraph(const Prose *prose, guint i, gsize *len) {
  const GString *text = paragraph_at(prose, i)->text;
  if (len != NULL) *len = text == NULL ? 0 : text->len;
  return text == NULL ? "" : text->str;
}

Place prose_end(const Prose *prose) {
  Place end = {prose->paragraphs->len - 1, 0};
  prose_paragraph(prose, end.paragraph, &end.offset);
  return end;
}

char *prose_between(const Prose *prose, Place from, Place to) {
  GString *out = g_string_new(NULL);
  for (guint i = from.paragraph; i <= to.paragraph; i++) {
    gsize len = 0, start = i == from.paragraph ? from.offset : 0;
    const char *text = prose_paragraph(prose, i, &len);
    if (i > from.paragraph) g_string_append_c(out, '\n');
    if (i == to.paragraph) len = to.offset;
    g_string_append_len(out, text + start, (gssize)(len - start));
  }
  return g_string_free(out, FALSE);
}

const char *prose_text(Prose *prose) {
  if (prose->joined == NULL) prose->joined = prose_between(prose, (Place){0, 0}, prose_end(prose));
  return prose->joined;
}

static void append(Paragraph *paragraph, const char *text, gsize len) {
  if (len == 0) return;
  if (paragraph->text == NULL) paragraph->text = g_string_sized_new(len);
  g_string_append_len(paragraph->text, text, (gssize)len);
}

static void forget(Paragraph *paragraph) {
  g_clear_pointer(&paragraph->lines, g_array_unref);
  paragraph->counted = false;
}

/* What stands after AT in its paragraph is taken off; newly allocated. */
static char *cut_tail(Prose *prose, Place at) {
  GString *text = paragraph_at(prose, at.paragraph)->text;
  if (text == NULL) return g_strdup("");
  char *tail = g_strdup(text->str + at.offset);
  g_string_truncate(text, at.offset);
  return tail;
}

/* N empty paragraphs before paragraph I. */
static void open_paragraphs(Prose *prose, guint i, guint n) {
  guint after = prose->paragraphs->len - i;
  g_array_set_size(prose->paragraphs, prose->paragraphs->len + n);
  Paragraph *at = &g_array_index(prose->paragraphs, Paragraph, i);
  memmove(at + n, at, after * sizeof *at);
  memset(at, 0, n * sizeof *at);
}

/* A change within one paragraph, the common one, moves only its bytes. */
static void splice_within(Paragraph *paragraph, gsize from, gsize to, const char *text) {
  if (paragraph->text == NULL) paragraph->text = g_string_new(NULL);
  g_string_erase(paragraph->text, (gssize)from, (gssize)(to - from));
  g_string_insert(paragraph->text, (gssize)from, text);
}

static void splice_across(Prose *prose, Place from, Place to, Place end, const char *text) {
  g_autofree char *tail = cut_tail(prose, to);
  g_free(cut_tail(prose, from));
  if (to.paragraph > from.paragraph)
    g_array_remove_range(prose->paragraphs, from.paragraph + 1, to.paragraph - from.paragraph);
  if (end.paragraph > from.paragraph)
    open_paragraphs(prose, from.paragraph + 1, end.paragraph - from.paragraph);
  for (guint i = from.paragraph; i <= end.paragraph; i++) {
    gsize len = strcspn(text, "\n");
    append(paragraph_at(prose, i), text, len);
    text += len + (i < end.paragraph ? 1 : 0);
  }
  append(paragraph_at(prose, end.paragraph), tail, strlen(tail));
}

/* Bytes from one place to a later one, line breaks counted. */
static gsize distance(const Prose *prose, Place from, Place to) {
  gsize bytes = to.offset, len = 0;
  for (guint i = from.paragraph; i < to.paragraph; i++) {
    prose_paragraph(prose, i, &len);
    bytes += len + 1;
  }
  return bytes - from.offset;
}

Place prose_splice(Prose *prose, Place from, Place to, const char *text) {
  Place end = prose_after(from, text);
  prose->bytes += strlen(text) - distance(prose, from, to);
  g_clear_pointer(&prose->joined, g_free);
  if (to.paragraph == from.paragraph && end.paragraph == from.paragraph)
    splice_within(paragraph_at(prose, from.paragraph), from.offset, to.offset, text);
  else
    splice_across(prose, from, to, end, text);
  forget(paragraph_at(prose, from.paragraph));
  return end;
}

Place prose_after(Place at, const char *text) {
  const char *last = text;
  for (const char *p = strchr(text, '\n'); p != NULL; p = strchr(last, '\n')) {
    last = p + 1;
    at = (Place){at.paragraph + 1, 0};
  }
  at.offset += strlen(last);
  return at;
}

int place_compare(Place a, Place b) {
  if (a.paragraph != b.paragraph) return a.paragraph < b.paragraph ? -1 : 1;
  return a.offset < b.offset ? -1 : a.offset > b.offset;
}

/* -- counts ------------------------------------------------------------------------------------ */

static void count(const Prose *prose, guint i) {
  Paragraph *paragraph = paragraph_at(prose, i);
  if (paragraph->counted) return;
  gsize len = 0;
  const char *text = prose_paragraph(prose, i, &len);
  paragraph->counted = true;
  paragraph->clusters = 0;
  paragraph->words = len == 0 ? 0 : text_words(text, len);
  for (Place at = {i, 0}; at.offset < len; at.offset = prose_next(prose, at))
    if (!prose_is_space(prose, at)) paragraph->clusters++;
}

int prose_words(Prose *prose) {
  int words = 0;
  for (guint i = 0; i < prose->paragraphs->len; i++) {
    count(prose, i);
    words += paragraph_at(prose, i)->words;
  }
  return words;
}

int prose_clusters(Prose *prose) {
  int clusters = 0;
  for (guint i = 0; i < prose->paragraphs->len; i++) {
    count(prose, i);
    clusters += paragraph_at(prose, i)->clusters;
  }
  return clusters;
}

/* -- clusters ---------------------------------------------------------------------------------- */

/* Whatever came before, two ASCII characters never share a cluster ('\r' is not storable). */
static bool parts_ascii(const char *text, gsize at) {
  return (unsigned char)text[at - 1] < 0x80 && (unsigned char)text[at] < 0x80;
}

gsize prose_previous(Prose *prose, Place at) {
  if (at.offset == 0) return 0;
  const char *text = prose_paragraph(prose, at.paragraph, NULL);
  bool single = (unsigned char)text[at.offset - 1] < 0x80;
  if (single && (at.offset == 1 || parts_ascii(text, at.offset - 1))) return at.offset - 1;
  Place before = {at.paragraph, at.offset - 1};
  gsize last = prose_line(prose, prose_line_at(prose, before))->offset;
  for (gsize next = last; next < at.offset;) {
    last = next;
    next = prose_next(prose, (Place){at.paragraph, next});
  }
  return last;
}

gsize prose_next(const Prose *prose, Place at) {
  int width = 0;
  return at.offset + text_cluster(prose_paragraph(prose, at.paragraph, NULL) + at.offset, &width);
}

gsize prose_between_clusters(const Prose *prose, Place at, gsize base) {
  gsize len = 0;
  prose_paragraph(prose, at.paragraph, &len);
  while (base < at.offset && base < len) base = prose_next(prose, (Place){at.paragraph, base});
  return base;
}

bool prose_is_space(const Prose *prose, Place at) {
  const char *text = prose_paragraph(prose, at.paragraph, NULL) + at.offset;
  return g_unichar_isspace(g_utf8_get_char(text));
}

/* -- lines ------------------------------------------------------------------------------------- */

void prose_wrap(Prose *prose, int columns) {
  if (prose->columns == columns) return;
  prose->columns = columns;
  for (guint i = 0; i < prose->paragraphs->len; i++)
    g_clear_pointer(&paragraph_at(prose, i)->lines, g_array_unref);
}

const TextLine *prose_lines(Prose *prose, guint i, guint *n) {
  static const TextLine empty = {0};
  Paragraph *paragraph = paragraph_at(prose, i);
  if (n != NULL) *n = 1;
  if (paragraph->text == NULL || paragraph->text->len == 0) return &empty;
  if (paragraph->lines == NULL) paragraph->lines = text_wrap(paragraph->text->str, prose->columns);
  if (n != NULL) *n = paragraph->lines->len;
  return &g_array_index(paragraph->lines, TextLine, 0);
}

const TextLine *prose_line(Prose *prose, LineAt at) {
  return prose_lines(prose, at.paragraph, NULL) + at.line;
}

gsize prose_line_end(Prose *prose, LineAt at) {
  guint n = 0;
  gsize len = 0;
  const TextLine *line = prose_lines(prose, at.paragraph, &n) + at.line;
  prose_paragraph(prose, at.paragraph, &len);
  return at.line + 1 < n ? line->offset + line->length : len;
}

LineAt prose_line_at(Prose *prose, Place at) {
  guint low = 0, high = 0;
  const TextLine *lines = prose_lines(prose, at.paragraph, &high);
  while (high - low > 1) {
    guint middle = low + (high - low) / 2;
    if (lines[middle].offset <= at.offset)
      low = middle;
    else
      high = middle;
  }
  return (LineAt){at.paragraph, low};
}

static guint count_lines(Prose *prose, guint i) {
  guint n = 0;
  prose_lines(prose, i, &n);
  return n;
}

static LineAt step_on(Prose *prose, LineAt at, guint delta) {
  for (;;) {
    guint left = count_lines(prose, at.paragraph) - 1 - at.line;
    if (delta <= left || at.paragraph + 1 == prose->paragraphs->len)
      return (LineAt){at.paragraph, at.line + MIN(delta, left)};
    delta -= left + 1;
    at = (LineAt){at.paragraph + 1, 0};
  }
}

static LineAt step_back(Prose *prose, LineAt at, guint delta) {
  while (delta > at.line && at.paragraph > 0) {
    delta -= at.line + 1;
    at.paragraph--;
    at.line = count_lines(prose, at.paragraph) - 1;
  }
  at.line -= MIN(delta, at.line);
  return at;
}

LineAt prose_step(Prose *prose, LineAt at, int delta) {
  return delta < 0 ? step_back(prose, at, (guint)-delta) : step_on(prose, at, (guint)delta);
}

int line_compare(LineAt a, LineAt b) {
  if (a.paragraph != b.paragraph) return a.paragraph < b.paragraph ? -1 : 1;
  return a.line < b.line ? -1 : a.line > b.line;
}

int prose_lines_before(Prose *prose, LineAt at) {
  guint lines = at.line;
  for (guint i = 0; i < at.paragraph; i++) lines += count_lines(prose, i);
  return (int)lines;
}
