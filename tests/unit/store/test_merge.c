/* Order numbers, and rows of other devices taken in. */
#include "scene.h"
#include "store/merge.h"
#include "store/store_private.h"
#include <string.h>

static int64_t number(Store *store, const char *text) {
  sqlite3_stmt *row = NULL;
  int64_t value = -1;
  assert_int_equal(sqlite3_prepare_v2(store->db, text, -1, &row, NULL), SQLITE_OK);
  if (sqlite3_step(row) == SQLITE_ROW) value = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  return value;
}

/* An answer of another device to item 1 of the sample pack, given before all of SCENE_AT. */
static TravelAnswer far_answer(Store *store, uint64_t n) {
  static char pack[37], hash[80];
  g_autoptr(GPtrArray) packs = store_packs(store, NULL);
  StoreItem *item = store_item(store, 1, NULL);
  TravelAnswer answer = {.uuid = uuid_of(n),
                         .device = uuid_of(77),
                         .session = uuid_of(78),
                         .in_session = true,
                         .shown = "a b",
                         .chosen = "a",
                         .correct = true,
                         .credit = 1,
                         .rating = RATING_GOOD,
                         .ms = 1000,
                         .at = SCENE_AT - 5000 + (int64_t)n,
                         .day = SCENE_DAY,
                         .ord = SCENE_AT - 5000 + (int64_t)n};
  g_strlcpy(pack, ((StorePack *)packs->pdata[0])->uuid, sizeof pack);
  g_strlcpy(hash, item->hash, sizeof hash);
  answer.item = (TravelItem){pack, "q.0000", hash};
  store_item_free(item);
  return answer;
}

static MergeResult merge(Store *store, const TravelAnswer *answer) {
  GError *error = NULL;
  must(store_begin(store, &error), &error);
  g_autoptr(StoreMerge) taking = store_merge_new(store);
  MergeResult result = store_merge_answer(taking, answer, &error);
  must(result != MERGE_FAILED && store_merge_finish(taking, &error), &error);
  must(store_commit(store, &error), &error);
  return result;
}

static bool add_seq(const Answer *answer, void *user) {
  g_string_append_printf(user, "%d ", (int)answer->seq);
  return true;
}

static char *order_of(Store *store, const StoreLogQuery *query) {
  GString *text = g_string_new(NULL);
  GError *error = NULL;
  must(store_each_answer(store, query, add_seq, text, &error), &error);
  return g_string_free(text, FALSE);
}

/* The step of the schema counts older rows as they would have been counted one by one. */
static void order_numbers_go_up_though_the_clock_goes_back(void **state) {
  static const int seconds[] = {0, 5, 2, 2, 90, 3, 200};
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 2);
  int64_t session = start_session(store, 1);
  for (size_t i = 0; i < G_N_ELEMENTS(seconds); i++) {
    Answer answer = sample_answer(store, 1, session, i);
    answer.at = SCENE_AT + seconds[i] * 1000;
    Card card = card_after(store, &answer);
    must(store_append_answer(store, &answer, &card, NULL, &error), &error);
  }
  assert_int_equal(number(store, "SELECT count(*) FROM answer_order"), 7);
  assert_int_equal(number(store, "SELECT count(*) FROM answer_order o JOIN answer_order p "
                                 "ON p.answer = o.answer + 1 WHERE p.ord <= o.ord"),
                   0);
  assert_int_equal(
      number(store,
             "SELECT count(*) FROM (SELECT seq, seq + max(at - seq) OVER (ORDER BY seq) AS f "
             "FROM answer) JOIN answer_order ON answer = seq AND ord = f"),
      7);
  Event event = sample_event(EVENT_FLAG, 1);
  event.item = 1;
  must(store_append_event(store, &event, NULL, &error), &error);
  assert_int_equal(
      number(store, "SELECT ord - (SELECT max(ord) FROM answer_order) FROM event_order"), 1);
  store_close(store);
}

static void merged_answers_stand_where_they_belong(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 2);
  int64_t session = start_session(store, 1);
  for (uint64_t n = 0; n < 3; n++) must_append(store, 1, session, n);
  StoreLogQuery all = {0}, back = {.newest_first = true}, item = {.item = 1},
                by_item = {.by_item = true};
  g_autofree char *alone = order_of(store, &all);
  assert_string_equal(alone, "1 2 3 ");
  TravelAnswer later = far_answer(store, 901), earlier = far_answer(store, 900);
  assert_int_equal(merge(store, &later), MERGE_ADDED);
  assert_int_equal(merge(store, &earlier), MERGE_ADDED);
  assert_int_equal(merge(store, &earlier), MERGE_KNOWN);
  const StoreLogQuery *queries[] = {&all, &item, &by_item};
  for (size_t i = 0; i < G_N_ELEMENTS(queries); i++) {
    g_autofree char *order = order_of(store, queries[i]);
    assert_string_equal(order, "5 4 1 2 3 ");
  }
  g_autofree char *reverse = order_of(store, &back);
  assert_string_equal(reverse, "3 2 1 4 5 ");
  store_close(store);
}

