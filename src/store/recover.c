/* recover - from a damaged file to a sound one, without giving up anything that can still be had.
 *
 * The new file is built beside the damaged one and takes its place by one rename, so that a cut at
 * any moment leaves either of them. The damaged file is never deleted.
 */
#include "store/salvage.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <unistd.h>

typedef struct {
  const char *path;
  const Clock *clock;
  GPtrArray *report;
  char *aside;  /* the damaged file's new name */
  char *fresh;  /* the new file while it is being built */
  char *backup; /* the one restored, or NULL */
} Recovery;

static void say(Recovery *r, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void say(Recovery *r, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_ptr_array_add(r->report, g_strdup_vprintf(format, args));
  va_end(args);
}

/* -- the damaged file -------------------------------------------------------------------------- */

static StoreHeader header_of(const char *path) {
  uint8_t bytes[STORE_HEADER_SIZE] = {0};
  FILE *file = fopen(path, "rbe");
  GStatBuf status = {0};
  size_t n = file == NULL ? 0 : fread(bytes, 1, sizeof bytes, file);
  if (file != NULL) fclose(file);
  bool known = n > 0 && g_stat(path, &status) == 0;
  return store_parse_header(bytes, known ? (int64_t)status.st_size : 0);
}

/* What store_open would call foreign or newer is not ours to replace. */
static bool may_replace(Recovery *r, LockMark mark, GError **error) {
  g_autoptr(GError) fault = NULL;
  StoreHeader header = header_of(r->path);
  if (header.size == 0 || store_accept(r->path, &header, mark, &fault) ||
      g_error_matches(fault, STORE_ERROR, STORE_ERROR_CORRUPT))
    return true;
  g_propagate_error(error, g_steal_pointer(&fault));
  return false;
}

static char *free_name(const char *path, const Clock *clock) {
  char stamp[BACKUP_STAMP + 1];
  backup_stamp(clock_now(clock), stamp);
  char *name = g_strdup_printf("%s.damaged-%s", path, stamp);
  for (int i = 2; g_access(name, F_OK) == 0; i++) {
    g_free(name);
    name = g_strdup_printf("%s.damaged-%s-%d", path, stamp, i);
  }
  return name;
}

/* Gives the damaged file a second name; its journal follows, or it would be played into the file
 * that takes its place. Where links are not possible the file is renamed. */
static bool set_aside(Recovery *r, GError **error) {
  g_autofree char *journal = g_strconcat(r->path, "-journal", NULL);
  g_autofree char *journal_aside = NULL;
  if (g_access(r->path, F_OK) != 0) return true;
  r->aside = free_name(r->path, r->clock);
  journal_aside = g_strconcat(r->aside, "-journal", NULL);
  if (link(r->path, r->aside) != 0 && g_rename(r->path, r->aside) != 0) {
    store_error_system(error, r->path, "set aside", errno);
    return false;
  }
  if (g_rename(journal, journal_aside) != 0 && errno != ENOENT) {
    store_error_system(error, journal, "set aside", errno);
    return false;
  }
  say(r, "The damaged file is kept as %s.", r->aside);
  return true;
}

/* -- the newest backup ------------------------------------------------------------------------- */

/* Newest by what it holds: names follow the clock, and a clock can be wrong. */
static Backup *longest(GPtrArray *list) {
  Backup *best = NULL;
  int64_t most = -1;
  for (guint i = 0; i < list->len; i++) {
    Backup *backup = list->pdata[i];
    int64_t length = backup_log_length(backup->path, NULL);
    if (length <= most) continue;
    most = length;
    best = backup;
  }
  return best;
}

static bool restore(Recovery *r, const char *backup) {
  g_autoptr(GError) fault = NULL;
  sqlite3 *db = backup_connect(backup, NULL);
  bool good = db != NULL && backup_copy(db, backup, NULL, r->fresh, &fault);
  sqlite3_close(db);
  if (!good)
    say(r, "The backup %s cannot be used%s%s", backup, fault != NULL ? ": " : ".",
        fault != NULL ? fault->message : "");
  return good;
}

static void restore_best(Recovery *r) {
  g_autofree char *dir = backup_dir_of(r->path);
  g_autoptr(GPtrArray) list = backup_list(dir);
  Backup *best = NULL;
  while (r->backup == NULL && (best = longest(list)) != NULL) {
    if (restore(r, best->path)) r->backup = g_strdup(best->path);
    g_ptr_array_remove(list, best);
  }
  if (r->backup != NULL)
    say(r, "The backup %s was put in its place.", r->backup);
  else
    say(r, "There is no backup that can be used, so a new database was begun.");
}

/* -- what can still be read -------------------------------------------------------------------- */

#define COPY_SIZE 65536

static bool copy_stream(FILE *from, FILE *to) {
  g_autofree uint8_t *buffer = g_malloc(COPY_SIZE);
  size_t n = 0;
  while ((n = fread(buffer, 1, COPY_SIZE, from)) > 0)
    if (fwrite(buffer, 1, n, to) != n) return false;
  return ferror(from) == 0 && fflush(to) == 0;
}

/* Puts the first page of the backup, whose schema has its tables in the same places, over that of
 * TO, with the number of pages that TO has. */
static bool patch_first_page(FILE *backup, FILE *to) {
  uint8_t page[COPY_SIZE];
  if (fseek(backup, 0, SEEK_SET) != 0 || fread(page, 1, STORE_HEADER_SIZE, backup) == 0)
    return false;
  size_t size = (size_t)page[16] << 8 | page[17]; /* 1 stands for 65536 */
  if (size == 1) size = COPY_SIZE;
  if (size < 512 || fseek(backup, 0, SEEK_SET) != 0 || fread(page, 1, size, backup) != size ||
      fseek(to, 0, SEEK_END) != 0)
    return false;
  uint32_t pages = GUINT32_TO_BE((uint32_t)((size_t)ftell(to) / size));
  memcpy(page + 28, &pages, sizeof pages);
  return fseek(to, 0, SEEK_SET) == 0 && fwrite(page, 1, size, to) == size && fflush(to) == 0;
}

/* A copy of the damaged file that can be opened although its first page is gone. */
static char *patched_copy(const Recovery *r) {
  char *name = g_strconcat(r->path, ".salvage", NULL);
  FILE *from = fopen(r->aside, "rbe"), *to = fopen(name, "w+be");
  FILE *backup = r->backup == NULL ? NULL : fopen(r->backup, "rbe");
  bool good = from != NULL && to != NULL && backup != NULL && copy_stream(from, to) &&
              patch_first_page(backup, to);
  if (from != NULL) fclose(from);
  if (backup != NULL) fclose(backup);
  if (to != NULL && fclose(to) != 0) good = false;
  if (good) return name;
  g_unlink(name);
  g_free(name);
  return NULL;
}

/* A connection that reads what there is to read. writable_schema makes SQLite overlook that the end
 * of the file is missing. */
static sqlite3 *open_damaged(const char *path) {
  sqlite3 *db = NULL;
  if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
    sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_exec(db, "PRAGMA writable_schema=ON; PRAGMA cell_size_check=ON", NULL, NULL, NULL);
    return db;
  }
  sqlite3_close(db);
  return NULL;
}

