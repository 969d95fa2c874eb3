/* lint - what a careful reviewer would say of a pack that reads without error. */
#pragma once
#include "pack/read.h"

typedef struct {
  int active, draft, retired;
  int singles;           /* active single items, the base of the cue figures */
  int longest_is_key;    /* of these, the unique longest option is the key */
  double longest_chance; /* mean of 1/options over them */
  double longest_p;      /* two-sided binomial against chance */
  int key_at[8];         /* authored place of the key */
  double key_chi2, key_p;
} LintSummary;

/* Adds findings on PACK's items to LIST; TODAY is a study-day count (for `seen` over 24 months and
 * `review_by`). SUMMARY may be NULL. */
void pack_lint(const Pack *pack, int today, DiagList *list, LintSummary *summary);
