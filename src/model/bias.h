/* bias - how far a learner's own scores of texts lie from a mentor's, and what is left of a score once
 * that is taken off.
 *
 * Of every text that both have scored, d = self - mentor (credits from 0 to 1; several mentors count by
 * their mean). Self scores are kind or strict by much the same amount from text to text, so the mean of
 * d is taken off the learner's other scores. With few such texts it says little; it is drawn toward 0:
 *
 *   bias = mean(d) n / (n + 2)
 *
 * which is the posterior mean of a normal mean with prior N(0, s^2 / 2), where s is the spread of one
 * text's difference (Gelman et al. 2013, Bayesian Data Analysis, 2.5): before any text was compared,
 * learners are taken to differ in bias by less (s / sqrt 2) than one text differs from the next.
 *
 * Pure. Sums run in the order given: the same texts in the same order give the same bits.
 */
#pragma once
#include <stdbool.h>

typedef struct {
  int texts;      /* scored by both */
  double sum;     /* of d */
  double squares; /* of d */
} Bias;

/* Adds a text that both have scored. */
void bias_add(Bias *bias, double self, double mentor);
/* mean(d), 0 where there is no text. */
double bias_mean(const Bias *bias);
/* As far as it is believed: what is taken off. */
double bias_shrunk(const Bias *bias);
/* Standard deviation of d; NaN with fewer than 2 texts. */
double bias_spread(const Bias *bias);
/* SELF with the bias taken off, kept within 0 and 1. */
double bias_correct(const Bias *bias, double self);
