/* itemstats - how items behave, from the first answers of many persons: facility, discrimination,
 * distractors, reliability, differential functioning between groups, Rasch difficulty. Pure.
 *
 * A missing cell is never a wrong answer: it counts in nothing. Where a figure cannot be had
 * (nobody answered, nothing varies) it is NAN. Right means full credit, credit >= 1.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ITEMSTATS_OPTIONS 32 /* at most, per item */
#define ITEMSTATS_MIN_N   20 /* answers below which an item is not judged */
#define ITEMSTATS_DEAD    .05
#define ITEMSTATS_EASY    .95
#define ITEMSTATS_HARD    .25

typedef struct {
  bool answered;   /* false: missing, the rest is not read. A zeroed cell is missing */
  uint32_t chosen; /* bit i: option i was chosen; 0 where the answer is no choice (order, match) */
  double credit;   /* 0..1 */
} ItemstatsCell;

typedef struct {
  int options;  /* 0 to ITEMSTATS_OPTIONS; 0: no option figures */
  uint32_t key; /* bit i: option i is right; all others are distractors */
} ItemstatsKey;

typedef struct {
  size_t persons, items;
  const ItemstatsKey *key;   /* by item */
  const ItemstatsCell *cell; /* [person * items + item] */
} ItemstatsMatrix;

typedef enum {
  ITEMSTATS_FEW = 1 << 0,             /* n < ITEMSTATS_MIN_N; then no other flag stands */
  ITEMSTATS_WRONG_KEY = 1 << 1,       /* suspected: discrimination < 0, n_rest >= ITEMSTATS_MIN_N */
  ITEMSTATS_DEAD_DISTRACTOR = 1 << 2, /* one or more chosen by a share < ITEMSTATS_DEAD */
  ITEMSTATS_TOO_EASY = 1 << 3,        /* facility > ITEMSTATS_EASY */
  ITEMSTATS_TOO_HARD = 1 << 4         /* facility < ITEMSTATS_HARD */
} ItemstatsFlag;

typedef struct {
  size_t n;    /* answers that chose it */
  double rate; /* n / answers to the item */
  double rest; /* mean rest score of those who chose it */
} ItemstatsOption;

/* The rest score of person i for item j, the item itself left out, on the scale 0..1:
 *   mean over i's other answers l of (x_il - p_l)  +  mean of p_l over all other answered items,
 * x: credit, p: facility. With nothing missing that is the share of credit on the other items, and
 * the discrimination is the classical corrected item-total (point-biserial) correlation (Henrysson
 * 1963). With missing cells each answer is held against its own item, so that who met harder items
 * is not ranked lower for it. Persons without another answer have no rest score. */
typedef struct {
  size_t n;              /* answers */
  double facility;       /* p: mean credit */
  double shrunk;         /* p drawn toward the mean, see ItemstatsForm.prior */
  size_t n_rest;         /* answers by persons with a rest score */
  double discrimination; /* Pearson correlation of credit and rest score over n_rest */
  double alpha_without;  /* the form's alpha without this item */
  unsigned flags;        /* of ItemstatsFlag, judged on the unshrunk figures */
  uint32_t dead;         /* bit i: option i is a dead distractor */
  ItemstatsOption option[ITEMSTATS_OPTIONS];
} ItemstatsItem;

/* Covariances s_jl (n - 1) are over the persons who answered both items ("pairwise", as R's psych);
 * one pair with fewer than two such persons and sd, kr20 and alpha are NAN. Items that nobody
 * answered do not count in k.
 *   alpha = k/(k-1) (1 - sum s_jj / sum s_jl)                      Cronbach 1951
 *   kr20: the same over right (1) and wrong (0); equal to alpha where nothing has partial credit
 *         and, with nothing missing, to k/(k-1) (1 - sum pq / var_n(total))  Kuder, Richardson 1937
 * Shrinkage is that of the beta-binomial by the method of moments (Kleinman 1973), N = sum n_j:
 *   m = sum n_j p_j / N ;  S = sum n_j (p_j - m)^2
 *   rho = (S / (m(1-m)) - (k-1)) / (N - sum n_j^2 / N - (k-1)), within 0..1, 0 where undefined
 *   prior = (1 - rho) / rho ;  shrunk_j = (n_j p_j + prior m) / (n_j + prior) */
typedef struct {
  size_t persons, items; /* with at least one answer */
  double mean;           /* sum of the facilities: points expected on the whole form */
  double sd;             /* sqrt(sum s_jl): of the total, in points */
  double kr20, alpha;
  double facility; /* m */
  double prior;    /* answers that m counts for; INFINITY: items do not differ beyond chance */
} ItemstatsForm;

typedef struct {
  ItemstatsForm form;
  size_t items;
  ItemstatsItem *item; /* as in the matrix */
} Itemstats;

/* All of the above; any size of matrix, 0 too. Newly allocated. Time: persons * items^2, or persons * items
 * where two items were not met together. */
Itemstats *itemstats_new(const ItemstatsMatrix *matrix);
void itemstats_free(Itemstats *stats);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Itemstats, itemstats_free)

#define ITEMSTATS_REFERENCE 0
#define ITEMSTATS_FOCAL     1

typedef struct {
  size_t n[2];  /* persons compared: reference, focal */
  double odds;  /* common odds ratio; above 1: easier for the reference group at equal score */
  double delta; /* -2.35 ln odds, the ETS scale; below 0: harder for the focal group */
  double chi2;  /* with continuity correction, 1 degree of freedom */
  double p;     /* of chi2 */
} ItemstatsDif;

/* Differential item functioning (Holland and Thayer 1988) between two groups of persons matched on
 * the number right, the item itself included; only persons who answered every item are compared.
 * GROUP by person: ITEMSTATS_REFERENCE, ITEMSTATS_FOCAL, anything else is left out. OUT by item.
 * In each stratum A, B: reference right, wrong; C, D: focal right, wrong; T: all.
 *   odds = sum(A D/T) / sum(B C/T)        INFINITY where only the lower sum is 0, NAN where both
 *   chi2 = (|sum A - sum E| - 1/2)^2 / sum V ;  E = (A+B)(A+C)/T
 *   V = (A+B)(C+D)(A+C)(B+D) / (T^2 (T-1))
 * The 1/2 goes off only where the difference is not below it, as in R's mantelhaen.test. */
void itemstats_dif(const ItemstatsMatrix *matrix, const uint8_t *group, ItemstatsDif *out);

/* Rasch difficulties in logits, over right and wrong, by conditional maximum likelihood given each
 * person's answered items and number right among them (Andersen 1972; Fischer 1974); mean 0.
 * Finite unique estimates exist for items that are linked both ways by "a person had i right and j
 * wrong" (Fischer 1981): the largest such set is estimated, all others (an item that all had right,
 * say) get NAN. OUT by item. False, and OUT untouched, where no two items are so linked or the
 * iteration does not settle. Standard errors are not given. */
bool itemstats_rasch(const ItemstatsMatrix *matrix, double *out);
