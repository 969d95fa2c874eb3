/* target - see target.h. */
#include "app/target.h"
#include "app/app_private.h"
#include <glib/gstdio.h>

bool target_may_write(const char *path, const char *what, TargetIsOurs is_ours, const void *user,
                      GError **error) {
  GStatBuf state;
  bool there = g_stat(path, &state) == 0;
  if (!there && g_lstat(path, &state) != 0) return true;
  if (there && S_ISDIR(state.st_mode))
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s is a folder: name a file in it.", path);
  else if (!there || !S_ISREG(state.st_mode))
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT, "%s is no ordinary file: name another one.",
                path);
  else if (is_ours != NULL && state.st_size > 0 && !is_ours(path, user))
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "%s is there already and is no %s that pawl wrote: name another file.", path, what);
  else
    return true;
  return false;
}
