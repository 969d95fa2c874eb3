/* merge - see merge.h. */
#include "store/merge.h"
#include "store/store_private.h"
#include <string.h>

/* -- reading out ------------------------------------------------------------------------------- */

static const char *text_at(sqlite3_stmt *row, int i) {
  return (const char *)sqlite3_column_text(row, i);
}

static bool present(sqlite3_stmt *row, int i) {
  return sqlite3_column_type(row, i) != SQLITE_NULL;
}

static TravelAnswer answer_from_row(sqlite3_stmt *row) {
  return (TravelAnswer){
      .uuid = sql_uuid(row, 0),
      .device = sql_uuid(row, 1),
      .session = sql_uuid(row, 2),
      .in_session = present(row, 2),
      .item = {text_at(row, 3), text_at(row, 4), text_at(row, 5)},
      .shown = text_at(row, 6),
      .chosen = text_at(row, 7),
      .confidence = (Confidence)sqlite3_column_int(row, 8),
      .correct = sqlite3_column_int(row, 9) != 0,
      .credit = sqlite3_column_double(row, 10),
      .rating = (Rating)sqlite3_column_int(row, 11),
      .ms = sqlite3_column_int64(row, 12),
      .at = sqlite3_column_int64(row, 13),
      .offset = sqlite3_column_int(row, 14),
      .day = sqlite3_column_int(row, 15),
      .ord = sqlite3_column_int64(row, 16),
      .in_exam = present(row, 17),
      .section = sqlite3_column_int(row, 17),
      .place = sqlite3_column_int(row, 18),
  };
}

static TravelEvent event_from_row(sqlite3_stmt *row) {
  TravelEvent event = {
      .uuid = sql_uuid(row, 0),
      .device = sql_uuid(row, 1),
      .session = sql_uuid(row, 2),
      .in_session = present(row, 2),
      .item = {text_at(row, 3), text_at(row, 4), text_at(row, 5)},
      .answer = sql_uuid(row, 6),
      .about_answer = present(row, 6),
      .at = sqlite3_column_int64(row, 8),
      .offset = sqlite3_column_int(row, 9),
      .ord = sqlite3_column_int64(row, 10),
      .body = text_at(row, 11),
  };
  event_kind_from_name(text_at(row, 7), &event.kind);
  return event;
}

