/* drill_private - what the files of the drill share. */
#pragma once
#include "app/app_private.h"
#include "app/drill.h"

#define DRILL_LEARNING_LIMIT 200
#define DRILL_PLAN_SPARE     200 /* items behind what the minutes hold */

struct Drill {
  App *app;
  StoreSession stored;
  Session *session;
  DrillView view;
  Item *item;
  StoreItem *row;
  Card card; /* of the current item; after an answer, its state then */
  char *area_text, *objective_text;
  GPtrArray *sources; /* of StudySource* */
  Answer last;        /* the newest answer of the session that counts; seq 0: none */
  GArray *undone;     /* of int64_t seq, for redo */
  bool resumed;
};

/* drill_plan.c: the queue of a new sitting. New GArray of int64_t. */
GArray *drill_plan(App *app, SessionGoal goal, GError **error);
bool drill_fold(Drill *drill, GError **error);
