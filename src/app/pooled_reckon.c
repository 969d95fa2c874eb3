/* pooled_reckon - first answers become a matrix of learners and items, its figures become rows. */
#include "app/app_private.h"
#include "app/pooled_private.h"
#include "core/text.h"
#include <string.h>

/* -- which items ------------------------------------------------------------------------------- */

/* An item of the matrix. */
typedef struct {
  const PoolItem *met;
  PooledItem *out;
  int8_t
      place[ITEMSTATS_OPTIONS]; /* of the logs' options among the item's; -1: it has no such one */
} Column;

static gint compare_counts(gconstpointer a, gconstpointer b) {
  const PoolItem *one = *(PoolItem *const *)a, *two = *(PoolItem *const *)b;
  if (one->n != two->n) return one->n > two->n ? -1 : 1;
  int order = strcmp(one->hash, two->hash);
  return order != 0 ? order : strcmp(one->pack, two->pack);
}

/* New GPtrArray of PoolItem*: those that go into the matrix, most answered first. */
static GPtrArray *choose_items(const Pool *pool, size_t persons, Pooled *out) {
  GPtrArray *chosen = g_ptr_array_new();
  const GPtrArray *all = pool->items.list;
  for (guint i = 0; i < all->len; i++)
    if (((PoolItem *)all->pdata[i])->n > 0) g_ptr_array_add(chosen, all->pdata[i]);
  g_ptr_array_sort(chosen, compare_counts);
  size_t room = MIN(POOLED_COLUMNS_MAX, POOLED_CELLS_MAX / MAX(persons, 1));
  if (chosen->len <= room) return chosen;
  out->left_out = chosen->len - room;
  out->most_left = ((PoolItem *)chosen->pdata[room])->n;
  g_ptr_array_set_size(chosen, (gint)room);
  return chosen;
}

/* -- options and key --------------------------------------------------------------------------- */

static void place_options(Column *column) {
  for (int i = 0; i < ITEMSTATS_OPTIONS; i++) column->place[i] = -1;
  for (int i = 0; i < column->met->options; i++)
    for (int o = 0; o < column->out->key.options; o++)
      if (strcmp(column->met->option[i], column->out->option[o]) == 0) column->place[i] = (int8_t)o;
}

#define TITLE_COLUMNS 120

static void take_known(Column *column, const Item *item) {
  PooledItem *out = column->out;
  g_autofree char *stem = text_fold(item->stem);
  out->title = out->sealed ? NULL : text_shorten(stem, TITLE_COLUMNS);
  if (item->type != ITEM_SINGLE && item->type != ITEM_MULTIPLE) return;
  out->source = POOLED_KEY_ITEM;
  out->key.options = MIN((int)item->options->len, ITEMSTATS_OPTIONS);
  for (int o = 0; o < out->key.options; o++) {
    const ItemOption *option = item->options->pdata[o];
    out->option[o] = g_strdup(option->id);
    if (item_is_key(item, option->id)) out->key.key |= UINT32_C(1) << o;
  }
}

