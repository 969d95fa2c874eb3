/* text_layout - how wide text is and where it breaks: one answer for screens and plain mode. */
#include "core/text.h"
#include <stdlib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>
#include <unistr.h>
#include <uniwidth.h>

/* The charset only widens ambiguous characters in legacy East Asian encodings; ours is UTF-8. */
static const char CHARSET[] = "UTF-8";

static int point_width(ucs4_t c) {
  if (c < 0x20 || c == 0x7f) return 0;
  int width = uc_width(c, CHARSET);
  return width < 0 ? 0 : width;
}

/* Bytes of the first cluster. Looks no further than it must: texts are walked cluster by cluster, and
 * each strlen of the rest would make that quadratic. */
static size_t cluster_bytes(const char *s) {
  for (size_t window = 32;; window *= 4) {
    size_t len = strnlen(s, window);
    const uint8_t *start = (const uint8_t *)s, *next = u8_grapheme_next(start, start + len);
    size_t n = next == NULL ? 1 : (size_t)(next - start);
    bool character_after_was_whole = n + 4 <= len;
    if (len < window || character_after_was_whole) return n;
  }
}

size_t text_cluster(const char *s, int *width) {
  *width = 0;
  if (*s == '\0') return 0;
  if ((unsigned char)s[0] < 0x80 && (unsigned char)s[1] < 0x80) {
    *width = point_width((unsigned char)s[0]);
    return s[0] == '\r' && s[1] == '\n' ? 2 : 1;
  }
  size_t n = cluster_bytes(s);
  const uint8_t *end = (const uint8_t *)s + n;
  for (const uint8_t *p = end - n; p < end;) {
    ucs4_t c = 0;
    p += u8_mbtouc(&c, p, (size_t)(end - p));
    int w = point_width(c);
    if (w > *width) *width = w;
    if (c == 0xfe0f && *width == 1) *width = 2; /* emoji presentation */
  }
  return n;
}

int text_width(const char *s, gssize len) {
  int total = 0, width = 0;
  const char *end = len < 0 ? NULL : s + len;
  while (*s != '\0' && (end == NULL || s < end)) {
    size_t n = text_cluster(s, &width);
    if (n == 0) break;
    total += width;
    s += n;
  }
  return total;
}

size_t text_fit(const char *s, int columns, int *used) {
  size_t taken = 0;
  int total = 0, width = 0;
  for (;;) {
    size_t n = text_cluster(s + taken, &width);
    if (n == 0 || total + width > columns) break;
    taken += n;
    total += width;
  }
  *used = total;
  return taken;
}

char *text_shorten(const char *s, int columns) {
  int used = 0;
  size_t fits = text_fit(s, columns, &used);
  if (s[fits] == '\0') return g_strdup(s);
  fits = text_fit(s, columns - 1, &used);
  size_t word = fits;
  while (word > 0 && s[word] != ' ') word--;
  if (word == 0) word = fits;
  while (word > 0 && s[word - 1] == ' ') word--;
  return g_strdup_printf("%.*s…", (int)word, s);
}

/* -- wrapping: greedy over the opportunities of UAX #14 ---------------------------------------- */

typedef struct {
  const char *s;
  const char *breaks; /* per byte: UC_BREAK_* before that byte */
  size_t len;
  int columns;
} Wrapper;

/* White space that a break swallows; one that shares a cluster with something is no longer blank. */
static bool is_bare_space(const char *s) {
  int width = 0;
  return (*s == ' ' || *s == '\t') && text_cluster(s, &width) == 1;
}

/* The line from FROM, without the white space at its end, in *LINE; returns where the break is. */
static size_t next_line(const Wrapper *w, size_t from, TextLine *line) {
  size_t i = from, last_break = from;
  int used = 0, width = 0;
  TextLine at_break = {.offset = from};
  *line = at_break;
  for (; i < w->len && w->s[i] != '\n'; used += width) {
    if (w->breaks[i] == UC_BREAK_POSSIBLE) {
      last_break = i;
      at_break = *line;
    }
    size_t n = text_cluster(w->s + i, &width);
    bool blank = is_bare_space(w->s + i);
    if (used + width > w->columns && !blank && i > from) {
      if (last_break == from) return i;
      *line = at_break;
      return last_break;
    }
    i += n;
    if (!blank) *line = (TextLine){from, i - from, used + width};
  }
  return i;
}

