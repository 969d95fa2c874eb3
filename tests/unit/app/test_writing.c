/* Essays and spoken answers over a real database: drafts, handing in, scores, what mastery makes of
 * them, and the essay part of a practice exam.
 */
#include "../exampack.h"
#include "app/drill.h"
#include "app/exam.h"
#include "app/fold.h"
#include "app/learner.h"
#include "app/writing.h"
#include <string.h>

#define START  INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */
#define MINUTE INT64_C(60000)
#define DAY    INT64_C(86400000)

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

static int desk_setup(void **state) {
  Desk *desk = g_new0(Desk, 1);
  desk->dir = g_dir_make_tmp("pawl-writing-XXXXXX", NULL);
  desk->db = g_build_filename(desk->dir, "pawl.db", NULL);
  desk->items = exampack_write(desk->dir);
  clock_init_fixed(&desk->clock, START);
  desk->clock.now = desk_now;
  desk->clock.monotonic = desk->clock.boot = desk_boot;
  desk->wall = START;
  desk_reopen(desk);
  *state = desk;
  return 0;
}

static int desk_teardown(void **state) {
  Desk *desk = *state;
  app_close(desk->app);
  clock_finish(&desk->clock);
  unit_remove_tree(desk->dir);
  g_free(desk->dir);
  g_free(desk->db);
  g_free(desk->items);
  g_free(desk);
  return 0;
}

static void must(bool good, GError *error) {
  if (!good) fail_msg("%s", error == NULL ? "failed without a word" : error->message);
}

static void pass(Desk *desk, int64_t ms) {
  desk->wall += ms;
  desk->boot += ms;
}

static int64_t item_of(Desk *desk, const char *code) {
  GError *error = NULL;
  int64_t item = app_item_find(desk->app, code, &error);
  must(item != 0, error);
  return item;
}

/* A text of TEXT on CODE, handed in. */
static int64_t write_on(Desk *desk, const char *code, const char *text) {
  GError *error = NULL;
  int64_t id = writing_open(desk->app, item_of(desk, code), &error);
  must(id != 0, error);
  must(writing_save(desk->app, id, text, 5 * MINUTE, &error), error);
  must(writing_hand_in(desk->app, id, &error), error);
  return id;
}

static void score(Desk *desk, int64_t id, const char *mentor, const char *levels) {
  pass(desk, 1000); /* of two scores at one instant the UUID would decide */
  GError *error = NULL;
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  must(view != NULL, error);
  WritingGrade grade = {.mentor = mentor != NULL, .name = mentor, .comment = "Well."};
  must(rubric_parse(view->item, levels, &grade.levels, &error), error);
  must(writing_score(desk->app, id, &grade, &error), error);
}

/* Ability in the area of essay I, as mastery sees it. */
static double ability(Desk *desk, int area) {
  GError *error = NULL;
  MasteryReport *report = app_mastery_report(desk->app, &error);
  must(report != NULL, error);
  double share = ((AreaMastery *)report->areas->pdata[area])->score;
  mastery_report_free(report);
  return share;
}

/* The stored state equals a replay to the bit, and doctor finds nothing. */
static void is_whole(Desk *desk) {
  GError *error = NULL;
  RebuildReport report;
  must(app_rebuild(desk->app, true, &report, &error), error);
  assert_int_equal(report.changed, 0);
  assert_false(report.mastery_changed);
  g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
  must(app_doctor(desk->app, false, words, &error), error);
}

static const WritingRow *row_of(const GPtrArray *rows, const char *code) {
  for (guint i = 0; i < rows->len; i++)
    if (strcmp(((WritingRow *)rows->pdata[i])->code, code) == 0) return rows->pdata[i];
  fail_msg("%s is not listed", code);
  return NULL;
}

typedef struct {
  int all, undone;
  double credit; /* of the newest that counts */
  bool correct;
  char chosen[64];
} Log;

