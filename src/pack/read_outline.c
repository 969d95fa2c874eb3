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
    BlueprintArea *area = g_new0(BlueprintArea, 1);
    area->area = g_strdup(key->text);
    area->weight = map_decimal(map, areas, key->text, 0, 100, 0);
    sum += area->weight;
    g_ptr_array_add(section->areas, area);
  }
  if (sum < 99.5 || sum > 100.5)
    map_fault(map, areas, "weights", "The weights add up to %g; they must add up to 100.", sum);
}

static void read_section(const MapReader *map, const Framework *framework, const YamlNode *node,
                         Blueprint *blueprint) {
  static const char *const keys[] = {"id", "title", "type", "items", "minutes", "areas", NULL};
  if (!map_check(map, node, "a section", keys)) return;
  BlueprintSection *section = blueprint_add(blueprint);
  section->id = g_strdup(map_word(map, node, "id", MAP_REQUIRED));
  section->title = map_prose(map, node, "title", MAP_REQUIRED);
  const char *type = map_word(map, node, "type", MAP_REQUIRED);
  section->essay = g_strcmp0(type, "essay") == 0;
  if (type != NULL && !section->essay && strcmp(type, "choice") != 0)
    map_fault(map, yaml_node_get(node, "type"), "value", "'%s' is no type: use choice or essay.",
              type);
  if (yaml_node_get(node, "items") == NULL)
    map_fault(map, node, "missing", "'items' is missing here.");
  section->items = map_number(map, node, "items", 1, 1000, 1);
  section->minutes = map_number(map, node, "minutes", 1, 100000, 0);
  read_area_weights(map, framework, yaml_node_get(node, "areas"), section);
}

Blueprint *read_blueprint(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "id",     "title",    "as_of",
                                     "source", "target", "sections", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "a blueprint", keys) || !read_format(&map, root, "pawl-blueprint/1"))
    return NULL;
  Blueprint *blueprint = blueprint_new();
  blueprint->id = g_strdup(map_word(&map, root, "id", MAP_REQUIRED));
  blueprint->title = map_prose(&map, root, "title", MAP_REQUIRED);
  blueprint->as_of = map_date(&map, root, "as_of", MAP_REQUIRED);
  blueprint->source = map_prose(&map, root, "source", MAP_OPTIONAL);
  blueprint->target = map_decimal(&map, root, "target", 1, 100, 75);
  const YamlNode *sections = map_list(&map, root, "sections", MAP_REQUIRED);
  for (guint i = 0; sections != NULL && i < sections->items->len; i++)
    read_section(&map, reader->pack->framework, sections->items->pdata[i], blueprint);
  return blueprint;
}
