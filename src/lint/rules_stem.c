/* rules_stem - what can be wrong with what an item asks. */
#include "lint/lint_private.h"
#include <string.h>

static bool in_capitals(const char *question) {
  return strstr(question, "NOT") != NULL || strstr(question, "EXCEPT") != NULL ||
         strstr(question, "LEAST") != NULL;
}

/* True where the word at AT turns round what is asked: the clause it stands in begins with which,
 * what or who, and not with when, if or why ("Who decides when the director is not there?"). */
static bool turns_question(char *const *words, int at) {
  static const char *const asks[] = {"which", "what", "who", "whom", "where", "how", NULL};
  static const char *const tells[] = {"when",   "if",     "why",      "while", "because",
                                      "unless", "since",  "although", "until", "that",
                                      "after",  "before", "but",      "and",   NULL};
  for (int i = at - 1; i >= 0; i--) {
    if (g_strv_contains(tells, words[i])) return false;
    if (g_strv_contains(asks, words[i])) return true;
  }
  return at > 0;
}

char *lint_negative(const LintItem *lint) {
  static const char *const negatives[] = {"not", "except", "least", NULL};
  const char *question = lint_question(lint->item->stem);
  if (strchr(question, '?') == NULL || in_capitals(question)) return NULL;
  g_autofree char *padded = lint_padded(question);
  g_auto(GStrv) words = g_strsplit(g_strstrip(padded), " ", -1);
  for (int i = 0; words[i] != NULL; i++) {
    bool quantity = i > 0 && strcmp(words[i], "least") == 0 && strcmp(words[i - 1], "at") == 0;
    if (g_strv_contains(negatives, words[i]) && !quantity && turns_question(words, i))
      return g_strdup("The question is negative and easily misread: turn it round, or write NOT, "
                      "EXCEPT, LEAST in capitals.");
  }
  return NULL;
}

char *lint_double_negative(const LintItem *lint) {
  static const char *const negatives[] = {" not ", " never ", NULL};
  const char *question = lint_question(lint->item->stem);
  if (strstr(question, "NOT") == NULL && strstr(question, "EXCEPT") == NULL) return NULL;
  for (guint i = 0; i < lint->options->len; i++)
    if (lint_has_any(lint_option(lint, i)->padded, negatives))
      return g_strdup_printf("A negative question with a negative option (%s): turn one round.",
                             ((ItemOption *)lint->item->options->pdata[i])->id);
  return NULL;
}

char *lint_article(const LintItem *lint) {
  const char *stem = lint->item->stem;
  bool a = g_str_has_suffix(stem, " a") || g_str_has_suffix(stem, " a:");
  bool an = g_str_has_suffix(stem, " an") || g_str_has_suffix(stem, " an:");
  if (!a && !an) return NULL;
  for (guint i = 0; i < lint->options->len; i++) {
    const ItemOption *option = lint->item->options->pdata[i];
    bool vowel = *option->text != '\0' && strchr("aeiouAEIOU", *option->text) != NULL;
    if (vowel != an)
      return g_strdup_printf("The stem ends in '%s', which option %s does not fit: write 'a(n)' or "
                             "move the article into the options.",
                             an ? "an" : "a", option->id);
  }
  return NULL;
}

char *lint_incomplete(const LintItem *lint) {
  const char *stem = lint->item->stem;
  size_t n = strlen(stem);
  bool asks = strchr(stem, '?') != NULL || (n > 0 && strchr(".:_", stem[n - 1]) != NULL);
  if (asks && g_strv_length(lint->stem.words) >= 2) return NULL;
  return g_strdup(
      "The stem asks nothing: end it with a question, so that it can be answered before "
      "the options are seen.");
}

char *lint_long_stem(const LintItem *lint) {
  if (lint->stem.length <= 900) return NULL;
  return g_strdup("The stem is over 900 characters: keep what the answer needs.");
}

/* A long word of the stem that stands in option I, or NULL. */
static const char *echo(const LintItem *lint, guint i) {
  for (char **word = lint->stem.words; *word != NULL; word++) {
    if (g_utf8_strlen(*word, -1) < 7 || !lint_is_content(*word)) continue;
    g_autofree char *padded = g_strdup_printf(" %s ", *word);
    if (strstr(lint_option(lint, i)->padded, padded) != NULL) return *word;
  }
  return NULL;
}

/* Where two options or more take up the stem, none is singled out by it. */
char *lint_clang(const LintItem *lint) {
  const char *found = NULL;
  guint at = 0;
  if (lint->key < 0) return NULL;
  for (guint i = 0; i < lint->options->len; i++) {
    const char *word = echo(lint, i);
    if (word == NULL) continue;
    if (found != NULL) return NULL;
    found = word;
    at = i;
  }
  if (found == NULL) return NULL;
  return (int)at == lint->key
             ? g_strdup_printf("'%s' stands in the stem and in the key alone: a guesser picks it.",
                               found)
             : g_strdup_printf("'%s' stands in the stem and in option %s alone.", found,
                               ((ItemOption *)lint->item->options->pdata[at])->id);
}

#define HARD_TO_READ 18. /* years of schooling */

char *lint_reading(const LintItem *lint) {
  double grade = lint_reading_grade(lint->item->stem);
  if (grade <= HARD_TO_READ) return NULL;
  return g_strdup_printf("The stem reads at grade %.0f: shorten its sentences.", grade);
}

/* The level an item claims against what its question asks. */
char *lint_level_verb(const LintItem *lint) {
  static const char *const recall[] = {
      " stand for ",        " stands for ",       " is meant by ",
      " is the name of ",   " the definition ",   " is defined as ",
      " what is the term ", " which term means ", NULL};
  static const char *const judge[] = {" best ",      " most effective ", " recommend ",
                                      " evaluate ",  " justify ",        " should ",
                                      " strongest ", " most important ", NULL};
  g_autofree char *words = lint_padded(lint_question(lint->item->stem));
  ItemLevel level = lint->item->level;
  if (level >= ITEM_APPLY && lint_has_any(words, recall))
    return g_strdup_printf("The question asks to recall, the level says %s: change one.",
                           item_level_name(level));
  if (level == ITEM_REMEMBER && lint_has_any(words, judge))
    return g_strdup("The question asks to judge, the level says remember: change one.");
  return NULL;
}
