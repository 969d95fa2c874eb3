/* itemstats - see itemstats.h for the source of every formula. */
#include "model/itemstats.h"
#include <math.h>
#include <string.h>

#define TINY 1e-12 /* a variance not above this is rounding */

static const ItemstatsCell *cell_at(const ItemstatsMatrix *matrix, size_t person, size_t item) {
  return &matrix->cell[person * matrix->items + item];
}

static bool is_right(const ItemstatsCell *cell) {
  return cell->answered && cell->credit >= 1;
}

static bool is_wrong(const ItemstatsCell *cell) {
  return cell->answered && !(cell->credit >= 1);
}

/* -- facility ---------------------------------------------------------------------------------- */

/* A column an item, [item * persons + person]: credit (or 1 and 0 for right and wrong) less the
 * column's mean, NAN where missing. MEAN by item, NAN without answers. Newly allocated. */
static double *centred_columns(const ItemstatsMatrix *matrix, bool dichotomous, double *mean) {
  double *columns = g_new(double, matrix->persons * matrix->items + 1);
  for (size_t j = 0; j < matrix->items; j++) {
    double *column = columns + j * matrix->persons, sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < matrix->persons; i++) {
      const ItemstatsCell *cell = cell_at(matrix, i, j);
      column[i] = !cell->answered ? NAN : dichotomous ? is_right(cell) : cell->credit;
      if (!cell->answered) continue;
      sum += column[i];
      n++;
    }
    mean[j] = n > 0 ? sum / (double)n : NAN;
    for (size_t i = 0; i < matrix->persons; i++) column[i] -= mean[j];
  }
  return columns;
}

static void count_answers(const ItemstatsMatrix *matrix, Itemstats *stats) {
  for (size_t i = 0; i < matrix->persons; i++) {
    bool any = false;
    for (size_t j = 0; j < matrix->items; j++) {
      bool answered = cell_at(matrix, i, j)->answered;
      stats->item[j].n += answered;
      any = any || answered;
    }
    stats->form.persons += any;
  }
  for (size_t j = 0; j < matrix->items; j++) stats->form.items += stats->item[j].n > 0;
}

static double correlation_of(double k, double answers, double squares, double s, double mean) {
  double spread = mean * (1 - mean), free = answers - squares / answers - (k - 1);
  if (!(spread > TINY && free > TINY)) return 0;
  return fmin(fmax((s / spread - (k - 1)) / free, 0), 1);
}

static void shrink(Itemstats *stats) {
  double answers = 0, right = 0, squares = 0, s = 0;
  for (size_t j = 0; j < stats->items; j++) {
    double n = (double)stats->item[j].n;
    answers += n;
    squares += n * n;
    if (n > 0) right += n * stats->item[j].facility;
  }
  double mean = right / answers; /* NAN where nobody answered */
  for (size_t j = 0; j < stats->items; j++) {
    double n = (double)stats->item[j].n, off = stats->item[j].facility - mean;
    if (n > 0) s += n * off * off;
  }
  double rho = correlation_of((double)stats->form.items, answers, squares, s, mean);
  stats->form.facility = mean;
  stats->form.prior = (1 - rho) / rho;
  for (size_t j = 0; j < stats->items; j++) {
    ItemstatsItem *item = &stats->item[j];
    double weight = rho * (double)item->n;
    item->shrunk =
        item->n == 0 ? mean : (weight * item->facility + (1 - rho) * mean) / (weight + 1 - rho);
  }
}

/* -- discrimination and options ---------------------------------------------------------------- */

typedef struct {
  const double *columns;
  double *sum;   /* by person: of the centred credits */
  size_t *count; /* by person: answers */
  double *rest;  /* by person, of the item at hand; NAN: none */
} Persons;

