/* cohort - many learners' progress logs at a glance, for whoever mentors them.
 *
 * The logs are the truth and are never written to. What was folded from a learner's logs is kept in the
 * mentor's own database (store/cohort.h), so that a log that has not changed is not read again. A log
 * is taken whole or not at all: chain and signature are checked to the end first, and a device whose key
 * is another than at first is refused. Figures are the same, to the bit, as those that the learner's own
 * program shows with the same packs and its first memory parameters.
 */
#pragma once
#include "app/learner.h"
#include "app/reply.h"
#include "log/chain.h"
#include "model/habits.h"
#include "report/paper.h"
#include <jansson.h>

/* How a candidate stands in an area. */
typedef struct {
  AreaStatus status;
  double score; /* expected share right on fresh items; NAN where nothing is known */
} CohortArea;

typedef struct {
  char learner[37];
  char *name;       /* as the candidate wrote it, else the first log's file name */
  LogLevel level;   /* the fullest of the logs */
  int64_t made_at;  /* of the newest log */
  int exam_day;     /* 0: none */
  GPtrArray *paths; /* of char*: the logs */
  bool gone;        /* not all of them are where they were: the figures are as they stood */
  /* of level summary the next is as the candidate's program counted it, on STATED_DAY; else 0 */
  int stated_day;
  ReadinessReport readiness;
  double change;       /* of the expected score in PROGRESS_DAYS; NAN where nothing is that old */
  CohortArea *by_area; /* in the outline's order; NULL: of level summary */
  int areas, mastered, weak; /* WEAK: judged, and not mastered; the others are not known yet */
  int64_t answers;           /* that count */
  int64_t unknown;           /* to items that no pack here has: not in readiness and areas */
  int minutes, minutes_week; /* in all, in the last 7 days */
  int days, days_recent;     /* with an answer: in all, in the last 14 days */
  int sure, sure_wrong;      /* said to be sure in the last 28 days; the confident errors */
  int last_day;              /* with an answer, 0: none */
  unsigned signs;            /* of HabitsSign */
  int mocks;                 /* practice exams handed in */
  double mock;               /* share right in the newest; NAN: none */
  int texts, texts_waiting;  /* handed in; of these, without a mentor's score in
                                log or database */
  /* since the mentor's last look on an earlier day; LOOK_DAY 0: there was none */
  int look_day;
  double look_change; /* of the chance; NAN where one of both is not known */
  int64_t look_answers;
} CohortRow;

typedef struct {
  int day;          /* today */
  GPtrArray *rows;  /* of CohortRow* */
  GPtrArray *notes; /* of char*: a sentence for each file that was left out */
  int logs, read;   /* seen, and of these read now */
  int64_t answers;  /* read now */
} Cohort;

/* Called now and then while logs are read. */
typedef void (*CohortProgress)(int done, int all, void *user);

/* The learners of PATHS: logs, and folders, in which all files that end in .pawl-log are looked for to
 * four levels. N 0: those of the last time. Keeps what was folded. NULL with ERROR where
 * the database cannot be read or written, or a path is not there; what is wrong with a file is a note. */
Cohort *cohort_open(App *app, const char *const *paths, int n, CohortProgress progress, void *user,
                    GError **error);
void cohort_free(Cohort *cohort);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Cohort, cohort_free)
#define COHORT_LOGS 20000 /* at most */

/* Remembers how each stands today, for the change since the last look. */
bool cohort_looked(App *app, const Cohort *cohort, GError **error);

typedef enum {
  COHORT_ATTENTION, /* most signs first, then longest not seen */
  COHORT_NAME,
  COHORT_READINESS, /* lowest first; those without evidence at the end */
  COHORT_SEEN,      /* newest first */
  COHORT_CHANGE,    /* what fell most first */
} CohortOrder;
#define COHORT_ORDERS 5
const char *cohort_order_name(CohortOrder order);
bool cohort_order_from_name(const char *name, CohortOrder *out);
void cohort_sort(Cohort *cohort, CohortOrder order);
/* The row named by WHO: a learner's id, at least eight digits of its beginning or its end, or a name in any
 * case; NULL with ERROR where none or several fit. */
