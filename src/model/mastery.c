/* mastery - see mastery.h for the model and its sources. */
#include "model/mastery.h"
#include "model/normal.h"
#include <math.h>
#include <string.h>

#define PRIOR_MEAN   .2
#define PRIOR_SHARED .80 /* variance that all areas have in common */
#define PRIOR_OWN    .36
#define DRIFT_OWN    (.03 * .03) /* an answer, its area */
#define DRIFT_SHARED (.01 * .01) /* an answer, all areas */
#define DRIFT_DAY    (.04 * .04)
#define FORM_GUESS   .25 /* of the items that mastery speaks of */
#define FORM_SPREAD  .5
#define EDGE         1e-9

static const double LEARNING[MASTERY_RATES] = {0, .007, .015, .025};
/* Logarithms of the weights before any answer: slow learning is more likely than fast. Measured with
 * equal weights, learners who do not improve were called masters in 16 % of cases rather than 13. */
static const double PRIOR_WEIGHT[MASTERY_RATES] = {0, -.3, -.7, -1.3};

static double shrink(double spread) {
  return 1 / sqrt(1 + G_PI * spread * spread / 8);
}

static double *mean_of(const Mastery *mastery, int rate) {
  return mastery->mean + (size_t)rate * (size_t)mastery->areas;
}

static double *covariance_of(const Mastery *mastery, int rate) {
  return mastery->covariance + (size_t)rate * (size_t)mastery->areas * (size_t)mastery->areas;
}

static Mastery *mastery_alloc(int areas) {
  Mastery *mastery = g_new0(Mastery, 1);
  gsize n = (gsize)areas;
  mastery->areas = areas;
  mastery->mean = g_new0(double, MASTERY_RATES *n);
  mastery->covariance = g_new0(double, MASTERY_RATES *n *n);
  mastery->counts = g_new0(MasteryCounts, n);
  return mastery;
}

Mastery *mastery_new(int wanted) {
  int areas = CLAMP(wanted, 1, MASTERY_AREAS_MAX);
  Mastery *mastery = mastery_alloc(areas);
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    double *mean = mean_of(mastery, rate), *p = covariance_of(mastery, rate);
    mastery->log_weight[rate] = PRIOR_WEIGHT[rate];
    for (int i = 0; i < areas; i++) mean[i] = PRIOR_MEAN;
    for (int i = 0; i < areas * areas; i++) p[i] = PRIOR_SHARED;
    for (int i = 0; i < areas; i++) p[i * areas + i] += PRIOR_OWN;
  }
  return mastery;
}

Mastery *mastery_copy(const Mastery *from) {
  Mastery *to = mastery_alloc(from->areas);
  gsize n = (gsize)from->areas;
  to->day = from->day;
  to->answers = from->answers;
  memcpy(to->log_weight, from->log_weight, sizeof to->log_weight);
  memcpy(to->mean, from->mean, sizeof(double) * MASTERY_RATES * n);
  memcpy(to->covariance, from->covariance, sizeof(double) * MASTERY_RATES * n * n);
  memcpy(to->counts, from->counts, sizeof(MasteryCounts) * n);
  return to;
}

void mastery_free(Mastery *mastery) {
  if (mastery == NULL) return;
  g_free(mastery->mean);
  g_free(mastery->covariance);
  g_free(mastery->counts);
  g_free(mastery);
}

/* -- the filter -------------------------------------------------------------------------------- */

/* What of an answer is the same for the four filters. */
typedef struct {
  int area;
  double kap, open; /* OPEN: (1-c)(1-M), what is left to ability */
  double b, y;
  double trust; /* 1-M: what the answer counts for */
} Evidence;

