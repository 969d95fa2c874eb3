/* exam - see exam.h. The exam itself is core/exam's fold; here it meets the store and the clock. */
#include "app/exam_private.h"
#include <string.h>

#define BEAT_MS 1000

/* -- the clock --------------------------------------------------------------------------------- */

static ExamSection *section_of(const Exam *exam) {
  return exam_section(exam->state, exam->state->section);
}

static bool is_running(const Exam *exam) {
  return exam->state->phase == EXAM_TAKING;
}

/* The section's clock now. */
static int64_t elapsed(const Exam *exam) {
  if (!is_running(exam)) return exam->base_ms;
  return exam->base_ms + MAX(clock_boot(exam->app->clock) - exam->base_boot, 0);
}

static void set_base(Exam *exam, int64_t ms) {
  exam->base_ms = ms;
  exam->base_boot = clock_boot(exam->app->clock);
}

static bool beat(Exam *exam, int64_t ms, GError **error) {
  StoreExamClock clock = {
      .ms = ms, .at = clock_now(exam->app->clock), .boot = clock_boot(exam->app->clock)};
  g_strlcpy(clock.boot_id, exam->app->clock->boot_id, sizeof clock.boot_id);
  if (!store_exam_set_clock(exam->app->store, exam->stored.id, &clock, error)) return false;
  exam->beat_ms = ms;
  return true;
}

/* Time since CLOCK was stored: by the boot clock where the machine has not been started anew. */
static int64_t away(const Exam *exam, const StoreExamClock *clock) {
  const Clock *now = exam->app->clock;
  bool same = *now->boot_id != '\0' && strcmp(now->boot_id, clock->boot_id) == 0;
  int64_t ms = same ? clock_boot(now) - clock->boot : clock_now(now) - clock->at;
  return MAX(ms, 0);
}

/* Where the clock of a section that was open stands when the exam is taken up again. */
static int64_t clock_on_return(const Exam *exam) {
  const ExamSection *section = section_of(exam);
  StoreExamClock stored = {.ms = section->ms};
  bool known = store_exam_clock(exam->app->store, exam->stored.id, &stored);
  int64_t ms = MAX(stored.ms, section->ms);
  if (section->rules->timing == TIMED_CALENDAR)
    return MAX(ms, clock_now(exam->app->clock) - section->opened_at);
  return known && exam->state->phase == EXAM_AWAY ? ms + away(exam, &stored) : ms;
}

/* Milliseconds left, -1 where there is no limit. */
static int64_t left_at(const Exam *exam, int64_t ms) {
  int64_t limit = exam_limit(section_of(exam));
  return limit == 0 ? -1 : MAX(limit - ms, 0);
}

/* Ahead of the plan that gives each question the same time. */
static int64_t pace_at(const Exam *exam, int64_t ms) {
  const ExamCounts counts = exam_counts(section_of(exam));
  int64_t limit = exam_limit(section_of(exam));
  return counts.questions == 0 || limit == 0 ? 0 : limit * counts.answered / counts.questions - ms;
}

static int64_t break_left(const Exam *exam) {
  const ExamSection *section = section_of(exam),
                    *before = exam_section(exam->state, exam->state->section - 1);
  int64_t whole = section->rules->break_minutes * INT64_C(60000);
  if (exam->state->phase != EXAM_READY || before == NULL || whole == 0) return 0;
  return CLAMP(whole - (clock_now(exam->app->clock) - before->over_at), 0, whole);
}

/* -- the view ---------------------------------------------------------------------------------- */

/* The item stays the same object while the same question is at the front. */
static void load_question(Exam *exam) {
  ExamView *view = &exam->view;
  const ExamQuestion *question = exam_question(exam->state, exam->state->place);
  if (exam->state->phase != EXAM_TAKING) question = NULL;
  if (question == NULL || exam->version != question->version) {
    g_clear_pointer(&exam->item, item_free);
    exam->version = 0;
  }
  if (question != NULL && exam->item == NULL) {
    exam->item = store_item_content(exam->app->store, question->item, question->version, NULL);
    exam->version = question->version;
  }
  view->question = question;
  view->item = exam->item;
  view->code = exam->item == NULL ? NULL : exam->item->id;
}

