/* normal - see normal.h. */
#include "model/normal.h"
#include <math.h>
#include <string.h>

double normal_cdf(double x) {
  return erfc(-x * G_SQRT2 / 2) / 2;
}

double logistic(double x) {
  return 1 / (1 + exp(-x));
}

double logit(double p) {
  return log(p / (1 - p));
}

GRand *normal_rand(guint64 seed) {
  guint32 words[2] = {(guint32)seed, (guint32)(seed >> 32)};
  return g_rand_new_with_seed_array(words, 2);
}

double normal_draw(GRand *rand) {
  for (;;) {
    double u = g_rand_double_range(rand, -1, 1), v = g_rand_double_range(rand, -1, 1);
    double s = u * u + v * v;
    if (s > 0 && s < 1) return u * sqrt(-2 * log(s) / s);
  }
}

void normal_factor(const double *a, int n, double *l) {
  memset(l, 0, sizeof *l * (size_t)(n * n));
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) {
      double rest = a[i * n + j];
      for (int k = 0; k < j; k++) rest -= l[i * n + k] * l[j * n + k];
      double pivot = l[j * n + j];
      if (i == j)
        l[i * n + i] = rest > 0 ? sqrt(rest) : 0;
      else
        l[i * n + j] = pivot > 0 ? rest / pivot : 0;
    }
}

double quantile_sorted(const double *values, size_t n, double q) {
  if (n == 0) return 0;
  double place = q * (double)(n - 1), below = floor(place);
  size_t i = (size_t)below;
  return i + 1 < n ? values[i] + (place - below) * (values[i + 1] - values[i]) : values[n - 1];
}