static bool look(const HistoryRow *row, void *user) {
  Log *log = user;
  log->all++;
  log->undone += row->answer->undone;
  if (row->answer->undone) return true;
  log->credit = row->answer->credit;
  log->correct = row->answer->correct;
  g_strlcpy(log->chosen, row->answer->chosen, sizeof log->chosen);
  if (*row->answer->shown == '\0') assert_string_equal(row->session, "");
  return true;
}

static Log log_of(Desk *desk) {
  Log log = {0};
  GError *error = NULL;
  must(app_history(desk->app, true, look, &log, &error), error);
  return log;
}

/* -- drafts ------------------------------------------------------------------------------------ */

static void a_draft_is_gone_on_with_and_listed(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  int64_t item = item_of(desk, "essay.1");
  g_autoptr(GPtrArray) fresh = writing_rows(desk->app, false, &error);
  assert_int_equal(fresh->len, 6);
  assert_int_equal(row_of(fresh, "essay.1")->state, WRITING_NEW);
  int64_t id = writing_open(desk->app, item, &error);
  must(writing_save(desk->app, id, "Don't wait:\u202e cafe\u0301.", 90000, &error), error);
  desk_reopen(desk);
  assert_int_equal(writing_open(desk->app, item, &error), id);
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  assert_string_equal(view->text, "Don't wait:<U+202E> caf\u00e9."); /* cleaned, NFC */
  assert_int_equal(view->state, WRITING_DRAFT);
  assert_int_equal(view->ms, 90000);
  assert_string_equal(view->item->id, "essay.1");
  g_autoptr(GPtrArray) rows = writing_rows(desk->app, false, &error);
  const WritingRow *row = row_of(rows, "essay.1");
  assert_int_equal(row->state, WRITING_DRAFT);
  assert_true(row->texts == 1 && row->id == id && row->words_min == 40 && row->words_max == 900);
  assert_int_equal(writing_find(desk->app, "essay.1", &error), id);
  assert_int_equal(writing_find(desk->app, "1", &error), id);
  must(writing_hand_in(desk->app, id, &error), error);
  assert_false(writing_save(desk->app, id, "More", 1, NULL));
  int64_t second = writing_open(desk->app, item, &error);
  assert_true(second != 0 && second != id); /* anew */
}

static void only_prose_is_written_on_and_drafts_are_not_scored(void **state) {
  Desk *desk = *state;
  g_autoptr(GError) error = NULL;
  assert_int_equal(writing_open(desk->app, item_of(desk, "mock.009"), &error), 0);
  assert_non_null(strstr(error->message, "mock.009"));
  g_clear_error(&error);
  int64_t id = writing_open(desk->app, item_of(desk, "essay.0"), &error);
  WritingGrade grade = {.levels = {2, {3, 3}}};
  assert_false(writing_score(desk->app, id, &grade, &error));
  assert_non_null(strstr(error->message, "hand-in"));
  g_clear_error(&error);
  assert_true(writing_hand_in(desk->app, id, NULL));
  grade.levels.level[1] = 0;
  assert_false(writing_score(desk->app, id, &grade, &error));
  assert_non_null(strstr(error->message, "level"));
  g_clear_error(&error);
  assert_int_equal(writing_find(desk->app, "99", &error), 0);
  assert_non_null(strstr(error->message, "99"));
  g_clear_error(&error);
  assert_int_equal(writing_find(desk->app, "essay.5", &error), 0);
  assert_non_null(strstr(error->message, "essay.5"));
}

/* -- scores ------------------------------------------------------------------------------------ */