static void lay_out(Exam *exam) {
  ExamView *view = &exam->view;
  Response shown = {0}, struck = {0};
  view->shown_n = 0;
  memset(view->struck, 0, sizeof view->struck);
  if (view->item == NULL || !item_is_keyed(view->item)) return;
  response_parse(view->item, view->question->shown, &shown);
  view->shown_n = shown.n;
  memcpy(view->shown, shown.option, sizeof view->shown);
  if (*view->question->struck != '\0') response_parse(view->item, view->question->struck, &struck);
  for (int i = 0; i < shown.n; i++)
    for (int k = 0; k < struck.n; k++)
      if (struck.option[k] == shown.option[i]) view->struck[i] = true;
}

static void refresh_clock(Exam *exam) {
  ExamView *view = &exam->view;
  int64_t ms = elapsed(exam);
  view->used = ms;
  view->left = left_at(exam, ms);
  view->pace = pace_at(exam, ms);
  view->rest = break_left(exam);
}

static void refresh(Exam *exam) {
  ExamView *view = &exam->view;
  view->state = exam->state;
  view->section = section_of(exam);
  view->sections = (int)exam->state->sections->len;
  view->counts = exam_counts(view->section);
  view->reused = exam->stored.reused;
  view->clean = exam->stored.reused == 0;
  view->warning = 0;
  load_question(exam);
  lay_out(exam);
  refresh_clock(exam);
}

const ExamView *exam_view(const Exam *exam) {
  return &exam->view;
}
int64_t exam_id(const Exam *exam) {
  return exam->stored.id;
}

/* -- opening ----------------------------------------------------------------------------------- */

ExamState *exam_load(App *app, const StoreExam *exam, GError **error) {
  Blueprint *blueprint = blueprint_from_json(exam->blueprint, error);
  if (blueprint == NULL) return NULL;
  g_autoptr(ExamState) state = exam_state_new(blueprint);
  g_autoptr(GArray) items = store_exam_items(app->store, exam->id, error);
  g_autoptr(GArray) events = items == NULL ? NULL : store_exam_events(app->store, exam->id, error);
  if (events == NULL) return NULL;
  for (guint i = 0; i < items->len; i++) {
    const StoreExamItem *q = &g_array_index(items, StoreExamItem, i);
    if (exam_section(state, q->section) != NULL)
      exam_add_question(state, q->section, q->item, q->version, q->shown);
  }
  for (guint i = 0; i < events->len; i++)
    if (!exam_apply(state, &g_array_index(events, ExamEvent, i))) {
      g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                  "What is stored of this exam does not fit together from event %u on.", i + 1);
      return NULL;
    }
  return g_steal_pointer(&state);
}

static Exam *exam_new(App *app, StoreExam *stored, GError **error) {
  ExamState *state = exam_load(app, stored, error);
  if (state == NULL) {
    store_exam_clear(stored);
    return NULL;
  }
  Exam *exam = g_new0(Exam, 1);
  exam->app = app;
  exam->stored = *stored;
  exam->state = state;
  exam->base_ms = exam->beat_ms = section_of(exam)->ms;
  /* Open, but nobody has worked on it since: it waits for exam_resume. */
  if (state->phase == EXAM_TAKING || state->phase == EXAM_AWAY)
    set_base(exam, clock_on_return(exam));
  refresh(exam);
  return exam;
}

bool exam_is_open(App *app) {
  StoreExam stored;
  if (!store_exam_open(app->store, &stored)) return false;
  store_exam_clear(&stored);
  return true;
}

Exam *exam_open(App *app, GError **error) {
  StoreExam stored;
  if (!store_exam_open(app->store, &stored)) return NULL;
  if (app_may_keep(app, "an exam", error)) return exam_new(app, &stored, error);
  store_exam_clear(&stored);
  return NULL;
}

