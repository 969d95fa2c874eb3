/* fold - see fold.h. */
#include "app/fold.h"
#include <string.h>

static void add_trait(const StoreTrait *trait, void *user) {
  FoldItems *items = user;
  if (trait->item >= items->size) {
    int64_t size = MAX(trait->item + 1, items->size * 2);
    items->items = g_renew(FoldItem, items->items, size);
    memset(items->items + items->size, 0, (size_t)(size - items->size) * sizeof *items->items);
    items->size = size;
  }
  items->items[trait->item] =
      (FoldItem){.trait = *trait, .card = {.item = trait->item}, .known = true};
}

bool fold_items(App *app, FoldItems *items, GError **error) {
  *items = (FoldItems){0};
  return store_each_trait(app->store, add_trait, items, error);
}

void fold_items_clear(FoldItems *items) {
  g_clear_pointer(&items->items, g_free);
}

typedef struct {
  const ScheduleConfig *config;
  FoldItems *items;
  FoldFn each;
  void *user;
} Fold;

static bool fold_answer(const Answer *answer, void *user) {
  Fold *fold = user;
  fold->items->read++;
  if (answer->undone || answer->item >= fold->items->size) return true;
  FoldItem *item = &fold->items->items[answer->item];
  Card before = item->card;
  item->texts += answer->rating == RATING_NONE;
  item->card = schedule_answer(fold->config, &before, answer->correct, answer->rating, answer->at,
                               answer->day);
  if (answer->superseded) schedule_requeue(&item->card);
  return fold->each == NULL || fold->each(answer, &before, item, fold->user);
}

bool fold_log(App *app, FoldItems *items, FoldFn each, void *user, GError **error) {
  Fold fold = {&app->schedule, items, each, user};
  StoreLogQuery all = {0};
  return store_each_answer(app->store, &all, fold_answer, &fold, error);
}

double app_logits(ItemDifficulty hardness) {
  return hardness == ITEM_EASY ? -.8 : hardness == ITEM_HARD ? .8 : 0;
}

bool fold_mastery_answer(const App *app, const Answer *answer, const Card *before,
                         const StoreTrait *trait, const FoldEssay *essay, MasteryAnswer *out) {
  int area = app_area_index(app, trait->area);
  *out = (MasteryAnswer){
      .area = area,
      .difficulty = app_logits(trait->hardness),
      .spread = .5,
      .guess = trait->guess,
      .recall = schedule_recall(&app->schedule, before, answer->day),
      .fresh = essay == NULL ? before->answers == 0 : essay->fresh,
      .credit = essay == NULL ? answer->credit : essay->credit,
      .day = answer->day,
  };
  return area >= 0 && !answer->superseded;
}
