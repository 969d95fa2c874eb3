/* plan_report - today's sitting and the forecast to the exam day; see learner.h. */
#include "app/learner.h"
#include "app/outlook.h"
#include <math.h>
#include <string.h>

static void count_sitting(PlanReport *report, const Outlook *outlook) {
  PlanInput input = outlook->input;
  input.seconds = report->minutes * 60.0;
  g_autoptr(GArray) sitting = plan_sitting(&input, 0);
  double seconds = 0;
  for (guint i = 0; i < sitting->len; i++) {
    const PlanChoice *choice = &g_array_index(sitting, PlanChoice, i);
    report->sitting_new += choice->is_new;
    report->sitting_seen += !choice->is_new;
    seconds += choice->seconds;
  }
  report->sitting_minutes = seconds / 60;
}

static void count_item(const PlanItem *item, void *user) {
  PlanReport *report = user;
  report->items++;
  report->unseen += item->is_new;
}

static void count_items(PlanReport *report, const PlanInput *input) {
  input->source(input->from, count_item, report);
  report->quota = plan_quota(input, (size_t)report->unseen);
}

static Forecast forecast_at(const PlanInput *input, double minutes) {
  PlanForecast from = plan_forecast(input, minutes * 60);
  return (Forecast){.minutes = minutes,
                    .known = from.known,
                    .by_area = g_memdup2(from.by_area, sizeof from.by_area),
                    .unseen = from.unseen,
                    .covered_day = from.covered_day};
}

/* The fewest minutes a day (in steps of 5) at which every item is seen in time; 0: none is. */
static double minutes_needed(const PlanInput *input, int minutes) {
  for (int more = minutes; more <= 480; more += more < 60 ? 5 : 30)
    if (plan_forecast(input, more * 60.0).unseen < .5) return more;
  return 0;
}

PlanReport *app_plan_report(App *app, GError **error) {
  Outlook outlook;
  if (!outlook_read(app, &outlook, error)) return NULL;
  g_autoptr(PlanReport) report = g_new0(PlanReport, 1);
  report->today = outlook.input.today;
  report->exam_day = outlook.input.exam_day;
  report->passed = plan_policy(&outlook.input) == PLAN_BY_DUE;
  report->minutes = app_setting_number(app, SETTING_MINUTES);
  count_items(report, &outlook.input);
  count_sitting(report, &outlook);
  for (int i = 0; i < PLAN_FORECASTS; i++)
    report->forecasts[i] = forecast_at(&outlook.input, report->minutes + 10 * i);
  report->days =
      report->exam_day > 0 && !report->passed ? report->exam_day - report->today : PLAN_HORIZON;
  report->needed = report->forecasts[0].unseen < .5
                       ? report->minutes
                       : minutes_needed(&outlook.input, report->minutes + 5);
  report->areas = g_ptr_array_new_with_free_func(g_free);
  for (guint a = 0; a < app->areas->len && a < PLAN_AREAS_MAX; a++)
    g_ptr_array_add(report->areas, g_strdup(((StoreArea *)app->areas->pdata[a])->text));
  store_due_by_day(app->store, report->today, PLAN_CHART_DAYS, report->due);
  report->due[0] = store_due_count(app->store, report->today, clock_now(app->clock));
  if (!outlook_whole(&outlook, error)) return NULL;
  report->past = app_progress(app, error);
  return report->past == NULL ? NULL : g_steal_pointer(&report);
}

void plan_report_free(PlanReport *report) {
  if (report == NULL) return;
  for (int i = 0; i < PLAN_FORECASTS; i++) g_free(report->forecasts[i].by_area);
  g_clear_pointer(&report->areas, g_ptr_array_unref);
  g_clear_pointer(&report->past, g_array_unref);
  g_free(report);
}

/* -- in words ---------------------------------------------------------------------------------- */

static char *open_sentence(const PlanReport *r) {
  const Forecast *now = &r->forecasts[0];
  if (now->covered_day >= 0)
    return g_strdup_printf("No exam date is set. At %d minutes a day all %d new items are seen in "
                           "%d day%s.",
                           r->minutes, r->unseen, now->covered_day,
                           now->covered_day == 1 ? "" : "s");
  return g_strdup_printf("No exam date is set. At %d minutes a day about %.0f of %d new items are "
                         "still unseen in %d days.",
                         r->minutes, now->unseen, r->unseen, r->days);
}

static char *needed_words(const PlanReport *r) {
  if (r->needed > 0)
    return g_strdup_printf("%.0f minutes a day would be enough to see all of them", r->needed);
  return g_strdup("No number of minutes a day would be enough to see all of them");
}

char *plan_sentence(const PlanReport *r) {
  const Forecast *now = &r->forecasts[0];
  if (r->exam_day == 0) return open_sentence(r);
  if (r->passed) return g_strdup("The exam date has passed. Reviews go on by due date.");
  if (r->days == 0) return g_strdup("The exam is today. A short review, then rest: all the best.");
  if (now->unseen < .5)
    return g_strdup_printf("%d day%s to the exam: at %d minutes a day every item is seen by then.",
                           r->days, r->days == 1 ? "" : "s", r->minutes);
  g_autofree char *needed = needed_words(r);
  return g_strdup_printf(
      "%d day%s to the exam: at %d minutes a day about %.0f of %d new items will "
      "not be seen. The plan takes the heaviest areas first and keeps what you "
      "know. %s.",
      r->days, r->days == 1 ? "" : "s", r->minutes, now->unseen, r->unseen, needed);
}

