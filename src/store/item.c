/* item - items as they are listed, searched and read back. */
#include "core/text.h"
#include "store/store_private.h"

#define SEARCH_WORDS 32

void store_item_free(StoreItem *item) {
  if (item == NULL) return;
  char *strings[] = {item->pack_name, item->code, item->hash, item->objective, item->title};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(item);
}

static StoreItem *item_from_row(sqlite3_stmt *row) {
  StoreItem *item = g_new(StoreItem, 1);
  *item = (StoreItem){
      .id = sqlite3_column_int64(row, 0),
      .version = sqlite3_column_int64(row, 1),
      .pack = sqlite3_column_int64(row, 2),
      .pack_name = sql_dup(row, 3),
      .code = sql_dup(row, 4),
      .hash = sql_dup(row, 5),
      .area = sqlite3_column_int64(row, 6),
      .objective = sql_dup(row, 9),
      .suspended = sqlite3_column_int(row, 11) != 0,
      .flagged = sqlite3_column_int(row, 12) != 0,
      .title = sql_dup(row, 13),
      .sealed = sqlite3_column_int(row, 14) != 0,
      .shelved = sqlite3_column_int(row, 15) != 0,
  };
  item_type_from_name((const char *)sqlite3_column_text(row, 7), &item->type);
  item_status_from_name((const char *)sqlite3_column_text(row, 8), &item->status);
  item_level_from_name((const char *)sqlite3_column_text(row, 10), &item->level);
  return item;
}

StoreItem *store_item(Store *store, int64_t id, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_ITEM_GET, SQL_ARGS(SQL_INT(id)), error);
  int next = row == NULL ? -1 : sql_next(store, row, error);
  if (next == 0)
    store_misuse(error, "There is no item %" G_GINT64_FORMAT " in %s.", id, store->path);
  if (next <= 0) return NULL;
  StoreItem *item = item_from_row(row);
  sql_done(row);
  return item;
}

int64_t store_item_by_code(Store *store, const char *code) {
  int64_t id = 0;
  if (sql_find_int(store, SQL_ITEM_BY_CODE, SQL_ARGS(SQL_TEXT(code)), &id, NULL) != 0) return id;
  const char *slash = strchr(code, '/');
  if (slash == NULL) return 0;
  g_autofree char *pack = g_strndup(code, (gsize)(slash - code));
  sql_find_int(store, SQL_ITEM_BY_PACK_CODE, SQL_ARGS(SQL_TEXT(pack), SQL_TEXT(slash + 1)), &id,
               NULL);
  return id;
}

Item *store_item_content(Store *store, int64_t item, int64_t version, GError **error) {
  g_autoptr(GError) fault = NULL;
  g_autofree char *body =
      version == 0 ? sql_find_text(store, SQL_VERSION_CURRENT_BODY, SQL_ARGS(SQL_INT(item)), &fault)
                   : sql_find_text(store, SQL_VERSION_BODY,
                                   SQL_ARGS(SQL_INT(item), SQL_INT(version)), &fault);
  if (body != NULL) return item_from_json(body, error);
  if (fault != NULL)
    g_propagate_error(error, g_steal_pointer(&fault));
  else
    store_misuse(error,
                 "There is no version %" G_GINT64_FORMAT " of item %" G_GINT64_FORMAT " in %s.",
                 version, item, store->path);
  return NULL;
}

/* A version of which a log told keeps the hash, but not the words that go with it: see
 * store_merge_answer. */
static Item *content_of(sqlite3_stmt *row, const char *hash) {
  g_autoptr(Item) item = item_from_json((const char *)sqlite3_column_text(row, 0), NULL);
  g_autofree char *own = item == NULL ? NULL : item_hash(item);
  return g_strcmp0(own, hash) == 0 ? g_steal_pointer(&item) : NULL;
}

Item *store_item_by_hash(Store *store, const char *uuid, const char *hash, bool *sealed,
                         GError **error) {
  sqlite3_stmt *row =
      sql_query(store, SQL_VERSION_BY_HASH, SQL_ARGS(SQL_TEXT(uuid), SQL_TEXT(hash)), error);
  g_autoptr(Item) found = NULL;
  bool any = false;
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    any = any || sqlite3_column_int(row, 1) != 0;
    if (found == NULL) found = content_of(row, hash);
  }
  if (next < 0) return NULL;
  *sealed = any;
  return g_steal_pointer(&found);
}

/* -- words ------------------------------------------------------------------------------------- */

static void add_words(GString *words, const char *text) {
  if (text != NULL) g_string_append_printf(words, "%s\n", text);
}

