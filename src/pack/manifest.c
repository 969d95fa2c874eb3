/* manifest - see manifest.h. */
#include "pack/manifest.h"
#include "core/text.h"
#include <string.h>

#define SUM_LENGTH 64

const char *const MANIFEST_FILES[] = {MANIFEST_NAME, MANIFEST_SIGNATURE, MANIFEST_KEY, NULL};

bool manifest_is_own(const char *path) {
  return g_strv_contains(MANIFEST_FILES, path);
}

static char *sum_of(const PackEntry *entry) {
  return g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, entry->bytes);
}

char *manifest_make(const PackTree *tree) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < tree->entries->len; i++) {
    const PackEntry *entry = tree->entries->pdata[i];
    if (manifest_is_own(entry->path)) continue;
    g_autofree char *sum = sum_of(entry);
    g_string_append_printf(text, "%s  %s\n", sum, entry->path);
  }
  return g_string_free(text, FALSE);
}

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool refuse(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *raw = g_strdup_vprintf(format, args);
  va_end(args);
  g_autofree char *clean = text_clean(raw, -1);
  g_set_error_literal(error, PACK_ERROR, PACK_ERROR_REFUSED, clean);
  return false;
}

/* A line is a sum in lower case, two blanks and a path. */
static bool is_line(const char *line) {
  return strlen(line) > SUM_LENGTH + 2 && strspn(line, "0123456789abcdef") == SUM_LENGTH &&
         line[SUM_LENGTH] == ' ' && line[SUM_LENGTH + 1] == ' ';
}

static bool check_line(const char *line, int number, const PackTree *tree, GHashTable *seen,
                       GError **error) {
  if (!is_line(line))
    return refuse(error, "Line %d of the MANIFEST is none: a sum, two blanks, a name.", number);
  const char *path = line + SUM_LENGTH + 2;
  const PackEntry *entry = pack_tree_find(tree, path);
  if (!g_hash_table_add(seen, (gpointer)path))
    return refuse(error, "The MANIFEST names '%s' twice.", path);
  if (entry == NULL || manifest_is_own(path))
    return refuse(error, "The MANIFEST names '%s', which the pack does not hold.", path);
  g_autofree char *sum = sum_of(entry);
  if (strncmp(sum, line, SUM_LENGTH) != 0)
    return refuse(error, "'%s' is not the file that the MANIFEST speaks of: it was changed.", path);
  return true;
}

static bool all_named(const PackTree *tree, GHashTable *seen, GError **error) {
  for (guint i = 0; i < tree->entries->len; i++) {
    const PackEntry *entry = tree->entries->pdata[i];
    if (!manifest_is_own(entry->path) && !g_hash_table_contains(seen, entry->path))
      return refuse(error, "The MANIFEST does not name '%s', which the pack holds.", entry->path);
  }
  return true;
}

bool manifest_check(const char *text, gsize size, const PackTree *tree, GError **error) {
  if (size == 0 || size > MANIFEST_MAX_SIZE || text[size - 1] != '\n' ||
      memchr(text, '\0', size) != NULL)
    return refuse(error, "The MANIFEST is empty, over 1 MiB or cut off.");
  g_autofree char *copy = g_strndup(text, size - 1);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
  g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
  if (g_strv_length(lines) > ARCHIVE_MAX_ENTRIES)
    return refuse(error, "The MANIFEST has over %d lines.", ARCHIVE_MAX_ENTRIES);
  for (int i = 0; lines[i] != NULL; i++)
    if (!check_line(lines[i], i + 1, tree, seen, error)) return false;
  return all_named(tree, seen, error);
}
