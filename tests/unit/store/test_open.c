/* What may be opened, what is refused untouched, and who may share it. */
#include "config.h"

#include "scene.h"
#include "store/store_private.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY    65534
#define NFS_MAGIC 0x6969

static void make(Scene *scene) {
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 40);
  start_session(store, 1);
  store_close(store);
}

/* Overwrites SIZE bytes of the database at OFFSET. */
static void overwrite(Scene *scene, long offset, const void *bytes, size_t size) {
  FILE *file = fopen(scene->path, "r+be");
  assert_non_null(file);
  assert_int_equal(fseek(file, offset, SEEK_SET), 0);
  assert_int_equal(fwrite(bytes, 1, size, file), size);
  fclose(file);
}

static void set_mark(Scene *scene, const char *mark) {
  g_autofree char *path = g_strconcat(scene->path, ".lock", NULL);
  g_autofree char *note = g_strdup_printf("%s elsewhere 4711\n", mark);
  scene_write(path, note, strlen(note));
}

static char *mark_of(Scene *scene) {
  gsize size = 0;
  char *note = scene_read(scene, "pawl.db.lock", &size);
  note[strcspn(note, " ")] = '\0';
  return note;
}

static void refuses_untouched(Scene *scene, StoreError code, const char *words) {
  gsize before_size = 0, after_size = 0;
  g_autofree char *before = scene_read(scene, "pawl.db", &before_size);
  g_autofree char *message = NULL;
  assert_int_equal(scene_refusal(scene, &message), code);
  assert_non_null(strstr(message, words));
  assert_non_null(strstr(message, "pawl.db"));
  g_autofree char *after = scene_read(scene, "pawl.db", &after_size);
  assert_int_equal(before_size, after_size);
  assert_memory_equal(before, after, before_size);
}

/* -- new and old files ------------------------------------------------------------------------- */

static void a_new_file_carries_our_marks(void **state) {
  gsize size = 0;
  make(*state);
  g_autofree char *bytes = scene_read(*state, "pawl.db", &size);
  StoreHeader header = store_parse_header((const uint8_t *)bytes, (int64_t)size);
  assert_true(header.sqlite && header.ours && !header.blank);
  assert_int_equal(header.version, STORE_MIGRATION_COUNT);
}

static void a_database_keeps_its_device(void **state) {
  Store *store = scene_open(*state);
  Uuid device = *store_device(store);
  store_close(store);
  store = scene_open(*state);
  assert_memory_equal(&device, store_device(store), sizeof device);
  assert_false(store_is_read_only(store));
  store_close(store);
}

static void an_empty_file_is_a_new_one(void **state) {
  Scene *scene = *state;
  scene_write(scene->path, "", 0);
  store_close(scene_open(scene));
}

static void a_missing_folder_is_said_so(void **state) {
  Scene scene = *(Scene *)*state;
  g_autofree char *message = NULL;
  scene.path = g_build_filename(scene.dir, "nowhere", "pawl.db", NULL);
  assert_int_equal(scene_refusal(&scene, &message), STORE_ERROR_IO);
  assert_non_null(strstr(message, "no such file or folder"));
  g_free(scene.path);
}

static void a_link_leads_to_one_lock(void **state) {
  Scene *scene = *state;
  make(scene);
  g_autofree char *folder = g_build_filename(scene->dir, "links", NULL);
  g_autofree char *path = g_build_filename(folder, "mine.db", NULL);
  assert_int_equal(g_mkdir(folder, 0700), 0);
  assert_int_equal(symlink(scene->path, path), 0);
  Scene linked = *scene;
  linked.path = path;
  Store *store = scene_open(&linked);
  assert_string_equal(store_path(store), scene->path);
  store_close(store);
  g_autofree char *lock = g_strconcat(path, ".lock", NULL);
  assert_int_not_equal(g_access(lock, F_OK), 0);
}

/* -- refusals ---------------------------------------------------------------------------------- */

static void a_newer_schema_is_refused_untouched(void **state) {
  make(*state);
  overwrite(*state, 60, "\0\0\0\143", 4);
  refuses_untouched(*state, STORE_ERROR_NEWER, "newer pawl (version 99");
}

