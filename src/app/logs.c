/* logs - the learner's id, the device's key, and checking a file. See logs.h. */
#include "app/logs_private.h"
#include "app/reply.h"
#include "app/target.h"
#include <string.h>

static const char LEARNER[] = "learner";

/* -- the learner ------------------------------------------------------------------------------- */

char *app_known_learner(App *app) {
  return store_setting(app->store, LEARNER);
}

char *app_learner(App *app, GError **error) {
  char *known = app_known_learner(app);
  if (known != NULL) return known;
  Uuid uuid = app_uuid(app, clock_now(app->clock));
  g_autofree char *fresh = g_malloc(37);
  uuid_format(&uuid, fresh);
  return store_set_setting(app->store, LEARNER, fresh, error) ? g_steal_pointer(&fresh) : NULL;
}

bool app_set_learner(App *app, const char *id, GError **error) {
  Uuid uuid;
  char text[37];
  g_autofree char *known = app_known_learner(app);
  if (!uuid_parse(id, &uuid)) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "'%s' is no learner id. On the other device 'pawl log learner' shows it.", id);
    return false;
  }
  uuid_format(&uuid, text);
  if (g_strcmp0(known, text) == 0) return true;
  if (store_answer_count(app->store) == 0)
    return store_set_setting(app->store, LEARNER, text, error);
  g_set_error(
      error, APP_ERROR, APP_ERROR_INPUT,
      "There are answers in %s already, so they would become another learner's. Take the id "
      "over on a device without answers, or name a new file with --db.",
      app_db_path(app));
  return false;
}

/* -- the key ----------------------------------------------------------------------------------- */

bool logs_key(App *app, LogKey *out, GError **error) {
  g_autofree char *folder = g_path_get_dirname(app_db_path(app));
  g_autofree char *path = g_build_filename(folder, "device.key", NULL);
  Store *store = app->store;
  StoreDeviceKey pinned;
  bool made = false;
  if (!log_key_load(path, app->clock, out, &made, error)) return false;
  bool known = store_device_key(store, store_device(store), &pinned);
  if (known && memcmp(pinned.key, out->open, LOG_KEY_SIZE) == 0 && pinned.own) return true;
  if (known && memcmp(pinned.key, out->open, LOG_KEY_SIZE) != 0) {
    Uuid before = *store_device(store);
    if (!store_pin_key(store, &before, pinned.key, true, error) ||
        !store_rename_device(store, error))
      return false;
  }
  return store_pin_key(store, store_device(store), out->open, true, error);
}

bool app_forget_key(App *app, const char *device, GError **error) {
  Uuid uuid;
  int forgotten = 0;
  if (!uuid_parse(device, &uuid))
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "'%s' is no device's id. Give the one that the refusal named, whole.", device);
  else if (store_device_is_own(app->store, &uuid))
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s is this device itself; its key stays in device.key.", device);
  else if (!store_forget_key(app->store, &uuid, &forgotten, error))
    return false;
  else if (forgotten == 0)
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND, "No key of the device %s is kept here.",
                device);
  return forgotten > 0;
}

/* -- writing where somebody said ----------------------------------------------------------------- */

static bool is_of_format(const char *path, const void *user) {
  g_autofree char *format = log_peek_format(path);
  return format != NULL && g_str_has_prefix(format, user);
}

bool logs_may_write(const char *path, const char *format, GError **error) {
  g_autofree char *kind = g_strndup(format, strcspn(format, "/") + 1); /* of any version */
  const char *what = strcmp(format, REPLY_FORMAT) == 0 ? "reply" : "log";
  return target_may_write(path, what, is_of_format, kind, error);
}

/* -- checking ---------------------------------------------------------------------------------- */

void log_check_clear(LogCheck *check) {
  log_header_clear(&check->header);
}

bool app_log_verify(const char *path, LogCheck *out, GError **error) {
  g_autoptr(LogReader) reader =
      log_reader_open(path, app_is_reply(path) ? REPLY_FORMAT : LOG_FORMAT, error);
  LogCounts counts = {0};
  LogLine *line = NULL;
  int next = 0;
  if (reader == NULL) return false;
  log_reader_read_once(reader);
  while ((next = log_reader_next(reader, &line, error)) > 0) {
    const char *kind = log_text(line, "kind");
    counts.events++;
    counts.answers += strcmp(kind, "answer") == 0;
    counts.others += !logs_knows(kind);
  }
  if (next < 0) return false;
  const LogHeader *header = log_reader_header(reader);
  *out = (LogCheck){.header = *header, .counts = counts};
  out->header.app = g_strdup(header->app);
  out->header.framework = g_strdup(header->framework);
  out->header.since = g_strdup(header->since);
  out->header.packs = g_strdup(header->packs);
  return true;
}
