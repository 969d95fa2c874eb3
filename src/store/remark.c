/* remark - what mentors write: remarks that came to the learner, and what was said here of others. Neither
 * is ever changed (triggers refuse it).
 */
#include "store/merge.h"
#include "store/store_private.h"

void store_remark_clear(StoreRemark *remark) {
  g_clear_pointer(&remark->about, g_free);
  g_clear_pointer(&remark->subject, g_free);
  g_clear_pointer(&remark->name, g_free);
  g_clear_pointer(&remark->body, g_free);
}

void store_word_clear(StoreWord *word) {
  g_clear_pointer(&word->about, g_free);
  g_clear_pointer(&word->subject, g_free);
  g_clear_pointer(&word->name, g_free);
  g_clear_pointer(&word->levels, g_free);
  g_clear_pointer(&word->body, g_free);
}

/* -- remarks ----------------------------------------------------------------------------------- */

static StoreRemark remark_from_row(sqlite3_stmt *row) {
  return (StoreRemark){.uuid = sql_uuid(row, 0),
                       .about = sql_dup(row, 1),
                       .subject = sql_dup(row, 2),
                       .device = sql_uuid(row, 3),
                       .name = sql_dup(row, 4),
                       .at = sqlite3_column_int64(row, 5),
                       .offset = sqlite3_column_int(row, 6),
                       .body = sql_dup(row, 7)};
}

GArray *store_remarks(Store *store, const char *about, const char *subject, GError **error) {
  sqlite3_stmt *row =
      sql_query(store, SQL_REMARK_OF, SQL_ARGS(SQL_TEXT(about), SQL_TEXT(subject)), error);
  if (row == NULL) return NULL;
  GArray *remarks = g_array_new(FALSE, FALSE, sizeof(StoreRemark));
  g_array_set_clear_func(remarks, (GDestroyNotify)store_remark_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreRemark remark = remark_from_row(row);
    g_array_append_val(remarks, remark);
  }
  if (next == 0) return remarks;
  g_array_unref(remarks);
  return NULL;
}

bool store_travel_remarks(Store *store, int64_t at, TravelRemarkFn each, void *user,
                          GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_REMARK_ALL, SQL_ARGS(SQL_INT(at)), error);
  int next = row == NULL ? -1 : 0;
  bool go_on = true;
  while (go_on && row != NULL && (next = sql_next(store, row, error)) > 0) {
    StoreRemark remark = remark_from_row(row);
    go_on = each(&remark, user);
    store_remark_clear(&remark);
  }
  sqlite3_finalize(row);
  return next >= 0;
}

Item *store_text_item(Store *store, const Uuid *writing, GError **error) {
  int64_t id = 0;
  StoreWriting text;
  int found = sql_find_int(store, SQL_WRITING_BY_UUID, SQL_ARGS(SQL_UUID(writing)), &id, error);
  if (found <= 0 || !store_writing_get(store, id, &text)) return NULL;
  Item *item = store_item_content(store, text.item, text.version, error);
  store_writing_clear(&text);
  return item;
}

/* -- what was said of others ------------------------------------------------------------------- */

static bool word_work(Store *store, void *user, GError **error) {
  const StoreWord *w = user;
  if (!sql_run(store, SQL_WORD_ADD,
               SQL_ARGS(SQL_UUID(&w->uuid), SQL_UUID(&w->learner),
                        SQL_TEXT(w->score ? "score" : "remark"), SQL_TEXT(w->about),
                        SQL_TEXT(w->subject), SQL_TEXT(w->name), SQL_INT(w->at), SQL_INT(w->offset),
                        SQL_TEXT(w->score ? w->levels : NULL),
                        w->score ? SQL_REAL(w->credit) : SQL_TEXT(NULL), SQL_TEXT(w->body)),
               error))
    return false;
  return sqlite3_changes64(store->db) > 0 || store_touch(store, error);
}

bool store_word_add(Store *store, const StoreWord *word, GError **error) {
  return store_work_unsure(store, word_work, (void *)word, error);
}

static StoreWord word_from_row(sqlite3_stmt *row, const Uuid *learner) {
  return (StoreWord){.uuid = sql_uuid(row, 0),
                     .learner = *learner,
                     .score = sqlite3_column_int(row, 1) != 0,
                     .about = sql_dup(row, 2),
                     .subject = sql_dup(row, 3),
                     .name = sql_dup(row, 4),
                     .at = sqlite3_column_int64(row, 5),
                     .offset = sqlite3_column_int(row, 6),
                     .levels = sql_dup(row, 7),
                     .credit = sqlite3_column_double(row, 8),
                     .body = sql_dup(row, 9)};
}

GArray *store_words(Store *store, const Uuid *learner, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_WORD_OF, SQL_ARGS(SQL_UUID(learner)), error);
  if (row == NULL) return NULL;
  GArray *words = g_array_new(FALSE, FALSE, sizeof(StoreWord));
  g_array_set_clear_func(words, (GDestroyNotify)store_word_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreWord word = word_from_row(row, learner);
    g_array_append_val(words, word);
  }
  if (next == 0) return words;
  g_array_unref(words);
  return NULL;
}

/* -- replies ----------------------------------------------------------------------------------- */

static bool reply_work(Store *store, void *user, GError **error) {
  const StoreReply *r = user;
  return sql_run(store, SQL_REPLY_PUT,
                 SQL_ARGS(SQL_UUID(&r->learner), SQL_INT(r->words), SQL_INT(r->at)), error);
}

bool store_set_reply(Store *store, const Uuid *learner, int words, int64_t at, GError **error) {
  StoreReply reply = {.learner = *learner, .words = words, .at = at};
  return store_work_unsure(store, reply_work, &reply, error);
}

GArray *store_replies(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_REPLY_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GArray *replies = g_array_new(FALSE, FALSE, sizeof(StoreReply));
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreReply reply = {.learner = sql_uuid(row, 0),
                        .words = sqlite3_column_int(row, 1),
                        .sent = sqlite3_column_int(row, 2),
                        .at = sqlite3_column_int64(row, 3)};
    g_array_append_val(replies, reply);
  }
  if (next == 0) return replies;
  g_array_unref(replies);
  return NULL;
}
