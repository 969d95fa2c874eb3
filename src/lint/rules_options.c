/* rules_options - what can be wrong with the options of an item. */
#include "core/text.h"
#include "lint/lint_private.h"
#include <math.h>
#include <string.h>

static const char *id_at(const LintItem *lint, guint i) {
  return ((ItemOption *)lint->item->options->pdata[i])->id;
}

static const char *text_at(const LintItem *lint, guint i) {
  return ((ItemOption *)lint->item->options->pdata[i])->text;
}

/* -- the same twice ---------------------------------------------------------------------------- */

/* TEXT without the marks that end and quote; signs that calculate stay. The case of a single word
 * stays, too: kHz and KHZ can be what is asked. */
static char *normal_form(const char *text) {
  g_autofree char *folded = text_fold(text);
  g_autofree char *cased =
      strchr(folded, ' ') == NULL ? g_strdup(folded) : g_utf8_strdown(folded, -1);
  g_autoptr(GString) bare = g_string_new(NULL);
  for (const char *p = cased; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    GUnicodeType type = g_unichar_type(c);
    bool quote = type == G_UNICODE_INITIAL_PUNCTUATION || type == G_UNICODE_FINAL_PUNCTUATION;
    bool point = c == '.' && g_ascii_isdigit(p[1]);
    if (point || (!quote && (c >= 128 || strchr(".,;:!?'\"()", (int)c) == NULL)))
      g_string_append_unichar(bare, c);
  }
  return text_fold(bare->str);
}

/* Two options whose FORM is the same, in *ONE and *OTHER. */
static bool find_twins(const LintItem *lint, char *(*form)(const char *), guint *one,
                       guint *other) {
  char *forms[ITEM_MAX_OPTIONS] = {NULL};
  bool found = false;
  for (guint j = 0; j < lint->options->len && !found; j++) {
    forms[j] = form(text_at(lint, j));
    for (guint i = 0; i < j && !found; i++) {
      found = strcmp(forms[i], forms[j]) == 0;
      *one = i;
      *other = j;
    }
  }
  for (guint i = 0; i < lint->options->len; i++) g_free(forms[i]);
  return found;
}

char *lint_duplicates(const LintItem *lint) {
  guint i = 0, j = 0;
  if (!find_twins(lint, text_fold, &i, &j)) return NULL;
  return g_strdup_printf("Options %s and %s are the same: change one.", id_at(lint, i),
                         id_at(lint, j));
}

char *lint_near_duplicate_options(const LintItem *lint) {
  guint i = 0, j = 0;
  if (!find_twins(lint, normal_form, &i, &j) || find_twins(lint, text_fold, &i, &j)) return NULL;
  find_twins(lint, normal_form, &i, &j);
  return g_strdup_printf("Options %s and %s are the same but for case and punctuation: change one.",
                         id_at(lint, i), id_at(lint, j));
}

/* -- numbers ----------------------------------------------------------------------------------- */

typedef struct {
  double low, high;
  bool closed; /* both ends are given */
  char *unit;
} Range;

