/* compare - see compare.h. */
#include "pack/compare.h"
#include <stdio.h>
#include <string.h>

static const char *const KIND_NAMES[CHANGE_KINDS] = {
    "same", "moved", "edited", "new key", "replaced", "refused", "added", "gone", "retired"};

const char *change_kind_name(ChangeKind kind) {
  return KIND_NAMES[kind];
}

void compare_old_free(CompareOld *old) {
  if (old == NULL) return;
  g_free(old->code);
  g_free(old->hash);
  item_free(old->content);
  g_free(old);
}

int compare_versions(const char *a, const char *b) {
  int x[3] = {0}, y[3] = {0};
  if (a != NULL) sscanf(a, "%9d.%9d.%9d", &x[0], &x[1], &x[2]);
  if (b != NULL) sscanf(b, "%9d.%9d.%9d", &y[0], &y[1], &y[2]);
  for (int i = 0; i < 3; i++)
    if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
  return 0;
}

/* -- likeness ---------------------------------------------------------------------------------- */

/* TEXT in lower case, letters and digits kept, all else blanks; signs that calculate are kept. */
static char **words_of(const char *text) {
  g_autofree char *low = g_utf8_strdown(text == NULL ? "" : text, -1);
  g_autoptr(GString) kept = g_string_new(NULL);
  for (const char *p = low; *p != '\0'; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (g_unichar_isalnum(c) || g_unichar_type(c) == G_UNICODE_MATH_SYMBOL || c == '%')
      g_string_append_unichar(kept, c);
    else if (c != '\'' && kept->len > 0 && kept->str[kept->len - 1] != ' ')
      g_string_append_c(kept, ' ');
  }
  return g_strsplit(g_strchomp(kept->str), " ", -1);
}

static guint common_words(char **a, guint n, char **b, guint m) {
  g_autofree guint *row = g_new0(guint, m + 1);
  for (guint i = 0; i < n; i++) {
    guint diagonal = 0;
    for (guint j = 0; j < m; j++) {
      guint above = row[j + 1];
      row[j + 1] = strcmp(a[i], b[j]) == 0 ? diagonal + 1 : MAX(above, row[j]);
      diagonal = above;
    }
  }
  return row[m];
}

static double text_likeness(const char *a, const char *b) {
  if (g_strcmp0(a, b) == 0) return 1;
  g_auto(GStrv) x = words_of(a);
  g_auto(GStrv) y = words_of(b);
  guint n = MIN(g_strv_length(x), COMPARE_WORDS), m = MIN(g_strv_length(y), COMPARE_WORDS);
  return n + m == 0 ? 1 : 2.0 * common_words(x, n, y, m) / (n + m);
}

double compare_likeness(const Item *a, const Item *b) {
  return MIN(text_likeness(a->stem, b->stem), text_likeness(a->stimulus, b->stimulus));
}

/* -- keys -------------------------------------------------------------------------------------- */

static char *bare(const char *text) {
  g_auto(GStrv) words = words_of(text);
  char *joined = g_strjoinv(" ", words);
  if (*joined != '\0') return joined;
  g_free(joined); /* nothing but signs: as it stands */
  return g_strdup(text);
}

static int compare_strings(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static const char *option_text(const Item *item, const char *id) {
  int i = item_option_index(item, id);
  return i < 0 ? "" : ((ItemOption *)item->options->pdata[i])->text;
}

static GPtrArray *key_texts(const Item *item) {
  GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < item->key->len; i++)
    g_ptr_array_add(texts, bare(option_text(item, item->key->pdata[i])));
  for (guint i = 0; i < item->prompts->len; i++) {
    const ItemPrompt *prompt = item->prompts->pdata[i];
    g_autofree char *left = bare(prompt->text), *right = bare(option_text(item, prompt->key));
    g_ptr_array_add(texts, g_strconcat(left, "\n", right, NULL));
  }
  if (item->type != ITEM_ORDER) g_ptr_array_sort(texts, compare_strings);
  return texts;
}

bool compare_same_key(const Item *a, const Item *b) {
  g_autoptr(GPtrArray) x = key_texts(a);
  g_autoptr(GPtrArray) y = key_texts(b);
  if (a->type != b->type || x->len != y->len) return false;
  for (guint i = 0; i < x->len; i++)
    if (strcmp(x->pdata[i], y->pdata[i]) != 0) return false;
  return true;
}

/* -- two editions ------------------------------------------------------------------------------ */

typedef struct {
  GPtrArray *old;
  const GPtrArray *items;
  CompareLoad *load;
  void *user;
  GHashTable *by_code; /* code -> CompareOld* */
  GHashTable *by_hash; /* hash -> GPtrArray of CompareOld* */
  GHashTable *claimed; /* CompareOld* whose history goes on */
  Changes *changes;
} Compare;

static Change *add_change(Compare *c, ChangeKind kind, const CompareOld *old, const Item *item,
                          double likeness) {
  Change *change = g_new(Change, 1);
  *change = (Change){kind, old, item, likeness};
  g_ptr_array_add(c->changes->list, change);
  return change;
}

static void settle(Compare *c, Change *change, ChangeKind kind, CompareOld *old, double likeness) {
  change->kind = kind;
  change->old = old;
  change->likeness = likeness;
  if (old != NULL && kind != CHANGE_REPLACED && kind != CHANGE_REFUSED)
    g_hash_table_add(c->claimed, old);
}

static void index_old(Compare *c) {
  for (guint i = 0; i < c->old->len; i++) {
    CompareOld *old = c->old->pdata[i];
    GPtrArray *alike = g_hash_table_lookup(c->by_hash, old->hash);
    if (alike == NULL) {
      alike = g_ptr_array_new();
      g_hash_table_insert(c->by_hash, old->hash, alike);
    }
    g_ptr_array_add(alike, old);
    g_hash_table_insert(c->by_code, old->code, old);
  }
}