static void of_two_numbers_the_smaller_counts(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 2);
  StoreLogQuery all = {0};
  TravelAnswer first = far_answer(store, 900), second = far_answer(store, 901);
  merge(store, &first);
  merge(store, &second);
  first.ord += 5;
  merge(store, &first);
  g_autofree char *before = order_of(store, &all);
  assert_string_equal(before, "1 2 ");
  second.ord -= 5;
  merge(store, &second);
  g_autofree char *after = order_of(store, &all);
  assert_string_equal(after, "2 1 ");
  store_close(store);
}

/* What is written can be read: beyond the limit numbers are equal, and go by UUID. */
static void no_number_is_drawn_beyond_the_limit(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 2);
  int64_t session = start_session(store, 1);
  TravelAnswer far = far_answer(store, 900);
  far.ord = STORE_ORDER_MAX;
  assert_int_equal(merge(store, &far), MERGE_ADDED);
  for (uint64_t n = 0; n < 3; n++) must_append(store, 1, session, n);
  assert_int_equal(number(store, "SELECT count(*) FROM answer_order"), 4);
  assert_int_equal(number(store, "SELECT max(ord) FROM answer_order"), STORE_ORDER_MAX);
  assert_int_equal(store_newest_order(store), STORE_ORDER_MAX);
  store_close(store);
}

static void equal_numbers_go_by_uuid(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 2);
  StoreLogQuery all = {0};
  TravelAnswer first = far_answer(store, 950), second = far_answer(store, 940);
  first.ord = second.ord = SCENE_AT;
  merge(store, &first);
  merge(store, &second);
  g_autofree char *order = order_of(store, &all);
  assert_string_equal(order, "2 1 ");
  store_close(store);
}

static void an_unknown_version_keeps_its_hash(void **state) {
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 2);
  TravelAnswer answer = far_answer(store, 900), again = far_answer(store, 901);
  answer.item.hash = again.item.hash = "0123";
  assert_int_equal(merge(store, &answer), MERGE_ADDED);
  assert_int_equal(merge(store, &again), MERGE_ADDED);
  assert_int_equal(number(store, "SELECT count(*) FROM item_version WHERE hash = '0123'"), 1);
  assert_int_equal(number(store,
                          "SELECT count(*) FROM item i JOIN item_version v ON v.id = i.version "
                          "WHERE v.hash = '0123'"),
                   0);
  answer.item.code = "gone";
  answer.item.hash = "4567";
  answer.uuid = uuid_of(902);
  assert_int_equal(merge(store, &answer), MERGE_WAITS);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void damage_table(Scene *scene, const char *table) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  g_autofree char *text =
      g_strdup_printf("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, text, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  gsize page = (gsize)sqlite3_column_int(row, 0) - 1, size = 0;
  sqlite3_finalize(row);
  sqlite3_close(db);
  g_autofree char *bytes = scene_read(scene, "pawl.db", &size);
  memset(bytes + page * 4096, 0x5a, 4096);
  scene_write(scene->path, bytes, size);
}

/* Three answers here, then one of another device that comes before them; then a page is lost. */
static void the_order_survives_the_loss_of(Scene *scene, const char *table, const char *order) {
  GError *error = NULL;
  Store *store = scene_open(scene);
  put_sample_pack(store, 1, 2);
  int64_t session = start_session(store, 1);
  for (uint64_t n = 0; n < 3; n++) must_append(store, 1, session, n);
  TravelAnswer far = far_answer(store, 900);
  merge(store, &far);
  store->damaged = true;
  store_close(store);
  damage_table(scene, table);
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  must(store_recover(scene->path, &scene->clock, report, &error), &error);
  store = scene_open(scene);
  StoreLogQuery all = {0};
  g_autofree char *found = order_of(store, &all);
  assert_string_equal(found, order);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void the_order_survives_the_loss_of_an_index(void **state) {
  the_order_survives_the_loss_of(*state, "answer_item", "4 1 2 3 ");
}

static void without_their_numbers_answers_are_drawn_anew(void **state) {
  the_order_survives_the_loss_of(*state, "answer_order", "1 2 3 4 ");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(order_numbers_go_up_though_the_clock_goes_back),
      TEST(merged_answers_stand_where_they_belong),
      TEST(of_two_numbers_the_smaller_counts),
      TEST(no_number_is_drawn_beyond_the_limit),
      TEST(equal_numbers_go_by_uuid),
      TEST(an_unknown_version_keeps_its_hash),
      TEST(the_order_survives_the_loss_of_an_index),
      TEST(without_their_numbers_answers_are_drawn_anew),
  };
  return UNIT_RUN(tests);
}
