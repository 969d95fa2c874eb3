/* bigpack - a throw-away pack of many items, for tests that need a long sitting. */
#pragma once
#include "unit.h"
#include <glib/gstdio.h>

static const char BIGPACK_SUPERINTENDENT[] =
    "format: pawl-instrument/1\nid: superintendent\ntitle: \"How your superintendent sees it\"\n"
    "rater: superintendent\nareas:\n  - area: lead.vision\n    statements:\n"
    "      - {id: sees.1, text: \"Our technology leader can say what technology is for.\"}\n"
    "      - {id: sees.2, text: \"Cabinet hears of technology before it is bought.\"}\n";

/* Writes a pack of N items, with the good fixture's instrument and one for a superintendent, below
 * DIR; returns the folder of packs, newly allocated. */
static inline char *bigpack_write(const char *parent, int n) {
  static const char *const areas[] = {"lead.vision", "lead.ethics", "tech.it", "tech.data"};
  g_autofree char *fixtures = unit_fixture("packs/good/framework.yaml");
  g_autofree char *filled_in = unit_fixture("packs/good/instrument.yaml"), *instrument = NULL;
  g_autofree char *dir = g_build_filename(parent, "packs", "big", NULL);
  g_autofree char *framework = NULL;
  assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
  assert_true(g_file_get_contents(fixtures, &framework, NULL, NULL));
  assert_true(g_file_get_contents(filled_in, &instrument, NULL, NULL));
  g_autoptr(GString) items = g_string_new("format: pawl-items/1\nitems:\n");
  for (int i = 0; i < n; i++)
    g_string_append_printf(
        items,
        "  - {id: big.%d, type: single, status: active, area: %s, objective: %s.1, "
        "level: apply, difficulty: easy, stem: \"Which is it, %d?\", options: ["
        "{id: a, text: \"Left %d\", why: \"Yes.\"}, "
        "{id: b, text: \"Right %d\", why: \"No.\"}], key: a}\n",
        i, areas[i % 4], areas[i % 4], i, i, i);
  const char *manifest =
      "format: pawl-pack/1\nid: 0f0e0d0c-0b0a-4908-8706-050403020102\nname: big\n"
      "version: 1.0.0\ntitle: \"Big\"\nlocale: en\nlicence: CC-BY-4.0\n"
      "authors: [{name: \"A\"}]\nframework: framework.yaml\nfiles: [items.yaml]\n"
      "instruments: [instrument.yaml, superintendent.yaml]\n";
  const char *const names[] = {"framework.yaml", "items.yaml", "instrument.yaml",
                               "superintendent.yaml", "pack.yaml"};
  const char *const texts[] = {framework, items->str, instrument, BIGPACK_SUPERINTENDENT, manifest};
  for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
    g_autofree char *path = g_build_filename(dir, names[i], NULL);
    assert_true(g_file_set_contents(path, texts[i], -1, NULL));
  }
  return g_build_filename(parent, "packs", NULL);
}
