/* The practice exam over a real database: drawn, taken, cut off, handed in, scored; the reserve; the
 * clock through sleep, kills and changes of date.
 */
#include "../exampack.h"
#include "../store/fault_vfs.h"
#include "app/drill.h"
#include "app/exam.h"
#include "app/learner.h"
#include "store/store.h"
#include <sqlite3.h>
#include <string.h>

#define START  INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define SECOND INT64_C(1000)
#define MINUTE INT64_C(60000)

typedef struct {
  Clock clock; /* first: the functions below see the desk */
  int64_t wall, boot;
  char *dir, *db, *items;
  App *app;
} Desk;

static int64_t desk_now(const Clock *clock) {
  return ((const Desk *)(const void *)clock)->wall;
}
static int64_t desk_boot(const Clock *clock) {
  return ((const Desk *)(const void *)clock)->boot;
}

static void desk_reopen(Desk *desk) {
  app_close(desk->app);
  AppConfig config = {.db = desk->db, .items_dir = desk->items, .clock = &desk->clock, .seed = 7};
  GError *error = NULL;
  desk->app = app_open(&config, &error);
  if (desk->app == NULL) fail_msg("%s", error->message);
}

static Desk *desk_open(void) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-exam-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = exampack_write(desk->dir);
  clock_init_fixed(&desk->clock, START);
  desk->clock.now = desk_now;
  desk->clock.monotonic = desk->clock.boot = desk_boot;
  g_strlcpy(desk->clock.boot_id, "first", sizeof desk->clock.boot_id);
  desk->wall = START;
  desk->boot = 5000;
  desk_reopen(desk);
  return desk;
}

static void desk_close(Desk *desk) {
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
  g_free(desk);
}

static void pass(Desk *desk, int64_t ms) {
  desk->wall += ms;
  desk->boot += ms;
}

