/* card - the derived state of one item in one learner's memory. Rebuildable from the answer log. */
#pragma once
#include "core/answer.h"

typedef enum { CARD_NEW, CARD_LEARNING, CARD_REVIEW, CARD_RELEARNING } CardPhase;

typedef struct {
  int64_t item;
  CardPhase phase;
  int step;          /* index of the current learning or relearning step */
  int64_t due_at;    /* UTC ms; learning and relearning only, else 0 */
  int due_day;       /* study day; review only, else 0 */
  int interval;      /* days, of the current review interval */
  double stability;  /* days; 0 while new */
  double difficulty; /* 1..10; 0 while new */
  int64_t last_at;   /* UTC ms of the last answer; 0 while new */
  int last_day;      /* its study day */
  int answers;       /* answers that count (undone ones do not) */
  int right;         /* of these, correct */
  bool first_right;  /* the first answer was correct */
  int lapses;        /* times a review was forgotten */
} Card;
