/* fsrs_fit - the 21 parameters fitted to a learner's own log.
 *
 * Follows fsrs-rs 6.6 (open-spaced-repetition): initial stabilities first, by one-dimensional search
 * per first rating; then Adam on the weighted log loss with an L2 prior toward the start. What
 * differs: the gradient is analytic and goes back through a card once for all its predictions
 * (there: once for each prefix), with cards in a seeded shuffle. Deterministic: same log, same seed,
 * same parameters.
 */
#pragma once
#include "model/fsrs.h"
#include "model/fsrs_log.h"

typedef struct {
  double log_loss;    /* mean of -(y ln R + (1-y) ln(1-R)) */
  double rmse_bins;   /* see fsrs_measure */
  size_t predictions; /* 0: nothing to measure, the two others are 0 */
} FsrsFigures;

/* How well PARAMS predict LOG. RMSE(bins): predictions are grouped by interval (steps of 3.62), by
 * reviews so far (1.89) and by lapses so far (1.73); sqrt(sum n (mean R - mean y)^2 / sum n). */
FsrsFigures fsrs_measure(const FsrsParams *params, const FsrsLog *log);

typedef enum {
  FSRS_FIT_TOO_FEW, /* fewer than 8 predictions to learn from: PARAMS is the start */
  FSRS_FIT_INITIAL, /* fewer than 64: initial stabilities alone */
  FSRS_FIT_FULL,
  FSRS_FIT_STOPPED /* by the caller: PARAMS is the start */
} FsrsFitKind;

typedef struct {
  int epochs;    /* default 5 */
  uint64_t seed; /* of the shuffle */
  /* Called between batches, with the share done; false stops. May be NULL. */
  bool (*going_on)(double done, void *user);
  void *user;
} FsrsFitOptions;

#define FSRS_FIT_EPOCHS 5

typedef struct {
  FsrsFitKind kind;
  FsrsParams params;    /* fitted, within bounds */
  FsrsFigures fitted;   /* on the whole log */
  FsrsFigures standard; /* of FSRS_DEFAULTS */
  FsrsFigures start;    /* of the parameters in use */
  bool better;          /* than those in use: log loss is lower. If not, params is the start */
  size_t training;      /* predictions it learned from */
} FsrsFit;

/* Fits to LOG; START are the parameters in use. */
FsrsFit fsrs_fit(const FsrsLog *log, const FsrsParams *start, const FsrsFitOptions *options);

/* -- its parts, for tests ---------------------------------------------------------------------- */

/* Initial stabilities of a training log, into W[0..3]; RECALL gets the average recall, COUNTS the
 * cards by first rating. Ratings never given are interpolated; none given: W stays. */
void fsrs_initial(const FsrsLog *train, double w[4], double *recall, uint32_t counts[4]);

/* One card's reviews: adds d(loss)/dw to GRADIENT and returns the loss
 * sum WEIGHT_i -(y ln R + (1-y) ln(1-R)), R kept within [1e-7, 1 - 1e-7]. WEIGHT is 0 where nothing
 * is predicted. N at most FSRS_SEQUENCE. */
double fsrs_gradient(const FsrsParams *params, const int32_t *delta, const uint8_t *rating,
                     const double *weight, size_t n, double gradient[FSRS_PARAMS]);