static void must(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

static Exam *start(Desk *desk, const char *name, uint64_t seed) {
  GError *error = NULL;
  Exam *exam = exam_start(desk->app, name, seed, &error);
  must(exam != NULL, error);
  return exam;
}

static void tick(Desk *desk, Exam *exam, int64_t ms) {
  GError *error = NULL;
  for (int64_t gone = 0; gone < ms; gone += SECOND) {
    pass(desk, MIN(SECOND, ms - gone));
    must(exam_tick(exam, &error), error);
  }
}

/* The key of the question at the front as a choice, or something wrong. */
static char *choice_of(const ExamView *view, bool right) {
  const Item *item = view->item;
  if (item->type == ITEM_MATCH) return g_strdup(right ? "b a" : "a b");
  if (item->type == ITEM_ORDER) return g_strdup(right ? "b a c" : "a b c");
  if (item->type == ITEM_MULTIPLE) return g_strdup(right ? "a c" : "a b");
  return g_strdup(right ? "a" : "b");
}

static void answer(Exam *exam, bool right) {
  GError *error = NULL;
  g_autofree char *choice = choice_of(exam_view(exam), right);
  must(exam_choose(exam, choice, &error), error);
}

/* Answers every question of the section, the first RIGHT of them rightly, 10 seconds each. */
static void answer_all(Desk *desk, Exam *exam, int right) {
  GError *error = NULL;
  int n = exam_view(exam)->counts.questions;
  for (int i = 0; i < n; i++) {
    must(exam_goto(exam, i, &error), error);
    tick(desk, exam, 10 * SECOND);
    answer(exam, i < right);
  }
}

static void begin(Exam *exam) {
  GError *error = NULL;
  must(exam_begin(exam, &error), error);
}

static void hand_in(Exam *exam) {
  GError *error = NULL;
  must(exam_hand_in(exam, &error), error);
}

/* -- the form and the reserve ------------------------------------------------------------------ */

static void a_form_has_its_counts_and_the_same_seed_gives_the_same(void **state) {
  (void)state;
  Desk *one = desk_open(), *two = desk_open();
  Exam *a = start(one, "mock", 42), *b = start(two, "mock", 42);
  const ExamSection *section = exam_view(a)->section, *twin = exam_view(b)->section;
  int counts[4] = {0};
  assert_int_equal(section->questions->len, 20);
  for (guint i = 0; i < 20; i++) {
    const ExamQuestion *q = section->questions->pdata[i], *r = twin->questions->pdata[i];
    assert_int_equal(q->item, r->item);
    assert_string_equal(q->shown, r->shown);
    g_autoptr(ItemView) none = app_item_view(one->app, q->item, NULL);
    assert_null(none); /* sealed: not to be looked at */
  }
  begin(a);
  for (int i = 0; i < 20; i++) {
    assert_true(exam_goto(a, i, NULL));
    for (int k = 0; k < 4; k++)
      counts[k] += strcmp(exam_view(a)->item->area, EXAMPACK_AREAS[k]) == 0;
  }
  assert_int_equal(counts[0], 8);
  assert_int_equal(counts[1], 6);
  assert_int_equal(counts[2], 4);
  assert_int_equal(counts[3], 2);
  assert_true(exam_view(a)->clean);
  exam_close(a);
  exam_close(b);
  desk_close(one);
  desk_close(two);
}

static void the_reserve_never_reaches_the_drill(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  ItemQuery all = {.sealed_too = true}, open = {0};
  int64_t sealed = app_items_count(desk->app, &all) - app_items_count(desk->app, &open);
  assert_int_equal(sealed, 40); /* two forms of the first blueprint */
  g_autoptr(Blueprint) mock = app_blueprint(desk->app, "mock", &error);
  assert_int_equal(app_clean_forms(desk->app, mock), 2);
  /* Drill until nothing is left: no sealed item is among what was asked. */
  SessionGoal goal = {.count = 1000};
  g_autoptr(Drill) drill = drill_open(desk->app, goal, &error);
  must(drill != NULL, error);
  int asked = 0;
  while (drill_view(drill)->state == DRILL_QUESTION) {
    const DrillView *view = drill_view(drill);
    Response response = {0};
    for (guint i = 0; i < view->item->key->len; i++)
      response.option[response.n++] =
          (uint8_t)item_option_index(view->item, view->item->key->pdata[i]);
    if (view->item->type == ITEM_MATCH) response = (Response){2, {1, 0}};
    must(drill_answer(drill, &response, CONFIDENCE_NONE, 5000, &error), error);
    must(drill_next(drill, &error), error);
    asked++;
  }
  assert_int_equal(asked, EXAMPACK_ITEMS - 40);
  assert_int_equal(app_clean_forms(desk->app, mock), 2);
  Exam *exam = start(desk, "mock", 3);
  assert_true(exam_view(exam)->clean);
  begin(exam);
  hand_in(exam);
  exam_close(exam);
  assert_int_equal(app_clean_forms(desk->app, mock), 1);
  assert_int_equal(app_items_count(desk->app, &all) - app_items_count(desk->app, &open), 20);
  /* Two more: one clean, then practice only. */
  for (int i = 0; i < 2; i++) {
    exam = start(desk, "mock", 4);
    assert_int_equal(exam_view(exam)->clean, i == 0);
    begin(exam);
    hand_in(exam);
    exam_close(exam);
  }
  must(app_set_setting(desk->app, SETTING_MOCKS, "0", &error), error);
  assert_int_equal(app_items_count(desk->app, &all), app_items_count(desk->app, &open));
  desk_close(desk);
}

static void two_open_exams_are_refused_and_giving_up_ends_one(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autoptr(GError) error = NULL;
  Exam *exam = start(desk, "mock", 1);
  begin(exam);
  assert_null(exam_start(desk->app, "mock", 2, &error));
  assert_non_null(strstr(error->message, "open"));
  assert_true(exam_give_up(exam, NULL));
  assert_int_equal(exam_view(exam)->state->phase, EXAM_GIVEN_UP);
  exam_close(exam);
  g_autoptr(GPtrArray) results = app_exam_results(desk->app, NULL);
  assert_int_equal(results->len, 0);
  exam = start(desk, "mock", 2);
  assert_true(exam_view(exam)->clean); /* another form of the reserve */
  exam_close(exam);
  desk_close(desk);
}

/* -- the clock --------------------------------------------------------------------------------- */

static void load_file(const char *path, const char *bytes, gsize size) {
  g_autofree char *journal = g_strconcat(path, "-journal", NULL);
  g_unlink(journal);
  assert_true(g_file_set_contents(path, bytes, (gssize)size, NULL));
}

/* What a kill leaves: the file as it is, without what closing would store. */
static void kill_pawl(Desk *desk, Exam *exam) {
  g_autofree char *bytes = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(desk->db, &bytes, &size, NULL));
  exam_close(exam);
  app_close(g_steal_pointer(&desk->app));
  load_file(desk->db, bytes, size);
}

