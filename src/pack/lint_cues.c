/* lint_cues - see lint_cues.h. */
#include "pack/lint_cues.h"
#include <math.h>
#include <string.h>

/* -- distributions ----------------------------------------------------------------------------- */

static double log_choose(int n, int k) {
  return lgamma(n + 1.0) - lgamma(k + 1.0) - lgamma(n - k + 1.0);
}

static double tail(int from, int to, int n, double p) {
  double sum = 0;
  for (int k = from; k <= to; k++) sum += exp(log_choose(n, k) + k * log(p) + (n - k) * log1p(-p));
  return sum;
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

/* -- cues -------------------------------------------------------------------------------------- */

/* Index of the one longest option, or -1 where two share the length. */
static int longest_option(const Item *item) {
  glong most = -1;
  int at = -1;
  for (guint i = 0; i < item->options->len; i++) {
    glong length = g_utf8_strlen(((ItemOption *)item->options->pdata[i])->text, -1);
    if (length == most) at = -1;
    if (length <= most) continue;
    most = length;
    at = (int)i;
  }
  return at;
}

static void count_status(const Item *item, LintSummary *summary) {
  summary->active += item->status == ITEM_ACTIVE;
  summary->draft += item->status == ITEM_DRAFT;
  summary->retired += item->status == ITEM_RETIRED;
}

static void judge_positions(LintSummary *summary) {
  int places = 4;
  for (int i = 4; i < 8; i++)
    if (summary->key_at[i] > 0) places = i + 1;
  double expected = (double)summary->singles / places;
  summary->key_chi2 = 0;
  for (int i = 0; i < places; i++)
    summary->key_chi2 += pow(summary->key_at[i] - expected, 2) / expected;
  summary->key_p = lint_chi_square_p(summary->key_chi2, places - 1);
}

void lint_cues(const Pack *pack, LintSummary *summary) {
  memset(summary, 0, sizeof *summary);
  double chance = 0;
  for (guint i = 0; i < pack->items->len; i++) {
    const Item *item = pack->items->pdata[i];
    count_status(item, summary);
    if (item->status != ITEM_ACTIVE || item->type != ITEM_SINGLE || item->key->len != 1) continue;
    int key = item_option_index(item, item->key->pdata[0]);
    summary->singles++;
    summary->longest_is_key += longest_option(item) == key;
    summary->key_at[key]++;
    chance += 1.0 / item->options->len;
  }
  if (summary->singles == 0) return;
  summary->longest_chance = chance / summary->singles;
  summary->longest_p =
      lint_binomial_p(summary->longest_is_key, summary->singles, summary->longest_chance);
  judge_positions(summary);
}
