/* item - see item.h. The stored form stands in item_json.c. */
#include "core/item.h"
#include "core/clock.h"
#include "core/names.h"
#include "core/text.h"

NAMES_DEFINE(item_type, ItemType, "single", "multiple", "order", "match", "essay", "oral")
NAMES_DEFINE(item_status, ItemStatus, "draft", "active", "retired")
NAMES_DEFINE(item_level, ItemLevel, "remember", "understand", "apply", "analyze", "evaluate",
             "create")
NAMES_DEFINE(item_difficulty, ItemDifficulty, "easy", "medium", "hard")

Item *item_new(void) {
  Item *item = g_new0(Item, 1);
  item->level = ITEM_UNDERSTAND;
  item->difficulty = ITEM_MEDIUM;
  item->tags = g_ptr_array_new_with_free_func(g_free);
  item->options = g_ptr_array_new_with_free_func((GDestroyNotify)item_option_free);
  item->prompts = g_ptr_array_new_with_free_func((GDestroyNotify)item_prompt_free);
  item->key = g_ptr_array_new_with_free_func(g_free);
  item->refs = g_ptr_array_new_with_free_func((GDestroyNotify)item_ref_free);
  return item;
}

void item_free(Item *item) {
  if (item == NULL) return;
  char *strings[] = {item->id,  item->area,     item->objective, item->review_by, item->replaces,
                     item->set, item->stimulus, item->stem,      item->file};
  for (size_t i = 0; i < G_N_ELEMENTS(strings); i++) g_free(strings[i]);
  GPtrArray *lists[] = {item->tags, item->options, item->prompts, item->key, item->refs};
  for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) g_ptr_array_unref(lists[i]);
  item_essay_free(item->essay);
  g_free(item);
}

ItemOption *item_option_new(const char *id, const char *text, const char *why) {
  ItemOption *option = g_new0(ItemOption, 1);
  option->id = g_strdup(id);
  option->text = g_strdup(text);
  option->why = g_strdup(why);
  return option;
}

void item_option_free(ItemOption *option) {
  if (option == NULL) return;
  g_free(option->id);
  g_free(option->text);
  g_free(option->why);
  g_free(option->misconception);
  g_free(option);
}

void item_prompt_free(ItemPrompt *prompt) {
  if (prompt == NULL) return;
  g_free(prompt->id);
  g_free(prompt->text);
  g_free(prompt->why);
  g_free(prompt->key);
  g_free(prompt);
}

void item_ref_free(ItemRef *ref) {
  if (ref == NULL) return;
  g_free(ref->title);
  g_free(ref->publisher);
  g_free(ref->at);
  g_free(ref->url);
  g_free(ref->seen);
  g_free(ref);
}

void item_criterion_free(ItemCriterion *criterion) {
  if (criterion == NULL) return;
  g_free(criterion->id);
  g_free(criterion->text);
  g_clear_pointer(&criterion->tags, g_ptr_array_unref);
  g_clear_pointer(&criterion->levels, g_ptr_array_unref);
  g_free(criterion);
}

ItemEssay *item_essay_new(void) {
  ItemEssay *essay = g_new0(ItemEssay, 1);
  essay->tasks = g_ptr_array_new_with_free_func(g_free);
  essay->covers = g_ptr_array_new_with_free_func(g_free);
  essay->rubric = g_ptr_array_new_with_free_func((GDestroyNotify)item_criterion_free);
  return essay;
}

void item_essay_free(ItemEssay *essay) {
  if (essay == NULL) return;
  g_clear_pointer(&essay->tasks, g_ptr_array_unref);
  g_clear_pointer(&essay->covers, g_ptr_array_unref);
  g_clear_pointer(&essay->rubric, g_ptr_array_unref);
  g_free(essay->model);
  g_free(essay->weak);
  g_free(essay);
}

int item_option_index(const Item *item, const char *id) {
  for (guint i = 0; i < item->options->len; i++)
    if (strcmp(((ItemOption *)item->options->pdata[i])->id, id) == 0) return (int)i;
  return -1;
}

bool item_is_key(const Item *item, const char *id) {
  for (guint i = 0; i < item->key->len; i++)
    if (strcmp(item->key->pdata[i], id) == 0) return true;
  for (guint i = 0; i < item->prompts->len; i++)
    if (strcmp(((ItemPrompt *)item->prompts->pdata[i])->key, id) == 0) return true;
  return false;
}

