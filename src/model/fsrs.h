/* fsrs - the FSRS-6 memory model (21 parameters), pure.
 *
 * Source: Ye, Su, Cao 2022 and the open-spaced-repetition algorithm notes for FSRS-6; where
 * implementations differ this follows fsrs-rs 6.6. t: elapsed days; S: stability in days, the time
 * in which retrievability falls to 90 %; D: difficulty 1..10; R: retrievability 0..1.
 */
#pragma once
#include "core/answer.h"

#define FSRS_PARAMS 21
#define FSRS_S_MIN  0.001
#define FSRS_S_MAX  36500.0

typedef struct {
  double w[FSRS_PARAMS];
} FsrsParams;

typedef struct {
  double stability, difficulty;
} FsrsState;

extern const FsrsParams FSRS_DEFAULTS;

/* Lower and upper bound of parameter I. */
void fsrs_bounds(int i, double *low, double *high);
bool fsrs_params_valid(const FsrsParams *params);

/* R(t,S) = (1 + F t/S)^(-w20), F = 0.9^(-1/w20) - 1. */
double fsrs_retrievability(const FsrsParams *params, double days, double stability);
/* Days until R falls to RETENTION: S/F (r^(-1/w20) - 1). Not rounded. */
double fsrs_interval(const FsrsParams *params, double stability, double retention);
/* State after the first answer. */
FsrsState fsrs_first(const FsrsParams *params, Rating rating);
/* State after an answer DAYS (whole study days, 0 on the same day) after the last one. */
FsrsState fsrs_next(const FsrsParams *params, FsrsState state, int days, Rating rating);
/* INTERVAL (days) spread by fuzz: none below 2.5 days, else +- 1 + .15 a day in 2.5-7 + .10 in 7-20
 * + .05 above 20; UNIT in [0,1) picks the place. Returns whole days, at least 1. */
int fsrs_fuzz(double interval, double unit);
