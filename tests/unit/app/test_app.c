/* The use cases over a real database: drill, undo, resume, rebuild, packs, settings. */
#include "../unit.h"
#include "app/drill.h"
#include "app/learner.h"
#include <glib/gstdio.h>
#include <string.h>

#define START  INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define MINUTE INT64_C(60000)
#define DAY    INT64_C(86400000)

typedef struct {
  char *dir, *db, *items;
  Clock clock;
  App *app;
} Desk;

static void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  if (desk->app == NULL) fail_msg("%s", error->message);
}

static void desk_open(Desk *desk) {
  *desk = (Desk){.dir = g_dir_make_tmp("pawl-app-XXXXXX", NULL)};
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = unit_fixture("packs");
  clock_init_fixed(&desk->clock, START);
  desk_reopen(desk);
}

static void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
}

/* The right answer to the present question, or a wrong one. */
static Response response_to(const DrillView *view, bool right) {
  const Item *item = view->item;
  Response response = {0};
  if (item->type == ITEM_MATCH) {
    for (guint i = 0; i < item->prompts->len; i++)
      response.option[response.n++] =
          (uint8_t)item_option_index(item, ((ItemPrompt *)item->prompts->pdata[i])->key);
    if (!right) response.option[0] = response.option[1];
    return response;
  }
  for (guint i = 0; i < item->key->len; i++)
    response.option[response.n++] = (uint8_t)item_option_index(item, item->key->pdata[i]);
  if (right) return response;
  if (item->type == ITEM_ORDER) {
    uint8_t first = response.option[0];
    response.option[0] = response.option[1];
    response.option[1] = first;
  } else {
    response.n = 1;
    for (guint i = 0; i < item->options->len; i++)
      if (!item_is_key(item, ((ItemOption *)item->options->pdata[i])->id))
        response.option[0] = (uint8_t)i;
  }
  return response;
}

static void answer(Desk *desk, Drill *drill, bool right, Confidence confidence) {
  GError *error = NULL;
  Response response = response_to(drill_view(drill), right);
  desk->clock.fixed += 20000;
  if (!drill_answer(drill, &response, confidence, 15000, &error)) fail_msg("%s", error->message);
  assert_int_equal(drill_view(drill)->grade.correct, right);
}

static void answer_and_go_on(Desk *desk, Drill *drill, bool right) {
  answer(desk, drill, right, CONFIDENCE_NONE);
  assert_true(drill_next(drill, NULL));
}

static bool count_row(const HistoryRow *row, void *user) {
  (void)row;
  ++*(int *)user;
  return true;
}

static int answers_in_history(Desk *desk, bool undone_too) {
  int n = 0;
  assert_true(app_history(desk->app, undone_too, count_row, &n, NULL));
  return n;
}

static void replay_agrees(Desk *desk) {
  RebuildReport report;
  assert_true(app_rebuild(desk->app, true, &report, NULL));
  assert_int_equal(report.changed, 0);
  assert_false(report.mastery_changed);
}

/* -- the drill --------------------------------------------------------------------------------- */

static void a_fresh_learner_has_everything_new_and_nothing_due(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Home) home = app_home(desk.app, NULL);
  assert_int_equal(home->due, 0);
  assert_int_equal(home->unseen, 34);
  assert_int_equal(home->areas->len, 10);
  assert_false(home->session_open);
  desk_close(&desk);
}

static void an_answer_is_in_the_log_before_its_verdict(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  answer(&desk, drill, true, CONFIDENCE_NONE);
  assert_int_equal(drill_view(drill)->state, DRILL_VERDICT);
  assert_int_equal(answers_in_history(&desk, false), 1);
  desk_close(&desk);
}

static void the_same_question_comes_back_after_a_kill(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  assert_true(app_set_setting(desk.app, SETTING_MINUTES, "600", NULL));
  Drill *drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  for (int i = 0; i < 12; i++) {
    answer_and_go_on(&desk, drill, i % 3 != 0);
    DrillView before = *drill_view(drill);
    g_autofree char *code = g_strdup(before.code);
    drill_close(drill); /* as a kill would: nothing is ended, nothing saved */
    desk.clock.fixed += 3 * MINUTE;
    desk_reopen(&desk);
    drill = drill_open(desk.app, (SessionGoal){0}, NULL);
    assert_true(drill_resumed(drill));
    assert_string_equal(drill_view(drill)->code, code);
    assert_memory_equal(drill_view(drill)->shown, before.shown, sizeof before.shown);
    assert_int_equal(drill_view(drill)->number, i + 2);
  }
  drill_close(drill);
  desk_close(&desk);
}