static void a_score_enters_the_log_once_a_text(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  double before = ability(desk, 0);
  int64_t id = write_on(desk, "essay.0", "A plan.");
  assert_true(ability(desk, 0) == before); /* nothing was scored yet */
  score(desk, id, NULL, "clear:4 cost:4");
  double high = ability(desk, 0);
  assert_true(high > before);
  Log log = log_of(desk);
  assert_int_equal(log.all, 1);
  assert_string_equal(log.chosen, "clear:4 cost:4");
  assert_true(log.correct && log.credit == 1);
  is_whole(desk);
  pass(desk, DAY);
  score(desk, id, NULL, "clear:1 cost:4"); /* second thoughts */
  log = log_of(desk);
  assert_true(log.all == 2 && log.undone == 1 && !log.correct);
  UNIT_CLOSE(log.credit, 1. / 3, 1e-12);
  assert_true(ability(desk, 0) < high);
  is_whole(desk);
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  assert_int_equal(view->state, WRITING_SCORED);
  UNIT_CLOSE(view->self->credit, 1. / 3, 1e-12);
  assert_string_equal(view->self->comment, "Well.");
  assert_int_equal(view->self->levels.level[1], 4);
}

static void no_drill_and_no_plan_sees_a_scored_essay(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  g_autoptr(Home) before = app_home(desk->app, &error);
  score(desk, write_on(desk, "essay.0", "A plan."), NULL, "clear:1 cost:1");
  score(desk, write_on(desk, "essay.1", "A plan."), NULL, "clear:4 cost:4");
  pass(desk, 2 * DAY);
  g_autoptr(Home) home = app_home(desk->app, &error);
  assert_int_equal(home->due, 0);
  assert_int_equal(home->unseen, before->unseen);
  assert_int_equal(home->week[0] + home->week[1] + home->week[2], 0);
  for (guint a = 0; a < home->areas->len; a++)
    assert_int_equal(((AppArea *)home->areas->pdata[a])->fresh, 0);
  MemoryReport memory;
  must(app_memory_report(desk->app, &memory, &error), error);
  assert_int_equal(memory.answers, 0);
  assert_int_equal(memory.stability[0], 0);
  FitLog *fit = app_fit_log(desk->app, &error);
  must(fit != NULL, error);
  fit_log_free(fit);
  is_whole(desk);
}

static void a_second_text_on_a_scenario_is_not_fresh(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  score(desk, write_on(desk, "essay.0", "A plan."), NULL, "clear:3 cost:3");
  score(desk, write_on(desk, "essay.0", "A better plan."), NULL, "clear:4 cost:4");
  is_whole(desk);
  g_autoptr(MasteryReport) report = app_mastery_report(desk->app, &error);
  const AreaMastery *area = report->areas->pdata[0];
  assert_int_equal(area->fresh, 1);
  assert_int_equal(area->repeats, 1);
}

static void drill_some(Desk *desk, int n) {
  GError *error = NULL;
  SessionGoal goal = {.count = n};
  g_autoptr(Drill) drill = drill_open(desk->app, goal, &error);
  must(drill != NULL, error);
  while (drill_view(drill)->state == DRILL_QUESTION) {
    const DrillView *view = drill_view(drill);
    Response response = {0};
    for (guint i = 0; i < view->item->key->len; i++)
      response.option[response.n++] =
          (uint8_t)item_option_index(view->item, view->item->key->pdata[i]);
    if (view->item->type == ITEM_MATCH) response = (Response){2, {1, 0}};
    must(drill_answer(drill, &response, CONFIDENCE_NONE, 5000, &error), error);
    must(drill_next(drill, &error), error);
  }
}

