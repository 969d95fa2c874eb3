/* framework - the outline that items are tagged to: categories, areas with weights, objectives,
 * cross-tags. Data from a pack, never code. Blueprints of exams over it: core/blueprint.h.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { NODE_CATEGORY, NODE_AREA, NODE_OBJECTIVE, NODE_TAG } FrameworkNodeType;

typedef struct {
  char *code; /* "lead.vision.1" */
  FrameworkNodeType type;
  char *text;
  double weight;                             /* percent; 0 where none */
  char *uuid, *replaced_by, *exact_match_of; /* or NULL */
  int parent;                                /* index into nodes, -1 at the top */
} FrameworkNode;

typedef struct {
  char *id, *title, *source; /* source may be NULL */
  GPtrArray *nodes;          /* of FrameworkNode*, parents before children, in file order */
} Framework;

Framework *framework_new(void);
void framework_free(Framework *framework);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Framework, framework_free)
FrameworkNode *framework_add(Framework *framework, FrameworkNodeType type, const char *code,
                             const char *text, double weight, int parent);
/* The node with CODE, or NULL. *INDEX (may be NULL) gets its place. */
const FrameworkNode *framework_find(const Framework *framework, const char *code, int *index);
/* The ancestor of NODE (or itself) of TYPE, or NULL. */
const FrameworkNode *framework_ancestor(const Framework *framework, const FrameworkNode *node,
                                        FrameworkNodeType type);
const char *framework_type_name(FrameworkNodeType type);
bool framework_type_from_name(const char *name, FrameworkNodeType *out);
char *framework_to_json(const Framework *framework);
Framework *framework_from_json(const char *text, GError **error);
