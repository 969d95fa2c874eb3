/* dossier - what a learner's logs come to, whatever day it is looked at: read from the logs or from the
 * database, and made into a row of the cohort for a given day.
 *
 * Reading touches nothing that threads share but a Bank, which nobody changes.
 */
#pragma once
#include "app/cohort.h"
#include "app/fold.h"
#include "store/cohort.h"

/* -- what is known of items here --------------------------------------------------------------- */

typedef struct Bank Bank;
Bank *bank_new(App *app, GError **error);
void bank_free(Bank *bank);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Bank, bank_free)
const char *bank_stamp(const Bank *bank);

typedef struct {
  int64_t item; /* row id, 0: not known here */
  bool superseded, oral;
} BankPlace;
/* As the merge of a log would place it. */
BankPlace bank_find(const Bank *bank, const char *pack, const char *code, const char *hash);
/* The items with new cards, for one fold. */
void bank_items(const Bank *bank, FoldItems *out);
const App *bank_app(const Bank *bank);

#define DOSSIER_FORMAT    "2" /* another one, and what was kept is read from the logs again */
#define DOSSIER_TARGET    .75 /* where the candidate's log does not say */
#define DOSSIER_RETENTION .90 /* desired recall: logs do not say */

/* -- dossiers ---------------------------------------------------------------------------------- */

typedef struct {
  int day;
  double score; /* expected share right that evening */
} DossierScore;

typedef struct {
  int64_t at; /* begun */
  int items, right;
} DossierMock;

typedef struct {
  Uuid learner;
  char *name; /* or NULL */
  LogLevel level;
  int64_t made_at;
  int exam_day;
  double target;
  Mastery *mastery; /* NULL: of level summary */
  Habits *habits;
  GArray *scores; /* of DossierScore, by day */
  GArray *mocks;  /* of DossierMock, by start */
  int texts;
  GArray *waiting; /* of Uuid: texts without a mentor's score */
  int64_t unknown;
  /* of level summary: */
  int stated_day;
  ReadinessReport stated;
  int areas, mastered, weak;
} Dossier;
Dossier *dossier_new(void);
void dossier_free(Dossier *dossier);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dossier, dossier_free)

/* The key that a learner's device signs with. */
typedef struct {
  Uuid device;
  uint8_t key[LOG_KEY_SIZE];
} DossierPin;

/* From all logs of one learner together: FILES of StoreCohortFile, as they were looked at. One that is not
 * right is taken out of FILES, with a sentence in NOTES (char*); NULL where none is left. PINS: of DossierPin, what
 * is known of the learner's devices; those of logs that were right are added. *ANSWERS: how many lines of
 * answers were read. */
Dossier *dossier_read(const Bank *bank, GArray *files, GArray *pins, GPtrArray *notes,
                      int64_t *answers);
/* As text and back; NULL where TEXT is not what was written. The mastery image travels beside it. */
char *dossier_write(const Dossier *dossier);
Dossier *dossier_parse(const Uuid *learner, const char *text, const void *mastery, size_t size);
/* As of DAY. Paths, look and a name where the logs say none are the caller's. */
CohortRow *dossier_row(const App *app, const Dossier *dossier, int day);
void cohort_row_free(CohortRow *row);