static void a_mentors_score_changes_the_past_and_the_bias_all_of_it(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  int64_t first = write_on(desk, "essay.0", "A plan.");
  int64_t other = write_on(desk, "essay.1", "Another.");
  score(desk, first, NULL, "clear:4 cost:4");
  drill_some(desk, 5);
  pass(desk, DAY);
  score(desk, other, NULL, "clear:4 cost:4");
  drill_some(desk, 5);
  double own = ability(desk, 0), own_other = ability(desk, 1);
  is_whole(desk);
  g_autofree char *none = writing_bias_line(desk->app, &error);
  assert_non_null(strstr(none, "No text"));
  pass(desk, DAY);
  score(desk, first, "Kim", "clear:1 cost:1");
  assert_true(ability(desk, 0) < own);       /* the mentor's word counts */
  assert_true(ability(desk, 1) < own_other); /* and says how kind the learner is */
  is_whole(desk);
  g_autofree char *bias = writing_bias_line(desk->app, &error);
  assert_non_null(strstr(bias, "100 points more"));
  assert_non_null(strstr(bias, "33 of them"));
  /* Drills and another self score go on from there, as a replay would. */
  drill_some(desk, 5);
  is_whole(desk);
  score(desk, write_on(desk, "essay.2", "Third."), NULL, "clear:3 cost:3");
  is_whole(desk);
  double with_kim = ability(desk, 0);
  score(desk, first, "Lee", "clear:4 cost:4"); /* the mean of the two */
  assert_true(ability(desk, 0) > with_kim);
  is_whole(desk);
  score(desk, first, "Kim", "clear:4 cost:4"); /* Kim's newest counts */
  is_whole(desk);
  g_autoptr(WritingView) view = writing_view(desk->app, first, &error);
  assert_int_equal(view->mentors->len, 2);
  UNIT_CLOSE(((WritingScore *)view->mentors->pdata[0])->credit, 1, 1e-12);
  assert_int_equal(log_of(desk).all - log_of(desk).undone, 3 + 15);
}

typedef struct {
  const EssayCredits *credits;
  double first, other;
} Credits;

static bool take_credit(const HistoryRow *row, void *user) {
  Credits *credits = user;
  double credit = essay_credit(credits->credits, row->answer);
  if (strcmp(row->item, "essay.0") == 0) credits->first = credit;
  if (strcmp(row->item, "essay.1") == 0) credits->other = credit;
  return true;
}

static void credits_are_the_mentors_or_ones_own_without_the_bias(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  int64_t first = write_on(desk, "essay.0", "A plan.");
  score(desk, first, NULL, "clear:4 cost:4");
  score(desk, write_on(desk, "essay.1", "Another."), NULL, "clear:4 cost:4");
  for (int mentors = 0; mentors < 3; mentors++) {
    if (mentors > 0)
      score(desk, first, mentors == 1 ? "Kim" : "Lee",
            mentors == 1 ? "clear:1 cost:1" : "clear:4 cost:4");
    g_autoptr(EssayCredits) all = essay_credits_new(desk->app, &error);
    Credits credits = {.credits = all};
    must(app_history(desk->app, false, take_credit, &credits, &error), error);
    /* 1 by the learner; nobody, 0, then 0 and 1 by mentors: 0, 1/3, 1/6 are taken off elsewhere. */
    UNIT_CLOSE(credits.first, mentors == 0 ? 1 : mentors == 1 ? 0 : .5, 1e-12);
    UNIT_CLOSE(credits.other, mentors == 0 ? 1 : mentors == 1 ? 2. / 3 : 5. / 6, 1e-12);
  }
}

static void a_mentor_may_come_first(void **state) {
  Desk *desk = *state;
  double before = ability(desk, 0);
  int64_t id = write_on(desk, "essay.0", "A plan.");
  score(desk, id, "Kim", "clear:1 cost:1");
  assert_true(ability(desk, 0) == before);
  is_whole(desk);
  score(desk, id, NULL, "clear:4 cost:4");
  assert_true(ability(desk, 0) < before);
  is_whole(desk);
  RebuildReport report;
  assert_true(app_rebuild(desk->app, false, &report, NULL));
  double rebuilt = ability(desk, 0);
  desk_reopen(desk);
  assert_true(ability(desk, 0) == rebuilt);
}

static void spoken_answers_stay_out_of_log_and_mastery(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  double before = ability(desk, 0);
  int64_t id = write_on(desk, "oral.0", "");
  score(desk, id, NULL, "1 3");
  assert_int_equal(log_of(desk).all, 0);
  assert_true(ability(desk, 0) == before);
  g_autoptr(WritingView) view = writing_view(desk->app, id, &error);
  UNIT_CLOSE(view->self->credit, 2. / 3, 1e-12);
  assert_int_equal(view->state, WRITING_SCORED);
  score(desk, id, "Kim", "-");
  g_autofree char *bias = writing_bias_line(desk->app, &error);
  assert_non_null(strstr(bias, "No text"));
  g_autoptr(GPtrArray) prompts = writing_rows(desk->app, true, &error);
  assert_int_equal(prompts->len, 4);
  assert_true(row_of(prompts, "oral.0")->mentor == 0);
  is_whole(desk);
}

