/* plan - which items a sitting shows and in what order. Pure; one interface for every policy.
 *
 * The policy here: due reviews by overdue ratio (days late / interval, most overdue first), mixed
 * with new items spread over the areas by weight (largest deficit first), neighbours of different
 * areas, siblings (same objective or set) PLAN_SIBLING_GAP apart where the material allows.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PLAN_SIBLING_GAP 5

typedef struct {
  int64_t item;
  int area;         /* 0-based place in PlanInput.weights */
  uint32_t sibling; /* equal for siblings; 0: none */
  bool is_new;
  double urgency; /* due: overdue ratio; new: place in the pack, smaller first */
} PlanItem;

typedef struct {
  const PlanItem *items; /* due and new candidates, any order */
  size_t n;
  const double *weights; /* by area, any positive scale */
  const int *seen;       /* by area: items already answered, for the deficit */
  size_t areas;
  int max_items; /* of the sitting; 0: all */
  int max_new;   /* of these, new; -1: no limit */
} PlanInput;

/* Row ids in the order to show. New GArray of int64_t. Same input, same order. */
GArray *plan_sitting(const PlanInput *input);
