/* From a damaged file back to a sound one, with everything that can still be read. */
#include "scene.h"
#include "store/store_private.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PAGE 4096

static void append_many(Store *store, uint64_t first, uint64_t n) {
  GError *error = NULL;
  must(store_begin(store, &error), &error);
  for (uint64_t i = first; i < first + n; i++) must_append(store, 1 + (int64_t)i % 8, 1, i);
  must(store_commit(store, &error), &error);
}

/* 200 answers, a backup, 300 more, an undo of an old and of a new answer, an item put aside. */
static void live(Scene *scene, bool with_backup) {
  GError *error = NULL;
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 8);
  start_session(store, 1);
  append_many(store, 0, 200);
  if (with_backup) must(store_backup(store, "by-hand", &error), &error);
  append_many(store, 1000, 300);
  Event undo_old = sample_event(EVENT_UNDO, 1), undo_new = sample_event(EVENT_UNDO, 2),
        suspend = sample_event(EVENT_SUSPEND, 3);
  undo_old.answer = 7;
  undo_new.answer = 450;
  suspend.item = 8;
  must(store_append_event(store, &undo_old, NULL, &error), &error);
  must(store_append_event(store, &undo_new, NULL, &error), &error);
  must(store_append_event(store, &suspend, NULL, &error), &error);
  must(store_set_setting(store, "minutes", "45", &error), &error);
  store->damaged = true; /* no backup at the end, no clean mark */
  store_close(store);
}

static void spoil_pages(Scene *scene, guint first, guint n, uint8_t with) {
  gsize size = 0;
  g_autofree char *bytes = scene_read(scene, "pawl.db", &size);
  assert_true((first + n) * PAGE <= size);
  memset(bytes + first * PAGE, with, n * PAGE);
  scene_write(scene->path, bytes, size);
}

static guint root_of(const char *path, const char *name) {
  sqlite3 *db = NULL;
  sqlite3_stmt *row = NULL;
  g_autofree char *text =
      g_strdup_printf("SELECT rootpage FROM sqlite_schema WHERE name = '%s'", name);
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  assert_int_equal(sqlite3_prepare_v2(db, text, -1, &row, NULL), SQLITE_OK);
  assert_int_equal(sqlite3_step(row), SQLITE_ROW);
  guint page = (guint)sqlite3_column_int(row, 0) - 1;
  sqlite3_finalize(row);
  sqlite3_close(db);
  return page;
}

static guint number_at(const char *bytes, gsize at, int size) {
  guint number = 0;
  for (int i = 0; i < size; i++) number = number << 8 | (uint8_t)bytes[at + (gsize)i];
  return number;
}

/* The page (from 0) of the leaf of tree NAME, two levels deep, at PART of its breadth. */
static guint page_of_leaf(const char *path, const char *name, double part) {
  gsize at = root_of(path, name) * (gsize)PAGE;
  g_autofree char *bytes = NULL;
  assert_true(g_file_get_contents(path, &bytes, NULL, NULL));
  assert_true(bytes[at] == 5 || bytes[at] == 2); /* inner pages of tables and indexes */
  guint cells = number_at(bytes, at + 3, 2), wanted = (guint)(part * cells);
  if (wanted == cells) return number_at(bytes, at + 8, 4) - 1;
  return number_at(bytes, at + number_at(bytes, at + 12 + 2 * wanted, 2), 4) - 1;
}

static guint leaf_of(Scene *scene, const char *table, double part) {
  return page_of_leaf(scene->path, table, part);
}

static char *recover(Scene *scene) {
  GError *error = NULL;
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  must(store_recover(scene->path, &scene->clock, report, &error), &error);
  g_ptr_array_add(report, NULL);
  return g_strjoinv("\n", (char **)report->pdata);
}

typedef struct {
  int n, undone;
  GHashTable *seen;
} Found;

static bool see(const Answer *answer, void *user) {
  Found *found = user;
  char text[37];
  uuid_format(&answer->uuid, text);
  found->n++;
  found->undone += answer->undone;
  return g_hash_table_add(found->seen, g_strdup(text));
}

static bool holds(const Found *found, uint64_t n) {
  char text[37];
  Uuid uuid = uuid_of(n);
  uuid_format(&uuid, text);
  return g_hash_table_contains(found->seen, text);
}

