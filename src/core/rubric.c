/* rubric - see rubric.h. */
#include "core/rubric.h"
#include "core/json.h"
#include <stdlib.h>
#include <string.h>

#define KEY_BYTES    64 /* of a criterion */
#define LEVELS_BYTES 4096

static const ItemCriterion *criterion(const Item *item, int i) {
  return item->essay->rubric->pdata[i];
}

static bool is_oral(const Item *item) {
  return item->type == ITEM_ORAL;
}

RubricLevels rubric_levels(const Item *item) {
  guint n = 0;
  if (item->essay != NULL) n = is_oral(item) ? item->essay->covers->len : item->essay->rubric->len;
  return (RubricLevels){.n = (int)MIN(n, RUBRIC_MAX)};
}

bool rubric_whole(const Item *item, const RubricLevels *levels) {
  int low = is_oral(item) ? 0 : 1, high = is_oral(item) ? 1 : RUBRIC_LEVELS;
  if (levels->n != rubric_levels(item).n || levels->n == 0) return false;
  for (int i = 0; i < levels->n; i++)
    if (levels->level[i] < low || levels->level[i] > high) return false;
  return true;
}

double rubric_credit(const Item *item, const RubricLevels *levels) {
  double sum = 0, weights = 0, even = 0;
  for (int i = 0; i < levels->n; i++) {
    double weight = is_oral(item) ? 1 : criterion(item, i)->weight;
    double share =
        is_oral(item) ? levels->level[i] : (double)(levels->level[i] - 1) / (RUBRIC_LEVELS - 1);
    sum += weight * share;
    weights += weight;
    even += share;
  }
  if (weights > 0) return CLAMP(sum / weights, 0, 1);
  return levels->n == 0 ? 0 : CLAMP(even / levels->n, 0, 1); /* all weights 0: they count alike */
}

/* -- stored ------------------------------------------------------------------------------------ */

/* What place I is called in the stored form. */
static char *key_of(const Item *item, int i) {
  return is_oral(item) ? g_strdup_printf("%d", i) : g_strdup(criterion(item, i)->id);
}

char *rubric_to_json(const Item *item, const RubricLevels *levels) {
  json_t *object = json_object();
  for (int i = 0; i < levels->n; i++) {
    g_autofree char *key = key_of(item, i);
    json_object_set_new(object, key, json_integer(levels->level[i]));
  }
  char *text = json_to_text(object);
  json_decref(object);
  return text;
}

static bool fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);
static bool fail(GError **error, const char *format, ...) {
  va_list args;
  va_start(args, format);
  g_autofree char *what = g_strdup_vprintf(format, args);
  va_end(args);
  g_set_error_literal(error, JSON_ERROR, 0, what);
  return false;
}

bool rubric_from_json(const Item *item, const char *text, RubricLevels *out, GError **error) {
  json_t *object = json_from_text(text, error);
  if (object == NULL) return false;
  RubricLevels levels = rubric_levels(item);
  for (int i = 0; i < levels.n; i++) {
    g_autofree char *key = key_of(item, i);
    const json_t *level = json_object_get(object, key);
    levels.level[i] = json_is_integer(level) ? (int)CLAMP(json_integer_value(level), -1, 99) : -1;
  }
  json_decref(object);
  if (!rubric_whole(item, &levels))
    return fail(error, "These are no whole levels of %s.", item->id);
  *out = levels;
  return true;
}

bool rubric_is_levels(const char *text) {
  json_t *object = strlen(text) <= LEVELS_BYTES ? json_from_text(text, NULL) : NULL, *level = NULL;
  bool good = json_is_object(object) && json_object_size(object) <= RUBRIC_MAX;
  const char *key = NULL;
  json_object_foreach(object, key, level) good =
      good && json_is_integer(level) && json_integer_value(level) >= 0 &&
      json_integer_value(level) <= RUBRIC_LEVELS && strlen(key) <= KEY_BYTES;
  json_decref(object);
  return good;
}

/* -- as people write it ------------------------------------------------------------------------ */

char *rubric_format(const Item *item, const RubricLevels *levels) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < levels->n; i++) {
    const char *gap = out->len > 0 ? " " : "";
    if (!is_oral(item))
      g_string_append_printf(out, "%s%s:%d", gap, criterion(item, i)->id, levels->level[i]);
    else if (levels->level[i] > 0)
      g_string_append_printf(out, "%s%d", gap, i + 1);
  }
  return g_string_free(out, FALSE);
}

static bool tick(const char *word, RubricLevels *levels, GError **error) {
  gint64 number = 0;
  if (strcmp(word, "-") == 0) return true;
  if (!g_ascii_string_to_signed(word, 10, 1, levels->n, &number, NULL))
    return fail(error,
                "'%s' is no point of this prompt: write numbers from 1 to %d, or - for none.", word,
                levels->n);
  levels->level[number - 1] = 1;
  return true;
}

static bool give(const Item *item, const char *word, RubricLevels *levels, GError **error) {
  const char *colon = strrchr(word, ':');
  g_autofree char *id = g_strndup(word, colon == NULL ? strlen(word) : (gsize)(colon - word));
  gint64 level = 0;
  if (colon == NULL || !g_ascii_string_to_signed(colon + 1, 10, 1, RUBRIC_LEVELS, &level, NULL))
    return fail(error, "'%s' gives no level: write the criterion and a level from 1 to %d, %s:3.",
                word, RUBRIC_LEVELS, criterion(item, 0)->id);
  for (int i = 0; i < levels->n; i++) {
    if (strcmp(criterion(item, i)->id, id) != 0) continue;
    levels->level[i] = (int)level;
    return true;
  }
  return fail(error, "This rubric has no criterion '%s'.", id);
}

bool rubric_parse(const Item *item, const char *text, RubricLevels *out, GError **error) {
  RubricLevels levels = rubric_levels(item);
  g_auto(GStrv) words = g_strsplit_set(text, ", \t\n", -1);
  int given = 0;
  for (char **word = words; *word != NULL; word++) {
    if (**word == '\0') continue;
    bool good = is_oral(item) ? tick(*word, &levels, error) : give(item, *word, &levels, error);
    if (!good) return false;
    given++;
  }
  for (int i = 0; !is_oral(item) && i < levels.n; i++)
    if (levels.level[i] == 0)
      return fail(error, "The criterion '%s' has no level yet.", criterion(item, i)->id);
  if (given == 0) return fail(error, "Name the points that were covered, or - for none.");
  *out = levels;
  return true;
}
