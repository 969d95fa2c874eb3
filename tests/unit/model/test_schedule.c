/* From answers to ratings, steps and days. */
#include "../unit.h"
#include "model/schedule.h"

#define AT     INT64_C(1790000000000)
#define MINUTE INT64_C(60000)

static ScheduleConfig config(void) {
  return (ScheduleConfig){.params = FSRS_DEFAULTS, .retention = .9};
}

static Card after(const Card *card, Rating rating, int64_t at, int day) {
  ScheduleConfig c = config();
  return schedule_answer(&c, card, rating != RATING_AGAIN, rating, at, day);
}

static void answers_become_ratings(void **state) {
  (void)state;
  assert_int_equal(schedule_rating(false, CONFIDENCE_SURE, 1, 1000), RATING_AGAIN);
  assert_int_equal(schedule_rating(true, CONFIDENCE_NONE, 1, 1000), RATING_GOOD);
  assert_int_equal(schedule_rating(true, CONFIDENCE_THINK, 1, 1000), RATING_GOOD);
  assert_int_equal(schedule_rating(true, CONFIDENCE_GUESS, 1, 1000), RATING_HARD);
  assert_int_equal(schedule_rating(true, CONFIDENCE_SURE, 999, 1000), RATING_EASY);
  assert_int_equal(schedule_rating(true, CONFIDENCE_SURE, 1000, 1000), RATING_GOOD);
  assert_int_equal(schedule_rating(true, CONFIDENCE_SURE, 1, 0), RATING_GOOD);
}

static void a_right_first_answer_graduates(void **state) {
  (void)state;
  Card card = after(&(Card){.item = 1}, RATING_GOOD, AT, 100);
  assert_int_equal(card.phase, CARD_REVIEW);
  assert_in_range(card.interval, 1, 4);
  assert_int_equal(card.due_day, 100 + card.interval);
  assert_true(card.first_right && card.right == 1 && card.answers == 1);
}

static void a_missed_item_goes_through_one_and_ten_minutes(void **state) {
  (void)state;
  Card card = after(&(Card){.item = 1}, RATING_AGAIN, AT, 100);
  assert_int_equal(card.phase, CARD_LEARNING);
  assert_true(card.due_at == AT + 1 * MINUTE);
  card = after(&card, RATING_GOOD, AT + 2 * MINUTE, 100);
  assert_int_equal(card.phase, CARD_LEARNING);
  assert_true(card.due_at == AT + 12 * MINUTE);
  card = after(&card, RATING_GOOD, AT + 20 * MINUTE, 100);
  assert_int_equal(card.phase, CARD_REVIEW);
  assert_true(card.interval >= 1 && !card.first_right);
}

static void a_text_that_was_scored_leaves_the_card_as_it_was(void **state) {
  (void)state;
  Card fresh = {.item = 1}, known = after(&fresh, RATING_GOOD, AT, 100);
  Card same = after(&fresh, RATING_NONE, AT, 100), kept = after(&known, RATING_NONE, AT, 130);
  assert_true(same.phase == CARD_NEW && same.answers == 0 && same.last_at == 0);
  assert_true(kept.phase == known.phase && kept.answers == 1 && kept.last_day == 100);
  assert_true(kept.stability == known.stability && kept.due_day == known.due_day);
}

static void a_lucky_guess_waits_ten_minutes(void **state) {
  (void)state;
  Card card = after(&(Card){.item = 1}, RATING_HARD, AT, 100);
  assert_int_equal(card.phase, CARD_LEARNING);
  assert_true(card.due_at == AT + 10 * MINUTE);
}

static void a_forgotten_review_relearns_for_ten_minutes(void **state) {
  (void)state;
  Card card = after(&(Card){.item = 1}, RATING_GOOD, AT, 100);
  card = after(&card, RATING_AGAIN, AT, card.due_day);
  assert_int_equal(card.phase, CARD_RELEARNING);
  assert_true(card.due_at == AT + 10 * MINUTE && card.lapses == 1);
  card = after(&card, RATING_GOOD, AT + 10 * MINUTE, 103);
  assert_int_equal(card.phase, CARD_REVIEW);
}

static void a_clock_that_goes_back_counts_as_the_same_day(void **state) {
  (void)state;
  Card card = after(&(Card){.item = 1}, RATING_GOOD, AT, 100);
  Card back = after(&card, RATING_GOOD, AT - 50 * MINUTE, 40);
  Card same = after(&card, RATING_GOOD, AT - 50 * MINUTE, 100);
  UNIT_CLOSE(back.stability, same.stability, 0);
  ScheduleConfig c = config();
  UNIT_CLOSE(schedule_recall(&c, &card, 40), 1, 0);
  UNIT_CLOSE(schedule_recall(&c, &(Card){0}, 40), 0, 0);
}

static void a_replay_gives_the_same_card_to_the_bit(void **state) {
  (void)state;
  GRand *rand = g_rand_new_with_seed(3);
  for (int round = 0; round < 200; round++) {
    Card one = {.item = 1}, two = {.item = 77};
    int day = 100;
    for (int step = 0; step < 30; step++) {
      Rating rating = (Rating)g_rand_int_range(rand, 1, 5);
      day += g_rand_int_range(rand, 0, 30);
      one = after(&one, rating, AT + step, day);
      two = after(&two, rating, AT + step, day);
    }
    two.item = 1; /* another device numbers its rows otherwise */
    assert_memory_equal(&one.stability, &two.stability, sizeof one.stability);
    assert_int_equal(one.due_day, two.due_day);
    assert_int_equal(one.interval, two.interval);
  }
  g_rand_free(rand);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(answers_become_ratings),
      cmocka_unit_test(a_right_first_answer_graduates),
      cmocka_unit_test(a_missed_item_goes_through_one_and_ten_minutes),
      cmocka_unit_test(a_text_that_was_scored_leaves_the_card_as_it_was),
      cmocka_unit_test(a_lucky_guess_waits_ten_minutes),
      cmocka_unit_test(a_forgotten_review_relearns_for_ten_minutes),
      cmocka_unit_test(a_clock_that_goes_back_counts_as_the_same_day),
      cmocka_unit_test(a_replay_gives_the_same_card_to_the_bit),
  };
  return UNIT_RUN(tests);
}
