/* writing - texts and what scorers gave them: drafts are saved over and over, what was handed in and
 * every score are never changed (triggers refuse it).
 */
#include "store/store_private.h"
#include <string.h>

void store_writing_clear(StoreWriting *writing) {
  g_clear_pointer(&writing->text, g_free);
}

void store_score_clear(StoreScore *score) {
  g_clear_pointer(&score->name, g_free);
  g_clear_pointer(&score->levels, g_free);
  g_clear_pointer(&score->comment, g_free);
}

/* -- drafts ------------------------------------------------------------------------------------ */

/* The row of an unsure commit, or the text that the exam's question has already. */
static bool find_again(Store *store, StoreWriting *w, GError **error) {
  int found = sql_find_int(store, SQL_WRITING_BY_UUID, SQL_ARGS(SQL_UUID(&w->uuid)), &w->id, error);
  if (found == 0)
    found = sql_find_int(store, SQL_WRITING_OF_PLACE,
                         SQL_ARGS(SQL_ROW(w->exam), SQL_INT(w->section), SQL_INT(w->place)), &w->id,
                         error);
  return found > 0 && store_touch(store, error);
}

static bool add_work(Store *store, void *user, GError **error) {
  StoreWriting *w = user;
  const char *text = w->text == NULL ? "" : w->text;
  if (!sql_run(store, SQL_WRITING_ADD,
               SQL_ARGS(SQL_UUID(&w->uuid), SQL_INT(w->item), SQL_INT(w->version), SQL_ROW(w->exam),
                        SQL_INT(w->section), SQL_INT(w->place), SQL_INT(w->started_at),
                        SQL_INT(w->offset), SQL_TEXT(text), SQL_INT(w->ms), SQL_INT(w->saved_at)),
               error))
    return false;
  if (sqlite3_changes64(store->db) == 0) return find_again(store, w, error);
  w->id = sqlite3_last_insert_rowid(store->db);
  return true;
}

bool store_writing_add(Store *store, StoreWriting *writing, GError **error) {
  return store_work_unsure(store, add_work, writing, error);
}

typedef struct {
  int64_t id;
  const char *text;
  int64_t ms, at;
} Save;

static bool save_work(Store *store, void *user, GError **error) {
  const Save *save = user;
  if (!sql_run(
          store, SQL_WRITING_SAVE,
          SQL_ARGS(SQL_INT(save->id), SQL_TEXT(save->text), SQL_INT(save->ms), SQL_INT(save->at)),
          error))
    return false;
  if (sqlite3_changes64(store->db) > 0) return true;
  store_misuse(error, "This text was handed in meanwhile, so it stays as it was then.");
  return false;
}

bool store_writing_save(Store *store, int64_t id, const char *text, int64_t ms, int64_t at,
                        GError **error) {
  Save save = {id, text, ms, at};
  return store_work_unsure(store, save_work, &save, error);
}

typedef struct {
  int64_t id; /* of the text, or of the exam */
  int section;
  int64_t at;
} HandIn;

static bool hand_in_work(Store *store, void *user, GError **error) {
  const HandIn *h = user;
  return sql_run(store, SQL_WRITING_HAND_IN, SQL_ARGS(SQL_INT(h->id), SQL_INT(h->at)), error);
}

bool store_writing_hand_in(Store *store, int64_t id, int64_t at, GError **error) {
  HandIn hand_in = {.id = id, .at = at};
  return store_work_unsure(store, hand_in_work, &hand_in, error);
}

static bool hand_in_section_work(Store *store, void *user, GError **error) {
  const HandIn *h = user;
  return sql_run(store, SQL_WRITING_HAND_IN_SECTION,
                 SQL_ARGS(SQL_INT(h->id), SQL_INT(h->section), SQL_INT(h->at)), error);
}

bool store_writing_hand_in_section(Store *store, int64_t exam, int section, int64_t at,
                                   GError **error) {
  HandIn hand_in = {exam, section, at};
  return store_work_unsure(store, hand_in_section_work, &hand_in, error);
}

static StoreWriting writing_from_row(sqlite3_stmt *row) {
  return (StoreWriting){
      .id = sqlite3_column_int64(row, 0),
      .uuid = sql_uuid(row, 1),
      .item = sqlite3_column_int64(row, 2),
      .version = sqlite3_column_int64(row, 3),
      .exam = sqlite3_column_int64(row, 4),
      .section = sqlite3_column_int(row, 5),
      .place = sqlite3_column_int(row, 6),
      .started_at = sqlite3_column_int64(row, 7),
      .offset = sqlite3_column_int(row, 8),
      .text = sql_dup(row, 9),
      .ms = sqlite3_column_int64(row, 10),
      .saved_at = sqlite3_column_int64(row, 11),
      .handed_at = sqlite3_column_int64(row, 12),
  };
}

