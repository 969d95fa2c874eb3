/* round_open - a group's files brought together: the split, and the result with the answers logged. */
#include "app/exam.h"
#include "app/logs_private.h"
#include "app/round_private.h"
#include "core/json.h"
#include "core/text.h"
#include <string.h>

void round_report_free(RoundReport *report) {
  if (report == NULL) return;
  GPtrArray *lists[] = {report->members, report->missing, report->waiting, report->rows};
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
    if (lists[i] != NULL) g_ptr_array_unref(lists[i]);
  g_free(report->title);
  g_free(report);
}

/* -- the files --------------------------------------------------------------------------------- */

typedef struct {
  App *app;
  RoundState *state;
  LogKey key;        /* of this device */
  GPtrArray *sheets; /* of RoundSheet*: the others' */
  bool own_among;
} Group;

static bool is_known_answer(const Group *group, const RoundSheet *sheet, GError **error) {
  for (int phase = 0; phase < ROUND_PHASES && sheet->whole[phase]; phase++)
    for (int i = 0; i < sheet->questions; i++) {
      Response response;
      if (round_response(sheet, group->state->rows->pdata[i], i, phase, &response)) continue;
      g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                  "%s: the answer to question %d is none that the question has. Nothing was taken.",
                  sheet->path, i + 1);
      return false;
    }
  return true;
}

static bool refuse_twice(const char *one, const char *other, GError **error) {
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "%s and %s are answers of one member, but signed with different keys. Somebody else "
              "may have written one of them; nothing was taken.",
              one, other);
  return false;
}

/* Of several files of one member the newest counts. */
static bool add_sheet(Group *group, RoundSheet *sheet, GError **error) {
  for (guint i = 0; i < group->sheets->len; i++) {
    RoundSheet *known = group->sheets->pdata[i];
    if (memcmp(&known->learner, &sheet->learner, UUID_SIZE) != 0) continue;
    bool same = memcmp(known->key, sheet->key, LOG_KEY_SIZE) == 0;
    if (!same) refuse_twice(known->path, sheet->path, error);
    if (same && sheet->made_at > known->made_at) {
      group->sheets->pdata[i] = sheet;
      sheet = known;
    }
    round_sheet_free(sheet);
    return same;
  }
  g_ptr_array_add(group->sheets, sheet);
  return true;
}

static bool is_own(const Group *group, const RoundSheet *sheet, bool *own, GError **error) {
  g_autofree char *learner = app_learner(group->app, error);
  char theirs[37];
  if (learner == NULL) return false;
  uuid_format(&sheet->learner, theirs);
  *own = strcmp(learner, theirs) == 0;
  if (!*own || memcmp(sheet->key, group->key.open, LOG_KEY_SIZE) == 0) return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "%s has your learner id, but another device signed it. A round is answered on one "
              "device; nothing was taken.",
              sheet->path);
  return false;
}

/* LISTED: found in a folder, where other rounds may lie as well. */
static bool take_file(Group *group, const char *path, bool listed, GError **error) {
  bool other = false, own = false;
  g_autoptr(GError) fault = NULL;
  g_autoptr(RoundSheet) sheet = round_sheet_read(path, group->state->round, &other, &fault);
  if (sheet == NULL) {
    if (other && listed) return true;
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  if (!is_own(group, sheet, &own, error) || !is_known_answer(group, sheet, error)) return false;
  group->own_among |= own;
  if (own) return true; /* the database has them */
  if (group->sheets->len < ROUND_FILES_MAX) return add_sheet(group, g_steal_pointer(&sheet), error);
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "A round takes at most %d members.",
              ROUND_FILES_MAX);
  return false;
}

static bool take_folder(Group *group, const char *folder, GError **error) {
  g_autoptr(GPtrArray) paths = logs_in(folder, ROUND_ANSWERS_SUFFIX, 1, error);
  if (paths == NULL) return false;
  for (guint i = 0; i < paths->len; i++)
    if (!take_file(group, paths->pdata[i], true, error)) return false;
  return true;
}

static bool take_all(Group *group, char *const *files, GError **error) {
  for (; *files != NULL; files++) {
    bool folder = g_file_test(*files, G_FILE_TEST_IS_DIR);
    if (folder ? !take_folder(group, *files, error) : !take_file(group, *files, false, error))
      return false;
  }
  return true;
}

/* -- names ------------------------------------------------------------------------------------- */

/* What SHEET's member is called; where NAMED knows that name already, with the end of the id. */
static char *label_of(const RoundSheet *sheet, GHashTable *named) {
  char id[37];
  bool own = sheet->path == NULL;
  const char *name = *sheet->name != '\0' ? sheet->name : own ? "you" : "member";
  uuid_format(&sheet->learner, id);
  bool plain = (*sheet->name != '\0' || own) && !g_hash_table_contains(named, name);
  char *label = plain ? g_strdup(name) : g_strdup_printf("%s (%s)", name, id + 28);
  g_hash_table_add(named, g_strdup(label));
  return label;
}

