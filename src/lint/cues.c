/* cues - ways to pick options without knowing anything, each against chance. See lint.h. */
#include "lint/distribution.h"
#include "lint/lint_private.h"
#include <string.h>

/* Marks in PICKED the options of ITEM that the cue points at. */
typedef void Picker(const LintItem *item, bool *picked);

/* -- the one option that has most (or least) of something -------------------------------------- */

static void pick_extreme(const LintItem *item, bool *picked,
                         long (*measure)(const LintItem *, guint), int sign) {
  long best = 0;
  int at = -1;
  for (guint i = 0; i < item->options->len; i++) {
    long value = sign * measure(item, i);
    if (i > 0 && value == best) at = -1;
    if (i > 0 && value <= best) continue;
    best = value;
    at = (int)i;
  }
  if (at >= 0) picked[at] = true;
}

static long length_of(const LintItem *item, guint i) {
  return lint_option(item, i)->length;
}

static long stem_words_in(const LintItem *item, guint i) {
  return lint_shared_words(lint_option(item, i), &item->stem);
}

static long words_in_common(const LintItem *item, guint i) {
  long shared = 0;
  for (guint j = 0; j < item->options->len; j++)
    if (j != i) shared += lint_shared_words(lint_option(item, i), lint_option(item, j));
  return shared;
}

static long clauses_in(const LintItem *item, guint i) {
  long marks = 0;
  for (const char *p = ((ItemOption *)item->item->options->pdata[i])->text; *p != '\0'; p++)
    marks += strchr(",;:(", *p) != NULL;
  return marks;
}

static void longest(const LintItem *item, bool *picked) {
  pick_extreme(item, picked, length_of, 1);
}
static void shortest(const LintItem *item, bool *picked) {
  pick_extreme(item, picked, length_of, -1);
}
static void stem_echo(const LintItem *item, bool *picked) {
  pick_extreme(item, picked, stem_words_in, 1);
}
static void convergence(const LintItem *item, bool *picked) {
  pick_extreme(item, picked, words_in_common, 1);
}
static void most_clauses(const LintItem *item, bool *picked) {
  pick_extreme(item, picked, clauses_in, 1);
}

/* -- the options that have a mark, or have not ------------------------------------------------- */

static void hedged(const LintItem *item, bool *picked) {
  for (guint i = 0; i < item->options->len; i++)
    picked[i] = lint_has_any(lint_option(item, i)->padded, LINT_HEDGES);
}

static void not_absolute(const LintItem *item, bool *picked) {
  for (guint i = 0; i < item->options->len; i++)
    picked[i] = !lint_has_any(lint_option(item, i)->padded, LINT_ABSOLUTES);
}

static void with_number(const LintItem *item, bool *picked) {
  for (guint i = 0; i < item->options->len; i++)
    picked[i] = strpbrk(lint_option(item, i)->padded, "0123456789") != NULL;
}

static void catch_all(const LintItem *item, bool *picked) {
  for (guint i = 0; i < item->options->len; i++)
    picked[i] = lint_has_any(lint_option(item, i)->padded, LINT_CATCH_ALLS);
}

/* Neither the smallest nor the largest of options that are numbers. */
static void middle_number(const LintItem *item, bool *picked) {
  double value[ITEM_MAX_OPTIONS], low = 0, high = 0;
  for (guint i = 0; i < item->options->len; i++) {
    if (!lint_number(((ItemOption *)item->item->options->pdata[i])->text, &value[i])) return;
    low = i == 0 ? value[i] : MIN(low, value[i]);
    high = i == 0 ? value[i] : MAX(high, value[i]);
  }
  for (guint i = 0; i < item->options->len; i++) picked[i] = value[i] > low && value[i] < high;
}

/* The one option whose first word no other begins with, where all others begin alike. */
static void odd_start(const LintItem *item, bool *picked) {
  guint n = item->options->len;
  for (guint i = 0; n >= 3 && i < n; i++) {
    const char *other = lint_option(item, (i + 1) % n)->words[0];
    const char *mine = lint_option(item, i)->words[0];
    bool alike = other != NULL && g_strcmp0(mine, other) != 0;
    for (guint j = 0; alike && j < n; j++)
      alike = j == i || g_strcmp0(lint_option(item, j)->words[0], other) == 0;
    picked[i] = alike;
  }
}

static const struct {
  const char *name, *picks;
  Picker *pick;
} CUES[LINT_CUES] = {
    {"longest", "the one longest option", longest},
    {"shortest", "the one shortest option", shortest},
    {"stem-echo", "the one option with most words of the stem", stem_echo},
    {"convergence", "the one option with most words of the others", convergence},
    {"most-clauses", "the one option with most commas and colons", most_clauses},
    {"hedged", "options with may, can, usually", hedged},
    {"not-absolute", "options without always, never, only", not_absolute},
    {"number", "options with a number", with_number},
    {"middle-number", "numbers neither least nor greatest", middle_number},
    {"odd-start", "the one option that begins otherwise", odd_start},
    {"catch-all", "all or none of the others", catch_all},
};

static void count_cue(const LintItem *item, Picker *pick, LintCue *cue) {
  bool picked[ITEM_MAX_OPTIONS] = {false};
  guint n = 0;
  pick(item, picked);
  for (guint i = 0; i < item->options->len; i++) n += picked[i];
  if (n == 0 || n == item->options->len) return;
  cue->items++;
  cue->hits += picked[item->key];
  cue->chance += (double)n / item->options->len;
}

void lint_cues(const GPtrArray *items, LintSummary *summary) {
  for (int c = 0; c < LINT_CUES; c++) {
    LintCue *cue = &summary->cues[c];
    *cue = (LintCue){.name = CUES[c].name, .picks = CUES[c].picks, .p = 1, .p_above = 1};
    for (guint i = 0; i < items->len; i++) {
      const LintItem *item = items->pdata[i];
      if (item->item->status == ITEM_ACTIVE && item->key >= 0) count_cue(item, CUES[c].pick, cue);
    }
    if (cue->items == 0) continue;
    cue->chance /= cue->items;
    cue->p = lint_binomial_p(cue->hits, cue->items, cue->chance);
    cue->p_above = lint_binomial_above(cue->hits, cue->items, cue->chance);
  }
}
