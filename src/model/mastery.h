/* mastery - what the learner can do, by area, on items never seen; with its uncertainty.
 *
 * A hierarchical temporal Rasch filter with an item-memory term. Ability per area is a logit; the
 * areas' abilities are jointly normal with mean vector m and covariance P. Sources: Pelanek 2016 (a
 * floor for guessing), Wilson et al. 2016 (hierarchical, temporal item response models), Glickman
 * 1999 (the filter step), Choffin et al. 2019 (memory within a skill model).
 *
 *   s = sigmoid(kap (m_k - b))         kap = 1 / sqrt(1 + pi sb^2 / 8)
 *   p = 1 - (1-c)(1-M)(1-s)            M = .8 R for an item answered before, else 0
 *   g = kap (1-c)(1-M) s (1-s)         u = P e_k
 *   m += t u g (y-p)/(p(1-p)) / (1 + I u_k),  P -= u u' I / (1 + I u_k),  t = 1 - M, I = t g^2/(p(1-p))
 *
 * The trust t is ours: without it a miss of an item seen before counts as much as a miss of a fresh
 * one, though it may only say that memory was overrated. See doc/decisions/0005.
 *
 * Four filters differ in what an answer teaches (m_k += lam) and are weighted by how well each has
 * predicted so far. Pure and deterministic: folding the same answers gives the same bits.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define MASTERY_RATES      4
#define MASTERY_AREAS_MAX  64
#define MASTERY_MEMORY     .8  /* M of an item that is surely remembered */
#define MASTERY_GAIN       .80 /* chance of standing above the target at which an area is mastered */
#define MASTERY_LOSS       .65 /* and below which it is lost again */
#define MASTERY_FRESH      8   /* fresh answers an area needs before it is judged */
#define MASTERY_FRESH_DAYS 2   /* on so many days */

/* One answer as the filter sees it. */
typedef struct {
  int area;          /* 0-based */
  double difficulty; /* b in logits: -.8 easy, 0, +.8 hard */
  double spread;     /* sb: .5 where the author gave a difficulty, else .8 */
  double guess;      /* c: chance of being right without knowing */
  double recall;     /* R just before, from FSRS; 0 for an item never answered */
  bool fresh;        /* the first answer to the item */
  double credit;     /* y in [0,1] */
  int day;           /* study day */
} MasteryAnswer;

typedef struct {
  int fresh, fresh_right; /* first answers, and those with full credit */
  int repeats;
  int fresh_days, last_fresh_day;
  bool mastered;              /* as of the area's last answer */
  int mastered_day, lost_day; /* 0: never */
} MasteryCounts;

typedef struct {
  int areas;
  int day; /* of the last answer; 0 before the first */
  int64_t answers;
  double log_weight[MASTERY_RATES];
  double *mean;          /* [rate][area] */
  double *covariance;    /* [rate][area][area] */
  MasteryCounts *counts; /* by area */
} Mastery;

/* AREAS is kept within 1 to MASTERY_AREAS_MAX; answers in an area beyond that teach nothing. */
Mastery *mastery_new(int areas);
Mastery *mastery_copy(const Mastery *mastery);
void mastery_free(Mastery *mastery);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mastery, mastery_free)

/* Folds one answer in; TARGET is p*, the share right on fresh items that counts as mastery. */
void mastery_answer(Mastery *mastery, const MasteryAnswer *answer, double target);

/* -- reading ----------------------------------------------------------------------------------- */

/* The mixture of the four filters on DAY (uncertainty grows by .04^2 a day without answers): MEAN
 * [area], COVARIANCE [area][area]; either may be NULL. */
void mastery_mixture(const Mastery *mastery, int day, double *mean, double *covariance);

typedef enum { MASTERY_UNKNOWN, MASTERY_OPEN, MASTERY_MASTERED, MASTERY_LOST } MasteryStatus;

typedef struct {
  MasteryStatus status;
  double chance;    /* A: that ability is above the target */
  double mean, sd;  /* of ability, logits */
  double score;     /* expected share right on fresh items of middle difficulty */
  double low, high; /* its 10-90 % interval */
} MasteryView;

MasteryView mastery_view(const Mastery *mastery, int area, int day, double target);

/* Share right that ability THETA gives on fresh items of middle difficulty with four options. */
double mastery_score(double theta);

/* -- storing ----------------------------------------------------------------------------------- */

/* A compact image, little-endian; mastery_read gives NULL on anything that is not one. */
GBytes *mastery_write(const Mastery *mastery);
Mastery *mastery_read(const void *bytes, size_t size);
