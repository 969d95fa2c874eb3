/* Texts and scores: drafts change, what was handed in does not, and nothing is lost. */
#include "scene.h"
#include "store/store_private.h"
#include <glib/gstdio.h>
#include <string.h>

static Store *with_a_pack(Scene *scene) {
  Store *store = scene_open(scene);
  put_sample_pack(store, 1, 4);
  return store;
}

static int64_t version_of(Store *store, int64_t item) {
  StoreItem *row = store_item(store, item, NULL);
  int64_t version = row->version;
  store_item_free(row);
  return version;
}

static StoreWriting begin(Store *store, int64_t item, int64_t exam, uint64_t n) {
  GError *error = NULL;
  StoreWriting w = {.uuid = uuid_of(UINT64_C(3) << 40 | n),
                    .item = item,
                    .version = version_of(store, item),
                    .exam = exam,
                    .section = exam == 0 ? 0 : 1,
                    .started_at = SCENE_AT,
                    .offset = -300,
                    .saved_at = SCENE_AT};
  must(store_writing_add(store, &w, &error), &error);
  assert_true(w.id > 0);
  return w;
}

static int64_t start_exam(Store *store) {
  GError *error = NULL;
  StoreExamItem question = {1, 0, 1, version_of(store, 1), (char *)""};
  g_autoptr(GArray) form = g_array_new(FALSE, FALSE, sizeof(StoreExamItem));
  g_array_append_val(form, question);
  StoreExam exam = {.uuid = uuid_of(UINT64_C(4) << 40),
                    .started_at = SCENE_AT,
                    .day = SCENE_DAY,
                    .code = (char *)"two",
                    .blueprint = (char *)"{}"};
  must(store_exam_start(store, &exam, form, &error), &error);
  return exam.id;
}

static StoreScore score_of(int64_t writing, uint64_t n, bool mentor) {
  return (StoreScore){.uuid = uuid_of(UINT64_C(5) << 40 | n),
                      .writing = writing,
                      .mentor = mentor,
                      .name = (char *)(mentor ? "Kim" : ""),
                      .at = SCENE_AT,
                      .levels = (char *)"{\"clear\":3}",
                      .credit = .5,
                      .comment = (char *)"Good."};
}

static void a_draft_is_saved_over_and_over(void **state) {
  Store *store = with_a_pack(*state);
  GError *error = NULL;
  StoreWriting draft = begin(store, 1, 0, 1), read;
  must(store_writing_save(store, draft.id, "One.", 1000, SCENE_AT + 1, &error), &error);
  must(store_writing_save(store, draft.id, "One. Two: \u4e2d\u6587.", 2500, SCENE_AT + 2, &error),
       &error);
  store_close(store);
  store = scene_open(*state);
  assert_true(store_writing_get(store, draft.id, &read));
  assert_string_equal(read.text, "One. Two: \u4e2d\u6587.");
  assert_true(read.ms == 2500 && read.saved_at == SCENE_AT + 2 && read.handed_at == 0);
  assert_true(read.item == 1 && read.exam == 0 && read.offset == -300);
  assert_memory_equal(&read.uuid, &draft.uuid, sizeof read.uuid);
  assert_int_equal(store_writing_draft(store, 1), draft.id);
  assert_int_equal(store_writing_draft(store, 2), 0);
  store_writing_clear(&read);
  store_close(store);
}

