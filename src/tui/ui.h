/* ui - the screens' front door: a stack of screens over one app, run in a terminal.
 */
#pragma once
#include "app/cohort.h"

/* Where to go straight to; home stands below it, but not below the mentor's list. */
typedef struct {
  enum { START_HOME, START_DRILL, START_EXAM, START_WRITE, START_ASSESS, START_MENTOR } kind;
  SessionGoal goal;       /* of the drill */
  const char *blueprint;  /* of a new exam; NULL: go on with the open one, or choose */
  uint64_t seed;          /* of the exam's form; 0: drawn */
  const char *item;       /* to write on; NULL: choose */
  bool oral;              /* prompts rather than scenarios */
  const char *instrument; /* to fill in; NULL: the candidate's */
  const char *name;       /* whose ratings; NULL: see app_assess_open */
  Cohort *cohort;         /* a mentor's candidates; lent */
  CohortOrder order;      /* of them */
} UiStart;

typedef struct {
  bool no_colour;
  const char *key_file; /* or NULL: $XDG_CONFIG_HOME/pawl/keys.conf where it exists */
  UiStart start;
} UiOptions;

typedef enum {
  UI_LEFT,        /* the learner left, or a signal asked for it; everything is kept */
  UI_NO_TERMINAL, /* use plain mode */
  UI_FAILED,      /* ERROR says what happened */
} UiResult;

/* Opens the terminal and runs until the learner leaves. *SIGNAL gets the signal that ended it, 0
 * for none: the caller closes the app and raises it again. */
UiResult ui_run(App *app, const UiOptions *options, int *signal, GError **error);

/* The text of a key file with every action and its keys (`pawl keys`). Newly allocated. */
char *ui_key_file_text(void);
