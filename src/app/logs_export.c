/* logs_export - the database read out as a progress log. */
#include "config.h"

#include "app/exam.h"
#include "app/learner.h"
#include "app/logs_private.h"
#include "core/json.h"
#include <string.h>

typedef struct {
  App *app;
  LogWriter *writer;
  LogExport what;
  int64_t from; /* UTC ms, of what has no study day */
  bool own;     /* leave out what other devices wrote */
  struct {
    Uuid device;
    bool set, own;
  } last;
  LogCounts counts;
} Export;

/* -- answers and events ------------------------------------------------------------------------ */

static bool is_wanted(Export *out, const Uuid *device) {
  if (!out->own) return true;
  if (!out->last.set || memcmp(&out->last.device, device, UUID_SIZE) != 0) {
    out->last.device = *device;
    out->last.set = true;
    out->last.own = store_device_is_own(out->app->store, device);
  }
  return out->last.own;
}

static bool put_answer(const TravelAnswer *a, void *user) {
  Export *out = user;
  if (!is_wanted(out, &a->device)) return true;
  LogDraft *draft = log_writer_event(out->writer);
  log_put_integer(draft, "at", a->at);
  log_put_text(draft, "chosen", a->chosen);
  log_put_text(draft, "confidence", confidence_name(a->confidence));
  log_put_bool(draft, "correct", a->correct);
  log_put_real(draft, "credit", a->credit);
  log_put_integer(draft, "day", a->day);
  log_put_uuid(draft, "device", &a->device);
  if (a->in_exam) log_put_uuid(draft, "exam", &a->session);
  log_put_text(draft, "hash", a->item.hash);
  log_put_text(draft, "item", a->item.code);
  log_put_text(draft, "kind", "answer");
  log_put_integer(draft, "ms", a->ms);
  log_put_integer(draft, "offset", a->offset);
  log_put_integer(draft, "order", a->ord);
  log_put_text(draft, "pack", a->item.pack);
  if (a->in_exam) log_put_integer(draft, "place", a->place);
  log_put_text(draft, "rating", a->rating == RATING_NONE ? NULL : rating_name(a->rating));
  if (a->in_exam) log_put_integer(draft, "section", a->section);
  if (a->in_session) log_put_uuid(draft, "session", &a->session);
  log_put_text(draft, "shown", a->shown);
  log_put_uuid(draft, "uuid", &a->uuid);
  out->counts.answers++;
  return log_writer_end(out->writer);
}

static bool put_event(const TravelEvent *e, void *user) {
  Export *out = user;
  if (!is_wanted(out, &e->device)) return true;
  LogDraft *draft = log_writer_event(out->writer);
  bool with_body = e->kind == EVENT_RATING || out->what.level == LOG_FULL;
  if (e->about_answer) log_put_uuid(draft, "answer", &e->answer);
  log_put_integer(draft, "at", e->at);
  if (with_body) log_put_text(draft, "body", e->body);
  log_put_uuid(draft, "device", &e->device);
  if (!e->about_answer) {
    log_put_text(draft, "hash", e->item.hash);
    log_put_text(draft, "item", e->item.code);
  }
  log_put_text(draft, "kind", event_kind_name(e->kind));
  log_put_integer(draft, "offset", e->offset);
  log_put_integer(draft, "order", e->ord);
  if (!e->about_answer) log_put_text(draft, "pack", e->item.pack);
  if (e->in_session) log_put_uuid(draft, "session", &e->session);
  log_put_uuid(draft, "uuid", &e->uuid);
  return log_writer_end(out->writer);
}

static bool put_answers(Export *out, GError **error) {
  return store_travel_answers(out->app->store, out->what.since, put_answer, out, error);
}

static bool put_events(Export *out, GError **error) {
  return store_travel_events(out->app->store, out->from, put_event, out, error);
}

/* -- sessions and forecasts -------------------------------------------------------------------- */

