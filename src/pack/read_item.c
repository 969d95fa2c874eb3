/* read_item - items and sets out of an item file, each fault at its place. */
#include "pack/read_private.h"
#include <string.h>

typedef struct {
  MapReader map;
  const Framework *framework; /* NULL where it could not be read: then tags go unchecked */
  const YamlNode *node;
  Item *item;
} ItemReader;

/* -- words and tags ---------------------------------------------------------------------------- */

static void read_words(ItemReader *r) {
  const char *type = map_word(&r->map, r->node, "type", MAP_REQUIRED);
  const char *status = map_word(&r->map, r->node, "status", MAP_OPTIONAL);
  const char *level = map_word(&r->map, r->node, "level", MAP_REQUIRED);
  const char *difficulty = map_word(&r->map, r->node, "difficulty", MAP_REQUIRED);
  if (type != NULL && !item_type_from_name(type, &r->item->type))
    map_fault(&r->map, yaml_node_get(r->node, "type"), "value",
              "'%s' is no type: use single, multiple, order, match, essay or oral.", type);
  if (status != NULL && !item_status_from_name(status, &r->item->status))
    map_fault(&r->map, yaml_node_get(r->node, "status"), "value",
              "'%s' is no status: use draft, active or retired.", status);
  if (level != NULL && !item_level_from_name(level, &r->item->level))
    map_fault(&r->map, yaml_node_get(r->node, "level"), "value",
              "'%s' is no level: use remember, understand, apply, analyze, evaluate or create.",
              level);
  if (difficulty != NULL && !item_difficulty_from_name(difficulty, &r->item->difficulty))
    map_fault(&r->map, yaml_node_get(r->node, "difficulty"), "value",
              "'%s' is no difficulty: use easy, medium or hard.", difficulty);
}

static void check_node(const ItemReader *r, const YamlNode *at, const char *code,
                       FrameworkNodeType type, const char *under) {
  if (r->framework == NULL || code == NULL) return;
  const FrameworkNode *node = framework_find(r->framework, code, NULL);
  const char *name = framework_type_name(type);
  if (node == NULL || node->type != type) {
    map_fault(&r->map, at, type == NODE_TAG ? "unknown-tag" : "unknown-area",
              "'%s' is no %s of the framework: mend it, or add it there.", code, name);
    return;
  }
  const FrameworkNode *area = framework_ancestor(r->framework, node, NODE_AREA);
  if (under != NULL && area != NULL && strcmp(area->code, under) != 0)
    map_fault(&r->map, at, "objective", "The objective '%s' belongs to %s, not to %s.", code,
              area->code, under);
}

static void read_tags(ItemReader *r) {
  Item *item = r->item;
  item->area = g_strdup(map_word(&r->map, r->node, "area", MAP_REQUIRED));
  item->objective = g_strdup(map_word(&r->map, r->node, "objective", MAP_REQUIRED));
  check_node(r, yaml_node_get(r->node, "area"), item->area, NODE_AREA, NULL);
  check_node(r, yaml_node_get(r->node, "objective"), item->objective, NODE_OBJECTIVE, item->area);
  const YamlNode *tags = map_list(&r->map, r->node, "tags", MAP_OPTIONAL);
  for (guint i = 0; tags != NULL && i < tags->items->len; i++) {
    const YamlNode *tag = tags->items->pdata[i];
    if (tag->kind != YAML_SCALAR) continue;
    check_node(r, tag, tag->text, NODE_TAG, NULL);
    g_ptr_array_add(item->tags, g_strdup(tag->text));
  }
}

/* -- options and keys -------------------------------------------------------------------------- */

static bool is_option_id(const char *id) {
  return map_is_code(id) && strlen(id) <= 12;
}

