/* logs_merge - a progress log taken in: checked whole first, then merged in one transaction. */
#include "app/logs_private.h"
#include "app/reply_private.h"
#include <string.h>

/* An order number may be so much greater than all instants: more than a year of milliseconds. */
#define ORDER_LEAP (366 * CLOCK_DAY_MS)

/* -- lines to rows ----------------------------------------------------------------------------- */

static void read_item(LogLine *line, TravelItem *item) {
  item->hash = log_text(line, "hash");
  item->code = log_text(line, "item");
}

/* The word at KEY, which may be missing. */
const char *logs_optional(LogLine *line, const char *key) {
  return log_has(line, key) ? log_text(line, key) : NULL;
}

static void refuse(LogLine *line, const char *key) {
  if (line->wrong == NULL) line->wrong = key;
}

/* Keys are asked for in sorted order: see log_find. */
TravelAnswer logs_read_answer(LogLine *line) {
  TravelAnswer a = {.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX),
                    .chosen = log_text(line, "chosen")};
  const char *confidence = logs_optional(line, "confidence");
  if (confidence != NULL && !confidence_from_name(confidence, &a.confidence))
    refuse(line, "confidence");
  a.correct = log_bool(line, "correct");
  a.credit = log_real(line, "credit", 0, 1);
  a.day = (int)log_integer(line, "day", 0, LOGS_DAY_MAX);
  a.device = log_uuid(line, "device");
  read_item(line, &a.item);
  a.ms = log_integer(line, "ms", 0, LOGS_INSTANT_MAX);
  a.offset = (int)log_integer(line, "offset", -1440, 1440);
  a.ord = log_integer(line, "order", 1, LOGS_ORDER_MAX);
  a.item.pack = log_text(line, "pack");
  const char *rating = logs_optional(line, "rating");
  if (rating != NULL && !rating_from_name(rating, &a.rating)) refuse(line, "rating");
  a.in_session = log_has(line, "session");
  if (a.in_session) a.session = log_uuid(line, "session");
  a.shown = log_text(line, "shown");
  a.uuid = log_uuid(line, "uuid");
  return a;
}

static MergeResult take_answer(StoreMerge *merge, LogLine *line, GError **error) {
  TravelAnswer answer = logs_read_answer(line);
  return line->wrong != NULL ? MERGE_FAILED : store_merge_answer(merge, &answer, error);
}

TravelEvent logs_read_event(LogLine *line) {
  TravelEvent e = {0};
  if (!event_kind_from_name(log_text(line, "kind"), &e.kind)) refuse(line, "kind");
  e.about_answer = e.kind == EVENT_UNDO || e.kind == EVENT_REDO || e.kind == EVENT_RATING;
  if (e.about_answer) e.answer = log_uuid(line, "answer");
  e.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX);
  e.body = logs_optional(line, "body");
  e.device = log_uuid(line, "device");
  if (!e.about_answer) {
    e.item.hash = logs_optional(line, "hash");
    e.item.code = log_text(line, "item");
  }
  e.offset = (int)log_integer(line, "offset", -1440, 1440);
  e.ord = log_integer(line, "order", 1, LOGS_ORDER_MAX);
  if (!e.about_answer) e.item.pack = log_text(line, "pack");
  e.in_session = log_has(line, "session");
  if (e.in_session) e.session = log_uuid(line, "session");
  e.uuid = log_uuid(line, "uuid");
  Rating rating = RATING_NONE;
  if (e.kind == EVENT_RATING && (e.body == NULL || !rating_from_name(e.body, &rating)))
    refuse(line, "body");
  return e;
}

static MergeResult take_event(StoreMerge *merge, LogLine *line, GError **error) {
  TravelEvent event = logs_read_event(line);
  return line->wrong != NULL ? MERGE_FAILED : store_merge_event(merge, &event, error);
}

