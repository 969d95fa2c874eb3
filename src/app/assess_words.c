/* assess_words - self-assessments in words, bars and JSON. */
#include "app/assess_private.h"
#include "core/json.h"
#include <math.h>
#include <string.h>

static int percent(double share) {
  return (int)lround(100 * share);
}

/* -- the list ---------------------------------------------------------------------------------- */

const char *assess_rater_words(InstrumentRater rater) {
  static const char *const words[] = {"by you, about your practice",
                                      "by your superintendent, about you",
                                      "by your leadership team, about the district"};
  return words[rater];
}

static char *by_words(const char *name) {
  return *name == '\0' ? g_strdup("") : g_strdup_printf(" by %s", name);
}

char *assess_state_words(const AssessListing *listing) {
  g_autofree char *date = listing->day == 0 ? NULL : clock_format_date(listing->day);
  g_autofree char *by = by_words(listing->name);
  if (listing->state == ASSESS_NEVER) return g_strdup("never filled in");
  if (listing->state == ASSESS_FINISHED)
    return g_strdup_printf("last %s%s, %d of %d rated", date, by, listing->rated,
                           listing->statements);
  return g_strdup_printf("open%s: %d of %d rated%s%s", by, listing->rated, listing->statements,
                         date == NULL ? "" : "; last ", date == NULL ? "" : date);
}

/* -- the comparison ---------------------------------------------------------------------------- */

#define CHART_LEAST 60 /* columns from which bars are drawn */
#define LABEL       10 /* columns of "yourself", "measured" */

static void say_source(Doc *doc, const char *who, const AssessSource *source,
                       const AssessSource *before) {
  if (source == NULL) {
    doc_add(doc, DOC_TEXT, 0, 16, "%-15s none finished yet", who);
    return;
  }
  g_autofree char *date = clock_format_date(source->day), *by = by_words(source->name);
  g_autofree char *earlier = before == NULL ? NULL : clock_format_date(before->day);
  doc_add(doc, DOC_TEXT, 0, 16, "%-15s %s%s, %d of %d rated%s%s", who, date, by, source->rated,
          source->statements, earlier == NULL ? "" : "; before that ",
          earlier == NULL ? "" : earlier);
}

static void say_summary(Doc *doc, const AssessComparison *c) {
  static const char *const words[] = {"not rated", "not measured yet", "lower than measured",
                                      "in line", "higher than measured"};
  int counts[VERDICT_HIGHER + 1] = {0};
  for (guint i = 0; i < c->areas->len; i++) counts[((AssessArea *)c->areas->pdata[i])->verdict]++;
  GString *line = g_string_new(NULL);
  for (int v = VERDICT_HIGHER; v >= 0; v--)
    if (counts[v] > 0)
      g_string_append_printf(line, "%s%d %s", line->len > 0 ? ", " : "", counts[v], words[v]);
  if (c->self != NULL) doc_add(doc, DOC_TEXT, 0, 16, "%-15s %s", "Areas", line->str);
  g_string_free(line, TRUE);
}

static const char *verdict_words(AssessVerdict verdict) {
  static const char *const words[] = {
      "Not rated by yourself", "Not measured yet", "You rate yourself lower than measured",
      "In line with what is measured", "You rate yourself higher than measured"};
  return words[verdict];
}

static char *measured_words(const AssessArea *area) {
  if (!area->measured && area->verdict == VERDICT_NOT_RATED)
    return g_strdup_printf("not measured yet, %d fresh answer%s so far", area->fresh,
                           area->fresh == 1 ? "" : "s");
  if (!area->measured)
    return g_strdup_printf("%d fresh answer%s so far", area->fresh, area->fresh == 1 ? "" : "s");
  return g_strdup_printf("measured %d %% (%d-%d)", percent(area->score), percent(area->low),
                         percent(area->high));
}

static void say_verdict(Doc *doc, const AssessArea *area) {
  g_autofree char *measured = measured_words(area);
  g_autofree char *self =
      isnan(area->self) ? g_strdup("") : g_strdup_printf("yourself %d %%, ", percent(area->self));
  doc_add(doc, DOC_TEXT, 4, 6, "%s: %s%s.", verdict_words(area->verdict), self, measured);
}

