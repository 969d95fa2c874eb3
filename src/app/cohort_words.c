/* cohort_words - the overview in lines and as JSON; see cohort.h. */
#include "app/app_private.h"
#include "app/cohort.h"
#include "core/json.h"
#include "core/text.h"
#include <math.h>

static int percent(double share) {
  return (int)lround(100 * share);
}

char *cohort_signs(unsigned signs) {
  GString *out = g_string_new(NULL);
  for (int i = 0; i < HABITS_SIGNS; i++) {
    if (!(signs >> i & 1)) continue;
    if (out->len > 0) g_string_append(out, ", ");
    g_string_append(out, habits_sign_name(i));
  }
  return g_string_free(out, FALSE);
}

/* -- lines ------------------------------------------------------------------------------------- */

char *cohort_ready(const CohortRow *row) {
  const ReadinessReport *r = &row->readiness;
  if (!r->enough) return g_strdup_printf("%d of %d fresh", r->fresh, r->needed);
  return g_strdup_printf("%d %% (%d-%d)", percent(r->chance), percent(r->low), percent(r->high));
}

char *cohort_change(double change) {
  return isnan(change) ? g_strdup("") : g_strdup_printf("%+d", percent(change));
}

char *cohort_seen(const CohortRow *row, int today) {
  if (row->last_day == 0) return g_strdup("-");
  int days = today - row->last_day;
  return days <= 0 ? g_strdup("today") : g_strdup_printf("%d d ago", days);
}

static const char *plural(int64_t n) {
  return n == 1 ? "" : "s";
}

/* What does not fit into columns, one sentence after the other. */
static char *remarks(const CohortRow *row) {
  GString *out = g_string_new(NULL);
  g_autofree char *signs = cohort_signs(row->signs);
  if (*signs != '\0') g_string_append_printf(out, "! %s. ", signs);
  if (row->sure_wrong > 0)
    g_string_append_printf(out, "%d of %d sure answers wrong. ", row->sure_wrong, row->sure);
  if (row->texts_waiting > 0)
    g_string_append_printf(out, "%d essay%s wait%s for a score. ", row->texts_waiting,
                           plural(row->texts_waiting), row->texts_waiting == 1 ? "s" : "");
  if (row->unknown > 0)
    g_string_append_printf(out,
                           "%" G_GINT64_FORMAT " answer%s to items of packs that are not here. ",
                           row->unknown, plural(row->unknown));
  if (row->stated_day > 0) {
    g_autofree char *day = clock_format_date(row->stated_day);
    g_string_append_printf(out, "Figures of %s, as sent. ", day);
  }
  if (row->gone) g_string_append(out, "The log is not where it was: as last read. ");
  bool moved = row->look_answers != 0 || (isfinite(row->look_change) && row->look_change != 0);
  if (row->look_day > 0 && moved) {
    g_autofree char *day = clock_format_date(row->look_day);
    g_autofree char *change = cohort_change(row->look_change);
    g_string_append_printf(out, "Since %s: %" G_GINT64_FORMAT " answer%s%s%s%s. ", day,
                           row->look_answers, plural(row->look_answers),
                           *change == '\0' ? "" : ", ", change, *change == '\0' ? "" : " points");
  }
  if (out->len > 0) g_string_truncate(out, out->len - 1);
  return g_string_free(out, FALSE);
}

#define WIDE       72
#define NAME_WIDTH 20

/* TEXT in exactly WIDTH columns. Newly allocated. */
static char *cell(const char *text, int width) {
  g_autofree char *short_text = text_shorten(text, width);
  return g_strdup_printf("%s%*s", short_text, width - text_width(short_text, -1), "");
}

static void add_wide(Doc *doc, const CohortRow *row, const char *name, int today) {
  g_autofree char *who = cell(name, NAME_WIDTH);
  g_autofree char *ready = cohort_ready(row);
  g_autofree char *change = cohort_change(row->change);
  g_autofree char *areas = g_strdup_printf("%d/%d", row->mastered, row->areas);
  g_autofree char *seen = cohort_seen(row, today);
  doc_add(doc, DOC_TEXT, 0, 2, "%s %-14s %6s %8d %5d %8s %9s", who, ready, change,
          row->minutes_week, row->days_recent, areas, seen);
}

