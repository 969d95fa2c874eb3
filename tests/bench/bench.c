/* bench - what a learner waits for, measured on the real program in a pseudo-terminal, over
 * databases of a thousand to a million answers, against the budgets we set ourselves.
 *
 * bench PAWL FRAMEWORK_PACK [LARGEST [DIR]]   prints a table; LARGEST caps the number of answers,
 * and in DIR the databases are kept, for other tools to measure
 */
#include "../pty/vt.h"
#include "core/clock.h"
#include "core/shuffle.h"
#include "model/schedule.h"
#include "pack/read.h"
#include "store/store.h"
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW INT64_C(1795456800000) /* 2026-11-23T18:00:00Z */

typedef struct {
  const char *pawl, *framework_pack;
  char *dir;
} Bench;

typedef struct {
  int answers, items;
} Size;

static const Size SIZES[] = {{1000, 500}, {10000, 2000}, {100000, 20000}, {1000000, 100000}};

typedef struct {
  double start, key, key_p95, verdict_p95, next_item, bytes_key, bytes_max, idle;
  long rss_kb;
  double build_seconds;
} Figures;

/* -- databases --------------------------------------------------------------------------------- */

static void die(GError *error) {
  fprintf(stderr, "bench: %s\n", error == NULL ? "failed" : error->message);
  exit(1);
}

/* The objective of the I-th item, going round. */
static const FrameworkNode *objective_of(const Framework *framework, int i) {
  guint n = (guint)i % framework->nodes->len;
  while (((FrameworkNode *)framework->nodes->pdata[n])->type != NODE_OBJECTIVE)
    n = (n + 1) % framework->nodes->len;
  return framework->nodes->pdata[n];
}

static Item *make_item(int i, const Framework *framework) {
  static const char *const ids[] = {"a", "b", "c", "d"};
  const FrameworkNode *objective = objective_of(framework, i);
  const FrameworkNode *area = framework->nodes->pdata[objective->parent];
  Item *item = item_new();
  item->id = g_strdup_printf("bench.%d", i);
  item->status = ITEM_ACTIVE;
  item->area = g_strdup(area->code);
  item->objective = g_strdup(objective->code);
  item->stem = g_strdup_printf(
      "A district of %d students must choose between platforms before the board meets. Three hold "
      "student records, two without a signed agreement. What do you bring to the meeting first?",
      1000 + i);
  for (int o = 0; o < 4; o++) {
    g_autofree char *text = g_strdup_printf("Proposal %d of case %d, with its reasons", o + 1, i);
    g_autofree char *why =
        g_strdup_printf("Case %d turns on what is known before it is decided.", i);
    g_ptr_array_add(item->options, item_option_new(ids[o], text, why));
  }
  g_ptr_array_add(item->key, g_strdup(ids[i % 4]));
  return item;
}

static void fill_items(Store *store, const Framework *framework, int n) {
  GError *error = NULL;
  char uuid[] = "0f0e0d0c-0b0a-4908-8706-050403020199", name[] = "bench", version[] = "1.0.0";
  char locale[] = "en", nothing[] = "";
  StorePack pack = {.uuid = uuid,
                    .name = name,
                    .version = version,
                    .title = name,
                    .locale = locale,
                    .licence = nothing,
                    .dir = nothing,
                    .files = nothing,
                    .signature = nothing};
  if (!store_begin(store, &error) || !store_pack_start(store, &pack, framework, &error)) die(error);
  for (int i = 0; i < n; i++) {
    g_autoptr(Item) item = make_item(i, framework);
    g_autofree char *hash = item_hash(item);
    if (!store_pack_item(store, pack.id, item, hash, &error)) die(error);
  }
  if (!store_pack_finish(store, pack.id, &error) || !store_commit(store, &error)) die(error);
}

/* N answers over the days before NOW, each item's card moving as in life. */
static void fill_answers(Store *store, const Clock *clock, Size size) {
  GError *error = NULL;
  GRand *rand = g_rand_new_with_seed(20261123);
  ScheduleConfig config = {.params = FSRS_DEFAULTS, .retention = .9};
  g_autofree Card *cards = g_new0(Card, size.items + 1);
  g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(int64_t));
  int64_t one = 1;
  g_array_append_val(queue, one);
  StoreSession session = {.started_at = NOW - 400 * CLOCK_DAY_MS, .seed = 1};
  clock_entropy(clock, &session.uuid, sizeof session.uuid);
  if (!store_begin(store, &error)) die(error);
  if (!store_session_start(store, &session, queue, &error)) die(error);
  int64_t step = 400 * CLOCK_DAY_MS / size.answers;
  int live = MAX(size.items * 4 / 5, 1); /* a fifth stays new */
  char shown[] = "a b c d", chosen[] = "a";
  for (int i = 0; i < size.answers; i++) {
    int64_t at = NOW - 400 * CLOCK_DAY_MS + i * step;
    int item = g_rand_int_range(rand, 1, live + 1);
    bool correct = g_rand_double(rand) < .8;
    uint8_t random[10];
    clock_entropy(clock, random, sizeof random);
    Answer answer = {.uuid = uuid_make(at, random),
                     .item = item,
                     .version = item,
                     .session = session.id,
                     .shown = shown,
                     .chosen = chosen,
                     .correct = correct,
                     .credit = correct,
                     .rating = correct ? RATING_GOOD : RATING_AGAIN,
                     .ms = 30000,
                     .at = at,
                     .day = clock_study_day(at, 0, 4)};
    cards[item].item = item;
    cards[item] = schedule_answer(&config, &cards[item], correct, answer.rating, at, answer.day);
    if (!store_append_answer(store, &answer, &cards[item], NULL, &error)) die(error);
  }
  if (!store_session_end(store, session.id, NOW, SESSION_END_QUIT, &error)) die(error);
  if (!store_set_setting(store, "first-start", "done", &error)) die(error);
  if (!store_set_setting(store, "minutes", "600", &error)) die(error);
  if (!store_commit(store, &error)) die(error);
  g_rand_free(rand);
}

