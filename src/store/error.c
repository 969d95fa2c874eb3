/* error - what went wrong with a database, as a sentence that says what to do. */
#include "store/store_private.h"
#include <errno.h>

G_DEFINE_QUARK(pawl_store_error, store_error)

static const char NO_ROOM[] = "There is no room left on the disk for %s, so nothing was stored. "
                              "Free some space and try again.";
static const char NO_QUOTA[] = "Your disk quota is used up, so nothing was stored in %s. "
                               "Delete files you no longer need and try again.";
static const char READ_ONLY[] = "%s can only be read, so nothing was stored. Make the file and its "
                                "folder writable, or name another file with --db.";
static const char BUSY[] = "Another program was using %s for too long. Close it, or wait a moment "
                           "and try again.";
static const char INTERRUPTED[] = "%s was in use when its program was interrupted, and it can only "
                                  "be read here. Open it once where it can be written.";
static const char NO_PERMISSION[] = "You have no permission to open %s. Ask its owner, or name "
                                    "another file with --db.";
static const char NO_FOLDER[] = "%s cannot be opened: there is no such file or folder. Make the "
                                "folder, or name another file with --db.";

/* The sentence and code for FORMAT, whose one %s is the path. */
static void set_about(GError **error, StoreError code, const char *format, const char *path) {
  g_autoptr(GString) text = g_string_new(format);
  g_string_replace(text, "%s", path, 1);
  g_set_error_literal(error, STORE_ERROR, (gint)code, text->str);
}

void store_error_damaged(GError **error, const char *path, const char *how) {
  g_set_error(error, STORE_ERROR, STORE_ERROR_CORRUPT,
              "%s is damaged (%s). It can be repaired: the newest backup is put in its place with "
              "every answer that can still be read, and the damaged file is kept aside.",
              path, how);
}

void store_error_system(GError **error, const char *path, const char *what, int number) {
  if (number == ENOSPC) {
    set_about(error, STORE_ERROR_IO, NO_ROOM, path);
  } else if (number == EDQUOT) {
    set_about(error, STORE_ERROR_IO, NO_QUOTA, path);
  } else if (number == ENOENT) {
    set_about(error, STORE_ERROR_IO, NO_FOLDER, path);
  } else if (number == EACCES || number == EPERM) {
    set_about(error, STORE_ERROR_IO, NO_PERMISSION, path);
  } else {
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO,
                "%s could not be %s: %s. Check the disk and "
                "try again.",
                path, what, number != 0 ? g_strerror(number) : "no reason was given");
  }
}

void store_misuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *text = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, STORE_ERROR, STORE_ERROR_MISUSE, text);
}

static void set_read_only(GError **error, int extended, const char *path) {
  bool hot = extended == SQLITE_READONLY_ROLLBACK || extended == SQLITE_READONLY_RECOVERY;
  set_about(error, STORE_ERROR_READ_ONLY, hot ? INTERRUPTED : READ_ONLY, path);
}

void store_error_set(GError **error, sqlite3 *db, const char *path) {
  int extended = sqlite3_extended_errcode(db);
  switch (extended & 0xff) {
  case SQLITE_FULL:
    set_about(error, STORE_ERROR_IO, sqlite3_system_errno(db) == EDQUOT ? NO_QUOTA : NO_ROOM, path);
    return;
  case SQLITE_BUSY:
  case SQLITE_LOCKED: set_about(error, STORE_ERROR_BUSY, BUSY, path); return;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB: store_error_damaged(error, path, sqlite3_errmsg(db)); return;
  case SQLITE_READONLY: set_read_only(error, extended, path); return;
  case SQLITE_CONSTRAINT:
  case SQLITE_MISUSE:
  case SQLITE_ERROR:
    store_misuse(error, "%s did not take a change that breaks its rules: %s.", path,
                 sqlite3_errmsg(db));
    return;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
    store_error_system(error, path, "read or written", sqlite3_system_errno(db));
    return;
  default:
    g_set_error(error, STORE_ERROR, STORE_ERROR_IO, "%s could not be used: %s. Try again.", path,
                sqlite3_errmsg(db));
  }
}

void store_fail(Store *store, GError **error) {
  int primary = sqlite3_extended_errcode(store->db) & 0xff;
  if (primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB) store->damaged = true;
  store_error_set(error, store->db, store->path);
}

bool store_writable(const Store *store, GError **error) {
  if (!store->read_only) return true;
  set_about(error, STORE_ERROR_READ_ONLY, READ_ONLY, store->path);
  return false;
}