static void add_narrow(Doc *doc, const CohortRow *row, const char *name, int today) {
  g_autofree char *ready = cohort_ready(row);
  g_autofree char *change = cohort_change(row->change);
  g_autofree char *seen = cohort_seen(row, today);
  doc_add(doc, DOC_TEXT, 0, 2, "%s", name);
  doc_add(doc, DOC_TEXT, 2, 4, "ready %s%s%s", ready, *change == '\0' ? "" : ", ", change);
  doc_add(doc, DOC_TEXT, 2, 4, "%d min this week, mastered %d of %d, seen %s", row->minutes_week,
          row->mastered, row->areas, seen);
}

static void add_row(Doc *doc, const CohortRow *row, int today) {
  g_autofree char *name = text_clean(row->name, -1);
  g_autofree char *more = remarks(row);
  if (doc->columns >= WIDE)
    add_wide(doc, row, name, today);
  else
    add_narrow(doc, row, name, today);
  if (*more != '\0') doc_add(doc, DOC_NOTE, 2, 4, "%s", more);
}

int cohort_to_look_at(const Cohort *cohort) {
  int n = 0;
  for (guint i = 0; i < cohort->rows->len; i++)
    n += ((CohortRow *)cohort->rows->pdata[i])->signs != 0;
  return n;
}

Doc *cohort_doc(const Cohort *cohort, int columns) {
  Doc *doc = doc_new(columns);
  g_autofree char *day = clock_format_date(cohort->day);
  doc_add(doc, DOC_TEXT, 0, 0, "%u candidate%s on %s; %d to look at.", cohort->rows->len,
          plural(cohort->rows->len), day, cohort_to_look_at(cohort));
  if (cohort->rows->len > 0 && columns >= WIDE) {
    g_autofree char *who = cell("Candidate", NAME_WIDTH);
    doc_blank(doc);
    doc_add(doc, DOC_NOTE, 0, 2, "%s %-14s %6s %8s %5s %8s %9s", who, "Readiness", "14 d",
            "min/week", "days", "mastered", "seen");
  }
  for (guint i = 0; i < cohort->rows->len; i++) add_row(doc, cohort->rows->pdata[i], cohort->day);
  if (cohort->rows->len == 0)
    doc_add(doc, DOC_TEXT, 0, 0,
            "Ask a candidate for a log (pawl log export -o FILE) and name it: pawl mentor FILE");
  return doc;
}

/* -- one of them ------------------------------------------------------------------------------- */

static void add_readiness(Doc *doc, const CohortRow *row) {
  const ReadinessReport *r = &row->readiness;
  if (r->enough)
    doc_add(
        doc, DOC_TEXT, 0, 2,
        "Readiness: %d %%, in four of five cases %d to %d %%, of reaching %d %% of fresh items.",
        percent(r->chance), percent(r->low), percent(r->high), percent(r->target));
  else
    doc_add(doc, DOC_TEXT, 0, 2, "Readiness: not known yet, %d of %d fresh answers.", r->fresh,
            r->needed);
  if (!isnan(row->change))
    doc_add(doc, DOC_TEXT, 0, 2, "Expected score: %+d points in 14 days.", percent(row->change));
  if (row->exam_day > 0) {
    g_autofree char *day = clock_format_date(row->exam_day);
    doc_add(doc, DOC_TEXT, 0, 2, "Exam: %s.", day);
  }
}

