/* exam_words - a practice exam's result in words, charts and JSON. Percentages are about pawl's items:
 * nothing here is a scaled score or a claim about the real exam.
 */
#include "app/exam_private.h"
#include "app/reply.h"
#include "core/json.h"
#include "report/phrase.h"
#include <math.h>
#include <string.h>

/* -- the result as a page ---------------------------------------------------------------------- */

static void say_head(Doc *doc, const ExamResult *r) {
  g_autofree char *date = clock_format_date(r->day);
  doc_add(doc, DOC_NOTE, 0, 0, "%s · %s · seed %" G_GUINT64_FORMAT, date, r->title, r->seed);
  if (!r->clean)
    doc_add(doc, DOC_TEXT, 0, 0,
            "Practice only: %d of %d questions had been seen before, so the result says less.",
            r->reused, r->all.items);
}

#define LINE_NAME 33 /* columns before a line's name */

static void say_line(Doc *doc, const ExamLine *line, double target) {
  if (line->items == 0) return;
  const char *where = line->low > target ? "above" : line->high < target ? "below" : "open";
  if (doc->columns < 60)
    doc_add(doc, DOC_TEXT, 2, 4, "%s: %.0f %%, %d of %d (%.0f-%.0f), %s", line->text, line->percent,
            line->right, line->items, line->low, line->high, where);
  else
    doc_add(doc, DOC_TEXT, 2, LINE_NAME, "%3.0f %%  %3d of %-3d  %3.0f-%-3.0f  %-5s %s",
            line->percent, line->right, line->items, line->low, line->high, where, line->text);
}

static void chart_line(Doc *doc, const ExamLine *line, double target) {
  if (line->items == 0 || doc->columns < 60) return;
  int width = CLAMP(doc->columns - LINE_NAME - 1, 10, 50);
  g_autofree char *bar =
      doc_interval(line->low / 100, line->percent / 100, line->high / 100, target / 100, width);
  doc_add(doc, DOC_CHART, LINE_NAME, LINE_NAME, "%s", bar);
}

static void say_lines(Doc *doc, const ExamResult *r) {
  if (r->all.items == 0) return;
  doc_heading(doc, "Right answers");
  doc_add(doc, DOC_TEXT, 2, 4,
          "%.0f %% right: %d of %d. Your target is %.0f %%; on forms like this one four of five "
          "results lie between %.0f and %.0f %%.",
          r->all.percent, r->all.right, r->all.items, r->target, r->all.low, r->all.high);
  doc_add(doc, DOC_NOTE, 2, 4,
          "Below and above: the whole interval lies there; open: it holds the target.");
  doc_heading(doc, "Categories");
  if (doc->columns >= 60) doc_add(doc, DOC_NOTE, 2, 2, "share  right        4 of 5   target");
  for (guint i = 0; i < r->categories->len; i++) {
    say_line(doc, r->categories->pdata[i], r->target);
    chart_line(doc, r->categories->pdata[i], r->target);
  }
  doc_heading(doc, "Areas");
  for (guint i = 0; i < r->areas->len; i++) say_line(doc, r->areas->pdata[i], r->target);
}

static void say_parts(Doc *doc, const ExamResult *r) {
  const ExamPart *first = r->parts->len == 0 ? NULL : r->parts->pdata[0];
  if (first == NULL || (r->parts->len < 2 && r->decided && !first->by_time && !first->essay))
    return;
  doc_heading(doc, "Parts");
  for (guint i = 0; i < r->parts->len; i++) {
    const ExamPart *part = r->parts->pdata[i];
    if (!part->handed)
      doc_add(doc, DOC_TEXT, 2, 4, "%s: open.", part->title);
    else if (!part->scored)
      doc_add(doc, DOC_TEXT, 2, 4, "%s: handed in; %d of %d texts scored so far.", part->title,
              part->right, part->items);
    else
      doc_add(doc, DOC_TEXT, 2, 4, "%s: %.0f %%, asked for %.0f %%: %s%s.", part->title,
              part->percent, part->pass, part->passed ? "reached" : "not reached",
              part->by_time ? "; the time was over" : "");
  }
}

static void say_forecast(Doc *doc, const ExamResult *r) {
  if (r->all.items == 0) return; /* nothing to foretell of texts */
  doc_heading(doc, "Foretold and happened");
  if (!r->predicted)
    doc_add(doc, DOC_TEXT, 2, 4,
            "Nothing was foretold: questions seen before would have flattered the forecast.");
  else
    doc_add(doc, DOC_TEXT, 2, 4, "Foretold %.0f %% (%.0f-%.0f), happened %.0f %%: %s.", r->middle,
            r->low, r->high, r->all.percent, r->hit ? "within" : "outside");
  if (r->forecasts > 0)
    doc_add(doc, DOC_TEXT, 2, 4,
            "%d of %d outcomes so far lay within their interval; four of five are expected to.",
            r->hits, r->forecasts);
}

