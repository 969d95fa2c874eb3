/* cohort - files to rows; see cohort.h.
 *
 * Looked at first: whose log each file says it is, and its signature. Then only the learners are read
 * whose files are others than those of the stored dossier, a few at a time side by side; reading touches
 * no database. At the end what was read is stored in one transaction.
 */
#include "store/cohort.h"
#include "app/dossier.h"
#include "app/logs_private.h"
#include "app/reply.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

void cohort_free(Cohort *cohort) {
  if (cohort == NULL) return;
  g_ptr_array_unref(cohort->rows);
  g_ptr_array_unref(cohort->notes);
  g_free(cohort);
}

/* -- which files ------------------------------------------------------------------------------- */

static void note(GPtrArray *notes, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void note(GPtrArray *notes, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  g_ptr_array_add(notes, text_clean_line(text));
}

static void add_path(GHashTable *paths, const char *path) {
  if (g_hash_table_size(paths) < COHORT_LOGS)
    g_hash_table_add(paths, g_canonicalize_filename(path, NULL));
}

static bool add_named(GHashTable *paths, const char *const *names, int n, GPtrArray *notes,
                      GError **error) {
  g_autoptr(GPtrArray) found = logs_find(names, n, LOGS_DEPTH, error);
  for (guint i = 0; found != NULL && i < found->len; i++) add_path(paths, found->pdata[i]);
  if (g_hash_table_size(paths) >= COHORT_LOGS)
    note(notes, "Only the first %d logs are taken.", COHORT_LOGS);
  return found != NULL;
}

/* -- whose they are ---------------------------------------------------------------------------- */

/* A learner with the logs seen now. */
typedef struct {
  Uuid uuid;
  GArray *files; /* of StoreCohortFile, by path */
  GArray *pins;  /* of DossierPin */
  char *kept;    /* the dossier as it is stored, or NULL */
  bool current;  /* it still holds */
  GBytes *image; /* beside it, or NULL */
  Dossier *dossier;
  CohortRow *row;
  GArray *waiting; /* of Uuid: texts without a mentor's score; or NULL */
  bool fresh;      /* the dossier was read now */
  bool gone;       /* a log that it was read from is not there any more */
  GPtrArray *notes;
  int64_t answers; /* read */
} Learner;

static void file_clear(gpointer data) {
  StoreCohortFile *file = data;
  g_free(file->path);
  g_free(file->signature);
}

static void learner_free(gpointer data) {
  Learner *learner = data;
  g_array_unref(learner->files);
  g_array_unref(learner->pins);
  g_ptr_array_unref(learner->notes);
  dossier_free(learner->dossier);
  cohort_row_free(learner->row);
  g_clear_pointer(&learner->waiting, g_array_unref);
  g_clear_pointer(&learner->image, g_bytes_unref);
  g_free(learner->kept);
  g_free(learner);
}

static Learner *learner_of(GHashTable *learners, const Uuid *uuid) {
  Learner *learner = g_hash_table_lookup(learners, uuid);
  if (learner != NULL) return learner;
  learner = g_new0(Learner, 1);
  learner->uuid = *uuid;
  learner->files = g_array_new(FALSE, FALSE, sizeof(StoreCohortFile));
  g_array_set_clear_func(learner->files, file_clear);
  learner->pins = g_array_new(FALSE, FALSE, sizeof(DossierPin));
  learner->notes = g_ptr_array_new_with_free_func(g_free);
  g_hash_table_insert(learners, &learner->uuid, learner);
  return learner;
}

/* What is known of the device that LOG says it is of. */
static void recall_key(App *app, Learner *learner, const LogPeek *log) {
  DossierPin pin = {.device = log->device};
  for (guint i = 0; i < learner->pins->len; i++)
    if (memcmp(&g_array_index(learner->pins, DossierPin, i).device, &log->device, UUID_SIZE) == 0)
      return;
  if (store_peer_key(app->store, PEER_CANDIDATE, &learner->uuid, &log->device, pin.key))
    g_array_append_val(learner->pins, pin);
}

static void add_file(App *app, GHashTable *learners, const char *path, GPtrArray *notes) {
  LogPeek log;
  if (!log_peek(path, &log)) {
    g_autoptr(GError) fault = NULL;
    LogCheck check;
    if (app_log_verify(path, &check, &fault))
      log_check_clear(&check);
    else
      note(notes, "%s", fault->message);
    return;
  }
  Learner *learner = learner_of(learners, &log.learner);
  StoreCohortFile file = {g_strdup(path), g_strdup(log.signature), log.learner};
  g_array_append_val(learner->files, file);
  recall_key(app, learner, &log);
}

static int compare_strings(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static GPtrArray *keys_of(GHashTable *table) {
  GPtrArray *keys = g_ptr_array_new();
  GHashTableIter iter;
  gpointer key = NULL;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, &key, NULL)) g_ptr_array_add(keys, key);
  return keys;
}

