/* pack_edit - one item's file, edited on a copy of its pack and taken over only where the pack stays
 * usable.
 */
#include "app/shared_private.h"
#include "pack/manifest.h"
#include <errno.h>
#include <string.h>
#include <unistd.h>

void pack_edit_free(PackEdit *edit) {
  if (edit == NULL) return;
  char *strings[] = {edit->dir, edit->name, edit->scratch, edit->copy, edit->code};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_clear_pointer(&edit->bytes, g_bytes_unref);
  g_free(edit);
}

/* The folder of the pack that row ITEM belongs to. Newly allocated. */
static char *dir_of(App *app, const StoreItem *item, GError **error) {
  g_autoptr(GPtrArray) packs = store_packs(app->store, error);
  for (guint i = 0; packs != NULL && i < packs->len; i++) {
    const StorePack *pack = packs->pdata[i];
    if (pack->id == item->pack && pack->dir != NULL) return g_strdup(pack->dir);
  }
  if (packs != NULL) app_refuse(error, "The pack of %s was removed.", item->code);
  return NULL;
}

static const Item *item_in(const Pack *pack, const char *code) {
  for (guint i = 0; pack != NULL && i < pack->items->len; i++) {
    const Item *item = pack->items->pdata[i];
    if (strcmp(item->id, code) == 0) return item;
  }
  return NULL;
}

/* Where the item stands now, though the pack may be faulty elsewhere. */
static bool find_place(PackEdit *edit, GPtrArray **files, GError **error) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(edit->dir, list);
  const Item *item = item_in(pack, edit->code);
  if (item == NULL)
    return app_refuse(error, "The item %s is not in the files of %s.", edit->code, edit->dir);
  edit->name = g_strdup(item->file + strlen(edit->dir) + 1);
  edit->line = item->line;
  *files = g_ptr_array_ref(pack->files);
  return true;
}

static bool copy_pack(PackEdit *edit, const GPtrArray *files, GError **error) {
  g_autoptr(GError) fault = NULL;
  g_autoptr(PackTree) tree = pack_tree_from_dir(edit->dir, files, NULL, error);
  if (tree == NULL) return false;
  edit->scratch = g_dir_make_tmp("pawl-edit-XXXXXX", &fault);
  if (edit->scratch == NULL) return app_refuse(error, "%s", fault->message);
  g_autofree char *copy = g_build_filename(edit->scratch, "pack", NULL);
  edit->copy = g_build_filename(copy, edit->name, NULL);
  edit->bytes = g_bytes_ref(pack_tree_find(tree, edit->name)->bytes);
  return pack_tree_write(tree, copy, error);
}

PackEdit *pack_edit_begin(App *app, const char *code, GError **error) {
  int64_t row = app_item_find(app, code, error);
  StoreItem *item = row == 0 ? NULL : store_item(app->store, row, error);
  g_autoptr(GPtrArray) files = NULL;
  if (item == NULL) return NULL;
  PackEdit *edit = g_new0(PackEdit, 1);
  edit->code = g_strdup(item->code);
  edit->dir = dir_of(app, item, error);
  store_item_free(item);
  if (edit->dir != NULL && find_place(edit, &files, error) && copy_pack(edit, files, error)) {
    g_autofree char *file = g_build_filename(edit->dir, edit->name, NULL);
    if (access(file, W_OK) == 0 && access(edit->dir, W_OK) == 0) return edit;
    app_refuse(error, "%s cannot be written: %s.", file, g_strerror(errno));
  }
  if (edit->scratch != NULL) pack_remove_dir(edit->scratch);
  pack_edit_free(edit);
  return NULL;
}

/* True where the pack's file still is what the copy was made of. */
static bool is_untouched(const PackEdit *edit, const char *file) {
  g_autofree char *now = NULL;
  gsize size = 0;
  if (!g_file_get_contents(file, &now, &size, NULL)) return false;
  g_autoptr(GBytes) bytes = g_bytes_new(now, size);
  return g_bytes_equal(bytes, edit->bytes);
}

static EditResult take_over(const PackEdit *edit, const char *text, gsize size, GError **error) {
  g_autofree char *file = g_build_filename(edit->dir, edit->name, NULL);
  g_autoptr(GError) fault = NULL;
  if (!is_untouched(edit, file))
    app_refuse(error, "%s was changed by someone else meanwhile. Your copy is %s", file,
               edit->copy);
  else if (!g_file_set_contents_full(file, text, (gssize)size,
                                     G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                     0644, &fault))
    app_refuse(error, "%s Your copy is %s", fault->message, edit->copy);
  else
    return EDIT_TAKEN;
  return EDIT_FAILED;
}

static EditResult judge(const PackEdit *edit, DiagList *findings, GError **error) {
  g_autofree char *text = NULL;
  g_autoptr(GError) fault = NULL;
  gsize size = 0;
  if (!g_file_get_contents(edit->copy, &text, &size, &fault)) {
    app_refuse(error, "%s", fault->message);
    return EDIT_FAILED;
  }
  g_autoptr(GBytes) bytes = g_bytes_new(text, size);
  if (g_bytes_equal(bytes, edit->bytes)) return EDIT_UNCHANGED;
  g_autofree char *copy = g_build_filename(edit->scratch, "pack", NULL);
  g_autoptr(Pack) pack = pack_read(copy, findings);
  if (pack == NULL || !pack_usable(pack, findings)) return EDIT_REFUSED;
  return take_over(edit, text, size, error);
}

EditResult pack_edit_finish(PackEdit *edit, DiagList *findings, GError **error) {
  EditResult result = judge(edit, findings, error);
  if (result == EDIT_UNCHANGED || result == EDIT_TAKEN) pack_remove_dir(edit->scratch);
  return result;
}