static Persons persons_new(const ItemstatsMatrix *matrix, const double *columns) {
  Persons persons = {.columns = columns};
  persons.sum = g_new0(double, matrix->persons + 1);
  persons.count = g_new0(size_t, matrix->persons + 1);
  persons.rest = g_new(double, matrix->persons + 1);
  for (size_t j = 0; j < matrix->items; j++)
    for (size_t i = 0; i < matrix->persons; i++) {
      if (!cell_at(matrix, i, j)->answered) continue;
      persons.sum[i] += columns[j * matrix->persons + i];
      persons.count[i]++;
    }
  return persons;
}

static void persons_clear(Persons *persons) {
  g_free(persons->sum);
  g_free(persons->count);
  g_free(persons->rest);
}

/* Rest scores for item J; OTHERS: mean facility of the other items. */
static void fill_rest(const ItemstatsMatrix *matrix, Persons *persons, size_t j, double others) {
  const double *column = persons->columns + j * matrix->persons;
  for (size_t i = 0; i < matrix->persons; i++) {
    bool has = cell_at(matrix, i, j)->answered && persons->count[i] > 1;
    double count = (double)persons->count[i] - 1;
    persons->rest[i] = has ? (persons->sum[i] - column[i]) / count + others : NAN;
  }
}

/* Pearson's r over the places where B is a number; their count goes to N. */
static double correlation(const double *a, const double *b, size_t length, size_t *n) {
  double mean_a = 0, mean_b = 0, aa = 0, bb = 0, ab = 0;
  *n = 0;
  for (size_t i = 0; i < length; i++) {
    if (isnan(b[i])) continue;
    mean_a += a[i];
    mean_b += b[i];
    ++*n;
  }
  mean_a /= (double)*n;
  mean_b /= (double)*n;
  for (size_t i = 0; i < length; i++) {
    if (isnan(b[i])) continue;
    aa += (a[i] - mean_a) * (a[i] - mean_a);
    bb += (b[i] - mean_b) * (b[i] - mean_b);
    ab += (a[i] - mean_a) * (b[i] - mean_b);
  }
  double scale = TINY * (double)*n;
  return aa > scale && bb > scale ? ab / sqrt(aa * bb) : NAN;
}

static ItemstatsOption option_of(const ItemstatsMatrix *matrix, size_t j, int option, size_t n,
                                 const double *rest) {
  ItemstatsOption out = {0};
  double sum = 0;
  size_t rested = 0;
  for (size_t i = 0; i < matrix->persons; i++) {
    const ItemstatsCell *cell = cell_at(matrix, i, j);
    if (!cell->answered || (cell->chosen >> option & 1) == 0) continue;
    out.n++;
    if (isnan(rest[i])) continue;
    sum += rest[i];
    rested++;
  }
  out.rate = n > 0 ? (double)out.n / (double)n : NAN;
  out.rest = rested > 0 ? sum / (double)rested : NAN;
  return out;
}

static void discriminate(const ItemstatsMatrix *matrix, const double *columns, Itemstats *stats) {
  Persons persons = persons_new(matrix, columns);
  double items = (double)stats->form.items;
  for (size_t j = 0; j < matrix->items; j++) {
    ItemstatsItem *item = &stats->item[j];
    double others = item->n > 0 ? (stats->form.mean - item->facility) / (items - 1) : NAN;
    fill_rest(matrix, &persons, j, others);
    item->discrimination =
        correlation(columns + j * matrix->persons, persons.rest, matrix->persons, &item->n_rest);
    int options = CLAMP(matrix->key[j].options, 0, ITEMSTATS_OPTIONS);
    for (int o = 0; o < options; o++)
      item->option[o] = option_of(matrix, j, o, item->n, persons.rest);
  }
  persons_clear(&persons);
}

/* -- reliability ------------------------------------------------------------------------------- */

/* Columns of centred credits for products: missing cells are 0 and told by HAS (1, 0). Both have
 * STRIDE places a column, the last ones 0. */
typedef struct {
  size_t stride;
  double *value, *has;
} Products;

#define LANES 4 /* sums side by side, so that none waits for another */

