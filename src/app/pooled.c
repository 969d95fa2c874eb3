/* pooled - see pooled.h. Logs are taken learner by learner, so that what is held of all answers is
 * one learner's and what is being read; of the others their first answers stay. */
#include "app/logs_private.h"
#include "app/pooled_private.h"
#include "core/text.h"
#include <glib/gstdio.h>
#include <string.h>

static void pooled_item_free(gpointer data) {
  PooledItem *item = data;
  char *strings[] = {item->pack, item->hash, item->id, item->title};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  for (int i = 0; i < item->key.options; i++) g_free(item->option[i]);
  g_free(item);
}

void pooled_free(Pooled *pooled) {
  if (pooled == NULL) return;
  g_ptr_array_unref(pooled->items);
  g_ptr_array_unref(pooled->notes);
  g_free(pooled);
}

static void note(Pooled *pooled, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void note(Pooled *pooled, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(pooled->notes, text_clean_line(text));
}

static void skip(Pooled *pooled, GError **fault) {
  pooled->skipped++;
  note(pooled, "%s", (*fault)->message);
  g_clear_error(fault);
}

/* -- which logs -------------------------------------------------------------------------------- */

typedef struct {
  char *path;
  Uuid learner;
  int64_t size; /* bytes */
} PoolLog;

static void log_clear(gpointer data) {
  g_free(((PoolLog *)data)->path);
}

/* Whose log it is, as it says; it is checked when it is read. */
static void add_log(GArray *logs, const char *path, Pooled *out) {
  GError *fault = NULL;
  g_autoptr(LogReader) reader = log_reader_open(path, LOG_FORMAT, &fault);
  if (reader == NULL) {
    skip(out, &fault);
    return;
  }
  GStatBuf state;
  PoolLog log = {.path = g_strdup(path), .learner = log_reader_header(reader)->learner};
  log.size = g_stat(path, &state) == 0 ? state.st_size : LOG_FILE_MAX;
  g_array_append_val(logs, log);
}

static gint compare_logs(gconstpointer a, gconstpointer b) {
  const PoolLog *one = a, *two = b;
  int order = memcmp(&one->learner, &two->learner, UUID_SIZE);
  return order != 0 ? order : strcmp(one->path, two->path);
}

/* New GArray of PoolLog, by learner. */
static GArray *find_logs(const char *const *paths, Pooled *out, GError **error) {
  int n = (int)g_strv_length((char **)paths);
  g_autoptr(GPtrArray) all = logs_find(paths, n, LOGS_DEPTH, error);
  if (all == NULL) return NULL;
  GArray *logs = g_array_new(FALSE, FALSE, sizeof(PoolLog));
  g_array_set_clear_func(logs, log_clear);
  for (guint i = 0; i < all->len; i++) add_log(logs, all->pdata[i], out);
  g_array_sort(logs, compare_logs);
  return logs;
}

/* -- first answers ----------------------------------------------------------------------------- */

typedef struct {
  Pool pool;
  GArray *answers, *marks; /* of the learner at hand */
  GArray *keys;            /* PoolKey: who signs for the learner's devices */
  uint32_t learner;        /* its number, from 1 */
} Pooling;

typedef struct {
  Uuid device;
  uint8_t key[LOG_KEY_SIZE];
} PoolKey;

static int compare_order(int64_t a, const Uuid *x, int64_t b, const Uuid *y) {
  return a != b ? (a < b ? -1 : 1) : memcmp(x, y, UUID_SIZE);
}

static gint compare_answers(gconstpointer a, gconstpointer b) {
  const PoolAnswer *one = a, *two = b;
  int order = compare_order(one->ord, &one->uuid, two->ord, &two->uuid);
  return order != 0 ? order : (one->item > two->item) - (one->item < two->item);
}

/* By answer; the last of an answer's counts. */
static gint compare_marks(gconstpointer a, gconstpointer b) {
  const PoolMark *one = a, *two = b;
  int order = memcmp(&one->answer, &two->answer, UUID_SIZE);
  return order != 0 ? order : compare_order(one->ord, &one->uuid, two->ord, &two->uuid);
}

static bool is_undone(const GArray *marks, const Uuid *answer) {
  guint low = 0, high = marks->len; /* the first mark behind those about ANSWER */
  while (low < high) {
    guint middle = low + (high - low) / 2;
    const PoolMark *mark = &g_array_index(marks, PoolMark, middle);
    if (memcmp(&mark->answer, answer, UUID_SIZE) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  if (low == 0) return false;
  const PoolMark *last = &g_array_index(marks, PoolMark, low - 1);
  return memcmp(&last->answer, answer, UUID_SIZE) == 0 && last->undo;
}

/* The learner at hand is done: the first answers stay. */
static void fold(Pooling *pooling) {
  Pool *pool = &pooling->pool;
  guint before = pool->cells->len;
  g_array_sort(pooling->answers, compare_answers);
  g_array_sort(pooling->marks, compare_marks);
  pooling->learner++;
  for (guint i = 0; i < pooling->answers->len; i++) {
    const PoolAnswer *answer = &g_array_index(pooling->answers, PoolAnswer, i);
    PoolItem *item = pool->items.list->pdata[answer->item];
    if (item->met == pooling->learner || is_undone(pooling->marks, &answer->uuid)) continue;
    PoolCell cell = {answer->item, answer->chosen, answer->credit};
    item->met = pooling->learner;
    item->n++;
    g_array_append_val(pool->cells, cell);
  }
  if (pool->cells->len > before) g_array_append_val(pool->starts, pool->cells->len);
  g_array_set_size(pooling->answers, 0);
  g_array_set_size(pooling->marks, 0);
  g_array_set_size(pooling->keys, 0);
}

/* -- a log ------------------------------------------------------------------------------------- */

/* One device has one key: a second one may be anybody's. */
static bool is_same_key(GArray *keys, const char *path, const LogHeader *header, GError **error) {
  for (guint i = 0; i < keys->len; i++) {
    const PoolKey *known = &g_array_index(keys, PoolKey, i);
    if (memcmp(&known->device, &header->device, UUID_SIZE) != 0) continue;
    if (memcmp(known->key, header->key, LOG_KEY_SIZE) == 0) return true;
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s is signed with another key than a log of the same device before it. Somebody "
                "else may have written it; it is left out.",
                path);
    return false;
  }
  PoolKey key = {.device = header->device};
  memcpy(key.key, header->key, LOG_KEY_SIZE);
  g_array_append_val(keys, key);
  return true;
}

static void say_what_it_lacks(Pooled *out, const char *path, const LogHeader *header) {
  if (header->level == LOG_SUMMARY)
    note(out,
         "%s is of level summary: it holds no answers. To count them, write it with: pawl log "
         "export --level answers",
         path);
  else if (*header->since != '\0')
    note(out,
         "%s begins on %s: answers before that are not in it, so that later ones may count as "
         "first ones.",
         path, header->since);
}

/* A log being read, in a thread of its own. */
typedef struct {
  const PoolLog *log;
  LogReader *reader;
  PoolSheet sheet;
  GError *fault; /* why it cannot be taken, or NULL */
} Reading;

static void read_log(gpointer data, gpointer user) {
  (void)user;
  Reading *reading = data;
  const PoolLog *log = reading->log;
  pool_sheet_init(&reading->sheet);
  reading->reader = log_reader_open(log->path, LOG_FORMAT, &reading->fault);
  if (reading->reader == NULL) return;
  log_reader_read_once(reading->reader);
  if (!pool_read(reading->reader, &reading->sheet, &reading->fault)) return;
  if (memcmp(&log_reader_header(reading->reader)->learner, &log->learner, UUID_SIZE) != 0)
    g_set_error(&reading->fault, APP_ERROR, APP_ERROR_INPUT, "%s was changed while it was read.",
                log->path);
}

static bool take_log(Pooling *pooling, Reading *reading, GError **error) {
  const char *path = reading->log->path;
  if (reading->fault != NULL) {
    g_propagate_error(error, g_steal_pointer(&reading->fault));
    return false;
  }
  return is_same_key(pooling->keys, path, log_reader_header(reading->reader), error) &&
         pool_join(&pooling->pool.items, pooling->answers, pooling->marks, &reading->sheet, path,
                   error);
}

/* What was read is taken, or said to be left out, and freed. */
static void end_reading(Pooling *pooling, Reading *reading, Pooled *out) {
  GError *fault = NULL;
  if (take_log(pooling, reading, &fault)) {
    say_what_it_lacks(out, reading->log->path, log_reader_header(reading->reader));
    out->logs++;
  } else {
    skip(out, &fault);
  }
  log_reader_close(reading->reader);
  pool_sheet_clear(&reading->sheet);
}

/* -- all --------------------------------------------------------------------------------------- */

static Pooling pooling_new(void) {
  Pooling pooling = {.answers = g_array_new(FALSE, FALSE, sizeof(PoolAnswer)),
                     .marks = g_array_new(FALSE, FALSE, sizeof(PoolMark)),
                     .keys = g_array_new(FALSE, FALSE, sizeof(PoolKey))};
  guint zero = 0;
  pool_items_init(&pooling.pool.items);
  pooling.pool.cells = g_array_new(FALSE, FALSE, sizeof(PoolCell));
  pooling.pool.starts = g_array_new(FALSE, FALSE, sizeof(guint));
  g_array_append_val(pooling.pool.starts, zero);
  return pooling;
}

static void pooling_clear(Pooling *pooling) {
  pool_items_clear(&pooling->pool.items);
  GArray *arrays[] = {pooling->answers, pooling->marks, pooling->keys, pooling->pool.cells,
                      pooling->pool.starts};
  for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) g_array_unref(arrays[i]);
}

static bool is_within(const Pooling *pooling, GError **error) {
  if (pooling->pool.starts->len <= POOLED_LEARNERS_MAX &&
      pooling->pool.cells->len <= POOLED_CELLS_MAX)
    return true;
  g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
              "These are more than %d learners or %d first answers. Pool fewer logs at a time.",
              POOLED_LEARNERS_MAX, POOLED_CELLS_MAX);
  return false;
}

