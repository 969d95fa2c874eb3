/* shared - install, upgrade, undo and remove: folders change by renames, the store follows in one
 * transaction, and where it cannot the folders change back. See shared.h.
 */
#include "app/shared_private.h"
#include "pack/map.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define SOURCE_KEY "pack-source:" /* setting: where a pack was taken from, by its UUID */

void store_pack_free(StorePack *pack) {
  if (pack == NULL) return;
  store_pack_clear(pack);
  g_free(pack);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StorePack, store_pack_free)

/* -- finding ----------------------------------------------------------------------------------- */

typedef bool PackTest(const StorePack *pack, const char *word);

static bool has_name(const StorePack *pack, const char *word) {
  return strcmp(pack->name, word) == 0;
}
static bool has_uuid(const StorePack *pack, const char *word) {
  return strcmp(pack->uuid, word) == 0;
}

/* The pack that is there and passes TEST, or NULL. */
static StorePack *find_pack(App *app, PackTest *test, const char *word) {
  g_autoptr(GPtrArray) packs = store_packs(app->store, NULL);
  for (guint i = 0; packs != NULL && i < packs->len; i++) {
    StorePack *pack = packs->pdata[i];
    if (pack->dir == NULL || !test(pack, word)) continue;
    g_ptr_array_set_free_func(packs, NULL);
    for (guint k = 0; k < packs->len; k++)
      if (k != i) store_pack_free(packs->pdata[k]);
    return pack;
  }
  return NULL;
}

StorePack *pack_by_name(App *app, const char *name, GError **error) {
  StorePack *pack = find_pack(app, has_name, name);
  if (pack == NULL)
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "No pack is called '%s'. 'pawl pack list' names them.", name);
  return pack;
}

static StorePack *installed_pack(App *app, const char *name, const char *what, GError **error) {
  g_autoptr(StorePack) pack = pack_by_name(app, name, error);
  if (pack == NULL || pack_is_installed(app, pack->dir)) return g_steal_pointer(&pack);
  app_refuse(error, "The pack %s comes with the program and is not %s by hand.", name, what);
  return NULL;
}

/* -- common steps ------------------------------------------------------------------------------ */

static bool can_write(App *app, GError **error) {
  if (app->packs_dir == NULL) return app_refuse(error, "No folder for packs is set.");
  return !app_read_only(app) ||
         app_refuse(error, "%s can only be read, so packs cannot change.", app_db_path(app));
}

static bool move(const char *from, const char *to, GError **error) {
  return g_rename(from, to) == 0 ||
         app_refuse(error, "%s cannot be moved to %s: %s.", from, to, g_strerror(errno));
}

/* The store takes up the folders as they stand; true where the pack in DIR is stored as VERSION. */
static bool take_up(App *app, const char *dir, const char *uuid, const char *version,
                    GError **error) {
  guint told = app->notices->len;
  if (!app_take_packs(app, error)) return false;
  g_autoptr(StorePack) pack = find_pack(app, has_uuid, uuid);
  if (pack != NULL && g_strcmp0(pack->dir, dir) == 0 && g_strcmp0(pack->version, version) == 0)
    return true;
  return app_refuse(error, "%s",
                    app->notices->len > told ? (char *)app->notices->pdata[told]
                                             : "The pack could not be stored.");
}

static bool pin(App *app, const Edition *edition, GError **error) {
  if (edition->trust != TRUST_FIRST && edition->trust != TRUST_MOVED) return true;
  char id[17];
  g_autofree char *key = sign_public_format(&edition->signer);
  sign_id_format(edition->signer.id, id);
  StoreSigner signer = {id, key, clock_now(app->clock)};
  return store_set_signer(app->store, edition->pack->id, &signer, error);
}

static bool remember_source(App *app, const Edition *edition, GError **error) {
  g_autofree char *key = g_strconcat(SOURCE_KEY, edition->pack->id, NULL);
  return store_set_setting(app->store, key, edition->source, error);
}

/* -- install ----------------------------------------------------------------------------------- */

static bool name_is_free(App *app, const char *name, const char *uuid, GError **error) {
  g_autofree char *dir = g_build_filename(app->packs_dir, name, NULL);
  g_autoptr(StorePack) twin = find_pack(app, has_uuid, uuid);
  g_autoptr(StorePack) same = find_pack(app, has_name, name);
  if (!map_is_code(name) || strchr(name, '.') != NULL || strlen(name) > 64)
    return app_refuse(error, "'%s' is no name for a pack: use a-z, 0-9 and hyphens.", name);
  if (twin != NULL && pack_is_installed(app, twin->dir))
    return app_refuse(error,
                      "This pack is installed already as %s, version %s. To change its version: "
                      "pawl pack upgrade %s FILE",
                      twin->name, twin->version, twin->name);
  if (twin != NULL)
    return app_refuse(error, "This pack comes with the program already, as %s %s.", twin->name,
                      twin->version);
  if (same != NULL || g_file_test(dir, G_FILE_TEST_EXISTS))
    return app_refuse(error, "Another pack is called '%s' here. Give this one a name: --as NAME",
                      name);
  return true;
}

