/* form - see form.h. An area's pool becomes units (a set, or one item), sorted by tier and then by
 * a hash of the seed and the unit, and is walked once for each tier and pass.
 */
#include "model/form.h"
#include <math.h>
#include <stdlib.h>

#define HARDNESSES 3
#define TIERS      3 /* sealed and unseen, unseen, seen */

void form_counts(const double *weights, int areas, int n, int *counts) {
  double sum = 0;
  int given = 0;
  for (int a = 0; a < areas; a++) sum += weights[a];
  g_autofree double *rest = g_new0(double, MAX(areas, 1));
  for (int a = 0; a < areas; a++) {
    double quota = sum > 0 ? n * weights[a] / sum : 0;
    counts[a] = (int)floor(quota + 1e-9);
    rest[a] = quota - counts[a];
    given += counts[a];
  }
  for (; given < n && areas > 0 && sum > 0; given++) {
    int best = 0;
    for (int a = 1; a < areas; a++)
      if (rest[a] > rest[best] + 1e-9) best = a;
    counts[best]++;
    rest[best] = -1;
  }
}

/* -- units ------------------------------------------------------------------------------------- */

typedef struct {
  int first, size; /* in Draw.order: items of one set stand together */
  int area, tier;
  uint64_t key;
} Unit;

typedef struct {
  const FormItem *pool;
  int *order; /* indexes into the pool */
  GArray *units;
  GHashTable *families; /* drawn already */
  GArray *drawn;        /* of Unit */
} Draw;

static uint64_t mix(uint64_t x) {
  x += UINT64_C(0x9e3779b97f4a7c15); /* splitmix64, Steele, Lea and Flood 2014 */
  x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
  x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
  return x ^ (x >> 31);
}

static int tier_of(const FormItem *item) {
  return item->seen ? 2 : item->sealed ? 0 : 1;
}

