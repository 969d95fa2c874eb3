/* standing_json - a standing as JSON. The keys are an interface that scripts rely on; see pawl.1. */
#include "app/standing.h"
#include "core/json.h"
#include "core/text.h"
#include <math.h>

#define TITLE_COLUMNS 72

/* What is not known enough to be told. */
static void set_null(json_t *object, const char *const *keys) {
  for (; *keys != NULL; keys++) json_object_set_new(object, *keys, json_null());
}

/* -- readiness and areas ----------------------------------------------------------------------- */

static json_t *ready_json(const Standing *s) {
  const ReadinessReport *r = &s->mastery->readiness;
  json_t *o = readiness_json(r);
  json_object_set_new(o, "change", json_number(r->enough ? s->change : NAN));
  json_object_set_new(o, "change_days", json_integer(PROGRESS_DAYS));
  return o;
}

static json_t *statuses_json(const Standing *s) {
  json_t *o = json_object();
  for (int i = 0; i < STANDING_STATUSES; i++)
    json_object_set_new(o, area_status_name((AreaStatus)i), json_integer(s->statuses[i]));
  return o;
}

static json_t *areas_json(const Standing *s) {
  static const char *const judged[] = {"chance", "score", "low", "high", "change", NULL};
  const GPtrArray *areas = s->mastery->areas;
  json_t *array = mastery_areas_json(areas);
  for (guint i = 0; i < areas->len; i++)
    if (((AreaMastery *)areas->pdata[i])->status == AREA_UNKNOWN)
      set_null(json_array_get(array, i), judged);
  return array;
}

static json_t *weak_json(const Standing *s) {
  json_t *array = json_array();
  for (guint i = 0; i < s->weak->len; i++) {
    const AreaMastery *a = s->weak->pdata[i];
    json_array_append_new(array, json_pack("{s:s,s:s,s:s,s:f,s:f,s:f}", "code", a->code, "title",
                                           a->text, "status", area_status_name(a->status), "weight",
                                           a->weight, "score", a->score, "missing",
                                           s->mastery->readiness.target - a->score));
  }
  return array;
}

/* -- work -------------------------------------------------------------------------------------- */

static json_t *work_json(const Standing *s) {
  int64_t at = s->habits->last_at;
  const GArray *days = s->habits->days;
  int last = days->len == 0 ? 0 : g_array_index(days, HabitsDay, days->len - 1).day;
  g_autofree char *seen = at == 0 ? NULL : clock_format_instant(at);
  return json_pack("{s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:o,s:s?}", "answers", s->all.answers, "minutes",
                   habits_minutes(s->all.ms), "days", s->all.day, "answers_7", s->week.answers,
                   "minutes_7", habits_minutes(s->week.ms), "days_7", s->week.day, "days_14",
                   s->fortnight.day, "last_day", json_day(last), "last_seen", seen);
}

static json_t *weeks_json(const Standing *s) {
  json_t *array = json_array();
  for (guint i = 0; i < s->weeks->len; i++) {
    const StandingWeek *w = &g_array_index(s->weeks, StandingWeek, i);
    json_array_append_new(array, json_pack("{s:o,s:i,s:i,s:i,s:o}", "from", json_day(w->from),
                                           "answers", w->answers, "minutes", w->minutes, "days",
                                           w->days, "score", json_number(w->score)));
  }
  return array;
}

static json_t *trend_json(const Standing *s) {
  json_t *array = json_array();
  for (guint i = 0; s->mastery->readiness.enough && i < s->trend->len; i++) {
    const ProgressDay *day = &g_array_index(s->trend, ProgressDay, i);
    json_array_append_new(array, json_pack("{s:o,s:i,s:f}", "day", json_day(day->day), "answers",
                                           day->answers, "score", day->score));
  }
  return array;
}

static json_t *signs_json(const Standing *s) {
  json_t *array = json_array();
  for (int i = 0; i < HABITS_SIGNS; i++)
    if ((s->signs & (1U << i)) != 0) json_array_append_new(array, json_string(habits_sign_name(i)));
  return array;
}

static json_t *recent_json(const Standing *s) {
  const HabitsDay *r = &s->recent;
  return json_pack("{s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i,s:i}", "days", HABITS_SPAN, "active_days",
                   r->day, "answers", r->answers, "minutes", habits_minutes(r->ms), "fresh",
                   r->fresh, "quick", r->quick, "quick_right", r->quick_right, "sure", r->sure,
                   "sure_wrong", r->sure_wrong);
}

