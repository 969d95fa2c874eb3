/* pack - packs, their outlines and their items, brought in and listed.
 *
 * A pack is replaced by putting all its items again: what is not put in this round has left the
 * pack. It is retired, never deleted, because answers point at it.
 */
#include "core/shuffle.h"
#include "core/text.h"
#include "store/store_private.h"

#define DIGEST_SIZE 32
#define TITLE_BYTES 200

/* -- a round of putting ------------------------------------------------------------------------ */

typedef struct {
  StorePack *pack;
  const Framework *framework;
} PackStart;

static bool put_pack_row(Store *store, const StorePack *p, int64_t framework, GError **error) {
  sqlite3_stmt *row = sql_query(
      store, SQL_PACK_PUT,
      SQL_ARGS(SQL_TEXT(p->uuid), SQL_INT(framework), SQL_TEXT(p->name), SQL_TEXT(p->version),
               SQL_TEXT(p->title), SQL_TEXT(p->locale), SQL_TEXT(p->licence), SQL_TEXT(p->notice),
               SQL_TEXT(p->dir), SQL_TEXT(p->signature), SQL_TEXT(p->files)),
      error);
  if (row == NULL) return false;
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    store->putting.pack = sqlite3_column_int64(row, 0);
    store->putting.round = sqlite3_column_int64(row, 1);
    store->putting.place = 0;
  }
  return next == 0;
}

static bool start_work(Store *store, void *user, GError **error) {
  const PackStart *start = user;
  int64_t framework = 0;
  return outline_put(store, start->pack->uuid, start->framework, &framework, error) &&
         put_pack_row(store, start->pack, framework, error) &&
         sql_run(store, SQL_PART_CLEAR, SQL_ARGS(SQL_INT(store->putting.pack)), error);
}

bool store_pack_start(Store *store, StorePack *pack, const Framework *framework, GError **error) {
  PackStart start = {pack, framework};
  if (!store->in_transaction) {
    store_misuse(error, "A pack can only be put into %s within one change.", store->path);
    return false;
  }
  if (!store_work(store, start_work, &start, error)) return false;
  pack->id = store->putting.pack;
  return true;
}

static const char *part_name(StorePartKind kind) {
  static const char *const names[] = {"term", "sources", "instrument", "blueprint"};
  return names[kind];
}

static bool is_putting(const Store *store, int64_t pack, GError **error) {
  if (pack != 0 && store->putting.pack == pack) return true;
  store_misuse(error, "The pack %" G_GINT64_FORMAT " is not being put into %s.", pack, store->path);
  return false;
}

typedef struct {
  StorePartKind kind;
  const char *code, *body;
  int place;
} Part;

static bool part_work(Store *store, void *user, GError **error) {
  const Part *part = user;
  return sql_run(store, SQL_PART_PUT,
                 SQL_ARGS(SQL_INT(store->putting.pack), SQL_TEXT(part_name(part->kind)),
                          SQL_TEXT(part->code), SQL_INT(part->place), SQL_TEXT(part->body)),
                 error);
}

bool store_pack_part(Store *store, int64_t pack, StorePartKind kind, const char *code, int place,
                     const char *body, GError **error) {
  Part part = {kind, code, body, place};
  return is_putting(store, pack, error) && store_work(store, part_work, &part, error);
}

GPtrArray *store_parts(Store *store, StorePartKind kind, const char *code, GError **error) {
  SqlValue values[] = {SQL_TEXT(part_name(kind)), SQL_TEXT(code)};
  sqlite3_stmt *row = sql_query(store, code == NULL ? SQL_PART_LIST : SQL_PART_FIND, values,
                                code == NULL ? 1 : 2, error);
  if (row == NULL) return NULL;
  g_autoptr(GPtrArray) bodies = g_ptr_array_new_with_free_func(g_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0)
    g_ptr_array_add(bodies, g_strdup((const char *)sqlite3_column_text(row, 0)));
  return next == 0 ? g_steal_pointer(&bodies) : NULL;
}

static bool finish_work(Store *store, void *user, GError **error) {
  (void)user;
  return sql_run(store, SQL_ITEM_RETIRE,
                 SQL_ARGS(SQL_INT(store->putting.pack), SQL_INT(store->putting.round)), error);
}

bool store_pack_finish(Store *store, int64_t pack, GError **error) {
  if (!is_putting(store, pack, error) || !store_work(store, finish_work, NULL, error)) return false;
  store->putting.pack = 0;
  return true;
}

/* -- one item ---------------------------------------------------------------------------------- */

typedef struct {
  const Item *item;
  const char *hash;
  char *body, *title;
  uint8_t digest[DIGEST_SIZE];
  int64_t area;
  int64_t id;  /* 0: not in the pack yet */
  bool same;   /* the current version is this very one */
  int64_t row; /* whose history it carries on, as the caller says; PUT_FIND: to be found */
} Put;
#define PUT_FIND (-1)

/* The start of STEM on one line, at most TITLE_BYTES, cut between clusters. */
static char *make_title(const char *stem) {
  char *title = text_fold(stem);
  size_t length = 0, next = 0;
  int width = 0;
  while ((next = text_cluster(title + length, &width)) > 0 && length + next <= TITLE_BYTES)
    length += next;
  title[length] = '\0';
  return title;
}

static void digest_text(const char *text, uint8_t out[DIGEST_SIZE]) {
  gsize size = DIGEST_SIZE;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)text, -1);
  g_checksum_get_digest(sum, out, &size);
}

