/* packs - the packs that come with the program, brought into the database when they change. */
#include "app/app_private.h"
#include "pack/read.h"
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

static char *join_files(const GPtrArray *files) {
  GString *joined = g_string_new(NULL);
  for (guint i = 0; i < files->len; i++)
    g_string_append_printf(joined, "%s%s", i > 0 ? "\n" : "", (char *)files->pdata[i]);
  return g_string_free(joined, FALSE);
}

static bool store_items_of(App *app, int64_t id, const Pack *pack, GError **error) {
  for (guint i = 0; i < pack->items->len; i++) {
    const Item *item = pack->items->pdata[i];
    g_autofree char *hash = item_hash(item);
    if (!store_pack_item(app->store, id, item, hash, error)) return false;
  }
  return store_pack_finish(app->store, id, error);
}

/* The sources of one objective after another: SOURCES come by objective. */
static bool store_sources_of(App *app, int64_t id, const Pack *pack, GError **error) {
  g_autoptr(GPtrArray) group = g_ptr_array_new();
  for (guint i = 0; i < pack->sources->len; i++) {
    const StudySource *source = pack->sources->pdata[i];
    g_ptr_array_add(group, (gpointer)source);
    const StudySource *next = i + 1 < pack->sources->len ? pack->sources->pdata[i + 1] : NULL;
    if (next != NULL && strcmp(next->objective, source->objective) == 0) continue;
    g_autofree char *body = study_to_json(group);
    g_ptr_array_set_size(group, 0);
    if (!store_pack_part(app->store, id, PART_SOURCES, source->objective, (int)i, body, error))
      return false;
  }
  return true;
}

static bool store_study_of(App *app, int64_t id, const Pack *pack, GError **error) {
  for (guint i = 0; i < pack->terms->len; i++) {
    const GlossaryTerm *term = pack->terms->pdata[i];
    g_autofree char *body = glossary_term_to_json(term);
    if (!store_pack_part(app->store, id, PART_TERM, term->term, (int)i, body, error)) return false;
  }
  for (guint i = 0; i < pack->instruments->len; i++) {
    const Instrument *instrument = pack->instruments->pdata[i];
    g_autofree char *body = instrument_to_json(instrument);
    if (!store_pack_part(app->store, id, PART_INSTRUMENT, instrument->id, (int)i, body, error))
      return false;
  }
  for (guint i = 0; i < pack->blueprints->len; i++) {
    const Blueprint *blueprint = pack->blueprints->pdata[i];
    g_autofree char *body = blueprint_to_json(blueprint);
    if (!store_pack_part(app->store, id, PART_BLUEPRINT, blueprint->id, (int)i, body, error))
      return false;
  }
  return store_sources_of(app, id, pack, error);
}

static bool store_pack(App *app, const Pack *pack, GError **error) {
  g_autofree char *files = join_files(pack->files);
  g_autofree char *signature = pack_stat_signature(pack->dir, pack->files);
  StorePack row = {.uuid = pack->id,
                   .name = pack->name,
                   .version = pack->version,
                   .title = pack->title,
                   .locale = pack->locale,
                   .licence = pack->licence,
                   .notice = pack->notice,
                   .dir = pack->dir,
                   .files = files,
                   .signature = signature};
  if (!store_begin(app->store, error)) return false;
  if (store_pack_start(app->store, &row, pack->framework, error) &&
      store_study_of(app, row.id, pack, error) && store_items_of(app, row.id, pack, error) &&
      store_forget_mastery(app->store, G_MININT32, error) && store_commit(app->store, error))
    return true;
  store_rollback(app->store);
  return false;
}

static bool sync_dir(App *app, const GPtrArray *packs, const char *dir, bool *changed,
                     GError **error) {
  if (is_unchanged(packs, dir)) return true;
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(dir, list);
  if (pack != NULL && pack_usable(pack, list)) {
    *changed = true;
    return store_pack(app, pack, error);
  }
  g_ptr_array_add(app->notices,
                  g_strdup_printf("The pack in %s has %u errors and was not taken; what was stored "
                                  "before stays. See: pawl pack lint %s",
                                  dir, list->counts[DIAG_ERROR], dir));
  return true;
}

static int compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Folders in PARENT that hold a pack.yaml, sorted. */
static GPtrArray *pack_dirs(const char *parent) {
  GPtrArray *dirs = g_ptr_array_new_with_free_func(g_free);
  g_autoptr(GDir) dir = g_dir_open(parent, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    g_autofree char *manifest = g_build_filename(parent, name, "pack.yaml", NULL);
    if (g_file_test(manifest, G_FILE_TEST_IS_REGULAR))
      g_ptr_array_add(dirs, g_build_filename(parent, name, NULL));
  }
  g_ptr_array_sort(dirs, compare_names);
  return dirs;
}

bool app_sync_packs(App *app, bool *changed, GError **error) {
  if (app->items_dir == NULL) return true;
  g_autoptr(GPtrArray) packs = store_packs(app->store, error);
  if (packs == NULL) return false;
  g_autoptr(GPtrArray) dirs = pack_dirs(app->items_dir);
  for (guint i = 0; i < dirs->len; i++)
    if (!sync_dir(app, packs, dirs->pdata[i], changed, error)) return false;
  return true;
}

void app_pack_free(AppPack *pack) {
  if (pack == NULL) return;
  char *strings[] = {pack->name,    pack->version, pack->title,
                     pack->licence, pack->notice,  pack->dir};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_free(pack);
}

GPtrArray *app_packs(App *app, GError **error) {
  g_autoptr(GPtrArray) stored = store_packs(app->store, error);
  if (stored == NULL) return NULL;
  GPtrArray *packs = g_ptr_array_new_with_free_func((GDestroyNotify)app_pack_free);
  for (guint i = 0; i < stored->len; i++) {
    const StorePack *from = stored->pdata[i];
    AppPack *pack = g_new0(AppPack, 1);
    pack->name = g_strdup(from->name);
    pack->version = g_strdup(from->version);
    pack->title = g_strdup(from->title);
    pack->licence = g_strdup(from->licence);
    pack->notice = g_strdup(from->notice);
    pack->dir = g_strdup(from->dir);
    pack->active = from->active;
    g_ptr_array_add(packs, pack);
  }
  return packs;
}
