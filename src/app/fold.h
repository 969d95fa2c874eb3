/* fold - the whole log replayed in order: every derived state comes from here. */
#pragma once
#include "app/app_private.h"
#include "model/mastery.h"

/* One item on the way through the log. */
typedef struct {
  StoreTrait trait; /* what the item is; its memory is in card */
  Card card;        /* after the answers so far */
  bool known;       /* the row exists */
} FoldItem;

typedef struct {
  FoldItem *items; /* by row id */
  int64_t size;
} FoldItems;

/* Called for every answer that counts, in log order; BEFORE is the card then, ITEM holds the one
 * after it. False stops. */
typedef bool (*FoldFn)(const Answer *answer, const Card *before, const FoldItem *item, void *user);

/* All items with new cards. */
bool fold_items(App *app, FoldItems *items, GError **error);
void fold_items_clear(FoldItems *items);
bool fold_log(App *app, FoldItems *items, FoldFn each, void *user, GError **error);

/* The answer as mastery sees it; false where its item has no area any more, or another key. */
bool fold_mastery_answer(const App *app, const Answer *answer, const Card *before,
                         const StoreTrait *trait, MasteryAnswer *out);