static void add_files(App *app, GHashTable *learners, GHashTable *paths, Cohort *cohort) {
  g_autoptr(GPtrArray) sorted = keys_of(paths);
  g_ptr_array_sort(sorted, compare_strings);
  for (guint i = 0; i < sorted->len; i++) add_file(app, learners, sorted->pdata[i], cohort->notes);
  cohort->logs = (int)sorted->len;
}

/* -- what is known already --------------------------------------------------------------------- */

typedef struct {
  GHashTable *learners;
  GHashTable *known; /* Uuid -> GPtrArray of StoreCohortFile* */
  const char *stamp;
  bool all; /* learners without a file, too */
} Recall;

static bool same_files(const GArray *now, const GPtrArray *known) {
  if (known == NULL || now->len != known->len) return false;
  for (guint i = 0; i < now->len; i++) {
    const StoreCohortFile *a = &g_array_index(now, StoreCohortFile, i), *b = known->pdata[i];
    if (strcmp(a->path, b->path) != 0 || strcmp(a->signature, b->signature) != 0) return false;
  }
  return true;
}

static void use_known_files(Learner *learner, const GPtrArray *known) {
  for (guint i = 0; known != NULL && i < known->len; i++) {
    const StoreCohortFile *from = known->pdata[i];
    StoreCohortFile file = {g_strdup(from->path), g_strdup(from->signature), from->learner};
    g_array_append_val(learner->files, file);
  }
}

/* A dossier is used as it is where its files are the same. Where they are gone it is better than none. */
static bool recall(const StoreDossier *stored, void *user) {
  const Recall *from = user;
  Learner *learner = g_hash_table_lookup(from->learners, &stored->learner);
  const GPtrArray *known = g_hash_table_lookup(from->known, &stored->learner);
  bool gone = learner == NULL || learner->files->len == 0;
  if (gone && !from->all) return true;
  bool current =
      !gone && strcmp(stored->stamp, from->stamp) == 0 && same_files(learner->files, known);
  learner = learner_of(from->learners, &stored->learner);
  learner->kept = g_strdup(stored->dossier);
  learner->current = current || gone;
  if (stored->mastery != NULL) learner->image = g_bytes_new(stored->mastery, stored->size);
  learner->gone = gone;
  if (gone) use_known_files(learner, known);
  return true;
}

