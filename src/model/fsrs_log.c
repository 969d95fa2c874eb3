/* fsrs_log - see fsrs_log.h. */
#include "model/fsrs_log.h"
#include <string.h>

static FsrsLog *log_alloc(size_t cards, size_t reviews) {
  FsrsLog *log = g_new0(FsrsLog, 1);
  log->cards = cards;
  log->reviews = reviews;
  log->delta = g_new(int32_t, reviews + 1);
  log->rating = g_new(uint8_t, reviews + 1);
  log->order = g_new(uint32_t, reviews + 1);
  log->start = g_new0(uint32_t, cards + 1);
  return log;
}

void fsrs_log_free(FsrsLog *log) {
  if (log == NULL) return;
  g_free(log->delta);
  g_free(log->rating);
  g_free(log->order);
  g_free(log->start);
  g_free(log);
}

/* -- grouping by card -------------------------------------------------------------------------- */

/* Card numbers in the order of first reviews: an open-addressed table, twice as large as needed. */
typedef struct {
  int64_t *keys;
  uint32_t *values; /* 0: free, else number + 1 */
  size_t mask;
  uint32_t count;
} CardTable;

static uint32_t card_number(CardTable *table, int64_t card) {
  uint64_t hash = (uint64_t)card * UINT64_C(0x9e3779b97f4a7c15);
  size_t at = (size_t)(hash >> 20) & table->mask;
  while (table->values[at] != 0 && table->keys[at] != card) at = (at + 1) & table->mask;
  if (table->values[at] == 0) {
    table->keys[at] = card;
    table->values[at] = ++table->count;
  }
  return table->values[at] - 1;
}

/* By review its card's number; *CARDS gets how many there are. */
static uint32_t *number_cards(const FsrsReview *reviews, size_t n, size_t *cards) {
  size_t size = 16;
  while (size < 2 * n) size *= 2;
  CardTable table = {g_new(int64_t, size), g_new0(uint32_t, size), size - 1, 0};
  uint32_t *number = g_new(uint32_t, n + 1);
  for (size_t i = 0; i < n; i++) number[i] = card_number(&table, reviews[i].card);
  *cards = table.count;
  g_free(table.keys);
  g_free(table.values);
  return number;
}

static void find_starts(FsrsLog *log, const uint32_t *number) {
  for (size_t i = 0; i < log->reviews; i++) log->start[number[i] + 1]++;
  for (size_t c = 0; c < log->cards; c++) log->start[c + 1] += log->start[c];
}

static void place_reviews(FsrsLog *log, const FsrsReview *reviews, const uint32_t *number) {
  uint32_t *next = g_memdup2(log->start, (log->cards + 1) * sizeof *next);
  int32_t *last = g_new(int32_t, log->cards + 1);
  for (size_t i = 0; i < log->reviews; i++) {
    uint32_t card = number[i], at = next[card]++;
    bool first = at == log->start[card];
    int32_t days = first ? 0 : reviews[i].day - last[card];
    log->delta[at] = MAX(days, 0);
    log->rating[at] = reviews[i].rating;
    log->order[at] = days > 0 ? (uint32_t)log->predictions++ : UINT32_MAX;
    last[card] = first ? reviews[i].day : MAX(last[card], reviews[i].day);
  }
  g_free(next);
  g_free(last);
}

FsrsLog *fsrs_log_new(const FsrsReview *reviews, size_t n) {
  size_t cards = 0;
  uint32_t *number = number_cards(reviews, n, &cards);
  FsrsLog *log = log_alloc(cards, n);
  find_starts(log, number);
  place_reviews(log, reviews, number);
  g_free(number);
  return log;
}

/* -- outliers ---------------------------------------------------------------------------------- */

#define RATINGS 4

typedef struct {
  int32_t days;
  uint32_t count;
} PairGroup;

/* The first interval of a card; 0 where it has no prediction. */
static int32_t first_interval(const FsrsLog *log, size_t card) {
  for (uint32_t i = log->start[card] + 1; i < log->start[card + 1]; i++)
    if (log->delta[i] > 0) return log->delta[i];
  return 0;
}

