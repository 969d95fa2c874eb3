/* session - see session.h. */
#include "core/session.h"

#define MAX_ANSWER_MS (5 * INT64_C(60000))
#define MAX_PAUSE_MS  (2 * INT64_C(60000))

Session *session_new(SessionGoal goal, int64_t started_at) {
  Session *session = g_new0(Session, 1);
  session->queue = g_array_new(FALSE, FALSE, sizeof(int64_t));
  session->waiting = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  session->done = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  session->goal = goal;
  session->started_at = session->last_at = started_at;
  return session;
}

void session_free(Session *session) {
  if (session == NULL) return;
  g_array_unref(session->queue);
  g_hash_table_unref(session->waiting);
  g_hash_table_unref(session->done);
  g_free(session);
}

static gpointer boxed(int64_t value) {
  return g_memdup2(&value, sizeof value);
}

void session_plan(Session *session, const int64_t *items, size_t n) {
  g_array_append_vals(session->queue, items, (guint)n);
}

void session_wait(Session *session, int64_t item, int64_t due_at) {
  g_hash_table_replace(session->waiting, boxed(item), boxed(due_at));
}

void session_note_answer(Session *session, const Card *card, int64_t at, int64_t ms) {
  int64_t pause = at - ms - session->last_at;
  session->active_ms += CLAMP(ms, 0, MAX_ANSWER_MS) + CLAMP(pause, 0, MAX_PAUSE_MS);
  session->answers++;
  session->last_at = at;
  session->last_item = card->item;
  g_hash_table_add(session->done, boxed(card->item));
  if (card->phase == CARD_LEARNING || card->phase == CARD_RELEARNING)
    session_wait(session, card->item, card->due_at);
  else
    g_hash_table_remove(session->waiting, &card->item);
}

void session_drop(Session *session, int64_t item) {
  g_hash_table_add(session->done, boxed(item));
  g_hash_table_remove(session->waiting, &item);
}

/* The waiting card due first, at or before LIMIT; the item just answered only where nothing else
 * waits. Ties fall to the smaller row id, so that a replay picks the same one. 0: none. */
static int64_t earliest_waiting(const Session *session, int64_t limit, bool last_too) {
  int64_t best = 0, best_due = 0;
  GHashTableIter iter;
  gpointer key = NULL, value = NULL;
  g_hash_table_iter_init(&iter, session->waiting);
  while (g_hash_table_iter_next(&iter, &key, &value)) {
    int64_t item = *(int64_t *)key, due = *(int64_t *)value;
    if (due > limit || (item == session->last_item && !last_too)) continue;
    if (best == 0 || due < best_due || (due == best_due && item < best)) {
      best = item;
      best_due = due;
    }
  }
  return best;
}

static int64_t first_of_plan(const Session *session) {
  for (guint i = 0; i < session->queue->len; i++) {
    int64_t item = g_array_index(session->queue, int64_t, i);
    if (!g_hash_table_contains(session->done, &item) &&
        !g_hash_table_contains(session->waiting, &item))
      return item;
  }
  return 0;
}

static SessionEnd goal_reached(const Session *session) {
  if (session->goal.count > 0 && session->answers >= session->goal.count) return SESSION_END_COUNT;
  if (session->goal.minutes > 0 && session->active_ms >= session->goal.minutes * INT64_C(60000))
    return SESSION_END_MINUTES;
  return SESSION_GOES_ON;
}

int64_t session_next(const Session *session, SessionEnd *end) {
  *end = goal_reached(session);
  if (*end != SESSION_GOES_ON) return 0;
  int64_t item = earliest_waiting(session, session->last_at, false);
  if (item == 0) item = first_of_plan(session);
  if (item == 0) item = earliest_waiting(session, INT64_MAX, false);
  if (item == 0) item = earliest_waiting(session, INT64_MAX, true);
  if (item == 0) *end = SESSION_END_NOTHING_LEFT;
  return item;
}
