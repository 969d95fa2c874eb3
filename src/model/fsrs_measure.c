/* fsrs_measure - log loss and RMSE(bins) of parameters on a log. */
#include "model/fsrs_private.h"
#include <math.h>

/* Steps of the three keys, counted from 1: floor(log_base x) of whole numbers, by comparison so that
 * no platform rounds a power to its neighbour. */
static unsigned step_of(double x, double base) {
  unsigned step = 0;
  for (double edge = base; x >= edge; edge *= base) step++;
  return step;
}

#define INTERVAL_STEPS 12 /* 3.62^11 days are more than 3,000 years */
#define COUNT_STEPS    24
#define LAPSE_STEPS    28
#define BINS           (INTERVAL_STEPS * COUNT_STEPS * LAPSE_STEPS)

typedef struct {
  double n, predicted, recalled;
} Bin;

typedef struct {
  const FsrsLog *log;
  uint32_t start;       /* of the card */
  uint32_t seen, lapse; /* predictions of the card up to and with this one; lapses before it */
  size_t next;          /* review of the card up to which lapses are counted */
  double loss;
  size_t predictions;
  Bin *bins;
} Measure;

static unsigned bin_of(const Measure *m, int32_t days) {
  unsigned interval = MIN(step_of(days, 3.62), INTERVAL_STEPS - 1);
  unsigned count = MIN(step_of(m->seen + 1, 1.89), COUNT_STEPS - 1);
  unsigned lapse = m->lapse == 0 ? 0 : MIN(1 + step_of(m->lapse, 1.73), LAPSE_STEPS - 1);
  return (interval * COUNT_STEPS + count) * LAPSE_STEPS + lapse;
}

static void note(double r, size_t i, void *user) {
  Measure *m = user;
  const FsrsLog *log = m->log;
  bool recalled = log->rating[m->start + i] > RATING_AGAIN;
  for (; m->next < i; m->next++)
    m->lapse +=
        log->rating[m->start + m->next] == RATING_AGAIN && log->delta[m->start + m->next] > 0;
  m->seen++;
  m->predictions++;
  m->loss -= log1p(recalled ? r - 1 : -r);
  Bin *bin = &m->bins[bin_of(m, log->delta[m->start + i])];
  bin->n += 1;
  bin->predicted += r;
  bin->recalled += recalled;
}

FsrsFigures fsrs_measure(const FsrsParams *params, const FsrsLog *log) {
  FsrsConstants c = fsrs_constants(params);
  Measure m = {.log = log, .bins = g_new0(Bin, BINS)};
  for (size_t card = 0; card < log->cards; card++) {
    m.start = log->start[card];
    m.seen = m.lapse = 0;
    m.next = 0;
    fsrs_card_predict(&c, log->delta + m.start, log->rating + m.start,
                      log->start[card + 1] - m.start, note, &m);
  }
  double squares = 0;
  for (size_t b = 0; b < BINS; b++) {
    const Bin *bin = &m.bins[b];
    if (bin->n > 0) squares += pow(bin->predicted - bin->recalled, 2) / bin->n;
  }
  g_free(m.bins);
  if (m.predictions == 0) return (FsrsFigures){0};
  double n = (double)m.predictions;
  return (FsrsFigures){m.loss / n, sqrt(squares / n), m.predictions};
}