static int rarest_first(const void *a, const void *b) {
  const PairGroup *x = a, *y = b;
  if (x->count != y->count) return x->count < y->count ? -1 : 1;
  return x->days > y->days ? -1 : x->days < y->days;
}

/* The groups of one first rating: days -> how many cards. */
static GArray *groups_of(const FsrsLog *log, uint8_t rating, uint32_t *total) {
  GArray *groups = g_array_new(FALSE, FALSE, sizeof(PairGroup));
  g_autoptr(GHashTable) at = g_hash_table_new(NULL, NULL);
  *total = 0;
  for (size_t card = 0; card < log->cards; card++) {
    int32_t days = first_interval(log, card);
    if (days == 0 || log->rating[log->start[card]] != rating) continue;
    gpointer place = g_hash_table_lookup(at, GINT_TO_POINTER(days));
    if (place == NULL) {
      PairGroup group = {days, 0};
      g_array_append_val(groups, group);
      place = GUINT_TO_POINTER(groups->len);
      g_hash_table_insert(at, GINT_TO_POINTER(days), place);
    }
    g_array_index(groups, PairGroup, GPOINTER_TO_UINT(place) - 1).count++;
    ++*total;
  }
  g_array_sort(groups, rarest_first);
  return groups;
}

/* The first intervals after RATING that are outliers, as a set of days. */
static GHashTable *outliers_after(const FsrsLog *log, uint8_t rating) {
  uint32_t total = 0, removed = 0;
  g_autoptr(GArray) groups = groups_of(log, rating, &total);
  GHashTable *outliers = g_hash_table_new(NULL, NULL);
  int32_t longest = rating == RATING_EASY ? 365 : 100;
  for (guint i = 0; i < groups->len; i++) {
    const PairGroup *group = &g_array_index(groups, PairGroup, i);
    bool rare = removed + group->count < MAX(20, total / 20);
    if (rare) removed += group->count;
    if (rare || group->count < 6 || group->days > longest)
      g_hash_table_add(outliers, GINT_TO_POINTER(group->days));
  }
  return outliers;
}

/* -- the training part ------------------------------------------------------------------------- */

/* Numbers the predictions that stayed anew, in time. */
static void renumber(FsrsLog *log, size_t before) {
  uint32_t *rank = g_new0(uint32_t, before + 1);
  for (size_t i = 0; i < log->reviews; i++)
    if (log->order[i] != UINT32_MAX) rank[log->order[i]] = 1;
  for (size_t i = 0; i < before; i++) {
    uint32_t here = rank[i];
    rank[i] = (uint32_t)log->predictions;
    log->predictions += here;
  }
  for (size_t i = 0; i < log->reviews; i++)
    if (log->order[i] != UINT32_MAX) log->order[i] = rank[log->order[i]];
  g_free(rank);
}

static void copy_card(FsrsLog *to, const FsrsLog *from, size_t card) {
  uint32_t start = from->start[card];
  size_t n = MIN(from->start[card + 1] - start, FSRS_SEQUENCE);
  memcpy(to->delta + to->reviews, from->delta + start, n * sizeof *to->delta);
  memcpy(to->rating + to->reviews, from->rating + start, n * sizeof *to->rating);
  memcpy(to->order + to->reviews, from->order + start, n * sizeof *to->order);
  to->reviews += n;
  to->start[++to->cards] = (uint32_t)to->reviews;
}

FsrsLog *fsrs_log_train(const FsrsLog *log) {
  GHashTable *outliers[RATINGS];
  for (int r = 0; r < RATINGS; r++) outliers[r] = outliers_after(log, (uint8_t)(r + 1));
  FsrsLog *train = log_alloc(log->cards, log->reviews);
  train->cards = train->reviews = 0;
  for (size_t card = 0; card < log->cards; card++) {
    int32_t days = first_interval(log, card);
    uint8_t first = log->rating[log->start[card]];
    if (days > 0 && !g_hash_table_contains(outliers[first - 1], GINT_TO_POINTER(days)))
      copy_card(train, log, card);
  }
  renumber(train, log->predictions);
  for (int r = 0; r < RATINGS; r++) g_hash_table_unref(outliers[r]);
  return train;
}
