/* yaml - a strict YAML profile (doc/pack-format.md) read with libyaml's event interface into a tree
 * whose every node knows its place. Everything outside the profile becomes a finding.
 *
 * Each refusal is a DIAG_ERROR with file:line:column. After a syntax error inside a list of items
 * the reader goes on at the next item of the same indentation, so one slip hides nothing else.
 */
#pragma once
#include "core/diag.h"
#include <stddef.h>

#define YAML_MAX_DEPTH  16
#define YAML_MAX_SCALAR (64 * 1024)
#define YAML_MAX_FILE   (8 * 1024 * 1024)

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct YamlNode YamlNode;
struct YamlNode {
  YamlKind kind;
  char *text;       /* scalar, NFC */
  bool plain;       /* scalar written without quotes or block */
  GPtrArray *items; /* list: YamlNode*; map: values, parallel to keys */
  GPtrArray *keys;  /* map: YamlNode* scalars */
  int line, column; /* from 1 */
};

/* Reads SIZE bytes of FILE. Returns the root, or NULL where nothing could be kept; check LIST for
 * errors either way. */
YamlNode *yaml_node_parse(const char *file, const char *bytes, size_t size, DiagList *list);
void yaml_node_free(YamlNode *node);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlNode, yaml_node_free)
/* The value of KEY in a map, or NULL. */
const YamlNode *yaml_node_get(const YamlNode *map, const char *key);