static void a_kill_costs_a_second_at_most(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Exam *exam = start(desk, "mock", 9);
  begin(exam);
  int64_t worked = 0;
  for (int i = 0; i < 20; i++) {
    must(exam_goto(exam, i, &error), error);
    tick(desk, exam, 7 * SECOND);
    answer(exam, true);
    tick(desk, exam, 2 * SECOND);
    pass(desk, 900); /* since the last beat */
    worked += 9900;
    int64_t before = exam_view(exam)->used;
    kill_pawl(desk, exam);
    pass(desk, 3 * 60 * MINUTE);
    desk_reopen(desk);
    exam = exam_open(desk->app, &error);
    must(exam != NULL, error);
    assert_int_equal(exam_view(exam)->state->place, i);
    must(exam_resume(exam, &error), error);
    assert_true(exam_view(exam)->used >= before);
  }
  int64_t lost = worked - exam_view(exam)->used;
  assert_in_range(lost, 0, 20 * SECOND);
  assert_int_equal(exam_view(exam)->counts.answered, 20);
  assert_int_equal(exam_view(exam)->state->interruptions, 20);
  hand_in(exam);
  g_autoptr(ExamResult) result = app_exam_result(desk->app, exam_id(exam), &error);
  assert_int_equal(result->all.right, 20);
  assert_int_equal(result->interruptions, 20);
  exam_close(exam);
  desk_close(desk);
}

static void a_changed_date_changes_no_time(void **state) {
  (void)state;
  static const int64_t jumps[] = {-INT64_C(86400000) * 400, INT64_C(86400000) * 400, 3600000,
                                  -3600000};
  Desk *desk = desk_open();
  Exam *exam = start(desk, "mock", 9);
  begin(exam);
  for (size_t i = 0; i < G_N_ELEMENTS(jumps); i++) {
    tick(desk, exam, MINUTE);
    desk->wall += jumps[i]; /* set back and forward, DST */
    tick(desk, exam, SECOND);
    assert_int_equal(exam_view(exam)->used, (int64_t)(i + 1) * 61 * SECOND);
  }
  int64_t left = exam_view(exam)->left;
  pass(desk, 5 * MINUTE); /* the machine slept, pawl with it */
  assert_true(exam_tick(exam, NULL));
  assert_int_equal(exam_view(exam)->left, left - 5 * MINUTE);
  exam_close(exam);
  desk_close(desk);
}

