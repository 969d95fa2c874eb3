/* logs_exam - practice exams in a progress log: form and events as they were, and what they came to. */
#include "app/exam.h"
#include "app/logs_private.h"
#include "core/json.h"
#include "core/text.h"
#include <string.h>

/* -- writing ----------------------------------------------------------------------------------- */

static bool add_question(const TravelQuestion *q, void *user) {
  json_t *row = json_array();
  json_array_append_new(row, json_integer(q->section));
  json_array_append_new(row, json_integer(q->place));
  json_array_append_new(row, json_string(q->item.pack));
  json_array_append_new(row, json_string(q->item.code));
  json_array_append_new(row, json_string(q->item.hash));
  json_array_append_new(row, json_string(q->shown));
  json_array_append_new(user, row);
  return true;
}

static json_t *event_row(const ExamEvent *e) {
  char uuid[37];
  uuid_format(&e->uuid, uuid);
  json_t *row = json_array();
  json_array_append_new(row, json_integer(e->n));
  json_array_append_new(row, json_string(uuid));
  json_array_append_new(row, json_string(exam_event_name(e->kind)));
  const int64_t numbers[] = {e->section, e->place, e->ms, e->at, e->offset};
  for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
    json_array_append_new(row, json_integer(numbers[i]));
  json_array_append_new(row, e->body == NULL ? json_null() : json_string(e->body));
  return row;
}

static void put_json(LogDraft *draft, const char *key, json_t *value) {
  g_autofree char *text = json_to_text(value);
  log_put_raw(draft, key, text, strlen(text));
  json_decref(value);
}

static json_t *events_json(App *app, int64_t id, GError **error) {
  g_autoptr(GArray) events = store_exam_events(app->store, id, error);
  if (events == NULL) return NULL;
  json_t *rows = json_array();
  for (guint i = 0; i < events->len; i++)
    json_array_append_new(rows, event_row(&g_array_index(events, ExamEvent, i)));
  return rows;
}

/* Remarks travel as lines of their own. */
static json_t *result_json(const ExamResult *result) {
  json_t *json = exam_result_json(result);
  json_object_del(json, "remarks");
  return json;
}

static void put_exam(App *app, LogWriter *writer, const StoreExam *exam, json_t *events,
                     json_t *form) {
  LogDraft *draft = log_writer_event(writer);
  g_autoptr(ExamResult) result = app_exam_result(app, exam->id, NULL);
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, exam->seed);
  Uuid forecast;
  log_put_integer(draft, "at", exam->started_at);
  log_put_text(draft, "blueprint", exam->blueprint);
  log_put_text(draft, "code", exam->code);
  log_put_integer(draft, "day", exam->day);
  log_put_integer(draft, "ended_at", exam->ended_at);
  if (events != NULL) put_json(draft, "events", events);
  if (exam->forecast != 0 && store_forecast_uuid(app->store, exam->forecast, &forecast))
    log_put_uuid(draft, "forecast", &forecast);
  if (form != NULL) put_json(draft, "form", form);
  log_put_text(draft, "kind", "exam");
  log_put_integer(draft, "offset", exam->offset);
  if (result != NULL) put_json(draft, "result", result_json(result));
  log_put_integer(draft, "reused", exam->reused);
  log_put_text(draft, "seed", seed);
  log_put_uuid(draft, "uuid", &exam->uuid);
  log_writer_end(writer);
}

/* At level answers the results alone. */
bool logs_put_exams(App *app, LogWriter *writer, const LogExport *what, GError **error) {
  g_autoptr(GArray) exams = store_exams(app->store, error);
  for (guint i = 0; exams != NULL && i < exams->len; i++) {
    const StoreExam *exam = &g_array_index(exams, StoreExam, i);
    if (exam->ended_at == 0 || exam->day < what->since) continue;
    json_t *form = NULL, *events = NULL;
    if (what->level == LOG_FULL) {
      form = json_array();
      events = events_json(app, exam->id, error);
      if (events == NULL || !store_travel_form(app->store, exam->id, add_question, form, error)) {
        json_decref(form);
        json_decref(events);
        return false;
      }
    }
    put_exam(app, writer, exam, events, form);
  }
  return exams != NULL;
}

/* -- reading ----------------------------------------------------------------------------------- */

/* The array at KEY of LINE (new reference); where there is none LINE->wrong is set. */
static json_t *rows_at(LogLine *line, const char *key) {
  const LogField *field = log_find(line, key);
  json_t *rows = NULL;
  if (field != NULL && field->kind == LOG_NESTED) {
    g_autofree char *object =
        g_strdup_printf("{\"rows\":%.*s}", (int)field->raw_length, field->raw);
    json_t *root = json_from_text(object, NULL);
    rows = json_incref(json_object_get(root, "rows"));
    json_decref(root);
  }
  if (json_is_array(rows)) return rows;
  json_decref(rows);
  if (line->wrong == NULL) line->wrong = key;
  return json_array();
}

/* Text I of ROW, NULL where it is none or must not be shown. */
static const char *text_of(const json_t *row, size_t i) {
  const json_t *value = json_array_get(row, i);
  if (!json_is_string(value)) return NULL;
  const char *text = json_string_value(value);
  return text_check(text, json_string_length(value), NULL) ? text : NULL;
}