static void read_option(ItemReader *r, const YamlNode *node) {
  static const char *const keys[] = {"id", "text", "why", "misconception", NULL};
  if (!map_check(&r->map, node, "an option", keys)) return;
  const char *id = map_word(&r->map, node, "id", MAP_REQUIRED);
  MapNeed why = r->item->type == ITEM_MATCH ? MAP_OPTIONAL : MAP_REQUIRED;
  ItemOption *option = g_new0(ItemOption, 1);
  option->id = g_strdup(id == NULL ? "" : id);
  option->text = map_prose(&r->map, node, "text", MAP_REQUIRED);
  option->why = map_prose(&r->map, node, "why", why);
  option->misconception = map_prose(&r->map, node, "misconception", MAP_OPTIONAL);
  if (option->text == NULL) option->text = g_strdup("");
  if (id != NULL && !is_option_id(id))
    map_fault(&r->map, yaml_node_get(node, "id"), "value", "'%s' is no option id: use a letter.",
              id);
  if (id != NULL && item_option_index(r->item, id) >= 0)
    map_fault(&r->map, yaml_node_get(node, "id"), "duplicate-id",
              "The option '%s' stands here twice.", id);
  g_ptr_array_add(r->item->options, option);
}

static void read_options(ItemReader *r) {
  const YamlNode *list = map_list(&r->map, r->node, "options", MAP_REQUIRED);
  if (list == NULL) return;
  for (guint i = 0; i < list->items->len && i < ITEM_MAX_OPTIONS; i++)
    read_option(r, list->items->pdata[i]);
  if (list->items->len < 2)
    map_fault(&r->map, list, "options", "An item needs at least two options.");
  if (list->items->len > ITEM_MAX_OPTIONS)
    map_fault(&r->map, list, "options", "An item has at most %d options.", ITEM_MAX_OPTIONS);
}

static void add_key(ItemReader *r, const YamlNode *node) {
  if (node->kind != YAML_SCALAR) return;
  if (item_option_index(r->item, node->text) < 0)
    map_fault(&r->map, node, "key", "The key '%s' names no option of this item.", node->text);
  else if (item_is_key(r->item, node->text))
    map_fault(&r->map, node, "key", "The key '%s' is named twice.", node->text);
  else
    g_ptr_array_add(r->item->key, g_strdup(node->text));
}

static void check_key_count(ItemReader *r, const YamlNode *node) {
  guint named = node->kind == YAML_LIST ? node->items->len : 1;
  guint options = r->item->options->len;
  if (named == 0)
    map_fault(&r->map, node, "key", "No option is named as the key.");
  else if (r->item->type == ITEM_SINGLE && named > 1)
    map_fault(&r->map, node, "key",
              "A single item has one key, here are %u: choose one, or make it type multiple.",
              named);
  else if (r->item->type == ITEM_MULTIPLE && named == options)
    map_fault(&r->map, node, "key", "Every option is a key: then nothing is asked.");
  else if (r->item->type == ITEM_ORDER && named != options)
    map_fault(&r->map, node, "key", "The right order must name all %u options, here are %u.",
              options, named);
}

static void read_key(ItemReader *r) {
  const YamlNode *node = yaml_node_get(r->node, "key");
  if (node == NULL) {
    map_fault(&r->map, r->node, "key", "No key: say which option is right (key: a).");
    return;
  }
  check_key_count(r, node);
  if (node->kind == YAML_SCALAR) add_key(r, node);
  for (guint i = 0; node->kind == YAML_LIST && i < node->items->len; i++)
    add_key(r, node->items->pdata[i]);
}

static void read_prompt(ItemReader *r, const YamlNode *node) {
  static const char *const keys[] = {"id", "text", "key", "why", NULL};
  if (!map_check(&r->map, node, "a prompt", keys)) return;
  ItemPrompt *prompt = g_new0(ItemPrompt, 1);
  prompt->id = g_strdup(map_word(&r->map, node, "id", MAP_REQUIRED));
  prompt->text = map_prose(&r->map, node, "text", MAP_REQUIRED);
  prompt->why = map_prose(&r->map, node, "why", MAP_REQUIRED);
  prompt->key = g_strdup(map_word(&r->map, node, "key", MAP_REQUIRED));
  if (prompt->key != NULL && item_option_index(r->item, prompt->key) < 0)
    map_fault(&r->map, yaml_node_get(node, "key"), "key",
              "The key '%s' names no option of this item.", prompt->key);
  if (prompt->id != NULL && prompt->text != NULL && prompt->key != NULL)
    g_ptr_array_add(r->item->prompts, prompt);
  else
    item_prompt_free(prompt);
}

