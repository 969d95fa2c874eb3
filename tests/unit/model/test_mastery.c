/* Mastery and readiness: what must hold for any answers, and what odd logs come to. */
#include "../unit.h"
#include "model/mastery.h"
#include "model/normal.h"
#include "model/readiness.h"
#include <string.h>

#define AREAS  10
#define TARGET .75

static MasteryAnswer fresh(int area, double credit, int day) {
  return (MasteryAnswer){
      .area = area, .spread = .5, .guess = .25, .fresh = true, .credit = credit, .day = day};
}

static MasteryAnswer any_answer(GRand *rand, int day) {
  MasteryAnswer answer =
      fresh(g_rand_int_range(rand, 0, AREAS), g_rand_int_range(rand, 0, 5) / 4.0, day);
  answer.difficulty = .8 * g_rand_int_range(rand, -1, 2);
  answer.guess = g_rand_double_range(rand, 0, .5);
  answer.fresh = g_rand_boolean(rand);
  answer.recall = answer.fresh ? 0 : g_rand_double(rand);
  return answer;
}

static double mean_of(const Mastery *mastery, int area) {
  double mean[AREAS];
  mastery_mixture(mastery, mastery->day, mean, NULL);
  return mean[area];
}

static void nobody_is_judged_before_eight_fresh_answers_on_two_days(void **state) {
  (void)state;
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  for (int i = 0; i < 7; i++) {
    MasteryAnswer answer = fresh(2, 1, 1 + i);
    mastery_answer(mastery, &answer, TARGET);
    assert_int_equal(mastery_view(mastery, 2, 8, TARGET).status, MASTERY_UNKNOWN);
  }
  g_autoptr(Mastery) one_day = mastery_new(AREAS);
  for (int i = 0; i < 60; i++) {
    MasteryAnswer answer = fresh(2, 1, 5);
    mastery_answer(one_day, &answer, TARGET);
  }
  assert_int_equal(mastery_view(one_day, 2, 5, TARGET).status, MASTERY_OPEN);
  MasteryAnswer answer = fresh(2, 1, 6);
  mastery_answer(one_day, &answer, TARGET);
  assert_int_equal(mastery_view(one_day, 2, 6, TARGET).status, MASTERY_MASTERED);
  assert_int_equal(one_day->counts[2].mastered_day, 6);
}

static void mastery_that_slips_is_lost_with_its_day(void **state) {
  (void)state;
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  for (int i = 0; i < 40; i++) {
    MasteryAnswer answer = fresh(0, 1, 1 + i / 10);
    mastery_answer(mastery, &answer, TARGET);
  }
  assert_int_equal(mastery_view(mastery, 0, 4, TARGET).status, MASTERY_MASTERED);
  for (int i = 0; i < 40; i++) {
    MasteryAnswer answer = fresh(0, 0, 9);
    mastery_answer(mastery, &answer, TARGET);
  }
  assert_int_equal(mastery_view(mastery, 0, 9, TARGET).status, MASTERY_LOST);
  assert_int_equal(mastery->counts[0].lost_day, 9);
}

static void a_right_answer_never_lowers_its_area(void **state) {
  (void)state;
  GRand *rand = normal_rand(3);
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  for (int i = 0; i < 3000; i++) {
    MasteryAnswer answer = any_answer(rand, 1 + i / 50);
    double before = mean_of(mastery, answer.area);
    if (i % 3 == 0) answer.credit = 1;
    mastery_answer(mastery, &answer, TARGET);
    if (answer.credit >= 1) assert_true(mean_of(mastery, answer.area) >= before - 1e-12);
  }
  g_rand_free(rand);
}

/* An item that is surely remembered (the memory term at 1) says nothing about ability. */
static void a_remembered_item_is_no_evidence(void **state) {
  (void)state;
  g_autoptr(Mastery) right = mastery_new(AREAS), wrong = mastery_new(AREAS);
  MasteryAnswer answer = fresh(1, 1, 1);
  answer.fresh = false;
  answer.recall = 1 / MASTERY_MEMORY;
  mastery_answer(right, &answer, TARGET);
  answer.credit = 0;
  mastery_answer(wrong, &answer, TARGET);
  for (int rate = 0; rate < MASTERY_RATES; rate++)
    for (int i = 0; i < AREAS; i++)
      assert_true(right->mean[rate * AREAS + i] == wrong->mean[rate * AREAS + i]);
}