static bool answers_to(const RoundSheet *sheet, const char *name) {
  g_autofree char *one = g_utf8_casefold(sheet->name, -1), *two = g_utf8_casefold(name, -1);
  return strcmp(one, two) == 0;
}

/* -- a report ---------------------------------------------------------------------------------- */

static RoundReport *report_new(const Group *group, bool told) {
  const Round *round = group->state->round;
  RoundReport *report = g_new0(RoundReport, 1);
  uuid_format(&round->uuid, report->uuid);
  report->title = g_strdup(round->title);
  report->told = told;
  report->own_among = group->own_among;
  report->members = g_ptr_array_new_with_free_func(g_free);
  report->missing = g_ptr_array_new_with_free_func(g_free);
  report->waiting = g_ptr_array_new_with_free_func(g_free);
  return report;
}

/* All sheets, the own one first. New array of lent RoundSheet*. */
static GPtrArray *all_sheets(const Group *group) {
  GPtrArray *all = g_ptr_array_new();
  g_ptr_array_add(all, group->state->own);
  for (guint i = 0; i < group->sheets->len; i++) g_ptr_array_add(all, group->sheets->pdata[i]);
  return all;
}

static void add_missing(RoundReport *report, const Round *round, const GPtrArray *all) {
  for (guint m = 0; m < round->members->len; m++) {
    const char *name = round->members->pdata[m];
    bool here = false;
    for (guint i = 0; i < all->len; i++) here |= answers_to(all->pdata[i], name);
    if (!here) g_ptr_array_add(report->missing, g_strdup(name));
  }
}

static void count_row(RoundRow *row, int place, const GPtrArray *counted,
                      const RoundReport *report) {
  g_autofree RoundVote *votes = g_new0(RoundVote, MAX(counted->len, 1));
  for (guint i = 0; i < counted->len; i++) {
    const RoundSheet *sheet = counted->pdata[i];
    votes[i].name = report->members->pdata[i];
    for (int phase = 0; phase < (report->told ? ROUND_PHASES : 1); phase++) {
      round_response(sheet, row, place, phase, &votes[i].response[phase]);
      votes[i].confidence[phase] = sheet->answers[phase][place].confidence;
    }
  }
  round_row_count(row, votes, (int)counted->len, report->told);
}

/* A result counts those who answered twice, so that before and after are of the same people. */
static RoundReport *report_of(const Group *group, bool told) {
  RoundReport *report = report_new(group, told);
  g_autoptr(GPtrArray) all = all_sheets(group), counted = g_ptr_array_new();
  g_autoptr(GHashTable) named = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < all->len; i++) {
    RoundSheet *sheet = all->pdata[i];
    bool counts = !told || sheet->whole[1];
    g_ptr_array_add(counts ? report->members : report->waiting, label_of(sheet, named));
    if (counts) g_ptr_array_add(counted, sheet);
  }
  add_missing(report, group->state->round, all);
  report->rows = g_steal_pointer(&group->state->rows);
  for (guint i = 0; i < report->rows->len; i++)
    count_row(report->rows->pdata[i], (int)i, counted, report);
  if (told) round_report_sum(report);
  return report;
}

/* -- in general -------------------------------------------------------------------------------- */

static bool group_read(App *app, RoundState *state, char *const *files, Group *group,
                       GError **error) {
  *group = (Group){.app = app, .state = state};
  group->sheets = g_ptr_array_new_with_free_func((GDestroyNotify)round_sheet_free);
  g_autofree char *learner = app_learner(app, error);
  if (learner == NULL || !uuid_parse(learner, &state->own->learner)) return false;
  return logs_key(app, &group->key, error) && take_all(group, files, error);
}

/* Nobody sees anything of a phase before their own answers to it are whole. */
static bool has_answered(const RoundState *state, const char *path, int phase, GError **error) {
  if (state->own->whole[phase]) return true;
  if (phase > 0 && state->stored.opened_at == 0)
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "The round was not opened here yet. See the split, talk, and answer again first: "
                "pawl round open %s FILE...",
                path);
  else
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "Answer%s first: pawl round answer %s -o FILE. Before that nothing of the others "
                "is shown.",
                phase > 0 ? " again" : "", path);
  return false;
}

typedef bool (*Finish)(Group *group, RoundReport *report, GError **error);

static RoundReport *bring_together(App *app, const char *path, char *const *files, bool told,
                                   Finish finish, GError **error) {
  RoundState state;
  Group group = {0};
  if (!round_load(app, path, &state, error)) return NULL;
  g_autoptr(RoundReport) report = NULL;
  if (has_answered(&state, path, told, error) && group_read(app, &state, files, &group, error)) {
    report = report_of(&group, told);
    if (!finish(&group, report, error)) g_clear_pointer(&report, round_report_free);
  }
  g_clear_pointer(&group.sheets, g_ptr_array_unref);
  round_state_clear(&state);
  return g_steal_pointer(&report);
}

