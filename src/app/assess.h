/* assess - self-assessments: instruments filled in by the candidate, the superintendent or the team,
 * here or on a sheet of their own, and set beside measured mastery.
 *
 * Every call that returns true has stored what it did. Several assessments of one instrument stand
 * side by side over time; the newest finished one speaks. Nothing here enters mastery or the plan.
 */
#pragma once
#include "app/app.h"
#include "app/learner.h"
#include "core/assessment.h"
#include "report/doc.h"

/* -- instruments ------------------------------------------------------------------------------- */

typedef enum { ASSESS_NEVER, ASSESS_OPEN, ASSESS_FINISHED } AssessState;
const char *assess_state_name(AssessState state); /* "never", "open", "finished" */

typedef struct {
  Instrument *instrument; /* as the packs have it now */
  AssessState state;      /* open where one is open, whatever was finished before */
  int rated, statements;  /* of the open one, else of the newest finished */
  char *name;             /* whose that is; "" where it was not told */
  int finished;           /* how many are */
  int day;                /* local day on which the newest was finished; 0: never */
} AssessListing;
/* The instruments of all packs. New GPtrArray of AssessListing*. */
GPtrArray *app_assess_list(App *app, GError **error);

/* -- filling in -------------------------------------------------------------------------------- */

typedef struct {
  int64_t id;             /* row id, 0 until the first rating */
  Instrument *instrument; /* as it was when this was begun */
  Ratings *ratings;
  char *name;
  bool finished;
} Assessment;
void assessment_free(Assessment *assessment);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Assessment, assessment_free)

/* Takes up the open assessment of INSTRUMENT (its id; NULL: the candidate's first), of whoever is
 * called NAME (NULL: the newest, whosever), or begins one: it is stored with its first rating. */
Assessment *app_assess_open(App *app, const char *instrument, const char *name, GError **error);
/* Stores the rating of STATEMENT (0 takes it back) before it returns. Ratings that another program
 * gave meanwhile show up. */
bool assess_rate(App *app, Assessment *assessment, const char *statement, int rating,
                 GError **error);
/* From here on it never changes. At least one statement must be rated. */
bool assess_finish(App *app, Assessment *assessment, GError **error);

/* -- sheets ------------------------------------------------------------------------------------ */

/* Writes INSTRUMENT to FILE, which must not exist yet, as a sheet that people without pawl can fill
 * in: with the ratings of the open or else the newest assessment (of NAME, where that is not NULL),
 * else blank. *RATED (may be NULL) gets how many ratings it holds. */
bool app_assess_export(App *app, const char *instrument, const char *name, const char *file,
                       int *rated, GError **error);

typedef struct {
  char *instrument, *title, *name; /* whose */
  int rated, statements;
  int day;    /* local day it was filled in on */
  bool again; /* it was here before: nothing was added */
} AssessImport;
void assess_import_clear(AssessImport *import);

/* Takes a filled-in sheet in as a finished assessment, all or nothing; INSTRUMENT (an id, or NULL)
 * is what it must be of. Findings with their places go to LIST: errors where it fails, notes about
 * ratings that were left out because their statement is no more. A file without a date is of today.
 * The same ratings by the same name on the same day (or in a file without a date) are the same
 * assessment: *OUT says `again`. */
bool app_assess_import(App *app, const char *file, const char *instrument, DiagList *list,
                       AssessImport *out, GError **error);

/* -- comparison -------------------------------------------------------------------------------- */

typedef enum {
  VERDICT_NOT_RATED,    /* no rating of one's own in the area */
  VERDICT_NOT_MEASURED, /* too little evidence of mastery: nothing is said */
  VERDICT_LOWER,
  VERDICT_IN_LINE,
  VERDICT_HIGHER
} AssessVerdict;
/* "not rated", "not measured yet", "lower", "in line", "higher": as in JSON. */
const char *assess_verdict_name(AssessVerdict verdict);
/* SELF is the self-rating as a share (RatedArea.share), LOW to HIGH the 10-90 % interval of the
 * expected share right on fresh items. Higher where SELF lies above the interval, lower where it lies
 * below, in line on and between its ends. Without MEASURED (the area's mastery is unknown) nothing is
 * said. The two scales are not the same thing, a practice and a score; a gap is a reason to look, not
 * a finding. */
AssessVerdict assess_verdict(double self, bool measured, double low, double high);

/* Whose ratings a column of the comparison shows; NULL where there are none. */
typedef struct {
  char *instrument, *title, *name;
  int day; /* local day it was finished on */
  int rated, statements;
} AssessSource;

typedef struct {
  char *code, *text;
  int rated, statements;                     /* of one's own */
  double self, before, superintendent, team; /* shares 0 to 1, NaN where nothing is rated */
  double change;                             /* self - before, or NaN */
  bool measured;                             /* else the next four say nothing */
  double score, low, high;                   /* see AreaMastery */
  int fresh;                                 /* fresh answers so far */
  AssessVerdict verdict;
} AssessArea;

typedef struct {
  /* The newest finished assessment by each rater, and the one before the candidate's: of the same
   * instrument and name. */
  AssessSource *self, *before, *superintendent, *team;
  GPtrArray *areas; /* of AssessArea*, framework order */
} AssessComparison;
AssessComparison *app_assess_compare(App *app, GError **error);
void assess_comparison_free(AssessComparison *comparison);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(AssessComparison, assess_comparison_free)

/* -- words ------------------------------------------------------------------------------------- */

/* "by you, about your practice". Static. */
const char *assess_rater_words(InstrumentRater rater);
/* "open: 12 of 63 rated", "last 2026-11-20 by Pat Lee, 63 of 63 rated", "never". Newly allocated. */
char *assess_state_words(const AssessListing *listing);
Doc *assess_comparison_doc(const AssessComparison *comparison, int columns);
/* One object of `pawl assess list --json`, and that of `pawl assess compare --json`. New
 * references. */
json_t *assess_listing_json(const AssessListing *listing);
json_t *assess_comparison_json(const AssessComparison *comparison);