static bool put_session(const StoreSession *s, void *user) {
  Export *out = user;
  LogDraft *draft = log_writer_event(out->writer);
  log_put_integer(draft, "at", s->started_at);
  log_put_integer(draft, "count", s->goal.count);
  log_put_integer(draft, "day", s->day);
  if (s->ended_at != 0) {
    log_put_integer(draft, "ended", s->end);
    log_put_integer(draft, "ended_at", s->ended_at);
  }
  log_put_text(draft, "kind", "session");
  log_put_integer(draft, "minutes", s->goal.minutes);
  log_put_integer(draft, "offset", s->offset);
  g_autofree char *seed = g_strdup_printf("%" G_GUINT64_FORMAT, s->seed);
  log_put_text(draft, "seed", seed);
  log_put_uuid(draft, "uuid", &s->uuid);
  return log_writer_end(out->writer);
}

static bool put_sessions(Export *out, GError **error) {
  return store_travel_sessions(out->app->store, out->from, put_session, out, error);
}

static bool put_forecast(const TravelForecast *t, void *user) {
  Export *out = user;
  const StoreForecast *f = &t->forecast;
  LogDraft *draft = log_writer_event(out->writer);
  log_put_integer(draft, "at", f->at);
  log_put_text(draft, "form", f->form);
  log_put_real(draft, "high", f->high);
  log_put_integer(draft, "items", f->items);
  log_put_text(draft, "kind", "forecast");
  log_put_real(draft, "low", f->low);
  log_put_real(draft, "middle", f->middle);
  log_put_integer(draft, "offset", f->offset);
  log_put_uuid(draft, "uuid", &f->uuid);
  if (!log_writer_end(out->writer)) return false;
  if (f->right < 0) return true;
  draft = log_writer_event(out->writer);
  log_put_integer(draft, "at", t->scored_at);
  log_put_text(draft, "kind", "outcome");
  log_put_integer(draft, "right", f->right);
  log_put_uuid(draft, "uuid", &f->uuid);
  return log_writer_end(out->writer);
}

static bool put_forecasts(Export *out, GError **error) {
  return store_travel_forecasts(out->app->store, out->from, put_forecast, out, error);
}

static bool put_exams(Export *out, GError **error) {
  return logs_put_exams(out->app, out->writer, &out->what, error);
}

/* Texts that were handed in; drafts stay here. */
static bool put_writing(const TravelWriting *t, void *user) {
  Export *out = user;
  const StoreWriting *w = &t->writing;
  LogDraft *draft = log_writer_event(out->writer);
  log_put_integer(draft, "at", w->started_at);
  if (t->in_exam) log_put_uuid(draft, "exam", &t->exam);
  log_put_integer(draft, "handed_at", w->handed_at);
  log_put_text(draft, "hash", t->item.hash);
  log_put_text(draft, "item", t->item.code);
  log_put_text(draft, "kind", "essay");
  log_put_integer(draft, "ms", w->ms);
  log_put_integer(draft, "offset", w->offset);
  log_put_text(draft, "pack", t->item.pack);
  if (t->in_exam) log_put_integer(draft, "place", w->place);
  log_put_integer(draft, "saved_at", w->saved_at);
  if (t->in_exam) log_put_integer(draft, "section", w->section);
  if (out->what.level == LOG_FULL) log_put_text(draft, "text", w->text);
  log_put_uuid(draft, "uuid", &w->uuid);
  return log_writer_end(out->writer);
}

static bool put_writings(Export *out, GError **error) {
  return store_travel_writings(out->app->store, out->from, put_writing, out, error);
}

static bool put_score(const TravelScore *t, void *user) {
  Export *out = user;
  const StoreScore *s = &t->score;
  LogDraft *draft = log_writer_event(out->writer);
  log_put_integer(draft, "at", s->at);
  if (out->what.level == LOG_FULL) log_put_text(draft, "comment", s->comment);
  log_put_real(draft, "credit", s->credit);
  log_put_text(draft, "kind", "score");
  log_put_text(draft, "levels", s->levels);
  log_put_text(draft, "name", s->name);
  log_put_integer(draft, "offset", s->offset);
  log_put_text(draft, "scorer", s->mentor ? "mentor" : "self");
  log_put_uuid(draft, "uuid", &s->uuid);
  log_put_uuid(draft, "writing", &t->writing);
  return log_writer_end(out->writer);
}

