/* Backups: whole or not there, one a day where something was done, and not too many. */
#include "scene.h"
#include "store/store_private.h"
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define DAY CLOCK_DAY_MS

static void assert_reasons(const Store *store, const char *expected) {
  g_autoptr(GPtrArray) list = backup_list(store_backup_dir(store));
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < list->len; i++)
    g_string_append_printf(text, "%s%s", i ? " " : "", ((Backup *)list->pdata[i])->reason);
  assert_string_equal(text->str, expected);
  g_string_free(text, TRUE);
}

static guint count_backups(const Scene *scene) {
  g_autofree char *dir = backup_dir_of(scene->path);
  g_autoptr(GPtrArray) list = backup_list(dir);
  return list->len;
}

static Store *prepare(Scene *scene) {
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 4);
  start_session(store, 1);
  return store;
}

static void a_backup_is_a_whole_database(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  Store *store = prepare(scene);
  must_append(store, 1, 1, 2);
  must(store_backup(store, "by-hand", &error), &error);
  g_autofree char *expected =
      g_build_filename(store_backup_dir(store), "20261123-180000-by-hand.db", NULL);
  assert_int_equal(g_access(expected, R_OK), 0);
  store_close(store);
  Scene copy = *scene;
  copy.path = expected;
  store = scene_open(&copy);
  assert_int_equal(store_answer_count(store), 1);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

static void nothing_new_makes_no_backup(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  Store *store = prepare(scene);
  must(store_backup(store, "by-hand", &error), &error);
  scene->clock.fixed += 5000;
  must(store_backup(store, "by-hand", &error), &error);
  assert_reasons(store, "by-hand");
  must(store_set_setting(store, "minutes", "30", &error), &error);
  must(store_backup(store, "before-import", &error), &error);
  assert_reasons(store, "before-import by-hand");
  store_close(store);
}

static void a_damaged_backup_does_not_count(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  Store *store = prepare(scene);
  must(store_backup(store, "by-hand", &error), &error);
  g_autoptr(GPtrArray) list = backup_list(store_backup_dir(store));
  const char *path = ((Backup *)list->pdata[0])->path;
  char *bytes = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(path, &bytes, &size, NULL));
  memset(bytes + 4096, 0x5a, size - 4096);
  scene_write(path, bytes, size);
  g_free(bytes);
  scene->clock.fixed += 5000;
  must(store_backup(store, "by-hand", &error), &error);
  g_autoptr(GPtrArray) after = backup_list(store_backup_dir(store));
  assert_string_not_equal(((Backup *)after->pdata[0])->path, path);
  store_close(store);
}

static void a_day_with_answers_is_backed_up_when_it_ends(void **state) {
  Scene *scene = *state;
  Store *store = prepare(scene);
  assert_false(store_backup_due(store)); /* nothing was answered yet */
  must_append(store, 1, 1, 2);
  assert_true(store_backup_due(store));
  store_close(store);
  assert_int_equal(count_backups(scene), 1);
  store = scene_open(scene);
  must_append(store, 1, 1, 4);
  assert_false(store_backup_due(store)); /* one of today is there */
  store_close(store);
  scene->clock.fixed += DAY;
  store = scene_open(scene);
  assert_true(store_backup_due(store));
  store_close(store);
  scene->clock.fixed += DAY;
  store = scene_open(scene);
  assert_false(store_backup_due(store)); /* no answers since */
  store_close(store);
  assert_int_equal(count_backups(scene), 2);
}

static void a_clock_set_back_still_backs_up_once_a_day(void **state) {
  Scene *scene = *state;
  Store *store = prepare(scene);
  must_append(store, 1, 1, 2);
  scene->clock.fixed += 3000 * DAY;
  store_close(store);
  scene->clock.fixed = SCENE_AT;
  store = scene_open(scene);
  must_append(store, 1, 1, 4);
  assert_true(store_backup_due(store));
  store_close(store);
  store = scene_open(scene);
  assert_false(store_backup_due(store));
  store_close(store);
  assert_int_equal(count_backups(scene), 2);
}