static void repeats_move_less_than_fresh_answers(void **state) {
  (void)state;
  g_autoptr(Mastery) seen = mastery_new(AREAS), unseen = mastery_new(AREAS);
  MasteryAnswer answer = fresh(1, 1, 1);
  mastery_answer(unseen, &answer, TARGET);
  answer.recall = .95;
  answer.fresh = false;
  mastery_answer(seen, &answer, TARGET);
  assert_true(mean_of(seen, 1) - .2 < (mean_of(unseen, 1) - .2) / 2);
}

static void uncertainty_stays_positive_definite(void **state) {
  (void)state;
  GRand *rand = normal_rand(11);
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  double p[AREAS * AREAS], l[AREAS * AREAS];
  for (int i = 0; i < 20000; i++) {
    MasteryAnswer answer = any_answer(rand, 1 + i / 400);
    mastery_answer(mastery, &answer, TARGET);
    if (i % 500 != 0) continue;
    mastery_mixture(mastery, mastery->day, NULL, p);
    normal_factor(p, AREAS, l);
    for (int k = 0; k < AREAS; k++) {
      assert_true(l[k * AREAS + k] > 0);
      for (int j = 0; j < k; j++) assert_true(p[k * AREAS + j] == p[j * AREAS + k]);
    }
  }
  g_rand_free(rand);
}

static void what_is_stored_goes_on_to_the_bit(void **state) {
  (void)state;
  GRand *rand = normal_rand(5);
  g_autoptr(Mastery) all = mastery_new(AREAS);
  Mastery *stored = mastery_new(AREAS);
  for (int i = 0; i < 500; i++) {
    MasteryAnswer answer = any_answer(rand, 1 + i / 20);
    mastery_answer(all, &answer, TARGET);
    mastery_answer(stored, &answer, TARGET);
    g_autoptr(GBytes) image = mastery_write(stored);
    mastery_free(stored);
    stored = mastery_read(g_bytes_get_data(image, NULL), g_bytes_get_size(image));
    assert_non_null(stored);
  }
  g_autoptr(GBytes) a = mastery_write(all);
  g_autoptr(GBytes) b = mastery_write(stored);
  assert_true(g_bytes_equal(a, b));
  mastery_free(stored);
  g_rand_free(rand);
}

static void a_damaged_image_is_refused(void **state) {
  (void)state;
  g_autoptr(Mastery) mastery = mastery_new(3);
  g_autoptr(GBytes) image = mastery_write(mastery);
  gsize size = 0;
  const uint8_t *bytes = g_bytes_get_data(image, &size);
  assert_null(mastery_read(bytes, size - 1));
  assert_null(mastery_read("", 0));
  for (gsize i = 0; i < 8; i++) {
    g_autofree uint8_t *broken = g_memdup2(bytes, size);
    broken[i] ^= 0x55;
    assert_null(mastery_read(broken, size));
  }
  g_autofree uint8_t *infinite = g_memdup2(bytes, size);
  memset(infinite + 20, 0xff, 8);
  assert_null(mastery_read(infinite, size));
}

static void more_areas_than_it_holds_are_left_out(void **state) {
  (void)state;
  g_autoptr(Mastery) mastery = mastery_new(MASTERY_AREAS_MAX + 20);
  assert_int_equal(mastery->areas, MASTERY_AREAS_MAX);
  MasteryAnswer inside = fresh(MASTERY_AREAS_MAX - 1, 1, 1);
  MasteryAnswer outside = fresh(MASTERY_AREAS_MAX, 1, 1);
  mastery_answer(mastery, &inside, TARGET);
  mastery_answer(mastery, &outside, TARGET);
  assert_int_equal(mastery->answers, 1);
  g_autoptr(Mastery) none = mastery_new(0);
  assert_int_equal(none->areas, 1);
}

static void odd_logs_stay_finite(void **state) {
  (void)state;
  static const struct {
    int answers, same_area, per_day;
    double credit, recall;
  } logs[] = {{1, 0, 1, 1, 0},       {5000, 0, 20, 1, 0},     {5000, 0, 20, 0, 0},
              {5000, 1, 20, 0, .99}, {10000, 0, 10000, 1, 0}, {3000, 0, 20, .5, .9}};
  for (size_t i = 0; i < G_N_ELEMENTS(logs); i++) {
    g_autoptr(Mastery) mastery = mastery_new(AREAS);
    for (int n = 0; n < logs[i].answers; n++) {
      MasteryAnswer answer =
          fresh(logs[i].same_area ? 0 : n % AREAS, logs[i].credit, 1 + n / logs[i].per_day);
      answer.recall = logs[i].recall;
      mastery_answer(mastery, &answer, TARGET);
    }
    MasteryAnswer backwards = fresh(0, 1, -400), later = fresh(0, 1, mastery->day + 3650);
    mastery_answer(mastery, &backwards, TARGET);
    mastery_answer(mastery, &later, TARGET);
    double weights[AREAS] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    ReadinessPart part = {100, TARGET, .25, weights};
    Readiness r = readiness_compute(mastery, &part, 1, mastery->day, 1);
    assert_true(r.chance >= 0 && r.chance <= 1 && r.low <= r.high);
    assert_true(isfinite(r.score) && r.score_low <= r.score_high);
    for (int k = 0; k < AREAS; k++) {
      MasteryView view = mastery_view(mastery, k, mastery->day, TARGET);
      assert_true(isfinite(view.mean) && isfinite(view.sd) && view.chance >= 0 && view.chance <= 1);
      assert_true(view.low <= view.score && view.score <= view.high);
    }
  }
}

