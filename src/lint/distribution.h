/* distribution - the two tests that judge a whole bank. */
#pragma once

/* P(X >= K), X binomial in N trials at chance P. 1 where nothing is left to chance (N 0, P 0 or 1).
 */
double lint_binomial_above(int k, int n, double p);
/* Two-sided p of K or more extreme: twice the smaller exact tail, at most 1. */
double lint_binomial_p(int k, int n, double p);
/* Upper tail of the chi-square distribution with DF degrees of freedom: Q(df/2, x/2), by the series
 * and the continued fraction of the incomplete gamma function (Abramowitz and Stegun 6.5). */
double lint_chi_square_p(double x, int df);
