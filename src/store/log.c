/* log - answers and events: appended once, never changed, found again by their UUID. */
#include "store/store_private.h"

static const char *const KINDS[] = {"undo",   "redo", "rating", "suspend",
                                    "resume", "flag", "unflag"};

const char *event_kind_name(EventKind kind) {
  return KINDS[kind];
}

/* -- appending --------------------------------------------------------------------------------- */

typedef struct {
  const Answer *answer;
  const Event *event;
  const Card *card;
  const StoreMastery *mastery;
  int64_t seq;
} Append;

/* The row was there already: an unsure commit or a second call. Nothing counts twice. */
static bool find_again(Store *store, SqlName name, const Uuid *uuid, int64_t *seq, GError **error) {
  return store_touch(store, error) &&
         sql_find_int(store, name, SQL_ARGS(SQL_UUID(uuid)), seq, error) > 0;
}

static bool add_answer(Store *store, void *user, GError **error) {
  Append *append = user;
  const Answer *a = append->answer;
  if (!sql_run(store, SQL_ANSWER_ADD,
               SQL_ARGS(SQL_UUID(&a->uuid), SQL_ROW(a->session), SQL_INT(a->item),
                        SQL_INT(a->version), SQL_TEXT(a->shown != NULL ? a->shown : ""),
                        SQL_TEXT(a->chosen != NULL ? a->chosen : ""), SQL_INT(a->confidence),
                        SQL_INT(a->correct), SQL_REAL(a->credit), SQL_INT(a->rating),
                        SQL_INT(a->ms), SQL_INT(a->at), SQL_INT(a->offset), SQL_INT(a->day),
                        SQL_UUID(&store->device)),
               error))
    return false;
  if (sqlite3_changes64(store->db) == 0)
    return find_again(store, SQL_ANSWER_BY_UUID, &a->uuid, &append->seq, error);
  append->seq = sqlite3_last_insert_rowid(store->db);
  return sql_run(store, SQL_ANSWER_ORDER, SQL_ARGS(SQL_INT(append->seq), SQL_INT(a->at)), error) &&
         card_put(store, append->card, error) &&
         (append->mastery == NULL || mastery_put(store, append->mastery, append->seq, error));
}

bool store_append_answer(Store *store, Answer *answer, const Card *card,
                         const StoreMastery *mastery, GError **error) {
  Append append = {.answer = answer, .card = card, .mastery = mastery};
  if (card->item != answer->item) {
    store_misuse(error, "The answer and its card are about different items.");
    return false;
  }
  if (!store_work_unsure(store, add_answer, &append, error)) return false;
  answer->seq = append.seq;
  return true;
}

static bool add_event(Store *store, void *user, GError **error) {
  Append *append = user;
  const Event *e = append->event;
  if (!sql_run(store, SQL_EVENT_ADD,
               SQL_ARGS(SQL_UUID(&e->uuid), SQL_TEXT(KINDS[e->kind]), SQL_ROW(e->answer),
                        SQL_ROW(e->item), SQL_ROW(e->session), SQL_INT(e->at), SQL_INT(e->offset),
                        SQL_TEXT(e->body), SQL_UUID(&store->device)),
               error))
    return false;
  if (sqlite3_changes64(store->db) == 0)
    return find_again(store, SQL_EVENT_BY_UUID, &e->uuid, &append->seq, error);
  append->seq = sqlite3_last_insert_rowid(store->db);
  if (!sql_run(store, SQL_EVENT_ORDER, SQL_ARGS(SQL_INT(append->seq), SQL_INT(e->at)), error))
    return false;
  return append->card == NULL || card_put(store, append->card, error);
}

bool store_append_event(Store *store, Event *event, const Card *card, GError **error) {
  Append append = {.event = event, .card = card};
  if (!store_work_unsure(store, add_event, &append, error)) return false;
  event->seq = append.seq;
  return true;
}

/* -- reading ----------------------------------------------------------------------------------- */

bool store_is_merged(Store *store) {
  g_autofree char *merged = store_setting(store, STORE_MERGED);
  return merged != NULL;
}

/* Statements over the log by what is asked of it, in the order of the rows' own numbers and in the
 * order of all devices. */
static const SqlName READINGS[][2] = {
    {SQL_ANSWER_ALL, SQL_MERGED_ALL},
    {SQL_ANSWER_ALL_BACK, SQL_MERGED_ALL_BACK},
    {SQL_ANSWER_OF_SESSION, SQL_MERGED_OF_SESSION},
    {SQL_ANSWER_OF_SESSION_BACK, SQL_MERGED_OF_SESSION_BACK},
    {SQL_ANSWER_OF_ITEM, SQL_MERGED_OF_ITEM},
    {SQL_ANSWER_OF_ITEM_BACK, SQL_MERGED_OF_ITEM_BACK},
    {SQL_ANSWER_BY_ITEM, SQL_MERGED_BY_ITEM},
};

