/* answer - what a learner chose, how it is graded, and the row of the log that keeps it.
 */
#pragma once
#include "core/item.h"
#include <stdint.h>

typedef enum { CONFIDENCE_NONE, CONFIDENCE_GUESS, CONFIDENCE_THINK, CONFIDENCE_SURE } Confidence;
/* FSRS ratings; 0 stands for "none". */
typedef enum { RATING_NONE, RATING_AGAIN, RATING_HARD, RATING_GOOD, RATING_EASY } Rating;

/* "guess", "think", "sure", or NULL for none; and back (false: unknown word). */
const char *confidence_name(Confidence confidence);
bool confidence_from_name(const char *name, Confidence *out);
const char *rating_name(Rating rating);
bool rating_from_name(const char *name, Rating *out);

#define UUID_SIZE 16
typedef struct {
  uint8_t bytes[UUID_SIZE];
} Uuid;
/* RFC 9562 version 7 from a UTC instant in milliseconds and 10 random bytes. */
Uuid uuid_make(int64_t utc_ms, const uint8_t random[10]);
void uuid_format(const Uuid *uuid, char out[37]);
bool uuid_parse(const char *text, Uuid *out);
/* For a GHashTable whose keys are Uuid*. */
guint uuid_hash(gconstpointer uuid);
gboolean uuid_equal(gconstpointer a, gconstpointer b);

/* What was chosen, as option indexes into item->options:
 *   single, multiple: the chosen options in any order
 *   order: all options in the order given
 *   match: for each prompt in the item's order, the chosen option */
typedef struct {
  int n;
  uint8_t option[ITEM_MAX_OPTIONS];
} Response;

/* True where RESPONSE answers ITEM completely (one for single, at least one for multiple, a
 * permutation for order, one for each prompt for match) and every index is in range. */
bool response_complete(const Item *item, const Response *response);

typedef struct {
  bool correct;  /* full credit */
  double credit; /* 0..1 */
} Grade;

/* Grades a complete response. Multiple with per-option credit: share of options judged rightly,
 * counted from the level of choosing nothing or everything at 0: max(0, (hits - false alarms) /
 * keys). Order and match: full credit for all right; else the share of right places as credit,
 * which is "partly correct" but not correct. Essays are not graded here. */
Grade answer_grade(const Item *item, const Response *response);

/* Option ids of RESPONSE joined by spaces ("c a b"), the form the log keeps, and back. The parse
 * returns false where an id is unknown. */
char *response_format(const Item *item, const Response *response);
bool response_parse(const Item *item, const char *text, Response *out);

/* One row of the append-only log. Strings are owned by whoever filled the struct. */
typedef struct {
  int64_t seq; /* place in this database's log; 0 before it is stored */
  Uuid uuid;
  int64_t item, version, session; /* row ids */
  char *shown;                    /* option ids as shown, joined by spaces */
  char *chosen;                   /* response_format */
  Confidence confidence;
  bool correct;
  double credit;
  Rating rating;   /* as derived at the time; an override is an event of its own */
  int64_t ms;      /* from the question's first paint to the answer, monotonic */
  int64_t at;      /* UTC milliseconds */
  int offset;      /* minutes east of UTC at that time */
  int day;         /* study day, see core/clock.h */
  bool undone;     /* filled on reading: an undo stands against it */
  bool superseded; /* filled on reading: the question's key is another now */
} Answer;
void answer_clear(Answer *answer);