static json_t *sureness_json(const Standing *s) {
  json_t *array = json_array();
  for (int c = CONFIDENCE_GUESS; c <= CONFIDENCE_SURE; c++) {
    HabitsShare share = s->habits->confidence[c];
    json_array_append_new(
        array, json_pack("{s:s,s:i,s:i,s:o}", "said", confidence_name((Confidence)c), "answers",
                         share.n, "right", share.right, "share",
                         json_number(share.n > 0 ? (double)share.right / share.n : NAN)));
  }
  return array;
}

/* -- exams, texts, memory ---------------------------------------------------------------------- */

static json_t *exam_json(const ExamResult *r) {
  return json_pack("{s:o,s:s,s:s,s:i,s:i,s:o,s:o,s:o,s:o,s:o,s:b}", "day", json_day(r->day), "id",
                   r->uuid, "title", r->title, "items", r->all.items, "right", r->all.right,
                   "score", json_number(r->all.percent / 100), "low",
                   json_number(r->predicted ? r->low / 100 : NAN), "high",
                   json_number(r->predicted ? r->high / 100 : NAN), "hit",
                   r->predicted ? json_boolean(r->hit) : json_null(), "passed",
                   r->decided ? json_boolean(r->passed) : json_null(), "clean", r->clean);
}

static double mentors_mean(const WritingView *view) {
  double sum = 0;
  for (guint i = 0; i < view->mentors->len; i++)
    sum += ((WritingScore *)view->mentors->pdata[i])->credit;
  return view->mentors->len > 0 ? sum / view->mentors->len : NAN;
}

static json_t *text_json(const WritingView *v) {
  g_autofree char *stem = text_fold(v->item->stem);
  g_autofree char *title = text_shorten(stem, TITLE_COLUMNS);
  return json_pack("{s:o,s:s,s:s,s:s,s:s,s:s,s:i,s:o,s:o,s:i}", "day", json_day(v->day), "kind",
                   item_type_name(v->item->type), "item", v->item->id, "title", title, "area",
                   v->area_text, "state", writing_state_name(v->state), "words", v->words, "self",
                   json_number(v->self == NULL ? NAN : v->self->credit), "mentor",
                   json_number(mentors_mean(v)), "mentors", (int)v->mentors->len);
}

static json_t *memory_json(const Standing *s) {
  return json_pack("{s:I,s:I,s:o,s:o,s:b}", "answers", (json_int_t)s->memory.answers, "reviews",
                   (json_int_t)s->memory.predictions, "expected", json_number(s->recall_expected),
                   "observed", json_number(s->recall_observed), "fitted", s->memory.fitted);
}

static json_t *list_json(const GPtrArray *list, json_t *(*each)(const void *)) {
  json_t *array = json_array();
  for (guint i = 0; i < list->len; i++) json_array_append_new(array, each(list->pdata[i]));
  return array;
}

static json_t *each_exam(const void *result) {
  return exam_json(result);
}
static json_t *each_text(const void *view) {
  return text_json(view);
}

json_t *standing_json(const Standing *s) {
  json_t *o = json_pack("{s:o,s:s,s:s?,s:o}", "today", json_day(s->day), "name", s->name, "learner",
                        s->learner, "exam_date", json_day(s->exam_day));
  json_object_set_new(o, "readiness", ready_json(s));
  json_object_set_new(o, "signs", signs_json(s));
  json_object_set_new(o, "recent", recent_json(s));
  json_object_set_new(o, "status", statuses_json(s));
  json_object_set_new(o, "areas", areas_json(s));
  json_object_set_new(o, "weak", weak_json(s));
  json_object_set_new(o, "work", work_json(s));
  json_object_set_new(o, "weeks", weeks_json(s));
  json_object_set_new(o, "trend", trend_json(s));
  json_object_set_new(o, "sure",
                      json_pack("{s:i,s:i}", "answers", s->all.sure, "wrong", s->all.sure_wrong));
  json_object_set_new(o, "sureness", sureness_json(s));
  json_object_set_new(
      o, "forecasts",
      json_pack("{s:i,s:i}", "scored", s->mastery->scored, "hits", s->mastery->hits));
  json_object_set_new(o, "exams", list_json(s->exams, each_exam));
  json_object_set_new(o, "texts", list_json(s->texts, each_text));
  json_object_set_new(o, "memory", memory_json(s));
  json_object_set_new(o, "study", study_hints_json(s->mastery->study));
  return o;
}