/* What a clean form of BLUEPRINT is foretold to come to, logged; 0 where nothing is foretold. */
static bool foretell(App *app, const Blueprint *blueprint, int64_t *id, GError **error) {
  double weights[MASTERY_AREAS_MAX] = {0};
  int items = 0;
  for (guint s = 0; s < blueprint->sections->len; s++) {
    const BlueprintSection *section = blueprint->sections->pdata[s];
    g_autofree double *own = g_new0(double, app->areas->len + 1);
    if (section->essay) continue;
    exam_weights(app, section, own);
    double sum = 0;
    for (guint a = 0; a < app->areas->len; a++) sum += own[a];
    for (guint a = 0; a < app->areas->len && a < MASTERY_AREAS_MAX && sum > 0; a++)
      weights[a] += own[a] / sum * section->items;
    items += section->items;
  }
  return items == 0 || app_foretell_form(app, blueprint->id, items, weights, id, error);
}

static bool start_stored(App *app, const Blueprint *blueprint, StoreExam *stored,
                         const GArray *form, GError **error) {
  if (!store_begin(app->store, error)) return false;
  bool clean = stored->reused == 0;
  if ((!clean || foretell(app, blueprint, &stored->forecast, error)) &&
      store_exam_start(app->store, stored, form, error) && store_commit(app->store, error))
    return true;
  store_rollback(app->store);
  return false;
}

Exam *exam_start(App *app, const char *name, uint64_t seed, GError **error) {
  g_autoptr(Blueprint) blueprint =
      app_may_keep(app, "an exam", error) ? app_blueprint(app, name, error) : NULL;
  if (blueprint == NULL) return NULL;
  if (exam_is_open(app)) {
    g_set_error(
        error, APP_ERROR, APP_ERROR_INPUT,
        "Another exam is open. Go on with it (pawl exam), or give it up, before a new one.");
    return NULL;
  }
  int64_t now = clock_now(app->clock);
  if (seed == 0) seed = app->seed;
  if (seed == 0) clock_entropy(app->clock, &seed, sizeof seed);
  seed &= G_MAXINT64; /* as it can be given again on the command line */
  StoreExam stored = {.uuid = app_uuid(app, now),
                      .started_at = now,
                      .offset = clock_offset(app->clock, now),
                      .day = app_today(app),
                      .seed = seed,
                      .code = g_strdup(blueprint->id),
                      .blueprint = blueprint_to_json(blueprint)};
  g_autoptr(GArray) form = exam_draw(app, blueprint, seed, &stored.reused, error);
  if (form != NULL && start_stored(app, blueprint, &stored, form, error))
    return exam_new(app, &stored, error);
  store_exam_clear(&stored);
  return NULL;
}

void exam_close(Exam *exam) {
  if (exam == NULL) return;
  if (is_running(exam) && exam->view.question != NULL) beat(exam, elapsed(exam), NULL);
  g_clear_pointer(&exam->item, item_free);
  exam_state_free(exam->state);
  store_exam_clear(&exam->stored);
  g_free(exam);
}

/* -- events ------------------------------------------------------------------------------------ */

static ExamEvent event_of(const Exam *exam, ExamEventKind kind, int place, const char *body) {
  App *app = exam->app;
  int64_t now = clock_now(app->clock);
  return (ExamEvent){.n = exam->state->events + 1,
                     .uuid = app_uuid(app, now),
                     .kind = kind,
                     .section = exam->state->section,
                     .place = place,
                     .ms = elapsed(exam),
                     .at = now,
                     .offset = clock_offset(app->clock, now),
                     .body = (char *)body};
}

static bool refuse(GError **error) {
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "That cannot be done at this point of the exam.");
  return false;
}

/* Stores EVENT and brings it into the state; what the state does not accept is not stored. */
static bool append(Exam *exam, const ExamEvent *event, GError **error) {
  if (!exam_accepts(exam->state, event)) return refuse(error);
  if (!store_exam_append(exam->app->store, exam->stored.id, event, error)) return false;
  return exam_apply(exam->state, event);
}

static bool happen(Exam *exam, ExamEventKind kind, int place, const char *body, GError **error) {
  ExamEvent event = event_of(exam, kind, place, body);
  if (!append(exam, &event, error)) return false;
  set_base(exam, event.ms);
  refresh(exam);
  return true;
}