/* -- the exam's second part -------------------------------------------------------------------- */

/* The essays of an exam of two parts, opened. */
static Exam *at_the_essays(Desk *desk) {
  GError *error = NULL;
  Exam *exam = exam_start(desk->app, "two", 5, &error);
  must(exam != NULL, error);
  must(exam_begin(exam, &error), error);
  int n = exam_view(exam)->counts.questions;
  for (int i = 0; i < n; i++) {
    must(exam_goto(exam, i, &error), error);
    const Item *item = exam_view(exam)->item;
    const char *choice = item->type == ITEM_MATCH      ? "b a"
                         : item->type == ITEM_ORDER    ? "b a c"
                         : item->type == ITEM_MULTIPLE ? "a c"
                                                       : "a";
    must(exam_choose(exam, choice, &error), error);
  }
  must(exam_hand_in(exam, &error), error);
  must(exam_begin(exam, &error), error);
  assert_true(exam_view(exam)->section->rules->essay);
  return exam;
}

static const ExamPart *second_part(const ExamResult *result) {
  return result->parts->pdata[1];
}

static void an_exams_texts_are_handed_in_with_it_and_scored(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  Exam *exam = at_the_essays(desk);
  int64_t id = exam_id(exam), text[3] = {0};
  for (int i = 0; i < 2; i++) {
    text[i] = writing_of_exam(desk->app, id, 1, i, &error);
    must(text[i] != 0, error);
    assert_int_equal(writing_of_exam(desk->app, id, 1, i, &error), text[i]);
    must(writing_save(desk->app, text[i], "Text.", MINUTE, &error), error);
  }
  assert_int_equal(writing_of_exam(desk->app, id, 1, 9, NULL), 0);
  /* Its scenarios are kept to the exam, and its texts go with the part. */
  g_autoptr(GPtrArray) rows = writing_rows(desk->app, false, &error);
  assert_int_equal(rows->len, 6 - 3);
  assert_int_equal(writing_open(desk->app, exam_view(exam)->question->item, NULL), 0);
  assert_false(writing_hand_in(desk->app, text[0], NULL));
  must(exam_hand_in(exam, &error), error);
  assert_int_equal(exam_view(exam)->state->phase, EXAM_OVER);
  assert_false(writing_save(desk->app, text[0], "Late", 1, NULL));
  g_autoptr(GArray) waiting = writing_unscored(desk->app, id, &error);
  assert_int_equal(waiting->len, 2);
  g_autoptr(ExamResult) open = app_exam_result(desk->app, id, &error);
  assert_true(!open->decided && !second_part(open)->scored);
  assert_int_equal(second_part(open)->right, 1); /* what was never begun is worth 0 */
  score(desk, text[0], NULL, "clear:4 cost:4");
  score(desk, text[1], NULL, "clear:4 cost:1");
  g_autoptr(ExamResult) result = app_exam_result(desk->app, id, &error);
  assert_true(result->decided && second_part(result)->scored);
  UNIT_CLOSE(second_part(result)->percent, 100 * (1 + 2. / 3 + 0) / 3, 1e-9);
  assert_int_equal(second_part(result)->right, 3);
  assert_false(result->passed);
  assert_int_equal(result->all.right, 10); /* the texts are no choice questions */
  score(desk, text[1], "Kim", "clear:4 cost:4");
  g_autoptr(ExamResult) again = app_exam_result(desk->app, id, &error);
  UNIT_CLOSE(second_part(again)->percent, 100 * 2. / 3, 1e-9);
  is_whole(desk);
  exam_close(exam);
}