static void read_prompts(ItemReader *r) {
  const YamlNode *list = map_list(&r->map, r->node, "prompts", MAP_REQUIRED);
  for (guint i = 0; list != NULL && i < list->items->len && i < ITEM_MAX_OPTIONS; i++)
    read_prompt(r, list->items->pdata[i]);
  if (list != NULL && (list->items->len < 2 || list->items->len > ITEM_MAX_OPTIONS))
    map_fault(&r->map, list, "prompts", "A match item has 2 to %d prompts.", ITEM_MAX_OPTIONS);
}

/* -- references and essays --------------------------------------------------------------------- */

ItemRef *read_reference(const MapReader *map, const YamlNode *node, const char *const *allowed) {
  if (!map_check(map, node, "a reference", allowed)) return NULL;
  ItemRef *ref = g_new0(ItemRef, 1);
  ref->title = map_prose(map, node, "title", MAP_REQUIRED);
  ref->publisher = map_prose(map, node, "publisher", MAP_OPTIONAL);
  ref->at = map_prose(map, node, "at", MAP_OPTIONAL);
  ref->url = g_strdup(map_word(map, node, "url", MAP_OPTIONAL));
  ref->seen = map_date(map, node, "seen", MAP_REQUIRED);
  if (ref->url != NULL && !g_str_has_prefix(ref->url, "https://") &&
      !g_str_has_prefix(ref->url, "http://"))
    map_fault(map, yaml_node_get(node, "url"), "value", "An address starts with https://.");
  if (ref->title != NULL) return ref;
  item_ref_free(ref);
  return NULL;
}

static void read_ref(ItemReader *r, const YamlNode *node) {
  static const char *const keys[] = {"title", "publisher", "at", "url", "seen", NULL};
  ItemRef *ref = read_reference(&r->map, node, keys);
  if (ref != NULL) g_ptr_array_add(r->item->refs, ref);
}

static void read_texts(const ItemReader *r, const YamlNode *list, const char *what,
                       GPtrArray *out) {
  for (guint i = 0; list != NULL && i < list->items->len; i++) {
    char *text = map_prose_node(&r->map, list->items->pdata[i], what);
    if (text != NULL) g_ptr_array_add(out, text);
  }
}

#define LEVELS 4

static void read_criterion(ItemReader *r, const YamlNode *node) {
  static const char *const keys[] = {"id", "text", "weight", "tags", "levels", NULL};
  if (!map_check(&r->map, node, "a criterion", keys)) return;
  ItemCriterion *criterion = g_new0(ItemCriterion, 1);
  criterion->id = g_strdup(map_word(&r->map, node, "id", MAP_REQUIRED));
  criterion->text = map_prose(&r->map, node, "text", MAP_REQUIRED);
  criterion->weight = map_decimal(&r->map, node, "weight", 0, 1000, 1);
  criterion->tags = g_ptr_array_new_with_free_func(g_free);
  criterion->levels = g_ptr_array_new_with_free_func(g_free);
  const YamlNode *tags = map_list(&r->map, node, "tags", MAP_OPTIONAL);
  for (guint i = 0; tags != NULL && i < tags->items->len; i++)
    if (((YamlNode *)tags->items->pdata[i])->kind == YAML_SCALAR)
      g_ptr_array_add(criterion->tags, g_strdup(((YamlNode *)tags->items->pdata[i])->text));
  const YamlNode *levels = map_list(&r->map, node, "levels", MAP_REQUIRED);
  read_texts(r, levels, "levels", criterion->levels);
  if (levels != NULL && levels->items->len != LEVELS)
    map_fault(&r->map, levels, "levels", "A criterion has four levels, weakest first.");
  g_ptr_array_add(r->item->essay->rubric, criterion);
}

static void read_words_range(ItemReader *r, ItemEssay *essay) {
  const YamlNode *words = yaml_node_get(r->node, "words");
  gint64 low = 0, high = 0;
  bool good = words != NULL && words->kind == YAML_LIST && words->items->len == 2;
  for (guint i = 0; good && i < 2; i++) {
    const YamlNode *n = words->items->pdata[i];
    good = n->kind == YAML_SCALAR &&
           g_ascii_string_to_signed(n->text, 10, 1, 10000, i == 0 ? &low : &high, NULL);
  }
  if (!good || low > high)
    map_fault(&r->map, words == NULL ? r->node : words, "value",
              "'words' must be two numbers, least and most: [400, 900].");
  essay->words_min = (int)low;
  essay->words_max = (int)high;
}