bool exam_begin(Exam *exam, GError **error) {
  set_base(exam, 0);
  exam->marks = 0;
  return happen(exam, EXAM_EVENT_OPEN, 0, NULL, error) && beat(exam, 0, error);
}

bool exam_goto(Exam *exam, int place, GError **error) {
  return place == exam->state->place || happen(exam, EXAM_EVENT_VISIT, place, NULL, error);
}

bool exam_choose(Exam *exam, const char *text, GError **error) {
  const ExamQuestion *question = exam->view.question;
  if (question != NULL && strcmp(question->chosen, text) == 0) return true;
  return happen(exam, EXAM_EVENT_CHOOSE, exam->state->place, text, error);
}

bool exam_set_confidence(Exam *exam, Confidence confidence, GError **error) {
  const char *name = confidence_name(confidence);
  return happen(exam, EXAM_EVENT_CONFIDENCE, exam->state->place, name == NULL ? "" : name, error);
}

bool exam_flag(Exam *exam, bool flagged, GError **error) {
  return happen(exam, flagged ? EXAM_EVENT_FLAG : EXAM_EVENT_UNFLAG, exam->state->place, NULL,
                error);
}

bool exam_strike(Exam *exam, int place, GError **error) {
  const ExamView *view = &exam->view;
  if (view->item == NULL || place < 0 || place >= view->shown_n) return refuse(error);
  Response struck = {0};
  for (int i = 0; i < view->shown_n; i++)
    if (view->struck[i] != (i == place)) struck.option[struck.n++] = view->shown[i];
  g_autofree char *body = response_format(view->item, &struck);
  return happen(exam, EXAM_EVENT_STRIKE, exam->state->place, body, error);
}

bool exam_pause(Exam *exam, GError **error) {
  return happen(exam, EXAM_EVENT_PAUSE, exam->state->place, NULL, error) &&
         beat(exam, exam->base_ms, error);
}

bool exam_leave(Exam *exam, GError **error) {
  if (!is_running(exam)) return true;
  if (exam->state->blueprint->pause) return exam_pause(exam, error);
  return happen(exam, EXAM_EVENT_LEAVE, exam->state->place, NULL, error) &&
         beat(exam, exam->base_ms, error);
}

static bool hand_in_for(Exam *exam, bool by_time, GError **error);

bool exam_resume(Exam *exam, GError **error) {
  ExamPhase phase = exam->state->phase;
  if (phase == EXAM_PAUSED) return happen(exam, EXAM_EVENT_RESUME, exam->state->place, NULL, error);
  if (phase != EXAM_TAKING && phase != EXAM_AWAY) return refuse(error);
  int64_t ms = clock_on_return(exam);
  set_base(exam, ms);
  if (!happen(exam, EXAM_EVENT_RETURN, exam->state->place, NULL, error)) return false;
  return exam->view.left != 0 || hand_in_for(exam, true, error);
}

/* -- handing in -------------------------------------------------------------------------------- */

/* QUESTION's answer as a row of the log; false where it has none that is whole. */
static bool answer_of(const Exam *exam, const ExamQuestion *question, const Item *item,
                      Answer *out) {
  App *app = exam->app;
  Response response;
  if (!exam_sheet_parse(item, question->chosen, &response) || !response_complete(item, &response))
    return false;
  int64_t now = clock_now(app->clock);
  int offset = clock_offset(app->clock, now);
  Grade grade = answer_grade(item, &response);
  *out = (Answer){.uuid = app_uuid(app, now),
                  .item = question->item,
                  .version = question->version,
                  .session = exam->stored.id,
                  .shown = question->shown,
                  .chosen = question->chosen,
                  .confidence = question->confidence,
                  .correct = grade.correct,
                  .credit = grade.credit,
                  .rating = schedule_rating(grade.correct, question->confidence, question->ms,
                                            store_median_ms(app->store)),
                  .ms = question->ms,
                  .at = now,
                  .offset = offset,
                  .day = clock_study_day(now, offset, app_rollover(app))};
  return true;
}

