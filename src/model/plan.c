/* plan - see plan.h. Here: choosing and ordering one sitting. */
#include "model/plan.h"
#include "model/plan_private.h"
#include <math.h>

typedef struct {
  PlanChoice choice;
  PlanItem from;
} Candidate;

static const Candidate *at(const GArray *list, guint i) {
  return &g_array_index(list, Candidate, i);
}

/* -- the best of many -------------------------------------------------------------------------- */

typedef int (*Before)(const void *a, const void *b); /* below 0: A comes before B */

static int best_first(const void *a, const void *b) {
  const Candidate *x = a, *y = b;
  if (x->choice.priority != y->choice.priority)
    return x->choice.priority > y->choice.priority ? -1 : 1;
  return x->choice.item < y->choice.item ? -1 : x->choice.item > y->choice.item;
}

static int earliest_place_first(const void *a, const void *b) {
  const Candidate *x = a, *y = b;
  if (x->from.place != y->from.place) return x->from.place < y->from.place ? -1 : 1;
  return x->choice.item < y->choice.item ? -1 : x->choice.item > y->choice.item;
}

/* The first LIMIT candidates in the order of BEFORE: a heap with the last of them on top, so that a
 * hundred thousand items cost one comparison each. Sorted by best_sort; then taken from the front. */
typedef struct {
  GArray *heap; /* of Candidate */
  guint limit, next;
  Before before;
} Best;

static Best best_new(guint limit, Before before) {
  return (Best){g_array_new(FALSE, FALSE, sizeof(Candidate)), limit, 0, before};
}

static void sift_down(const Best *best, guint i) {
  Candidate *heap = (Candidate *)(void *)best->heap->data, moved = heap[i];
  for (guint child; (child = 2 * i + 1) < best->heap->len; i = child) {
    if (child + 1 < best->heap->len && best->before(&heap[child], &heap[child + 1]) < 0) child++;
    if (best->before(&moved, &heap[child]) >= 0) break;
    heap[i] = heap[child];
    heap[child] = moved;
  }
}

static void sift_up(const Best *best, guint i) {
  Candidate *heap = (Candidate *)(void *)best->heap->data, moved = heap[i];
  while (i > 0 && best->before(&heap[(i - 1) / 2], &moved) < 0) {
    heap[i] = heap[(i - 1) / 2];
    i = (i - 1) / 2;
    heap[i] = moved;
  }
}

static void best_offer(Best *best, const Candidate *candidate) {
  if (best->heap->len < best->limit) {
    g_array_append_vals(best->heap, candidate, 1);
    sift_up(best, best->heap->len - 1);
  } else if (best->limit > 0 && best->before(candidate, at(best->heap, 0)) < 0) {
    g_array_index(best->heap, Candidate, 0) = *candidate;
    sift_down(best, 0);
  }
}

static void best_sort(Best *best) {
  g_array_sort(best->heap, best->before);
}

/* -- ranking ----------------------------------------------------------------------------------- */

typedef struct {
  const PlanInput *input;
  PlanScale scale;
  bool by_due, no_new;           /* the policy of the day */
  Best seen;                     /* by priority */
  Best fresh[PLAN_AREAS_MAX];    /* new items of an area, in its own order */
  double served[PLAN_AREAS_MAX]; /* items of the area seen or chosen */
  int quota;
  GArray *chosen; /* of Candidate */
  double seconds; /* of what was chosen */
} Planner;

static double overdue(const PlanInput *input, const PlanItem *item) {
  return (double)(input->today - item->due_day) / MAX(item->interval, 1);
}

/* By due order only what is due counts, most overdue first; in the last days nothing new. */
static void offer(const PlanItem *item, void *user) {
  Planner *p = user;
  const PlanInput *input = p->input;
  bool review = !item->is_new;
  p->served[item->area] += review;
  if (review ? p->by_due && item->due_day > input->today : p->no_new) return;
  Candidate candidate = {plan_worth(&p->scale, item, input->today), *item};
  if (review && !p->by_due && !plan_worthwhile(item, &candidate.choice, input->today)) return;
  if (review && p->by_due) candidate.choice.priority = 1 + overdue(input, item);
  best_offer(review ? &p->seen : &p->fresh[item->area], &candidate);
}

static void rank(Planner *p) {
  plan_each(p->input, offer, p);
  best_sort(&p->seen);
  for (size_t a = 0; a < p->input->areas; a++) best_sort(&p->fresh[a]);
}

/* -- choosing ---------------------------------------------------------------------------------- */

static const Candidate *next_of(const Best *best) {
  return best->next < best->heap->len ? at(best->heap, best->next) : NULL;
}

/* New items of the area furthest behind its share of items seen, where (served + 1) / weight is
 * smallest; NULL where nothing is new. */
static Best *neediest_area(Planner *p) {
  Best *best = NULL;
  double least = 0;
  for (size_t a = 0; a < p->input->areas; a++) {
    if (next_of(&p->fresh[a]) == NULL) continue;
    double share = (p->served[a] + 1) / fmax(p->input->weights[a], 1e-6);
    if (best != NULL && share >= least) continue;
    best = &p->fresh[a];
    least = share;
  }
  return best;
}

static bool full(const Planner *p) {
  const PlanInput *input = p->input;
  if (input->count > 0) return p->chosen->len >= (guint)input->count;
  return input->seconds > 0 && p->seconds >= input->seconds;
}

