/* Fitting: gradients against finite differences, known parameters found again, odd logs. */
#include "../unit.h"
#include "model/fsrs_fit.h"
#include "model/normal.h"
#include <string.h>

static const FsrsParams TRUTH = {{0.4, 1.9,  3.6, 11,  6.6, 0.75, 2.7, 0.02, 1.7,  0.14, 0.85,
                                  1.6, 0.07, 0.3, 1.5, 0.5, 2.1,  0.5, 0.1,  0.08, 0.2}};

/* CARDS learners' cards of up to N reviews each, answered as TRUTH says. */
static GArray *made_up(const FsrsParams *truth, int cards, int n, uint64_t seed) {
  GArray *reviews = g_array_new(FALSE, FALSE, sizeof(FsrsReview));
  GRand *rand = normal_rand(seed);
  for (int review = 0; review < n; review++)
    for (int card = 0; card < cards; card++) {
      FsrsReview r = {card + 1, 0, 0};
      g_array_append_val(reviews, r);
    }
  for (int card = 0; card < cards; card++) {
    FsrsState memory = {0};
    int day = g_rand_int_range(rand, 0, 30);
    for (int review = 0; review < n; review++) {
      FsrsReview *r = &g_array_index(reviews, FsrsReview, review * cards + card);
      bool same_day = review == 0 || g_rand_int_range(rand, 0, 4) == 0;
      double days = memory.stability * g_rand_double_range(rand, .4, 2);
      int wait = same_day ? 0 : (int)fmin(fmax(1, days), 400);
      double recall = review == 0 ? .6 : fsrs_retrievability(truth, wait, memory.stability);
      bool right = g_rand_double(rand) < recall;
      r->rating = right ? (uint8_t)(2 + g_rand_int_range(rand, 0, 3)) : 1;
      day += wait;
      r->day = day;
      memory = review == 0 ? fsrs_first(truth, (Rating)r->rating)
                           : fsrs_next(truth, memory, wait, (Rating)r->rating);
    }
  }
  g_rand_free(rand);
  return reviews;
}

static FsrsLog *log_of(const GArray *reviews) {
  return fsrs_log_new((const FsrsReview *)(void *)reviews->data, reviews->len);
}

static FsrsFit fit_of(const FsrsLog *log, uint64_t seed) {
  FsrsFitOptions options = {.epochs = 5, .seed = seed};
  return fsrs_fit(log, &FSRS_DEFAULTS, &options);
}

/* -- the log ----------------------------------------------------------------------------------- */

static void cards_come_together_and_predictions_keep_their_time(void **state) {
  (void)state;
  const FsrsReview reviews[] = {{7, 1, 3}, {9, 1, 1}, {7, 1, 3}, {9, 4, 2}, {7, 3, 4}, {7, 2, 3}};
  g_autoptr(FsrsLog) log = fsrs_log_new(reviews, G_N_ELEMENTS(reviews));
  static const int32_t delta[] = {0, 0, 2, 0, 0, 3};
  static const uint8_t rating[] = {3, 3, 4, 3, 1, 2};
  assert_int_equal(log->cards, 2);
  assert_int_equal(log->predictions, 2);
  assert_memory_equal(log->delta, delta, sizeof delta);
  assert_memory_equal(log->rating, rating, sizeof rating);
  assert_int_equal(log->order[5], 0);
  assert_int_equal(log->order[2], 1);
}

static void rare_first_intervals_are_left_out_of_training(void **state) {
  (void)state;
  GArray *reviews = g_array_new(FALSE, FALSE, sizeof(FsrsReview));
  for (int card = 0; card < 200; card++) {
    int days = card < 150 ? 3 : card < 195 ? 5 : 77;
    FsrsReview first = {card, 0, 3}, second = {card, days, 3};
    g_array_append_val(reviews, first);
    g_array_append_val(reviews, second);
  }
  g_autoptr(FsrsLog) log = log_of(reviews);
  g_autoptr(FsrsLog) train = fsrs_log_train(log);
  assert_int_equal(log->predictions, 200);
  assert_int_equal(train->predictions, 195);
  for (size_t i = 0; i < train->reviews; i++) assert_int_not_equal(train->delta[i], 77);
  g_array_unref(reviews);
}

/* -- gradients --------------------------------------------------------------------------------- */

static double loss_at(const FsrsParams *params, const FsrsLog *log, size_t card,
                      const double *weight, double gradient[FSRS_PARAMS]) {
  uint32_t start = log->start[card];
  memset(gradient, 0, FSRS_PARAMS * sizeof *gradient);
  return fsrs_gradient(params, log->delta + start, log->rating + start, weight,
                       log->start[card + 1] - start, gradient);
}

