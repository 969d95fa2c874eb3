/* round - peer instruction by file: a group answers the same questions alone, sees how it split, talks,
 * answers again, and then sees the key (Mazur 1997; Crouch and Mazur 2001). See decision 0013.
 *
 * A round is a signed file that names its questions; each member answers into a signed file of their
 * own, and files travel as people like. Own answers are kept in the database and written out from there.
 * No verdict is told before the result; the first answers go into the answer log then, once.
 */
#pragma once
#include "app/app.h"
#include "report/doc.h"
#include <jansson.h>

#define ROUND_FORMAT         "pawl-round/1"
#define ROUND_ANSWERS_FORMAT "pawl-round-answers/1"
#define ROUND_ANSWERS_SUFFIX ".pawl-round-answers"
#define ROUND_QUESTIONS_MAX  50
#define ROUND_QUESTIONS      5 /* drawn where nobody says how many */

/* -- making one -------------------------------------------------------------------------------- */

typedef struct {
  const char *const *items; /* codes of items, NULL-terminated; none: COUNT are drawn */
  int count;                /* 0: ROUND_QUESTIONS */
  const char *title;        /* or NULL */
  const char *members;      /* names, comma separated, or NULL: whoever answers */
} RoundNew;
/* Writes a new round to PATH, where no file stands yet; drawn by the app's seed from the items in play.
 * *QUESTIONS gets their number. Refused: items kept for practice exams, and those without a key. */
bool app_round_new(App *app, const char *path, const RoundNew *what, int *questions,
                   GError **error);

/* -- how a question was answered --------------------------------------------------------------- */

#define ROUND_PHASES 2
typedef struct {
  char *label;              /* "2": the option's number; of order and match the numbers given */
  const ItemOption *option; /* of single and multiple, else NULL */
  bool right;               /* told with the result alone */
  int chosen[ROUND_PHASES]; /* members who chose it, first and again */
  int sure[ROUND_PHASES][CONFIDENCE_SURE + 1]; /* of these, by how sure they were */
} RoundChoice;

typedef struct {
  Item *item;
  char *code;
  int shown_n;
  uint8_t shown[ITEM_MAX_OPTIONS]; /* the same order for all members */
  GPtrArray *choices; /* of RoundChoice*, in the shown order; else most frequent first */
  int members;        /* who are counted */
  /* of a result, else 0 */
  int right[ROUND_PHASES], confident_errors[ROUND_PHASES];
  double gain;              /* NaN where all were right before */
  GPtrArray *gained, *lost; /* of char*: names, wrong to right and right to wrong */
} RoundRow;

/* -- taking part ------------------------------------------------------------------------------- */

typedef struct RoundSitting RoundSitting;
typedef struct {
  const char *title; /* or "" */
  int phase;         /* 1: alone; 2: after the split was seen */
  bool closed;       /* the result was told: nothing changes any more */
  bool over;         /* behind the last question */
  int at, questions, answered;
  const RoundRow *row;   /* the question at hand; in phase 2 with the split */
  Response given, first; /* in this phase, and in phase 2 in the one before; n 0: none */
  Confidence sure, first_sure;
} RoundView;
/* Takes up the round PATH at the first question that is not answered in its phase; at the first one
 * where all are. NAME is how the others are to see the member; NULL: as
 * before, else as the setting "name" says. Where questions are kept
 * for practice exams *SEALED gets their number, and it fails unless RELEASE, which takes them out of
 * those. Questions that are not known here are an error that names what to install. */
RoundSitting *round_sit(App *app, const char *path, const char *name, bool release, int *sealed,
                        GError **error);
void round_close(RoundSitting *sitting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoundSitting, round_close)
const RoundView *round_view(const RoundSitting *sitting);
/* Keeps the answer durably and goes on. No verdict. */
bool round_answer(RoundSitting *sitting, const Response *response, Confidence confidence,
                  int64_t ms, GError **error);
/* To the question AT from 0, up to the end behind the last one. */
void round_goto(RoundSitting *sitting, int at);
/* Writes the member's file, whole phases only. A file at PATH that is not this member's answers to this
 * round is left alone. */
bool round_write(RoundSitting *sitting, const char *path, GError **error);

/* -- together ---------------------------------------------------------------------------------- */

typedef struct {
  char uuid[37], *title;
  bool told;            /* a result, with the key */
  bool own_among;       /* the member's own file was among the files */
  GPtrArray *members;   /* of char*: names of those who are counted */
  GPtrArray *missing;   /* of char*: named in the round, no answers among the files */
  GPtrArray *waiting;   /* of char*: of a result: first answers only, not counted */
  GPtrArray *rows;      /* of RoundRow* */
  double before, after; /* share right over all questions, of a result */
  double gain; /* normalised: (after - before) / (1 - before), Hake 1998; NaN where before is 1 */
  int logged;  /* answers that went into the log now */
} RoundReport;
void round_report_free(RoundReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RoundReport, round_report_free)
/* The split of the round PATH over FILES (NULL-terminated; folders stand for the answer files in them,
 * those to other rounds left out) and the own answers. Refused before the own first answers are whole;
 * closes them before it returns. */
RoundReport *app_round_open(App *app, const char *path, char *const *files, GError **error);
/* Key and gain over FILES as above. Refused before the own second answers are whole; the first answers
 * are in the answer log before it returns, all or nothing, once. */
RoundReport *app_round_result(App *app, const char *path, char *const *files, GError **error);

/* -- words ------------------------------------------------------------------------------------- */

/* The choices of ROW: with bars, at most 40 columns wide where nothing has to wrap. */
Doc *round_row_doc(const RoundRow *row, bool told);
/* Who took part, who is missing, the shares over all questions. */
Doc *round_report_doc(const RoundReport *report);
json_t *round_report_json(const RoundReport *report);
