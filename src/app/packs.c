/* packs - the packs that come with the program and those that were installed, brought into the
 * database when they change.
 */
#include "app/shared_private.h"
#include <glib/gstdio.h>
#include <string.h>

static StorePack *stored_at(const GPtrArray *packs, const char *dir) {
  for (guint i = 0; i < packs->len; i++) {
    StorePack *pack = packs->pdata[i];
    if (g_strcmp0(pack->dir, dir) == 0) return pack;
  }
  return NULL;
}

static bool is_unchanged(const GPtrArray *packs, const char *dir) {
  const StorePack *pack = stored_at(packs, dir);
  if (pack == NULL || pack->files == NULL || pack->signature == NULL) return false;
  g_auto(GStrv) names = g_strsplit(pack->files, "\n", -1);
  g_autoptr(GPtrArray) files = g_ptr_array_new();
  for (char **name = names; *name != NULL; name++) g_ptr_array_add(files, *name);
  g_autofree char *signature = pack_stat_signature(dir, files);
  return g_strcmp0(signature, pack->signature) == 0;
}

/* True where this program, not another copy of it elsewhere, reads packs from where DIR stands. */
static bool is_ours(const App *app, const char *dir) {
  g_autofree char *parent = g_path_get_dirname(dir);
  return pack_is_installed(app, dir) || g_strcmp0(parent, app->items_dir) == 0;
}

/* A stored pack of the same UUID whose folder is another one of ours and still there. */
static const StorePack *twin_of(const App *app, const GPtrArray *packs, const Pack *pack) {
  for (guint i = 0; i < packs->len; i++) {
    const StorePack *stored = packs->pdata[i];
    if (g_strcmp0(stored->uuid, pack->id) != 0 || stored->dir == NULL) continue;
    if (!is_ours(app, stored->dir)) continue;
    g_autofree char *manifest = g_build_filename(stored->dir, "pack.yaml", NULL);
    if (strcmp(stored->dir, pack->dir) != 0 && g_file_test(manifest, G_FILE_TEST_IS_REGULAR))
      return stored;
  }
  return NULL;
}

/* Faults of a pack are told, and the program goes on without it. */
static bool take_pack(App *app, const GPtrArray *packs, const Pack *pack, bool *changed,
                      GError **error) {
  const StorePack *twin = twin_of(app, packs, pack);
  g_autoptr(GError) fault = NULL;
  if (twin != NULL && !pack_is_installed(app, pack->dir) && pack_is_installed(app, twin->dir)) {
    app_notice(app,
               "The pack %s comes with the program now; the installed one in %s has the same id "
               "and stays in use. To use the program's: pawl pack remove %s",
               pack->name, twin->dir, twin->name);
    return true;
  }
  if (twin != NULL) {
    app_notice(app, "The pack in %s has the id of the one in %s and was left aside.", pack->dir,
               twin->dir);
    return true;
  }
  if (!store_framework_fits(app->store, pack->id, pack->framework, &fault)) {
    app_notice(app, "The pack in %s was not taken. %s", pack->dir, fault->message);
    return true;
  }
  g_autofree char *folder = g_path_get_basename(pack->dir);
  *changed = true;
  return app_put_pack(app, pack_is_installed(app, pack->dir) ? folder : pack->name, pack, error);
}

static bool sync_dir(App *app, const GPtrArray *packs, const char *dir, bool *changed,
                     GError **error) {
  if (is_unchanged(packs, dir)) return true;
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(dir, list);
  if (pack != NULL && pack_usable(pack, list)) return take_pack(app, packs, pack, changed, error);
  app_notice(app,
             "The pack in %s has %u errors and was not taken; what was stored before stays. See: "
             "pawl pack lint %s",
             dir, list->counts[DIAG_ERROR], dir);
  return true;
}

/* -- folders ----------------------------------------------------------------------------------- */

