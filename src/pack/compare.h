/* compare - two editions of a pack, item by item: whose history goes on where.
 *
 * An id alone is unsafe (ids are reused for other questions), so the measurement hash goes first, then
 * the id together with the likeness of the stems. Likeness: 2 L / (n + m), L the longest common
 * subsequence of the n and m words of both stems (Dice over words, in any case, punctuation aside).
 * Runs of three words, as core/shingle.h has them, would count one word changed in twenty as less than
 * .75 alike; by words it is .95. Items of a set are as alike as their stems or their scenarios, the
 * lesser. The key is the same where the texts of the keys are, but for case and punctuation.
 */
#pragma once
#include "core/item.h"
#include <stdint.h>

#define COMPARE_ALIKE .85
#define COMPARE_WORDS 1000 /* words of a text that are looked at */

typedef enum {
  CHANGE_SAME,     /* the same hash under the same id */
  CHANGE_MOVED,    /* the same hash under another id */
  CHANGE_EDITED,   /* the same key, a stem at least COMPARE_ALIKE */
  CHANGE_REKEYED,  /* the key changed, the stem did not */
  CHANGE_REPLACED, /* another question under a known id, and its author says so (`replaces:`) */
  CHANGE_REFUSED,  /* the same without a word: whose history would it have? */
  CHANGE_ADDED,
  CHANGE_GONE,
  CHANGE_RETIRED, /* the same hash, but retired by its author */
} ChangeKind;
#define CHANGE_KINDS 9
const char *change_kind_name(ChangeKind kind);

/* One item of the edition before, as far as it is known. */
typedef struct {
  int64_t row;   /* the caller's */
  char *code;    /* its id */
  char *hash;    /* measurement hash */
  bool gone;     /* left the pack in an edition before that */
  Item *content; /* or NULL: then LOAD is asked for it where it is needed */
} CompareOld;
void compare_old_free(CompareOld *old);

typedef struct {
  ChangeKind kind;
  const CompareOld *old; /* NULL for what was added */
  const Item *item;      /* NULL for what is gone */
  double likeness;       /* of the stems; 1 for the same hash */
} Change;

typedef struct {
  GPtrArray *list; /* of Change*: all new items in their order, then what is gone */
  guint counts[CHANGE_KINDS];
} Changes;

/* The content of OLD, which it then owns, or NULL. */
typedef Item *CompareLoad(const CompareOld *old, void *user);

/* OLD: of CompareOld*; NEW: of Item*. Both are lent and must outlive the result. */
Changes *pack_compare(GPtrArray *old, const GPtrArray *new_items, CompareLoad *load, void *user);
void changes_free(Changes *changes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Changes, changes_free)
/* ITEMS (of Item*) as an edition before, with row their place from 1. Contents are copies. */
GPtrArray *compare_edition(const GPtrArray *items);

/* 0 to 1, as above. */
double compare_likeness(const Item *a, const Item *b);
bool compare_same_key(const Item *a, const Item *b);
/* A negative, 0 or positive number as version A is before, at or after B ("1.10.0" after "1.9.3"). */
int compare_versions(const char *a, const char *b);
