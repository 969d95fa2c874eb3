/* map - see map.h. */
#include "pack/map.h"
#include "core/clock.h"
#include "core/text.h"
#include <math.h>
#include <string.h>

void map_fault(const MapReader *reader, const YamlNode *at, const char *rule, const char *format,
               ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *message = g_strdup_vprintf(format, args);
  va_end(args);
  diag_add(reader->list, DIAG_ERROR, rule, reader->file, at->line, at->column, reader->item, "%s",
           message);
}

/* Letters that differ, counted roughly: good enough to name the key that was meant. */
static int difference(const char *a, const char *b) {
  size_t la = strlen(a), lb = strlen(b), same_start = 0, same_end = 0;
  size_t shorter = MIN(la, lb);
  while (same_start < shorter && a[same_start] == b[same_start]) same_start++;
  while (same_end < shorter - same_start && a[la - 1 - same_end] == b[lb - 1 - same_end])
    same_end++;
  return (int)(MAX(la, lb) - same_start - same_end);
}

static const char *nearest(const char *key, const char *const *allowed) {
  const char *best = NULL;
  int best_difference = 3;
  for (; *allowed != NULL; allowed++) {
    int d = difference(key, *allowed);
    if (d >= best_difference) continue;
    best = *allowed;
    best_difference = d;
  }
  return best;
}

bool map_check(const MapReader *reader, const YamlNode *node, const char *what,
               const char *const *allowed) {
  if (node == NULL) return false;
  if (node->kind != YAML_MAP) {
    map_fault(reader, node, "shape", "%s must be written as keys with values.", what);
    return false;
  }
  for (guint i = 0; i < node->keys->len; i++) {
    const YamlNode *key = node->keys->pdata[i];
    if (g_strv_contains(allowed, key->text) || strcmp(key->text, "<<") == 0) continue;
    const char *near = nearest(key->text, allowed);
    if (near != NULL)
      map_fault(reader, key, "unknown-key", "'%s' is no key of %s. Did you mean '%s'?", key->text,
                what, near);
    else
      map_fault(reader, key, "unknown-key", "'%s' is no key of %s: take it out.", key->text, what);
  }
  return true;
}

/* The scalar at KEY, or NULL after saying what is wrong. */
static const YamlNode *scalar(const MapReader *reader, const YamlNode *map, const char *key,
                              MapNeed need) {
  const YamlNode *node = yaml_node_get(map, key);
  if (node == NULL) {
    if (need == MAP_REQUIRED && map != NULL)
      map_fault(reader, map, "missing", "'%s' is missing here.", key);
    return NULL;
  }
  if (node->kind != YAML_SCALAR) {
    map_fault(reader, node, "shape", "'%s' must be one value.", key);
    return NULL;
  }
  if (*node->text != '\0') return node;
  map_fault(reader, node, "missing", "'%s' is empty.", key);
  return NULL;
}

const char *map_word(const MapReader *reader, const YamlNode *map, const char *key, MapNeed need) {
  const YamlNode *node = scalar(reader, map, key, need);
  return node == NULL ? NULL : node->text;
}

char *map_prose_node(const MapReader *reader, const YamlNode *node, const char *what) {
  if (node->kind != YAML_SCALAR) {
    map_fault(reader, node, "shape", "'%s' must be one text.", what);
    return NULL;
  }
  if (node->plain)
    map_fault(reader, node, "plain-prose",
              "'%s' is prose: put it in quotes or a | block, or YAML may cut it in silence.", what);
  char *text = text_paragraphs(node->text);
  g_strstrip(text);
  if (*text != '\0') return text;
  g_free(text);
  map_fault(reader, node, "missing", "'%s' is empty.", what);
  return NULL;
}

char *map_prose(const MapReader *reader, const YamlNode *map, const char *key, MapNeed need) {
  const YamlNode *node = scalar(reader, map, key, need);
  return node == NULL ? NULL : map_prose_node(reader, node, key);
}

int map_number(const MapReader *reader, const YamlNode *map, const char *key, int low, int high,
               int instead) {
  const YamlNode *node = scalar(reader, map, key, MAP_OPTIONAL);
  gint64 value = instead;
  if (node != NULL && !g_ascii_string_to_signed(node->text, 10, low, high, &value, NULL))
    map_fault(reader, node, "value", "'%s' must be a whole number from %d to %d.", key, low, high);
  return (int)value;
}

double map_decimal(const MapReader *reader, const YamlNode *map, const char *key, double low,
                   double high, double instead) {
  const YamlNode *node = scalar(reader, map, key, MAP_OPTIONAL);
  if (node == NULL) return instead;
  char *end = NULL;
  double value = g_ascii_strtod(node->text, &end);
  if (*end == '\0' && isfinite(value) && value >= low && value <= high) return value;
  map_fault(reader, node, "value", "'%s' must be a number from %g to %g.", key, low, high);
  return instead;
}

char *map_date(const MapReader *reader, const YamlNode *map, const char *key, MapNeed need) {
  const YamlNode *node = scalar(reader, map, key, need);
  int day = 0;
  if (node == NULL) return NULL;
  if (clock_parse_date(node->text, &day)) return g_strdup(node->text);
  map_fault(reader, node, "value", "'%s' must be a date such as 2026-10-14.", key);
  return NULL;
}

const YamlNode *map_list(const MapReader *reader, const YamlNode *map, const char *key,
                         MapNeed need) {
  const YamlNode *node = yaml_node_get(map, key);
  if (node == NULL) {
    if (need == MAP_REQUIRED && map != NULL)
      map_fault(reader, map, "missing", "'%s' is missing here.", key);
    return NULL;
  }
  if (node->kind == YAML_LIST && (node->items->len > 0 || need == MAP_OPTIONAL)) return node;
  map_fault(reader, node, "shape", "'%s' must be a list with at least one entry.", key);
  return NULL;
}

bool map_is_code(const char *text) {
  if (!g_ascii_islower(*text) && !g_ascii_isdigit(*text)) return false;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_islower(*p) && !g_ascii_isdigit(*p) && *p != '.' && *p != '-') return false;
  return strlen(text) <= 64;
}
