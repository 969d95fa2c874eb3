/* rows - see rows.h. */
#include "report/rows.h"
#include "core/clock.h"
#include "core/json.h"

static json_t *words(const char *joined) {
  json_t *array = json_array();
  g_auto(GStrv) ids = g_strsplit(joined, " ", -1);
  for (char **id = ids; *id != NULL; id++)
    if (**id != '\0') json_array_append_new(array, json_string(*id));
  return array;
}

static char *finish(json_t *object) {
  char *text = json_dumps(object, JSON_COMPACT | JSON_PRESERVE_ORDER);
  char *copy = g_strdup(text);
  free(text);
  json_decref(object);
  return copy;
}

static json_t *exam_json(const ReportExam *e) {
  json_t *o = json_object();
  json_object_set_new(o, "id", json_string(e->id));
  json_object_set_new(o, "blueprint", json_string(e->blueprint));
  json_object_set_new(o, "section", json_string(e->section));
  json_object_set_new(o, "place", json_integer(e->place));
  json_object_set_new(o, "answered", json_boolean(e->answered));
  json_object_set_new(o, "flagged", json_boolean(e->flagged));
  json_object_set_new(o, "first", words(e->first));
  json_object_set_new(o, "first_correct", json_boolean(e->first_correct));
  json_object_set_new(o, "changes", json_integer(e->changes));
  json_object_set_new(o, "chosen_ms", json_integer(e->chosen_ms));
  return o;
}

char *report_answer_json(const ReportAnswer *row) {
  const Answer *answer = row->answer;
  char id[37];
  uuid_format(&answer->uuid, id);
  g_autofree char *at = clock_format_instant(answer->at);
  g_autofree char *day = clock_format_date(answer->day);
  const char *confidence = confidence_name(answer->confidence);
  json_t *o = json_object();
  bool logged = row->exam == NULL || row->exam->answered;
  json_object_set_new(o, "id", logged ? json_string(id) : json_null());
  json_object_set_new(o, "item", json_string(row->item));
  json_object_set_new(o, "area", json_string(row->area));
  json_object_set_new(o, "at", json_string(at));
  json_object_set_new(o, "offset", json_integer(answer->offset));
  json_object_set_new(o, "day", json_string(day));
  json_object_set_new(o, "shown", words(answer->shown));
  json_object_set_new(o, "chosen", words(answer->chosen));
  json_object_set_new(o, "correct", json_boolean(answer->correct));
  json_object_set_new(o, "credit", json_real(answer->credit));
  json_object_set_new(o, "confidence", confidence == NULL ? json_null() : json_string(confidence));
  json_object_set_new(o, "rating", json_string(rating_name(answer->rating)));
  json_object_set_new(o, "ms", json_integer(answer->ms));
  json_object_set_new(o, "session",
                      *row->session == '\0' ? json_null() : json_string(row->session));
  if (row->exam != NULL) json_object_set_new(o, "exam", exam_json(row->exam));
  if (answer->undone) json_object_set_new(o, "undone", json_true());
  return finish(o);
}

char *report_item_json(const ReportItem *item) {
  json_t *o = json_object();
  json_object_set_new(o, "id", json_string(item->id));
  json_object_set_new(o, "pack", json_string(item->pack));
  json_object_set_new(o, "type", json_string(item_type_name(item->type)));
  json_object_set_new(o, "status", json_string(item_status_name(item->status)));
  json_object_set_new(o, "area", json_string(item->area));
  json_object_set_new(o, "objective",
                      item->objective == NULL ? json_null() : json_string(item->objective));
  json_object_set_new(o, "level", json_string(item_level_name(item->level)));
  json_object_set_new(o, "hash", json_string(item->hash));
  json_object_set_new(o, "title", item->title == NULL ? json_null() : json_string(item->title));
  json_object_set_new(o, "suspended", json_boolean(item->suspended));
  json_object_set_new(o, "flagged", json_boolean(item->flagged));
  json_object_set_new(o, "sealed", json_boolean(item->sealed));
  return finish(o);
}