static int compare_items(const void *a, const void *b, void *user) {
  const FormItem *pool = user;
  const FormItem *x = &pool[*(const int *)a], *y = &pool[*(const int *)b];
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  if (x->set != y->set) return x->set < y->set ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static int compare_units(const void *a, const void *b) {
  const Unit *x = a, *y = b;
  if (x->area != y->area) return x->area < y->area ? -1 : 1;
  if (x->tier != y->tier) return x->tier - y->tier;
  if (x->key != y->key) return x->key < y->key ? -1 : 1;
  return x->first - y->first;
}

/* Cuts the pool into units; a set is as seen as its most seen item. */
static void cut_units(Draw *draw, int n, int areas, uint64_t seed) {
  for (int i = 0; i < n; i++) draw->order[i] = i;
  g_qsort_with_data(draw->order, n, sizeof *draw->order, compare_items, (gpointer)draw->pool);
  for (int i = 0; i < n;) {
    const FormItem *item = &draw->pool[draw->order[i]];
    Unit unit = {i, 1, item->area, tier_of(item), 0};
    uint64_t name = item->set != 0 ? (uint64_t)item->set ^ UINT64_C(1) << 63 : (uint64_t)item->item;
    unit.key = mix(seed ^ mix(name));
    for (i++; item->set != 0 && i < n; i++, unit.size++) {
      const FormItem *next = &draw->pool[draw->order[i]];
      if (next->area != item->area || next->set != item->set) break;
      unit.tier = MAX(unit.tier, tier_of(next));
    }
    if (unit.area >= 0 && unit.area < areas) g_array_append_val(draw->units, unit);
  }
  g_array_sort(draw->units, compare_units);
}

/* -- one area ---------------------------------------------------------------------------------- */

typedef struct {
  int from, to;  /* its units */
  int left;      /* items still to draw */
  int sets_left; /* of these, how many may come in sets */
  int room[HARDNESSES];
} Area;

static const FormItem *item_of(const Draw *draw, const Unit *unit, int i) {
  return &draw->pool[draw->order[unit->first + i]];
}

/* Difficulties in the area's pool, as counts for the form. */
static void share_hardness(const Draw *draw, Area *area) {
  double weights[HARDNESSES] = {0};
  for (int u = area->from; u < area->to; u++) {
    const Unit *unit = &g_array_index(draw->units, Unit, u);
    for (int i = 0; i < unit->size; i++)
      weights[CLAMP(item_of(draw, unit, i)->hardness, 0, HARDNESSES - 1)]++;
  }
  form_counts(weights, HARDNESSES, area->left, area->room);
}

static bool has_room(const Draw *draw, const Area *area, const Unit *unit) {
  int room[HARDNESSES];
  for (int h = 0; h < HARDNESSES; h++) room[h] = area->room[h];
  for (int i = 0; i < unit->size; i++)
    if (--room[CLAMP(item_of(draw, unit, i)->hardness, 0, HARDNESSES - 1)] < 0) return false;
  return true;
}

static bool has_relative(const Draw *draw, const Unit *unit) {
  for (int i = 0; i < unit->size; i++) {
    int64_t family = item_of(draw, unit, i)->family;
    if (family != 0 && g_hash_table_contains(draw->families, &family)) return true;
  }
  return false;
}

static void take(Draw *draw, Area *area, const Unit *unit) {
  for (int i = 0; i < unit->size; i++) {
    const FormItem *item = item_of(draw, unit, i);
    area->room[CLAMP(item->hardness, 0, HARDNESSES - 1)]--;
    if (item->family != 0) g_hash_table_add(draw->families, g_memdup2(&item->family, 8));
  }
  area->left -= unit->size;
  if (unit->size > 1) area->sets_left -= unit->size;
  g_array_append_val(draw->drawn, *unit);
}

/* Walks TIER's units; in the first pass an item must fit the difficulties still wanted. TAKEN marks
 * units by their place. */
static void walk(Draw *draw, Area *area, int tier, bool balanced, bool *taken) {
  for (int u = area->from; u < area->to && area->left > 0; u++) {
    const Unit *unit = &g_array_index(draw->units, Unit, u);
    if (unit->tier != tier || taken[u] || unit->size > area->left) continue;
    if (unit->size > 1 && unit->size > area->sets_left) continue;
    if (balanced && !has_room(draw, area, unit)) continue;
    if (has_relative(draw, unit)) continue;
    taken[u] = true;
    take(draw, area, unit);
  }
}

/* Half of an area's items come in sets at most, so that a form does not turn on one story. */
static int draw_area(Draw *draw, int from, int to, int count, bool *taken) {
  Area area = {.from = from, .to = to, .left = count, .sets_left = (count + 1) / 2};
  share_hardness(draw, &area);
  for (int tier = 0; tier < TIERS; tier++) {
    walk(draw, &area, tier, true, taken);
    walk(draw, &area, tier, false, taken);
  }
  area.sets_left = area.left;
  for (int tier = 0; tier < TIERS; tier++) walk(draw, &area, tier, false, taken);
  return area.left;
}

/* -- the form ---------------------------------------------------------------------------------- */

static int compare_keys(const void *a, const void *b) {
  uint64_t x = ((const Unit *)a)->key, y = ((const Unit *)b)->key;
  return x < y ? -1 : x > y;
}

/* Units in an order of their own, so that areas are mixed and sets stay together. */
static void lay_out(Draw *draw, uint64_t seed, Form *form) {
  for (guint u = 0; u < draw->drawn->len; u++) {
    Unit *unit = &g_array_index(draw->drawn, Unit, u);
    unit->key = mix(unit->key ^ mix(seed));
  }
  g_array_sort(draw->drawn, compare_keys);
  for (guint u = 0; u < draw->drawn->len; u++) {
    const Unit *unit = &g_array_index(draw->drawn, Unit, u);
    for (int i = 0; i < unit->size; i++) {
      g_array_append_val(form->items, draw->order[unit->first + i]);
      form->seen += item_of(draw, unit, i)->seen;
    }
  }
}

static void draw_areas(Draw *draw, const int *counts, int areas, Form *form) {
  g_autofree bool *taken = g_new0(bool, draw->units->len + 1);
  int from = 0;
  for (int a = 0; a < areas && form->short_area < 0; a++) {
    int to = from;
    while (to < (int)draw->units->len && g_array_index(draw->units, Unit, to).area == a) to++;
    form->short_by = draw_area(draw, from, to, counts[a], taken);
    if (form->short_by > 0) form->short_area = a;
    from = to;
  }
}

Form *form_draw(const FormItem *pool, int n, const int *counts, int areas, uint64_t seed) {
  Form *form = g_new0(Form, 1);
  form->short_area = -1;
  form->items = g_array_new(FALSE, FALSE, sizeof(int));
  Draw draw = {pool, g_new(int, MAX(n, 1)), g_array_new(FALSE, FALSE, sizeof(Unit)),
               g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL),
               g_array_new(FALSE, FALSE, sizeof(Unit))};
  cut_units(&draw, n, areas, seed);
  draw_areas(&draw, counts, areas, form);
  if (form->short_area < 0) lay_out(&draw, seed, form);
  g_free(draw.order);
  g_array_unref(draw.units);
  g_array_unref(draw.drawn);
  g_hash_table_unref(draw.families);
  return form;
}

void form_free(Form *form) {
  if (form == NULL) return;
  g_array_unref(form->items);
  g_free(form);
}

int form_clean_left(const FormItem *pool, int n, const int *counts, int areas) {
  g_autofree int *fresh = g_new0(int, MAX(areas, 1));
  int left = G_MAXINT;
  for (int i = 0; i < n; i++)
    if (pool[i].sealed && !pool[i].seen && pool[i].area >= 0 && pool[i].area < areas)
      fresh[pool[i].area]++;
  for (int a = 0; a < areas; a++)
    if (counts[a] > 0) left = MIN(left, fresh[a] / counts[a]);
  return left == G_MAXINT ? 0 : left;
}
