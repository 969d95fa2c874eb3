/* Every write, sync, truncation, deletion and opening of a file fails once, in four ways. */
#include "fault_vfs.h"
#include "scene.h"
#include "store/store_private.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#define ANSWERS 4

typedef struct {
  Uuid uuid[2 * ANSWERS];
  int n;
} Acknowledged;

typedef struct {
  char *bytes; /* a database with a pack, a session and two answers */
  gsize size;
} Template;

static Template template_make(Scene *scene) {
  Template template = {0};
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 4);
  int64_t session = start_session(store, 1);
  must_append(store, 1, session, 900);
  must_append(store, 2, session, 901);
  store_close(store);
  template.bytes = scene_read(scene, "pawl.db", &template.size);
  return template;
}

static bool try_answer(Store *store, int64_t item, uint64_t n, Acknowledged *acknowledged) {
  Answer answer = {.uuid = uuid_of(n),
                   .item = item,
                   .version = item,
                   .session = 1,
                   .shown = (char *)"a b",
                   .chosen = (char *)"a",
                   .correct = true,
                   .credit = 1,
                   .rating = RATING_GOOD,
                   .ms = 1000,
                   .at = SCENE_AT,
                   .day = SCENE_DAY};
  Card card;
  if (!store_card(store, item, &card, NULL)) return false;
  card.answers++;
  card.right++;
  card.phase = CARD_REVIEW;
  card.due_day = SCENE_DAY + 3;
  card.interval = 3;
  /* In place of the filter's image the answer's own name, so that it can be known again. */
  g_autoptr(GBytes) image = g_bytes_new(&answer.uuid, sizeof answer.uuid);
  StoreMastery mastery = {SCENE_DAY, image};
  if (!store_append_answer(store, &answer, &card, &mastery, NULL)) return false;
  acknowledged->uuid[acknowledged->n++] = answer.uuid;
  return true;
}

/* What a learner would do, each step tried once more where it fails. */
static void answer_and_change(Store *store, Acknowledged *acknowledged) {
  for (uint64_t n = 0; n < ANSWERS; n++)
    if (!try_answer(store, 1 + (int64_t)n % 4, n, acknowledged))
      try_answer(store, 1 + (int64_t)n % 4, n, acknowledged);
  if (store_begin(store, NULL)) {
    Acknowledged together = *acknowledged;
    for (uint64_t n = 100; n < 100 + ANSWERS; n++)
      try_answer(store, 1 + (int64_t)n % 4, n, &together);
    if (store_commit(store, NULL)) *acknowledged = together;
  }
  Event event = sample_event(EVENT_FLAG, 1);
  event.item = 3;
  store_append_event(store, &event, NULL, NULL);
  store_set_setting(store, "minutes", "30", NULL);
}

typedef struct {
  const Acknowledged *acknowledged;
  int seen[2 * ANSWERS];
  int by_item[5];
  int64_t last;
  Uuid newest;
} Seen;

static bool see(const Answer *answer, void *user) {
  Seen *seen = user;
  assert_int_equal(answer->seq, ++seen->last);
  seen->by_item[answer->item]++;
  seen->newest = answer->uuid;
  for (int i = 0; i < seen->acknowledged->n; i++)
    seen->seen[i] += memcmp(&answer->uuid, &seen->acknowledged->uuid[i], sizeof(Uuid)) == 0;
  return true;
}

/* Of this test rather than of the file it begins with. */
static bool is_ours(const Uuid *uuid) {
  for (uint64_t n = 0; n < 100 + ANSWERS; n++) {
    Uuid ours = uuid_of(n);
    if (memcmp(uuid, &ours, sizeof ours) == 0) return true;
  }
  return false;
}

/* Without failures, and without syncs, which only take time here. */
static Store *open_soundly(Scene *scene) {
  GError *error = NULL;
  StoreOptions options = {.vfs = FAULT_VFS};
  Store *store = store_open(scene->path, &scene->clock, &options, &error);
  must(store != NULL, &error);
  return store;
}

/* Every acknowledged answer is there once; a card counts what the log holds and mastery is that of
 * the newest answer, so none is half there. */
