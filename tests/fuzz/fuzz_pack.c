/* fuzz_pack - any bytes as an item file: parsed, mapped, linted, and nothing may break.
 *
 * With libFuzzer (clang, ./configure --enable-fuzzers): tests/fuzz/fuzz_pack CORPUS...
 * Built for the ordinary tests it replays the files named on its command line, whole, cut short at
 * every tenth of their length, and with single bytes changed.
 */
#include "lint/lint.h"
#include "pack/read_private.h"
#include <stdint.h>
#include <stdio.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Framework *small_framework(void) {
  Framework *framework = framework_new();
  framework_add(framework, NODE_CATEGORY, "lead", "Leading", 40, -1);
  framework_add(framework, NODE_AREA, "lead.vision", "Vision", 15, 0);
  framework_add(framework, NODE_OBJECTIVE, "lead.vision.1", "Sets a course", 0, 1);
  return framework;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(YamlNode) root = yaml_node_parse("fuzz.yaml", (const char *)data, size, list);
  Pack pack = {.dir = (char *)"fuzz",
               .items = g_ptr_array_new_with_free_func((GDestroyNotify)item_free)};
  PackReader reader = {.pack = &pack, .list = list};
  pack.framework = small_framework();
  reader.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  if (root != NULL) read_items(&reader, "fuzz.yaml", root);
  g_autoptr(LintSummary) summary = NULL;
  lint_pack(&pack, 20000, list, &summary); /* the command lints faulty packs, too */
  for (guint i = 0; i < list->list->len; i++) g_free(diag_format(list->list->pdata[i]));
  g_hash_table_unref(reader.ids);
  g_ptr_array_unref(pack.items);
  framework_free(pack.framework);
  return 0;
}

#ifdef FUZZ_REPLAY
static void replay(const char *bytes, size_t size) {
  LLVMFuzzerTestOneInput((const uint8_t *)bytes, size);
  for (size_t cut = size / 10; cut > 0 && cut < size; cut += size / 10)
    LLVMFuzzerTestOneInput((const uint8_t *)bytes, cut);
  g_autofree char *changed = g_memdup2(bytes, size + 1);
  for (size_t i = 0; i < size; i += 1 + size / 200) {
    static const char bad[] = "\t:{[&*!\"'\xff\x1b\n";
    char kept = changed[i];
    changed[i] = bad[i % (sizeof bad - 1)];
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