/* -- readiness --------------------------------------------------------------------------------- */

static Readiness ready_after(double share, int answers) {
  g_autoptr(Mastery) mastery = mastery_new(AREAS);
  static const double weights[AREAS] = {15, 15, 10, 12, 9, 9, 9, 7, 7, 7};
  for (int i = 0; i < answers; i++) {
    MasteryAnswer answer = fresh(i % AREAS, (i * 37 % 100) < share * 100, 1 + i / 20);
    mastery_answer(mastery, &answer, TARGET);
  }
  ReadinessPart part = {100, TARGET, .25, weights};
  return readiness_compute(mastery, &part, 1, mastery->day, 9);
}

static void readiness_waits_for_evidence(void **state) {
  (void)state;
  assert_false(ready_after(.9, READINESS_EVIDENCE - 1).enough);
  assert_true(ready_after(.9, READINESS_EVIDENCE).enough);
}

static void readiness_rises_with_what_is_right(void **state) {
  (void)state;
  double last = -1;
  for (int share = 4; share <= 10; share++) {
    Readiness r = ready_after(share / 10.0, 200);
    assert_true(r.chance >= last);
    last = r.chance;
  }
  assert_true(last > .99);
}

static void the_same_seed_gives_the_same_readiness(void **state) {
  (void)state;
  Readiness a = ready_after(.8, 150), b = ready_after(.8, 150);
  assert_true(memcmp(&a, &b, sizeof a) == 0);
}

static void all_parts_must_be_reached(void **state) {
  (void)state;
  g_autoptr(Mastery) mastery = mastery_new(2);
  for (int i = 0; i < 80; i++) {
    MasteryAnswer answer = fresh(i % 2, i % 10 < 8, 1 + i / 20);
    mastery_answer(mastery, &answer, TARGET);
  }
  static const double weights[2] = {1, 1};
  ReadinessPart parts[2] = {{100, TARGET, .25, weights}, {3, .6, 0, weights}};
  Readiness one = readiness_compute(mastery, parts, 1, mastery->day, 2);
  Readiness both = readiness_compute(mastery, parts, 2, mastery->day, 2);
  assert_true(both.chance < one.chance && both.chance > 0);
}

static void the_normal_law_is_as_tables_have_it(void **state) {
  (void)state;
  UNIT_CLOSE(normal_cdf(0), .5, 1e-15);
  UNIT_CLOSE(normal_cdf(1.959963984540054), .975, 1e-12);
  UNIT_CLOSE(normal_cdf(-8), 6.220960574271785e-16, 1e-24);
  UNIT_CLOSE(logistic(logit(.3)), .3, 1e-15);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(nobody_is_judged_before_eight_fresh_answers_on_two_days),
      cmocka_unit_test(mastery_that_slips_is_lost_with_its_day),
      cmocka_unit_test(a_right_answer_never_lowers_its_area),
      cmocka_unit_test(a_remembered_item_is_no_evidence),
      cmocka_unit_test(repeats_move_less_than_fresh_answers),
      cmocka_unit_test(uncertainty_stays_positive_definite),
      cmocka_unit_test(what_is_stored_goes_on_to_the_bit),
      cmocka_unit_test(a_damaged_image_is_refused),
      cmocka_unit_test(more_areas_than_it_holds_are_left_out),
      cmocka_unit_test(odd_logs_stay_finite),
      cmocka_unit_test(readiness_waits_for_evidence),
      cmocka_unit_test(readiness_rises_with_what_is_right),
      cmocka_unit_test(the_same_seed_gives_the_same_readiness),
      cmocka_unit_test(all_parts_must_be_reached),
      cmocka_unit_test(the_normal_law_is_as_tables_have_it),
  };
  return UNIT_RUN(tests);
}
