/* Habits: days, minutes and sureness folded in any order, and each sign on and off at its edges. */
#include "../unit.h"
#include "core/clock.h"
#include "model/habits.h"
#include <string.h>

#define TODAY  20000
#define MINUTE 60000

typedef struct {
  int day, ms;
  bool correct, fresh;
  Confidence confidence;
} Given;

/* N answers as GIVEN. */
static void add(Habits *habits, int n, Given given) {
  Answer answer = {.day = given.day,
                   .ms = given.ms,
                   .at = given.day * CLOCK_DAY_MS,
                   .correct = given.correct,
                   .confidence = given.confidence};
  for (int i = 0; i < n; i++) habits_add(habits, &answer, given.fresh);
  habits_settle(habits);
}

/* MINUTES of answers of a minute each on DAY. */
static void work(Habits *habits, int day, int minutes) {
  add(habits, minutes, (Given){.day = day, .ms = MINUTE, .correct = true});
}

/* A learner who does nothing remarkable: ten minutes on every other day of the span. */
static Habits *steady(void) {
  Habits *habits = habits_new();
  for (int day = TODAY - HABITS_SPAN + 2; day <= TODAY; day += 2) work(habits, day, 10);
  return habits;
}

static void has_signs(Habits *habits, unsigned signs) {
  assert_int_equal(habits_signs(habits, TODAY), signs);
  habits_free(habits);
}

/* -- sums -------------------------------------------------------------------------------------- */

static void nothing_done_is_nothing_and_no_sign(void **state) {
  (void)state;
  g_autoptr(Habits) habits = habits_new();
  HabitsDay sum = habits_sum(habits, 0, TODAY);
  assert_int_equal(sum.day, 0);
  assert_int_equal(sum.answers, 0);
  assert_int_equal(sum.ms, 0);
  assert_int_equal(habits->last_at, 0);
  assert_int_equal(habits_signs(habits, TODAY), 0);
  habits_free(NULL);
}

static void answers_out_of_order_give_the_same_days(void **state) {
  (void)state;
  static const int order[] = {5, 2, 9, 5, 1, 9, 3, 2, 5};
  g_autoptr(Habits) mixed = habits_new();
  g_autoptr(Habits) sorted = habits_new();
  for (size_t i = 0; i < G_N_ELEMENTS(order); i++) work(mixed, order[i], 1);
  for (int day = 1; day <= 9; day++)
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
      if (order[i] == day) work(sorted, day, 1);
  assert_int_equal(mixed->days->len, 5);
  assert_int_equal(mixed->days->len, sorted->days->len);
  assert_memory_equal(mixed->days->data, sorted->days->data, 5 * sizeof(HabitsDay));
  assert_int_equal(mixed->last_at, 9 * CLOCK_DAY_MS);
  for (guint i = 1; i < 5; i++)
    assert_true(g_array_index(mixed->days, HabitsDay, i - 1).day <
                g_array_index(mixed->days, HabitsDay, i).day);
}

static void a_sum_holds_both_its_ends_and_no_more(void **state) {
  (void)state;
  g_autoptr(Habits) habits = habits_new();
  for (int day = 10; day <= 20; day++) work(habits, day, day);
  HabitsDay sum = habits_sum(habits, 12, 14);
  assert_int_equal(sum.day, 3);
  assert_int_equal(sum.answers, 12 + 13 + 14);
  assert_int_equal(habits_minutes(sum.ms), 12 + 13 + 14);
  assert_int_equal(habits_sum(habits, 21, 30).answers, 0);
  assert_int_equal(habits_sum(habits, 0, 9).answers, 0);
  assert_int_equal(habits_sum(habits, 14, 12).answers, 0);
}

