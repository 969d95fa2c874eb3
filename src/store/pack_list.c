/* pack_list - what is known of packs: lists, origins of items, versions, signers. */
#include "store/store_private.h"

void store_pack_clear(StorePack *pack) {
  char **strings[] = {&pack->uuid,      &pack->name,    &pack->version, &pack->title,
                      &pack->locale,    &pack->licence, &pack->notice,  &pack->dir,
                      &pack->signature, &pack->files};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_clear_pointer(strings[i], g_free);
}

static void pack_free(gpointer data) {
  store_pack_clear(data);
  g_free(data);
}

static StorePack *pack_from_row(sqlite3_stmt *row) {
  StorePack *pack = g_new0(StorePack, 1);
  char **strings[] = {&pack->uuid,      &pack->name,    &pack->version, &pack->title,
                      &pack->locale,    &pack->licence, &pack->notice,  &pack->dir,
                      &pack->signature, &pack->files};
  pack->id = sqlite3_column_int64(row, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) *strings[i] = sql_dup(row, (int)i + 1);
  pack->active = sqlite3_column_int(row, (int)G_N_ELEMENTS(strings) + 1);
  pack->enabled = sqlite3_column_int(row, (int)G_N_ELEMENTS(strings) + 2) != 0;
  return pack;
}

GPtrArray *store_packs(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_PACK_LIST, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GPtrArray *packs = g_ptr_array_new_with_free_func(pack_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) g_ptr_array_add(packs, pack_from_row(row));
  if (next == 0) return packs;
  g_ptr_array_unref(packs);
  return NULL;
}

static void area_free(gpointer data) {
  StoreArea *area = data;
  g_free(area->code);
  g_free(area->text);
  g_free(area->category);
  g_free(area->category_text);
  g_free(area);
}

static StoreArea *area_from_row(sqlite3_stmt *row) {
  StoreArea *area = g_new(StoreArea, 1);
  *area = (StoreArea){
      .id = sqlite3_column_int64(row, 0),
      .code = sql_dup(row, 1),
      .text = sql_dup(row, 2),
      .category = sql_dup(row, 3),
      .category_text = sql_dup(row, 4),
      .weight = sqlite3_column_double(row, 5),
      .category_weight = sqlite3_column_double(row, 6),
  };
  return area;
}

GPtrArray *store_areas(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_AREA_LIST, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GPtrArray *areas = g_ptr_array_new_with_free_func(area_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) g_ptr_array_add(areas, area_from_row(row));
  if (next == 0) return areas;
  g_ptr_array_unref(areas);
  return NULL;
}

char *store_node_text(Store *store, const char *code) {
  return sql_find_text(store, SQL_NODE_TEXT, SQL_ARGS(SQL_TEXT(code)), NULL);
}

/* -- what an upgrade asks ---------------------------------------------------------------------- */

static void origin_clear(gpointer data) {
  StoreOrigin *origin = data;
  g_free(origin->code);
  g_free(origin->hash);
}

GArray *store_pack_origins(Store *store, const char *uuid, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_PACK_ORIGINS, SQL_ARGS(SQL_TEXT(uuid)), error);
  if (row == NULL) return NULL;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(StoreOrigin));
  g_array_set_clear_func(list, origin_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreOrigin origin = {.item = sqlite3_column_int64(row, 0),
                          .code = sql_dup(row, 1),
                          .hash = sql_dup(row, 2),
                          .gone = sqlite3_column_int(row, 3) != 0};
    g_array_append_val(list, origin);
  }
  if (next == 0) return list;
  g_array_unref(list);
  return NULL;
}

GArray *store_pack_versions(Store *store, int64_t pack, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_PACK_VERSIONS, SQL_ARGS(SQL_INT(pack)), error);
  if (row == NULL) return NULL;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(StoreVersion));
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreVersion version = {.item = sqlite3_column_int64(row, 0),
                            .version = sqlite3_column_int64(row, 1),
                            .current = sqlite3_column_int(row, 2) != 0,
                            .superseded = sqlite3_column_int(row, 3) != 0};
    g_array_append_val(list, version);
  }
  if (next == 0) return list;
  g_array_unref(list);
  return NULL;
}

typedef struct {
  SqlName name;
  int64_t id, value;
} Change;

