/* pack_info - the packs that are there, with their signers, areas and state. */
#include "app/exam.h"
#include "app/shared_private.h"
#include "pack/manifest.h"
#include <string.h>

void pack_info_free(PackInfo *info) {
  if (info == NULL) return;
  app_pack_free(info->pack);
  g_clear_pointer(&info->areas, g_array_unref);
  g_free(info);
}

static void area_clear(gpointer data) {
  PackAreaCount *area = data;
  g_free(area->code);
  g_free(area->text);
}

static GArray *areas_of(App *app, int64_t pack, GError **error) {
  g_autoptr(GArray) stored = store_pack_areas(app->store, pack, error);
  if (stored == NULL) return NULL;
  GArray *areas = g_array_new(FALSE, FALSE, sizeof(PackAreaCount));
  g_array_set_clear_func(areas, area_clear);
  for (guint i = 0; i < stored->len; i++) {
    const StoreAreaCount *from = &g_array_index(stored, StoreAreaCount, i);
    PackAreaCount area = {g_strdup(from->area), app_node_text(app, from->area), from->items,
                          from->in_play};
    g_array_append_val(areas, area);
  }
  return areas;
}

/* Whether the manifest in the pack's folder holds for its files and the pinned key. */
static PackSeal seal_of(const Pack *pack, const char *public_key) {
  SignPublic key;
  gsize size = 0, manifest_size = 0;
  g_autoptr(PackTree) tree = pack_tree_from_dir(pack->dir, pack->files, MANIFEST_FILES, NULL);
  const PackEntry *manifest = tree == NULL ? NULL : pack_tree_find(tree, MANIFEST_NAME);
  const PackEntry *signature = tree == NULL ? NULL : pack_tree_find(tree, MANIFEST_SIGNATURE);
  if (manifest == NULL || signature == NULL ||
      !sign_public_parse(public_key, strlen(public_key), &key, NULL))
    return SEAL_BROKEN;
  const char *text = g_bytes_get_data(manifest->bytes, &manifest_size);
  const char *signs = g_bytes_get_data(signature->bytes, &size);
  bool holds = text != NULL && signs != NULL && manifest_check(text, manifest_size, tree, NULL) &&
               sign_verify(signs, size, &key, text, manifest_size, NULL, NULL);
  return holds ? SEAL_HOLDS : SEAL_BROKEN;
}

static void add_signer(App *app, PackInfo *info, const Pack *pack) {
  StoreSigner signer = {0};
  if (!info->pack->installed || !store_signer(app->store, info->pack->uuid, &signer)) return;
  g_strlcpy(info->signer, signer.key_id, sizeof info->signer);
  info->seal = pack == NULL ? SEAL_BROKEN : seal_of(pack, signer.public_key);
  store_signer_clear(&signer);
}

static int64_t row_of(const GPtrArray *stored, const char *uuid) {
  for (guint i = 0; i < stored->len; i++) {
    const StorePack *pack = stored->pdata[i];
    if (strcmp(pack->uuid, uuid) == 0) return pack->id;
  }
  return 0;
}

GPtrArray *pack_infos(App *app, GError **error) {
  g_autoptr(GPtrArray) stored = store_packs(app->store, error);
  g_autoptr(GPtrArray) packs = stored == NULL ? NULL : app_packs(app, error);
  if (packs == NULL) return NULL;
  g_autoptr(GPtrArray) infos = g_ptr_array_new_with_free_func((GDestroyNotify)pack_info_free);
  for (guint i = 0; i < packs->len; i++) {
    PackInfo *info = g_new0(PackInfo, 1);
    g_ptr_array_add(infos, info);
    info->pack = g_steal_pointer((AppPack **)&packs->pdata[i]);
    info->areas = areas_of(app, row_of(stored, info->pack->uuid), error);
    if (info->areas == NULL) return NULL;
    g_autoptr(DiagList) list = diag_list_new();
    g_autoptr(Pack) pack = pack_read(info->pack->dir, list);
    info->errors = list->counts[DIAG_ERROR];
    info->warnings = list->counts[DIAG_WARNING];
    add_signer(app, info, pack);
  }
  return g_steal_pointer(&infos);
}

char *pack_signer_words(const PackInfo *info) {
  if (!info->pack->installed) return g_strdup("comes with pawl");
  if (*info->signer == '\0') return g_strdup("unsigned");
  return info->seal == SEAL_HOLDS ? g_strdup_printf("signed by %s", info->signer)
                                  : g_strdup_printf("changed since %s signed it", info->signer);
}

char *pack_state_words(const PackInfo *info) {
  const char *use = info->pack->enabled ? "in use" : "put aside";
  if (info->errors > 0)
    return g_strdup_printf("%s; its files have %u errors, so their last good state counts", use,
                           info->errors);
  return g_strdup(use);
}

bool pack_set_enabled(App *app, const char *name, bool enabled, GError **error) {
  StorePack *pack = pack_by_name(app, name, error);
  bool good = pack != NULL && store_pack_enable(app->store, pack->id, enabled, error) &&
              app_fill_reserve(app, error);
  store_pack_free(pack);
  return good;
}
