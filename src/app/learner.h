/* learner - what the program believes of the learner, for reports: mastery, readiness, plan, memory,
 * and the fit of the memory model. Days are study days; shares lie between 0 and 1.
 */
#pragma once
#include "app/app.h"
#include "report/doc.h"
#include <jansson.h>

/* -- mastery and readiness --------------------------------------------------------------------- */

typedef enum { AREA_UNKNOWN, AREA_OPEN, AREA_MASTERED, AREA_LOST } AreaStatus;
const char *area_status_name(AreaStatus status);

typedef struct {
  char *code, *text, *category, *category_text;
  double weight;
  AreaStatus status;
  double chance;           /* that ability lies above the target */
  double score, low, high; /* expected share right on fresh items, its 10-90 % interval */
  double change;           /* of score in the last PROGRESS_DAYS; NAN where nothing is that old */
  int fresh, fresh_right, repeats, fresh_days;
  int mastered_day, lost_day; /* 0: never */
  int items, unseen;
  GPtrArray *remarks; /* of mentors about it: of Remark*, see app/reply.h */
} AreaMastery;

#define PROGRESS_DAYS 14

typedef struct {
  bool enough; /* evidence; if not, say only how much is missing */
  double chance, low, high;
  double target;
  double score, score_low, score_high;
  int fresh, repeats;
  int needed; /* fresh answers at least */
} ReadinessReport;

/* An objective to read about, of an area that is not mastered. */
typedef struct {
  char *area_text, *objective, *objective_text;
  int seen, right;    /* its items answered; right the first time */
  GPtrArray *sources; /* of StudySource*, at least one */
} StudyHint;

#define STUDY_HINTS 3

typedef struct {
  int day;
  ReadinessReport readiness;
  int scored, hits;   /* forecasts with an outcome; of these, within their interval */
  GPtrArray *areas;   /* of AreaMastery*, framework order */
  GPtrArray *study;   /* of StudyHint*, at most STUDY_HINTS, weakest area first */
  GPtrArray *remarks; /* of mentors about the learner: of Remark* */
} MasteryReport;

MasteryReport *app_mastery_report(App *app, GError **error);
void mastery_report_free(MasteryReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MasteryReport, mastery_report_free)
/* Readiness alone; cheap enough for home. False with ERROR where the log cannot be read. */
bool app_readiness(App *app, ReadinessReport *out, GError **error);
/* One sentence with the evidence, or how much is missing. Newly allocated. */
char *readiness_sentence(const ReadinessReport *readiness);
/* The same in a line of at most 66 columns. Newly allocated. */
char *readiness_line(const ReadinessReport *readiness);
Doc *mastery_doc(const MasteryReport *report, int columns);
Doc *readiness_doc(const MasteryReport *report, int columns);
/* As JSON: readiness with null for what there is not enough evidence of; areas; what to read. New
 * references. */
json_t *readiness_json(const ReadinessReport *readiness);
json_t *mastery_areas_json(const GPtrArray *areas);
json_t *study_hints_json(const GPtrArray *hints);

/* One day of the past: the learner as the filter saw them that evening. */
typedef struct {
  int day;
  int answers;  /* on that day */
  double score; /* expected share right on a fresh form, areas by weight */
} ProgressDay;
/* New GArray of ProgressDay, oldest first. */
GArray *app_progress(App *app, GError **error);

/* -- forecasts of forms, logged before and scored after ---------------------------------------- */

typedef struct {
  char *form;
  int day, items;
  double low, middle, high; /* share right; the interval holds four of five outcomes */
  int right;                /* -1: not scored yet */
  bool hit;                 /* scored, and within */
} FormForecast;

/* Logs what a FORM of ITEMS fresh items would come to today; OUT (may be NULL) gets it, its form is
 * the caller's to free. */
bool app_foretell(App *app, const char *form, int items, FormForecast *out, GError **error);
/* The outcome of the newest forecast that has none. */
bool app_score_forecast(App *app, int right, GError **error);
/* New GArray of FormForecast, oldest first. */
GArray *app_forecasts(App *app, GError **error);
void count_forecasts(const GArray *all, int *scored, int *hits);
Doc *forecast_doc(const GArray *all, int columns);

