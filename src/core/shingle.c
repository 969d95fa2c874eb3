/* shingle - see shingle.h. */
#include "core/shingle.h"
#include <stdlib.h>
#include <string.h>

#define FNV_SEED  G_GUINT64_CONSTANT(14695981039346656037) /* FNV-1a, 64 bits */
#define FNV_PRIME G_GUINT64_CONSTANT(1099511628211)

static guint64 add_bytes(guint64 hash, const char *bytes) {
  for (; *bytes != '\0'; bytes++) hash = (hash ^ (guint8)*bytes) * FNV_PRIME;
  return hash;
}

guint64 shingle_hash(char *const words[SHINGLE_RUN]) {
  guint64 hash = FNV_SEED;
  for (int w = 0; w < SHINGLE_RUN; w++) hash = add_bytes(add_bytes(hash, " "), words[w]);
  return hash;
}

static int compare_hashes(const void *a, const void *b) {
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
  return (x > y) - (x < y);
}

Shingles shingles_from(GArray *hashes) {
  guint n = 0, length = hashes->len;
  guint64 *list = (guint64 *)(void *)g_array_free(hashes, FALSE);
  if (length > 0) qsort(list, length, sizeof *list, compare_hashes);
  for (guint i = 0; i < length; i++)
    if (i == 0 || list[i] != list[i - 1]) list[n++] = list[i];
  return (Shingles){list, (int)n};
}

/* LINE in lower case, letters and digits kept, all else blanks. */
static char **words_of(const char *line) {
  g_autofree char *low = g_utf8_strdown(line, -1);
  GString *text = g_string_new(NULL);
  for (const char *p = low; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c) || c == '\'')
      g_string_append_unichar(text, c);
    else if (text->len > 0 && text->str[text->len - 1] != ' ')
      g_string_append_c(text, ' ');
  }
  char **words = g_strsplit(g_strchomp(text->str), " ", -1);
  g_string_free(text, TRUE);
  return words;
}

Shingles shingles_cut(const char *text) {
  GArray *hashes = g_array_new(FALSE, FALSE, sizeof(guint64));
  g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    g_auto(GStrv) words = words_of(*line);
    guint n = g_strv_length(words);
    for (guint i = 0; i + SHINGLE_RUN <= n; i++) {
      guint64 hash = shingle_hash(words + i);
      g_array_append_val(hashes, hash);
    }
  }
  return shingles_from(hashes);
}

void shingles_clear(Shingles *shingles) {
  g_clear_pointer(&shingles->list, g_free);
  shingles->n = 0;
}

double shingles_likeness(const Shingles *a, const Shingles *b) {
  int shared = 0;
  for (int i = 0, j = 0; i < a->n && j < b->n;) {
    guint64 x = a->list[i], y = b->list[j];
    shared += x == y;
    i += x <= y;
    j += y <= x;
  }
  int either = a->n + b->n - shared;
  return either == 0 ? 0 : (double)shared / either;
}

bool shingles_alike(const Shingles *a, const Shingles *b) {
  return a->n >= SHINGLE_FEWEST && b->n >= SHINGLE_FEWEST &&
         shingles_likeness(a, b) >= SHINGLE_ALIKE;
}