static void say_others(Doc *doc, const AssessComparison *c, const AssessArea *area) {
  GString *line = g_string_new(NULL);
  if (isfinite(area->change)) {
    g_autofree char *since = clock_format_date(c->before->day);
    g_string_append_printf(line, "%+d points since %s", percent(area->change), since);
  }
  if (isfinite(area->superintendent))
    g_string_append_printf(line, "%ssuperintendent %d %%", line->len > 0 ? "; " : "",
                           percent(area->superintendent));
  if (isfinite(area->team))
    g_string_append_printf(line, "%steam %d %%", line->len > 0 ? "; " : "", percent(area->team));
  if (line->len > 0) doc_add(doc, DOC_NOTE, 4, 6, "%s", line->str);
  g_string_free(line, TRUE);
}

/* On a dotted track, so that nothing can be told from no bar. */
static void chart_bar(Doc *doc, const char *label, double share) {
  int width = CLAMP(doc->columns - LABEL - 14, 20, 50);
  g_autofree char *bar = doc_bar(share, width);
  g_auto(GStrv) cells = g_strsplit(bar, " ", -1);
  g_autofree char *tracked = g_strjoinv("┈", cells);
  doc_add(doc, DOC_CHART, 4, 4, "%-*s%s %3d %%", LABEL, label, tracked, percent(share));
}

static void add_area(Doc *doc, const AssessComparison *c, const AssessArea *area) {
  doc_heading(doc, area->text);
  if (doc->columns >= CHART_LEAST) {
    if (isfinite(area->self)) chart_bar(doc, "yourself", area->self);
    if (area->measured) chart_bar(doc, "measured", area->score);
  }
  say_verdict(doc, area);
  say_others(doc, c, area);
}

Doc *assess_comparison_doc(const AssessComparison *comparison, int columns) {
  Doc *doc = doc_new(columns);
  say_source(doc, "Yourself", comparison->self, comparison->before);
  say_source(doc, "Superintendent", comparison->superintendent, NULL);
  say_source(doc, "Team", comparison->team, NULL);
  say_summary(doc, comparison);
  for (guint i = 0; i < comparison->areas->len; i++)
    add_area(doc, comparison, comparison->areas->pdata[i]);
  doc_blank(doc);
  doc_add(doc, DOC_NOTE, 0, 0,
          "A rating is a practice as somebody sees it: 0 %% where all of it is not yet considered, "
          "100 %% where all is mature. Measured is the share right to expect on items never seen, "
          "with its 10-90 %% interval. Higher and lower mean outside that interval: a reason to "
          "look, not a finding.");
  return doc;
}

/* -- JSON -------------------------------------------------------------------------------------- */

json_t *assess_listing_json(const AssessListing *listing) {
  const Instrument *instrument = listing->instrument;
  return json_pack("{s:s,s:s,s:s,s:s,s:i,s:i,s:s,s:i,s:o}", "id", instrument->id, "title",
                   instrument->title, "rater", instrument_rater_name(instrument->rater), "state",
                   assess_state_name(listing->state), "rated", listing->rated, "statements",
                   listing->statements, "name", listing->name, "finished", listing->finished,
                   "last", json_day(listing->day));
}

static json_t *source_json(const AssessSource *source) {
  if (source == NULL) return json_null();
  return json_pack("{s:s,s:s,s:o,s:i,s:i}", "instrument", source->instrument, "name", source->name,
                   "date", json_day(source->day), "rated", source->rated, "statements",
                   source->statements);
}

static json_t *area_json(const AssessArea *a) {
  bool m = a->measured;
  return json_pack("{s:s,s:s,s:i,s:i,s:o,s:o,s:o,s:o,s:b,s:o,s:o,s:o,s:i,s:s}", "code", a->code,
                   "title", a->text, "rated", a->rated, "statements", a->statements, "self",
                   json_number(a->self), "change", json_number(a->change), "superintendent",
                   json_number(a->superintendent), "team", json_number(a->team), "measured", m,
                   "score", json_number(m ? a->score : NAN), "low", json_number(m ? a->low : NAN),
                   "high", json_number(m ? a->high : NAN), "fresh", a->fresh, "verdict",
                   assess_verdict_name(a->verdict));
}

json_t *assess_comparison_json(const AssessComparison *comparison) {
  json_t *areas = json_array();
  for (guint i = 0; i < comparison->areas->len; i++)
    json_array_append_new(areas, area_json(comparison->areas->pdata[i]));
  return json_pack("{s:o,s:o,s:o,s:o,s:o}", "self", source_json(comparison->self), "before",
                   source_json(comparison->before), "superintendent",
                   source_json(comparison->superintendent), "team", source_json(comparison->team),
                   "areas", areas);
}