static void leaving_lets_the_clock_run_and_pausing_stops_it(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Exam *exam = start(desk, "mock", 9);
  begin(exam);
  tick(desk, exam, MINUTE);
  assert_false(exam_pause(exam, NULL));
  must(exam_leave(exam, &error), error);
  exam_close(exam);
  pass(desk, 4 * MINUTE);
  desk->wall -= INT64_C(86400000); /* no way to win time */
  desk_reopen(desk);
  exam = exam_open(desk->app, &error);
  must(exam_resume(exam, &error), error);
  assert_int_equal(exam_view(exam)->used, 5 * MINUTE);
  /* After a start of the machine only the date tells how long it was. */
  must(exam_leave(exam, &error), error);
  exam_close(exam);
  pass(desk, 2 * MINUTE);
  desk->boot = 100;
  g_strlcpy(desk->clock.boot_id, "second", sizeof desk->clock.boot_id);
  desk_reopen(desk);
  exam = exam_open(desk->app, &error);
  must(exam_resume(exam, &error), error);
  assert_int_equal(exam_view(exam)->used, 7 * MINUTE);
  must(exam_give_up(exam, &error), error);
  exam_close(exam);

  exam = start(desk, "easy", 9);
  begin(exam);
  tick(desk, exam, MINUTE);
  must(exam_leave(exam, &error), error);
  exam_close(exam);
  pass(desk, 90 * MINUTE);
  exam = exam_open(desk->app, &error);
  assert_int_equal(exam_view(exam)->state->phase, EXAM_PAUSED);
  assert_null(exam_view(exam)->item); /* nothing to look at while the clock stands */
  must(exam_resume(exam, &error), error);
  assert_int_equal(exam_view(exam)->used, MINUTE);
  exam_close(exam);
  desk_close(desk);
}

static void time_over_hands_in_what_is_there(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Exam *exam = start(desk, "easy", 9);
  begin(exam);
  answer(exam, true);
  int warnings = 0;
  while (exam_view(exam)->state->phase == EXAM_TAKING) {
    tick(desk, exam, SECOND);
    warnings += exam_view(exam)->warning > 0;
  }
  assert_int_equal(warnings, 3); /* at 10, 5 and 1 of twelve minutes */
  g_autoptr(ExamResult) result = app_exam_result(desk->app, exam_id(exam), &error);
  assert_int_equal(result->all.right, 1);
  assert_int_equal(result->unanswered, 9);
  assert_true(((ExamPart *)result->parts->pdata[0])->by_time);
  UNIT_CLOSE(result->minutes, 12, .02);
  exam_close(exam);
  /* Left until long after the end: handed in on return. */
  exam = start(desk, "mock", 10);
  begin(exam);
  answer(exam, true);
  must(exam_leave(exam, &error), error);
  exam_close(exam);
  pass(desk, 60 * MINUTE);
  exam = exam_open(desk->app, &error);
  must(exam_resume(exam, &error), error);
  assert_int_equal(exam_view(exam)->state->phase, EXAM_OVER);
  exam_close(exam);
  desk_close(desk);
}

/* -- results ----------------------------------------------------------------------------------- */

typedef struct {
  int answers, right;
} Count;

static bool count_row(const HistoryRow *row, void *user) {
  Count *count = user;
  if (row->exam == NULL) return true;
  count->answers += row->exam->answered;
  count->right += row->answer->correct;
  return true;
}

static void a_result_adds_up_and_the_log_says_the_same(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  Exam *exam = start(desk, "mock", 5);
  begin(exam);
  answer_all(desk, exam, 13);
  must(exam_goto(exam, 5, &error), error);
  must(exam_goto(exam, 19, &error), error);
  answer(exam, true); /* changed its mind, wrong to right */
  must(exam_goto(exam, 0, &error), error);
  answer(exam, false); /* and right to wrong */
  must(exam_set_confidence(exam, CONFIDENCE_SURE, &error), error);
  must(exam_flag(exam, true, &error), error);
  must(exam_goto(exam, 1, &error), error);
  must(exam_choose(exam, "", &error), error);
  int64_t day_before = app_today(desk->app);
  hand_in(exam);
  g_autoptr(ExamResult) r = app_exam_result(desk->app, exam_id(exam), &error);
  assert_int_equal(r->all.items, 20);
  assert_int_equal(r->all.right, 12);
  UNIT_CLOSE(r->all.percent, 60, 1e-9);
  assert_int_equal(r->unanswered, 1);
  assert_int_equal(r->wrong_to_right, 1);
  assert_int_equal(r->right_to_wrong, 1);
  assert_int_equal(r->confident_errors, 1);
  assert_true(r->predicted && r->clean && r->decided && !r->passed);
  assert_int_equal(r->forecasts, 1);
  int sum = 0, categories = 0;
  for (guint i = 0; i < r->areas->len; i++) sum += ((ExamLine *)r->areas->pdata[i])->right;
  for (guint i = 0; i < r->categories->len; i++)
    categories += ((ExamLine *)r->categories->pdata[i])->right;
  assert_int_equal(sum, 12);
  assert_int_equal(categories, 12);
  UNIT_CLOSE(r->minutes, 200.0 / 60, .02);
  Count count = {0};
  assert_true(app_history(desk->app, false, count_row, &count, NULL));
  assert_int_equal(count.answers, 19);
  assert_int_equal(count.right, 12);
  /* Missed ones are due at once, the others on later days; rebuilding gives the same. */
  g_autoptr(Home) home = app_home(desk->app, &error);
  pass(desk, 2 * MINUTE);
  home_free(home);
  home = app_home(desk->app, &error);
  assert_int_equal(home->due, 7);
  RebuildReport report;
  assert_true(app_rebuild(desk->app, true, &report, NULL));
  assert_int_equal(report.changed, 0);
  assert_false(report.mastery_changed);
  assert_int_equal(day_before, app_today(desk->app));
  exam_close(exam);
  desk_close(desk);
}

