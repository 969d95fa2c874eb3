/* exam - the practice exam: drawn by a seed, taken against the clock, resumed after anything, scored.
 *
 * Every call that returns true has stored what it did. The time of a section counts on the machine's
 * boot clock, so that nothing done to the date changes it, and is kept each second. What happens to
 * it while nobody works on the section:
 *   - paused, where the blueprint allows a pause: it stands;
 *   - pawl ended without a word (killed, power lost): it stands, at most a second is lost;
 *   - left, where no pause is allowed, or the machine sleeps: it runs on;
 *   - timing calendar: it runs from the opening on, whatever happens.
 * Each interruption is counted and told with the result.
 */
#pragma once
#include "app/app.h"
#include "core/blueprint.h"
#include "core/exam.h"
#include "report/doc.h"

/* -- blueprints and the sealed reserve --------------------------------------------------------- */

/* The blueprints of all packs. New GPtrArray of Blueprint*. */
GPtrArray *app_blueprints(App *app, GError **error);
/* The blueprint with the id NAME or, where NAME ends in .yaml or holds a slash, of that file. NULL
 * with ERROR, which names file:line:column of the first fault in a file. New. */
Blueprint *app_blueprint(App *app, const char *name, GError **error);
/* Clean forms of BLUEPRINT that the reserve still holds, one after the other. */
int app_clean_forms(App *app, const Blueprint *blueprint);
/* Sets items aside for the clean mocks that the learner asks for (setting "mocks"), drawn over the
 * first blueprint from items never seen: at most half of an area. Where fewer are wanted than before,
 * the rest go back to the drill. */
bool app_fill_reserve(App *app, GError **error);

/* -- taking ------------------------------------------------------------------------------------ */

typedef struct Exam Exam;

typedef struct {
  const ExamState *state;
  const ExamSection *section; /* at hand */
  int sections;
  ExamCounts counts; /* of the section */
  bool clean;        /* no question was seen before; else practice only */
  int reused;
  /* the question at the front; NULL while nothing is being taken */
  const ExamQuestion *question;
  const Item *item; /* of essays too, see app/writing.h */
  const char *code;
  int shown_n;
  uint8_t shown[ITEM_MAX_OPTIONS]; /* option indexes in display order */
  bool struck[ITEM_MAX_OPTIONS];   /* by place in SHOWN */
  /* the clock, milliseconds */
  int64_t used, left; /* LEFT -1 where there is no limit */
  int64_t pace;       /* ahead (positive) or behind the plan of equal time a question */
  int64_t rest;       /* of the break before a section that is ready */
  int warning;        /* minutes of a mark just passed, 0: none; told once */
} ExamView;

/* Draws a form of the blueprint NAME (see app_blueprint) by SEED (0: the app's, else drawn) and logs what it is
 * foretold to come to. An exam that is open must be ended first. */
Exam *exam_start(App *app, const char *name, uint64_t seed, GError **error);
/* The exam that is open; NULL without ERROR where there is none. Where it was left or cut off in the
 * middle of a section it waits at the same question (exam_resume). */
Exam *exam_open(App *app, GError **error);
/* True where an exam is open. */
bool exam_is_open(App *app);
/* Stores how far the clock is. Does not leave: see exam_leave. */
void exam_close(Exam *exam);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Exam, exam_close)
/* Up to date as of the last call. */
const ExamView *exam_view(const Exam *exam);
int64_t exam_id(const Exam *exam);

/* Opens the section at hand: its clock starts. */
bool exam_begin(Exam *exam, GError **error);
bool exam_goto(Exam *exam, int place, GError **error);
/* TEXT as in exam_sheet_format; "" takes the choice back. */
bool exam_choose(Exam *exam, const char *text, GError **error);
bool exam_set_confidence(Exam *exam, Confidence confidence, GError **error);
bool exam_flag(Exam *exam, bool flagged, GError **error);
/* Strikes the option at PLACE of the shown order out, or takes the stroke back. */
bool exam_strike(Exam *exam, int place, GError **error);
/* Stops the clock where the blueprint allows it. */
bool exam_pause(Exam *exam, GError **error);
/* Goes on after a pause, a leave, or an end without a word. */
bool exam_resume(Exam *exam, GError **error);
/* Leaves: a pause where one is allowed, else the clock runs on. */
bool exam_leave(Exam *exam, GError **error);
/* Hands the section in: its answers go to the log and its texts are closed, all or nothing. */
bool exam_hand_in(Exam *exam, GError **error);
/* Ends the exam without a result; what was looked at counts as seen. */
bool exam_give_up(Exam *exam, GError **error);
/* To be called about once a second while the exam is shown: moves the clock on, keeps it, and hands
 * in where the time is over. False with ERROR where nothing can be stored. */
