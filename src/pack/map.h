/* map - reads values out of YAML maps under rules, adding a finding with its place for every fault.
 * Private to pack. All functions accept a NULL or wrongly shaped MAP and then only say so once.
 */
#pragma once
#include "core/diag.h"
#include "pack/yaml.h"
#include <stdbool.h>

typedef struct {
  const char *file;
  const char *item; /* id of the item being read, or NULL */
  DiagList *list;
} MapReader;

typedef enum { MAP_OPTIONAL, MAP_REQUIRED } MapNeed;

void map_fault(const MapReader *reader, const YamlNode *at, const char *rule, const char *format,
               ...) G_GNUC_PRINTF(4, 5);
/* False, with a finding, where NODE is no map. Keys not in ALLOWED (NULL-terminated) are refused,
 * with the nearest one named. */
bool map_check(const MapReader *reader, const YamlNode *node, const char *what,
               const char *const *allowed);
/* A scalar's text, lent, or NULL. */
const char *map_word(const MapReader *reader, const YamlNode *map, const char *key, MapNeed need);
/* Prose: quoted or a block; paragraphs joined. Newly allocated, or NULL. */
char *map_prose(const MapReader *reader, const YamlNode *map, const char *key, MapNeed need);
/* The same for a scalar node that stands in a list. */
char *map_prose_node(const MapReader *reader, const YamlNode *node, const char *what);
/* A whole number LOW..HIGH, or INSTEAD. */
int map_number(const MapReader *reader, const YamlNode *map, const char *key, int low, int high,
               int instead);
double map_decimal(const MapReader *reader, const YamlNode *map, const char *key, double low,
                   double high, double instead);
/* A date as YYYY-MM-DD, newly allocated, or NULL. */
char *map_date(const MapReader *reader, const YamlNode *map, const char *key, MapNeed need);
/* The list at KEY, or NULL (with a finding where it is needed or of another shape). */
const YamlNode *map_list(const MapReader *reader, const YamlNode *map, const char *key,
                         MapNeed need);
/* True where TEXT is made of a-z, 0-9, dots and hyphens, starting with a letter or digit. */
bool map_is_code(const char *text);