static Products products_new(const double *columns, size_t persons, size_t items) {
  Products p = {.stride = (persons + LANES - 1) / LANES * LANES};
  p.value = g_new0(double, p.stride *items + 1);
  p.has = g_new0(double, p.stride *items + 1);
  for (size_t j = 0; j < items; j++)
    for (size_t i = 0; i < persons; i++) {
      double x = columns[j * persons + i];
      if (isnan(x)) continue;
      p.value[j * p.stride + i] = x;
      p.has[j * p.stride + i] = 1;
    }
  return p;
}

static void products_clear(Products *p) {
  g_free(p->value);
  g_free(p->has);
}

static double sum_lanes(const double lane[LANES]) {
  return (lane[0] + lane[1]) + (lane[2] + lane[3]);
}

/* Over the persons who have both; the columns are near zero mean already. */
static double covariance(const Products *p, size_t j, size_t l) {
  const double *a = p->value + j * p->stride, *b = p->value + l * p->stride;
  const double *in_a = p->has + j * p->stride, *in_b = p->has + l * p->stride;
  double sa[LANES] = {0}, sb[LANES] = {0}, sab[LANES] = {0}, both[LANES] = {0};
  for (size_t i = 0; i < p->stride; i += LANES)
    for (size_t k = 0; k < LANES; k++) {
      sa[k] += a[i + k] * in_b[i + k];
      sb[k] += b[i + k] * in_a[i + k];
      sab[k] += a[i + k] * b[i + k];
      both[k] += in_a[i + k] * in_b[i + k];
    }
  double n = sum_lanes(both);
  return n < 2 ? NAN : (sum_lanes(sab) - sum_lanes(sa) * sum_lanes(sb) / n) / (n - 1);
}

typedef struct {
  double *own, *row;   /* by item: s_jj, sum over l of s_jl */
  double trace, total; /* sums of these */
} Covariances;

/* Item J with those behind it. False where a covariance cannot be had. */
static bool add_covariances(Covariances *c, const Products *p, const Itemstats *stats, size_t j) {
  c->own[j] = covariance(p, j, j);
  c->row[j] += c->own[j];
  for (size_t l = j + 1; l < stats->items && !isnan(c->row[j]); l++) {
    if (stats->item[l].n == 0) continue;
    double s = covariance(p, j, l);
    c->row[j] += s;
    c->row[l] += s;
  }
  c->trace += c->own[j];
  c->total += c->row[j];
  return !isnan(c->total);
}

/* The first pair without a covariance ends it: nothing of the whole can be had, TOTAL is NAN. */
static Covariances covariances_new(const double *columns, const Itemstats *stats, size_t persons) {
  Covariances c = {.own = g_new0(double, stats->items + 1),
                   .row = g_new0(double, stats->items + 1)};
  Products p = products_new(columns, persons, stats->items);
  for (size_t j = 0; j < stats->items; j++)
    if (stats->item[j].n > 0 && !add_covariances(&c, &p, stats, j)) break;
  products_clear(&p);
  return c;
}

static void covariances_clear(Covariances *c) {
  g_free(c->own);
  g_free(c->row);
}

static double alpha_of(double k, double trace, double total) {
  return k >= 2 && total > TINY ? k / (k - 1) * (1 - trace / total) : NAN;
}

static bool has_partial_credit(const ItemstatsMatrix *matrix) {
  for (size_t i = 0; i < matrix->persons * matrix->items; i++) {
    const ItemstatsCell *cell = &matrix->cell[i];
    if (cell->answered && cell->credit > 0 && cell->credit < 1) return true;
  }
  return false;
}

static double kr20_of(const ItemstatsMatrix *matrix, const Itemstats *stats) {
  if (!has_partial_credit(matrix)) return stats->form.alpha;
  g_autofree double *mean = g_new(double, matrix->items + 1);
  g_autofree double *columns = centred_columns(matrix, true, mean);
  Covariances c = covariances_new(columns, stats, matrix->persons);
  double kr20 = alpha_of((double)stats->form.items, c.trace, c.total);
  covariances_clear(&c);
  return kr20;
}