static bool nothing_refused(const Changes *changes, GError **error) {
  g_autoptr(GString) list = g_string_new(NULL);
  if (changes->counts[CHANGE_REFUSED] == 0) return true;
  for (guint i = 0; i < changes->list->len; i++) {
    const Change *change = changes->list->pdata[i];
    if (change->kind == CHANGE_REFUSED)
      g_string_append_printf(list, "\n  %s (stem %.2f alike)", change->item->id, change->likeness);
  }
  return app_refuse(error,
                    "Refused: under these ids stand other questions than before, and their history "
                    "would go to the wrong ones. Their author gives new ids, or says it with "
                    "'replaces: ID' in each. Nothing was changed.%s",
                    list->str);
}

static bool may_come(App *app, const Edition *edition, GError **error) {
  g_autoptr(GPtrArray) old = stored_edition(app, edition->pack->id, error);
  if (old == NULL ||
      !store_framework_fits(app->store, edition->pack->id, edition->pack->framework, error))
    return false;
  g_autoptr(Changes) changes = pack_compare(old, edition->pack->items, stored_content, app);
  return nothing_refused(changes, error);
}

static bool install_as(App *app, Edition *edition, const char *name, GError **error) {
  g_autofree char *dir = g_build_filename(app->packs_dir, name, NULL);
  if (!name_is_free(app, name, edition->pack->id, error) || !may_come(app, edition, error) ||
      !pin(app, edition, error) || !move(edition->stage, dir, error))
    return false;
  if (pack_sync_dir(app->packs_dir, error) &&
      take_up(app, dir, edition->pack->id, edition->pack->version, error))
    return remember_source(app, edition, error);
  pack_remove_dir(dir);
  app_take_packs(app, NULL);
  return false;
}

char *pack_install(App *app, const char *source, const char *as, const char *key_file,
                   Edition **edition, GError **error) {
  if (!can_write(app, error)) return NULL;
  g_autoptr(Edition) own = edition_open(app, source, key_file, error);
  if (own == NULL) return NULL;
  const char *name = as != NULL ? as : own->pack->name;
  if (!install_as(app, own, name, error)) return NULL;
  char *copy = g_strdup(name);
  if (edition != NULL) *edition = g_steal_pointer(&own);
  return copy;
}

/* -- upgrade ----------------------------------------------------------------------------------- */

void pack_upgrade_free(PackUpgrade *upgrade) {
  if (upgrade == NULL) return;
  changes_free(upgrade->changes);
  g_clear_pointer(&upgrade->old, g_ptr_array_unref);
  edition_free(upgrade->edition);
  pack_free(upgrade->before);
  char *strings[] = {upgrade->name, upgrade->dir, upgrade->from, upgrade->to};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(upgrade);
}

static PackUpgrade *plan_for(const StorePack *pack) {
  PackUpgrade *plan = g_new0(PackUpgrade, 1);
  plan->name = g_strdup(pack->name);
  plan->dir = g_strdup(pack->dir);
  plan->from = g_strdup(pack->version);
  return plan;
}

static bool compare_with(App *app, PackUpgrade *plan, const Pack *next, GError **error) {
  plan->to = g_strdup(next->version);
  plan->older = compare_versions(plan->to, plan->from) < 0;
  plan->old = stored_edition(app, next->id, error);
  if (plan->old == NULL) return false;
  plan->changes = pack_compare(plan->old, next->items, stored_content, app);
  return true;
}

static char *last_source(App *app, const StorePack *pack, GError **error) {
  g_autofree char *key = g_strconcat(SOURCE_KEY, pack->uuid, NULL);
  char *source = store_setting(app->store, key);
  if (source == NULL)
    app_refuse(error,
               "Where the pack %s came from is not known: name a folder, a .zip or an "
               "address of git.",
               pack->name);
  return source;
}

PackUpgrade *pack_upgrade_plan(App *app, const char *name, const char *source, const char *key_file,
                               GError **error) {
  if (!can_write(app, error)) return NULL;
  g_autoptr(StorePack) pack = installed_pack(app, name, "upgraded", error);
  if (pack == NULL) return NULL;
  g_autofree char *from = source != NULL ? g_strdup(source) : last_source(app, pack, error);
  if (from == NULL) return NULL;
  g_autoptr(PackUpgrade) plan = plan_for(pack);
  plan->edition = edition_open(app, from, key_file, error);
  if (plan->edition == NULL) return NULL;
  const Pack *next = plan->edition->pack;
  if (strcmp(next->id, pack->uuid) != 0) {
    app_refuse(error,
               "This is no edition of %s: it is the pack '%s' with another id. To have it as well: "
               "pawl pack install %s",
               name, next->name, from);
    return NULL;
  }
  if (store_framework_fits(app->store, next->id, next->framework, error) &&
      compare_with(app, plan, next, error))
    return g_steal_pointer(&plan);
  return NULL;
}

