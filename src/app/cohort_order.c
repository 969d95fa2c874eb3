/* cohort_order - the rows in an order, and one of them by name; see cohort.h. */
#include "app/app_private.h"
#include "app/cohort.h"
#include <math.h>
#include <string.h>

static const char *const ORDER_NAMES[COHORT_ORDERS] = {"attention", "name", "readiness", "seen",
                                                       "change"};

const char *cohort_order_name(CohortOrder order) {
  return ORDER_NAMES[order];
}

bool cohort_order_from_name(const char *name, CohortOrder *out) {
  for (int i = 0; i < COHORT_ORDERS; i++) {
    if (strcmp(ORDER_NAMES[i], name) != 0) continue;
    *out = (CohortOrder)i;
    return true;
  }
  return false;
}

static int by_number(double a, double b) {
  if (isnan(a) || isnan(b)) return isnan(a) - isnan(b);
  return (a > b) - (a < b);
}

static int signs_of(const CohortRow *row) {
  return __builtin_popcount(row->signs);
}

static int compare_by(const CohortRow *a, const CohortRow *b, CohortOrder order) {
  double a_chance = a->readiness.enough ? a->readiness.chance : NAN;
  double b_chance = b->readiness.enough ? b->readiness.chance : NAN;
  switch (order) {
  case COHORT_ATTENTION:
    if (signs_of(a) != signs_of(b)) return signs_of(b) - signs_of(a);
    return a->last_day - b->last_day;
  case COHORT_READINESS: return by_number(a_chance, b_chance);
  case COHORT_SEEN: return b->last_day - a->last_day;
  case COHORT_CHANGE: return by_number(a->look_change, b->look_change);
  case COHORT_NAME: break;
  }
  return 0;
}

static int compare_rows(gconstpointer a, gconstpointer b, gpointer user) {
  const CohortRow *x = *(CohortRow *const *)a, *y = *(CohortRow *const *)b;
  int order = compare_by(x, y, *(const CohortOrder *)user);
  if (order == 0) order = g_utf8_collate(x->name, y->name);
  return order != 0 ? order : strcmp(x->learner, y->learner);
}

void cohort_sort(Cohort *cohort, CohortOrder order) {
  g_ptr_array_sort_with_data(cohort->rows, compare_rows, &order);
}

static bool fits(const CohortRow *row, const char *who) {
  if (g_str_has_prefix(row->learner, who) || g_str_has_suffix(row->learner, who)) return true;
  g_autofree char *name = g_utf8_casefold(row->name, -1);
  g_autofree char *wanted = g_utf8_casefold(who, -1);
  return strcmp(name, wanted) == 0;
}

const CohortRow *cohort_find(const Cohort *cohort, const char *who, GError **error) {
  const CohortRow *found = NULL;
  int n = 0;
  for (guint i = 0; *who != '\0' && i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    if (strcmp(row->learner, who) == 0) return row;
    if (!fits(row, who)) continue;
    found = row;
    n++;
  }
  if (n == 1) return found;
  g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
              n == 0 ? "There is no candidate '%s' here. Name one by name or by the "
                       "beginning or the end of the id."
                     : "Several candidates are called '%s'. Name one by the beginning of the id.",
              who);
  return NULL;
}