static void read_essay(ItemReader *r) {
  ItemEssay *essay = r->item->essay = item_essay_new();
  essay->minutes = map_number(&r->map, r->node, "minutes", 1, 1000, 40);
  read_words_range(r, essay);
  read_texts(r, map_list(&r->map, r->node, "tasks", MAP_REQUIRED), "tasks", essay->tasks);
  const YamlNode *rubric = map_list(&r->map, r->node, "rubric", MAP_REQUIRED);
  for (guint i = 0; rubric != NULL && i < rubric->items->len; i++)
    read_criterion(r, rubric->items->pdata[i]);
  essay->model = map_prose(&r->map, r->node, "model", MAP_REQUIRED);
  essay->weak = map_prose(&r->map, r->node, "weak", MAP_REQUIRED);
}

/* A rubric in short form: points that a listener ticks off. */
static void read_oral(ItemReader *r) {
  ItemEssay *essay = r->item->essay = item_essay_new();
  essay->minutes = map_number(&r->map, r->node, "minutes", 1, 60, 4);
  const YamlNode *covers = map_list(&r->map, r->node, "covers", MAP_REQUIRED);
  read_texts(r, covers, "covers", essay->covers);
  if (covers != NULL && covers->items->len < 2)
    map_fault(&r->map, covers, "covers", "Name at least two points that a strong answer covers.");
  essay->weak = map_prose(&r->map, r->node, "weak", MAP_REQUIRED);
}

/* -- an item ----------------------------------------------------------------------------------- */

static const char *const COMMON_KEYS[] = {
    "id",         "type",      "status", "area", "objective", "tags", "level",
    "difficulty", "review_by", "stem",   "refs", "replaces",  NULL};

/* The keys that a type of item takes besides the common ones. */
static const char *const *keys_of(ItemType type) {
  static const char *const single[] = {"options", "key", "lock", NULL};
  static const char *const multiple[] = {"options", "key", "lock", "credit", NULL};
  static const char *const match[] = {"options", "prompts", "lock", NULL};
  static const char *const essay[] = {"minutes", "words", "tasks", "rubric", "model", "weak", NULL};
  static const char *const oral[] = {"minutes", "covers", "weak", NULL};
  switch (type) {
  case ITEM_ORAL: return oral;
  case ITEM_MULTIPLE: return multiple;
  case ITEM_MATCH: return match;
  case ITEM_ESSAY: return essay;
  default: return single;
  }
}

static bool check_item_keys(const ItemReader *r) {
  const char *allowed[32] = {NULL};
  int n = 0;
  for (const char *const *k = COMMON_KEYS; *k != NULL; k++) allowed[n++] = *k;
  for (const char *const *k = keys_of(r->item->type); *k != NULL; k++) allowed[n++] = *k;
  g_autofree char *what = g_strdup_printf("a %s item", item_type_name(r->item->type));
  return map_check(&r->map, r->node, what, allowed);
}

static void read_lock_and_credit(ItemReader *r) {
  const char *lock = map_word(&r->map, r->node, "lock", MAP_OPTIONAL);
  const char *credit = map_word(&r->map, r->node, "credit", MAP_OPTIONAL);
  r->item->locked = lock != NULL;
  if (lock != NULL && strcmp(lock, "order") != 0)
    map_fault(&r->map, yaml_node_get(r->node, "lock"), "value", "'lock' knows only: order.");
  if (g_strcmp0(credit, "per-option") == 0)
    r->item->credit = ITEM_CREDIT_PER_OPTION;
  else if (credit != NULL && strcmp(credit, "all") != 0)
    map_fault(&r->map, yaml_node_get(r->node, "credit"), "value", "'credit' is all or per-option.");
}

