/* plan - see plan.h. */
#include "model/plan.h"

typedef struct {
  GArray *due;       /* of const PlanItem*, most overdue first */
  GPtrArray *fresh;  /* by area: GArray of const PlanItem*, next one first */
  guint *next_fresh; /* by area: place in its fresh list */
  double *served;    /* by area: new items taken, seen ones included */
  guint next_due;
  const PlanInput *input;
  GArray *out; /* of const PlanItem* */
} Planner;

static const PlanItem *at(const GArray *list, guint i) {
  return g_array_index(list, const PlanItem *, i);
}

static int most_urgent_first(const void *a, const void *b) {
  const PlanItem *x = *(const PlanItem *const *)a, *y = *(const PlanItem *const *)b;
  if (x->urgency != y->urgency) return x->urgency > y->urgency ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static int pack_order(const void *a, const void *b) {
  const PlanItem *x = *(const PlanItem *const *)a, *y = *(const PlanItem *const *)b;
  if (x->urgency != y->urgency) return x->urgency < y->urgency ? -1 : 1;
  return x->item < y->item ? -1 : x->item > y->item;
}

static void sort_in(Planner *p) {
  for (size_t i = 0; i < p->input->n; i++) {
    const PlanItem *item = &p->input->items[i];
    GArray *list = item->is_new ? p->fresh->pdata[item->area] : p->due;
    g_array_append_val(list, item);
  }
  g_array_sort(p->due, most_urgent_first);
  for (size_t a = 0; a < p->input->areas; a++) g_array_sort(p->fresh->pdata[a], pack_order);
}

static bool has_fresh(const Planner *p, size_t area) {
  return p->next_fresh[area] < ((GArray *)p->fresh->pdata[area])->len;
}

/* The area furthest behind its share of new items: served / weight is smallest. */
static int neediest_area(const Planner *p) {
  int best = -1;
  double best_share = 0;
  for (size_t a = 0; a < p->input->areas; a++) {
    if (!has_fresh(p, a)) continue;
    double weight = p->input->weights[a] > 0 ? p->input->weights[a] : 1e-6;
    double share = (p->served[a] + 1) / weight;
    if (best < 0 || share < best_share) {
      best = (int)a;
      best_share = share;
    }
  }
  return best;
}

static const PlanItem *take_fresh(Planner *p) {
  int area = neediest_area(p);
  if (area < 0) return NULL;
  p->served[area] += 1;
  return at(p->fresh->pdata[area], p->next_fresh[area]++);
}

/* Reviews and new items in proportion, so that neither waits for the other to run out. */
static void interleave(Planner *p) {
  guint due = p->due->len, fresh = 0, limit = (guint)p->input->max_items;
  for (size_t a = 0; a < p->input->areas; a++) fresh += ((GArray *)p->fresh->pdata[a])->len;
  if (p->input->max_new >= 0) fresh = MIN(fresh, (guint)p->input->max_new);
  if (limit > 0) {
    due = MIN(due, limit);
    fresh = MIN(fresh, limit - due);
  }
  guint taken = 0;
  for (guint i = 0; i < due + fresh; i++) {
    bool turn = (guint64)taken * (due + fresh) < (guint64)i * fresh || p->next_due >= due;
    const PlanItem *item = turn && taken < fresh ? take_fresh(p) : NULL;
    if (item != NULL)
      taken++;
    else
      item = at(p->due, p->next_due++);
    g_array_append_val(p->out, item);
  }
}

/* -- apart: neighbours and siblings ------------------------------------------------------------ */

#define LOOK_AHEAD 24

static int cost(const GArray *out, guint place, const PlanItem *item) {
  int penalty = 0;
  if (place > 0 && at(out, place - 1)->area == item->area) penalty += 2;
  if (item->sibling == 0) return penalty;
  for (guint back = 1; back <= PLAN_SIBLING_GAP && back <= place; back++)
    if (at(out, place - back)->sibling == item->sibling) penalty += 3;
  return penalty;
}

/* Goes once through the sitting; where an item sits badly, the nearest later one that sits well is
 * brought forward and the others move down one place, so urgency is disturbed as little as can be.
 */
static void spread(GArray *out) {
  for (guint i = 0; i < out->len; i++) {
    guint best = i;
    int best_cost = cost(out, i, at(out, i));
    for (guint j = i + 1; best_cost > 0 && j < out->len && j <= i + LOOK_AHEAD; j++) {
      int here = cost(out, i, at(out, j));
      if (here < best_cost) {
        best = j;
        best_cost = here;
      }
    }
    const PlanItem *chosen = at(out, best);
    for (guint j = best; j > i; j--) g_array_index(out, const PlanItem *, j) = at(out, j - 1);
    g_array_index(out, const PlanItem *, i) = chosen;
  }
}

GArray *plan_sitting(const PlanInput *input) {
  Planner p = {.input = input};
  p.due = g_array_new(FALSE, FALSE, sizeof(PlanItem *));
  p.out = g_array_new(FALSE, FALSE, sizeof(PlanItem *));
  p.fresh = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
  p.next_fresh = g_new0(guint, input->areas + 1);
  p.served = g_new0(double, input->areas + 1);
  for (size_t a = 0; a < input->areas; a++) {
    g_ptr_array_add(p.fresh, g_array_new(FALSE, FALSE, sizeof(PlanItem *)));
    p.served[a] = input->seen == NULL ? 0 : input->seen[a];
  }
  sort_in(&p);
  interleave(&p);
  spread(p.out);
  GArray *rows = g_array_sized_new(FALSE, FALSE, sizeof(int64_t), p.out->len);
  for (guint i = 0; i < p.out->len; i++) g_array_append_val(rows, at(p.out, i)->item);
  g_array_unref(p.due);
  g_array_unref(p.out);
  g_ptr_array_unref(p.fresh);
  g_free(p.next_fresh);
  g_free(p.served);
  return rows;
}
