/* learner - mastery, readiness and progress out of the filter; see learner.h. */
#include "app/learner.h"
#include "app/fold.h"
#include "app/reply.h"
#include "model/readiness.h"
#include <math.h>

static const char *const STATUS_NAMES[] = {"unknown", "open", "mastered", "lost"};

G_STATIC_ASSERT((int)AREA_UNKNOWN == (int)MASTERY_UNKNOWN && (int)AREA_LOST == (int)MASTERY_LOST);

const char *area_status_name(AreaStatus status) {
  return STATUS_NAMES[status];
}

static void area_free(gpointer data) {
  AreaMastery *area = data;
  g_free(area->code);
  g_free(area->text);
  g_free(area->category);
  g_free(area->category_text);
  g_clear_pointer(&area->remarks, g_ptr_array_unref);
  g_free(area);
}

void mastery_report_free(MasteryReport *report) {
  if (report == NULL) return;
  g_clear_pointer(&report->areas, g_ptr_array_unref);
  g_clear_pointer(&report->study, g_ptr_array_unref);
  g_clear_pointer(&report->remarks, g_ptr_array_unref);
  g_free(report);
}

/* -- readiness --------------------------------------------------------------------------------- */

#define FORM_ITEMS 100

ReadinessReport learning_readiness(const App *app, const Mastery *mastery, double target, int day) {
  double weights[MASTERY_AREAS_MAX] = {0};
  for (guint a = 0; a < app->areas->len && a < MASTERY_AREAS_MAX; a++)
    weights[a] = ((StoreArea *)app->areas->pdata[a])->weight;
  ReadinessPart part = {FORM_ITEMS, target, .25, weights};
  Readiness r = readiness_compute(mastery, &part, 1, day, 1);
  return (ReadinessReport){.enough = r.enough,
                           .chance = r.chance,
                           .low = r.low,
                           .high = r.high,
                           .target = target,
                           .score = r.score,
                           .score_low = r.score_low,
                           .score_high = r.score_high,
                           .fresh = r.fresh,
                           .repeats = r.repeats,
                           .needed = READINESS_EVIDENCE};
}

bool app_readiness(App *app, ReadinessReport *out, GError **error) {
  const Mastery *mastery = app_mastery(app, error);
  if (mastery == NULL) return false;
  *out = learning_readiness(app, mastery, app_target(app), app_today(app));
  return true;
}

/* -- areas ------------------------------------------------------------------------------------- */

typedef struct {
  int before; /* the newest day on or before this */
  Mastery *found;
} Earlier;

static bool find_earlier(int day, int64_t answers, const void *image, size_t size, void *user) {
  Earlier *earlier = user;
  (void)answers;
  if (day > earlier->before) return false;
  g_clear_pointer(&earlier->found, mastery_free);
  earlier->found = mastery_read(image, size);
  return true;
}

static AreaMastery *area_new(App *app, const Mastery *mastery, const Mastery *earlier, guint a,
                             const StoreTally *tally) {
  const StoreArea *from = app->areas->pdata[a];
  double target = app_target(app);
  MasteryView view = mastery_view(mastery, (int)a, app_today(app), target);
  const MasteryCounts *counts = &mastery->counts[a];
  AreaMastery *area = g_new(AreaMastery, 1);
  *area = (AreaMastery){.code = g_strdup(from->code),
                        .text = g_strdup(from->text),
                        .category = g_strdup(from->category),
                        .category_text = g_strdup(from->category_text),
                        .weight = from->weight,
                        .status = (AreaStatus)view.status,
                        .chance = view.chance,
                        .score = view.score,
                        .low = view.low,
                        .high = view.high,
                        .change = NAN,
                        .fresh = counts->fresh,
                        .fresh_right = counts->fresh_right,
                        .repeats = counts->repeats,
                        .fresh_days = counts->fresh_days,
                        .mastered_day = counts->mastered_day,
                        .lost_day = counts->lost_day,
                        .items = tally->served,
                        .unseen = tally->unseen};
  if (earlier != NULL)
    area->change = view.score - mastery_view(earlier, (int)a, earlier->day, target).score;
  return area;
}

static StoreTally tally_of(const GArray *tallies, int64_t area) {
  for (guint i = 0; i < tallies->len; i++)
    if (g_array_index(tallies, StoreTally, i).area == area)
      return g_array_index(tallies, StoreTally, i);
  return (StoreTally){.area = area};
}

static bool add_remarks(App *app, MasteryReport *report, GError **error) {
  report->remarks = app_remarks(app, REMARK_LEARNER, NULL, error);
  if (report->remarks == NULL) return false;
  for (guint i = 0; i < report->areas->len; i++) {
    AreaMastery *area = report->areas->pdata[i];
    area->remarks = app_remarks(app, REMARK_AREA, area->code, error);
    if (area->remarks == NULL) return false;
  }
  return true;
}

MasteryReport *app_mastery_report(App *app, GError **error) {
  g_autoptr(GArray) tallies = store_tallies(app->store, error);
  const Mastery *mastery = tallies == NULL ? NULL : app_mastery(app, error);
  if (mastery == NULL) return NULL;
  Earlier earlier = {.before = app_today(app) - PROGRESS_DAYS};
  if (!store_each_mastery(app->store, find_earlier, &earlier, error)) return NULL;
  if (earlier.found != NULL && earlier.found->areas != mastery->areas)
    g_clear_pointer(&earlier.found, mastery_free);
  g_autoptr(MasteryReport) report = g_new0(MasteryReport, 1);
  report->day = app_today(app);
  report->areas = g_ptr_array_new_with_free_func(area_free);
  for (guint a = 0; a < app->areas->len && (int)a < mastery->areas; a++) {
    StoreTally tally = tally_of(tallies, ((StoreArea *)app->areas->pdata[a])->id);
    g_ptr_array_add(report->areas, area_new(app, mastery, earlier.found, a, &tally));
  }
  mastery_free(earlier.found);
  g_autoptr(GArray) forecasts = app_forecasts(app, error);
  if (forecasts == NULL || !app_readiness(app, &report->readiness, error)) return NULL;
  count_forecasts(forecasts, &report->scored, &report->hits);
  report->study = app_study_hints(app, report->areas, error);
  if (report->study == NULL || !add_remarks(app, report, error)) return NULL;
  return g_steal_pointer(&report);
}

/* -- progress ---------------------------------------------------------------------------------- */

typedef struct {
  App *app;
  GArray *days;
  int64_t answers; /* up to the day before */
} Progress;

static bool add_day(int day, int64_t answers, const void *image, size_t size, void *user) {
  Progress *progress = user;
  g_autoptr(Mastery) mastery = mastery_read(image, size);
  if (mastery == NULL) return true;
  ProgressDay row = {day, (int)(answers - progress->answers),
                     learning_score(progress->app, mastery)};
  g_array_append_val(progress->days, row);
  progress->answers = answers;
  return true;
}

GArray *app_progress(App *app, GError **error) {
  if (app_mastery(app, error) == NULL) return NULL;
  Progress progress = {app, g_array_new(FALSE, FALSE, sizeof(ProgressDay)), 0};
  if (store_each_mastery(app->store, add_day, &progress, error)) return progress.days;
  g_array_unref(progress.days);
  return NULL;
}
