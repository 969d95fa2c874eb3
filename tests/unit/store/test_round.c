/* Rounds: answers change in their phase and not after it, and nothing is lost with a damaged file. */
#include "scene.h"
#include "store/store_private.h"
#include <string.h>

static Store *with_a_pack(Scene *scene) {
  Store *store = scene_open(scene);
  put_sample_pack(store, 1, 4);
  return store;
}

static StoreRound sample_round(void) {
  return (StoreRound){.uuid = uuid_of(UINT64_C(6) << 40),
                      .file = (char *)"signature",
                      .name = (char *)"Ana",
                      .started_at = SCENE_AT};
}

static StoreRoundAnswer sample(Store *store, int phase, int place, const char *chosen) {
  StoreItem *row = store_item(store, place + 1, NULL);
  StoreRoundAnswer answer = {.phase = phase,
                             .place = place,
                             .uuid = uuid_of(UINT64_C(7) << 40 | (uint64_t)(phase * 100 + place)),
                             .item = row->id,
                             .version = row->version,
                             .chosen = (char *)chosen,
                             .confidence = CONFIDENCE_SURE,
                             .ms = 1000,
                             .at = SCENE_AT + place,
                             .offset = -300};
  store_item_free(row);
  return answer;
}

static int64_t give(Store *store, int phase, int place, const char *chosen) {
  GError *error = NULL;
  StoreRound round = sample_round();
  StoreRoundAnswer answer = sample(store, phase, place, chosen);
  must(store_round_answer(store, &round, &answer, &error), &error);
  return round.id;
}

static void is_closed(Store *store, int phase, int place) {
  StoreRound round = sample_round();
  StoreRoundAnswer answer = sample(store, phase, place, "b");
  assert_false(store_round_answer(store, &round, &answer, NULL));
}

/* "1:0 a, ..." of all answers. */
static char *answers_of(Store *store) {
  StoreRound round = sample_round(), stored = {0};
  GString *text = g_string_new(NULL);
  assert_true(store_round_get(store, &round.uuid, &stored));
  g_autoptr(GArray) all = store_round_answers(store, stored.id, NULL);
  for (guint i = 0; i < all->len; i++) {
    const StoreRoundAnswer *answer = &g_array_index(all, StoreRoundAnswer, i);
    g_string_append_printf(text, "%d:%d %s, ", answer->phase, answer->place, answer->chosen);
  }
  store_round_clear(&stored);
  return g_string_free(text, FALSE);
}

static void answers_change_in_their_phase_alone(void **state) {
  GError *error = NULL;
  Store *store = with_a_pack(*state);
  int64_t id = give(store, 1, 0, "a");
  is_closed(store, 2, 0);
  give(store, 1, 0, "b");
  give(store, 1, 1, "a");
  must(store_round_open(store, id, SCENE_AT + 10, "[]", &error), &error);
  is_closed(store, 1, 0);
  is_closed(store, 1, 2);
  give(store, 2, 0, "b");
  give(store, 2, 0, "a");
  must(store_round_logged(store, id, start_session(store, 1), &error), &error);
  is_closed(store, 2, 0);
  is_closed(store, 2, 1);
  g_autofree char *text = answers_of(store);
  assert_string_equal(text, "1:0 b, 1:1 a, 2:0 a, ");
  store_close(store);
}

static void a_round_is_opened_once_and_its_votes_follow(void **state) {
  GError *error = NULL;
  StoreRound round = sample_round(), stored = {0};
  Store *store = with_a_pack(*state);
  assert_false(store_round_get(store, &round.uuid, &stored));
  int64_t id = give(store, 1, 0, "a");
  must(store_round_open(store, id, SCENE_AT + 10, "[1]", &error), &error);
  must(store_round_open(store, id, SCENE_AT + 20, "[2]", &error), &error);
  assert_true(store_round_get(store, &round.uuid, &stored));
  assert_int_equal(stored.opened_at, SCENE_AT + 10);
  assert_string_equal(stored.votes, "[2]");
  assert_string_equal(stored.name, "Ana");
  store_round_clear(&stored);
  store_close(store);
}

static void an_item_is_found_by_pack_and_hash(void **state) {
  Store *store = with_a_pack(*state);
  StoreItem *row = store_item(store, 2, NULL);
  g_autoptr(GPtrArray) packs = store_packs(store, NULL);
  const char *pack = ((StorePack *)packs->pdata[0])->uuid;
  int64_t item = 0, version = 0;
  assert_true(store_version_find(store, pack, row->code, row->hash, &item, &version));
  assert_int_equal(item, 2);
  assert_int_equal(version, row->version);
  assert_true(store_version_find(store, pack, "moved", row->hash, &item, &version));
  assert_false(store_version_find(store, pack, row->code, "none", &item, &version));
  assert_false(store_version_find(store, "none", row->code, row->hash, &item, &version));
  store_item_free(row);
  store_close(store);
}

static void a_backup_notices_every_step(void **state) {
  GError *error = NULL;
  Scene *scene = *state;
  Store *store = with_a_pack(scene);
  assert_true(scene_backs_up(scene, store));
  int64_t id = give(store, 1, 0, "a");
  assert_true(scene_backs_up(scene, store));
  assert_false(scene_backs_up(scene, store));
  must(store_round_open(store, id, SCENE_AT + 10, "[1]", &error), &error);
  assert_true(scene_backs_up(scene, store));
  must(store_round_open(store, id, SCENE_AT + 10, "[2]", &error), &error);
  assert_true(scene_backs_up(scene, store));
  store_close(store);
}

/* The page of the tallies becomes that of the cards. */
static void spoil(const Scene *scene) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db,
                                "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = "
                                "(SELECT rootpage FROM sqlite_schema WHERE name = 'card') "
                                "WHERE name = 'tally'",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
}

static void a_round_survives_a_damaged_file(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  StoreRound round = sample_round(), stored = {0};
  Store *store = with_a_pack(scene);
  must(store_backup(store, "daily", &error), &error);
  int64_t id = give(store, 1, 0, "a");
  must(store_round_open(store, id, SCENE_AT + 10, "[]", &error), &error);
  give(store, 2, 0, "b");
  must(store_round_logged(store, id, start_session(store, 1), &error), &error);
  store->damaged = true; /* no backup at the end */
  store_close(store);
  spoil(scene);
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  must(store_recover(scene->path, &scene->clock, report, &error), &error);
  store = scene_open(scene);
  assert_true(store_round_get(store, &round.uuid, &stored));
  assert_int_equal(stored.opened_at, SCENE_AT + 10);
  assert_int_not_equal(stored.session, 0);
  g_autofree char *text = answers_of(store);
  assert_string_equal(text, "1:0 a, 2:0 b, ");
  store_round_clear(&stored);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(answers_change_in_their_phase_alone), TEST(a_round_is_opened_once_and_its_votes_follow),
      TEST(an_item_is_found_by_pack_and_hash),   TEST(a_backup_notices_every_step),
      TEST(a_round_survives_a_damaged_file),
  };
  return UNIT_RUN(tests);
}