/* -- plan -------------------------------------------------------------------------------------- */

typedef struct {
  double minutes; /* a day */
  double known;   /* expected share of the bank recalled on the day */
  double *by_area;
  double unseen;   /* items that will still be new */
  int covered_day; /* days until all are seen, or -1 */
} Forecast;

#define PLAN_FORECASTS  3
#define PLAN_CHART_DAYS 28

typedef struct {
  int today, exam_day; /* exam_day 0: none */
  int days;            /* to the exam, or the rolling horizon */
  bool passed;         /* the exam date has passed */
  int minutes;         /* a day, as set */
  int unseen, items;
  int quota;                     /* new items that today owes to coverage */
  int sitting_new, sitting_seen; /* of today's sitting */
  double sitting_minutes;
  double needed;                      /* minutes a day that would see every item in time */
  Forecast forecasts[PLAN_FORECASTS]; /* at today's minutes, +10 and +20 */
  GPtrArray *areas;                   /* of char*: their texts */
  int due[PLAN_CHART_DAYS];           /* reviews by day from today */
  GArray *past;                       /* of ProgressDay */
} PlanReport;

PlanReport *app_plan_report(App *app, GError **error);
void plan_report_free(PlanReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PlanReport, plan_report_free)
/* What will not fit, and what then is best, in plain words. Newly allocated. */
char *plan_sentence(const PlanReport *report);
Doc *plan_doc(const PlanReport *report, int columns);

/* -- memory ------------------------------------------------------------------------------------ */

typedef struct {
  int n;
  double predicted, observed; /* mean recall expected, share recalled */
} MemoryBin;

#define MEMORY_BINS        10
#define MEMORY_STABILITIES 8

typedef struct {
  int64_t answers, predictions; /* reviews at least a day after the one before */
  MemoryBin bins[MEMORY_BINS];  /* by expected recall, from 0-10 % */
  double log_loss;
  int stability[MEMORY_STABILITIES]; /* items by stability, edges in memory_stability_name */
  MemoryBin confidence[3];           /* guess, think so, sure: n, share right in observed;
                                         answers to a key that was changed since are left out */
  bool fitted;                       /* parameters of the learner's own are in use */
  int new_since_fit;                 /* answers since the last fit was made or offered */
} MemoryReport;

bool app_memory_report(App *app, MemoryReport *out, GError **error);
const char *memory_stability_name(int i);
Doc *memory_doc(const MemoryReport *report, int columns);

/* An item's recall from its last answer on, DAYS days; new array of DAYS + 1, NULL for a new item. */
double *app_forgetting(App *app, int64_t item, int days);

/* -- fitting ----------------------------------------------------------------------------------- */

#define FIT_EVERY 200 /* new answers after which a fit is offered */

typedef struct FitReport {
  double parameters[21];
  const char *kind; /* "full", "initial", "too few" */
  double log_loss, rmse_bins, default_log_loss, default_rmse_bins, current_log_loss;
  int64_t predictions;
  double seconds; /* of CPU */
  long peak_kb;
  bool better; /* than the parameters in use */
} FitReport;

typedef struct FitLog FitLog;
/* The learner's own log, or a CSV file with the columns card_id, review_time (ms), review_rating,
 * review_state, review_duration (a first line that names them; days turn at 04:00 UTC). */
FitLog *app_fit_log(App *app, GError **error);
FitLog *fit_log_read(const char *path, GError **error);
void fit_log_free(FitLog *log);
/* GOING_ON (may be NULL) as in fsrs_fit.h; false in OUT->kind "stopped". Touches nothing shared, so it
 * may run beside the screens in a thread of its own. */
void fit_run(const FitLog *log, int epochs, bool (*going_on)(double done, void *user), void *user,
             FitReport *out);
/* Takes the parameters over and recomputes every card. */
bool app_fit_apply(App *app, const FitReport *fit, GError **error);
/* True where FIT_EVERY answers were added since the last fit or offer. */
bool app_fit_due(App *app);
bool app_fit_offered(App *app, GError **error);
Doc *fit_doc(const FitReport *fit, int columns);