static bool change_work(Store *store, void *user, GError **error) {
  const Change *change = user;
  SqlValue values[] = {SQL_INT(change->id), SQL_INT(change->value)};
  return sql_run(store, change->name, values, change->name == SQL_PACK_ENABLE ? 2 : 1, error);
}

bool store_is_superseded(Store *store, int64_t version) {
  int64_t found = 0;
  return sql_find_int(store, SQL_IS_SUPERSEDED, SQL_ARGS(SQL_INT(version)), &found, NULL) > 0;
}

bool store_supersede(Store *store, int64_t version, bool superseded, GError **error) {
  Change change = {superseded ? SQL_SUPERSEDE : SQL_UNSUPERSEDE, version, 0};
  return store_work(store, change_work, &change, error);
}

bool store_pack_enable(Store *store, int64_t pack, bool enabled, GError **error) {
  Change change = {SQL_PACK_ENABLE, pack, enabled};
  return store_work(store, change_work, &change, error);
}

static bool leave_work(Store *store, void *user, GError **error) {
  const int64_t *pack = user;
  return sql_run(store, SQL_PACK_LEAVE, SQL_ARGS(SQL_INT(*pack)), error) &&
         sql_run(store, SQL_PART_CLEAR, SQL_ARGS(SQL_INT(*pack)), error) &&
         sql_run(store, SQL_ITEM_RETIRE, SQL_ARGS(SQL_INT(*pack), SQL_INT(G_MAXINT64)), error) &&
         sql_run(store, SQL_AREA_UNLIST_ORPHANS, SQL_NO_ARGS, error);
}

bool store_pack_leave(Store *store, int64_t pack, GError **error) {
  return store_work(store, leave_work, &pack, error);
}

/* -- counts by area, notes --------------------------------------------------------------------- */

static void area_count_clear(gpointer data) {
  g_free(((StoreAreaCount *)data)->area);
}

GArray *store_pack_areas(Store *store, int64_t pack, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_PACK_AREAS, SQL_ARGS(SQL_INT(pack)), error);
  if (row == NULL) return NULL;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(StoreAreaCount));
  g_array_set_clear_func(list, area_count_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreAreaCount count = {sql_dup(row, 0), sqlite3_column_int(row, 1),
                            sqlite3_column_int(row, 2)};
    g_array_append_val(list, count);
  }
  if (next == 0) return list;
  g_array_unref(list);
  return NULL;
}

static void note_clear(gpointer data) {
  StoreNote *note = data;
  g_free(note->code);
  g_free(note->hash);
  g_free(note->note);
}

GArray *store_pack_notes(Store *store, int64_t pack, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_PACK_NOTES, SQL_ARGS(SQL_INT(pack)), error);
  if (row == NULL) return NULL;
  GArray *list = g_array_new(FALSE, FALSE, sizeof(StoreNote));
  g_array_set_clear_func(list, note_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreNote note = {sql_dup(row, 0), sql_dup(row, 1), sql_dup(row, 2),
                      sqlite3_column_int64(row, 3), sqlite3_column_int(row, 4)};
    g_array_append_val(list, note);
  }
  if (next == 0) return list;
  g_array_unref(list);
  return NULL;
}

/* -- signers ----------------------------------------------------------------------------------- */

void store_signer_clear(StoreSigner *signer) {
  g_clear_pointer(&signer->key_id, g_free);
  g_clear_pointer(&signer->public_key, g_free);
}

bool store_signer(Store *store, const char *uuid, StoreSigner *out) {
  sqlite3_stmt *row = sql_query(store, SQL_SIGNER_GET, SQL_ARGS(SQL_TEXT(uuid)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = (StoreSigner){sql_dup(row, 0), sql_dup(row, 1), sqlite3_column_int64(row, 2)};
  sql_done(row);
  return true;
}

typedef struct {
  const char *uuid;
  const StoreSigner *signer;
} Pin;

static bool pin_work(Store *store, void *user, GError **error) {
  const Pin *pin = user;
  return sql_run(store, SQL_SIGNER_PUT,
                 SQL_ARGS(SQL_TEXT(pin->uuid), SQL_TEXT(pin->signer->key_id),
                          SQL_TEXT(pin->signer->public_key), SQL_INT(pin->signer->at)),
                 error);
}

bool store_set_signer(Store *store, const char *uuid, const StoreSigner *signer, GError **error) {
  Pin pin = {uuid, signer};
  return store_work(store, pin_work, &pin, error);
}
