/* rules_source - where an item's facts come from, and how old they are. */
#include "core/clock.h"
#include "lint/lint_private.h"

#define SEEN_DAYS 731 /* 24 months */

char *lint_no_reference(const LintItem *lint) {
  if (lint->item->refs->len > 0) return NULL;
  return g_strdup("No reference: name a primary public source, its place and the day you read it.");
}

char *lint_old_reference(const LintItem *lint) {
  for (guint i = 0; i < lint->item->refs->len; i++) {
    const ItemRef *ref = lint->item->refs->pdata[i];
    int day = 0;
    if (ref->seen == NULL || !clock_parse_date(ref->seen, &day)) continue;
    if (lint->today - day > SEEN_DAYS)
      return g_strdup_printf("The source was last read on %s: read it again.", ref->seen);
  }
  return NULL;
}

char *lint_review_overdue(const LintItem *lint) {
  if (!item_overdue(lint->item, lint->today)) return NULL;
  return g_strdup_printf("Its facts were to be looked up again by %s.", lint->item->review_by);
}