static bool log_answer(Exam *exam, const ExamQuestion *question, int *right, GError **error) {
  App *app = exam->app;
  g_autoptr(Item) item = store_item_content(app->store, question->item, question->version, error);
  Answer answer;
  Card before;
  if (item == NULL) return false;
  if (!answer_of(exam, question, item, &answer)) return true;
  if (!store_card(app->store, question->item, &before, error)) return false;
  Card after = schedule_answer(&app->schedule, &before, answer.correct, answer.rating, answer.at,
                               answer.day);
  *right += answer.correct;
  return app_append_answer(app, &answer, &before, &after, error);
}

/* Right answers in the log of the exam so far; texts that were scored are none. */
static bool add_right(const Answer *answer, void *user) {
  *(int *)user += answer->correct && !answer->undone && answer->rating != RATING_NONE;
  return true;
}

/* True where SECTION is the last of the choice sections that will be asked. */
static bool is_last_choice(const ExamState *after, int section) {
  if (after->phase == EXAM_OVER) return true;
  for (guint s = (guint)section + 1; s < after->sections->len; s++)
    if (!((ExamSection *)after->sections->pdata[s])->rules->essay) return false;
  return true;
}

static bool score_forecast(Exam *exam, const ExamState *after, int section, GError **error) {
  App *app = exam->app;
  int right = 0;
  StoreLogQuery query = {.session = exam->stored.id};
  bool asked = !exam_section(after, section)->rules->essay;
  if (exam->stored.forecast == 0 || !asked || !is_last_choice(after, section)) return true;
  return store_each_answer(app->store, &query, add_right, &right, error) &&
         store_score_forecast(app->store, exam->stored.forecast, clock_now(app->clock), right,
                              error);
}

static bool log_section(Exam *exam, const ExamSection *section, int *right, GError **error) {
  if (section->rules->essay)
    return store_writing_hand_in_section(exam->app->store, exam->stored.id, exam->state->section,
                                         clock_now(exam->app->clock), error);
  for (guint i = 0; i < section->questions->len; i++)
    if (!log_answer(exam, section->questions->pdata[i], right, error)) return false;
  return true;
}

/* Handed in: the event, the answers or texts, the forecast's outcome and, at the end, the exam's end. */
static bool store_hand_in(Exam *exam, ExamEvent *event, bool by_time, ExamState *after,
                          GError **error) {
  App *app = exam->app;
  ExamSection *section = section_of(exam);
  int right = 0, asked = (int)section->questions->len;
  if (!log_section(exam, section, &right, error)) return false;
  bool failed =
      !section->rules->essay && asked > 0 && 100.0 * right / asked < section->rules->pass - 1e-9;
  g_autofree char *body =
      g_strdup_printf("%s%s%s", by_time ? EXAM_HANDED_TIME : "", by_time && failed ? " " : "",
                      failed ? EXAM_HANDED_FAILED : "");
  event->body = body;
  bool good = exam_apply(after, event) || refuse(error);
  good = good && store_exam_append(app->store, exam->stored.id, event, error) &&
         score_forecast(exam, after, event->section, error) &&
         (after->phase != EXAM_OVER ||
          store_exam_end(app->store, exam->stored.id, event->at, SESSION_END_NOTHING_LEFT, error));
  event->body = NULL;
  return good;
}

/* After a COMMIT that failed the file alone knows: reads the exam again. True where it was handed in
 * after all. */
static bool was_stored(Exam *exam, int events) {
  ExamState *state = exam_load(exam->app, &exam->stored, NULL);
  if (state == NULL) return false;
  bool stored = state->events > events;
  if (!stored) {
    exam_state_free(state);
    return false;
  }
  exam_state_free(exam->state);
  exam->state = state;
  return true;
}

