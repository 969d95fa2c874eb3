/* lint - a pack of 10,000 items read and linted, printed against its budget. The items are words
 * drawn by a seed, of the size of real ones.
 */
#include "lint/lint.h"
#include "core/clock.h"
#include <glib/gstdio.h>
#include <stdio.h>

#define ITEMS 10000
#define WORDS 4000

static void words(GString *out, GRand *rand, int n) {
  for (int i = 0; i < n; i++) {
    g_string_append(out, i > 0 ? " " : "");
    for (guint w = g_rand_int(rand) % WORDS + 40; w > 0; w /= 20)
      g_string_append_c(out, "aeioubcdfglmnprstvwy"[w % 20]);
  }
}

static void option(GString *out, GRand *rand, char id) {
  g_string_append_printf(out, "      - {id: %c, text: \"", id);
  words(out, rand, 12);
  g_string_append(out, "\", why: \"");
  words(out, rand, 25);
  g_string_append(out, "\"}\n");
}

static void item(GString *out, GRand *rand, int i) {
  g_string_append_printf(out,
                         "  - id: x.%d\n    type: single\n    status: active\n    area: a\n"
                         "    objective: a.1\n    level: apply\n    difficulty: easy\n    stem: \"",
                         i);
  words(out, rand, 60);
  g_string_append(out, "?\"\n    options:\n");
  for (char id = 'a'; id <= 'd'; id++) option(out, rand, id);
  g_string_append_printf(out, "    key: %c\n    refs: [{title: \"S\", seen: 2026-10-14}]\n",
                         'a' + (int)(g_rand_int(rand) % 4));
}

/* Files stay under the reader's cap of 8 MiB. */
static void write_pack(const char *dir) {
  g_autoptr(GString) names = g_string_new("items0.yaml");
  g_autoptr(GRand) rand = g_rand_new_with_seed(7);
  for (int file = 0; file < 4; file++) {
    g_autoptr(GString) text = g_string_new("format: pawl-items/1\nitems:\n");
    for (int i = 0; i < ITEMS / 4; i++) item(text, rand, file * ITEMS / 4 + i);
    g_autofree char *name = g_strdup_printf("%s/items%d.yaml", dir, file);
    g_file_set_contents(name, text->str, -1, NULL);
    if (file > 0) g_string_append_printf(names, ", items%d.yaml", file);
  }
  g_autofree char *framework = g_build_filename(dir, "framework.yaml", NULL);
  g_file_set_contents(framework,
                      "format: pawl-framework/1\nid: f\ntitle: \"F\"\nnodes:\n"
                      "  - {code: c, type: category, text: \"C\", children: [{code: a, type: area, "
                      "text: \"A\", children: [{code: a.1, type: objective, text: \"O\"}]}]}\n",
                      -1, NULL);
  g_autofree char *manifest = g_build_filename(dir, "pack.yaml", NULL);
  g_autofree char *head = g_strdup_printf(
      "format: pawl-pack/1\nid: 0f0e0d0c-0b0a-4908-8706-050403020109\nname: big\nversion: 1.0.0\n"
      "title: \"B\"\nlocale: en\nlicence: CC-BY-4.0\nauthors: [{name: \"A\"}]\n"
      "framework: framework.yaml\nfiles: [%s]\n",
      names->str);
  g_file_set_contents(manifest, head, -1, NULL);
}

static void remove_pack(const char *dir) {
  static const char *const names[] = {"items0.yaml", "items1.yaml",    "items2.yaml",
                                      "items3.yaml", "framework.yaml", "pack.yaml"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(dir, names[i], NULL);
    g_unlink(path);
  }
  g_rmdir(dir);
}

int main(void) {
  g_autofree char *dir = g_dir_make_tmp("pawl-bench-XXXXXX", NULL);
  write_pack(dir);
  g_autoptr(DiagList) list = diag_list_new();
  g_autoptr(LintSummary) summary = NULL;
  double start = clock_cpu_seconds();
  g_autoptr(Pack) pack = pack_read(dir, list);
  double read = clock_cpu_seconds();
  if (pack != NULL) lint_pack(pack, 20780, list, &summary);
  double linted = clock_cpu_seconds();
  remove_pack(dir);
  if (summary == NULL || summary->singles != ITEMS) {
    fprintf(stderr, "The pack was not read whole.\n");
    return 1;
  }
  printf("| a pack of 10,000 items read and linted | 2 s | %.2f s (%.2f s to read) |\n",
         linted - start, read - start);
  return 0;
}
