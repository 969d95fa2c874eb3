/* rubric - what a scorer gives a text or a spoken answer, as a value: a level from 1 to 4 for each
 * criterion of an essay, a tick for each point that a strong spoken answer covers.
 *
 * Credit: an essay's is the weighted share of the steps above the lowest level,
 * sum of w (level - 1) / 3 over sum of w; a spoken answer's the share of its points covered.
 */
#pragma once
#include "core/item.h"

#define RUBRIC_MAX    32 /* criteria or points that count; further ones are left aside */
#define RUBRIC_LEVELS 4

typedef struct {
  int n;
  int level[RUBRIC_MAX]; /* essays: 1..4, 0 not given yet; oral prompts: 0 or 1 */
} RubricLevels;

/* Nothing given yet, with as many places as ITEM asks for. */
RubricLevels rubric_levels(const Item *item);
/* True where every criterion has its level. */
bool rubric_whole(const Item *item, const RubricLevels *levels);
/* 0..1 of whole levels. */
double rubric_credit(const Item *item, const RubricLevels *levels);

/* {"clear":3,"cost":2}, of an oral prompt {"0":1,"1":0}; newly allocated. Back: false with ERROR where
 * TEXT does not hold whole levels of ITEM. */
char *rubric_to_json(const Item *item, const RubricLevels *levels);
bool rubric_from_json(const Item *item, const char *text, RubricLevels *out, GError **error);
/* True where TEXT can be levels of some item: an object of at most RUBRIC_MAX small numbers under short
 * keys. */
bool rubric_is_levels(const char *text);
/* "clear:3 cost:2", of an oral prompt the numbers of the points covered, "1 3". Newly allocated. */
char *rubric_format(const Item *item, const RubricLevels *levels);
/* The same as people write it: commas or blanks between; a single "-" for no point. False with a
 * sentence that names what is missing or unknown. */
bool rubric_parse(const Item *item, const char *text, RubricLevels *out, GError **error);