bool store_travel_answers(Store *store, int day, TravelAnswerFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_ANSWERS, SQL_ARGS(SQL_INT(day)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    TravelAnswer answer = answer_from_row(row);
    if (!each(&answer, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_travel_events(Store *store, int64_t at, TravelEventFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_EVENTS, SQL_ARGS(SQL_INT(at)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    TravelEvent event = event_from_row(row);
    if (!each(&event, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_travel_sessions(Store *store, int64_t at, TravelSessionFn each, void *user,
                           GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_SESSIONS, SQL_ARGS(SQL_INT(at)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    StoreSession session = session_from_row(row);
    if (!each(&session, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_travel_forecasts(Store *store, int64_t at, TravelForecastFn each, void *user,
                            GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_FORECASTS, SQL_ARGS(SQL_INT(at)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    TravelForecast f = {.forecast = {.uuid = sql_uuid(row, 0),
                                     .at = sqlite3_column_int64(row, 1),
                                     .offset = sqlite3_column_int(row, 2),
                                     .form = (char *)text_at(row, 3),
                                     .items = sqlite3_column_int(row, 4),
                                     .low = sqlite3_column_double(row, 5),
                                     .middle = sqlite3_column_double(row, 6),
                                     .high = sqlite3_column_double(row, 7),
                                     .right = present(row, 9) ? sqlite3_column_int(row, 9) : -1},
                        .scored_at = sqlite3_column_int64(row, 8)};
    if (!each(&f, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_travel_writings(Store *store, int64_t at, TravelWritingFn each, void *user,
                           GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_WRITINGS, SQL_ARGS(SQL_INT(at)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    TravelWriting w = {.writing = {.uuid = sql_uuid(row, 0),
                                   .section = sqlite3_column_int(row, 5),
                                   .place = sqlite3_column_int(row, 6),
                                   .started_at = sqlite3_column_int64(row, 7),
                                   .offset = sqlite3_column_int(row, 8),
                                   .text = (char *)text_at(row, 9),
                                   .ms = sqlite3_column_int64(row, 10),
                                   .saved_at = sqlite3_column_int64(row, 11),
                                   .handed_at = sqlite3_column_int64(row, 12)},
                       .item = {text_at(row, 1), text_at(row, 2), text_at(row, 3)},
                       .exam = sql_uuid(row, 4),
                       .in_exam = present(row, 4)};
    if (!each(&w, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_travel_scores(Store *store, int64_t at, TravelScoreFn each, void *user, GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_SCORES, SQL_ARGS(SQL_INT(at)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    TravelScore s = {.score = {.uuid = sql_uuid(row, 0),
                               .mentor = sqlite3_column_int(row, 2) != 0,
                               .name = (char *)text_at(row, 3),
                               .at = sqlite3_column_int64(row, 4),
                               .offset = sqlite3_column_int(row, 5),
                               .levels = (char *)text_at(row, 6),
                               .credit = sqlite3_column_double(row, 7),
                               .comment = (char *)text_at(row, 8)},
                     .writing = sql_uuid(row, 1)};
    if (!each(&s, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_travel_form(Store *store, int64_t id, TravelQuestionFn each, void *user,
                       GError **error) {
  sqlite3_stmt *row = sql_query_own(store, SQL_TRAVEL_FORM, SQL_ARGS(SQL_INT(id)), error);
  int next = row == NULL ? -1 : 0;
  while (row != NULL && (next = sql_next(store, row, error)) > 0) {
    TravelQuestion question = {.section = sqlite3_column_int(row, 0),
                               .place = sqlite3_column_int(row, 1),
                               .item = {text_at(row, 2), text_at(row, 3), text_at(row, 4)},
                               .shown = text_at(row, 5)};
    if (!each(&question, user)) break;
  }
  sqlite3_finalize(row);
  return next >= 0;
}

bool store_forecast_uuid(Store *store, int64_t id, Uuid *out) {
  sqlite3_stmt *row = sql_query(store, SQL_FORECAST_UUID, SQL_ARGS(SQL_INT(id)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = sql_uuid(row, 0);
  sql_done(row);
  return true;
}

char *store_framework_code(Store *store) {
  return sql_find_text(store, SQL_FRAMEWORK_FIRST, SQL_NO_ARGS, NULL);
}

int64_t store_newest_own(Store *store) {
  int64_t at = 0;
  sql_find_int(store, SQL_TRAVEL_NEWEST, SQL_NO_ARGS, &at, NULL);
  return at;
}

int64_t store_newest_order(Store *store) {
  int64_t order = 0;
  sql_find_int(store, SQL_NEWEST_ORDER, SQL_NO_ARGS, &order, NULL);
  return order;
}

/* -- taking in: what a row points at ----------------------------------------------------------- */

typedef struct {
  int64_t item, version;
} Place;

struct StoreMerge {
  Store *store;
  GHashTable *places; /* "pack code hash" -> Place; item 0: not known here */
  GString *key;
  Uuid session; /* the last one looked up */
  int64_t session_id;
  bool scores;          /* were added */
  bool answers, events; /* were added, or have another number now */
};

StoreMerge *store_merge_new(Store *store) {
  StoreMerge *merge = g_new0(StoreMerge, 1);
  merge->store = store;
  merge->places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  merge->key = g_string_new(NULL);
  return merge;
}

void store_merge_free(StoreMerge *merge) {
  if (merge == NULL) return;
  g_hash_table_unref(merge->places);
  g_string_free(merge->key, TRUE);
  g_free(merge);
}

Store *store_merge_target(const StoreMerge *merge) {
  return merge->store;
}

static MergeResult failed(StoreMerge *merge) {
  merge->store->spoiled = true;
  return MERGE_FAILED;
}

static MergeResult added_or_known(StoreMerge *merge, bool good) {
  if (!good) return failed(merge);
  return sqlite3_changes64(merge->store->db) > 0 ? MERGE_ADDED : MERGE_KNOWN;
}

/* A pair of numbers: 1 found, 0 not, -1 with ERROR. */
static int find_place(Store *store, SqlName name, const SqlValue *values, size_t n, Place *out,
                      GError **error) {
  sqlite3_stmt *row = sql_query(store, name, values, n, error);
  int next = row == NULL ? -1 : sql_next(store, row, error);
  if (next <= 0) return next;
  *out = (Place){sqlite3_column_int64(row, 0), sqlite3_column_int64(row, 1)};
  sql_done(row);
  return 1;
}

/* A version with that hash, of which no more is known. */
static bool add_version(Store *store, const char *hash, Place *place, GError **error) {
  uint8_t digest[32];
  gsize size = sizeof digest;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_autofree char *text = g_strconcat("only known from a log: ", hash, NULL);
  g_checksum_update(sum, (const guchar *)text, -1);
  g_checksum_get_digest(sum, digest, &size);
  int found = sql_find_int(store, SQL_TRAVEL_VERSION,
                           SQL_ARGS(SQL_INT(place->item), SQL_TEXT(hash), SQL_BLOB(digest, 32)),
                           &place->version, error);
  if (found == 0) place->item = 0; /* it has no version at all */
  return found >= 0;
}

static bool look_up(Store *store, const TravelItem *item, Place *place, GError **error) {
  SqlValue pack = SQL_TEXT(item->pack), hash = SQL_TEXT(item->hash);
  *place = (Place){0};
  int found =
      find_place(store, SQL_TRAVEL_ITEM, SQL_ARGS(pack, SQL_TEXT(item->code), hash), place, error);
  if (found == 0 && item->hash != NULL)
    found = find_place(store, SQL_TRAVEL_MOVED, SQL_ARGS(pack, hash), place, error);
  if (found <= 0) return found == 0;
  return place->version != 0 || item->hash == NULL || add_version(store, item->hash, place, error);
}

static bool resolve(StoreMerge *merge, const TravelItem *item, Place *out, GError **error) {
  const char *parts[] = {item->pack, item->code, item->hash};
  g_string_truncate(merge->key, 0);
  for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
    if (parts[i] != NULL) g_string_append(merge->key, parts[i]);
    g_string_append_c(merge->key, '\n');
  }
  const Place *known = g_hash_table_lookup(merge->places, merge->key->str);
  if (known == NULL) {
    Place place;
    if (!look_up(merge->store, item, &place, error)) return false;
    known = g_memdup2(&place, sizeof place);
    g_hash_table_insert(merge->places, g_strdup(merge->key->str), (gpointer)known);
  }
  *out = *known;
  return true;
}

static bool put_session(Store *store, const StoreSession *s, GError **error) {
  int64_t end = s->ended_at != 0 ? s->ended_at : s->started_at;
  SessionEnd reason = s->ended_at != 0 ? s->end : SESSION_END_QUIT;
  return sql_run(store, SQL_TRAVEL_SESSION_ADD,
                 SQL_ARGS(SQL_UUID(&s->uuid), SQL_INT(s->started_at), SQL_INT(s->offset),
                          SQL_INT(s->day), SQL_INT((int64_t)s->seed), SQL_INT(s->goal.count),
                          SQL_INT(s->goal.minutes), SQL_INT(end), SQL_INT(reason)),
                 error);
}

/* The row of the session; where no line told of it, one made of what the answer says. */
static bool find_session(StoreMerge *merge, const StoreSession *like, int64_t *id, GError **error) {
  if (merge->session_id != 0 && memcmp(&merge->session, &like->uuid, UUID_SIZE) == 0) {
    *id = merge->session_id;
    return true;
  }
  SqlValue uuid = SQL_UUID(&like->uuid);
  int found = sql_find_int(merge->store, SQL_SESSION_BY_UUID, SQL_ARGS(uuid), id, error);
  if (found == 0 && put_session(merge->store, like, error))
    found = sql_find_int(merge->store, SQL_SESSION_BY_UUID, SQL_ARGS(uuid), id, error);
  if (found <= 0) return false;
  merge->session = like->uuid;
  merge->session_id = *id;
  return true;
}

/* -- taking in: rows --------------------------------------------------------------------------- */

MergeResult store_merge_session(StoreMerge *merge, const StoreSession *session, GError **error) {
  return added_or_known(merge, put_session(merge->store, session, error));
}

static bool put_answer(Store *store, const TravelAnswer *a, Place place, int64_t session,
                       GError **error) {
  return sql_run(store, SQL_TRAVEL_ANSWER_ADD,
                 SQL_ARGS(SQL_UUID(&a->uuid), SQL_ROW(session), SQL_INT(place.item),
                          SQL_INT(place.version), SQL_TEXT(a->shown), SQL_TEXT(a->chosen),
                          SQL_INT(a->confidence), SQL_INT(a->correct), SQL_REAL(a->credit),
                          SQL_INT(a->rating), SQL_INT(a->ms), SQL_INT(a->at), SQL_INT(a->offset),
                          SQL_INT(a->day), SQL_UUID(&a->device)),
                 error);
}

/* A row that is here already: where copies differ in their number (one was drawn anew after a damage) the
 * smallest counts, whoever brings it. */
static MergeResult known(StoreMerge *merge, SqlName lower, const Uuid *uuid, int64_t ord,
                         bool *touched, GError **error) {
  if (!sql_run(merge->store, lower, SQL_ARGS(SQL_UUID(uuid), SQL_INT(ord)), error))
    return failed(merge);
  *touched = *touched || sqlite3_changes64(merge->store->db) > 0;
  return MERGE_KNOWN;
}

MergeResult store_merge_answer(StoreMerge *merge, const TravelAnswer *a, GError **error) {
  Store *store = merge->store;
  Place place;
  int64_t session = 0;
  StoreSession like = {.uuid = a->session, .started_at = a->at, .offset = a->offset, .day = a->day};
  if (!resolve(merge, &a->item, &place, error)) return failed(merge);
  if (place.item == 0) return MERGE_WAITS;
  if (a->in_session && !find_session(merge, &like, &session, error)) return failed(merge);
  if (!put_answer(store, a, place, session, error)) return failed(merge);
  if (sqlite3_changes64(store->db) == 0)
    return known(merge, SQL_ANSWER_ORDER_LOWER, &a->uuid, a->ord, &merge->answers, error);
  merge->answers = true;
  int64_t seq = sqlite3_last_insert_rowid(store->db);
  if (!sql_run(store, SQL_ANSWER_ORDER_PUT, SQL_ARGS(SQL_INT(seq), SQL_INT(a->ord)), error))
    return failed(merge);
  return MERGE_ADDED;
}

/* What the event is about; false with *RESULT where it cannot be stored now. */
static bool subject_of(StoreMerge *merge, const TravelEvent *e, int64_t *answer, Place *place,
                       MergeResult *result, GError **error) {
  int found = 1;
  if (e->about_answer)
    found = sql_find_int(merge->store, SQL_ANSWER_BY_UUID, SQL_ARGS(SQL_UUID(&e->answer)), answer,
                         error);
  else if (!resolve(merge, &e->item, place, error))
    found = -1;
  else if (place->item == 0)
    found = 0;
  if (found < 0) *result = failed(merge);
  if (found == 0) *result = MERGE_WAITS;
  return found > 0;
}

MergeResult store_merge_event(StoreMerge *merge, const TravelEvent *e, GError **error) {
  Store *store = merge->store;
  Place place = {0};
  int64_t answer = 0, session = 0;
  MergeResult result;
  StoreSession like = {.uuid = e->session, .started_at = e->at, .offset = e->offset};
  if (!subject_of(merge, e, &answer, &place, &result, error)) return result;
  if (e->in_session && !find_session(merge, &like, &session, error)) return failed(merge);
  if (!sql_run(store, SQL_TRAVEL_EVENT_ADD,
               SQL_ARGS(SQL_UUID(&e->uuid), SQL_TEXT(event_kind_name(e->kind)), SQL_ROW(answer),
                        SQL_ROW(place.item), SQL_ROW(session), SQL_INT(e->at), SQL_INT(e->offset),
                        SQL_TEXT(e->body), SQL_UUID(&e->device)),
               error))
    return failed(merge);
  if (sqlite3_changes64(store->db) == 0)
    return known(merge, SQL_EVENT_ORDER_LOWER, &e->uuid, e->ord, &merge->events, error);
  merge->events = true;
  int64_t seq = sqlite3_last_insert_rowid(store->db);
  if (!sql_run(store, SQL_EVENT_ORDER_PUT, SQL_ARGS(SQL_INT(seq), SQL_INT(e->ord)), error))
    return failed(merge);
  return MERGE_ADDED;
}

MergeResult store_merge_forecast(StoreMerge *merge, const StoreForecast *f, GError **error) {
  return added_or_known(
      merge,
      sql_run(merge->store, SQL_FORECAST_ADD,
              SQL_ARGS(SQL_UUID(&f->uuid), SQL_INT(f->at), SQL_INT(f->offset), SQL_TEXT(f->form),
                       SQL_INT(f->items), SQL_REAL(f->low), SQL_REAL(f->middle), SQL_REAL(f->high)),
              error));
}

MergeResult store_merge_outcome(StoreMerge *merge, const Uuid *forecast, int64_t at, int right,
                                GError **error) {
  int64_t id = 0;
  int found =
      sql_find_int(merge->store, SQL_FORECAST_BY_UUID, SQL_ARGS(SQL_UUID(forecast)), &id, error);
  if (found < 0) return failed(merge);
  if (found == 0) return MERGE_WAITS;
  return added_or_known(merge, sql_run(merge->store, SQL_FORECAST_SCORE,
                                       SQL_ARGS(SQL_INT(id), SQL_INT(at), SQL_INT(right)), error));
}

/* -- taking in: exams -------------------------------------------------------------------------- */

static bool put_exam(StoreMerge *merge, const StoreExam *exam, const Uuid *forecast, int64_t *id,
                     GError **error) {
  StoreSession like = {.uuid = exam->uuid,
                       .started_at = exam->started_at,
                       .offset = exam->offset,
                       .day = exam->day,
                       .seed = exam->seed,
                       .ended_at = exam->ended_at};
  int64_t foretold = 0;
  if (!find_session(merge, &like, id, error)) return false;
  if (forecast != NULL && sql_find_int(merge->store, SQL_FORECAST_BY_UUID,
                                       SQL_ARGS(SQL_UUID(forecast)), &foretold, error) < 0)
    return false;
  return sql_run(merge->store, SQL_EXAM_ADD,
                 SQL_ARGS(SQL_INT(*id), SQL_TEXT(exam->code), SQL_TEXT(exam->blueprint),
                          SQL_INT(exam->reused), SQL_ROW(foretold)),
                 error);
}

static bool put_form(Store *store, int64_t id, const GArray *form, const Place *places,
                     GError **error) {
  for (guint i = 0; i < form->len; i++) {
    const TravelQuestion *q = &g_array_index(form, TravelQuestion, i);
    if (!sql_run(store, SQL_EXAM_ITEM_ADD,
                 SQL_ARGS(SQL_INT(id), SQL_INT(q->section), SQL_INT(q->place),
                          SQL_INT(places[i].item), SQL_INT(places[i].version), SQL_TEXT(q->shown)),
                 error))
      return false;
  }
  return true;
}

static bool put_exam_events(Store *store, int64_t id, const GArray *events, GError **error) {
  for (guint i = 0; i < events->len; i++) {
    const ExamEvent *e = &g_array_index(events, ExamEvent, i);
    if (!sql_run(store, SQL_EXAM_EVENT_ADD,
                 SQL_ARGS(SQL_INT(id), SQL_INT(e->n), SQL_UUID(&e->uuid),
                          SQL_TEXT(exam_event_name(e->kind)), SQL_INT(e->section),
                          SQL_INT(e->place), SQL_INT(e->ms), SQL_INT(e->at), SQL_INT(e->offset),
                          SQL_TEXT(e->body)),
                 error))
      return false;
  }
  return true;
}

MergeResult store_merge_exam(StoreMerge *merge, const StoreExam *exam, const Uuid *forecast,
                             const GArray *form, const GArray *events, GError **error) {
  Store *store = merge->store;
  g_autofree Place *places = g_new0(Place, form->len + 1);
  int64_t id = 0;
  for (guint i = 0; i < form->len; i++) {
    if (!resolve(merge, &g_array_index(form, TravelQuestion, i).item, &places[i], error))
      return failed(merge);
    if (places[i].item == 0 || places[i].version == 0) return MERGE_WAITS;
  }
  if (!put_exam(merge, exam, forecast, &id, error)) return failed(merge);
  if (sqlite3_changes64(store->db) == 0) return MERGE_KNOWN;
  if (!put_form(store, id, form, places, error) || !put_exam_events(store, id, events, error))
    return failed(merge);
  return MERGE_ADDED;
}

/* -- taking in: texts and scores --------------------------------------------------------------- */

static bool put_writing(Store *store, const TravelWriting *t, Place place, int64_t exam,
                        GError **error) {
  const StoreWriting *w = &t->writing;
  return sql_run(store, SQL_TRAVEL_WRITING_ADD,
                 SQL_ARGS(SQL_UUID(&w->uuid), SQL_INT(place.item), SQL_INT(place.version),
                          SQL_ROW(exam), SQL_INT(w->section), SQL_INT(w->place),
                          SQL_INT(w->started_at), SQL_INT(w->offset), SQL_TEXT(w->text),
                          SQL_INT(w->ms), SQL_INT(w->saved_at), SQL_INT(w->handed_at)),
                 error);
}

MergeResult store_merge_writing(StoreMerge *merge, const TravelWriting *writing, GError **error) {
  Place place;
  int64_t exam = 0;
  if (!resolve(merge, &writing->item, &place, error)) return failed(merge);
  if (place.item == 0 || place.version == 0) return MERGE_WAITS;
  if (writing->in_exam) {
    int found = sql_find_int(merge->store, SQL_EXAM_BY_UUID, SQL_ARGS(SQL_UUID(&writing->exam)),
                             &exam, error);
    if (found < 0) return failed(merge);
    if (found == 0) return MERGE_WAITS;
  }
  return added_or_known(merge, put_writing(merge->store, writing, place, exam, error));
}

MergeResult store_merge_score(StoreMerge *merge, const TravelScore *t, GError **error) {
  Store *store = merge->store;
  StoreScore s = t->score;
  int found =
      sql_find_int(store, SQL_WRITING_HANDED, SQL_ARGS(SQL_UUID(&t->writing)), &s.writing, error);
  if (found < 0) return failed(merge);
  if (found == 0) return MERGE_WAITS;
  bool good = sql_run(store, SQL_SCORE_ADD,
                      SQL_ARGS(SQL_UUID(&s.uuid), SQL_INT(s.writing),
                               SQL_TEXT(s.mentor ? "mentor" : "self"), SQL_TEXT(s.name),
                               SQL_INT(s.at), SQL_INT(s.offset), SQL_TEXT(s.levels),
                               SQL_REAL(s.credit), SQL_TEXT(s.comment)),
                      error);
  MergeResult result = added_or_known(merge, good);
  merge->scores = merge->scores || result == MERGE_ADDED;
  return result;
}

/* The row that the remark is about: 1 it is here, 0 not, -1 failed. */
static int find_subject(Store *store, const StoreRemark *remark, GError **error) {
  int64_t id = 0;
  Uuid uuid;
  if (strcmp(remark->about, "learner") == 0) return 1;
  if (strcmp(remark->about, "area") == 0)
    return sql_find_int(store, SQL_AREA_BY_CODE, SQL_ARGS(SQL_TEXT(remark->subject)), &id, error);
  SqlName by = strcmp(remark->about, "exam") == 0 ? SQL_EXAM_BY_UUID : SQL_WRITING_BY_UUID;
  return uuid_parse(remark->subject, &uuid)
             ? sql_find_int(store, by, SQL_ARGS(SQL_UUID(&uuid)), &id, error)
             : 0;
}

MergeResult store_merge_remark(StoreMerge *merge, const StoreRemark *r, GError **error) {
  int found = find_subject(merge->store, r, error);
  if (found < 0) return failed(merge);
  if (found == 0) return MERGE_WAITS;
  return added_or_known(
      merge, sql_run(merge->store, SQL_REMARK_ADD,
                     SQL_ARGS(SQL_UUID(&r->uuid), SQL_TEXT(r->about), SQL_TEXT(r->subject),
                              SQL_UUID(&r->device), SQL_TEXT(r->name), SQL_INT(r->at),
                              SQL_INT(r->offset), SQL_TEXT(r->body)),
                     error));
}

/* -- afterwards -------------------------------------------------------------------------------- */

bool merge_settle(Store *store, GError **error) {
  return sql_run(store, SQL_SETTLE_UNDONE, SQL_NO_ARGS, error) &&
         sql_run(store, SQL_SETTLE_RATING, SQL_NO_ARGS, error) &&
         sql_run(store, SQL_SETTLE_SUSPENDED, SQL_NO_ARGS, error) &&
         sql_run(store, SQL_SETTLE_FLAGGED, SQL_NO_ARGS, error);
}

bool store_merge_changed(const StoreMerge *merge) {
  return merge->answers || merge->events || merge->scores;
}

bool store_merge_finish(StoreMerge *merge, GError **error) {
  Store *store = merge->store;
  bool good =
      (!merge->answers ||
       sql_run(store, SQL_SETTING_PUT, SQL_ARGS(SQL_TEXT(STORE_MERGED), SQL_TEXT("1")), error)) &&
      (!merge->events || merge_settle(store, error));
  if (!good) failed(merge);
  return good;
}

/* -- what has to wait -------------------------------------------------------------------------- */

/* Lines are known again by their bytes: an answer and its score share a UUID. */
static void line_key(const char *body, uint8_t out[32]) {
  gsize size = 32;
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  g_checksum_update(sum, (const guchar *)body, -1);
  g_checksum_get_digest(sum, out, &size);
}

bool store_put_pending(Store *store, const char *body, GError **error) {
  uint8_t key[32];
  line_key(body, key);
  bool good = sql_run(store, SQL_PENDING_ADD, SQL_ARGS(SQL_BLOB(key, 32), SQL_TEXT(body)), error);
  store->spoiled = store->spoiled || !good;
  return good;
}

bool store_drop_pending(Store *store, const char *body, GError **error) {
  uint8_t key[32];
  line_key(body, key);
  bool good = sql_run(store, SQL_PENDING_DROP, SQL_ARGS(SQL_BLOB(key, 32)), error);
  store->spoiled = store->spoiled || !good;
  return good;
}

int64_t store_pending_count(Store *store) {
  int64_t count = 0;
  sql_find_int(store, SQL_PENDING_COUNT, SQL_NO_ARGS, &count, NULL);
  return count;
}

GPtrArray *store_pending(Store *store, GError **error) {
  sqlite3_stmt *row = sql_query(store, SQL_PENDING_ALL, SQL_NO_ARGS, error);
  if (row == NULL) return NULL;
  GPtrArray *all = g_ptr_array_new_with_free_func(g_free);
  int next = 0;
  while ((next = sql_next(store, row, error)) > 0) g_ptr_array_add(all, sql_dup(row, 0));
  if (next == 0) return all;
  g_ptr_array_unref(all);
  return NULL;
}

/* -- devices ----------------------------------------------------------------------------------- */

bool store_device_key(Store *store, const Uuid *device, StoreDeviceKey *out) {
  sqlite3_stmt *row = sql_query(store, SQL_KEY_GET, SQL_ARGS(SQL_UUID(device)), NULL);
  if (row == NULL || sql_next(store, row, NULL) <= 0) return false;
  *out = (StoreDeviceKey){.own = sqlite3_column_int(row, 1) != 0};
  memcpy(out->key, sqlite3_column_blob(row, 0), sizeof out->key);
  if (present(row, 2)) g_strlcpy(out->seen, text_at(row, 2), sizeof out->seen);
  sql_done(row);
  return true;
}

typedef struct {
  const Uuid *device;
  const uint8_t *key;
  const char *seen;
  bool own;
} KeyChange;

static bool pin_work(Store *store, void *user, GError **error) {
  const KeyChange *change = user;
  return sql_run(store, SQL_KEY_PUT,
                 SQL_ARGS(SQL_UUID(change->device), SQL_BLOB(change->key, STORE_KEY_SIZE),
                          SQL_INT(change->own)),
                 error);
}

bool store_pin_key(Store *store, const Uuid *device, const uint8_t key[STORE_KEY_SIZE], bool own,
                   GError **error) {
  KeyChange change = {.device = device, .key = key, .own = own};
  return store_work_unsure(store, pin_work, &change, error);
}

static bool seen_work(Store *store, void *user, GError **error) {
  const KeyChange *change = user;
  return sql_run(store, SQL_KEY_SEEN, SQL_ARGS(SQL_UUID(change->device), SQL_TEXT(change->seen)),
                 error);
}

bool store_set_seen(Store *store, const Uuid *device, const char *seen, GError **error) {
  KeyChange change = {.device = device, .seen = seen};
  return store_work_unsure(store, seen_work, &change, error);
}

bool store_device_is_own(Store *store, const Uuid *device) {
  StoreDeviceKey key;
  return memcmp(device, &store->device, UUID_SIZE) == 0 ||
         (store_device_key(store, device, &key) && key.own);
}

bool store_rename_device(Store *store, GError **error) {
  uint8_t random[10];
  char text[37];
  clock_entropy(store->clock, random, sizeof random);
  Uuid device = uuid_make(clock_now(store->clock), random);
  uuid_format(&device, text);
  if (!store_set_setting(store, STORE_DEVICE, text, error)) return false;
  store->device = device;
  return true;
}
