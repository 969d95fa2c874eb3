/* cohort - a mentor's overview of many candidates: the first reading of their logs and every later
 * opening, on the real program. The logs are drawn by a seed over the items of the packs at hand.
 */
#include "store/cohort.h"
#include "log/chain.h"
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define NOW (INT64_C(1795780800000)) /* 2026-11-27 */

typedef struct {
  char *pack, *code, *hash;
} Known;

typedef struct {
  const char *pawl, *items;
  char *dir, *db;
  GArray *known;
  GRand *rand;
} Bench;

static void die(const GError *error) {
  fprintf(stderr, "bench: %s\n", error == NULL ? "failed" : error->message);
  exit(1);
}

/* -- logs -------------------------------------------------------------------------------------- */

static void add_known(const StoreKnown *known, void *user) {
  Known row = {g_strdup(known->pack), g_strdup(known->code), g_strdup(known->hash)};
  if (!known->oral) g_array_append_val(((Bench *)user)->known, row);
}

static Uuid draw_uuid(GRand *rand, int64_t at) {
  uint8_t random[10];
  for (size_t i = 0; i < sizeof random; i++) random[i] = (uint8_t)g_rand_int(rand);
  return uuid_make(at, random);
}

static void put_answer(Bench *bench, LogWriter *writer, int64_t at, const Uuid *device,
                       const Uuid *session) {
  GRand *rand = bench->rand;
  const Known *item =
      &g_array_index(bench->known, Known, g_rand_int_range(rand, 0, (gint32)bench->known->len));
  bool correct = g_rand_double(rand) < .7;
  Uuid uuid = draw_uuid(rand, at);
  LogDraft *draft = log_writer_event(writer);
  log_put_integer(draft, "at", at);
  log_put_text(draft, "chosen", "b");
  log_put_text(draft, "confidence", g_rand_boolean(rand) ? "think" : "sure");
  log_put_bool(draft, "correct", correct);
  log_put_real(draft, "credit", correct);
  log_put_integer(draft, "day", clock_study_day(at, 0, 4));
  log_put_uuid(draft, "device", device);
  log_put_text(draft, "hash", item->hash);
  log_put_text(draft, "item", item->code);
  log_put_text(draft, "kind", "answer");
  log_put_integer(draft, "ms", g_rand_int_range(rand, 4000, 90000));
  log_put_integer(draft, "offset", 60);
  log_put_integer(draft, "order", at);
  log_put_text(draft, "pack", item->pack);
  log_put_text(draft, "rating", correct ? "good" : "again");
  log_put_uuid(draft, "session", session);
  log_put_text(draft, "shown", "b a d c");
  log_put_uuid(draft, "uuid", &uuid);
  log_writer_end(writer);
}

static void write_log(Bench *bench, int candidate, int answers) {
  GError *error = NULL;
  Clock clock;
  LogKey key;
  bool made = false;
  clock_init_fixed(&clock, NOW);
  g_autofree char *key_path = g_build_filename(bench->dir, "device.key", NULL);
  if (!log_key_load(key_path, &clock, &key, &made, &error)) die(error);
  g_autofree char *name = g_strdup_printf("%s/logs/c%05d.pawl-log", bench->dir, candidate);
  int64_t span = 90 * CLOCK_DAY_MS, from = NOW - span;
  LogHeader header = {.learner = draw_uuid(bench->rand, from),
                      .device = draw_uuid(bench->rand, from),
                      .format = LOG_FORMAT,
                      .level = LOG_FULL,
                      .app = g_strdup("1"),
                      .framework = g_strdup("cto"),
                      .since = g_strdup(""),
                      .packs = g_strdup("[]"),
                      .made_at = NOW};
  Uuid device = header.device, session = draw_uuid(bench->rand, from);
  LogWriter *writer = log_writer_open(name, &header, &key, &error);
  if (writer == NULL) die(error);
  for (int i = 0; i < answers; i++)
    put_answer(bench, writer, from + i * (span / answers), &device, &session);
  if (!log_writer_close(writer, &error)) die(error);
  log_header_clear(&header);
  clock_finish(&clock);
}

/* -- runs -------------------------------------------------------------------------------------- */

static void run(const Bench *bench, const char *const *args, double *seconds) {
  g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "PAWL_ITEMS", bench->items, TRUE);
  const char *argv[16] = {bench->pawl, "--db", bench->db, "--now", "2026-11-27T12:00:00Z",
                          "--plain"};
  int n = 6, status = 0;
  for (int i = 0; args[i] != NULL && n < 15; i++) argv[n++] = args[i];
  gint64 start = g_get_monotonic_time();
  if (!g_spawn_sync(NULL, (char **)argv, env, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                    &status, NULL) ||
      status != 0)
    die(NULL);
  if (seconds != NULL) *seconds = (double)(g_get_monotonic_time() - start) / 1e6;
}

static int64_t bytes_in(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name = NULL;
  int64_t sum = 0;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    GStatBuf state;
    if (g_stat(path, &state) == 0) sum += state.st_size;
  }
  return sum;
}

static void remove_tree(const char *folder) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      remove_tree(path);
    else
      g_unlink(path);
  }
  g_rmdir(folder);
}

static void prepare(Bench *bench, int candidates, int answers) {
  GError *error = NULL;
  Clock clock;
  clock_init_fixed(&clock, NOW);
  run(bench, (const char *const[]){"status", NULL}, NULL);
  Store *store = store_open(bench->db, &clock, NULL, &error);
  if (store == NULL || !store_each_known(store, add_known, bench, &error)) die(error);
  store_close(store);
  clock_finish(&clock);
  g_autofree char *logs = g_build_filename(bench->dir, "logs", NULL);
  g_mkdir(logs, 0700);
  for (int i = 0; i < candidates; i++) write_log(bench, i, answers);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: cohort PAWL ITEMS [CANDIDATES [ANSWERS_EACH [DIR]]]\n");
    return 2;
  }
  int candidates = argc > 3 ? atoi(argv[3]) : 200, answers = argc > 4 ? atoi(argv[4]) : 2500;
  Bench bench = {.pawl = argv[1], .items = argv[2], .rand = g_rand_new_with_seed(20261127)};
  bench.dir = argc > 5 ? g_strdup(argv[5]) : g_dir_make_tmp("pawl-bench-XXXXXX", NULL);
  bench.db = g_build_filename(bench.dir, "mentor.db", NULL);
  bench.known = g_array_new(FALSE, FALSE, sizeof(Known));
  g_autofree char *logs = g_build_filename(bench.dir, "logs", NULL);
  double first = 0, later = 0;
  prepare(&bench, candidates, answers);
  run(&bench, (const char *const[]){"mentor", logs, NULL}, &first);
  run(&bench, (const char *const[]){"mentor", NULL}, &later);
  struct rusage usage;
  getrusage(RUSAGE_CHILDREN, &usage);
  printf("mentor: %d candidates, %d answers, %.0f MB of logs\n", candidates, candidates * answers,
         (double)bytes_in(logs) / 1e6);
  printf("  first reading    %6.2f s  %7.0f answers/s  (budget 200000)\n", first,
         candidates * answers / first);
  printf("  opened later     %6.2f s                   (budget 3 s for 2,000)\n", later);
  printf("  peak memory      %6.1f MB\n", (double)usage.ru_maxrss / 1024);
  if (argc <= 5) remove_tree(bench.dir);
  return 0;
}
