/* assess_private - what the files of the self-assessments share. */
#pragma once
#include "app/app_private.h"
#include "app/assess.h"

/* The instruments of all packs, each id once. New GPtrArray of Instrument*. */
GPtrArray *assess_instruments(App *app, GError **error);
/* The one with ID; with ID NULL the candidate's first. NULL with ERROR. New. */
Instrument *assess_instrument(App *app, const char *id, GError **error);
/* Local day of an instant. */
int assess_day(int64_t at, int offset);
/* True where A was finished before B, or stored before it on the same instant. */
bool assess_is_before(const StoreAssessment *a, const StoreAssessment *b);
/* The newest of ALL (StoreAssessment) that is finished, or with OPEN the newest that is open, of
 * INSTRUMENT and, where NAME is not NULL, of NAME. Lent, or NULL. */
const StoreAssessment *assess_newest(const GArray *all, const char *instrument, const char *name,
                                     bool open);
/* NAME on one line, safe to show and store. NULL with ERROR where it is too long. New. */
char *assess_clean_name(const char *name, GError **error);
