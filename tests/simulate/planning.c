/* planning - see planning.h. */
#include "planning.h"
#include "model/normal.h"
#include "model/plan.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define AREAS 10
static const double WEIGHTS[AREAS] = {15, 15, 10, 12, 9, 9, 9, 7, 7, 7};

typedef struct {
  const char *name;
  int items, days, per_day;
  double ability;
} Case;

static const Case CASES[] = {
    {"400 items, 30 days, 40 a day", 400, 30, 40, .2},
    {"400 items, 30 days, 20 a day", 400, 30, 20, .2},
    {"400 items, 90 days, 20 a day", 400, 90, 20, .2},
    {"200 items, 14 days, 30 a day", 200, 14, 30, .2},
    {"800 items, 45 days, 40 a day", 800, 45, 40, .2},
    {"400 items, 30 days, 40 a day, strong", 400, 30, 40, 1.5},
};

typedef enum { POLICY_PLAN, POLICY_DUE, POLICY_NEW, POLICY_RAMP, POLICIES } Policy;
static const char *const NAMES[POLICIES] = {"plan", "due first", "new first", "cap and ramp"};

typedef struct {
  const Case *what;
  PlanItem *items;
  double *ability; /* by area */
  bool *knows;     /* by item: before any answer */
  GRand *rand;
} Candidate;

static Candidate candidate_new(const Case *what, uint64_t seed) {
  Candidate c = {what, g_new0(PlanItem, what->items), g_new0(double, AREAS),
                 g_new0(bool, what->items), normal_rand(seed)};
  for (int a = 0; a < AREAS; a++) c.ability[a] = what->ability + .6 * normal_draw(c.rand);
  for (int i = 0; i < what->items; i++) {
    PlanItem *item = &c.items[i];
    *item = (PlanItem){
        .item = i + 1, .area = (uint8_t)(i % AREAS), .is_new = true, .guess = .25F, .place = i};
    item->difficulty = (i / AREAS) % 4 == 0 ? -.8F : (i / AREAS) % 4 == 3 ? .8F : 0;
    c.knows[i] = g_rand_double(c.rand) < logistic(c.ability[item->area] - item->difficulty);
  }
  return c;
}

static void candidate_clear(Candidate *c) {
  g_free(c->items);
  g_free(c->ability);
  g_free(c->knows);
  g_rand_free(c->rand);
}

/* Asks ITEM on DAY; a miss is retried on the spot, as the drill does. */
static void ask(Candidate *c, PlanItem *item, int day) {
  Rating rating;
  if (item->is_new) {
    rating = c->knows[item->item - 1] ? RATING_GOOD : RATING_AGAIN;
    plan_remember(item, fsrs_first(&FSRS_DEFAULTS, rating));
  } else {
    int days = day - item->last_day;
    double recall = fsrs_retrievability(&FSRS_DEFAULTS, days, (double)item->stability);
    rating = g_rand_double(c->rand) < recall ? RATING_GOOD : RATING_AGAIN;
    plan_remember(item, fsrs_next(&FSRS_DEFAULTS, plan_memory(item), days, rating));
  }
  if (rating == RATING_AGAIN)
    plan_remember(item, fsrs_next(&FSRS_DEFAULTS, plan_memory(item), 0, RATING_GOOD));
  item->is_new = false;
  item->last_day = day;
  item->interval = (int)fmax(1, round(fsrs_interval(&FSRS_DEFAULTS, (double)item->stability, .9)));
  item->due_day = day + item->interval;
}

static void run_plan(Candidate *c, int day) {
  PlanInput input = {.items = c->items,
                     .n = (size_t)c->what->items,
                     .weights = WEIGHTS,
                     .ability = c->ability,
                     .areas = AREAS,
                     .params = &FSRS_DEFAULTS,
                     .today = day,
                     .exam_day = 1 + c->what->days,
                     .start_day = 1,
                     .count = c->what->per_day,
                     .seconds_right = 40,
                     .seconds_wrong = 40};
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  for (guint i = 0; i < sitting->len; i++)
    ask(c, &c->items[g_array_index(sitting, PlanChoice, i).item - 1], day);
}