static bool number_of(const json_t *row, size_t i, int64_t low, int64_t high, int64_t *out) {
  const json_t *value = json_array_get(row, i);
  *out = json_integer_value(value);
  return json_is_integer(value) && *out >= low && *out <= high;
}

static bool take_question(const json_t *row, TravelQuestion *out) {
  int64_t section = 0, place = 0;
  bool good = number_of(row, 0, 0, 99, &section) && number_of(row, 1, 0, 9999, &place);
  *out = (TravelQuestion){(int)section,
                          (int)place,
                          {text_of(row, 2), text_of(row, 3), text_of(row, 4)},
                          text_of(row, 5)};
  return good && out->item.pack != NULL && out->item.code != NULL && out->item.hash != NULL &&
         out->shown != NULL;
}

static bool take_event(const json_t *row, ExamEvent *out) {
  int64_t n = 0, section = 0, place = 0, ms = 0, at = 0, offset = 0;
  const char *uuid = text_of(row, 1), *kind = text_of(row, 2), *body = text_of(row, 8);
  bool good = number_of(row, 0, 1, 1000000, &n) && number_of(row, 3, 0, 99, &section) &&
              number_of(row, 4, 0, 9999, &place) && number_of(row, 5, 0, LOGS_INSTANT_MAX, &ms) &&
              number_of(row, 6, 0, LOGS_INSTANT_MAX, &at) &&
              number_of(row, 7, -1440, 1440, &offset);
  *out = (ExamEvent){.n = (int)n,
                     .section = (int)section,
                     .place = (int)place,
                     .ms = ms,
                     .at = at,
                     .offset = (int)offset,
                     .body = (char *)body};
  return good && uuid != NULL && uuid_parse(uuid, &out->uuid) && kind != NULL &&
         exam_event_from_name(kind, &out->kind) &&
         (body != NULL || json_is_null(json_array_get(row, 8)));
}

static GArray *take_form(const json_t *rows, LogLine *line) {
  GArray *form = g_array_new(FALSE, TRUE, sizeof(TravelQuestion));
  json_t *row = NULL;
  size_t i = 0;
  json_array_foreach(rows, i, row) {
    TravelQuestion question;
    const TravelQuestion *before =
        i == 0 ? NULL : &g_array_index(form, TravelQuestion, form->len - 1);
    bool good = take_question(row, &question) &&
                (before == NULL || question.section > before->section ||
                 (question.section == before->section && question.place > before->place));
    if (!good && line->wrong == NULL) line->wrong = "form";
    g_array_append_val(form, question);
  }
  return form;
}

/* Their bodies are lent by ROWS. */
static GArray *take_events(const json_t *rows, LogLine *line) {
  GArray *events = g_array_new(FALSE, TRUE, sizeof(ExamEvent));
  json_t *row = NULL;
  size_t i = 0;
  json_array_foreach(rows, i, row) {
    ExamEvent event;
    bool good = take_event(row, &event) && event.n == (int)i + 1;
    if (!good && line->wrong == NULL) line->wrong = "events";
    g_array_append_val(events, event);
  }
  return events;
}

static bool is_blueprint(const char *text) {
  g_autoptr(Blueprint) blueprint = blueprint_from_json(text, NULL);
  return blueprint != NULL;
}

static bool read_exam(LogLine *line, StoreExam *exam, Uuid *forecast, bool *foretold) {
  guint64 seed = 0;
  *exam = (StoreExam){.started_at = log_integer(line, "at", 0, LOGS_INSTANT_MAX),
                      .blueprint = (char *)log_text(line, "blueprint"),
                      .code = (char *)log_text(line, "code"),
                      .day = (int)log_integer(line, "day", 0, LOGS_DAY_MAX),
                      .ended_at = log_integer(line, "ended_at", 1, LOGS_INSTANT_MAX)};
  *foretold = log_has(line, "forecast");
  if (*foretold) *forecast = log_uuid(line, "forecast");
  exam->offset = (int)log_integer(line, "offset", -1440, 1440);
  exam->reused = (int)log_integer(line, "reused", 0, G_MAXINT32);
  bool good = g_ascii_string_to_unsigned(log_text(line, "seed"), 10, 0, G_MAXUINT64, &seed, NULL);
  exam->seed = seed;
  exam->uuid = log_uuid(line, "uuid");
  if (!good && line->wrong == NULL) line->wrong = "seed";
  if (line->wrong == NULL && !is_blueprint(exam->blueprint)) line->wrong = "blueprint";
  return line->wrong == NULL;
}

MergeResult logs_take_exam(StoreMerge *merge, LogLine *line, GError **error) {
  StoreExam exam;
  Uuid forecast;
  bool foretold = false;
  MergeResult result = MERGE_FAILED;
  json_t *event_rows = rows_at(line, "events"), *form_rows = rows_at(line, "form");
  GArray *events = take_events(event_rows, line), *form = take_form(form_rows, line);
  if (line->wrong == NULL && read_exam(line, &exam, &forecast, &foretold))
    result = store_merge_exam(merge, &exam, foretold ? &forecast : NULL, form, events, error);
  g_array_unref(events);
  g_array_unref(form);
  json_decref(event_rows);
  json_decref(form_rows);
  return result;
}
