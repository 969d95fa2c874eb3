/* words - texts cut into words, and what rules ask of words. English; a text in another language has
 * its own words and simply meets fewer rules.
 */
#include "lint/lint_private.h"
#include <string.h>

const char *const LINT_ABSOLUTES[] = {" always ",     " never ",      " only ", " all ",
                                      " every ",      " must ",       " none ", " entirely ",
                                      " completely ", " impossible ", NULL};
const char *const LINT_VAGUE[] = {" usually ",   " often ",     " sometimes ", " frequently ",
                                  " generally ", " typically ", NULL};
const char *const LINT_HEDGES[] = {" may ",       " might ",     " can ",    " could ",
                                   " usually ",   " often ",     " some ",   " sometimes ",
                                   " generally ", " typically ", " likely ", NULL};
const char *const LINT_CATCH_ALLS[] = {
    " all of the above ", " none of the above ", " all the above ",     " all of these ",
    " none of these ",    " all these choices ", " all these answers ", " none of the other",
    " both a and b ",     " a and b ",           " a and c ",           " b and c ",
    " either a or b ",    " both of these ",     " neither of these ",  NULL};

char *lint_padded(const char *text) {
  g_autofree char *low = g_utf8_strdown(text, -1); /* what a reader gives is NFC already */
  GString *out = g_string_new(" ");
  for (const char *p = low; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c) || c == '\'')
      g_string_append_unichar(out, c);
    else if (out->str[out->len - 1] != ' ')
      g_string_append_c(out, ' ');
  }
  if (out->str[out->len - 1] != ' ') g_string_append_c(out, ' ');
  return g_string_free(out, FALSE);
}

/* -- words that carry the subject -------------------------------------------------------------- */

static GHashTable *function_words(void) {
  static GHashTable *table;
  static const char list[] =
      "about above after again against another because before being below between could during "
      "each either every first following further having might other others over same should since "
      "some such than that their theirs them then there these they this those through under until "
      "very were what when where which while whose will with within without would your";
  if (table != NULL) return table;
  table = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) words = g_strsplit(list, " ", -1);
  for (char **word = words; *word != NULL; word++) g_hash_table_add(table, g_strdup(*word));
  return table;
}

bool lint_is_content(const char *word) {
  if (strpbrk(word, "0123456789") != NULL) return true;
  return g_utf8_strlen(word, -1) >= 5 && !g_hash_table_contains(function_words(), word);
}

static size_t without_plural(const char *word) {
  size_t n = strlen(word);
  return n > 3 && word[n - 1] == 's' && word[n - 2] != 's' ? n - 1 : n;
}

guint64 lint_hash(const char *word, size_t size, guint64 seed) {
  for (size_t i = 0; i < size; i++) seed = (seed ^ (guchar)word[i]) * 1099511628211U;
  return seed;
}

static bool holds(const LintText *text, guint64 stem) {
  for (guint i = 0; i < text->n; i++)
    if (text->stems[i] == stem) return true;
  return false;
}

int lint_shared_words(const LintText *a, const LintText *b) {
  int shared = 0;
  for (guint i = 0; i < a->n; i++) shared += a->stems[i] != 0 && holds(b, a->stems[i]);
  return shared;
}

/* -- items ------------------------------------------------------------------------------------- */

static void cut(LintText *text, const char *source) {
  text->padded = lint_padded(source);
  g_autofree char *trimmed = g_strstrip(g_strdup(text->padded));
  text->words = g_strsplit(trimmed, " ", -1);
  text->n = g_strv_length(text->words);
  text->length = g_utf8_strlen(source, -1);
  text->stems = g_new0(guint64, text->n + 1);
  for (guint i = 0; i < text->n; i++)
    if (lint_is_content(text->words[i]))
      text->stems[i] = lint_hash(text->words[i], without_plural(text->words[i]), LINT_HASH_SEED);
}

static void clear_text(gpointer data) {
  LintText *text = data;
  g_free(text->padded);
  g_strfreev(text->words);
  g_free(text->stems);
}

LintItem *lint_item_new(const Item *item, int today) {
  LintItem *new = g_new0(LintItem, 1);
  *new = (LintItem){.item = item, .today = today, .key = -1};
  new->options = g_array_new(FALSE, TRUE, sizeof(LintText));
  g_array_set_clear_func(new->options, clear_text);
  cut(&new->stem, item->stem);
  for (guint i = 0; i < item->options->len; i++) {
    LintText text = {0};
    cut(&text, ((ItemOption *)item->options->pdata[i])->text);
    g_array_append_val(new->options, text);
  }
  if (item->type == ITEM_SINGLE && item->key->len == 1)
    new->key = item_option_index(item, item->key->pdata[0]);
  return new;
}

void lint_item_free(LintItem *item) {
  clear_text(&item->stem);
  g_array_unref(item->options);
  g_free(item);
}

bool lint_has_any(const char *padded, const char *const *phrases) {
  for (; *phrases != NULL; phrases++)
    if (strstr(padded, *phrases) != NULL) return true;
  return false;
}

/* -- numbers and sentences --------------------------------------------------------------------- */

bool lint_number(const char *text, double *value) {
  char *end = NULL;
  g_autofree char *bare = g_strdup(text + (*text == '$'));
  char *to = bare; /* 1,500 counts as 1500 */
  for (const char *p = bare; *p != '\0'; p++)
    if (*p != ',' || !g_ascii_isdigit(p[1])) *to++ = *p;
  *to = '\0';
  *value = g_ascii_strtod(bare, &end);
  return end != bare && strlen(end) <= 12 && g_ascii_isdigit(bare[*bare == '-' || *bare == '.']);
}

const char *lint_question(const char *text) {
  const char *question = text;
  for (const char *p = text; *p != '\0'; p++)
    if (strchr(".?!\n", *p) != NULL && (p[1] == ' ' || *p == '\n') && p[2] != '\0')
      question = p + 1;
  return question;
}

static int syllables(const char *word) {
  int groups = 0;
  bool vowel = false;
  size_t n = strlen(word);
  for (size_t i = 0; i < n; i++) {
    bool is = strchr("aeiouy", word[i]) != NULL;
    groups += is && !vowel;
    vowel = is;
  }
  if (n > 2 && word[n - 1] == 'e' && strchr("aeiouyl", word[n - 2]) == NULL && groups > 1) groups--;
  return MAX(groups, 1);
}

double lint_reading_grade(const char *text) {
  int sentences = 0, words = 0, sounds = 0;
  for (const char *p = text; *p != '\0'; p++)
    sentences += strchr(".?!", *p) != NULL && (p[1] == ' ' || p[1] == '\n' || p[1] == '\0');
  g_autofree char *padded = lint_padded(text);
  g_auto(GStrv) list = g_strsplit(g_strstrip(padded), " ", -1);
  for (char **word = list; *word != NULL && **word != '\0'; word++) {
    words++;
    sounds += syllables(*word);
  }
  if (words == 0) return 0;
  return .39 * words / MAX(sentences, 1) + 11.8 * sounds / words - 15.59;
}
