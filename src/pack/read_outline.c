/* read_outline - frameworks and blueprints out of their files. */
#include "pack/read_private.h"
#include <string.h>

/* -- framework --------------------------------------------------------------------------------- */

static const FrameworkNodeType PARENT_OF[] = {
    [NODE_AREA] = NODE_CATEGORY, [NODE_OBJECTIVE] = NODE_AREA};

static bool fits_parent(const Framework *framework, FrameworkNodeType type, int parent) {
  if (type == NODE_CATEGORY || type == NODE_TAG) return parent < 0;
  return parent >= 0 && ((FrameworkNode *)framework->nodes->pdata[parent])->type == PARENT_OF[type];
}

static void read_nodes(const MapReader *map, Framework *framework, const YamlNode *list,
                       int parent);

static void read_node(const MapReader *map, Framework *framework, const YamlNode *node,
                      int parent) {
  static const char *const keys[] = {"code",        "type",           "text",     "weight", "id",
                                     "replaced_by", "exact_match_of", "children", NULL};
  FrameworkNodeType type = NODE_OBJECTIVE;
  if (!map_check(map, node, "a node", keys)) return;
  const char *code = map_word(map, node, "code", MAP_REQUIRED);
  const char *name = map_word(map, node, "type", MAP_REQUIRED);
  g_autofree char *text = map_prose(map, node, "text", MAP_REQUIRED);
  if (code == NULL || name == NULL || text == NULL) return;
  if (!map_is_code(code))
    map_fault(map, yaml_node_get(node, "code"), "value",
              "'%s' is no code: use a-z, 0-9, dots, hyphens.", code);
  if (framework_find(framework, code, NULL) != NULL)
    map_fault(map, yaml_node_get(node, "code"), "duplicate-id", "The code '%s' stands here twice.",
              code);
  if (!framework_type_from_name(name, &type))
    map_fault(map, yaml_node_get(node, "type"), "value",
              "'%s' is no type: use category, area, objective or tag.", name);
  else if (!fits_parent(framework, type, parent))
    map_fault(
        map, node, "outline",
        "A node of type %s cannot stand here: areas stand in categories, objectives in areas, "
        "categories and tags at the top.",
        name);
  FrameworkNode *added = framework_add(framework, type, code, text,
                                       map_decimal(map, node, "weight", 0, 100, 0), parent);
  added->uuid = g_strdup(map_word(map, node, "id", MAP_OPTIONAL));
  added->replaced_by = g_strdup(map_word(map, node, "replaced_by", MAP_OPTIONAL));
  added->exact_match_of = g_strdup(map_word(map, node, "exact_match_of", MAP_OPTIONAL));
  read_nodes(map, framework, map_list(map, node, "children", MAP_OPTIONAL),
             (int)framework->nodes->len - 1);
}

static void read_nodes(const MapReader *map, Framework *framework, const YamlNode *list,
                       int parent) {
  for (guint i = 0; list != NULL && i < list->items->len; i++)
    read_node(map, framework, list->items->pdata[i], parent);
}

Framework *read_framework(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "id", "title", "source", "nodes", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "a framework", keys) || !read_format(&map, root, "pawl-framework/1"))
    return NULL;
  Framework *framework = framework_new();
  framework->id = g_strdup(map_word(&map, root, "id", MAP_REQUIRED));
  framework->title = map_prose(&map, root, "title", MAP_REQUIRED);
  framework->source = map_prose(&map, root, "source", MAP_OPTIONAL);
  read_nodes(&map, framework, map_list(&map, root, "nodes", MAP_REQUIRED), -1);
  return framework;
}

/* -- blueprint --------------------------------------------------------------------------------- */

static void read_area_weights(const MapReader *map, const Framework *framework,
                              const YamlNode *areas, BlueprintSection *section) {
  double sum = 0;
  if (areas == NULL) return;
  if (areas->kind != YAML_MAP) {
    map_fault(map, areas, "shape", "'areas' must be area codes with weights.");
    return;
  }
  for (guint i = 0; i < areas->keys->len; i++) {
    const YamlNode *key = areas->keys->pdata[i];
    const FrameworkNode *node =
        framework == NULL ? NULL : framework_find(framework, key->text, NULL);
    if (framework != NULL && (node == NULL || node->type != NODE_AREA))
      map_fault(map, key, "unknown-area", "'%s' is no area of the framework.", key->text);
    double weight = map_decimal(map, areas, key->text, 0, 100, 0);
    blueprint_add_area(section, key->text, weight);
    sum += weight;
  }
  if (sum < 99.5 || sum > 100.5)
    map_fault(map, areas, "weights", "The weights add up to %g; they must add up to 100.", sum);
}