static bool hand_in_for(Exam *exam, bool by_time, GError **error) {
  App *app = exam->app;
  g_autoptr(ExamState) after = exam_load(app, &exam->stored, error);
  if (after == NULL || !store_begin(app->store, error)) return false;
  int events = exam->state->events;
  ExamEvent event = event_of(exam, EXAM_EVENT_HAND_IN, exam->state->place, NULL);
  bool good = store_hand_in(exam, &event, by_time, after, error);
  good = good && store_commit(app->store, error);
  if (!good) store_rollback(app->store);
  app_forget_mastery(app);
  if (good) {
    exam_state_free(exam->state);
    exam->state = g_steal_pointer(&after);
  } else if (was_stored(exam, events)) {
    g_clear_error(error);
    good = true;
  }
  if (good) set_base(exam, 0);
  refresh(exam);
  return good;
}

bool exam_hand_in(Exam *exam, GError **error) {
  return hand_in_for(exam, false, error);
}

bool exam_give_up(Exam *exam, GError **error) {
  App *app = exam->app;
  ExamEvent event = event_of(exam, EXAM_EVENT_GIVE_UP, exam->state->place, NULL);
  if (!store_begin(app->store, error)) return false;
  if (store_exam_append(app->store, exam->stored.id, &event, error) &&
      store_exam_end(app->store, exam->stored.id, event.at, SESSION_END_QUIT, error) &&
      store_commit(app->store, error)) {
    exam_apply(exam->state, &event);
    refresh(exam);
    return true;
  }
  store_rollback(app->store);
  return false;
}

/* -- once a second ----------------------------------------------------------------------------- */

/* The mark that LEFT has just gone below, 0 where none. */
static int mark_passed(Exam *exam, int64_t left) {
  g_autofree char *text = app_setting(exam->app, SETTING_MARKS);
  g_auto(GStrv) words = g_strsplit(text, " ", -1);
  int passed = 0;
  if (left < 0) return 0;
  for (int i = 0; words[i] != NULL && i < 31; i++) {
    int64_t minutes = g_ascii_strtoll(words[i], NULL, 10);
    bool under = minutes > 0 && left <= minutes * 60000;
    bool whole = minutes * 60000 >= exam_limit(section_of(exam)); /* the section is no longer */
    if (under && !whole && (exam->marks & (1 << i)) == 0) passed = (int)minutes;
    if (under) exam->marks |= 1 << i;
  }
  return passed;
}

bool exam_tick(Exam *exam, GError **error) {
  refresh_clock(exam);
  exam->view.warning = 0;
  if (!is_running(exam)) return true;
  if (exam->view.left == 0) return hand_in_for(exam, true, error);
  exam->view.warning = mark_passed(exam, exam->view.left);
  return exam->view.used - exam->beat_ms < BEAT_MS || beat(exam, exam->view.used, error);
}

int64_t exam_left(const Exam *exam) {
  return left_at(exam, elapsed(exam));
}

int exam_next_tick(const Exam *exam) {
  int64_t ms = elapsed(exam), left = left_at(exam, ms);
  int64_t in = is_running(exam) ? BEAT_MS - (ms - exam->beat_ms) : BEAT_MS;
  if (left >= 0) in = MIN(in, left);
  return (int)CLAMP(in, 0, BEAT_MS);
}

/* -- the choice in the making ------------------------------------------------------------------ */

char *exam_sheet_format(const Item *item, const Response *response) {
  GString *text = g_string_new(NULL);
  for (int i = 0; i < response->n; i++) {
    int option = response->option[i];
    bool gap = option >= (int)item->options->len;
    const char *id = gap ? EXAM_GAP : ((ItemOption *)item->options->pdata[option])->id;
    g_string_append_printf(text, "%s%s", i > 0 ? " " : "", id);
  }
  return g_string_free(text, FALSE);
}

bool exam_sheet_parse(const Item *item, const char *text, Response *out) {
  Response response = {0};
  g_auto(GStrv) ids = g_strsplit(text, " ", -1);
  for (char **id = ids; *id != NULL; id++) {
    if (**id == '\0') continue;
    int option = strcmp(*id, EXAM_GAP) == 0 ? ITEM_MAX_OPTIONS : item_option_index(item, *id);
    if (option < 0 || response.n == ITEM_MAX_OPTIONS) return false;
    response.option[response.n++] = (uint8_t)option;
  }
  *out = response;
  return true;
}
