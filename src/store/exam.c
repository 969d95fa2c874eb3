/* exam - practice exams: the form and the rules once, then every event; and how far the clock is. */
#include "store/store_private.h"
#include <string.h>

void store_exam_clear(StoreExam *exam) {
  g_clear_pointer(&exam->code, g_free);
  g_clear_pointer(&exam->blueprint, g_free);
}

/* -- starting and ending ----------------------------------------------------------------------- */

typedef struct {
  StoreExam *exam;
  const GArray *form;
} Start;

static bool add_form(Store *store, const Start *start, GError **error) {
  for (guint i = 0; i < start->form->len; i++) {
    const StoreExamItem *q = &g_array_index(start->form, StoreExamItem, i);
    if (!sql_run(store, SQL_EXAM_ITEM_ADD,
                 SQL_ARGS(SQL_INT(start->exam->id), SQL_INT(q->section), SQL_INT(q->place),
                          SQL_INT(q->item), SQL_INT(q->version), SQL_TEXT(q->shown)),
                 error) ||
        !sql_run(store, SQL_SEAL, SQL_ARGS(SQL_INT(q->item), SQL_INT(1), SQL_INT(0)), error))
      return false;
  }
  return true;
}

static bool start_work(Store *store, void *user, GError **error) {
  const Start *start = user;
  StoreExam *e = start->exam;
  int found =
      sql_find_int(store, SQL_SESSION_ADD,
                   SQL_ARGS(SQL_UUID(&e->uuid), SQL_INT(e->started_at), SQL_INT(e->offset),
                            SQL_INT(e->day), SQL_INT((int64_t)e->seed), SQL_INT(0), SQL_INT(0)),
                   &e->id, error);
  if (found < 0) return false;
  if (found == 0) /* an unsure commit: everything is there */
    return store_touch(store, error) &&
           sql_find_int(store, SQL_SESSION_BY_UUID, SQL_ARGS(SQL_UUID(&e->uuid)), &e->id, error) >
               0;
  return sql_run(store, SQL_EXAM_ADD,
                 SQL_ARGS(SQL_INT(e->id), SQL_TEXT(e->code), SQL_TEXT(e->blueprint),
                          SQL_INT(e->reused), SQL_ROW(e->forecast)),
                 error) &&
         add_form(store, start, error);
}

bool store_exam_start(Store *store, StoreExam *exam, const GArray *form, GError **error) {
  Start start = {exam, form};
  return store_work_unsure(store, start_work, &start, error);
}

typedef struct {
  int64_t id, at;
  SessionEnd end;
} End;

static bool end_work(Store *store, void *user, GError **error) {
  const End *end = user;
  return sql_run(store, SQL_SESSION_END,
                 SQL_ARGS(SQL_INT(end->id), SQL_INT(end->at), SQL_INT(end->end)), error) &&
         sql_run(store, SQL_UNSEAL_FORM, SQL_ARGS(SQL_INT(end->id)), error);
}

bool store_exam_end(Store *store, int64_t id, int64_t at, SessionEnd reason, GError **error) {
  End end = {id, at, reason};
  return store_work_unsure(store, end_work, &end, error);
}

/* -- events ------------------------------------------------------------------------------------ */

typedef struct {
  int64_t id;
  const ExamEvent *event;
} Append;

static bool append_work(Store *store, void *user, GError **error) {
  const Append *append = user;
  const ExamEvent *e = append->event;
  int64_t n = 0;
  SqlValue id = SQL_INT(append->id);
  int found =
      sql_find_int(store, SQL_EXAM_EVENT_BY_UUID, SQL_ARGS(id, SQL_UUID(&e->uuid)), &n, error);
  if (found < 0) return false;
  if (found > 0) return store_touch(store, error);
  if (sql_find_int(store, SQL_EXAM_EVENT_COUNT, SQL_ARGS(id), &n, error) < 0) return false;
  if (n != e->n - 1) {
    g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
                "Another pawl has gone on with this exam. Leave here; what you did there is kept.");
    return false;
  }
  return sql_run(store, SQL_EXAM_EVENT_ADD,
                 SQL_ARGS(id, SQL_INT(e->n), SQL_UUID(&e->uuid), SQL_TEXT(exam_event_name(e->kind)),
                          SQL_INT(e->section), SQL_INT(e->place), SQL_INT(e->ms), SQL_INT(e->at),
                          SQL_INT(e->offset), SQL_TEXT(e->body)),
                 error);
}

bool store_exam_append(Store *store, int64_t id, const ExamEvent *event, GError **error) {
  Append append = {id, event};
  return store_work_unsure(store, append_work, &append, error);
}

