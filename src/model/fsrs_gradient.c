/* fsrs_gradient - the log loss of one card and its 21 derivatives, by one pass forward that keeps
 * what it met and one pass back. The equations are fsrs.h's; each step back names the one it
 * differentiates.
 */
#include "model/fsrs_private.h"
#include <math.h>

#define R_LEAST 1e-7

FsrsConstants fsrs_constants(const FsrsParams *params) {
  const double *w = params->w;
  FsrsConstants c = {.w = w};
  double base = pow(0.9, -1 / w[20]);
  c.factor = base - 1;
  c.factor_slope = base * log(0.9) / (w[20] * w[20]);
  c.growth = exp(w[8]);
  c.lapse_divisor = exp(w[17] * w[18]);
  for (int g = 0; g < 4; g++) {
    c.first_growth[g] = exp(w[5] * g);
    c.same_day[g] = exp(w[17] * (g - 2 + w[18]));
  }
  c.easy_difficulty = w[4] - c.first_growth[3] + 1;
  return c;
}

/* What one review met on the way forward. S and D are those before it. */
typedef struct {
  double s, d;
  double log_s;
  double x, log_x; /* F t/S and ln(1 + F t/S) */
  double r;
  double a, b, c;      /* parts of the new stability, see each kind */
  double raw_s, raw_d; /* before the clamp */
} Step;

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

static bool inside(double x, double low, double high) {
  return x >= low && x <= high;
}

/* -- forward ----------------------------------------------------------------------------------- */

static double same_day(const FsrsConstants *c, Step *step, int g) {
  step->log_s = log(step->s);
  step->a = c->same_day[g - 1] * exp(-c->w[19] * step->log_s);
  return step->s * (g >= RATING_HARD && step->a < 1 ? 1 : step->a);
}

static double bonus(const FsrsConstants *c, int g) {
  return g == RATING_HARD ? c->w[15] : g == RATING_EASY ? c->w[16] : 1;
}

static double recalled(const FsrsConstants *c, Step *step, int g) {
  step->log_s = log(step->s);
  step->a = c->growth * exp(-c->w[9] * step->log_s);
  step->b = exp(c->w[10] * (1 - step->r));
  step->c = step->a * (11 - step->d) * (step->b - 1);
  return step->s * (1 + step->c * bonus(c, g));
}

static double forgotten(const FsrsConstants *c, Step *step) {
  step->log_s = log(step->s + 1);
  step->a = exp(c->w[13] * step->log_s);
  step->b = exp(c->w[14] * (1 - step->r) - c->w[12] * log(step->d));
  step->c = c->w[11] * (step->a - 1) * step->b;
  return fmin(step->c, step->s / c->lapse_divisor);
}

static void forward(const FsrsConstants *c, Step *step, int32_t days, int g) {
  if (days == 0) {
    step->raw_s = same_day(c, step, g);
  } else {
    step->x = c->factor * days / step->s;
    step->log_x = log(1 + step->x);
    step->r = exp(-c->w[20] * step->log_x);
    step->raw_s = g == RATING_AGAIN ? forgotten(c, step) : recalled(c, step, g);
  }
  double moved = step->d - c->w[6] * (g - 3) * (10 - step->d) / 9;
  step->raw_d = c->w[7] * c->easy_difficulty + (1 - c->w[7]) * moved;
}

static Step first_step(const FsrsConstants *c, int g) {
  return (Step){.raw_s = c->w[g - 1], .raw_d = c->w[4] - c->first_growth[g - 1] + 1};
}

static void take_over(Step *next, const Step *before) {
  next->s = clamp(before->raw_s, FSRS_S_MIN, FSRS_S_MAX);
  next->d = clamp(before->raw_d, 1, 10);
}

/* -- back -------------------------------------------------------------------------------------- */

typedef struct {
  double s, d; /* d(loss) by the state after the review, then by the one before */
} Adjoint;

/* r = (1 + x)^-w20 with x = F t/S. */
static void back_recall(const FsrsConstants *c, const Step *step, double by_r, Adjoint *out,
                        double *gradient) {
  double share = step->x / (1 + step->x);
  out->s += by_r * c->w[20] * step->r * share / step->s;
  double by_factor = c->w[20] * share / c->factor * c->factor_slope;
  gradient[20] -= by_r * step->r * (step->log_x + by_factor);
}

static void back_same_day(const FsrsConstants *c, const Step *step, int g, double by_s,
                          Adjoint *out, double *gradient) {
  if (g >= RATING_HARD && step->a < 1) {
    out->s += by_s;
    return;
  }
  double k = by_s * step->s * step->a;
  out->s += by_s * step->a * (1 - c->w[19]);
  gradient[17] += k * (g - 3 + c->w[18]);
  gradient[18] += k * c->w[17];
  gradient[19] -= k * step->log_s;
}

static double back_recalled(const FsrsConstants *c, const Step *step, int g, double by_s,
                            Adjoint *out, double *gradient) {
  double factor = bonus(c, g), k = by_s * step->s, grown = k * step->c * factor;
  double by_b = k * step->a * (11 - step->d) * factor * step->b;
  out->s += by_s * (1 + step->c * factor * (1 - c->w[9]));
  out->d -= grown / (11 - step->d);
  gradient[8] += grown;
  gradient[9] -= grown * step->log_s;
  gradient[10] += by_b * (1 - step->r);
  if (g == RATING_HARD) gradient[15] += k * step->c;
  if (g == RATING_EASY) gradient[16] += k * step->c;
  return -by_b * c->w[10];
}

