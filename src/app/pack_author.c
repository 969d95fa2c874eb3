/* pack_author - what authors need: a starter pack, a zip of a folder, learners' reports. */
#include "app/shared_private.h"
#include "core/json.h"
#include "core/text.h"
#include "pack/manifest.h"
#include "pack/map.h"
#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* -- build ------------------------------------------------------------------------------------- */

bool pack_build(const char *dir, const char *file, guint *count, GError **error) {
  g_autoptr(PackTree) tree = pack_dir_tree(dir, error);
  g_autoptr(GError) fault = NULL;
  if (tree == NULL) return false;
  const PackEntry *manifest = pack_tree_find(tree, MANIFEST_NAME);
  gsize size = 0;
  const char *text = manifest == NULL ? NULL : g_bytes_get_data(manifest->bytes, &size);
  if (manifest != NULL && !manifest_check(text == NULL ? "" : text, size, tree, &fault))
    return app_refuse(error, "%s Sign the folder again (pawl pack sign), or remove its MANIFEST.",
                      fault->message);
  g_autoptr(GBytes) zip = pack_tree_zip(tree, error);
  if (zip == NULL) return false;
  const char *bytes = g_bytes_get_data(zip, &size);
  if (!g_file_set_contents_full(file, bytes, (gssize)size,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644,
                                &fault))
    return app_refuse(error, "%s", fault->message);
  if (count != NULL) *count = tree->entries->len;
  return true;
}

/* -- new --------------------------------------------------------------------------------------- */

static const char STARTER_PACK[] =
    "# What this pack is. The whole format: doc/pack-format.md, or man pawl-pack.\n"
    "format: pawl-pack/1\n"
    "id: %s   # never change it: learners' history hangs on it\n"
    "name: %s   # how people call it: a-z, 0-9 and hyphens\n"
    "version: 0.1.0   # raise it with every edition you hand out\n"
    "title: \"%s: practice items\"\n"
    "locale: en\n"
    "licence: CC-BY-4.0\n"
    "authors:\n"
    "  - name: \"Your name\"\n"
    "framework: framework.yaml   # what is tested\n"
    "files: [items.yaml]   # the items, in as many files as you like\n";

/* Its areas bear the pack's name: two outlines cannot share an area. */
static const char STARTER_FRAMEWORK[] =
    "# What is tested: categories, areas with their weight in percent, objectives. Every item "
    "belongs to\n"
    "# one area and one objective of it.\n"
    "format: pawl-framework/1\n"
    "id: %1$s\n"
    "title: \"The outline of %1$s\"\n"
    "nodes:\n"
    "  - code: %1$s\n"
    "    type: category\n"
    "    text: \"All of it\"\n"
    "    weight: 100\n"
    "    children:\n"
    "      - code: %1$s.basics\n"
    "        type: area\n"
    "        text: \"Basics\"\n"
    "        weight: 100\n"
    "        children:\n"
    "          - code: %1$s.basics.1\n"
    "            type: objective\n"
    "            text: \"Plan a restore test before it is needed\"\n";

static const char STARTER_ITEMS[] =
    "# Items. Check them with: pawl pack lint --strict .\n"
    "format: pawl-items/1\n"
    "items:\n"
    "  - id: %1$s.001   # never reuse an id for another question\n"
    "    type: single\n"
    "    status: active   # draft, active, retired; only active items are asked\n"
    "    area: %1$s.basics\n"
    "    objective: %1$s.basics.1\n"
    "    level: apply\n"
    "    difficulty: medium\n"
    "    stem: |   # prose stands in a block like this one, or in quotes\n"
    "      A district has copied its student records every night for three years. Nobody has\n"
    "      tried to bring one of the copies back. What should its technology leader do first?\n"
    "    options:   # two to eight; each says why it is right or wrong\n"
    "      - id: a\n"
    "        text: \"Make a copy every hour\"\n"
    "        why: \"More copies help little while nobody knows whether one can be brought back.\"\n"
    "      - id: b\n"
    "        text: \"Bring one copy back on a spare\"\n"
    "        why: \"Only a restore shows that the copies are whole and how long it takes.\"\n"
    "      - id: c\n"
    "        text: \"Buy more space for the copies\"\n"
    "        why: \"Space is not what is in doubt here.\"\n"
    "      - id: d\n"
    "        text: \"Keep the copies for a longer time\"\n"
    "        why: \"Old copies that cannot be read are worth no more than new ones.\"\n"
    "    key: b\n"
    "    refs:   # where a reader can check it, and the day you read it\n"
    "      - title: \"Contingency Planning Guide for Federal Information Systems (SP 800-34 Rev. "
    "1)\"\n"
    "        publisher: \"NIST\"\n"
    "        url: \"https://doi.org/10.6028/NIST.SP.800-34r1\"\n"
    "        seen: %2$s\n";

static char *new_uuid(const Clock *clock) {
  uint8_t random[10];
  char text[37];
  clock_entropy(clock, random, sizeof random);
  Uuid uuid = uuid_make(clock_now(clock), random);
  uuid_format(&uuid, text);
  return g_strdup(text);
}

