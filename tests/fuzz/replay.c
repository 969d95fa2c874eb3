/* replay - stands in for libFuzzer in the ordinary tests: gives a fuzz target the files named on the
 * command line, whole, cut short at every tenth of their length, and with single bytes changed.
 */
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