static void rely(const ItemstatsMatrix *matrix, const double *columns, Itemstats *stats) {
  Covariances c = covariances_new(columns, stats, matrix->persons);
  double k = (double)stats->form.items;
  bool known = k > 0 && c.total >= -TINY;
  stats->form.sd = known ? sqrt(fmax(c.total, 0)) : NAN;
  stats->form.alpha = alpha_of(k, c.trace, c.total);
  stats->form.kr20 = kr20_of(matrix, stats);
  for (size_t j = 0; j < stats->items; j++) {
    double total = c.total - 2 * c.row[j] + c.own[j];
    bool has = stats->item[j].n > 0;
    stats->item[j].alpha_without = has ? alpha_of(k - 1, c.trace - c.own[j], total) : NAN;
  }
  covariances_clear(&c);
}

/* -- flags ------------------------------------------------------------------------------------- */

static void judge(const ItemstatsKey *key, ItemstatsItem *item) {
  if (item->n < ITEMSTATS_MIN_N) {
    item->flags = ITEMSTATS_FEW;
    return;
  }
  for (int o = 0; o < CLAMP(key->options, 0, ITEMSTATS_OPTIONS); o++)
    if ((key->key >> o & 1) == 0 && item->option[o].rate < ITEMSTATS_DEAD)
      item->dead |= UINT32_C(1) << o;
  if (item->dead != 0) item->flags |= ITEMSTATS_DEAD_DISTRACTOR;
  if (item->n_rest >= ITEMSTATS_MIN_N && item->discrimination < 0)
    item->flags |= ITEMSTATS_WRONG_KEY;
  if (item->facility > ITEMSTATS_EASY) item->flags |= ITEMSTATS_TOO_EASY;
  if (item->facility < ITEMSTATS_HARD) item->flags |= ITEMSTATS_TOO_HARD;
}

Itemstats *itemstats_new(const ItemstatsMatrix *matrix) {
  Itemstats *stats = g_new0(Itemstats, 1);
  stats->items = matrix->items;
  stats->item = g_new0(ItemstatsItem, matrix->items + 1);
  g_autofree double *mean = g_new(double, matrix->items + 1);
  g_autofree double *columns = centred_columns(matrix, false, mean);
  count_answers(matrix, stats);
  for (size_t j = 0; j < matrix->items; j++) {
    stats->item[j].facility = mean[j];
    if (stats->item[j].n > 0) stats->form.mean += mean[j];
  }
  if (stats->form.items == 0) stats->form.mean = NAN;
  shrink(stats);
  discriminate(matrix, columns, stats);
  rely(matrix, columns, stats);
  for (size_t j = 0; j < matrix->items; j++) judge(&matrix->key[j], &stats->item[j]);
  return stats;
}

void itemstats_free(Itemstats *stats) {
  if (stats == NULL) return;
  g_free(stats->item);
  g_free(stats);
}

/* -- differential item functioning ------------------------------------------------------------- */

typedef struct {
  double right[2], wrong[2]; /* by group */
} Stratum;

/* The number right by person; SIZE_MAX: not compared. Newly allocated. */
static size_t *matching_scores(const ItemstatsMatrix *matrix, const uint8_t *group) {
  size_t *score = g_new(size_t, matrix->persons + 1);
  for (size_t i = 0; i < matrix->persons; i++) {
    score[i] = group[i] <= ITEMSTATS_FOCAL ? 0 : SIZE_MAX;
    for (size_t j = 0; score[i] != SIZE_MAX && j < matrix->items; j++) {
      const ItemstatsCell *cell = cell_at(matrix, i, j);
      score[i] = cell->answered ? score[i] + is_right(cell) : SIZE_MAX;
    }
  }
  return score;
}