/* -- opening ----------------------------------------------------------------------------------- */

/* First answers of all, by question: arrays of [chosen, confidence]. */
static char *votes_of(const Group *group) {
  g_autoptr(GPtrArray) all = all_sheets(group);
  json_t *votes = json_array();
  for (int place = 0; place < group->state->own->questions; place++) {
    json_t *row = json_array();
    for (guint i = 0; i < all->len; i++) {
      const RoundAnswer *answer = &((RoundSheet *)all->pdata[i])->answers[0][place];
      json_array_append_new(
          row, json_pack("[s,s?]", answer->chosen, confidence_name(answer->confidence)));
    }
    json_array_append_new(votes, row);
  }
  char *text = json_to_text(votes);
  json_decref(votes);
  return text;
}

static bool close_first(Group *group, RoundReport *report, GError **error) {
  (void)report;
  g_autofree char *votes = votes_of(group);
  return store_round_open(group->app->store, group->state->stored.id, clock_now(group->app->clock),
                          votes, error);
}

RoundReport *app_round_open(App *app, const char *path, char *const *files, GError **error) {
  return bring_together(app, path, files, false, close_first, error);
}

/* -- the result -------------------------------------------------------------------------------- */

/* The first answer to question PLACE as a row of the log, dated now: as with a practice exam the log
 * learns of it when the verdict does. */
static Answer answer_of(const Group *group, const RoundRow *row, int place, int64_t session) {
  App *app = group->app;
  const RoundAnswer *given = &group->state->own->answers[0][place];
  const RoundQuestion *question = group->state->round->questions->pdata[place];
  Response response = {0};
  round_response(group->state->own, row, place, 0, &response);
  Grade grade = answer_grade(row->item, &response);
  int64_t now = clock_now(app->clock);
  int offset = clock_offset(app->clock, now);
  return (Answer){.uuid = group->state->places[place].uuid,
                  .item = group->state->places[place].item,
                  .version = group->state->places[place].version,
                  .session = session,
                  .shown = question->shown,
                  .chosen = given->chosen,
                  .confidence = given->confidence,
                  .correct = grade.correct,
                  .credit = grade.credit,
                  .rating = schedule_rating(grade.correct, given->confidence, given->ms,
                                            store_median_ms(app->store)),
                  .ms = given->ms,
                  .at = now,
                  .offset = offset,
                  .day = clock_study_day(now, offset, app_rollover(app))};
}

static bool log_answer(const Group *group, const RoundRow *row, int place, int64_t session,
                       GError **error) {
  App *app = group->app;
  Card before;
  Answer answer = answer_of(group, row, place, session);
  if (!store_card(app->store, answer.item, &before, error)) return false;
  Card after = schedule_answer(&app->schedule, &before, answer.correct, answer.rating, answer.at,
                               answer.day);
  return app_append_answer(app, &answer, &before, &after, error);
}

static bool start_session(const Group *group, StoreSession *session, GError **error) {
  App *app = group->app;
  const RoundState *state = group->state;
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(int64_t));
  for (int i = 0; i < state->own->questions; i++) g_array_append_val(queue, state->places[i].item);
  int64_t now = clock_now(app->clock);
  *session = (StoreSession){.uuid = app_uuid(app, now),
                            .started_at = state->stored.started_at,
                            .offset = clock_offset(app->clock, state->stored.started_at),
                            .day = app_today(app),
                            .goal = {.count = state->own->questions}};
  return store_session_start(app->store, session, queue, error);
}

static bool log_all(Group *group, const RoundReport *report, GError **error) {
  Store *store = group->app->store;
  StoreSession session;
  if (!start_session(group, &session, error)) return false;
  for (guint i = 0; i < report->rows->len; i++)
    if (!log_answer(group, report->rows->pdata[i], (int)i, session.id, error)) return false;
  return store_session_end(store, session.id, clock_now(group->app->clock), SESSION_END_COUNT,
                           error) &&
         store_round_logged(store, group->state->stored.id, session.id, error);
}

/* After a COMMIT that failed the file alone knows. */
static bool is_logged(const Group *group) {
  StoreRound now = {0};
  bool logged =
      store_round_get(group->app->store, &group->state->round->uuid, &now) && now.session != 0;
  store_round_clear(&now);
  return logged;
}

static bool log_first(Group *group, RoundReport *report, GError **error) {
  Store *store = group->app->store;
  if (group->state->stored.session != 0) return true;
  if (!store_begin(store, error)) return false;
  if (is_logged(group)) { /* by another program meanwhile */
    store_rollback(store);
    return true;
  }
  bool good = log_all(group, report, error) && store_commit(store, error);
  if (!good) {
    store_rollback(store);
    app_forget_mastery(group->app);
    if (!is_logged(group)) return false;
    g_clear_error(error);
  }
  report->logged = group->state->own->questions;
  return true;
}

RoundReport *app_round_result(App *app, const char *path, char *const *files, GError **error) {
  return bring_together(app, path, files, true, log_first, error);
}