/* A word of a fixed list at KEY into *OUT, by FROM; CHOICES says them for the message. */
#define READ_CHOICE(map, node, key, from, out, choices)                                            \
  do {                                                                                             \
    const char *word = map_word(map, node, key, MAP_OPTIONAL);                                     \
    if (word != NULL && !from(word, out))                                                          \
      map_fault(map, yaml_node_get(node, key), "value", "'%s' is not known here: use %s.", word,   \
                choices);                                                                          \
  } while (0)

static bool section_type(const char *name, bool *essay) {
  *essay = strcmp(name, "essay") == 0;
  return *essay || strcmp(name, "choice") == 0;
}

static void read_section_rules(const MapReader *map, const YamlNode *node,
                               const Blueprint *blueprint, BlueprintSection *section) {
  bool first = section == blueprint->sections->pdata[0];
  section->break_minutes = map_number(map, node, "break", 1, 1440, 0);
  section->pass = map_decimal(map, node, "pass", 1, 100, blueprint->target);
  section->weight = map_decimal(map, node, "weight", 0, 1000, section->items);
  READ_CHOICE(map, node, "navigation", blueprint_navigation_from_name, &section->navigation,
              "free or forward");
  READ_CHOICE(map, node, "opens", blueprint_opening_from_name, &section->opens, "next or passed");
  READ_CHOICE(map, node, "timing", blueprint_timing_from_name, &section->timing,
              "sitting or calendar");
  if (first && section->opens == OPENS_PASSED)
    map_fault(map, yaml_node_get(node, "opens"), "value",
              "The first section has none before it that could be passed.");
  if (first && section->break_minutes > 0)
    map_fault(map, yaml_node_get(node, "break"), "value",
              "A break stands before a section; the first has none.");
}

static void read_section(const MapReader *map, const Framework *framework, const YamlNode *node,
                         Blueprint *blueprint) {
  static const char *const keys[] = {"id",         "title",  "type",  "items",  "minutes",
                                     "break",      "pass",   "opens", "weight", "areas",
                                     "navigation", "timing", NULL};
  if (!map_check(map, node, "a section", keys)) return;
  BlueprintSection *section = blueprint_add(blueprint);
  section->id = g_strdup(map_word(map, node, "id", MAP_REQUIRED));
  section->title = map_prose(map, node, "title", MAP_REQUIRED);
  map_word(map, node, "type", MAP_REQUIRED);
  READ_CHOICE(map, node, "type", section_type, &section->essay, "choice or essay");
  if (yaml_node_get(node, "items") == NULL)
    map_fault(map, node, "missing", "'items' is missing here.");
  section->items = map_number(map, node, "items", 1, 1000, 1);
  section->minutes = map_number(map, node, "minutes", 1, 100000, 0);
  read_section_rules(map, node, blueprint, section);
  read_area_weights(map, framework, yaml_node_get(node, "areas"), section);
}

static bool pause_from_name(const char *name, bool *pause) {
  *pause = strcmp(name, "allowed") == 0;
  return *pause || strcmp(name, "none") == 0;
}

Blueprint *read_blueprint(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "id",       "title", "as_of",    "source", "target",
                                     "rule",   "feedback", "pause", "sections", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "a blueprint", keys) || !read_format(&map, root, "pawl-blueprint/1"))
    return NULL;
  Blueprint *blueprint = blueprint_new();
  blueprint->id = g_strdup(map_word(&map, root, "id", MAP_REQUIRED));
  blueprint->title = map_prose(&map, root, "title", MAP_REQUIRED);
  blueprint->as_of = map_date(&map, root, "as_of", MAP_REQUIRED);
  blueprint->source = map_prose(&map, root, "source", MAP_OPTIONAL);
  blueprint->target = map_decimal(&map, root, "target", 1, 100, 75);
  READ_CHOICE(&map, root, "rule", blueprint_rule_from_name, &blueprint->rule, "each or weighted");
  READ_CHOICE(&map, root, "feedback", blueprint_feedback_from_name, &blueprint->feedback,
              "end or section");
  READ_CHOICE(&map, root, "pause", pause_from_name, &blueprint->pause, "allowed or none");
  const YamlNode *sections = map_list(&map, root, "sections", MAP_REQUIRED);
  for (guint i = 0; sections != NULL && i < sections->items->len; i++)
    read_section(&map, reader->pack->framework, sections->items->pdata[i], blueprint);
  return blueprint;
}