static void every_answer_is_counted_where_it_belongs(void **state) {
  (void)state;
  g_autoptr(Habits) habits = habits_new();
  add(habits, 3, (Given){7, 4999, true, true, CONFIDENCE_SURE});
  add(habits, 2, (Given){7, 4999, false, true, CONFIDENCE_SURE});
  add(habits, 4, (Given){7, HABITS_QUICK, false, true, CONFIDENCE_GUESS});
  add(habits, 5, (Given){7, 4999, true, false, CONFIDENCE_NONE});
  HabitsDay sum = habits_sum(habits, 7, 7);
  assert_int_equal(sum.answers, 14);
  assert_int_equal(sum.right, 8);
  assert_int_equal(sum.fresh, 9);
  assert_int_equal(sum.fresh_right, 3);
  assert_int_equal(sum.quick, 5);
  assert_int_equal(sum.quick_right, 3);
  assert_int_equal(sum.sure, 5);
  assert_int_equal(sum.sure_wrong, 2);
  assert_int_equal(habits->confidence[CONFIDENCE_SURE].n, 5);
  assert_int_equal(habits->confidence[CONFIDENCE_SURE].right, 3);
  assert_int_equal(habits->confidence[CONFIDENCE_NONE].n, 5);
  assert_int_equal(habits->confidence[CONFIDENCE_THINK].n, 0);
}

static void who_walks_away_has_worked_ten_minutes(void **state) {
  (void)state;
  g_autoptr(Habits) habits = habits_new();
  add(habits, 1, (Given){.day = 1, .ms = 9 * 60 * MINUTE});
  add(habits, 1, (Given){.day = 1, .ms = -5});
  assert_int_equal(habits_minutes(habits_sum(habits, 1, 1).ms), 10);
  assert_int_equal(habits_minutes(29999), 0);
  assert_int_equal(habits_minutes(30000), 1);
}

/* -- signs ------------------------------------------------------------------------------------- */

static void steady_work_gives_no_sign(void **state) {
  (void)state;
  has_signs(steady(), 0);
}

static void a_week_without_an_answer_is_a_stall(void **state) {
  (void)state;
  Habits *six = habits_new(), *seven = habits_new();
  work(six, TODAY - 6, 10);
  has_signs(six, 0);
  work(seven, TODAY - 7, 10);
  has_signs(seven, HABITS_STALLED);
}

static void days_ahead_of_today_are_no_stall(void **state) {
  (void)state;
  Habits *habits = habits_new();
  work(habits, TODAY + 3, 10);
  has_signs(habits, 0);
}

/* BEGUN days ago one minute, then BEFORE minutes in ones, then PAIR minutes on two days in a row. */
static Habits *crammer(int begun, int before, int pair) {
  Habits *habits = habits_new();
  work(habits, TODAY - begun, 1);
  for (int i = 0; i < before; i++) work(habits, TODAY - 5 - i % 10, 1);
  work(habits, TODAY - 1, pair / 2);
  work(habits, TODAY, pair - pair / 2);
  return habits;
}

static void two_days_with_most_of_the_work_are_cramming(void **state) {
  (void)state;
  has_signs(crammer(20, 39, 60), HABITS_CRAMMING); /* 60 of 100 */
  has_signs(crammer(20, 40, 60), 0);               /* 60 of 101 */
  has_signs(crammer(20, 20, 69), HABITS_CRAMMING); /* 90 minutes */
  has_signs(crammer(20, 20, 68), 0);               /* 89 */
  has_signs(crammer(HABITS_BEGUN, 20, 100), HABITS_CRAMMING);
  has_signs(crammer(HABITS_BEGUN - 1, 8, 100), 0); /* everybody begins with a few full days */
}

static void cramming_is_found_at_either_end_of_the_span(void **state) {
  (void)state;
  Habits *first = habits_new(), *gone = habits_new();
  work(first, TODAY - HABITS_SPAN + 1, 50);
  work(first, TODAY - HABITS_SPAN + 2, 50);
  work(first, TODAY, 5);
  has_signs(first, HABITS_CRAMMING);
  work(gone, TODAY - HABITS_SPAN - 1, 100);
  work(gone, TODAY - HABITS_SPAN, 100);
  for (int day = TODAY - 27; day <= TODAY; day++) work(gone, day, 5);
  has_signs(gone, 0);
}

