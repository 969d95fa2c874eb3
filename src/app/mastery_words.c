/* mastery_words - mastery and readiness in words, tables and bars. */
#include "app/learner.h"
#include "app/reply.h"
#include "core/text.h"
#include "report/phrase.h"
#include <math.h>

static int percent(double share) {
  return (int)lround(100 * share);
}

char *readiness_sentence(const ReadinessReport *r) {
  if (!r->enough)
    return g_strdup_printf("Not enough evidence yet: %d of %d fresh answers.", r->fresh, r->needed);
  return g_strdup_printf("%d %% (%d-%d) to reach %d %%, from %d fresh answers; %d repeats weigh "
                         "little.",
                         percent(r->chance), percent(r->low), percent(r->high), percent(r->target),
                         r->fresh, r->repeats);
}

char *readiness_line(const ReadinessReport *r) {
  if (!r->enough) return readiness_sentence(r);
  return g_strdup_printf("%d %% (%d-%d) to reach %d %%: %d fresh answers, %d repeats",
                         percent(r->chance), percent(r->low), percent(r->high), percent(r->target),
                         r->fresh, r->repeats);
}

static char *status_words(const AreaMastery *area) {
  g_autofree char *mastered = area->mastered_day > 0 ? clock_format_date(area->mastered_day) : NULL;
  g_autofree char *lost = area->lost_day > 0 ? clock_format_date(area->lost_day) : NULL;
  switch (area->status) {
  case AREA_UNKNOWN: return g_strdup_printf("unknown: %d of 8 fresh answers", area->fresh);
  case AREA_MASTERED: return g_strdup_printf("mastered since %s", mastered);
  case AREA_LOST:
    return lost != NULL ? g_strdup_printf("lost on %s", lost) : g_strdup("lost: it has faded");
  case AREA_OPEN: break;
  }
  return g_strdup_printf("open, %d %% likely above the target", percent(area->chance));
}

static char *change_words(const AreaMastery *area) {
  if (isnan(area->change)) return g_strdup("");
  int points = percent(area->change);
  return g_strdup_printf(", %s%d points in %d days", points < 0 ? "" : "+", points, PROGRESS_DAYS);
}

static void add_hits(Doc *doc, const MasteryReport *report) {
  if (report->scored == 0) return;
  doc_add(doc, DOC_TEXT, 0, 11,
          "Forecasts  %d of %d outcomes of forms lay within their interval; four of five are "
          "expected to.",
          report->hits, report->scored);
}

static void add_figures(Doc *doc, const AreaMastery *area, double target) {
  g_autofree char *status = status_words(area);
  g_autofree char *change = change_words(area);
  int width = CLAMP(doc->columns - 36, 12, 50);
  if (area->status == AREA_UNKNOWN) {
    doc_add(doc, DOC_TEXT, 4, 6, "%s; %d repeats, %d new", status, area->repeats, area->unseen);
    return;
  }
  g_autofree char *bar = doc_interval(area->low, area->score, area->high, target, width);
  doc_add(doc, DOC_CHART, 4, 4, "%s", bar);
  doc_add(doc, DOC_TEXT, 4, 6, "%d %% (%d-%d) right on fresh items; %s%s", percent(area->score),
          percent(area->low), percent(area->high), status, change);
  doc_add(doc, DOC_NOTE, 4, 6, "%d fresh (%d right) on %d days, %d repeats, %d new", area->fresh,
          area->fresh_right, area->fresh_days, area->repeats, area->unseen);
}

static void add_area(Doc *doc, const AreaMastery *area, double target) {
  doc_add(doc, DOC_TEXT, 2, 4, "%s", area->text);
  add_figures(doc, area, target);
  remarks_say(doc, area->remarks, 4);
}

static void add_study(Doc *doc, const MasteryReport *report) {
  if (report->study->len == 0) return;
  doc_heading(doc, "Read next");
  for (guint i = 0; i < report->study->len; i++) {
    const StudyHint *hint = report->study->pdata[i];
    doc_add(doc, DOC_TEXT, 0, 2, "%s: %s", hint->area_text, hint->objective_text);
    for (guint s = 0; s < hint->sources->len; s++) {
      const StudySource *source = hint->sources->pdata[s];
      g_autofree char *text = phrase_study(source);
      doc_add(doc, DOC_NOTE, 2, 4, "- %s", text);
      if (source->ref->url != NULL) doc_add(doc, DOC_NOTE, 4, 4, "%s", source->ref->url);
    }
  }
}

Doc *mastery_doc(const MasteryReport *report, int columns) {
  Doc *doc = doc_new(columns);
  const char *category = "";
  g_autofree char *readiness = readiness_sentence(&report->readiness);
  doc_add(doc, DOC_TEXT, 0, 11, "Readiness  %s", readiness);
  add_hits(doc, report);
  if (report->remarks->len > 0) doc_heading(doc, "From your mentors");
  remarks_say(doc, report->remarks, 2);
  for (guint i = 0; i < report->areas->len; i++) {
    const AreaMastery *area = report->areas->pdata[i];
    if (g_strcmp0(area->category, category) != 0) doc_heading(doc, area->category_text);
    category = area->category;
    add_area(doc, area, report->readiness.target);
  }
  add_study(doc, report);
  doc_blank(doc);
  doc_add(doc, DOC_NOTE, 0, 0,
          "Mastered: with at least 8 fresh answers on 2 days, 80 %% likely above %d %% right on "
          "items never seen; lost again below 65 %%. What is remembered of an item counts for "
          "little here.",
          percent(report->readiness.target));
  return doc;
}

Doc *readiness_doc(const MasteryReport *report, int columns) {
  const ReadinessReport *r = &report->readiness;
  Doc *doc = doc_new(columns);
  g_autofree char *sentence = readiness_sentence(r);
  doc_add(doc, DOC_TEXT, 0, 0, "%s", sentence);
  if (r->enough) {
    int width = CLAMP(doc->columns - 4, 12, 60);
    g_autofree char *bar = doc_interval(r->score_low, r->score, r->score_high, r->target, width);
    doc_add(doc, DOC_CHART, 0, 0, "%s", bar);
    doc_add(doc, DOC_TEXT, 0, 0,
            "A form of 100 fresh items would come out at %d %%, between %d and %d in four of five "
            "cases.",
            percent(r->score), percent(r->score_low), percent(r->score_high));
  } else {
    doc_add(doc, DOC_TEXT, 0, 0,
            "Answer items that are new to you: only first answers are "
            "evidence of what you can do on items never seen.");
  }
  add_hits(doc, report);
  doc_add(doc, DOC_NOTE, 0, 0,
          "This is about items like these, not a prediction of the real exam's scaled score.");
  return doc;
}
