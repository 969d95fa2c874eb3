/* duplicates - items that say nearly the same. A text's shingles are its runs of three words; two
 * texts are alike by the shingles they share over those either has (Jaccard).
 *
 * Only pairs that share a shingle are compared. Of each shingle the first POSTINGS items are kept,
 * so a phrase that stands in every item costs no more than one in fifty, and an item is still met
 * through the phrases that are its own.
 */
#include "core/shingle.h"
#include "lint/lint_private.h"

#define POSTINGS 50

static void add_run(GArray *all, const LintText *text) {
  for (guint i = 0; i + SHINGLE_RUN <= text->n; i++) {
    guint64 hash = shingle_hash(text->words + i);
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
  return shingles_from(all);
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
      double value = shingles_likeness(mine, &index->shingles[other]);
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
    if (index.shingles[i].n < SHINGLE_FEWEST) continue;
    int other = nearest(&index, i, &like);
    enter(&index, i);
    if (other < 0 || like < SHINGLE_ALIKE) continue;
    const Item *twin = ((LintItem *)items->pdata[other])->item;
    found++;
    diag_add(list, DIAG_WARNING, "near-duplicate", item->item->file, item->item->line,
             item->item->column, item->item->id,
             "Stem and key share %.0f %% of their phrases with %s at %s:%d: keep one, or ask "
             "something else.",
             100 * like, twin->id, twin->file, twin->line);
  }
  g_hash_table_unref(index.first);
  for (guint i = 0; i < items->len; i++) shingles_clear(&index.shingles[i]);
  g_free(index.shingles);
  g_free(index.seen);
  return found;
}