static void add_work(Doc *doc, const CohortRow *row, int today) {
  g_autofree char *seen = cohort_seen(row, today);
  doc_add(doc, DOC_TEXT, 0, 2, "Areas: %d, %d mastered, %d weak, %d not known yet.", row->areas,
          row->mastered, row->weak, MAX(row->areas - row->mastered - row->weak, 0));
  doc_add(doc, DOC_TEXT, 0, 2, "Minutes: %d this week, %d in all.", row->minutes_week,
          row->minutes);
  doc_add(doc, DOC_TEXT, 0, 2, "Days with an answer: %d of the last 14, %d in all; last seen %s.",
          row->days_recent, row->days, row->last_day == 0 ? "never" : seen);
  doc_add(doc, DOC_TEXT, 0, 2, "Answers: %" G_GINT64_FORMAT ".", row->answers);
  doc_add(doc, DOC_TEXT, 0, 2, "Confident errors: %d of %d sure answers in four weeks.",
          row->sure_wrong, row->sure);
}

static void add_exams(Doc *doc, const CohortRow *row) {
  g_autofree char *newest =
      isnan(row->mock) ? g_strdup("") : g_strdup_printf(", the newest %d %%", percent(row->mock));
  doc_add(doc, DOC_TEXT, 0, 2, "Practice exams: %d%s.", row->mocks, newest);
  doc_add(doc, DOC_TEXT, 0, 2, "Essays: %d, %d without a mentor's score.", row->texts,
          row->texts_waiting);
}

static void add_look(Doc *doc, const CohortRow *row) {
  g_autofree char *change = cohort_change(row->look_change);
  g_autofree char *day = row->look_day == 0 ? NULL : clock_format_date(row->look_day);
  if (day == NULL)
    doc_add(doc, DOC_TEXT, 0, 2, "You did not look on an earlier day.");
  else
    doc_add(doc, DOC_TEXT, 0, 2, "Since you looked on %s: %" G_GINT64_FORMAT " answer%s%s%s%s.",
            day, row->look_answers, plural(row->look_answers), *change == '\0' ? "" : ", ", change,
            *change == '\0' ? "" : " points of readiness");
}

/* Where the figures come from, as far as that says something of them. */
static void add_origin(Doc *doc, const CohortRow *row) {
  g_autofree char *made = clock_format_instant(row->made_at);
  doc_add(doc, DOC_TEXT, 0, 2, "Log: of level %s, written %.10s; id %s.",
          log_level_name(row->level), made, row->learner);
  for (guint i = 0; i < row->paths->len; i++) {
    g_autofree char *path = text_clean(row->paths->pdata[i], -1);
    doc_add(doc, DOC_TEXT, 2, 4, "%s", path);
  }
  if (row->stated_day > 0) {
    g_autofree char *day = clock_format_date(row->stated_day);
    doc_add(doc, DOC_TEXT, 0, 2, "The figures are those of %s, as sent.", day);
  }
  if (row->gone) doc_add(doc, DOC_TEXT, 0, 2, "The log is not where it was: as last read.");
  if (row->unknown > 0)
    doc_add(doc, DOC_TEXT, 0, 2,
            "%" G_GINT64_FORMAT " answer%s to items of packs that are not here.", row->unknown,
            plural(row->unknown));
}

Doc *cohort_row_doc(const CohortRow *row, int today, int columns) {
  Doc *doc = doc_new(columns);
  g_autofree char *signs = cohort_signs(row->signs);
  if (*signs != '\0') doc_add(doc, DOC_HEADING, 0, 2, "! %s", signs);
  add_readiness(doc, row);
  add_work(doc, row, today);
  add_exams(doc, row);
  add_look(doc, row);
  add_origin(doc, row);
  return doc;
}

/* -- JSON -------------------------------------------------------------------------------------- */

/* A log of level summary says nothing of the form's interval. */
static json_t *ready_json(const ReadinessReport *r) {
  return json_pack("{s:b,s:o,s:o,s:o,s:f,s:o,s:i,s:i,s:i}", "enough", r->enough, "chance",
                   json_number(r->enough ? r->chance : NAN), "low",
                   json_number(r->enough ? r->low : NAN), "high",
                   json_number(r->enough ? r->high : NAN), "target", r->target, "score",
                   json_number(r->enough ? r->score : NAN), "fresh", r->fresh, "repeats",
                   r->repeats, "needed", r->needed);
}