PackUpgrade *pack_undo_plan(App *app, const char *name, GError **error) {
  if (!can_write(app, error)) return NULL;
  g_autoptr(StorePack) pack = installed_pack(app, name, "changed", error);
  if (pack == NULL) return NULL;
  g_autoptr(PackUpgrade) plan = plan_for(pack);
  g_autofree char *before = g_strconcat(pack->dir, BEFORE_SUFFIX, NULL);
  g_autoptr(DiagList) list = diag_list_new();
  if (!g_file_test(before, G_FILE_TEST_IS_DIR)) {
    app_refuse(error, "There is no edition of %s before this one to go back to.", name);
    return NULL;
  }
  plan->before = pack_read(before, list);
  if (plan->before == NULL || !pack_usable(plan->before, list)) {
    app_refuse(error, "The edition before, in %s, can no longer be used. See: pawl pack lint %s",
               before, before);
    return NULL;
  }
  return compare_with(app, plan, plan->before, error) ? g_steal_pointer(&plan) : NULL;
}

/* NEXT takes the place of DIR, which takes that of BEFORE. */
static bool exchange(const char *next, const char *dir, const char *before, GError **error) {
  if (!move(dir, before, error)) return false;
  if (move(next, dir, error)) return true;
  g_rename(before, dir);
  return false;
}

/* BEFORE and DIR change places by way of the free name BETWEEN. */
static bool swap(const char *dir, const char *before, const char *between, GError **error) {
  if (!move(before, between, error)) return false;
  if (exchange(between, dir, before, error)) return true;
  g_rename(between, before);
  return false;
}

static bool bring_back(App *app, const PackUpgrade *plan, const char *before, GError **error) {
  g_autofree char *folder = g_path_get_basename(plan->dir);
  g_autofree char *hidden = g_strconcat(".", folder, ".swap", NULL);
  g_autofree char *between = g_build_filename(app->packs_dir, hidden, NULL);
  if (!swap(plan->dir, before, between, error)) return false;
  if (pack_sync_dir(app->packs_dir, error) &&
      take_up(app, plan->dir, plan->before->id, plan->to, error))
    return true;
  swap(plan->dir, before, between, NULL);
  app_take_packs(app, NULL);
  return false;
}

bool pack_upgrade_apply(App *app, PackUpgrade *plan, GError **error) {
  g_autofree char *before = g_strconcat(plan->dir, BEFORE_SUFFIX, NULL);
  if (plan->before != NULL) return bring_back(app, plan, before, error);
  const Edition *edition = plan->edition;
  if (!nothing_refused(plan->changes, error)) return false;
  if (!pack_remove_dir(before))
    return app_refuse(error, "The older edition in %s cannot be removed.", before);
  if (!pin(app, edition, error) || !exchange(edition->stage, plan->dir, before, error))
    return false;
  if (pack_sync_dir(app->packs_dir, error) &&
      take_up(app, plan->dir, edition->pack->id, plan->to, error))
    return remember_source(app, edition, error);
  g_rename(plan->dir, edition->stage);
  g_rename(before, plan->dir);
  app_take_packs(app, NULL);
  return false;
}

/* -- remove ------------------------------------------------------------------------------------ */

bool pack_remove(App *app, const char *name, GError **error) {
  if (!can_write(app, error)) return false;
  g_autoptr(StorePack) pack = installed_pack(app, name, "removed", error);
  if (pack == NULL) return false;
  g_autofree char *before = g_strconcat(pack->dir, BEFORE_SUFFIX, NULL);
  if (!pack_remove_dir(before) || !pack_remove_dir(pack->dir))
    return app_refuse(error, "The folder %s cannot be removed whole.", pack->dir);
  return pack_sync_dir(app->packs_dir, error) && app_take_packs(app, error);
}

/* -- diff -------------------------------------------------------------------------------------- */

void pack_diff_free(PackDiff *diff) {
  if (diff == NULL) return;
  changes_free(diff->changes);
  g_clear_pointer(&diff->old, g_ptr_array_unref);
  for (int i = 0; i < 2; i++)
    if (diff->editions[i] != NULL)
      edition_free(diff->editions[i]);
    else
      pack_free(diff->packs[i]);
  g_free(diff);
}

static bool open_side(App *app, PackDiff *diff, int side, const char *what, GError **error) {
  g_autoptr(StorePack) stored = find_pack(app, has_name, what);
  g_autoptr(DiagList) list = diag_list_new();
  if (stored != NULL) {
    diff->packs[side] = pack_read(stored->dir, list);
    return diff->packs[side] != NULL ||
           app_refuse(error, "The pack in %s cannot be read.", stored->dir);
  }
  diff->editions[side] = edition_open(NULL, what, NULL, error);
  if (diff->editions[side] == NULL) return false;
  diff->packs[side] = diff->editions[side]->pack;
  return true;
}

PackDiff *pack_diff(App *app, const char *old, const char *new_one, GError **error) {
  g_autoptr(PackDiff) diff = g_new0(PackDiff, 1);
  if (!open_side(app, diff, 0, old, error) || !open_side(app, diff, 1, new_one, error)) return NULL;
  diff->old = compare_edition(diff->packs[0]->items);
  diff->changes = pack_compare(diff->old, diff->packs[1]->items, NULL, NULL);
  return g_steal_pointer(&diff);
}
