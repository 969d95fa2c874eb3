/* The plan: coverage, gain toward the exam, due order after it, neighbours and siblings apart, and
 * the forecast.
 */
#include "../unit.h"
#include "model/plan.h"
#include <string.h>

#define AREAS 10
#define TODAY 1000
static const double WEIGHTS[AREAS] = {15, 15, 10, 12, 9, 9, 9, 7, 7, 7};

/* SEEN items of many ages, then FRESH ones; ids count from 1, areas take turns. */
static GArray *bank(int seen, int fresh) {
  GArray *items = g_array_new(FALSE, FALSE, sizeof(PlanItem));
  for (int i = 0; i < seen + fresh; i++) {
    PlanItem item = {.item = i + 1,
                     .area = (uint8_t)(i % AREAS),
                     .is_new = i >= seen,
                     .guess = .25F,
                     .place = i};
    if (!item.is_new) {
      plan_remember(&item, (FsrsState){1 + i % 40, 1 + i % 9});
      item.last_day = TODAY - 1 - i % 30;
      item.interval = 1 + i % 40;
      item.due_day = item.last_day + item.interval;
    }
    g_array_append_val(items, item);
  }
  return items;
}

static PlanInput input_of(const GArray *items, int exam_day, double minutes) {
  return (PlanInput){.items = (const PlanItem *)(void *)items->data,
                     .n = items->len,
                     .weights = WEIGHTS,
                     .areas = AREAS,
                     .params = &FSRS_DEFAULTS,
                     .today = TODAY,
                     .exam_day = exam_day,
                     .start_day = TODAY,
                     .seconds = minutes * 60,
                     .seconds_right = 40,
                     .seconds_wrong = 60};
}

static const PlanChoice *at(const GArray *sitting, guint i) {
  return &g_array_index(sitting, PlanChoice, i);
}

static int count_new(const GArray *sitting) {
  int fresh = 0;
  for (guint i = 0; i < sitting->len; i++) fresh += at(sitting, i)->is_new;
  return fresh;
}

/* -- choosing ---------------------------------------------------------------------------------- */

static void without_a_limit_every_item_comes_once(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(50, 70);
  PlanInput input = input_of(items, TODAY + 30, 0);
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  assert_int_equal(sitting->len, 120);
  for (guint i = 0; i < sitting->len; i++)
    assert_true(g_hash_table_add(seen, (gpointer)&at(sitting, i)->item));
}

static void the_minutes_are_filled_and_not_exceeded_by_more_than_an_answer(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(300, 100);
  for (int minutes = 5; minutes <= 60; minutes += 5) {
    PlanInput input = input_of(items, TODAY + 30, minutes);
    g_autoptr(GArray) sitting = plan_sitting(&input, 0);
    double seconds = 0;
    for (guint i = 0; i < sitting->len; i++) seconds += at(sitting, i)->seconds;
    assert_true(seconds >= minutes * 60 && seconds < minutes * 60 + 60);
  }
}

static void coverage_sees_all_items_by_three_fifths_of_the_way(void **state) {
  (void)state;
  PlanInput input = {.today = TODAY, .exam_day = TODAY + 30, .start_day = TODAY};
  int unseen = 180, day = 0;
  for (; unseen > 0; day++, input.today++) unseen -= plan_quota(&input, (size_t)unseen);
  assert_int_equal(day, 18);
}

static void the_quota_follows_the_weights(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(0, 1000);
  PlanInput input = input_of(items, TODAY + 10, 0);
  input.count = 100;
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  int by_area[AREAS] = {0};
  for (guint i = 0; i < sitting->len; i++) {
    assert_true(at(sitting, i)->quota);
    by_area[at(sitting, i)->area]++;
  }
  for (int a = 0; a < AREAS; a++) assert_in_range(by_area[a], WEIGHTS[a] - 1, WEIGHTS[a] + 1);
}

static void new_items_come_in_the_order_of_their_pack(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(0, 400);
  PlanInput input = input_of(items, TODAY + 10, 0);
  input.count = 40;
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  int64_t most = 0;
  for (guint i = 0; i < sitting->len; i++) most = MAX(most, at(sitting, i)->item);
  assert_in_range(most, 40, 80);
}

