/* drill_plan - what a new sitting may show: candidates from the store, order from model/plan. */
#include "app/drill_private.h"
#include "core/shuffle.h"
#include "model/plan.h"

typedef struct {
  App *app;
  GArray *items;   /* of PlanItem */
  double *weights; /* by area */
  int *seen;       /* by area: answered items */
} Candidates;

/* Siblings share a set or an objective. */
static uint32_t sibling_of(const StoreCandidate *candidate) {
  const char *shared = candidate->set != NULL ? candidate->set : candidate->objective;
  return shared == NULL ? 0 : (uint32_t)(shuffle_mix(0, shared) | 1);
}

static void add(Candidates *c, const StoreCandidate *candidate, bool is_new, double urgency) {
  int area = app_area_index(c->app, candidate->area);
  if (area < 0) return;
  PlanItem item = {candidate->item, area, sibling_of(candidate), is_new, urgency};
  g_array_append_val(c->items, item);
}

static bool add_due(Candidates *c, int today, GError **error) {
  g_autoptr(GPtrArray) due = store_due_reviews(c->app->store, today, DRILL_PLAN_LIMIT, error);
  if (due == NULL) return false;
  for (guint i = 0; i < due->len; i++) {
    const StoreCandidate *candidate = due->pdata[i];
    add(c, candidate, false, (double)(today - candidate->due_day) / MAX(candidate->interval, 1));
  }
  return true;
}

static bool add_unseen(Candidates *c, GError **error) {
  for (guint a = 0; a < c->app->areas->len; a++) {
    const StoreArea *area = c->app->areas->pdata[a];
    g_autoptr(GPtrArray) unseen =
        store_unseen(c->app->store, area->id, DRILL_PLAN_LIMIT / 4, error);
    if (unseen == NULL) return false;
    for (guint i = 0; i < unseen->len; i++) add(c, unseen->pdata[i], true, i);
  }
  return true;
}

static void weigh(Candidates *c, const Home *home) {
  for (guint a = 0; a < home->areas->len; a++) {
    const AppArea *area = home->areas->pdata[a];
    c->weights[a] = area->weight;
    c->seen[a] = area->fresh;
  }
}

static GArray *sitting(const Candidates *c, const Home *home, int max_new) {
  PlanInput input = {.items = (const PlanItem *)(void *)c->items->data,
                     .n = c->items->len,
                     .weights = c->weights,
                     .seen = c->seen,
                     .areas = home->areas->len,
                     .max_new = max_new};
  return plan_sitting(&input);
}

/* What is left of the candidates once PLANNED is taken out. */
static void remove_planned(Candidates *c, const GArray *planned) {
  g_autoptr(GHashTable) taken = g_hash_table_new(g_int64_hash, g_int64_equal);
  for (guint i = 0; i < planned->len; i++)
    g_hash_table_add(taken, &g_array_index(planned, int64_t, i));
  guint kept = 0;
  for (guint i = 0; i < c->items->len; i++) {
    PlanItem item = g_array_index(c->items, PlanItem, i);
    if (g_hash_table_contains(taken, &item.item)) {
      c->seen[item.area] += item.is_new;
      continue;
    }
    g_array_index(c->items, PlanItem, kept++) = item;
  }
  g_array_set_size(c->items, kept);
}

/* First what today asks for, reviews and new items mixed; behind it further new items, for a
 * learner who is faster than expected. */
static GArray *order(Candidates *c, const Home *home, SessionGoal goal) {
  int fresh = home->fresh;
  if (goal.count > 0) fresh = MAX(goal.count - home->due, goal.count / 5);
  GArray *queue = sitting(c, home, fresh);
  remove_planned(c, queue);
  g_autoptr(GArray) rest = sitting(c, home, -1);
  g_array_append_vals(queue, rest->data, rest->len);
  if (queue->len > DRILL_PLAN_LIMIT) g_array_set_size(queue, DRILL_PLAN_LIMIT);
  return queue;
}

GArray *drill_plan(App *app, SessionGoal goal, GError **error) {
  g_autoptr(Home) home = app_home(app, error);
  if (home == NULL) return NULL;
  Candidates c = {.app = app, .items = g_array_new(FALSE, FALSE, sizeof(PlanItem))};
  c.weights = g_new0(double, home->areas->len + 1);
  c.seen = g_new0(int, home->areas->len + 1);
  weigh(&c, home);
  GArray *queue = NULL;
  if (add_due(&c, app_today(app), error) && add_unseen(&c, error)) queue = order(&c, home, goal);
  g_array_unref(c.items);
  g_free(c.weights);
  g_free(c.seen);
  return queue;
}