static void say_pace(Doc *doc, const ExamResult *r) {
  const ExamPart *part = r->parts->len == 0 ? NULL : r->parts->pdata[0];
  if (part == NULL || part->essay || part->items == 0) return;
  doc_heading(doc, "Time");
  g_autofree char *limit = part->limit > 0 ? g_strdup_printf(" of %d", part->limit) : g_strdup("");
  doc_add(doc, DOC_TEXT, 2, 4, "%.1f%s minutes, %.0f seconds a question.", part->minutes, limit,
          part->minutes * 60 / part->items);
  g_autofree char *curve = doc_curve(r->pace, EXAM_PACE, MIN(doc->columns - 6, 40), 3);
  doc_add(doc, DOC_CHART, 4, 4, "%s", curve);
  GString *tenths = g_string_new(NULL);
  for (int t = 0; t < EXAM_PACE; t++)
    g_string_append_printf(tenths, "%s%.0f", t > 0 ? " " : "", 100 * r->pace[t]);
  doc_add(doc, DOC_TEXT, 2, 4, "Answered after each tenth of the time, in percent: %s.",
          tenths->str);
  g_string_free(tenths, TRUE);
  if (r->interruptions > 0)
    doc_add(doc, DOC_TEXT, 2, 4, "Interrupted %d time%s.", r->interruptions,
            r->interruptions == 1 ? "" : "s");
}

static void say_habits(Doc *doc, const ExamResult *r) {
  if (r->all.items == 0) return;
  doc_heading(doc, "Habits");
  doc_add(doc, DOC_TEXT, 2, 4, "Changed answers: %d from wrong to right, %d from right to wrong.",
          r->wrong_to_right, r->right_to_wrong);
  doc_add(doc, DOC_TEXT, 2, 4, "Sure and wrong: %d. Not answered: %d.", r->confident_errors,
          r->unanswered);
}

static int missed(const ExamResult *r) {
  return r->all.items - r->all.right - r->unanswered;
}

static void say_next(Doc *doc, const ExamResult *r) {
  if (r->all.items == 0) return;
  doc_heading(doc, "What comes next");
  if (missed(r) > 0)
    doc_add(doc, DOC_TEXT, 2, 4,
            "%d missed question%s due in the drill now; the others of this form join it as well.",
            missed(r), missed(r) == 1 ? " is" : "s are");
  else
    doc_add(doc, DOC_TEXT, 2, 4, "The questions of this form join the drill.");
  const ExamLine *weakest = NULL;
  for (guint i = 0; i < r->areas->len; i++) {
    const ExamLine *line = r->areas->pdata[i];
    if (weakest == NULL || line->percent < weakest->percent) weakest = line;
  }
  if (weakest != NULL && weakest->percent < r->target)
    doc_add(doc, DOC_TEXT, 2, 4, "Weakest here: %s, %d of %d. Mastery names what to read.",
            weakest->text, weakest->right, weakest->items);
}

static void say_remarks(Doc *doc, const ExamResult *result) {
  if (result->remarks->len > 0) doc_heading(doc, "From your mentors");
  remarks_say(doc, result->remarks, 2);
}

Doc *exam_result_doc(const ExamResult *result, int columns) {
  Doc *doc = doc_new(columns);
  say_head(doc, result);
  say_lines(doc, result);
  say_parts(doc, result);
  say_forecast(doc, result);
  say_pace(doc, result);
  say_habits(doc, result);
  say_remarks(doc, result);
  say_next(doc, result);
  return doc;
}

/* -- history ----------------------------------------------------------------------------------- */

double exam_trend(const GPtrArray *results) {
  double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
  for (guint i = 0; i < results->len; i++) {
    const ExamResult *r = results->pdata[i];
    if (!r->clean || r->all.items == 0) continue;
    sx += n;
    sy += r->all.percent;
    sxx += n * n;
    sxy += n * r->all.percent;
    n++;
  }
  return n < 3 ? NAN : (n * sxy - sx * sy) / (n * sxx - sx * sx);
}

Doc *exam_history_doc(const GPtrArray *results, int columns) {
  Doc *doc = doc_new(columns);
  if (results->len == 0) doc_add(doc, DOC_TEXT, 0, 0, "No practice exam was handed in yet.");
  for (guint i = 0; i < results->len; i++) {
    const ExamResult *r = results->pdata[i];
    g_autofree char *date = clock_format_date(r->day);
    g_autofree char *foretold = r->predicted
                                    ? g_strdup_printf("; foretold %.0f-%.0f, %s", r->low, r->high,
                                                      r->hit ? "within" : "outside")
                                    : g_strdup("");
    doc_add(doc, DOC_TEXT, 0, 12, "%s  %s: %.0f %% (%d of %d)%s%s", date, r->code, r->all.percent,
            r->all.right, r->all.items, foretold, r->clean ? "" : "; practice only");
  }
  double slope = exam_trend(results);
  if (isfinite(slope))
    doc_add(doc, DOC_TEXT, 0, 0, "Trend over clean mocks: %+.1f points from one to the next.",
            slope);
  return doc;
}

