/* transaction - work that is stored whole or not at all, and what to do when a COMMIT fails. */
#include "store/store_private.h"

/* A bulk change keeps more of the file in memory; afterwards SQLite gives the pages back. */
static const char CACHE_BULK[] = "PRAGMA cache_size=-32768";
static const char CACHE_USUAL[] = "PRAGMA cache_size=-2000";

static bool begin(Store *store, GError **error) {
  return sql_run(store, SQL_BEGIN, SQL_NO_ARGS, error);
}

static void roll_back(Store *store) {
  if (!sqlite3_get_autocommit(store->db)) sql_run(store, SQL_ROLLBACK, SQL_NO_ARGS, NULL);
}

static bool commit(Store *store, GError **error) {
  if (sql_run(store, SQL_COMMIT, SQL_NO_ARGS, error)) return true;
  roll_back(store);
  return false;
}

static bool run_alone(Store *store, StoreWork work, void *user, GError **error) {
  if (!begin(store, error)) return false;
  if (work(store, user, error)) return commit(store, error);
  roll_back(store);
  return false;
}

static bool run_within(Store *store, StoreWork work, void *user, GError **error) {
  if (store->spoiled) {
    store_misuse(error, "An earlier step of this change failed, so it can only be taken back.");
    return false;
  }
  store->spoiled = !work(store, user, error);
  return !store->spoiled;
}

bool store_work(Store *store, StoreWork work, void *user, GError **error) {
  if (!store_writable(store, error)) return false;
  return store->in_transaction ? run_within(store, work, user, error)
                               : run_alone(store, work, user, error);
}

bool store_work_unsure(Store *store, StoreWork work, void *user, GError **error) {
  g_autoptr(GError) first = NULL;
  if (store_work(store, work, user, &first)) return true;
  if (!store->in_transaction && g_error_matches(first, STORE_ERROR, STORE_ERROR_IO))
    return store_work(store, work, user, error);
  g_propagate_error(error, g_steal_pointer(&first));
  return false;
}

bool store_touch(Store *store, GError **error) {
  g_autofree char *text = g_strdup_printf("PRAGMA application_id=%d", STORE_APPLICATION_ID);
  if (sqlite3_exec(store->db, text, NULL, NULL, NULL) == SQLITE_OK) return true;
  store_fail(store, error);
  return false;
}

bool store_begin(Store *store, GError **error) {
  if (!store_writable(store, error)) return false;
  if (store->in_transaction) {
    store_misuse(error, "A change of %s was begun inside another one.", store->path);
    return false;
  }
  if (!begin(store, error)) return false;
  sqlite3_exec(store->db, CACHE_BULK, NULL, NULL, NULL);
  store->in_transaction = true;
  store->spoiled = false;
  return true;
}

static void leave(Store *store) {
  store->in_transaction = false;
  store->spoiled = false;
  store->putting.pack = 0;
  sqlite3_exec(store->db, CACHE_USUAL, NULL, NULL, NULL);
}

bool store_commit(Store *store, GError **error) {
  bool good = store->in_transaction && !store->spoiled;
  if (good) {
    good = commit(store, error);
  } else {
    store_misuse(error,
                 "Nothing was stored in %s: the change was not begun, or a step of it failed.",
                 store->path);
    roll_back(store);
  }
  leave(store);
  return good;
}

void store_rollback(Store *store) {
  if (!store->in_transaction) return;
  roll_back(store);
  leave(store);
}