static bool put_scores(Export *out, GError **error) {
  return store_travel_scores(out->app->store, out->from, put_score, out, error);
}

/* Remarks of mentors; what they say stands in a log of level full alone. */
static bool put_remark(const StoreRemark *r, void *user) {
  Export *out = user;
  LogDraft *draft = log_writer_event(out->writer);
  log_put_text(draft, "about", r->about);
  log_put_integer(draft, "at", r->at);
  if (out->what.level == LOG_FULL) log_put_text(draft, "body", r->body);
  log_put_uuid(draft, "device", &r->device);
  log_put_text(draft, "kind", "remark");
  log_put_text(draft, "name", r->name);
  log_put_integer(draft, "offset", r->offset);
  log_put_text(draft, "subject", r->subject);
  log_put_uuid(draft, "uuid", &r->uuid);
  return log_writer_end(out->writer);
}

static bool put_remarks(Export *out, GError **error) {
  return store_travel_remarks(out->app->store, out->from, put_remark, out, error);
}

/* What waits here for its pack goes on to others: nothing is lost on the way. */
static bool put_pending(Export *out, GError **error) {
  if (out->what.level != LOG_FULL) return true;
  g_autoptr(GPtrArray) bodies = store_pending(out->app->store, error);
  g_auto(LogLine) line = {0};
  for (guint i = 0; bodies != NULL && i < bodies->len; i++) {
    const char *body = bodies->pdata[i];
    g_autofree char *why = NULL;
    size_t at = 0;
    if (!log_line_parse(&line, body, strlen(body), &why, &at)) continue;
    log_put_line(log_writer_event(out->writer), &line);
    if (!log_writer_end(out->writer)) break;
  }
  return bodies != NULL;
}

/* -- the learner ------------------------------------------------------------------------------- */

/* What the learner said of themself: for readers, no device takes it over. */
static bool put_profile(Export *out, GError **error) {
  (void)error;
  LogDraft *draft = log_writer_event(out->writer);
  g_autofree char *date = app_setting(out->app, SETTING_EXAM_DATE);
  g_autofree char *name = app_setting(out->app, SETTING_NAME);
  int day = 0;
  if (clock_parse_date(date, &day)) log_put_integer(draft, "exam_day", day);
  log_put_text(draft, "kind", "profile");
  log_put_integer(draft, "minutes", app_setting_number(out->app, SETTING_MINUTES));
  log_put_text(draft, "name", *name == '\0' ? NULL : name);
  log_put_integer(draft, "target", app_setting_number(out->app, SETTING_TARGET));
  log_writer_end(out->writer);
  return true;
}

/* -- figures ----------------------------------------------------------------------------------- */

static bool put_area(Export *out, const AreaMastery *area) {
  LogDraft *draft = log_writer_event(out->writer);
  log_put_text(draft, "area", area->code);
  log_put_real(draft, "chance", area->chance);
  log_put_real(draft, "high", area->high);
  log_put_integer(draft, "items", area->items);
  log_put_text(draft, "kind", "area");
  log_put_real(draft, "low", area->low);
  log_put_integer(draft, "repeats", area->repeats);
  log_put_integer(draft, "right", area->fresh_right);
  log_put_real(draft, "score", area->score);
  log_put_integer(draft, "seen", area->fresh);
  log_put_text(draft, "status", area_status_name(area->status));
  log_put_text(draft, "text", area->text);
  log_put_real(draft, "weight", area->weight);
  return log_writer_end(out->writer);
}

static bool put_readiness(Export *out, const ReadinessReport *r, int day) {
  LogDraft *draft = log_writer_event(out->writer);
  if (r->enough) log_put_real(draft, "chance", r->chance);
  log_put_integer(draft, "day", day);
  if (r->enough) log_put_real(draft, "high", r->high);
  log_put_text(draft, "kind", "readiness");
  if (r->enough) log_put_real(draft, "low", r->low);
  log_put_integer(draft, "repeats", r->repeats);
  if (r->enough) log_put_real(draft, "score", r->score);
  log_put_integer(draft, "seen", r->fresh);
  log_put_real(draft, "target", r->target);
  return log_writer_end(out->writer);
}

