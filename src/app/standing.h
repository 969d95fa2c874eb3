/* standing - everything that a report about one learner tells, as of today: readiness, areas, work,
 * sureness, practice exams, texts, memory. Read only: nothing is stored, so that a log opened for a look
 * can be told of like one's own. Shares lie between 0 and 1; days are study days.
 */
#pragma once
#include "app/exam.h"
#include "app/learner.h"
#include "app/writing.h"
#include "model/habits.h"
#include "report/paper.h"

#define STANDING_WEEKS    12
#define STANDING_WEEK     7
#define STANDING_ACTIVITY 14 /* days over which active days are counted */
#define STANDING_STATUSES 4  /* as AreaStatus */

/* Seven days; those of the newest week end today. */
typedef struct {
  int from; /* its first day */
  int answers, minutes, days;
  double score; /* expected share right at its end, see ProgressDay; NAN: too little known */
} StandingWeek;

typedef struct {
  char *name;    /* "" where none is set */
  char *learner; /* id, or NULL where none was made yet */
  int day, exam_day;
  MasteryReport *mastery;
  double change;                   /* of the expected score in PROGRESS_DAYS, or NAN */
  int statuses[STANDING_STATUSES]; /* areas by AreaStatus */
  GPtrArray *weak; /* of lent AreaMastery*: judged, and a point or more below the target;
                                                the heaviest gap (weight times what is missing) first */
  GArray *trend;   /* of ProgressDay */
  Habits *habits;  /* answers to a key that was changed since tell nothing of
                                                sureness and pace */
  HabitsDay all, week, fortnight, recent; /* the last 7, STANDING_ACTIVITY, HABITS_SPAN days */
  unsigned signs;                         /* of HabitsSign */
  GArray *weeks;                          /* of StandingWeek, from the first answer on, at most
                                                STANDING_WEEKS, oldest first */
  GPtrArray *exams;                       /* of ExamResult*, oldest first */
  GPtrArray *texts;                       /* of WritingView*: essays, then spoken answers */
  MemoryReport memory;
  double recall_expected, recall_observed; /* over all predictions of memory, or NAN */
} Standing;

Standing *app_standing(App *app, GError **error);
void standing_free(Standing *standing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Standing, standing_free)

/* What sign I, one that is on, says with its figures: "Stalled: no answer for 9 days." Newly allocated. */
char *standing_sign(const Standing *standing, int i);

/* The three forms hold the same figures in the same order. A fact's key in the paper is its path in the
 * JSON ("readiness.chance"); a table's key names an array of objects there. */
json_t *standing_json(const Standing *standing);
Paper *standing_paper(const Standing *standing);
Doc *standing_doc(const Standing *standing, int columns);
