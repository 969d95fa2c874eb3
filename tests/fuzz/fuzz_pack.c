/* fuzz_pack - any bytes as an item file: parsed, mapped, linted, and nothing may break.
 *
 * With libFuzzer (clang, ./configure --enable-fuzzers): tests/fuzz/fuzz_pack CORPUS...
 * The ordinary tests replay its corpus, see replay.c.
 */
#include "lint/lint.h"
#include "pack/read_private.h"
#include <stdint.h>

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
