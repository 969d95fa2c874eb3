/* drill - one sitting: question, answer, verdict, next, with undo at any point.
 *
 * Every call that returns true has stored what it did. A drill that is simply closed stays open in
 * the database, and the next drill_open comes back to the same question.
 */
#pragma once
#include "app/app.h"

typedef struct Drill Drill;

typedef enum { DRILL_QUESTION, DRILL_VERDICT, DRILL_OVER } DrillState;

typedef struct {
  DrillState state;
  int number;  /* of the question, from 1 */
  int planned; /* questions in the plan, for "7 of 25"; 0 where minutes decide */
  SessionGoal goal;
  int64_t active_ms;
  const Item *item; /* NULL when over */
  int64_t item_id;
  const char *code, *area_text, *objective_text, *objective;
  bool flagged;
  int shown_n;
  uint8_t shown[ITEM_MAX_OPTIONS]; /* option indexes in display order */
  bool is_new;
  bool overdue;             /* its facts were to be looked up again before today */
  const GPtrArray *sources; /* of StudySource*: to read after a miss, beside its own references */
  /* verdict */
  Response response;
  Grade grade;
  Confidence confidence;
  Rating rating; /* the one that counts, overridden or not */
  bool confident_error;
  int64_t next_ms; /* comes back in this session after so long, or 0 */
  int next_days;   /* comes back after so many days, or 0 */
  SessionEnd end;  /* when over */
} DrillView;

/* Goes on with today's open session, or starts one toward GOAL (zeros: the learner's minutes; a
 * goal other than zeros always starts anew). */
Drill *drill_open(App *app, SessionGoal goal, GError **error);
void drill_close(Drill *drill);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Drill, drill_close)
const DrillView *drill_view(const Drill *drill);
bool drill_resumed(const Drill *drill);

/* Grades and stores; the verdict is in the view only after the answer is durable. */
bool drill_answer(Drill *drill, const Response *response, Confidence confidence, int64_t ms,
                  GError **error);
/* Leaves the verdict for the next question, or ends the session. */
bool drill_next(Drill *drill, GError **error);
/* Takes back the last answer and shows its question again. False without ERROR: nothing to undo. */
bool drill_undo(Drill *drill, GError **error);
/* Brings back what was undone last and shows its verdict. */
bool drill_redo(Drill *drill, GError **error);
/* Overrides the rating of the answer in the verdict. */
bool drill_rate(Drill *drill, Rating rating, GError **error);
/* Puts the item of the question or verdict aside and goes to the next. */
bool drill_suspend(Drill *drill, GError **error);
bool drill_flag(Drill *drill, const char *note, GError **error);
/* Ends the session for good (the summary shows). */
bool drill_finish(Drill *drill, GError **error);
/* Why this item now, a few lines of plain words. Newly allocated. */
char *drill_why(Drill *drill);

typedef struct {
  int answers, right, partly, fresh, fresh_right;
  int again_today; /* learning cards still waiting */
  int tomorrow;    /* due tomorrow */
  int64_t active_ms;
  SessionEnd end;
  GPtrArray *areas;     /* of char*: texts of areas touched, in framework order */
  GPtrArray *returning; /* of char*: "tomorrow 3", "in 2 days 4": when answered items return */
  GPtrArray *missed;    /* of char*: "id  title" of what was missed */
  char *comes_next;     /* a sentence */
} DrillSummary;
DrillSummary *drill_summary(Drill *drill, GError **error);
void drill_summary_free(DrillSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DrillSummary, drill_summary_free)