static MergeResult take_session(StoreMerge *merge, LogLine *line, GError **error) {
  StoreSession s = {.started_at = log_integer(line, "at", 0, LOGS_INSTANT_MAX)};
  guint64 seed = 0;
  s.goal.count = (int)log_integer(line, "count", 0, G_MAXINT32);
  s.day = (int)log_integer(line, "day", 0, LOGS_DAY_MAX);
  if (log_has(line, "ended")) {
    s.end = (SessionEnd)log_integer(line, "ended", SESSION_GOES_ON, SESSION_END_QUIT);
    s.ended_at = log_integer(line, "ended_at", 1, LOGS_INSTANT_MAX);
  }
  s.goal.minutes = (int)log_integer(line, "minutes", 0, G_MAXINT32);
  s.offset = (int)log_integer(line, "offset", -1440, 1440);
  if (!g_ascii_string_to_unsigned(log_text(line, "seed"), 10, 0, G_MAXUINT64, &seed, NULL))
    refuse(line, "seed");
  s.seed = seed;
  s.uuid = log_uuid(line, "uuid");
  return line->wrong != NULL ? MERGE_FAILED : store_merge_session(merge, &s, error);
}

static MergeResult take_forecast(StoreMerge *merge, LogLine *line, GError **error) {
  StoreForecast f = {.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX),
                     .form = (char *)log_text(line, "form"),
                     .high = log_real(line, "high", 0, 1),
                     .items = (int)log_integer(line, "items", 1, G_MAXINT32)};
  f.low = log_real(line, "low", 0, 1);
  f.middle = log_real(line, "middle", 0, 1);
  f.offset = (int)log_integer(line, "offset", -1440, 1440);
  f.uuid = log_uuid(line, "uuid");
  return line->wrong != NULL ? MERGE_FAILED : store_merge_forecast(merge, &f, error);
}

static MergeResult take_outcome(StoreMerge *merge, LogLine *line, GError **error) {
  int64_t at = log_integer(line, "at", 0, LOGS_INSTANT_MAX);
  int right = (int)log_integer(line, "right", 0, G_MAXINT32);
  Uuid uuid = log_uuid(line, "uuid");
  return line->wrong != NULL ? MERGE_FAILED : store_merge_outcome(merge, &uuid, at, right, error);
}

static MergeResult take_essay(StoreMerge *merge, LogLine *line, GError **error) {
  TravelWriting t = {.writing = {.started_at = log_integer(line, "at", 0, LOGS_INSTANT_MAX)}};
  StoreWriting *w = &t.writing;
  t.in_exam = log_has(line, "exam");
  if (t.in_exam) t.exam = log_uuid(line, "exam");
  w->handed_at = log_integer(line, "handed_at", 1, LOGS_INSTANT_MAX);
  read_item(line, &t.item);
  w->ms = log_integer(line, "ms", 0, LOGS_INSTANT_MAX);
  w->offset = (int)log_integer(line, "offset", -1440, 1440);
  t.item.pack = log_text(line, "pack");
  if (t.in_exam) w->place = (int)log_integer(line, "place", 0, 9999);
  w->saved_at = log_integer(line, "saved_at", 0, LOGS_INSTANT_MAX);
  if (t.in_exam) w->section = (int)log_integer(line, "section", 0, 99);
  w->text = (char *)log_text(line, "text");
  w->uuid = log_uuid(line, "uuid");
  return line->wrong != NULL ? MERGE_FAILED : store_merge_writing(merge, &t, error);
}

static MergeResult take_score(StoreMerge *merge, LogLine *line, GError **error) {
  TravelScore t = {.score = {.at = log_integer(line, "at", 0, LOGS_INSTANT_MAX)}};
  StoreScore *s = &t.score;
  s->comment = (char *)log_text(line, "comment");
  s->credit = log_real(line, "credit", 0, 1);
  s->levels = (char *)log_text(line, "levels");
  s->name = (char *)log_text(line, "name");
  s->offset = (int)log_integer(line, "offset", -1440, 1440);
  const char *scorer = log_text(line, "scorer");
  s->mentor = strcmp(scorer, "mentor") == 0;
  if (!s->mentor && strcmp(scorer, "self") != 0) refuse(line, "scorer");
  s->uuid = log_uuid(line, "uuid");
  t.writing = log_uuid(line, "writing");
  if (line->wrong != NULL) return MERGE_FAILED;
  /* What waited in a reply for its text can only now be held against the rubric. */
  if (log_has(line, "device") &&
      !logs_score_fits(store_merge_target(merge), &t.writing, s->levels, s->credit))
    return MERGE_KNOWN;
  return store_merge_score(merge, &t, error);
}