/* One filter's step; returns the log of the chance it gave to what happened. */
static double observe(double *mean, double *p, int areas, const Evidence *e) {
  double u[MASTERY_AREAS_MAX];
  double s = logistic(e->kap * (mean[e->area] - e->b));
  double right = fmin(fmax(1 - e->open * (1 - s), EDGE), 1 - EDGE);
  double slope = e->kap * e->open * s * (1 - s), spread = right * (1 - right);
  double information = e->trust * slope * slope / spread;
  const double *row = p + e->area * areas;
  double damped = 1 / (1 + information * row[e->area]);
  double step = e->trust * slope * (e->y - right) / spread * damped, cut = information * damped;
  memcpy(u, row, sizeof *u * (size_t)areas);
  for (int i = 0; i < areas; i++) mean[i] += u[i] * step;
  for (int i = 0; i < areas; i++) {
    double *line = p + i * areas;
    /* u_i u_j first: that way the matrix stays symmetric to the bit. */
    for (int j = 0; j < areas; j++) line[j] += DRIFT_SHARED - u[i] * u[j] * cut;
  }
  p[e->area * areas + e->area] += DRIFT_OWN;
  return e->trust * (e->y * log(right) + (1 - e->y) * log(1 - right));
}

static void pass_days(Mastery *mastery, int days) {
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    double *p = covariance_of(mastery, rate);
    for (int i = 0; i < mastery->areas; i++) p[i * mastery->areas + i] += DRIFT_DAY * days;
  }
}

/* Keeps the best filter's logarithm at 0, so that a million answers do not run it out of range. */
static void rebase_weights(Mastery *mastery) {
  double best = mastery->log_weight[0];
  for (int rate = 1; rate < MASTERY_RATES; rate++) best = fmax(best, mastery->log_weight[rate]);
  for (int rate = 0; rate < MASTERY_RATES; rate++) mastery->log_weight[rate] -= best;
}

static void weights(const Mastery *mastery, double w[MASTERY_RATES]) {
  double sum = 0;
  for (int rate = 0; rate < MASTERY_RATES; rate++) sum += w[rate] = exp(mastery->log_weight[rate]);
  for (int rate = 0; rate < MASTERY_RATES; rate++) w[rate] /= sum;
}

/* Mean and variance of one area in the mixture. */
static void area_moments(const Mastery *mastery, int area, double *mean, double *variance) {
  double w[MASTERY_RATES], second = 0;
  weights(mastery, w);
  *mean = 0;
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    double m = mean_of(mastery, rate)[area];
    double v = covariance_of(mastery, rate)[area * mastery->areas + area];
    *mean += w[rate] * m;
    second += w[rate] * (v + m * m);
  }
  *variance = fmax(second - *mean * *mean, EDGE);
}

/* theta*: the ability that gives TARGET on fresh items. */
static double ability_for(double target) {
  double share = fmin(fmax((target - FORM_GUESS) / (1 - FORM_GUESS), .001), .999);
  return logit(share) / shrink(FORM_SPREAD);
}

static double chance_above(double mean, double variance, double target) {
  return normal_cdf((mean - ability_for(target)) / sqrt(variance));
}

static void count(MasteryCounts *counts, const MasteryAnswer *answer) {
  if (!answer->fresh) {
    counts->repeats++;
    return;
  }
  counts->fresh++;
  counts->fresh_right += answer->credit >= 1;
  if (counts->fresh == 1 || answer->day != counts->last_fresh_day) counts->fresh_days++;
  counts->last_fresh_day = answer->day;
}

static void judge(Mastery *mastery, int area, int day, double target) {
  MasteryCounts *counts = &mastery->counts[area];
  double mean, variance;
  area_moments(mastery, area, &mean, &variance);
  double chance = chance_above(mean, variance, target);
  if (!counts->mastered && chance >= MASTERY_GAIN && counts->fresh >= MASTERY_FRESH &&
      counts->fresh_days >= MASTERY_FRESH_DAYS) {
    counts->mastered = true;
    counts->mastered_day = day;
  } else if (counts->mastered && chance < MASTERY_LOSS) {
    counts->mastered = false;
    counts->lost_day = day;
  }
}

