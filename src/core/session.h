/* session - which item a sitting shows next: a pure function of the plan and of what was answered.
 *
 * A session is a fold over its answers: the plan is stored once when it starts, every answer is in
 * the log, and the next item follows from both. Nothing else is saved, so after a kill the same
 * question comes back, and an undo gives back the question it undid. For that the choice looks only
 * at the time of the last answer, never at the present moment.
 */
#pragma once
#include "core/card.h"

typedef enum {
  SESSION_GOES_ON,
  SESSION_END_NOTHING_LEFT,
  SESSION_END_COUNT,
  SESSION_END_MINUTES,
  SESSION_END_QUIT
} SessionEnd;

typedef struct {
  int count;   /* answers; 0: no limit */
  int minutes; /* active minutes; 0: no limit */
} SessionGoal;

typedef struct {
  GArray *queue;       /* of int64_t item row ids, in planned order */
  GHashTable *waiting; /* item -> due_at of learning cards (both boxed int64) */
  GHashTable *done;    /* items answered or put aside in this session */
  SessionGoal goal;
  int64_t started_at;
  int64_t last_at;   /* of the last answer; started_at before the first */
  int64_t last_item; /* 0 before the first */
  int answers;
  int64_t active_ms; /* see session_note_answer */
} Session;

Session *session_new(SessionGoal goal, int64_t started_at);
void session_free(Session *session);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Session, session_free)

void session_plan(Session *session, const int64_t *items, size_t n);
/* A learning card that may come due during the session. */
void session_wait(Session *session, int64_t item, int64_t due_at);
/* An answer was given: CARD is the item's card afterwards. Active time grows by the answer's own
 * milliseconds (at most 5 minutes) and by the pause before the question (at most 2 minutes). */
void session_note_answer(Session *session, const Card *card, int64_t at, int64_t ms);
/* The learner put the item aside (suspended it): it does not come back in this session. */
void session_drop(Session *session, int64_t item);

/* The next item, or 0 with *END saying why the session is over. Order: a learning card whose step
 * had passed at the last answer (earliest first, not the one just answered while there is another
 * choice); then the plan; then learning cards ahead of time. */
int64_t session_next(const Session *session, SessionEnd *end);
