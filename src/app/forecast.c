/* forecast - an interval for a form's outcome, logged before the form is taken and scored after; see
 * learner.h.
 */
#include "app/app_private.h"
#include "app/learner.h"
#include "model/readiness.h"
#include <math.h>

static void form_clear(gpointer data) {
  g_free(((FormForecast *)data)->form);
}

static FormForecast from_store(const StoreForecast *f) {
  double share = (double)f->right / f->items;
  return (FormForecast){.form = g_strdup(f->form),
                        .day = clock_study_day(f->at, f->offset, 0),
                        .items = f->items,
                        .low = f->low,
                        .middle = f->middle,
                        .high = f->high,
                        .right = f->right,
                        .hit = f->right >= 0 && share >= f->low - 1e-9 && share <= f->high + 1e-9};
}

GArray *app_forecasts(App *app, GError **error) {
  g_autoptr(GArray) stored = store_forecasts(app->store, error);
  if (stored == NULL) return NULL;
  GArray *all = g_array_new(FALSE, FALSE, sizeof(FormForecast));
  g_array_set_clear_func(all, form_clear);
  for (guint i = 0; i < stored->len; i++) {
    FormForecast form = from_store(&g_array_index(stored, StoreForecast, i));
    g_array_append_val(all, form);
  }
  return all;
}

/* Outcomes are whole numbers of right answers, so the interval reaches to the next ones. */
static StoreForecast foretell(App *app, const Mastery *mastery, const char *form, int items,
                              const double *weights) {
  ReadinessPart part = {items, app_target(app), .25, weights};
  Readiness r = readiness_compute(mastery, &part, 1, app_today(app), 1);
  int64_t now = clock_now(app->clock);
  return (StoreForecast){.uuid = app_uuid(app, now),
                         .at = now,
                         .offset = clock_offset(app->clock, now),
                         .form = (char *)form,
                         .items = items,
                         .low = floor(r.score_low * items) / items,
                         .middle = r.score,
                         .high = ceil(r.score_high * items) / items};
}

bool app_foretell_form(App *app, const char *form, int items, const double *weights, int64_t *id,
                       GError **error) {
  const Mastery *mastery = app_mastery(app, error);
  if (mastery == NULL) return false;
  StoreForecast forecast = foretell(app, mastery, form, items, weights);
  if (!store_add_forecast(app->store, &forecast, error)) return false;
  *id = forecast.id;
  return true;
}

bool app_foretell(App *app, const char *form, int items, FormForecast *out, GError **error) {
  const Mastery *mastery = app_mastery(app, error);
  if (mastery == NULL) return false;
  double weights[MASTERY_AREAS_MAX] = {0};
  for (guint a = 0; a < app->areas->len && a < MASTERY_AREAS_MAX; a++)
    weights[a] = ((StoreArea *)app->areas->pdata[a])->weight;
  StoreForecast forecast = foretell(app, mastery, form, items, weights);
  forecast.right = -1;
  if (!store_add_forecast(app->store, &forecast, error)) return false;
  if (out != NULL) *out = from_store(&forecast);
  return true;
}

bool app_score_forecast(App *app, int right, GError **error) {
  g_autoptr(GArray) stored = store_forecasts(app->store, error);
  if (stored == NULL) return false;
  const StoreForecast *open = NULL;
  for (guint i = 0; i < stored->len; i++) {
    const StoreForecast *f = &g_array_index(stored, StoreForecast, i);
    if (f->right < 0) open = f;
  }
  if (open == NULL) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "No forecast waits for its outcome. Make one before the form is taken: "
                "pawl forecast ITEMS");
    return false;
  }
  if (right < 0 || right > open->items) {
    g_set_error(error, APP_ERROR, APP_ERROR_INPUT,
                "The form has %d items: give the number of right answers, 0 to %d.", open->items,
                open->items);
    return false;
  }
  return store_score_forecast(app->store, open->id, clock_now(app->clock), right, error);
}

/* -- in words ---------------------------------------------------------------------------------- */

void count_forecasts(const GArray *all, int *scored, int *hits) {
  *scored = *hits = 0;
  for (guint i = 0; i < all->len; i++) {
    const FormForecast *f = &g_array_index(all, FormForecast, i);
    *scored += f->right >= 0;
    *hits += f->hit;
  }
}

Doc *forecast_doc(const GArray *all, int columns) {
  Doc *doc = doc_new(columns);
  int scored = 0, hits = 0;
  count_forecasts(all, &scored, &hits);
  if (all->len == 0) doc_add(doc, DOC_TEXT, 0, 0, "No forecast was made yet.");
  for (guint i = 0; i < all->len; i++) {
    const FormForecast *f = &g_array_index(all, FormForecast, i);
    g_autofree char *date = clock_format_date(f->day);
    g_autofree char *outcome =
        f->right < 0 ? g_strdup("not scored yet")
                     : g_strdup_printf("%.0f %% right: %s", 100.0 * f->right / f->items,
                                       f->hit ? "within" : "outside");
    doc_add(doc, DOC_TEXT, 0, 12, "%s  %s, %d items: %.0f %% (%.0f-%.0f) expected; %s", date,
            f->form, f->items, 100 * f->middle, 100 * f->low, 100 * f->high, outcome);
  }
  if (scored > 0)
    doc_add(doc, DOC_TEXT, 0, 0,
            "%d of %d outcomes lay within their interval; four of five are expected to.", hits,
            scored);
  return doc;
}
