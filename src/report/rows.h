/* rows - one object of the reports as JSON. The keys are an interface that scripts rely on; they
 * are described in pawl.1.
 */
#pragma once
#include "core/answer.h"
#include "core/item.h"

/* What one answer of the history shows. Texts are lent. */
typedef struct {
  const char *item, *area, *session;
  const Answer *answer;
} ReportAnswer;

/* {"id","item","area","at","shown","chosen","correct","credit","confidence","ms","session",...},
 * compact, on one line. Newly allocated. */
char *report_answer_json(const ReportAnswer *row);

typedef struct {
  const char *id, *pack, *area, *objective, *hash, *title;
  ItemType type;
  ItemStatus status;
  ItemLevel level;
  bool suspended, flagged;
} ReportItem;
char *report_item_json(const ReportItem *item);
