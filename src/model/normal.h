/* normal - the normal and the logistic distribution, and seeded draws. */
#pragma once
#include <glib.h>

/* Phi(x): chance that a standard normal value is at most X. */
double normal_cdf(double x);
/* 1 / (1 + e^-x). */
double logistic(double x);
/* ln(p / (1-p)), P inside (0,1). */
double logit(double p);

/* A standard normal draw (Marsaglia's polar method) from a GRand, which is the same everywhere. */
double normal_draw(GRand *rand);
/* A GRand of 64 bits of seed. Free with g_rand_free. */
GRand *normal_rand(guint64 seed);

/* The lower factor L of the symmetric N x N matrix A = L L', row by row; a pivot that rounding has
 * made negative counts as 0. */
void normal_factor(const double *a, int n, double *l);

/* The value below which share Q of the N sorted VALUES lie (linear between neighbours). */
double quantile_sorted(const double *values, size_t n, double q);
