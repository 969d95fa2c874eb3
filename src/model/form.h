/* form - an exam form drawn from a pool of items by a seed. Pure: the same pool, counts and seed give
 * the same form on every platform, in whatever order the pool comes.
 *
 * What a form keeps to, the strictest first:
 *   1. the count of each area is met exactly;
 *   2. items of a case set come together and whole, or not at all; of items that are much alike
 *      (a family) one comes at most;
 *   3. sealed items that were never seen come before other unseen ones, and these before seen ones;
 *   4. difficulties stand in an area of the form as they stand in the area's pool.
 */
#pragma once
#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  int64_t item;   /* row id, unique in the pool */
  int area;       /* 0 .. areas - 1; an item outside is never drawn */
  int hardness;   /* 0 easy, 1 medium, 2 hard */
  int64_t set;    /* items of one case set share a number; 0: none */
  int64_t family; /* items that are near-duplicates share a number; 0: none */
  bool sealed;    /* kept for forms: no drill serves it */
  bool seen;      /* was answered, or stood in a form that was handed in */
} FormItem;

typedef struct {
  GArray *items;  /* of int: indexes into the pool, in the order in which they are asked */
  int seen;       /* of these, seen before: 0 for a clean form */
  int short_area; /* -1, or the first area whose pool is too small: then ITEMS is empty */
  int short_by;   /* items that this area lacks */
} Form;

/* Splits N items over AREAS by WEIGHTS (any scale, not negative) into COUNTS: quotas rounded down,
 * what is left to the largest remainders, ties to the earlier area (Hamilton's method). */
void form_counts(const double *weights, int areas, int n, int *counts);

/* Draws a form. COUNTS has AREAS entries. */
Form *form_draw(const FormItem *pool, int n, const int *counts, int areas, uint64_t seed);
void form_free(Form *form);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Form, form_free)

/* How many forms of COUNTS could be drawn one after the other without a seen item. Sets and families
 * are not looked at, so it is the most there can be. */
int form_clean_left(const FormItem *pool, int n, const int *counts, int areas);