/* Mastery and cards from the log, as the program would have left them. */
static void rebuild(const Bench *bench, const char *db) {
  const char *argv[] = {bench->pawl, "--db", db, "rebuild", NULL};
  g_autofree char *items = g_build_filename(bench->dir, "none", NULL);
  g_auto(GStrv) env = g_environ_setenv(g_get_environ(), "PAWL_ITEMS", items, TRUE);
  int status = 0;
  if (!g_spawn_sync(NULL, (char **)argv, env, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                    &status, NULL) ||
      status != 0)
    die(NULL);
}

static char *make_database(const Bench *bench, Size size, double *seconds) {
  GError *error = NULL;
  gint64 start = g_get_monotonic_time();
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(bench->framework_pack, list);
  if (pack == NULL || pack->framework == NULL) die(NULL);
  g_autofree char *name = g_strdup_printf("%d.db", size.answers);
  char *path = g_build_filename(bench->dir, name, NULL);
  Clock clock;
  clock_init_fixed(&clock, NOW);
  Store *store = store_open(path, &clock, NULL, &error);
  if (store == NULL) die(error);
  fill_items(store, pack->framework, size.items);
  fill_answers(store, &clock, size);
  if (!store_backup(store, "daily", &error)) die(error);
  store_close(store);
  clock_finish(&clock);
  rebuild(bench, path);
  *seconds = (double)(g_get_monotonic_time() - start) / 1e6;
  return path;
}

/* -- figures ----------------------------------------------------------------------------------- */

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double quantile(GArray *values, double q) {
  if (values->len == 0) return 0;
  g_array_sort(values, compare_doubles);
  return g_array_index(values, double, (guint)(q * (values->len - 1) + .5));
}

static GArray *doubles(void) {
  return g_array_new(FALSE, FALSE, sizeof(double));
}
static void add(GArray *values, double value) {
  g_array_append_val(values, value);
}

static long peak_kb(pid_t pid) {
  g_autofree char *path = g_strdup_printf("/proc/%d/status", pid);
  g_autofree char *text = NULL;
  if (!g_file_get_contents(path, &text, NULL, NULL)) return 0;
  const char *line = strstr(text, "VmHWM:");
  return line == NULL ? 0 : atol(line + 6);
}

static Vt *run(const Bench *bench, const char *db) {
  const char *argv[] = {bench->pawl, "--db", db, "--seed", "7", "--now", "2026-11-23T18:00:00Z",
                        NULL};
  g_autofree char *items = g_strdup_printf("PAWL_ITEMS=%s/none", bench->dir);
  g_autofree char *config = g_strdup_printf("XDG_CONFIG_HOME=%s", bench->dir);
  const char *env[] = {g_intern_string(items), g_intern_string(config), NULL};
  return vt_spawn(argv, env, 24, 80);
}

static double since(gint64 start) {
  return (double)(g_get_monotonic_time() - start) / 1000;
}

static double start_once(const Bench *bench, const char *db) {
  gint64 start = g_get_monotonic_time();
  Vt *vt = run(bench, db);
  vt_wait_text(vt, "Next 7 days");
  vt_wait_text(vt, "? help");
  double ms = since(start);
  vt_send(vt, "q");
  vt_wait_exit(vt);
  vt_close(vt);
  return ms;
}

static void press(Vt *vt, const char *key, GArray *times, GArray *bytes) {
  size_t before = vt_bytes(vt);
  vt_send(vt, key);
  add(times, vt_settle(vt, 25));
  add(bytes, (double)(vt_bytes(vt) - before));
}

static void measure_keys(Vt *vt, Figures *figures) {
  static const char *const keys[] = {"{DOWN}", "{UP}", "b", "j",      "j", "j",       "k", "{PGDN}",
                                     "{DOWN}", "j",    "k", "{PGUP}", "j", "{ENTER}", "j", "j",
                                     "k",      "q",    "j", "k",      "q", "?",       "j", "k",
                                     "q",      "s",    "j", "j",      "k", "q"};
  GArray *times = doubles(), *bytes = doubles();
  for (int round = 0; round < 5; round++)
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) press(vt, keys[i], times, bytes);
  figures->key = quantile(times, .5);
  figures->key_p95 = quantile(times, .95);
  figures->bytes_key = quantile(bytes, .5);
  figures->bytes_max = quantile(bytes, 1);
  g_array_unref(times);
  g_array_unref(bytes);
}