static void the_second_part_opens_only_when_the_first_is_passed(void **state) {
  (void)state;
  Desk *desk = desk_open();
  GError *error = NULL;
  for (int right = 7; right <= 8; right++) {
    Exam *exam = start(desk, "two", (uint64_t)right);
    begin(exam);
    answer_all(desk, exam, right);
    hand_in(exam);
    const ExamView *view = exam_view(exam);
    assert_int_equal(view->state->phase, right == 7 ? EXAM_OVER : EXAM_READY);
    if (right == 8) {
      assert_int_equal(view->section->questions->len, 3);
      assert_int_equal(view->rest, 10 * MINUTE);
      begin(exam);
      /* Seven days by the calendar, pawl or not. */
      exam_close(exam);
      pass(desk, INT64_C(86400000));
      exam = exam_open(desk->app, &error);
      must(exam_resume(exam, &error), error);
      assert_int_equal(exam_view(exam)->left, 6 * INT64_C(86400000));
      must(exam_hand_in(exam, &error), error);
      g_autoptr(ExamResult) r = app_exam_result(desk->app, exam_id(exam), &error);
      assert_true(r->decided && !r->passed); /* nothing was written: that is worth 0 */
      assert_int_equal(r->parts->len, 2);
    }
    exam_close(exam);
  }
  desk_close(desk);
}

static void a_hand_in_that_cannot_be_stored_loses_nothing(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autoptr(GError) error = NULL;
  Exam *exam = start(desk, "mock", 5);
  begin(exam);
  answer_all(desk, exam, 20);
  /* Somebody else holds the file: nothing can be written. */
  Store *other = store_open(desk->db, &desk->clock, NULL, &error);
  must(other != NULL, error);
  must(store_begin(other, &error), error);
  assert_false(exam_hand_in(exam, &error));
  assert_non_null(error);
  assert_int_equal(exam_view(exam)->state->phase, EXAM_TAKING);
  store_rollback(other);
  store_close(other);
  hand_in(exam);
  g_autoptr(ExamResult) r = app_exam_result(desk->app, exam_id(exam), NULL);
  assert_int_equal(r->all.right, 20);
  exam_close(exam);
  desk_close(desk);
}

/* -- every fault of the disk at hand-in --------------------------------------------------------- */

/* The exam is whole: either still open with every choice, or handed in with every answer, once. */
static void nothing_is_lost(Desk *desk, int64_t id) {
  GError *error = NULL;
  desk_reopen(desk);
  Exam *exam = exam_open(desk->app, &error);
  if (exam != NULL) {
    assert_int_equal(exam_view(exam)->counts.answered, 20);
    must(exam_resume(exam, &error), error);
    must(exam_hand_in(exam, &error), error);
    exam_close(exam);
  }
  g_autoptr(ExamResult) r = app_exam_result(desk->app, id, &error);
  assert_int_equal(r->all.right, 20);
  Count count = {0};
  assert_true(app_history(desk->app, true, count_row, &count, NULL));
  assert_int_equal(count.answers, 20);
  RebuildReport report;
  assert_true(app_rebuild(desk->app, true, &report, NULL));
  assert_int_equal(report.changed, 0);
  assert_int_equal(report.answers, 20);
}

