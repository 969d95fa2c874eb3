/* fsrs_private - what the files of the fit share. */
#pragma once
#include "model/fsrs_fit.h"

/* What depends on the parameters alone, computed once a batch. */
typedef struct {
  const double *w;
  double factor, factor_slope; /* F and dF/dw20 */
  double growth;               /* e^w8 */
  double lapse_divisor;        /* e^(w17 w18) */
  double first_growth[4];      /* e^(w5 g), g = rating - 1 */
  double same_day[4];          /* e^(w17 (G - 3 + w18)) */
  double easy_difficulty;      /* D0(Easy), not clamped */
} FsrsConstants;

FsrsConstants fsrs_constants(const FsrsParams *params);

/* As fsrs_gradient, for a whole batch; LOSS may be NULL. */
void fsrs_card_gradient(const FsrsConstants *c, const int32_t *delta, const uint8_t *rating,
                        const double *weight, size_t n, double *gradient, double *loss);

/* R of each prediction of a card, in order; I is the review's place in the card. */
typedef void (*FsrsPredicted)(double r, size_t i, void *user);
void fsrs_card_predict(const FsrsConstants *c, const int32_t *delta, const uint8_t *rating,
                       size_t n, FsrsPredicted predicted, void *user);

/* fsrs_next and fsrs_retrievability for many items at once; DAYS at least 0. */
FsrsState fsrs_advance(const FsrsConstants *c, FsrsState state, int32_t days, int g);
double fsrs_recall(const FsrsConstants *c, double days, double stability);