static void say_salvaged(Recovery *r, const SalvageCount *count) {
  say(r,
      "%" G_GINT64_FORMAT " more answers and %" G_GINT64_FORMAT " more changes were read from "
      "the damaged file.",
      count->answers, count->events);
  if (count->refused > 0)
    say(r,
        "%" G_GINT64_FORMAT " rows of it point at questions or answers that cannot be read; they "
        "are left in the file that was set aside.",
        count->refused);
  if (count->lost > 0) say(r, "%" G_GINT64_FORMAT " answers could not be read.", count->lost);
}

static bool salvage(Recovery *r, Store *to, GError **error) {
  if (r->aside == NULL) return true;
  g_autofree char *patched = header_of(r->aside).sqlite ? NULL : patched_copy(r);
  const char *path = patched != NULL ? patched : r->aside;
  sqlite3 *from = open_damaged(path);
  SalvageCount count = {0};
  bool good = from == NULL || salvage_rows(to, from, path, &count, error);
  sqlite3_close(from);
  if (patched != NULL) g_unlink(patched);
  if (good) say_salvaged(r, &count);
  return good;
}

/* -- the whole of it --------------------------------------------------------------------------- */

static bool build(Recovery *r, GError **error) {
  g_unlink(r->fresh);
  restore_best(r);
  Store *to = store_open(r->fresh, r->clock, &(StoreOptions){.scratch = true}, error);
  if (to == NULL) return false;
  bool good = salvage(r, to, error);
  store_close(to);
  return good;
}

static bool put_in_place(Recovery *r, GError **error) {
  g_autofree char *folder = g_path_get_dirname(r->path);
  if (!sync_path(r->fresh, error)) return false;
  if (g_rename(r->fresh, r->path) == 0) return sync_path(folder, error);
  store_error_system(error, r->path, "put in place", errno);
  return false;
}

/* The mark stays "open", so the next opening checks the new file once more. */
static bool recover_alone(Recovery *r, StoreLock *lock, GError **error) {
  if (!may_replace(r, lock->mark, error)) return false;
  lock_mark(lock, LOCK_MARK_OPEN);
  r->fresh = g_strconcat(r->path, ".recovering", NULL);
  bool good = set_aside(r, error) && build(r, error) && put_in_place(r, error);
  if (!good) g_unlink(r->fresh);
  g_free(r->aside);
  g_free(r->fresh);
  g_free(r->backup);
  return good;
}

bool store_recover(const char *path, const Clock *clock, GPtrArray *report, GError **error) {
  g_autofree char *real = store_resolve(path);
  StoreLock lock;
  bool good = false;
  if (!lock_open(&lock, real, 0, error)) return false;
  if (lock.alone) {
    Recovery recovery = {.path = real, .clock = clock, .report = report};
    good = recover_alone(&recovery, &lock, error);
  } else {
    g_set_error(error, STORE_ERROR, STORE_ERROR_BUSY,
                "%s is in use by another pawl. Close that one, then try again.", real);
  }
  lock_close(&lock, false);
  return good;
}