static Habits *sure_of(int n, int wrong, int day) {
  Habits *habits = steady();
  add(habits, n - wrong, (Given){day, 20000, true, false, CONFIDENCE_SURE});
  add(habits, wrong, (Given){day, 20000, false, false, CONFIDENCE_SURE});
  return habits;
}

static void sure_and_wrong_too_often_is_overconfident(void **state) {
  (void)state;
  has_signs(sure_of(20, 6, TODAY), HABITS_OVERCONFIDENT);
  has_signs(sure_of(20, 5, TODAY), 0); /* a quarter, not more */
  has_signs(sure_of(19, 19, TODAY), 0);
  has_signs(sure_of(20, 20, TODAY - HABITS_SPAN), 0); /* long ago */
  has_signs(sure_of(20, 20, TODAY - HABITS_SPAN + 1), HABITS_OVERCONFIDENT);
}

/* N fresh answers, QUICK of them quick, RIGHT of those right. */
static Habits *guesser(int n, int quick, int right, bool fresh) {
  Habits *habits = steady();
  add(habits, right, (Given){TODAY, HABITS_QUICK - 1, true, fresh, CONFIDENCE_NONE});
  add(habits, quick - right, (Given){TODAY, HABITS_QUICK - 1, false, fresh, CONFIDENCE_NONE});
  add(habits, n - quick, (Given){TODAY, HABITS_QUICK, true, fresh, CONFIDENCE_NONE});
  return habits;
}

static void quick_and_wrong_on_fresh_items_is_guessing(void **state) {
  (void)state;
  has_signs(guesser(20, 3, 1, true), HABITS_GUESSING);
  has_signs(guesser(20, 2, 0, true), 0); /* a tenth, not more */
  has_signs(guesser(30, 3, 0, true), 0);
  has_signs(guesser(70, 7, 0, true), 0);
  has_signs(guesser(20, 4, 2, true), 0); /* half of them right: they know it */
  has_signs(guesser(19, 10, 0, true), 0);
  has_signs(guesser(40, 20, 0, false), 0); /* an item seen before is known at a glance */
}

static void signs_stand_beside_each_other_and_have_names(void **state) {
  (void)state;
  Habits *habits = habits_new();
  work(habits, TODAY - 20, 100);
  add(habits, 40, (Given){TODAY - 8, 1000, false, true, CONFIDENCE_SURE});
  has_signs(habits, HABITS_STALLED | HABITS_CRAMMING | HABITS_OVERCONFIDENT | HABITS_GUESSING);
  static const char *const names[] = {"stalled", "cramming", "overconfident", "guessing fast"};
  for (int i = 0; i < HABITS_SIGNS; i++) assert_string_equal(habits_sign_name(i), names[i]);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nothing_done_is_nothing_and_no_sign),
      cmocka_unit_test(answers_out_of_order_give_the_same_days),
      cmocka_unit_test(a_sum_holds_both_its_ends_and_no_more),
      cmocka_unit_test(every_answer_is_counted_where_it_belongs),
      cmocka_unit_test(who_walks_away_has_worked_ten_minutes),
      cmocka_unit_test(steady_work_gives_no_sign),
      cmocka_unit_test(a_week_without_an_answer_is_a_stall),
      cmocka_unit_test(days_ahead_of_today_are_no_stall),
      cmocka_unit_test(two_days_with_most_of_the_work_are_cramming),
      cmocka_unit_test(cramming_is_found_at_either_end_of_the_span),
      cmocka_unit_test(sure_and_wrong_too_often_is_overconfident),
      cmocka_unit_test(quick_and_wrong_on_fresh_items_is_guessing),
      cmocka_unit_test(signs_stand_beside_each_other_and_have_names),
  };
  return UNIT_RUN(tests);
}
