/* assess_compare - the newest ratings of everyone beside measured mastery. */
#include "app/assess_private.h"
#include <math.h>
#include <string.h>

/* A stored assessment opened up. */
typedef struct {
  const StoreAssessment *row; /* NULL: there is none */
  Instrument *instrument;
  Ratings *ratings;
} Opened;

static void opened_clear(Opened *opened) {
  instrument_free(opened->instrument);
  ratings_free(opened->ratings);
}

static bool open_up(const StoreAssessment *row, Opened *out, GError **error) {
  *out = (Opened){.row = row};
  if (row == NULL) return true;
  out->instrument = instrument_from_json(row->body, error);
  out->ratings = out->instrument == NULL ? NULL : ratings_from_json(row->ratings, error);
  return out->ratings != NULL;
}

/* -- whose ------------------------------------------------------------------------------------- */

static const StoreAssessment *newest_by(const GArray *all, InstrumentRater rater) {
  const StoreAssessment *newest = NULL;
  for (guint i = 0; i < all->len; i++) {
    const StoreAssessment *a = &g_array_index(all, StoreAssessment, i);
    if (a->finished_at == 0 || a->rater != rater) continue;
    if (newest == NULL || assess_is_before(newest, a)) newest = a;
  }
  return newest;
}

static const StoreAssessment *newest_before(const GArray *all, const StoreAssessment *after) {
  const StoreAssessment *newest = NULL;
  for (guint i = 0; after != NULL && i < all->len; i++) {
    const StoreAssessment *a = &g_array_index(all, StoreAssessment, i);
    if (a->finished_at == 0 || !assess_is_before(a, after) ||
        strcmp(a->instrument, after->instrument) != 0 || strcmp(a->name, after->name) != 0)
      continue;
    if (newest == NULL || assess_is_before(newest, a)) newest = a;
  }
  return newest;
}

static void source_free(AssessSource *source) {
  if (source == NULL) return;
  g_free(source->instrument);
  g_free(source->title);
  g_free(source->name);
  g_free(source);
}

static AssessSource *source_of(const Opened *opened) {
  if (opened->row == NULL) return NULL;
  AssessSource *source = g_new0(AssessSource, 1);
  *source = (AssessSource){.instrument = g_strdup(opened->row->instrument),
                           .title = g_strdup(opened->instrument->title),
                           .name = g_strdup(opened->row->name),
                           .day = assess_day(opened->row->finished_at, opened->row->offset),
                           .rated = ratings_given(opened->ratings, opened->instrument),
                           .statements = (int)opened->instrument->statements->len};
  return source;
}

/* -- areas ------------------------------------------------------------------------------------- */

const char *assess_verdict_name(AssessVerdict verdict) {
  static const char *const names[] = {"not rated", "not measured yet", "lower", "in line",
                                      "higher"};
  return names[verdict];
}

AssessVerdict assess_verdict(double self, bool measured, double low, double high) {
  if (isnan(self)) return VERDICT_NOT_RATED;
  if (!measured) return VERDICT_NOT_MEASURED;
  if (self > high) return VERDICT_HIGHER;
  return self < low ? VERDICT_LOWER : VERDICT_IN_LINE;
}

static RatedArea rated(const Opened *opened, const char *area) {
  if (opened->row == NULL) return (RatedArea){.mean = NAN, .share = NAN};
  return ratings_of_area(opened->ratings, opened->instrument, area);
}

enum { SELF, BEFORE, SUPERINTENDENT, TEAM, SOURCES };

static void area_free(gpointer data) {
  AssessArea *area = data;
  g_free(area->code);
  g_free(area->text);
  g_free(area);
}

static AssessArea *area_new(const AreaMastery *mastery, const Opened *opened) {
  RatedArea self = rated(&opened[SELF], mastery->code);
  AssessArea *area = g_new0(AssessArea, 1);
  *area = (AssessArea){.code = g_strdup(mastery->code),
                       .text = g_strdup(mastery->text),
                       .rated = self.rated,
                       .statements = self.statements,
                       .self = self.share,
                       .before = rated(&opened[BEFORE], mastery->code).share,
                       .superintendent = rated(&opened[SUPERINTENDENT], mastery->code).share,
                       .team = rated(&opened[TEAM], mastery->code).share,
                       .measured = mastery->status != AREA_UNKNOWN,
                       .score = mastery->score,
                       .low = mastery->low,
                       .high = mastery->high,
                       .fresh = mastery->fresh};
  area->change = area->self - area->before;
  area->verdict = assess_verdict(area->self, area->measured, area->low, area->high);
  return area;
}

void assess_comparison_free(AssessComparison *comparison) {
  if (comparison == NULL) return;
  source_free(comparison->self);
  source_free(comparison->before);
  source_free(comparison->superintendent);
  source_free(comparison->team);
  g_ptr_array_unref(comparison->areas);
  g_free(comparison);
}

static AssessComparison *compare(const Opened *opened, const MasteryReport *mastery) {
  AssessComparison *comparison = g_new0(AssessComparison, 1);
  *comparison = (AssessComparison){.self = source_of(&opened[SELF]),
                                   .before = source_of(&opened[BEFORE]),
                                   .superintendent = source_of(&opened[SUPERINTENDENT]),
                                   .team = source_of(&opened[TEAM])};
  comparison->areas = g_ptr_array_new_with_free_func(area_free);
  for (guint i = 0; i < mastery->areas->len; i++)
    g_ptr_array_add(comparison->areas, area_new(mastery->areas->pdata[i], opened));
  return comparison;
}

AssessComparison *app_assess_compare(App *app, GError **error) {
  g_autoptr(GArray) all = store_assessments(app->store, error);
  g_autoptr(MasteryReport) mastery = all == NULL ? NULL : app_mastery_report(app, error);
  if (mastery == NULL) return NULL;
  const StoreAssessment *self = newest_by(all, RATER_CANDIDATE);
  const StoreAssessment *const rows[SOURCES] = {self, newest_before(all, self),
                                                newest_by(all, RATER_SUPERINTENDENT),
                                                newest_by(all, RATER_TEAM)};
  Opened opened[SOURCES] = {{NULL}};
  bool good = true;
  for (int i = 0; i < SOURCES && good; i++) good = open_up(rows[i], &opened[i], error);
  AssessComparison *comparison = good ? compare(opened, mastery) : NULL;
  for (int i = 0; i < SOURCES; i++) opened_clear(&opened[i]);
  return comparison;
}