static void nothing_new_comes_in_the_last_two_days(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(100, 100);
  for (int days = 0; days <= 4; days++) {
    PlanInput input = input_of(items, TODAY + days, 60);
    g_autoptr(GArray) sitting = plan_sitting(&input, 0);
    assert_int_equal(count_new(sitting) > 0, days > PLAN_LAST_DAYS);
    assert_true(sitting->len > 0);
  }
}

static void after_the_exam_the_most_overdue_come_first(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(200, 0);
  PlanInput input = input_of(items, TODAY - 1, 10);
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  assert_int_equal(plan_policy(&input), PLAN_BY_DUE);
  double least = 1e9;
  for (guint i = 0; i < sitting->len; i++) {
    const PlanItem *item = &g_array_index(items, PlanItem, at(sitting, i)->item - 1);
    assert_true(item->due_day <= TODAY);
    least = fmin(least, (double)(TODAY - item->due_day) / item->interval);
  }
  int more_overdue = 0;
  for (guint i = 0; i < items->len; i++) {
    const PlanItem *item = &g_array_index(items, PlanItem, i);
    more_overdue += (double)(TODAY - item->due_day) / item->interval > least;
  }
  assert_in_range(more_overdue, 0, sitting->len);
}

static void what_is_chosen_is_worth_more_than_what_is_not(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(400, 0);
  PlanInput input = input_of(items, TODAY + 20, 20);
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  g_autoptr(GHashTable) chosen = g_hash_table_new(g_int64_hash, g_int64_equal);
  double least = 1;
  for (guint i = 0; i < sitting->len; i++) {
    least = fmin(least, at(sitting, i)->priority);
    g_hash_table_add(chosen, (gpointer)&at(sitting, i)->item);
  }
  for (guint i = 0; i < items->len; i++) {
    const PlanItem *item = &g_array_index(items, PlanItem, i);
    if (!g_hash_table_contains(chosen, &item->item))
      assert_true(plan_value(&input, item).priority <= least);
  }
}

static void the_spare_items_come_behind_and_are_others(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(100, 100);
  PlanInput input = input_of(items, TODAY + 20, 10);
  g_autoptr(GArray) bare = plan_sitting(&input, 0);
  g_autoptr(GArray) more = plan_sitting(&input, 40);
  assert_int_equal(more->len, bare->len + 40);
  for (guint i = 0; i < bare->len; i++) assert_int_equal(at(bare, i)->item, at(more, i)->item);
}

static void the_same_input_gives_the_same_sitting(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(300, 300);
  PlanInput input = input_of(items, TODAY + 20, 30);
  g_autoptr(GArray) a = plan_sitting(&input, 50);
  g_autoptr(GArray) b = plan_sitting(&input, 50);
  assert_int_equal(a->len, b->len);
  assert_memory_equal(a->data, b->data, a->len * sizeof(PlanChoice));
}

/* -- order ------------------------------------------------------------------------------------- */

static void neighbours_differ_in_area_and_siblings_stand_apart(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(0, 60);
  for (guint i = 0; i < items->len; i++) {
    PlanItem *item = &g_array_index(items, PlanItem, i);
    item->area = (uint8_t)(i / 20);
    item->sibling = 1 + i / 6;
  }
  PlanInput input = input_of(items, TODAY + 30, 0);
  static const double even[] = {1, 1, 1};
  input.weights = even;
  input.areas = 3;
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  int neighbours = 0, siblings = 0;
  for (guint i = 1; i < sitting->len; i++) {
    neighbours += at(sitting, i)->area == at(sitting, i - 1)->area;
    for (guint back = 1; back <= PLAN_SIBLING_GAP && back <= i; back++)
      siblings += (at(sitting, i)->item - 1) / 6 == (at(sitting, i - back)->item - 1) / 6;
  }
  assert_in_range(neighbours, 0, 2);
  /* Three areas of twenty: by chance about 28 pairs would stand within five places. */
  assert_in_range(siblings, 0, 25);
}

static void reviews_and_new_items_are_mixed(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(20, 20);
  PlanInput input = input_of(items, TODAY + 30, 0);
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  int fresh = 0;
  for (guint i = 0; i < 20; i++) fresh += at(sitting, i)->is_new;
  assert_in_range(fresh, 6, 14);
}

/* -- values ------------------------------------------------------------------------------------ */

static void asking_an_item_helps_the_exam_day(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(200, 0);
  PlanInput input = input_of(items, TODAY + 20, 20);
  for (guint i = 0; i < items->len; i++) {
    PlanChoice value = plan_value(&input, &g_array_index(items, PlanItem, i));
    assert_true(value.recall > 0 && value.recall <= 1);
    assert_true(value.exam_with >= value.exam_without - .02);
    assert_true(value.seconds >= 40 && value.seconds <= 60);
  }
}