static gint compare_words(gconstpointer a, gconstpointer b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The key comes with guess_key. */
static void take_unknown(Column *column) {
  PooledItem *out = column->out;
  if (column->met->crowded) return;
  out->key.options = column->met->options;
  for (int o = 0; o < out->key.options; o++) out->option[o] = g_strdup(column->met->option[o]);
  qsort(out->option, (size_t)out->key.options, sizeof *out->option, compare_words);
}

/* POOLED gets its row, without figures. */
static bool fill_column(App *app, const PoolItem *met, Column *column, Pooled *pooled,
                        GError **error) {
  GError *fault = NULL;
  PooledItem *out = g_new0(PooledItem, 1);
  *column = (Column){.met = met, .out = out};
  g_ptr_array_add(pooled->items, out);
  out->pack = g_strdup(met->pack);
  out->hash = g_strdup(met->hash);
  out->id = g_strdup(met->code);
  g_autoptr(Item) item = store_item_by_hash(app->store, met->pack, met->hash, &out->sealed, &fault);
  if (fault != NULL) {
    g_propagate_error(error, fault);
    return false;
  }
  if (item != NULL)
    take_known(column, item);
  else
    take_unknown(column);
  place_options(column);
  return true;
}

/* -- the matrix -------------------------------------------------------------------------------- */

typedef struct {
  size_t persons, items;
  Column *column;
  ItemstatsKey *key;
  ItemstatsCell *cell;
} Matrix;

static uint32_t move_bits(const Column *column, uint32_t bits) {
  uint32_t out = 0;
  for (int i = 0; bits != 0; i++, bits >>= 1)
    if ((bits & 1) != 0 && column->place[i] >= 0) out |= UINT32_C(1) << column->place[i];
  return out;
}

static void fill_cells(Matrix *matrix, const Pool *pool) {
  for (size_t i = 0; i < matrix->persons; i++)
    for (guint c = g_array_index(pool->starts, guint, i);
         c < g_array_index(pool->starts, guint, i + 1); c++) {
      const PoolCell *cell = &g_array_index(pool->cells, PoolCell, c);
      uint32_t j = ((PoolItem *)pool->items.list->pdata[cell->item])->column;
      if (j == 0) continue;
      uint32_t chosen = move_bits(&matrix->column[j - 1], cell->chosen);
      matrix->cell[i * matrix->items + j - 1] = (ItemstatsCell){true, chosen, cell->credit};
    }
}

static int compare_bits(const void *a, const void *b) {
  uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
  return (one > two) - (one < two);
}

/* What most of those chose who were right at item J; 0: nobody, or there is no telling. */
static uint32_t guess_key(const Matrix *matrix, size_t j) {
  g_autofree uint32_t *chosen = g_new(uint32_t, matrix->persons + 1);
  size_t n = 0, best = 0;
  uint32_t key = 0;
  for (size_t i = 0; i < matrix->persons; i++) {
    const ItemstatsCell *cell = &matrix->cell[i * matrix->items + j];
    if (cell->answered && cell->credit >= 1 && cell->chosen != 0) chosen[n++] = cell->chosen;
  }
  qsort(chosen, n, sizeof *chosen, compare_bits);
  for (size_t start = 0, i = 0; i < n; i++) {
    if (chosen[i] != chosen[start]) start = i;
    if (i + 1 - start <= best) continue;
    best = i + 1 - start;
    key = chosen[i];
  }
  return key;
}

/* Takes the choice out of answers to item J that are right without the key or wrong with it:
 * another edition named its options otherwise, or the log lies. Returns how many there were. */
static size_t drop_contradictions(Matrix *matrix, size_t j, uint32_t key) {
  size_t dropped = 0;
  for (size_t i = 0; i < matrix->persons; i++) {
    ItemstatsCell *cell = &matrix->cell[i * matrix->items + j];
    if (!cell->answered || (cell->chosen == key) == (cell->credit >= 1)) continue;
    cell->chosen = 0;
    dropped++;
  }
  return dropped;
}

static bool was_ever_right(const Matrix *matrix, size_t j) {
  for (size_t i = 0; i < matrix->persons; i++) {
    const ItemstatsCell *cell = &matrix->cell[i * matrix->items + j];
    if (cell->answered && cell->credit >= 1) return true;
  }
  return false;
}

static void forget_options(PooledItem *out) {
  for (int o = 0; o < out->key.options; o++) g_clear_pointer(&out->option[o], g_free);
  out->key = (ItemstatsKey){0};
  out->source = POOLED_KEY_NONE;
}

/* Where the item is not known here: orders and matches show in that the same options are now right,
 * now wrong, that one stands twice, or that all of them are the key. */
static void settle_unknown(Matrix *matrix, size_t j) {
  PooledItem *out = matrix->column[j].out;
  uint32_t key = guess_key(matrix, j);
  uint32_t all = out->key.options == 32 ? UINT32_MAX : (UINT32_C(1) << out->key.options) - 1;
  out->key.key = key;
  out->source = key == 0 ? POOLED_KEY_NONE : POOLED_KEY_ANSWERS;
  size_t dropped = key == 0 ? 0 : drop_contradictions(matrix, j, key);
  bool untold = key == 0 && was_ever_right(matrix, j);
  if (untold || key == all || dropped * 10 > matrix->column[j].met->n) forget_options(out);
}

static void settle_keys(Matrix *matrix) {
  for (size_t j = 0; j < matrix->items; j++) {
    PooledItem *out = matrix->column[j].out;
    if (out->source == POOLED_KEY_ITEM)
      drop_contradictions(matrix, j, out->key.key);
    else if (out->key.options > 0)
      settle_unknown(matrix, j);
    matrix->key[j] = out->key;
  }
}

/* -- rows -------------------------------------------------------------------------------------- */

static int rank_of(const PooledItem *item) {
  unsigned flags = item->figures.flags;
  if (flags & ITEMSTATS_WRONG_KEY) return 0;
  if (flags & ITEMSTATS_FEW) return 3;
  return flags != 0 ? 1 : 2;
}

static gint compare_rows(gconstpointer a, gconstpointer b) {
  const PooledItem *one = *(PooledItem *const *)a, *two = *(PooledItem *const *)b;
  const ItemstatsItem *x = &one->figures, *y = &two->figures;
  int order = rank_of(one) - rank_of(two);
  if (order == 0 && rank_of(one) == 0)
    order = (x->discrimination > y->discrimination) - (x->discrimination < y->discrimination);
  if (order == 0) order = (x->n < y->n) - (x->n > y->n);
  if (order == 0) order = strcmp(one->id, two->id);
  if (order == 0) order = strcmp(one->hash, two->hash);
  return order != 0 ? order : strcmp(one->pack, two->pack);
}

static void fill_rows(const Matrix *matrix, const Itemstats *stats, Pooled *out) {
  out->form = stats->form;
  for (size_t j = 0; j < matrix->items; j++) {
    PooledItem *item = matrix->column[j].out;
    item->figures = stats->item[j];
    out->answers += item->figures.n;
  }
  g_ptr_array_sort(out->items, compare_rows);
}

bool pool_reckon(App *app, const Pool *pool, Pooled *out, GError **error) {
  Matrix matrix = {.persons = pool->starts->len - 1};
  g_autoptr(GPtrArray) chosen = choose_items(pool, matrix.persons, out);
  g_autofree Column *columns = g_new0(Column, chosen->len + 1);
  matrix.column = columns;
  for (; matrix.items < chosen->len; matrix.items++) {
    PoolItem *item = chosen->pdata[matrix.items];
    if (!fill_column(app, item, &columns[matrix.items], out, error)) return false;
    item->column = (uint32_t)matrix.items + 1;
  }
  g_autofree ItemstatsKey *keys = g_new0(ItemstatsKey, matrix.items + 1);
  g_autofree ItemstatsCell *cells = g_new0(ItemstatsCell, matrix.persons * matrix.items + 1);
  matrix.key = keys;
  matrix.cell = cells;
  fill_cells(&matrix, pool);
  settle_keys(&matrix);
  g_autoptr(Itemstats) stats =
      itemstats_new(&(ItemstatsMatrix){matrix.persons, matrix.items, keys, cells});
  fill_rows(&matrix, stats, out);
  return true;
}
