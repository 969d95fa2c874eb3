/* fsrs_initial - initial stabilities from first intervals, before any gradient. */
#include "model/fsrs_private.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define RATINGS 4

/* Cards with the same first rating and first interval. */
typedef struct {
  int32_t days;
  double n, recalled;
} FirstGroup;

typedef struct {
  GArray *groups[RATINGS]; /* of FirstGroup, by days */
  double recall;           /* of all predictions */
} Firsts;

static int by_days(const void *a, const void *b) {
  const FirstGroup *x = a, *y = b;
  return x->days < y->days ? -1 : x->days > y->days;
}

static void merge_days(GArray *groups) {
  guint kept = 0;
  g_array_sort(groups, by_days);
  for (guint i = 0; i < groups->len; i++) {
    FirstGroup group = g_array_index(groups, FirstGroup, i);
    FirstGroup *last = kept > 0 ? &g_array_index(groups, FirstGroup, kept - 1) : NULL;
    if (last != NULL && last->days == group.days) {
      last->n += 1;
      last->recalled += group.recalled;
    } else {
      g_array_index(groups, FirstGroup, kept++) = group;
    }
  }
  g_array_set_size(groups, kept);
}

static Firsts collect(const FsrsLog *log, uint32_t counts[RATINGS]) {
  Firsts firsts = {.recall = 0};
  size_t predictions = 0;
  memset(counts, 0, RATINGS * sizeof *counts);
  for (int r = 0; r < RATINGS; r++)
    firsts.groups[r] = g_array_new(FALSE, FALSE, sizeof(FirstGroup));
  for (size_t card = 0; card < log->cards; card++) {
    bool first = true;
    int rating = log->rating[log->start[card]] - 1;
    for (uint32_t i = log->start[card] + 1; i < log->start[card + 1]; i++) {
      if (log->delta[i] == 0) continue;
      bool recalled = log->rating[i] > RATING_AGAIN;
      predictions++;
      firsts.recall += recalled;
      if (!first) continue;
      FirstGroup group = {log->delta[i], 1, recalled};
      g_array_append_val(firsts.groups[rating], group);
      counts[rating]++;
      first = false;
    }
  }
  for (int r = 0; r < RATINGS; r++) merge_days(firsts.groups[r]);
  if (predictions > 0) firsts.recall /= (double)predictions;
  return firsts;
}

/* -- one rating: a search along the line ------------------------------------------------------- */

/* sum n BCE(p, R(t,S)) + |S - default| / 16, p = (recalled + average)/(n + 1). */
static double cost(const GArray *groups, double average, double s, double standard) {
  double sum = fabs(s - standard) / 16;
  for (guint i = 0; i < groups->len; i++) {
    const FirstGroup *group = &g_array_index(groups, FirstGroup, i);
    double p = (group->recalled + average) / (group->n + 1);
    double r = fsrs_retrievability(&FSRS_DEFAULTS, group->days, s);
    sum -= group->n * (p * log(r) + (1 - p) * log(1 - r));
  }
  return sum;
}

static double best_stability(const GArray *groups, double average, double standard) {
  double low = FSRS_S_MIN, high = 100;
  for (int i = 0; i < 100 && high - low > 1e-9; i++) {
    double a = low + (high - low) / 3, b = high - (high - low) / 3;
    if (cost(groups, average, a, standard) < cost(groups, average, b, standard))
      high = b;
    else
      low = a;
  }
  return (low + high) / 2;
}

/* -- all four together ------------------------------------------------------------------------- */

/* Where a smaller rating got the larger stability, the one with more cards wins. */
static void order_pairs(double s[RATINGS], const uint32_t counts[RATINGS]) {
  static const int pairs[][2] = {{0, 1}, {1, 2}, {2, 3}, {0, 2}, {1, 3}, {0, 3}};
  for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
    int small = pairs[i][0], large = pairs[i][1];
    if (counts[small] == 0 || counts[large] == 0 || s[small] <= s[large]) continue;
    if (counts[small] > counts[large])
      s[large] = s[small];
    else
      s[small] = s[large];
  }
}

/* The logarithms of the four lie on two lines, on average over many learners:
 * l2 = a l1 + (1-a) l3 and l3 = (1-b) l2 + b l4, with a = .41 and b = .54 (fsrs-rs). */
static const double LINES[2][RATINGS] = {{.41, -1, .59, 0}, {0, .46, -1, .54}};

static void solve_one(double l[RATINGS], int missing, const double line[RATINGS]) {
  double rest = 0;
  for (int r = 0; r < RATINGS; r++)
    if (r != missing) rest += line[r] * l[r];
  l[missing] = -rest / line[missing];
}

static void solve_two(double l[RATINGS], int p, int q) {
  double rest[2] = {0, 0};
  for (int k = 0; k < 2; k++)
    for (int r = 0; r < RATINGS; r++)
      if (r != p && r != q) rest[k] -= LINES[k][r] * l[r];
  double det = LINES[0][p] * LINES[1][q] - LINES[0][q] * LINES[1][p];
  l[p] = (rest[0] * LINES[1][q] - rest[1] * LINES[0][q]) / det;
  l[q] = (LINES[0][p] * rest[1] - LINES[1][p] * rest[0]) / det;
}

static void fill_missing(double s[RATINGS], const uint32_t counts[RATINGS]) {
  int missing[RATINGS], n = 0, known = 0;
  double l[RATINGS];
  for (int r = 0; r < RATINGS; r++) {
    l[r] = log(s[r]);
    if (counts[r] == 0)
      missing[n++] = r;
    else
      known = r;
  }
  if (n == 1) solve_one(l, missing[0], LINES[missing[0] < 2 ? 0 : 1]);
  if (n == 2) solve_two(l, missing[0], missing[1]);
  for (int i = 0; i < n; i++) {
    int r = missing[i];
    double scaled = FSRS_DEFAULTS.w[r] * s[known] / FSRS_DEFAULTS.w[known];
    s[r] = fmin(fmax(n == 3 ? scaled : exp(l[r]), FSRS_S_MIN), 100);
  }
}

void fsrs_initial(const FsrsLog *train, double w[RATINGS], double *recall,
                  uint32_t counts[RATINGS]) {
  Firsts firsts = collect(train, counts);
  double s[RATINGS];
  bool any = false;
  for (int r = 0; r < RATINGS; r++) {
    double standard = FSRS_DEFAULTS.w[r];
    any = any || counts[r] > 0;
    s[r] = counts[r] == 0 ? 1 : best_stability(firsts.groups[r], firsts.recall, standard);
    g_array_unref(firsts.groups[r]);
  }
  *recall = firsts.recall;
  if (!any) return;
  order_pairs(s, counts);
  fill_missing(s, counts);
  memcpy(w, s, sizeof s);
}