static MergeResult take_remark(StoreMerge *merge, LogLine *line, GError **error) {
  char subject[37];
  ReplyWord word = reply_read_remark(line, subject);
  Uuid device = log_uuid(line, "device");
  return line->wrong != NULL ? MERGE_FAILED : reply_take(merge, &word, &device, error);
}

/* Why the line cannot be the remark that it says it is: what a reply may not bring, a log may not either.
 * Newly allocated; NULL where it can be, or is none. */
static char *remark_fault(LogLine *line) {
  char subject[37];
  if (strcmp(log_text(line, "kind"), "remark") != 0) return NULL;
  line->next = 0;
  ReplyWord word = reply_read_remark(line, subject);
  return line->wrong != NULL ? NULL : reply_form_fault(&word);
}

/* -- kinds ------------------------------------------------------------------------------------- */

typedef MergeResult (*TakeLine)(StoreMerge *merge, LogLine *line, GError **error);

/* What a line of each kind does here; NULL: it is for readers. */
static const struct {
  const char *kind;
  TakeLine take;
} KINDS[] = {
    {"answer", take_answer},  {"undo", take_event},        {"redo", take_event},
    {"rating", take_event},   {"suspend", take_event},     {"resume", take_event},
    {"flag", take_event},     {"unflag", take_event},      {"session", take_session},
    {"exam", logs_take_exam}, {"forecast", take_forecast}, {"outcome", take_outcome},
    {"essay", take_essay},    {"score", take_score},       {"remark", take_remark},
    {"area", NULL},           {"readiness", NULL},         {"profile", NULL},
};

static int find_kind(const char *kind) {
  for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
    if (strcmp(KINDS[i].kind, kind) == 0) return (int)i;
  return -1;
}

bool logs_knows(const char *kind) {
  return find_kind(kind) >= 0;
}

/* -- taking lines ------------------------------------------------------------------------------ */

typedef struct {
  App *app;
  StoreMerge *merge;
  LogLevel level; /* of the log */
  int64_t reach;  /* no order number of the log can be greater */
  char *fault;    /* of the line at hand, as a phrase */
  LogMerge sum;
} Taking;

/* At level answers exams, texts, scores and remarks come without what their rows need. */
static bool is_partial(LogLevel level, const char *kind) {
  static const char *const partial[] = {"exam", "essay", "score", "remark", NULL};
  return level < LOG_FULL && g_strv_contains(partial, kind);
}

/* Takes LINE in, or puts it aside. False with LINE->wrong, TAKING->fault or ERROR. */
static bool take_line(Taking *taking, LogLine *line, GError **error) {
  const char *kind = log_text(line, "kind");
  int i = find_kind(kind);
  taking->sum.counts.events++;
  taking->sum.counts.others += i < 0;
  if (line->wrong != NULL) return false;
  line->next = 0;
  if (i < 0 || KINDS[i].take == NULL || is_partial(taking->level, kind)) return true;
  taking->sum.counts.answers += i == 0;
  taking->fault = remark_fault(line);
  if (taking->fault != NULL) return false;
  line->next = 0;
  MergeResult result = KINDS[i].take(taking->merge, line, error);
  taking->sum.added += result == MERGE_ADDED;
  taking->sum.answers += result == MERGE_ADDED && i == 0;
  if (result != MERGE_WAITS) return result != MERGE_FAILED;
  g_autoptr(GString) text = g_string_new(NULL);
  LogDraft draft = {.text = text};
  log_draft_start(&draft, 0, NULL);
  log_put_line(&draft, line);
  log_draft_end(&draft);
  return line->wrong == NULL && store_put_pending(taking->app->store, text->str, error);
}

