/* score - what a form came to, by area and in all, with what such a number can and cannot say.
 *
 * Intervals are Wilson's (1927) for a share of N, at 80 %: (c +- z sqrt(p(1-p)/n + z^2/4n^2)) / (1 +
 * z^2/n) with c = p + z^2/2n and z = 1.2816. They hold four of five outcomes of forms like this one
 * and so match the intervals of forecasts. Shares from 0 to 1.
 */
#pragma once
#include <stdbool.h>
#include <stdint.h>

#define SCORE_Z 1.2815515655446004 /* normal quantile of .9 */

typedef struct {
  int area; /* 0 .. areas - 1; outside: counted in all, in no area */
  bool answered, correct;
  bool first_answered, first_correct; /* as it was when the question was first left */
  bool sure;                          /* said to be sure */
  int64_t ms;                         /* spent on it */
} ScoreQuestion;

typedef struct {
  int items, right;
  double share, low, high; /* NaN where ITEMS is 0 */
} ScoreLine;

typedef struct {
  ScoreLine all;
  int unanswered, confident_errors;
  int right_to_wrong, wrong_to_right; /* answers changed after the question was left */
  int64_t ms;
} Score;

ScoreLine score_line(int right, int items);
/* AREA_LINES has AREAS entries. */
Score score_form(const ScoreQuestion *questions, int n, int areas, ScoreLine *area_lines);