static void undo_gives_back_the_question_and_redo_the_verdict(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  answer_and_go_on(&desk, drill, true);
  DrillView second = *drill_view(drill);
  g_autofree char *code = g_strdup(second.code);
  answer_and_go_on(&desk, drill, false);
  g_autofree char *third = g_strdup(drill_view(drill)->code);
  assert_true(drill_undo(drill, NULL));
  assert_int_equal(drill_view(drill)->state, DRILL_QUESTION);
  assert_string_equal(drill_view(drill)->code, code);
  assert_memory_equal(drill_view(drill)->shown, second.shown, sizeof second.shown);
  assert_int_equal(answers_in_history(&desk, false), 1);
  assert_int_equal(answers_in_history(&desk, true), 2);
  replay_agrees(&desk);
  assert_true(drill_redo(drill, NULL));
  assert_int_equal(drill_view(drill)->state, DRILL_VERDICT);
  assert_false(drill_view(drill)->grade.correct);
  assert_int_equal(answers_in_history(&desk, false), 2);
  replay_agrees(&desk);
  assert_true(drill_next(drill, NULL));
  assert_string_equal(drill_view(drill)->code, third);
  desk_close(&desk);
}

static void sane(const Doc *doc) {
  for (guint i = 0; i < doc->lines->len; i++) {
    const char *text = ((DocLine *)doc->lines->pdata[i])->text;
    if (strstr(text, "nan") != NULL || strstr(text, "inf") != NULL || strstr(text, "-0 %") != NULL)
      fail_msg("not sane: %s", text);
    assert_true(g_utf8_validate(text, -1, NULL));
  }
}

static void reports_are_sane(Desk *desk) {
  g_autoptr(MasteryReport) mastery = app_mastery_report(desk->app, NULL);
  g_autoptr(PlanReport) plan = app_plan_report(desk->app, NULL);
  MemoryReport memory;
  FitReport fit;
  assert_true(mastery != NULL && plan != NULL && app_memory_report(desk->app, &memory, NULL));
  FitLog *log = app_fit_log(desk->app, NULL);
  fit_run(log, 5, NULL, NULL, &fit);
  fit_log_free(log);
  for (int columns = 30; columns <= 190; columns += 80) {
    g_autoptr(Doc) a = mastery_doc(mastery, columns);
    g_autoptr(Doc) b = readiness_doc(mastery, columns);
    g_autoptr(Doc) c = plan_doc(plan, columns);
    g_autoptr(Doc) d = memory_doc(&memory, columns);
    g_autoptr(Doc) e = fit_doc(&fit, columns);
    const Doc *all[] = {a, b, c, d, e};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) sane(all[i]);
  }
}

typedef enum { ONE, ALL_RIGHT, ALL_WRONG, BACKWARDS, TEN_YEARS, ONE_DAY, OddLogs } OddLog;

static void live_odd(Desk *desk, OddLog kind) {
  int answers = kind == ONE ? 1 : kind == ONE_DAY ? 400 : 60;
  Drill *drill = drill_open(desk->app, (SessionGoal){.count = 20}, NULL);
  for (int i = 0; i < answers; i++) {
    if (drill_view(drill)->state != DRILL_QUESTION || i % 20 == 19) {
      drill_close(drill);
      if (kind == ALL_RIGHT || kind == ALL_WRONG) desk->clock.fixed += DAY;
      if (kind == BACKWARDS) desk->clock.fixed -= 3 * DAY;
      if (kind == TEN_YEARS) desk->clock.fixed += 3650 * DAY;
      drill = drill_open(desk->app, (SessionGoal){.count = 20}, NULL);
    }
    if (drill_view(drill)->state != DRILL_QUESTION) continue;
    answer_and_go_on(desk, drill, kind != ALL_WRONG && (kind == ALL_RIGHT || i % 3 > 0));
  }
  drill_close(drill);
}

static void odd_logs_give_sane_reports(void **state) {
  (void)state;
  for (int kind = ONE; kind < OddLogs; kind++) {
    Desk desk;
    desk_open(&desk);
    live_odd(&desk, (OddLog)kind);
    reports_are_sane(&desk);
    replay_agrees(&desk);
    desk_close(&desk);
  }
}

static int fresh_answers(Desk *desk) {
  ReadinessReport readiness;
  assert_true(app_readiness(desk->app, &readiness, NULL));
  return readiness.fresh;
}