static void what_was_handed_in_never_changes(void **state) {
  Store *store = with_a_pack(*state);
  GError *error = NULL;
  StoreWriting text = begin(store, 1, 0, 1), read;
  must(store_writing_save(store, text.id, "Done.", 1000, SCENE_AT + 1, &error), &error);
  must(store_writing_hand_in(store, text.id, SCENE_AT + 2, &error), &error);
  must(store_writing_hand_in(store, text.id, SCENE_AT + 9, &error), &error); /* no change */
  assert_false(store_writing_save(store, text.id, "More.", 2000, SCENE_AT + 3, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  StoreScore score = score_of(text.id, 1, false);
  must(store_score_add(store, &score, &error), &error);
  static const char *const attempts[] = {"UPDATE writing SET text = 'x'",
                                         "UPDATE writing SET handed_at = NULL",
                                         "DELETE FROM writing",
                                         "REPLACE INTO writing SELECT * FROM writing",
                                         "UPDATE score SET credit = 1",
                                         "DELETE FROM score",
                                         "REPLACE INTO score SELECT * FROM score",
                                         "INSERT INTO score SELECT 9, randomblob(16), writing, "
                                         "'boss', '', 0, 0, '{}', 0.5, '' FROM score",
                                         "INSERT INTO score SELECT 9, randomblob(16), writing, "
                                         "'self', '', 0, 0, '{}', 1.5, '' FROM score"};
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    int code = sqlite3_exec(store->db, attempts[i], NULL, NULL, NULL);
    if ((code & 0xff) != SQLITE_CONSTRAINT) fail_msg("%s was not refused", attempts[i]);
  }
  assert_true(store_writing_get(store, text.id, &read));
  assert_string_equal(read.text, "Done.");
  assert_int_equal(read.handed_at, SCENE_AT + 2);
  store_writing_clear(&read);
  store_close(store);
}

static void of_a_draft_only_the_text_changes_and_it_is_not_scored(void **state) {
  Store *store = with_a_pack(*state);
  GError *error = NULL;
  StoreWriting draft = begin(store, 1, 0, 1);
  static const char *const attempts[] = {
      "UPDATE writing SET item = 2", "UPDATE writing SET place = 7",
      "UPDATE writing SET started_at = 0", "DELETE FROM writing"};
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    int code = sqlite3_exec(store->db, attempts[i], NULL, NULL, NULL);
    if ((code & 0xff) != SQLITE_CONSTRAINT) fail_msg("%s was not refused", attempts[i]);
  }
  StoreScore score = score_of(draft.id, 1, false);
  assert_false(store_score_add(store, &score, &error));
  g_clear_error(&error);
  store_close(store);
}

static void an_exams_question_has_one_text_and_goes_with_its_section(void **state) {
  Store *store = with_a_pack(*state);
  GError *error = NULL;
  int64_t exam = start_exam(store);
  StoreWriting first = begin(store, 1, exam, 1), again = begin(store, 1, exam, 2);
  assert_int_equal(first.id, again.id);
  assert_int_equal(store_writing_draft(store, 1), 0); /* the open exam owns it */
  must(store_writing_hand_in_section(store, exam, 0, SCENE_AT + 5, &error), &error);
  g_autoptr(GArray) open = store_writings(store, exam, &error);
  assert_int_equal(open->len, 1);
  assert_int_equal(g_array_index(open, StoreWriting, 0).handed_at, 0);
  must(store_writing_hand_in_section(store, exam, 1, SCENE_AT + 5, &error), &error);
  g_autoptr(GArray) closed = store_writings(store, exam, &error);
  assert_int_equal(g_array_index(closed, StoreWriting, 0).handed_at, SCENE_AT + 5);
  store_close(store);
}

static void a_draft_of_an_exam_that_was_given_up_is_not_lost(void **state) {
  Store *store = with_a_pack(*state);
  GError *error = NULL;
  int64_t exam = start_exam(store);
  StoreWriting text = begin(store, 1, exam, 1);
  must(store_exam_end(store, exam, SCENE_AT + 9, SESSION_END_QUIT, &error), &error);
  assert_int_equal(store_writing_draft(store, 1), text.id);
  store_close(store);
}

