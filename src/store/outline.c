/* outline - frameworks, their areas and nodes, and which pack has the say over one.
 *
 * Several packs may use one outline. The oldest of them that is still there sets its texts and weights;
 * the others only add what it does not have, so that no pack can rename or unlist another's areas.
 */
#include "store/store_private.h"

typedef struct {
  Store *store;
  int64_t id;
  const Framework *framework;
  bool owner;
} Outline;

static bool put_area(const Outline *o, int place, GError **error) {
  const FrameworkNode *area = o->framework->nodes->pdata[place];
  const FrameworkNode *category = framework_ancestor(o->framework, area, NODE_CATEGORY);
  if (category == NULL) category = area;
  return sql_run(o->store, o->owner ? SQL_AREA_PUT : SQL_AREA_ADD,
                 SQL_ARGS(SQL_INT(o->id), SQL_INT(place), SQL_TEXT(area->code),
                          SQL_TEXT(area->text), SQL_REAL(area->weight), SQL_TEXT(category->code),
                          SQL_TEXT(category->text), SQL_REAL(category->weight)),
                 error);
}

static bool put_nodes(const Outline *o, GError **error) {
  for (guint i = 0; i < o->framework->nodes->len; i++) {
    const FrameworkNode *node = o->framework->nodes->pdata[i];
    if (!sql_run(o->store, o->owner ? SQL_NODE_PUT : SQL_NODE_ADD,
                 SQL_ARGS(SQL_INT(o->id), SQL_TEXT(node->code),
                          SQL_TEXT(framework_type_name(node->type)), SQL_TEXT(node->text)),
                 error))
      return false;
    if (node->type == NODE_AREA && !put_area(o, (int)i, error)) return false;
  }
  return true;
}

static char *owner_of(Store *store, const char *uuid, const Framework *framework) {
  return sql_find_text(store, SQL_FRAMEWORK_OWNER,
                       SQL_ARGS(SQL_TEXT(framework->id), SQL_TEXT(uuid)), NULL);
}

bool outline_put(Store *store, const char *uuid, const Framework *framework, int64_t *id,
                 GError **error) {
  g_autofree char *owner = owner_of(store, uuid, framework);
  g_autofree char *body = framework_to_json(framework);
  Outline outline = {store, 0, framework, owner == NULL};
  const SqlName name = owner == NULL ? SQL_FRAMEWORK_PUT : SQL_FRAMEWORK_ID;
  const SqlValue values[] = {SQL_TEXT(framework->id), SQL_TEXT(body)};
  if (sql_find_int(store, name, values, owner == NULL ? 2 : 1, &outline.id, error) <= 0)
    return false;
  *id = outline.id;
  return (owner != NULL || sql_run(store, SQL_AREA_UNLIST, SQL_ARGS(SQL_INT(outline.id)), error)) &&
         put_nodes(&outline, error);
}

static bool area_fits(Store *store, const char *uuid, const Framework *framework,
                      const FrameworkNode *area, const char *owner, GError **error) {
  int64_t id = 0;
  g_autofree char *other =
      sql_find_text(store, SQL_AREA_OWNER,
                    SQL_ARGS(SQL_TEXT(area->code), SQL_TEXT(uuid), SQL_TEXT(framework->id)), NULL);
  if (other != NULL) {
    store_misuse(
        error,
        "The outline '%s' has an area '%s', which belongs to the outline of the pack '%s'. "
        "Two outlines cannot share an area: give it another code.",
        framework->id, area->code, other);
    return false;
  }
  if (owner != NULL &&
      sql_find_int(store, SQL_AREA_IN, SQL_ARGS(SQL_TEXT(area->code), SQL_TEXT(framework->id)), &id,
                   NULL) == 0) {
    store_misuse(
        error,
        "The outline '%s' is the one of the pack '%s', but there it has no area '%s'. Give "
        "the outline an id of its own.",
        framework->id, owner, area->code);
    return false;
  }
  return true;
}

bool store_framework_fits(Store *store, const char *uuid, const Framework *framework,
                          GError **error) {
  g_autofree char *owner = owner_of(store, uuid, framework);
  for (guint i = 0; i < framework->nodes->len; i++) {
    const FrameworkNode *node = framework->nodes->pdata[i];
    if (node->type == NODE_AREA && !area_fits(store, uuid, framework, node, owner, error))
      return false;
  }
  return true;
}