bool exam_tick(Exam *exam, GError **error);
/* Milliseconds left of the section at hand, now; -1 where there is no limit. */
int64_t exam_left(const Exam *exam);
/* Milliseconds until exam_tick has something to do, 0 or more. */
int exam_next_tick(const Exam *exam);

/* The choice in the making as text: response_format where it is whole; a match with gaps has "." for
 * each. RESPONSE->option of a gap is ITEM_MAX_OPTIONS. */
char *exam_sheet_format(const Item *item, const Response *response);
bool exam_sheet_parse(const Item *item, const char *text, Response *out);

/* -- results ----------------------------------------------------------------------------------- */

typedef struct {
  int section, place;
  int64_t item_id, version;
  char *code; /* of the item */
  int area;   /* index into ExamResult.areas */
  char *shown, *chosen, *first;
  bool answered, correct, first_correct, flagged;
  int changes;
  Confidence confidence;
  int64_t ms, chosen_ms;
} ExamRow;

typedef struct {
  char *code, *text;
  int items, right;
  double percent, low, high; /* NaN where there are no items */
} ExamLine;

typedef struct {
  char *id, *title;
  bool essay, handed, by_time;
  bool scored; /* false: essays wait for their score */
  double percent, pass;
  bool passed;
  int items, right; /* of essays: written, scored */
  double minutes;
  int limit; /* minutes, 0: none */
} ExamPart;

#define EXAM_PACE 10

typedef struct {
  int64_t id; /* row id */
  char uuid[37], *code, *title;
  uint64_t seed;
  int day;
  int64_t at;
  bool given_up, over;
  bool clean;
  int reused, interruptions;
  ExamLine all;          /* of the choice sections */
  GPtrArray *categories; /* of ExamLine* */
  GPtrArray *areas;      /* of ExamLine*, framework order; of the form's areas */
  GPtrArray *parts;      /* of ExamPart*: sections that were opened */
  GPtrArray *rows;       /* of ExamRow*: questions of the choice sections handed in */
  double target;         /* percent */
  bool decided, passed;  /* by the blueprint's rule; undecided while a part is not scored */
  bool predicted, hit;
  double low, middle, high; /* percent, as foretold */
  int forecasts, hits;      /* scored so far, over all; of these, within their interval */
  int unanswered, confident_errors, right_to_wrong, wrong_to_right;
  double minutes;
  double pace[EXAM_PACE]; /* share answered after each tenth of the time of the first part */
  GPtrArray *remarks;     /* of mentors: of Remark*, see app/reply.h */
} ExamResult;

ExamResult *app_exam_result(App *app, int64_t id, GError **error);
void exam_result_free(ExamResult *result);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExamResult, exam_result_free)
/* One of its questions to read. */
typedef struct {
  Item *item;
  char *area_text, *objective_text;
  int shown_n;
  uint8_t shown[ITEM_MAX_OPTIONS];
  Response response; /* n 0: not answered */
  Grade grade;
  bool overdue;
  GPtrArray *sources; /* of StudySource* */
} ExamQuestionView;
/* Row AT of RESULT. */
ExamQuestionView *app_exam_question(App *app, const ExamResult *result, int at, GError **error);
void exam_question_view_free(ExamQuestionView *view);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExamQuestionView, exam_question_view_free)
/* All exams that were handed in, oldest first. New GPtrArray of ExamResult*. */
GPtrArray *app_exam_results(App *app, GError **error);
Doc *exam_result_doc(const ExamResult *result, int columns);
/* The history of mocks with its trend. */
Doc *exam_history_doc(const GPtrArray *results, int columns);
/* Points of percent from one clean mock to the next (least squares); NaN with fewer than three. */
double exam_trend(const GPtrArray *results);
/* For home: whether an exam is open, the clean mocks left, how the last went. NULL where no pack brings
 * a form. Costs the same at any number of items. New. */
char *exam_home_line(App *app);
/* One object of `pawl exam results --json`. New reference. */
json_t *exam_result_json(const ExamResult *result);
