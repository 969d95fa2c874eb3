/* The choice of the next item: a fold that forgets nothing and depends on nothing but the log. */
#include "../unit.h"
#include "core/session.h"
#include "core/shuffle.h"
#include "sample.h"

#define MINUTE INT64_C(60000)

static Session *started(SessionGoal goal) {
  static const int64_t plan[] = {1, 2, 3};
  Session *session = session_new(goal, 0);
  session_plan(session, plan, 3);
  return session;
}

static void answered(Session *session, int64_t item, int64_t at, int64_t due_at) {
  Card card = {.item = item, .phase = due_at > 0 ? CARD_LEARNING : CARD_REVIEW, .due_at = due_at};
  session_note_answer(session, &card, at, 10000);
}

static int64_t next(const Session *session) {
  SessionEnd end;
  return session_next(session, &end);
}

static void follows_the_plan(void **state) {
  (void)state;
  g_autoptr(Session) session = started((SessionGoal){0});
  assert_int_equal(next(session), 1);
  answered(session, 1, MINUTE, 0);
  assert_int_equal(next(session), 2);
}

static void a_missed_item_returns_when_its_step_has_passed(void **state) {
  (void)state;
  g_autoptr(Session) session = started((SessionGoal){0});
  answered(session, 1, MINUTE, 2 * MINUTE);
  assert_int_equal(next(session), 2);
  answered(session, 2, 2 * MINUTE, 0);
  assert_int_equal(next(session), 1);
  answered(session, 1, 3 * MINUTE, 0);
  assert_int_equal(next(session), 3);
}

static void waiting_items_come_ahead_of_time_when_nothing_else_is_left(void **state) {
  (void)state;
  g_autoptr(Session) session = started((SessionGoal){0});
  answered(session, 1, MINUTE, 100 * MINUTE);
  answered(session, 2, 2 * MINUTE, 0);
  answered(session, 3, 3 * MINUTE, 0);
  assert_int_equal(next(session), 1);
  answered(session, 1, 4 * MINUTE, 200 * MINUTE);
  assert_int_equal(next(session), 1);
  answered(session, 1, 5 * MINUTE, 0);
  SessionEnd end;
  assert_int_equal(session_next(session, &end), 0);
  assert_int_equal(end, SESSION_END_NOTHING_LEFT);
}

static void never_shows_the_item_just_answered_while_another_waits(void **state) {
  (void)state;
  g_autoptr(Session) session = started((SessionGoal){0});
  answered(session, 1, 1 * MINUTE, 50 * MINUTE);
  answered(session, 2, 2 * MINUTE, 0);
  answered(session, 3, 3 * MINUTE, 4 * MINUTE);
  assert_int_equal(next(session), 1);
}

static void ends_by_count_and_by_minutes(void **state) {
  (void)state;
  SessionEnd end;
  g_autoptr(Session) counted = started((SessionGoal){.count = 1});
  answered(counted, 1, MINUTE, 0);
  assert_int_equal(session_next(counted, &end), 0);
  assert_int_equal(end, SESSION_END_COUNT);
  g_autoptr(Session) timed = started((SessionGoal){.minutes = 1});
  answered(timed, 1, MINUTE, 0);
  assert_int_equal(session_next(timed, &end), 0);
  assert_int_equal(end, SESSION_END_MINUTES);
}

static void a_long_pause_is_not_work(void **state) {
  (void)state;
  g_autoptr(Session) session = started((SessionGoal){.minutes = 5});
  answered(session, 1, 600 * MINUTE, 0);
  assert_true(session->active_ms == 2 * MINUTE + 10000);
  answered(session, 2, 500 * MINUTE, 0); /* the clock went back */
  assert_true(session->active_ms == 2 * MINUTE + 20000);
}

static void a_dropped_item_stays_away(void **state) {
  (void)state;
  g_autoptr(Session) session = started((SessionGoal){0});
  session_drop(session, 1);
  assert_int_equal(next(session), 2);
}

static void shuffles_are_fair_seeded_and_respect_a_lock(void **state) {
  (void)state;
  g_autoptr(Item) item = sample_item(ITEM_SINGLE, "a");
  uint8_t one[ITEM_MAX_OPTIONS], two[ITEM_MAX_OPTIONS];
  int first[4] = {0};
  for (uint64_t seed = 1; seed <= 4000; seed++) {
    assert_int_equal(shuffle_options(item, seed, 0, one), 4);
    assert_int_equal(shuffle_options(item, seed, 0, two), 4);
    assert_memory_equal(one, two, 4);
    first[one[0]]++;
  }
  for (int i = 0; i < 4; i++) assert_in_range(first[i], 900, 1100);
  item->locked = true;
  shuffle_options(item, 5, 3, one);
  for (int i = 0; i < 4; i++) assert_int_equal(one[i], i);
}

static void a_shuffle_is_the_same_on_every_platform(void **state) {
  (void)state;
  g_autoptr(Item) item = sample_item(ITEM_SINGLE, "a");
  uint8_t order[ITEM_MAX_OPTIONS];
  shuffle_options(item, 42, 0, order);
  const uint8_t recorded[] = {0, 1, 3, 2};
  assert_memory_equal(order, recorded, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(follows_the_plan),
      cmocka_unit_test(a_missed_item_returns_when_its_step_has_passed),
      cmocka_unit_test(waiting_items_come_ahead_of_time_when_nothing_else_is_left),
      cmocka_unit_test(never_shows_the_item_just_answered_while_another_waits),
      cmocka_unit_test(ends_by_count_and_by_minutes),
      cmocka_unit_test(a_long_pause_is_not_work),
      cmocka_unit_test(a_dropped_item_stays_away),
      cmocka_unit_test(shuffles_are_fair_seeded_and_respect_a_lock),
      cmocka_unit_test(a_shuffle_is_the_same_on_every_platform),
  };
  return UNIT_RUN(tests);
}