static bool add_text(PackTree *tree, const char *path, const char *text, GError **error) {
  return pack_tree_add(tree, path, text, strlen(text), error);
}

bool pack_new(const Clock *clock, const char *name, const char *dir, GError **error) {
  int64_t now = clock_now(clock);
  g_autofree char *uuid = new_uuid(clock);
  g_autofree char *today = clock_format_date(clock_study_day(now, clock_offset(clock, now), 0));
  g_autoptr(PackTree) tree = pack_tree_new();
  if (!map_is_code(name) || strchr(name, '.') != NULL || strlen(name) > 64)
    return app_refuse(error, "'%s' is no name for a pack: use a-z, 0-9 and hyphens.", name);
  if (g_file_test(dir, G_FILE_TEST_EXISTS))
    return app_refuse(error, "%s is there already. Name a new folder: pawl pack new %s DIR", dir,
                      name);
  g_autofree char *pack = g_strdup_printf(STARTER_PACK, uuid, name, name);
  g_autofree char *framework = g_strdup_printf(STARTER_FRAMEWORK, name);
  g_autofree char *items = g_strdup_printf(STARTER_ITEMS, name, today);
  return add_text(tree, "pack.yaml", pack, error) &&
         add_text(tree, "framework.yaml", framework, error) &&
         add_text(tree, "items.yaml", items, error) && pack_tree_write(tree, dir, error);
}

/* -- reports ----------------------------------------------------------------------------------- */

#define REPORTS_MAX_SIZE (8 * 1024 * 1024)
#define REPORTS_MAX      100000

void pack_report_clear(gpointer data) {
  PackReport *report = data;
  g_clear_pointer(&report->item, g_free);
  g_clear_pointer(&report->hash, g_free);
  g_clear_pointer(&report->note, g_free);
}

static GArray *reports_new(void) {
  GArray *reports = g_array_new(FALSE, TRUE, sizeof(PackReport));
  g_array_set_clear_func(reports, pack_report_clear);
  return reports;
}

GArray *pack_reports(App *app, const char *name, GError **error) {
  StorePack *pack = pack_by_name(app, name, error);
  if (pack == NULL) return NULL;
  g_autoptr(GArray) notes = store_pack_notes(app->store, pack->id, error);
  store_pack_free(pack);
  if (notes == NULL) return NULL;
  GArray *reports = reports_new();
  for (guint i = 0; i < notes->len; i++) {
    StoreNote *note = &g_array_index(notes, StoreNote, i);
    PackReport report = {g_steal_pointer(&note->code), g_steal_pointer(&note->hash),
                         g_steal_pointer(&note->note), clock_study_day(note->at, note->offset, 0)};
    g_array_append_val(reports, report);
  }
  return reports;
}

char *pack_reports_write(const GArray *reports) {
  GString *text = g_string_new(NULL);
  for (guint i = 0; i < reports->len; i++) {
    const PackReport *report = &g_array_index(reports, PackReport, i);
    g_autofree char *date = clock_format_date(report->day);
    g_autofree char *note = text_clean(report->note, -1);
    json_t *line = json_pack("{s:s,s:s,s:s,s:s}", "item", report->item, "hash", report->hash,
                             "note", note, "date", date);
    char *dumped = json_dumps(line, JSON_COMPACT | JSON_PRESERVE_ORDER);
    g_string_append_printf(text, "%s\n", dumped);
    free(dumped);
    json_decref(line);
  }
  return g_string_free(text, FALSE);
}

static bool read_report(const char *line, PackReport *out) {
  const char *item = NULL, *hash = NULL, *note = NULL, *date = NULL;
  json_t *value = json_loads(line, JSON_REJECT_DUPLICATES, NULL);
  PackReport report = {0};
  bool good = value != NULL &&
              json_unpack(value, "{s:s,s:s,s:s,s:s}", "item", &item, "hash", &hash, "note", &note,
                          "date", &date) == 0 &&
              map_is_code(item) && strlen(hash) == 64 && strspn(hash, "0123456789abcdef") == 64 &&
              clock_parse_date(date, &report.day);
  if (good) {
    report.item = g_strdup(item);
    report.hash = g_strdup(hash);
    report.note = text_clean(note, -1);
    *out = report;
  }
  if (value != NULL) json_decref(value);
  return good;
}

GArray *pack_reports_read(const char *text, gsize size, GError **error) {
  if (size > REPORTS_MAX_SIZE || memchr(text, '\0', size) != NULL) {
    app_refuse(error, "The reports are over 8 MiB or no text.");
    return NULL;
  }
  g_autofree char *copy = g_strndup(text, size);
  g_auto(GStrv) lines = g_strsplit(copy, "\n", REPORTS_MAX);
  GArray *reports = reports_new();
  for (int i = 0; lines[i] != NULL; i++) {
    PackReport report;
    if (*lines[i] == '\0') continue;
    if (!read_report(lines[i], &report)) {
      app_refuse(error, "Line %d is no report: it needs item, hash, note and date as JSON.", i + 1);
      g_array_unref(reports);
      return NULL;
    }
    g_array_append_val(reports, report);
  }
  return reports;
}