static bool put_summary(Export *out, GError **error) {
  g_autoptr(MasteryReport) report = app_mastery_report(out->app, error);
  if (report == NULL) return false;
  for (guint i = 0; i < report->areas->len; i++)
    if (!put_area(out, report->areas->pdata[i])) return true;
  put_readiness(out, &report->readiness, report->day);
  return true;
}

/* -- the whole --------------------------------------------------------------------------------- */

/* A failed write shows in log_writer_close; these fail where the database cannot be read. */
typedef bool (*PutPart)(Export *out, GError **error);

static const PutPart SUMMARY[] = {put_profile, put_summary};
static const PutPart ANSWERS[] = {
    put_profile, put_sessions, put_answers, put_events,  put_forecasts,
    put_exams,   put_writings, put_scores,  put_remarks, put_pending,
};

static bool put_parts(Export *out, GError **error) {
  bool figures = out->what.level == LOG_SUMMARY;
  const PutPart *parts = figures ? SUMMARY : ANSWERS;
  size_t n = figures ? G_N_ELEMENTS(SUMMARY) : G_N_ELEMENTS(ANSWERS);
  for (size_t i = 0; i < n; i++)
    if (!parts[i](out, error)) return false;
  return true;
}

char *logs_packs(App *app, GHashTable *uuids, GError **error) {
  g_autoptr(GPtrArray) packs = store_packs(app->store, error);
  if (packs == NULL) return NULL;
  json_t *array = json_array();
  for (guint i = 0; i < packs->len; i++) {
    const StorePack *pack = packs->pdata[i];
    if (uuids != NULL && !g_hash_table_contains(uuids, pack->uuid)) continue;
    json_array_append_new(array, json_pack("{s:s,s:s,s:s}", "id", pack->uuid, "name", pack->name,
                                           "version", pack->version == NULL ? "" : pack->version));
  }
  char *text = json_to_text(array);
  json_decref(array);
  return text;
}

bool logs_header(App *app, int64_t made_at, LogHeader *header, GError **error) {
  g_autofree char *learner = app_learner(app, error);
  if (learner == NULL || !uuid_parse(learner, &header->learner)) return false;
  header->device = *store_device(app->store);
  header->made_at = made_at;
  header->app = g_strdup(PACKAGE_VERSION);
  header->framework = store_framework_code(app->store);
  if (header->framework == NULL) header->framework = g_strdup("");
  header->since = g_strdup("");
  return true;
}

static bool fill_header(App *app, const LogExport *what, int64_t made_at, LogHeader *header,
                        GError **error) {
  if (!logs_header(app, made_at, header, error)) return false;
  header->level = what->level;
  if (what->since != G_MININT) {
    g_free(header->since);
    header->since = clock_format_date(what->since);
  }
  header->packs = logs_packs(app, NULL, error);
  return header->packs != NULL;
}

bool logs_write(App *app, const char *path, const LogExport *what, bool own, int64_t made_at,
                LogCounts *counts, GError **error) {
  LogKey key;
  LogHeader header = {.format = LOG_FORMAT};
  if (!logs_key(app, &key, error)) return false;
  bool ready = fill_header(app, what, made_at, &header, error);
  LogWriter *writer = ready ? log_writer_open(path, &header, &key, error) : NULL;
  log_header_clear(&header);
  if (writer == NULL) return false;
  Export out = {.app = app, .writer = writer, .what = *what, .own = own};
  out.from = what->since == G_MININT ? G_MININT64 : what->since * CLOCK_DAY_MS;
  if (!put_parts(&out, error)) {
    log_writer_abort(writer);
    return false;
  }
  out.counts.events = writer->n;
  out.counts.left_out = writer->left_out;
  if (!log_writer_close(writer, error)) return false;
  *counts = out.counts;
  return true;
}

bool app_log_export(App *app, const char *path, const LogExport *what, LogCounts *counts,
                    GError **error) {
  return logs_may_write(path, LOG_FORMAT, error) &&
         logs_write(app, path, what, false, clock_now(app->clock), counts, error);
}