bool store_writing_get(Store *store, int64_t id, StoreWriting *out) {
  sqlite3_stmt *row = sql_query(store, SQL_WRITING_GET, SQL_ARGS(SQL_INT(id)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = writing_from_row(row);
  sql_done(row);
  return true;
}

int64_t store_writing_id(Store *store, const Uuid *uuid) {
  int64_t id = 0;
  sql_find_int(store, SQL_WRITING_BY_UUID, SQL_ARGS(SQL_UUID(uuid)), &id, NULL);
  return id;
}

int64_t store_writing_draft(Store *store, int64_t item) {
  int64_t id = 0;
  sql_find_int(store, SQL_WRITING_DRAFT, SQL_ARGS(SQL_INT(item)), &id, NULL);
  return id;
}

GArray *store_writings(Store *store, int64_t exam, GError **error) {
  sqlite3_stmt *row = exam == 0
                          ? sql_query(store, SQL_WRITING_ALL, SQL_NO_ARGS, error)
                          : sql_query(store, SQL_WRITING_OF_EXAM, SQL_ARGS(SQL_INT(exam)), error);
  if (row == NULL) return NULL;
  GArray *writings = g_array_new(FALSE, FALSE, sizeof(StoreWriting));
  g_array_set_clear_func(writings, (GDestroyNotify)store_writing_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreWriting writing = writing_from_row(row);
    g_array_append_val(writings, writing);
  }
  if (next == 0) return writings;
  g_array_unref(writings);
  return NULL;
}

/* -- scores ------------------------------------------------------------------------------------ */

static bool score_work(Store *store, void *user, GError **error) {
  StoreScore *s = user;
  if (!sql_run(store, SQL_SCORE_ADD,
               SQL_ARGS(SQL_UUID(&s->uuid), SQL_INT(s->writing),
                        SQL_TEXT(s->mentor ? "mentor" : "self"),
                        SQL_TEXT(s->name == NULL ? "" : s->name), SQL_INT(s->at),
                        SQL_INT(s->offset), SQL_TEXT(s->levels), SQL_REAL(s->credit),
                        SQL_TEXT(s->comment == NULL ? "" : s->comment)),
               error))
    return false;
  if (sqlite3_changes64(store->db) == 0)
    return store_touch(store, error) &&
           sql_find_int(store, SQL_SCORE_BY_UUID, SQL_ARGS(SQL_UUID(&s->uuid)), &s->id, error) > 0;
  s->id = sqlite3_last_insert_rowid(store->db);
  return true;
}

bool store_score_add(Store *store, StoreScore *score, GError **error) {
  return store_work_unsure(store, score_work, score, error);
}

bool store_score_known(Store *store, const Uuid *uuid) {
  int64_t id = 0;
  return sql_find_int(store, SQL_SCORE_BY_UUID, SQL_ARGS(SQL_UUID(uuid)), &id, NULL) > 0;
}

GArray *store_scores(Store *store, int64_t writing, GError **error) {
  sqlite3_stmt *row =
      writing == 0 ? sql_query(store, SQL_SCORE_ALL, SQL_NO_ARGS, error)
                   : sql_query(store, SQL_SCORE_OF_WRITING, SQL_ARGS(SQL_INT(writing)), error);
  if (row == NULL) return NULL;
  GArray *scores = g_array_new(FALSE, FALSE, sizeof(StoreScore));
  g_array_set_clear_func(scores, (GDestroyNotify)store_score_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreScore score = {
        .id = sqlite3_column_int64(row, 0),
        .uuid = sql_uuid(row, 1),
        .writing = sqlite3_column_int64(row, 2),
        .mentor = strcmp((const char *)sqlite3_column_text(row, 3), "mentor") == 0,
        .name = sql_dup(row, 4),
        .at = sqlite3_column_int64(row, 5),
        .offset = sqlite3_column_int(row, 6),
        .levels = sql_dup(row, 7),
        .credit = sqlite3_column_double(row, 8),
        .comment = sql_dup(row, 9),
        .oral = sqlite3_column_int(row, 10) != 0,
    };
    g_array_append_val(scores, score);
  }
  if (next == 0) return scores;
  g_array_unref(scores);
  return NULL;
}

int64_t store_answer_seq(Store *store, const Uuid *uuid) {
  int64_t seq = 0;
  sql_find_int(store, SQL_ANSWER_BY_UUID, SQL_ARGS(SQL_UUID(uuid)), &seq, NULL);
  return seq;
}