static void texts_scored_early_are_no_right_answers_of_the_choice_part(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  exampack_file(desk->dir, "turned.yaml",
                EXAMPACK_HEAD "id: turned\ntitle: \"Turned\"\nsections:\n"
                              "  - {id: one, title: \"Essays\", type: essay, items: 2}\n"
                              "  - {id: two, title: \"Choice\", type: choice, items: "
                              "10, " EXAMPACK_WEIGHTS "}\n");
  g_autofree char *file = g_build_filename(desk->dir, "turned.yaml", NULL);
  Exam *exam = exam_start(desk->app, file, 5, &error);
  must(exam != NULL, error);
  must(exam_begin(exam, &error), error);
  int64_t text = writing_of_exam(desk->app, exam_id(exam), 0, 0, &error);
  must(writing_save(desk->app, text, "Text.", MINUTE, &error), error);
  must(exam_hand_in(exam, &error), error);
  score(desk, text, NULL, "clear:4 cost:4");
  must(exam_begin(exam, &error), error);
  must(exam_hand_in(exam, &error), error); /* nothing answered */
  g_autoptr(GArray) forecasts = app_forecasts(desk->app, &error);
  assert_int_equal(forecasts->len, 1);
  assert_int_equal(g_array_index(forecasts, FormForecast, 0).right, 0);
  exam_close(exam);
}

static void texts_are_closed_when_the_time_is_over(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  Exam *exam = at_the_essays(desk);
  int64_t id = exam_id(exam);
  int64_t text = writing_of_exam(desk->app, id, 1, 0, &error);
  must(writing_save(desk->app, text, " \n\t ", MINUTE, &error), error);
  assert_true(exam_left(exam) > 6 * DAY);
  pass(desk, 8 * DAY);
  assert_int_equal(exam_left(exam), 0);
  must(exam_tick(exam, &error), error);
  assert_int_equal(exam_view(exam)->state->phase, EXAM_OVER);
  g_autoptr(WritingView) view = writing_view(desk->app, text, &error);
  assert_int_equal(view->state, WRITING_EMPTY);
  g_autoptr(GArray) waiting = writing_unscored(desk->app, id, &error);
  assert_int_equal(waiting->len, 0);
  g_autoptr(ExamResult) result = app_exam_result(desk->app, id, &error);
  assert_true(second_part(result)->scored);
  UNIT_CLOSE(second_part(result)->percent, 0, 1e-12);
  exam_close(exam);
}

static void a_draft_outlives_an_exam_that_was_given_up(void **state) {
  Desk *desk = *state;
  GError *error = NULL;
  Exam *exam = at_the_essays(desk);
  int64_t text = writing_of_exam(desk->app, exam_id(exam), 1, 0, &error);
  int64_t item = exam_view(exam)->question->item;
  must(writing_save(desk->app, text, "Worth keeping.", MINUTE, &error), error);
  must(exam_give_up(exam, &error), error);
  exam_close(exam);
  assert_int_equal(writing_open(desk->app, item, &error), text);
  must(writing_hand_in(desk->app, text, &error), error);
  score(desk, text, NULL, "clear:3 cost:3");
  is_whole(desk);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, desk_setup, desk_teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_draft_is_gone_on_with_and_listed),
      TEST(only_prose_is_written_on_and_drafts_are_not_scored),
      TEST(a_score_enters_the_log_once_a_text),
      TEST(no_drill_and_no_plan_sees_a_scored_essay),
      TEST(a_second_text_on_a_scenario_is_not_fresh),
      TEST(a_mentors_score_changes_the_past_and_the_bias_all_of_it),
      TEST(credits_are_the_mentors_or_ones_own_without_the_bias),
      TEST(a_mentor_may_come_first),
      TEST(spoken_answers_stay_out_of_log_and_mastery),
      TEST(an_exams_texts_are_handed_in_with_it_and_scored),
      TEST(texts_scored_early_are_no_right_answers_of_the_choice_part),
      TEST(texts_are_closed_when_the_time_is_over),
      TEST(a_draft_outlives_an_exam_that_was_given_up),
  };
  return UNIT_RUN(tests);
}
