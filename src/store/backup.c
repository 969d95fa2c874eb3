/* backup - copies of the database that were checked before they count, and which of them stay. */
#include "store/store_private.h"
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

#define KEEP_DAYS   7
#define KEEP_WEEKS  4
#define KEEP_MONTHS 6
#define KEEP_BEFORE 3

/* -- names: YYYYMMDD-HHMMSS-reason.db, in UTC -------------------------------------------------- */

char *backup_dir_of(const char *path) {
  return g_strconcat(path, ".backups", NULL);
}

void backup_stamp(int64_t at, char out[BACKUP_STAMP + 1]) {
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(at / 1000);
  g_autofree char *text = time == NULL ? NULL : g_date_time_format(time, "%Y%m%d-%H%M%S");
  g_strlcpy(out, text != NULL && strlen(text) == BACKUP_STAMP ? text : "19700101-000000",
            BACKUP_STAMP + 1);
}

static bool parse_stamp(const char *name, int64_t *at) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, end = 0;
  if (sscanf(name, "%4d%2d%2d-%2d%2d%2d-%n", &year, &month, &day, &hour, &minute, &second, &end) !=
          6 ||
      end != BACKUP_STAMP + 1)
    return false;
  g_autoptr(GDateTime) time = g_date_time_new_utc(year, month, day, hour, minute, second);
  if (time == NULL) return false;
  *at = g_date_time_to_unix(time) * 1000;
  return true;
}

static void backup_free(gpointer data) {
  Backup *backup = data;
  g_free(backup->path);
  g_free(backup->reason);
  g_free(backup);
}

static void add_named(GPtrArray *list, const char *dir, const char *name) {
  int64_t at = 0;
  if (!g_str_has_suffix(name, ".db") || !parse_stamp(name, &at)) return;
  Backup *backup = g_new0(Backup, 1);
  const char *reason = name + BACKUP_STAMP + 1;
  backup->path = g_build_filename(dir, name, NULL);
  backup->reason = g_strndup(reason, strlen(reason) - strlen(".db"));
  backup->at = at;
  memcpy(backup->stamp, name, BACKUP_STAMP);
  g_ptr_array_add(list, backup);
}

static gint newest_first(gconstpointer a, gconstpointer b) {
  return strcmp((*(Backup *const *)b)->path, (*(Backup *const *)a)->path);
}

GPtrArray *backup_list(const char *dir) {
  GPtrArray *list = g_ptr_array_new_with_free_func(backup_free);
  g_autoptr(GDir) open = g_dir_open(dir, 0, NULL);
  const char *name = NULL;
  while (open != NULL && (name = g_dir_read_name(open)) != NULL) add_named(list, dir, name);
  g_ptr_array_sort(list, newest_first);
  return list;
}

/* -- which stay: the newest of each of the last days, weeks and months ------------------------- */

typedef struct {
  int64_t last; /* the period of the newest backup seen so far */
  int left;     /* how many periods may still be kept */
} Periods;

static bool opens_period(Periods *periods, int64_t period) {
  if (period == periods->last || periods->left == 0) return false;
  periods->last = period;
  periods->left--;
  return true;
}

static bool is_before(const Backup *backup) {
  return g_str_has_prefix(backup->reason, "before-");
}

GArray *backup_surplus(const GPtrArray *list, const char *keep) {
  GArray *surplus = g_array_new(FALSE, FALSE, sizeof(guint));
  Periods days = {-1, KEEP_DAYS}, weeks = {-1, KEEP_WEEKS}, months = {-1, KEEP_MONTHS};
  int before = KEEP_BEFORE;
  for (guint i = 0; i < list->len; i++) {
    const Backup *backup = list->pdata[i];
    int64_t day = backup->at / CLOCK_DAY_MS;
    bool stays = strcmp(backup->path, keep) == 0;
    if (is_before(backup)) {
      stays |= before-- > 0;
    } else {
      stays |= opens_period(&days, day);
      stays |= opens_period(&weeks, (day + 3) / 7); /* 1970-01-01 was a Thursday */
      stays |= opens_period(&months, g_ascii_strtoll(backup->stamp, NULL, 10) / 100);
    }
    if (!stays) g_array_append_val(surplus, i);
  }
  return surplus;
}