/* Where a difference straddles a clamp or a floor the slope jumps; such cases are told by the two
 * one-sided differences and left out. */
static void gradients_equal_finite_differences(void **state) {
  (void)state;
  GArray *reviews = made_up(&TRUTH, 60, 12, 1);
  g_autoptr(FsrsLog) log = log_of(reviews);
  double weight[12], gradient[FSRS_PARAMS], none[FSRS_PARAMS];
  for (int i = 0; i < 12; i++) weight[i] = .25 + .05 * i;
  int compared = 0;
  for (size_t card = 0; card < log->cards; card++) {
    double at = loss_at(&TRUTH, log, card, weight, gradient), scale = 0;
    for (int k = 0; k < FSRS_PARAMS; k++) scale = fmax(scale, fabs(gradient[k]));
    for (int k = 0; k < FSRS_PARAMS; k++) {
      FsrsParams up = TRUTH, down = TRUTH;
      double h = 1e-6 * fmax(fabs(TRUTH.w[k]), .1);
      up.w[k] += h;
      down.w[k] -= h;
      double above = (loss_at(&up, log, card, weight, none) - at) / h;
      double below = (at - loss_at(&down, log, card, weight, none)) / h;
      if (fabs(above - below) > 1e-3 * fmax(scale, fabs(above))) continue;
      double slope = (above + below) / 2;
      if (fabs(slope - gradient[k]) > 1e-4 * fmax(fabs(slope), .01 * scale))
        fail_msg("card %zu, w%d: %g by differences, %g by back-propagation", card, k, slope,
                 gradient[k]);
      compared++;
    }
  }
  assert_true(compared > 60 * FSRS_PARAMS * 9 / 10);
  g_array_unref(reviews);
}

/* -- fitting ----------------------------------------------------------------------------------- */

static void fitted_parameters_predict_as_well_as_the_true_ones(void **state) {
  (void)state;
  GArray *reviews = made_up(&TRUTH, 1500, 10, 2), *others = made_up(&TRUTH, 1500, 10, 3);
  g_autoptr(FsrsLog) log = log_of(reviews);
  g_autoptr(FsrsLog) aside = log_of(others);
  FsrsFit fit = fit_of(log, 0);
  assert_int_equal(fit.kind, FSRS_FIT_FULL);
  assert_true(fit.better && fsrs_params_valid(&fit.params));
  double truth = fsrs_measure(&TRUTH, aside).log_loss;
  double fitted = fsrs_measure(&fit.params, aside).log_loss;
  double standard = fsrs_measure(&FSRS_DEFAULTS, aside).log_loss;
  assert_true(fitted < standard);
  assert_true(fitted - truth < (standard - truth) / 3);
  g_array_unref(reviews);
  g_array_unref(others);
}

static void the_same_seed_gives_the_same_parameters(void **state) {
  (void)state;
  GArray *reviews = made_up(&TRUTH, 200, 8, 4);
  g_autoptr(FsrsLog) log = log_of(reviews);
  FsrsFit a = fit_of(log, 5), b = fit_of(log, 5);
  assert_memory_equal(&a.params, &b.params, sizeof a.params);
  g_array_unref(reviews);
}

static void better_parameters_in_use_are_kept(void **state) {
  (void)state;
  GArray *reviews = made_up(&TRUTH, 100, 6, 6);
  g_autoptr(FsrsLog) log = log_of(reviews);
  FsrsFitOptions options = {.epochs = 5};
  FsrsParams best = fsrs_fit(log, &FSRS_DEFAULTS, &options).params;
  options.epochs = 1;
  FsrsFit again = fsrs_fit(log, &best, &options);
  if (!again.better) assert_memory_equal(&again.params, &best, sizeof best);
  assert_true(again.fitted.log_loss <= again.start.log_loss);
  g_array_unref(reviews);
}

static void few_reviews_fit_little_or_nothing(void **state) {
  (void)state;
  GArray *few = made_up(&TRUTH, 2, 2, 7);
  g_autoptr(FsrsLog) log = log_of(few);
  FsrsFit fit = fit_of(log, 0);
  assert_int_equal(fit.kind, FSRS_FIT_TOO_FEW);
  assert_memory_equal(&fit.params, &FSRS_DEFAULTS, sizeof fit.params);
  g_array_unref(few);
  GArray *some = g_array_new(FALSE, FALSE, sizeof(FsrsReview));
  for (int i = 0; i < 120; i++) {
    FsrsReview review = {i % 60, i / 60 * 4, (uint8_t)(i < 60 ? 3 : i % 3 ? 3 : 1)};
    g_array_append_val(some, review);
  }
  g_autoptr(FsrsLog) sixty = log_of(some);
  FsrsFit initial = fit_of(sixty, 0);
  assert_int_equal(initial.kind, FSRS_FIT_INITIAL);
  assert_memory_equal(initial.params.w + 4, FSRS_DEFAULTS.w + 4, 17 * sizeof(double));
  g_array_unref(some);
}

