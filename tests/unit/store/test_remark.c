/* What mentors write: kept once, never changed, not lost with a damaged file. */
#include "scene.h"
#include "store/merge.h"
#include "store/store_private.h"
#include <string.h>

static StoreRemark remark_of(uint64_t n, const char *about, const char *subject) {
  return (StoreRemark){.uuid = uuid_of(UINT64_C(6) << 40 | n),
                       .device = uuid_of(UINT64_C(7) << 40),
                       .about = (char *)about,
                       .subject = (char *)subject,
                       .name = (char *)"Kim",
                       .at = SCENE_AT + (int64_t)n,
                       .offset = -300,
                       .body = (char *)"Read the code again."};
}

static MergeResult take(Store *store, const StoreRemark *remark) {
  GError *error = NULL;
  must(store_begin(store, &error), &error);
  g_autoptr(StoreMerge) merge = store_merge_new(store);
  MergeResult result = store_merge_remark(merge, remark, &error);
  if (result == MERGE_FAILED) fail_msg("%s", error->message);
  must(store_merge_finish(merge, &error) && store_commit(store, &error), &error);
  return result;
}

static StoreWord word_of(uint64_t n, uint64_t learner) {
  return (StoreWord){.uuid = uuid_of(UINT64_C(8) << 40 | n),
                     .learner = uuid_of(UINT64_C(9) << 40 | learner),
                     .about = (char *)"learner",
                     .subject = (char *)"",
                     .name = (char *)"Kim",
                     .at = SCENE_AT,
                     .body = (char *)"Go on."};
}

static void say(Store *store, const StoreWord *word) {
  GError *error = NULL;
  must(store_word_add(store, word, &error), &error);
}

static guint remarks_of(Store *store, const char *about, const char *subject) {
  g_autoptr(GArray) remarks = store_remarks(store, about, subject, NULL);
  return remarks->len;
}

static guint words_of(Store *store, uint64_t learner) {
  Uuid uuid = uuid_of(UINT64_C(9) << 40 | learner);
  g_autoptr(GArray) words = store_words(store, &uuid, NULL);
  return words->len;
}

static void remarks_are_kept_once_by_what_they_are_about(void **state) {
  Scene *scene = *state;
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 4);
  StoreRemark one = remark_of(1, "learner", ""), two = remark_of(2, "area", "lead.a0");
  StoreRemark nowhere = remark_of(3, "area", "no.such");
  StoreRemark text = remark_of(4, "text", "01a21c72-9100-722e-ac5a-02da8d05c504");
  assert_int_equal(take(store, &one), MERGE_ADDED);
  assert_int_equal(take(store, &one), MERGE_KNOWN);
  assert_int_equal(take(store, &two), MERGE_ADDED);
  assert_int_equal(take(store, &nowhere), MERGE_WAITS);
  assert_int_equal(take(store, &text), MERGE_WAITS);
  assert_int_equal(remarks_of(store, "learner", NULL), 1);
  assert_int_equal(remarks_of(store, "area", NULL), 1);
  assert_int_equal(remarks_of(store, "area", "lead.a1"), 0);
  g_autoptr(GArray) remarks = store_remarks(store, "area", "lead.a0", NULL);
  const StoreRemark *read = &g_array_index(remarks, StoreRemark, 0);
  assert_memory_equal(&read->device, &two.device, UUID_SIZE);
  assert_string_equal(read->name, "Kim");
  assert_int_equal(read->offset, -300);
  store_close(store);
}

static void what_was_written_is_never_changed(void **state) {
  static const char *const bad[] = {
      "UPDATE remark SET body = 'x'", "DELETE FROM remark", "UPDATE word SET body = 'x'",
      "DELETE FROM word",
      "INSERT INTO remark SELECT 9, zeroblob(16), 'area', '', device, name, at, "
      "offset_min, body FROM remark"};
  Scene *scene = *state;
  Store *store = scene_open(scene);
  StoreRemark remark = remark_of(1, "learner", "");
  StoreWord word = word_of(1, 1);
  take(store, &remark);
  say(store, &word);
  for (size_t i = 0; i < G_N_ELEMENTS(bad); i++)
    assert_int_equal(sqlite3_exec(store->db, bad[i], NULL, NULL, NULL) & 0xff, SQLITE_CONSTRAINT);
  assert_int_equal(remarks_of(store, "learner", NULL), 1);
  store_close(store);
}

