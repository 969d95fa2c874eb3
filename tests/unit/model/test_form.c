/* Forms: exact counts, no repeats, sets whole, relatives apart, sealed and unseen first. */
#include "../unit.h"
#include "model/form.h"
#include <string.h>

#define AREAS 10
#define POOL  1000
static const double WEIGHTS[AREAS] = {15, 15, 10, 12, 9, 9, 9, 7, 7, 7};

static void fill(FormItem *pool) {
  for (int i = 0; i < POOL; i++)
    pool[i] = (FormItem){.item = 1000 + i,
                         .area = i % AREAS,
                         .hardness = i / AREAS % 4 == 0   ? 0
                                     : i / AREAS % 4 == 3 ? 2
                                                          : 1,
                         .set = i / AREAS % 20 < 3 ? 1 + i / (AREAS * 20) * AREAS + i % AREAS : 0,
                         .family = i / AREAS % 10 == 9 ? 1 + i % 7 : 0,
                         .sealed = i / AREAS < 40,
                         .seen = i / AREAS % 5 == 4};
}

static const FormItem *at(const FormItem *pool, const Form *form, guint i) {
  return &pool[g_array_index(form->items, int, i)];
}

static void counts_follow_the_largest_remainders(void **state) {
  (void)state;
  int counts[AREAS];
  form_counts(WEIGHTS, AREAS, 100, counts);
  for (int a = 0; a < AREAS; a++) assert_int_equal(counts[a], WEIGHTS[a]);
  form_counts(WEIGHTS, AREAS, 20, counts); /* 3 3 2 2.4 1.8 1.8 1.8 1.4 1.4 1.4 */
  static const int twenty[AREAS] = {3, 3, 2, 3, 2, 2, 2, 1, 1, 1};
  assert_memory_equal(counts, twenty, sizeof twenty);
  for (int n = 0; n <= 300; n++) {
    int sum = 0;
    form_counts(WEIGHTS, AREAS, n, counts);
    for (int a = 0; a < AREAS; a++) {
      assert_true(fabs(counts[a] - n * WEIGHTS[a] / 100) < 1);
      sum += counts[a];
    }
    assert_int_equal(sum, n);
  }
}

/* Everything that must hold for FORM of N out of POOL. */
static void check(const FormItem *pool, const Form *form, const int *counts, int n) {
  int per_area[AREAS] = {0};
  bool used[POOL] = {false};
  GHashTable *families = g_hash_table_new(g_direct_hash, g_direct_equal);
  assert_int_equal(form->short_area, -1);
  assert_int_equal(form->items->len, n);
  for (guint i = 0; i < form->items->len; i++) {
    int index = g_array_index(form->items, int, i);
    const FormItem *item = &pool[index];
    assert_false(used[index]);
    used[index] = true;
    per_area[item->area]++;
    if (item->family != 0)
      assert_true(g_hash_table_add(families, GINT_TO_POINTER((int)item->family)));
    if (item->set != 0 && i > 0 && at(pool, form, i - 1)->set == item->set)
      assert_true(at(pool, form, i - 1)->item < item->item);
  }
  for (int a = 0; a < AREAS; a++) assert_int_equal(per_area[a], counts[a]);
  for (int i = 0; i < POOL; i++)
    for (int k = i + 1; k < POOL && pool[i].set != 0 && k < i + 3 * AREAS; k++)
      if (pool[k].set == pool[i].set && pool[k].area == pool[i].area)
        assert_int_equal(used[i], used[k]);
  g_hash_table_unref(families);
}

static void ten_thousand_seeds_keep_every_rule(void **state) {
  (void)state;
  static FormItem pool[POOL];
  fill(pool);
  static const int sizes[] = {100, 50, 20};
  for (int seed = 0; seed < 10000; seed++) {
    int counts[AREAS], n = sizes[seed % 3];
    form_counts(WEIGHTS, AREAS, n, counts);
    g_autoptr(Form) form = form_draw(pool, POOL, counts, AREAS, (uint64_t)seed);
    check(pool, form, counts, n);
    for (guint i = 0; i < form->items->len; i++) {
      assert_true(at(pool, form, i)->sealed); /* there are enough */
      assert_false(at(pool, form, i)->seen);
    }
    assert_int_equal(form->seen, 0);
  }
}