static ItemstatsDif mantel_haenszel(const Stratum *strata, size_t n) {
  double ad = 0, bc = 0, off = 0, variance = 0, count[2] = {0, 0};
  for (size_t s = 0; s < n; s++) {
    double a = strata[s].right[0], b = strata[s].wrong[0];
    double c = strata[s].right[1], d = strata[s].wrong[1], t = a + b + c + d;
    count[0] += a + b;
    count[1] += c + d;
    if (t < 2) continue; /* one person compares with nobody */
    ad += a * d / t;
    bc += b * c / t;
    off += a - (a + b) * (a + c) / t;
    variance += (a + b) * (c + d) * (a + c) * (b + d) / (t * t * (t - 1));
  }
  ItemstatsDif dif = {.n = {(size_t)count[0], (size_t)count[1]}};
  dif.odds = bc > 0 ? ad / bc : ad > 0 ? INFINITY : NAN;
  dif.delta = -2.35 * log(dif.odds);
  double gap = fabs(off) >= .5 ? fabs(off) - .5 : fabs(off);
  dif.chi2 = variance > 0 ? gap * gap / variance : NAN;
  dif.p = erfc(sqrt(dif.chi2 / 2));
  return dif;
}

void itemstats_dif(const ItemstatsMatrix *matrix, const uint8_t *group, ItemstatsDif *out) {
  g_autofree size_t *score = matching_scores(matrix, group);
  g_autofree Stratum *strata = g_new(Stratum, matrix->items + 1);
  for (size_t j = 0; j < matrix->items; j++) {
    memset(strata, 0, (matrix->items + 1) * sizeof *strata);
    for (size_t i = 0; i < matrix->persons; i++) {
      if (score[i] == SIZE_MAX) continue;
      Stratum *s = &strata[score[i]];
      *(is_right(cell_at(matrix, i, j)) ? &s->right[group[i]] : &s->wrong[group[i]]) += 1;
    }
    out[j] = mantel_haenszel(strata, matrix->items + 1);
  }
}

/* -- Rasch: which items can be estimated ------------------------------------------------------- */

/* [i * items + j]: somebody had i right and j wrong. Newly allocated. */
static bool *links_new(const ItemstatsMatrix *matrix) {
  size_t k = matrix->items;
  bool *links = g_new0(bool, k *k + 1);
  for (size_t person = 0; person < matrix->persons; person++)
    for (size_t i = 0; i < k; i++) {
      if (!is_right(cell_at(matrix, person, i))) continue;
      for (size_t j = 0; j < k; j++)
        if (is_wrong(cell_at(matrix, person, j))) links[i * k + j] = true;
    }
  return links;
}

/* Marks in REACHED the items that FROM leads to over links (BACK: against them). */
static void reach(const bool *links, size_t k, size_t from, bool back, bool *reached) {
  g_autofree size_t *queue = g_new(size_t, k + 1);
  size_t head = 0, tail = 0;
  memset(reached, 0, k * sizeof *reached);
  reached[from] = true;
  queue[tail++] = from;
  while (head < tail) {
    size_t i = queue[head++];
    for (size_t j = 0; j < k; j++) {
      if (reached[j] || !links[back ? j * k + i : i * k + j]) continue;
      reached[j] = true;
      queue[tail++] = j;
    }
  }
}

/* The largest set of items linked both ways, the first of equals; its items go to SET, ascending.
 * Returns how many. */
static size_t estimable(const ItemstatsMatrix *matrix, size_t *set) {
  size_t k = matrix->items, best = 0;
  g_autofree bool *links = links_new(matrix);
  g_autofree bool *to = g_new(bool, k + 1), *from = g_new(bool, k + 1), *done = g_new0(bool, k + 1);
  g_autofree size_t *found = g_new(size_t, k + 1);
  for (size_t i = 0; i < k; i++) {
    if (done[i]) continue;
    size_t n = 0;
    reach(links, k, i, false, to);
    reach(links, k, i, true, from);
    for (size_t j = 0; j < k; j++) {
      if (!to[j] || !from[j]) continue;
      done[j] = true;
      found[n++] = j;
    }
    if (n <= best) continue;
    best = n;
    memcpy(set, found, n * sizeof *set);
  }
  return best;
}

/* -- Rasch: conditional likelihood ------------------------------------------------------------- */

