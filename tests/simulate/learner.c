/* learner - see learner.h. */
#include "learner.h"
#include "model/normal.h"
#include <math.h>
#include <string.h>

#define GUESS .25

static double label_of(int i) {
  static const double labels[] = {-.8, 0, 0, .8};
  return labels[i % 4];
}

static double easier(double label) {
  return label < 0 ? .15 : label > 0 ? -.15 : 0;
}

static void draw_items(Learner *learner) {
  for (int a = 0; a < LEARNER_AREAS; a++)
    for (int i = 0; i < LEARNER_BANK; i++) {
      LearnerItem *item = &learner->items[a][i];
      item->label = label_of(i);
      item->b = item->label + .5 * normal_draw(learner->rand);
      item->fact = g_rand_int_range(learner->rand, 0, FACTS);
    }
}

static void draw_truth(Learner *learner) {
  double shared = sqrt(.80) * normal_draw(learner->rand);
  double share = g_rand_double_range(learner->rand, .2, .9);
  for (int a = 0; a < LEARNER_AREAS; a++) {
    learner->theta[a] = .2 + shared + .6 * normal_draw(learner->rand);
    double here = fmin(fmax(share + .12 * normal_draw(learner->rand), .02), .98);
    for (int f = 0; f < FACTS; f++) learner->knows[a][f] = g_rand_double(learner->rand) < here;
  }
}

Learner *learner_new(LearnerKind kind, double lam, double repeats, int per_day, uint64_t seed) {
  Learner *learner = g_new0(Learner, 1);
  learner->kind = kind;
  learner->lam = lam;
  learner->repeats = repeats;
  learner->per_day = per_day;
  learner->rand = normal_rand(seed);
  learner->mastery = mastery_new(LEARNER_AREAS);
  draw_items(learner);
  draw_truth(learner);
  return learner;
}

void learner_free(Learner *learner) {
  g_rand_free(learner->rand);
  mastery_free(learner->mastery);
  g_free(learner);
}

/* -- answering --------------------------------------------------------------------------------- */

static double recall_of(const LearnerItem *item, int day) {
  if (item->answers == 0) return 0;
  return fsrs_retrievability(&FSRS_DEFAULTS, day - item->last_day, item->state.stability);
}

static double knows_rasch(const Learner *learner, int area, const LearnerItem *item) {
  double s = logistic(learner->theta[area] - item->b);
  double memory = .8 * recall_of(item, learner->day);
  return 1 - (1 - memory) * (1 - s);
}

/* A known fact is told in nine of ten cases, a little more where the item is easy; the answer to an
 * item seen before may be remembered as such. */
static double knows_facts(const Learner *learner, int area, const LearnerItem *item) {
  double told = learner->knows[area][item->fact] ? .9 + easier(item->label) / 2 : 0;
  double memory = item->answers == 0 ? 0 : exp2(-(learner->day - item->last_day) / item->grip);
  return fmax(told, .85 * memory);
}

static bool gives_right(Learner *learner, int area, const LearnerItem *item) {
  if (learner->kind == LEARNER_RECALL && item->answers > 0)
    return g_rand_double(learner->rand) < recall_of(item, learner->day);
  double knows = learner->kind == LEARNER_FACTS ? knows_facts(learner, area, item)
                                                : knows_rasch(learner, area, item);
  return g_rand_double(learner->rand) < knows + (1 - knows) * GUESS;
}

/* Reading the rationale may bring the fact; days take facts away. */
static void learn(Learner *learner, int area, LearnerItem *item) {
  learner->theta[area] += learner->lam;
  bool *knows = &learner->knows[area][item->fact];
  if (!*knows) *knows = g_rand_double(learner->rand) < 12 * learner->lam;
  item->grip = item->answers == 0 ? 4 : item->grip * 1.6;
}

static void pass_night(Learner *learner) {
  for (int a = 0; a < LEARNER_AREAS; a++)
    for (int f = 0; f < FACTS; f++)
      if (g_rand_double(learner->rand) < .003) learner->knows[a][f] = false;
}

static void remember(LearnerItem *item, bool right, int day) {
  Rating rating = right ? RATING_GOOD : RATING_AGAIN;
  int days = day - item->last_day;
  item->state = item->answers == 0 ? fsrs_first(&FSRS_DEFAULTS, rating)
                                   : fsrs_next(&FSRS_DEFAULTS, item->state, days, rating);
  item->last_day = day;
  item->answers++;
}

static LearnerItem *pick(Learner *learner, int *area) {
  int a = *area = g_rand_int_range(learner->rand, 0, LEARNER_AREAS), seen = learner->seen[a];
  bool repeat = seen > 0 && g_rand_double(learner->rand) < learner->repeats;
  if (repeat || seen == LEARNER_BANK)
    return &learner->items[a][g_rand_int_range(learner->rand, 0, seen)];
  return &learner->items[a][learner->seen[a]++];
}

void learner_answer(Learner *learner, double target) {
  int area, day = 1 + learner->answers / learner->per_day;
  if (day > learner->day && learner->day > 0) pass_night(learner);
  learner->day = day;
  LearnerItem *item = pick(learner, &area);
  bool right = gives_right(learner, area, item);
  MasteryAnswer answer = {.area = area,
                          .difficulty = item->label,
                          .spread = .5,
                          .guess = GUESS,
                          .recall = recall_of(item, day),
                          .fresh = item->answers == 0,
                          .credit = right,
                          .day = day};
  mastery_answer(learner->mastery, &answer, target);
  learn(learner, area, item);
  remember(item, right, day);
  learner->answers++;
  learner->right += right;
}

/* -- the truth --------------------------------------------------------------------------------- */

static double fresh_score(const Learner *learner, int area, double delta) {
  double sum = 0;
  for (int i = 0; i < 200; i++) {
    double label = label_of(i), knows;
    if (learner->kind != LEARNER_FACTS) {
      double b = label + .5 * sqrt(2) * (i % 2 ? .7 : -.7);
      knows = logistic(learner->theta[area] - b - delta);
    } else {
      knows = learner->knows[area][i % FACTS] ? .9 + easier(label) / 2 : 0;
    }
    sum += knows + (1 - knows) * GUESS;
  }
  return sum / 200;
}

double learner_area_score(const Learner *learner, int area) {
  return fresh_score(learner, area, 0);
}

double learner_score(const Learner *learner, double delta) {
  double sum = 0;
  for (int a = 0; a < LEARNER_AREAS; a++) sum += fresh_score(learner, a, delta);
  return sum / LEARNER_AREAS;
}

int learner_take_form(Learner *learner, int n) {
  double delta = .25 * normal_draw(learner->rand);
  int right = 0;
  for (int i = 0; i < n; i++) {
    int area = i % LEARNER_AREAS;
    LearnerItem fresh = {.label = label_of(i / LEARNER_AREAS)};
    fresh.b = fresh.label + delta + .5 * normal_draw(learner->rand);
    fresh.fact = g_rand_int_range(learner->rand, 0, FACTS);
    right += gives_right(learner, area, &fresh);
  }
  return right;
}
