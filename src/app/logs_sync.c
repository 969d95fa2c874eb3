/* logs_sync - one folder, one log a device: each writes its own and reads the others', so that no two
 * ever write the same file.
 */
#include "app/logs_private.h"
#include <glib/gstdio.h>
#include <string.h>

void log_sync_clear(LogSync *sync) {
  g_clear_pointer(&sync->notes, g_ptr_array_unref);
  g_clear_pointer(&sync->own, g_free);
}

/* True where PATH is the log that was merged whole the last time, or that was written here. */
static bool is_seen(App *app, const char *path) {
  LogPeek log;
  StoreDeviceKey key;
  return log_peek(path, &log) && store_device_key(app->store, &log.device, &key) &&
         strcmp(key.seen, log.signature) == 0;
}

/* This device's own log that cannot be read is no reason to lose what it may still hold. */
static void set_aside(const char *path) {
  g_autofree char *aside = g_strconcat(path, ".broken", NULL);
  g_rename(path, aside);
}

/* True where the trouble is this database's, not the file's. */
static bool must_end(const GError *fault) {
  return fault->domain == STORE_ERROR && fault->code != STORE_ERROR_MISUSE;
}

static bool take_file(App *app, const char *path, const char *own, LogSync *sync, GError **error) {
  g_autoptr(GError) fault = NULL;
  LogMerge merged;
  if (is_seen(app, path)) {
    sync->unchanged += strcmp(path, own) != 0;
    return true;
  }
  if (app_log_import(app, path, &merged, &fault)) {
    sync->logs += strcmp(path, own) != 0;
    sync->added += merged.added;
    sync->answers += merged.answers;
    return true;
  }
  if (must_end(fault)) {
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
  }
  sync->skipped++;
  g_ptr_array_add(sync->notes, g_strdup(fault->message));
  if (strcmp(path, own) == 0) set_aside(path);
  return true;
}

static char *own_path(App *app, const char *folder) {
  char device[37];
  uuid_format(store_device(app->store), device);
  g_autofree char *name = g_strconcat(device, LOG_SUFFIX, NULL);
  return g_build_filename(folder, name, NULL);
}

/* The same events give the same bytes: the header's instant is that of the newest one. */
static bool write_own(App *app, const char *path, GError **error) {
  LogExport all = {.since = G_MININT, .level = LOG_FULL};
  LogCounts counts;
  LogPeek log;
  if (!logs_write(app, path, &all, true, store_newest_own(app->store), &counts, error))
    return false;
  return !log_peek(path, &log) || store_set_seen(app->store, &log.device, log.signature, error);
}

/* What this device's log in FOLDER holds is read before it is written anew: where the database was set
 * back to a backup, the answers since stand there alone. */
bool app_sync(App *app, const char *folder, LogSync *out, GError **error) {
  LogKey key;
  if (!logs_key(app, &key, error)) return false;
  g_autoptr(GPtrArray) paths = logs_in(folder, LOG_SUFFIX, 1, error);
  if (paths == NULL) return false;
  LogSync sync = {.notes = g_ptr_array_new_with_free_func(g_free), .own = own_path(app, folder)};
  bool good = true;
  for (guint i = 0; good && i < paths->len; i++)
    good = take_file(app, paths->pdata[i], sync.own, &sync, error);
  good = good && write_own(app, sync.own, error);
  sync.waiting = store_pending_count(app->store);
  if (good)
    *out = sync;
  else
    log_sync_clear(&sync);
  return good;
}