static void a_heavier_area_is_worth_more(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(200, 0);
  PlanInput input = input_of(items, TODAY + 20, 20);
  PlanItem heavy = g_array_index(items, PlanItem, 0), light = heavy;
  light.area = 9;
  assert_true(plan_value(&input, &heavy).priority > 2 * plan_value(&input, &light).priority);
}

/* -- forecast ---------------------------------------------------------------------------------- */

static void more_minutes_never_forecast_less(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(100, 300);
  PlanInput input = input_of(items, TODAY + 30, 0);
  double known = 0, unseen = 1e9;
  for (int minutes = 5; minutes <= 60; minutes += 5) {
    PlanForecast forecast = plan_forecast(&input, minutes * 60);
    assert_true(forecast.known >= known - .01 && forecast.known <= 1);
    assert_true(forecast.unseen <= unseen);
    known = forecast.known;
    unseen = forecast.unseen;
  }
  assert_true(unseen < .5);
}

static void an_impossible_date_leaves_items_unseen(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(0, 400);
  PlanInput input = input_of(items, TODAY + 5, 0);
  PlanForecast forecast = plan_forecast(&input, 10 * 60);
  assert_int_equal(forecast.covered_day, -1);
  assert_int_equal(forecast.days, 5);
  assert_true(forecast.unseen > 300);
}

static void a_large_bank_is_forecast_from_a_sample(void **state) {
  (void)state;
  g_autoptr(GArray) items = bank(3000, 3000);
  PlanInput input = input_of(items, TODAY + 30, 0);
  PlanForecast forecast = plan_forecast(&input, 0);
  assert_true(forecast.unseen > 2600 && forecast.unseen < 3400);
  assert_true(forecast.known > 0 && forecast.known < 1);
}

static void odd_desks_give_sane_plans(void **state) {
  (void)state;
  g_autoptr(GArray) none = bank(0, 0);
  PlanInput empty = input_of(none, 0, 20);
  g_autoptr(GArray) nothing = plan_sitting(&empty, 10);
  assert_int_equal(nothing->len, 0);
  assert_true(plan_forecast(&empty, 1200).known == 0);
  g_autoptr(GArray) items = bank(50, 50);
  for (guint i = 0; i < 50; i++) g_array_index(items, PlanItem, i).last_day = TODAY + 5;
  PlanInput backwards = input_of(items, TODAY, 20);
  g_autoptr(GArray) sitting = plan_sitting(&backwards, 0);
  for (guint i = 0; i < sitting->len; i++) assert_true(isfinite(at(sitting, i)->priority));
  PlanInput far = input_of(items, TODAY + 36500, 20);
  far.today = TODAY + 36490;
  g_autoptr(GArray) old = plan_sitting(&far, 0);
  assert_true(old->len > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_limit_every_item_comes_once),
      cmocka_unit_test(the_minutes_are_filled_and_not_exceeded_by_more_than_an_answer),
      cmocka_unit_test(coverage_sees_all_items_by_three_fifths_of_the_way),
      cmocka_unit_test(the_quota_follows_the_weights),
      cmocka_unit_test(new_items_come_in_the_order_of_their_pack),
      cmocka_unit_test(nothing_new_comes_in_the_last_two_days),
      cmocka_unit_test(after_the_exam_the_most_overdue_come_first),
      cmocka_unit_test(what_is_chosen_is_worth_more_than_what_is_not),
      cmocka_unit_test(the_spare_items_come_behind_and_are_others),
      cmocka_unit_test(the_same_input_gives_the_same_sitting),
      cmocka_unit_test(neighbours_differ_in_area_and_siblings_stand_apart),
      cmocka_unit_test(reviews_and_new_items_are_mixed),
      cmocka_unit_test(asking_an_item_helps_the_exam_day),
      cmocka_unit_test(a_heavier_area_is_worth_more),
      cmocka_unit_test(more_minutes_never_forecast_less),
      cmocka_unit_test(an_impossible_date_leaves_items_unseen),
      cmocka_unit_test(a_large_bank_is_forecast_from_a_sample),
      cmocka_unit_test(odd_desks_give_sane_plans),
  };
  return UNIT_RUN(tests);
}