static void odd_logs_give_finite_parameters(void **state) {
  (void)state;
  for (int kind = 0; kind < 5; kind++) {
    GArray *reviews = g_array_new(FALSE, FALSE, sizeof(FsrsReview));
    for (int i = 0; i < 3000; i++) {
      FsrsReview r = {i % 100, i / 100 * 3, 3};
      if (kind == 1) r.rating = 1;
      if (kind == 2) r.card = 1, r.day = i;
      if (kind == 3) r.day = 3000 - i;
      if (kind == 4) r.day = i / 100 * 3650;
      g_array_append_val(reviews, r);
    }
    g_autoptr(FsrsLog) log = log_of(reviews);
    FsrsFit fit = fit_of(log, 0);
    assert_true(fsrs_params_valid(&fit.params));
    assert_true(isfinite(fit.fitted.log_loss) && isfinite(fit.fitted.rmse_bins));
    assert_true(fit.fitted.log_loss <= fit.start.log_loss);
    g_array_unref(reviews);
  }
  g_autoptr(FsrsLog) empty = fsrs_log_new(NULL, 0);
  assert_int_equal(fit_of(empty, 0).kind, FSRS_FIT_TOO_FEW);
}

static bool stop_at_once(double done, void *user) {
  (void)done;
  ++*(int *)user;
  return false;
}

static void it_stops_when_told_and_leaves_the_parameters(void **state) {
  (void)state;
  GArray *reviews = made_up(&TRUTH, 300, 8, 8);
  g_autoptr(FsrsLog) log = log_of(reviews);
  int calls = 0;
  FsrsFitOptions options = {.going_on = stop_at_once, .user = &calls};
  FsrsFit fit = fsrs_fit(log, &TRUTH, &options);
  assert_int_equal(fit.kind, FSRS_FIT_STOPPED);
  assert_int_equal(calls, 1);
  assert_memory_equal(&fit.params, &TRUTH, sizeof TRUTH);
  g_array_unref(reviews);
}

/* -- initial stabilities ----------------------------------------------------------------------- */

static void missing_first_ratings_are_filled_in_between(void **state) {
  (void)state;
  for (unsigned given = 1; given < 16; given++) {
    GArray *reviews = g_array_new(FALSE, FALSE, sizeof(FsrsReview));
    for (int i = 0; i < 400; i++) {
      int rating = 1 + i % 4;
      FsrsReview r = {i, i >= 400 ? 0 : 0, (uint8_t)rating};
      if (given & 1u << (rating - 1)) g_array_append_val(reviews, r);
    }
    guint firsts = reviews->len;
    for (guint i = 0; i < firsts; i++) {
      FsrsReview r = g_array_index(reviews, FsrsReview, i);
      int rating = r.rating;
      r.day = 2 + rating;
      r.rating = (uint8_t)(r.card % 10 < 5 + rating ? 3 : 1);
      g_array_append_val(reviews, r);
    }
    g_autoptr(FsrsLog) log = log_of(reviews);
    double w[4] = {0}, recall = 0;
    uint32_t counts[4];
    fsrs_initial(log, w, &recall, counts);
    for (int r = 0; r < 4; r++) {
      assert_true(w[r] >= FSRS_S_MIN && w[r] <= 100);
      assert_int_equal(counts[r], given & 1u << r ? 100 : 0);
    }
    g_array_unref(reviews);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(cards_come_together_and_predictions_keep_their_time),
      cmocka_unit_test(rare_first_intervals_are_left_out_of_training),
      cmocka_unit_test(gradients_equal_finite_differences),
      cmocka_unit_test(fitted_parameters_predict_as_well_as_the_true_ones),
      cmocka_unit_test(the_same_seed_gives_the_same_parameters),
      cmocka_unit_test(better_parameters_in_use_are_kept),
      cmocka_unit_test(few_reviews_fit_little_or_nothing),
      cmocka_unit_test(odd_logs_give_finite_parameters),
      cmocka_unit_test(it_stops_when_told_and_leaves_the_parameters),
      cmocka_unit_test(missing_first_ratings_are_filled_in_between),
  };
  return UNIT_RUN(tests);
}