static int most_overdue(const void *a, const void *b) {
  const PlanItem *x = *(PlanItem *const *)a, *y = *(PlanItem *const *)b;
  double u = (double)-x->due_day / x->interval, v = (double)-y->due_day / y->interval;
  return u != v ? (u > v ? -1 : 1) : x->item < y->item ? -1 : 1;
}

static int ask_due(Candidate *c, int day, int room) {
  g_autoptr(GPtrArray) due = g_ptr_array_new();
  for (int i = 0; i < c->what->items; i++)
    if (!c->items[i].is_new && c->items[i].due_day <= day && c->items[i].last_day < day)
      g_ptr_array_add(due, &c->items[i]);
  g_ptr_array_sort(due, most_overdue);
  guint n = MIN(due->len, (guint)MAX(room, 0));
  for (guint i = 0; i < n; i++) ask(c, due->pdata[i], day);
  return (int)n;
}

static int ask_new(Candidate *c, int day, int room) {
  int asked = 0;
  for (int i = 0; i < c->what->items && asked < room; i++)
    if (c->items[i].is_new) {
      ask(c, &c->items[i], day);
      asked++;
    }
  return asked;
}

static void run_day(Candidate *c, Policy policy, int day) {
  int room = c->what->per_day;
  switch (policy) {
  case POLICY_PLAN: run_plan(c, day); break;
  case POLICY_DUE:
    room -= ask_due(c, day, room);
    ask_new(c, day, room);
    break;
  case POLICY_NEW:
    room -= ask_new(c, day, room);
    ask_due(c, day, room);
    break;
  case POLICY_RAMP: /* a steady number of new items that would cover all, reviews in the rest */
    room -= ask_new(c, day, MIN(room, (c->what->items + c->what->days - 1) / c->what->days));
    ask_due(c, day, room);
    break;
  case POLICIES: break;
  }
}

/* Expected share known on the exam day, areas by weight. */
static double known_on(const Candidate *c, int day) {
  double sum = 0, all = 0;
  for (int i = 0; i < c->what->items; i++) {
    const PlanItem *item = &c->items[i];
    double weight = WEIGHTS[item->area];
    sum += weight * (item->is_new ? c->knows[i]
                                  : fsrs_retrievability(&FSRS_DEFAULTS, day - item->last_day,
                                                        (double)item->stability));
    all += weight;
  }
  return sum / all;
}

typedef struct {
  double mean, error;
} Estimate;

static Estimate run_case(const Case *what, Policy policy, int learners) {
  double sum = 0, squares = 0;
  for (int i = 0; i < learners; i++) {
    Candidate c = candidate_new(what, (uint64_t)i + 1);
    for (int day = 1; day <= what->days; day++) run_day(&c, policy, day);
    double known = known_on(&c, 1 + what->days);
    sum += known;
    squares += known * known;
    candidate_clear(&c);
  }
  double mean = sum / learners;
  return (Estimate){mean, sqrt(fmax(squares / learners - mean * mean, 0) / learners)};
}

void planning_prove(int learners, PlanningGate gate) {
  printf("\nThe plan: share known on the exam day (standard error)\n\n| |");
  for (int p = 0; p < POLICIES; p++) printf(" %s |", NAMES[p]);
  printf("\n|---|---|---|---|---|\n");
  for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
    Estimate plan = {0};
    double best = 0;
    printf("| %s |", CASES[i].name);
    for (int p = 0; p < POLICIES; p++) {
      Estimate e = run_case(&CASES[i], (Policy)p, learners);
      printf(" %.3f (%.3f) |", e.mean, e.error);
      if (p == POLICY_PLAN) plan = e;
      if (p != POLICY_PLAN) best = fmax(best, e.mean);
    }
    printf("\n");
    gate(plan.mean >= best - .005, "the plan is as good as the best of the others");
  }
}