static double back_forgotten(const FsrsConstants *c, const Step *step, double by_s, Adjoint *out,
                             double *gradient) {
  double shrunk = step->s / c->lapse_divisor;
  if (shrunk < step->c) {
    out->s += by_s / c->lapse_divisor;
    gradient[17] -= by_s * shrunk * c->w[18];
    gradient[18] -= by_s * shrunk * c->w[17];
    return 0;
  }
  double k = by_s * step->c, by_a = by_s * c->w[11] * step->b * step->a;
  out->s += by_a * c->w[13] / (step->s + 1);
  out->d -= k * c->w[12] / step->d;
  gradient[11] += k / c->w[11];
  gradient[12] -= k * log(step->d);
  gradient[13] += by_a * step->log_s;
  gradient[14] += k * (1 - step->r);
  return -k * c->w[14];
}

static void back_difficulty(const FsrsConstants *c, const Step *step, int g, double by_d,
                            Adjoint *out, double *gradient) {
  double shift = (g - 3) / 9.0, keep = 1 - c->w[7];
  double moved = step->d - c->w[6] * shift * (10 - step->d);
  out->d += by_d * keep * (1 + c->w[6] * shift);
  gradient[6] -= by_d * keep * shift * (10 - step->d);
  gradient[7] += by_d * (c->easy_difficulty - moved);
  gradient[4] += by_d * c->w[7];
  gradient[5] -= by_d * c->w[7] * 3 * c->first_growth[3];
}

/* One review back: AFTER is by the state after it; BY_R by its own prediction. */
static Adjoint back(const FsrsConstants *c, const Step *step, int32_t days, int g, Adjoint after,
                    double by_r, double *gradient) {
  Adjoint out = {0, 0};
  if (!inside(step->raw_s, FSRS_S_MIN, FSRS_S_MAX)) after.s = 0;
  if (!inside(step->raw_d, 1, 10)) after.d = 0;
  if (after.d != 0) back_difficulty(c, step, g, after.d, &out, gradient);
  if (days == 0) {
    back_same_day(c, step, g, after.s, &out, gradient);
    return out;
  }
  if (after.s != 0)
    by_r += g == RATING_AGAIN ? back_forgotten(c, step, after.s, &out, gradient)
                              : back_recalled(c, step, g, after.s, &out, gradient);
  back_recall(c, step, by_r, &out, gradient);
  return out;
}

static void back_first(const FsrsConstants *c, const Step *step, int g, Adjoint after,
                       double *gradient) {
  if (inside(step->raw_s, FSRS_S_MIN, FSRS_S_MAX)) gradient[g - 1] += after.s;
  if (!inside(step->raw_d, 1, 10)) return;
  gradient[4] += after.d;
  gradient[5] -= after.d * (g - 1) * c->first_growth[g - 1];
}

/* d(loss)/dR of one prediction. */
static double by_prediction(double r, bool recalled_it, double weight) {
  if (r < R_LEAST || r > 1 - R_LEAST) return 0;
  return recalled_it ? -weight / r : weight / (1 - r);
}

static double loss_of(double r, bool recalled_it, double weight) {
  double kept = clamp(r, R_LEAST, 1 - R_LEAST);
  return -weight * (recalled_it ? log(kept) : log(1 - kept));
}

void fsrs_card_gradient(const FsrsConstants *c, const int32_t *delta, const uint8_t *rating,
                        const double *weight, size_t n, double *gradient, double *loss) {
  Step steps[FSRS_SEQUENCE];
  if (n == 0) return;
  steps[0] = first_step(c, rating[0]);
  for (size_t i = 1; i < n; i++) {
    take_over(&steps[i], &steps[i - 1]);
    forward(c, &steps[i], delta[i], rating[i]);
  }
  Adjoint after = {0, 0};
  for (size_t i = n - 1; i > 0; i--) {
    bool good = rating[i] > RATING_AGAIN;
    double by_r = 0;
    if (weight[i] > 0 && delta[i] > 0) {
      by_r = by_prediction(steps[i].r, good, weight[i]);
      if (loss != NULL) *loss += loss_of(steps[i].r, good, weight[i]);
    }
    after = back(c, &steps[i], delta[i], rating[i], after, by_r, gradient);
  }
  back_first(c, &steps[0], rating[0], after, gradient);
}

double fsrs_gradient(const FsrsParams *params, const int32_t *delta, const uint8_t *rating,
                     const double *weight, size_t n, double gradient[FSRS_PARAMS]) {
  FsrsConstants c = fsrs_constants(params);
  double loss = 0;
  fsrs_card_gradient(&c, delta, rating, weight, n, gradient, &loss);
  return loss;
}

/* -- forward alone ----------------------------------------------------------------------------- */

void fsrs_card_predict(const FsrsConstants *c, const int32_t *delta, const uint8_t *rating,
                       size_t n, FsrsPredicted predicted, void *user) {
  if (n == 0) return;
  Step step = first_step(c, rating[0]);
  for (size_t i = 1; i < n; i++) {
    Step next;
    take_over(&next, &step);
    forward(c, &next, delta[i], rating[i]);
    step = next;
    if (delta[i] > 0) predicted(clamp(step.r, R_LEAST, 1 - R_LEAST), i, user);
  }
}

FsrsState fsrs_advance(const FsrsConstants *c, FsrsState state, int32_t days, int g) {
  Step step = {.s = state.stability, .d = state.difficulty};
  forward(c, &step, days, g);
  return (FsrsState){clamp(step.raw_s, FSRS_S_MIN, FSRS_S_MAX), clamp(step.raw_d, 1, 10)};
}

double fsrs_recall(const FsrsConstants *c, double days, double stability) {
  return exp(-c->w[20] * log(1 + c->factor * days / stability));
}
