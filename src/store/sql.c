/* sql - see sql.h. */
#include "store/store_private.h"

static const char *const TEXTS[SQL_COUNT] = {
#define X(name, text) text,
    STORE_STATEMENTS(X)
#undef X
};

const char *sql_text(SqlName name) {
  return TEXTS[name];
}

SqlValue sql_text_value(const char *text) {
  if (text == NULL) return (SqlValue){.kind = SQL_KIND_NULL};
  return (SqlValue){.kind = SQL_KIND_TEXT, .bytes = text};
}

SqlValue sql_row_value(int64_t id) {
  return id == 0 ? (SqlValue){.kind = SQL_KIND_NULL} : SQL_INT(id);
}

static int bind_one(sqlite3_stmt *statement, int i, const SqlValue *value) {
  switch (value->kind) {
  case SQL_KIND_NULL: return sqlite3_bind_null(statement, i);
  case SQL_KIND_INT: return sqlite3_bind_int64(statement, i, value->integer);
  case SQL_KIND_REAL: return sqlite3_bind_double(statement, i, value->real);
  case SQL_KIND_TEXT: return sqlite3_bind_text(statement, i, value->bytes, -1, SQLITE_STATIC);
  case SQL_KIND_BLOB:
    return sqlite3_bind_blob(statement, i, value->bytes, value->size, SQLITE_STATIC);
  }
  return SQLITE_MISUSE;
}

static sqlite3_stmt *prepare(Store *store, SqlName name, unsigned flags, GError **error) {
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v3(store->db, TEXTS[name], -1, flags, &statement, NULL) != SQLITE_OK)
    store_fail(store, error);
  return statement;
}

static bool bind_all(Store *store, sqlite3_stmt *statement, const SqlValue *values, size_t n,
                     GError **error) {
  g_assert((int)n == sqlite3_bind_parameter_count(statement));
  for (size_t i = 0; i < n; i++)
    if (bind_one(statement, (int)i + 1, &values[i]) != SQLITE_OK) {
      store_fail(store, error);
      return false;
    }
  return true;
}

sqlite3_stmt *sql_query(Store *store, SqlName name, const SqlValue *values, size_t n,
                        GError **error) {
  sqlite3_stmt **kept = &store->statements[name];
  if (*kept == NULL) *kept = prepare(store, name, SQLITE_PREPARE_PERSISTENT, error);
  if (*kept == NULL || !bind_all(store, *kept, values, n, error)) return NULL;
  return *kept;
}

sqlite3_stmt *sql_query_own(Store *store, SqlName name, const SqlValue *values, size_t n,
                            GError **error) {
  sqlite3_stmt *statement = prepare(store, name, 0, error);
  if (statement != NULL && bind_all(store, statement, values, n, error)) return statement;
  sqlite3_finalize(statement);
  return NULL;
}

int sql_next(Store *store, sqlite3_stmt *statement, GError **error) {
  int code = sqlite3_step(statement);
  if (code == SQLITE_ROW) return 1;
  if (code != SQLITE_DONE) store_fail(store, error);
  sqlite3_reset(statement);
  return code == SQLITE_DONE ? 0 : -1;
}

void sql_done(sqlite3_stmt *statement) {
  sqlite3_reset(statement);
}

bool sql_run(Store *store, SqlName name, const SqlValue *values, size_t n, GError **error) {
  sqlite3_stmt *statement = sql_query(store, name, values, n, error);
  if (statement == NULL) return false;
  int next = 0;
  while ((next = sql_next(store, statement, error)) > 0) continue;
  return next == 0;
}

/* Steps to the end, so that a RETURNING statement does all it has to do. */
static int first_row(Store *store, SqlName name, const SqlValue *values, size_t n,
                     void (*take)(sqlite3_stmt *row, void *out), void *out, GError **error) {
  sqlite3_stmt *row = sql_query(store, name, values, n, error);
  if (row == NULL) return -1;
  int next = 0, found = 0;
  while ((next = sql_next(store, row, error)) > 0)
    if (!found++) take(row, out);
  return next < 0 ? -1 : found > 0;
}

static void take_int(sqlite3_stmt *row, void *out) {
  *(int64_t *)out = sqlite3_column_int64(row, 0);
}

static void take_text(sqlite3_stmt *row, void *out) {
  *(char **)out = sql_dup(row, 0);
}

int sql_find_int(Store *store, SqlName name, const SqlValue *values, size_t n, int64_t *out,
                 GError **error) {
  int64_t value = 0;
  int found = first_row(store, name, values, n, take_int, &value, error);
  if (found > 0) *out = value;
  return found;
}

char *sql_find_text(Store *store, SqlName name, const SqlValue *values, size_t n, GError **error) {
  char *value = NULL;
  if (first_row(store, name, values, n, take_text, &value, error) >= 0) return value;
  g_free(value);
  return NULL;
}

char *sql_dup(sqlite3_stmt *row, int i) {
  return g_strdup((const char *)sqlite3_column_text(row, i));
}

Uuid sql_uuid(sqlite3_stmt *row, int i) {
  Uuid uuid = {0};
  const void *bytes = sqlite3_column_blob(row, i);
  if (bytes != NULL && sqlite3_column_bytes(row, i) == UUID_SIZE) memcpy(&uuid, bytes, UUID_SIZE);
  return uuid;
}
