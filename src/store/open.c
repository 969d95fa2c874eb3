/* open - from a path to a store that may be trusted, and back.
 *
 * A file is looked at before SQLite may touch it: what is not ours, or newer than we are, stays as
 * it is to the byte. The look goes through SQLite's own file handle, because closing a second one
 * would drop the POSIX locks that this process holds on the file.
 */
#include "store/store_private.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

/* -- the header -------------------------------------------------------------------------------- */

static uint32_t big_endian(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

StoreHeader store_parse_header(const uint8_t bytes[STORE_HEADER_SIZE], int64_t size) {
  static const uint8_t zeros[STORE_HEADER_SIZE] = {0};
  return (StoreHeader){
      .sqlite = memcmp(bytes, "SQLite format 3", 16) == 0,
      .blank = memcmp(bytes, zeros, sizeof zeros) == 0,
      .ours = big_endian(bytes + 68) == STORE_APPLICATION_ID,
      .version = big_endian(bytes + 60),
      .size = size,
  };
}

static bool read_header(Store *store, StoreHeader *out, GError **error) {
  sqlite3_file *file = NULL;
  uint8_t bytes[STORE_HEADER_SIZE] = {0};
  sqlite3_int64 size = 0;
  int code = sqlite3_file_control(store->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code == SQLITE_OK) code = file->pMethods->xFileSize(file, &size);
  if (code == SQLITE_OK) code = file->pMethods->xRead(file, bytes, sizeof bytes, 0);
  if (code == SQLITE_OK || code == SQLITE_IOERR_SHORT_READ) {
    *out = store_parse_header(bytes, size);
    return true;
  }
  store_error_system(error, store->path, "read", errno);
  return false;
}

/* -- is it ours? ------------------------------------------------------------------------------- */

/* A first write that was interrupted leaves a blank file and a journal that says so. */
static bool undo_interrupted_start(Store *store, StoreHeader *header, GError **error) {
  g_autofree char *journal = g_strconcat(store->path, "-journal", NULL);
  if (!header->blank || store->read_only || g_access(journal, F_OK) != 0) return true;
  sqlite3_exec(store->db, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
  return read_header(store, header, error);
}

bool store_was_ours(const char *path, LockMark mark) {
  g_autofree char *dir = backup_dir_of(path);
  g_autoptr(GPtrArray) backups = backup_list(dir);
  return backups->len > 0 || mark == LOCK_MARK_OPEN || mark == LOCK_MARK_CLEAN;
}

bool store_accept(const char *path, const StoreHeader *header, LockMark mark, GError **error) {
  if (header->sqlite && header->ours && header->version <= (uint32_t)STORE_MIGRATION_COUNT)
    return true;
  if (header->sqlite && header->ours)
    g_set_error(
        error, STORE_ERROR, STORE_ERROR_NEWER,
        "%s was written by a newer pawl (version %u of the file; this program knows %d). It "
        "was left untouched; use the newer program.",
        path, header->version, STORE_MIGRATION_COUNT);
  else if (!header->sqlite && (header->blank || store_was_ours(path, mark)))
    store_error_damaged(error, path,
                        header->size == 0 ? "it is empty" : "its first page is not a database's");
  else
    g_set_error(error, STORE_ERROR, STORE_ERROR_FOREIGN,
                "%s is not a pawl database. It was left untouched; name another file with --db.",
                path);
  return false;
}

/* An empty file is a new one, unless a database is known to have stood there. */
static bool is_new(const Store *store, const StoreHeader *header, bool existed) {
  if (header->size > 0) return false;
  return !existed || (!store->read_only && !store_was_ours(store->path, store->lock.mark));
}

static bool examine(Store *store, bool existed, GError **error) {
  StoreHeader header;
  if (!read_header(store, &header, error)) return false;
  if (!undo_interrupted_start(store, &header, error)) return false;
  return is_new(store, &header, existed) ||
         store_accept(store->path, &header, store->lock.mark, error);
}

/* -- the connection ---------------------------------------------------------------------------- */

bool store_harden(sqlite3 *db, GError **error) {
  static const struct {
    int option, value;
  } options[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},   {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},     {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_ENABLE_FKEY, 1}, {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
  };
  int code = SQLITE_OK;
  for (size_t i = 0; i < G_N_ELEMENTS(options) && code == SQLITE_OK; i++)
    code = sqlite3_db_config(db, options[i].option, options[i].value, NULL);
  sqlite3_limit(db, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_extended_result_codes(db, 1);
  sqlite3_busy_timeout(db, STORE_BUSY_MS);
  if (code == SQLITE_OK) return true;
  store_misuse(error, "This SQLite (%s) is too old: it lacks a protection that is needed.",
               sqlite3_libversion());
  return false;
}

static bool connect(Store *store, GError **error) {
  int flags = store->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_NOMUTEX, store->vfs) ==
      SQLITE_OK)
    return store_harden(store->db, error);
  store_fail(store, error);
  return false;
}

/* Over a network the exclusive lock is taken at once and kept: a shared one that grows later could
 * meet another. */
static bool configure(Store *store, GError **error) {
  const char *share = store->lock.network ? "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT"
                                          : "PRAGMA locking_mode=NORMAL";
  static const char usual[] = "PRAGMA cell_size_check=ON; PRAGMA recursive_triggers=ON;"
                              "PRAGMA synchronous=EXTRA; PRAGMA temp_store=MEMORY;"
                              "PRAGMA cache_size=-2000; PRAGMA mmap_size=0;"
                              "PRAGMA journal_mode=DELETE";
  static const char scratch[] = "PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY";
  if (sqlite3_exec(store->db, usual, NULL, NULL, NULL) == SQLITE_OK &&
      (!store->scratch || sqlite3_exec(store->db, scratch, NULL, NULL, NULL) == SQLITE_OK) &&
      sqlite3_exec(store->db, share, NULL, NULL, NULL) == SQLITE_OK)
    return true;
  store_fail(store, error);
  return false;
}

/* -- opening ----------------------------------------------------------------------------------- */

static bool can_write(const char *path, bool existed) {
  g_autofree char *folder = g_path_get_dirname(path);
  return g_access(folder, W_OK) == 0 && (!existed || g_access(path, W_OK) == 0);
}

char *store_resolve(const char *path) {
  char *real = realpath(path, NULL);
  if (real == NULL) return g_canonicalize_filename(path, NULL);
  char *copy = g_strdup(real);
  free(real);
  return copy;
}

static bool bring_up_to_date(Store *store, int version, GError **error) {
  if (version == STORE_MIGRATION_COUNT) return true;
  if (version == 0) lock_mark(&store->lock, LOCK_MARK_NEW);
  if (!store_writable(store, error)) return false;
  if (store->scratch || store->lock.alone) return store_migrate(store, error);
  g_set_error(
      error, STORE_ERROR, STORE_ERROR_BUSY,
      "%s has to be brought up to date, but another pawl has it open. Close that one first.",
      store->path);
  return false;
}

static bool check_after_unclean_end(Store *store, int version, GError **error) {
  bool checked = version == 0 || !store->lock.alone || store->lock.mark == LOCK_MARK_CLEAN;
  g_autofree char *what = NULL;
  if (checked || check_quick(store->db, &what)) return true;
  store->damaged = true;
  store_error_damaged(error, store->path, what);
  return false;
}

static bool load_device(Store *store, GError **error) {
  g_autoptr(GError) fault = NULL;
  g_autofree char *text =
      sql_find_text(store, SQL_SETTING_GET, SQL_ARGS(SQL_TEXT(STORE_DEVICE)), &fault);
  if (fault != NULL) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  if (text != NULL && uuid_parse(text, &store->device)) return true;
  uint8_t random[10];
  char fresh[37];
  clock_entropy(store->clock, random, sizeof random);
  store->device = uuid_make(clock_now(store->clock), random);
  uuid_format(&store->device, fresh);
  return store->read_only || store_set_setting(store, STORE_DEVICE, fresh, error);
}

static bool find_out(Store *store, bool *existed, GError **error) {
  g_autofree char *folder = g_path_get_dirname(store->path);
  *existed = g_access(store->path, F_OK) == 0;
  bool writable = can_write(store->path, *existed);
  if (!g_file_test(folder, G_FILE_TEST_IS_DIR) || (!*existed && store->read_only)) {
    store_error_system(error, store->path, "opened", ENOENT);
    return false;
  }
  if (!*existed && !writable) {
    store_error_system(error, store->path, "made", EACCES);
    return false;
  }
  store->read_only = store->read_only || !writable;
  return true;
}

static bool open_file(Store *store, long fs_magic, GError **error) {
  bool existed = false;
  int version = 0;
  if (!find_out(store, &existed, error)) return false;
  if (!store->read_only && !store->scratch &&
      !lock_open(&store->lock, store->path, fs_magic, error))
    return false;
  if (!existed) lock_mark(&store->lock, LOCK_MARK_NEW);
  if (!connect(store, error) || !examine(store, existed, error)) return false;
  store->read_only = store->read_only || sqlite3_db_readonly(store->db, "main") == 1;
  /* The header may still be one that a hot journal takes back: only now is the version known. */
  if (!configure(store, error) || !migrate_version(store, &version, error)) return false;
  if (!check_after_unclean_end(store, version, error)) return false;
  if (!bring_up_to_date(store, version, error) || !load_device(store, error)) return false;
  lock_settle(&store->lock);
  return true;
}

static Store *store_new(const char *path, const Clock *clock) {
  Store *store = g_new0(Store, 1);
  store->path = store_resolve(path);
  store->backup_dir = backup_dir_of(store->path);
  store->clock = clock;
  store->lock.fd = -1;
  return store;
}

static void destroy(Store *store, bool clean) {
  for (size_t i = 0; i < SQL_COUNT; i++) sqlite3_finalize(store->statements[i]);
  sqlite3_close(store->db);
  lock_close(&store->lock, clean);
  g_free(store->path);
  g_free(store->vfs);
  g_free(store->backup_dir);
  g_free(store);
}

Store *store_open(const char *path, const Clock *clock, const StoreOptions *options,
                  GError **error) {
  Store *store = store_new(path, clock);
  store->read_only = options != NULL && options->read_only;
  store->scratch = options != NULL && options->scratch;
  store->vfs = options == NULL ? NULL : g_strdup(options->vfs);
  if (open_file(store, options == NULL ? 0 : options->fs_magic, error)) return store;
  destroy(store, false);
  return NULL;
}

void store_close(Store *store) {
  if (store == NULL) return;
  store_rollback(store);
  if (!store->damaged && !store->scratch && store_backup_due(store))
    store_backup(store, "daily", NULL);
  destroy(store, !store->damaged);
}

bool store_is_read_only(const Store *store) {
  return store->read_only;
}

const char *store_path(const Store *store) {
  return store->path;
}

const Uuid *store_device(const Store *store) {
  return &store->device;
}

/* -- settings ---------------------------------------------------------------------------------- */

char *store_setting(Store *store, const char *key) {
  return sql_find_text(store, SQL_SETTING_GET, SQL_ARGS(SQL_TEXT(key)), NULL);
}

typedef struct {
  const char *key, *value;
} SettingChange;

static bool put_setting(Store *store, void *user, GError **error) {
  const SettingChange *change = user;
  if (change->value == NULL)
    return sql_run(store, SQL_SETTING_DELETE, SQL_ARGS(SQL_TEXT(change->key)), error);
  return sql_run(store, SQL_SETTING_PUT, SQL_ARGS(SQL_TEXT(change->key), SQL_TEXT(change->value)),
                 error);
}

bool store_set_setting(Store *store, const char *key, const char *value, GError **error) {
  SettingChange change = {key, value};
  return store_work_unsure(store, put_setting, &change, error);
}
