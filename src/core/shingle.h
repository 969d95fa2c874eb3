/* shingle - how much two texts say the same: the runs of three words they share over those that
 * either has (Jaccard; Broder 1997).
 */
#pragma once
#include <glib.h>
#include <stdbool.h>

#define SHINGLE_RUN    3
#define SHINGLE_ALIKE  .5
#define SHINGLE_FEWEST 6 /* shorter texts are alike by accident */

typedef struct {
  guint64 *list; /* sorted, each once */
  int n;
} Shingles;

/* Of TEXT's words, in any case, punctuation left aside; runs do not reach over a line break. */
Shingles shingles_cut(const char *text);
void shingles_clear(Shingles *shingles);
/* 0 to 1. */
double shingles_likeness(const Shingles *a, const Shingles *b);
/* True from SHINGLE_ALIKE on, where both are long enough to tell. */
bool shingles_alike(const Shingles *a, const Shingles *b);

/* For callers that have their words cut already: the hash of a run, and a list of hashes (emptied)
 * made into a set. */
guint64 shingle_hash(char *const words[SHINGLE_RUN]);
Shingles shingles_from(GArray *hashes);
