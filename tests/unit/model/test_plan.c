/* The order of a sitting: overdue first, coverage by weight, neighbours and siblings apart. */
#include "../unit.h"
#include "model/plan.h"

#define AREAS 10
static const double WEIGHTS[AREAS] = {15, 15, 10, 12, 9, 9, 9, 7, 7, 7};

static int64_t row(const GArray *rows, guint i) {
  return g_array_index(rows, int64_t, i);
}

/* N items a kind; item id = area * 1000 + place (+ 100000 for new ones). */
static GArray *candidates(int due, int fresh) {
  GArray *items = g_array_new(FALSE, FALSE, sizeof(PlanItem));
  for (int i = 0; i < due; i++) {
    PlanItem item = {i % AREAS * 1000 + i / AREAS + 1, i % AREAS, 0, false, 100 - i};
    g_array_append_val(items, item);
  }
  for (int i = 0; i < fresh; i++) {
    PlanItem item = {100000 + i % AREAS * 1000 + i / AREAS, i % AREAS, 0, true, i / AREAS};
    g_array_append_val(items, item);
  }
  return items;
}

static GArray *planned(const GArray *items, int max_items, int max_new) {
  PlanInput input = {.items = (const PlanItem *)(void *)items->data,
                     .n = items->len,
                     .weights = WEIGHTS,
                     .areas = AREAS,
                     .max_items = max_items,
                     .max_new = max_new};
  return plan_sitting(&input);
}

static void shows_every_candidate_once(void **state) {
  (void)state;
  g_autoptr(GArray) items = candidates(50, 70);
  g_autoptr(GArray) rows = planned(items, 0, -1);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_int64_hash, g_int64_equal);
  assert_int_equal(rows->len, 120);
  for (guint i = 0; i < rows->len; i++)
    assert_true(g_hash_table_add(seen, &g_array_index(rows, int64_t, i)));
}

static void the_most_overdue_comes_first(void **state) {
  (void)state;
  g_autoptr(GArray) items = candidates(30, 0);
  g_autoptr(GArray) rows = planned(items, 5, 0);
  assert_int_equal(rows->len, 5);
  assert_int_equal(row(rows, 0), 1);
  assert_int_equal(row(rows, 1), 1001);
}

static void new_items_follow_the_weights(void **state) {
  (void)state;
  g_autoptr(GArray) items = candidates(0, 1000);
  g_autoptr(GArray) rows = planned(items, 100, -1);
  int by_area[AREAS] = {0};
  for (guint i = 0; i < rows->len; i++) by_area[(row(rows, i) - 100000) / 1000]++;
  for (int a = 0; a < AREAS; a++) assert_in_range(by_area[a], WEIGHTS[a] - 1, WEIGHTS[a] + 1);
}

static void an_area_already_ahead_waits(void **state) {
  (void)state;
  g_autoptr(GArray) items = candidates(0, 200);
  int seen[AREAS] = {50};
  PlanInput input = {.items = (const PlanItem *)(void *)items->data,
                     .n = items->len,
                     .weights = WEIGHTS,
                     .seen = seen,
                     .areas = AREAS,
                     .max_items = 30,
                     .max_new = -1};
  g_autoptr(GArray) rows = plan_sitting(&input);
  for (guint i = 0; i < rows->len; i++) assert_true((row(rows, i) - 100000) / 1000 != 0);
}

static void neighbours_differ_in_area_and_siblings_stand_apart(void **state) {
  (void)state;
  GArray *items = g_array_new(FALSE, FALSE, sizeof(PlanItem));
  for (int i = 0; i < 60; i++) {
    PlanItem item = {i + 1, i / 20, (uint32_t)(1 + i / 6), true, i};
    g_array_append_val(items, item);
  }
  static const double even[] = {1, 1, 1};
  PlanInput input = {.items = (const PlanItem *)(void *)items->data,
                     .n = items->len,
                     .weights = even,
                     .areas = 3,
                     .max_new = -1};
  g_autoptr(GArray) rows = plan_sitting(&input);
  int neighbours = 0, siblings = 0;
  for (guint i = 1; i < rows->len; i++) {
    neighbours += (row(rows, i) - 1) / 20 == (row(rows, i - 1) - 1) / 20;
    for (guint back = 1; back <= PLAN_SIBLING_GAP && back <= i; back++)
      siblings += (row(rows, i) - 1) / 6 == (row(rows, i - back) - 1) / 6;
  }
  assert_in_range(neighbours, 0, 2);
  /* Three areas of twenty: by chance about 28 pairs would stand within five places. */
  assert_in_range(siblings, 0, 25);
  g_array_unref(items);
}

static void reviews_and_new_items_are_mixed(void **state) {
  (void)state;
  g_autoptr(GArray) items = candidates(20, 20);
  g_autoptr(GArray) rows = planned(items, 0, -1);
  int fresh = 0;
  for (guint i = 0; i < 20; i++) fresh += row(rows, i) >= 100000;
  assert_in_range(fresh, 6, 14);
}

static void an_empty_desk_gives_an_empty_plan(void **state) {
  (void)state;
  PlanInput input = {.max_new = -1};
  g_autoptr(GArray) rows = plan_sitting(&input);
  assert_int_equal(rows->len, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(shows_every_candidate_once),
      cmocka_unit_test(the_most_overdue_comes_first),
      cmocka_unit_test(new_items_follow_the_weights),
      cmocka_unit_test(an_area_already_ahead_waits),
      cmocka_unit_test(neighbours_differ_in_area_and_siblings_stand_apart),
      cmocka_unit_test(reviews_and_new_items_are_mixed),
      cmocka_unit_test(an_empty_desk_gives_an_empty_plan),
  };
  return UNIT_RUN(tests);
}
