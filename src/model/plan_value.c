/* plan_value - what an item is worth toward the exam day; see plan.h for the formulas. */
#include "model/normal.h"
#include "model/plan_private.h"
#include <math.h>

#define ITEM_SPREAD .5

void plan_each(const PlanInput *input, PlanItemFn each, void *user) {
  if (input->source != NULL) {
    input->source(input->from, each, user);
    return;
  }
  for (size_t i = 0; i < input->n; i++) each(&input->items[i], user);
}

typedef struct {
  int by_area[PLAN_AREAS_MAX];
  size_t items, unseen;
} Count;

static void count_item(const PlanItem *item, void *user) {
  Count *count = user;
  count->by_area[item->area]++;
  count->items++;
  count->unseen += item->is_new;
}

PlanScale plan_scale(const PlanInput *input, int horizon) {
  PlanScale scale = {.input = input, .c = fsrs_constants(input->params), .horizon = horizon};
  Count count = {.items = 0};
  double all = 0;
  plan_each(input, count_item, &count);
  scale.items = count.items;
  scale.unseen = count.unseen;
  for (size_t a = 0; a < input->areas; a++) all += input->weights[a];
  for (size_t a = 0; a < input->areas; a++)
    scale.per_item[a] =
        all > 0 && count.by_area[a] > 0 ? input->weights[a] / all / count.by_area[a] : 0;
  scale.first_good = fsrs_first(input->params, RATING_GOOD);
  scale.first_easy = fsrs_first(input->params, RATING_EASY);
  scale.first_missed =
      fsrs_next(input->params, fsrs_first(input->params, RATING_AGAIN), 0, RATING_GOOD);
  return scale;
}

FsrsState plan_memory(const PlanItem *item) {
  return (FsrsState){(double)item->stability, (double)item->hold};
}

void plan_remember(PlanItem *item, FsrsState state) {
  item->stability = (float)state.stability;
  item->hold = (float)state.difficulty;
}

double plan_recall(const PlanScale *scale, const PlanItem *item, int days) {
  return fsrs_recall(&scale->c, MAX(days, 0), item->stability);
}

double plan_known(const PlanScale *scale, const PlanItem *item) {
  double ability = scale->input->ability == NULL ? 0 : scale->input->ability[item->area];
  double kap = 1 / sqrt(1 + G_PI * ITEM_SPREAD * ITEM_SPREAD / 8);
  return logistic(kap * (ability - item->difficulty));
}

/* Someone who surely knows it answers at once (Easy), someone who works it out is rated Good. */
static double exam_after_first(const PlanScale *scale, double known) {
  double sure = known * known, good = known * (1 - known);
  return sure * fsrs_recall(&scale->c, scale->horizon, scale->first_easy.stability) +
         good * fsrs_recall(&scale->c, scale->horizon, scale->first_good.stability) +
         (1 - known) * fsrs_recall(&scale->c, scale->horizon, scale->first_missed.stability);
}

static double exam_after_review(const PlanScale *scale, const PlanItem *item, double recall,
                                int elapsed) {
  FsrsState right = fsrs_advance(&scale->c, plan_memory(item), elapsed, RATING_GOOD);
  FsrsState wrong = fsrs_advance(&scale->c, plan_memory(item), elapsed, RATING_AGAIN);
  wrong = fsrs_advance(&scale->c, wrong, 0, RATING_GOOD);
  return recall * fsrs_recall(&scale->c, scale->horizon, right.stability) +
         (1 - recall) * fsrs_recall(&scale->c, scale->horizon, wrong.stability);
}

PlanChoice plan_worth(const PlanScale *scale, const PlanItem *item, int today) {
  PlanChoice choice = {.item = item->item, .is_new = item->is_new, .area = item->area};
  if (item->is_new) {
    choice.recall = choice.exam_without = plan_known(scale, item);
    choice.exam_with = exam_after_first(scale, choice.recall);
  } else {
    int elapsed = MAX(today - item->last_day, 0);
    choice.recall = plan_recall(scale, item, elapsed);
    choice.exam_without = plan_recall(scale, item, elapsed + scale->horizon);
    choice.exam_with = exam_after_review(scale, item, choice.recall, elapsed);
  }
  double right = choice.recall + (1 - choice.recall) * item->guess;
  choice.seconds = right * scale->input->seconds_right + (1 - right) * scale->input->seconds_wrong;
  choice.priority = scale->per_item[item->area] * (choice.exam_with - choice.exam_without) /
                    fmax(choice.seconds, 1);
  return choice;
}

PlanPolicy plan_policy(const PlanInput *input) {
  if (input->exam_day == 0) return PLAN_ROLLING;
  return input->today > input->exam_day ? PLAN_BY_DUE : PLAN_TOWARD_EXAM;
}

static int horizon_of(const PlanInput *input) {
  switch (plan_policy(input)) {
  case PLAN_TOWARD_EXAM: return input->exam_day - input->today;
  case PLAN_ROLLING:
  case PLAN_BY_DUE: break;
  }
  return PLAN_HORIZON;
}

PlanChoice plan_value(const PlanInput *input, const PlanItem *item) {
  PlanScale scale = plan_scale(input, horizon_of(input));
  return plan_worth(&scale, item, input->today);
}

bool plan_worthwhile(const PlanItem *item, const PlanChoice *choice, int today) {
  return item->last_day < today && choice->exam_with - choice->exam_without >= PLAN_LEAST_GAIN;
}

/* EXAM 0: none. */
int plan_quota_of(int today, int start, int exam, size_t unseen) {
  if (unseen == 0) return 0;
  if (exam > 0 && today > exam) return 0;
  if (exam > 0 && exam - today <= PLAN_LAST_DAYS) return 0;
  int total = exam > 0 ? MAX(exam - start, 1) : PLAN_HORIZON;
  int elapsed = exam > 0 ? MAX(today - start, 0) : 0;
  return (int)ceil((double)unseen / fmax(1, PLAN_COVERED * total - elapsed));
}

int plan_quota(const PlanInput *input, size_t unseen) {
  return plan_quota_of(input->today, input->start_day, input->exam_day, unseen);
}