GArray *text_wrap(const char *s, int columns) {
  Wrapper w = {.s = s, .len = strlen(s), .columns = columns < 1 ? 1 : columns};
  GArray *lines = g_array_new(FALSE, FALSE, sizeof(TextLine));
  g_autofree char *breaks = g_malloc(w.len + 1);
  u8_possible_linebreaks((const uint8_t *)s, w.len, CHARSET, breaks);
  w.breaks = breaks;
  size_t at = 0;
  do {
    TextLine line = {0};
    at = next_line(&w, at, &line);
    g_array_append_val(lines, line);
    while (at < w.len && is_bare_space(s + at)) at++;
    if (s[at] == '\n') at++;
  } while (at < w.len);
  return lines;
}

/* -- LANG=C ------------------------------------------------------------------------------------ */

static const struct {
  ucs4_t c;
  const char *ascii;
} TRANSLITERATION[] = {
    {0x00a0, " "},   {0x00a7, "S."}, {0x00a9, "(c)"}, {0x00ab, "<<"},  {0x00ae, "(R)"},
    {0x00b1, "+-"},  {0x00b7, "-"},  {0x00bb, ">>"},  {0x00d7, "x"},   {0x00df, "ss"},
    {0x00e6, "ae"},  {0x0153, "oe"}, {0x2010, "-"},   {0x2011, "-"},   {0x2012, "-"},
    {0x2013, "-"},   {0x2014, "--"}, {0x2018, "'"},   {0x2019, "'"},   {0x201c, "\""},
    {0x201d, "\""},  {0x2022, "*"},  {0x2026, "..."}, {0x20ac, "EUR"}, {0x2190, "<-"},
    {0x2191, "^"},   {0x2192, "->"}, {0x2193, "v"},   {0x2212, "-"},   {0x2264, "<="},
    {0x2265, ">="},  {0x2588, "#"},  {0x258c, "#"},   {0x2595, "|"},   {0x258f, "|"},
    {0x25b8, ">"},   {0x2713, "+"},  {0x2717, "x"},   {0x25d0, "~"},   {0x25cf, "*"},
    {0x25cb, "o"},   {0x2500, "-"},  {0x2502, "|"},   {0x25aa, "*"},   {0x2610, "[ ]"},
    {0x2611, "[x]"}, {0x2691, "!"},  {0x2508, "."},   {0x2591, ","},   {0x2592, ":"},
    {0x2593, "%"},   {0x2589, "#"},  {0x258a, "#"},   {0x258b, "#"},   {0x258d, "#"},
    {0x258e, "|"},
};

static void append_ascii(GString *out, ucs4_t c) {
  if (c < 0x80) {
    g_string_append_c(out, (char)c);
    return;
  }
  for (size_t i = 0; i < G_N_ELEMENTS(TRANSLITERATION); i++)
    if (TRANSLITERATION[i].c == c) {
      g_string_append(out, TRANSLITERATION[i].ascii);
      return;
    }
  gunichar base[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n = g_unichar_fully_decompose(c, TRUE, base, G_N_ELEMENTS(base));
  if (n > 0 && base[0] < 0x80)
    g_string_append_c(out, (char)base[0]);
  else if (point_width(c) > 0)
    g_string_append_c(out, '?');
}

char *text_ascii(const char *s) {
  GString *out = g_string_sized_new(strlen(s));
  for (const char *p = s; *p != '\0';) {
    ucs4_t c = 0;
    p += u8_mbtouc(&c, (const uint8_t *)p, strlen(p));
    append_ascii(out, c);
  }
  return g_string_free(out, FALSE);
}
