/* fsrs - see fsrs.h for the source of every formula. */
#include "model/fsrs.h"
#include <math.h>

const FsrsParams FSRS_DEFAULTS = {{0.212,  1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194,
                                   0.001,  1.8722, 0.1666, 0.796,  1.4835, 0.0614, 0.2629,
                                   1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542}};

static const double BOUNDS[FSRS_PARAMS][2] = {
    {.001, 100}, {.001, 100}, {.001, 100}, {.001, 100}, {1, 10},   {.001, 4},   {.001, 4},
    {.001, .75}, {0, 4.5},    {0, .8},     {.001, 3.5}, {.001, 5}, {.001, .25}, {.001, .9},
    {0, 4},      {0, 1},      {1, 6},      {0, 2},      {0, 2},    {.01, .8},   {.1, .8}};

void fsrs_bounds(int i, double *low, double *high) {
  *low = BOUNDS[i][0];
  *high = BOUNDS[i][1];
}

bool fsrs_params_valid(const FsrsParams *params) {
  for (int i = 0; i < FSRS_PARAMS; i++)
    if (!(params->w[i] >= BOUNDS[i][0] && params->w[i] <= BOUNDS[i][1])) return false;
  return true;
}

static double clamp(double x, double low, double high) {
  return x < low ? low : x > high ? high : x;
}

static double forgetting_factor(const FsrsParams *params) {
  return pow(0.9, -1 / params->w[20]) - 1;
}

double fsrs_retrievability(const FsrsParams *params, double days, double stability) {
  return pow(1 + forgetting_factor(params) * days / stability, -params->w[20]);
}

double fsrs_interval(const FsrsParams *params, double stability, double retention) {
  return stability / forgetting_factor(params) * (pow(retention, -1 / params->w[20]) - 1);
}

static double first_difficulty(const double *w, Rating rating) {
  return w[4] - exp(w[5] * ((double)rating - 1)) + 1;
}

static FsrsState clamped(double stability, double difficulty) {
  return (FsrsState){clamp(stability, FSRS_S_MIN, FSRS_S_MAX), clamp(difficulty, 1, 10)};
}

FsrsState fsrs_first(const FsrsParams *params, Rating rating) {
  return clamped(params->w[rating - 1], first_difficulty(params->w, rating));
}

static double next_difficulty(const double *w, double d, Rating rating) {
  double moved = d - w[6] * ((double)rating - 3) * (10 - d) / 9;
  return w[7] * first_difficulty(w, RATING_EASY) + (1 - w[7]) * moved;
}

static double same_day(const double *w, double s, Rating rating) {
  double k = exp(w[17] * ((double)rating - 3 + w[18])) * pow(s, -w[19]);
  return s * (rating >= RATING_HARD ? fmax(k, 1) : k);
}

static double recalled(const double *w, FsrsState state, double r, Rating rating) {
  double growth = exp(w[8]) * (11 - state.difficulty) * pow(state.stability, -w[9]) *
                  (exp(w[10] * (1 - r)) - 1);
  if (rating == RATING_HARD) growth *= w[15];
  if (rating == RATING_EASY) growth *= w[16];
  return state.stability * (1 + growth);
}

static double forgotten(const double *w, FsrsState state, double r) {
  double s = w[11] * pow(state.difficulty, -w[12]) * (pow(state.stability + 1, w[13]) - 1) *
             exp(w[14] * (1 - r));
  return fmin(s, state.stability / exp(w[17] * w[18]));
}

FsrsState fsrs_next(const FsrsParams *params, FsrsState state, int days, Rating rating) {
  const double *w = params->w;
  double stability;
  if (days <= 0) {
    stability = same_day(w, state.stability, rating);
  } else {
    double r = fsrs_retrievability(params, days, state.stability);
    stability = rating == RATING_AGAIN ? forgotten(w, state, r) : recalled(w, state, r, rating);
  }
  return clamped(stability, next_difficulty(w, state.difficulty, rating));
}

/* How far INTERVAL may be moved, in days: each band of days adds its share. */
static double fuzz_delta(double interval) {
  static const struct {
    double from, to, share;
  } bands[] = {{2.5, 7, .15}, {7, 20, .10}, {20, INFINITY, .05}};
  double delta = 1;
  for (int i = 0; i < 3; i++)
    delta += bands[i].share * fmax(fmin(interval, bands[i].to) - bands[i].from, 0);
  return delta;
}

int fsrs_fuzz(double interval, double unit) {
  interval = clamp(interval, 1, FSRS_S_MAX);
  if (interval < 2.5) return (int)lround(interval);
  double delta = fuzz_delta(interval);
  int low = (int)lround(fmax(interval - delta, 2)), high = (int)lround(interval + delta);
  int days = low + (int)(unit * (high - low + 1));
  return days > high ? high : days;
}
