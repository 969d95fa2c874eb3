/* Programs that die and programs that share: kill -9 in a loop, and two writers on one file. */
#include "scene.h"
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define KILLS       40
#define WRITER_ROWS 200

/* What runs in a child must not fail through the test library: it answers by its exit status. */
static bool child_answer(Store *store, uint64_t n) {
  int64_t item = 1 + (int64_t)(n % 8);
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
  if (!store_begin(store, NULL)) return false;
  bool good = store_card(store, item, &card, NULL);
  card.answers++;
  card.right++;
  good = good && store_append_answer(store, &answer, &card, NULL, NULL);
  if (good) return store_commit(store, NULL);
  store_rollback(store);
  return false;
}

static void prepare(Scene *scene) {
  Store *store = scene_open(scene);
  put_sample_pack(store, 2, 8);
  start_session(store, 1);
  store_close(store);
  scene_back_up(scene);
}

typedef struct {
  GHashTable *seen; /* Uuid -> NULL */
  int by_item[9];
} Found;

static guint hash_uuid(gconstpointer uuid) {
  guint hash = 5381;
  for (int i = 0; i < UUID_SIZE; i++) hash = hash * 33 + ((const Uuid *)uuid)->bytes[i];
  return hash;
}

static gboolean equal_uuids(gconstpointer a, gconstpointer b) {
  return memcmp(a, b, sizeof(Uuid)) == 0;
}

static bool see(const Answer *answer, void *user) {
  Found *found = user;
  found->by_item[answer->item]++;
  return g_hash_table_add(found->seen, g_memdup2(&answer->uuid, sizeof answer->uuid));
}

/* Every UUID of ACKNOWLEDGED is in the log, none is there twice, and no card counts half an answer.
 */
static void verify(Scene *scene, const GArray *acknowledged) {
  GError *error = NULL;
  Found found = {.seen = g_hash_table_new_full(hash_uuid, equal_uuids, g_free, NULL)};
  StoreLogQuery query = {0};
  Store *store = scene_open(scene);
  must(store_each_answer(store, &query, see, &found, &error), &error);
  assert_int_equal(g_hash_table_size(found.seen), store_answer_count(store));
  for (guint i = 0; i < acknowledged->len; i++)
    assert_true(g_hash_table_contains(found.seen, &g_array_index(acknowledged, Uuid, i)));
  for (int64_t item = 1; item <= 8; item++) {
    Card card;
    must(store_card(store, item, &card, &error), &error);
    assert_int_equal(card.answers, found.by_item[item]);
  }
  store_close(store);
  g_hash_table_unref(found.seen);
}

/* -- kill -9 ----------------------------------------------------------------------------------- */

static void write_until_killed(Scene *scene, int pipe_end, uint64_t first) {
  Store *store = store_open(scene->path, &scene->clock, NULL, NULL);
  for (uint64_t n = first; store != NULL; n++) {
    Uuid uuid = uuid_of(n);
    if (!child_answer(store, n)) break;
    if (write(pipe_end, &uuid, sizeof uuid) != (ssize_t)sizeof uuid) break;
  }
  _exit(1);
}

static void spin(int turns) {
  for (volatile int i = 0; i < turns; i++) continue;
}

/* Lets a writer acknowledge some answers and kills it somewhere in the next one. */
static void kill_one_writer(Scene *scene, GRand *chance, GArray *acknowledged) {
  int ends[2], status = 0, wanted = g_rand_int_range(chance, 0, 12);
  assert_int_equal(pipe(ends), 0);
  pid_t writer = fork();
  assert_true(writer >= 0);
  if (writer == 0) write_until_killed(scene, ends[1], (uint64_t)acknowledged->len * 1000 + 1);
  close(ends[1]);
  Uuid uuid;
  for (int i = 0; i < wanted; i++) {
    assert_int_equal(read(ends[0], &uuid, sizeof uuid), sizeof uuid);
    g_array_append_val(acknowledged, uuid);
  }
  spin(g_rand_int_range(chance, 0, 2000000));
  kill(writer, SIGKILL);
  waitpid(writer, &status, 0);
  assert_true(WIFSIGNALED(status));
  while (read(ends[0], &uuid, sizeof uuid) == sizeof uuid) g_array_append_val(acknowledged, uuid);
  close(ends[0]);
}

static void kill_9_loses_no_acknowledged_answer(void **state) {
  g_autoptr(GArray) acknowledged = g_array_new(FALSE, FALSE, sizeof(Uuid));
  g_autoptr(GRand) chance = g_rand_new_with_seed(9);
  prepare(*state);
  for (int i = 0; i < KILLS; i++) {
    kill_one_writer(*state, chance, acknowledged);
    verify(*state, acknowledged);
  }
  print_message("# %d kills, %u answers acknowledged, 0 lost\n", KILLS, acknowledged->len);
  assert_true(acknowledged->len > KILLS);
}

static void creation_survives_kill_9(void **state) {
  (void)state;
  g_autoptr(GRand) chance = g_rand_new_with_seed(10);
  for (int i = 0; i < 20; i++) {
    Scene *scene = scene_new();
    pid_t maker = fork();
    assert_true(maker >= 0);
    if (maker == 0) {
      store_open(scene->path, &scene->clock, NULL, NULL);
      _exit(0);
    }
    spin(g_rand_int_range(chance, 0, 4000000));
    kill(maker, SIGKILL);
    waitpid(maker, NULL, 0);
    Store *store = scene_open(scene);
    assert_int_equal(count_findings(store), 0);
    store_close(store);
    scene_free(scene);
  }
}

/* -- two writers ------------------------------------------------------------------------------- */

static pid_t start_writer(Scene *scene, uint64_t first) {
  pid_t writer = fork();
  if (writer != 0) return writer;
  Store *store = store_open(scene->path, &scene->clock, NULL, NULL);
  int written = 0;
  for (uint64_t n = first; store != NULL && n < first + WRITER_ROWS; n++)
    written += child_answer(store, n);
  store_close(store);
  _exit(written == WRITER_ROWS ? 0 : 1);
}

static void two_writers_lose_nothing(void **state) {
  g_autoptr(GArray) acknowledged = g_array_new(FALSE, FALSE, sizeof(Uuid));
  prepare(*state);
  pid_t writers[] = {start_writer(*state, 10000), start_writer(*state, 20000)};
  for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
    int status = -1;
    waitpid(writers[i], &status, 0);
    assert_int_equal(status, 0);
    for (uint64_t n = 0; n < WRITER_ROWS; n++) {
      Uuid uuid = uuid_of(10000 * (i + 1) + n);
      g_array_append_val(acknowledged, uuid);
    }
  }
  verify(*state, acknowledged);
  Store *store = scene_open(*state);
  assert_int_equal(store_answer_count(store), 2 * WRITER_ROWS);
  assert_int_equal(count_findings(store), 0);
  store_close(store);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(kill_9_loses_no_acknowledged_answer, scene_setup,
                                      scene_teardown),
      cmocka_unit_test_setup_teardown(creation_survives_kill_9, scene_setup, scene_teardown),
      cmocka_unit_test_setup_teardown(two_writers_lose_nothing, scene_setup, scene_teardown),
  };
  return UNIT_RUN(tests);
}