static SqlName reading(Store *store, const StoreLogQuery *query) {
  bool back = query->newest_first && !query->by_item;
  int row = query->item != 0 ? 4 : query->session != 0 ? 2 : 0;
  if (query->by_item && query->item == 0)
    row = 6;
  else
    row += back;
  return READINGS[row][store_is_merged(store)];
}

static Answer answer_from_row(sqlite3_stmt *row) {
  return (Answer){
      .seq = sqlite3_column_int64(row, 0),
      .uuid = sql_uuid(row, 1),
      .item = sqlite3_column_int64(row, 2),
      .version = sqlite3_column_int64(row, 3),
      .session = sqlite3_column_int64(row, 4),
      .shown = (char *)sqlite3_column_text(row, 5),
      .chosen = (char *)sqlite3_column_text(row, 6),
      .confidence = (Confidence)sqlite3_column_int(row, 7),
      .correct = sqlite3_column_int(row, 8) != 0,
      .credit = sqlite3_column_double(row, 9),
      .rating = (Rating)sqlite3_column_int(row, 10),
      .ms = sqlite3_column_int64(row, 11),
      .at = sqlite3_column_int64(row, 12),
      .offset = sqlite3_column_int(row, 13),
      .day = sqlite3_column_int(row, 14),
      .undone = sqlite3_column_int(row, 15) != 0,
      .superseded = sqlite3_column_int(row, 16) != 0,
  };
}

bool store_each_answer(Store *store, const StoreLogQuery *query, StoreAnswerFn each, void *user,
                       GError **error) {
  int limit = query->limit > 0 ? query->limit : -1;
  sqlite3_stmt *row =
      sql_query_own(store, reading(store, query),
                    SQL_ARGS(SQL_INT(query->item), SQL_INT(query->session), SQL_INT(limit)), error);
  if (row == NULL) return false;
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    Answer lent = answer_from_row(row);
    if (!each(&lent, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

void event_clear(Event *event) {
  g_clear_pointer(&event->body, g_free);
}

static void event_free(gpointer data) {
  event_clear(data);
  g_free(data);
}

bool event_kind_from_name(const char *name, EventKind *out) {
  for (size_t kind = 0; kind < G_N_ELEMENTS(KINDS); kind++)
    if (strcmp(KINDS[kind], name) == 0) {
      *out = (EventKind)kind;
      return true;
    }
  return false;
}

static Event *event_from_row(sqlite3_stmt *row) {
  Event *event = g_new(Event, 1);
  *event = (Event){
      .seq = sqlite3_column_int64(row, 0),
      .uuid = sql_uuid(row, 1),
      .answer = sqlite3_column_int64(row, 3),
      .item = sqlite3_column_int64(row, 4),
      .session = sqlite3_column_int64(row, 5),
      .at = sqlite3_column_int64(row, 6),
      .offset = sqlite3_column_int(row, 7),
      .body = sql_dup(row, 8),
  };
  event_kind_from_name((const char *)sqlite3_column_text(row, 2), &event->kind);
  return event;
}

GPtrArray *store_events(Store *store, int64_t item, int64_t session, GError **error) {
  sqlite3_stmt *row = sql_query(store, item != 0 ? SQL_EVENT_OF_ITEM : SQL_EVENT_OF_SESSION,
                                SQL_ARGS(SQL_INT(item), SQL_INT(session)), error);
  if (row == NULL) return NULL;
  GPtrArray *events = g_ptr_array_new_with_free_func(event_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) g_ptr_array_add(events, event_from_row(row));
  if (next == 0) return events;
  g_ptr_array_unref(events);
  return NULL;
}

int64_t store_answer_count(Store *store) {
  int64_t count = 0;
  sql_find_int(store, SQL_ANSWER_COUNT, SQL_NO_ARGS, &count, NULL);
  return count;
}

/* -- the learner's pace ------------------------------------------------------------------------ */

#define PACE_ROWS  101
#define PACE_LEAST 10

static int compare_ms(const void *a, const void *b) {
  int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
  return (x > y) - (x < y);
}

int64_t store_median_ms(Store *store) {
  sqlite3_stmt *row = sql_query(store, store_is_merged(store) ? SQL_MERGED_MS : SQL_ANSWER_MS,
                                SQL_ARGS(SQL_INT(PACE_ROWS)), NULL);
  int64_t ms[PACE_ROWS];
  size_t n = 0;
  if (row == NULL) return 0;
  while (sql_next(store, row, NULL) > 0) ms[n++] = sqlite3_column_int64(row, 0);
  if (n < PACE_LEAST) return 0;
  qsort(ms, n, sizeof *ms, compare_ms);
  return ms[n / 2];
}
