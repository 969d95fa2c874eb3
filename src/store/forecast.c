/* forecast - what was foretold of a form, and what it came to: both appended, never changed. */
#include "store/store_private.h"

typedef struct {
  const StoreForecast *forecast;
  int64_t id, at;
  int right;
} Change;

static bool add_work(Store *store, void *user, GError **error) {
  Change *change = user;
  const StoreForecast *f = change->forecast;
  if (!sql_run(store, SQL_FORECAST_ADD,
               SQL_ARGS(SQL_UUID(&f->uuid), SQL_INT(f->at), SQL_INT(f->offset), SQL_TEXT(f->form),
                        SQL_INT(f->items), SQL_REAL(f->low), SQL_REAL(f->middle),
                        SQL_REAL(f->high)),
               error))
    return false;
  if (sqlite3_changes64(store->db) > 0) {
    change->id = sqlite3_last_insert_rowid(store->db);
    return true;
  }
  return store_touch(store, error) &&
         sql_find_int(store, SQL_FORECAST_BY_UUID, SQL_ARGS(SQL_UUID(&f->uuid)), &change->id,
                      error) > 0;
}

bool store_add_forecast(Store *store, StoreForecast *forecast, GError **error) {
  Change change = {.forecast = forecast};
  if (!store_work_unsure(store, add_work, &change, error)) return false;
  forecast->id = change.id;
  return true;
}

static bool score_work(Store *store, void *user, GError **error) {
  const Change *change = user;
  return sql_run(store, SQL_FORECAST_SCORE,
                 SQL_ARGS(SQL_INT(change->id), SQL_INT(change->at), SQL_INT(change->right)), error);
}

bool store_score_forecast(Store *store, int64_t id, int64_t at, int right, GError **error) {
  Change change = {.id = id, .at = at, .right = right};
  return store_work_unsure(store, score_work, &change, error);
}

static void forecast_clear(gpointer data) {
  g_free(((StoreForecast *)data)->form);
}

GArray *store_forecasts(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_FORECAST_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(StoreForecast));
  g_array_set_clear_func(all, forecast_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreForecast f = {.id = sqlite3_column_int64(row, 0),
                       .uuid = sql_uuid(row, 1),
                       .at = sqlite3_column_int64(row, 2),
                       .offset = sqlite3_column_int(row, 3),
                       .form = sql_dup(row, 4),
                       .items = sqlite3_column_int(row, 5),
                       .low = sqlite3_column_double(row, 6),
                       .middle = sqlite3_column_double(row, 7),
                       .high = sqlite3_column_double(row, 8),
                       .right = sqlite3_column_int(row, 9)};
    g_array_append_val(all, f);
  }
  if (next == 0) return all;
  g_array_unref(all);
  return NULL;
}