static void prune(const char *dir, const char *keep) {
  g_autoptr(GPtrArray) list = backup_list(dir);
  g_autoptr(GArray) surplus = backup_surplus(list, keep);
  for (guint i = 0; i < surplus->len; i++)
    g_unlink(((Backup *)list->pdata[g_array_index(surplus, guint, i)])->path);
}

/* -- copying ----------------------------------------------------------------------------------- */

bool sync_path(const char *path, GError **error) {
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  bool good = fd >= 0 && fsync(fd) == 0;
  if (!good) store_error_system(error, path, "written to the disk", errno);
  if (fd >= 0) close(fd);
  return good;
}

static bool sync_folder_of(const char *path, GError **error) {
  g_autofree char *folder = g_path_get_dirname(path);
  return sync_path(folder, error);
}

sqlite3 *backup_connect(const char *path, const char *vfs) {
  sqlite3 *db = NULL;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, vfs) == SQLITE_OK &&
      store_harden(db, NULL))
    return db;
  sqlite3_close(db);
  return NULL;
}

static bool copy_pages(sqlite3 *from, const char *from_path, sqlite3 *to, const char *to_path,
                       GError **error) {
  /* The file counts only once it is checked, synced and renamed: it needs no journal before. */
  sqlite3_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL, NULL);
  sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
  int code = backup == NULL ? SQLITE_ERROR : sqlite3_backup_step(backup, -1);
  if (backup != NULL) sqlite3_backup_finish(backup);
  if (code == SQLITE_DONE) return true;
  bool from_failed = (sqlite3_errcode(to) & 0xff) == SQLITE_OK;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
    g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
                "%s is being written by another program, so it was not backed up. Try again.",
                from_path);
  else
    store_error_set(error, from_failed ? from : to, from_failed ? from_path : to_path);
  return false;
}

static bool write_part(sqlite3 *from, const char *from_path, const char *vfs, const char *part,
                       GError **error) {
  sqlite3 *to = NULL;
  g_autofree char *what = NULL;
  bool good =
      sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                      vfs) == SQLITE_OK;
  if (!good)
    store_error_set(error, to, part);
  else
    good = copy_pages(from, from_path, to, part, error);
  if (good && !check_quick(to, &what)) {
    store_error_damaged(error, from_path, what);
    good = false;
  }
  sqlite3_close(to);
  return good;
}

bool backup_copy(sqlite3 *from, const char *from_path, const char *vfs, const char *to,
                 GError **error) {
  g_autofree char *part = g_strconcat(to, ".part", NULL);
  g_unlink(part);
  bool good = write_part(from, from_path, vfs, part, error) && sync_path(part, error);
  if (good && g_rename(part, to) != 0) {
    store_error_system(error, to, "put in place", errno);
    good = false;
  }
  if (!good) g_unlink(part);
  return good && sync_folder_of(to, error);
}

/* -- is there anything new? -------------------------------------------------------------------- */