static void mastery_follows_every_change_of_mind(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){.count = 9}, NULL);
  for (int i = 0; i < 4; i++) answer_and_go_on(&desk, drill, i % 2);
  assert_int_equal(fresh_answers(&desk), 4);
  assert_true(drill_undo(drill, NULL));
  assert_int_equal(fresh_answers(&desk), 3);
  replay_agrees(&desk);
  assert_true(drill_undo(drill, NULL));
  assert_int_equal(fresh_answers(&desk), 2);
  assert_true(drill_redo(drill, NULL));
  assert_int_equal(fresh_answers(&desk), 3);
  replay_agrees(&desk);
  desk_reopen(&desk);
  assert_int_equal(fresh_answers(&desk), 3);
  desk.clock.fixed += DAY;
  g_clear_pointer(&drill, drill_close);
  drill = drill_open(desk.app, (SessionGoal){.count = 9}, NULL);
  answer(&desk, drill, true, CONFIDENCE_NONE);
  g_autoptr(GArray) days = app_progress(desk.app, NULL);
  assert_int_equal(days->len, 2);
  assert_int_equal(g_array_index(days, ProgressDay, 1).answers, 1);
  replay_agrees(&desk);
  desk_close(&desk);
}

static void the_replayed_filter_is_stored_so_that_it_is_replayed_once(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  Drill *drill = drill_open(desk.app, (SessionGoal){.count = 5}, NULL);
  for (int i = 0; i < 5; i++) answer_and_go_on(&desk, drill, true);
  drill_close(drill);
  assert_true(app_rebuild(desk.app, false, NULL, NULL));
  desk_reopen(&desk);
  assert_int_equal(fresh_answers(&desk), 5);
  g_autoptr(MasteryReport) report = app_mastery_report(desk.app, NULL);
  int fresh = 0;
  for (guint i = 0; i < report->areas->len; i++)
    fresh += ((AreaMastery *)report->areas->pdata[i])->fresh;
  assert_int_equal(fresh, 5);
  desk_close(&desk);
}

static void undo_after_the_end_takes_the_session_up_again(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  Drill *drill = drill_open(desk.app, (SessionGoal){.count = 2}, NULL);
  answer_and_go_on(&desk, drill, true);
  answer_and_go_on(&desk, drill, false);
  assert_int_equal(drill_view(drill)->state, DRILL_OVER);
  assert_true(drill_undo(drill, NULL));
  assert_int_equal(drill_view(drill)->state, DRILL_QUESTION);
  drill_close(drill);
  desk_reopen(&desk);
  drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  assert_true(drill_resumed(drill));
  assert_int_equal(drill_view(drill)->number, 2);
  drill_close(drill);
  desk_close(&desk);
}

static void undo_goes_back_to_the_first_answer_and_stops(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  g_autofree char *first = g_strdup(drill_view(drill)->code);
  for (int i = 0; i < 5; i++) answer_and_go_on(&desk, drill, i % 2);
  for (int i = 0; i < 5; i++) assert_true(drill_undo(drill, NULL));
  GError *error = NULL;
  assert_false(drill_undo(drill, &error));
  assert_null(error);
  assert_string_equal(drill_view(drill)->code, first);
  g_autoptr(Home) home = app_home(desk.app, NULL);
  assert_int_equal(home->unseen, 34);
  for (int i = 0; i < 5; i++) assert_true(drill_redo(drill, NULL));
  assert_false(drill_redo(drill, &error));
  assert_int_equal(answers_in_history(&desk, false), 5);
  replay_agrees(&desk);
  desk_close(&desk);
}

static void an_overridden_rating_changes_the_schedule_and_replays(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  answer(&desk, drill, true, CONFIDENCE_NONE);
  int good = drill_view(drill)->next_days;
  assert_true(drill_rate(drill, RATING_EASY, NULL));
  assert_int_equal(drill_view(drill)->rating, RATING_EASY);
  assert_true(drill_view(drill)->next_days > good);
  replay_agrees(&desk);
  assert_true(drill_rate(drill, RATING_AGAIN, NULL));
  assert_true(drill_view(drill)->next_ms > 0);
  replay_agrees(&desk);
  desk_close(&desk);
}

