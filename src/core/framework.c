/* framework - see framework.h. */
#include "core/framework.h"
#include "core/json.h"
#include "core/names.h"

NAMES_DEFINE(framework_type, FrameworkNodeType, "category", "area", "objective", "tag")

static void node_free(gpointer data) {
  FrameworkNode *node = data;
  g_free(node->code);
  g_free(node->text);
  g_free(node->uuid);
  g_free(node->replaced_by);
  g_free(node->exact_match_of);
  g_free(node);
}

Framework *framework_new(void) {
  Framework *framework = g_new0(Framework, 1);
  framework->nodes = g_ptr_array_new_with_free_func(node_free);
  return framework;
}

void framework_free(Framework *framework) {
  if (framework == NULL) return;
  g_free(framework->id);
  g_free(framework->title);
  g_free(framework->source);
  g_ptr_array_unref(framework->nodes);
  g_free(framework);
}

FrameworkNode *framework_add(Framework *framework, FrameworkNodeType type, const char *code,
                             const char *text, double weight, int parent) {
  FrameworkNode *node = g_new0(FrameworkNode, 1);
  *node = (FrameworkNode){.type = type, .weight = weight, .parent = parent};
  node->code = g_strdup(code);
  node->text = g_strdup(text);
  g_ptr_array_add(framework->nodes, node);
  return node;
}

const FrameworkNode *framework_find(const Framework *framework, const char *code, int *index) {
  for (guint i = 0; i < framework->nodes->len; i++) {
    const FrameworkNode *node = framework->nodes->pdata[i];
    if (g_strcmp0(node->code, code) != 0) continue;
    if (index != NULL) *index = (int)i;
    return node;
  }
  return NULL;
}

const FrameworkNode *framework_ancestor(const Framework *framework, const FrameworkNode *node,
                                        FrameworkNodeType type) {
  while (node != NULL && node->type != type)
    node = node->parent < 0 ? NULL : framework->nodes->pdata[node->parent];
  return node;
}

char *framework_to_json(const Framework *framework) {
  json_t *o = json_object(), *nodes = json_array();
  for (guint i = 0; i < framework->nodes->len; i++) {
    const FrameworkNode *node = framework->nodes->pdata[i];
    json_t *n = json_object();
    json_put_string(n, "code", node->code);
    json_put_string(n, "type", framework_type_name(node->type));
    json_put_string(n, "text", node->text);
    json_put_string(n, "id", node->uuid);
    json_put_string(n, "replaced_by", node->replaced_by);
    json_put_string(n, "exact_match_of", node->exact_match_of);
    json_object_set_new(n, "weight", json_real(node->weight));
    json_object_set_new(n, "parent", json_integer(node->parent));
    json_array_append_new(nodes, n);
  }
  json_put_string(o, "id", framework->id);
  json_put_string(o, "title", framework->title);
  json_put_string(o, "source", framework->source);
  json_object_set_new(o, "nodes", nodes);
  char *text = json_to_text(o);
  json_decref(o);
  return text;
}

static bool node_from_json(Framework *framework, const json_t *n) {
  const char *name = json_string_value(json_object_get(n, "type"));
  const char *code = json_string_value(json_object_get(n, "code"));
  const char *text = json_string_value(json_object_get(n, "text"));
  int parent = (int)json_integer_value(json_object_get(n, "parent"));
  FrameworkNodeType type;
  if (name == NULL || code == NULL || text == NULL || !framework_type_from_name(name, &type))
    return false;
  if (parent < -1 || parent >= (int)framework->nodes->len) return false;
  FrameworkNode *node = framework_add(framework, type, code, text,
                                      json_number_value(json_object_get(n, "weight")), parent);
  node->uuid = json_dup_string(n, "id");
  node->replaced_by = json_dup_string(n, "replaced_by");
  node->exact_match_of = json_dup_string(n, "exact_match_of");
  return true;
}

Framework *framework_from_json(const char *text, GError **error) {
  json_t *o = json_from_text(text, error);
  if (o == NULL) return NULL;
  Framework *framework = framework_new();
  framework->id = json_dup_string(o, "id");
  framework->title = json_dup_string(o, "title");
  framework->source = json_dup_string(o, "source");
  const json_t *nodes = json_object_get(o, "nodes");
  bool good = framework->id != NULL && framework->title != NULL;
  for (size_t i = 0; good && i < json_array_size(nodes); i++)
    good = node_from_json(framework, json_array_get(nodes, i));
  json_decref(o);
  if (good) return framework;
  framework_free(framework);
  g_set_error(error, JSON_ERROR, 0, "A stored framework is not in the form that pawl writes.");
  return NULL;
}
