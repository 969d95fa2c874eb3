/* simulate - proves mastery, readiness and the plan on made-up learners. Seeded: the same figures
 * every time. `make simulate` runs it whole and fails where a gate fails; `simulate --short` runs a
 * part of it in the tests. The tables stand in doc/models.md.
 */
#include "learner.h"
#include "model/normal.h"
#include "planning.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TARGET .75
#define FORM   100

static int failed;

static void gate(bool holds, const char *what) {
  if (holds) return;
  failed++;
  printf("GATE FAILED: %s\n", what);
}

/* -- figures of one kind of forecast over many learners ---------------------------------------- */

#define BINS 10

typedef struct {
  double n, brier, bias; /* of the chance to pass; bias of the score */
  double bin_n[BINS], bin_chance[BINS], bin_passed[BINS];
  double judged, false_mastery; /* areas said to be mastered; of these, not so in truth */
} Figures;

static void note(Figures *f, double chance, double score, bool passed, double truth) {
  int bin = (int)fmin(chance * BINS, BINS - 1);
  f->n += 1;
  f->brier += pow(chance - passed, 2);
  f->bias += score - truth;
  f->bin_n[bin] += 1;
  f->bin_chance[bin] += chance;
  f->bin_passed[bin] += passed;
}

static double ece(const Figures *f) {
  double sum = 0;
  for (int b = 0; b < BINS; b++) sum += fabs(f->bin_chance[b] - f->bin_passed[b]);
  return sum / f->n;
}

static double false_share(const Figures *f) {
  return f->judged > 0 ? f->false_mastery / f->judged : 0;
}

/* What percent right says: everything is evidence, repeats too. */
static double naive_chance(double share, int n) {
  double p = fmin(fmax(share, .01), .99), cut = ceil(TARGET * n);
  return normal_cdf((n * p - cut + .5) / sqrt(n * p * (1 - p)));
}

typedef struct {
  Figures model, naive;
} Pair;

static void count_mastered(const Learner *learner, Figures *f) {
  for (int a = 0; a < LEARNER_AREAS; a++) {
    MasteryView view = mastery_view(learner->mastery, a, learner->day, TARGET);
    if (view.status != MASTERY_MASTERED) continue;
    f->judged += 1;
    f->false_mastery += learner_area_score(learner, a) < TARGET;
  }
}

static void judge(Learner *learner, uint64_t seed, Pair *pair) {
  static const double weights[LEARNER_AREAS] = {1, 1, 1, 1, 1};
  ReadinessPart part = {FORM, TARGET, .25, weights};
  Readiness r = readiness_compute(learner->mastery, &part, 1, learner->day, seed);
  double share = (double)learner->right / learner->answers;
  double truth = learner_score(learner, 0);
  bool passed = learner_take_form(learner, FORM) >= ceil(TARGET * FORM);
  note(&pair->model, r.chance, r.score, passed, truth);
  note(&pair->naive, naive_chance(share, FORM), share, passed, truth);
  count_mastered(learner, &pair->model);
}

/* LEARNERS of one kind, judged after 100 and after 200 answers. */
static void run_cell(LearnerKind kind, double lam, double repeats, int learners, Pair out[2]) {
  memset(out, 0, 2 * sizeof *out);
  for (int i = 0; i < learners; i++) {
    uint64_t seed =
        (uint64_t)(i + 1) * 7919 + (uint64_t)(lam * 1000) * 31 + (uint64_t)(repeats * 10);
    Learner *learner = learner_new(kind, lam, repeats, 20, seed);
    for (int half = 0; half < 2; half++) {
      for (int n = 0; n < 100; n++) learner_answer(learner, TARGET);
      judge(learner, seed, &out[half]);
    }
    learner_free(learner);
  }
}

static void print_cell(double lam, double repeats, int answers, const Pair *pair) {
  const Figures *m = &pair->model, *r = &pair->naive;
  printf("| %.2f | %2.0f %% | %d | %.3f | %.3f | %+.3f | %4.1f %% | %.3f | %.3f | %+.3f |\n", lam,
         repeats * 100, answers, m->brier / m->n, ece(m), m->bias / m->n, 100 * false_share(m),
         r->brier / r->n, ece(r), r->bias / r->n);
}

/* A learning rate in the middle of the filter's is what it expects; the others lie at its edges. */
static void check_cell(const Pair *pair, double lam) {
  const Figures *m = &pair->model;
  gate(ece(m) <= (lam > .005 && lam < .015 ? .05 : .12), "calibration error");
  gate(fabs(m->bias / m->n) <= .035, "bias of the score");
}

static void add_figures(Figures *to, const Figures *from) {
  to->n += from->n;
  to->brier += from->brier;
  to->bias += from->bias;
  to->judged += from->judged;
  to->false_mastery += from->false_mastery;
}