GArray *store_exam_events(Store *store, int64_t id, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_EXAM_EVENTS, SQL_ARGS(SQL_INT(id)), error);
  if (row == NULL) return NULL;
  GArray *events = g_array_new(FALSE, FALSE, sizeof(ExamEvent));
  g_array_set_clear_func(events, (GDestroyNotify)exam_event_clear);
  int next = 0;
  bool known = true;
  while (known && (next = sql_next(store, row, error)) > 0) {
    ExamEvent e = {.n = sqlite3_column_int(row, 0),
                   .uuid = sql_uuid(row, 1),
                   .section = sqlite3_column_int(row, 3),
                   .place = sqlite3_column_int(row, 4),
                   .ms = sqlite3_column_int64(row, 5),
                   .at = sqlite3_column_int64(row, 6),
                   .offset = sqlite3_column_int(row, 7),
                   .body = sql_dup(row, 8)};
    known = exam_event_from_name((const char *)sqlite3_column_text(row, 2), &e.kind);
    g_array_append_val(events, e);
  }
  if (!known) {
    sql_done(row);
    store_misuse(error, "An exam in %s holds an event that this pawl does not know.", store->path);
  }
  if (known && next == 0) return events;
  g_array_unref(events);
  return NULL;
}

static void exam_item_clear(gpointer data) {
  g_free(((StoreExamItem *)data)->shown);
}

GArray *store_exam_items(Store *store, int64_t id, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_EXAM_ITEMS, SQL_ARGS(SQL_INT(id)), error);
  if (row == NULL) return NULL;
  GArray *items = g_array_new(FALSE, FALSE, sizeof(StoreExamItem));
  g_array_set_clear_func(items, exam_item_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreExamItem item = {.section = sqlite3_column_int(row, 0),
                          .place = sqlite3_column_int(row, 1),
                          .item = sqlite3_column_int64(row, 2),
                          .version = sqlite3_column_int64(row, 3),
                          .shown = sql_dup(row, 4)};
    g_array_append_val(items, item);
  }
  if (next == 0) return items;
  g_array_unref(items);
  return NULL;
}

/* -- exams ------------------------------------------------------------------------------------- */

static StoreExam exam_from_row(sqlite3_stmt *row) {
  return (StoreExam){.id = sqlite3_column_int64(row, 0),
                     .uuid = sql_uuid(row, 1),
                     .started_at = sqlite3_column_int64(row, 2),
                     .offset = sqlite3_column_int(row, 3),
                     .day = sqlite3_column_int(row, 4),
                     .seed = (uint64_t)sqlite3_column_int64(row, 5),
                     .ended_at = sqlite3_column_int64(row, 6),
                     .code = sql_dup(row, 7),
                     .blueprint = sql_dup(row, 8),
                     .reused = sqlite3_column_int(row, 9),
                     .forecast = sqlite3_column_int64(row, 10)};
}

static bool take_exam(Store *store, sqlite3_stmt *row, StoreExam *out) {
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = exam_from_row(row);
  sql_done(row);
  return true;
}

bool store_exam_open(Store *store, StoreExam *out) {
  return take_exam(store, sql_query(store, SQL_EXAM_OPEN, SQL_NO_ARGS, NULL), out);
}

bool store_exam_get(Store *store, int64_t id, StoreExam *out) {
  return take_exam(store, sql_query(store, SQL_EXAM_GET, SQL_ARGS(SQL_INT(id)), NULL), out);
}

GArray *store_exams(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_EXAM_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GArray *exams = g_array_new(FALSE, FALSE, sizeof(StoreExam));
  g_array_set_clear_func(exams, (GDestroyNotify)store_exam_clear);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) {
    StoreExam exam = exam_from_row(row);
    g_array_append_val(exams, exam);
  }
  if (next == 0) return exams;
  g_array_unref(exams);
  return NULL;
}

/* -- the clock --------------------------------------------------------------------------------- */

typedef struct {
  int64_t id;
  const StoreExamClock *clock;
} Beat;

static bool beat_work(Store *store, void *user, GError **error) {
  const Beat *beat = user;
  const StoreExamClock *c = beat->clock;
  return sql_run(store, SQL_EXAM_CLOCK_PUT,
                 SQL_ARGS(SQL_INT(beat->id), SQL_INT(c->ms), SQL_INT(c->at), SQL_INT(c->boot),
                          SQL_TEXT(c->boot_id)),
                 error);
}

bool store_exam_set_clock(Store *store, int64_t id, const StoreExamClock *clock, GError **error) {
  Beat beat = {id, clock};
  return store_work(store, beat_work, &beat, error);
}

bool store_exam_clock(Store *store, int64_t id, StoreExamClock *out) {
  sqlite3_stmt *row = sql_query(store, SQL_EXAM_CLOCK_GET, SQL_ARGS(SQL_INT(id)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = (StoreExamClock){.ms = sqlite3_column_int64(row, 0),
                          .at = sqlite3_column_int64(row, 1),
                          .boot = sqlite3_column_int64(row, 2)};
  g_strlcpy(out->boot_id, (const char *)sqlite3_column_text(row, 3), sizeof out->boot_id);
  sql_done(row);
  return true;
}
