/* distribution - see distribution.h. */
#include "lint/distribution.h"
#include <math.h>

static double log_choose(int n, int k) {
  return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

static double tail(int from, int to, int n, double p) {
  double sum = 0;
  for (int k = from; k <= to; k++) sum += exp(log_choose(n, k) + k * log(p) + (n - k) * log1p(-p));
  return sum;
}

double lint_binomial_above(int k, int n, double p) {
  if (n == 0 || p <= 0 || p >= 1) return 1;
  return fmin(1, tail(k, n, n, p));
}

double lint_binomial_p(int k, int n, double p) {
  if (n == 0 || p <= 0 || p >= 1) return 1;
  return fmin(1, 2 * fmin(tail(0, k, n, p), tail(k, n, n, p)));
}

/* P(a, x) by its series, for x < a + 1. */
static double gamma_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (int n = 1; n < 500 && fabs(term) > fabs(sum) * 1e-15; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * exp(-x + a * log(x) - lgamma(a));
}

/* Q(a, x) by its continued fraction (modified Lentz), for x >= a + 1. */
static double gamma_fraction(double a, double x) {
  const double tiny = 1e-300;
  double b = x + 1 - a, c = 1 / tiny, d = 1 / b, h = d;
  for (int i = 1; i < 500; i++) {
    double an = -i * (i - a);
    b += 2;
    d = an * d + b;
    if (fabs(d) < tiny) d = tiny;
    c = b + an / c;
    if (fabs(c) < tiny) c = tiny;
    d = 1 / d;
    h *= d * c;
    if (fabs(d * c - 1) < 1e-15) break;
  }
  return exp(-x + a * log(x) - lgamma(a)) * h;
}

double lint_chi_square_p(double x, int df) {
  double a = df / 2.0, half = x / 2;
  if (df < 1 || x <= 0) return 1;
  return half < a + 1 ? 1 - gamma_series(a, half) : gamma_fraction(a, half);
}
