/* fuzz_share - any bytes as a zip, as a manifest and as files of minisign; nothing may break, and what
 * is taken keeps to its caps.
 *
 * As fuzz_pack.c: with libFuzzer, or replaying the files named on its command line.
 */
#include "pack/archive.h"
#include "pack/manifest.h"
#include "pack/sign.h"
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tree(const PackTree *tree) {
  gsize total = 0;
  for (guint i = 0; i < tree->entries->len; i++) {
    const PackEntry *entry = tree->entries->pdata[i];
    total += g_bytes_get_size(entry->bytes);
    g_auto(GStrv) parts = g_strsplit(entry->path, "/", -1);
    if (g_strv_contains((const char *const *)parts, "..") ||
        g_strv_contains((const char *const *)parts, ""))
      abort();
    if (g_bytes_get_size(entry->bytes) > ARCHIVE_MAX_FILE) abort();
  }
  if (total > ARCHIVE_MAX_TOTAL || tree->entries->len > ARCHIVE_MAX_ENTRIES) abort();
}

static void as_manifest(const char *text, size_t size) {
  g_autoptr(PackTree) tree = pack_tree_new();
  pack_tree_add(tree, "pack.yaml", "p", 1, NULL);
  manifest_check(text, size, tree, NULL);
}

static void as_signature(const char *text, size_t size) {
  SignPublic key = {{0}, {0}};
  SignSecret secret;
  char *trusted = NULL;
  if (sign_verify(text, size, &key, "m", 1, &trusted, NULL)) g_free(trusted);
  sign_public_parse(text, size, &key, NULL);
  if (!sign_secret_is_locked(text, size)) sign_secret_parse(text, size, NULL, &secret, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(GError) error = NULL;
  g_autoptr(PackTree) tree = pack_tree_from_zip_bytes(data, size, &error);
  if (tree != NULL) check_tree(tree);
  as_manifest((const char *)data, size);
  as_signature((const char *)data, size);
  return 0;
}

#ifdef FUZZ_REPLAY
static void replay(const char *bytes, size_t size) {
  LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
  for (size_t cut = 1; cut < size; cut += 1 + size / 100)
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
  g_autofree char *changed = g_memdup2(bytes, size + 1);
  for (size_t i = 0; i < size; i += 1 + size / 400) {
    char kept = changed[i];
    changed[i] = (char)(kept ^ (1 << (i % 8)));
    LLVMFuzzerTestOneInput((const uint8_t *)changed, size);
    changed[i] = kept;
  }
}

int main(int argc, char **argv) {
  printf("1..%d\n", argc - 1);
  for (int i = 1; i < argc; i++) {
    g_autofree char *bytes = NULL;
    gsize size = 0;
    bool read = g_file_get_contents(argv[i], &bytes, &size, NULL);
    if (read) replay(bytes, size);
    printf("%s %d - survives %s\n", read ? "ok" : "not ok", i, argv[i]);
  }
  return 0;
}
#endif
