/* packfile - throw-away packs for tests: the good fixture's framework and one item file of text. */
#pragma once
#include "../unit.h"
#include "core/diag.h"
#include "pack/read.h"
#include <glib/gstdio.h>

typedef struct {
  char *dir;
  DiagList *list;
  Pack *pack;
} PackFile;

#define PACKFILE_HEAD                                                                              \
  "format: pawl-pack/1\nid: 0f0e0d0c-0b0a-4908-8706-050403020101\nname: try\nversion: 1.0.0\n"     \
  "title: \"Try\"\nlocale: en\nlicence: CC-BY-4.0\nauthors:\n  - name: \"A\"\n"                    \
  "framework: framework.yaml\nfiles: [items.yaml]\n"

static inline void packfile_write(const PackFile *file, const char *name, const char *bytes,
                                  gssize size) {
  g_autofree char *path = g_build_filename(file->dir, name, NULL);
  assert_true(g_file_set_contents(path, bytes, size, NULL));
}

/* Reads a pack whose items.yaml holds BYTES (SIZE -1: text). */
static inline PackFile packfile_read(const char *bytes, gssize size) {
  PackFile file = {.dir = g_dir_make_tmp("pawl-pack-XXXXXX", NULL), .list = diag_list_new()};
  g_autofree char *framework = NULL;
  g_autofree char *path = unit_fixture("packs/good/framework.yaml");
  gsize length = 0;
  assert_true(g_file_get_contents(path, &framework, &length, NULL));
  packfile_write(&file, "framework.yaml", framework, (gssize)length);
  packfile_write(&file, "pack.yaml", PACKFILE_HEAD, -1);
  packfile_write(&file, "items.yaml", bytes, size);
  file.pack = pack_read(file.dir, file.list);
  return file;
}

static inline void packfile_free(PackFile *file) {
  static const char *const names[] = {"framework.yaml", "pack.yaml", "items.yaml"};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(file->dir, names[i], NULL);
    g_unlink(path);
  }
  g_rmdir(file->dir);
  g_free(file->dir);
  pack_free(file->pack);
  diag_list_free(file->list);
}

/* The finding of RULE at LINE, or a failed test that lists what was found instead. */
static inline const Diag *packfile_finding(const PackFile *file, const char *rule, int line) {
  for (guint i = 0; i < file->list->list->len; i++) {
    const Diag *diag = file->list->list->pdata[i];
    if (strcmp(diag->rule, rule) == 0 && (line == 0 || diag->line == line)) return diag;
  }
  for (guint i = 0; i < file->list->list->len; i++) {
    g_autofree char *text = diag_format(file->list->list->pdata[i]);
    print_message("# found: %s\n", text);
  }
  fail_msg("no finding '%s' on line %d", rule, line);
  return NULL;
}

/* An item of 19 lines with ID, the last line of which is `    key: KEY`. */
static inline char *packfile_item(const char *id, const char *key) {
  return g_strdup_printf(
      "  - id: %s\n    type: single\n    status: active\n    area: lead.vision\n"
      "    objective: lead.vision.1\n    level: apply\n    difficulty: easy\n"
      "    stem: |\n      What is asked here, and by whom?\n    options:\n"
      "      - id: a\n        text: \"This one\"\n        why: \"Right.\"\n"
      "      - id: b\n        text: \"That one\"\n        why: \"Wrong.\"\n"
      "    refs:\n      - {title: \"A source\", seen: 2026-10-14}\n    key: %s\n",
      id, key);
}