/* All cells together, after 100 and after 200 answers. */
static void check_all(const Pair *all) {
  for (int half = 0; half < 2; half++) {
    const Figures *m = &all[half].model, *r = &all[half].naive;
    printf("| all | all | %d | %.3f | | %+.3f | %4.1f %% | %.3f | | %+.3f |\n", 100 * (half + 1),
           m->brier / m->n, m->bias / m->n, 100 * false_share(m), r->brier / r->n, r->bias / r->n);
    gate(false_share(m) <= .12, "false mastery");
    gate(m->brier <= .8 * r->brier, "Brier at least 20 % better than percent right");
  }
}

static void table_head(const char *title) {
  printf("\n%s\n\n| learning | repeats | answers | Brier | ECE | bias | false mastery | Brier, "
         "percent "
         "right | ECE | bias |\n|---|---|---|---|---|---|---|---|---|---|\n",
         title);
}

static void prove_mastery(int learners, bool each_cell) {
  static const double lams[] = {0, .01, .02}, repeats[] = {0, .5, .8};
  Pair pair[2], all[2] = {0};
  table_head("Mastery and readiness: learners as the model sees them");
  for (size_t l = 0; l < G_N_ELEMENTS(lams); l++)
    for (size_t r = 0; r < G_N_ELEMENTS(repeats); r++) {
      run_cell(LEARNER_RASCH, lams[l], repeats[r], learners, pair);
      for (int half = 0; half < 2; half++) {
        print_cell(lams[l], repeats[r], 100 * (half + 1), &pair[half]);
        if (each_cell) check_cell(&pair[half], lams[l]);
        add_figures(&all[half].model, &pair[half].model);
        add_figures(&all[half].naive, &pair[half].naive);
      }
    }
  check_all(all);
  table_head("Misfit: learners whose repeats go as the memory model alone says");
  for (size_t r = 1; r < G_N_ELEMENTS(repeats); r++) {
    run_cell(LEARNER_RECALL, .01, repeats[r], learners, pair);
    for (int half = 0; half < 2; half++) print_cell(.01, repeats[r], 100 * (half + 1), &pair[half]);
  }
  table_head("Misfit: learners of single facts, who share none of its equations");
  for (size_t r = 0; r < G_N_ELEMENTS(repeats); r++) {
    run_cell(LEARNER_FACTS, .02, repeats[r], learners, pair);
    for (int half = 0; half < 2; half++) print_cell(.02, repeats[r], 100 * (half + 1), &pair[half]);
    for (int half = 0; each_cell && half < 2; half++)
      gate(ece(&pair[half].model) <= .12, "calibration error of the misfit learner");
  }
}

/* -- thirty days ------------------------------------------------------------------------------- */

typedef struct {
  double n, x, y, xx, yy, xy;
} Correlation;

static void correlate(Correlation *c, double x, double y) {
  *c = (Correlation){c->n + 1, c->x + x, c->y + y, c->xx + x * x, c->yy + y * y, c->xy + x * y};
}

static double correlation(const Correlation *c) {
  double sx = c->xx - c->x * c->x / c->n, sy = c->yy - c->y * c->y / c->n;
  return sx > 0 && sy > 0 ? (c->xy - c->x * c->y / c->n) / sqrt(sx * sy) : 0;
}

static void prove_thirty_days(int learners) {
  static const double weights[LEARNER_AREAS] = {1, 1, 1, 1, 1};
  ReadinessPart part = {FORM, TARGET, .25, weights};
  Correlation all = {0}, change = {0};
  double within = 0, forms = 0;
  for (int i = 0; i < learners; i++) {
    Learner *learner = learner_new(LEARNER_RASCH, .015, .5, 20, (uint64_t)i + 1);
    double first_score = 0, first_truth = 0;
    for (int day = 1; day <= 30; day++) {
      for (int n = 0; n < 20; n++) learner_answer(learner, TARGET);
      Readiness r = readiness_compute(learner->mastery, &part, 1, learner->day, (uint64_t)i);
      double truth = learner_score(learner, 0);
      double form = (double)learner_take_form(learner, FORM) / FORM;
      if (day == 5) first_score = r.score, first_truth = truth;
      if (day >= 5) correlate(&all, r.score, truth);
      if (day == 30) correlate(&change, r.score - first_score, truth - first_truth);
      within += form >= r.score_low - .005 && form <= r.score_high + .005;
      forms += 1;
    }
    learner_free(learner);
  }
  printf(
      "\nThirty days, %d learners, 20 answers a day, half of them repeats:\n"
      "score expected against truth from day 5 on: correlation %.3f; its change from day 5 to day "
      "30: %.3f; forms within the 80 %% interval: %.1f %% of %.0f\n",
      learners, correlation(&all), correlation(&change), 100 * within / forms, forms);
  gate(correlation(&all) >= .85, "the score moves as the truth does");
  gate(within / forms >= .75 && within / forms <= .88, "coverage of the 80 % interval");
}

int main(int argc, char **argv) {
  bool brief = argc > 1 && strcmp(argv[1], "--short") == 0;
  prove_mastery(brief ? 200 : 2000, !brief);
  prove_thirty_days(brief ? 20 : 300);
  planning_prove(brief ? 5 : 60, gate);
  printf("\n%s\n", failed == 0 ? "All gates hold." : "A gate failed.");
  return failed != 0;
}
