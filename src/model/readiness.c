/* readiness - see readiness.h. */
#include "model/readiness.h"
#include "model/normal.h"
#include <math.h>
#include <stdlib.h>

#define FORM_SD     .25
#define ITEM_SPREAD .5

typedef struct {
  int areas;
  double mean[MASTERY_AREAS_MAX];
  double *factor; /* lower, areas x areas */
  GRand *rand;
} Draws;

static void draw_ability(const Draws *draws, double *theta) {
  double z[MASTERY_AREAS_MAX];
  for (int i = 0; i < draws->areas; i++) z[i] = normal_draw(draws->rand);
  for (int i = 0; i < draws->areas; i++) {
    theta[i] = draws->mean[i];
    for (int j = 0; j <= i; j++) theta[i] += draws->factor[i * draws->areas + j] * z[j];
  }
}

typedef struct {
  double mu, v; /* of the number right */
} FormScore;

static FormScore score_form(const ReadinessPart *part, int areas, const double *theta,
                            double delta) {
  double kap = 1 / sqrt(1 + G_PI * ITEM_SPREAD * ITEM_SPREAD / 8), all = 0;
  FormScore score = {0, 0};
  for (int k = 0; k < areas; k++) {
    double p = part->guess + (1 - part->guess) * logistic(kap * (theta[k] - delta));
    score.mu += part->weights[k] * p;
    score.v += part->weights[k] * p * (1 - p);
    all += part->weights[k];
  }
  if (all <= 0) return score;
  score.mu *= part->items / all;
  score.v = fmax(score.v * part->items / all, 1e-9);
  return score;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void count_evidence(const Mastery *mastery, Readiness *out) {
  for (int k = 0; k < mastery->areas; k++) {
    out->fresh += mastery->counts[k].fresh;
    out->repeats += mastery->counts[k].repeats;
  }
  out->enough = out->fresh >= READINESS_EVIDENCE;
}

static void run_draws(const Draws *draws, const ReadinessPart *parts, int n, Readiness *out) {
  double chances[READINESS_DRAWS], scores[READINESS_DRAWS], theta[MASTERY_AREAS_MAX];
  for (int d = 0; d < READINESS_DRAWS; d++) {
    double delta = FORM_SD * normal_draw(draws->rand), noise = normal_draw(draws->rand);
    draw_ability(draws, theta);
    chances[d] = 1;
    for (int i = 0; i < n; i++) {
      FormScore score = score_form(&parts[i], draws->areas, theta, delta);
      double cut = ceil(parts[i].target * parts[i].items - 1e-9);
      chances[d] *= normal_cdf((score.mu - cut + .5) / sqrt(score.v));
      if (i > 0) continue;
      out->score += score.mu / parts[i].items / READINESS_DRAWS;
      scores[d] = (score.mu + sqrt(score.v) * noise) / parts[i].items;
    }
    out->chance += chances[d] / READINESS_DRAWS;
  }
  qsort(chances, READINESS_DRAWS, sizeof *chances, ascending);
  qsort(scores, READINESS_DRAWS, sizeof *scores, ascending);
  out->low = quantile_sorted(chances, READINESS_DRAWS, .1);
  out->high = quantile_sorted(chances, READINESS_DRAWS, .9);
  out->score_low = fmax(quantile_sorted(scores, READINESS_DRAWS, .1), 0);
  out->score_high = fmin(quantile_sorted(scores, READINESS_DRAWS, .9), 1);
}

Readiness readiness_compute(const Mastery *mastery, const ReadinessPart *parts, int n, int day,
                            uint64_t seed) {
  Readiness out = {0};
  gsize cells = (gsize)mastery->areas * (gsize)mastery->areas;
  Draws draws = {.areas = mastery->areas, .rand = normal_rand(seed)};
  double *covariance = g_new(double, cells);
  draws.factor = g_new(double, cells);
  mastery_mixture(mastery, day, draws.mean, covariance);
  normal_factor(covariance, mastery->areas, draws.factor);
  count_evidence(mastery, &out);
  run_draws(&draws, parts, n, &out);
  g_free(covariance);
  g_free(draws.factor);
  g_rand_free(draws.rand);
  return out;
}