static void another_programs_database_is_refused_untouched(void **state) {
  Scene *scene = *state;
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(scene->path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_exec(db, "CREATE TABLE note (text)", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_close(db);
  refuses_untouched(scene, STORE_ERROR_FOREIGN, "not a pawl database");
  g_autofree char *lock = g_strconcat(scene->path, ".lock", NULL);
  assert_int_not_equal(g_access(lock, F_OK), 0); /* no litter beside it either */
}

static void a_text_file_is_refused_untouched(void **state) {
  Scene *scene = *state;
  g_autofree char *text = g_strnfill(5000, 'x');
  scene_write(scene->path, text, 5000);
  refuses_untouched(scene, STORE_ERROR_FOREIGN, "not a pawl database");
}

static void a_zeroed_file_is_damaged(void **state) {
  Scene *scene = *state;
  g_autofree char *zeros = g_malloc0(8192);
  make(scene);
  scene_write(scene->path, zeros, 8192);
  refuses_untouched(scene, STORE_ERROR_CORRUPT, "damaged");
}

static void a_first_page_of_noise_is_damaged_where_a_database_stood(void **state) {
  make(*state);
  overwrite(*state, 0, "noise, noise, noise", 19);
  refuses_untouched(*state, STORE_ERROR_CORRUPT, "first page");
}

static void a_truncated_file_is_damaged(void **state) {
  Scene *scene = *state;
  make(scene);
  assert_int_equal(truncate(scene->path, 3 * 4096), 0);
  assert_int_equal(scene_refusal(scene, NULL), STORE_ERROR_CORRUPT);
}

static void a_file_emptied_after_use_is_damaged(void **state) {
  Scene *scene = *state;
  make(scene);
  assert_int_equal(truncate(scene->path, 0), 0);
  refuses_untouched(scene, STORE_ERROR_CORRUPT, "empty");
}

static void damage_inside_is_looked_for_only_after_an_unclean_end(void **state) {
  Scene *scene = *state;
  uint8_t noise[4096];
  make(scene);
  memset(noise, 0x5a, sizeof noise);
  overwrite(scene, (long)scene_size(scene) - 4096, noise, sizeof noise);
  Store *store = scene_open(scene);
  store->damaged = false;
  store_close(store);
  set_mark(scene, "open");
  assert_int_equal(scene_refusal(scene, NULL), STORE_ERROR_CORRUPT);
  set_mark(scene, "garbled");
  assert_int_equal(scene_refusal(scene, NULL), STORE_ERROR_CORRUPT);
}

/* -- marks and sharing ------------------------------------------------------------------------- */

static void the_last_one_out_marks_the_file_clean(void **state) {
  Store *first = scene_open(*state), *second = scene_open(*state);
  g_autofree char *open = mark_of(*state);
  assert_string_equal(open, "open");
  store_close(first);
  g_autofree char *still = mark_of(*state);
  assert_string_equal(still, "open");
  store_close(second);
  g_autofree char *clean = mark_of(*state);
  assert_string_equal(clean, "clean");
}

static void a_program_that_met_damage_leaves_no_clean_mark(void **state) {
  Store *store = scene_open(*state);
  store->damaged = true;
  store_close(store);
  g_autofree char *mark = mark_of(*state);
  assert_string_equal(mark, "open");
}

static void two_programs_see_each_others_answers(void **state) {
  Scene *scene = *state;
  make(scene);
  Store *first = scene_open(scene), *second = scene_open(scene);
  must_append(first, 1, 1, 2);
  assert_int_equal(store_answer_count(second), 1);
  must_append(second, 1, 1, 4);
  assert_int_equal(store_answer_count(first), 2);
  store_close(first);
  store_close(second);
}

static void over_a_network_the_second_one_is_told_who_is_first(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  StoreOptions options = {.fs_magic = NFS_MAGIC};
  make(scene);
  Store *first = store_open(scene->path, &scene->clock, &options, &error);
  must(first != NULL, &error);
  must_append(first, 1, 1, 2);
  assert_null(store_open(scene->path, &scene->clock, &options, &error));
  g_autofree char *who = g_strdup_printf("on %s, process %ld", g_get_host_name(), (long)getpid());
  assert_non_null(strstr(error->message, who));
  assert_non_null(strstr(error->message, "network"));
  assert_int_equal(code_of(&error), STORE_ERROR_BUSY);
  store_close(first);
  Store *next = store_open(scene->path, &scene->clock, &options, &error);
  must(next != NULL, &error);
  assert_int_equal(store_answer_count(next), 1);
  store_close(next);
}

/* -- reading only ------------------------------------------------------------------------------ */

static void reading_only_writes_nothing_anywhere(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  StoreOptions options = {.read_only = true};
  assert_null(store_open(scene->path, &scene->clock, &options, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_IO);
  assert_int_not_equal(g_access(scene->path, F_OK), 0);
  make(scene);
  set_mark(scene, "clean");
  Store *store = store_open(scene->path, &scene->clock, &options, &error);
  must(store != NULL, &error);
  assert_true(store_is_read_only(store));
  assert_false(store_set_setting(store, "minutes", "30", &error));
  assert_non_null(strstr(error->message, "can only be read"));
  assert_int_equal(code_of(&error), STORE_ERROR_READ_ONLY);
  assert_false(store_begin(store, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_READ_ONLY);
  store_close(store);
  gsize size = 0;
  g_autofree char *note = scene_read(scene, "pawl.db.lock", &size);
  assert_string_equal(note, "clean elsewhere 4711\n");
}

/* Runs LOOK as somebody who may not write what is not theirs; a superuser may always. */
static void as_nobody(Scene *scene, void (*look)(Scene *scene)) {
  bool super = geteuid() == 0;
  if (super) assert_int_equal(setresuid(NOBODY, NOBODY, 0), 0);
  look(scene);
  if (super) assert_int_equal(setresuid(0, 0, 0), 0);
}

static void look_only(Scene *scene) {
  Store *store = scene_open(scene);
  assert_true(store_is_read_only(store));
  assert_int_equal(store_answer_count(store), 1);
  store_close(store);
}

static void a_read_only_folder_opens_read_only_by_itself(void **state) {
  Scene *scene = *state;
  make(scene);
  Store *store = scene_open(scene);
  must_append(store, 1, 1, 2);
  store_close(store);
  assert_int_equal(g_chmod(scene->path, 0644), 0);
  assert_int_equal(g_chmod(scene->dir, 0555), 0);
  as_nobody(scene, look_only);
  assert_int_equal(g_chmod(scene->dir, 0777), 0);
  assert_int_equal(g_chmod(scene->path, 0444), 0);
  as_nobody(scene, look_only);
  assert_int_equal(g_chmod(scene->dir, 0700), 0);
}

static void refused_only(Scene *scene) {
  g_autofree char *message = NULL;
  assert_int_equal(scene_refusal(scene, &message), STORE_ERROR_IO);
  assert_non_null(strstr(message, "no permission"));
}

static void a_file_that_may_not_be_read_is_said_so(void **state) {
  Scene *scene = *state;
  make(scene);
  assert_int_equal(g_chmod(scene->path, 0000), 0);
  assert_int_equal(g_chmod(scene->dir, 0777), 0);
  as_nobody(scene, refused_only);
  assert_int_equal(g_chmod(scene->dir, 0700), 0);
}

static void an_interrupted_write_asks_for_a_writable_place(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  make(scene);
  pid_t writer = fork();
  if (writer == 0) { /* dies with pages written and the journal hot */
    Store *store = store_open(scene->path, &scene->clock, NULL, NULL);
    sqlite3_exec(store->db,
                 "PRAGMA cache_size=1; PRAGMA cache_spill=1; BEGIN IMMEDIATE;"
                 "INSERT INTO setting SELECT hex(randomblob(200)), hex(randomblob(900)) "
                 "FROM item, item_version LIMIT 400",
                 NULL, NULL, NULL);
    kill(getpid(), SIGKILL);
  }
  waitpid(writer, NULL, 0);
  StoreOptions options = {.read_only = true};
  assert_null(store_open(scene->path, &scene->clock, &options, &error));
  assert_non_null(strstr(error->message, "Open it once where it can be written"));
  assert_int_equal(code_of(&error), STORE_ERROR_READ_ONLY);
  Store *store = scene_open(scene);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_new_file_carries_our_marks),
      TEST(a_database_keeps_its_device),
      TEST(an_empty_file_is_a_new_one),
      TEST(a_missing_folder_is_said_so),
      TEST(a_link_leads_to_one_lock),
      TEST(a_newer_schema_is_refused_untouched),
      TEST(another_programs_database_is_refused_untouched),
      TEST(a_text_file_is_refused_untouched),
      TEST(a_zeroed_file_is_damaged),
      TEST(a_first_page_of_noise_is_damaged_where_a_database_stood),
      TEST(a_truncated_file_is_damaged),
      TEST(a_file_emptied_after_use_is_damaged),
      TEST(damage_inside_is_looked_for_only_after_an_unclean_end),
      TEST(the_last_one_out_marks_the_file_clean),
      TEST(a_program_that_met_damage_leaves_no_clean_mark),
      TEST(two_programs_see_each_others_answers),
      TEST(over_a_network_the_second_one_is_told_who_is_first),
      TEST(reading_only_writes_nothing_anywhere),
      TEST(a_read_only_folder_opens_read_only_by_itself),
      TEST(a_file_that_may_not_be_read_is_said_so),
      TEST(an_interrupted_write_asks_for_a_writable_place),
  };
  return UNIT_RUN(tests);
}