/* One way through what waits; *TAKEN counts what could be stored. */
static bool retry(Taking *taking, int64_t *taken, GError **error) {
  Store *store = taking->app->store;
  g_autoptr(GPtrArray) bodies = store_pending(store, error);
  g_auto(LogLine) line = {0};
  for (guint i = 0; bodies != NULL && i < bodies->len; i++) {
    const char *body = bodies->pdata[i];
    g_autofree char *why = NULL;
    size_t at = 0;
    if (!log_line_parse(&line, body, strlen(body), &why, &at)) continue;
    g_autofree char *fault = remark_fault(&line);
    if (fault != NULL && !store_drop_pending(store, body, error)) return false;
    int kind = fault != NULL ? -1 : find_kind(log_text(&line, "kind"));
    if (kind < 0 || KINDS[kind].take == NULL) continue;
    MergeResult result = KINDS[kind].take(taking->merge, &line, error);
    if (result == MERGE_WAITS || (result == MERGE_FAILED && line.wrong != NULL)) continue;
    if (result == MERGE_FAILED) return false;
    taking->sum.added += result == MERGE_ADDED;
    taking->sum.answers += result == MERGE_ADDED && kind == 0;
    ++*taken;
    if (!store_drop_pending(store, body, error)) return false;
  }
  return bodies != NULL;
}

/* What waits for an answer can be taken once that was: until nothing more moves. */
static bool retry_all(Taking *taking, GError **error) {
  int64_t taken = 0;
  do {
    taken = 0;
    if (store_pending_count(taking->app->store) > 0 && !retry(taking, &taken, error)) return false;
  } while (taken > 0);
  return true;
}

bool logs_finish(App *app, StoreMerge *merge, GError **error) {
  return store_merge_finish(merge, error) &&
         (!store_merge_changed(merge) || app_rebuild_inside(app, error));
}

bool app_take_pending(App *app, GError **error) {
  if (store_pending_count(app->store) == 0) return true;
  if (!store_begin(app->store, error)) return false;
  Taking taking = {.app = app, .merge = store_merge_new(app->store), .level = LOG_FULL};
  bool good = retry_all(&taking, error) && logs_finish(app, taking.merge, error) &&
              store_commit(app->store, error);
  store_merge_free(taking.merge);
  if (!good) store_rollback(app->store);
  app_forget_mastery(app);
  return good;
}

/* -- a file ------------------------------------------------------------------------------------ */

static bool is_ours(App *app, const char *path, const LogHeader *header, LogLevel least,
                    GError **error) {
  g_autofree char *learner = app_learner(app, error);
  char theirs[37];
  if (learner == NULL) return false;
  uuid_format(&header->learner, theirs);
  if (strcmp(learner, theirs) != 0)
    g_set_error(
        error, APP_ERROR, APP_ERROR_INPUT,
        "%s is the log of another learner (%s; here it is %s). If both are you and no answer "
        "was given here yet: pawl log learner %s",
        path, theirs, learner, theirs);
  else if (header->level < least)
    g_set_error(
        error, APP_ERROR, APP_ERROR_INPUT,
        "%s was written at level %s, which is for reading. To merge, write it with: pawl log "
        "export --level full",
        path, log_level_name(header->level));
  else
    return true;
  return false;
}

bool logs_is_key(const uint8_t *pinned, const char *path, const LogHeader *header, GError **error) {
  char device[37];
  if (memcmp(pinned, header->key, LOG_KEY_SIZE) == 0) return true;
  uuid_format(&header->device, device);
  g_set_error(
      error, APP_ERROR, APP_ERROR_INPUT,
      "%s is signed with another key than earlier files of the device %s. Somebody else may "
      "have written it, or the earlier one; nothing was taken. Ask whoever sent it; if it is "
      "theirs, "
      "drop the earlier key with: pawl log forget-key %s",
      path, device, device);
  return false;
}

