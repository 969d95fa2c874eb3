/* outlook - the store as the plan wants it: all items in play, and what is known of the learner. */
#pragma once
#include "app/app_private.h"
#include "model/plan.h"

typedef struct {
  GArray *items; /* of PlanItem, by row id */
  double weights[PLAN_AREAS_MAX], ability[PLAN_AREAS_MAX];
  PlanInput input; /* over the others; seconds and count are left to the caller */
} Outlook;

/* Fills OUTLOOK; outlook_clear frees what it holds, after a failure too. */
bool outlook_read(App *app, Outlook *outlook, GError **error);
void outlook_clear(Outlook *outlook);
/* The item in the outlook, or NULL. */
const PlanItem *outlook_item(const Outlook *outlook, int64_t item);

/* Seconds that an answer takes the learner: medians of right and of wrong ones. */
void outlook_seconds(App *app, double *right, double *wrong);
/* The day on which learning toward the exam began. */
int outlook_start_day(App *app);
