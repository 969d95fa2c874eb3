/* instrument - a self-assessment: statements by area that a candidate, a superintendent or a
 * leadership team rates from 1 (not yet considered) to 4 (mature).
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

typedef enum { RATER_CANDIDATE, RATER_SUPERINTENDENT, RATER_TEAM } InstrumentRater;

#define INSTRUMENT_RATINGS 4
/* "not yet considered", "begun", "in place", "mature" for 1 to 4. Static. */
const char *instrument_rating_name(int rating);
const char *instrument_rater_name(InstrumentRater rater);
bool instrument_rater_from_name(const char *name, InstrumentRater *out);

typedef struct {
  char *id; /* unique in the instrument */
  char *area;
  char *text;
} Statement;

typedef struct {
  char *id, *title, *about;
  InstrumentRater rater;
  GPtrArray *statements; /* of Statement*, area by area */
} Instrument;

Instrument *instrument_new(void);
void instrument_free(Instrument *instrument);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Instrument, instrument_free)
/* Appends a statement; all three are copied. */
void instrument_add(Instrument *instrument, const char *id, const char *area, const char *text);
char *instrument_to_json(const Instrument *instrument);
Instrument *instrument_from_json(const char *text, GError **error);
