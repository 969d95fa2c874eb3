/* pack_source - a pack from wherever it was handed over, into a folder of its own beside the installed
 * ones, read and checked there.
 */
#include "app/shared_private.h"
#include "core/text.h"
#include "pack/git.h"
#include "pack/manifest.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#define NAMED_FINDINGS 5

bool app_refuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *raw = g_strdup_vprintf(format, args);
  va_end(args);
  g_autofree char *clean = text_clean(raw, -1);
  g_set_error_literal(error, APP_ERROR, APP_ERROR_INPUT, clean);
  return false;
}

char *findings_text(const DiagList *list, const char *dir) {
  GString *text = g_string_new(NULL);
  guint n = 0;
  for (guint i = 0; i < list->list->len; i++) {
    const Diag *diag = list->list->pdata[i];
    if (diag->severity != DIAG_ERROR || n++ >= NAMED_FINDINGS) continue;
    g_autofree char *line = diag_format(diag);
    bool below = g_str_has_prefix(line, dir) && line[strlen(dir)] == '/';
    g_string_append_printf(text, "\n  %s", below ? line + strlen(dir) + 1 : line);
  }
  if (n > NAMED_FINDINGS) g_string_append_printf(text, "\n  and %u more", n - NAMED_FINDINGS);
  return g_string_free(text, FALSE);
}

/* -- trees ------------------------------------------------------------------------------------- */

PackTree *pack_dir_tree(const char *dir, GError **error) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(Pack) pack = pack_read(dir, list);
  if (pack != NULL && pack_usable(pack, list))
    return pack_tree_from_dir(dir, pack->files, MANIFEST_FILES, error);
  g_autofree char *findings = findings_text(list, dir);
  app_refuse(error, "The pack in %s cannot be used:%s", dir, findings);
  return NULL;
}

/* What people put beside a pack to be read; it is left behind. */
static bool is_document(const char *path) {
  static const char *const starts[] = {"readme", "licence", "license", "copying", "changelog"};
  g_autofree char *base = g_path_get_basename(path), *low = g_ascii_strdown(base, -1);
  if (g_str_has_suffix(low, ".md") || g_str_has_suffix(low, ".txt")) return true;
  for (size_t i = 0; i < G_N_ELEMENTS(starts); i++)
    if (strcmp(low, starts[i]) == 0) return true;
  return false;
}

static bool is_named(const Pack *pack, const char *path) {
  for (guint i = 0; i < pack->files->len; i++)
    if (strcmp(pack->files->pdata[i], path) == 0) return true;
  return manifest_is_own(path);
}

static bool keep_named(const char *path, void *user) {
  return is_named(user, path);
}

/* Leaves documents behind; any other file that pack.yaml does not name is refused. */
static bool drop_documents(PackTree *tree, const Pack *pack, bool *dropped, GError **error) {
  *dropped = false;
  for (guint i = 0; i < tree->entries->len; i++) {
    const char *path = ((PackEntry *)tree->entries->pdata[i])->path;
    if (is_named(pack, path)) continue;
    if (!is_document(path))
      return app_refuse(
          error, "The pack holds '%s', which its pack.yaml does not name. Nothing was taken.",
          path);
    *dropped = true;
  }
  pack_tree_filter(tree, keep_named, (void *)pack);
  return true;
}

static bool check_manifest(const PackTree *tree, GError **error) {
  const PackEntry *manifest = pack_tree_find(tree, MANIFEST_NAME);
  gsize size = 0;
  if (manifest == NULL && pack_tree_find(tree, MANIFEST_SIGNATURE) != NULL)
    return app_refuse(error, "The pack has a signature but no MANIFEST that it could be of.");
  if (manifest == NULL) return true;
  const char *text = g_bytes_get_data(manifest->bytes, &size);
  return manifest_check(text == NULL ? "" : text, size, tree, error);
}

static Pack *read_stage(const PackTree *tree, const char *stage, GError **error) {
  g_autoptr(DiagList) list = diag_list_new();
  if (!pack_tree_write(tree, stage, error)) return NULL;
  g_autoptr(Pack) pack = pack_read(stage, list);
  if (pack != NULL && pack_usable(pack, list)) return g_steal_pointer(&pack);
  g_autofree char *findings = findings_text(list, stage);
  app_refuse(error, "The pack cannot be used, and nothing was taken:%s", findings);
  return NULL;
}