static void verify(Scene *scene, const Acknowledged *acknowledged) {
  GError *error = NULL;
  Store *store = open_soundly(scene);
  Seen seen = {.acknowledged = acknowledged};
  StoreLogQuery query = {0};
  must(store_each_answer(store, &query, see, &seen, &error), &error);
  for (int i = 0; i < acknowledged->n; i++) assert_int_equal(seen.seen[i], 1);
  for (int64_t item = 1; item <= 4; item++) {
    Card card;
    must(store_card(store, item, &card, &error), &error);
    assert_int_equal(card.answers, seen.by_item[item]);
  }
  int day = 0;
  g_autoptr(GBytes) image = store_mastery(store, &day);
  g_autoptr(GBytes) expected = g_bytes_new(&seen.newest, sizeof seen.newest);
  if (is_ours(&seen.newest)) assert_true(image != NULL && g_bytes_equal(image, expected));
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

/* Whatever carries a backup's name is a whole database. */
static void verify_backups(Scene *scene, const Acknowledged *acknowledged) {
  g_autofree char *dir = backup_dir_of(scene->path);
  g_autoptr(GPtrArray) list = backup_list(dir);
  for (guint i = 0; i < list->len; i++) {
    char *what = NULL;
    sqlite3 *db = backup_connect(((Backup *)list->pdata[i])->path, NULL);
    assert_non_null(db);
    assert_true(check_quick(db, &what));
    sqlite3_close(db);
  }
  verify(scene, acknowledged);
}

static void clean_up(Scene *scene) {
  static const char *const names[] = {"pawl.db", "pawl.db-journal", "pawl.db.lock"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(scene->dir, names[i], NULL);
    g_unlink(path);
  }
  g_autofree char *backups = backup_dir_of(scene->path);
  scene_remove_tree(backups);
}

/* One life of the program: what it finds, what it does and what must hold afterwards. */
typedef struct {
  const Template *template; /* NULL: no file */
  bool backed_up;           /* today's backup is there: none is made at the end */
  void (*work)(Store *store, Acknowledged *acknowledged);
  void (*verify)(Scene *scene, const Acknowledged *acknowledged);
} Life;

static void lay_out(Scene *scene, const Life *life) {
  clean_up(scene);
  if (life->template != NULL) scene_write(scene->path, life->template->bytes, life->template->size);
  if (life->backed_up) scene_back_up(scene);
}

/* Lives once with the NTH change failing. False where fewer were made. */
static bool live_once(Scene *scene, const Life *life, FaultKind kind, int nth, int *sum) {
  Acknowledged acknowledged = {0};
  StoreOptions options = {.vfs = FAULT_VFS};
  bool fired = false;
  lay_out(scene, life);
  fault_vfs_arm(kind, nth);
  Store *store = store_open(scene->path, &scene->clock, &options, NULL);
  if (store != NULL) life->work(store, &acknowledged);
  store_close(store);
  fault_vfs_disarm(&fired);
  life->verify(scene, &acknowledged);
  *sum += acknowledged.n;
  return fired;
}

static void fail_each_in_turn(Scene *scene, const Life *life, int at_least) {
  for (FaultKind kind = 0; kind < FAULT_KINDS; kind++) {
    int nth = 1, acknowledged = 0;
    while (live_once(scene, life, kind, nth, &acknowledged)) nth++;
    print_message("# fault %d: %d calls failed in turn, %d answers acknowledged, 0 lost\n",
                  (int)kind, nth - 1, acknowledged);
    assert_true(nth > at_least);
  }
}

static void no_failing_call_loses_or_doubles_an_answer(void **state) {
  Template template = template_make(*state);
  Life life = {
      .template = &template, .backed_up = true, .work = answer_and_change, .verify = verify};
  fail_each_in_turn(*state, &life, 200);
  g_free(template.bytes);
}

static void do_nothing(Store *store, Acknowledged *acknowledged) {
  (void)store;
  acknowledged->n = 0;
}

static void open_again(Scene *scene, const Acknowledged *acknowledged) {
  assert_int_equal(acknowledged->n, 0);
  store_close(open_soundly(scene));
}

static void a_failed_start_can_be_repeated(void **state) {
  Life life = {.work = do_nothing, .verify = open_again};
  fail_each_in_turn(*state, &life, 50);
}

static void a_failing_call_leaves_no_half_backup(void **state) {
  Template template = template_make(*state);
  Life life = {.template = &template, .work = do_nothing, .verify = verify_backups};
  fail_each_in_turn(*state, &life, 20);
  g_free(template.bytes);
}

static void an_answer_in_doubt_counts_once_and_its_retry_is_told_its_number(void **state) {
  Scene *scene = *state;
  Template template = template_make(scene);
  StoreOptions options = {.vfs = FAULT_VFS};
  Acknowledged acknowledged = {0};
  Store *store = store_open(scene->path, &scene->clock, &options, NULL);
  fault_vfs_arm(FAULT_ERROR, 0);
  assert_true(try_answer(store, 1, 0, &acknowledged));
  int calls = fault_vfs_disarm(NULL);
  /* The last change of a commit deletes the journal: done, and reported as failed. */
  fault_vfs_arm(FAULT_ERROR_AFTER, calls);
  assert_true(try_answer(store, 1, 1, &acknowledged));
  bool fired = false;
  int written = fault_vfs_disarm(&fired);
  assert_true(fired);
  assert_true(written > calls + 4); /* a commit of its own makes sure that the found one stays */
  assert_int_equal(store_answer_count(store), 4);
  store_close(store);
  verify(scene, &acknowledged);
  g_free(template.bytes);
}

static void a_full_disk_is_said_so(void **state) {
  Scene *scene = *state;
  Template template = template_make(scene);
  StoreOptions options = {.vfs = FAULT_VFS};
  GError *error = NULL;
  Store *store = store_open(scene->path, &scene->clock, &options, NULL);
  fault_vfs_arm(FAULT_FULL, 1);
  assert_false(store_set_setting(store, "minutes", "30", &error));
  fault_vfs_disarm(NULL);
  assert_non_null(strstr(error->message, "no room left on the disk"));
  assert_non_null(strstr(error->message, "pawl.db"));
  assert_int_equal(code_of(&error), STORE_ERROR_IO);
  must(store_set_setting(store, "minutes", "30", &error), &error);
  store_close(store);
  g_free(template.bytes);
}

static void a_limit_on_file_sizes_loses_nothing(void **state) {
  Scene *scene = *state;
  Template template = template_make(scene);
  struct rlimit before, tight;
  GError *error = NULL;
  Store *store = scene_open(scene);
  void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
  assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
  tight = (struct rlimit){.rlim_cur = 1024, .rlim_max = before.rlim_max};
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
  bool stored = append_sample(store, 1, 1, 4, &error);
  assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
  signal(SIGXFSZ, handler);
  assert_false(stored);
  assert_int_equal(code_of(&error), STORE_ERROR_IO);
  assert_int_equal(store_answer_count(store), 2);
  must_append(store, 1, 1, 4);
  store_close(store);
  g_free(template.bytes);
}

static void a_clean_opening_changes_nothing(void **state) {
  Scene *scene = *state;
  Template template = template_make(scene);
  StoreOptions options = {.vfs = FAULT_VFS};
  fault_vfs_arm(FAULT_ERROR, 0);
  store_close(store_open(scene->path, &scene->clock, &options, NULL));
  assert_int_equal(fault_vfs_disarm(NULL), 1); /* the opening of the file itself */
  g_free(template.bytes);
}

static int setup(void **state) {
  fault_vfs_register();
  return scene_setup(state);
}

static int teardown(void **state) {
  fault_vfs_unregister();
  return scene_teardown(state);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(no_failing_call_loses_or_doubles_an_answer, setup, teardown),
      cmocka_unit_test_setup_teardown(a_failed_start_can_be_repeated, setup, teardown),
      cmocka_unit_test_setup_teardown(a_failing_call_leaves_no_half_backup, setup, teardown),
      cmocka_unit_test_setup_teardown(
          an_answer_in_doubt_counts_once_and_its_retry_is_told_its_number, setup, teardown),
      cmocka_unit_test_setup_teardown(a_full_disk_is_said_so, setup, teardown),
      cmocka_unit_test_setup_teardown(a_limit_on_file_sizes_loses_nothing, setup, teardown),
      cmocka_unit_test_setup_teardown(a_clean_opening_changes_nothing, setup, teardown),
  };
  return UNIT_RUN(tests);
}
