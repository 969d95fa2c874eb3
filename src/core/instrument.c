/* instrument - see instrument.h. */
#include "core/instrument.h"
#include "core/json.h"
#include "core/names.h"

NAMES_DEFINE(instrument_rater, InstrumentRater, "candidate", "superintendent", "team")

const char *instrument_rating_name(int rating) {
  static const char *const names[] = {"not yet considered", "begun", "in place", "mature"};
  return rating < 1 || rating > INSTRUMENT_RATINGS ? "not answered" : names[rating - 1];
}

static void statement_free(gpointer data) {
  Statement *statement = data;
  g_free(statement->id);
  g_free(statement->area);
  g_free(statement->text);
  g_free(statement);
}

Instrument *instrument_new(void) {
  Instrument *instrument = g_new0(Instrument, 1);
  instrument->statements = g_ptr_array_new_with_free_func(statement_free);
  return instrument;
}

void instrument_free(Instrument *instrument) {
  if (instrument == NULL) return;
  g_free(instrument->id);
  g_free(instrument->title);
  g_free(instrument->about);
  g_ptr_array_unref(instrument->statements);
  g_free(instrument);
}

void instrument_add(Instrument *instrument, const char *id, const char *area, const char *text) {
  Statement *statement = g_new0(Statement, 1);
  statement->id = g_strdup(id);
  statement->area = g_strdup(area);
  statement->text = g_strdup(text);
  g_ptr_array_add(instrument->statements, statement);
}

char *instrument_to_json(const Instrument *instrument) {
  json_t *o = json_object(), *statements = json_array();
  json_put_string(o, "id", instrument->id);
  json_put_string(o, "title", instrument->title);
  json_put_string(o, "about", instrument->about);
  json_put_string(o, "rater", instrument_rater_name(instrument->rater));
  for (guint i = 0; i < instrument->statements->len; i++) {
    const Statement *statement = instrument->statements->pdata[i];
    json_t *s = json_object();
    json_put_string(s, "id", statement->id);
    json_put_string(s, "area", statement->area);
    json_put_string(s, "text", statement->text);
    json_array_append_new(statements, s);
  }
  json_object_set_new(o, "statements", statements);
  char *text = json_to_text(o);
  json_decref(o);
  return text;
}

static void statement_from_json(const json_t *s, Instrument *instrument) {
  const char *id = json_string_value(json_object_get(s, "id"));
  const char *area = json_string_value(json_object_get(s, "area"));
  const char *text = json_string_value(json_object_get(s, "text"));
  if (id != NULL && area != NULL && text != NULL) instrument_add(instrument, id, area, text);
}

Instrument *instrument_from_json(const char *text, GError **error) {
  json_t *o = json_from_text(text, error);
  if (o == NULL) return NULL;
  g_autoptr(Instrument) instrument = instrument_new();
  const json_t *statements = json_object_get(o, "statements");
  const char *rater = json_string_value(json_object_get(o, "rater"));
  instrument->id = json_dup_string(o, "id");
  instrument->title = json_dup_string(o, "title");
  instrument->about = json_dup_string(o, "about");
  bool good = rater != NULL && instrument_rater_from_name(rater, &instrument->rater) &&
              instrument->id != NULL && instrument->title != NULL;
  for (size_t i = 0; i < json_array_size(statements); i++)
    statement_from_json(json_array_get(statements, i), instrument);
  json_decref(o);
  if (good) return g_steal_pointer(&instrument);
  g_set_error(error, JSON_ERROR, 0, "A stored instrument is not in the form that pawl writes.");
  return NULL;
}