static void a_disk_that_fails_at_hand_in_loses_nothing(void **state) {
  (void)state;
  fault_vfs_register();
  sqlite3_vfs_register(sqlite3_vfs_find(FAULT_VFS), 1);
  Desk *desk = desk_open();
  Exam *exam = start(desk, "mock", 5);
  begin(exam);
  answer_all(desk, exam, 20);
  int64_t id = exam_id(exam), refused = 0, faults = 0;
  exam_close(exam);
  app_close(g_steal_pointer(&desk->app));
  g_autofree char *bytes = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(desk->db, &bytes, &size, NULL));
  for (int kind = 0; kind < FAULT_KINDS; kind++) {
    bool fired = true;
    for (int nth = 1; fired; nth += 3) {
      g_autoptr(GError) error = NULL;
      load_file(desk->db, bytes, size);
      desk_reopen(desk);
      exam = exam_open(desk->app, NULL);
      assert_true(exam_resume(exam, NULL));
      fault_vfs_arm((FaultKind)kind, nth);
      bool good = exam_hand_in(exam, &error);
      fault_vfs_disarm(&fired);
      faults += fired;
      refused += !good;
      assert_true(good || error != NULL);
      exam_close(exam);
      app_close(g_steal_pointer(&desk->app));
      nothing_is_lost(desk, id);
      app_close(g_steal_pointer(&desk->app));
    }
  }
  print_message("# %d faults, %d hand-ins refused, 0 answers lost\n", (int)faults, (int)refused);
  assert_true(faults > 20);
  desk_close(desk);
  fault_vfs_unregister();
}

static void a_file_of_ones_own_works_and_faults_have_their_place(void **state) {
  (void)state;
  Desk *desk = desk_open();
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename(desk->dir, "own.yaml", NULL);
  g_file_set_contents(path,
                      EXAMPACK_HEAD "id: own\ntitle: \"Own\"\nsections:\n  - {id: a, title: \"A\", "
                                    "type: choice, items: 2, " EXAMPACK_WEIGHTS "}\n",
                      -1, NULL);
  Exam *exam = exam_start(desk->app, path, 1, &error);
  must(exam != NULL, error);
  assert_int_equal(exam_view(exam)->section->questions->len, 2);
  assert_true(exam_give_up(exam, NULL));
  exam_close(exam);
  g_file_set_contents(path, EXAMPACK_HEAD "id: own\ntitle: \"Own\"\nsections:\n  - {id: a}\n", -1,
                      NULL);
  assert_null(exam_start(desk->app, path, 1, &error));
  assert_non_null(strstr(error->message, "own.yaml:7:"));
  g_clear_error(&error);
  assert_null(exam_start(desk->app, "nonesuch", 1, &error));
  assert_non_null(strstr(error->message, "pawl exam list"));
  desk_close(desk);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_form_has_its_counts_and_the_same_seed_gives_the_same),
      cmocka_unit_test(the_reserve_never_reaches_the_drill),
      cmocka_unit_test(two_open_exams_are_refused_and_giving_up_ends_one),
      cmocka_unit_test(a_kill_costs_a_second_at_most),
      cmocka_unit_test(a_changed_date_changes_no_time),
      cmocka_unit_test(leaving_lets_the_clock_run_and_pausing_stops_it),
      cmocka_unit_test(time_over_hands_in_what_is_there),
      cmocka_unit_test(a_result_adds_up_and_the_log_says_the_same),
      cmocka_unit_test(the_second_part_opens_only_when_the_first_is_passed),
      cmocka_unit_test(a_hand_in_that_cannot_be_stored_loses_nothing),
      cmocka_unit_test(a_disk_that_fails_at_hand_in_loses_nothing),
      cmocka_unit_test(a_file_of_ones_own_works_and_faults_have_their_place),
  };
  return UNIT_RUN(tests);
}
