/* learner_json - mastery and readiness as JSON, the same in every command. */
#include "app/learner.h"
#include "app/reply.h"
#include "core/json.h"
#include <math.h>

json_t *readiness_json(const ReadinessReport *r) {
  bool e = r->enough;
  return json_pack("{s:b,s:o,s:o,s:o,s:f,s:o,s:o,s:o,s:i,s:i,s:i}", "enough", e, "chance",
                   json_number(e ? r->chance : NAN), "low", json_number(e ? r->low : NAN), "high",
                   json_number(e ? r->high : NAN), "target", r->target, "score",
                   json_number(e ? r->score : NAN), "score_low",
                   json_number(e ? r->score_low : NAN), "score_high",
                   json_number(e ? r->score_high : NAN), "fresh", r->fresh, "repeats", r->repeats,
                   "needed", r->needed);
}

static json_t *area_json(const AreaMastery *a) {
  json_t *o = json_pack(
      "{s:s,s:s,s:s,s:f,s:s,s:f,s:f,s:f,s:f,s:o,s:i,s:i,s:i,s:i,s:o,s:o,s:i,s:i}", "code", a->code,
      "title", a->text, "category", a->category, "weight", a->weight, "status",
      area_status_name(a->status), "chance", a->chance, "score", a->score, "low", a->low, "high",
      a->high, "change", json_number(a->change), "fresh", a->fresh, "fresh_right", a->fresh_right,
      "repeats", a->repeats, "fresh_days", a->fresh_days, "mastered", json_day(a->mastered_day),
      "lost", json_day(a->lost_day), "items", a->items, "new", a->unseen);
  json_object_set_new(o, "remarks", remarks_json(a->remarks));
  return o;
}

json_t *mastery_areas_json(const GPtrArray *areas) {
  json_t *array = json_array();
  for (guint i = 0; i < areas->len; i++) json_array_append_new(array, area_json(areas->pdata[i]));
  return array;
}

json_t *study_hints_json(const GPtrArray *hints) {
  json_t *array = json_array();
  for (guint i = 0; i < hints->len; i++) {
    const StudyHint *hint = hints->pdata[i];
    json_t *sources = json_array();
    for (guint s = 0; s < hint->sources->len; s++) {
      const ItemRef *ref = ((StudySource *)hint->sources->pdata[s])->ref;
      json_array_append_new(sources,
                            json_pack("{s:s,s:s?,s:s?,s:s?}", "title", ref->title, "publisher",
                                      ref->publisher, "at", ref->at, "url", ref->url));
    }
    json_array_append_new(array,
                          json_pack("{s:s,s:i,s:i,s:o}", "objective", hint->objective, "seen",
                                    hint->seen, "right", hint->right, "sources", sources));
  }
  return array;
}