static void measure_drill(Vt *vt, Figures *figures) {
  GArray *verdict = doubles(), *next = doubles();
  vt_send(vt, "{ENTER}");
  vt_wait_text(vt, "How sure?");
  for (int i = 0; i < 60; i++) {
    vt_send(vt, "a");
    vt_settle(vt, 15);
    vt_send(vt, "{ENTER}");
    add(verdict, vt_settle(vt, 15));
    vt_wait_text(vt, "Next  ");
    vt_send(vt, "{ENTER}");
    add(next, vt_settle(vt, 15));
  }
  figures->verdict_p95 = quantile(verdict, .95);
  figures->next_item = quantile(next, .5);
  g_array_unref(verdict);
  g_array_unref(next);
}

static Figures measure(const Bench *bench, const char *db) {
  Figures figures = {0};
  GArray *starts = doubles();
  for (int i = 0; i < 15; i++) add(starts, start_once(bench, db));
  figures.start = quantile(starts, .5);
  g_array_unref(starts);
  Vt *vt = run(bench, db);
  vt_wait_text(vt, "Next 7 days");
  vt_settle(vt, 50);
  measure_keys(vt, &figures);
  measure_drill(vt, &figures);
  figures.idle = (double)vt_listen(vt, 1500);
  figures.rss_kb = peak_kb(vt_pid(vt));
  vt_close(vt);
  return figures;
}

/* -- the table --------------------------------------------------------------------------------- */

static void row(const char *name, const char *budget, const Figures *figures, int n,
                double (*value)(const Figures *), int digits) {
  printf("| %s | %s |", name, budget);
  for (int i = 0; i < n; i++) {
    printf(" %.*f |", digits, value(&figures[i]));
  }
  printf("\n");
}

static double start_of(const Figures *f) {
  return f->start;
}
static double key_of(const Figures *f) {
  return f->key;
}
static double verdict_of(const Figures *f) {
  return f->verdict_p95;
}
static double next_of(const Figures *f) {
  return f->next_item;
}
static double bytes_of(const Figures *f) {
  return f->bytes_key;
}
static double most_of(const Figures *f) {
  return f->bytes_max;
}
static double idle_of(const Figures *f) {
  return f->idle;
}
static double memory_of(const Figures *f) {
  return (double)f->rss_kb / 1024;
}
static double build_of(const Figures *f) {
  return f->build_seconds;
}

static void print_table(const Figures *figures, int n) {
  printf("| | budget |");
  for (int i = 0; i < n; i++) printf(" %d answers, %d items |", SIZES[i].answers, SIZES[i].items);
  printf("\n|---|---|");
  for (int i = 0; i < n; i++) printf("---|");
  printf("\n");
  row("start to first whole screen, median ms", "15", figures, n, start_of, 1);
  row("key to settled screen, median ms", "1", figures, n, key_of, 2);
  row("answer to verdict, stored first, p95 ms", "5", figures, n, verdict_of, 2);
  row("verdict to next question, median ms", "5", figures, n, next_of, 2);
  row("bytes a key, median", "250", figures, n, bytes_of, 0);
  row("bytes a key, most", "4096", figures, n, most_of, 0);
  row("bytes while idle for 1.5 s", "0", figures, n, idle_of, 0);
  row("peak memory, MB", "12", figures, n, memory_of, 1);
  row("seconds to make the database", "-", figures, n, build_of, 1);
}

static void remove_files(const char *dir) {
  g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
  const char *name = NULL;
  while (open != NULL && (name = g_dir_read_name(open)) != NULL) {
    g_autofree char *path = g_build_filename(dir, name, NULL);
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
      remove_files(path);
    else
      g_unlink(path);
  }
  g_rmdir(dir);
}

int main(int argc, char **argv) {
  if (argc < 3) {
    fprintf(stderr, "usage: bench PAWL FRAMEWORK_PACK [LARGEST [DIR]]\n");
    return 2;
  }
  signal(SIGPIPE, SIG_IGN);
  Bench bench = {argv[1], argv[2], NULL};
  bench.dir = argc > 4 ? g_strdup(argv[4]) : g_dir_make_tmp("pawl-bench-XXXXXX", NULL);
  int largest = argc > 3 ? atoi(argv[3]) : 1000000, n = 0;
  Figures figures[G_N_ELEMENTS(SIZES)];
  for (size_t i = 0; i < G_N_ELEMENTS(SIZES) && SIZES[i].answers <= largest; i++, n++) {
    double seconds = 0;
    g_autofree char *db = make_database(&bench, SIZES[i], &seconds);
    figures[i] = measure(&bench, db);
    figures[i].build_seconds = seconds;
    fprintf(stderr, "bench: %d answers measured\n", SIZES[i].answers);
  }
  print_table(figures, n);
  if (argc <= 4) remove_files(bench.dir);
  g_free(bench.dir);
  return 0;
}
