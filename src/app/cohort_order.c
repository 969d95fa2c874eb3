/* cohort_order - the rows in an order, and one of them by name; see cohort.h. */
#include "app/app_private.h"
#include "app/cohort.h"
#include "core/text.h"
#include "store/merge.h"
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

/* -- one by name ------------------------------------------------------------------------------- */

#define PART_DIGITS 8 /* of an id, so that no name is taken for the end of somebody else's */

/* WHO without case, in one form and without white space at its ends. Newly allocated. */
static char *fold_name(const char *who) {
  g_autofree char *line = text_fold(who);
  g_autofree char *folded = g_utf8_casefold(line, -1);
  return text_nfc(folded);
}

/* True where ID begins or ends with the FOLDED text, which is long enough to tell it. */
static bool is_part(const char *id, const char *folded) {
  int digits = 0;
  for (const char *p = folded; *p != '\0'; p++) {
    if (!g_ascii_isxdigit(*p) && *p != '-') return false;
    digits += *p != '-';
  }
  return digits >= PART_DIGITS && (g_str_has_prefix(id, folded) || g_str_has_suffix(id, folded));
}

static bool fits(const CohortRow *row, const char *folded) {
  if (is_part(row->learner, folded)) return true;
  g_autofree char *name = fold_name(row->name);
  return strcmp(name, folded) == 0;
}

char *cohort_person(const Cohort *cohort, const char *learner) {
  const char *end = learner + strlen(learner) - 12;
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    if (strcmp(row->learner, learner) != 0) continue;
    g_autofree char *name = text_shorten(row->name, 40);
    return g_strdup_printf("%s (…%s)", name, end);
  }
  return g_strdup_printf("…%s", end);
}

/* Why none of FOUND, an array of ids, is the one that WHO names. */
static void refuse_who(const Cohort *cohort, const char *who, const GPtrArray *found,
                       GError **error) {
  g_autoptr(GString) people = g_string_new(NULL);
  for (guint i = 0; i < found->len && i < 5; i++) {
    g_autofree char *person = cohort_person(cohort, found->pdata[i]);
    g_string_append_printf(people, "%s%s", i == 0 ? "" : ", ", person);
  }
  if (found->len == 0)
    g_set_error(
        error, APP_ERROR, APP_ERROR_NOT_FOUND,
        "There is no candidate '%s' here. Read their log first (pawl mentor LOG), then name "
        "one by name, by the id, or by at least %d digits of its beginning or end.",
        who, PART_DIGITS);
  else
    g_set_error(error, APP_ERROR, APP_ERROR_NOT_FOUND,
                "'%s' can be any of %u candidates: %s%s. Name one by the end of the id.", who,
                found->len, people->str, found->len > 5 ? " and others" : "");
}

/* Ids of rows that WHO can name; lent. */
static GPtrArray *rows_called(const Cohort *cohort, const char *folded) {
  GPtrArray *found = g_ptr_array_new();
  for (guint i = 0; *folded != '\0' && i < cohort->rows->len; i++) {
    CohortRow *row = cohort->rows->pdata[i];
    if (fits(row, folded)) g_ptr_array_add(found, row->learner);
  }
  return found;
}

static const CohortRow *row_of(const Cohort *cohort, const char *learner) {
  for (guint i = 0; i < cohort->rows->len; i++) {
    const CohortRow *row = cohort->rows->pdata[i];
    if (strcmp(row->learner, learner) == 0) return row;
  }
  return NULL;
}

const CohortRow *cohort_find(const Cohort *cohort, const char *who, GError **error) {
  g_autofree char *folded = fold_name(who);
  const CohortRow *row = row_of(cohort, folded);
  if (row != NULL) return row;
  g_autoptr(GPtrArray) found = rows_called(cohort, folded);
  if (found->len == 1) return row_of(cohort, found->pdata[0]);
  refuse_who(cohort, who, found, error);
  return NULL;
}

bool cohort_find_learner(App *app, const Cohort *cohort, const char *who, Uuid *out,
                         GError **error) {
  g_autofree char *folded = fold_name(who);
  if (uuid_parse(folded, out)) return true;
  g_autoptr(GArray) replies = store_replies(app->store, error);
  if (replies == NULL) return false;
  g_autoptr(GPtrArray) found = rows_called(cohort, folded),
                       ids = g_ptr_array_new_with_free_func(g_free);
  for (guint i = 0; i < replies->len; i++) {
    char *id = g_malloc(37);
    uuid_format(&g_array_index(replies, StoreReply, i).learner, id);
    g_ptr_array_add(ids, id);
    if (row_of(cohort, id) == NULL && is_part(id, folded)) g_ptr_array_add(found, id);
  }
  if (found->len == 1) return uuid_parse(found->pdata[0], out);
  refuse_who(cohort, who, found, error);
  return false;
}