/* The same question under the same id. */
static void match_same(Compare *c, char **hashes) {
  for (guint i = 0; i < c->items->len; i++) {
    const Item *item = c->items->pdata[i];
    CompareOld *old = g_hash_table_lookup(c->by_code, item->id);
    Change *change = add_change(c, CHANGE_ADDED, NULL, item, 0);
    if (old != NULL && strcmp(old->hash, hashes[i]) == 0) settle(c, change, CHANGE_SAME, old, 1);
  }
}

/* One with HASH whose history is free; rather one that is still in the pack. */
static CompareOld *free_with_hash(const Compare *c, const char *hash) {
  const GPtrArray *alike = g_hash_table_lookup(c->by_hash, hash);
  CompareOld *found = NULL;
  for (guint i = 0; alike != NULL && i < alike->len; i++) {
    CompareOld *old = alike->pdata[i];
    if (g_hash_table_contains(c->claimed, old)) continue;
    if (found == NULL || (found->gone && !old->gone)) found = old;
  }
  return found;
}

static void match_moved(Compare *c, char **hashes) {
  for (guint i = 0; i < c->items->len; i++) {
    Change *change = c->changes->list->pdata[i];
    CompareOld *old = change->old != NULL ? NULL : free_with_hash(c, hashes[i]);
    if (old != NULL) settle(c, change, CHANGE_MOVED, old, 1);
  }
}

static const Item *content_of(Compare *c, CompareOld *old) {
  if (old->content == NULL && c->load != NULL) old->content = c->load(old, c->user);
  return old->content;
}

/* Another content under a known id whose history nobody has taken. */
static void match_changed(Compare *c) {
  for (guint i = 0; i < c->items->len; i++) {
    Change *change = c->changes->list->pdata[i];
    CompareOld *old = g_hash_table_lookup(c->by_code, change->item->id);
    if (change->old != NULL || old == NULL || g_hash_table_contains(c->claimed, old)) continue;
    const Item *before = content_of(c, old);
    double likeness = before == NULL ? 0 : compare_likeness(before, change->item);
    bool alike = before != NULL && before->type == change->item->type && likeness >= COMPARE_ALIKE;
    bool said = g_strcmp0(change->item->replaces, change->item->id) == 0;
    settle(c, change,
           alike  ? compare_same_key(before, change->item) ? CHANGE_EDITED : CHANGE_REKEYED
           : said ? CHANGE_REPLACED
                  : CHANGE_REFUSED,
           old, likeness);
  }
}

/* What stays in the pack, but is not asked any more. */
static void tell_retired(Compare *c) {
  for (guint i = 0; i < c->items->len; i++) {
    Change *change = c->changes->list->pdata[i];
    if (change->kind != CHANGE_SAME || change->item->status != ITEM_RETIRED) continue;
    const Item *before = content_of(c, (CompareOld *)change->old);
    if (before != NULL && before->status != ITEM_RETIRED) change->kind = CHANGE_RETIRED;
  }
}

static void add_gone(Compare *c) {
  g_autoptr(GHashTable) told = g_hash_table_new(NULL, NULL); /* under their id stands another */
  for (guint i = 0; i < c->changes->list->len; i++) {
    const Change *change = c->changes->list->pdata[i];
    if (change->old != NULL) g_hash_table_add(told, (gpointer)change->old);
  }
  for (guint i = 0; i < c->old->len; i++) {
    CompareOld *old = c->old->pdata[i];
    if (!old->gone && !g_hash_table_contains(told, old)) add_change(c, CHANGE_GONE, old, NULL, 0);
  }
}

static void compare(Compare *c) {
  g_auto(GStrv) hashes = g_new0(char *, c->items->len + 1);
  for (guint i = 0; i < c->items->len; i++) hashes[i] = item_hash(c->items->pdata[i]);
  index_old(c);
  match_same(c, hashes);
  match_moved(c, hashes);
  match_changed(c);
  tell_retired(c);
  add_gone(c);
  for (guint i = 0; i < c->changes->list->len; i++)
    c->changes->counts[((Change *)c->changes->list->pdata[i])->kind]++;
}

Changes *pack_compare(GPtrArray *old, const GPtrArray *new_items, CompareLoad *load, void *user) {
  Compare c = {old, new_items, load, user, NULL, NULL, NULL, g_new0(Changes, 1)};
  c.by_code = g_hash_table_new(g_str_hash, g_str_equal);
  c.by_hash =
      g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_ptr_array_unref);
  c.claimed = g_hash_table_new(NULL, NULL);
  c.changes->list = g_ptr_array_new_with_free_func(g_free);
  compare(&c);
  g_hash_table_unref(c.by_code);
  g_hash_table_unref(c.by_hash);
  g_hash_table_unref(c.claimed);
  return c.changes;
}

void changes_free(Changes *changes) {
  if (changes == NULL) return;
  g_ptr_array_unref(changes->list);
  g_free(changes);
}

GPtrArray *compare_edition(const GPtrArray *items) {
  GPtrArray *edition = g_ptr_array_new_with_free_func((GDestroyNotify)compare_old_free);
  for (guint i = 0; i < items->len; i++) {
    const Item *item = items->pdata[i];
    g_autofree char *body = item_to_json(item);
    CompareOld *old = g_new0(CompareOld, 1);
    *old = (CompareOld){.row = (int64_t)i + 1,
                        .code = g_strdup(item->id),
                        .hash = item_hash(item),
                        .content = item_from_json(body, NULL)};
    g_ptr_array_add(edition, old);
  }
  return edition;
}
