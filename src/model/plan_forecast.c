/* plan_forecast - the plan run forward in expectation. */
#include "model/plan_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
  PlanItem *items;
  size_t n;
  double share; /* of all items that the sample holds */
  PlanInput input;
  double seconds; /* to spend; below 0 after an answer that ran over */
} Course;

typedef struct {
  Course *course;
  GRand *rand;
  size_t size, all, met;
} Sampler;

/* Knuth's algorithm S: each item with the chance that fills the sample. */
static void sample(const PlanItem *item, void *user) {
  Sampler *s = user;
  double wanted = (double)(s->size - s->course->n), left = (double)(s->all - s->met++);
  if (s->course->n < s->size && (s->size == s->all || g_rand_double(s->rand) * left < wanted))
    s->course->items[s->course->n++] = *item;
}

static void count_item(const PlanItem *item, void *user) {
  (void)item;
  ++*(size_t *)user;
}

/* A seeded sample without replacement; all items where they are few. */
static Course course_new(const PlanInput *input) {
  Course course = {.input = *input};
  size_t all = 0;
  plan_each(input, count_item, &all);
  Sampler sampler = {&course, g_rand_new_with_seed(1), MIN(all, PLAN_SAMPLE), all, 0};
  course.items = g_new(PlanItem, sampler.size + 1);
  plan_each(input, sample, &sampler);
  g_rand_free(sampler.rand);
  course.share = all > 0 ? (double)sampler.size / (double)all : 1;
  course.input.source = NULL;
  course.input.items = course.items;
  course.input.n = course.n;
  return course;
}

/* The item's memory after it was asked, in expectation over right and wrong. */
static void ask(const PlanScale *scale, PlanItem *item, const PlanChoice *choice, int today) {
  double r = choice->recall;
  FsrsState right, wrong;
  if (item->is_new) {
    right = scale->first_good;
    wrong = scale->first_missed;
  } else {
    int elapsed = MAX(today - item->last_day, 0);
    right = fsrs_advance(&scale->c, plan_memory(item), elapsed, RATING_GOOD);
    wrong = fsrs_advance(&scale->c, plan_memory(item), elapsed, RATING_AGAIN);
    wrong = fsrs_advance(&scale->c, wrong, 0, RATING_GOOD);
  }
  item->is_new = false;
  item->last_day = today;
  plan_remember(item, (FsrsState){r * right.stability + (1 - r) * wrong.stability,
                                  r * right.difficulty + (1 - r) * wrong.difficulty});
}

typedef struct {
  PlanChoice choice;
  PlanItem *item;
} Worth;

static int best_first(const void *a, const void *b) {
  const Worth *x = a, *y = b;
  if (x->choice.priority != y->choice.priority)
    return x->choice.priority > y->choice.priority ? -1 : 1;
  return x->choice.item < y->choice.item ? -1 : x->choice.item > y->choice.item;
}

static size_t count_unseen(const Course *course) {
  size_t unseen = 0;
  for (size_t i = 0; i < course->n; i++) unseen += course->items[i].is_new;
  return unseen;
}

/* One day: first the new ones that coverage asks for, then by worth. */
static void run_day(Course *course, PlanScale *scale, Worth *worth, int today) {
  const PlanInput *input = &course->input;
  int quota = plan_quota_of(today, input->start_day, input->exam_day, count_unseen(course));
  bool no_new = input->exam_day > 0 && input->exam_day - today <= PLAN_LAST_DAYS;
  for (size_t i = 0; i < course->n; i++)
    worth[i] = (Worth){plan_worth(scale, &course->items[i], today), &course->items[i]};
  qsort(worth, course->n, sizeof *worth, best_first);
  for (int pass = 0; pass < 2; pass++)
    for (size_t i = 0; i < course->n && course->seconds > 0; i++) {
      bool fresh = worth[i].item->is_new;
      if (!fresh && !plan_worthwhile(worth[i].item, &worth[i].choice, today)) continue;
      if ((fresh && no_new) || (pass == 0 && (!fresh || quota-- <= 0))) continue;
      if (pass == 1 && worth[i].choice.priority <= 0) break;
      course->seconds -= worth[i].choice.seconds;
      ask(scale, worth[i].item, &worth[i].choice, today);
    }
}

static void measure(const Course *course, const PlanScale *scale, int day, PlanForecast *out) {
  int items[PLAN_AREAS_MAX] = {0};
  double all = 0;
  for (size_t i = 0; i < course->n; i++) {
    const PlanItem *item = &course->items[i];
    out->by_area[item->area] +=
        item->is_new ? plan_known(scale, item) : plan_recall(scale, item, day - item->last_day);
    items[item->area]++;
    out->unseen += item->is_new;
  }
  out->unseen /= course->share;
  for (size_t a = 0; a < course->input.areas; a++) {
    if (items[a] == 0) out->by_area[a] = -1;
    if (items[a] == 0) continue;
    out->by_area[a] /= items[a];
    out->known += course->input.weights[a] * out->by_area[a];
    all += course->input.weights[a];
  }
  if (all > 0) out->known /= all;
}

PlanForecast plan_forecast(const PlanInput *input, double seconds) {
  Course course = course_new(input);
  bool toward = plan_policy(input) == PLAN_TOWARD_EXAM;
  int days = toward ? input->exam_day - input->today : PLAN_HORIZON;
  if (!toward) course.input.exam_day = 0;
  PlanForecast out = {.seconds_a_day = seconds, .days = days, .covered_day = -1};
  Worth *worth = g_new(Worth, course.n + 1);
  PlanScale scale = plan_scale(&course.input, days);
  for (int day = 0; day < days; day++) {
    if (out.covered_day < 0 && count_unseen(&course) == 0) out.covered_day = day;
    scale.horizon = toward ? days - day : PLAN_HORIZON;
    course.seconds = fmin(course.seconds, 0) + seconds * course.share;
    run_day(&course, &scale, worth, input->today + day);
  }
  if (out.covered_day < 0 && count_unseen(&course) == 0) out.covered_day = days;
  measure(&course, &scale, input->today + days, &out);
  g_free(worth);
  g_free(course.items);
  return out;
}
