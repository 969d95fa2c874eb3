/* duplicates - items that say nearly the same. A text's shingles are its runs of three words; two
 * texts are alike by the shingles they share over those either has (Jaccard).
 *
 * Only pairs that share a shingle are compared. Of each shingle the first POSTINGS items are kept,
 * so a phrase that stands in every item costs no more than one in fifty, and an item is still met
 * through the phrases that are its own.
 */
#include "lint/lint_private.h"
#include <stdlib.h>
#include <string.h>

#define RUN      3
#define POSTINGS 50
#define ALIKE    .5
#define FEWEST   6 /* shingles: shorter texts are alike by accident */

typedef struct {
  guint64 *list; /* sorted, each once */
  int n;
} Shingles;

static int compare_shingles(const void *a, const void *b) {
  guint64 x = *(const guint64 *)a, y = *(const guint64 *)b;
  return (x > y) - (x < y);
}

static guint64 hash_words(char *const *words) {
  guint64 hash = LINT_HASH_SEED;
  for (int w = 0; w < RUN; w++)
    hash = lint_hash(" ", 1, lint_hash(words[w], strlen(words[w]), hash));
  return hash;
}

static void add_run(GArray *all, const LintText *text) {
  for (guint i = 0; i + RUN <= text->n; i++) {
    guint64 hash = hash_words(text->words + i);
    g_array_append_val(all, hash);
  }
}

/* Of the stem and the texts of the key (of a match, all options). */
static Shingles cut_shingles(const LintItem *lint) {
  GArray *all = g_array_new(FALSE, FALSE, sizeof(guint64));
  const Item *item = lint->item;
  add_run(all, &lint->stem);
  for (guint i = 0; i < lint->options->len; i++)
    if (item_is_key(item, ((ItemOption *)item->options->pdata[i])->id))
      add_run(all, lint_option(lint, i));
  guint n = 0, length = all->len;
  guint64 *list = (guint64 *)(void *)g_array_free(all, FALSE);
  if (length > 0) qsort(list, length, sizeof *list, compare_shingles);
  for (guint i = 0; i < length; i++)
    if (i == 0 || list[i] != list[i - 1]) list[n++] = list[i];
  return (Shingles){list, (int)n};
}

static double likeness(const Shingles *a, const Shingles *b) {
  int shared = 0;
  for (int i = 0, j = 0; i < a->n && j < b->n;) {
    shared += a->list[i] == b->list[j];
    if (a->list[i] < b->list[j])
      i++;
    else if (a->list[i] > b->list[j])
      j++;
    else
      i++, j++;
  }
  int either = a->n + b->n - shared;
  return either == 0 ? 0 : (double)shared / either;
}

/* -- who shares what --------------------------------------------------------------------------- */

typedef struct {
  GHashTable *first; /* shingle -> GArray of guint, the items that hold it */
  Shingles *shingles;
  guint *seen; /* per item: the last item that was compared with it, plus one */
} Index;

/* The earlier item most like item AT, in *LIKE; -1 where none shares a shingle. */
static int nearest(const Index *index, guint at, double *like) {
  const Shingles *mine = &index->shingles[at];
  int best = -1;
  *like = 0;
  for (int s = 0; s < mine->n; s++) {
    const GArray *holders = g_hash_table_lookup(index->first, &mine->list[s]);
    for (guint i = 0; holders != NULL && i < holders->len; i++) {
      guint other = g_array_index(holders, guint, i);
      if (index->seen[other] == at + 1) continue;
      index->seen[other] = at + 1;
      double value = likeness(mine, &index->shingles[other]);
      if (value <= *like) continue;
      *like = value;
      best = (int)other;
    }
  }
  return best;
}

static void enter(const Index *index, guint at) {
  const Shingles *mine = &index->shingles[at];
  for (int s = 0; s < mine->n; s++) {
    GArray *holders = g_hash_table_lookup(index->first, &mine->list[s]);
    if (holders == NULL) {
      holders = g_array_sized_new(FALSE, FALSE, sizeof(guint), 1);
      g_hash_table_insert(index->first, &mine->list[s], holders);
    }
    if (holders->len < POSTINGS) g_array_append_val(holders, at);
  }
}

int lint_near_duplicates(const GPtrArray *items, DiagList *list) {
  Index index = {
      g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, (GDestroyNotify)g_array_unref),
      g_new0(Shingles, items->len + 1), g_new0(guint, items->len + 1)};
  int found = 0;
  for (guint i = 0; i < items->len; i++) {
    const LintItem *item = items->pdata[i];
    if (!item_is_keyed(item->item)) continue;
    double like = 0;
    index.shingles[i] = cut_shingles(item);
    if (index.shingles[i].n < FEWEST) continue;
    int other = nearest(&index, i, &like);
    enter(&index, i);
    if (other < 0 || like < ALIKE) continue;
    const Item *twin = ((LintItem *)items->pdata[other])->item;
    found++;
    diag_add(list, DIAG_WARNING, "near-duplicate", item->item->file, item->item->line,
             item->item->column, item->item->id,
             "Stem and key share %.0f %% of their phrases with %s at %s:%d: keep one, or ask "
             "something else.",
             100 * like, twin->id, twin->file, twin->line);
  }
  g_hash_table_unref(index.first);
  for (guint i = 0; i < items->len; i++) g_free(index.shingles[i].list);
  g_free(index.shingles);
  g_free(index.seen);
  return found;
}
