/* How far a learner's scores lie from a mentor's, and what is taken off. */
#include "../unit.h"
#include "model/bias.h"

static void without_a_mentor_nothing_is_taken_off(void **state) {
  (void)state;
  Bias none = {0};
  assert_true(bias_correct(&none, .7) == .7);
  assert_true(bias_mean(&none) == 0 && bias_shrunk(&none) == 0);
  assert_true(isnan(bias_spread(&none)));
}

static void few_texts_are_believed_little_and_many_much(void **state) {
  (void)state;
  Bias bias = {0};
  bias_add(&bias, .8, .5);
  UNIT_CLOSE(bias_mean(&bias), .3, 1e-12);
  UNIT_CLOSE(bias_shrunk(&bias), .1, 1e-12); /* 1 / (1 + 2) of it */
  UNIT_CLOSE(bias_correct(&bias, .6), .5, 1e-12);
  for (int i = 0; i < 97; i++) bias_add(&bias, .8, .5);
  UNIT_CLOSE(bias_mean(&bias), .3, 1e-12);
  UNIT_CLOSE(bias_shrunk(&bias), .3 * 98 / 100, 1e-12);
  UNIT_CLOSE(bias_spread(&bias), 0, 1e-6);
}

static void kind_and_strict_cancel_out(void **state) {
  (void)state;
  Bias bias = {0};
  bias_add(&bias, .9, .7);
  bias_add(&bias, .5, .7);
  UNIT_CLOSE(bias_shrunk(&bias), 0, 1e-12);
  UNIT_CLOSE(bias_spread(&bias), .2 * sqrt(2), 1e-12);
}

static void a_corrected_credit_stays_within_0_and_1(void **state) {
  (void)state;
  Bias kind = {0}, strict = {0};
  for (int i = 0; i < 8; i++) {
    bias_add(&kind, 1, 0);
    bias_add(&strict, 0, 1);
  }
  UNIT_CLOSE(bias_correct(&kind, 1), .2, 1e-12);
  assert_true(bias_correct(&kind, .1) == 0);
  assert_true(bias_correct(&strict, .9) == 1);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(without_a_mentor_nothing_is_taken_off),
      cmocka_unit_test(few_texts_are_believed_little_and_many_much),
      cmocka_unit_test(kind_and_strict_cancel_out),
      cmocka_unit_test(a_corrected_credit_stays_within_0_and_1),
  };
  return UNIT_RUN(tests);
}