static json_t *signs_json(unsigned signs) {
  json_t *array = json_array();
  for (int i = 0; i < HABITS_SIGNS; i++)
    if (signs >> i & 1) json_array_append_new(array, json_string(habits_sign_name(i)));
  return array;
}

static json_t *look_json(const CohortRow *row) {
  if (row->look_day == 0) return json_null();
  return json_pack("{s:o,s:o,s:I}", "day", json_day(row->look_day), "change",
                   json_number(row->look_change), "answers", (json_int_t)row->look_answers);
}

json_t *cohort_row_json(const CohortRow *row) {
  g_autofree char *made = clock_format_instant(row->made_at);
  g_autofree char *name = text_clean(row->name, -1);
  json_t *o = json_pack("{s:s,s:s,s:s,s:s}", "id", row->learner, "name", name, "level",
                        log_level_name(row->level), "written", made);
  json_object_set_new(o, "logs", json_from_strings(row->paths));
  json_object_set_new(o, "gone", json_boolean(row->gone));
  json_object_set_new(o, "exam", json_day(row->exam_day));
  json_object_set_new(o, "stated", json_day(row->stated_day));
  json_object_set_new(o, "readiness", ready_json(&row->readiness));
  json_object_set_new(o, "change", json_number(row->change));
  json_object_set_new(
      o, "areas",
      json_pack("{s:i,s:i,s:i}", "all", row->areas, "mastered", row->mastered, "weak", row->weak));
  json_object_set_new(o, "answers", json_integer(row->answers));
  json_object_set_new(o, "unknown", json_integer(row->unknown));
  json_object_set_new(o, "minutes",
                      json_pack("{s:i,s:i}", "all", row->minutes, "week", row->minutes_week));
  json_object_set_new(o, "days",
                      json_pack("{s:i,s:i}", "all", row->days, "recent", row->days_recent));
  json_object_set_new(o, "sure",
                      json_pack("{s:i,s:i}", "all", row->sure, "wrong", row->sure_wrong));
  json_object_set_new(o, "seen", json_day(row->last_day));
  json_object_set_new(o, "signs", signs_json(row->signs));
  json_object_set_new(o, "mocks",
                      json_pack("{s:i,s:o}", "all", row->mocks, "newest", json_number(row->mock)));
  json_object_set_new(o, "texts",
                      json_pack("{s:i,s:i}", "all", row->texts, "waiting", row->texts_waiting));
  json_object_set_new(o, "look", look_json(row));
  return o;
}

static json_t *group_json(const Cohort *cohort) {
  CohortGroup group = cohort_group(cohort);
  return json_pack("{s:i,s:i,s:i,s:i,s:o,s:i,s:i}", "candidates", group.candidates, "signs",
                   group.signs, "active", group.active, "judged", group.judged, "median",
                   json_number(group.median), "minutes", group.minutes, "waiting", group.waiting);
}

static json_t *areas_json(App *app, const Cohort *cohort) {
  json_t *areas = json_array();
  for (guint a = 0; a < app->areas->len; a++) {
    const StoreArea *area = app->areas->pdata[a];
    CohortAreaSum sum = cohort_area_sum(cohort, (int)a);
    json_array_append_new(areas,
                          json_pack("{s:s,s:s,s:i,s:i,s:i,s:o}", "code", area->code, "title",
                                    area->text, "mastered", sum.mastered, "weak", sum.weak,
                                    "unknown", sum.unknown, "score", json_number(sum.score)));
  }
  return areas;
}

json_t *cohort_json(App *app, const Cohort *cohort) {
  json_t *rows = json_array();
  for (guint i = 0; i < cohort->rows->len; i++)
    json_array_append_new(rows, cohort_row_json(cohort->rows->pdata[i]));
  return json_pack("{s:o,s:o,s:o,s:o,s:o}", "day", json_day(cohort->day), "group",
                   group_json(cohort), "areas", areas_json(app, cohort), "candidates", rows,
                   "notes", json_from_strings(cohort->notes));
}