static void backups_are_refused_where_they_make_no_sense(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  Store *store = prepare(scene);
  static const char *const reasons[] = {"", "../x", "By hand", "a.b"};
  for (size_t i = 0; i < G_N_ELEMENTS(reasons); i++) {
    assert_false(store_backup(store, reasons[i], &error));
    assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  }
  must(store_begin(store, &error), &error);
  assert_false(store_backup(store, "by-hand", &error));
  assert_int_equal(code_of(&error), STORE_ERROR_MISUSE);
  store_rollback(store);
  scene_write(store_backup_dir(store), "in the way", 10);
  assert_false(store_backup(store, "by-hand", &error));
  assert_non_null(strstr(error->message, ".backups"));
  assert_int_equal(code_of(&error), STORE_ERROR_IO);
  store_close(store);
}

/* -- what stays -------------------------------------------------------------------------------- */

static void add_backup(GPtrArray *list, int64_t at, const char *reason) {
  Backup *backup = g_new0(Backup, 1);
  backup_stamp(at, backup->stamp);
  backup->at = at;
  backup->reason = g_strdup(reason);
  backup->path = g_strdup_printf("%s-%s.db", backup->stamp, reason);
  g_ptr_array_add(list, backup);
}

static void backup_free(gpointer data) {
  Backup *backup = data;
  g_free(backup->path);
  g_free(backup->reason);
  g_free(backup);
}

/* Days before the newest that stay of a backup each day for 400 days. */
static void seven_days_four_weeks_six_months_stay(void **state) {
  (void)state;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(backup_free);
  for (int i = 0; i < 400; i++) add_backup(list, SCENE_AT - i * DAY, "daily"); /* a Monday */
  g_autoptr(GArray) surplus = backup_surplus(list, "");
  GString *kept = g_string_new(NULL);
  guint next = 0;
  for (guint i = 0; i < list->len; i++) {
    if (next < surplus->len && g_array_index(surplus, guint, next) == i)
      next++;
    else
      g_string_append_printf(kept, "%u ", i);
  }
  /* Sundays end weeks; Oct 31, Sep 30, Aug 31, Jul 31 and Jun 30 end months. */
  assert_string_equal(kept->str, "0 1 2 3 4 5 6 8 15 23 54 84 115 146 ");
  g_string_free(kept, TRUE);
}

static void the_last_three_before_a_change_stay_beside_them(void **state) {
  (void)state;
  g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func(backup_free);
  for (int i = 0; i < 6; i++) add_backup(list, SCENE_AT - i * 1000, "before-import");
  add_backup(list, SCENE_AT - 10000, "daily");
  add_backup(list, SCENE_AT - 20000, "by-hand");
  g_autoptr(GArray) surplus = backup_surplus(list, "20261123-175940-by-hand.db");
  assert_int_equal(surplus->len, 3);
  for (guint i = 0; i < 3; i++) assert_int_equal(g_array_index(surplus, guint, i), 3 + i);
}

static void other_files_in_the_folder_are_left_alone(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  Store *store = prepare(scene);
  must(store_backup(store, "by-hand", &error), &error);
  static const char *const names[] = {"notes.txt", "99999999-999999-x.db", "20261123-x.db"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(store_backup_dir(store), names[i], NULL);
    scene_write(path, "x", 1);
  }
  assert_int_equal(count_backups(scene), 1);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_backup_is_a_whole_database),
      TEST(nothing_new_makes_no_backup),
      TEST(a_damaged_backup_does_not_count),
      TEST(a_day_with_answers_is_backed_up_when_it_ends),
      TEST(a_clock_set_back_still_backs_up_once_a_day),
      TEST(backups_are_refused_where_they_make_no_sense),
      TEST(seven_days_four_weeks_six_months_stay),
      TEST(the_last_three_before_a_change_stay_beside_them),
      TEST(other_files_in_the_folder_are_left_alone),
  };
  return UNIT_RUN(tests);
}
