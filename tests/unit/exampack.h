/* exampack - a throw-away pack that practice exams can be drawn from: forty items an area in the four
 * areas of bigpack, of all types, with sets, essays, and blueprints of several rules.
 */
#pragma once
#include "unit.h"
#include <glib/gstdio.h>

static const char *const EXAMPACK_AREAS[] = {"lead.vision", "lead.ethics", "tech.it", "tech.data"};
#define EXAMPACK_ITEMS 160 /* choice items */

static inline void exampack_item(GString *out, int i, const char *indent) {
  const char *area = EXAMPACK_AREAS[i % 4];
  const char *hard = i % 3 == 0 ? "easy" : i % 3 == 1 ? "medium" : "hard";
  g_string_append_printf(out,
                         "%s- {id: mock.%03d, status: active, area: %s, objective: %s.1, level: "
                         "apply, difficulty: %s, stem: \"Question number %d of this pack?\", ",
                         indent, i, area, area, hard, i);
  if (i % 20 == 7)
    g_string_append_printf(out, "type: multiple, key: [a, c], ");
  else if (i % 20 == 11)
    g_string_append_printf(out, "type: order, key: [b, a, c], ");
  else if (i % 20 == 13)
    g_string_append_printf(
        out,
        "type: match, prompts: [{id: p, text: \"First %d\", key: b, why: \"W.\"}, "
        "{id: q, text: \"Second %d\", key: a, why: \"W.\"}], ",
        i, i);
  else
    g_string_append_printf(out, "type: single, key: a, ");
  g_string_append_printf(out,
                         "options: [{id: a, text: \"Alpha %d\", why: \"So.\"}, {id: b, text: "
                         "\"Beta %d\", why: \"No.\"}, {id: c, text: \"Gamma %d\", why: \"No.\"}], "
                         "refs: [{title: \"S\", seen: 2026-10-14}]}\n",
                         i, i, i);
}

static inline void exampack_essay(GString *out, int i) {
  const char *area = EXAMPACK_AREAS[i % 4];
  g_string_append_printf(
      out,
      "  - {id: essay.%d, type: essay, status: active, area: %s, objective: %s.1, level: create, "
      "difficulty: hard, minutes: 40, words: [40, 900], stem: \"Scenario %d.\", tasks: [\"Write "
      "it.\", \"Say why.\"], rubric: [{id: clear, text: \"It is clear\", weight: 2, levels: [\"No "
      "aim.\", \"An aim.\", \"A clear aim.\", \"A shared aim.\"]}, {id: cost, text: \"It names "
      "the cost\", weight: 1, levels: [\"None.\", \"Some.\", \"Most.\", \"All.\"]}], model: \"A "
      "model answer.\", weak: \"Weak answers list devices.\", refs: [{title: \"S\", seen: "
      "2026-10-14}]}\n",
      i, area, area, i);
}

static inline void exampack_oral(GString *out, int i) {
  g_string_append_printf(
      out,
      "  - {id: oral.%d, type: oral, status: active, area: %s, objective: %s.1, level: evaluate, "
      "difficulty: medium, minutes: 3, stem: \"Tell us of case %d.\", covers: [\"One.\", "
      "\"Two.\", \"Three.\"], weak: \"Weak answers ramble.\", refs: [{title: \"S\", seen: "
      "2026-10-14}]}\n",
      i, EXAMPACK_AREAS[i % 4], EXAMPACK_AREAS[i % 4], i);
}

#define EXAMPACK_HEAD    "format: pawl-blueprint/1\nas_of: 2026-10-01\ntarget: 75\n"
#define EXAMPACK_WEIGHTS "areas: {lead.vision: 40, lead.ethics: 30, tech.it: 20, tech.data: 10}"

static inline void exampack_file(const char *dir, const char *name, const char *text) {
  g_autofree char *path = g_build_filename(dir, name, NULL);
  assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* Writes the pack below PARENT; returns the folder of packs, newly allocated. */
static inline char *exampack_write(const char *parent) {
  g_autofree char *dir = g_build_filename(parent, "packs", "mock", NULL);
  g_autofree char *outline = unit_fixture("packs/good/framework.yaml"), *framework = NULL;
  g_autoptr(GString) items = g_string_new("format: pawl-items/1\nitems:\n");
  assert_int_equal(g_mkdir_with_parents(dir, 0700), 0);
  assert_true(g_file_get_contents(outline, &framework, NULL, NULL));
  for (int i = 0; i < EXAMPACK_ITEMS; i++)
    if (i % 40 > 7 || i % 4 != 0) exampack_item(items, i, "  ");
  for (int i = 0; i < 6; i++) exampack_essay(items, i);
  for (int i = 0; i < 4; i++) exampack_oral(items, i);
  g_string_append(items, "sets:\n");
  for (int s = 0; s < 4; s++) { /* items 0 and 4 of each forty: one area, one story */
    g_string_append_printf(items, "  - id: case.%d\n    stimulus: \"Case %d.\"\n    items:\n", s,
                           s);
    exampack_item(items, 40 * s, "      ");
    exampack_item(items, 40 * s + 4, "      ");
  }
  exampack_file(dir, "framework.yaml", framework);
  exampack_file(dir, "items.yaml", items->str);
  exampack_file(dir, "mock.yaml",
                EXAMPACK_HEAD
                "id: mock\ntitle: \"Mock\"\nsections:\n  - {id: one, title: \"Choice\", "
                "type: choice, items: 20, minutes: 24, " EXAMPACK_WEIGHTS "}\n");
  exampack_file(dir, "easy.yaml",
                EXAMPACK_HEAD
                "id: easy\ntitle: \"With pauses\"\npause: allowed\nsections:\n  - {id: "
                "one, title: \"Choice\", type: choice, items: 10, minutes: "
                "12, " EXAMPACK_WEIGHTS "}\n");
  exampack_file(dir, "two.yaml",
                EXAMPACK_HEAD
                "id: two\ntitle: \"Two parts\"\nsections:\n  - {id: one, title: \"Choice\", type: "
                "choice, items: 10, " EXAMPACK_WEIGHTS "}\n  - {id: two, title: \"Essays\", type: "
                "essay, items: 3, minutes: 10080, timing: calendar, opens: passed, break: 10}\n");
  exampack_file(dir, "hundred.yaml",
                EXAMPACK_HEAD
                "id: hundred\ntitle: \"A hundred\"\nsections:\n  - {id: one, title: "
                "\"Choice\", type: choice, items: 100, minutes: 120, areas: {lead.vision: "
                "25, lead.ethics: 25, tech.it: 25, tech.data: 25}}\n");
  exampack_file(dir, "pack.yaml",
                "format: pawl-pack/1\nid: 0f0e0d0c-0b0a-4908-8706-050403020103\nname: mock\n"
                "version: 1.0.0\ntitle: \"Mock\"\nlocale: en\nlicence: CC-BY-4.0\n"
                "authors: [{name: \"A\"}]\nframework: framework.yaml\nblueprints: [mock.yaml, "
                "easy.yaml, two.yaml, hundred.yaml]\nfiles: [items.yaml]\n");
  return g_build_filename(parent, "packs", NULL);
}