static Found read_log(Store *store) {
  GError *error = NULL;
  Found found = {.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
  StoreLogQuery query = {0};
  must(store_each_answer(store, &query, see, &found, &error), &error);
  assert_int_equal(found.n, store_answer_count(store));
  assert_int_equal(g_hash_table_size(found.seen), found.n);
  return found;
}

static void assert_whole(Scene *scene, int answers, int undone) {
  GError *error = NULL;
  Store *store = scene_open(scene);
  Found found = read_log(store);
  assert_int_equal(found.n, answers);
  assert_int_equal(found.undone, undone);
  g_hash_table_unref(found.seen);
  StoreItem *item = store_item(store, 8, &error);
  assert_true(item->suspended);
  store_item_free(item);
  g_autofree char *minutes = store_setting(store, "minutes");
  assert_string_equal(minutes, "45");
  StoreQuery query = {.text = "district"};
  assert_int_equal(store_items_count(store, &query), 8);
  assert_int_equal(count_findings(store), 0);
  must_append(store, 1, 1, 99999);
  store_close(store);
}

static bool is_later(const Answer *answer, void *user) {
  Answer *last = user;
  assert_true(answer->seq == last->seq + 1 && answer->at >= last->at);
  *last = *answer;
  return true;
}

/* -- kinds of damage --------------------------------------------------------------------------- */

static void a_broken_index_loses_nothing(void **state) {
  live(*state, true);
  spoil_pages(*state, leaf_of(*state, "answer_item", 0.5), 1, 0x5a);
  assert_int_equal(scene_refusal(*state, NULL), STORE_ERROR_CORRUPT);
  g_autofree char *report = recover(*state);
  assert_non_null(strstr(report, "by-hand.db was put in its place"));
  assert_non_null(strstr(report, "300 more answers and 3 more changes"));
  assert_null(strstr(report, "could not be read"));
  assert_whole(*state, 500, 2);
}

static void a_broken_page_of_old_answers_comes_from_the_backup(void **state) {
  live(*state, true);
  spoil_pages(*state, leaf_of(*state, "answer", 0.1), 1, 0);
  assert_int_equal(scene_refusal(*state, NULL), STORE_ERROR_CORRUPT);
  g_autofree char *report = recover(*state);
  assert_null(strstr(report, "could not be read"));
  assert_whole(*state, 500, 2);
}

static void a_broken_page_of_new_answers_loses_only_those_on_it(void **state) {
  Scene *scene = *state;
  live(scene, true);
  spoil_pages(scene, leaf_of(scene, "answer", 0.7), 1, 0x5a);
  g_autofree char *report = recover(scene);
  assert_non_null(strstr(report, "answers could not be read"));
  Store *store = scene_open(scene);
  Found found = read_log(store);
  assert_true(found.n > 430 && found.n < 500);
  for (uint64_t n = 0; n < 200; n++) assert_true(holds(&found, n));
  assert_true(holds(&found, 1000) && holds(&found, 1299));
  assert_int_equal(count_findings(store), 0);
  g_hash_table_unref(found.seen);
  store_close(store);
}

static void leaves_below_a_broken_root_are_found(void **state) {
  live(*state, true);
  spoil_pages(*state, root_of(((Scene *)*state)->path, "answer"), 1, 0);
  g_autofree char *report = recover(*state);
  assert_non_null(strstr(report, "300 more answers and 3 more changes"));
  assert_whole(*state, 500, 2);
}

static void answers_keep_their_order(void **state) {
  Scene *scene = *state;
  live(scene, true);
  spoil_pages(scene, root_of(scene->path, "answer"), 1, 0x5a);
  g_free(recover(scene));
  Store *store = scene_open(scene);
  GError *error = NULL;
  Answer last = {0};
  StoreLogQuery query = {0};
  must(store_each_answer(store, &query, is_later, &last, &error), &error);
  assert_int_equal(last.seq, 500);
  store_close(store);
}

static void a_lost_first_page_is_taken_from_the_backup(void **state) {
  live(*state, true);
  spoil_pages(*state, 0, 1, 0);
  assert_int_equal(scene_refusal(*state, NULL), STORE_ERROR_CORRUPT);
  g_autofree char *report = recover(*state);
  assert_non_null(strstr(report, "300 more answers"));
  assert_whole(*state, 500, 2);
}

static void what_stands_before_a_cut_is_read(void **state) {
  Scene *scene = *state;
  live(scene, true);
  assert_int_equal(truncate(scene->path, (off_t)(scene_size(scene) - 4 * PAGE)), 0);
  assert_int_equal(scene_refusal(scene, NULL), STORE_ERROR_CORRUPT);
  g_free(recover(scene));
  Store *store = scene_open(scene);
  Found found = read_log(store);
  assert_true(found.n > 350);
  for (uint64_t n = 0; n < 200; n++) assert_true(holds(&found, n));
  g_hash_table_unref(found.seen);
  store_close(store);
}

static void a_zeroed_file_falls_back_on_the_backup(void **state) {
  Scene *scene = *state;
  gsize size = 0;
  live(scene, true);
  g_autofree char *bytes = scene_read(scene, "pawl.db", &size);
  memset(bytes, 0, size);
  scene_write(scene->path, bytes, size);
  g_free(recover(scene));
  Store *store = scene_open(scene);
  assert_int_equal(store_answer_count(store), 200);
  store_close(store);
}

static void without_a_backup_the_file_itself_is_the_source(void **state) {
  live(*state, false);
  spoil_pages(*state, leaf_of(*state, "answer_item", 0.5), 1, 0x5a);
  g_autofree char *report = recover(*state);
  assert_non_null(strstr(report, "a new database was begun"));
  assert_non_null(strstr(report, "500 more answers and 3 more changes"));
  assert_whole(*state, 500, 2);
}

static void the_best_backup_is_the_one_that_holds_most(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  live(scene, true);
  Store *store = scene_open(scene);
  scene->clock.fixed -= 400 * CLOCK_DAY_MS; /* the clock was set back: its name is older */
  must(store_backup(store, "daily", &error), &error);
  scene->clock.fixed = SCENE_AT;
  store->damaged = true;
  store_close(store);
  spoil_pages(scene, 0, 1, 0);
  g_autofree char *report = recover(scene);
  assert_non_null(strstr(report, "20251019-180000-daily.db was put in its place"));
  assert_whole(scene, 500, 2);
}

static void a_damaged_backup_is_passed_over(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  live(scene, true);
  Store *store = scene_open(scene);
  scene->clock.fixed += CLOCK_DAY_MS;
  must(store_backup(store, "daily", &error), &error);
  g_autoptr(GPtrArray) list = backup_list(store_backup_dir(store));
  const char *newest = ((Backup *)list->pdata[0])->path;
  char *bytes = NULL;
  gsize size = 0;
  assert_true(g_file_get_contents(newest, &bytes, &size, NULL));
  memset(bytes + page_of_leaf(newest, "answer_item", 0.5) * PAGE, 0x5a, PAGE);
  scene_write(newest, bytes, size);
  g_free(bytes);
  store->damaged = true;
  store_close(store);
  spoil_pages(scene, leaf_of(scene, "answer_item", 0.5), 1, 0x5a);
  g_autofree char *report = recover(scene);
  assert_non_null(strstr(report, "cannot be used"));
  assert_non_null(strstr(report, "by-hand.db was put in its place"));
  assert_whole(scene, 500, 2);
}

/* -- manners ----------------------------------------------------------------------------------- */

static void the_damaged_file_is_kept(void **state) {
  Scene *scene = *state;
  gsize before_size = 0, after_size = 0;
  live(scene, true);
  spoil_pages(scene, 0, 1, 0);
  g_autofree char *before = scene_read(scene, "pawl.db", &before_size);
  g_autofree char *report = recover(scene);
  g_autofree char *after = scene_read(scene, "pawl.db.damaged-20261123-180000", &after_size);
  assert_int_equal(before_size, after_size);
  assert_memory_equal(before, after, before_size);
  assert_non_null(strstr(report, "kept as"));
  static const char *const litter[] = {"pawl.db.recovering", "pawl.db.salvage"};
  for (size_t i = 0; i < G_N_ELEMENTS(litter); i++) {
    g_autofree char *path = g_build_filename(scene->dir, litter[i], NULL);
    assert_int_not_equal(g_access(path, F_OK), 0);
  }
}

static void a_file_in_use_is_not_replaced(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  live(scene, true);
  Store *store = scene_open(scene);
  assert_false(store_recover(scene->path, &scene->clock, report, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_BUSY);
  store_close(store);
}

static void files_of_others_and_of_newer_programs_are_not_replaced(void **state) {
  Scene *scene = *state;
  GError *error = NULL;
  g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
  scene_write(scene->path, "Dear diary, today", 17);
  assert_false(store_recover(scene->path, &scene->clock, report, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_FOREIGN);
  g_unlink(scene->path);
  live(scene, false);
  gsize size = 0;
  g_autofree char *bytes = scene_read(scene, "pawl.db", &size);
  bytes[63] = 99;
  scene_write(scene->path, bytes, size);
  assert_false(store_recover(scene->path, &scene->clock, report, &error));
  assert_int_equal(code_of(&error), STORE_ERROR_NEWER);
  assert_int_equal(report->len, 0);
}

static void a_deleted_file_comes_back_from_its_backup(void **state) {
  Scene *scene = *state;
  live(scene, true);
  g_unlink(scene->path);
  g_free(recover(scene));
  Store *store = scene_open(scene);
  assert_int_equal(store_answer_count(store), 200);
  store_close(store);
}

static void recover_until_killed(Scene *scene, int turns) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    g_autoptr(GPtrArray) report = g_ptr_array_new_with_free_func(g_free);
    store_recover(scene->path, &scene->clock, report, NULL);
    _exit(0);
  }
  for (volatile int i = 0; i < turns; i++) continue;
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
}

static void an_interrupted_recovery_can_be_repeated(void **state) {
  Scene *scene = *state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(5);
  live(scene, true);
  spoil_pages(scene, root_of(scene->path, "answer"), 1, 0x5a);
  for (int i = 0; i < 20; i++) {
    recover_until_killed(scene, g_rand_int_range(chance, 0, 8000000));
    assert_int_equal(g_access(scene->path, F_OK), 0); /* there at every moment */
  }
  g_free(recover(scene));
  assert_whole(scene, 500, 2);
}

/* Noise on any page: always a sound database, never fewer answers than the backup had. */
static void any_broken_page_can_be_recovered_from(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(42);
  Scene *first = scene_new();
  gsize size = 0;
  live(first, true);
  g_autofree char *bytes = scene_read(first, "pawl.db", &size);
  guint pages = (guint)(size / PAGE);
  int lost = 0, tries = 0;
  for (guint page = 0; page < pages; page++, tries++) {
    g_autofree char *spoiled = g_memdup2(bytes, size);
    for (guint i = 0; i < PAGE; i++) spoiled[page * PAGE + i] = (char)g_rand_int(chance);
    scene_write(first->path, spoiled, size);
    g_free(recover(first));
    Store *store = scene_open(first);
    Found found = read_log(store);
    for (uint64_t n = 0; n < 200; n++) assert_true(holds(&found, n));
    assert_true(found.n > 430);
    lost += 500 - found.n;
    assert_int_equal(count_findings(store), 0);
    g_hash_table_unref(found.seen);
    store->damaged = true;
    store_close(store);
  }
  print_message(
      "# %d pages of noise: 300 answers newer than the backup each time, %d lost in all\n", tries,
      lost);
  scene_free(first);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)
  const struct CMUnitTest tests[] = {
      TEST(a_broken_index_loses_nothing),
      TEST(a_broken_page_of_old_answers_comes_from_the_backup),
      TEST(a_broken_page_of_new_answers_loses_only_those_on_it),
      TEST(leaves_below_a_broken_root_are_found),
      TEST(answers_keep_their_order),
      TEST(a_lost_first_page_is_taken_from_the_backup),
      TEST(what_stands_before_a_cut_is_read),
      TEST(a_zeroed_file_falls_back_on_the_backup),
      TEST(without_a_backup_the_file_itself_is_the_source),
      TEST(the_best_backup_is_the_one_that_holds_most),
      TEST(a_damaged_backup_is_passed_over),
      TEST(the_damaged_file_is_kept),
      TEST(a_file_in_use_is_not_replaced),
      TEST(files_of_others_and_of_newer_programs_are_not_replaced),
      TEST(a_deleted_file_comes_back_from_its_backup),
      TEST(an_interrupted_recovery_can_be_repeated),
      TEST(any_broken_page_can_be_recovered_from),
  };
  return UNIT_RUN(tests);
}
