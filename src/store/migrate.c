/* migrate - the schema, step by step. Each step and its version number are one transaction, so a
 * file is always at exactly one version.
 */
#include "store/store_private.h"

static bool run(Store *store, const char *sql, GError **error) {
  if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) == SQLITE_OK) return true;
  store_fail(store, error);
  return false;
}

bool migrate_version(Store *store, int *version, GError **error) {
  sqlite3_stmt *row = NULL;
  bool good = sqlite3_prepare_v2(store->db, "PRAGMA user_version", -1, &row, NULL) == SQLITE_OK &&
              sqlite3_step(row) == SQLITE_ROW;
  if (good)
    *version = sqlite3_column_int(row, 0);
  else
    store_fail(store, error);
  sqlite3_finalize(row);
  return good;
}

static bool step(Store *store, const StoreMigration *migration, int version, GError **error) {
  g_autofree char *bump = g_strdup_printf("PRAGMA user_version=%d", version);
  if (!run(store, "BEGIN EXCLUSIVE", error)) return false;
  if (run(store, migration->sql, error) && run(store, bump, error) && store_touch(store, error) &&
      run(store, "COMMIT", error))
    return true;
  if (!sqlite3_get_autocommit(store->db)) run(store, "ROLLBACK", NULL);
  g_prefix_error(error, "The step to version %d of the file failed. ", version);
  return false;
}

bool migrate_run(Store *store, const StoreMigration *list, int n, GError **error) {
  int version = 0;
  if (!migrate_version(store, &version, error)) return false;
  if (version > 0 && version < n && !store->scratch &&
      !store_backup(store, "before-migration", error))
    return false;
  for (; version < n; version++)
    if (!step(store, &list[version], version + 1, error)) return false;
  return true;
}

bool store_migrate(Store *store, GError **error) {
  return migrate_run(store, STORE_MIGRATIONS, STORE_MIGRATION_COUNT, error);
}
