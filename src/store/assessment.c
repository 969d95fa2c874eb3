/* assessment - instruments filled in: ratings change until it is finished, then nothing does. */
#include "store/store_private.h"

void store_assessment_clear(StoreAssessment *assessment) {
  char **strings[] = {&assessment->instrument, &assessment->name, &assessment->body,
                      &assessment->ratings};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_clear_pointer(strings[i], g_free);
}

/* -- adding ------------------------------------------------------------------------------------ */

static const char *source_name(bool from_file) {
  return from_file ? "file" : "here";
}

static SqlValue instant(int64_t at) {
  return at == 0 ? (SqlValue){.kind = SQL_KIND_NULL} : SQL_INT(at);
}

static bool add_work(Store *store, void *user, GError **error) {
  StoreAssessment *a = user;
  int found = sql_find_int(store, SQL_ASSESSMENT_ADD,
                           SQL_ARGS(SQL_UUID(&a->uuid), SQL_TEXT(a->instrument),
                                    SQL_TEXT(instrument_rater_name(a->rater)), SQL_TEXT(a->name),
                                    SQL_INT(a->started_at), SQL_INT(a->offset), SQL_TEXT(a->body),
                                    SQL_TEXT(a->ratings), SQL_TEXT(source_name(a->from_file)),
                                    instant(a->finished_at)),
                           &a->id, error);
  if (found != 0) return found > 0;
  return store_touch(store, error) && sql_find_int(store, SQL_ASSESSMENT_BY_UUID,
                                                   SQL_ARGS(SQL_UUID(&a->uuid)), &a->id, error) > 0;
}

bool store_assessment_add(Store *store, StoreAssessment *assessment, GError **error) {
  return store_work_unsure(store, add_work, assessment, error);
}

/* -- changing ---------------------------------------------------------------------------------- */

typedef struct {
  int64_t id, at;
  const char *statement;
  int rating;
} Change;

static bool rate_work(Store *store, void *user, GError **error) {
  const Change *change = user;
  SqlValue rating =
      change->rating == 0 ? (SqlValue){.kind = SQL_KIND_NULL} : SQL_INT(change->rating);
  if (!sql_run(store, SQL_ASSESSMENT_RATE,
               SQL_ARGS(SQL_INT(change->id), SQL_TEXT(change->statement), rating), error))
    return false;
  if (sqlite3_changes64(store->db) > 0) return true;
  store_misuse(error, "This assessment is finished, so its ratings do not change any more.");
  return false;
}

bool store_assessment_rate(Store *store, int64_t id, const char *statement, int rating,
                           GError **error) {
  Change change = {.id = id, .statement = statement, .rating = rating};
  return store_work_unsure(store, rate_work, &change, error);
}

static bool finish_work(Store *store, void *user, GError **error) {
  const Change *change = user;
  return sql_run(store, SQL_ASSESSMENT_FINISH, SQL_ARGS(SQL_INT(change->id), SQL_INT(change->at)),
                 error) &&
         store_touch(store, error);
}

bool store_assessment_finish(Store *store, int64_t id, int64_t at, GError **error) {
  Change change = {.id = id, .at = at};
  return store_work_unsure(store, finish_work, &change, error);
}

/* -- reading ----------------------------------------------------------------------------------- */

static StoreAssessment from_row(sqlite3_stmt *row) {
  StoreAssessment a = {.id = sqlite3_column_int64(row, 0),
                       .uuid = sql_uuid(row, 1),
                       .instrument = sql_dup(row, 2),
                       .name = sql_dup(row, 4),
                       .started_at = sqlite3_column_int64(row, 5),
                       .offset = sqlite3_column_int(row, 6),
                       .body = sql_dup(row, 7),
                       .ratings = sql_dup(row, 8),
                       .from_file = sqlite3_column_int(row, 9) != 0,
                       .finished_at = sqlite3_column_int64(row, 10)};
  instrument_rater_from_name((const char *)sqlite3_column_text(row, 3), &a.rater);
  return a;
}

bool store_assessment_get(Store *store, int64_t id, StoreAssessment *out) {
  sqlite3_stmt *row = sql_query(store, SQL_ASSESSMENT_GET, SQL_ARGS(SQL_INT(id)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = from_row(row);
  sql_done(row);
  return true;
}

GArray *store_assessments(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_ASSESSMENT_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(StoreAssessment));
  g_array_set_clear_func(all, (GDestroyNotify)store_assessment_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreAssessment assessment = from_row(row);
    g_array_append_val(all, assessment);
  }
  if (next == 0) return all;
  g_array_unref(all);
  return NULL;
}
