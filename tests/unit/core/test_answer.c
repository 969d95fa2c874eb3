/* Grading, responses as the log keeps them, and UUIDs. */
#include "../unit.h"
#include "core/answer.h"
#include "sample.h"

static Grade graded(ItemType type, const char *key, ItemCredit credit, const char *chosen) {
  g_autoptr(Item) item = sample_item(type, key);
  item->credit = credit;
  Response response;
  assert_true(response_parse(item, chosen, &response));
  assert_true(response_complete(item, &response));
  return answer_grade(item, &response);
}

static void expects(Grade grade, bool correct, double credit) {
  assert_int_equal(grade.correct, correct);
  UNIT_CLOSE(grade.credit, credit, 1e-12);
}

static void single_is_right_or_wrong(void **state) {
  (void)state;
  expects(graded(ITEM_SINGLE, "b", ITEM_CREDIT_ALL, "b"), true, 1);
  expects(graded(ITEM_SINGLE, "b", ITEM_CREDIT_ALL, "a"), false, 0);
}

static void multiple_takes_all_or_pays_per_option(void **state) {
  (void)state;
  expects(graded(ITEM_MULTIPLE, "a c", ITEM_CREDIT_ALL, "c a"), true, 1);
  expects(graded(ITEM_MULTIPLE, "a c", ITEM_CREDIT_ALL, "a"), false, 0);
  expects(graded(ITEM_MULTIPLE, "a c", ITEM_CREDIT_PER_OPTION, "a"), false, .5);
  expects(graded(ITEM_MULTIPLE, "a c", ITEM_CREDIT_PER_OPTION, "a b"), false, 0);
  expects(graded(ITEM_MULTIPLE, "a c", ITEM_CREDIT_PER_OPTION, "a b c d"), false, 0);
  expects(graded(ITEM_MULTIPLE, "a c", ITEM_CREDIT_PER_OPTION, "a c"), true, 1);
}

static void order_and_match_count_places(void **state) {
  (void)state;
  expects(graded(ITEM_ORDER, "a b c d", ITEM_CREDIT_ALL, "a b c d"), true, 1);
  expects(graded(ITEM_ORDER, "a b c d", ITEM_CREDIT_ALL, "a b d c"), false, .5);
  expects(graded(ITEM_MATCH, "p1=a p2=b", ITEM_CREDIT_ALL, "a b"), true, 1);
  expects(graded(ITEM_MATCH, "p1=a p2=b", ITEM_CREDIT_ALL, "a a"), false, .5);
}

static void refuses_half_an_answer(void **state) {
  (void)state;
  g_autoptr(Item) single = sample_item(ITEM_SINGLE, "a");
  g_autoptr(Item) order = sample_item(ITEM_ORDER, "a b c d");
  g_autoptr(Item) multiple = sample_item(ITEM_MULTIPLE, "a b");
  Response none = {0}, two = {2, {0, 1}}, twice = {4, {0, 0, 1, 2}}, outside = {1, {4}};
  assert_false(response_complete(single, &none));
  assert_false(response_complete(single, &two));
  assert_false(response_complete(single, &outside));
  assert_false(response_complete(order, &two));
  assert_false(response_complete(order, &twice));
  assert_false(response_complete(multiple, &none));
  assert_false(response_complete(multiple, &twice));
}

static void responses_round_trip_through_the_log(void **state) {
  (void)state;
  g_autoptr(Item) item = sample_item(ITEM_ORDER, "a b c d");
  Response response = {4, {3, 1, 0, 2}}, back;
  g_autofree char *text = response_format(item, &response);
  assert_string_equal(text, "d b a c");
  assert_true(response_parse(item, text, &back));
  assert_memory_equal(response.option, back.option, 4);
  assert_false(response_parse(item, "a z", &back));
}

static void uuids_sort_by_time_and_round_trip(void **state) {
  (void)state;
  uint8_t high[10], low[10] = {0};
  memset(high, 0xff, sizeof high);
  Uuid early = uuid_make(1000, high), late = uuid_make(1001, low), back;
  char text[37];
  assert_true(memcmp(early.bytes, late.bytes, UUID_SIZE) < 0);
  uuid_format(&early, text);
  assert_int_equal(text[14], '7');
  assert_true(uuid_parse(text, &back));
  assert_memory_equal(early.bytes, back.bytes, UUID_SIZE);
  assert_false(uuid_parse("00000000-0000-7000-8000-00000000000g", &back));
  assert_false(uuid_parse("short", &back));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(single_is_right_or_wrong),
      cmocka_unit_test(multiple_takes_all_or_pays_per_option),
      cmocka_unit_test(order_and_match_count_places),
      cmocka_unit_test(refuses_half_an_answer),
      cmocka_unit_test(responses_round_trip_through_the_log),
      cmocka_unit_test(uuids_sort_by_time_and_round_trip),
  };
  return UNIT_RUN(tests);
}
