/* The memory model: published check values, bounds and the shape every sequence must keep. */
#include "../unit.h"
#include "model/fsrs.h"
#include <math.h>

static void retrievability_has_the_published_values(void **state) {
  (void)state;
  static const double rows[][3] = {
      {1, 2, .9403443}, {2, 3, .9253786}, {3, 4, .9185229}, {4, 4, .9}, {5, 2, .8261359}};
  for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
    UNIT_CLOSE(fsrs_retrievability(&FSRS_DEFAULTS, rows[i][0], rows[i][1]), rows[i][2], 5e-8);
}

/* Elapsed days that give R at stability S. */
static int days_for(double stability, double r) {
  return (int)lround(fsrs_interval(&FSRS_DEFAULTS, stability, r));
}

static void forgetting_has_the_published_value(void **state) {
  (void)state;
  assert_int_equal(days_for(5, .9), 5);
  FsrsState after = fsrs_next(&FSRS_DEFAULTS, (FsrsState){5, 1}, 5, RATING_AGAIN);
  UNIT_CLOSE(after.stability, 1.0525396, 5e-8);
}

static void the_interval_at_ninety_percent_is_the_stability(void **state) {
  (void)state;
  for (double s = .01; s < 30000; s *= 3)
    UNIT_CLOSE(fsrs_interval(&FSRS_DEFAULTS, s, .9) / s, 1, 1e-12);
}

static void the_first_answer_sets_stability_by_rating(void **state) {
  (void)state;
  for (int rating = RATING_AGAIN; rating <= RATING_EASY; rating++) {
    FsrsState first = fsrs_first(&FSRS_DEFAULTS, (Rating)rating);
    UNIT_CLOSE(first.stability, FSRS_DEFAULTS.w[rating - 1], 0);
    assert_true(first.difficulty >= 1 && first.difficulty <= 10);
  }
}

static void states_stay_in_bounds_and_better_answers_never_hurt(void **state) {
  (void)state;
  GRand *rand = g_rand_new_with_seed(11);
  for (int round = 0; round < 2000; round++) {
    FsrsParams params;
    for (int i = 0; i < FSRS_PARAMS; i++) {
      double low, high;
      fsrs_bounds(i, &low, &high);
      params.w[i] = low + (high - low) * g_rand_double(rand);
    }
    assert_true(fsrs_params_valid(&params));
    FsrsState s = fsrs_first(&params, (Rating)g_rand_int_range(rand, 1, 5));
    for (int step = 0; step < 20; step++) {
      int days = g_rand_boolean(rand) ? g_rand_int_range(rand, 0, 400) : 0;
      FsrsState good = fsrs_next(&params, s, days, RATING_GOOD);
      FsrsState again = fsrs_next(&params, s, days, RATING_AGAIN);
      FsrsState easy = fsrs_next(&params, s, days, RATING_EASY);
      assert_true(good.stability >= s.stability * (1 - 1e-12));
      assert_true(days == 0 || again.stability <= s.stability * (1 + 1e-12));
      assert_true(easy.stability >= good.stability * (1 - 1e-12));
      s = g_rand_boolean(rand) ? good : again;
      assert_true(isfinite(s.stability) && s.stability >= FSRS_S_MIN && s.stability <= FSRS_S_MAX);
      assert_true(s.difficulty >= 1 && s.difficulty <= 10);
    }
  }
  g_rand_free(rand);
}

static void fuzz_stays_in_its_band_and_reaches_both_ends(void **state) {
  (void)state;
  assert_int_equal(fsrs_fuzz(1, .99), 1);
  assert_int_equal(fsrs_fuzz(2.4, .99), 2);
  assert_int_equal(fsrs_fuzz(0, .5), 1);
  /* 10 days: 1 + .15 * 4.5 + .10 * 3 = 1.975, so 8 to 12 */
  assert_int_equal(fsrs_fuzz(10, 0), 8);
  assert_int_equal(fsrs_fuzz(10, .999999), 12);
  for (double unit = 0; unit < 1; unit += .01) assert_in_range(fsrs_fuzz(10, unit), 8, 12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(retrievability_has_the_published_values),
      cmocka_unit_test(forgetting_has_the_published_value),
      cmocka_unit_test(the_interval_at_ninety_percent_is_the_stability),
      cmocka_unit_test(the_first_answer_sets_stability_by_rating),
      cmocka_unit_test(states_stay_in_bounds_and_better_answers_never_hurt),
      cmocka_unit_test(fuzz_stays_in_its_band_and_reaches_both_ends),
  };
  return UNIT_RUN(tests);
}
