/* read_study - what helps to study besides items: glossary, sources by objective, instruments. */
#include "pack/read_private.h"
#include <string.h>

/* False, with a finding, where CODE is no node of the pack's framework of TYPE (any: -1). */
static bool is_node(const PackReader *reader, const MapReader *map, const YamlNode *at,
                    const char *code, int type) {
  const Framework *framework = reader->pack->framework;
  if (framework == NULL || code == NULL) return code != NULL;
  const FrameworkNode *node = framework_find(framework, code, NULL);
  if (node != NULL && (type < 0 || (int)node->type == type)) return true;
  map_fault(map, at, "unknown-tag", "'%s' is no %s of the framework.", code,
            type < 0 ? "code" : framework_type_name((FrameworkNodeType)type));
  return false;
}

/* -- glossary ---------------------------------------------------------------------------------- */

static void read_tags(const PackReader *reader, const MapReader *map, const YamlNode *node,
                      GPtrArray *tags) {
  const YamlNode *list = map_list(map, node, "tags", MAP_REQUIRED);
  for (guint i = 0; list != NULL && i < list->items->len; i++) {
    const YamlNode *tag = list->items->pdata[i];
    if (tag->kind == YAML_SCALAR && is_node(reader, map, tag, tag->text, -1))
      g_ptr_array_add(tags, g_strdup(tag->text));
  }
}

static void read_term(PackReader *reader, const MapReader *map, const YamlNode *node,
                      GHashTable *seen) {
  static const char *const keys[] = {"term", "long", "also", "text", "tags", NULL};
  if (!map_check(map, node, "a term", keys)) return;
  GlossaryTerm *term = glossary_term_new();
  term->term = map_prose(map, node, "term", MAP_REQUIRED);
  term->expansion = map_prose(map, node, "long", MAP_OPTIONAL);
  term->text = map_prose(map, node, "text", MAP_REQUIRED);
  const YamlNode *also = map_list(map, node, "also", MAP_OPTIONAL);
  for (guint i = 0; also != NULL && i < also->items->len; i++) {
    char *text = map_prose_node(map, also->items->pdata[i], "also");
    if (text != NULL) g_ptr_array_add(term->also, text);
  }
  read_tags(reader, map, node, term->tags);
  if (term->term == NULL || term->text == NULL) {
    glossary_term_free(term);
    return;
  }
  if (!g_hash_table_add(seen, g_utf8_casefold(term->term, -1)))
    map_fault(map, yaml_node_get(node, "term"), "duplicate-id", "'%s' is explained twice.",
              term->term);
  g_ptr_array_add(reader->pack->terms, term);
}

void read_glossary(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "terms", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "a glossary", keys) || !read_format(&map, root, "pawl-glossary/1"))
    return;
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  const YamlNode *terms = map_list(&map, root, "terms", MAP_REQUIRED);
  for (guint i = 0; terms != NULL && i < terms->items->len; i++)
    read_term(reader, &map, terms->items->pdata[i], seen);
}

/* -- sources by objective ---------------------------------------------------------------------- */

static void read_source(PackReader *reader, const MapReader *map, const YamlNode *node,
                        const char *objective) {
  static const char *const keys[] = {"title", "publisher", "at", "url", "seen", "why", NULL};
  ItemRef *ref = read_reference(map, node, keys);
  if (ref == NULL) return;
  StudySource *source = study_source_new(objective);
  item_ref_free(source->ref);
  source->ref = ref;
  source->why = map_prose(map, node, "why", MAP_OPTIONAL);
  g_ptr_array_add(reader->pack->sources, source);
}

static void read_objective(PackReader *reader, const MapReader *map, const YamlNode *node) {
  static const char *const keys[] = {"objective", "sources", NULL};
  if (!map_check(map, node, "an objective's sources", keys)) return;
  const char *code = map_word(map, node, "objective", MAP_REQUIRED);
  if (!is_node(reader, map, yaml_node_get(node, "objective"), code, NODE_OBJECTIVE)) return;
  const YamlNode *sources = map_list(map, node, "sources", MAP_REQUIRED);
  for (guint i = 0; sources != NULL && i < sources->items->len; i++)
    read_source(reader, map, sources->items->pdata[i], code);
}

void read_resources(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "resources", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "a file of resources", keys) ||
      !read_format(&map, root, "pawl-resources/1"))
    return;
  const YamlNode *list = map_list(&map, root, "resources", MAP_REQUIRED);
  for (guint i = 0; list != NULL && i < list->items->len; i++)
    read_objective(reader, &map, list->items->pdata[i]);
}

/* -- instruments ------------------------------------------------------------------------------- */

static void read_statement(const MapReader *map, const YamlNode *node, const char *area,
                           Instrument *instrument, GHashTable *seen) {
  static const char *const keys[] = {"id", "text", NULL};
  if (!map_check(map, node, "a statement", keys)) return;
  const char *id = map_word(map, node, "id", MAP_REQUIRED);
  g_autofree char *text = map_prose(map, node, "text", MAP_REQUIRED);
  if (id == NULL || text == NULL) return;
  if (!map_is_code(id))
    map_fault(map, yaml_node_get(node, "id"), "value",
              "'%s' is no id: use a-z, 0-9, dots and hyphens.", id);
  if (!g_hash_table_add(seen, g_strdup(id)))
    map_fault(map, yaml_node_get(node, "id"), "duplicate-id", "The id '%s' stands here twice.", id);
  instrument_add(instrument, id, area, text);
}

static void read_area(const PackReader *reader, const MapReader *map, const YamlNode *node,
                      Instrument *instrument, GHashTable *seen) {
  static const char *const keys[] = {"area", "statements", NULL};
  if (!map_check(map, node, "an area", keys)) return;
  const char *area = map_word(map, node, "area", MAP_REQUIRED);
  if (!is_node(reader, map, yaml_node_get(node, "area"), area, NODE_AREA)) return;
  const YamlNode *list = map_list(map, node, "statements", MAP_REQUIRED);
  for (guint i = 0; list != NULL && i < list->items->len; i++)
    read_statement(map, list->items->pdata[i], area, instrument, seen);
}

static void read_rater(const MapReader *map, const YamlNode *root, Instrument *instrument) {
  const char *rater = map_word(map, root, "rater", MAP_REQUIRED);
  if (rater != NULL && !instrument_rater_from_name(rater, &instrument->rater))
    map_fault(map, yaml_node_get(root, "rater"), "value",
              "'%s' is no rater: use candidate, superintendent or team.", rater);
}

void read_instrument(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "id", "title", "rater", "about", "areas", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "an instrument", keys) ||
      !read_format(&map, root, "pawl-instrument/1"))
    return;
  g_autoptr(Instrument) instrument = instrument_new();
  g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  instrument->id = g_strdup(map_word(&map, root, "id", MAP_REQUIRED));
  instrument->title = map_prose(&map, root, "title", MAP_REQUIRED);
  instrument->about = map_prose(&map, root, "about", MAP_OPTIONAL);
  read_rater(&map, root, instrument);
  const YamlNode *areas = map_list(&map, root, "areas", MAP_REQUIRED);
  for (guint i = 0; areas != NULL && i < areas->items->len; i++)
    read_area(reader, &map, areas->items->pdata[i], instrument, seen);
  if (instrument->id != NULL && instrument->title != NULL)
    g_ptr_array_add(reader->pack->instruments, g_steal_pointer(&instrument));
}