bool logs_is_same_key(App *app, const char *path, const LogHeader *header, GError **error) {
  StoreDeviceKey pinned;
  return !store_device_key(app->store, &header->device, &pinned) ||
         logs_is_key(pinned.key, path, header, error);
}

static int64_t integer_at(LogLine *line, const char *key) {
  const LogField *field = log_find(line, key);
  return field != NULL && field->kind == LOG_INTEGER ? field->integer : 0;
}

bool logs_check_whole(LogReader *reader, int64_t *newest, GError **error) {
  LogLine *line = NULL;
  int next = 0;
  int64_t latest = 0;
  while ((next = log_reader_next(reader, &line, error)) > 0)
    latest = MAX(latest, MIN(integer_at(line, "at"), LOGS_INSTANT_MAX));
  if (newest != NULL) *newest = latest;
  return next == 0 && log_reader_rewind(reader, error);
}

/* An order number is an instant or a few more than one: a far greater one would push every later number up
 * with it, on all devices. */
static bool is_within_reach(const Taking *taking, const LogReader *reader, LogLine *line,
                            GError **error) {
  bool good = integer_at(line, "order") <= taking->reach;
  line->next = 0;
  if (!good)
    log_reader_blame(reader, error,
                     "its \"order\" lies more than a year after every instant in the log and all "
                     "that is known here, so no pawl wrote it");
  return good;
}

static bool take_all(Taking *taking, LogReader *reader, GError **error) {
  LogLine *line = NULL;
  int next = 0;
  while ((next = log_reader_next(reader, &line, error)) > 0) {
    if (!is_within_reach(taking, reader, line, error)) return false;
    if (take_line(taking, line, error)) continue;
    if (line->wrong != NULL)
      log_reader_blame(reader, error, "its \"%s\" is missing or is not what it can be",
                       line->wrong);
    else if (taking->fault != NULL)
      log_reader_blame(reader, error, "%s", taking->fault);
    g_clear_pointer(&taking->fault, g_free);
    return false;
  }
  return next == 0;
}

static bool merge_file(Taking *taking, LogReader *reader, GError **error) {
  App *app = taking->app;
  const LogHeader *header = log_reader_header(reader);
  if (!store_begin(app->store, error)) return false;
  bool good = store_pin_key(app->store, &header->device, header->key, false, error) &&
              take_all(taking, reader, error) && retry_all(taking, error) &&
              logs_finish(app, taking->merge, error) &&
              store_set_seen(app->store, &header->device, log_reader_signature(reader), error) &&
              store_commit(app->store, error);
  if (!good) store_rollback(app->store);
  app_forget_mastery(app);
  return good;
}

static bool import(App *app, const char *path, LogLevel least, LogMerge *out, GError **error) {
  g_autoptr(LogReader) reader = log_reader_open(path, LOG_FORMAT, error);
  if (reader == NULL) return false;
  const LogHeader *header = log_reader_header(reader);
  int64_t newest = 0;
  if (!is_ours(app, path, header, least, error) || !logs_is_same_key(app, path, header, error) ||
      !logs_check_whole(reader, &newest, error))
    return false;
  if (least == LOG_FULL && store_answer_count(app->store) > 0 &&
      !store_backup(app->store, "before-import", error))
    return false;
  Taking taking = {.app = app, .merge = store_merge_new(app->store), .level = header->level};
  newest = MAX(MAX(newest, header->made_at), store_newest_order(app->store));
  taking.reach = newest + ORDER_LEAP;
  bool good = merge_file(&taking, reader, error);
  store_merge_free(taking.merge);
  if (!good) return false;
  *out = taking.sum;
  out->waiting = store_pending_count(app->store);
  return true;
}

bool app_log_import(App *app, const char *path, LogMerge *out, GError **error) {
  return import(app, path, LOG_FULL, out, error);
}

bool logs_import_to_look(App *app, const char *path, LogMerge *out, GError **error) {
  return import(app, path, LOG_ANSWERS, out, error);
}