bool item_is_keyed(const Item *item) {
  return item->type != ITEM_ESSAY && item->type != ITEM_ORAL;
}

bool item_overdue(const Item *item, int today) {
  int day = 0;
  return item->review_by != NULL && clock_parse_date(item->review_by, &day) && today > day;
}

static double choose(unsigned n, unsigned k) {
  double result = 1;
  for (unsigned i = 0; i < k; i++) result = result * (n - i) / (i + 1);
  return result;
}

double item_guess_chance(const Item *item) {
  unsigned n = item->options->len;
  double ways = 1;
  if (n == 0) return 0;
  switch (item->type) {
  case ITEM_SINGLE: return 1.0 / n;
  case ITEM_MULTIPLE: return 1 / choose(n, item->key->len);
  case ITEM_ORDER:
    for (unsigned i = 2; i <= n; i++) ways *= i;
    return 1 / ways;
  case ITEM_MATCH:
    for (unsigned i = 0; i < item->prompts->len; i++) ways *= n;
    return 1 / ways;
  case ITEM_ESSAY:
  case ITEM_ORAL: break;
  }
  return 0;
}

/* Choosing as many of N options as there are keys (K): sum over hits of their chance times credit. */
static double guessed_options(unsigned n, unsigned k) {
  double sum = 0;
  for (unsigned hits = k; 2 * hits > k; hits--) {
    if (k - hits > n - k) break;
    double chance = choose(k, hits) * choose(n - k, k - hits) / choose(n, k);
    sum += chance * (2.0 * hits - k) / k;
  }
  return sum;
}

double item_guess_credit(const Item *item) {
  unsigned n = item->options->len;
  if (item->type == ITEM_ORDER || item->type == ITEM_MATCH) return n == 0 ? 0 : 1.0 / n;
  bool by_option = item->type == ITEM_MULTIPLE && item->credit != ITEM_CREDIT_ALL;
  if (by_option && item->key->len > 0) return guessed_options(n, item->key->len);
  return item_guess_chance(item);
}

/* -- the measurement hash ---------------------------------------------------------------------- */

/* Each part folded and closed by a byte that no folded text holds, so parts cannot run together. */
static void hash_part(GChecksum *sum, char mark, const char *text) {
  g_autofree char *folded = text_fold(text == NULL ? "" : text);
  g_checksum_update(sum, (const guchar *)&mark, 1);
  g_checksum_update(sum, (const guchar *)folded, (gssize)strlen(folded));
  g_checksum_update(sum, (const guchar *)"\n", 1);
}

static int compare_strings(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void hash_sorted(GChecksum *sum, char mark, GPtrArray *texts) {
  g_ptr_array_sort(texts, compare_strings);
  for (guint i = 0; i < texts->len; i++) hash_part(sum, mark, texts->pdata[i]);
}

static const char *option_text(const Item *item, const char *id) {
  int i = item_option_index(item, id);
  return i < 0 ? "" : ((ItemOption *)item->options->pdata[i])->text;
}

/* Key texts: in order for order items, "prompt = option" for match, sorted otherwise. */
static void hash_key(GChecksum *sum, const Item *item) {
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < item->key->len; i++)
    g_ptr_array_add(texts, text_fold(option_text(item, item->key->pdata[i])));
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    g_autofree char *pair =
        g_strconcat(prompt->text, "\n=\n", option_text(item, prompt->key), NULL);
    g_ptr_array_add(texts, text_fold(pair));
  }
  if (item->type != ITEM_ORDER)
    hash_sorted(sum, 'k', texts);
  else
    for (guint i = 0; i < texts->len; i++) hash_part(sum, 'k', texts->pdata[i]);
}

char *item_hash(const Item *item) {
  g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
  hash_part(sum, 't', item_type_name(item->type));
  if (item->stimulus != NULL) hash_part(sum, 'u', item->stimulus);
  hash_part(sum, 's', item->stem);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < item->options->len; i++)
    g_ptr_array_add(texts, text_fold(((ItemOption *)item->options->pdata[i])->text));
  for (guint i = 0; i < item->prompts->len; i++)
    g_ptr_array_add(texts, text_fold(((ItemPrompt *)item->prompts->pdata[i])->text));
  hash_sorted(sum, 'o', texts);
  hash_key(sum, item);
  return g_strdup(g_checksum_get_string(sum));
}