const CohortRow *cohort_find(const Cohort *cohort, const char *who, GError **error);
/* The same of those in COHORT and those of whom something was said here; a whole id need not be known. */
bool cohort_find_learner(App *app, const Cohort *cohort, const char *who, Uuid *out,
                         GError **error);
/* "Ada (…37503d44bfa2)" of the id LEARNER, without the name where COHORT has none. Newly allocated. */
char *cohort_person(const Cohort *cohort, const char *learner);

/* -- one of them ------------------------------------------------------------------------------- */

/* A candidate's logs of level full or answers as an App of their own, in a temporary file without a name, so
 * that nothing of it stays: every report of the program can be asked of it. The learner, target and exam
 * day are the candidate's. */
typedef struct Candidate Candidate;
/* What the mentor said of them so far stands in it as if they had taken the reply in. */
Candidate *candidate_open(App *app, const CohortRow *row, GError **error);
void candidate_close(Candidate *candidate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Candidate, candidate_close)
App *candidate_app(Candidate *candidate);
const Uuid *candidate_learner(const Candidate *candidate);
/* How many of the mentor's words no reply has held yet. */
int candidate_waiting(Candidate *candidate);
/* Keep a remark or a score in the mentor's database, as reply_say and reply_score do, and in the
 * candidate's App, where it shows from then on. */
bool candidate_say(Candidate *candidate, RemarkAbout about, const char *subject, const char *body,
                   GError **error);
bool candidate_score(Candidate *candidate, const WritingView *text, const WritingGrade *grade,
                     GError **error);
/* The candidate's essays, then spoken answers, newest first. New GPtrArray of WritingView*. */
GPtrArray *candidate_texts(Candidate *candidate, GError **error);
/* Text ID as the mentor may read it: where its item is kept for a practice exam of the mentor's own, it is
 * SEALED, and cannot be scored. */
WritingView *candidate_text(Candidate *candidate, int64_t id, GError **error);

/* -- the group --------------------------------------------------------------------------------- */

typedef struct {
  int candidates, signs, active; /* with signs; with an answer in the last 14 days */
  int judged;                    /* with enough evidence for a readiness */
  double median;                 /* of their chances; NAN where there is none */
  int minutes, waiting;          /* in the last 7 days; essays without a mentor's score */
} CohortGroup;
CohortGroup cohort_group(const Cohort *cohort);

typedef struct {
  int mastered, weak, unknown; /* candidates */
  double score;                /* mean of those that are judged; NAN where there is none */
} CohortAreaSum;
/* Of the AREA-th area of the outline. */
CohortAreaSum cohort_area_sum(const Cohort *cohort, int area);

/* -- in words ---------------------------------------------------------------------------------- */

/* "stalled, overconfident", or "" for none. Newly allocated. */
char *cohort_signs(unsigned signs);
/* "84 % (70-93)", or how many of the fresh answers are there that are needed. Newly allocated. */
char *cohort_ready(const CohortRow *row);
/* A change in points, with its sign; "" where it is not known. Newly allocated. */
char *cohort_change(double change);
/* "today", "3 d ago", "-". Newly allocated. */
char *cohort_seen(const CohortRow *row, int today);
/* How many rows have a sign. */
int cohort_to_look_at(const Cohort *cohort);
/* What a group's report says, as it stands on cohort->day; APP names the areas. Whoever wants item
 * statistics in it adds them. New. */
Paper *cohort_paper(App *app, const Cohort *cohort);
Doc *cohort_doc(const Cohort *cohort, int columns);
/* Every figure of ROW, a sentence each. */
Doc *cohort_row_doc(const CohortRow *row, int today, int columns);
json_t *cohort_row_json(const CohortRow *row);
/* APP names the areas. */
json_t *cohort_json(App *app, const Cohort *cohort);
