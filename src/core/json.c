/* json - see json.h. */
#include "core/json.h"
#include "core/clock.h"
#include "core/text.h"
#include <math.h>
#include <stdlib.h>

G_DEFINE_QUARK(pawl_json_error, json_error)

void json_put_string(json_t *object, const char *key, const char *text) {
  if (text != NULL) json_object_set_new(object, key, json_string(text));
}

json_t *json_number(double value) {
  return isfinite(value) ? json_real(value) : json_null();
}

json_t *json_day(int day) {
  g_autofree char *date = day == 0 ? NULL : clock_format_date(day);
  return date == NULL ? json_null() : json_string(date);
}

char *json_dup_string(const json_t *object, const char *key) {
  return g_strdup(json_string_value(json_object_get(object, key)));
}

json_t *json_word(const char *text) {
  json_t *word = json_string(text);
  if (word != NULL) return word;
  g_autofree char *clean = text_clean(text, -1);
  return json_string(clean);
}

json_t *json_from_strings(const GPtrArray *list) {
  json_t *array = json_array();
  for (guint i = 0; list != NULL && i < list->len; i++)
    json_array_append_new(array, json_word(list->pdata[i]));
  return array;
}

void json_to_strings(const json_t *array, GPtrArray *out) {
  for (size_t i = 0; i < json_array_size(array); i++) {
    const char *text = json_string_value(json_array_get(array, i));
    if (text != NULL) g_ptr_array_add(out, g_strdup(text));
  }
}

char *json_to_text(const json_t *value) {
  char *raw = json_dumps(value, JSON_COMPACT | JSON_SORT_KEYS | JSON_ENCODE_ANY);
  char *text = g_strdup(raw == NULL ? "null" : raw);
  free(raw);
  return text;
}

json_t *json_from_text(const char *text, GError **error) {
  json_error_t where;
  json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &where);
  if (value == NULL)
    g_set_error(error, JSON_ERROR, 0, "Not JSON at line %d, column %d: %s.", where.line,
                where.column, where.text);
  return value;
}
