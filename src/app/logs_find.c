/* logs_find - the logs that people name: files, and folders full of them. */
#include "app/logs_private.h"
#include <string.h>

static int compare_names(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Links are not followed: a folder that holds itself ends. */
static void add_folder(GPtrArray *paths, const char *folder, const char *suffix, int depth) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  const char *name = NULL;
  while (dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
    if (*name == '.') continue;
    char *path = g_build_filename(folder, name, NULL);
    if (g_str_has_suffix(name, suffix)) {
      g_ptr_array_add(paths, path);
      continue;
    }
    if (depth > 1 && g_file_test(path, G_FILE_TEST_IS_DIR) &&
        !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
      add_folder(paths, path, suffix, depth - 1);
    g_free(path);
  }
}

GPtrArray *logs_in(const char *folder, const char *suffix, int depth, GError **error) {
  g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
  if (dir == NULL) {
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "The folder %s cannot be read. Make it, or name another one.", folder);
    return NULL;
  }
  GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
  add_folder(paths, folder, suffix, depth);
  g_ptr_array_sort(paths, compare_names);
  return paths;
}

static bool add_named(GPtrArray *paths, const char *name, int depth, GError **error) {
  if (!g_file_test(name, G_FILE_TEST_IS_DIR)) {
    g_ptr_array_add(paths, g_strdup(name));
    return true;
  }
  g_autoptr(GPtrArray) inside = logs_in(name, LOG_SUFFIX, depth, error);
  if (inside == NULL) return false;
  if (inside->len == 0)
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "There is no log in the folder %s: their names end in %s.", name, LOG_SUFFIX);
  for (guint i = 0; i < inside->len; i++) g_ptr_array_add(paths, g_strdup(inside->pdata[i]));
  return inside->len > 0;
}

GPtrArray *logs_find(const char *const *names, int n, int depth, GError **error) {
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
  for (int i = 0; i < n; i++)
    if (!add_named(all, names[i], depth, error)) return NULL;
  g_ptr_array_sort(all, compare_names);
  for (guint i = all->len; i > 1; i--)
    if (strcmp(all->pdata[i - 1], all->pdata[i - 2]) == 0) g_ptr_array_remove_index(all, i - 1);
  return g_steal_pointer(&all);
}