/* Persons who answered the same items with the same number right: they say the same of them. */
typedef struct {
  size_t *place; /* of the items answered, among those estimated */
  size_t items, right;
  double persons;
  double theta; /* logit of right / items: any would do, this keeps the chances far from 0 */
} Pattern;

typedef struct {
  size_t items;
  GPtrArray *patterns;
  double *right;               /* by item: how many had it right */
  double *expected, *variance; /* by item, of that number, given the patterns */
} Rasch;

static void pattern_free(void *data) {
  Pattern *pattern = data;
  g_free(pattern->place);
  g_free(pattern);
}

static Pattern *pattern_new(const uint8_t *answered, size_t k, size_t items, size_t right) {
  Pattern *pattern = g_new0(Pattern, 1);
  pattern->place = g_new(size_t, items);
  for (size_t j = 0; j < k; j++)
    if (answered[j]) pattern->place[pattern->items++] = j;
  pattern->right = right;
  pattern->theta = log((double)right / (double)(items - right));
  return pattern;
}

/* Adds PERSON, unless all right or all wrong. SEEN: patterns by the answered items and the score,
 * laid out in BYTES. */
static void add_person(Rasch *rasch, const ItemstatsMatrix *matrix, const size_t *set,
                       size_t person, GHashTable *seen, uint8_t *bytes) {
  size_t k = rasch->items, items = 0, right = 0;
  for (size_t j = 0; j < k; j++) {
    const ItemstatsCell *cell = cell_at(matrix, person, set[j]);
    bytes[j] = cell->answered;
    items += cell->answered;
    right += is_right(cell);
  }
  if (right == 0 || right == items) return;
  for (size_t j = 0; j < k; j++) rasch->right[j] += is_right(cell_at(matrix, person, set[j]));
  memcpy(bytes + k, &right, sizeof right);
  GBytes *key = g_bytes_new(bytes, k + sizeof right);
  Pattern *pattern = g_hash_table_lookup(seen, key);
  if (pattern == NULL) {
    pattern = pattern_new(bytes, k, items, right);
    g_ptr_array_add(rasch->patterns, pattern);
    g_hash_table_insert(seen, g_bytes_ref(key), pattern);
  }
  g_bytes_unref(key);
  pattern->persons++;
}

static Rasch rasch_new(const ItemstatsMatrix *matrix, const size_t *set, size_t k) {
  Rasch rasch = {.items = k, .patterns = g_ptr_array_new_with_free_func(pattern_free)};
  rasch.right = g_new0(double, k);
  rasch.expected = g_new(double, k);
  rasch.variance = g_new(double, k);
  g_autofree uint8_t *bytes = g_new(uint8_t, k + sizeof(size_t));
  g_autoptr(GHashTable) seen =
      g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify)g_bytes_unref, NULL);
  for (size_t i = 0; i < matrix->persons; i++) add_person(&rasch, matrix, set, i, seen, bytes);
  return rasch;
}

static void rasch_clear(Rasch *rasch) {
  g_ptr_array_unref(rasch->patterns);
  g_free(rasch->right);
  g_free(rasch->expected);
  g_free(rasch->variance);
}

/* SCORE[s], s <= RIGHT: the chance of s right among some items; now with one more, of chance P. */
static void one_more(double *score, size_t right, double p) {
  for (size_t s = right; s > 0; s--) score[s] = score[s] * (1 - p) + score[s - 1] * p;
  score[0] *= 1 - p;
}

/* Adds the pattern's part to EXPECTED and VARIANCE. The chance that j is right, given the score r,
 * is p_j P(r-1 right among the others) / P(r right among all): elementary symmetric functions,
 * written as probabilities so that they neither overflow nor cancel. */
