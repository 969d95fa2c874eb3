/* plan_private - what the files of the plan share. */
#pragma once
#include "model/fsrs_private.h"
#include "model/plan.h"

/* What depends on the day and the learner alone. */
typedef struct {
  const PlanInput *input;
  FsrsConstants c;
  int horizon;                     /* T: days from today to the exam */
  size_t items, unseen;            /* in all */
  double per_item[PLAN_AREAS_MAX]; /* area weight / items in the area, weights summing to 1 */
  FsrsState first_good, first_easy, first_missed;
} PlanScale;

/* Every item of INPUT. */
void plan_each(const PlanInput *input, PlanItemFn each, void *user);
PlanScale plan_scale(const PlanInput *input, int horizon);
PlanChoice plan_worth(const PlanScale *scale, const PlanItem *item, int today);
/* Recall of a seen item DAYS after its last answer. */
double plan_recall(const PlanScale *scale, const PlanItem *item, int days);
/* r: chance to know an item never seen. */
double plan_known(const PlanScale *scale, const PlanItem *item);
/* Whether a review of ITEM is worth asking TODAY. */
bool plan_worthwhile(const PlanItem *item, const PlanChoice *choice, int today);
int plan_quota_of(int today, int start, int exam, size_t unseen);
