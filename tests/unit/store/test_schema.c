/* Promises that the schema itself keeps, whoever writes to the file, and how it moves on. */
#include "scene.h"
#include "store/store_private.h"
#include <string.h>

static Store *with_an_answer(Scene *scene) {
  GError *error = NULL;
  Store *store = scene_open(scene);
  put_sample_pack(store, 1, 2);
  int64_t seq = must_append(store, 1, start_session(store, 1), 2);
  Event event = sample_event(EVENT_UNDO, 1);
  event.answer = seq;
  must(store_append_event(store, &event, NULL, &error), &error);
  return store;
}

static void logs_and_versions_refuse_change(void **state) {
  static const char *const attempts[] = {
      "UPDATE answer SET correct = 1",
      "DELETE FROM answer",
      "UPDATE event SET at = 1",
      "DELETE FROM event",
      "UPDATE item_version SET hash = 'x'",
      "DELETE FROM item_version",
      "REPLACE INTO event SELECT * FROM event",
      "REPLACE INTO answer SELECT * FROM answer",
      "INSERT OR REPLACE INTO item_version SELECT * FROM item_version",
      "DELETE FROM item",
  };
  Store *store = with_an_answer(*state);
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    int code = sqlite3_exec(store->db, attempts[i], NULL, NULL, NULL);
    if ((code & 0xff) != SQLITE_CONSTRAINT) fail_msg("%s was not refused", attempts[i]);
  }
  assert_int_equal(store_answer_count(store), 1);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void columns_refuse_what_they_are_not_for(void **state) {
  static const char *const attempts[] = {
      "UPDATE item SET suspended = 2",
      "UPDATE item SET status = 'gone'",
      "UPDATE card SET due_day = 'soon'",
      "UPDATE card SET phase = 4",
      "INSERT INTO setting VALUES ('key', NULL)",
      "UPDATE load SET n = -1",
      "UPDATE session SET uuid = x'00'",
  };
  Store *store = with_an_answer(*state);
  for (size_t i = 0; i < G_N_ELEMENTS(attempts); i++) {
    int code = sqlite3_exec(store->db, attempts[i], NULL, NULL, NULL);
    if ((code & 0xff) != SQLITE_CONSTRAINT) fail_msg("%s was not refused", attempts[i]);
  }
  store_close(store);
}

static int pragma(Store *store, const char *name) {
  g_autofree char *text = g_strdup_printf("PRAGMA %s", name);
  sqlite3_stmt *row = NULL;
  assert_int_equal(sqlite3_prepare_v2(store->db, text, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  int value = sqlite3_column_int(row, 0);
  sqlite3_finalize(row);
  return value;
}

static void a_connection_is_durable_and_trusts_nothing(void **state) {
  Store *store = scene_open(*state);
  int defensive = 0, trusted = 1;
  assert_int_equal(pragma(store, "synchronous"), 3);
  assert_int_equal(pragma(store, "foreign_keys"), 1);
  assert_int_equal(pragma(store, "cell_size_check"), 1);
  assert_int_equal(pragma(store, "trusted_schema"), 0);
  assert_int_equal(pragma(store, "recursive_triggers"), 1);
  assert_int_equal(pragma(store, "cache_size"), -2000);
  assert_int_equal(pragma(store, "busy_timeout"), STORE_BUSY_MS);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, -1, &defensive);
  sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, -1, &trusted);
  assert_true(defensive == 1 && trusted == 0);
  store_close(store);
}

/* -- moving on --------------------------------------------------------------------------------- */

/* Steps that follow those the file has taken already. */
#define TAKEN STORE_MIGRATION_COUNT

static const StoreMigration NEW_STEPS[] = {
    {"note", "CREATE TABLE note (text TEXT NOT NULL) STRICT; INSERT INTO note VALUES ('a')"},
    {"broken", "CREATE TABLE other (text TEXT) STRICT; INSERT INTO nowhere VALUES (1)"},
};

static bool take_steps(Store *store, int n, GError **error) {
  StoreMigration steps[16] = {{NULL}};
  for (int i = 0; i < TAKEN; i++) steps[i] = STORE_MIGRATIONS[i];
  for (int i = 0; i < n; i++) steps[TAKEN + i] = NEW_STEPS[i];
  return migrate_run(store, steps, TAKEN + n, error);
}

static void every_statement_fits_the_schema(void **state) {
  Store *store = scene_open(*state);
  for (SqlName name = 0; name < SQL_COUNT; name++) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(store->db, sql_text(name), -1, &statement, NULL);
    if (code != SQLITE_OK) fail_msg("%s: %s", sql_text(name), sqlite3_errmsg(store->db));
    sqlite3_finalize(statement);
  }
  store_close(store);
}

static void a_step_is_taken_after_a_backup(void **state) {
  GError *error = NULL;
  int version = 0;
  Store *store = with_an_answer(*state);
  must(take_steps(store, 1, &error), &error);
  must(migrate_version(store, &version, &error), &error);
  assert_int_equal(version, TAKEN + 1);
  g_autoptr(GPtrArray) backups = backup_list(store_backup_dir(store));
  assert_int_equal(backups->len, 1);
  const Backup *backup = backups->pdata[0];
  assert_string_equal(backup->reason, "before-migration");
  assert_int_equal(backup_log_length(backup->path, NULL), 2);
  must(take_steps(store, 1, &error), &error); /* nothing more to do */
  store_close(store);
}

static void a_step_that_fails_leaves_the_version_before(void **state) {
  GError *error = NULL;
  int version = 0;
  Store *store = with_an_answer(*state);
  assert_false(take_steps(store, 2, &error));
  g_autofree char *step = g_strdup_printf("step to version %d", TAKEN + 2);
  assert_non_null(strstr(error->message, step));
  code_of(&error);
  must(migrate_version(store, &version, &error), &error);
  assert_int_equal(version, TAKEN + 1);
  assert_int_not_equal(sqlite3_exec(store->db, "SELECT * FROM other", NULL, NULL, NULL), SQLITE_OK);
  assert_int_equal(store_answer_count(store), 1);
  store_close(store);
}

static void the_file_is_not_moved_on_under_another_program(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  Store *first = with_an_answer(scene), *second = NULL;
  assert_int_equal(sqlite3_exec(first->db, "PRAGMA user_version = 0", NULL, NULL, NULL), SQLITE_OK);
  second = store_open(scene->path, &scene->clock, NULL, &error);
  assert_null(second);
  assert_non_null(strstr(error->message, "another pawl has it open"));
  assert_int_equal(code_of(&error), STORE_ERROR_BUSY);
  store_close(first);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(logs_and_versions_refuse_change),
      TEST(columns_refuse_what_they_are_not_for),
      TEST(a_connection_is_durable_and_trusts_nothing),
      TEST(every_statement_fits_the_schema),
      TEST(a_step_is_taken_after_a_backup),
      TEST(a_step_that_fails_leaves_the_version_before),
      TEST(the_file_is_not_moved_on_under_another_program),
  };
  return UNIT_RUN(tests);
}