void mastery_answer(Mastery *mastery, const MasteryAnswer *answer, double target) {
  if (answer->area < 0 || answer->area >= mastery->areas) return;
  if (mastery->answers > 0 && answer->day > mastery->day)
    pass_days(mastery, answer->day - mastery->day);
  mastery->day = mastery->answers > 0 ? MAX(mastery->day, answer->day) : answer->day;
  mastery->answers++;
  double memory = MASTERY_MEMORY * answer->recall;
  Evidence e = {answer->area,       shrink(answer->spread), (1 - answer->guess) * (1 - memory),
                answer->difficulty, answer->credit,         1 - memory};
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    double *mean = mean_of(mastery, rate);
    mastery->log_weight[rate] += observe(mean, covariance_of(mastery, rate), mastery->areas, &e);
    mean[e.area] += LEARNING[rate];
  }
  rebase_weights(mastery);
  count(&mastery->counts[e.area], answer);
  judge(mastery, e.area, answer->day, target);
}

/* -- reading ----------------------------------------------------------------------------------- */

static void mix_covariance(const Mastery *mastery, const double *w, const double *mean,
                           double *out) {
  int n = mastery->areas;
  memset(out, 0, sizeof *out * (size_t)(n * n));
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    const double *m = mean_of(mastery, rate), *p = covariance_of(mastery, rate);
    for (int i = 0; i < n; i++)
      for (int j = 0; j < n; j++)
        out[i * n + j] += w[rate] * (p[i * n + j] + (m[i] - mean[i]) * (m[j] - mean[j]));
  }
}

void mastery_mixture(const Mastery *mastery, int day, double *mean, double *covariance) {
  double w[MASTERY_RATES], own[MASTERY_AREAS_MAX] = {0};
  int n = mastery->areas;
  weights(mastery, w);
  for (int rate = 0; rate < MASTERY_RATES; rate++)
    for (int i = 0; i < n; i++) own[i] += w[rate] * mean_of(mastery, rate)[i];
  if (mean != NULL) memcpy(mean, own, sizeof *own * (size_t)n);
  if (covariance == NULL) return;
  mix_covariance(mastery, w, own, covariance);
  int days = mastery->answers > 0 ? MAX(day - mastery->day, 0) : 0;
  for (int i = 0; i < n; i++) covariance[i * n + i] += DRIFT_DAY * days;
}

double mastery_score(double theta) {
  return FORM_GUESS + (1 - FORM_GUESS) * logistic(shrink(FORM_SPREAD) * theta);
}

MasteryView mastery_view(const Mastery *mastery, int area, int day, double target) {
  const MasteryCounts *counts = &mastery->counts[area];
  MasteryView view = {.status = MASTERY_OPEN};
  double variance;
  area_moments(mastery, area, &view.mean, &variance);
  if (mastery->answers > 0) variance += DRIFT_DAY * MAX(day - mastery->day, 0);
  view.sd = sqrt(variance);
  view.chance = chance_above(view.mean, variance, target);
  view.score = mastery_score(view.mean);
  view.low = mastery_score(view.mean - 1.2815515655446004 * view.sd);
  view.high = mastery_score(view.mean + 1.2815515655446004 * view.sd);
  if (counts->fresh < MASTERY_FRESH)
    view.status = MASTERY_UNKNOWN;
  else if (counts->mastered && view.chance >= MASTERY_LOSS)
    view.status = MASTERY_MASTERED;
  else if (counts->mastered || counts->lost_day > 0)
    view.status = MASTERY_LOST;
  return view;
}

/* -- storing ----------------------------------------------------------------------------------- */

#define IMAGE_MAGIC UINT32_C(0x3153414d) /* "MAS1" */
#define COUNT_WORDS 8

static void put_u32(GByteArray *out, uint32_t value) {
  uint32_t le = GUINT32_TO_LE(value);
  g_byte_array_append(out, (const guint8 *)&le, sizeof le);
}

static void put_double(GByteArray *out, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE(bits);
  g_byte_array_append(out, (const guint8 *)&bits, sizeof bits);
}

static void put_counts(GByteArray *out, const MasteryCounts *c) {
  const int words[COUNT_WORDS] = {c->fresh,          c->fresh_right, c->repeats,      c->fresh_days,
                                  c->last_fresh_day, c->mastered,    c->mastered_day, c->lost_day};
  for (int i = 0; i < COUNT_WORDS; i++) put_u32(out, (uint32_t)words[i]);
}

