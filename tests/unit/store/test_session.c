/* Sittings: their plan is stored once, and the newest open one is found again. */
#include "scene.h"
#include <string.h>

static GArray *queue_of(int64_t first, int64_t second) {
  GArray *queue = g_array_new(FALSE, FALSE, sizeof(int64_t));
  g_array_append_val(queue, first);
  g_array_append_val(queue, second);
  return queue;
}

static StoreSession sample_session(uint64_t n) {
  return (StoreSession){.uuid = uuid_of(n),
                        .started_at = SCENE_AT,
                        .offset = -300,
                        .day = SCENE_DAY,
                        .seed = UINT64_MAX - 7,
                        .goal = {25, 40}};
}

static void a_session_reads_back_whole(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 3);
  StoreSession session = sample_session(1), found;
  g_autoptr(GArray) queue = queue_of(3, 1);
  assert_false(store_session_open(store, &found));
  must(store_session_start(store, &session, queue, &error), &error);
  assert_true(store_session_open(store, &found));
  assert_int_equal(found.id, session.id);
  assert_memory_equal(&found.uuid, &session.uuid, sizeof found.uuid);
  assert_true(found.started_at == SCENE_AT && found.offset == -300 && found.day == SCENE_DAY);
  assert_true(found.seed == UINT64_MAX - 7);
  assert_true(found.goal.count == 25 && found.goal.minutes == 40 && found.ended_at == 0);
  g_autoptr(GArray) planned = store_session_queue(store, session.id, &error);
  assert_int_equal(planned->len, 2);
  assert_memory_equal(planned->data, queue->data, 2 * sizeof(int64_t));
  store_close(store);
}

static void the_newest_open_session_is_the_one_to_go_on_with(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t first = start_session(store, 1), second = start_session(store, 2);
  StoreSession found;
  assert_true(store_session_open(store, &found));
  assert_int_equal(found.id, second);
  must(store_session_end(store, second, SCENE_AT + 9, SESSION_END_MINUTES, &error), &error);
  assert_true(store_session_open(store, &found));
  assert_int_equal(found.id, first);
  assert_true(store_session_get(store, second, &found));
  assert_true(found.ended_at == SCENE_AT + 9 && found.end == SESSION_END_MINUTES);
  store_close(store);
}

static void an_ended_session_stays_as_it_ended(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t id = start_session(store, 1);
  must(store_session_end(store, id, SCENE_AT + 1, SESSION_END_COUNT, &error), &error);
  must(store_session_end(store, id, SCENE_AT + 2, SESSION_END_QUIT, &error), &error);
  StoreSession found;
  assert_true(store_session_get(store, id, &found));
  assert_true(found.ended_at == SCENE_AT + 1 && found.end == SESSION_END_COUNT);
  store_close(store);
}

static void the_same_session_is_not_started_twice(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  put_sample_pack(store, 1, 3);
  StoreSession session = sample_session(1), again = sample_session(1);
  g_autoptr(GArray) queue = queue_of(3, 1);
  must(store_session_start(store, &session, queue, &error), &error);
  must(store_session_start(store, &again, queue, &error), &error);
  assert_int_equal(session.id, again.id);
  g_autoptr(GArray) planned = store_session_queue(store, session.id, &error);
  assert_int_equal(planned->len, 2);
  store_close(store);
}

static void a_plan_with_an_unknown_item_starts_nothing(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  StoreSession session = sample_session(1), found;
  g_autoptr(GArray) queue = queue_of(3, 1);
  assert_false(store_session_start(store, &session, queue, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  assert_int_equal(session.id, 0);
  assert_false(store_session_open(store, &found));
  assert_false(store_session_end(store, 5, SCENE_AT, SESSION_END_QUIT, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  store_close(store);
}

static void settings_are_kept_changed_and_removed(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  assert_null(store_setting(store, "minutes"));
  must(store_set_setting(store, "minutes", "25", &error), &error);
  must(store_set_setting(store, "minutes", "30", &error), &error);
  store_close(store);
  store = scene_open(*state);
  g_autofree char *value = store_setting(store, "minutes");
  assert_string_equal(value, "30");
  must(store_set_setting(store, "minutes", NULL, &error), &error);
  must(store_set_setting(store, "minutes", NULL, &error), &error);
  assert_null(store_setting(store, "minutes"));
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_session_reads_back_whole),
      TEST(the_newest_open_session_is_the_one_to_go_on_with),
      TEST(an_ended_session_stays_as_it_ended),
      TEST(the_same_session_is_not_started_twice),
      TEST(a_plan_with_an_unknown_item_starts_nothing),
      TEST(settings_are_kept_changed_and_removed),
  };
  return UNIT_RUN(tests);
}