static bool find_area(Store *store, Put *put, GError **error) {
  int found =
      sql_find_int(store, SQL_AREA_BY_CODE, SQL_ARGS(SQL_TEXT(put->item->area)), &put->area, error);
  if (found == 0)
    store_misuse(error, "The item %s belongs to the area '%s', which no framework has.",
                 put->item->id, put->item->area);
  return found > 0;
}

static bool take_known(Store *store, Put *put, sqlite3_stmt *row, GError **error) {
  int next = row == NULL ? -1 : sql_next(store, row, error);
  if (next <= 0) return next == 0;
  put->id = sqlite3_column_int64(row, 0);
  put->same = sqlite3_column_bytes(row, 1) == DIGEST_SIZE &&
              memcmp(sqlite3_column_blob(row, 1), put->digest, DIGEST_SIZE) == 0;
  sql_done(row);
  return true;
}

/* By its code; else the same question under an older code that this round has not put. */
static bool find_known(Store *store, Put *put, GError **error) {
  int64_t pack = store->putting.pack;
  if (put->row == 0) return true;
  if (put->row > 0)
    return take_known(
        store, put,
        sql_query(store, SQL_ITEM_FIND_ROW, SQL_ARGS(SQL_INT(put->row), SQL_INT(pack)), error),
        error);
  if (!take_known(
          store, put,
          sql_query(store, SQL_ITEM_FIND, SQL_ARGS(SQL_INT(pack), SQL_TEXT(put->item->id)), error),
          error))
    return false;
  if (put->id != 0) return true;
  return take_known(
      store, put,
      sql_query(store, SQL_ITEM_FIND_MOVED,
                SQL_ARGS(SQL_TEXT(put->hash), SQL_INT(pack), SQL_INT(store->putting.round)), error),
      error);
}

/* Another item that still has the code gives it up: its history is not this one's. */
static bool free_code(Store *store, const Put *put, GError **error) {
  return sql_run(store, SQL_ITEM_FREE_CODE,
                 SQL_ARGS(SQL_INT(store->putting.pack), SQL_TEXT(put->item->id), SQL_INT(put->id)),
                 error);
}

static bool put_row(Store *store, Put *put, GError **error) {
  const Item *item = put->item;
  bool known = put->id != 0;
  SqlName name = known ? SQL_ITEM_CHANGE : SQL_ITEM_ADD;
  SqlValue first = SQL_INT(known ? put->id : store->putting.pack);
  SqlValue values[] = {first,
                       SQL_TEXT(item->id),
                       SQL_INT(store->putting.round),
                       SQL_INT(store->putting.place),
                       SQL_INT(put->area),
                       SQL_TEXT(item->objective),
                       SQL_TEXT(item_level_name(item->level)),
                       SQL_TEXT(item_type_name(item->type)),
                       SQL_TEXT(item_status_name(item->status)),
                       SQL_TEXT(item->set),
                       SQL_TEXT(put->title)};
  if (known) return sql_run(store, name, values, G_N_ELEMENTS(values), error);
  return sql_find_int(store, name, values, G_N_ELEMENTS(values), &put->id, error) > 0;
}

/* Points the item at this content; a content it had before keeps its version. */
static bool put_version(Store *store, Put *put, GError **error) {
  int64_t version = 0;
  SqlValue digest = SQL_BLOB(put->digest, DIGEST_SIZE);
  int found =
      sql_find_int(store, SQL_VERSION_FIND, SQL_ARGS(SQL_INT(put->id), digest), &version, error);
  if (found == 0)
    found =
        sql_find_int(store, SQL_VERSION_ADD,
                     SQL_ARGS(SQL_INT(put->id), SQL_TEXT(put->hash), SQL_TEXT(put->body), digest),
                     &version, error);
  return found > 0 &&
         sql_run(store, SQL_ITEM_SET_VERSION, SQL_ARGS(SQL_INT(put->id), SQL_INT(version)),
                 error) &&
         item_index(store, put->id, put->item, error);
}

/* Siblings share a set or else an objective. */
static uint32_t sibling_of(const Item *item) {
  const char *shared = item->set != NULL ? item->set : item->objective;
  return shared == NULL ? 0 : (uint32_t)(shuffle_mix(0, shared) | 1);
}

static bool put_traits(Store *store, const Put *put, GError **error) {
  return sql_run(store, SQL_CARD_TRAITS,
                 SQL_ARGS(SQL_INT(put->id), SQL_INT(sibling_of(put->item)),
                          SQL_REAL(item_guess_credit(put->item)), SQL_INT(put->item->difficulty)),
                 error);
}

static bool put_work(Store *store, void *user, GError **error) {
  Put *put = user;
  if (!find_area(store, put, error) || !find_known(store, put, error) ||
      !free_code(store, put, error) || !put_row(store, put, error))
    return false;
  store->putting.place++;
  return put_traits(store, put, error) && (put->same || put_version(store, put, error));
}

bool store_pack_item_as(Store *store, int64_t pack, const Item *item, const char *hash, int64_t row,
                        GError **error) {
  if (!is_putting(store, pack, error)) return false;
  Put put = {.item = item,
             .hash = hash,
             .body = item_to_json(item),
             .title = make_title(item->stem),
             .row = row};
  digest_text(put.body, put.digest);
  bool good = store_work(store, put_work, &put, error);
  g_free(put.body);
  g_free(put.title);
  return good;
}

bool store_pack_item(Store *store, int64_t pack, const Item *item, const char *hash,
                     GError **error) {
  return store_pack_item_as(store, pack, item, hash, PUT_FIND, error);
}