static char *state_of(sqlite3 *db) {
  sqlite3_stmt *row = NULL;
  char *state = NULL;
  if (sqlite3_prepare_v2(db, sql_text(SQL_FILE_STATE), -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step(row) == SQLITE_ROW)
    state = sql_dup(row, 0);
  sqlite3_finalize(row);
  return state;
}

static bool holds_the_same(Store *store, const char *path) {
  sqlite3 *db = backup_connect(path, store->vfs);
  if (db == NULL) return false;
  g_autofree char *ours = state_of(store->db);
  g_autofree char *theirs = state_of(db);
  g_autofree char *what = NULL;
  bool same = ours != NULL && g_strcmp0(ours, theirs) == 0 && check_quick(db, &what);
  sqlite3_close(db);
  return same;
}

int64_t backup_log_length(const char *path, const char *vfs) {
  sqlite3 *db = backup_connect(path, vfs);
  sqlite3_stmt *row = NULL;
  int64_t length = -1;
  if (db != NULL && sqlite3_prepare_v2(db, sql_text(SQL_LOG_LENGTH), -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step(row) == SQLITE_ROW)
    length = sqlite3_column_int64(row, 0);
  sqlite3_finalize(row);
  sqlite3_close(db);
  return length;
}

static bool is_of_today(const Store *store, const Backup *backup) {
  int64_t now = clock_now(store->clock);
  int offset = clock_offset(store->clock, now);
  return clock_study_day(backup->at, offset, 0) == clock_study_day(now, offset, 0);
}

/* Texts, scores and remarks in DB as they stand; NO_WRITING for none, or for a file of older days. */
#define NO_WRITING "0 0 0 0 0 0"
static char *writing_state(sqlite3 *db) {
  sqlite3_stmt *row = NULL;
  char *state = NULL;
  if (sqlite3_prepare_v2(db, sql_text(SQL_WRITING_STATE), -1, &row, NULL) == SQLITE_OK &&
      sqlite3_step(row) == SQLITE_ROW)
    state = sql_dup(row, 0);
  sqlite3_finalize(row);
  return state != NULL ? state : g_strdup(NO_WRITING);
}

/* True where texts were written or scored, or something was said of them, since the backup at PATH (NULL: ever). */
static bool was_written(Store *store, const char *path) {
  sqlite3 *db = path == NULL ? NULL : backup_connect(path, store->vfs);
  g_autofree char *ours = writing_state(store->db);
  g_autofree char *theirs = db == NULL ? g_strdup(NO_WRITING) : writing_state(db);
  sqlite3_close(db);
  return strcmp(ours, theirs) != 0;
}

bool store_backup_due(Store *store) {
  if (store->read_only || store->scratch) return false;
  g_autoptr(GPtrArray) list = backup_list(store->backup_dir);
  for (guint i = 0; i < list->len; i++)
    if (is_of_today(store, list->pdata[i])) return false;
  int64_t length = 0;
  sql_find_int(store, SQL_LOG_LENGTH, SQL_NO_ARGS, &length, NULL);
  if (list->len == 0) return length > 0 || was_written(store, NULL);
  const Backup *newest = list->pdata[0];
  return length != backup_log_length(newest->path, store->vfs) || was_written(store, newest->path);
}

/* -- the whole of it --------------------------------------------------------------------------- */

static bool check_reason(const char *reason, GError **error) {
  static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789-";
  size_t length = strlen(reason);
  if (length > 0 && length <= 40 && strspn(reason, allowed) == length) return true;
  store_misuse(error, "'%s' cannot be part of a backup's name: use a-z, 0-9 and -.", reason);
  return false;
}

static bool is_kept_already(Store *store) {
  g_autoptr(GPtrArray) list = backup_list(store->backup_dir);
  return list->len > 0 && holds_the_same(store, ((Backup *)list->pdata[0])->path);
}

bool store_backup(Store *store, const char *reason, GError **error) {
  if (!store_writable(store, error) || !check_reason(reason, error)) return false;
  if (store->in_transaction || store->scratch) {
    store_misuse(error, "%s cannot be backed up in the middle of a change.", store->path);
    return false;
  }
  if (is_kept_already(store)) return true;
  if (g_mkdir_with_parents(store->backup_dir, 0700) != 0) {
    store_error_system(error, store->backup_dir, "made", errno);
    return false;
  }
  char stamp[BACKUP_STAMP + 1];
  backup_stamp(clock_now(store->clock), stamp);
  g_autofree char *name = g_strdup_printf("%s-%s.db", stamp, reason);
  g_autofree char *path = g_build_filename(store->backup_dir, name, NULL);
  if (!backup_copy(store->db, store->path, store->vfs, path, error)) return false;
  prune(store->backup_dir, path);
  return true;
}

const char *store_backup_dir(const Store *store) {
  return store->backup_dir;
}
