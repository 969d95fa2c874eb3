/* What a form came to: counts, changes, and Wilson's interval against values worked out by hand. */
#include "../unit.h"
#include "model/score.h"

static void intervals_are_wilsons(void **state) {
  (void)state;
  /* n 100, right 75: centre .75 + z^2/200 = .758212, spread .056097, over 1 + z^2/100 = 1.016424 */
  ScoreLine line = score_line(75, 100);
  UNIT_CLOSE(line.share, .75, 1e-12);
  UNIT_CLOSE(line.low, (.758211872 - .056097120) / 1.016423744, 1e-8);
  UNIT_CLOSE(line.high, (.758211872 + .056097120) / 1.016423744, 1e-8);
  ScoreLine none = score_line(0, 10), all = score_line(10, 10), empty = score_line(0, 0);
  assert_true(none.low == 0 && none.high > 0 && none.high < .2);
  assert_true(all.high == 1 && all.low < 1 && all.low > .8);
  UNIT_CLOSE(none.high, 1 - all.low, 1e-12);
  assert_true(isnan(empty.share));
}

static void counts_by_area_and_changes(void **state) {
  (void)state;
  const ScoreQuestion questions[] = {
      {.area = 0, .answered = true, .correct = true, .first_answered = true, .first_correct = true},
      {.area = 0, .answered = true, .correct = true, .first_answered = true, .ms = 5},
      {.area = 1, .answered = true, .first_answered = true, .first_correct = true, .sure = true},
      {.area = 1, .answered = true, .first_answered = true},
      {.area = 7, .ms = 7},
  };
  ScoreLine areas[2];
  Score score = score_form(questions, 5, 2, areas);
  assert_int_equal(score.all.items, 5);
  assert_int_equal(score.all.right, 2);
  assert_int_equal(score.unanswered, 1);
  assert_int_equal(score.confident_errors, 1);
  assert_int_equal(score.wrong_to_right, 1);
  assert_int_equal(score.right_to_wrong, 1);
  assert_int_equal(score.ms, 12);
  assert_int_equal(areas[0].right, 2);
  assert_int_equal(areas[1].items, 2);
  UNIT_CLOSE(areas[1].share, 0, 1e-12);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(intervals_are_wilsons),
      cmocka_unit_test(counts_by_area_and_changes),
  };
  return UNIT_RUN(tests);
}