/* -- home -------------------------------------------------------------------------------------- */

static void say_last(GString *line, App *app) {
  g_autoptr(GArray) forecasts = store_forecasts(app->store, NULL);
  for (guint i = forecasts == NULL ? 0 : forecasts->len; i > 0; i--) {
    const StoreForecast *f = &g_array_index(forecasts, StoreForecast, i - 1);
    if (f->right < 0) continue;
    g_string_append_printf(line, " · last %.0f %% (foretold %.0f-%.0f)",
                           100.0 * f->right / f->items, 100 * f->low, 100 * f->high);
    return;
  }
}

char *exam_home_line(App *app) {
  g_autoptr(GPtrArray) blueprints = app_blueprints(app, NULL);
  if (blueprints == NULL || blueprints->len == 0) return NULL;
  if (exam_is_open(app)) return g_strdup("A practice exam is open; e goes on with it.");
  int clean = app_clean_forms(app, blueprints->pdata[0]);
  GString *line = g_string_new(NULL);
  g_string_printf(line, "%d left of unseen questions", clean);
  say_last(line, app);
  return g_string_free(line, FALSE);
}

/* -- JSON -------------------------------------------------------------------------------------- */

static json_t *line_json(const ExamLine *line) {
  return json_pack("{s:s,s:s,s:i,s:i,s:o,s:o,s:o}", "code", line->code, "title", line->text,
                   "items", line->items, "right", line->right, "percent",
                   json_number(line->percent), "low", json_number(line->low), "high",
                   json_number(line->high));
}

static json_t *lines_json(const GPtrArray *lines) {
  json_t *array = json_array();
  for (guint i = 0; i < lines->len; i++) json_array_append_new(array, line_json(lines->pdata[i]));
  return array;
}

static json_t *part_json(const ExamPart *p) {
  return json_pack("{s:s,s:s,s:b,s:b,s:b,s:b,s:o,s:f,s:b,s:i,s:i,s:f,s:o}", "id", p->id, "title",
                   p->title, "essay", p->essay, "handed_in", p->handed, "by_time", p->by_time,
                   "scored", p->scored, "percent", json_number(p->percent), "pass", p->pass,
                   "passed", p->passed, "items", p->items, "right", p->right, "minutes", p->minutes,
                   "limit", p->limit > 0 ? json_integer(p->limit) : json_null());
}

static json_t *predicted_json(const ExamResult *r) {
  if (!r->predicted) return json_null();
  return json_pack("{s:f,s:f,s:f,s:b}", "low", r->low, "middle", r->middle, "high", r->high, "hit",
                   r->hit);
}

static json_t *pace_json(const ExamResult *r) {
  json_t *array = json_array();
  for (int t = 0; t < EXAM_PACE; t++) json_array_append_new(array, json_real(r->pace[t]));
  return array;
}

json_t *exam_result_json(const ExamResult *r) {
  g_autofree char *at = clock_format_instant(r->at), *date = clock_format_date(r->day);
  json_t *parts = json_array();
  for (guint i = 0; i < r->parts->len; i++)
    json_array_append_new(parts, part_json(r->parts->pdata[i]));
  json_t *o = json_pack("{s:s,s:s,s:s,s:s,s:s,s:I}", "id", r->uuid, "at", at, "day", date,
                        "blueprint", r->code, "title", r->title, "seed", (json_int_t)r->seed);
  json_object_set_new(o, "items", json_integer(r->all.items));
  json_object_set_new(o, "right", json_integer(r->all.right));
  json_object_set_new(o, "percent", json_number(r->all.percent));
  json_object_set_new(o, "low", json_number(r->all.low));
  json_object_set_new(o, "high", json_number(r->all.high));
  json_object_set_new(o, "target", json_real(r->target));
  json_object_set_new(o, "passed", r->decided ? json_boolean(r->passed) : json_null());
  json_object_set_new(o, "categories", lines_json(r->categories));
  json_object_set_new(o, "areas", lines_json(r->areas));
  json_object_set_new(o, "parts", parts);
  json_object_set_new(o, "predicted", predicted_json(r));
  json_object_set_new(o, "minutes", json_real(r->minutes));
  json_object_set_new(o, "pace", pace_json(r));
  json_object_set_new(o, "clean", json_boolean(r->clean));
  json_object_set_new(o, "reused", json_integer(r->reused));
  json_object_set_new(o, "interruptions", json_integer(r->interruptions));
  json_object_set_new(o, "unanswered", json_integer(r->unanswered));
  json_object_set_new(o, "confident_errors", json_integer(r->confident_errors));
  json_object_set_new(o, "wrong_to_right", json_integer(r->wrong_to_right));
  json_object_set_new(o, "right_to_wrong", json_integer(r->right_to_wrong));
  json_object_set_new(o, "remarks", remarks_json(r->remarks));
  return o;
}
