/* Self-assessments: every rating is kept as it is given, and a finished one never changes. */
#include "scene.h"
#include "store/store_private.h"
#include <string.h>

static StoreAssessment sample(uint64_t n) {
  return (StoreAssessment){.uuid = uuid_of(n),
                           .instrument = (char *)"candidate",
                           .rater = RATER_CANDIDATE,
                           .name = (char *)"",
                           .started_at = SCENE_AT,
                           .offset = -300,
                           .body = (char *)"{\"id\":\"candidate\"}",
                           .ratings = (char *)"{}"};
}

static int64_t must_add(Store *store, uint64_t n) {
  GError *error = NULL;
  StoreAssessment assessment = sample(n);
  must(store_assessment_add(store, &assessment, &error), &error);
  return assessment.id;
}

static void must_rate(Store *store, int64_t id, const char *statement, int rating) {
  GError *error = NULL;
  must(store_assessment_rate(store, id, statement, rating, &error), &error);
}

static void ratings_are(Store *store, int64_t id, const char *json) {
  StoreAssessment found;
  assert_true(store_assessment_get(store, id, &found));
  assert_string_equal(found.ratings, json);
  store_assessment_clear(&found);
}

static void an_assessment_reads_back_whole(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  StoreAssessment found, filed = sample(2);
  Uuid uuid = uuid_of(1);
  int64_t id = must_add(store, 1);
  assert_true(store_assessment_get(store, id, &found));
  assert_memory_equal(&found.uuid, &uuid, sizeof uuid);
  assert_string_equal(found.instrument, "candidate");
  assert_int_equal(found.rater, RATER_CANDIDATE);
  assert_true(found.started_at == SCENE_AT && found.offset == -300 && found.finished_at == 0);
  assert_false(found.from_file);
  store_assessment_clear(&found);
  filed.rater = RATER_TEAM;
  filed.from_file = true;
  filed.name = (char *)"Pat Lee";
  filed.finished_at = SCENE_AT + 5;
  must(store_assessment_add(store, &filed, &error), &error);
  g_autoptr(GArray) all = store_assessments(store, &error);
  assert_int_equal(all->len, 2);
  const StoreAssessment *second = &g_array_index(all, StoreAssessment, 1);
  assert_int_equal(second->rater, RATER_TEAM);
  assert_string_equal(second->name, "Pat Lee");
  assert_true(second->from_file && second->finished_at == SCENE_AT + 5);
  assert_false(store_assessment_get(store, 99, &found));
  store_close(store);
}

static void ratings_are_kept_as_they_are_given(void **state) {
  Scene *scene = *state;
  Store *store = scene_open(scene), *other = NULL;
  int64_t id = must_add(store, 1);
  must_rate(store, id, "lead.vision.1", 3);
  must_rate(store, id, "it \"1\"", 1); /* any id, also one that SQL or JSON might trip over */
  must_rate(store, id, "lead.vision.1", 4);
  ratings_are(store, id, "{\"lead.vision.1\":4,\"it \\\"1\\\"\":1}");
  other = scene_open(scene); /* another program rates something else meanwhile */
  must_rate(other, id, "x.1", 2);
  must_rate(store, id, "it \"1\"", 0);
  ratings_are(other, id, "{\"lead.vision.1\":4,\"x.1\":2}");
  store_close(other);
  store_close(store);
}

static void a_retry_finds_what_is_there(void **state) {
  GError *error = NULL;
  Store *store = scene_open(*state);
  int64_t id = must_add(store, 1), other = must_add(store, 2);
  must_rate(store, id, "a", 2);
  assert_int_equal(must_add(store, 1), id);
  assert_int_not_equal(id, other);
  ratings_are(store, id, "{\"a\":2}");
  g_autoptr(GArray) all = store_assessments(store, &error);
  assert_int_equal(all->len, 2);
  store_close(store);
}