static void read_content(ItemReader *r) {
  Item *item = r->item;
  item->stem = map_prose(&r->map, r->node, "stem", MAP_REQUIRED);
  if (item->stem == NULL) item->stem = g_strdup("");
  item->review_by = map_date(&r->map, r->node, "review_by", MAP_OPTIONAL);
  item->replaces = g_strdup(map_word(&r->map, r->node, "replaces", MAP_OPTIONAL));
  if (item->type == ITEM_ESSAY) {
    read_essay(r);
  } else if (item->type == ITEM_ORAL) {
    read_oral(r);
  } else {
    read_lock_and_credit(r);
    read_options(r);
    if (item->type == ITEM_MATCH)
      read_prompts(r);
    else
      read_key(r);
  }
  const YamlNode *refs = map_list(&r->map, r->node, "refs", MAP_OPTIONAL);
  for (guint i = 0; refs != NULL && i < refs->items->len; i++) read_ref(r, refs->items->pdata[i]);
}

static void claim_id(PackReader *reader, const ItemReader *r, const YamlNode *at, const char *id) {
  const char *first = g_hash_table_lookup(reader->ids, id);
  if (!map_is_code(id))
    map_fault(&r->map, at, "value", "'%s' is no item id: use a-z, 0-9, dots and hyphens.", id);
  if (first != NULL)
    map_fault(&r->map, at, "duplicate-id", "The id '%s' is already used at %s.", id, first);
  else
    g_hash_table_insert(reader->ids, g_strdup(id), g_strdup_printf("%s:%d", r->map.file, at->line));
}

static Item *read_item(PackReader *reader, const char *file, const YamlNode *node) {
  MapReader bare = {file, NULL, reader->list};
  if (node->kind != YAML_MAP) {
    map_fault(&bare, node, "shape", "An item must be written as keys with values.");
    return NULL;
  }
  const char *id = map_word(&bare, node, "id", MAP_REQUIRED);
  if (id == NULL) return NULL;
  ItemReader r = {.map = {file, id, reader->list},
                  .framework = reader->pack->framework,
                  .node = node,
                  .item = item_new()};
  r.item->id = g_strdup(id);
  r.item->file = g_strdup(file);
  r.item->line = node->line;
  r.item->column = node->column;
  claim_id(reader, &r, yaml_node_get(node, "id"), id);
  read_words(&r);
  check_item_keys(&r);
  read_tags(&r);
  read_content(&r);
  return r.item;
}

static void keep(PackReader *reader, Item *item, const YamlNode *at, const char *file) {
  if (item == NULL) return;
  if (reader->pack->items->len >= PACK_MAX_ITEMS) {
    MapReader map = {file, item->id, reader->list};
    map_fault(&map, at, "count", "A pack holds at most %d items.", PACK_MAX_ITEMS);
    item_free(item);
    return;
  }
  g_ptr_array_add(reader->pack->items, item);
}

static void read_set(PackReader *reader, const char *file, const YamlNode *node) {
  static const char *const keys[] = {"id", "stimulus", "items", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, node, "a set", keys)) return;
  const char *id = map_word(&map, node, "id", MAP_REQUIRED);
  g_autofree char *stimulus = map_prose(&map, node, "stimulus", MAP_REQUIRED);
  const YamlNode *items = map_list(&map, node, "items", MAP_REQUIRED);
  for (guint i = 0; items != NULL && i < items->items->len; i++) {
    const YamlNode *at = items->items->pdata[i];
    Item *item = read_item(reader, file, at);
    if (item == NULL) continue;
    item->set = g_strdup(id);
    item->stimulus = g_strdup(stimulus);
    keep(reader, item, at, file);
  }
}

void read_items(PackReader *reader, const char *file, const YamlNode *root) {
  static const char *const keys[] = {"format", "items", "sets", NULL};
  MapReader map = {file, NULL, reader->list};
  if (!map_check(&map, root, "an item file", keys)) return;
  read_format(&map, root, "pawl-items/1");
  const YamlNode *items = map_list(&map, root, "items", MAP_OPTIONAL);
  const YamlNode *sets = map_list(&map, root, "sets", MAP_OPTIONAL);
  for (guint i = 0; items != NULL && i < items->items->len; i++)
    keep(reader, read_item(reader, file, items->items->pdata[i]), items->items->pdata[i], file);
  for (guint i = 0; sets != NULL && i < sets->items->len; i++)
    read_set(reader, file, sets->items->pdata[i]);
}
