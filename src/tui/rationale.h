/* rationale - a graded question to read: each option with its reason, the sources, where to read more.
 * Shared by the verdict of a drill and the review of a practice exam.
 */
#pragma once
#include "core/answer.h"
#include "core/item.h"
#include "tui/page.h"

typedef struct {
  const Item *item;
  int shown_n;
  const uint8_t *shown; /* option indexes in display order */
  Response response;    /* n 0: not answered */
  Grade grade;
  bool sure_and_wrong;
  bool overdue;
  const GPtrArray *sources; /* of StudySource*: read after a miss */
} Rationale;

/* "✓ Correct" and the like. */
void rationale_add_heading(Page *page, const Rationale *r);
/* Options, steps or pairs with their reasons: keys first, then what was wrongly chosen. */
void rationale_add_options(Page *page, const Rationale *r);
/* Sources of the item, its overdue date, and after a miss what to read. */
void rationale_add_sources(Page *page, const Rationale *r);