static void add_forecasts(Doc *doc, const PlanReport *r) {
  doc_heading(doc, "Forecast for the day");
  doc_add(doc, DOC_TEXT, 2, 2, "minutes  known  unseen  all seen");
  for (int i = 0; i < PLAN_FORECASTS; i++) {
    const Forecast *f = &r->forecasts[i];
    g_autofree char *covered = f->covered_day < 0 ? g_strdup("not by then")
                                                  : g_strdup_printf("in %d day%s", f->covered_day,
                                                                    f->covered_day == 1 ? "" : "s");
    doc_add(doc, DOC_TEXT, 2, 2, "%7.0f  %4.0f %%  %6.0f  %s", f->minutes, 100 * f->known,
            f->unseen, covered);
  }
  doc_blank(doc);
  doc_add(doc, DOC_TEXT, 2, 2, "By area, at %d minutes:", r->minutes);
  for (guint a = 0; a < r->areas->len; a++) {
    double known = r->forecasts[0].by_area[a];
    if (known < 0) continue;
    doc_add(doc, DOC_TEXT, 2, 9, "%4.0f %%  %s", 100 * known, (char *)r->areas->pdata[a]);
  }
  doc_add(doc, DOC_NOTE, 0, 0,
          "Known: expected share of this bank recalled on the day, areas by weight; an unseen item "
          "counts by what your mastery of its area makes likely.");
}

static int answers_on(const PlanReport *r, int day) {
  for (guint i = 0; i < r->past->len; i++) {
    const ProgressDay *past = &g_array_index(r->past, ProgressDay, i);
    if (past->day == day) return past->answers;
  }
  return 0;
}

#define HEAT_WEEKS 12

/* Seven rows, a column a week: what was answered up to today, what is due from then on. */
static void add_heat_map(Doc *doc, const PlanReport *r) {
  static const char *const names[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};
  int ahead = PLAN_CHART_DAYS / 7, weekday = ((r->today + 3) % 7 + 7) % 7;
  int weeks = CLAMP((doc->columns - 6) / 2 - ahead, 2, HEAT_WEEKS);
  int first = r->today - weekday - 7 * (weeks - 1), most_done = 1, most_due = 1;
  for (guint i = 0; i < r->past->len; i++)
    most_done = MAX(most_done, g_array_index(r->past, ProgressDay, i).answers);
  for (int i = 0; i < PLAN_CHART_DAYS; i++) most_due = MAX(most_due, r->due[i]);
  for (int row = 0; row < 7; row++) {
    GString *line = g_string_new(names[row]);
    for (int week = 0; week < weeks + ahead; week++) {
      int day = first + 7 * week + row, to_come = day - r->today;
      if (week == weeks) g_string_append(line, " │");
      if (to_come <= 0)
        g_string_append_printf(line, " %s", doc_shade(answers_on(r, day), most_done));
      else
        g_string_append_printf(
            line, " %s", to_come < PLAN_CHART_DAYS ? doc_shade(r->due[to_come], most_due) : " ");
    }
    doc_add(doc, DOC_CHART, 2, 2, "%s", line->str);
    g_string_free(line, TRUE);
  }
}

static void add_calendar(Doc *doc, const PlanReport *r) {
  int last_week = 0, week_before = 0, coming = 0, after = 0;
  doc_heading(doc, "Calendar");
  for (int i = 0; i < 7; i++) {
    last_week += answers_on(r, r->today - i);
    week_before += answers_on(r, r->today - 7 - i);
    coming += r->due[i];
    after += r->due[7 + i];
  }
  add_heat_map(doc, r);
  doc_add(doc, DOC_TEXT, 2, 2, "Answers: %d in the last 7 days, %d in the 7 before.", last_week,
          week_before);
  doc_add(doc, DOC_TEXT, 2, 2, "Reviews due: %d in the next 7 days, %d in the 7 after.", coming,
          after);
}

Doc *plan_doc(const PlanReport *r, int columns) {
  Doc *doc = doc_new(columns);
  g_autofree char *sentence = plan_sentence(r);
  g_autofree char *date = r->exam_day > 0 ? clock_format_date(r->exam_day) : NULL;
  doc_add(doc, DOC_TEXT, 0, 11, "Exam       %s", date == NULL ? "no date set" : date);
  doc_add(doc, DOC_TEXT, 0, 11, "Minutes    %d a day", r->minutes);
  doc_add(doc, DOC_TEXT, 0, 11, "Today      %d reviews and %d new items, about %.0f minutes",
          r->sitting_seen, r->sitting_new, r->sitting_minutes);
  doc_add(doc, DOC_TEXT, 0, 11, "Coverage   %d of %d items seen; pace: %d new a day",
          r->items - r->unseen, r->items, r->quota);
  doc_blank(doc);
  doc_add(doc, DOC_TEXT, 0, 0, "%s", sentence);
  if (!r->passed && r->days > 0) add_forecasts(doc, r);
  add_calendar(doc, r);
  return doc;
}
