/* blueprint - see blueprint.h. */
#include "core/blueprint.h"
#include "core/json.h"
#include "core/names.h"

NAMES_DEFINE(blueprint_navigation, BlueprintNavigation, "free", "forward")
NAMES_DEFINE(blueprint_opening, BlueprintOpening, "next", "passed")
NAMES_DEFINE(blueprint_timing, BlueprintTiming, "sitting", "calendar")
NAMES_DEFINE(blueprint_rule, BlueprintRule, "each", "weighted")
NAMES_DEFINE(blueprint_feedback, BlueprintFeedback, "end", "section")

static void area_free(gpointer data) {
  BlueprintArea *area = data;
  g_free(area->area);
  g_free(area);
}

static void section_free(gpointer data) {
  BlueprintSection *section = data;
  g_free(section->id);
  g_free(section->title);
  g_clear_pointer(&section->areas, g_ptr_array_unref);
  g_free(section);
}

Blueprint *blueprint_new(void) {
  Blueprint *blueprint = g_new0(Blueprint, 1);
  blueprint->target = 75;
  blueprint->sections = g_ptr_array_new_with_free_func(section_free);
  return blueprint;
}

BlueprintSection *blueprint_add(Blueprint *blueprint) {
  BlueprintSection *section = g_new0(BlueprintSection, 1);
  section->areas = g_ptr_array_new_with_free_func(area_free);
  g_ptr_array_add(blueprint->sections, section);
  return section;
}

void blueprint_add_area(BlueprintSection *section, const char *code, double weight) {
  BlueprintArea *area = g_new0(BlueprintArea, 1);
  area->area = g_strdup(code);
  area->weight = weight;
  g_ptr_array_add(section->areas, area);
}

void blueprint_free(Blueprint *blueprint) {
  if (blueprint == NULL) return;
  char *strings[] = {blueprint->id, blueprint->title, blueprint->as_of, blueprint->source};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  g_ptr_array_unref(blueprint->sections);
  g_free(blueprint);
}

/* -- JSON -------------------------------------------------------------------------------------- */

static json_t *section_to_json(const BlueprintSection *section) {
  json_t *o = json_object(), *areas = json_array();
  json_put_string(o, "id", section->id);
  json_put_string(o, "title", section->title);
  json_object_set_new(o, "essay", json_boolean(section->essay));
  json_object_set_new(o, "items", json_integer(section->items));
  json_object_set_new(o, "minutes", json_integer(section->minutes));
  json_object_set_new(o, "break", json_integer(section->break_minutes));
  json_object_set_new(o, "pass", json_real(section->pass));
  json_object_set_new(o, "weight", json_real(section->weight));
  json_put_string(o, "navigation", blueprint_navigation_name(section->navigation));
  json_put_string(o, "opens", blueprint_opening_name(section->opens));
  json_put_string(o, "timing", blueprint_timing_name(section->timing));
  for (guint i = 0; i < section->areas->len; i++) {
    const BlueprintArea *area = section->areas->pdata[i];
    json_array_append_new(areas,
                          json_pack("{s:s,s:f}", "area", area->area, "weight", area->weight));
  }
  json_object_set_new(o, "areas", areas);
  return o;
}

char *blueprint_to_json(const Blueprint *blueprint) {
  json_t *o = json_object(), *sections = json_array();
  json_put_string(o, "id", blueprint->id);
  json_put_string(o, "title", blueprint->title);
  json_put_string(o, "as_of", blueprint->as_of);
  json_put_string(o, "source", blueprint->source);
  json_object_set_new(o, "target", json_real(blueprint->target));
  json_put_string(o, "rule", blueprint_rule_name(blueprint->rule));
  json_put_string(o, "feedback", blueprint_feedback_name(blueprint->feedback));
  json_object_set_new(o, "pause", json_boolean(blueprint->pause));
  for (guint i = 0; i < blueprint->sections->len; i++)
    json_array_append_new(sections, section_to_json(blueprint->sections->pdata[i]));
  json_object_set_new(o, "sections", sections);
  char *text = json_to_text(o);
  json_decref(o);
  return text;
}

static const char *word(const json_t *o, const char *key) {
  const char *text = json_string_value(json_object_get(o, key));
  return text == NULL ? "" : text;
}

static bool section_from_json(const json_t *o, Blueprint *blueprint) {
  BlueprintSection *section = blueprint_add(blueprint);
  const json_t *areas = json_object_get(o, "areas");
  section->id = json_dup_string(o, "id");
  section->title = json_dup_string(o, "title");
  section->essay = json_is_true(json_object_get(o, "essay"));
  section->items = (int)json_integer_value(json_object_get(o, "items"));
  section->minutes = (int)json_integer_value(json_object_get(o, "minutes"));
  section->break_minutes = (int)json_integer_value(json_object_get(o, "break"));
  section->pass = json_number_value(json_object_get(o, "pass"));
  section->weight = json_number_value(json_object_get(o, "weight"));
  for (size_t i = 0; i < json_array_size(areas); i++) {
    const json_t *area = json_array_get(areas, i);
    blueprint_add_area(section, word(area, "area"),
                       json_number_value(json_object_get(area, "weight")));
  }
  return section->id != NULL && section->items > 0 &&
         blueprint_navigation_from_name(word(o, "navigation"), &section->navigation) &&
         blueprint_opening_from_name(word(o, "opens"), &section->opens) &&
         blueprint_timing_from_name(word(o, "timing"), &section->timing);
}

Blueprint *blueprint_from_json(const char *text, GError **error) {
  json_t *o = json_from_text(text, error);
  if (o == NULL) return NULL;
  g_autoptr(Blueprint) blueprint = blueprint_new();
  const json_t *sections = json_object_get(o, "sections");
  blueprint->id = json_dup_string(o, "id");
  blueprint->title = json_dup_string(o, "title");
  blueprint->as_of = json_dup_string(o, "as_of");
  blueprint->source = json_dup_string(o, "source");
  blueprint->target = json_number_value(json_object_get(o, "target"));
  blueprint->pause = json_is_true(json_object_get(o, "pause"));
  bool good = blueprint->id != NULL && blueprint->title != NULL && json_array_size(sections) > 0 &&
              blueprint_rule_from_name(word(o, "rule"), &blueprint->rule) &&
              blueprint_feedback_from_name(word(o, "feedback"), &blueprint->feedback);
  for (size_t i = 0; good && i < json_array_size(sections); i++)
    good = section_from_json(json_array_get(sections, i), blueprint);
  json_decref(o);
  if (good) return g_steal_pointer(&blueprint);
  g_set_error(error, JSON_ERROR, 0, "A stored blueprint is not in the form that pawl writes.");
  return NULL;
}
