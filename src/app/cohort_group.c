/* cohort_group - what holds of all candidates together; see cohort.h. */
#include "app/cohort.h"
#include <math.h>

static int compare_numbers(gconstpointer a, gconstpointer b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double median_of(GArray *numbers) {
  if (numbers->len == 0) return NAN;
  g_array_sort(numbers, compare_numbers);
  double upper = g_array_index(numbers, double, numbers->len / 2);
  if (numbers->len % 2 == 1) return upper;
  return (g_array_index(numbers, double, numbers->len / 2 - 1) + upper) / 2;
}

CohortGroup cohort_group(const Cohort *cohort) {
  CohortGroup group = {.candidates = (int)cohort->rows->len};
  g_autoptr(GArray) chances = g_array_new(FALSE, FALSE, sizeof(double));
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    group.signs += row->signs != 0;
    group.active += row->days_recent > 0;
    group.waiting += row->texts_waiting;
    group.minutes += row->minutes_week;
    if (row->readiness.enough) g_array_append_val(chances, row->readiness.chance);
  }
  group.judged = (int)chances->len;
  group.median = median_of(chances);
  return group;
}

CohortAreaSum cohort_area_sum(const Cohort *cohort, int area) {
  CohortAreaSum sum = {0};
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    bool there = row->by_area != NULL && area < row->areas;
    AreaStatus status = there ? row->by_area[area].status : AREA_UNKNOWN;
    sum.unknown += status == AREA_UNKNOWN;
    if (status == AREA_UNKNOWN) continue;
    sum.mastered += status == AREA_MASTERED;
    sum.weak += status != AREA_MASTERED;
    sum.score += row->by_area[area].score;
  }
  int judged = sum.mastered + sum.weak;
  sum.score = judged == 0 ? NAN : sum.score / judged;
  return sum;
}
