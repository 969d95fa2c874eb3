/* lint_cues - cues over a whole bank against chance, and the two distributions that judge them.
 * Private to pack, but for its tests.
 */
#pragma once
#include "pack/lint.h"

/* Fills SUMMARY from PACK's items. */
void lint_cues(const Pack *pack, LintSummary *summary);
/* Two-sided p of K or more extreme successes in N trials at chance P: twice the smaller exact tail,
 * at most 1. */
double lint_binomial_p(int k, int n, double p);
/* Upper tail of the chi-square distribution with DF degrees of freedom: Q(df/2, x/2), by the series
 * and the continued fraction of the incomplete gamma function (Abramowitz and Stegun 6.5). */
double lint_chi_square_p(double x, int df);
