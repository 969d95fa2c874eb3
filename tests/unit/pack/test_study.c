/* Glossaries, sources and instruments: read whole, or refused at their line. */
#include "packfile.h"
#include <string.h>

/* A pack with one such file, named by KEY in the manifest. */
static PackFile with(const char *key, const char *bytes) {
  PackFile file = packfile_read("format: pawl-items/1\nitems: []\n", -1);
  bool list = strcmp(key, "instruments") == 0;
  g_autofree char *head = g_strdup_printf("%s%s: %sstudy.yaml%s\n", PACKFILE_HEAD, key,
                                          list ? "[" : "", list ? "]" : "");
  packfile_write(&file, "pack.yaml", head, -1);
  packfile_write(&file, "study.yaml", bytes, -1);
  pack_free(file.pack);
  file.pack = pack_read(file.dir, file.list);
  g_autofree char *path = g_build_filename(file.dir, "study.yaml", NULL);
  g_unlink(path);
  return file;
}

static const char GLOSSARY[] = "format: pawl-glossary/1\n"
                               "terms:\n"
                               "  - term: \"RPO\"\n"
                               "    long: \"recovery point objective\"\n"
                               "    also: [\"point of recovery\"]\n"
                               "    text: \"How much may be lost. It says how often to copy.\"\n"
                               "    tags: [lead.vision]\n";
static const char RESOURCES[] = "format: pawl-resources/1\n"
                                "resources:\n"
                                "  - objective: lead.vision.1\n"
                                "    sources:\n"
                                "      - {title: \"A guide\", seen: 2026-10-14, why: \"Why.\"}\n"
                                "      - {title: \"Another\", seen: 2026-10-14}\n";
static const char INSTRUMENT[] = "format: pawl-instrument/1\n"
                                 "id: team\n"
                                 "title: \"The team\"\n"
                                 "rater: team\n"
                                 "areas:\n"
                                 "  - area: lead.vision\n"
                                 "    statements:\n"
                                 "      - {id: v.1, text: \"We have an aim.\"}\n"
                                 "      - {id: v.2, text: \"We read it.\"}\n";

static void reads_what_helps_to_study(void **state) {
  (void)state;
  PackFile glossary = with("glossary", GLOSSARY);
  PackFile resources = with("resources", RESOURCES);
  PackFile instrument = with("instruments", INSTRUMENT);
  assert_true(pack_usable(glossary.pack, glossary.list));
  assert_true(pack_usable(resources.pack, resources.list));
  assert_true(pack_usable(instrument.pack, instrument.list));
  const GlossaryTerm *term = glossary.pack->terms->pdata[0];
  assert_string_equal(term->expansion, "recovery point objective");
  assert_int_equal(term->also->len, 1);
  const StudySource *second = resources.pack->sources->pdata[1];
  assert_string_equal(second->objective, "lead.vision.1");
  assert_string_equal(second->ref->title, "Another");
  const Instrument *read = instrument.pack->instruments->pdata[0];
  assert_int_equal(read->rater, RATER_TEAM);
  assert_int_equal(read->statements->len, 2);
  packfile_free(&glossary);
  packfile_free(&resources);
  packfile_free(&instrument);
}

static void refuses_faults_at_their_line(void **state) {
  (void)state;
  static const struct {
    const char *key, *bytes, *find, *put, *rule;
    int line;
  } cases[] = {
      {"glossary", GLOSSARY, "pawl-glossary/1", "pawl-glossary/9", "format", 1},
      {"glossary", GLOSSARY, "    text: \"How", "    text: How", "plain-prose", 6},
      {"glossary", GLOSSARY, "[lead.vision]", "[lead.nothing]", "unknown-tag", 7},
      {"glossary", GLOSSARY, "    long:", "    longer:", "unknown-key", 4},
      {"glossary", GLOSSARY, "  - term: \"RPO\"\n", "  - term: \"RPO\"\n    term: \"RTO\"\n",
       "duplicate-key", 4},
      {"resources", RESOURCES, "lead.vision.1", "lead.vision", "unknown-tag", 3},
      {"resources", RESOURCES, "seen: 2026-10-14,", "seen: 2026-13-14,", "value", 5},
      {"resources", RESOURCES, "{title: \"Another\", ", "{", "missing", 6},
      {"instruments", INSTRUMENT, "rater: team", "rater: cat", "value", 4},
      {"instruments", INSTRUMENT, "id: v.2", "id: v.1", "duplicate-id", 9},
      {"instruments", INSTRUMENT, "area: lead.vision", "area: lead.vision.1", "unknown-tag", 6},
  };
  for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
    g_autoptr(GString) bytes = g_string_new(cases[i].bytes);
    assert_int_equal(g_string_replace(bytes, cases[i].find, cases[i].put, 1), 1);
    PackFile file = with(cases[i].key, bytes->str);
    packfile_finding(&file, cases[i].rule, cases[i].line);
    assert_false(pack_usable(file.pack, file.list));
    packfile_free(&file);
  }
}

static void a_term_is_explained_once(void **state) {
  (void)state;
  g_autofree char *twice =
      g_strconcat(GLOSSARY, "  - {term: \"rpo\", text: \"Again.\", tags: [lead.vision]}\n", NULL);
  PackFile file = with("glossary", twice);
  packfile_finding(&file, "duplicate-id", 8);
  packfile_free(&file);
}

static void an_oral_prompt_has_points_to_tick(void **state) {
  (void)state;
  static const char text[] = "format: pawl-items/1\n"
                             "items:\n"
                             "  - id: o.1\n"
                             "    type: oral\n"
                             "    status: active\n"
                             "    area: lead.vision\n"
                             "    objective: lead.vision.1\n"
                             "    level: evaluate\n"
                             "    difficulty: medium\n"
                             "    minutes: 4\n"
                             "    stem: \"How do you begin?\"\n"
                             "    covers: [\"Listens first\", \"Names an aim\"]\n"
                             "    weak: \"Begins with a product.\"\n";
  PackFile good = packfile_read(text, -1);
  assert_true(pack_usable(good.pack, good.list));
  const Item *item = good.pack->items->pdata[0];
  assert_int_equal(item->type, ITEM_ORAL);
  assert_int_equal(item->essay->covers->len, 2);
  assert_false(item_is_keyed(item));
  g_autofree char *json = item_to_json(item);
  g_autoptr(Item) back = item_from_json(json, NULL);
  assert_string_equal(back->essay->covers->pdata[1], "Names an aim");
  packfile_free(&good);
  g_autoptr(GString) bare = g_string_new(text);
  g_string_replace(bare, "[\"Listens first\", \"Names an aim\"]", "[\"Listens\"]", 1);
  PackFile bad = packfile_read(bare->str, -1);
  packfile_finding(&bad, "covers", 12);
  packfile_free(&bad);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_what_helps_to_study),
      cmocka_unit_test(refuses_faults_at_their_line),
      cmocka_unit_test(a_term_is_explained_once),
      cmocka_unit_test(an_oral_prompt_has_points_to_tick),
  };
  return UNIT_RUN(tests);
}