static void add_pattern(Rasch *rasch, const Pattern *pattern, const double *difficulty) {
  size_t n = pattern->items, r = pattern->right, width = r + 1;
  g_autofree double *p = g_new(double, n);
  g_autofree double *before = g_new0(double, (n + 1) * width), *after = g_new0(double, width);
  before[0] = after[0] = 1;
  for (size_t j = 0; j < n; j++) {
    p[j] = 1 / (1 + exp(difficulty[pattern->place[j]] - pattern->theta));
    memcpy(before + (j + 1) * width, before + j * width, width * sizeof *before);
    one_more(before + (j + 1) * width, r, p[j]);
  }
  for (size_t j = n; j-- > 0;) {
    double others = 0;
    for (size_t s = 0; s < r; s++) others += before[j * width + s] * after[r - 1 - s];
    double chance = p[j] * others / before[n * width + r];
    rasch->expected[pattern->place[j]] += pattern->persons * chance;
    rasch->variance[pattern->place[j]] += pattern->persons * chance * (1 - chance);
    one_more(after, r, p[j]);
  }
}

static void expect(Rasch *rasch, const double *difficulty) {
  memset(rasch->expected, 0, rasch->items * sizeof *rasch->expected);
  memset(rasch->variance, 0, rasch->items * sizeof *rasch->variance);
  for (unsigned i = 0; i < rasch->patterns->len; i++)
    add_pattern(rasch, g_ptr_array_index(rasch->patterns, i), difficulty);
}

/* -- Rasch: the maximum ------------------------------------------------------------------------ */

#define STEPS   2000
#define SETTLED 1e-10 /* logits a step */

/* How long the next step is to be, from the last STEP and what it did to the expected numbers, LAST
 * before it (Barzilai and Borwein 1988, in the metric of the variances). */
static double pace(const Rasch *rasch, const double *step, const double *last) {
  double bent = 0, scale = 0;
  for (size_t j = 0; j < rasch->items; j++) {
    bent += step[j] * (last[j] - rasch->expected[j]);
    scale += step[j] * step[j] * rasch->variance[j];
  }
  return bent > 0 ? scale / bent : 1;
}

/* STEP for each item: LENGTH times Newton's with the diagonal of the information alone, at most 1
 * logit, mean 0. Returns the longest; NAN where the chances have left the range of numbers. */
static double step_of(const Rasch *rasch, double length, double *step) {
  double mean = 0, longest = 0;
  for (size_t j = 0; j < rasch->items; j++) {
    double newton = (rasch->expected[j] - rasch->right[j]) / fmax(rasch->variance[j], TINY);
    step[j] = CLAMP(length * newton, -1, 1);
    mean += step[j] / (double)rasch->items;
  }
  for (size_t j = 0; j < rasch->items; j++) {
    step[j] -= mean;
    longest = fmax(longest, fabs(step[j]));
  }
  return isfinite(mean) ? longest : NAN;
}

/* Climbs from all 0; the likelihood is concave. */
static bool climb(Rasch *rasch, double *difficulty) {
  g_autofree double *step = g_new(double, rasch->items), *last = g_new(double, rasch->items);
  double length = .5;
  for (int round = 0; round < STEPS; round++) {
    expect(rasch, difficulty);
    if (round > 0) length = pace(rasch, step, last);
    double longest = step_of(rasch, length, step);
    if (!(longest >= SETTLED)) return isfinite(longest);
    memcpy(last, rasch->expected, rasch->items * sizeof *last);
    for (size_t j = 0; j < rasch->items; j++) difficulty[j] += step[j];
  }
  return false;
}

bool itemstats_rasch(const ItemstatsMatrix *matrix, double *out) {
  g_autofree size_t *set = g_new(size_t, matrix->items + 1);
  size_t k = estimable(matrix, set);
  if (k < 2) return false;
  g_autofree double *difficulty = g_new0(double, k);
  Rasch rasch = rasch_new(matrix, set, k);
  bool settled = climb(&rasch, difficulty);
  rasch_clear(&rasch);
  if (!settled) return false;
  for (size_t j = 0; j < matrix->items; j++) out[j] = NAN;
  for (size_t j = 0; j < k; j++) out[set[j]] = difficulty[j];
  return true;
}