static void a_confident_error_is_named_and_comes_back_in_the_session(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  g_autofree char *missed = g_strdup(drill_view(drill)->code);
  answer(&desk, drill, false, CONFIDENCE_SURE);
  assert_true(drill_view(drill)->confident_error);
  assert_true(drill_next(drill, NULL));
  bool back = false;
  for (int i = 0; i < 10 && !back; i++) {
    answer_and_go_on(&desk, drill, true);
    back = strcmp(drill_view(drill)->code, missed) == 0;
  }
  assert_true(back);
  desk_close(&desk);
}

static void a_suspended_item_is_not_asked_until_it_is_brought_back(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){0}, NULL);
  int64_t id = drill_view(drill)->item_id;
  assert_true(drill_suspend(drill, NULL));
  assert_true(drill_view(drill)->item_id != id);
  g_autoptr(Home) home = app_home(desk.app, NULL);
  assert_int_equal(home->unseen, 33);
  assert_true(app_set_suspended(desk.app, id, false, NULL));
  g_autoptr(Home) after = app_home(desk.app, NULL);
  assert_int_equal(after->unseen, 34);
  desk_close(&desk);
}

static void a_session_ends_by_count_with_a_true_summary(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){.count = 6}, NULL);
  for (int i = 0; i < 6; i++) answer_and_go_on(&desk, drill, i != 2);
  assert_int_equal(drill_view(drill)->state, DRILL_OVER);
  assert_int_equal(drill_view(drill)->end, SESSION_END_COUNT);
  g_autoptr(DrillSummary) summary = drill_summary(drill, NULL);
  assert_int_equal(summary->answers, 6);
  assert_int_equal(summary->right, 5);
  assert_true(summary->areas->len >= 4);
  assert_true(summary->returning->len >= 1);
  assert_non_null(summary->comes_next);
  desk_close(&desk);
}

static void everything_is_asked_once_and_then_nothing_is_left(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){.count = 1000}, NULL);
  int n = 0;
  for (; drill_view(drill)->state == DRILL_QUESTION && n < 200; n++)
    answer_and_go_on(&desk, drill, true);
  assert_int_equal(n, 34); /* active items that are no essays */
  assert_int_equal(drill_view(drill)->end, SESSION_END_NOTHING_LEFT);
  desk_close(&desk);
}

static void neighbours_come_from_different_areas(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autoptr(Drill) drill = drill_open(desk.app, (SessionGoal){.count = 15}, NULL);
  g_autofree char *last = g_strdup("");
  while (drill_view(drill)->state == DRILL_QUESTION) {
    assert_string_not_equal(drill_view(drill)->item->area, last);
    g_free(last);
    last = g_strdup(drill_view(drill)->item->area);
    answer_and_go_on(&desk, drill, true);
  }
  desk_close(&desk);
}

static void what_was_learned_is_due_on_its_day(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  Drill *drill = drill_open(desk.app, (SessionGoal){.count = 5}, NULL);
  for (int i = 0; i < 5; i++) answer_and_go_on(&desk, drill, true);
  drill_close(drill);
  g_autoptr(Home) today = app_home(desk.app, NULL);
  int in_a_week = 0;
  for (int i = 0; i < HOME_DAYS; i++) in_a_week += today->week[i];
  assert_int_equal(today->due, 0);
  assert_int_equal(in_a_week, 5);
  desk.clock.fixed += 30 * DAY;
  g_autoptr(Home) later = app_home(desk.app, NULL);
  assert_int_equal(later->due, 5);
  drill = drill_open(desk.app, (SessionGoal){.count = 5}, NULL);
  int reviews = 0;
  for (int i = 0; i < 5; i++) {
    reviews += !drill_view(drill)->is_new;
    answer_and_go_on(&desk, drill, true);
  }
  assert_true(reviews >= 4);
  replay_agrees(&desk);
  drill_close(drill);
  desk_close(&desk);
}

static void a_random_life_replays_to_the_bit(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  GRand *rand = g_rand_new_with_seed(5);
  for (int day = 0; day < 25; day++) {
    Drill *drill = drill_open(desk.app, (SessionGoal){.count = 12}, NULL);
    for (int i = 0; i < 40 && drill_view(drill)->state != DRILL_OVER; i++) {
      answer(&desk, drill, g_rand_double(rand) < .7, (Confidence)g_rand_int_range(rand, 0, 4));
      int what = g_rand_int_range(rand, 0, 10);
      if (what == 0) assert_true(drill_undo(drill, NULL));
      if (what == 1) assert_true(drill_rate(drill, RATING_HARD, NULL));
      if (what == 2) assert_true(drill_undo(drill, NULL) && drill_redo(drill, NULL));
      assert_true(drill_next(drill, NULL));
    }
    drill_close(drill);
    desk.clock.fixed += g_rand_int_range(rand, 1, 4) * DAY - g_rand_int_range(rand, 0, 3) * MINUTE;
  }
  g_rand_free(rand);
  replay_agrees(&desk);
  g_autoptr(Home) before = app_home(desk.app, NULL);
  assert_true(app_rebuild(desk.app, false, NULL, NULL));
  g_autoptr(Home) after = app_home(desk.app, NULL);
  assert_int_equal(before->due, after->due);
  assert_memory_equal(before->week, after->week, sizeof before->week);
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  assert_true(app_doctor(desk.app, false, report, NULL));
  desk_close(&desk);
}