static void words_wait_until_a_reply_held_them(void **state) {
  Scene *scene = *state;
  Store *store = scene_open(scene);
  GError *error = NULL;
  StoreWord first = word_of(1, 1), second = word_of(2, 1), other = word_of(3, 2);
  first.score = true;
  first.about = (char *)"text";
  first.subject = (char *)"01a21c72-9100-722e-ac5a-02da8d05c504";
  first.levels = (char *)"{}";
  first.credit = .5;
  say(store, &first);
  say(store, &first);
  say(store, &other);
  assert_int_equal(words_of(store, 1), 1);
  must(store_set_reply(store, &first.learner, 1, SCENE_AT + 5, &error), &error);
  say(store, &second);
  g_autoptr(GArray) replies = store_replies(store, &error);
  assert_int_equal(replies->len, 2);
  const StoreReply *reply = &g_array_index(replies, StoreReply, 0);
  assert_memory_equal(&reply->learner, &first.learner, UUID_SIZE);
  assert_int_equal(reply->words, 2);
  assert_int_equal(reply->sent, 1);
  assert_int_equal(reply->at, SCENE_AT + 5);
  assert_int_equal(g_array_index(replies, StoreReply, 1).sent, 0);
  g_autoptr(GArray) words = store_words(store, &first.learner, &error);
  assert_true(g_array_index(words, StoreWord, 0).score);
  assert_true(g_array_index(words, StoreWord, 0).credit == .5);
  assert_null(g_array_index(words, StoreWord, 1).levels);
  store_close(store);
}

static void words_alone_are_backed_up(void **state) {
  Scene *scene = *state;
  Store *store = scene_open(scene);
  assert_false(store_backup_due(store));
  StoreWord word = word_of(1, 1);
  say(store, &word);
  assert_true(store_backup_due(store));
  store_close(store);
}

/* Puts rubbish over the first page of the table. */
static void spoil_root_of(Scene *scene, const char *table) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  gsize size = 0;
  g_autofree char *text =
      g_strdup_printf("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", table);
  assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, text, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  gsize page = (gsize)sqlite3_column_int(row, 0) - 1;
  sqlite3_finalize(row);
  sqlite3_close(db);
  g_autofree char *bytes = scene_read(scene, "pawl.db", &size);
  memset(bytes + page * 4096, 0xa5, 4096);
  scene_write(scene->path, bytes, size);
}

static void a_damaged_file_gives_its_remarks_and_words_back(void **state) {
  Scene *scene = *state;
  Store *store = scene_open(scene);
  GError *error = NULL;
  put_sample_pack(store, 2, 4);
  StoreRemark old = remark_of(1, "learner", ""), late = remark_of(2, "area", "lead.a1");
  StoreWord word = word_of(1, 1);
  take(store, &old);
  must(store_backup(store, "daily", &error), &error);
  take(store, &late);
  say(store, &word);
  must(store_set_reply(store, &word.learner, 1, SCENE_AT, &error), &error);
  store->damaged = true; /* no backup at the end */
  store_close(store);
  spoil_root_of(scene, "tally");
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  must(store_recover(scene->path, &scene->clock, report, &error), &error);
  store = scene_open(scene);
  assert_int_equal(remarks_of(store, "learner", NULL), 1);
  assert_int_equal(remarks_of(store, "area", "lead.a1"), 1);
  assert_int_equal(words_of(store, 1), 1);
  g_autoptr(GArray) replies = store_replies(store, &error);
  assert_int_equal(g_array_index(replies, StoreReply, 0).sent, 1);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(remarks_are_kept_once_by_what_they_are_about),
      TEST(what_was_written_is_never_changed),
      TEST(words_wait_until_a_reply_held_them),
      TEST(words_alone_are_backed_up),
      TEST(a_damaged_file_gives_its_remarks_and_words_back),
  };
  return UNIT_RUN(tests);
}
