/* lint - what a careful reviewer would say of a pack that reads without error: of each item, and of
 * what only a whole bank can show.
 *
 * Item rules stand in one table (lint.c) over three families: rules_options.c, rules_stem.c,
 * rules_source.c. The bank's figures come from cues.c (cues against chance), bank.c (balance against
 * the framework) and duplicates.c. The rules and where they come from: doc/pack-format.md.
 */
#pragma once
#include "pack/read.h"

/* A cue is a way to pick options without knowing anything: "the longest". Over the single items
 * where it picks some options but not all, it is compared with picking at random. */
typedef struct {
  const char *name;  /* "longest" */
  const char *picks; /* for people: "the one longest option" */
  int items;         /* where it picks */
  int hits;          /* of these, the key is among the picked */
  double chance;     /* mean share of options picked: the hit rate of a blind guess */
  double p;          /* two-sided binomial of HITS in ITEMS at CHANCE */
  double p_above;    /* one-sided: as many hits or more */
} LintCue;

#define LINT_CUES  11
#define LINT_LEVEL .01 /* a cue or key position below this p is worth a warning */

typedef struct {
  char *code, *text;
  int items;                 /* active items with a key; essays and oral prompts do not count */
  double share;              /* percent of them */
  double weight;             /* percent of the areas' weights; 0 where the framework has none */
  int objectives, uncovered; /* its objectives; those without an item */
} LintArea;

typedef struct {
  int active, draft, retired;
  int types[ITEM_TYPES]; /* active, by ItemType */
  int levels[6];         /* active with a key, by ItemLevel */
  int difficulties[3];   /* active with a key, by ItemDifficulty */
  int singles;           /* active single items, the base of cues and key places */
  LintCue cues[LINT_CUES];
  int key_at[ITEM_MAX_OPTIONS]; /* authored place of the key */
  double key_chi2, key_p;       /* against the places that the options offer; p 1 where no item */
  int key_df;
  double grade_median, grade_most; /* Flesch-Kincaid grade of stems, active with a key */
  int near_duplicates;
  GPtrArray *areas; /* of LintArea*, in the framework's order */
} LintSummary;

/* Adds findings on PACK's items to LIST; TODAY is a study-day count (for `seen` over 24 months and
 * `review_by`). SUMMARY may be NULL; else free with lint_summary_free. */
void lint_pack(const Pack *pack, int today, DiagList *list, LintSummary **summary);
void lint_summary_free(LintSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(LintSummary, lint_summary_free)

/* True where ITEM is active and its `review_by` lies before TODAY. */
bool lint_overdue(const Item *item, int today);
