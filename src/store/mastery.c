/* mastery - the filter's images, one a day, and what it needs of items. */
#include "store/store_private.h"

G_STATIC_ASSERT(ITEM_EASY == 0 && ITEM_MEDIUM == 1 && ITEM_HARD == 2);

/* The newest row alone is the filter as it stands, so a day that comes again after a later one (a
 * clock set back) is noted under the later one: the filter's own day never goes back. */
bool mastery_put(Store *store, const StoreMastery *mastery, int64_t answers, GError **error) {
  gsize size = 0;
  const void *image = g_bytes_get_data(mastery->image, &size);
  return sql_run(store, SQL_MASTERY_PUT,
                 SQL_ARGS(SQL_INT(mastery->day), SQL_INT(answers), SQL_BLOB(image, (int)size)),
                 error);
}

typedef struct {
  const StoreMastery *mastery;
  int64_t answers;
  int day;
} Change;

static bool put_work(Store *store, void *user, GError **error) {
  const Change *change = user;
  return mastery_put(store, change->mastery, change->answers, error);
}

bool store_put_mastery(Store *store, const StoreMastery *mastery, int64_t answers, GError **error) {
  Change change = {.mastery = mastery, .answers = answers};
  return store_work(store, put_work, &change, error);
}

static bool forget_work(Store *store, void *user, GError **error) {
  return sql_run(store, SQL_MASTERY_FORGET, SQL_ARGS(SQL_INT(((Change *)user)->day)), error);
}

bool store_forget_mastery(Store *store, int day, GError **error) {
  Change change = {.day = day};
  return store_work(store, forget_work, &change, error);
}

GBytes *store_mastery(Store *store, int *day) {
  sqlite3_stmt *row = sql_query(store, SQL_MASTERY_NEWEST, SQL_NO_ARGS, NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return NULL;
  GBytes *image = NULL;
  if (sqlite3_column_int64(row, 1) == store_answer_count(store)) {
    *day = sqlite3_column_int(row, 0);
    image = g_bytes_new(sqlite3_column_blob(row, 2), (gsize)sqlite3_column_bytes(row, 2));
  }
  sql_done(row);
  return image;
}

bool store_each_mastery(Store *store, StoreMasteryFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_MASTERY_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return false;
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0)
    if (!each(sqlite3_column_int(row, 0), sqlite3_column_int64(row, 1), sqlite3_column_blob(row, 2),
              (size_t)sqlite3_column_bytes(row, 2), user)) {
      sql_done(row);
      break;
    }
  return next >= 0;
}

/* -- traits ------------------------------------------------------------------------------------ */

static StoreTrait trait_from_row(sqlite3_stmt *row) {
  return (StoreTrait){
      .item = sqlite3_column_int64(row, 0),
      .area = sqlite3_column_int64(row, 1),
      .in_play = sqlite3_column_int(row, 2) != 0,
      .place = sqlite3_column_int64(row, 3),
      .phase = (CardPhase)sqlite3_column_int(row, 4),
      .due_day = sqlite3_column_int(row, 5),
      .interval = sqlite3_column_int(row, 6),
      .stability = sqlite3_column_double(row, 7),
      .difficulty = sqlite3_column_double(row, 8),
      .last_day = sqlite3_column_int(row, 9),
      .answers = sqlite3_column_int(row, 10),
      .sibling = (uint32_t)sqlite3_column_int64(row, 11),
      .guess = sqlite3_column_double(row, 12),
      .hardness = (ItemDifficulty)sqlite3_column_int(row, 13),
  };
}

bool store_trait(Store *store, int64_t item, StoreTrait *out, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_CARD_ROW, SQL_ARGS(SQL_INT(item)), error);
  if (row == NULL) return false;
  int next = sql_next(store, row, error);
  if (next == 0)
    store_misuse(error, "There is no item %" G_GINT64_FORMAT " in %s.", item, store->path);
  if (next <= 0) return false;
  *out = trait_from_row(row);
  sql_done(row);
  return true;
}

bool store_each_trait(Store *store, StoreTraitFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_CARD_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return false;
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreTrait trait = trait_from_row(row);
    each(&trait, user);
  }
  return next == 0;
}
