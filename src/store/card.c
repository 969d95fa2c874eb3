/* card - derived state: one card an item, the counts that home shows, and what may come next.
 *
 * The counts are kept by triggers of the schema; nothing here scans answers or cards.
 */
#include "store/store_private.h"

G_STATIC_ASSERT(CARD_NEW == 0 && CARD_LEARNING == 1 && CARD_REVIEW == 2 && CARD_RELEARNING == 3);

static bool refuse_unknown(const Store *store, int64_t item, GError **error) {
  store_misuse(error, "There is no item %" G_GINT64_FORMAT " in %s.", item, store->path);
  return false;
}

bool card_put(Store *store, const Card *card, GError **error) {
  bool first = card->answers > 0 && card->first_right;
  if (!sql_run(store, SQL_CARD_PUT,
               SQL_ARGS(SQL_INT(card->item), SQL_INT(card->phase), SQL_INT(card->step),
                        SQL_INT(card->due_at), SQL_INT(card->due_day), SQL_INT(card->interval),
                        SQL_REAL(card->stability), SQL_REAL(card->difficulty),
                        SQL_INT(card->last_at), SQL_INT(card->last_day), SQL_INT(card->answers),
                        SQL_INT(card->right), SQL_INT(first), SQL_INT(card->lapses)),
               error))
    return false;
  return sqlite3_changes64(store->db) > 0 || refuse_unknown(store, card->item, error);
}

static bool put_work(Store *store, void *user, GError **error) {
  return card_put(store, user, error);
}

bool store_put_card(Store *store, const Card *card, GError **error) {
  return store_work(store, put_work, (void *)card, error);
}

static bool reset_work(Store *store, void *user, GError **error) {
  (void)user;
  return sql_run(store, SQL_CARD_RESET, SQL_NO_ARGS, error);
}

bool store_reset_cards(Store *store, GError **error) {
  return store_work(store, reset_work, NULL, error);
}

static Card card_from_row(sqlite3_stmt *row) {
  return (Card){
      .item = sqlite3_column_int64(row, 0),
      .phase = (CardPhase)sqlite3_column_int(row, 1),
      .step = sqlite3_column_int(row, 2),
      .due_at = sqlite3_column_int64(row, 3),
      .due_day = sqlite3_column_int(row, 4),
      .interval = sqlite3_column_int(row, 5),
      .stability = sqlite3_column_double(row, 6),
      .difficulty = sqlite3_column_double(row, 7),
      .last_at = sqlite3_column_int64(row, 8),
      .last_day = sqlite3_column_int(row, 9),
      .answers = sqlite3_column_int(row, 10),
      .right = sqlite3_column_int(row, 11),
      .first_right = sqlite3_column_int(row, 12) != 0,
      .lapses = sqlite3_column_int(row, 13),
  };
}

bool store_card(Store *store, int64_t item, Card *out, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_CARD_GET, SQL_ARGS(SQL_INT(item)), error);
  if (row == NULL) return false;
  int next = sql_next(store, row, error);
  if (next == 0) return refuse_unknown(store, item, error);
  if (next < 0) return false;
  *out = card_from_row(row);
  sql_done(row);
  return true;
}

/* -- counts ------------------------------------------------------------------------------------ */

static StoreTally tally_from_row(sqlite3_stmt *row) {
  return (StoreTally){
      .area = sqlite3_column_int64(row, 0),
      .fresh = sqlite3_column_int(row, 1),
      .fresh_right = sqlite3_column_int(row, 2),
      .repeats = sqlite3_column_int(row, 3),
      .right = sqlite3_column_int(row, 4),
      .unseen = sqlite3_column_int(row, 5),
      .served = sqlite3_column_int(row, 6),
  };
}

GArray *store_tallies(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_TALLY_LIST, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GArray *tallies = g_array_new(FALSE, FALSE, sizeof(StoreTally));
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreTally tally = tally_from_row(row);
    g_array_append_val(tallies, tally);
  }
  if (next == 0) return tallies;
  g_array_unref(tallies);
  return NULL;
}

static void objective_free(gpointer data) {
  StoreObjective *objective = data;
  g_free(objective->code);
  g_free(objective);
}

GPtrArray *store_objectives(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_OBJECTIVES, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(objective_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreObjective *objective = g_new0(StoreObjective, 1);
    objective->area = sqlite3_column_int64(row, 0);
    objective->code = g_strdup((const char *)sqlite3_column_text(row, 1));
    objective->seen = sqlite3_column_int(row, 2);
    objective->right = sqlite3_column_int(row, 3);
    g_ptr_array_add(list, objective);
  }
  return next == 0 ? g_steal_pointer(&list) : NULL;
}

int store_due_count(Store *store, int day, int64_t at) {
  int64_t reviews = 0, learning = 0;
  sql_find_int(store, SQL_LOAD_UNTIL, SQL_ARGS(SQL_INT(day)), &reviews, NULL);
  sql_find_int(store, SQL_LEARNING_UNTIL, SQL_ARGS(SQL_INT(at)), &learning, NULL);
  return (int)(reviews + learning);
}

void store_due_by_day(Store *store, int first, int n, int *out) {
  for (int i = 0; i < n; i++) out[i] = 0;
  sqlite3_stmt *row = sql_query(store, SQL_LOAD_BETWEEN,
                                SQL_ARGS(SQL_INT(first), SQL_INT((int64_t)first + n - 1)), NULL);
  while (row != NULL && sql_next(store, row, NULL) > 0)
    out[sqlite3_column_int(row, 0) - first] = sqlite3_column_int(row, 1);
}

/* -- candidates -------------------------------------------------------------------------------- */

void store_candidate_free(StoreCandidate *candidate) {
  if (candidate == NULL) return;
  g_free(candidate->objective);
  g_free(candidate->set);
  g_free(candidate);
}

static StoreCandidate *candidate_from_row(sqlite3_stmt *row) {
  StoreCandidate *candidate = g_new(StoreCandidate, 1);
  *candidate = (StoreCandidate){
      .item = sqlite3_column_int64(row, 0),
      .area = sqlite3_column_int64(row, 1),
      .objective = sql_dup(row, 2),
      .set = sql_dup(row, 3),
      .due_day = sqlite3_column_int(row, 4),
      .interval = sqlite3_column_int(row, 5),
      .due_at = sqlite3_column_int64(row, 6),
  };
  return candidate;
}

static GPtrArray *candidates(Store *store, sqlite3_stmt *row, GError **error) {
  if (row == NULL) return NULL;
  GPtrArray *list = g_ptr_array_new_with_free_func((GDestroyNotify)store_candidate_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) g_ptr_array_add(list, candidate_from_row(row));
  if (next == 0) return list;
  g_ptr_array_unref(list);
  return NULL;
}

GPtrArray *store_due_reviews(Store *store, int day, int limit, GError **error) {
  return candidates(
      store, sql_query(store, SQL_DUE_REVIEWS, SQL_ARGS(SQL_INT(day), SQL_INT(limit)), error),
      error);
}

GPtrArray *store_learning(Store *store, int limit, GError **error) {
  return candidates(store, sql_query(store, SQL_LEARNING, SQL_ARGS(SQL_INT(limit)), error), error);
}

GPtrArray *store_unseen(Store *store, int64_t area, int limit, GError **error) {
  return candidates(
      store, sql_query(store, SQL_UNSEEN, SQL_ARGS(SQL_INT(area), SQL_INT(limit)), error), error);
}
