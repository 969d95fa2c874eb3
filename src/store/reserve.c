/* reserve - which items may stand in forms, and which of them are kept sealed for that. */
#include "store/store_private.h"

static void form_item_clear(gpointer data) {
  g_free(((StoreFormItem *)data)->set);
}

GArray *store_form_pool(Store *store, bool essays, bool reserved, GError **error) {
  sqlite3_stmt *row = sql_query(store, reserved ? SQL_FORM_RESERVE : SQL_FORM_POOL,
                                SQL_ARGS(SQL_INT(essays)), error);
  if (row == NULL) return NULL;
  GArray *pool = g_array_new(FALSE, FALSE, sizeof(StoreFormItem));
  g_array_set_clear_func(pool, form_item_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreFormItem item = {.item = sqlite3_column_int64(row, 0),
                          .area = sqlite3_column_int64(row, 1),
                          .hardness = sqlite3_column_int(row, 2),
                          .pack = sqlite3_column_int64(row, 3),
                          .set = sql_dup(row, 4),
                          .sealed = sqlite3_column_int(row, 5) != 0,
                          .seen = sqlite3_column_int(row, 6) != 0,
                          .reserve = sqlite3_column_int(row, 7),
                          .version = sqlite3_column_int64(row, 8)};
    g_array_append_val(pool, item);
  }
  if (next == 0) return pool;
  g_array_unref(pool);
  return NULL;
}

typedef struct {
  int64_t item;
  int form;
} Reserve;

static bool reserve_work(Store *store, void *user, GError **error) {
  const Reserve *reserve = user;
  return sql_run(store, SQL_SEAL,
                 SQL_ARGS(SQL_INT(reserve->item), SQL_INT(1), SQL_INT(reserve->form)), error);
}

bool store_reserve(Store *store, int64_t item, int form, GError **error) {
  Reserve reserve = {item, form};
  return store_work(store, reserve_work, &reserve, error);
}

static bool release_work(Store *store, void *user, GError **error) {
  const Reserve *reserve = user;
  return sql_run(store, SQL_UNSEAL_RESERVE, SQL_ARGS(SQL_INT(reserve->form)), error);
}

bool store_release(Store *store, int form, GError **error) {
  Reserve reserve = {.form = form};
  return store_work(store, release_work, &reserve, error);
}

int store_reserved_forms(Store *store) {
  int64_t forms = 0;
  sql_find_int(store, SQL_RESERVE_FORMS, SQL_NO_ARGS, &forms, NULL);
  return (int)forms;
}

int64_t store_sealed_count(Store *store) {
  int64_t count = 0;
  sql_find_int(store, SQL_SEALED_COUNT, SQL_NO_ARGS, &count, NULL);
  return count;
}
