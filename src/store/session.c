/* session - sittings and their plans. What was answered in them is in the log. */
#include "store/store_private.h"

typedef struct {
  const StoreSession *session;
  const GArray *queue;
  int64_t id;
} Start;

static bool add_queue(Store *store, const Start *start, GError **error) {
  for (guint i = 0; i < start->queue->len; i++)
    if (!sql_run(store, SQL_SESSION_ITEM_ADD,
                 SQL_ARGS(SQL_INT(start->id), SQL_INT(i),
                          SQL_INT(g_array_index(start->queue, int64_t, i))),
                 error))
      return false;
  return true;
}

static bool start_session(Store *store, void *user, GError **error) {
  Start *start = user;
  const StoreSession *s = start->session;
  int found = sql_find_int(store, SQL_SESSION_ADD,
                           SQL_ARGS(SQL_UUID(&s->uuid), SQL_INT(s->started_at), SQL_INT(s->offset),
                                    SQL_INT(s->day), SQL_INT((int64_t)s->seed),
                                    SQL_INT(s->goal.count), SQL_INT(s->goal.minutes)),
                           &start->id, error);
  if (found < 0) return false;
  if (found > 0) return add_queue(store, start, error);
  return store_touch(store, error) &&
         sql_find_int(store, SQL_SESSION_BY_UUID, SQL_ARGS(SQL_UUID(&s->uuid)), &start->id, error) >
             0;
}

bool store_session_start(Store *store, StoreSession *session, const GArray *queue, GError **error) {
  Start start = {.session = session, .queue = queue};
  if (!store_work_unsure(store, start_session, &start, error)) return false;
  session->id = start.id;
  return true;
}

typedef struct {
  int64_t id, at;
  SessionEnd end;
} End;

static bool end_session(Store *store, void *user, GError **error) {
  const End *end = user;
  return sql_run(store, SQL_SESSION_END,
                 SQL_ARGS(SQL_INT(end->id), SQL_INT(end->at), SQL_INT(end->end)), error);
}

bool store_session_end(Store *store, int64_t id, int64_t at, SessionEnd end, GError **error) {
  StoreSession known;
  End wanted = {id, at, end};
  if (store_session_get(store, id, &known))
    return store_work_unsure(store, end_session, &wanted, error);
  store_misuse(error, "There is no session %" G_GINT64_FORMAT " in %s.", id, store->path);
  return false;
}

static bool reopen_session(Store *store, void *user, GError **error) {
  return sql_run(store, SQL_SESSION_REOPEN, SQL_ARGS(SQL_INT(*(int64_t *)user)), error);
}

bool store_session_reopen(Store *store, int64_t id, GError **error) {
  return store_work_unsure(store, reopen_session, &id, error);
}

StoreSession session_from_row(sqlite3_stmt *row) {
  return (StoreSession){
      .id = sqlite3_column_int64(row, 0),
      .uuid = sql_uuid(row, 1),
      .started_at = sqlite3_column_int64(row, 2),
      .offset = sqlite3_column_int(row, 3),
      .day = sqlite3_column_int(row, 4),
      .seed = (uint64_t)sqlite3_column_int64(row, 5),
      .goal = {sqlite3_column_int(row, 6), sqlite3_column_int(row, 7)},
      .ended_at = sqlite3_column_int64(row, 8),
      .end = (SessionEnd)sqlite3_column_int(row, 9),
  };
}

static bool take_session(Store *store, sqlite3_stmt *row, StoreSession *out) {
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = session_from_row(row);
  sql_done(row);
  return true;
}

bool store_session_open(Store *store, StoreSession *out) {
  return take_session(store, sql_query(store, SQL_SESSION_OPEN, SQL_NO_ARGS, NULL), out);
}

bool store_session_get(Store *store, int64_t id, StoreSession *out) {
  return take_session(store, sql_query(store, SQL_SESSION_GET, SQL_ARGS(SQL_INT(id)), NULL), out);
}

GArray *store_session_queue(Store *store, int64_t id, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_SESSION_QUEUE, SQL_ARGS(SQL_INT(id)), error);
  if (row == NULL) return NULL;
  GArray *queue = g_array_new(FALSE, FALSE, sizeof(int64_t));
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    int64_t item = sqlite3_column_int64(row, 0);
    g_array_append_val(queue, item);
  }
  if (next == 0) return queue;
  g_array_unref(queue);
  return NULL;
}