/* Of each covariance the lower half: it is symmetric to the bit. */
GBytes *mastery_write(const Mastery *mastery) {
  GByteArray *out = g_byte_array_new();
  int n = mastery->areas;
  put_u32(out, IMAGE_MAGIC);
  put_u32(out, (uint32_t)n);
  put_u32(out, (uint32_t)mastery->day);
  put_double(out, (double)mastery->answers);
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    put_double(out, mastery->log_weight[rate]);
    for (int i = 0; i < n; i++) put_double(out, mean_of(mastery, rate)[i]);
    for (int i = 0; i < n; i++)
      for (int j = 0; j <= i; j++) put_double(out, covariance_of(mastery, rate)[i * n + j]);
  }
  for (int i = 0; i < n; i++) put_counts(out, &mastery->counts[i]);
  return g_byte_array_free_to_bytes(out);
}

typedef struct {
  const uint8_t *at, *end;
} Image;

static uint32_t take_u32(Image *image) {
  uint32_t le = 0;
  if ((size_t)(image->end - image->at) < sizeof le) return 0;
  memcpy(&le, image->at, sizeof le);
  image->at += sizeof le;
  return GUINT32_FROM_LE(le);
}

static double take_double(Image *image) {
  uint64_t bits = 0;
  double value;
  if ((size_t)(image->end - image->at) < sizeof bits) return 0;
  memcpy(&bits, image->at, sizeof bits);
  image->at += sizeof bits;
  bits = GUINT64_FROM_LE(bits);
  memcpy(&value, &bits, sizeof value);
  return value;
}

static void take_counts(Image *image, MasteryCounts *c) {
  int words[COUNT_WORDS];
  for (int i = 0; i < COUNT_WORDS; i++) words[i] = (int)take_u32(image);
  *c = (MasteryCounts){words[0], words[1],      words[2], words[3],
                       words[4], words[5] != 0, words[6], words[7]};
}

static size_t image_size(size_t n) {
  return 12 + 8 + MASTERY_RATES * 8 * (1 + n + n * (n + 1) / 2) + n * COUNT_WORDS * 4;
}

static void take_filter(Image *image, Mastery *mastery, int rate) {
  double *mean = mean_of(mastery, rate), *p = covariance_of(mastery, rate);
  int n = mastery->areas;
  mastery->log_weight[rate] = take_double(image);
  for (int i = 0; i < n; i++) mean[i] = take_double(image);
  for (int i = 0; i < n; i++)
    for (int j = 0; j <= i; j++) p[i * n + j] = p[j * n + i] = take_double(image);
}

static bool all_finite(const Mastery *mastery) {
  int n = mastery->areas;
  for (int rate = 0; rate < MASTERY_RATES; rate++) {
    if (!isfinite(mastery->log_weight[rate])) return false;
    for (int i = 0; i < n; i++)
      if (!isfinite(mean_of(mastery, rate)[i])) return false;
    for (int i = 0; i < n * n; i++)
      if (!isfinite(covariance_of(mastery, rate)[i])) return false;
  }
  return true;
}

Mastery *mastery_read(const void *bytes, size_t size) {
  Image image = {bytes, (const uint8_t *)bytes + size};
  if (size < 20 || take_u32(&image) != IMAGE_MAGIC) return NULL;
  uint32_t areas = take_u32(&image);
  if (areas == 0 || areas > MASTERY_AREAS_MAX || size != image_size(areas)) return NULL;
  Mastery *mastery = mastery_alloc((int)areas);
  mastery->day = (int)take_u32(&image);
  mastery->answers = (int64_t)take_double(&image);
  for (int rate = 0; rate < MASTERY_RATES; rate++) take_filter(&image, mastery, rate);
  for (uint32_t i = 0; i < areas; i++) take_counts(&image, &mastery->counts[i]);
  if (all_finite(mastery)) return mastery;
  mastery_free(mastery);
  return NULL;
}