static void choose(Planner *p, Best *from, bool quota) {
  Candidate chosen = *next_of(from);
  from->next++;
  chosen.choice.quota = quota;
  g_array_append_val(p->chosen, chosen);
  p->seconds += chosen.choice.seconds;
  if (chosen.choice.is_new) p->served[chosen.choice.area] += 1;
}

static void choose_quota(Planner *p) {
  for (int taken = 0; taken < p->quota && !full(p); taken++) {
    Best *needy = neediest_area(p);
    if (needy == NULL) break;
    choose(p, needy, true);
  }
}

/* Chooses the best of what is left: a review, or the next new item of the neediest area, so that a
 * learner ahead of the quota does not see the heaviest area alone. False where nothing is left. */
static bool choose_best(Planner *p) {
  Best *needy = neediest_area(p);
  const Candidate *seen = next_of(&p->seen), *fresh = needy == NULL ? NULL : next_of(needy);
  if (seen == NULL && fresh == NULL) return false;
  bool review = seen != NULL && (fresh == NULL || best_first(seen, fresh) < 0);
  choose(p, review ? &p->seen : needy, false);
  return true;
}

/* -- order ------------------------------------------------------------------------------------- */

#define LOOK_AHEAD 24

static int misfit(const GArray *out, guint place, const Candidate *candidate) {
  int penalty = 0;
  uint32_t sibling = candidate->from.sibling;
  if (place > 0 && at(out, place - 1)->choice.area == candidate->choice.area) penalty += 2;
  for (guint back = 1; sibling != 0 && back <= PLAN_SIBLING_GAP && back <= place; back++)
    if (at(out, place - back)->from.sibling == sibling) penalty += 3;
  return penalty;
}

/* Goes once through the places from FROM to TO; where an item sits badly, the nearest later one that
 * sits well is brought forward and the others move down one place. */
static void spread(GArray *out, guint from, guint to) {
  for (guint i = from; i < to; i++) {
    guint best = i;
    int least = misfit(out, i, at(out, i));
    for (guint j = i + 1; least > 0 && j < to && j <= i + LOOK_AHEAD; j++) {
      int here = misfit(out, i, at(out, j));
      if (here >= least) continue;
      best = j;
      least = here;
    }
    Candidate chosen = *at(out, best);
    for (guint j = best; j > i; j--) g_array_index(out, Candidate, j) = *at(out, j - 1);
    g_array_index(out, Candidate, i) = chosen;
  }
}

/* New items and reviews in proportion, each in the order it was chosen, so that neither waits for
 * the other to run out. */
static void interleave(GArray *out) {
  g_autoptr(GArray) fresh = g_array_new(FALSE, FALSE, sizeof(Candidate));
  g_autoptr(GArray) seen = g_array_new(FALSE, FALSE, sizeof(Candidate));
  for (guint i = 0; i < out->len; i++)
    g_array_append_vals(at(out, i)->choice.is_new ? fresh : seen, at(out, i), 1);
  guint f = 0, s = 0;
  for (guint i = 0; i < out->len; i++) {
    bool turn = s >= seen->len || (guint64)f * out->len < (guint64)i * fresh->len;
    const Candidate *next = turn && f < fresh->len ? at(fresh, f++) : at(seen, s++);
    g_array_index(out, Candidate, i) = *next;
  }
}

static GArray *result(const Planner *p) {
  GArray *out = g_array_sized_new(FALSE, FALSE, sizeof(PlanChoice), p->chosen->len);
  for (guint i = 0; i < p->chosen->len; i++) g_array_append_val(out, at(p->chosen, i)->choice);
  return out;
}

/* More than a sitting can come to, so that the heaps hold all that may be chosen. */
static guint most_items(const PlanInput *input, size_t items, int spare) {
  guint all = (guint)MIN(items, G_MAXINT32);
  double quickest = fmax(fmin(input->seconds_right, input->seconds_wrong), 1);
  if (input->count > 0) return MIN((guint)(input->count + spare), all);
  if (input->seconds <= 0) return all;
  return (guint)fmin(input->seconds / quickest + spare + 1, all);
}

static Planner planner_new(const PlanInput *input, int spare) {
  Planner p = {.input = input, .by_due = plan_policy(input) == PLAN_BY_DUE};
  bool toward = plan_policy(input) == PLAN_TOWARD_EXAM;
  int days = input->exam_day - input->today;
  p.no_new = toward && days <= PLAN_LAST_DAYS;
  p.scale = plan_scale(input, toward ? days : PLAN_HORIZON);
  p.quota = plan_quota(input, p.scale.unseen);
  guint most = most_items(input, p.scale.items, spare);
  p.seen = best_new(most, best_first);
  for (size_t a = 0; a < input->areas; a++) p.fresh[a] = best_new(most, earliest_place_first);
  p.chosen = g_array_new(FALSE, FALSE, sizeof(Candidate));
  return p;
}

static void planner_clear(Planner *p) {
  g_array_unref(p->seen.heap);
  for (size_t a = 0; a < p->input->areas; a++) g_array_unref(p->fresh[a].heap);
  g_array_unref(p->chosen);
}

GArray *plan_sitting(const PlanInput *input, int spare) {
  Planner p = planner_new(input, spare);
  rank(&p);
  choose_quota(&p);
  while (!full(&p) && choose_best(&p)) {
  }
  interleave(p.chosen);
  guint today = p.chosen->len;
  spread(p.chosen, 0, today);
  for (int i = 0; i < spare && choose_best(&p); i++) {
  }
  spread(p.chosen, today, p.chosen->len);
  GArray *out = result(&p);
  planner_clear(&p);
  return out;
}