/* Logs that are read side by side: many, but what they hold has to fit into memory. */
#define BATCH_LOGS  32
#define BATCH_BYTES (INT64_C(1) << 26)

static guint batch_length(const GArray *logs, guint from) {
  guint n = 0;
  int64_t bytes = 0;
  while (from + n < logs->len && n < BATCH_LOGS) {
    bytes += g_array_index(logs, PoolLog, from + n).size;
    if (n > 0 && bytes > BATCH_BYTES) break;
    n++;
  }
  return n;
}

static void read_batch(const GArray *logs, guint from, guint n, Reading *out) {
  GThreadPool *threads =
      g_thread_pool_new(read_log, NULL, (gint)g_get_num_processors(), FALSE, NULL);
  for (guint i = 0; i < n; i++) {
    out[i] = (Reading){.log = &g_array_index(logs, PoolLog, from + i)};
    g_thread_pool_push(threads, &out[i], NULL);
  }
  g_thread_pool_free(threads, FALSE, TRUE);
}

/* Reading is done side by side, taking in order: the outcome is the same on every machine. */
static bool take_all(Pooling *pooling, const GArray *logs, Pooled *out, GError **error) {
  Reading readings[BATCH_LOGS];
  bool within = true;
  for (guint from = 0, n = 0; within && from < logs->len; from += n) {
    n = batch_length(logs, from);
    read_batch(logs, from, n, readings);
    for (guint i = 0; i < n; i++) {
      const PoolLog *log = readings[i].log;
      end_reading(pooling, &readings[i], out);
      bool more =
          from + i + 1 < logs->len && memcmp(&log[1].learner, &log->learner, UUID_SIZE) == 0;
      if (!more) fold(pooling);
    }
    within = is_within(pooling, error);
  }
  return within;
}

Pooled *app_pool(App *app, const char *const *paths, GError **error) {
  g_autoptr(Pooled) out = g_new0(Pooled, 1);
  out->items = g_ptr_array_new_with_free_func(pooled_item_free);
  out->notes = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GArray) logs = find_logs(paths, out, error);
  if (logs == NULL) return NULL;
  Pooling pooling = pooling_new();
  bool good = take_all(&pooling, logs, out, error) && pool_reckon(app, &pooling.pool, out, error);
  pooling_clear(&pooling);
  return good ? g_steal_pointer(&out) : NULL;
}