static void the_seed_decides_and_the_order_of_the_pool_does_not(void **state) {
  (void)state;
  static FormItem pool[POOL], turned[POOL];
  int counts[AREAS];
  fill(pool);
  for (int i = 0; i < POOL; i++) turned[i] = pool[POOL - 1 - i];
  form_counts(WEIGHTS, AREAS, 100, counts);
  g_autoptr(Form) one = form_draw(pool, POOL, counts, AREAS, 7);
  g_autoptr(Form) same = form_draw(turned, POOL, counts, AREAS, 7);
  g_autoptr(Form) other = form_draw(pool, POOL, counts, AREAS, 8);
  int shared = 0;
  for (guint i = 0; i < 100; i++) {
    assert_int_equal(at(pool, one, i)->item, at(turned, same, i)->item);
    for (guint k = 0; k < 100; k++) shared += at(pool, one, i)->item == at(pool, other, k)->item;
  }
  assert_true(shared < 60);
}

static void difficulties_stand_as_in_the_pool(void **state) {
  (void)state;
  static FormItem pool[POOL];
  int counts[AREAS], hardness[3] = {0};
  fill(pool);
  for (int i = 0; i < POOL; i++) pool[i].set = pool[i].family = 0, pool[i].seen = false;
  form_counts(WEIGHTS, AREAS, 100, counts);
  g_autoptr(Form) form = form_draw(pool, POOL, counts, AREAS, 3);
  for (guint i = 0; i < 100; i++) hardness[at(pool, form, i)->hardness]++;
  assert_in_range(hardness[0], 20, 30);
  assert_in_range(hardness[1], 45, 55);
  assert_in_range(hardness[2], 20, 30);
}

/* The reserve first, then what is unseen, and what was seen last of all. */
static void what_was_seen_comes_last(void **state) {
  (void)state;
  FormItem pool[30];
  for (int i = 0; i < 30; i++)
    pool[i] = (FormItem){.item = i + 1, .sealed = i < 10, .seen = i >= 20, .hardness = i % 3};
  const int counts[1] = {25};
  g_autoptr(Form) form = form_draw(pool, 30, counts, 1, 1);
  int sealed = 0, seen = 0;
  for (guint i = 0; i < form->items->len; i++) {
    sealed += at(pool, form, i)->sealed;
    seen += at(pool, form, i)->seen;
  }
  assert_int_equal(sealed, 10);
  assert_int_equal(seen, 5);
  assert_int_equal(form->seen, 5);
}

static void a_pool_that_is_too_small_says_where_and_by_how_much(void **state) {
  (void)state;
  FormItem pool[6] = {{.item = 1, .area = 0}, {.item = 2, .area = 0}, {.item = 3, .area = 1},
                      {.item = 4, .area = 2}, {.item = 5, .area = 7}, {.item = 6, .area = -1}};
  const int counts[3] = {2, 3, 1};
  g_autoptr(Form) form = form_draw(pool, 6, counts, 3, 1);
  assert_int_equal(form->short_area, 1);
  assert_int_equal(form->short_by, 2);
  assert_int_equal(form->items->len, 0);
  g_autoptr(Form) empty = form_draw(NULL, 0, counts, 3, 1);
  assert_int_equal(empty->short_area, 0);
}

static void clean_forms_are_counted_by_the_scarcest_area(void **state) {
  (void)state;
  static FormItem pool[POOL];
  int counts[AREAS];
  fill(pool); /* 40 sealed items an area, 8 of them seen */
  form_counts(WEIGHTS, AREAS, 100, counts);
  assert_int_equal(form_clean_left(pool, POOL, counts, AREAS), 2);
  form_counts(WEIGHTS, AREAS, 20, counts);
  assert_int_equal(form_clean_left(pool, POOL, counts, AREAS), 10);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(counts_follow_the_largest_remainders),
      cmocka_unit_test(ten_thousand_seeds_keep_every_rule),
      cmocka_unit_test(the_seed_decides_and_the_order_of_the_pool_does_not),
      cmocka_unit_test(difficulties_stand_as_in_the_pool),
      cmocka_unit_test(what_was_seen_comes_last),
      cmocka_unit_test(a_pool_that_is_too_small_says_where_and_by_how_much),
      cmocka_unit_test(clean_forms_are_counted_by_the_scarcest_area),
  };
  return UNIT_RUN(tests);
}
