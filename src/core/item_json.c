/* item_json - the stored form of an item version. Its keys are those of the authoring format, so
 * that a row can be read by eye beside the file it came from.
 */
#include "core/item.h"
#include "core/json.h"

static json_t *options_to_json(const Item *item) {
  json_t *array = json_array();
  for (guint i = 0; i < item->options->len; i++) {
    const ItemOption *option = item->options->pdata[i];
    json_t *o = json_object();
    json_put_string(o, "id", option->id);
    json_put_string(o, "text", option->text);
    json_put_string(o, "why", option->why);
    json_put_string(o, "misconception", option->misconception);
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *prompts_to_json(const Item *item) {
  json_t *array = json_array();
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    json_t *o = json_object();
    json_put_string(o, "id", prompt->id);
    json_put_string(o, "text", prompt->text);
    json_put_string(o, "why", prompt->why);
    json_put_string(o, "key", prompt->key);
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *refs_to_json(const Item *item) {
  json_t *array = json_array();
  for (guint i = 0; i < item->refs->len; i++) {
    const ItemRef *ref = item->refs->pdata[i];
    json_t *o = json_object();
    json_put_string(o, "title", ref->title);
    json_put_string(o, "publisher", ref->publisher);
    json_put_string(o, "at", ref->at);
    json_put_string(o, "url", ref->url);
    json_put_string(o, "seen", ref->seen);
    json_array_append_new(array, o);
  }
  return array;
}

static json_t *essay_to_json(const ItemEssay *essay) {
  json_t *o = json_object(), *rubric = json_array();
  for (guint i = 0; i < essay->rubric->len; i++) {
    const ItemCriterion *criterion = essay->rubric->pdata[i];
    json_t *c = json_object();
    json_put_string(c, "id", criterion->id);
    json_put_string(c, "text", criterion->text);
    json_object_set_new(c, "weight", json_real(criterion->weight));
    json_object_set_new(c, "tags", json_from_strings(criterion->tags));
    json_object_set_new(c, "levels", json_from_strings(criterion->levels));
    json_array_append_new(rubric, c);
  }
  json_object_set_new(o, "minutes", json_integer(essay->minutes));
  json_object_set_new(o, "words_min", json_integer(essay->words_min));
  json_object_set_new(o, "words_max", json_integer(essay->words_max));
  json_object_set_new(o, "tasks", json_from_strings(essay->tasks));
  json_object_set_new(o, "rubric", rubric);
  if (essay->covers->len > 0) json_object_set_new(o, "covers", json_from_strings(essay->covers));
  json_put_string(o, "model", essay->model);
  json_put_string(o, "weak", essay->weak);
  return o;
}

char *item_to_json(const Item *item) {
  json_t *o = json_object();
  json_put_string(o, "id", item->id);
  json_put_string(o, "type", item_type_name(item->type));
  json_put_string(o, "status", item_status_name(item->status));
  json_put_string(o, "area", item->area);
  json_put_string(o, "objective", item->objective);
  json_put_string(o, "level", item_level_name(item->level));
  json_put_string(o, "difficulty", item_difficulty_name(item->difficulty));
  json_object_set_new(o, "per_option", json_boolean(item->credit == ITEM_CREDIT_PER_OPTION));
  json_object_set_new(o, "locked", json_boolean(item->locked));
  json_put_string(o, "review_by", item->review_by);
  json_put_string(o, "replaces", item->replaces);
  json_put_string(o, "set", item->set);
  json_put_string(o, "stimulus", item->stimulus);
  json_put_string(o, "stem", item->stem);
  json_object_set_new(o, "tags", json_from_strings(item->tags));
  json_object_set_new(o, "options", options_to_json(item));
  json_object_set_new(o, "prompts", prompts_to_json(item));
  json_object_set_new(o, "key", json_from_strings(item->key));
  json_object_set_new(o, "refs", refs_to_json(item));
  if (item->essay != NULL) json_object_set_new(o, "essay", essay_to_json(item->essay));
  char *text = json_to_text(o);
  json_decref(o);
  return text;
}

/* -- back -------------------------------------------------------------------------------------- */

static void options_from_json(const json_t *array, Item *item) {
  for (size_t i = 0; i < json_array_size(array); i++) {
    const json_t *o = json_array_get(array, i);
    ItemOption *option = g_new0(ItemOption, 1);
    option->id = json_dup_string(o, "id");
    option->text = json_dup_string(o, "text");
    option->why = json_dup_string(o, "why");
    option->misconception = json_dup_string(o, "misconception");
    g_ptr_array_add(item->options, option);
  }
}

static void prompts_from_json(const json_t *array, Item *item) {
  for (size_t i = 0; i < json_array_size(array); i++) {
    const json_t *o = json_array_get(array, i);
    ItemPrompt *prompt = g_new0(ItemPrompt, 1);
    prompt->id = json_dup_string(o, "id");
    prompt->text = json_dup_string(o, "text");
    prompt->why = json_dup_string(o, "why");
    prompt->key = json_dup_string(o, "key");
    g_ptr_array_add(item->prompts, prompt);
  }
}

static void refs_from_json(const json_t *array, Item *item) {
  for (size_t i = 0; i < json_array_size(array); i++) {
    const json_t *o = json_array_get(array, i);
    ItemRef *ref = g_new0(ItemRef, 1);
    ref->title = json_dup_string(o, "title");
    ref->publisher = json_dup_string(o, "publisher");
    ref->at = json_dup_string(o, "at");
    ref->url = json_dup_string(o, "url");
    ref->seen = json_dup_string(o, "seen");
    g_ptr_array_add(item->refs, ref);
  }
}

static ItemCriterion *criterion_from_json(const json_t *o) {
  ItemCriterion *criterion = g_new0(ItemCriterion, 1);
  criterion->id = json_dup_string(o, "id");
  criterion->text = json_dup_string(o, "text");
  criterion->weight = json_number_value(json_object_get(o, "weight"));
  criterion->tags = g_ptr_array_new_with_free_func(g_free);
  criterion->levels = g_ptr_array_new_with_free_func(g_free);
  json_to_strings(json_object_get(o, "tags"), criterion->tags);
  json_to_strings(json_object_get(o, "levels"), criterion->levels);
  return criterion;
}

static ItemEssay *essay_from_json(const json_t *o) {
  ItemEssay *essay = item_essay_new();
  essay->minutes = (int)json_integer_value(json_object_get(o, "minutes"));
  essay->words_min = (int)json_integer_value(json_object_get(o, "words_min"));
  essay->words_max = (int)json_integer_value(json_object_get(o, "words_max"));
  json_to_strings(json_object_get(o, "tasks"), essay->tasks);
  json_to_strings(json_object_get(o, "covers"), essay->covers);
  const json_t *rubric = json_object_get(o, "rubric");
  for (size_t i = 0; i < json_array_size(rubric); i++)
    g_ptr_array_add(essay->rubric, criterion_from_json(json_array_get(rubric, i)));
  essay->model = json_dup_string(o, "model");
  essay->weak = json_dup_string(o, "weak");
  return essay;
}

static bool words_from_json(const json_t *o, Item *item) {
  const char *type = json_string_value(json_object_get(o, "type"));
  const char *status = json_string_value(json_object_get(o, "status"));
  const char *level = json_string_value(json_object_get(o, "level"));
  const char *difficulty = json_string_value(json_object_get(o, "difficulty"));
  return type != NULL && status != NULL && level != NULL && difficulty != NULL &&
         item_type_from_name(type, &item->type) && item_status_from_name(status, &item->status) &&
         item_level_from_name(level, &item->level) &&
         item_difficulty_from_name(difficulty, &item->difficulty);
}

static bool is_whole(const Item *item) {
  if (item->id == NULL || item->area == NULL || item->stem == NULL) return false;
  if (item->options->len > ITEM_MAX_OPTIONS || item->prompts->len > ITEM_MAX_OPTIONS) return false;
  for (guint i = 0; i < item->options->len; i++) {
    const ItemOption *option = item->options->pdata[i];
    if (option->id == NULL || option->text == NULL) return false;
  }
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    if (prompt->id == NULL || prompt->text == NULL || prompt->key == NULL) return false;
  }
  return true;
}

Item *item_from_json(const char *text, GError **error) {
  json_t *o = json_from_text(text, error);
  if (o == NULL) return NULL;
  Item *item = item_new();
  bool words = words_from_json(o, item);
  item->id = json_dup_string(o, "id");
  item->area = json_dup_string(o, "area");
  item->objective = json_dup_string(o, "objective");
  item->review_by = json_dup_string(o, "review_by");
  item->replaces = json_dup_string(o, "replaces");
  item->set = json_dup_string(o, "set");
  item->stimulus = json_dup_string(o, "stimulus");
  item->stem = json_dup_string(o, "stem");
  item->locked = json_is_true(json_object_get(o, "locked"));
  item->credit =
      json_is_true(json_object_get(o, "per_option")) ? ITEM_CREDIT_PER_OPTION : ITEM_CREDIT_ALL;
  json_to_strings(json_object_get(o, "tags"), item->tags);
  json_to_strings(json_object_get(o, "key"), item->key);
  options_from_json(json_object_get(o, "options"), item);
  prompts_from_json(json_object_get(o, "prompts"), item);
  refs_from_json(json_object_get(o, "refs"), item);
  if (json_is_object(json_object_get(o, "essay")))
    item->essay = essay_from_json(json_object_get(o, "essay"));
  json_decref(o);
  if (words && is_whole(item)) return item;
  item_free(item);
  g_set_error(error, JSON_ERROR, 0, "A stored item is not in the form that pawl writes.");
  return NULL;
}
