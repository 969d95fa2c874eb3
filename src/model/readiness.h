/* readiness - the chance of reaching the learner's target on a form of fresh items.
 *
 * Seeded draws of ability from the mastery filter; for each draw the form's expected score and its
 * variance give the chance by the normal law:
 *
 *   theta ~ N(m, P + .04^2 days I), delta ~ N(0, .25^2) (how hard the form happens to be)
 *   p_k = c + (1-c) sigmoid(kap (theta_k - delta)),  mu = n sum w_k p_k,  v = n sum w_k p_k (1-p_k)
 *   chance = mean Phi((mu - cut + .5) / sqrt(v))
 *
 * A percentage here is about items like these, never about the real exam's scaled score.
 */
#pragma once
#include "model/mastery.h"

#define READINESS_DRAWS 512
/* Fewer fresh answers than this, and readiness reads "not enough evidence yet". */
#define READINESS_EVIDENCE 40

typedef struct {
  int items;             /* n */
  double target;         /* share to reach, .75 */
  double guess;          /* c of the part's items: .25; 0 for essays */
  const double *weights; /* by area, any positive scale */
} ReadinessPart;

typedef struct {
  bool enough;      /* evidence; if not, the rest is still finite but not to be shown */
  double chance;    /* of reaching every part's target */
  double low, high; /* 10-90 % of the chance over the draws of ability */
  double score;     /* expected share right on the first part */
  double score_low,
      score_high;     /* 80 % interval of one form's outcome, chance of the draw included */
  int fresh, repeats; /* the evidence */
} Readiness;

/* Parts must all be reached (of an exam in several parts); N at least 1. DAY is the day of the form. */
Readiness readiness_compute(const Mastery *mastery, const ReadinessPart *parts, int n, int day,
                            uint64_t seed);
