/* outlook - the store as the plan wants it: the items in play, and what is known of the learner. */
#pragma once
#include "app/app_private.h"
#include "model/plan.h"

/* Stays where it is while its input is in use, which points into it. */
typedef struct {
  App *app;
  double weights[PLAN_AREAS_MAX], ability[PLAN_AREAS_MAX];
  PlanInput input; /* reads the items from the store as they are asked for */
  GError *error;   /* of a read that failed */
} Outlook;

bool outlook_read(App *app, Outlook *outlook, GError **error);
/* False with ERROR where the items could not all be read. */
bool outlook_whole(Outlook *outlook, GError **error);

/* Seconds that an answer takes the learner: medians of right and of wrong ones. */
void outlook_seconds(App *app, double *right, double *wrong);
/* The day on which learning toward the exam began. */
int outlook_start_day(App *app);