/* What a learner may search for without being shown the key: no rationales. */
static char *searchable(const Item *item) {
  GString *words = g_string_new(NULL);
  add_words(words, item->id);
  add_words(words, item->objective);
  add_words(words, item->stimulus);
  add_words(words, item->stem);
  for (guint i = 0; i < item->prompts->len; i++)
    add_words(words, ((ItemPrompt *)item->prompts->pdata[i])->text);
  for (guint i = 0; i < item->options->len; i++)
    add_words(words, ((ItemOption *)item->options->pdata[i])->text);
  for (guint i = 0; i < item->tags->len; i++) add_words(words, item->tags->pdata[i]);
  for (guint i = 0; i < item->refs->len; i++) {
    const ItemRef *ref = item->refs->pdata[i];
    add_words(words, ref->title);
    add_words(words, ref->at);
  }
  return g_string_free(words, FALSE);
}

bool item_index(Store *store, int64_t id, const Item *item, GError **error) {
  g_autofree char *words = searchable(item);
  return sql_run(store, SQL_SEARCH_DELETE, SQL_ARGS(SQL_INT(id)), error) &&
         sql_run(store, SQL_SEARCH_ADD, SQL_ARGS(SQL_INT(id), SQL_TEXT(words)), error);
}

static bool has_letter(const char *word) {
  for (; *word != '\0'; word = g_utf8_next_char(word))
    if (g_unichar_isalnum(g_utf8_get_char(word))) return true;
  return false;
}

/* WORD as an FTS5 string, which takes any character, searched for as the start of a word. */
static void add_term(GString *match, const char *word) {
  g_string_append(match, match->len > 0 ? " \"" : "\"");
  for (; *word != '\0'; word++) {
    if (*word == '"') g_string_append_c(match, '"');
    g_string_append_c(match, *word);
  }
  g_string_append(match, "\"*");
}

/* The FTS5 expression for TEXT: all its words, as prefixes. Empty where TEXT holds none. */
static char *match_expression(const char *text) {
  g_autofree char *valid = g_utf8_make_valid(text, -1);
  g_autofree char *folded = text_fold(valid);
  g_auto(GStrv) words = g_strsplit(folded, " ", -1);
  GString *match = g_string_new(NULL);
  int n = 0;
  for (char **word = words; *word != NULL && n < SEARCH_WORDS; word++)
    if (has_letter(*word)) {
      add_term(match, *word);
      n++;
    }
  return g_string_free(match, FALSE);
}

/* -- selections -------------------------------------------------------------------------------- */

typedef struct {
  char *match;  /* NULL: no text asked for */
  bool nothing; /* a text without a word: nothing matches */
} Wanted;

static Wanted wanted_text(const StoreQuery *query) {
  if (query->text == NULL || *query->text == '\0') return (Wanted){0};
  char *match = match_expression(query->text);
  return (Wanted){match, *match == '\0'};
}

#define SELECTION(wanted, query)                                                                   \
  SQL_TEXT((wanted).match), SQL_INT((query)->area), SQL_INT((query)->flagged),                     \
      SQL_INT((query)->suspended), SQL_INT((query)->answered), SQL_INT((query)->missed),           \
      SQL_INT((query)->sealed_too)

static bool add_rows(Store *store, const StoreQuery *query, const Wanted *wanted, GPtrArray *items,
                     GError **error) {
  int limit = query->limit > 0 ? query->limit : -1;
  sqlite3_stmt *row =
      sql_query(store, wanted->match != NULL ? SQL_ITEM_SEARCH : SQL_ITEM_LIST,
                SQL_ARGS(SELECTION(*wanted, query), SQL_INT(limit), SQL_INT(query->offset)), error);
  if (row == NULL) return false;
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) g_ptr_array_add(items, item_from_row(row));
  return next == 0;
}

GPtrArray *store_items(Store *store, const StoreQuery *query, GError **error) {
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func((GDestroyNotify)store_item_free);
  Wanted wanted = wanted_text(query);
  bool good = wanted.nothing || add_rows(store, query, &wanted, items, error);
  g_free(wanted.match);
  return good ? g_steal_pointer(&items) : NULL;
}

static bool selects_all(const StoreQuery *query, const Wanted *wanted) {
  return wanted->match == NULL && !wanted->nothing && query->area == 0 && !query->flagged &&
         !query->suspended && !query->answered && !query->missed;
}

int64_t store_items_count(Store *store, const StoreQuery *query) {
  Wanted wanted = wanted_text(query);
  int64_t count = 0;
  if (selects_all(query, &wanted))
    sql_find_int(store, SQL_ITEM_ALL_COUNT, SQL_ARGS(SQL_INT(query->sealed_too)), &count, NULL);
  else if (!wanted.nothing)
    sql_find_int(store, wanted.match != NULL ? SQL_ITEM_SEARCH_COUNT : SQL_ITEM_LIST_COUNT,
                 SQL_ARGS(SELECTION(wanted, query)), &count, NULL);
  g_free(wanted.match);
  return count;
}
