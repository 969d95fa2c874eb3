/* rows - one object of the reports as JSON. The keys are an interface that scripts rely on; they
 * are described in pawl.1.
 */
#pragma once
#include "core/answer.h"
#include "core/item.h"

/* What a practice exam knows of an answer given in it. Texts are lent. */
typedef struct {
  const char *id, *blueprint; /* of the exam */
  const char *section;
  int place;     /* of the question in its section, from 1 */
  bool answered; /* false: left without a whole answer, graded wrong; no row of the log */
  bool flagged;
  const char *first; /* the choice when the question was first left; "" for none */
  bool first_correct;
  int changes;
  int64_t chosen_ms; /* on the section's clock, of the last choice */
} ReportExam;

/* What one answer of the history shows. Texts are lent. */
typedef struct {
  const char *item, *area, *session;
  const Answer *answer;
  const ReportExam *exam; /* NULL: not of an exam */
} ReportAnswer;

/* {"id","item","area","at","shown","chosen","correct","credit","confidence","ms","session",...},
 * compact, on one line. Newly allocated. */
char *report_answer_json(const ReportAnswer *row);

typedef struct {
  const char *id, *pack, *area, *objective, *hash;
  const char *title; /* NULL: sealed */
  ItemType type;
  ItemStatus status;
  ItemLevel level;
  bool suspended, flagged, sealed;
} ReportItem;
char *report_item_json(const ReportItem *item);