static int compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Adds the folders in PARENT that hold a pack.yaml, sorted. */
static void add_pack_dirs(GPtrArray *dirs, const char *parent) {
  g_autoptr(GPtrArray) found = g_ptr_array_new();
  g_autoptr(GDir) dir = parent == NULL ? NULL : g_dir_open(parent, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *manifest = g_build_filename(parent, name, "pack.yaml", NULL);
    bool ours = *name != '.' && !g_str_has_suffix(name, BEFORE_SUFFIX);
    if (ours && g_file_test(manifest, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add(found, g_build_filename(parent, name, NULL));
  }
  g_ptr_array_sort(found, compare_names);
  g_ptr_array_extend(dirs, found, NULL, NULL);
}

bool pack_is_installed(const App *app, const char *dir) {
  g_autofree char *parent = dir == NULL ? NULL : g_path_get_dirname(dir);
  return app->packs_dir != NULL && g_strcmp0(parent, app->packs_dir) == 0;
}

/* An upgrade that was cut off between its two renames goes back to the edition before. */
static void settle_upgrades(const App *app) {
  g_autoptr(GDir) dir = app->packs_dir == NULL ? NULL : g_dir_open(app->packs_dir, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (!g_str_has_suffix(name, BEFORE_SUFFIX)) continue;
    g_autofree char *bare = g_strndup(name, strlen(name) - strlen(BEFORE_SUFFIX));
    g_autofree char *before = g_build_filename(app->packs_dir, name, NULL);
    g_autofree char *now = g_build_filename(app->packs_dir, bare, NULL);
    if (!g_file_test(now, G_FILE_TEST_EXISTS)) g_rename(before, now);
  }
}

/* Installed packs whose folder is gone. */
static bool let_go(App *app, const GPtrArray *packs, bool *changed, GError **error) {
  for (guint i = 0; i < packs->len; i++) {
    const StorePack *pack = packs->pdata[i];
    if (!pack_is_installed(app, pack->dir) || g_file_test(pack->dir, G_FILE_TEST_EXISTS)) continue;
    *changed = true;
    if (!store_pack_leave(app->store, pack->id, error)) return false;
  }
  return true;
}

bool app_sync_packs(App *app, bool *changed, GError **error) {
  settle_upgrades(app);
  g_autoptr(GPtrArray) stored = store_packs(app->store, error);
  if (stored == NULL || !let_go(app, stored, changed, error)) return false;
  g_autoptr(GPtrArray) dirs = g_ptr_array_new_with_free_func(g_free);
  add_pack_dirs(dirs, app->items_dir);
  add_pack_dirs(dirs, app->packs_dir);
  for (guint i = 0; i < dirs->len; i++) {
    g_autoptr(GPtrArray) packs = store_packs(app->store, error);
    if (packs == NULL || !sync_dir(app, packs, dirs->pdata[i], changed, error)) return false;
  }
  return true;
}

/* -- lists ------------------------------------------------------------------------------------- */

void app_pack_free(AppPack *pack) {
  if (pack == NULL) return;
  char *strings[] = {pack->uuid,    pack->name,   pack->version, pack->title,
                     pack->licence, pack->notice, pack->dir};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(pack);
}

GPtrArray *app_packs(App *app, GError **error) {
  g_autoptr(GPtrArray) stored = store_packs(app->store, error);
  if (stored == NULL) return NULL;
  GPtrArray *packs = g_ptr_array_new_with_free_func((GDestroyNotify)app_pack_free);
  for (guint i = 0; i < stored->len; i++) {
    const StorePack *from = stored->pdata[i];
    if (from->dir == NULL) continue; /* removed */
    AppPack *pack = g_new0(AppPack, 1);
    pack->name = g_strdup(from->name);
    pack->version = g_strdup(from->version);
    pack->title = g_strdup(from->title);
    pack->licence = g_strdup(from->licence);
    pack->notice = g_strdup(from->notice);
    pack->dir = g_strdup(from->dir);
    pack->uuid = g_strdup(from->uuid);
    pack->active = from->active;
    pack->enabled = from->enabled;
    pack->installed = pack_is_installed(app, from->dir);
    g_ptr_array_add(packs, pack);
  }
  return packs;
}