/* -- settings, items, packs -------------------------------------------------------------------- */

static void settings_are_checked_and_kept(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  static const struct {
    Setting setting;
    const char *good, *bad;
  } cases[] = {{SETTING_EXAM_DATE, "2027-03-14", "14.3.2027"},
               {SETTING_MINUTES, "40", "4"},
               {SETTING_RETENTION, "85", "99"},
               {SETTING_ROLLOVER, "0", "24"},
               {SETTING_CONFIDENCE, "off", "perhaps"},
               {SETTING_THEME, "safe", "pink"}};
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GError) error = NULL;
    assert_true(app_set_setting(desk.app, cases[i].setting, cases[i].good, NULL));
    assert_false(app_set_setting(desk.app, cases[i].setting, cases[i].bad, &error));
    assert_non_null(error);
    desk_reopen(&desk);
    g_autofree char *value = app_setting(desk.app, cases[i].setting);
    assert_string_equal(value, cases[i].good);
  }
  assert_true(app_set_setting(desk.app, SETTING_EXAM_DATE, "", NULL));
  g_autofree char *none = app_setting(desk.app, SETTING_EXAM_DATE);
  assert_string_equal(none, "");
  desk_close(&desk);
}

static void a_changed_retention_reschedules_and_still_replays(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  Drill *drill = drill_open(desk.app, (SessionGoal){.count = 10}, NULL);
  while (drill_view(drill)->state == DRILL_QUESTION) answer_and_go_on(&desk, drill, true);
  drill_close(drill);
  g_autoptr(Home) before = app_home(desk.app, NULL);
  assert_true(app_set_setting(desk.app, SETTING_RETENTION, "70", NULL));
  g_autoptr(Home) after = app_home(desk.app, NULL);
  assert_memory_not_equal(before->week, after->week, sizeof before->week);
  replay_agrees(&desk);
  desk_close(&desk);
}

static void an_impossible_date_is_told_in_plain_words(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  assert_true(app_set_setting(desk.app, SETTING_EXAM_DATE, "2026-11-25", NULL));
  assert_true(app_set_setting(desk.app, SETTING_MINUTES, "5", NULL));
  g_autoptr(Home) home = app_home(desk.app, NULL);
  g_autofree char *truth = app_plan_truth(desk.app, home);
  assert_non_null(strstr(truth, "will stay unseen"));
  desk_close(&desk);
}

static void search_finds_words_and_their_beginnings(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  static const struct {
    const char *words;
    int64_t found;
  } cases[] = {
      {"kitten", 1}, {"anim", 1}, {"round district", 30}, {"zebra", 0}, {"\"'*()-:", 34 + 2}};
  for (size_t i = 0; i + 1 < G_N_ELEMENTS(cases); i++) {
    ItemQuery query = {.text = cases[i].words, .limit = 100};
    assert_int_equal(app_items_count(desk.app, &query), cases[i].found);
  }
  ItemQuery odd = {.text = "\"'*()-: NEAR OR", .limit = 10};
  g_autoptr(GPtrArray) items = app_items(desk.app, &odd, NULL);
  assert_non_null(items);
  desk_close(&desk);
}

static void flags_and_notes_stand_beside_the_item(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  int64_t id = app_item_find(desk.app, "kind.order", NULL);
  assert_true(id > 0);
  assert_true(app_flag(desk.app, id, "Is the order forced?", NULL));
  g_autoptr(ItemView) view = app_item_view(desk.app, id, NULL);
  assert_true(view->row->flagged);
  assert_string_equal(view->note, "Is the order forced?");
  ItemQuery query = {.selection = SELECT_FLAGGED, .limit = 10};
  assert_int_equal(app_items_count(desk.app, &query), 1);
  assert_true(app_flag(desk.app, id, NULL, NULL));
  assert_int_equal(app_items_count(desk.app, &query), 0);
  g_autoptr(GError) error = NULL;
  assert_int_equal(app_item_find(desk.app, "none.such", &error), 0);
  assert_non_null(strstr(error->message, "none.such"));
  desk_close(&desk);
}

