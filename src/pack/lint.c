/* lint - see lint.h. Rules of single items stand in one table; what only a whole bank can show
 * (cues against chance) stands in lint_cues.c.
 */
#include "pack/lint.h"
#include "core/clock.h"
#include "core/text.h"
#include "pack/lint_cues.h"
#include <string.h>

typedef struct {
  const Item *item;
  int today;
  DiagList *list;
} Lint;

typedef struct {
  const char *rule;
  DiagSeverity severity;
  /* A newly allocated sentence where the rule is broken, else NULL. */
  char *(*check)(const Lint *lint);
} Rule;

static const ItemOption *option_at(const Item *item, guint i) {
  return item->options->pdata[i];
}

static char *lower(const char *text) {
  g_autofree char *folded = text_fold(text);
  return g_utf8_strdown(folded, -1);
}

/* TEXT lower-cased with everything but letters and digits made a blank, one blank at each end. */
static char *words_of(const char *text) {
  g_autofree char *low = lower(text);
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

static bool has_any(const char *words, const char *const *phrases) {
  for (; *phrases != NULL; phrases++)
    if (strstr(words, *phrases) != NULL) return true;
  return false;
}

/* -- options ----------------------------------------------------------------------------------- */

static char *same_options(const Item *item, char *(*form)(const char *), const char *how) {
  for (guint i = 0; i < item->options->len; i++)
    for (guint j = i + 1; j < item->options->len; j++) {
      g_autofree char *a = form(option_at(item, i)->text), *b = form(option_at(item, j)->text);
      if (strcmp(a, b) == 0)
        return g_strdup_printf("Options %s and %s are the same%s: change one.",
                               option_at(item, i)->id, option_at(item, j)->id, how);
    }
  return NULL;
}

static char *check_duplicates(const Lint *lint) {
  return same_options(lint->item, text_fold, "");
}

static char *check_near_duplicates(const Lint *lint) {
  g_autofree char *exact = check_duplicates(lint);
  return exact != NULL ? NULL : same_options(lint->item, words_of, " but for case and punctuation");
}

static char *check_catch_all(const Lint *lint) {
  static const char *const phrases[] = {" all of the above ", " none of the above ",
                                        " all of these ",     " none of these ",
                                        " both a and b ",     " a and b ",
                                        " a and c ",          " b and c ",
                                        " all the above ",    NULL};
  for (guint i = 0; i < lint->item->options->len; i++) {
    g_autofree char *words = words_of(option_at(lint->item, i)->text);
    if (has_any(words, phrases) && strlen(words) < 40)
      return g_strdup_printf("Option %s points at other options; options are shuffled and must "
                             "stand alone.",
                             option_at(lint->item, i)->id);
  }
  return NULL;
}

static char *check_key_length(const Lint *lint) {
  const Item *item = lint->item;
  glong key = 0, other = 0;
  if (item->type != ITEM_SINGLE) return NULL;
  for (guint i = 0; i < item->options->len; i++) {
    glong length = g_utf8_strlen(option_at(item, i)->text, -1);
    if (item_is_key(item, option_at(item, i)->id))
      key = length;
    else
      other = MAX(other, length);
  }
  if (key * 2 <= other * 3 || key < 20) return NULL;
  return g_strdup_printf("The key has %ld characters, the next longest option %ld: a guesser picks "
                         "the longest. Make them alike.",
                         key, other);
}

static char *check_number_order(const Lint *lint) {
  const Item *item = lint->item;
  double last = 0;
  bool ascending = true, descending = true;
  if (item->type != ITEM_SINGLE) return NULL;
  for (guint i = 0; i < item->options->len; i++) {
    char *end = NULL;
    const char *text = option_at(item, i)->text;
    double value = g_ascii_strtod(text + (*text == '$'), &end);
    if (end == text + (*text == '$') || strlen(end) > 12) return NULL;
    if (i > 0 && value < last) ascending = false;
    if (i > 0 && value > last) descending = false;
    last = value;
  }
  if (ascending || descending) return NULL;
  return g_strdup("The numbers are out of order: list them ascending and add 'lock: order'.");
}

static char *check_many_options(const Lint *lint) {
  if (lint->item->type != ITEM_SINGLE || lint->item->options->len <= 5) return NULL;
  return g_strdup("More than five options: the weakest are filler.");
}

static char *check_absolutes(const Lint *lint) {
  static const char *const absolutes[] = {" always ", " never ", " only ", " all ",
                                          " every ",  " must ",  " none ", NULL};
  const Item *item = lint->item;
  int wrong = 0, key = 0;
  if (item->type != ITEM_SINGLE) return NULL;
  for (guint i = 0; i < item->options->len; i++) {
    g_autofree char *words = words_of(option_at(item, i)->text);
    if (!has_any(words, absolutes)) continue;
    if (item_is_key(item, option_at(item, i)->id))
      key++;
    else
      wrong++;
  }
  if (wrong < 2 || key > 0) return NULL;
  return g_strdup("Absolute words (always, never, only ...) stand in wrong options alone.");
}

/* -- the stem ---------------------------------------------------------------------------------- */

static char *check_negative(const Lint *lint) {
  static const char *const negatives[] = {" not ", " except ", " least ", NULL};
  const char *stem = lint->item->stem;
  const char *start = g_strrstr(stem, ". ");
  const char *question = start == NULL ? stem : start + 2;
  g_autofree char *words = words_of(question);
  if (!has_any(words, negatives) || strchr(question, '?') == NULL) return NULL;
  if (strstr(question, "NOT") != NULL || strstr(question, "EXCEPT") != NULL ||
      strstr(question, "LEAST") != NULL || strstr(words, " at least ") != NULL)
    return NULL;
  return g_strdup(
      "The question is negative and easily misread: turn it round, or write NOT, EXCEPT, "
      "LEAST in capitals.");
}

static char *check_double_negative(const Lint *lint) {
  const char *stem = lint->item->stem;
  if (strstr(stem, "NOT") == NULL && strstr(stem, "EXCEPT") == NULL) return NULL;
  for (guint i = 0; i < lint->item->options->len; i++) {
    g_autofree char *words = words_of(option_at(lint->item, i)->text);
    if (strstr(words, " not ") != NULL || strstr(words, " never ") != NULL)
      return g_strdup_printf("A negative question with a negative option (%s): turn one round.",
                             option_at(lint->item, i)->id);
  }
  return NULL;
}

static bool starts_with_vowel(const char *text) {
  return *text != '\0' && strchr("aeiouAEIOU", *text) != NULL;
}

static char *check_article(const Lint *lint) {
  const Item *item = lint->item;
  bool a = g_str_has_suffix(item->stem, " a") || g_str_has_suffix(item->stem, " a:");
  bool an = g_str_has_suffix(item->stem, " an") || g_str_has_suffix(item->stem, " an:");
  if (!a && !an) return NULL;
  for (guint i = 0; i < item->options->len; i++)
    if (starts_with_vowel(option_at(item, i)->text) != an)
      return g_strdup_printf("The stem ends in '%s', which option %s does not fit: write 'a(n)' or "
                             "move the article into the options.",
                             an ? "an" : "a", option_at(item, i)->id);
  return NULL;
}

static char *check_incomplete(const Lint *lint) {
  const char *stem = lint->item->stem;
  size_t n = strlen(stem);
  if (lint->item->type == ITEM_ESSAY) return NULL;
  if (n >= 15 && (strchr(stem, '?') != NULL || strchr(".:_", stem[n - 1]) != NULL)) return NULL;
  return g_strdup(
      "The stem asks nothing: end it with a question, so that it can be answered before "
      "the options are seen.");
}

static char *check_long_stem(const Lint *lint) {
  if (g_utf8_strlen(lint->item->stem, -1) <= 900 || lint->item->type == ITEM_ESSAY) return NULL;
  return g_strdup("The stem is over 900 characters: keep what the answer needs.");
}

static char *check_vague(const Lint *lint) {
  static const char *const vague[] = {" usually ",    " often ",     " sometimes ",
                                      " frequently ", " generally ", NULL};
  for (guint i = 0; i < lint->item->options->len; i++) {
    g_autofree char *words = words_of(option_at(lint->item, i)->text);
    if (has_any(words, vague))
      return g_strdup_printf("Option %s is vague (usually, often ...): say when.",
                             option_at(lint->item, i)->id);
  }
  return NULL;
}

/* A long word of the stem that the key alone takes up. */
static char *check_clang(const Lint *lint) {
  const Item *item = lint->item;
  if (item->type != ITEM_SINGLE) return NULL;
  g_autofree char *stem = words_of(item->stem);
  int key = item_option_index(item, item->key->pdata[0]);
  g_autofree char *mine = words_of(option_at(item, (guint)key)->text);
  g_auto(GStrv) list = g_strsplit(stem, " ", -1);
  for (char **word = list; *word != NULL; word++) {
    g_autofree char *padded = g_strdup_printf(" %s ", *word);
    bool others = false;
    if (g_utf8_strlen(*word, -1) < 7 || strstr(mine, padded) == NULL) continue;
    for (guint i = 0; i < item->options->len; i++) {
      g_autofree char *words = words_of(option_at(item, i)->text);
      others |= (int)i != key && strstr(words, padded) != NULL;
    }
    if (!others) return g_strdup_printf("'%s' stands in the stem and in the key alone.", *word);
  }
  return NULL;
}

/* -- references -------------------------------------------------------------------------------- */

#define SEEN_DAYS 731 /* 24 months */

static char *check_reference(const Lint *lint) {
  return lint->item->refs->len > 0 ? NULL
                                   : g_strdup("No reference: name a primary public source, its "
                                              "place and the day you read it.");
}

static char *check_seen(const Lint *lint) {
  for (guint i = 0; i < lint->item->refs->len; i++) {
    const ItemRef *ref = lint->item->refs->pdata[i];
    int day = 0;
    if (ref->seen == NULL || !clock_parse_date(ref->seen, &day)) continue;
    if (lint->today - day > SEEN_DAYS)
      return g_strdup_printf("The source was last read on %s: read it again.", ref->seen);
  }
  return NULL;
}

static char *check_review(const Lint *lint) {
  int day = 0;
  const char *by = lint->item->review_by;
  if (by == NULL || !clock_parse_date(by, &day) || lint->today <= day) return NULL;
  return g_strdup_printf("Its facts were to be looked up again by %s.", by);
}

/* -- the table --------------------------------------------------------------------------------- */

static const Rule RULES[] = {
    {"duplicate-options", DIAG_ERROR, check_duplicates},
    {"near-duplicate-options", DIAG_ERROR, check_near_duplicates},
    {"catch-all-option", DIAG_WARNING, check_catch_all},
    {"key-length", DIAG_WARNING, check_key_length},
    {"number-order", DIAG_WARNING, check_number_order},
    {"negative-stem", DIAG_WARNING, check_negative},
    {"double-negative", DIAG_WARNING, check_double_negative},
    {"article", DIAG_WARNING, check_article},
    {"incomplete-stem", DIAG_WARNING, check_incomplete},
    {"no-reference", DIAG_WARNING, check_reference},
    {"old-reference", DIAG_WARNING, check_seen},
    {"review-overdue", DIAG_WARNING, check_review},
    {"absolute-words", DIAG_NOTE, check_absolutes},
    {"vague-words", DIAG_NOTE, check_vague},
    {"clang", DIAG_NOTE, check_clang},
    {"many-options", DIAG_NOTE, check_many_options},
    {"long-stem", DIAG_NOTE, check_long_stem},
};

static bool is_readable(const Item *item) {
  return item->type == ITEM_ESSAY || item->type == ITEM_MATCH ||
         (item->options->len > 0 && item->key->len > 0);
}

static void lint_item(const Lint *lint) {
  const Item *item = lint->item;
  for (size_t i = 0; i < G_N_ELEMENTS(RULES); i++) {
    g_autofree char *message = RULES[i].check(lint);
    if (message != NULL)
      diag_add(lint->list, RULES[i].severity, RULES[i].rule, item->file, item->line, item->column,
               item->id, "%s", message);
  }
}

void pack_lint(const Pack *pack, int today, DiagList *list, LintSummary *summary) {
  for (guint i = 0; i < pack->items->len; i++) {
    Lint lint = {pack->items->pdata[i], today, list};
    if (lint.item->status != ITEM_RETIRED && is_readable(lint.item)) lint_item(&lint);
  }
  if (summary != NULL) lint_cues(pack, summary);
}