static GRegex *range_pattern(void) {
  static GRegex *pattern;
  if (pattern == NULL)
    pattern = g_regex_new("^(?:from |between )?\\$?([0-9][0-9,]*(?:\\.[0-9]+)?)\\s?(%?)\\s?"
                          "(?:-|\u2013|to|and)\\s?\\$?([0-9][0-9,]*(?:\\.[0-9]+)?)\\s?(.{0,16})$",
                          G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  return pattern;
}

static GRegex *bound_pattern(void) {
  static GRegex *pattern;
  if (pattern == NULL)
    pattern = g_regex_new("^(less than|fewer than|under|below|up to|at most|"
                          "more than|over|above|at least)\\s\\$?"
                          "([0-9][0-9,]*(?:\\.[0-9]+)?)\\s?(.{0,16})$",
                          G_REGEX_CASELESS | G_REGEX_OPTIMIZE, 0, NULL);
  return pattern;
}

static double number_of(const GMatchInfo *match, int group) {
  g_autofree char *text = g_match_info_fetch(match, group);
  double value = 0;
  lint_number(text, &value);
  return value;
}

/* "less than 10" ends just below 10, "up to 10" at 10; the same from above. */
static void bound(const GMatchInfo *match, Range *range) {
  g_autofree char *word = g_match_info_fetch(match, 1);
  g_autofree char *low = g_ascii_strdown(word, -1);
  double value = number_of(match, 2), hair = 1e-9 * (1 + fabs(value));
  bool below = strstr("less than fewer than under below up to at most", low) != NULL;
  bool reached = strcmp(low, "up to") == 0 || g_str_has_prefix(low, "at ");
  range->closed = false;
  range->low = below ? -HUGE_VAL : value + (reached ? 0 : hair);
  range->high = below ? value - (reached ? 0 : hair) : HUGE_VAL;
}

static bool read_range(const char *text, Range *range) {
  g_autoptr(GMatchInfo) match = NULL, other = NULL;
  if (strpbrk(text, "0123456789") == NULL || strlen(text) > 80) return false;
  if (g_regex_match(range_pattern(), text, 0, &match)) {
    range->low = number_of(match, 1);
    range->high = number_of(match, 3);
    range->closed = true;
    g_autofree char *sign = g_match_info_fetch(match, 2);
    g_autofree char *unit = g_match_info_fetch(match, 4);
    range->unit = *unit != '\0' ? g_ascii_strdown(unit, -1) : g_strdup(sign);
    return range->low <= range->high;
  }
  if (!g_regex_match(bound_pattern(), text, 0, &other)) return false;
  bound(other, range);
  g_autofree char *unit = g_match_info_fetch(other, 3);
  range->unit = g_ascii_strdown(unit, -1);
  return true;
}

static bool overlap(const Range *a, const Range *b) {
  return (a->closed || b->closed) && a->low <= b->high && b->low <= a->high &&
         strcmp(a->unit, b->unit) == 0;
}

/* Where the question asks for a range, two that touch are two answers, not one. */
char *lint_overlapping_ranges(const LintItem *lint) {
  Range ranges[ITEM_MAX_OPTIONS] = {0};
  bool is[ITEM_MAX_OPTIONS] = {false};
  char *message = NULL;
  static const char *const asks_range[] = {" range ", " ranges ", " band ", " between ", NULL};
  g_autofree char *question = lint_padded(lint_question(lint->item->stem));
  if (lint->item->type != ITEM_SINGLE || lint_has_any(question, asks_range)) return NULL;
  for (guint i = 0; i < lint->options->len; i++) {
    is[i] = read_range(text_at(lint, i), &ranges[i]);
    for (guint j = 0; is[i] && message == NULL && j < i; j++)
      if (is[j] && overlap(&ranges[j], &ranges[i]))
        message =
            g_strdup_printf("The ranges of options %s and %s overlap: a value in both has two "
                            "answers. Let one end before the other begins.",
                            id_at(lint, j), id_at(lint, i));
  }
  for (guint i = 0; i < lint->options->len; i++) g_free(ranges[i].unit);
  return message;
}

char *lint_number_order(const LintItem *lint) {
  double last = 0, value = 0;
  bool ascending = true, descending = true;
  if (lint->item->type != ITEM_SINGLE) return NULL;
  for (guint i = 0; i < lint->options->len; i++, last = value) {
    if (!lint_number(text_at(lint, i), &value)) return NULL;
    if (i > 0 && value < last) ascending = false;
    if (i > 0 && value > last) descending = false;
  }
  if (ascending || descending) return NULL;
  return g_strdup("The numbers are out of order: list them ascending and add 'lock: order'.");
}

/* -- give-aways -------------------------------------------------------------------------------- */

char *lint_catch_all(const LintItem *lint) {
  for (guint i = 0; i < lint->options->len; i++)
    if (lint_has_any(lint_option(lint, i)->padded, LINT_CATCH_ALLS) &&
        strlen(lint_option(lint, i)->padded) < 50)
      return g_strdup_printf("Option %s points at other options; options are shuffled and must "
                             "stand alone.",
                             id_at(lint, i));
  return NULL;
}

char *lint_key_length(const LintItem *lint) {
  glong key = 0, other = 0;
  if (lint->key < 0) return NULL;
  for (guint i = 0; i < lint->options->len; i++) {
    glong length = lint_option(lint, i)->length;
    if ((int)i == lint->key)
      key = length;
    else
      other = MAX(other, length);
  }
  if (key * 2 <= other * 3 || key < 20) return NULL;
  return g_strdup_printf("The key has %ld characters, the next longest option %ld: a guesser picks "
                         "the longest. Make them alike.",
                         key, other);
}

char *lint_many_options(const LintItem *lint) {
  if (lint->item->type != ITEM_SINGLE || lint->options->len <= 5) return NULL;
  return g_strdup("More than five options: the weakest are filler.");
}

char *lint_absolutes(const LintItem *lint) {
  int wrong = 0;
  if (lint->key < 0) return NULL;
  if (lint_has_any(lint_option(lint, (guint)lint->key)->padded, LINT_ABSOLUTES)) return NULL;
  for (guint i = 0; i < lint->options->len; i++)
    wrong += lint_has_any(lint_option(lint, i)->padded, LINT_ABSOLUTES);
  if (wrong < 2) return NULL;
  return g_strdup("Absolute words (always, never, only ...) stand in wrong options alone.");
}

char *lint_vague(const LintItem *lint) {
  for (guint i = 0; i < lint->options->len; i++)
    if (lint_has_any(lint_option(lint, i)->padded, LINT_VAGUE))
      return g_strdup_printf("Option %s is vague (usually, often ...): say when.", id_at(lint, i));
  return NULL;
}

/* Content words that option I shares with the others, all told. */
static int in_common(const LintItem *lint, guint i) {
  int shared = 0;
  for (guint j = 0; j < lint->options->len; j++)
    if (j != i) shared += lint_shared_words(lint_option(lint, i), lint_option(lint, j));
  return shared;
}

#define CONVERGES 2 /* shared words that the key has above the next option */

char *lint_convergence(const LintItem *lint) {
  int most = 0;
  if (lint->key < 0 || lint->options->len < 3) return NULL;
  for (guint i = 0; i < lint->options->len; i++)
    if ((int)i != lint->key) most = MAX(most, in_common(lint, i));
  if (in_common(lint, (guint)lint->key) < most + CONVERGES) return NULL;
  return g_strdup("The key shares more words with the other options than any of them: a guesser "
                  "picks where the options meet.");
}
