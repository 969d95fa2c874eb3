/* round - the learner's own part in rounds by file: answers of two phases, each closed in its time. */
#include "store/store_private.h"

void store_round_clear(StoreRound *round) {
  char **strings[] = {&round->file, &round->name, &round->votes};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_clear_pointer(strings[i], g_free);
}

bool store_round_get(Store *store, const Uuid *uuid, StoreRound *out) {
  sqlite3_stmt *row = sql_query(store, SQL_ROUND_GET, SQL_ARGS(SQL_UUID(uuid)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = (StoreRound){.id = sqlite3_column_int64(row, 0),
                      .uuid = sql_uuid(row, 1),
                      .file = sql_dup(row, 2),
                      .name = sql_dup(row, 3),
                      .started_at = sqlite3_column_int64(row, 4),
                      .opened_at = sqlite3_column_int64(row, 5),
                      .votes = sql_dup(row, 6),
                      .session = sqlite3_column_int64(row, 7)};
  sql_done(row);
  return true;
}

/* -- answers ----------------------------------------------------------------------------------- */

typedef struct {
  StoreRound *round;
  const StoreRoundAnswer *answer;
} Put;

static bool put_work(Store *store, void *user, GError **error) {
  Put *put = user;
  StoreRound *round = put->round;
  const StoreRoundAnswer *a = put->answer;
  return sql_find_int(store, SQL_ROUND_PUT,
                      SQL_ARGS(SQL_UUID(&round->uuid), SQL_TEXT(round->file), SQL_TEXT(round->name),
                               SQL_INT(round->started_at)),
                      &round->id, error) > 0 &&
         sql_run(store, SQL_ROUND_ANSWER_PUT,
                 SQL_ARGS(SQL_INT(round->id), SQL_INT(a->phase), SQL_INT(a->place),
                          SQL_UUID(&a->uuid), SQL_INT(a->item), SQL_INT(a->version),
                          SQL_TEXT(a->chosen), SQL_INT(a->confidence), SQL_INT(a->ms),
                          SQL_INT(a->at), SQL_INT(a->offset)),
                 error);
}

bool store_round_answer(Store *store, StoreRound *round, const StoreRoundAnswer *answer,
                        GError **error) {
  Put put = {round, answer};
  return store_work_unsure(store, put_work, &put, error);
}

static void answer_clear_chosen(gpointer data) {
  g_free(((StoreRoundAnswer *)data)->chosen);
}

GArray *store_round_answers(Store *store, int64_t id, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_ROUND_ANSWERS, SQL_ARGS(SQL_INT(id)), error);
  if (row == NULL) return NULL;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(StoreRoundAnswer));
  g_array_set_clear_func(all, answer_clear_chosen);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreRoundAnswer answer = {.phase = sqlite3_column_int(row, 0),
                               .place = sqlite3_column_int(row, 1),
                               .uuid = sql_uuid(row, 2),
                               .item = sqlite3_column_int64(row, 3),
                               .version = sqlite3_column_int64(row, 4),
                               .chosen = sql_dup(row, 5),
                               .confidence = (Confidence)sqlite3_column_int(row, 6),
                               .ms = sqlite3_column_int64(row, 7),
                               .at = sqlite3_column_int64(row, 8),
                               .offset = sqlite3_column_int(row, 9)};
    g_array_append_val(all, answer);
  }
  if (next == 0) return all;
  g_array_unref(all);
  return NULL;
}

/* -- its course -------------------------------------------------------------------------------- */

typedef struct {
  int64_t id, at, session;
  const char *text;
} Course;

static bool open_work(Store *store, void *user, GError **error) {
  const Course *course = user;
  return sql_run(store, SQL_ROUND_OPEN,
                 SQL_ARGS(SQL_INT(course->id), SQL_INT(course->at), SQL_TEXT(course->text)), error);
}

bool store_round_open(Store *store, int64_t id, int64_t at, const char *votes, GError **error) {
  Course course = {.id = id, .at = at, .text = votes};
  return store_work_unsure(store, open_work, &course, error);
}

static bool log_work(Store *store, void *user, GError **error) {
  const Course *course = user;
  return sql_run(store, SQL_ROUND_LOGGED, SQL_ARGS(SQL_INT(course->id), SQL_INT(course->session)),
                 error);
}

bool store_round_logged(Store *store, int64_t id, int64_t session, GError **error) {
  Course course = {.id = id, .session = session};
  return store_work_unsure(store, log_work, &course, error);
}

/* -- its questions ----------------------------------------------------------------------------- */

bool store_version_find(Store *store, const char *pack, const char *code, const char *hash,
                        int64_t *item, int64_t *version) {
  SqlValue pack_value = SQL_TEXT(pack), hash_value = SQL_TEXT(hash);
  bool found = false;
  for (int moved = 0; !found && moved < 2; moved++) {
    sqlite3_stmt *row =
        moved ? sql_query(store, SQL_TRAVEL_MOVED, SQL_ARGS(pack_value, hash_value), NULL)
              : sql_query(store, SQL_TRAVEL_ITEM, SQL_ARGS(pack_value, SQL_TEXT(code), hash_value),
                          NULL);
    if (row == NULL || sql_next(store, row, NULL) <= 0) continue;
    found = sqlite3_column_int64(row, 1) != 0;
    if (found) *item = sqlite3_column_int64(row, 0);
    if (found) *version = sqlite3_column_int64(row, 1);
    sql_done(row);
  }
  return found;
}

static bool unseal_work(Store *store, void *user, GError **error) {
  return sql_run(store, SQL_SEAL, SQL_ARGS(SQL_INT(*(int64_t *)user), SQL_INT(0), SQL_INT(0)),
                 error);
}

bool store_unseal(Store *store, int64_t item, GError **error) {
  return store_work(store, unseal_work, &item, error);
}