static GHashTable *files_by_learner(const GArray *files) {
  GHashTable *table =
      g_hash_table_new_full(uuid_hash, uuid_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  for (guint i = 0; i < files->len; i++) {
    StoreCohortFile *file = &g_array_index(files, StoreCohortFile, i);
    GPtrArray *list = g_hash_table_lookup(table, &file->learner);
    if (list == NULL) {
      list = g_ptr_array_new();
      g_hash_table_insert(table, &file->learner, list);
    }
    g_ptr_array_add(list, file);
  }
  return table;
}

/* -- reading, side by side --------------------------------------------------------------------- */

typedef struct {
  const Bank *bank;
  int day;
  GAsyncQueue *done; /* of Learner* */
} Readers;

static void read_logs(const Bank *bank, Learner *learner) {
  learner->dossier =
      dossier_read(bank, learner->files, learner->pins, learner->notes, &learner->answers);
  learner->fresh = learner->dossier != NULL;
}

static void parse_kept(Learner *learner) {
  gsize size = 0;
  const void *image = learner->image == NULL ? NULL : g_bytes_get_data(learner->image, &size);
  learner->dossier = dossier_parse(&learner->uuid, learner->kept, image, size);
}

/* What is kept already is not needed beyond its row: there may be thousands. */
static void make_row(const Readers *readers, Learner *learner) {
  learner->row = dossier_row(bank_app(readers->bank), learner->dossier, readers->day);
  learner->waiting = g_array_ref(learner->dossier->waiting);
  if (learner->fresh) return;
  g_clear_pointer(&learner->dossier, dossier_free);
  g_clear_pointer(&learner->image, g_bytes_unref);
  g_clear_pointer(&learner->kept, g_free);
}

/* Where no log is right any more (it may be on its way here), what was known before is shown. */
static void read_one(gpointer data, gpointer user) {
  Learner *learner = data;
  const Readers *readers = user;
  if (learner->current) parse_kept(learner);
  if (learner->dossier == NULL && !learner->gone) read_logs(readers->bank, learner);
  if (learner->dossier == NULL && learner->kept != NULL) {
    parse_kept(learner);
    learner->gone = true;
  }
  if (learner->dossier != NULL) make_row(readers, learner);
  g_async_queue_push(readers->done, learner);
}

/* How many of LEARNERS have logs to be read. */
static int count_stale(const GPtrArray *learners) {
  int n = 0;
  for (guint i = 0; i < learners->len; i++) n += !((Learner *)learners->pdata[i])->current;
  return n;
}

static void read_all(const Bank *bank, int day, const GPtrArray *learners, CohortProgress progress,
                     void *user) {
  Readers readers = {bank, day, g_async_queue_new()};
  int threads = (int)MIN(g_get_num_processors(), 16), read = 0, stale = count_stale(learners);
  GThreadPool *pool = g_thread_pool_new(read_one, &readers, threads, FALSE, NULL);
  for (guint i = 0; i < learners->len; i++) g_thread_pool_push(pool, learners->pdata[i], NULL);
  for (guint i = 0; i < learners->len; i++) {
    const Learner *learner = g_async_queue_pop(readers.done);
    if (!learner->current && progress != NULL) progress(++read, stale, user);
  }
  g_thread_pool_free(pool, FALSE, TRUE);
  g_async_queue_unref(readers.done);
}

/* -- storing ----------------------------------------------------------------------------------- */

static bool store_learner(App *app, const Learner *learner, const char *stamp, GError **error) {
  const Dossier *dossier = learner->dossier;
  g_autofree char *text = dossier_write(dossier);
  g_autoptr(GBytes) image = dossier->mastery == NULL ? NULL : mastery_write(dossier->mastery);
  gsize size = 0;
  const void *bytes = image == NULL ? NULL : g_bytes_get_data(image, &size);
  StoreDossier row = {learner->uuid, stamp, text, bytes, size};
  if (!store_cohort_put(app->store, &row, learner->files, error)) return false;
  for (guint i = 0; i < learner->pins->len; i++) {
    const DossierPin *pin = &g_array_index(learner->pins, DossierPin, i);
    if (!store_pin_peer(app->store, PEER_CANDIDATE, &learner->uuid, &pin->device, pin->key, error))
      return false;
  }
  return true;
}

/* A learner one of whose logs was refused is shown without it, and read again the next time. */
static bool store_all(App *app, const GPtrArray *learners, const char *stamp, GError **error) {
  if (app_read_only(app) || count_stale(learners) == 0) return true;
  if (!store_begin(app->store, error)) return false;
  bool good = true;
  for (guint i = 0; good && i < learners->len; i++) {
    const Learner *learner = learners->pdata[i];
    if (learner->fresh && learner->notes->len == 0)
      good = store_learner(app, learner, stamp, error);
  }
  good = good && store_commit(app->store, error);
  if (!good) store_rollback(app->store);
  return good;
}

/* -- rows -------------------------------------------------------------------------------------- */

static void compare_look(CohortRow *row, const StoreLook *look) {
  row->look_day = look->day;
  row->look_answers = row->answers - look->answers;
  row->look_change = row->readiness.enough ? row->readiness.chance - look->chance : NAN;
}

static GHashTable *looks_by_learner(const GArray *looks) {
  GHashTable *table = g_hash_table_new(uuid_hash, uuid_equal);
  for (guint i = 0; i < looks->len; i++) {
    StoreLook *look = &g_array_index(looks, StoreLook, i);
    g_hash_table_insert(table, &look->learner, look);
  }
  return table;
}

/* "ana" of /home/kim/logs/ana.pawl-log; a row has a file. */
static char *name_of_file(const CohortRow *row) {
  char *name = g_path_get_basename(row->paths->len > 0 ? row->paths->pdata[0] : row->learner);
  if (g_str_has_suffix(name, LOG_SUFFIX)) name[strlen(name) - strlen(LOG_SUFFIX)] = '\0';
  char *clean = text_clean_line(name);
  g_free(name);
  return clean;
}

/* Texts that the mentor has scored, though the candidate's log does not know it yet. */
static int count_scored(App *app, const Learner *learner) {
  const GArray *waiting = learner->waiting;
  g_autoptr(GPtrArray) words = waiting->len == 0 ? NULL : reply_words(app, &learner->uuid, NULL);
  int n = 0;
  for (guint i = 0; i < waiting->len; i++) {
    char text[37];
    bool said = false;
    uuid_format(&g_array_index(waiting, Uuid, i), text);
    for (guint w = 0; words != NULL && w < words->len; w++) {
      const ReplyWord *word = words->pdata[w];
      said = said || (word->score && strcmp(word->subject, text) == 0);
    }
    n += said;
  }
  return n;
}

static void add_row(App *app, Cohort *cohort, Learner *learner, GHashTable *looks) {
  for (guint i = 0; i < learner->notes->len; i++)
    g_ptr_array_add(cohort->notes, g_strdup(learner->notes->pdata[i]));
  CohortRow *row = g_steal_pointer(&learner->row);
  if (row == NULL) return;
  const StoreLook *look = g_hash_table_lookup(looks, &learner->uuid);
  for (guint i = 0; i < learner->files->len; i++)
    g_ptr_array_add(row->paths, g_strdup(g_array_index(learner->files, StoreCohortFile, i).path));
  if (row->name == NULL || *row->name == '\0') {
    g_free(row->name);
    row->name = name_of_file(row);
  }
  row->gone = learner->gone;
  row->texts_waiting -= count_scored(app, learner);
  if (look != NULL) compare_look(row, look);
  g_ptr_array_add(cohort->rows, row);
  cohort->read += learner->fresh;
  cohort->answers += learner->fresh ? learner->answers : 0;
}

static bool add_rows(App *app, Cohort *cohort, const GPtrArray *learners, GError **error) {
  g_autoptr(GArray) looks = store_looks(app->store, cohort->day, error);
  if (looks == NULL) return false;
  g_autoptr(GHashTable) by_learner = looks_by_learner(looks);
  for (guint i = 0; i < learners->len; i++) add_row(app, cohort, learners->pdata[i], by_learner);
  cohort_sort(cohort, COHORT_ATTENTION);
  return true;
}

/* -- the whole --------------------------------------------------------------------------------- */

/* Those with a log, or with a dossier whose logs went away. New; the learners are lent. */
static GPtrArray *learners_in(GHashTable *table) {
  GPtrArray *learners = g_ptr_array_new();
  GHashTableIter iter;
  gpointer value = NULL;
  g_hash_table_iter_init(&iter, table);
  while (g_hash_table_iter_next(&iter, NULL, &value))
    if (((Learner *)value)->files->len > 0) g_ptr_array_add(learners, value);
  return learners;
}

static bool fill(App *app, Cohort *cohort, GHashTable *paths, bool all, CohortProgress progress,
                 void *user, GError **error) {
  g_autoptr(GArray) files = store_cohort_files(app->store, error);
  g_autoptr(Bank) bank = files == NULL ? NULL : bank_new(app, error);
  if (bank == NULL) return false;
  for (guint i = 0; all && i < files->len; i++) {
    const char *path = g_array_index(files, StoreCohortFile, i).path;
    if (g_file_test(path, G_FILE_TEST_EXISTS)) add_path(paths, path);
  }
  g_autoptr(GHashTable) learners = g_hash_table_new_full(uuid_hash, uuid_equal, NULL, learner_free);
  add_files(app, learners, paths, cohort);
  g_autoptr(GHashTable) known = files_by_learner(files);
  Recall from = {learners, known, bank_stamp(bank), all};
  if (!store_each_dossier(app->store, recall, &from, error)) return false;
  g_autoptr(GPtrArray) list = learners_in(learners);
  read_all(bank, cohort->day, list, progress, user);
  return store_all(app, list, bank_stamp(bank), error) && add_rows(app, cohort, list, error);
}

Cohort *cohort_open(App *app, const char *const *paths, int n, CohortProgress progress, void *user,
                    GError **error) {
  g_autoptr(Cohort) cohort = g_new0(Cohort, 1);
  g_autoptr(GHashTable) set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  cohort->day = app_today(app);
  cohort->rows = g_ptr_array_new_with_free_func((GDestroyNotify)cohort_row_free);
  cohort->notes = g_ptr_array_new_with_free_func(g_free);
  if (!add_named(set, paths, n, cohort->notes, error) ||
      !fill(app, cohort, set, n == 0, progress, user, error))
    return NULL;
  return g_steal_pointer(&cohort);
}

/* -- looks ------------------------------------------------------------------------------------- */

bool cohort_looked(App *app, const Cohort *cohort, GError **error) {
  if (app_read_only(app) || cohort->rows->len == 0) return true;
  if (!store_begin(app->store, error)) return false;
  bool good = true;
  for (guint i = 0; good && i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    StoreLook look = {.day = cohort->day,
                      .chance = row->readiness.enough ? row->readiness.chance : NAN,
                      .answers = row->answers};
    uuid_parse(row->learner, &look.learner);
    good = store_put_look(app->store, &look, error);
  }
  good = good && store_commit(app->store, error);
  if (!good) store_rollback(app->store);
  return good;
}