static void a_score_tried_twice_stands_once(void **state) {
  Store *store = with_a_pack(*state);
  GError *error = NULL;
  StoreWriting text = begin(store, 1, 0, 1);
  must(store_writing_hand_in(store, text.id, SCENE_AT + 2, &error), &error);
  StoreScore self = score_of(text.id, 1, false), again = self, mentor = score_of(text.id, 2, true);
  must(store_score_add(store, &self, &error), &error);
  must(store_score_add(store, &again, &error), &error);
  must(store_score_add(store, &mentor, &error), &error);
  assert_int_equal(self.id, again.id);
  assert_true(store_score_known(store, &self.uuid));
  g_autoptr(GArray) scores = store_scores(store, text.id, &error);
  g_autoptr(GArray) all = store_scores(store, 0, &error);
  assert_int_equal(scores->len, 2);
  assert_int_equal(all->len, 2);
  const StoreScore *second = &g_array_index(scores, StoreScore, 1);
  assert_true(second->mentor && !second->oral && second->credit == .5);
  assert_string_equal(second->name, "Kim");
  assert_string_equal(second->comment, "Good.");
  store_close(store);
}

static void a_days_writing_alone_is_backed_up(void **state) {
  Scene *scene = *state;
  Store *store = with_a_pack(scene);
  GError *error = NULL;
  assert_false(store_backup_due(store));
  StoreWriting draft = begin(store, 1, 0, 1);
  assert_true(store_backup_due(store));
  must(store_backup(store, "daily", &error), &error);
  g_autoptr(GPtrArray) one = backup_list(store_backup_dir(store));
  scene->clock.fixed += CLOCK_DAY_MS;
  assert_false(store_backup_due(store));
  must(store_writing_save(store, draft.id, "More.", 1, SCENE_AT + 77, &error), &error);
  assert_true(store_backup_due(store));
  must(store_backup(store, "daily", &error), &error); /* it does not hold the same */
  g_autoptr(GPtrArray) two = backup_list(store_backup_dir(store));
  assert_int_equal(two->len, one->len + 1);
  store_close(store);
}

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

/* Damages the file so that it is recovered from a backup of before the text. */
static void a_damaged_file_gives_its_texts_back(void **state) {
  Scene *scene = *state;
  Store *store = with_a_pack(scene);
  GError *error = NULL;
  StoreWriting old = begin(store, 2, 0, 1);
  must(store_writing_save(store, old.id, "Old.", 1, SCENE_AT + 1, &error), &error);
  must(store_backup(store, "daily", &error), &error);
  must(store_writing_save(store, old.id, "Newer.", 2, SCENE_AT + 2, &error), &error);
  StoreWriting text = begin(store, 1, 0, 2), read;
  must(store_writing_save(store, text.id, "Late.", 3, SCENE_AT + 3, &error), &error);
  must(store_writing_hand_in(store, text.id, SCENE_AT + 4, &error), &error);
  StoreScore score = score_of(text.id, 1, false);
  must(store_score_add(store, &score, &error), &error);
  store->damaged = true; /* no backup at the end */
  store_close(store);
  spoil_root_of(scene, "tally");
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  must(store_recover(scene->path, &scene->clock, report, &error), &error);
  store = scene_open(scene);
  assert_true(store_writing_get(store, old.id, &read));
  assert_string_equal(read.text, "Newer.");
  store_writing_clear(&read);
  assert_true(store_writing_get(store, text.id, &read));
  assert_string_equal(read.text, "Late.");
  assert_int_equal(read.handed_at, SCENE_AT + 4);
  store_writing_clear(&read);
  assert_true(store_score_known(store, &score.uuid));
  store_close(store);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void) {
  const struct CMUnitTest tests[] = {
      TEST(a_draft_is_saved_over_and_over),
      TEST(what_was_handed_in_never_changes),
      TEST(of_a_draft_only_the_text_changes_and_it_is_not_scored),
      TEST(an_exams_question_has_one_text_and_goes_with_its_section),
      TEST(a_draft_of_an_exam_that_was_given_up_is_not_lost),
      TEST(a_score_tried_twice_stands_once),
      TEST(a_days_writing_alone_is_backed_up),
      TEST(a_damaged_file_gives_its_texts_back),
  };
  return UNIT_RUN(tests);
}
