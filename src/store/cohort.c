/* cohort - see cohort.h. */
#include "store/cohort.h"
#include "store/store_private.h"
#include <math.h>

/* -- items ------------------------------------------------------------------------------------- */

static const char *text_at(sqlite3_stmt *row, int column) {
  return (const char *)sqlite3_column_text(row, column);
}

bool store_each_known(Store *store, StoreKnownFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_COHORT_KNOWN, SQL_NO_ARGS, error);
  int next = 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    StoreKnown known = {
        .pack = text_at(row, 0),
        .code = text_at(row, 1),
        .hash = text_at(row, 2),
        .item = sqlite3_column_int64(row, 3),
        .superseded = sqlite3_column_int(row, 4) != 0,
        .oral = sqlite3_column_int(row, 5) != 0,
    };
    each(&known, user);
  }
  return row != NULL && next == 0;
}

char *store_cohort_stamp(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_COHORT_STAMP, SQL_NO_ARGS, error);
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  int next = 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0)
    g_checksum_update(sum, (const guchar *)text_at(row, 0), sqlite3_column_bytes(row, 0));
  return row != NULL && next == 0 ? g_strdup(g_checksum_get_string(sum)) : NULL;
}

/* -- dossiers ---------------------------------------------------------------------------------- */

static void file_clear(gpointer data) {
  StoreCohortFile *file = data;
  g_free(file->path);
  g_free(file->signature);
}

GArray *store_cohort_files(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_COHORT_FILES, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GArray *files = g_array_new(FALSE, FALSE, sizeof(StoreCohortFile));
  g_array_set_clear_func(files, file_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreCohortFile file = {sql_dup(row, 0), sql_dup(row, 1), sql_uuid(row, 2)};
    g_array_append_val(files, file);
  }
  if (next == 0) return files;
  g_array_unref(files);
  return NULL;
}

typedef struct {
  const StoreDossier *dossier;
  const GArray *files;
} Put;

static bool put_work(Store *store, void *user, GError **error) {
  const Put *put = user;
  const StoreDossier *d = put->dossier;
  SqlValue learner = SQL_UUID(&d->learner);
  if (!sql_run(store, SQL_COHORT_PUT,
               SQL_ARGS(learner, SQL_TEXT(d->stamp), SQL_TEXT(d->dossier),
                        SQL_BLOB(d->mastery, (int)d->size)),
               error) ||
      !sql_run(store, SQL_COHORT_FILES_CLEAR, SQL_ARGS(learner), error))
    return false;
  for (guint i = 0; i < put->files->len; i++) {
    const StoreCohortFile *file = &g_array_index(put->files, StoreCohortFile, i);
    if (!sql_run(store, SQL_COHORT_FILE_PUT,
                 SQL_ARGS(SQL_TEXT(file->path), learner, SQL_TEXT(file->signature)), error))
      return false;
  }
  return true;
}

bool store_cohort_put(Store *store, const StoreDossier *dossier, const GArray *files,
                      GError **error) {
  Put put = {dossier, files};
  return store_work(store, put_work, &put, error);
}

bool store_each_dossier(Store *store, StoreDossierFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_COHORT_ALL, SQL_NO_ARGS, error);
  int next = 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    StoreDossier dossier = {
        .learner = sql_uuid(row, 0),
        .stamp = text_at(row, 1),
        .dossier = text_at(row, 2),
        .mastery = sqlite3_column_blob(row, 3),
        .size = (size_t)sqlite3_column_bytes(row, 3),
    };
    if (each(&dossier, user)) continue;
    sql_done(row);
    return true;
  }
  return row != NULL && next == 0;
}

/* -- looks ------------------------------------------------------------------------------------- */

GArray *store_looks(Store *store, int day, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_LOOKS, SQL_ARGS(SQL_INT(day)), error);
  if (row == NULL) return NULL;
  GArray *looks = g_array_new(FALSE, FALSE, sizeof(StoreLook));
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    bool none = sqlite3_column_type(row, 2) == SQLITE_NULL;
    StoreLook look = {sql_uuid(row, 0), sqlite3_column_int(row, 1),
                      none ? NAN : sqlite3_column_double(row, 2), sqlite3_column_int64(row, 3)};
    g_array_append_val(looks, look);
  }
  if (next == 0) return looks;
  g_array_unref(looks);
  return NULL;
}

static bool look_work(Store *store, void *user, GError **error) {
  const StoreLook *look = user;
  SqlValue learner = SQL_UUID(&look->learner), day = SQL_INT(look->day);
  return sql_run(store, SQL_LOOK_PUT,
                 SQL_ARGS(learner, day, SQL_REAL(look->chance), SQL_INT(look->answers)), error) &&
         sql_run(store, SQL_LOOK_FORGET, SQL_ARGS(learner, day), error);
}

bool store_put_look(Store *store, const StoreLook *look, GError **error) {
  return store_work(store, look_work, (gpointer)look, error);
}