static void a_finished_one_never_changes(void **state) {
  static const char *const attempts[] = {
      "UPDATE assessment SET ratings = '{}' WHERE finished_at IS NOT NULL",
      "UPDATE assessment SET finished_at = NULL WHERE finished_at IS NOT NULL",
      "UPDATE assessment SET finished_at = 9 WHERE finished_at IS NOT NULL",
      "DELETE FROM assessment WHERE finished_at IS NOT NULL",
      "REPLACE INTO assessment SELECT * FROM assessment WHERE finished_at IS NOT NULL",
      /* and of an open one only the ratings do */
      "DELETE FROM assessment WHERE finished_at IS NULL",
      "UPDATE assessment SET body = '{}' WHERE finished_at IS NULL",
      "UPDATE assessment SET name = 'x' WHERE finished_at IS NULL",
      "UPDATE assessment SET instrument = 'x' WHERE finished_at IS NULL",
      "UPDATE assessment SET started_at = 1 WHERE finished_at IS NULL",
      "UPDATE assessment SET source = 'file' WHERE finished_at IS NULL",
      "UPDATE assessment SET ratings = '' WHERE finished_at IS NULL",
      "INSERT INTO assessment SELECT 77, x'0102', instrument, rater, name, 0, 0, body, ratings, "
      "source, NULL FROM assessment",
      "INSERT INTO assessment SELECT 77, randomblob(16), instrument, 'cat', name, 0, 0, body, "
      "ratings, source, NULL FROM assessment LIMIT 1",
      "INSERT INTO assessment SELECT 77, randomblob(16), instrument, rater, name, 0, 0, body, "
      "ratings, 'web', NULL FROM assessment LIMIT 1",
  };
  GError *error = NULL;
  StoreAssessment found;
  Store *store = scene_open(*state);
  int64_t id = must_add(store, 1), open = must_add(store, 2);
  must_rate(store, id, "a", 2);
  must_rate(store, open, "a", 2);
  must(store_assessment_finish(store, id, SCENE_AT + 9, &error), &error);
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    int code = sqlite3_exec(store->db, attempts[i], NULL, NULL, NULL);
    if ((code & 0xff) != SQLITE_CONSTRAINT) fail_msg("%s was not refused", attempts[i]);
  }
  assert_false(store_assessment_rate(store, id, "a", 3, &error));
  assert_non_null(strstr(error->message, "finished"));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  must(store_assessment_finish(store, id, SCENE_AT + 99, &error), &error);
  assert_true(store_assessment_get(store, id, &found));
  assert_true(found.finished_at == SCENE_AT + 9);
  assert_string_equal(found.ratings, "{\"a\":2}");
  store_assessment_clear(&found);
  store_close(store);
}

static void a_backup_notices_every_rating(void **state) {
  GError *error = NULL;
  Scene *scene = *state;
  Store *store = scene_open(scene);
  int64_t id = must_add(store, 1);
  must_rate(store, id, "a", 2);
  assert_true(scene_backs_up(scene, store));
  assert_false(scene_backs_up(scene, store));
  must_rate(store, id, "a", 3);
  assert_true(scene_backs_up(scene, store));
  must(store_assessment_finish(store, id, SCENE_AT, &error), &error);
  assert_true(scene_backs_up(scene, store));
  assert_false(scene_backs_up(scene, store));
  store_close(store);
}

static void a_damaged_file_gives_its_assessments_back(void **state) {
  GError *error = NULL;
  Scene *scene = *state;
  Store *store = scene_open(scene);
  put_sample_pack(store, 1, 4);
  int64_t session = start_session(store, 1), early = must_add(store, 1);
  must_append(store, 1, session, 1);
  must_rate(store, early, "a", 2);
  must(store_backup(store, "by-hand", &error), &error);
  int64_t late = must_add(store, 2); /* since the backup: a rating, an end, another assessment */
  must_rate(store, early, "a", 4);
  must_rate(store, early, "b", 1);
  must(store_assessment_finish(store, early, SCENE_AT + 7, &error), &error);
  must_rate(store, late, "a", 3);
  store->damaged = true;
  store_close(store);
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db,
                                "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET rootpage = "
                                "(SELECT rootpage FROM sqlite_schema WHERE name = 'card') "
                                "WHERE name = 'tally'",
                                NULL, NULL, NULL),
                   SQLITE_OK);
  sqlite3_close(db);
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  must(store_recover(scene->path, &scene->clock, report, &error), &error);
  store = scene_open(scene);
  StoreAssessment found;
  ratings_are(store, early, "{\"a\":4,\"b\":1}");
  ratings_are(store, late, "{\"a\":3}");
  assert_true(store_assessment_get(store, early, &found));
  assert_true(found.finished_at == SCENE_AT + 7);
  store_assessment_clear(&found);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(an_assessment_reads_back_whole), TEST(ratings_are_kept_as_they_are_given),
      TEST(a_retry_finds_what_is_there),    TEST(a_finished_one_never_changes),
      TEST(a_backup_notices_every_rating),  TEST(a_damaged_file_gives_its_assessments_back),
  };
  return UNIT_RUN(tests);
}
