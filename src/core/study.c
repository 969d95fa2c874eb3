/* study - see study.h. */
#include "core/study.h"
#include "core/json.h"

StudySource *study_source_new(const char *objective) {
  StudySource *source = g_new0(StudySource, 1);
  source->objective = g_strdup(objective);
  source->ref = g_new0(ItemRef, 1);
  return source;
}

void study_source_free(StudySource *source) {
  if (source == NULL) return;
  g_free(source->objective);
  g_free(source->why);
  item_ref_free(source->ref);
  g_free(source);
}

char *study_to_json(const GPtrArray *sources) {
  json_t *array = json_array();
  for (guint i = 0; i < sources->len; i++) {
    const StudySource *source = sources->pdata[i];
    json_t *o = json_object();
    json_put_string(o, "objective", source->objective);
    json_put_string(o, "why", source->why);
    json_put_string(o, "title", source->ref->title);
    json_put_string(o, "publisher", source->ref->publisher);
    json_put_string(o, "at", source->ref->at);
    json_put_string(o, "url", source->ref->url);
    json_put_string(o, "seen", source->ref->seen);
    json_array_append_new(array, o);
  }
  char *text = json_to_text(array);
  json_decref(array);
  return text;
}

static StudySource *source_from_json(const json_t *o) {
  StudySource *source = study_source_new(json_string_value(json_object_get(o, "objective")));
  source->why = json_dup_string(o, "why");
  *source->ref = (ItemRef){.title = json_dup_string(o, "title"),
                           .publisher = json_dup_string(o, "publisher"),
                           .at = json_dup_string(o, "at"),
                           .url = json_dup_string(o, "url"),
                           .seen = json_dup_string(o, "seen")};
  return source;
}

bool study_from_json(const char *text, GPtrArray *sources, GError **error) {
  json_t *array = json_from_text(text, error);
  bool good = array != NULL;
  for (size_t i = 0; good && i < json_array_size(array); i++) {
    g_autoptr(StudySource) source = source_from_json(json_array_get(array, i));
    good = source->objective != NULL && source->ref->title != NULL;
    if (good) g_ptr_array_add(sources, g_steal_pointer(&source));
  }
  if (array != NULL && !good)
    g_set_error(error, JSON_ERROR, 0, "Stored sources are not in the form that pawl writes.");
  json_decref(array);
  return good;
}