static char *copy_of_packs(const Desk *desk) {
  static const char *const files[] = {"framework.yaml", "items.yaml", "kinds.yaml", "pack.yaml"};
  char *packs = g_build_filename(desk->dir, "packs", NULL);
  g_autofree char *good = g_build_filename(packs, "good", NULL);
  assert_int_equal(g_mkdir_with_parents(good, 0700), 0);
  for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
    g_autofree char *from = g_build_filename(desk->items, "good", files[i], NULL);
    g_autofree char *to = g_build_filename(good, files[i], NULL);
    g_autofree char *text = NULL;
    assert_true(g_file_get_contents(from, &text, NULL, NULL));
    assert_true(g_file_set_contents(to, text, -1, NULL));
  }
  return packs;
}

static void replace_in(const char *packs, const char *file, const char *find, const char *put) {
  g_autofree char *path = g_build_filename(packs, "good", file, NULL);
  g_autofree char *text = NULL;
  assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_autoptr(GString) changed = g_string_new(text);
  assert_true(g_string_replace(changed, find, put, 1) > 0);
  assert_true(g_file_set_contents(path, changed->str, -1, NULL));
}

static void a_mended_pack_keeps_history_and_a_broken_one_is_not_taken(void **state) {
  (void)state;
  Desk desk;
  desk_open(&desk);
  g_autofree char *packs = copy_of_packs(&desk);
  g_free(desk.items);
  desk.items = g_strdup(packs);
  desk_reopen(&desk);
  Drill *drill = drill_open(desk.app, (SessionGoal){.count = 3}, NULL);
  while (drill_view(drill)->state == DRILL_QUESTION) answer_and_go_on(&desk, drill, true);
  drill_close(drill);
  replace_in(packs, "items.yaml", "round 1.", "the first round.");
  desk_reopen(&desk);
  assert_int_equal(answers_in_history(&desk, false), 3);
  g_autoptr(Home) home = app_home(desk.app, NULL);
  assert_int_equal(home->unseen, 31);
  replay_agrees(&desk);
  replace_in(packs, "items.yaml", "key: b", "key: zz");
  desk_reopen(&desk);
  assert_int_equal(app_notices(desk.app)->len, 1);
  g_autoptr(Home) after = app_home(desk.app, NULL);
  assert_int_equal(after->items, home->items);
  desk_close(&desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_fresh_learner_has_everything_new_and_nothing_due),
      cmocka_unit_test(an_answer_is_in_the_log_before_its_verdict),
      cmocka_unit_test(the_same_question_comes_back_after_a_kill),
      cmocka_unit_test(undo_gives_back_the_question_and_redo_the_verdict),
      cmocka_unit_test(odd_logs_give_sane_reports),
      cmocka_unit_test(mastery_follows_every_change_of_mind),
      cmocka_unit_test(the_replayed_filter_is_stored_so_that_it_is_replayed_once),
      cmocka_unit_test(undo_after_the_end_takes_the_session_up_again),
      cmocka_unit_test(undo_goes_back_to_the_first_answer_and_stops),
      cmocka_unit_test(an_overridden_rating_changes_the_schedule_and_replays),
      cmocka_unit_test(a_confident_error_is_named_and_comes_back_in_the_session),
      cmocka_unit_test(a_suspended_item_is_not_asked_until_it_is_brought_back),
      cmocka_unit_test(a_session_ends_by_count_with_a_true_summary),
      cmocka_unit_test(everything_is_asked_once_and_then_nothing_is_left),
      cmocka_unit_test(neighbours_come_from_different_areas),
      cmocka_unit_test(what_was_learned_is_due_on_its_day),
      cmocka_unit_test(a_random_life_replays_to_the_bit),
      cmocka_unit_test(settings_are_checked_and_kept),
      cmocka_unit_test(a_changed_retention_reschedules_and_still_replays),
      cmocka_unit_test(an_impossible_date_is_told_in_plain_words),
      cmocka_unit_test(search_finds_words_and_their_beginnings),
      cmocka_unit_test(flags_and_notes_stand_beside_the_item),
      cmocka_unit_test(a_mended_pack_keeps_history_and_a_broken_one_is_not_taken),
  };
  g_setenv("TZ", "UTC", TRUE);
  return UNIT_RUN(tests);
}