static PackTree *source_tree(const char *source, GError **error) {
  if (g_file_test(source, G_FILE_TEST_IS_DIR)) return pack_dir_tree(source, error);
  if (g_file_test(source, G_FILE_TEST_EXISTS)) return pack_tree_from_zip(source, error);
  app_refuse(error, "There is no '%s': name a folder, a .zip or an address of git.", source);
  return NULL;
}

PackTree *pack_stage(const char *source, const char *stage, Pack **pack, GError **error) {
  g_autoptr(PackTree) tree = source_tree(source, error);
  if (tree == NULL) return NULL;
  g_autoptr(Pack) read = read_stage(tree, stage, error);
  bool dropped = false;
  if (read == NULL || !drop_documents(tree, read, &dropped, error) || !check_manifest(tree, error))
    return NULL;
  if (dropped && (!pack_remove_dir(stage) || !pack_tree_write(tree, stage, error))) return NULL;
  *pack = g_steal_pointer(&read);
  return g_steal_pointer(&tree);
}

/* -- editions ---------------------------------------------------------------------------------- */

void edition_free(Edition *edition) {
  if (edition == NULL) return;
  if (edition->scratch != NULL) pack_remove_dir(edition->scratch);
  g_free(edition->source);
  g_free(edition->stage);
  g_free(edition->scratch);
  pack_free(edition->pack);
  pack_tree_free(edition->tree);
  g_free(edition->trusted);
  g_free(edition);
}

/* A new folder on the file system of the installed packs, so that a rename suffices later. */
static char *make_scratch(const App *app, GError **error) {
  const char *dir = app == NULL ? NULL : app->packs_dir;
  g_autofree char *template = dir == NULL ? g_build_filename(g_get_tmp_dir(), "pawl-XXXXXX", NULL)
                                          : g_build_filename(dir, ".new-XXXXXX", NULL);
  if (dir != NULL && g_mkdir_with_parents(dir, 0700) != 0) {
    app_refuse(error, "The folder %s for packs cannot be made: %s.", dir, g_strerror(errno));
    return NULL;
  }
  if (g_mkdtemp(template) != NULL) return g_steal_pointer(&template);
  app_refuse(error, "No folder can be made beside the packs in %s: %s.",
             dir == NULL ? g_get_tmp_dir() : dir, g_strerror(errno));
  return NULL;
}

static bool fetch(Edition *edition, const char *source, GError **error) {
  g_autofree char *clone = g_build_filename(edition->scratch, "git", NULL);
  bool is_git = !g_file_test(source, G_FILE_TEST_EXISTS) && pack_git_is_url(source);
  edition->source = is_git ? g_strdup(source) : g_canonicalize_filename(source, NULL);
  if (is_git && !pack_git_clone(source, clone, error)) return false;
  edition->tree = pack_stage(is_git ? clone : source, edition->stage, &edition->pack, error);
  return edition->tree != NULL;
}

/* Messages speak of the place the learner knows, not of a copy on the way. */
static void hide_scratch(const Edition *edition, GError **error) {
  if (error == NULL || *error == NULL || strstr((*error)->message, edition->scratch) == NULL)
    return;
  g_auto(GStrv) parts = g_strsplit((*error)->message, edition->scratch, -1);
  g_autofree char *message = g_strjoinv("(copy)", parts);
  g_free((*error)->message);
  (*error)->message = g_steal_pointer(&message);
}

Edition *edition_open(App *app, const char *source, const char *key_file, GError **error) {
  g_autoptr(Edition) edition = g_new0(Edition, 1);
  edition->scratch = make_scratch(app, error);
  if (edition->scratch == NULL) return NULL;
  edition->stage = g_build_filename(edition->scratch, "pack", NULL);
  if (fetch(edition, source, error) && edition_trust(app, edition, key_file, error))
    return g_steal_pointer(&edition);
  hide_scratch(edition, error);
  return NULL;
}
