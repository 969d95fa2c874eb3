/* assessment - an instrument filled in: a rating from 1 to 4 for some of its statements, what the
 * ratings come to by area, and the sheet that carries them between people.
 */
#pragma once
#include "core/instrument.h"

#define ASSESSMENT_FORMAT "pawl-assessment/1"
/* Bytes of the name of whoever rates. */
#define ASSESSMENT_NAME_MAX 200

/* -- ratings ----------------------------------------------------------------------------------- */

/* Statement ids with their ratings; what is not in it is not rated. */
typedef struct Ratings Ratings;
Ratings *ratings_new(void);
void ratings_free(Ratings *ratings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ratings, ratings_free)
/* 1 to INSTRUMENT_RATINGS, or 0 where STATEMENT is not rated. */
int ratings_get(const Ratings *ratings, const char *statement);
/* RATING 0 takes the rating away. */
void ratings_set(Ratings *ratings, const char *statement, int rating);
/* All of them, also those of statements that an instrument does not have. */
int ratings_count(const Ratings *ratings);
bool ratings_equal(const Ratings *a, const Ratings *b);
/* {"statement": rating}, equal text for equal ratings. Newly allocated. */
char *ratings_to_json(const Ratings *ratings);
/* NULL with ERROR where TEXT is no such object or a rating is not from 1 to 4. */
Ratings *ratings_from_json(const char *text, GError **error);

/* Statements of INSTRUMENT that are rated. */
int ratings_given(const Ratings *ratings, const Instrument *instrument);
/* Index of the first statement from FROM on, then from the start, that is not rated; -1: none. */
int ratings_next_open(const Ratings *ratings, const Instrument *instrument, int from);

/* The ratings of AREA's statements. */
typedef struct {
  int statements, rated;
  double mean;  /* 1 to 4, NaN where nothing is rated */
  double share; /* (mean - 1) / 3: 0 all not yet considered, 1 all mature; or NaN */
} RatedArea;
RatedArea ratings_of_area(const Ratings *ratings, const Instrument *instrument, const char *area);

/* -- the sheet --------------------------------------------------------------------------------- */

/* Names the wording: equal for instruments with the same statements, whatever else differs. 16 hex
 * digits, newly allocated. */
char *instrument_version(const Instrument *instrument);

/* What a sheet is written from. Everything is lent. */
typedef struct {
  const Instrument *instrument;
  const Ratings *ratings;  /* NULL: none */
  const char *name;        /* of whoever rates; "": to be filled in */
  const char *date;        /* YYYY-MM-DD; "": to be filled in */
  const GHashTable *areas; /* code -> text, or NULL */
} AssessmentSheet;
/* The sheet as YAML that pack/read_assessment.h reads, with comments by which somebody who has no
 * pawl fills it in with any editor. Newly allocated. */
char *assessment_write(const AssessmentSheet *sheet);
